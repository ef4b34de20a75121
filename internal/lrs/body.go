package lrs

import (
	"errors"
	"io"
	"sync"

	"lrsdrop/internal/faultpoint"
)

var errSealed = errors.New("the request is over")

// body is the request as the transport reads it. It is the one place that
// knows how much of a request can have left:
//
//   - a byte that was never read here is on no connection;
//   - once sealed, no further byte can be read, so what was not handed by then
//     never will be, and the buffer may be used again.
//
// It has neither Seek nor GetBody behind it: nothing below can send it again.
type body struct {
	mu     sync.Mutex
	rest   []byte
	begun  bool
	sealed bool
}

func newBody(b []byte) *body { return &body{rest: b} }

// Read hands bytes to the transport.
func (b *body) Read(p []byte) (int, error) {
	faultpoint.At("lrs: hand over a part of the request")
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.sealed {
		return 0, errSealed
	}
	b.begun = true
	if len(b.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// Close is called by the transport when it is done; it says nothing about
// what has left.
func (b *body) Close() error { return nil }

// seal ends the reading for good and reports whether the last byte had been
// handed over by then.
func (b *body) seal() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sealed = true
	return len(b.rest) == 0
}

// stop seals the body unless its reading has begun, and reports whether it
// did.
func (b *body) stop() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.begun {
		b.sealed = true
	}
	return !b.begun
}
