package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/daemon"
)

func newCancel(g *global) *cobra.Command {
	var opts fileOptions
	cmd := &cobra.Command{
		Use:   "cancel FILE-ID --by NAME --note TEXT",
		Short: "Stop a file of which nothing was submitted",
		Long: "cancel stops a file before any award of it is submitted. From then on nothing of it is: its rows end as\n" +
			"not_sent, and its report says so. It may be dropped again.\n\n" +
			"First look at lrsdrop status FILE-ID. Once an upload of the file has begun it is too late: wait for LRS's\n" +
			"answer, look in the LRS organisation portal, and take awards back with a file of withdrawals.",
		Example: "  lrsdrop cancel K7Q2M4XT --by \"A Patel\" --note \"Dropped by mistake, the exams office asked\"",
		Args:    oneArgument("the file, as its report shows it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.file = fileID(args[0])
			return runCancel(cmd.Context(), g, opts)
		},
	}
	operatorFlags(cmd, &opts.Operator)
	return cmd
}

func runCancel(ctx context.Context, g *global, opts fileOptions) error {
	if err := identify(&opts.Operator); err != nil {
		return err
	}
	c, err := g.load()
	if err != nil {
		return err
	}
	if err := daemon.Cancel(ctx, c, opts.file, opts.Operator); err != nil {
		return refusedWords(err, "file "+opts.file)
	}
	_, err = fmt.Fprintf(g.out, "File %s is cancelled: nothing of it will be submitted. The daemon writes its answers.\n", opts.file)
	return err
}
