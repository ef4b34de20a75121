package store

import (
	"testing"
	"time"

	"lrsdrop/internal/audit"
)

func TestO3_CommandBesideADaemonAddsToTheSameChain(t *testing.T) {
	dir := t.TempDir()
	daemon := open(t, dir)
	beside, err := OpenBeside(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	for _, s := range []*Store{daemon, beside, daemon, beside} {
		apply(t, s, func(tx *Tx) error { return tx.Audit(audit.Event{Operation: "test"}) })
	}
	n, err := audit.Verify(daemon.Audit(t.Context()))
	if n != 4 || err != nil {
		t.Errorf("%d events, %v", n, err)
	}
	if beside.ID() != daemon.ID() {
		t.Error("the command works on another state folder")
	}
}

func TestCommandMakesTheStateFolderWhereNoDaemonRan(t *testing.T) {
	dir := t.TempDir()
	s, err := OpenBeside(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, s, func(tx *Tx) error { return tx.Audit(audit.Event{Operation: "test"}) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	reader, err := OpenReadOnly(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if n, err := audit.Verify(reader.Audit(t.Context())); n != 1 || err != nil {
		t.Errorf("%d events, %v", n, err)
	}
}
