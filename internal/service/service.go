// Package service lets the daemon live under a service manager: systemd on
// Linux, the service control manager on Windows. It tells the manager when the
// daemon runs, that it goes on, and when it stops, and brings the manager's stop
// to it. Without a manager it does nothing of this.
//
// Its rules:
//
//   - That the daemon goes on is told only while it does: a [Pulse] that is stuck
//     is not told, so that the manager starts it again.
//   - A stop that has begun is never cut short from here: an upload that is being
//     sent keeps its time, and the manager is asked for it.
//   - What is told has nothing personal in it and names no dropped file.
package service

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Name is what the service is called on every system.
const Name = "lrsdrop"

// Pulse is how the program is at one moment.
type Pulse struct {
	Stuck []string // why it does not go on, so that it has to be started again; none: it goes on
	Words string   // one line for whoever looks at the service
}

// Program runs until its context ends, and tells the session when it is ready.
type Program func(context.Context, *Session) error

// manager is a service manager, or nobody.
type manager interface {
	every() time.Duration // how often it is told how the program is; 0: never
	ready(words string) error
	alive(Pulse) error
	stopping(within time.Duration) error // again and again while it stops
}

// Session is one run of a program under its manager.
type Session struct {
	manager manager
	stop    context.Context
	ended   chan struct{} // closed once the program has ended
	telling sync.WaitGroup

	mu    sync.Mutex
	fault error // the first that telling had
}

func newSession(stop context.Context, m manager) *Session {
	return &Session{manager: m, stop: stop, ended: make(chan struct{})}
}

// Ready tells the manager that the program runs, and from now on how it is. A
// stop will take no longer than within. It is called once and returns at once.
func (s *Session) Ready(pulse func() Pulse, within time.Duration) {
	s.keep(s.manager.ready(pulse().Words))
	s.telling.Go(func() { s.tell(pulse, within) })
}

// tell keeps telling until the program has ended. A program that stops is not
// asked any more: its parts end one after the other.
func (s *Session) tell(pulse func() Pulse, within time.Duration) {
	ticks := s.ticks()
	stop := s.stop.Done()
	for {
		select {
		case <-s.ended:
			return
		case <-stop:
			stop = nil
			s.keep(s.manager.stopping(within))
		case <-ticks:
			if stop == nil {
				s.keep(s.manager.stopping(within))
			} else {
				s.keep(s.manager.alive(pulse()))
			}
		}
	}
}

func (s *Session) ticks() <-chan time.Time {
	if every := s.manager.every(); every > 0 {
		return time.Tick(every)
	}
	return nil
}

func (s *Session) keep(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault == nil {
		s.fault = err
	}
}

// run runs the program to its end. What it could not tell is an error of the
// run: the manager will have drawn its own conclusions.
func (s *Session) run(p Program) error {
	err := p(s.stop, s)
	close(s.ended)
	s.telling.Wait()
	return errors.Join(err, s.fault)
}

// nobody is for a program that a person has started.
type nobody struct{}

func (nobody) every() time.Duration         { return 0 }
func (nobody) ready(string) error           { return nil }
func (nobody) alive(Pulse) error            { return nil }
func (nobody) stopping(time.Duration) error { return nil }
