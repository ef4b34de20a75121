// Package schedule decides when a step runs: it takes what is due from the
// store, fairly between organisations, a bounded number at once, and sleeps
// until something is due again or somebody wakes it.
//
// It holds no work of its own: what is due is a query (ARCHITECTURE rules 1
// and 10), so a restart changes nothing.
package schedule

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"lrsdrop/internal/store"
)

// Store is where work is kept.
type Store interface {
	Take(ctx context.Context, most, perOrganisation int) ([]store.Task, error)
	Finish(store.Task) error
	NextDue(ctx context.Context, perOrganisation int) (time.Time, error)
	Now() time.Time
	// LastEvent is when something last happened before this start, zero if nothing did.
	LastEvent() time.Time
	// DueEarlier makes all that is due later due earlier by as much.
	DueEarlier(ctx context.Context, by time.Duration) error
}

// Pauses of the loop itself.
const (
	longestSleep  = time.Minute // the clock may jump: look again anyway (F29)
	shortestSleep = 20 * time.Millisecond
	troubled      = 5 * time.Second
)

// Options bound how much runs at once. Zero means the default.
type Options struct {
	Workers         int // 32: steps of small files mostly wait for a flush, and share it
	PerOrganisation int // 24: some workers are always left for others
}

// Schedule runs tasks until its context ends.
type Schedule struct {
	Options
	store Store
	do    func(context.Context, store.Task) error
	log   *slog.Logger
	wake  chan struct{}
	facts facts
	clock clock
}

// New makes a schedule that does each task with do.
func New(s Store, do func(context.Context, store.Task) error, o Options, log *slog.Logger) *Schedule {
	if o.Workers <= 0 {
		o.Workers = 32
	}
	if o.PerOrganisation <= 0 {
		o.PerOrganisation = max(1, o.Workers-8)
	}
	return &Schedule{Options: o, store: s, do: do, log: log, wake: make(chan struct{}, 1), clock: clock{s.LastEvent(), time.Now()}}
}

// Wake makes the schedule look for work now.
func (s *Schedule) Wake() {
	select {
	case s.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// Run takes and does what is due. When ctx ends it takes nothing more and
// returns once the tasks under way have ended.
func (s *Schedule) Run(ctx context.Context) error {
	var tasks sync.WaitGroup
	defer tasks.Wait()
	free := make(chan struct{}, s.Workers)
	for {
		s.mindClock(ctx)
		taken, err := s.take(ctx, s.Workers-len(free))
		if ctx.Err() != nil {
			s.giveBack(taken)
			return nil
		}
		for _, t := range taken {
			free <- struct{}{}
			tasks.Go(func() {
				s.run(ctx, t)
				<-free
				s.Wake()
			})
		}
		if len(taken) > 0 && len(free) < s.Workers {
			continue
		}
		s.sleep(ctx, len(free) == s.Workers, err)
	}
}

func (s *Schedule) take(ctx context.Context, most int) ([]store.Task, error) {
	if most == 0 {
		s.facts.looked(nil) // all workers are busy: there is no need to look
		return nil, nil
	}
	taken, err := s.store.Take(ctx, most, s.PerOrganisation)
	if ctx.Err() == nil {
		s.facts.looked(err)
	}
	if err != nil && ctx.Err() == nil {
		s.log.Error("cannot find out what is due", "error", err)
	}
	return taken, err
}

func (s *Schedule) giveBack(tasks []store.Task) {
	for _, t := range tasks {
		s.finish(t)
	}
}

func (s *Schedule) run(ctx context.Context, t store.Task) {
	err := s.do(ctx, t)
	if ctx.Err() == nil {
		s.facts.wrote(err)
	}
	if err != nil && ctx.Err() == nil {
		// Not even the failure could be kept: do not spin on it.
		s.log.Error("the store cannot be written: work waits", "organisation", t.Organisation, "error", err)
		pause(ctx, troubled)
	}
	s.finish(t)
}

func (s *Schedule) finish(t store.Task) {
	if err := s.store.Finish(t); err != nil {
		s.log.Error("cannot give work back", "organisation", t.Organisation, "error", err)
	}
}

// sleep waits for a wake-up, or until the next task is due.
func (s *Schedule) sleep(ctx context.Context, busy bool, failed error) {
	wait := longestSleep
	if failed != nil {
		wait = troubled
	} else if !busy {
		wait = s.untilDue(ctx)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-s.wake:
	case <-timer.C:
	}
}

func (s *Schedule) untilDue(ctx context.Context) time.Duration {
	at, err := s.store.NextDue(ctx, s.PerOrganisation)
	switch {
	case err != nil:
		return troubled
	case at.IsZero():
		return longestSleep
	}
	// What has become due just now is taken at once, or nearly.
	return min(max(at.Sub(s.store.Now()), shortestSleep), longestSleep)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
