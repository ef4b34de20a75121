package store

import (
	"testing"
	"time"

	"lrsdrop/internal/audit"
)

func TestChangedTellsOfCommandsAndNotOfOwnWrites(t *testing.T) {
	dir := t.TempDir()
	daemon := open(t, dir)
	beside, err := OpenBeside(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	note := func(s *Store) {
		apply(t, s, func(tx *Tx) error { return tx.Audit(audit.Event{Operation: "test"}) })
	}
	expect := func(when string, want bool) {
		t.Helper()
		if got, err := daemon.Changed(t.Context()); got != want || err != nil {
			t.Errorf("%s: %v, %v", when, got, err)
		}
	}
	expect("at first", true)
	expect("when nothing was written", false)
	note(daemon)
	expect("after its own write", false)
	note(beside)
	expect("after a command wrote", true)
	expect("once it was told", false)
	note(beside)
	note(daemon)
	note(beside)
	expect("after both wrote", true)
}
