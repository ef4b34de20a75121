package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// submitOrSettle is what a file does once its learners are verified: plan what
// is cleared, wait for the batches, and settle when all have ended.
//
// The batches are read before the ledger: one that ends in between counts as
// open then. The other way round, rows that LRS has just answered for would look
// as if no batch had ever had them, and would be sent again.
func (p *Pipeline) submitOrSettle(ctx context.Context, org *Organisation, f *store.File) error {
	batches, err := p.store.Batches(ctx, f.ID)
	if err != nil {
		return err
	}
	under := progress(batches)
	if under.stale || under.toSend+under.running == 0 {
		// Only now can rows be without a batch; the ledger of a large file is
		// too much to look at after each of its batches.
		if moved, err := p.planOrVerifyAgain(ctx, org, f, batches); moved || err != nil {
			return err
		}
	}
	switch {
	case under.toSend > 0 && f.State == store.Submitting:
		return p.waitForBatches(ctx, f, batches)
	case under.toSend == 0 && under.running > 0 && f.State == store.Submitting:
		return p.move(ctx, org, f, store.Waiting, "all sent", batches)
	case under.toSend > 0 || under.running > 0:
		return p.waitForBatches(ctx, f, batches)
	}
	return p.settle(ctx, org, f)
}

// planOrVerifyAgain sends on the rows that no batch has: to LRS, or back to be
// verified anew.
func (p *Pipeline) planOrVerifyAgain(ctx context.Context, org *Organisation, f *store.File, batches []*store.Batch) (moved bool, err error) {
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return false, err
	}
	if f.State != store.Held && len(ledger.Waiting(false)) > 0 {
		return true, p.verifyAgain(ctx, org, f)
	}
	if free := unplanned(ledger, batches); len(free) > 0 {
		return true, p.planSubmit(ctx, org, f, ledger, free, batches)
	}
	return false, nil
}

// open counts what is under way; stale tells of a batch that was given back.
type open struct {
	toSend, running int
	stale           bool
}

func progress(batches []*store.Batch) (o open) {
	for _, b := range batches {
		switch {
		case b.State == store.BatchPlanned || b.State == store.BatchSubmitting:
			o.toSend++
		case b.State == store.BatchSubmitted && !b.Facts.Overdue:
			o.running++
		case b.State == store.BatchStale:
			o.stale = true
		}
	}
	return o
}

// unplanned are the cleared rows that no batch has.
func unplanned(ledger *store.Ledger, batches []*store.Batch) []uint32 {
	last := -1
	for _, b := range batches {
		if b.Operation == store.Achievements && !b.State.Ended() {
			last = max(last, b.Last)
		}
	}
	var free []uint32
	if last < 0 { // batches of a file are planned together
		for ordinal := range ledger.Waiting(true).All() {
			free = append(free, uint32(ordinal))
		}
	}
	return free
}

func (p *Pipeline) move(ctx context.Context, org *Organisation, f *store.File, to store.FileState, operation string, seen []*store.Batch) error {
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Refresh(f); err != nil {
			return err
		}
		n, err := tx.OpenBatches(f.ID)
		if err != nil {
			return err
		}
		f.StepAt, f.PublishAt = time.Time{}, sooner(f.PublishAt, tx.Now().Add(settling))
		if n != holdingUp(seen) {
			f.StepAt = tx.Now() // one has ended meanwhile
		}
		return tx.MoveFile(f, to, org.event(operation, f))
	})
}

func sooner(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// verifyAgain sends rows back whose verification has become too old.
func (p *Pipeline) verifyAgain(ctx context.Context, org *Organisation, f *store.File) error {
	f.Facts.Round = 0
	return p.store.Update(ctx, func(tx *store.Tx) error {
		f.StepAt, f.PublishAt = tx.Now(), sooner(f.PublishAt, tx.Now().Add(settling))
		return tx.MoveFile(f, store.Verifying, org.event("verify again", f))
	})
}

// planSubmit plans the upload of cleared rows. Each award is reserved first:
// one that was sent before, or is being sent, is not sent again.
func (p *Pipeline) planSubmit(ctx context.Context, org *Organisation, f *store.File, ledger *store.Ledger, free []uint32, batches []*store.Batch) error {
	if !slices.ContainsFunc(batches, sent) {
		if changed, err := p.changed(ctx, org, f); err != nil {
			return err
		} else if changed {
			return p.takeAnew(ctx, org, f)
		}
	}
	before, err := p.reserve(ctx, f, free)
	if err != nil {
		return err
	}
	already, err := p.alreadySent(ctx, before)
	if err != nil {
		return err
	}
	rest := slices.DeleteFunc(free, func(ordinal uint32) bool { _, sent := before[ordinal]; return sent })
	planned, err := p.cut(ctx, f, rest, store.Achievements, p.BatchAwards)
	if err != nil {
		return err
	}
	for _, b := range planned {
		b.Facts.VerifiedAt = oldestVerification(ledger, b)
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if last, err := tx.LastOutcomes(f.ID); err != nil || last != ledger.Last() {
			return err // the rows were looked at too early: look again, plan nothing
		}
		if _, err := tx.AddOutcomes(f.ID, "", tx.Now(), already); err != nil {
			return err
		}
		for _, b := range planned {
			b.NextAt = tx.Now()
			if err := tx.AddBatch(b); err != nil {
				return err
			}
		}
		f.StepAt = tx.Now()
		if err := tx.SaveFile(f); err != nil {
			return err
		}
		e := org.event("plan submission", f)
		e.Counts = map[string]int{"awards": len(rest), "batches": len(planned), record.AlreadySent.String(): already.Rows()}
		return tx.Audit(e)
	})
}

