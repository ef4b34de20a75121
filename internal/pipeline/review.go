package pipeline

import (
	"context"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

const (
	day = 24 * time.Hour

	// After these many days people are reminded of a row that waits.
	firstReminder  = 7
	secondReminder = 21
)

// waits is how long the held rows of a file have waited, and what comes next.
type waits struct {
	until   time.Time  // when the first of them ends
	days    int        // people were reminded after this many; 0: not yet
	remind  int        // rows of which people are to be reminded now
	overdue store.Runs // rows that nobody has decided on in time
	next    time.Time  // the next reminder or end; zero: there is none
}

// waits looks at held rows, as of now. reminded is when people were reminded
// last.
func (o *Organisation) waits(ledger *store.Ledger, reminded, now time.Time) (w waits) {
	for i := range ledger.Len() {
		row := ledger.Row(i)
		if row.Outcome != record.Held || o.ReviewWithin == 0 {
			continue
		}
		end := row.Set.At.Add(o.ReviewWithin)
		if !end.After(now) {
			w.overdue.Add(i)
			continue
		}
		w.until, w.next = sooner(w.until, end), sooner(w.next, end)
		w.reminders(row.Set.At, end, reminded, now)
	}
	return w
}

func (w *waits) reminders(since, end, reminded, now time.Time) {
	remind := 0
	for _, days := range [...]int{firstReminder, secondReminder} {
		switch at := since.Add(time.Duration(days) * day); {
		case !at.Before(end):
		case at.After(now):
			w.next = sooner(w.next, at)
		default:
			w.days = max(w.days, days)
			if at.After(reminded) {
				remind = 1 // of one row once, however many moments have passed
			}
		}
	}
	w.remind += remind
}

// review brings rows back in that a person has decided on, and ends those that
// nobody has in time. It reports whether there was any.
func (p *Pipeline) review(ctx context.Context, org *Organisation, f *store.File, ledger *store.Ledger) (moved bool, err error) {
	if moved, err := p.takeDecisions(ctx, org, f, ledger); moved || err != nil {
		return moved, err
	}
	overdue := org.waits(ledger, f.Facts.Reminded, p.store.Now()).overdue
	if len(overdue) == 0 {
		return false, nil
	}
	return true, p.endUndecided(ctx, org, f, ledger, overdue)
}

// takeDecisions takes up what people have decided since this was last done.
func (p *Pipeline) takeDecisions(ctx context.Context, org *Organisation, f *store.File, ledger *store.Ledger) (taken bool, err error) {
	all, err := p.store.Decisions(ctx, f.ID)
	if err != nil {
		return false, err
	}
	var fresh []*store.Decision
	var changes store.Changes
	counts := map[string]int{}
	for _, d := range all {
		if d.Applied == 0 {
			fresh = append(fresh, d)
			changes.Add(d.Ordinal, broughtBack(d, ledger.Row(d.Ordinal)))
			counts[decisionWord(d)]++
		}
	}
	if len(fresh) == 0 {
		return false, nil
	}
	return true, p.store.Update(ctx, func(tx *store.Tx) error {
		seq, err := tx.AddOutcomes(f.ID, "", tx.Now(), changes)
		if err != nil {
			return err
		}
		for _, d := range fresh {
			if err := tx.ApplyDecision(d, seq); err != nil {
				return err
			}
		}
		f.Facts.Decided = true
		f.StepAt = tx.Now()
		e := org.event("take up decisions", f)
		e.Counts = counts
		if f.State == store.Held && counts[confirmedWord] > 0 {
			f.PublishAt = sooner(f.PublishAt, tx.Now().Add(settling))
			return tx.MoveFile(f, store.Submitting, e)
		}
		if err := tx.SaveFile(f); err != nil {
			return err
		}
		return tx.Audit(e)
	})
}

// broughtBack is what a decision makes of a held row. Under another ULN its
// learner has to be verified first.
func broughtBack(d *store.Decision, row store.Row) store.Change {
	switch {
	case !d.Confirmed:
		return store.Change{Outcome: record.Declined, Code: record.CodeDeclined, Detail: answeredDetail(row.Code, row.Detail)}
	case d.ULN == "":
		return store.Change{Outcome: record.Open, Cleared: true, Code: row.Code}
	}
	return store.Change{Outcome: record.Open}
}

// What a decision is called.
const (
	confirmedWord = "confirmed"
	rejectedWord  = "rejected"
)

func decisionWord(d *store.Decision) string {
	if d.Confirmed {
		return confirmedWord
	}
	return rejectedWord
}

// endUndecided ends rows that have waited too long. A decision that came at the
// last moment still counts.
func (p *Pipeline) endUndecided(ctx context.Context, org *Organisation, f *store.File, ledger *store.Ledger, overdue store.Runs) error {
	var changes store.Changes
	for ordinal := range overdue.All() {
		row := ledger.Row(ordinal)
		changes.Add(ordinal, store.Change{Outcome: record.Unverified, Code: record.CodeNotDecided, Detail: answeredDetail(row.Code, row.Detail)})
	}
	ended := false
	err := p.store.Update(ctx, func(tx *store.Tx) error {
		if n, err := tx.PendingDecisions(f.ID); err != nil || n > 0 {
			return err // taken up first: the file's step is due still
		}
		if _, err := tx.AddOutcomes(f.ID, "", tx.Now(), changes); err != nil {
			return err
		}
		ended = true
		e := org.event("nobody decided", f)
		e.Code, e.Counts = record.CodeNotDecided, named(count(changes.All()))
		return tx.Audit(e)
	})
	if err == nil && ended {
		p.log.Warn("nobody has decided on rows in time: they are not sent", about(f), "rows", changes.Rows())
	}
	return err
}

// keepWaiting has a held file of which nothing has changed sleep on.
func (p *Pipeline) keepWaiting(ctx context.Context, f *store.File, next time.Time) error {
	return p.store.Update(ctx, func(tx *store.Tx) (err error) {
		if err := tx.Refresh(f); err != nil {
			return err
		}
		if f.StepAt, err = unlessDecided(tx, f, next); err != nil {
			return err
		}
		return tx.SaveFile(f)
	})
}

// unlessDecided is when a held file is looked at again: at once if a decision
// has come while its step worked, which has woken the file already and must not
// be slept over.
func unlessDecided(tx *store.Tx, f *store.File, next time.Time) (time.Time, error) {
	n, err := tx.PendingDecisions(f.ID)
	if n > 0 {
		return tx.Now(), err
	}
	return next, err
}
