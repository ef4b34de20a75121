package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/pipeline"
)

type resolveOptions struct {
	pipeline.Resolution
	missing, accepted, rejected bool
}

func newResolve(g *global) *cobra.Command {
	var opts resolveOptions
	cmd := &cobra.Command{
		Use:   "resolve BATCH-ID (--job-id N | --not-received | --accepted | --rejected) --by NAME --note TEXT",
		Short: "Say what LRS did with a batch whose answer was lost",
		Long: "Rows that are unknown or unconfirmed wait for a person: LRS may have them or not, so they are not sent\n" +
			"again. lrsdrop status names the batch.\n\n" +
			lookFirst + "\n\n" +
			"Then say what you found:\n" +
			"  --job-id N      LRS has the batch, as job N. LRS is asked, and the job is taken only if LRS knows it for\n" +
			"                  this organisation, it has as many records, it was submitted after we began to send the\n" +
			"                  batch, and no other batch has it. The rows then end as LRS says.\n" +
			"  --not-received  LRS never got the batch. Its rows end as failed and come back in errors.csv. They are not\n" +
			"                  sent by themselves: drop them again when you are sure.\n" +
			"  --accepted      LRS recorded the rows.\n" +
			"  --rejected      LRS refused the rows. They may be dropped again once they are put right.\n\n" +
			"If you are not sure, do nothing: the rows wait safely. The first answer stands.",
		Example: "  lrsdrop resolve K7Q2M4XT-03 --job-id 98765 --by \"A Patel\" --note \"Job found in the portal, same time and size\"\n" +
			"  lrsdrop resolve K7Q2M4XT-03 --not-received --by \"A Patel\" --note \"No job on that day, no e-mail came\"",
		Args: oneArgument("the batch, as lrsdrop status shows it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Batch = fileID(args[0])
			return runResolve(cmd.Context(), g, opts, cmd.Flags().Changed("job-id"))
		},
	}
	flags := cmd.Flags()
	flags.Int64Var(&opts.Job, "job-id", 0, "LRS has it, as this job")
	flags.BoolVar(&opts.missing, "not-received", false, "it never reached LRS")
	flags.BoolVar(&opts.accepted, "accepted", false, "LRS recorded its rows")
	flags.BoolVar(&opts.rejected, "rejected", false, "LRS refused its rows")
	operatorFlags(cmd, &opts.Operator)
	cmd.MarkFlagsMutuallyExclusive("job-id", "not-received", "accepted", "rejected")
	cmd.MarkFlagsOneRequired("job-id", "not-received", "accepted", "rejected")
	return cmd
}

// lookFirst is what a person looks at before they say what LRS did.
const lookFirst = "First look at LRS, not at lrsdrop:\n" +
	"  1. Sign in to the LRS organisation portal and look for a batch of that day, time and number of records.\n" +
	"  2. Look for the e-mail that LRS sends when a batch has ended (notify_email in the configuration). It names\n" +
	"     the job.\n" +
	"  3. If neither tells, ask " + lrsContact + "."

func runResolve(ctx context.Context, g *global, opts resolveOptions, job bool) error {
	if job && opts.Job <= 0 {
		return usage(errors.New("--job-id is the number of LRS's job, greater than 0"))
	}
	if err := identify(&opts.Operator); err != nil {
		return err
	}
	c, err := g.load()
	if err != nil {
		return err
	}
	opts.Found = opts.finding(job)
	n, err := daemon.Resolve(ctx, c, opts.Resolution)
	if err != nil {
		return refusedWords(err, "batch "+opts.Batch)
	}
	_, err = fmt.Fprintf(g.out, "%s of batch %s: %s\n", sentence(rows(n)), opts.Batch, resolvedWords(opts.Resolution))
	return err
}

func (o resolveOptions) finding(job bool) pipeline.Finding {
	switch {
	case job:
		return pipeline.FoundJob
	case o.missing:
		return pipeline.FoundMissing
	case o.accepted:
		return pipeline.FoundAccepted
	}
	return pipeline.FoundRejected
}

func resolvedWords(r pipeline.Resolution) string {
	switch r.Found {
	case pipeline.FoundJob:
		return fmt.Sprintf("job %d is theirs. The daemon asks LRS for its outcome.", r.Job)
	case pipeline.FoundMissing:
		return "they never reached LRS. They come back in errors.csv; drop them again to send them."
	case pipeline.FoundAccepted:
		return "LRS recorded them. Nothing is left to do."
	}
	return "LRS refused them. They come back in errors.csv, to put right and drop again."
}

// sentence begins with a capital letter.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
