package pipeline

import (
	"log/slog"
	"testing"
	"time"

	"lrsdrop/internal/store"
)

func TestLargeFilesOfOneOrganisationLeaveRoomForOthers(t *testing.T) {
	g := newGate()
	of := func(org string, bytes int64) *store.File { return &store.File{Organisation: org, Bytes: bytes} }
	var leave []func()
	for range ofOneAtOnce / largeFile {
		l, ok := g.enter(of("acme", 1<<40))
		if !ok {
			t.Fatal("no room for a first large file")
		}
		leave = append(leave, l)
	}
	if _, ok := g.enter(of("acme", smallFile)); ok {
		t.Error("one too many of acme has room")
	}
	for _, f := range []*store.File{of("beta", largeFile), of("acme", smallFile-1)} {
		l, ok := g.enter(f)
		if !ok {
			t.Fatalf("no room for a file of %s with %d bytes", f.Organisation, f.Bytes)
		}
		l()
	}
	for _, l := range leave {
		l()
	}
	if g.all != 0 || len(g.of) != 0 {
		t.Errorf("room is lost: %d, %v", g.all, g.of)
	}
}

// What a file takes of memory goes by its rows, and a row may have two bytes.
func TestF28_FilesOfManyTinyRowsNeedRoom(t *testing.T) {
	g, entered := newGate(), 0
	for range 30 {
		f := &store.File{Organisation: "acme", Bytes: 2 << 20}
		f.Facts.Rows = 1 << 20
		if _, ok := g.enter(f); ok {
			entered++
		}
	}
	if entered != 1 {
		t.Errorf("%d of them are at work at once", entered)
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
	for range ofOneAtOnce / largeFile {
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
