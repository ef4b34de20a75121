package service

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Windows' service control manager, without Windows: what it orders, what it is
// told, and what becomes of the program. host_windows.go connects the two.

// order is what the service control manager wants.
type order int

const (
	orderInterrogate order = iota // say once more how you are
	orderStop                     // a person, or an update
	orderShutdown                 // the machine goes down
	orderPreshutdown              // it will: first those who need long
)

// phase is what the service is doing.
type phase int

const (
	starting phase = iota
	running
	stopping
)

// report is what the service control manager is told.
type report struct {
	phase phase
	step  uint32        // grows with each report of a phase that ends
	hint  time.Duration // within which the next step comes; 0: none will
}

const (
	// controlEvery is how often it is told that a start or stop goes on.
	controlEvery = 5 * time.Second
	// controlHint is within which it must hear that again, or takes the service
	// for hung.
	controlHint = 30 * time.Second
	// stuckFor is how long a program may be stuck before it is stopped, to be
	// started again by the recovery actions: as long as WatchdogSec of the unit.
	stuckFor = 5 * time.Minute
)

// errStuck is why a program was stopped that did not go on.
var errStuck = errors.New("the daemon hung and has to be started again")

// control is the service control manager as a [manager].
type control struct {
	reports chan<- report
	cancel  context.CancelCauseFunc

	mu    sync.Mutex
	last  report
	stuck time.Time // since when; zero: it goes on
}

// serve runs the program as the service control manager wants it. An error
// after an order to stop is one of the program all the same.
func serve(ctx context.Context, p Program, orders <-chan order, reports chan<- report) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	c := &control{reports: reports, cancel: cancel}
	c.tell(starting)
	ended := make(chan error, 1)
	go func() { ended <- newSession(ctx, c).run(p) }()
	tick := time.NewTicker(controlEvery)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			return errors.Join(c.hung(ctx), err)
		case o := <-orders:
			c.obey(o)
		case <-tick.C:
			c.goOn()
		}
	}
}

func (c *control) obey(o order) {
	if o == orderInterrogate {
		c.again()
		return
	}
	c.tell(stopping)
	c.cancel(nil)
}

// hung is why the program was stopped from here, or nil if it was not.
func (c *control) hung(ctx context.Context) error {
	if cause := context.Cause(ctx); errors.Is(cause, errStuck) {
		return cause
	}
	return nil
}

// tell begins a phase, or takes another step in it. Nothing leads back from
// stopping.
func (c *control) tell(p phase) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p < c.last.phase {
		return
	}
	next := report{phase: p}
	if p != running {
		next.step, next.hint = c.last.step+1, controlHint
	}
	c.last = next
	c.reports <- next
}

func (c *control) again() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reports <- c.last
}

// goOn takes another step in a start or a stop.
func (c *control) goOn() {
	c.mu.Lock()
	p := c.last.phase
	c.mu.Unlock()
	if p != running {
		c.tell(p)
	}
}

func (c *control) every() time.Duration { return controlEvery }

func (c *control) ready(string) error {
	c.tell(running)
	return nil
}

// alive stops a program that has been stuck for too long.
func (c *control) alive(p Pulse) error {
	switch {
	case len(p.Stuck) == 0:
		c.stuck = time.Time{}
	case c.stuck.IsZero():
		c.stuck = time.Now()
	case time.Since(c.stuck) >= stuckFor:
		c.cancel(fmt.Errorf("%w: %s", errStuck, strings.Join(p.Stuck, "; ")))
	}
	return nil
}

// stopping: the steps of a stop are told by goOn, also before the program was
// ready.
func (c *control) stopping(time.Duration) error {
	c.mu.Lock()
	p := c.last.phase
	c.mu.Unlock()
	if p != stopping {
		c.tell(stopping) // it was stuck: nobody has ordered it
	}
	return nil
}
