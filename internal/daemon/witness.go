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
	// Copy is asked for before an answer is published in its outbox.
	Copy(about lrs.About, name string) Copy
}

// Copy takes an answer down while it is published: the client may collect it
// from the outbox at once.
type Copy interface {
	// Restart is called when the writing begins, and each time it begins anew.
	Restart()
	// Write takes a part. Its error is nil, whatever happens.
	io.Writer
	// End tells whether the answer is in the outbox now. One that is not is
	// forgotten.
	End(published bool)
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
	return b.copy(ctx, name, write, b.Outbox.Put)
}

// Replace implements [pipeline.Outbox].
func (b seenOutbox) Replace(ctx context.Context, name string, write func(io.Writer) error) error {
	return b.copy(ctx, name, write, b.Outbox.Replace)
}

func (b seenOutbox) copy(ctx context.Context, name string, write func(io.Writer) error, publish func(context.Context, string, func(io.Writer) error) error) error {
	c := b.witness.Copy(lrs.AboutOf(ctx), name)
	err := publish(ctx, name, func(w io.Writer) error {
		c.Restart()
		return write(io.MultiWriter(w, c))
	})
	c.End(err == nil)
	return err
}
