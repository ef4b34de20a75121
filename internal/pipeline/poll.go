package pipeline

import (
	"cmp"
	"context"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// after is the pause before the next poll: longer each time, a little
// different each time (ASM-09).
func (p Poll) after(polls int) time.Duration {
	wait := float64(p.First)
	for range min(polls, 100) {
		wait = min(wait*p.Factor, float64(p.Max))
	}
	return time.Duration(wait * (0.9 + 0.2*rand.Float64())) // #nosec G404 -- it spreads load, and guards nothing
}

// pollVerify asks for the output of a verify batch.
func (c *call) pollVerify(ctx context.Context) error {
	answers, err := c.asked(ctx)
	if err != nil {
		return err
	}
	var changes []store.Change
	job, err := c.org.LRS.VerifyOutput(ctx, c.who, lrs.JobID(c.b.Job), func(v lrs.Verdict) error {
		a, known := answers[v.MISIdentifier]
		if !known || a.uln != v.SearchedULN {
			return nil // not an answer to what we asked
		}
		delete(answers, v.MISIdentifier)
		change := c.became(a.ordinal, v)
		change.First, change.Count = a.ordinal, 1
		changes = append(changes, change)
		return nil
	})
	if err != nil {
		return err
	}
	if !job.Ended() {
		return c.pollLater(ctx, job.Status)
	}
	slices.SortFunc(changes, func(a, b store.Change) int { return cmp.Compare(a.First, b.First) })
	var joined store.Changes
	for _, change := range changes {
		joined.Add(change.First, change)
	}
	c.b.Facts.Code = job.Code
	return c.finishVerify(ctx, joined)
}

type askedFor struct {
	ordinal int
	uln     string
}

// asked are the batch's rows by their keys on the wire.
func (c *call) asked(ctx context.Context) (map[string]askedFor, error) {
	rows := make(map[string]askedFor, c.b.Facts.Count)
	for row, err := range c.keyed(ctx) {
		if err != nil {
			return nil, err
		}
		rows[row.MISIdentifier] = askedFor{row.Ordinal, row.ULN}
	}
	return rows, nil
}

// pollLater keeps when a job that runs is asked after again. Past the deadline
// it needs a person, and is still asked after: a late result counts (F23).
func (c *call) pollLater(ctx context.Context, status string) error {
	overdue := c.overdue()
	if overdue {
		c.log.Error("an LRS job does not end: it needs a person", "file", c.f.ID, "batch", c.b.ID, "organisation", c.org.ID, "job", c.b.Job, "status", status)
	}
	return c.store.Update(ctx, func(tx *store.Tx) error {
		c.b.Facts.Polls++
		c.b.Facts.Attempts, c.b.Facts.FailedWhat = 0, ""
		c.b.NextAt = tx.Now().Add(c.Poll.after(c.b.Facts.Polls))
		if overdue {
			if err := c.markOverdue(tx); err != nil {
				return err
			}
		}
		return tx.SaveBatch(c.b)
	})
}

// overdue reports that a job has just passed its deadline. One that a person
// found is asked after from then on.
func (c *call) overdue() bool {
	since := c.b.Facts.SubmittedAt
	if c.b.Facts.ResolvedAt.After(since) {
		since = c.b.Facts.ResolvedAt
	}
	return c.b.State == store.BatchSubmitted && !c.b.Facts.Overdue && c.store.Now().Sub(since) > c.Poll.GiveUp
}

// overrun keeps that a job is overdue of which LRS says nothing that counts.
func (c *call) overrun(ctx context.Context) error {
	c.log.Error("LRS does not tell of a job: it needs a person", "file", c.f.ID, "batch", c.b.ID, "organisation", c.org.ID, "job", c.b.Job)
	return c.store.Update(ctx, func(tx *store.Tx) error {
		if err := c.markOverdue(tx); err != nil {
			return err
		}
		return tx.SaveBatch(c.b)
	})
}

func (c *call) markOverdue(tx *store.Tx) error {
	c.b.Facts.Overdue = true
	e := c.org.event("job overdue", c.f)
	e.Batch, e.Job, e.Code = c.b.ID, c.b.Job, record.CodeJobOverdue
	if c.b.Operation == store.Achievements {
		changes := all(c.b.Rows, store.Change{Outcome: record.Unconfirmed, Code: record.CodeJobOverdue})
		if _, err := tx.AddOutcomes(c.f.ID, c.b.ID, tx.Now(), changes); err != nil {
			return err
		}
		if err := tx.WakeFile(c.f.ID); err != nil {
			return err
		}
	}
	if err := tx.RepublishFile(c.f.ID); err != nil {
		return err
	}
	return tx.Audit(e)
}

// pollJob asks after an upload.
func (c *call) pollJob(ctx context.Context) error {
	job, err := c.org.LRS.AchievementJob(ctx, c.who, lrs.JobID(c.b.Job))
	if err != nil {
		return err
	}
	switch {
	case !job.Status.Ended():
		return c.pollLater(ctx, string(job.Status))
	case job.Suspicious() && !c.b.Facts.Suspicious:
		c.b.Facts.Suspicious = true
		return c.pollLater(ctx, string(job.Status))
	case job.Status == lrs.StatusSuccessful:
		return c.reconcile(ctx, job)
	}
	return c.jobFailed(ctx, job)
}

// jobFailed ends a batch whose job LRS failed or cancelled: none of its rows
// was recorded, and each says why.
func (c *call) jobFailed(ctx context.Context, job lrs.AchievementJob) error {
	code := record.CodeJobFailed
	if job.Status == lrs.StatusCancelled {
		code = record.CodeJobCancelled
	}
	changes := all(c.b.Rows, store.Change{Outcome: record.Failed, Code: code, Detail: reason(job)})
	free := c.b.Rows
	if r := job.Reconciled(c.b.Facts.Count); r.Processed > 0 {
		changes = all(c.b.Rows, store.Change{Outcome: record.Unconfirmed, Code: code, Detail: reason(job)})
		free = nil
	}
	return c.finishJob(ctx, job, code, changes, free)
}

func reason(job lrs.AchievementJob) string {
	words := strings.TrimSpace(job.RejectionReason)
	if lrs.IsLRS(job.ResponseCode) {
		words = strings.TrimSpace(job.ResponseCode + " " + words)
	}
	if words == "" {
		return ""
	}
	return "LRS says: " + words
}

// reconcile turns the counters and the error file of a finished job into
// outcomes. A row is accepted only when everything adds up.
func (c *call) reconcile(ctx context.Context, job lrs.AchievementJob) error {
	rejected, err := c.tie(ctx, job.ErrorFile)
	if err != nil {
		return err
	}
	sums := job.Reconciled(c.b.Facts.Count)
	rest := store.Change{Outcome: record.Accepted, Code: job.ResponseCode}
	if !sums.Agrees || sums.Rejected != len(rejected) {
		rest = store.Change{Outcome: record.Unconfirmed, Code: record.CodeUnconfirmed, Detail: disagreement(sums, len(rejected))}
	}
	var changes store.Changes
	var free store.Runs
	for ordinal := range c.b.Rows.All() {
		change, refused := rejected[ordinal]
		if !refused {
			change = rest
		} else {
			free.Add(ordinal)
		}
		changes.Add(ordinal, change)
	}
	return c.finishJob(ctx, job, job.ResponseCode, changes, free)
}

func disagreement(sums lrs.Reconciliation, tied int) string {
	if !sums.Agrees {
		return sums.Why + "."
	}
	return "LRS counted " + plural(sums.Rejected, "refused record", "refused records") + ", and its error file names " + strconv.Itoa(tied) + " of our rows."
}

// tie finds the rows that the error file speaks of: by their key on the wire,
// else by a ULN that only one row has.
func (c *call) tie(ctx context.Context, raw string) (map[int]store.Change, error) {
	found, _ := lrs.ParseErrorFile(raw)
	if len(found) == 0 {
		return nil, nil
	}
	byKey, byULN := map[string]int{}, map[string]int{}
	for row, err := range c.keyed(ctx) {
		if err != nil {
			return nil, err
		}
		byKey[row.MISIdentifier] = row.Ordinal
		if _, twice := byULN[row.ULN]; twice {
			byULN[row.ULN] = -1
		} else {
			byULN[row.ULN] = row.Ordinal
		}
	}
	rejected := map[int]store.Change{}
	for _, r := range found {
		ordinal, known := byKey[r.MISIdentifier]
		if !known {
			ordinal, known = byULN[r.ULN]
		}
		if !known || ordinal < 0 {
			continue
		}
		rejected[ordinal] = joinRejections(rejected[ordinal], r)
	}
	return rejected, nil
}

// joinRejections adds a further reason to those a row has.
func joinRejections(before store.Change, r lrs.Rejection) store.Change {
	change := store.Change{Outcome: record.Rejected, Code: cmp.Or(before.Code, r.Code, record.CodeRejected), Detail: before.Detail}
	words := strings.TrimSpace(r.Text)
	if before.Code != "" && r.Code != "" && r.Code != before.Code {
		words = strings.TrimSpace(r.Code + " " + words)
	}
	change.Detail = strings.TrimSpace(change.Detail + " " + words)
	return change
}

func errorsOf(b *store.Batch) string { return b.ID + ".errors" }

// finishJob keeps what became of a batch. free are the rows that LRS does not
// have: they may be sent again once they are put right.
func (c *call) finishJob(ctx context.Context, job lrs.AchievementJob, code string, changes store.Changes, free store.Runs) error {
	if job.ErrorFile != "" {
		err := cmp.Or(c.store.Spool.Write(errorsOf(c.b), func(w io.Writer) error {
			_, err := io.WriteString(w, job.ErrorFile)
			return err
		}), c.store.Spool.Flush())
		if err != nil {
			return err
		}
	}
	awards, err := c.awards(ctx, free)
	if err != nil {
		return err
	}
	return c.store.Update(ctx, func(tx *store.Tx) error {
		seq, err := tx.AddOutcomes(c.f.ID, c.b.ID, tx.Now(), changes)
		if err != nil {
			return err
		}
		if err := tx.ReleaseAwards(c.f, awards); err != nil {
			return err
		}
		b := c.b
		b.Facts.Code, b.Facts.FinishedAt, b.Facts.Overdue, b.Facts.ErrorFile = code, tx.Now(), false, job.ErrorFile != ""
		if b.Facts.ErrorFile {
			name := names(c.f).LRSErrors(b.ID)
			if err := tx.PlanOutput(c.f.ID, kindLRSErrors, b.ID, seq, func(int) string { return name }); err != nil {
				return err
			}
		}
		e := c.org.event("job finished", c.f)
		e.Code, e.Counts = code, named(count(changes.All()))
		return tx.MoveBatch(b, store.BatchFinished, e)
	})
}
