package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/logging"
	"lrsdrop/internal/service"
)

type runOptions struct {
	logFormat string
}

func newRun(g *global) *cobra.Command {
	var opts runOptions
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Watch the inboxes and answer what is dropped, until stopped",
		Long: "run is what the service runs. On Ctrl-C or SIGTERM nothing new starts and the rest ends within ten\n" +
			"seconds; a submit that is already being sent keeps its time, stop_grace in the configuration.\n" +
			"A second Ctrl-C ends at once: what was being sent then waits for a person.\n" +
			"\n" +
			"Changed organisations, passwords and certificates count within seconds, or at once after SIGHUP. A\n" +
			"change that is wrong is not used: what was before goes on, and the log, lrsdrop status and /readyz\n" +
			"say why. Keys outside the organisations count after a restart only.",
		Example: "  lrsdrop run\n  lrsdrop run --config /etc/lrsdrop/lrsdrop.yaml --log-format json",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runRun(cmd.Context(), g, opts) },
	}
	cmd.Flags().StringVar(&opts.logFormat, "log-format", "", "text or json (default: log.format in the configuration)")
	complete(cmd, "log-format", "text", "json")
	return cmd
}

func runRun(ctx context.Context, g *global, opts runOptions) error {
	if opts.logFormat != "" && opts.logFormat != string(config.LogText) && opts.logFormat != string(config.LogJSON) {
		return usage(fmt.Errorf("--log-format is text or json, and not %q", opts.logFormat))
	}
	err := service.Host(ctx, func(ctx context.Context, s *service.Session) error { return runConfigured(ctx, g, opts, s) })
	if err != nil && service.Managed() {
		logging.LastWords(err)
	}
	return err
}

func runConfigured(ctx context.Context, g *global, opts runOptions, s *service.Session) error {
	c, err := g.load()
	if err != nil {
		return err
	}
	log, closeLog, err := openLog(g, c, opts.logFormat)
	if err != nil {
		return err
	}
	return errors.Join(runDaemon(ctx, c, log, s), closeLog())
}

// runDaemon runs the daemon until ctx ends, and tells the service manager how it
// is.
func runDaemon(ctx context.Context, c *config.Config, log *slog.Logger, s *service.Session) error {
	daemon.LimitMemory()
	var d *daemon.Daemon
	begun := func() { s.Ready(func() service.Pulse { return pulse(d) }, c.StopGrace) }
	d, err := daemon.New(ctx, c, log, daemon.Options{Version: readBuild().Version, Begun: begun})
	if err != nil && ctx.Err() != nil { // nothing was begun that could have failed
		log.Info("stopped while it was starting", "reason", err)
		return nil
	}
	if err != nil {
		return err
	}
	announce(log, c)
	defer reloadOnHangup(d)()
	context.AfterFunc(ctx, func() {
		log.Info("stopping: nothing new starts; a submit that is being sent is awaited", "at_most", c.StopGrace)
	})
	err = errors.Join(d.Run(ctx), d.Close())
	log.Info("stopped")
	return err
}

func pulse(d *daemon.Daemon) service.Pulse {
	stuck, words := d.Pulse()
	return service.Pulse{Stuck: stuck, Words: words}
}

// reloadOnHangup has a SIGHUP mean what it means to other daemons.
func reloadOnHangup(d *daemon.Daemon) (stop func()) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	go func() {
		for range hangups {
			d.Reload()
		}
	}()
	return func() {
		signal.Stop(hangups)
		close(hangups)
	}
}

// announce says what starts. Who runs and who cannot the daemon says itself, as
// it changes.
func announce(log *slog.Logger, c *config.Config) {
	for _, p := range c.Problems {
		if p.Warning {
			log.Warn("the configuration has a warning", "path", p.Path, "message", p.Message)
		}
	}
	log.Info("started", "version", readBuild().Version, "config", c.File, "environment", c.LRS.Environment, "state", c.StateDir)
}

// complete lists the values of a flag for the shell.
func complete(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag was just defined
	}
}
