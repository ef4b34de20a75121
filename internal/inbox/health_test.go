package inbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/folder/foldertest"
)

func TestF14_AStationThatHangsIsStalled(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		release := make(chan struct{})
		w.start()
		w.sleep(time.Minute)
		if w.health().Stalled {
			t.Error("stalled from the start")
		}
		w.folders[0].Fail("List", func() error { <-release; return nil })
		w.sleep(5 * poll)
		if h := w.watch.Health(); !h[0].Stalled || h[1].Stalled {
			t.Errorf("stalled: %v and %v, want the first alone", h[0].Stalled, h[1].Stalled)
		}
		w.folders[1].Drop("July.csv", "x", oldTime)
		w.sleep(2 * poll)
		w.wantTaken("July.csv")
		w.folders[0].Fail("List", nil)
		close(release)
		w.sleep(2 * poll)
		if w.health().Stalled {
			t.Error("still stalled after it went on")
		}
	}, Inbox{}, Inbox{})
}

// slowListing is a folder whose listing takes long and comes name by name.
type slowListing struct {
	*foldertest.Memory
	names int           // temporary names before the others
	each  time.Duration // for one of them
}

// Sift implements [folder.Sifter].
func (s slowListing) Sift(ctx context.Context, after string, limit int, leave func(name string) bool) ([]folder.Entry, error) {
	for n := range s.names {
		select {
		case <-time.After(s.each):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		leave(fmt.Sprintf(".%d", n))
	}
	return s.List(ctx, after, limit)
}

func TestF15_AListingThatGoesOnIsNotStalled(t *testing.T) {
	const whole = 20 * poll
	inWorld(t, func(t *testing.T, w *world) {
		w.folders[0].Drop("July.csv", "x", oldTime)
		w.start()
		for range int(4 * whole / poll) {
			w.sleep(poll)
			if w.health().Stalled {
				t.Error("stalled although its listing goes on")
				return
			}
		}
		w.wantTaken("July.csv")
	}, Inbox{Folder: slowListing{foldertest.NewMemory(), 100, whole / 100}})
}

func TestAStationThatNeverEndsIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, Inbox{ID: "good"}, Inbox{ID: "dead-share"})
		release := make(chan struct{})
		w.folders[1].Fail("List", func() error { <-release; return nil })
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		err := w.watch.Run(ctx)
		if err == nil || !strings.Contains(err.Error(), "dead-share") || strings.Contains(err.Error(), "good") {
			t.Errorf("got %v", err)
		}
		if over := time.Since(began) - time.Minute; over > 10*time.Second {
			t.Errorf("the stop took %s", over)
		}
		close(release)
		synctest.Wait()
	})
}

func TestF20_AnInboxThatIsOutSaysSinceWhenAndReturns(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.folders[0].Fail("List", func() error { return folder.ErrAway })
		w.start()
		out := time.Now()
		w.sleep(time.Minute)
		h := w.health()
		if !h.OutSince.Equal(out) || !errors.Is(h.LastError, folder.ErrAway) || h.Stalled || !h.LastScan.IsZero() {
			t.Errorf("got %+v, want out since %s", h, out)
		}
		w.drop("July.csv", "x")
		w.folders[0].Fail("List", nil)
		w.sleep(poll + poll/10 + settle + time.Second)
		w.wantTaken("July.csv")
		if h := w.health(); !h.OutSince.IsZero() || h.LastError != nil || h.LastScan.IsZero() {
			t.Errorf("got %+v", h)
		}
	})
}

// A large file over a slow line takes hours. Whoever starts a stalled daemon
// again would begin with it anew, for ever.
func TestF14_AStationWhoseReceiverGoesOnIsNotStalled(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		stalled := func(alive bool) (any bool) {
			w.setRefuse(func(files []File) error {
				for range 60 {
					time.Sleep(time.Minute)
					if alive {
						files[0].Alive()
					}
					any = any || w.health().Stalled
				}
				return nil
			})
			w.drop(map[bool]string{true: "July.csv", false: "August.csv"}[alive], "x")
			w.sleep(90 * time.Minute)
			return any
		}
		w.start()
		if stalled(true) {
			t.Error("stalled although the receiver went on")
		}
		if !stalled(false) {
			t.Error("not stalled although nothing was heard of the receiver")
		}
		w.wantTaken("July.csv", "August.csv")
	})
}

// slowLister takes long for each portion of a listing.
type slowLister struct {
	*foldertest.Memory
	takes time.Duration
}

func (s slowLister) List(ctx context.Context, after string, limit int) ([]folder.Entry, error) {
	time.Sleep(s.takes)
	return s.Memory.List(ctx, after, limit)
}

func TestF14_AStationThatReadsAFolderPortionByPortionIsNotStalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		memory := foldertest.NewMemory()
		for i := range 20 {
			memory.Drop(fmt.Sprintf(".hidden%02d", i), "x", oldTime)
		}
		w := New([]Inbox{{ID: "in", Folder: slowLister{memory, 20 * time.Second}, MaxEntries: 2, Poll: poll}}, "state-a", func() string { return "id" },
			func(context.Context, []File) error { return nil }, Options{})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		ended := make(chan error, 1)
		go func() { ended <- w.Run(ctx) }()
		for ctx.Err() == nil {
			time.Sleep(time.Second)
			if h := w.Health()[0]; h.Stalled {
				t.Fatalf("stalled: %+v", h)
			}
		}
		<-ended // perhaps without a listing that is under way
		time.Sleep(time.Minute)
	})
}

// A folder of a network share that is gone may not even say whether it has file
// events.
func TestF20_AFolderThatDoesNotAnswerWhoAsksForEventsHoldsNothingUp(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "one")
		hangs := make(chan struct{})
		w.watch.stations[0].listen = func() error { <-hangs; return nil }
		w.start()
		w.sleep(settle + listenPatience + 2*leastGap)
		w.wantTaken("July.csv")
		if h := w.watch.Health()[0]; h.Events {
			t.Error("it listens")
		}
		w.drop("August.csv", "two") // before there are events
		close(hangs)
		w.sleep(settle + 2*leastGap)
		w.wantTaken("July.csv", "August.csv")
		if h := w.watch.Health()[0]; !h.Events {
			t.Error("it does not listen")
		}
	})
}
