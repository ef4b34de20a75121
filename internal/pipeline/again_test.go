package pipeline

import (
	"cmp"
	"io"
	"log/slog"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// stored is a pipeline over a store that has one file, F1, of rows of one
// learner.
func stored(t *testing.T, rows int) (*Pipeline, *Organisation, *store.File) {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), time.Now)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	org := &Organisation{ID: "acme", Inboxes: map[string]Inbox{}, VerifyReuse: 24 * time.Hour}
	p := New(s, []*Organisation{org}, Options{BatchAwards: 10, BatchLearners: 10}, slog.New(slog.DiscardHandler))
	f := &store.File{ID: "F1", Organisation: "acme", Name: "July.csv", SHA256: "of July", Kind: record.KindAchievement, Facts: store.Facts{Rows: rows}}
	must(t, s.Update(t.Context(), func(tx *store.Tx) error {
		return tx.AddFile(f, namer, audit.Event{Operation: "receive", File: "F1"})
	}))
	must(t, s.Spool.Write(rowsOf(f), func(out io.Writer) (err error) {
		writer := batchfile.NewRowWriter(out)
		for i := range rows {
			row := &batchfile.Row{Number: i + 2, Ordinal: i, Achievement: record.Achievement{Learner: record.Learner{ULN: "1000000078"}, Reference: "610/5596/7"}}
			err = cmp.Or(err, writer.Write(row))
		}
		return cmp.Or(err, writer.Flush())
	}))
	return p, org, f
}

func outcomes(t *testing.T, p *Pipeline, batch string, at time.Time, changes ...store.Change) (seq int) {
	t.Helper()
	must(t, p.store.Update(t.Context(), func(tx *store.Tx) (err error) {
		seq, err = tx.AddOutcomes("F1", batch, at, changes)
		return err
	}))
	return seq
}

// Row 0 was verified long ago and is with LRS; rows 1 and 2 of the same learner
// waited too long and are verified again. They take the new answer, or none: the
// old one would send them back again and again.
func TestO17_RowsVerifiedAgainDoNotTakeAnAnswerOfBefore(t *testing.T) {
	old, now := time.Now().Add(-30*time.Hour), time.Now()
	for name, answered := range map[string]bool{"answered": true, "left out": false} {
		t.Run(name, func(t *testing.T) {
			p, org, f := stored(t, 3)
			batches := []*store.Batch{{ID: "F1-01", Operation: store.VerifyBatch}, {ID: "F1-02", Operation: store.VerifyBatch}}
			outcomes(t, p, "F1-01", old, store.Change{First: 0, Count: 3, Cleared: true, Code: codeMatch})
			f.Facts.Answered = outcomes(t, p, "", now, store.Change{First: 1, Count: 2, Outcome: record.Open})
			if answered {
				outcomes(t, p, "F1-02", now, store.Change{First: 1, Count: 1, Cleared: true, Code: codeMatch})
			}
			must(t, p.spread(t.Context(), org, f, batches))
			ledger, err := p.store.Ledger(t.Context(), "F1", 3, 0)
			must(t, err)
			for i := 1; i < 3; i++ {
				row := ledger.Row(i)
				if row.Cleared != answered || row.Set.At.Before(now.Add(-time.Hour)) {
					t.Errorf("row %d: cleared %t at %v", i, row.Cleared, row.Set.At)
				}
			}
		})
	}
}

// An overdue job may never end. Rows of the file that it does not have are not
// to wait for it.
func TestF23_RowsBesideAnOverdueJobAreSent(t *testing.T) {
	p, _, f := stored(t, 3)
	outcomes(t, p, "F1-01", time.Now(), store.Change{Count: 3, Cleared: true, Code: codeMatch})
	overdue := &store.Batch{File: "F1", Organisation: "acme", Operation: store.Achievements, First: 0, Last: 2}
	overdue.Rows.Add(0)
	overdue.Rows.Add(2)
	must(t, p.store.Update(t.Context(), func(tx *store.Tx) error { return tx.AddBatch(overdue) }))
	overdue.Facts.Overdue = true
	for _, to := range []store.BatchState{store.BatchSubmitting, store.BatchSubmitted} {
		must(t, p.store.Update(t.Context(), func(tx *store.Tx) error { return tx.MoveBatch(overdue, to, audit.Event{Operation: string(to)}) }))
	}
	ledger, err := p.store.Ledger(t.Context(), f.ID, 3, 0)
	must(t, err)
	batches, err := p.store.Batches(t.Context(), f.ID)
	must(t, err)
	free, err := p.unplanned(t.Context(), ledger, batches)
	must(t, err)
	if len(free) != 1 || free[0] != 1 {
		t.Errorf("free are %v, want row 1", free)
	}
}

// The last batch of a file goes while the file's own step looks at it: the file
// is not to sleep over it as if something were still to be sent.
func TestABatchThatGoesWhileItsFileIsLookedAtIsNotSleptOver(t *testing.T) {
	p, _, f := stored(t, 1)
	b := &store.Batch{File: "F1", Organisation: "acme", Operation: store.Achievements}
	b.Rows.Add(0)
	must(t, p.store.Update(t.Context(), func(tx *store.Tx) error { return tx.AddBatch(b) }))
	seen, err := p.store.Batches(t.Context(), f.ID)
	must(t, err)
	must(t, p.waitForBatches(t.Context(), f, seen))
	if p.isDue(f) {
		t.Fatal("the file does not sleep while its batch waits")
	}
	for _, to := range []store.BatchState{store.BatchSubmitting, store.BatchSubmitted} {
		must(t, p.store.Update(t.Context(), func(tx *store.Tx) error { return tx.MoveBatch(b, to, audit.Event{Operation: string(to)}) }))
	}
	must(t, p.waitForBatches(t.Context(), f, seen))
	if !p.isDue(f) {
		t.Error("the file sleeps as if its batch were still to be sent")
	}
}
