package inbox

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"lrsdrop/internal/folder"
)

// A server whose answers take 30 ms each is asked about eight files at once.
func TestF15_ADistantServerIsAskedAboutManyFilesAtOnce(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		const files, trip = 1000, 30 * time.Millisecond
		var now, most atomic.Int32
		distant := func() error {
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(trip)
			now.Add(-1)
			return nil
		}
		for _, method := range []string{"Busy", "Claim", "Remove"} {
			w.folders[0].Fail(method, distant)
		}
		for i := range files {
			w.drop(fmt.Sprintf("f%04d.csv", i), "x")
			w.drop(fmt.Sprintf("f%04d.csv.done", i), "")
		}
		w.start()
		w.sleep(settle + files*3*trip/atOnce + time.Second)
		if got := w.names(); len(got) != files || !slices.IsSorted(got) {
			t.Errorf("%d of %d files taken in %s, in name order %v", len(got), files, time.Since(w.began), slices.IsSorted(got))
		}
		if most.Load() != atOnce {
			t.Errorf("%d at once, want %d", most.Load(), atOnce)
		}
		for _, p := range w.told().portions {
			if len(p) > DefaultPortion {
				t.Errorf("a portion of %d", len(p))
			}
		}
	}, Inbox{DoneMarker: ".done"})
}

// What fails among files that are claimed at once is each file's own matter.
func TestF22_OneOfManyClaimsThatFailsLosesNoOther(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range 20 {
			w.drop(fmt.Sprintf("f%02d.csv", i), "x")
		}
		w.folders[0].SetBusy("f03.csv", true)
		var calls atomic.Int32
		w.folders[0].Fail("Claim", func() error {
			if calls.Add(1)%4 == 0 {
				return errors.New("the share broke off")
			}
			return nil
		})
		w.start()
		w.sleep(settle + time.Second)
		if n := len(w.names()); n < 10 || n > 19 {
			t.Errorf("%d files taken", n)
		}
		w.folders[0].Fail("Claim", nil)
		w.folders[0].SetBusy("f03.csv", false)
		w.sleep(3 * poll)
		names := w.names()
		slices.Sort(names)
		if len(names) != 20 || len(slices.Compact(names)) != 20 {
			t.Errorf("%d files taken in the end", len(names))
		}
		if h := w.health(); h.LastError != nil || h.Held != 0 || len(w.told().lost) != 0 {
			t.Errorf("got %+v", h)
		}
	})
}

func TestF20_AShareThatIsAwayIsNotAskedForEachFile(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range 1000 {
			w.drop(fmt.Sprintf("f%04d.csv", i), "x")
		}
		w.folders[0].Fail("Busy", func() error { return folder.ErrAway })
		w.start()
		w.sleep(settle + time.Second)
		if n := w.folders[0].Calls("Busy"); n >= troubleLimit+atOnce {
			t.Errorf("asked %d times in one visit", n)
		}
	})
}
