package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/store"
)

// queue is a store in memory: files of organisations, each due at a time.
type queue struct {
	mu     sync.Mutex
	due    map[string]time.Time // by file; its first letter is the organisation
	taken  map[string]bool
	looks  int
	broken error
	hangs  chan struct{} // Take waits for its end; nil: it does not

	last    time.Time       // the last event of an earlier run
	ahead   time.Duration   // of the clock
	earlier []time.Duration // by how much what is due was brought forward
}

func newQueue(files ...string) *queue {
	q := &queue{due: map[string]time.Time{}, taken: map[string]bool{}}
	for _, f := range files {
		q.due[f] = time.Now()
	}
	return q
}

func (q *queue) Now() time.Time {
	q.mu.Lock()
	defer q.mu.Unlock()
	return time.Now().Add(q.ahead)
}

func (q *queue) Take(_ context.Context, most, _ int) (tasks []store.Task, err error) {
	q.mu.Lock()
	hangs := q.hangs
	q.mu.Unlock()
	if hangs != nil {
		<-hangs
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.looks++
	for f, at := range q.due {
		if len(tasks) < most && !q.taken[f] && !at.After(time.Now()) && q.broken == nil {
			q.taken[f] = true
			tasks = append(tasks, store.Task{Organisation: f[:1], File: f})
		}
	}
	return tasks, q.broken
}

func (q *queue) Finish(t store.Task) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.taken, t.File)
	return nil
}

func (q *queue) NextDue(context.Context, int) (next time.Time, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for f, at := range q.due {
		if !q.taken[f] && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next, nil
}

func (q *queue) LastEvent() time.Time { return q.last }

func (q *queue) DueEarlier(_ context.Context, by time.Duration) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.earlier = append(q.earlier, by)
	return q.broken
}

// set makes a file due at a time, or never.
func (q *queue) set(f string, at time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if at.IsZero() {
		delete(q.due, f)
		return
	}
	q.due[f] = at
}

// running starts a schedule, and gives what stops it and waits for its end.
func running(t *testing.T, q Store, o Options, do func(context.Context, store.Task) error) (s *Schedule, stop func()) {
	t.Helper()
	s = New(q, do, o, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	return s, func() {
		t.Helper()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

func TestAfterAStopNothingStartsAndWhatRunsIsAwaited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue("a1", "a2", "a3")
		var started, ended []string
		release := make(chan struct{})
		_, stop := running(t, q, Options{Workers: 1}, func(_ context.Context, task store.Task) error {
			started = append(started, task.File)
			<-release
			ended = append(ended, task.File)
			q.set(task.File, time.Time{})
			return nil
		})
		synctest.Wait()
		time.AfterFunc(time.Hour, func() { close(release) })
		before := time.Now()
		stop()
		if len(started) != 1 || len(ended) != 1 || time.Since(before) != time.Hour {
			t.Errorf("started %v, ended %v after %v", started, ended, time.Since(before))
		}
		if len(q.taken) != 0 {
			t.Errorf("not given back: %v", q.taken)
		}
	})
}

func TestWakeStartsWhatIsDueAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		var at time.Time
		s, stop := running(t, q, Options{}, func(_ context.Context, task store.Task) error {
			at = time.Now()
			q.set(task.File, time.Time{})
			return nil
		})
		time.Sleep(10 * time.Second)
		q.set("a1", time.Now())
		dropped := time.Now()
		s.Wake()
		synctest.Wait()
		if !at.Equal(dropped) {
			t.Errorf("dropped at %v, begun at %v", dropped, at)
		}
		stop()
	})
}

func TestWhatIsDueLaterStartsThenAndNothingIsDoneMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		due := time.Now().Add(10 * time.Minute)
		q.set("a1", due)
		var at time.Time
		_, stop := running(t, q, Options{}, func(_ context.Context, task store.Task) error {
			at = time.Now()
			q.set(task.File, time.Time{})
			return nil
		})
		time.Sleep(20 * time.Minute)
		stop()
		if !at.Equal(due) {
			t.Errorf("due at %v, begun at %v", due, at)
		}
		if q.looks > 30 {
			t.Errorf("looked %d times in 20 minutes", q.looks)
		}
	})
}

// An error says that the store took nothing, so the task is due still.
func TestF24_AFailingStepOrStoreDoesNotSpin(t *testing.T) {
	broken := errors.New("disk full")
	for name, prepare := range map[string]func(*queue){
		"step":  func(*queue) {},
		"store": func(q *queue) { q.broken = broken },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q := newQueue("a1")
				prepare(q)
				tries := 0
				_, stop := running(t, q, Options{}, func(context.Context, store.Task) error { tries++; return broken })
				time.Sleep(time.Minute)
				stop()
				if q.looks > 60 || tries > 15 {
					t.Errorf("looked %d times and tried %d times in a minute", q.looks, tries)
				}
				if name == "step" && tries < 10 {
					t.Errorf("tried %d times in a minute", tries)
				}
			})
		})
	}
}

func TestOneOrganisationLeavesWorkersForOthers(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	add := func(org string, n int) {
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			for i := range n {
				f := &store.File{ID: fmt.Sprint(org, i), Organisation: org, Name: fmt.Sprint(i)}
				namer := func(name string, _ int) (string, string) { return name, name }
				if err := tx.AddFile(f, namer, audit.Event{Operation: "receive", File: f.ID}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	add("acme", 10)
	add("beta", 1)
	begun, release := make(chan string), make(chan struct{})
	_, stop := running(t, s, Options{Workers: 4, PerOrganisation: 3}, func(_ context.Context, task store.Task) error {
		begun <- task.Organisation
		<-release
		return nil
	})
	var orgs []string
	for range 4 {
		select {
		case org := <-begun:
			orgs = append(orgs, org)
		case <-time.After(10 * time.Second):
			t.Fatalf("only %v began", orgs)
		}
	}
	slices.Sort(orgs)
	if !slices.Equal(orgs, []string{"acme", "acme", "acme", "beta"}) {
		t.Errorf("at work for %v", orgs)
	}
	go func() {
		for range begun {
		}
	}()
	close(release)
	stop()
}
