package store

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/audit"
)

func TestStandingsCountWhatHasNotEnded(t *testing.T) {
	s := open(t, t.TempDir())
	for id, org := range map[string]string{"A1": "acme", "A2": "acme", "A3": "acme", "B1": "beta"} {
		addFile(t, s, id, org, id+".csv")
	}
	apply(t, s, func(tx *Tx) error {
		for id, to := range map[string]FileState{"A2": Checking, "A3": Checking, "B1": Checking} {
			f, err := tx.File(id)
			if err != nil {
				return err
			}
			f.StepAt = tx.Now().AddDate(0, 0, 1)
			if err := tx.MoveFile(f, to, audit.Event{}); err != nil {
				return err
			}
			if id == "B1" {
				if err := tx.MoveFile(f, Done, audit.Event{}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	came := map[string]time.Time{}
	for _, id := range []string{"A1", "A2", "A3"} {
		f, err := s.File(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		came[id] = f.ReceivedAt
	}
	first := came["A2"]
	if came["A3"].Before(first) {
		first = came["A3"]
	}
	got, err := s.Standings(context.Background())
	want := []Standing{{"acme", Checking, 2, 0, first, time.Time{}}, {"acme", Received, 1, 1, came["A1"], came["A1"]}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAStoreOfAnEarlierVersionIsNotLookedInto(t *testing.T) {
	dir := t.TempDir()
	firstVersion(t, dir)
	if _, err := OpenReadOnly(dir); err == nil || !strings.Contains(err.Error(), "of an older version") {
		t.Errorf("%v", err)
	}
}

func TestAStoreToLookAtKnowsItsFolder(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	look, err := OpenReadOnly(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer look.Close()
	if id, err := look.StateID(context.Background()); err != nil || id == "" || id != s.ID() {
		t.Errorf("%q, %v, want %q", id, err, s.ID())
	}
}
