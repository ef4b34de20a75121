package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/pipeline"
)

type fileOptions struct {
	file string
	pipeline.Operator
}

func newRelease(g *global) *cobra.Command {
	var opts fileOptions
	cmd := &cobra.Command{
		Use:   "release FILE-ID --by NAME --note TEXT",
		Short: "Let a file go on that a rule has stopped",
		Long: "release lets a file go on that was stopped for a person to look at:\n" +
			"  LOCAL-WITHDRAWALS     it withdraws more awards than max_withdrawals allows\n" +
			"  LOCAL-DUPLICATE-FILE  the same file was sent before\n" +
			"  LOCAL-INVALID-ROWS    it has invalid rows, and on_invalid_rows says that nothing goes then\n\n" +
			"First look at the file's report in the outbox, and ask whoever dropped it whether all of it is meant. In the\n" +
			"LRS organisation portal you see what LRS has already.\n\n" +
			"The file is read and checked once more. Invalid rows are not sent, and a row that was sent before is not\n" +
			"sent again. A duplicate waits until the earlier file has no open or unknown rows. What no person can put\n" +
			"right here, such as a file of another organisation, is corrected and dropped again.",
		Example: "  lrsdrop release K7Q2M4XT --by \"A Patel\" --note \"All 60 withdrawals confirmed by the exams office\"",
		Args:    oneArgument("the file, as its report shows it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.file = fileID(args[0])
			return runRelease(cmd.Context(), g, opts)
		},
	}
	operatorFlags(cmd, &opts.Operator)
	return cmd
}

func runRelease(ctx context.Context, g *global, opts fileOptions) error {
	if err := identify(&opts.Operator); err != nil {
		return err
	}
	c, err := g.load()
	if err != nil {
		return err
	}
	if err := daemon.Release(ctx, c, opts.file, opts.Operator); err != nil {
		return refusedWords(err, "file "+opts.file)
	}
	_, err = fmt.Fprintf(g.out, "File %s is released. The daemon checks it once more and goes on; lrsdrop status %s shows how.\n", opts.file, opts.file)
	return err
}
