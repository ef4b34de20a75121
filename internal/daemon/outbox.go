package daemon

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/status"
)

// watchedOutbox notes whether an outbox, or an archive, can be written to. What
// could not be written is tried again until it can, so the last attempt tells
// how it is now.
type watchedOutbox struct {
	place
	now  func() time.Time
	mu   sync.Mutex
	told status.Outbox
}

// place is a folder that is written to, and from which what is past its time is
// taken.
type place interface {
	pipeline.Outbox
	pipeline.Shelf
}

func watchOutbox(box place, organisation, id, use string) *watchedOutbox {
	return &watchedOutbox{place: box, now: time.Now, told: status.Outbox{Organisation: organisation, ID: id, Endpoint: endpointOf(box), Use: use}}
}

// Put implements [pipeline.Outbox].
func (b *watchedOutbox) Put(ctx context.Context, name string, write func(io.Writer) error) error {
	return b.watch(ctx, write, func(write func(io.Writer) error) error { return b.place.Put(ctx, name, write) })
}

// Replace implements [pipeline.Outbox].
func (b *watchedOutbox) Replace(ctx context.Context, name string, write func(io.Writer) error) error {
	return b.watch(ctx, write, func(write func(io.Writer) error) error { return b.place.Replace(ctx, name, write) })
}

// watch tells a folder that cannot be written from what could not be read to
// write it, and from a name that is taken.
func (b *watchedOutbox) watch(ctx context.Context, write func(io.Writer) error, publish func(func(io.Writer) error) error) error {
	var source error
	err := publish(func(w io.Writer) error {
		to := &notedWriter{to: w}
		err := write(to)
		if to.err == nil {
			source = err
		}
		return err
	})
	switch {
	case err == nil, errors.Is(err, folder.ErrExists):
		b.works()
	case ctx.Err() == nil && source == nil:
		b.fails(err)
	}
	return err
}

func (b *watchedOutbox) works() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told.LastWrite = status.At(b.now())
	b.told.OutSince, b.told.Error = status.Time{}, ""
}

func (b *watchedOutbox) fails(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told.Error = folder.Nameless(err)
	if b.told.OutSince.IsZero() {
		b.told.OutSince = status.At(b.now())
	}
}

func (b *watchedOutbox) status() status.Outbox {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.told
}

// notedWriter remembers that writing failed.
type notedWriter struct {
	to  io.Writer
	err error
}

func (w *notedWriter) Write(p []byte) (int, error) {
	n, err := w.to.Write(p)
	if err != nil {
		w.err = err
	}
	return n, err
}
