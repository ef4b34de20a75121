package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/record"
)

func newAuditVerify(g *global) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Find out whether anybody has changed the audit",
		Long: "verify walks the audit from its first event and names the first one that is changed, missing or in the wrong\n" +
			"place. It compares the chain with the ends that the daemon writes to a file of its own once a day and at\n" +
			"each start and stop (audit_heads in the configuration), and so finds events that were cut off.\n\n" +
			"If the audit is broken, tell " + lrsContact + ".",
		Example: "  lrsdrop audit verify\n  lrsdrop audit verify --json",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runAuditVerify(cmd.Context(), g, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// verified is what audit verify prints with --json.
type verified struct {
	Whole      bool   `json:"whole"`
	Events     int64  `json:"events"` // that fit, from the first on
	LastHash   string `json:"last_hash"`
	Heads      int    `json:"heads"`            // lines of the file of heads that were compared
	Unreadable int    `json:"heads_unreadable"` // lines of it that are none
	BrokenAt   int64  `json:"broken_at"`        // 0 = nowhere
	Why        string `json:"why"`
	WhatToDo   string `json:"what_to_do"`
}

func runAuditVerify(ctx context.Context, g *global, asJSON bool) error {
	c, err := g.load()
	if err != nil {
		return err
	}
	read, err := readAudit(ctx, c, func(audit.Event, audit.Link) error { return nil })
	broken, isBroken := errors.AsType[*audit.Broken](err)
	if err != nil && (!isBroken || !asJSON) {
		return err
	}
	v := verified{Whole: !isBroken, Events: read.Events, LastHash: hex.EncodeToString(read.Hash[:]), Heads: read.Heads, Unreadable: read.Unreadable}
	if isBroken {
		v.BrokenAt, v.Why, v.WhatToDo = broken.Sequence, broken.Why, oneLine(whatToDo)
	}
	if !asJSON {
		return v.print(g, read)
	}
	if err := printJSON(g.out, v); err != nil {
		return err
	}
	if isBroken {
		return said(exitData)
	}
	return nil
}

func (v verified) print(g *global, read chain) error {
	if v.Events == 0 {
		_, err := fmt.Fprintln(g.out, "The audit has no event yet.")
		return err
	}
	fmt.Fprintf(g.out, "The audit is whole: %s events, the last of %s.\n", record.Thousands(v.Events), clock(read.Last.Time))
	fmt.Fprintf(g.out, "Its hash is %s.\n", v.LastHash)
	switch {
	case v.Heads == 0:
		fmt.Fprintln(g.out, "There is no head to compare it with, so events that were cut off at its end would not be missed.")
	case v.Heads == 1:
		fmt.Fprintln(g.out, "It fits the head that was kept outside the database.")
	default:
		fmt.Fprintf(g.out, "It fits all %s heads that were kept outside the database.\n", record.Thousands(int64(v.Heads)))
	}
	if v.Unreadable > 0 {
		fmt.Fprintf(g.out, "Lines of the file of heads that cannot be read: %d. A power cut may tear one; more are a reason to ask.\n", v.Unreadable)
	}
	return nil
}
