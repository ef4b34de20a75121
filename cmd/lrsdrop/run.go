package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
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
			"A second Ctrl-C ends at once: what was being sent then waits for a person.",
		Example: "  lrsdrop run\n  lrsdrop run --config /etc/lrsdrop/lrsdrop.yaml --log-format json",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runRun(cmd.Context(), g, opts) },
	}
	cmd.Flags().StringVar(&opts.logFormat, "log-format", "text", "text or json; the log goes to the standard error")
	complete(cmd, "log-format", "text", "json")
	return cmd
}

func runRun(ctx context.Context, g *global, opts runOptions) error {
	log, err := newLog(g.err, opts.logFormat)
	if err != nil {
		return err
	}
	c, err := g.load()
	if err != nil {
		return err
	}
	daemon.LimitMemory()
	d, err := daemon.New(ctx, c, log, daemon.Options{Version: readBuild().Version})
	if err != nil {
		return err
	}
	announce(log, c)
	context.AfterFunc(ctx, func() {
		log.Info("stopping: nothing new starts; a submit that is being sent is awaited", "at_most", c.StopGrace)
	})
	err = errors.Join(d.Run(ctx), d.Close())
	log.Info("stopped")
	return err
}

func newLog(to io.Writer, format string) (*slog.Logger, error) {
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(to, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(to, nil)), nil
	}
	return nil, usage(fmt.Errorf("--log-format is text or json, and not %q", format))
}

// announce says what runs, and what of the configuration does not.
func announce(log *slog.Logger, c *config.Config) {
	for _, o := range c.Organisations {
		if o.Suspended != "" {
			log.Error("an organisation is suspended: its inboxes are not watched", "organisation", o.Key, "reason", o.Suspended)
			continue
		}
		for _, in := range o.Inboxes {
			log.Info("watching", "organisation", o.ID, "inbox", in.ID(), "outbox", o.Outbox.ID(), "send", in.Send)
		}
	}
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
