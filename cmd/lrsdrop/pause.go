package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/pipeline"
)

type pauseOptions struct {
	org          string
	afterRestore bool
	pipeline.Operator
}

func newPause(g *global) *cobra.Command {
	cmd, _ := pauseCommand(g, &cobra.Command{
		Use:   "pause [--org ID] --by NAME --note TEXT",
		Short: "Hold all calls to LRS, of one organisation or of all",
		Long: "pause holds every call to LRS, of one organisation or of all, until lrsdrop resume. A submit that is being\n" +
			"sent ends well, and no other starts. Files are still taken, checked and answered as far as that goes without\n" +
			"LRS. A restart changes nothing.\n\n" +
			"Use it at once when a certificate or password may be in wrong hands or files are sent that should not be,\n" +
			"and tell LRS: " + lrsContact + ".",
		Example: "  lrsdrop pause --org acme --by \"A Patel\" --note \"Laptop with the certificate stolen\"\n" +
			"  lrsdrop pause --by \"A Patel\" --note \"LRS asked for quiet this weekend\"",
	}, runPause)
	return cmd
}

func newResume(g *global) *cobra.Command {
	cmd, opts := pauseCommand(g, &cobra.Command{
		Use:   "resume [--org ID] [--after-restore] --by NAME --note TEXT",
		Short: "Let calls to LRS go on that were paused",
		Long: "resume ends what lrsdrop pause began: with --org for the organisation that was paused by itself, without it\n" +
			"for the pause of all. First look at lrsdrop status: it says who paused the calls, and why. In the LRS\n" +
			"organisation portal you see what LRS has of the organisation.\n\n" +
			"When the state folder was restored from a backup and files were uploaded after that, the daemon pauses all\n" +
			"calls by itself. What was uploaded is not sent again: its rows become unknown, and each batch waits for\n" +
			"lrsdrop resolve. --after-restore says that you know, and lets calls go on.\n\n" +
			"It pauses them, too, when the state folder is new and the journal has uploads of another: that one was lost, and\n" +
			"what it sent would be sent again. Restore it from a backup if there is one. Without one, --after-restore lets\n" +
			"calls go on; then drop only what you know was not sent before.",
		Example: "  lrsdrop resume --org acme --by \"A Patel\" --note \"New certificate installed\"\n" +
			"  lrsdrop resume --after-restore --by \"A Patel\" --note \"Disk replaced, all batches found in the portal\"",
	}, runResume)
	cmd.Flags().BoolVar(&opts.afterRestore, "after-restore", false, "let calls go on after the state folder was restored from a backup")
	cmd.MarkFlagsMutuallyExclusive("org", "after-restore")
	return cmd
}

func pauseCommand(g *global, cmd *cobra.Command, run func(context.Context, *global, *config.Config, pauseOptions) error) (*cobra.Command, *pauseOptions) {
	opts := new(pauseOptions)
	cmd.Args = noArguments
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := identify(&opts.Operator); err != nil {
			return err
		}
		c, err := g.load()
		if err != nil {
			return err
		}
		if opts.org != "" {
			if _, err := organisation(c, opts.org); err != nil {
				return err
			}
		}
		return run(cmd.Context(), g, c, *opts)
	}
	cmd.Flags().StringVar(&opts.org, "org", "", "only this organisation; all if left out")
	operatorFlags(cmd, &opts.Operator)
	return cmd, opts
}

func runPause(ctx context.Context, g *global, c *config.Config, opts pauseOptions) error {
	before, err := daemon.Pause(ctx, c, opts.org, opts.Operator)
	if err != nil {
		return refusedWords(err, "state folder")
	}
	if before != nil {
		_, err = fmt.Fprintf(g.out, "Calls of %s were paused already, %s by %s: %s\n", whose(opts.org), clock(before.Since), oneLine(before.By), oneLine(before.Note))
		return err
	}
	_, err = fmt.Fprintf(g.out, "Calls of %s are paused. What is being sent ends well; nothing new starts.\n", whose(opts.org))
	return err
}

func runResume(ctx context.Context, g *global, c *config.Config, opts pauseOptions) error {
	if opts.afterRestore {
		return runResumeRestored(ctx, g, c, opts)
	}
	if err := daemon.Resume(ctx, c, opts.org, opts.Operator); err != nil {
		return refusedWords(err, "state folder")
	}
	_, err := fmt.Fprintf(g.out, "Calls of %s go on.\n", whose(opts.org))
	return err
}

func runResumeRestored(ctx context.Context, g *global, c *config.Config, opts pauseOptions) error {
	r, err := daemon.ResumeRestored(ctx, c, opts.Operator)
	if err != nil {
		return refusedWords(err, "state folder")
	}
	if r == nil {
		return &exit{exitData, errors.New("the state folder was not restored from a backup, as far as the journal of uploads tells. Leave out --after-restore")}
	}
	if r.New {
		_, err = fmt.Fprintf(g.out, "Calls of all organisations go on. What was sent before this state folder was made is not known here.\n")
		return err
	}
	_, err = fmt.Fprintf(g.out, "Calls of all organisations go on. Nothing is sent again of the %s made after the backup.\n", plural(r.Uploads, "upload"))
	return err
}

func whose(org string) string {
	if org == "" {
		return "all organisations"
	}
	return org
}
