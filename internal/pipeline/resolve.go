package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Finding is what a person found out at LRS about a batch of which we do not
// know what became.
type Finding string

// The findings.
const (
	FoundJob      Finding = "job"          // LRS has it, under this job number
	FoundMissing  Finding = "not received" // it never reached LRS
	FoundAccepted Finding = "accepted"     // LRS recorded the rows
	FoundRejected Finding = "rejected"     // LRS refused the rows
)

// Resolution is a person's answer to a batch that waits for one.
type Resolution struct {
	Batch string
	Found Finding
	Job   int64 // of FoundJob
	Operator
}

// Resolve ends a doubt: the outcome unknown or unconfirmed of a batch's rows.
// It returns how many rows that is about. A [*Forbidden] says why it cannot be,
// and a [*lrs.Error] why LRS could not be asked.
//
// Rows that never reached LRS end as failed. They are not sent again by
// themselves: should the person be wrong, that would record awards twice. They
// come back in errors.csv, and whoever drops them has them verified anew.
func (p *Pipeline) Resolve(ctx context.Context, r Resolution) (rows int, err error) {
	d, err := p.doubt(ctx, r)
	if err != nil {
		return 0, err
	}
	if err := d.allows(); err != nil {
		return 0, err
	}
	if r.Found == FoundJob {
		return d.rows.Len(), d.adopt(ctx)
	}
	return d.rows.Len(), d.end(ctx)
}

// doubt is a batch with rows of which nobody knows what LRS did with them.
type doubt struct {
	*call
	Resolution
	rows store.Runs
}

func (p *Pipeline) doubt(ctx context.Context, r Resolution) (*doubt, error) {
	b, f, err := p.batchAndFile(ctx, r.Batch)
	if err != nil {
		return nil, err
	}
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return nil, err
	}
	d := &doubt{call: &call{Pipeline: p, org: p.organisationOf(b.Organisation), f: f, b: b}, Resolution: r}
	d.who = d.org.Credentials
	d.who.UserName = r.By
	for ordinal := range b.Rows.All() {
		if row := ledger.Row(ordinal); row.Set.Batch == b.ID && doubtful(row.Outcome) {
			d.rows.Add(ordinal)
		}
	}
	return d, nil
}

func doubtful(o record.Outcome) bool { return o == record.Unknown || o == record.Unconfirmed }

// allows says whether the finding can be true of the batch.
func (d *doubt) allows() error {
	b := d.b
	switch {
	case b.State == store.BatchSubmitting:
		return forbid(fmt.Sprintf("Batch %s is being sent. If no daemon runs, start it first: it sees that the answer is lost.", b.ID))
	case b.State == store.BatchSubmitted && !b.Facts.Overdue:
		return forbid(fmt.Sprintf("LRS is at work on batch %s as job %d, and is asked how it is getting on. Wait for its answer.", b.ID, b.Job))
	case d.rows.Len() == 0:
		return forbid(fmt.Sprintf("No row of batch %s waits for anybody to find out what LRS did with it.%s", b.ID, resolvedWords(b)))
	case b.State == store.BatchUnknown:
		return nil
	case d.Found == FoundMissing:
		return forbid(fmt.Sprintf("LRS gave batch %s job number %d, so LRS has received it. Find out what it did: --accepted or --rejected.", b.ID, b.Job))
	case d.Found == FoundJob && b.State != store.BatchFailed:
		return forbid(fmt.Sprintf("Batch %s has job number %d already. Find out what LRS did: --accepted or --rejected.", b.ID, b.Job))
	}
	return nil
}

func resolvedWords(b *store.Batch) string {
	if b.Facts.Resolved == "" {
		return ""
	}
	return fmt.Sprintf(" A person found out %s: %s.", clockTime(b.Facts.ResolvedAt), b.Facts.Resolved)
}

// end gives the rows the outcome that a person found at LRS.
func (d *doubt) end(ctx context.Context) error {
	change, to := d.outcome()
	var free []store.Award
	if change.Outcome != record.Accepted { // LRS does not have them: they may be sent again
		var err error
		if free, err = d.awards(ctx, d.rows); err != nil {
			return err
		}
	}
	changes := all(d.rows, change)
	return d.store.Update(ctx, func(tx *store.Tx) error {
		b, err := d.fresh(tx)
		if err != nil {
			return err
		}
		if _, err := tx.AddOutcomes(d.f.ID, b.ID, tx.Now(), changes); err != nil {
			return err
		}
		if err := tx.ReleaseAwards(d.f, free); err != nil {
			return err
		}
		b.Facts.Code, b.Facts.Detail, b.Facts.Overdue = change.Code, "", false
		b.Facts.FinishedAt, b.Facts.Resolved, b.Facts.ResolvedAt = tx.Now(), string(d.Found), tx.Now()
		e := d.org.eventBy("resolve", d.f, d.Operator)
		e.Code, e.Counts = change.Code, named(count(changes.All()))
		return tx.MoveBatch(b, to, e)
	})
}

func (d *doubt) outcome() (store.Change, store.BatchState) {
	switch d.Found {
	case FoundAccepted:
		return store.Change{Outcome: record.Accepted, Code: record.CodeFoundTaken}, store.BatchFinished
	case FoundRejected:
		return store.Change{Outcome: record.Rejected, Code: record.CodeFoundRefused}, store.BatchFinished
	}
	return store.Change{Outcome: record.Failed, Code: record.CodeFoundMissing}, store.BatchFailed
}

