package pipeline

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"lrsdrop/internal/journal"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// submit uploads a batch, once. The store says `submitting` before the call:
// whatever ends the process from here on, the batch is never sent again by
// itself.
func (c *call) submit(ctx context.Context) error {
	switch {
	case c.stale():
		return c.retire(ctx, "verification too old")
	case c.b.Facts.Count > c.BatchAwards: // cut before lrs.limits.achievements was lowered (F30)
		return c.retire(ctx, "more rows than a batch may have")
	}
	if changed, err := c.changedBefore(ctx); err != nil {
		return err
	} else if changed {
		return c.retire(ctx, "changed before its upload")
	}
	upload, err := c.forJournal(ctx)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err = c.store.Update(ctx, func(tx *store.Tx) (err error) {
		if err := notPaused(tx, c.org.ID); err != nil {
			return err
		}
		c.b.Facts.BegunAt, c.b.Facts.SubmittedAt = tx.Now(), tx.Now()
		c.b.NextAt = time.Time{}
		if upload.Number, err = tx.NextUpload(); err != nil {
			return err
		}
		upload.At = tx.Now()
		e := c.org.event("submit", c.f)
		e.Counts = map[string]int{"rows": c.b.Facts.Count}
		return tx.MoveBatch(c.b, store.BatchSubmitting, e)
	})
	if err != nil {
		return err
	}
	if err := c.keepInJournal(upload); err != nil {
		return c.giveBack(ctx, "not in the journal", nil, cmp.Or(ctx.Err(), err))
	}
	// The client looks at ctx until the request has begun to leave.
	receipt, err := c.org.LRS.SubmitAchievements(ctx, c.who, c.b.Facts.Count, c.achievements(ctx))
	if err == nil {
		return c.submitted(ctx, receipt)
	}
	return c.notSubmitted(ctx, err)
}

// changedBefore reports, as long as nothing of the file was sent, whether its
// original is another file by now (F1): the batch may have waited for long. The
// rows then go back, and the file's next step takes it anew.
func (c *call) changedBefore(ctx context.Context) (bool, error) {
	batches, err := c.store.Batches(ctx, c.f.ID)
	if err != nil || slices.ContainsFunc(batches, sent) {
		return false, err
	}
	return c.changed(ctx, c.org, c.f)
}

// stale reports whether a row of the batch was verified too long ago to be
// uploaded now (O17). Without reuse, each file is verified for itself.
func (c *call) stale() bool {
	return c.org.VerifyReuse > 0 && !c.b.Facts.VerifiedAt.IsZero() && c.store.Now().Sub(c.b.Facts.VerifiedAt) > c.org.VerifyReuse
}

// retire gives the rows of a batch that was never sent back, to be verified and
// cut anew.
func (c *call) retire(ctx context.Context, why string) error {
	var changes store.Changes
	for ordinal := range c.b.Rows.All() {
		back := store.Change{Outcome: record.Open}
		if c.decided.asItIs(ordinal) { // there is nothing to verify
			back.Cleared, back.Code = true, c.decided[ordinal].Code
		}
		changes.Add(ordinal, back)
	}
	awards, err := c.awards(ctx, c.b.Rows)
	if err != nil {
		return err
	}
	return c.store.Update(ctx, func(tx *store.Tx) error {
		if _, err := tx.AddOutcomes(c.f.ID, "", tx.Now(), changes); err != nil {
			return err
		}
		if err := tx.ReleaseAwards(c.f, awards); err != nil {
			return err
		}
		return tx.MoveBatch(c.b, store.BatchStale, c.org.event(why, c.f))
	})
}

// awards are the digests of rows of the batch.
func (c *call) awards(ctx context.Context, set store.Runs) ([]store.Award, error) {
	var all []store.Award
	d := newDigests(c.store.Key())
	for row, err := range c.pick(ctx, c.f, c.b.Facts.Offset, set) {
		if err != nil {
			return nil, err
		}
		all = append(all, store.Award{Digest: d.award(&row.Achievement), Ordinal: uint32(row.Ordinal)})
	}
	return all, nil
}

// notSubmitted sorts out what the failure of an upload means (ARCHITECTURE
// rule 3): certainly not taken, and tried again now or after a change; or
// nobody knows.
func (c *call) notSubmitted(ctx context.Context, cause error) error {
	failed, ok := errors.AsType[*lrs.Error](cause)
	if !ok || failed.Unknown() {
		return c.unknown(ctx, cause)
	}
	var broken error
	if ends(failed) {
		if broken = c.endFailed(ctx, failed); broken == nil {
			return nil
		}
	}
	return c.giveBack(ctx, "not taken", failed, cmp.Or(broken, cause))
}

// giveBack keeps that LRS does not have a batch. It is sent again later.
func (c *call) giveBack(ctx context.Context, event string, failed *lrs.Error, cause error) error {
	err := c.insist(ctx, func(tx *store.Tx) error {
		b := new(*c.b)
		b.Facts.SubmittedAt = time.Time{}
		b.NextAt = tx.Now().Add(pause(b.Facts.Attempts))
		e := c.org.event(event, c.f)
		if failed != nil {
			e.Code, e.Digest = failed.Code, failed.Digest
		}
		return tx.MoveBatch(b, store.BatchPlanned, e)
	})
	return cmp.Or(err, cause)
}

func (c *call) keepInJournal(e journal.Entry) error {
	if c.Journal == nil {
		return nil
	}
	return c.Journal(e)
}

// forJournal is what the journal is to know of the upload of the batch.
func (c *call) forJournal(ctx context.Context) (journal.Entry, error) {
	e := journal.Entry{State: c.store.ID(), Organisation: c.org.ID, File: c.f.ID, Batch: c.b.ID}
	if c.Journal == nil {
		return e, nil
	}
	err := c.sections(ctx, c.f, c.b.Facts.Offset, c.b.Rows, awardDigest, func(part []store.Award) error {
		for _, a := range part {
			e.Digests = append(e.Digests, a.Digest[:]...)
		}
		return nil
	})
	return e, err
}

// unknown keeps that nobody knows whether LRS has a batch.
func (c *call) unknown(ctx context.Context, cause error) error {
	c.log.Error("the answer to an upload was lost: it is not sent again, a person has to find out",
		"file", c.f.ID, "batch", c.b.ID, "organisation", c.org.ID, "error", cause)
	words, digest := "The connection to LRS ended before its answer came.", ""
	if failed, ok := errors.AsType[*lrs.Error](cause); ok {
		words, digest = "What happened: "+failed.Class.String()+" ("+failed.Code+").", failed.Digest
	}
	return c.insist(ctx, func(tx *store.Tx) error { return c.lost(tx, words, digest) })
}

func (c *call) lost(tx *store.Tx, words, digest string) error {
	return lose(tx, c.org, c.f, c.b, words, digest)
}

func lose(tx *store.Tx, org *Organisation, f *store.File, lost *store.Batch, words, digest string) error {
	b := new(*lost) // the update may have to be done again
	if _, err := tx.AddOutcomes(f.ID, b.ID, tx.Now(), all(b.Rows, store.Change{Outcome: record.Unknown, Code: record.CodeUnknown, Detail: words})); err != nil {
		return err
	}
	b.Facts.Code, b.Facts.Detail, b.Facts.Digest = record.CodeUnknown, words, digest
	e := org.event("answer lost", f)
	e.Code, e.Digest, e.Counts = record.CodeUnknown, digest, map[string]int{record.Unknown.String(): b.Facts.Count}
	return tx.MoveBatch(b, store.BatchUnknown, e)
}
