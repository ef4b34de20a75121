package store

import (
	"errors"
	"testing"
	"time"

	"lrsdrop/internal/audit"
)

func TestPausedOrganisationMakesNoCallsAndItsFilesGoOn(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for id, org := range map[string]string{"A1": "acme", "B1": "beta"} {
		addFile(t, s, id, org, "July.csv")
		addBatch(t, s, id, org, 0)
	}
	change := func(want bool, f func(tx *Tx) (bool, error)) {
		t.Helper()
		apply(t, s, func(tx *Tx) error {
			if done, err := f(tx); done != want || err != nil {
				t.Errorf("changed: %v, %v", done, err)
			}
			return nil
		})
	}
	pause := func(org, by string) func(*Tx) (bool, error) {
		return func(tx *Tx) (bool, error) {
			return tx.AddPause(Pause{Organisation: org, By: by, Note: "note"}, audit.Event{Operation: "pause", Organisation: org})
		}
	}
	resume := func(org string) func(*Tx) (bool, error) {
		return func(tx *Tx) (bool, error) {
			return tx.EndPause(org, audit.Event{Operation: "resume", Organisation: org})
		}
	}
	calls := func(want ...string) {
		t.Helper()
		tasks, err := s.Take(t.Context(), 10, 10)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, task := range tasks {
			got[task.Batch] = true
			if err := s.Finish(task); err != nil {
				t.Fatal(err)
			}
		}
		delete(got, "")
		if len(got) != len(want) {
			t.Errorf("calls %v, want %v", got, want)
		}
		for _, id := range want {
			if !got[id] {
				t.Errorf("calls %v, want %v", got, want)
			}
		}
	}
	calls("A1-01", "B1-01")
	change(true, pause("acme", "J Smith"))
	change(false, pause("acme", "A Patel"))
	calls("B1-01")
	change(true, pause("", "J Smith"))
	calls()
	if p, err := s.PauseOf(t.Context(), "beta"); err != nil || p == nil || p.Organisation != "" || time.Since(p.Since) > time.Minute {
		t.Errorf("%+v, %v", p, err)
	}
	if err := s.Close(); err != nil { // it survives
		t.Fatal(err)
	}
	s = open(t, dir)
	calls()
	change(true, resume(""))
	calls("B1-01")
	change(false, resume(""))
	if p, err := s.PauseOf(t.Context(), "acme"); err != nil || p == nil || p.By != "J Smith" {
		t.Errorf("the first pause does not stand: %+v, %v", p, err)
	}
	change(true, resume("acme"))
	calls("A1-01", "B1-01")
	if p, err := s.PauseOf(t.Context(), "acme"); err != nil || p != nil {
		t.Errorf("%+v, %v", p, err)
	}
	if n, err := audit.Verify(s.Audit(t.Context())); n != 6 || err != nil {
		t.Errorf("%d events, %v: what changed nothing has none", n, err)
	}
}

func TestPausedWorkIsNotDue(t *testing.T) {
	s := open(t, t.TempDir())
	f := addFile(t, s, "A1", "acme", "July.csv")
	apply(t, s, func(tx *Tx) error {
		f.StepAt = time.Time{}
		return tx.SaveFile(f)
	})
	addBatch(t, s, "A1", "acme", 0)
	apply(t, s, func(tx *Tx) error {
		_, err := tx.AddPause(Pause{Organisation: "acme"}, audit.Event{Operation: "pause"})
		return err
	})
	if at, err := s.NextDue(t.Context(), 10); err != nil || !at.IsZero() {
		t.Errorf("due at %v, %v: the schedule would spin", at, err)
	}
}

func TestCancelledFilePlansNothingMore(t *testing.T) {
	s := open(t, t.TempDir())
	f := addFile(t, s, "A1", "acme", "July.csv")
	b := addBatch(t, s, "A1", "acme", 0)
	awards := []Award{{Ordinal: 0}}
	reserve := func() error {
		return s.Update(t.Context(), func(tx *Tx) error { _, err := tx.ReserveAwards(f, awards); return err })
	}
	if err := reserve(); err != nil {
		t.Fatal(err)
	}
	apply(t, s, func(tx *Tx) error { return tx.RequestCancel(f, audit.Event{Operation: "cancel"}) })
	err := s.Update(t.Context(), func(tx *Tx) error { return tx.MoveBatch(b, BatchSubmitting, audit.Event{Operation: "submit"}) })
	if !errors.Is(err, ErrMoved) {
		t.Errorf("a planned batch may go: %v", err)
	}
	if err := reserve(); !errors.Is(err, ErrMoved) {
		t.Errorf("a row was reserved: %v", err)
	}
	again := *b
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.AddBatch(&again) }); !errors.Is(err, ErrMoved) {
		t.Errorf("a batch was planned: %v", err)
	}
	// A step that was under way says that the file sleeps: it does not.
	f.StepAt, f.PublishAt = time.Time{}, time.Time{}
	apply(t, s, func(tx *Tx) error { return tx.SaveFile(f) })
	fresh, err := s.File(t.Context(), "A1")
	if err != nil || !fresh.Cancelled || fresh.StepAt.IsZero() {
		t.Errorf("%+v, %v", fresh, err)
	}
	// Another file may send its rows.
	other := addFile(t, s, "A2", "acme", "August.csv")
	apply(t, s, func(tx *Tx) error {
		if before, err := tx.ReserveAwards(other, awards); err != nil || len(before) > 0 {
			t.Errorf("%v, %v", before, err)
		}
		return nil
	})
}

func TestFileThatWasSentIsNotCancelled(t *testing.T) {
	s := open(t, t.TempDir())
	f := addFile(t, s, "A1", "acme", "July.csv")
	b := addBatch(t, s, "A1", "acme", 0)
	apply(t, s, func(tx *Tx) error { return tx.MoveBatch(b, BatchSubmitting, audit.Event{Operation: "submit"}) })
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.RequestCancel(f, audit.Event{}) }); !errors.Is(err, ErrSent) {
		t.Errorf("%v", err)
	}
}
