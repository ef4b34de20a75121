package schedule

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/store"
)

func TestChangeByACommandIsTakenUpWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		done := make(chan string, 10)
		s, stop := running(t, q, Options{}, func(_ context.Context, task store.Task) error {
			done <- task.File
			q.set(task.File, time.Time{})
			return nil
		})
		var changed atomic.Bool
		ctx, cancel := context.WithCancel(t.Context())
		go s.WakeOn(ctx, func(context.Context) (bool, error) { return changed.Swap(false), nil })
		time.Sleep(10 * time.Second)
		q.set("a1", time.Now())
		began := time.Now()
		changed.Store(true)
		if file := <-done; file != "a1" || time.Since(began) > time.Second {
			t.Errorf("%s after %v", file, time.Since(began))
		}
		cancel()
		stop()
	})
}

func TestLookThatFailsWakesNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(newQueue(), nil, Options{}, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		s.WakeOn(ctx, func(context.Context) (bool, error) { return true, errors.New("locked") })
		if len(s.wake) != 0 {
			t.Error("it was woken")
		}
	})
}
