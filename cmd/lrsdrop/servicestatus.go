package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/service"
)

func newServiceStatus(g *global) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say whether the service runs, is stopped or is not installed",
		Long: "status says what the service manager knows of the service. How the daemon in it is, its inboxes and its work, says\n" +
			"lrsdrop status. The state in JSON is running, stopped, failed or not_installed.",
		Example: "  lrsdrop service status\n  lrsdrop service status --json",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return runServiceStatus(g, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

var serviceStates = map[service.State]string{
	service.Running:      "runs",
	service.Stopped:      "is installed and stopped",
	service.Failed:       "has failed: see journalctl --unit lrsdrop",
	service.NotInstalled: "is not installed",
}

func runServiceStatus(g *global, asJSON bool) error {
	m, err := g.manager()
	if err != nil {
		return err
	}
	state, err := m.State()
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(g.out, map[string]string{"service": service.Name, "state": string(state)})
	}
	_, err = fmt.Fprintf(g.out, "The service %s %s.\n", service.Name, serviceStates[state])
	return err
}
