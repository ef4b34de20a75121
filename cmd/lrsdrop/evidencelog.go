package main

import (
	"sync/atomic"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/evidence"
	"lrsdrop/internal/lrs"
)

// lateWitness stands for a run that begins once the daemon has its state
// folder. Until then there is nothing to see, and a log of what start-up found
// is kept for it.
type lateWitness struct {
	run   atomic.Pointer[evidence.Run]
	early []byte // written by one goroutine, before the run
}

func (l *lateWitness) begin(r *evidence.Run) {
	l.run.Store(r)
	_, _ = r.Log().Write(l.early) // a log that cannot be written shows when it is closed
}

// Write implements [io.Writer], for the log.
func (l *lateWitness) Write(p []byte) (int, error) {
	if r := l.run.Load(); r != nil {
		return r.Log().Write(p)
	}
	l.early = append(l.early, p...)
	return len(p), nil
}

// Exchange implements [daemon.Witness].
func (l *lateWitness) Exchange(about lrs.About, e lrs.Exchange) { l.run.Load().Exchange(about, e) }

// Copy implements [daemon.Witness].
func (l *lateWitness) Copy(about lrs.About, name string) daemon.Copy {
	return l.run.Load().Copy(about, name)
}
