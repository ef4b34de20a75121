package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/audit"
)

func decision(ordinal, seq int) *Decision {
	return &Decision{File: "F1", Ordinal: ordinal, Seq: seq, Row: ordinal + 2, Confirmed: true, ULN: "1000000094", Code: "WSVRC002",
		By: "J Smith", Account: "jsmith", Note: "Sam Specimen's birth certificate", Via: "R1"}
}

func addDecision(t *testing.T, s *Store, d *Decision) error {
	t.Helper()
	return s.Update(t.Context(), func(tx *Tx) error { return tx.AddDecision(d, audit.Event{Operation: "confirm a row", File: d.File}) })
}

func TestFirstDecisionOnARowStands(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	addFile(t, s, "F1", "acme", "July.csv")
	beside, err := OpenBeside(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	if err := addDecision(t, beside, decision(3, 1)); err != nil {
		t.Fatal(err)
	}
	if err := addDecision(t, s, decision(3, 1)); !errors.Is(err, ErrMoved) {
		t.Errorf("a second decision: %v", err)
	}
	n, err := audit.Verify(s.Audit(t.Context()))
	if n != 2 || err != nil {
		t.Errorf("the audit has %d events, %v", n, err)
	}
	f, err := s.File(t.Context(), "F1")
	if err != nil || f.StepAt.IsZero() {
		t.Errorf("the file was not woken: %v, %v", f.StepAt, err)
	}
}

func TestDecisionIsTakenUpOnce(t *testing.T) {
	s := open(t, t.TempDir())
	addFile(t, s, "F1", "acme", "July.csv")
	for _, d := range []*Decision{decision(5, 1), decision(3, 1), decision(3, 2)} {
		if err := addDecision(t, s, d); err != nil {
			t.Fatal(err)
		}
	}
	apply(t, s, func(tx *Tx) error {
		if n, err := tx.PendingDecisions("F1"); n != 3 || err != nil {
			t.Errorf("%d are pending, %v", n, err)
		}
		return tx.ApplyDecision(decision(3, 1), 7)
	})
	err := s.Update(t.Context(), func(tx *Tx) error { return tx.ApplyDecision(decision(3, 1), 8) })
	if !errors.Is(err, ErrMoved) {
		t.Errorf("taken up twice: %v", err)
	}
	all, err := s.Decisions(t.Context(), "F1")
	if err != nil || len(all) != 3 || all[0].Applied != 7 || all[1].Seq != 2 || all[2].Ordinal != 5 || all[0].At.IsZero() {
		t.Errorf("%d decisions, %v", len(all), err)
	}
	want := decision(3, 2)
	if want.At = all[1].At; *all[1] != *want {
		t.Error("a decision came back changed")
	}
}

func TestDecisionIsKeptOutOfMessages(t *testing.T) {
	if said := fmt.Sprint(*decision(3, 1), decision(3, 1).LogValue()); strings.Contains(said, "Specimen") || strings.Contains(said, "1000000094") {
		t.Errorf("it says %s", said)
	}
}
