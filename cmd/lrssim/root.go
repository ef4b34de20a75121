package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"lrsdrop/internal/lrssim"

	"github.com/spf13/cobra"
)

// Exit codes, the same as lrsdrop's.
const (
	exitDone    = 0
	exitUsage   = 2
	exitMachine = 3
)

// machineError marks an error that is the machine's or the network's, not the user's.
type machineError struct{ error }

func (e machineError) Unwrap() error { return e.error }

// run carries out one command line and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(stderr, "lrssim:", err)
	if errors.As(err, new(machineError)) {
		return exitMachine
	}
	return exitUsage
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "lrssim",
		Short: "A simulator of the Learning Records Service for trials and tests",
		Long: "lrssim answers the verify and achievement calls of an awarding organisation as the Learning\n" +
			"Records Service would, on this machine only. Nothing is recorded at the real service.",
		Example:       "  lrssim init trial\n  lrssim serve trial",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(newInit(), newServe(), newVersion())
	return root
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  lrssim version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			version := "unknown"
			if build, ok := debug.ReadBuildInfo(); ok {
				version = build.Main.Version + " " + build.GoVersion
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "lrssim", version)
			return err
		},
	}
}

// oneFolder asks for the folder of a trial.
func oneFolder(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one folder, such as: %s trial", cmd.CommandPath())
	}
	return nil
}

// classify tells what the user can put right from what the machine refused.
func classify(err error) error {
	if errors.Is(err, lrssim.ErrNotLoopback) {
		return fmt.Errorf("%w: see --allow-remote", err)
	}
	if err == nil || errors.Is(err, lrssim.ErrScenario) || errors.Is(err, lrssim.ErrExists) {
		return err
	}
	return machineError{err}
}
