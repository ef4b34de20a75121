package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

type auditFindOptions struct {
	uln, org string
	json     bool
}

func newAuditFind(g *global) *cobra.Command {
	var opts auditFindOptions
	cmd := &cobra.Command{
		Use:   "find --uln N [--org ID]",
		Short: "List the files that carried a ULN",
		Long: "find lists the files that had a row with a ULN, sent or not, such as when a learner asks where their data went.\n" +
			"No ULN is kept for it: each file has digests under a key of the state folder, for as long as\n" +
			"retention.uln_digests in the configuration says. The search is recorded in the audit with your account,\n" +
			"without the ULN. lrsdrop audit trace tells what became of a file.",
		Example: "  lrsdrop audit find --uln 1000000078\n  lrsdrop audit find --uln 1000000078 --org acme --json",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runAuditFind(cmd.Context(), g, opts) },
	}
	cmd.Flags().StringVar(&opts.uln, "uln", "", "unique learner number, 10 digits")
	cmd.Flags().StringVar(&opts.org, "org", "", "only this organisation")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	if err := cmd.MarkFlagRequired("uln"); err != nil {
		panic(err) // the flag was just defined
	}
	return cmd
}

// carrier is a file that audit find prints with --json.
type carrier struct {
	File         string    `json:"file_id"`
	Organisation string    `json:"organisation"`
	ReceivedAt   time.Time `json:"received_at"`
}

func runAuditFind(ctx context.Context, g *global, opts auditFindOptions) error {
	if !record.ValidULN(opts.uln) {
		return usage(errors.New("--uln is a number of 10 digits that can be a ULN; this one cannot, check its digits"))
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
	found, err := daemon.FindULN(ctx, c, opts.org, opts.uln, pipeline.Operator{Account: account()})
	if err != nil {
		return err
	}
	if opts.json {
		all := make([]carrier, len(found))
		for i, f := range found {
			all[i] = carrier(f)
		}
		return printJSON(g.out, all)
	}
	return printCarriers(g, found)
}

func printCarriers(g *global, found []store.Carrier) error {
	if len(found) == 0 {
		_, err := fmt.Fprintln(g.out, "No file that is on record carried this ULN.")
		return err
	}
	w := tabwriter.NewWriter(g.out, 0, 0, 2, ' ', 0)
	for _, f := range found {
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.File, f.Organisation, clock(f.ReceivedAt))
	}
	return w.Flush()
}
