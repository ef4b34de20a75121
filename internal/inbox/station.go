package inbox

import (
	"context"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"lrsdrop/internal/folder"
)

const (
	// leastGap is the least time between two scans of an inbox, so that a storm
	// of file events costs little.
	leastGap = 100 * time.Millisecond
	// restFactor is how many times as long as a scan took we rest after it.
	restFactor = 4
	// listenPatience is how long a visit waits for file events to begin.
	listenPatience = time.Second
)

// station looks after one inbox. It runs in a goroutine of its own, so that a
// share that hangs holds up nobody else, and what it remembers belongs to that
// goroutine alone; others see its facts.
type station struct {
	in      Inbox
	stateID string
	newID   func() string
	receive Receiver
	opts    Options
	listen  func() error // asks for file events; nil if there are none

	wake      chan struct{}   // holds one
	leave     chan struct{}   // closed when the inbox is to be left alone
	after     <-chan struct{} // whose end it waits for; nil: nobody's
	done      chan struct{}   // closed when it has ended
	listening atomic.Bool
	asking    atomic.Bool // for file events
	facts     facts

	recovered bool // the claims of an earlier run have been found
	looks     looks
	refusals  refusals
	markers   map[string]folder.Entry // of the files that the last scan found complete
	spent     map[string]folder.Entry // markers that are still to be removed, by their file
	stays     map[string]folder.Entry // markers of files that were taken, which nobody may remove, likewise
	held      []held
	attempts  int       // hand-overs in a row that failed
	retryAt   time.Time // when failed ones are tried again
	heldErr   error     // why they failed

	visitErr error         // the first trouble of this visit
	failed   bool          // a hand-over of this visit failed
	nextAt   time.Time     // when this visit wants the next one; zero: after the poll time
	scanTook time.Duration // the last scan
}

func newStation(in Inbox, stateID string, newID func() string, receive Receiver, opts Options) *station {
	s := &station{
		in: in.withDefaults(), stateID: stateID, newID: newID, receive: receive, opts: opts,
		wake:     make(chan struct{}, 1),
		leave:    make(chan struct{}),
		done:     make(chan struct{}),
		refusals: refusals{files: map[string]refusal{}},
		spent:    map[string]folder.Entry{},
		stays:    map[string]folder.Entry{},
	}
	s.facts.health.Inbox = &s.in
	s.looks = looks{files: map[string]look{}, limit: s.in.MaxEntries}
	return s
}

// hint brings the next scan forward. It never blocks.
func (s *station) hint() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// leaving tells that the inbox is to be left alone: nothing new begins.
func (s *station) leaving() bool { return closed(s.leave) }

func (s *station) ended() bool { return closed(s.done) }

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// run visits the folder until the context ends, or the inbox is left alone.
func (s *station) run(ctx context.Context) {
	defer close(s.done)
	if s.after != nil {
		select {
		case <-s.after:
		case <-ctx.Done():
		}
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	<-timer.C
	for ctx.Err() == nil && !s.leaving() {
		s.visit(ctx)
		if !s.rest(ctx, timer) {
			return
		}
	}
}

// visit does everything that is due in one inbox.
func (s *station) visit(ctx context.Context) {
	s.visitErr, s.failed, s.nextAt = nil, false, time.Time{}
	s.listenAgain()
	began := time.Now()
	found, err := s.survey(ctx)
	s.scanTook = time.Since(began)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		s.listening.Store(false) // what comes back may be another folder
		s.facts.out(err)
		return
	}
	s.facts.scanned(found)
	s.handBack(ctx)
	if len(found.ready) > 0 && !s.opts.Full(&s.in) {
		s.take(ctx, found.ready)
		if found.more {
			s.comeBack(time.Now()) // there is room for more now
		}
	}
	s.reckon()
	s.facts.visited(s, found)
}

// survey finds the claims of an earlier run, once, and scans.
func (s *station) survey(ctx context.Context) (survey, error) {
	if err := s.recover(ctx); err != nil {
		return survey{}, err
	}
	s.unmarkSpent(ctx)
	return s.scan(ctx)
}

// listenAgain asks for file events, at first and after the folder was away.
// Without them the poll does the work, and a folder that takes long to answer
// holds up nothing.
func (s *station) listenAgain() {
	if s.listen == nil || s.listening.Load() || !s.asking.CompareAndSwap(false, true) {
		return
	}
	answered := make(chan struct{})
	go func() {
		s.listening.Store(s.listen() == nil)
		s.asking.Store(false)
		close(answered)
	}()
	select {
	case <-answered:
	case <-time.After(listenPatience):
		go func() {
			<-answered
			s.hint() // of what has come since there was no event
		}()
	}
}

// rest waits until the next visit is due or somebody wakes us, but always for
// the gap that keeps a storm of events cheap.
func (s *station) rest(ctx context.Context, timer *time.Timer) bool {
	gap := max(leastGap, min(restFactor*s.scanTook, s.in.Poll))
	earliest := time.Now().Add(gap)
	timer.Reset(max(gap, s.untilNext()))
	select {
	case <-ctx.Done():
		return false
	case <-s.leave:
		return false
	case <-timer.C:
		return true
	case <-s.wake:
	}
	timer.Reset(time.Until(earliest))
	select {
	case <-ctx.Done():
		return false
	case <-s.leave:
		return false
	case <-timer.C:
		return true
	}
}

func (s *station) untilNext() time.Duration {
	poll := untilPoll(time.Now(), s.in.Poll)
	if s.nextAt.IsZero() {
		return poll
	}
	return min(poll, time.Until(s.nextAt))
}

// untilPoll spreads the polls of many inboxes by a tenth either way and puts
// them on whole seconds, so that an idle process wakes for all of them at once.
func untilPoll(now time.Time, poll time.Duration) time.Duration {
	grid := max(min(poll/10, time.Second), 1)
	now = now.Round(0) // the grid is on the wall clock
	// #nosec G404 -- it spreads load, and guards nothing
	at := now.Add(poll - rand.N(poll/10+1))
	return at.Truncate(grid).Add(grid).Sub(now)
}

// comeBack asks for a visit at the time given, or earlier.
func (s *station) comeBack(at time.Time) {
	if s.nextAt.IsZero() || at.Before(s.nextAt) {
		s.nextAt = at
	}
}

// trouble keeps the first error of a visit for Health.
func (s *station) trouble(err error) {
	if s.visitErr == nil {
		s.visitErr = err
	}
}
