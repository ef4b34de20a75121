package daemon

import (
	"context"
	"errors"
	"io"

	"lrsdrop/internal/lrs"
	"lrsdrop/internal/pipeline"
)

// Witness sees what passes between the daemon, LRS and the outboxes, for the
// evidence of a test session (O22). Its methods are called from several
// goroutines; what it cannot keep holds nothing up.
type Witness interface {
	// Exchange is shown each call to LRS once it is over.
	Exchange(lrs.About, lrs.Exchange)
	// Published is told of each answer that is in its outbox. write writes it
	// once more.
	Published(about lrs.About, name string, write func(io.Writer) error)
}

// ErrWitnessed says that nobody looks on in production: what a [Witness] sees
// holds learners' details.
var ErrWitnessed = errors.New("exchanges with production are never kept")

// tap shows a client's exchanges to the witness; nil if there is none.
func tap(w Witness) func(context.Context, lrs.Exchange) {
	if w == nil {
		return nil
	}
	return func(ctx context.Context, e lrs.Exchange) { w.Exchange(lrs.AboutOf(ctx), e) }
}

// witnessed has the witness look at what is published in an outbox.
func witnessed(box pipeline.Outbox, w Witness) pipeline.Outbox {
	if w == nil {
		return box
	}
	return seenOutbox{box, w}
}

type seenOutbox struct {
	pipeline.Outbox
	witness Witness
}

// Put implements [pipeline.Outbox].
func (b seenOutbox) Put(ctx context.Context, name string, write func(io.Writer) error) error {
	err := b.Outbox.Put(ctx, name, write)
	if err == nil {
		b.witness.Published(lrs.AboutOf(ctx), name, write)
	}
	return err
}

// Replace implements [pipeline.Outbox].
func (b seenOutbox) Replace(ctx context.Context, name string, write func(io.Writer) error) error {
	err := b.Outbox.Replace(ctx, name, write)
	if err == nil {
		b.witness.Published(lrs.AboutOf(ctx), name, write)
	}
	return err
}
