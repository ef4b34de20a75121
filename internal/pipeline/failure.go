package pipeline

import (
	"context"
	"errors"
	"time"

	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// failed sorts out a call that ended without an answer to keep: it is tried
// again, the organisation's calls wait, or the batch ends.
func (c *call) failed(ctx context.Context, cause error) error {
	if stopped(ctx, cause) {
		return nil
	}
	// What a failed update left in c.b may never have been stored.
	fresh, err := c.store.Batch(ctx, c.b.ID)
	if err != nil {
		return err
	}
	c.b = fresh
	if c.b.State == store.BatchSubmitting {
		return cause // a stop cut the attempts short: the next start finds it
	}
	if overruled(cause) {
		return nil
	}
	failure, ok := errors.AsType[*lrs.Error](cause)
	if !ok {
		return c.putOffBatch(ctx, c.b, cause, pause(c.b.Facts.Attempts))
	}
	if c.overdue() {
		if err := c.overrun(ctx); err != nil {
			return err
		}
	}
	switch {
	case failure.Class == lrs.OutOfHours:
		return c.hold(ctx, failure, closedPause, "")
	case failure.Class == lrs.WrongPassword:
		return c.hold(ctx, failure, forever, c.org.Cause)
	case c.b.State == store.BatchPlanned && c.b.Operation == store.Achievements:
		return c.retryOrHold(ctx, failure)
	case failure.Class == lrs.JobUnknown:
		return c.jobUnknown(ctx, failure)
	case ends(failure) || failure.Retry() == lrs.RetryLimited && c.b.Facts.Attempts >= maxAttempts && c.b.State == store.BatchPlanned:
		return c.endFailed(ctx, failure)
	}
	return c.retryOrHold(ctx, failure)
}

func (c *call) retryOrHold(ctx context.Context, failure *lrs.Error) error {
	if failure.Class == lrs.Refused || failure.Class == lrs.Redirect {
		return c.hold(ctx, failure, refusedPause, "")
	}
	return c.putOffBatch(ctx, c.b, failure, pause(c.b.Facts.Attempts))
}

// ends reports a refusal that the rows themselves caused: the same rows would
// be refused again, and nobody but their owner can change them.
func ends(failure *lrs.Error) bool {
	switch lrs.Normalise(failure.Code) {
	case "WSEC0001", "WSEC0047", "WSRC0017", "WSRC0030":
		return failure.Class == lrs.Refused
	}
	return false
}

// hold stops the organisation's calls for a while; others go on.
func (c *call) hold(ctx context.Context, failure *lrs.Error, wait time.Duration, cause string) error {
	if wait == forever && !c.overtaken() {
		c.log.Error("LRS refused the organisation's password: its calls stop until the password or certificate changes", "organisation", c.org.ID, "code", failure.Code)
	} else {
		c.log.Warn("LRS takes no calls of the organisation for now", "organisation", c.org.ID, "code", failure.Code, "error", failure, "after", wait)
	}
	return c.store.Update(ctx, func(tx *store.Tx) error {
		c.b.Facts.Attempts++
		c.b.Facts.FailedWhat, c.b.Facts.Code = failure.Error(), failure.Code
		c.b.NextAt = tx.Now()
		if failure.Class != lrs.OutOfHours && c.overtaken() {
			return tx.SaveBatch(c.b)
		}
		if err := tx.SaveBatch(c.b); err != nil {
			return err
		}
		if err := tx.RepublishFile(c.f.ID); err != nil {
			return err
		}
		e := c.org.event("hold", c.f)
		e.Code = failure.Code
		return tx.HoldOrganisation(store.Hold{Organisation: c.org.ID, Until: tx.Now().Add(wait), Code: failure.Code, Cause: cause}, e)
	})
}

// endFailed ends a batch that LRS certainly did not take and will not.
func (c *call) endFailed(ctx context.Context, failure *lrs.Error) error {
	c.log.Error("LRS refused a batch for what is in it", "file", c.f.ID, "batch", c.b.ID, "organisation", c.org.ID, "error", failure)
	longer, cancel := c.outlive(ctx) // of an upload, LRS says this once
	defer cancel()
	awards, err := c.awardsOf(longer)
	if err != nil {
		return err
	}
	return c.insist(ctx, func(tx *store.Tx) error {
		b := new(*c.b)
		changes := all(c.b.Rows, store.Change{Outcome: record.Failed, Code: failure.Code, Detail: failure.Detail})
		if b.Operation != store.Achievements {
			changes = c.decided.failed(c.b.Rows, failure.Code, failure.Detail)
		}
		if _, err := tx.AddOutcomes(c.f.ID, c.b.ID, tx.Now(), changes); err != nil {
			return err
		}
		if err := tx.ReleaseAwards(c.f, awards); err != nil {
			return err
		}
		b.Facts.Code, b.Facts.Detail, b.Facts.FinishedAt = failure.Code, failure.Detail, tx.Now()
		e := c.org.event("batch refused", c.f)
		e.Code, e.Digest, e.Counts = failure.Code, failure.Digest, named(count(changes.All()))
		return tx.MoveBatch(b, store.BatchFailed, e)
	})
}

// awardsOf are the awards a batch has reserved; a verify batch has none.
func (c *call) awardsOf(ctx context.Context) ([]store.Award, error) {
	if c.b.Operation != store.Achievements {
		return nil, nil
	}
	return c.awards(ctx, c.b.Rows)
}

// jobUnknown ends the polling of a job that LRS does not know: wrong, of
// another organisation, or expired. Learners are asked about again; of an
// upload nobody can tell what became.
func (c *call) jobUnknown(ctx context.Context, failure *lrs.Error) error {
	c.log.Error("LRS does not know a job that it gave us", "file", c.f.ID, "batch", c.b.ID, "organisation", c.org.ID, "job", c.b.Job, "code", failure.Code)
	return c.store.Update(ctx, func(tx *store.Tx) error {
		if c.b.Operation == store.Achievements {
			changes := all(c.b.Rows, store.Change{Outcome: record.Unconfirmed, Code: failure.Code, Detail: "LRS does not know the job any more."})
			if _, err := tx.AddOutcomes(c.f.ID, c.b.ID, tx.Now(), changes); err != nil {
				return err
			}
		}
		c.b.Facts.Code, c.b.Facts.FinishedAt = failure.Code, tx.Now()
		e := c.org.event("job unknown", c.f)
		e.Code = failure.Code
		return tx.MoveBatch(c.b, store.BatchFailed, e)
	})
}
