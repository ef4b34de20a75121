package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Cancel stops a file of which nothing was submitted: from its return on
// nothing of it will be. A [*Forbidden] says why it is too late.
func (p *Pipeline) Cancel(ctx context.Context, id string, who Operator) error {
	return p.store.Update(ctx, func(tx *store.Tx) error {
		f, err := tx.File(id)
		if err != nil {
			return err
		}
		switch {
		case f.Cancelled:
			return forbid(fmt.Sprintf("File %s is cancelled already.", f.ID))
		case f.State.Final() && !waitsForRelease(f):
			return forbid(fmt.Sprintf("File %s has come to its end already: %s.", f.ID, f.State))
		case decides(f):
			return forbid(fmt.Sprintf("The decisions in file %s are being recorded, so it cannot be cancelled. What was decided stands.", f.ID))
		}
		err = tx.RequestCancel(f, p.organisationOf(f.Organisation).eventBy("cancel", f, who))
		if errors.Is(err, store.ErrSent) {
			return forbid(fmt.Sprintf("Awards of file %s were submitted, or are being submitted, so it cannot be cancelled. "+
				"Award by award they can be taken back with a file of withdrawals.", f.ID))
		}
		return err
	})
}

// cancelling reports that a file was cancelled and has not got its end yet. One
// that is still to be checked is checked first, so that each row has its answer.
func cancelling(f *store.File) bool {
	return f.Cancelled && !unchecked(f) && (!f.State.Final() || waitsForRelease(f))
}

// cancel gives a cancelled file its end: first its rows, then its answers.
func (p *Pipeline) cancel(ctx context.Context, org *Organisation, f *store.File) error {
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return err
	}
	var changes store.Changes
	for ordinal := range ledger.Len() {
		if o := ledger.Row(ordinal).Outcome; o == record.Open || o == record.Held {
			changes.Add(ordinal, store.Change{Outcome: record.NotSent, Code: record.CodeCancelled})
		}
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.AbandonChecks(f.ID); err != nil {
			return err
		}
		last, err := tx.LastOutcomes(f.ID)
		switch {
		case err != nil || last != ledger.Last():
			return err // LRS has answered about a learner meanwhile: look again
		case len(changes) > 0:
			_, err := tx.AddOutcomes(f.ID, "", tx.Now(), changes)
			return err
		}
		if err := p.planAnswers(tx, f, ledger); err != nil {
			return err
		}
		f.StepAt, f.PublishAt = time.Time{}, tx.Now()
		e := org.event("cancelled", f)
		e.Code, e.Counts = record.CodeCancelled, named(ledger.Counts())
		return tx.MoveFile(f, store.Cancelled, e)
	})
}

func cancelledProblem() *record.Problem {
	return problem(record.CodeCancelled, "Somebody cancelled this file before it was sent. Nothing was sent.", "If it is to be sent, drop it again.")
}
