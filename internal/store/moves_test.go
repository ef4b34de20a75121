package store

import (
	"errors"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/record"
)

func addBatch(t testing.TB, s *Store, file, org string, first int) *Batch {
	t.Helper()
	b := &Batch{File: file, Organisation: org, Operation: Achievements, First: first, Last: first, NextAt: time.Now()}
	b.Rows.Add(first)
	apply(t, s, func(tx *Tx) error { return tx.AddBatch(b) })
	return b
}

// Two that read a batch before either moved it must not both send it.
func TestF7_ABatchIsMovedOnlyFromTheStateItIsIn(t *testing.T) {
	s := open(t, t.TempDir())
	addFile(t, s, "F1", "acme", "a.csv")
	addBatch(t, s, "F1", "acme", 0)
	one, err := s.Batch(t.Context(), "F1-01")
	if err != nil {
		t.Fatal(err)
	}
	other := *one
	submit := func(b *Batch) error {
		return s.Update(t.Context(), func(tx *Tx) error { return tx.MoveBatch(b, BatchSubmitting, audit.Event{Operation: "submit"}) })
	}
	if err := submit(one); err != nil {
		t.Fatal(err)
	}
	if err := submit(&other); !errors.Is(err, ErrMoved) {
		t.Errorf("the batch was moved twice: %v", err)
	}
	if n, err := audit.Verify(s.Audit(t.Context())); n != 2 || err != nil {
		t.Errorf("%d events, %v; want 2", n, err)
	}
}

func TestF7_AFileIsMovedOnlyFromTheStateItIsIn(t *testing.T) {
	s := open(t, t.TempDir())
	one := addFile(t, s, "F1", "acme", "a.csv")
	other := *one
	check := func(f *File) error {
		return s.Update(t.Context(), func(tx *Tx) error { return tx.MoveFile(f, Checking, audit.Event{Operation: "check"}) })
	}
	if err := check(one); err != nil {
		t.Fatal(err)
	}
	if err := check(&other); !errors.Is(err, ErrMoved) {
		t.Errorf("the file was moved twice: %v", err)
	}
}

func TestF7_AFileOfWhichABatchWasSentIsNotForgotten(t *testing.T) {
	s := open(t, t.TempDir())
	f := addFile(t, s, "F1", "acme", "a.csv")
	b := addBatch(t, s, "F1", "acme", 0)
	apply(t, s, func(tx *Tx) error {
		_, err := tx.AddOutcomes("F1", "", tx.Now(), Changes{{Count: 1, Cleared: true}})
		return err
	})
	apply(t, s, func(tx *Tx) error { return tx.MoveBatch(b, BatchSubmitting, audit.Event{Operation: "submit"}) })
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.ForgetRows(f) }); !errors.Is(err, ErrSent) {
		t.Errorf("got %v", err)
	}
	if l, err := s.Ledger(t.Context(), "F1", 1, 0); err != nil || !l.Row(0).Cleared || l.Row(0).Outcome != record.Open {
		t.Errorf("its rows are forgotten: %v", err)
	}
}

// What cannot be taken until a task ends is not due: who waits for it is woken
// by that end, and need not look again and again.
func TestWhatWaitsForAnotherTaskIsNotDue(t *testing.T) {
	s := open(t, t.TempDir())
	f := addFile(t, s, "F1", "acme", "a.csv")
	apply(t, s, func(tx *Tx) error {
		f.StepAt = time.Time{}
		return tx.SaveFile(f)
	})
	addBatch(t, s, "F1", "acme", 0)
	addBatch(t, s, "F1", "acme", 1)
	taken, err := s.Take(t.Context(), 10, 10)
	if err != nil || len(taken) != 1 || !taken[0].Submits {
		t.Fatalf("took %v, %v", taken, err)
	}
	if at, err := s.NextDue(t.Context(), 10); err != nil || !at.IsZero() {
		t.Errorf("due at %v, %v: LRS takes one submit of an organisation at a time", at, err)
	}
	if err := s.Finish(taken[0]); err != nil {
		t.Fatal(err)
	}
	if at, err := s.NextDue(t.Context(), 10); err != nil || at.IsZero() {
		t.Errorf("nothing is due, %v", err)
	}
	apply(t, s, func(tx *Tx) error { return tx.WakeFile("F1") })
	if taken, err = s.Take(t.Context(), 1, 1); err != nil || len(taken) != 1 {
		t.Fatalf("took %v, %v", taken, err)
	}
	if at, err := s.NextDue(t.Context(), 1); err != nil || !at.IsZero() {
		t.Errorf("due at %v, %v: the organisation has its share of the work", at, err)
	}
}
