package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/record"
)

// Whatever is asked for in whatever order, a file and a batch take only the
// steps of their maps, a step that is refused changes nothing, and the audit has
// each that was taken.
func TestF7_StatesNeverLeaveTheirMap(t *testing.T) {
	s := open(t, t.TempDir())
	fileStates := []FileState{Received, Checking, Verifying, Submitting, Waiting, Held, Done, Refused, Duplicate, Cancelled}
	batchStates := []BatchState{BatchPlanned, BatchSubmitting, BatchSubmitted, BatchFinished, BatchFailed, BatchUnknown, BatchStale}
	n, events := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		id := fmt.Sprintf("P%d", n)
		f := addFile(t, s, id, "acme", id+".csv")
		b := addBatch(t, s, id, "acme", 0)
		events++ // of the file; a batch is planned with its file's event
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			taken := false
			if rapid.Bool().Draw(r, "file") {
				to := rapid.SampledFrom(fileStates).Draw(r, "to")
				taken = moved(r, f.State, slices.Contains(fileMoves[f.State], to), &f.State, func() error {
					return s.Update(t.Context(), func(tx *Tx) error { return tx.MoveFile(f, to, audit.Event{Operation: "step", File: id}) })
				}, to)
			} else {
				to := rapid.SampledFrom(batchStates).Draw(r, "to")
				taken = moved(r, b.State, slices.Contains(batchMoves[b.State], to), &b.State, func() error {
					return s.Update(t.Context(), func(tx *Tx) error { return tx.MoveBatch(b, to, audit.Event{Operation: "step", File: id}) })
				}, to)
			}
			if taken {
				events++
			}
		}
		kept, err := s.File(t.Context(), id)
		if err != nil || kept.State != f.State {
			r.Fatalf("the store has the file as %v, %v; want %v", kept.State, err, f.State)
		}
		batch, err := s.Batch(t.Context(), b.ID)
		if err != nil || batch.State != b.State {
			r.Fatalf("the store has the batch as %v, %v; want %v", batch.State, err, b.State)
		}
	})
	if got, err := audit.Verify(s.Audit(t.Context())); got != int64(events) || err != nil {
		t.Errorf("%d events, %v; want %d", got, err, events)
	}
}

// moved tries a step, and holds what came of it against the map.
func moved[S comparable](r *rapid.T, from S, may bool, state *S, try func() error, to S) bool {
	err := try()
	switch {
	case may && (err != nil || *state != to):
		r.Fatalf("%v to %v: %v", from, to, err)
	case !may && err == nil:
		r.Fatalf("%v went to %v", from, to)
	case !may && (errors.Is(err, ErrMoved) || *state != from):
		r.Fatalf("a refused step from %v to %v left it in %v: %v", from, to, *state, err)
	}
	return may
}

// A set of rows comes out of the store as it went in.
func TestRowsArePackedWithoutLoss(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		wanted := slices.Sorted(maps.Keys(rapid.MapOfN(rapid.IntRange(0, 300), rapid.Just(true), 0, 200).Draw(r, "rows")))
		var rows Runs
		for _, ordinal := range wanted {
			rows.Add(ordinal)
		}
		back, err := unpackRuns(rows.pack())
		if err != nil || !slices.Equal(slices.Collect(back.All()), wanted) || back.Len() != len(wanted) {
			r.Fatalf("%v came back as %v, %v", wanted, back, err)
		}
	})
}

// The ledger has for each row what was said of it last, however the outcomes
// came: in sets of any rows, joined and packed.
func TestLedgerHasTheLastWordOnEachRow(t *testing.T) {
	s := open(t, t.TempDir())
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		id := fmt.Sprintf("L%d", n)
		addFile(t, s, id, "acme", id+".csv")
		rows := rapid.IntRange(1, 40).Draw(r, "rows")
		want := make([]Change, rows)
		for range rapid.IntRange(0, 6).Draw(r, "sets") {
			var changes Changes
			for ordinal := range rows {
				if !rapid.Bool().Draw(r, "in") {
					continue
				}
				c := Change{Outcome: record.Outcome(rapid.IntRange(0, int(record.LastOutcome)).Draw(r, "outcome")), Cleared: rapid.Bool().Draw(r, "cleared"),
					Code: rapid.SampledFrom([]string{"", "WSVRC001", "LOCAL-X"}).Draw(r, "code"), Detail: rapid.String().Draw(r, "detail")}
				changes.Add(ordinal, c)
				want[ordinal] = c
			}
			apply(t, s, func(tx *Tx) error { _, err := tx.AddOutcomes(id, "", time.Now(), changes); return err })
		}
		ledger, err := s.Ledger(t.Context(), id, rows, 0)
		if err != nil {
			r.Fatal(err)
		}
		for i, w := range want {
			if got := ledger.Row(i); got.Outcome != w.Outcome || got.Cleared != w.Cleared || got.Code != w.Code || got.Detail != w.Detail {
				r.Fatalf("row %d: got %+v, want %+v", i, got, w)
			}
		}
	})
}
