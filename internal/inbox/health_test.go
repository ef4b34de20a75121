package inbox

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/folder"
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