// sent reports whether a batch has, or may have, reached LRS as an upload.
func sent(b *store.Batch) bool {
	return b.Operation == store.Achievements && b.State != store.BatchPlanned && b.State != store.BatchStale
}

func oldestVerification(ledger *store.Ledger, b *store.Batch) time.Time {
	var oldest time.Time
	for ordinal := range b.Rows.All() {
		if at := ledger.Row(ordinal).Set.At; oldest.IsZero() || at.Before(oldest) {
			oldest = at
		}
	}
	return oldest
}

// reserve keeps the awards of the rows as being sent, and tells of those that
// were before.
func (p *Pipeline) reserve(ctx context.Context, f *store.File, free []uint32) (map[uint32]store.Sent, error) {
	var set store.Runs
	for _, ordinal := range free {
		set.Add(int(ordinal))
	}
	before := map[uint32]store.Sent{}
	err := p.sections(ctx, f, set, awardDigest, func(part []store.Award) error {
		for chunk := range slices.Chunk(part, lookUp) {
			err := p.store.Update(ctx, func(tx *store.Tx) error {
				found, err := tx.ReserveAwards(f, chunk)
				for i, s := range found {
					before[chunk[i].Ordinal] = s
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return before, err
}

// alreadySent says of each row where it was sent before: file, date and job.
func (p *Pipeline) alreadySent(ctx context.Context, before map[uint32]store.Sent) (store.Changes, error) {
	rows := make([]uint32, 0, len(before))
	for ordinal := range before {
		rows = append(rows, ordinal)
	}
	slices.Sort(rows)
	seen := earlier{p: p, files: map[string]*store.File{}}
	var changes store.Changes
	for _, ordinal := range rows {
		words, err := seen.words(ctx, before[ordinal])
		if err != nil {
			return nil, err
		}
		changes.Add(int(ordinal), store.Change{Outcome: record.AlreadySent, Code: record.CodeAlreadySent, Detail: words})
	}
	return changes, nil
}

// earlier puts in words where an award was sent, and remembers the last batch
// and the files it looked up: neighbours mostly share them.
type earlier struct {
	p     *Pipeline
	files map[string]*store.File
	batch *store.Batch
	text  string
}

func (e *earlier) words(ctx context.Context, s store.Sent) (string, error) {
	if b := e.batch; b != nil && b.File == s.File && b.First <= s.Ordinal && s.Ordinal <= b.Last {
		return e.text, nil
	}
	f, known := e.files[s.File]
	if !known {
		var err error
		if f, err = e.p.store.File(ctx, s.File); err != nil {
			return "", err
		}
		e.files[s.File] = f
	}
	b, err := e.p.store.BatchOf(ctx, s.File, s.Ordinal)
	if err != nil { // reserved, and not in a batch yet
		return fmt.Sprintf("In file %s (%s), received %s.", f.ID, f.Name, clockTime(f.ReceivedAt)), nil
	}
	e.batch, e.text = b, sentWords(f, b)
	return e.text, nil
}

func sentWords(f *store.File, b *store.Batch) string {
	var s strings.Builder
	fmt.Fprintf(&s, "In file %s (%s)", f.ID, f.Name)
	if !b.Facts.SubmittedAt.IsZero() {
		fmt.Fprintf(&s, ", sent %s", clockTime(b.Facts.SubmittedAt))
	}
	if b.Job != 0 {
		fmt.Fprintf(&s, ", LRS job %d", b.Job)
	}
	return s.String() + "."
}

// clockTime shows a moment as people in the awarding organisation do.
func clockTime(t time.Time) string {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return t.UTC().Format("2 January 2006 at 15:04 UTC")
	}
	return t.In(london).Format("2 January 2006 at 15:04")
}

// settle gives a file of which nothing is under way any more its answer.
func (p *Pipeline) settle(ctx context.Context, org *Organisation, f *store.File) error {
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return err
	}
	counts := ledger.Counts()
	to := store.Done
	for outcome, n := range counts {
		if n > 0 && outcome.Waits() {
			to = store.Held
		}
	}
	if f.State == store.Verifying && to == store.Held {
		return fmt.Errorf("settle file %s: a verify file cannot be held", f.ID)
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Refresh(f); err != nil {
			return err
		}
		if last, err := tx.LastOutcomes(f.ID); err != nil || last != ledger.Last() {
			return err // an overdue job has ended meanwhile: settle anew, with its outcomes
		}
		if err := p.planAnswers(tx, f, ledger); err != nil {
			return err
		}
		f.StepAt, f.PublishAt = time.Time{}, tx.Now()
		f.Sent = counts[record.Accepted]+counts[record.Rejected]+counts[record.Unknown]+counts[record.Unconfirmed] > 0
		if err := p.wakeCorrected(tx, f); err != nil {
			return err
		}
		e := org.event("settle", f)
		e.Counts = named(counts)
		return tx.MoveFile(f, to, e)
	})
}

// wakeCorrected has the pages of the files written anew whose rows this file
// puts right: they count them in.
func (p *Pipeline) wakeCorrected(tx *store.Tx, f *store.File) error {
	files, err := tx.Corrects(f.ID)
	if err != nil {
		return err
	}
	for _, id := range files {
		if err := tx.RepublishFile(id); err != nil {
			return err
		}
	}
	return nil
}
