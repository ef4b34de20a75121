package schedule

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/store"
)

func TestF14_AScheduleThatHangsIsStalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		s, stop := running(t, q, Options{}, func(context.Context, store.Task) error { return nil })
		time.Sleep(time.Hour)
		if h := s.Health(); h.Stalled || h.Trouble != nil || time.Since(h.LastTurn) > longestSleep {
			t.Errorf("idle: %+v", h)
		}
		answers := make(chan struct{})
		q.mu.Lock()
		q.hangs = answers
		q.mu.Unlock()
		time.Sleep(5 * longestSleep)
		if !s.Health().Stalled {
			t.Error("it hangs and does not say so")
		}
		close(answers)
		time.Sleep(time.Second)
		if s.Health().Stalled {
			t.Error("still stalled after it went on")
		}
		stop()
	})
}

func TestAScheduleWithAllWorkersBusyIsNotStalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		s, stop := running(t, newQueue("a1"), Options{Workers: 1}, func(context.Context, store.Task) error { <-release; return nil })
		time.Sleep(time.Hour)
		if s.Health().Stalled {
			t.Error("stalled while its worker is busy")
		}
		close(release)
		stop()
	})
}

func TestF24_AStoreThatFailsIsTroubleUntilItWorks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, full := newQueue("a1"), errors.New("disk full")
		var works atomic.Bool
		s, stop := running(t, q, Options{}, func(_ context.Context, task store.Task) error {
			if !works.Load() {
				return full
			}
			q.set(task.File, time.Time{})
			return nil
		})
		time.Sleep(time.Minute)
		if got := s.Health().Trouble; !errors.Is(got, full) {
			t.Errorf("trouble %v", got)
		}
		works.Store(true)
		time.Sleep(time.Minute)
		if got := s.Health().Trouble; got != nil {
			t.Errorf("trouble %v after it worked", got)
		}
		q.mu.Lock()
		q.broken = full
		q.mu.Unlock()
		time.Sleep(2 * time.Minute)
		if got := s.Health().Trouble; !errors.Is(got, full) {
			t.Errorf("trouble %v while nothing can be read", got)
		}
		stop()
	})
}
