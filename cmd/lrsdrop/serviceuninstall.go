package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/service"
)

func newServiceUninstall(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "uninstall",
		Short: "Stop the service and take it away; all data stays",
		Long: "uninstall stops the service, which waits for an upload that is being sent, and takes it away. The configuration,\n" +
			"the state folder, secrets, files in inboxes and outboxes and the account stay. It needs root, or an administrator.",
		Example: "  lrsdrop service uninstall",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return serviceWords(runServiceUninstall(g)) },
	}
}

func runServiceUninstall(g *global) error {
	d, c, err := g.define()
	if err != nil {
		return err
	}
	m, err := service.NewManager(d)
	if err != nil {
		return err
	}
	if err := m.Uninstall(); err != nil {
		return err
	}
	state := ""
	if c != nil {
		state = ", the state folder " + c.StateDir
	}
	_, err = fmt.Fprintf(g.out, "The service %s is taken away. All data stays: the configuration %s%s, secrets, and the files in inboxes and outboxes.\n",
		service.Name, d.Config, state)
	return err
}
