package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/service"
)

func newServiceStart(g *global) *cobra.Command {
	return serviceControl(g, (*service.Manager).Start, "runs", &cobra.Command{
		Use: "start", Short: "Start the service", Long: "start starts the service, and waits until it runs. One that runs is left alone.",
	})
}

func newServiceStop(g *global) *cobra.Command {
	return serviceControl(g, (*service.Manager).Stop, "is stopped", &cobra.Command{
		Use: "stop", Short: "Stop the service",
		Long: "stop stops the service and waits until it has ended. An upload that is being sent keeps its time, stop_grace of the\n" +
			"configuration. The service starts again with the machine.",
	})
}

func newServiceRestart(g *global) *cobra.Command {
	return serviceControl(g, (*service.Manager).Restart, "runs", &cobra.Command{
		Use: "restart", Short: "Stop the service and start it",
		Long: "restart stops the service as stop does, and starts it. Changed organisations, passwords and certificates need no\n" +
			"restart.",
	})
}

// serviceControl makes a command of what is done with the service, and of what
// it then does.
func serviceControl(g *global, do func(*service.Manager) error, end string, cmd *cobra.Command) *cobra.Command {
	cmd.Example = "  lrsdrop service " + cmd.Use
	cmd.Args = noArguments
	cmd.RunE = func(*cobra.Command, []string) error {
		m, err := g.manager()
		if err != nil {
			return err
		}
		if err := do(m); err != nil {
			return serviceWords(err)
		}
		_, err = fmt.Fprintf(g.out, "The service %s %s.\n", service.Name, end)
		return err
	}
	return cmd
}
