package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/audit"
	"lrsdrop/internal/config"
)

type auditReportOptions struct {
	period
	csv, html string
	json      bool
}

func newAuditReport(g *global) *cobra.Command {
	var opts auditReportOptions
	cmd := &cobra.Command{
		Use:   "report [--from DAY] [--to DAY] [--org ID] [--csv FILE] [--html FILE]",
		Short: "Tell who sent what for whom, as a table or a page",
		Long: "report lists every call to LRS with its organisation, the person LRS was told, the certificate, the job and what\n" +
			"came of it, and what people decided by a command. --csv writes a table for spreadsheets, --html a page to\n" +
			"read or print; without either it prints a table. It names no learner.",
		Example: "  lrsdrop audit report --from 2026-07-01 --to 2026-07-31 --csv july.csv --html july.html\n" +
			"  lrsdrop audit report --org acme",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return runAuditReport(cmd.Context(), g, opts) },
	}
	opts.flags(cmd)
	cmd.Flags().StringVar(&opts.csv, "csv", "", "write a table to this file")
	cmd.Flags().StringVar(&opts.html, "html", "", "write a page to this file")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

func runAuditReport(ctx context.Context, g *global, opts auditReportOptions) error {
	if err := opts.read(); err != nil {
		return err
	}
	c, err := g.load()
	if err != nil {
		return err
	}
	var deeds audit.Deeds
	_, err = readAudit(ctx, c, func(e audit.Event, _ audit.Link) error {
		deeds.Add(e)
		return nil
	})
	broken, isBroken := errors.AsType[*audit.Broken](err)
	if err != nil && !isBroken {
		return err
	}
	r := opts.report(c, deeds.All(), broken)
	return errors.Join(opts.give(g, r), err)
}

func (o auditReportOptions) report(c *config.Config, deeds []*audit.Deed, broken *audit.Broken) answer.AuditReport {
	r := answer.AuditReport{
		Environment: answer.Environment(c.LRS.Environment), Organisation: o.org, From: o.from, MadeAt: time.Now(),
		Support: answer.Support(c.Support), Deeds: []answer.AuditDeed{},
	}
	if !o.before.IsZero() {
		r.To = o.before.Add(-time.Second)
	}
	if broken != nil {
		r.Broken, r.Contact = sentence(broken.Error())+".", lrsContact
	}
	for _, d := range deeds {
		if o.has(d.Time, d.Organisation) {
			r.Deeds = append(r.Deeds, answer.AuditDeed(*d))
		}
	}
	return r
}

// give writes the report in the forms that were asked for.
func (o auditReportOptions) give(g *global, r answer.AuditReport) error {
	for _, form := range []struct {
		path  string
		write func(io.Writer) error
	}{{o.csv, r.WriteCSV}, {o.html, r.WriteHTML}} {
		if form.path == "" {
			continue
		}
		if err := writeFile(form.path, form.write); err != nil {
			return err
		}
		fmt.Fprintf(g.err, "Wrote %s\n", form.path)
	}
	switch {
	case o.json:
		return printJSON(g.out, deedsJSON(r.Deeds))
	case o.csv == "" && o.html == "":
		return printDeeds(g, r.Deeds)
	}
	return nil
}

// writeFile writes a file that only its owner may read.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) // #nosec G304 -- who runs the command names the file
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

func printDeeds(g *global, deeds []answer.AuditDeed) error {
	w := tabwriter.NewWriter(g.out, 0, 0, 2, ' ', 0)
	for _, d := range deeds {
		who := d.User
		if !d.Call {
			who = d.By
		}
		if who == "" {
			who = d.Account
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", clock(d.Time), d.Organisation, oneLine(who), d.What, cmp.Or(d.Batch, d.File), d.Outcome)
	}
	if len(deeds) == 0 {
		fmt.Fprintln(w, "Nothing was sent or decided in that time.")
	}
	return w.Flush()
}

// deedJSON is a line of the report for programs.
type deedJSON struct {
	Time            time.Time `json:"time"`
	Organisation    string    `json:"organisation"`
	UKPRN           string    `json:"ukprn"`
	OrganisationRef string    `json:"organisation_ref"`
	Certificate     string    `json:"certificate"`
	User            string    `json:"user"`
	By              string    `json:"by"`
	Account         string    `json:"account"`
	What            string    `json:"what"`
	File            string    `json:"file_id"`
	Batch           string    `json:"batch_id"`
	Job             int64     `json:"job_id"`
	Rows            int       `json:"rows"`
	Outcome         string    `json:"outcome"`
	Code            string    `json:"code"`
	Digest          string    `json:"digest"`
	Note            string    `json:"note"`
	Call            bool      `json:"call"`
}

func deedsJSON(deeds []answer.AuditDeed) []deedJSON {
	all := make([]deedJSON, len(deeds))
	for i, d := range deeds {
		all[i] = deedJSON{
			d.Time.UTC(), d.Organisation, d.UKPRN, d.OrganisationRef, d.Certificate, d.User, d.By, d.Account, d.What, d.File, d.Batch,
			d.Job, d.Rows, d.Outcome, d.Code, d.Digest, d.Note, d.Call,
		}
	}
	return all
}
