package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"time"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Pauses after a refusal that concerns the whole organisation.
const (
	closedPause  = 30 * time.Minute          // WSEC0004 (ASM-10)
	refusedPause = time.Hour                 // until LRS or somebody here changes the set-up
	forever      = 10 * 365 * 24 * time.Hour // a wrong password: asking again could lock it out
	maxAttempts  = 5                         // of a call that may be repeated a few times
)

func (p *Pipeline) doBatch(ctx context.Context, id string) error {
	b, f, err := p.batchAndFile(ctx, id)
	if err != nil {
		return err
	}
	org, ok := p.organisation(b.Organisation)
	switch {
	case !ok:
		return p.putOffBatch(ctx, b, errGone, longestPause)
	case org.LRS == nil:
		return p.putOffBatch(ctx, b, errors.New(org.Suspended), longestPause)
	}
	if pause, err := p.store.PauseOf(ctx, org.ID); pause != nil || err != nil {
		return err // it was taken just before the pause, and is due again after it
	}
	ctx = lrs.WithAbout(ctx, lrs.About{Organisation: org.ID, File: f.ID, Batch: b.ID, Rows: b.Facts.Count})
	call := &call{Pipeline: p, org: org, f: f, b: b, who: org.Credentials}
	call.who.UserName = f.Facts.User
	if call.decided, err = p.decided(ctx, f, 0); err != nil {
		return err
	}
	switch {
	case b.State == store.BatchPlanned && b.Operation == store.VerifyOne:
		err = call.verifySingly(ctx)
	case b.State == store.BatchPlanned && b.Operation == store.VerifyBatch:
		err = call.submitVerify(ctx)
	case b.State == store.BatchPlanned:
		err = call.submit(ctx)
	case b.State == store.BatchSubmitted && b.Operation == store.VerifyBatch:
		err = call.pollVerify(ctx)
	case b.State == store.BatchSubmitted:
		err = call.pollJob(ctx)
	}
	if err != nil {
		return call.failed(ctx, err)
	}
	return nil
}

// batchAndFile reads a batch and the file that its rows are of.
func (p *Pipeline) batchAndFile(ctx context.Context, id string) (*store.Batch, *store.File, error) {
	b, err := p.store.Batch(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	f, err := p.store.File(ctx, b.File)
	return b, f, err
}

// call is one exchange with LRS about one batch.
type call struct {
	*Pipeline
	org *Organisation
	f   *store.File
	b   *store.Batch
	who lrs.Credentials

	decided decided
}

// learners are the batch's rows with the keys they have on the wire.
func (c *call) learners(ctx context.Context) iter.Seq2[record.Learner, error] {
	return part(c.keyed(ctx), func(row *batchfile.Row) record.Learner { return row.Learner })
}

// achievements are the same for an upload.
func (c *call) achievements(ctx context.Context) iter.Seq2[record.Achievement, error] {
	return part(c.keyed(ctx), func(row *batchfile.Row) record.Achievement { return row.Achievement })
}

// part takes from each row what LRS is sent. An error ends the rows.
func part[T any](rows iter.Seq2[*batchfile.Row, error], of func(*batchfile.Row) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for row, err := range rows {
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			if !yield(of(row), nil) {
				return
			}
		}
	}
}

