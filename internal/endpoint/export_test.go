package endpoint

import (
	"context"
	"time"
)

// Hurry makes an endpoint try again soon, however short the last connection
// was, and notice silence soon.
func (e *Endpoint) Hurry() {
	e.pace.alive, e.pace.dead = 100*time.Millisecond, time.Second
	e.pace.failed = pauses{10 * time.Millisecond, 50 * time.Millisecond}
	e.pace.refused = pauses{300 * time.Millisecond, time.Second}
	e.pace.firm = 0
	e.pace.aborted = 500 * time.Millisecond
}

// Within bounds the making of a connection.
func (e *Endpoint) Within(d time.Duration) { e.pace.dial, e.pace.handshake = d, d }

// Up is Connect without a context.
func (e *Endpoint) Up() error { return e.Connect(context.Background()) }

// Places is how many files are open, or were asked for.
func (e *Endpoint) Places() int { return len(e.places) }

// ErrLogin is errLogin.
var ErrLogin = errLogin

// Pauses sets the first pause, which may grow to 64 times as much.
func (e *Endpoint) Pauses(first time.Duration) {
	e.pace.failed = pauses{first, 64 * first}
	e.pace.refused = e.pace.failed
}

// Firm is how long a connection must stand to count.
func (e *Endpoint) Firm(d time.Duration) { e.pace.firm = d }
