package store

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/record"
)

func TestOnlyWhatIsOnDiskIsCounted(t *testing.T) {
	s := open(t, t.TempDir())
	addFile(t, s, "A1", "acme", "July.csv") // nobody observes yet
	var mu sync.Mutex
	var got []Counted
	s.Observe(func(done []Counted) {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, done...)
	})
	give := func(tx *Tx) error {
		_, err := tx.AddOutcomes("A1", "", tx.Now(), Changes{{First: 0, Count: 2, Outcome: record.Accepted}, {First: 2, Count: 1, Outcome: record.Open}, {First: 3, Count: 3, Outcome: record.Accepted}})
		return err
	}
	undone := errors.New("undone")
	err := s.Update(context.Background(), func(tx *Tx) error { return errors.Join(give(tx), undone) })
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}
	apply(t, s, func(tx *Tx) error {
		f, err := tx.File("A1")
		if err != nil {
			return err
		}
		return errors.Join(give(tx), tx.MoveFile(f, Checking, audit.Event{}))
	})
	mu.Lock()
	defer mu.Unlock()
	want := []Counted{{Organisation: "acme", Outcome: record.Accepted, Rows: 5}, {Organisation: "acme", State: Checking}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if size, err := s.Size(); err != nil || size < 4096 {
		t.Errorf("%d bytes, %v", size, err)
	}
}

func TestDoubtsNameTheBatchesThatAPersonHasToLookAfter(t *testing.T) {
	s := open(t, t.TempDir())
	for _, id := range []string{"A1", "A2", "A3"} {
		f := addFile(t, s, id, "acme", id+".csv")
		b := plan(t, s, f, Achievements)
		apply(t, s, func(tx *Tx) error {
			err := tx.MoveBatch(b, BatchSubmitting, audit.Event{})
			switch id {
			case "A1":
				return errors.Join(err, tx.MoveBatch(b, BatchUnknown, audit.Event{}))
			case "A2":
				b.Facts.Overdue = true
			}
			return errors.Join(err, tx.MoveBatch(b, BatchSubmitted, audit.Event{}))
		})
	}
	got, err := s.Doubts(context.Background())
	if err != nil || len(got) != 1 || got[0].Organisation != "acme" || !slices.Equal(got[0].Unknown, []string{"A1-01"}) || !slices.Equal(got[0].Overdue, []string{"A2-01"}) {
		t.Errorf("%+v, %v", got, err)
	}
}
