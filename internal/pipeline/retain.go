package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Retention is how long what is kept of a file stays after its end (O4).
type Retention struct {
	LearnerData time.Duration // rows, outcomes and copies
	Audit       time.Duration
	ULNDigests  time.Duration // which file carried which ULN; from the day the file came
}

const (
	retainAtOnce = 100            // files, or audit events by the ten
	lookAgain    = 24 * time.Hour // at a file that could not be deleted whole
)

// Retain deletes what is past its time, of every organisation, file by file: the
// data first, then its copies, and the answers when they are due. Each is kept
// with its event before the next begins, so it may stop anywhere and be done
// again. Nothing is deleted of a file that is not finished.
//
// What fails for one folder or file holds up no other, and is tried again.
func (p *Pipeline) Retain(ctx context.Context) error {
	names, err := p.store.Known(ctx)
	if err != nil {
		return err
	}
	var errs []error
	var all deleted
	for _, name := range names {
		org, _ := p.organisation(name)
		r := round{p: p, org: org, id: name}
		errs = append(errs, r.run(ctx))
		all.add(r.deleted)
	}
	errs = append(errs, p.expire(ctx, &all), p.store.Scrub(ctx))
	if all.something() {
		p.log.Info("what was past its time was deleted", "files", all.files, "originals", all.originals, "answers", all.answers,
			"audit_events", all.events, "records", all.records, "learners", all.learners)
	}
	return errors.Join(errs...)
}

// deleted counts what a run deleted.
type deleted struct{ files, originals, answers, events, records, learners int }

func (d *deleted) add(o deleted) {
	d.files += o.files
	d.originals += o.originals
	d.answers += o.answers
}

func (d *deleted) something() bool { return *d != deleted{} }

// expire deletes what has a time of its own, apart from files.
func (p *Pipeline) expire(ctx context.Context, all *deleted) (err error) {
	before := p.store.Now().Add(-p.Retention.Audit)
	if all.records, err = portions(func() (int, error) { return p.store.ExpireRecords(ctx, before, retainAtOnce) }); err != nil {
		return err
	}
	if all.events, err = portions(func() (int, error) { return p.store.ExpireAudit(ctx, before, 10*retainAtOnce) }); err != nil {
		return err
	}
	// A match is looked up for as long as it may be used again, and never after.
	longest := p.Retention.LearnerData
	for _, org := range *p.organisations.Load() {
		longest = max(longest, org.VerifyReuse)
	}
	all.learners, err = p.store.ExpireVerified(ctx, p.store.Now().Add(-longest))
	return err
}

// portions repeats what does a portion of something until nothing is left.
func portions(do func() (int, error)) (all int, err error) {
	for {
		n, err := do()
		if all += n; n == 0 || err != nil {
			return all, err
		}
	}
}

// round goes once through what is due of one organisation.
type round struct {
	p   *Pipeline
	org *Organisation // nil: the configuration does not name it
	id  string
	deleted
	away map[Shelf]bool // could not be reached in this round
	err  error          // the first trouble of a folder or of one file: others go on
}

func (r *round) run(ctx context.Context) error {
	r.away = map[Shelf]bool{}
	cut := r.cutoffs()
	for after := int64(0); ; {
		files, err := r.p.store.PastTime(ctx, r.id, cut, after, retainAtOnce)
		if err != nil {
			return err
		}
		for _, f := range files {
			if ctx.Err() != nil {
				return nil
			}
			if err := r.file(ctx, f, cut); err != nil {
				return errors.Join(r.err, err)
			}
			after = f.Seq
		}
		if len(files) < retainAtOnce {
			return r.err
		}
	}
}

// cutoffs are zero for answers that cannot be reached.
func (r *round) cutoffs() store.Cutoffs {
	now := r.p.store.Now()
	cut := store.Cutoffs{Data: now.Add(-r.p.Retention.LearnerData)}
	if r.org != nil {
		cut.Answers = now.Add(-r.org.KeepAnswers)
	}
	return cut
}

// file deletes the parts of one file that are due. The error is the store's.
func (r *round) file(ctx context.Context, f store.Ended, cut store.Cutoffs) error {
	var left leftover
	for _, part := range []func(context.Context, store.Ended, store.Cutoffs) error{r.data, r.copies, r.answersOf} {
		err := part(ctx, f, cut)
		trouble, ok := errors.AsType[*trouble](err)
		switch {
		case ok && ctx.Err() == nil:
			r.note(f, trouble, &left)
		case err != nil && !ok && !errors.Is(err, store.ErrMoved): // moved: something needs the file again
			return err
		}
	}
	return r.putOff(ctx, f.File, left)
}

// leftover is what could not be deleted of a file.
type leftover struct {
	again  bool
	stays  []string // kinds of files that somebody changed
	counts map[string]int
}

// trouble is why a part of a file is not deleted whole.
type trouble struct {
	err   error // nil: somebody changed files
	found taken
}

