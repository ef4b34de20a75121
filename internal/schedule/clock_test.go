package schedule

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/store"
)

func nothing(context.Context, store.Task) error { return nil }

// set moves the clock.
func (q *queue) setClock(ahead time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ahead = ahead
}

func (q *queue) broughtForward() []time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Clone(q.earlier)
}

func TestF29_ClockThatGoesBackIsNoticedWithinAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		_, stop := running(t, q, Options{}, nothing)
		time.Sleep(time.Hour)
		q.setClock(3 * time.Hour) // ahead: what is due comes at once, and nothing is to be done
		time.Sleep(longestSleep + time.Second)
		q.setClock(3*time.Hour - 2*time.Second) // kept right, by little
		time.Sleep(longestSleep + time.Second)
		if got := q.broughtForward(); len(got) > 0 {
			t.Errorf("brought forward by %v, and the clock did not go back", got)
		}
		q.setClock(time.Hour - 2*time.Second)
		time.Sleep(longestSleep + time.Second)
		if got := q.broughtForward(); len(got) != 1 || got[0].Round(time.Minute) != 2*time.Hour {
			t.Errorf("brought forward by %v, want once by 2h", got)
		}
		stop()
	})
}

func TestF29_ClockThatWentBackWhileNothingRanIsNoticedAtTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		q.last = time.Now().Add(5 * time.Hour)
		q.broken = errors.New("disk full")
		_, stop := running(t, q, Options{}, nothing)
		time.Sleep(2 * troubled)
		synctest.Wait()
		before := len(q.broughtForward())
		q.mu.Lock()
		q.broken = nil
		q.mu.Unlock()
		time.Sleep(2 * troubled)
		synctest.Wait()
		got := q.broughtForward()
		if before < 2 || len(got) != before+1 || got[before].Round(time.Minute) != 5*time.Hour {
			t.Errorf("brought forward by %v, %d times while the store failed; want 5h until it works", got, before)
		}
		stop()
	})
}
