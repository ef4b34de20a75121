package pipeline

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

const (
	// maxDecisions bounds the lines of one decision file, and with them the files
	// that it makes us look up.
	maxDecisions = 100_000

	// decisionsAtOnce is how many lines are judged and kept in one transaction:
	// all updates wait for it.
	decisionsAtOnce = 500
)

// whoseDecisions stops a decision file that is about rows of another
// organisation: a person of one must not decide for another (O5).
func (p *Pipeline) whoseDecisions(ctx context.Context, org *Organisation, c *checked) error {
	if c.rows > maxDecisions {
		c.stopped = problem(record.CodeRowLimit, fmt.Sprintf("The file has more than %s decisions.", record.Thousands(maxDecisions)),
			"Nothing was changed. Split it into smaller files.")
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(c.about)) {
		f, err := p.store.File(ctx, id)
		switch {
		case errors.Is(err, store.ErrNotFound): // said of the line
		case err != nil:
			return err
		case f.Organisation != org.ID:
			c.stopped = problem(record.CodeWrongOrg, "The file has decisions on rows of another organisation.",
				"Nothing was changed. Drop it in the folder of that organisation.")
			return nil
		}
	}
	return nil
}

// acceptDecisions lets the good lines of a decision file go on. The others have
// their outcome already.
func (p *Pipeline) acceptDecisions(ctx context.Context, org *Organisation, f *store.File, c *checked, trial bool) error {
	if changed, err := p.changed(ctx, org, f); err != nil {
		return err
	} else if changed {
		return p.takeAnew(ctx, org, f)
	}
	changes := c.invalid.all()
	if trial {
		changes = c.fill(store.Change{Outcome: record.NotSent, Code: record.CodeTrial})
	}
	return p.conclude(ctx, org, f, c, func(tx *store.Tx) error {
		if _, err := tx.AddEach(f.ID, "", tx.Now(), changes); err != nil {
			return err
		}
		f.StepAt = tx.Now()
		if err := tx.SaveFile(f); err != nil {
			return err
		}
		e := org.event("read decisions", f)
		e.Counts = named(count(changes))
		return tx.Audit(e)
	})
}

// decides reports a decision file that has been read and not answered yet.
func decides(f *store.File) bool { return f.Kind == record.KindDecision && f.Facts.Rows > 0 }

// decideLines judges the next lines of a decision file. What each of them led
// to is kept with the decisions, so a restart goes on with the rest.
func (p *Pipeline) decideLines(ctx context.Context, org *Organisation, f *store.File) error {
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return err
	}
	open := first(ledger.Waiting(false), decisionsAtOnce)
	if len(open) == 0 {
		return p.decisionsDone(ctx, org, f, ledger)
	}
	var rulings []Ruling
	var places []int // of the rulings, by ordinal
	outcomes := map[int]store.Change{}
	for row, err := range p.pick(ctx, f, 0, open) {
		if err != nil {
			return err
		}
		if row.Decision.Verdict == "" {
			outcomes[row.Ordinal] = store.Change{Outcome: record.Undecided, Detail: "This line has no decision. Its row still waits."}
			continue
		}
		shown := *row
		rulings = append(rulings, Ruling{File: row.Corrects.File, Row: row.Corrects.Row, Decision: row.Decision, shown: &shown, line: row.Number})
		places = append(places, row.Ordinal)
	}
	who := Bringer{Account: f.Facts.Owner, user: f.Facts.User, via: f.ID}
	_, err = p.rule(ctx, org, who, rulings, func(tx *store.Tx, refused []*record.Problem) error {
		for i, why := range refused {
			outcomes[places[i]] = lineOutcome(&rulings[i], why)
		}
		var changes store.Changes
		for ordinal := range open.All() {
			changes.Add(ordinal, outcomes[ordinal])
		}
		_, err := tx.AddOutcomes(f.ID, "", tx.Now(), changes)
		return err
	})
	return err
}

// first gives the first n rows of a set, or all.
func first(set store.Runs, n int) (some store.Runs) {
	for ordinal := range set.All() {
		if n == 0 {
			break
		}
		some.Add(ordinal)
		n--
	}
	return some
}

// lineOutcome is what became of a line with a decision.
func lineOutcome(r *Ruling, why *record.Problem) store.Change {
	words := "Rejected: the row is not sent."
	switch {
	case why != nil:
		return store.Change{Outcome: record.Invalid, Code: why.Code, Detail: why.Message}
	case r.Verdict == record.DecisionConfirm && r.ULN != "" && r.ULN != r.shown.ULN:
		words = "Confirmed: the row is sent if LRS matches the learner under the ULN to use."
	case r.Verdict == record.DecisionConfirm:
		words = "Confirmed: the row is sent."
	}
	return store.Change{Outcome: record.Decided, Detail: words}
}

// decisionsDone answers a decision file of which every line has its outcome.
func (p *Pipeline) decisionsDone(ctx context.Context, org *Organisation, f *store.File, ledger *store.Ledger) error {
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if err := p.planOutputs(tx, f, ledger.Last(), 0, true); err != nil {
			return err
		}
		f.StepAt, f.PublishAt = time.Time{}, tx.Now()
		e := org.event("decisions recorded", f)
		e.Counts = named(ledger.Counts())
		return tx.MoveFile(f, store.Done, e)
	})
}

// userOfDecisions is whose a decision file is. One that no account tells is
// taken where files name their person in a column: each of its lines names one.
func (p *Pipeline) userOfDecisions(org *Organisation, f *store.File) (user string, stop *record.Problem, err error) {
	user, stop, err = p.byAccount(org, f)
	if _, known, _ := org.owner(f); stop != nil && !known && org.Users.Column != "" {
		return "", nil, err
	}
	return user, stop, err
}

// noteDecision counts a line of a decision file.
func (c *checked) noteDecision(row *batchfile.Row) {
	if c.broke(row); c.about == nil {
		c.about = map[string]bool{}
	}
	if id := row.Corrects.File; id != "" && len(c.about) <= maxDecisions {
		c.about[id] = true
	}
}