func (t *trouble) Error() string { return "something of a file stays" }

func (r *round) note(f store.Ended, t *trouble, left *leftover) {
	left.again = left.again || !errors.Is(t.err, folder.ErrAway)
	left.stays = append(left.stays, t.found.changed...)
	left.counts = map[string]int{"changed_and_kept": len(left.stays), "deleted": left.counts["deleted"] + t.found.deleted}
	if t.err != nil && r.err == nil {
		r.err = fmt.Errorf("delete what is past its time of file %s: %w", f.ID, t.err)
	}
}

// putOff keeps that something of a file stays for now, and tells it once.
func (r *round) putOff(ctx context.Context, f *store.File, left leftover) error {
	if !left.again {
		return nil
	}
	slices.Sort(left.stays)
	e := audit.Event{}
	if news := len(left.stays) > 0 && !slices.Equal(left.stays, f.Facts.Stays); news {
		r.p.log.Warn("files that somebody changed after they were published are not deleted: look at them and delete them by hand",
			"file", f.ID, "organisation", f.Organisation, "which", strings.Join(left.stays, ", "))
		e = r.event(f)
		e.Counts = left.counts
	}
	return r.p.store.Update(ctx, func(tx *store.Tx) error { return tx.PutOffDeletion(f, tx.Now().Add(lookAgain), left.stays, e) })
}

// data deletes a file's rows and outcomes from the store, unless one of them is
// still open.
func (r *round) data(ctx context.Context, f store.Ended, cut store.Cutoffs) error {
	if !f.HasData || f.Facts.EndedAt.After(cut.Data) {
		return nil
	}
	ledger, err := r.p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return err
	}
	counts := ledger.Counts()
	for outcome, n := range counts {
		if n > 0 && (outcome.Waits() || outcome == record.Open) {
			return store.ErrMoved
		}
	}
	e := r.event(f.File)
	e.Counts = map[string]int{"rows": f.Facts.Rows}
	err = r.p.store.Update(ctx, func(tx *store.Tx) error { return tx.DeleteData(f.File, cut.Data, ledger.Last(), named(counts), e) })
	if err == nil {
		r.files++
	}
	return err
}

func (r *round) event(f *store.File) audit.Event {
	org := r.org
	if org == nil {
		org = &Organisation{ID: r.id}
	}
	return org.event(audit.Retention, f)
}

// copies deletes the file from the spool and the archive, once its data is gone.
func (r *round) copies(ctx context.Context, f store.Ended, _ store.Cutoffs) error {
	if !f.HasCopies || f.Facts.Gone.Data.IsZero() {
		return nil
	}
	if err := r.unspool(ctx, f.File); err != nil {
		return err
	}
	e := r.event(f.File)
	e.Counts = map[string]int{"copies": 1}
	if f.Facts.Archived != "" {
		found, err := r.take(ctx, r.shelf(func(o *Organisation) Shelf { return o.Originals }), []published{{store.Original, f.Facts.Archived, f.SHA256}})
		if r.originals += found.deleted; err != nil {
			return err
		}
		e.Counts["originals"] = found.deleted
	}
	return r.p.store.Update(ctx, func(tx *store.Tx) error { return tx.DeletedPart(f.File, store.Copies, e) })
}

func (r *round) unspool(ctx context.Context, f *store.File) error {
	batches, err := r.p.store.Batches(ctx, f.ID)
	if err != nil {
		return err
	}
	names := []string{inputOf(f), rowsOf(f)}
	for _, b := range batches {
		names = append(names, errorsOf(b))
	}
	for _, name := range names {
		if err := r.p.store.Spool.Remove(name); err != nil {
			return &trouble{err: fmt.Errorf("remove %s from the spool: %w", name, err)}
		}
	}
	return r.p.store.Spool.Flush()
}

// answersOf deletes the answers for a file from its outbox.
func (r *round) answersOf(ctx context.Context, f store.Ended, cut store.Cutoffs) error {
	if !f.HasAnswers || f.Facts.EndedAt.After(cut.Answers) {
		return nil
	}
	outputs, err := r.p.store.Outputs(ctx, f.ID)
	if err != nil {
		return err
	}
	all := []published{{"report", names(f.File).Report(), f.Facts.Living.Report}, {"status", names(f.File).Status(), f.Facts.Living.Status}}
	for _, o := range outputs {
		all = append(all, published{o.Kind, o.Name, o.SHA256})
	}
	found, err := r.take(ctx, r.shelf(func(o *Organisation) Shelf { return o.Answers }), all)
	if r.answers += found.deleted; err != nil {
		return err
	}
	e := r.event(f.File)
	e.Counts = map[string]int{"answers": found.deleted}
	if found.missing > 0 {
		e.Counts["answers_not_there"] = found.missing
	}
	return r.p.store.Update(ctx, func(tx *store.Tx) error { return tx.DeletedPart(f.File, store.Answers, e) })
}
