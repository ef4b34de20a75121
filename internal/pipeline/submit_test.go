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

// A step plans from what it has read. When LRS answers for a row after that,
// the plan is worth nothing: carried out, it would send the row again.
func TestF8_APlanFromAnOldLedgerSendsNothing(t *testing.T) {
	ctx := t.Context()
	s, err := store.Open(ctx, t.TempDir(), time.Now)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	org := &Organisation{ID: "acme", Inboxes: map[string]Inbox{}}
	p := New(s, []*Organisation{org}, Options{BatchAwards: 1}, slog.New(slog.DiscardHandler))
	f := &store.File{ID: "F1", Organisation: "acme", Name: "July.csv", SHA256: "of July", Facts: store.Facts{Rows: 1}}
	sent := &store.Batch{File: "F1", Organisation: "acme", Operation: store.Achievements}
	sent.Rows.Add(0)
	must(t, s.Update(ctx, func(tx *store.Tx) error { return tx.AddFile(f, namer, audit.Event{Operation: "receive", File: "F1"}) }))
	must(t, s.Update(ctx, func(tx *store.Tx) error {
		if _, err := tx.AddOutcomes("F1", "", tx.Now(), store.Changes{{Count: 1, Cleared: true, Code: codeMatch}}); err != nil {
			return err
		}
		return tx.AddBatch(sent)
	}))
	must(t, s.Spool.Write(rowsOf(f), func(out io.Writer) error {
		rows := batchfile.NewRowWriter(out)
		row := &batchfile.Row{Number: 2, Achievement: record.Achievement{Learner: record.Learner{ULN: "1000000078"}, Reference: "610/5596/7", AwardDate: "2025-06-30"}}
		return cmp.Or(rows.Write(row), rows.Flush())
	}))
	old, err := s.Ledger(ctx, "F1", 1, 0)
	must(t, err)
	for _, to := range []store.BatchState{store.BatchSubmitting, store.BatchSubmitted, store.BatchFinished} {
		must(t, s.Update(ctx, func(tx *store.Tx) error {
			if to == store.BatchFinished {
				if _, err := tx.AddOutcomes("F1", sent.ID, tx.Now(), store.Changes{{Count: 1, Outcome: record.Accepted}}); err != nil {
					return err
				}
			}
			return tx.MoveBatch(sent, to, audit.Event{Operation: string(to), File: "F1"})
		}))
	}
	batches, err := s.Batches(ctx, "F1")
	must(t, err)
	free, err := p.unplanned(ctx, old, batches)
	must(t, err)
	if len(free) != 1 {
		t.Fatal("the old ledger does not show the row as unsent: this shows nothing")
	}
	must(t, p.planSubmit(ctx, org, f, old, free, batches))
	if batches, err = s.Batches(ctx, "F1"); err != nil || len(batches) != 1 {
		t.Errorf("%d batches are planned for one row, %v", len(batches), err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
