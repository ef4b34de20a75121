package pipeline

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"lrsdrop/internal/store"
)

func TestLargeFilesOfOneOrganisationLeaveAPlaceForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate([]*Organisation{{ID: "acme"}, {ID: "beta"}})
		ctx, cancel := context.WithCancel(t.Context())
		large := func(org string) *store.File { return &store.File{Organisation: org, Bytes: largeFile} }
		var leave []func()
		for range largePerOrgOnce {
			l, err := g.enter(ctx, large("acme"))
			if err != nil {
				t.Fatal(err)
			}
			leave = append(leave, l)
		}
		waiting := make(chan error)
		go func() { _, err := g.enter(ctx, large("acme")); waiting <- err }()
		synctest.Wait()
		for _, f := range []*store.File{large("beta"), {Organisation: "acme", Bytes: largeFile - 1}} {
			l, err := g.enter(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			l()
		}
		cancel()
		if err := <-waiting; !errors.Is(err, context.Canceled) {
			t.Errorf("one too many of acme: %v", err)
		}
		for _, l := range leave {
			l()
		}
		if len(g.all) != 0 || len(g.of["acme"]) != 0 {
			t.Error("places are lost")
		}
	})
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
