package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/config"
	"lrsdrop/internal/store"
)

func newAudit(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Check the audit, and tell who sent what for whom",
		Long: "The audit has an event for everything that was done: for which organisation, in whose name, with which\n" +
			"certificate, as which job of LRS. Each event carries a hash over the one before it. It names no learner, and\n" +
			"stays when their data is deleted. All of it works while a daemon runs, and without one.",
		Example: "  lrsdrop audit verify\n  lrsdrop audit trace K7Q2M4XT\n  lrsdrop audit report --from 2026-07-01 --to 2026-07-31 --html july.html",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAuditVerify(g), newAuditTrace(g), newAuditExport(g), newAuditReport(g), newAuditFind(g))
	return cmd
}

// brokenChain puts in words what to do when the audit was changed (O24).
type brokenChain struct{ *audit.Broken }

func (b brokenChain) Error() string {
	return b.Broken.Error() + ".\n" + whatToDo
}

func (b brokenChain) Unwrap() error { return b.Broken }

const whatToDo = "Somebody or something has changed the record of what was sent. Hold all calls with lrsdrop pause, keep the state\n" +
	"folder and the file of audit heads as they are, and tell " + lrsContact + ", at once."

// chain is what was read of the audit.
type chain struct {
	Events     int64
	Last       audit.Event
	Hash       audit.Hash
	Heads      int
	Unreadable int // lines of the file of heads
}

// readAudit walks the audit of the configuration and hands over each event once
// it is known to fit. The heads are read first: what is added meanwhile has none.
func readAudit(ctx context.Context, c *config.Config, each func(audit.Event, audit.Link) error) (read chain, err error) {
	s, err := store.OpenReadOnly(c.StateDir)
	if err != nil {
		return read, err
	}
	defer s.Close()
	var heads []audit.Head
	if c.AuditHeads != "" {
		if heads, read.Unreadable, err = audit.ReadHeads(c.AuditHeads); err != nil {
			return read, err
		}
	}
	read.Heads = len(heads)
	read.Events, err = audit.Walk(s.Audit(ctx), heads, func(e audit.Event, link audit.Link) error {
		read.Last, read.Hash = e, link.Hash
		return each(e, link)
	})
	if broken, ok := errors.AsType[*audit.Broken](err); ok {
		err = &exit{exitData, brokenChain{broken}}
	}
	return read, err
}

// period narrows the audit to days and an organisation.
type period struct {
	fromDay, toDay, org string

	from, before time.Time // zero: no bound
}

func (p *period) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&p.fromDay, "from", "", "first day, like 2026-07-01; the first event if left out")
	cmd.Flags().StringVar(&p.toDay, "to", "", "last day, like 2026-07-31; now if left out")
	cmd.Flags().StringVar(&p.org, "org", "", "only this organisation")
}

// read understands the days, which are those of London. An organisation may
// have left the configuration: the audit still has it.
func (p *period) read() error {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return err
	}
	day := func(flag, given string) (time.Time, error) {
		if given == "" {
			return time.Time{}, nil
		}
		t, err := time.ParseInLocation(time.DateOnly, given, zone)
		if err != nil {
			return t, usage(fmt.Errorf("%s is a day like 2026-07-31, and not %q", flag, given))
		}
		return t, nil
	}
	if p.from, err = day("--from", p.fromDay); err != nil {
		return err
	}
	last, err := day("--to", p.toDay)
	if err != nil {
		return err
	}
	if !last.IsZero() {
		p.before = last.AddDate(0, 0, 1)
	}
	if !p.before.IsZero() && !p.from.Before(p.before) {
		return usage(errors.New("--from is after --to"))
	}
	return nil
}

func (p *period) has(at time.Time, org string) bool {
	return !at.Before(p.from) && (p.before.IsZero() || at.Before(p.before)) && (p.org == "" || p.org == org)
}