// fresh reads the batch once more: of two who resolve it the first stands, and
// so does an answer of LRS's that came in the meantime.
func (d *doubt) fresh(tx *store.Tx) (*store.Batch, error) {
	b, err := tx.Batch(d.b.ID)
	if err == nil && (b.State != d.b.State || !b.Facts.ResolvedAt.Equal(d.b.Facts.ResolvedAt)) {
		err = errForestalled
	}
	return b, err
}

// adopt takes a job of LRS's for the batch. It ends as the job does.
func (d *doubt) adopt(ctx context.Context) error {
	job, err := d.lookUp(ctx)
	if err != nil {
		return err
	}
	if err := d.fits(job); err != nil {
		return err
	}
	return d.store.Update(ctx, func(tx *store.Tx) error {
		b, err := d.fresh(tx)
		if err != nil {
			return err
		}
		if err := d.isFree(tx); err != nil {
			return err
		}
		b.Job, b.NextAt = d.Job, tx.Now()
		b.Facts.Polls, b.Facts.Attempts, b.Facts.Overdue, b.Facts.Suspicious = 0, 0, false, false
		b.Facts.Code, b.Facts.Detail, b.Facts.FinishedAt = "", "", time.Time{}
		b.Facts.Resolved, b.Facts.ResolvedAt = fmt.Sprintf("%s %d", FoundJob, d.Job), tx.Now()
		e := d.org.eventBy("resolve", d.f, d.Operator)
		e.Counts = map[string]int{"rows": b.Facts.Count}
		if err := tx.MoveBatch(b, store.BatchSubmitted, e); err != nil {
			return err
		}
		return d.waitAgain(tx)
	})
}

// waitAgain has the file wait for the job. Its rows stay unknown until the job
// has ended: rows without an outcome, and with no batch that a step under way
// knows to be open, would look as if they were still to be sent.
func (d *doubt) waitAgain(tx *store.Tx) error {
	f, err := tx.File(d.f.ID)
	if err != nil {
		return err
	}
	f.StepAt, f.PublishAt = tx.Now(), tx.Now()
	if f.State != store.Held {
		return tx.SaveFile(f)
	}
	return tx.MoveFile(f, store.Waiting, d.org.event("wait for job", f))
}

// isFree refuses a job that another batch has.
func (d *doubt) isFree(tx *store.Tx) error {
	b := *d.b
	other, err := tx.OtherWithJob(&b, d.Job)
	if err == nil && other != "" {
		err = forbid(fmt.Sprintf("Job %d belongs to batch %s.", d.Job, other))
	}
	return err
}

// lookUp asks LRS about the job. The audit has the call before it is made.
func (d *doubt) lookUp(ctx context.Context) (lrs.AchievementJob, error) {
	var none lrs.AchievementJob
	if d.org.LRS == nil {
		return none, fmt.Errorf("organisation %s cannot call LRS: %s", d.org.ID, d.org.Suspended)
	}
	if err := d.org.passwordHolds(ctx, d.store); err != nil {
		return none, err
	}
	e := d.org.eventBy("look up job", d.f, d.Operator)
	e.Call, e.User, e.Batch, e.Job = "GetAchievementBatchJob", d.By, d.b.ID, d.Job
	err := d.store.Update(ctx, func(tx *store.Tx) error {
		if err := errors.Join(notPaused(tx, d.org.ID), d.isFree(tx)); err != nil {
			return err
		}
		return tx.Audit(e)
	})
	if err != nil {
		return none, err
	}
	job, err := d.org.LRS.AchievementJob(ctx, d.who, lrs.JobID(d.Job))
	failure, ok := errors.AsType[*lrs.Error](err)
	if !ok {
		return job, err
	}
	e.Operation = "looked up job"
	noted := d.store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error { return d.org.noteByHand(tx, e, err) })
	if failure.Class == lrs.JobUnknown {
		err = forbid(fmt.Sprintf("LRS knows no job %d of organisation %s (%s).", d.Job, d.org.ID, failure.Code))
	}
	return none, errors.Join(err, noted)
}

// fits refuses a job that cannot be that of the batch.
func (d *doubt) fits(job lrs.AchievementJob) error {
	began := d.b.Facts.BegunAt
	if began.IsZero() {
		began = d.b.Facts.SubmittedAt
	}
	n := job.NumberOfRecords
	switch {
	case !n.Set || job.SubmittedDate == "":
		return forbid(fmt.Sprintf("LRS does not say yet how many records job %d has, or when it was submitted. Try again in a few minutes.", d.Job))
	case n.N != d.b.Facts.Count:
		return forbid(fmt.Sprintf("Job %d has %s and batch %s has %d: it is another one.", d.Job, plural(n.N, "record", "records"), d.b.ID, d.b.Facts.Count))
	case !submittedSince(job.SubmittedDate, began.Unix()):
		return forbid(fmt.Sprintf("Job %d was submitted %s, and we began to send batch %s %s: it is another one.", d.Job, job.SubmittedDate, d.b.ID, clockTime(began)))
	}
	return nil
}

// submittedSince reports whether LRS's time of a submit is not before a second.
// LRS names no zone: the time counts as that of London, or as universal time,
// whichever is later. In summer a job of the hour before may so pass.
func submittedSince(text string, second int64) bool {
	zones := []*time.Location{time.UTC}
	if london, err := time.LoadLocation("Europe/London"); err == nil {
		zones = append(zones, london)
	}
	return slices.ContainsFunc(zones, func(zone *time.Location) bool {
		t, ok := lrs.ParseTime(text, zone)
		return ok && t.Unix() >= second
	})
}
