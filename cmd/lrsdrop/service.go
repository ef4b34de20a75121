package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/service"
	"lrsdrop/packaging"
)

func newService(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "service",
		Short: "Install and control the service of this machine",
		Long: "service makes lrsdrop a service of systemd or of Windows, which starts with the machine and runs lrsdrop run.\n\n" +
			"systemd starts /usr/bin/lrsdrop with /etc/lrsdrop/lrsdrop.yaml under the account lrsdrop, and starts it again\n" +
			"when it ends with an error or hangs. On Windows it has the virtual account NT SERVICE\\lrsdrop, starts a little\n" +
			"after the machine, and is started again 5 seconds after it failed, then 30 seconds, then 5 minutes. A stop, and a\n" +
			"shutdown of the machine, wait for an upload that is being sent.",
		Example: "  lrsdrop service install\n  lrsdrop service start\n  lrsdrop service status",
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		Args:    noArguments,
	}
	cmd.AddCommand(newServiceInstall(g), newServiceUninstall(g), newServiceStart(g), newServiceStop(g), newServiceRestart(g), newServiceStatus(g))
	return cmd
}

// usualGrace is the default of stop_grace, for as long as there is no
// configuration that says another.
const usualGrace = 5 * time.Minute

// define describes the service as this program and its configuration make it.
// The configuration may still be missing or wrong: c is nil then.
func (g *global) define() (d service.Definition, c *config.Config, err error) {
	if d.Program, err = os.Executable(); err != nil {
		return d, nil, fmt.Errorf("find this program: %w", err)
	}
	if d.Program, err = filepath.EvalSymlinks(d.Program); err != nil {
		return d, nil, fmt.Errorf("find this program: %w", err)
	}
	if d.Config, err = filepath.Abs(g.path()); err != nil {
		return d, nil, fmt.Errorf("find the configuration: %w", err)
	}
	d.Unit, d.StopGrace = packaging.Unit(), usualGrace
	d.DataDir = filepath.Join(os.Getenv("ProgramData"), "lrsdrop")
	if c, err = config.Load(d.Config); err != nil {
		return d, nil, nil // said by whoever needs it
	}
	d.StopGrace = c.StopGrace
	return d, c, nil
}

// manager finds the service manager of this machine.
func (g *global) manager() (*service.Manager, error) {
	d, _, err := g.define()
	if err != nil {
		return nil, err
	}
	return service.NewManager(d)
}

// serviceWords gives the errors of these commands their exit codes.
func serviceWords(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.As(err, new(*service.Unusable)):
		return usage(err)
	case errors.Is(err, service.ErrNotInstalled):
		return usage(fmt.Errorf("%w. Install it with lrsdrop service install", err))
	}
	return err
}
