package pipeline

import (
	"context"
	"fmt"
	"maps"
	"slices"
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
	if slices.ContainsFunc(batches, stale) || under.ToSend+under.Running == 0 {
		// Only now can rows be without a batch; the ledger of a large file is
		// too much to look at after each of its batches.
		if moved, err := p.planOrVerifyAgain(ctx, org, f, batches); moved || err != nil {
			return err
		}
	}
	switch {
	case under.ToSend == 0 && under.Running > 0 && f.State == store.Submitting:
		return p.move(ctx, org, f, store.Waiting, "all sent", batches)
	case under.ToSend+under.Running > 0:
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
	free, err := p.unplanned(ctx, ledger, batches)
	if err != nil || len(free) == 0 {
		return false, err
	}
	return true, p.planSubmit(ctx, org, f, ledger, free, batches)
}

// stale reports a batch that was given back before it was sent.
func stale(b *store.Batch) bool { return b.State == store.BatchStale }

// unplanned are the cleared rows that no batch has.
func (p *Pipeline) unplanned(ctx context.Context, ledger *store.Ledger, batches []*store.Batch) ([]uint32, error) {
	planned := make([]bool, ledger.Len())
	for _, b := range batches {
		if b.Operation != store.Achievements || b.State.Ended() {
			continue
		}
		whole, err := p.store.Batch(ctx, b.ID)
		if err != nil {
			return nil, err
		}
		for ordinal := range whole.Rows.All() {
			planned[ordinal] = true
		}
	}
	var free []uint32
	for ordinal := range ledger.Waiting(true).All() {
		if !planned[ordinal] {
			free = append(free, uint32(ordinal))
		}
	}
	return free, nil
}

func (p *Pipeline) move(ctx context.Context, org *Organisation, f *store.File, to store.FileState, operation string, seen []*store.Batch) error {
	return p.store.Update(ctx, func(tx *store.Tx) (err error) {
		if err := tx.Refresh(f); err != nil {
			return err
		}
		if f.StepAt, err = p.unlessMoved(tx, f, seen); err != nil {
			return err
		}
		f.PublishAt = sooner(f.PublishAt, tx.Now().Add(settling))
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
	return p.store.Update(ctx, func(tx *store.Tx) (err error) {
		f.Facts.Round = 0
		if f.Facts.Answered, err = tx.LastOutcomes(f.ID); err != nil {
			return err
		}
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
	rest := slices.DeleteFunc(free, before.has)
	planned, err := p.cut(ctx, f, rest, store.Achievements, p.BatchAwards)
	if err != nil {
		return err
	}
	for _, b := range planned {
		b.Facts.VerifiedAt = oldestVerification(ledger, b)
	}
	lost, err := p.lostBatches(ctx, f, before)
	if err != nil {
		return err
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
		for _, b := range lost {
			if err := tx.AddBatch(b.Batch); err != nil {
				return err
			}
			if err := lose(tx, org, f, b.Batch, b.words, ""); err != nil {
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

// lostBatch is a batch that was uploaded, of which no more is known.
type lostBatch struct {
	*store.Batch
	words string
}

// lostBatches makes a batch of what the file has of each upload that was made
// after the backup which the state folder was restored from: a person finds out
// at LRS what became of it.
func (p *Pipeline) lostBatches(ctx context.Context, f *store.File, before *before) (all []lostBatch, err error) {
	for _, id := range slices.Sorted(maps.Keys(before.lost)) {
		l := before.lost[id]
		parts, err := p.cut(ctx, f, l.rows, store.Achievements, len(l.rows))
		if err != nil {
			return nil, err
		}
		for _, b := range parts {
			b.Facts.BegunAt, b.Facts.SubmittedAt = l.At, l.At
			all = append(all, lostBatch{b, l.words()})
		}
	}
	return all, nil
}

// sent reports whether a batch has, or may have, reached LRS as an upload.
func sent(b *store.Batch) bool {
	return b.Operation == store.Achievements && b.State != store.BatchPlanned && b.State != store.BatchStale
}

// oldestVerification is zero for a batch of which people confirmed every row: a
// decision does not get old.
func oldestVerification(ledger *store.Ledger, b *store.Batch) time.Time {
	var oldest time.Time
	for ordinal := range b.Rows.All() {
		row := ledger.Row(ordinal)
		if clearedByHand(row) {
			continue
		}
		if oldest.IsZero() || row.Set.At.Before(oldest) {
			oldest = row.Set.At
		}
	}
	return oldest
}

// settle gives a file of which nothing is under way any more its answer. One
// that waits for people is looked at again when they are to be reminded.
func (p *Pipeline) settle(ctx context.Context, org *Organisation, f *store.File) error {
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return err
	}
	counts := ledger.Counts()
	if counts[record.Held] > 0 {
		if moved, err := p.review(ctx, org, f, ledger); moved || err != nil {
			return err
		}
	}
	to := restsIn(counts)
	w := org.waits(ledger, f.Facts.Reminded, p.store.Now())
	if f.State == store.Held && to == store.Held && f.Facts.Settled == ledger.Last() && w.remind == 0 {
		return p.keepWaiting(ctx, f, w.next)
	}
	if f.State == store.Verifying && to == store.Held {
		return fmt.Errorf("settle file %s: a verify file cannot be held", f.ID)
	}
	rested, err := p.comeToRest(ctx, org, f, ledger, to, w)
	if rested && w.remind > 0 {
		p.log.Warn("rows wait for a person to decide", about(f), "rows", w.remind, "days", w.days)
	}
	return err
}

// restsIn is the state of a file of which nothing is under way.
func restsIn(counts map[record.Outcome]int) store.FileState {
	for outcome, n := range counts {
		if n > 0 && outcome.Waits() {
			return store.Held
		}
	}
	return store.Done
}

// comeToRest plans what a file still owes and brings it into the state to. It
// reports whether it did: something may have happened since the ledger was read.
func (p *Pipeline) comeToRest(ctx context.Context, org *Organisation, f *store.File, ledger *store.Ledger, to store.FileState, w waits) (rested bool, err error) {
	counts := ledger.Counts()
	err = p.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Refresh(f); err != nil {
			return err
		}
		if last, err := tx.LastOutcomes(f.ID); err != nil || last != ledger.Last() {
			return err // an overdue job has ended meanwhile: settle anew, with its outcomes
		}
		if open, err := tx.OpenBatches(f.ID); err != nil || open.ToSend+open.Running > 0 {
			return err // a person has found the job of a lost upload: it is waited for
		}
		if err := p.planAnswers(tx, f, ledger); err != nil {
			return err
		}
		if f.StepAt, err = unlessDecided(tx, f, w.next); err != nil {
			return err
		}
		f.PublishAt = tx.Now()
		f.Facts.Settled = ledger.Last()
		f.Sent = counts[record.Accepted]+counts[record.Rejected]+counts[record.Unknown]+counts[record.Unconfirmed] > 0
		if err := p.wakeCorrected(tx, f); err != nil {
			return err
		}
		e := org.event("settle", f)
		if w.remind > 0 {
			e = org.event("remind", f)
			f.Facts.Reminded = tx.Now()
		}
		e.Counts = named(counts)
		rested = true
		return tx.MoveFile(f, to, e)
	})
	return rested && err == nil, err
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
