package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/store"
)

type heldOptions struct {
	org  string
	json bool
}

func newHeld(g *global) *cobra.Command {
	var opts heldOptions
	cmd := &cobra.Command{
		Use:   "held",
		Short: "List the rows that wait for a person to decide",
		Long: "held lists the rows whose learner LRS knows, but not quite as your file has them. Check each learner in the LRS\n" +
			"organisation portal. Then decide with lrsdrop decide, or fill in the review file and drop it back. It shows no\n" +
			"learner's details: the review file has them.",
		Example: "  lrsdrop held\n  lrsdrop held --org acme --json",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runHeld(cmd.Context(), g, opts) },
	}
	cmd.Flags().StringVar(&opts.org, "org", "", "only this organisation")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

// heldRow is a row that waits, as --json prints it.
type heldRow struct {
	FileID        string     `json:"file_id"`
	Name          string     `json:"name"`
	Organisation  string     `json:"organisation"`
	Row           int        `json:"row"`
	MISIdentifier string     `json:"mis_identifier"`
	Code          string     `json:"code"`
	WhatDiffers   string     `json:"what_differs"`
	WhatToDo      string     `json:"what_to_do"`
	Since         time.Time  `json:"since"`
	Until         *time.Time `json:"until"` // null: its organisation is not in the configuration
}

func runHeld(ctx context.Context, g *global, opts heldOptions) error {
	c, err := g.load()
	if err != nil {
		return err
	}
	if err := narrow(c, opts.org); err != nil {
		return err
	}
	s, err := store.OpenReadOnly(c.StateDir)
	if err != nil {
		return err
	}
	defer s.Close()
	files, err := s.Unfinished(ctx, opts.org, maxOpen)
	if err != nil {
		return err
	}
	all := []heldRow{}
	for _, f := range files {
		held, err := heldOf(ctx, c, s, f)
		if err != nil {
			return err
		}
		all = append(all, held...)
	}
	if opts.json {
		return printJSON(g.out, all)
	}
	return printHeld(g, all)
}

func heldOf(ctx context.Context, c *config.Config, s *store.Store, f *store.File) (all []heldRow, err error) {
	rows, err := pipeline.HeldRows(ctx, s, f)
	if err != nil {
		return nil, fmt.Errorf("list the rows of file %s that wait: %w", f.ID, err)
	}
	for _, row := range rows {
		entry, _ := lrs.Lookup(row.Code)
		one := heldRow{
			FileID: f.ID, Name: f.Name, Organisation: f.Organisation, Row: row.Row, MISIdentifier: row.MISIdentifier,
			Code: row.Code, WhatDiffers: row.WhatDiffers, WhatToDo: entry.Action, Since: row.Since,
		}
		if o, ok := c.Organisation(f.Organisation); ok && o.ReviewWithin > 0 {
			until := row.Since.Add(o.ReviewWithin)
			one.Until = &until
		}
		all = append(all, one)
	}
	return all, nil
}

func printHeld(g *global, all []heldRow) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(g.out, "No row waits for a decision.")
		return err
	}
	w := tabwriter.NewWriter(g.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FILE\tORGANISATION\tNAME\tROW\tMIS IDENTIFIER\tCODE\tSINCE\tUNTIL\tWHAT DIFFERS")
	for _, row := range all {
		until := "not set"
		if row.Until != nil {
			until = clock(*row.Until)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", row.FileID, row.Organisation, clipped(oneLine(row.Name)), row.Row,
			clipped(oneLine(row.MISIdentifier)), oneLine(row.Code), clock(row.Since), until, oneLine(row.WhatDiffers))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(g.out, "\nCheck each learner in the LRS organisation portal. Then decide: lrsdrop decide FILE --row N confirm or reject.")
	return err
}