// keyed reads the batch's rows; the MIS identifier of each is its key on the
// wire.
func (c *call) keyed(ctx context.Context) iter.Seq2[*batchfile.Row, error] {
	return func(yield func(*batchfile.Row, error) bool) {
		keys := newKeys()
		for row, err := range c.pick(ctx, c.f, c.b.Facts.Offset, c.b.Rows) {
			if err == nil {
				row.MISIdentifier = keys.of(row)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// verifySingly asks about a few learners, one call each, and is done.
func (c *call) verifySingly(ctx context.Context) error {
	var changes store.Changes
	c.b.Facts.SubmittedAt = c.store.Now()
	requests := sha256.New()
	for row, err := range c.pick(ctx, c.f, c.b.Facts.Offset, c.b.Rows) {
		if err != nil {
			return err
		}
		v, err := c.org.LRS.VerifyLearner(c.aboutRow(ctx, row), c.who, row.Learner)
		failure, _ := errors.AsType[*lrs.Error](err)
		if failure != nil {
			v.Digest = failure.Digest
		}
		requests.Write([]byte(v.Digest))
		switch {
		case failure != nil && ends(failure): // this learner alone: the others go on
			var alone store.Runs
			alone.Add(row.Ordinal)
			changes = append(changes, c.decided.failed(alone, failure.Code, failure.Detail)...)
		case err != nil:
			return err
		case v.SearchedULN == row.ULN: // else asked again, next round
			changes.Add(row.Ordinal, c.became(row.Ordinal, v))
		}
	}
	c.b.Facts.Digest = hex.EncodeToString(requests.Sum(nil)) // of the digests of its calls
	return c.finishVerify(ctx, changes)
}

// became is what becomes of a row by LRS's answer about its learner. Under a ULN
// that a person gave, nothing but a match will do.
func (c *call) became(ordinal int, v lrs.Verdict) store.Change {
	if c.decided.uln(ordinal) == "" || lrs.Normalise(v.Code) == codeMatch {
		return verdict(c.org, c.f.Kind, v)
	}
	return ulnRefused(v.Code, verdictDetail(v))
}

// aboutRow is the context of a call about one row alone.
func (c *call) aboutRow(ctx context.Context, row *batchfile.Row) context.Context {
	about := lrs.AboutOf(ctx)
	about.Row = row.Number
	return lrs.WithAbout(ctx, about)
}

// finishVerify keeps what LRS said of the learners of a batch. Those it left
// out stay open, for the next round.
func (c *call) finishVerify(ctx context.Context, changes store.Changes) error {
	return c.store.Update(ctx, func(tx *store.Tx) error {
		if _, err := tx.AddOutcomes(c.f.ID, c.b.ID, tx.Now(), changes); err != nil {
			return err
		}
		if n := standing(changes); n > 0 {
			e := c.org.event("standing decision to send linked learners", c.f)
			e.Batch, e.Code, e.Counts = c.b.ID, codeLinked, map[string]int{"rows": n}
			if err := tx.Audit(e); err != nil {
				return err
			}
		}
		c.b.Facts.FinishedAt = tx.Now()
		e := c.org.event("verified batch", c.f)
		e.Code, e.Digest = c.b.Facts.Code, c.b.Facts.Digest
		e.Counts = map[string]int{"answered": changes.Rows(), "asked": c.b.Facts.Count}
		return tx.MoveBatch(c.b, store.BatchFinished, e)
	})
}

// standing counts rows that go on although their ULN was merged into another:
// linked_match: submit decides so for all of them (O17).
func standing(changes store.Changes) (n int) {
	for _, change := range changes {
		if change.Cleared && lrs.Normalise(change.Code) == codeLinked {
			n += change.Count
		}
	}
	return n
}

func (c *call) submitVerify(ctx context.Context) error {
	receipt, err := c.org.LRS.SubmitVerify(ctx, c.who, c.b.Facts.Count, c.learners(ctx))
	if err != nil {
		return err
	}
	return c.submitted(ctx, receipt)
}

// submitted keeps the job that LRS gave a batch. The job exists from here on,
// so it is kept whatever it takes.
func (c *call) submitted(ctx context.Context, receipt lrs.Receipt) error {
	return c.insist(ctx, func(tx *store.Tx) error {
		b := *c.b
		b.Job, b.Facts.Code, b.Facts.Digest = int64(receipt.JobID), receipt.Code, receipt.Digest
		b.Facts.SubmittedAt, b.Facts.Attempts, b.Facts.Detail = tx.Now(), 0, ""
		b.NextAt = tx.Now().Add(c.Poll.First)
		e := c.org.event("submitted", c.f)
		e.Code, e.Digest, e.Counts = receipt.Code, receipt.Digest, map[string]int{"rows": b.Facts.Count}
		other, err := tx.OtherWithJob(&b, b.Job)
		if err != nil {
			return err
		}
		if other != "" && b.Operation == store.Achievements {
			return c.lost(tx, fmt.Sprintf("LRS gave job number %d, which batch %s has already.", b.Job, other), e.Digest)
		}
		if err := tx.MoveBatch(&b, store.BatchSubmitted, e); err != nil || b.Operation != store.Achievements {
			return err
		}
		return tx.WakeIfAllSent(b.File)
	})
}

// insist makes an update again and again until it stands: what it keeps is
// known nowhere else. A stop does not end the attempts at once. change must not
// alter c: it may be made more than once.
func (c *call) insist(ctx context.Context, change func(*store.Tx) error) error {
	ctx, cancel := c.outlive(ctx)
	defer cancel()
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		err := c.store.Update(ctx, change)
		if err == nil || ctx.Err() != nil || errors.Is(err, store.ErrClosed) || errors.Is(err, store.ErrMoved) {
			return err
		}
		c.log.Error("what LRS answered to a batch cannot be stored yet",
			"file", c.f.ID, "batch", c.b.ID, "organisation", c.org.ID, "error", err)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
}

// outlive gives a context that goes on after a stop, for as long as the grace
// lasts.
func (p *Pipeline) outlive(ctx context.Context) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	unhook := context.AfterFunc(ctx, func() { time.AfterFunc(p.StopGrace, cancel) })
	return longer, func() { unhook(); cancel() }
}

// all gives every row of a set one outcome.
func all(rows store.Runs, to store.Change) store.Changes {
	var changes store.Changes
	for _, run := range rows {
		to.First, to.Count = run.First, run.Count
		changes = append(changes, to)
	}
	return changes
}
