package inbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/folder/foldertest"
)

func TestF15_MarkersAreFoundInTheListingItself(t *testing.T) {
	for _, portion := range []int{1, 2, 3, 7, 1000} {
		inWorld(t, func(t *testing.T, w *world) {
			var want []string
			for i := range 20 {
				name := fmt.Sprintf("f%02d.csv", i)
				w.drop(name, "x")
				if i%2 == 0 {
					w.drop(name+".done", "")
					want = append(want, name)
				}
			}
			w.start()
			w.sleep(3 * time.Minute)
			got := w.names()
			slices.Sort(got) // a portion of few files takes the first of them first
			if !slices.Equal(got, want) {
				t.Errorf("portions of %d: taken %q", portion, got)
			}
			if n := w.folders[0].Calls("Stat"); n != 0 {
				t.Errorf("portions of %d: Stat was called %d times", portion, n)
			}
			if h := w.health(); h.Waiting != 10 || h.LastError != nil {
				t.Errorf("portions of %d: got %+v", portion, h)
			}
		}, Inbox{DoneMarker: ".done", MaxEntries: portion})
	}
}

// Names that begin with one another come between a file and its marker.
func TestAMarkerBelongsToItsFileAlone(t *testing.T) {
	for _, portion := range []int{1, 2, 3, 4, 100} {
		inWorld(t, func(t *testing.T, w *world) {
			for _, name := range []string{
				"a", "a.csv", "a.csv.done", "a.csv.2", "a.csv.2.done", "a.csv.csv", "a.csv.done.csv", "b", "b-1", "b-1.done", "b.d", "b.done",
				"c", "c.DONE", "d.done", "e.csv",
			} {
				w.drop(name, "x")
			}
			w.folders[0].DropSpecial("e.csv.done")
			w.start()
			w.sleep(5 * time.Minute)
			got := w.names()
			slices.Sort(got)
			if want := []string{"a.csv", "a.csv.2", "b", "b-1"}; !slices.Equal(got, want) {
				t.Errorf("portions of %d: taken %q, want %q", portion, got, want)
			}
			left := []string{"a", "a.csv.csv", "a.csv.done.csv", "b.d", "c", "c.DONE", "d.done", "e.csv", "e.csv.done"}
			if names := w.folders[0].Names(); !slices.Equal(names, left) {
				t.Errorf("portions of %d: left are %q", portion, names)
			}
		}, Inbox{DoneMarker: ".done", MaxEntries: portion})
	}
}

// A marker in other letters counts where the file system does not tell them
// apart, which it alone knows.
func TestAMarkerInOtherLettersIsForTheFileSystemToKnow(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "x")
		w.drop("July.csv.DONE", "")
		w.start()
		w.sleep(settle + time.Second)
		w.wantTaken()
		asked := w.folders[0].Calls("Stat")
		w.folders[0].Fail("Stat", func() error { // as a file system does that has one name for both
			w.folders[0].Drop("July.csv.done", "", oldTime)
			return nil
		})
		w.sleep(3 * poll)
		w.wantTaken("July.csv")
		if asked == 0 {
			t.Error("the file system was not asked")
		}
	}, Inbox{DoneMarker: ".done"})
}

// While there is no more room the scan ends early, and what is known of files
// whose markers it did not reach is kept.
func TestF15_NoFileStarvesForItsMarker(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		var want []string
		add := func(name string) {
			w.drop(name, "x")
			w.drop(name+".done", "")
			want = append(want, name)
		}
		for depth := range 12 {
			add("a" + strings.Repeat("b", depth))
		}
		for i := range 12 {
			add(fmt.Sprintf("a%02d", i))
		}
		w.start()
		w.sleep(20 * time.Minute)
		got := w.names()
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("taken %q, want %q", got, want)
		}
	}, Inbox{DoneMarker: ".done", MaxEntries: 2})
}

// However names are nested, a scan finds what looking for each marker would.
func TestEveryListingGivesTheMarkedFiles(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for round := range 300 {
		m := foldertest.NewMemory()
		for range rng.IntN(12) {
			name := ""
			for range 1 + rng.IntN(4) {
				name += []string{"a", "b", ".", ".m", "-"}[rng.IntN(5)]
			}
			m.Drop(name+"x", "", oldTime)
			if rng.IntN(2) == 0 {
				m.Drop(name+"x.m", "", oldTime)
			}
		}
		s := newStation(Inbox{Folder: m, DoneMarker: ".m", MaxEntries: 1 + rng.IntN(5)}, "state-a", nil, nil, Options{}.withDefaults())
		s.looks.limit = 100 // there is room, however small the portions
		var want []string
		for _, name := range m.Names() {
			if !Ignored(name) && !s.isMarker(name) && slices.Contains(m.Names(), name+".m") {
				want = append(want, name)
			}
		}
		got := scanTwice(t, s)
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: of %q complete are %q, want %q", round, m.Names(), got, want)
		}
	}
}

func scanTwice(t *testing.T, s *station) (names []string) {
	t.Helper()
	for range 2 { // a file is seen twice before it is complete
		found, err := s.scan(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		names = nil
		for _, e := range found.ready {
			names = append(names, e.Name)
		}
	}
	return names
}

func TestF15_FilesThatWaitForMarkersTakeLittleMemory(t *testing.T) {
	m := foldertest.NewMemory()
	for i := range 5000 {
		m.Drop(fmt.Sprintf("f%04d.csv", i), "", oldTime)
	}
	s := newStation(Inbox{Folder: m, DoneMarker: ".done"}, "state-a", nil, nil, Options{}.withDefaults())
	sc := scanning{station: s}
	if _, err := sc.portion(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(sc.waiting) > 1 || cap(sc.waiting) > 2 {
		t.Errorf("%d files wait, with room for %d", len(sc.waiting), cap(sc.waiting))
	}
	if sc.unmarked != 4999 {
		t.Errorf("%d have no marker, want all but the last, of which it is not known", sc.unmarked)
	}
}
