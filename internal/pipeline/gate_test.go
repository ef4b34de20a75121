package pipeline

import (
	"log/slog"
	"testing"
	"time"

	"lrsdrop/internal/store"
)

func TestLargeFilesOfOneOrganisationLeaveAPlaceForOthers(t *testing.T) {
	g := newGate()
	large := func(org string) *store.File { return &store.File{Organisation: org, Bytes: largeFile} }
	var leave []func()
	for range largePerOrgOnce {
		l, ok := g.enter(large("acme"))
		if !ok {
			t.Fatal("no place for a first large file")
		}
		leave = append(leave, l)
	}
	if _, ok := g.enter(large("acme")); ok {
		t.Error("one too many of acme has a place")
	}
	for _, f := range []*store.File{large("beta"), {Organisation: "acme", Bytes: largeFile - 1}} {
		l, ok := g.enter(f)
		if !ok {
			t.Fatalf("no place for a file of %s with %d bytes", f.Organisation, f.Bytes)
		}
		l()
	}
	for _, l := range leave {
		l()
	}
	if len(g.all) != 0 || len(g.of["acme"]) != 0 {
		t.Error("places are lost")
	}
}

func TestLargeFileWithoutAPlaceComesBackLater(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir(), time.Now)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	org := &Organisation{ID: "acme"}
	p := New(s, []*Organisation{org}, Options{}, slog.New(slog.DiscardHandler))
	f := &store.File{ID: "F1", Organisation: "acme", Name: "July.csv", Bytes: largeFile}
	must(t, s.Update(t.Context(), func(tx *store.Tx) error { return tx.AddFile(f, namer, org.event("receive", f)) }))
	for range largePerOrgOnce {
		p.large.enter(f)
	}
	must(t, p.Do(t.Context(), store.Task{File: "F1"}))
	got, err := s.File(t.Context(), "F1")
	must(t, err)
	if wait := time.Until(got.StepAt); got.State != store.Received || wait <= 0 || wait > gatePause {
		t.Errorf("it is %s, and due in %s", got.State, wait)
	}
}

func TestStretchesPartDigestsBetweenLearners(t *testing.T) {
	part := make([]store.Award, 3*stretch)
	for i := range part {
		part[i].Digest[0] = byte(i / (stretch - 1)) // a learner's rows go over the edge
	}
	rows := 0
	for s := range stretches(part) {
		rows += len(s)
		if rows < len(part) && part[rows-1].Digest == part[rows].Digest {
			t.Fatalf("a learner is parted at row %d", rows)
		}
	}
	if rows != len(part) {
		t.Errorf("%d of %d rows", rows, len(part))
	}
}
