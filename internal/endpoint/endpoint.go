// Package endpoint keeps one session with an SFTP server: one address and one
// login. All inboxes and outboxes that lie there share it. It stands below
// package folder, which makes of it a folder like any other.
//
// Its rules:
//
//   - The server's key is always checked against known_hosts. There is no way
//     around that, and a key that changed is never accepted (F25).
//   - Every call ends: with an answer, with the caller's context, or because the
//     server was silent for too long. Then the connection is closed, because a
//     request cannot be taken back, and the next call makes a new one.
//   - A server that says nothing at all, as behind a connection that only one
//     side still believes in, is found out within a minute (F13).
//   - A connection that fails is tried again after growing pauses that no two
//     installations share. In between, calls fail at once.
//   - One connection, one session, a bounded number of open files: that is what
//     a server sees of us, however many folders there are.
//   - A call is never repeated by itself: whether a rename whose answer was lost
//     has happened is for the caller to find out.
//
// Words that a server sends are a stranger's and may quote names of files: they
// stand in no error. The package returns errors and logs nothing.
package endpoint

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// Errors that callers tell apart with errors.Is, besides fs.ErrNotExist and
// fs.ErrPermission.
var (
	// ErrDown: there is no session with the server, or it broke while we waited
	// for an answer. What was asked for may have been done.
	ErrDown = errors.New("no session with the SFTP server")
	// ErrUnsupported: the server does not know the operation.
	ErrUnsupported = errors.New("the SFTP server does not offer this")
	// ErrRefused: the server said no and gave no reason that the protocol knows.
	// A full disk looks like this, and so does a name that is taken.
	ErrRefused = errors.New("the SFTP server refused")
)

// DefaultTimeout is the longest silence of a server in one call.
const DefaultTimeout = 30 * time.Second

// openFiles is how many files of a server are open at once: far below what
// servers allow, enough to keep a distant one busy. It bounds memory, too.
const openFiles = 16

// Options say where the server is and who we are to it.
type Options struct {
	Address    string                // host:port
	User       string                // the login
	Secrets    func() (Login, error) // read anew for each connection, so that a changed key needs no restart
	KnownHosts string                // path of a known_hosts file, read anew likewise
	Timeout    time.Duration         // the longest silence in one call; 0 means DefaultTimeout
}

// Endpoint is one login at one server. Its methods may be called from several
// goroutines. Nothing is connected before the first call.
type Endpoint struct {
	o      Options
	pace   pace
	places chan struct{} // one for each open file
	own    atomic.Int64  // uid of our own login, plus one; 0: not known
	ctx    context.Context
	stop   context.CancelFunc

	mu      sync.Mutex
	conn    *connection // nil: none
	dialing *attempt    // nil: nobody is at it
	pause   backoff
	health  Health
}

// Health is how an endpoint is doing.
type Health struct {
	ConnectedSince time.Time // zero: there is no connection now
	Connections    int       // how many were made
	LastSuccess    time.Time // when the server last answered a call; zero: never
	DownSince      time.Time // since when no connection can be made; zero: one stands, or none was needed since the last
	LastError      error     // why an attempt failed or a connection broke; it stays when a later one stands
	LastErrorAt    time.Time
	Errors         uint64    // how many attempts failed and connections broke
	RetryAt        time.Time // no new attempt before this time; zero: at once
}

// New names a server. Close frees what calls have opened.
func New(o Options) *Endpoint {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	e := &Endpoint{o: o, pace: usualPace(), places: make(chan struct{}, openFiles)}
	e.ctx, e.stop = context.WithCancel(context.Background())
	return e
}

// String is the endpoint's name for people, such as
// sftp://acme@mft.example.org:22.
func (e *Endpoint) String() string {
	return (&url.URL{Scheme: "sftp", User: url.User(e.o.User), Host: e.o.Address}).String()
}

// Health tells how the endpoint is doing now.
func (e *Endpoint) Health() Health {
	e.mu.Lock()
	defer e.mu.Unlock()
	h := e.health
	if e.conn != nil {
		h.LastSuccess = e.conn.lastAnswer()
	}
	return h
}

// Owns notes that what the attributes tell of was made by us, so its owner is
// our own login.
func (e *Endpoint) Owns(a Attributes) {
	if a.HasUID {
		e.own.Store(int64(a.UID) + 1)
	}
}

// Own tells whether something belongs to our own login, once anything has told
// who that is.
func (e *Endpoint) Own(a Attributes) bool { return a.HasUID && int64(a.UID)+1 == e.own.Load() }

// Close ends the session. Calls under way and later ones fail.
func (e *Endpoint) Close() error {
	e.stop()
	e.mu.Lock()
	conn := e.conn
	e.mu.Unlock()
	if conn != nil {
		conn.fail(errClosed)
	}
	return nil
}

var errClosed = errors.New("it was closed by us")

// down dresses up why there is no session.
func (e *Endpoint) down(why error) error { return fmt.Errorf("%w %s: %w", ErrDown, e, why) }

// attempt is one attempt to make a session.
type attempt struct {
	done chan struct{} // closed at its end, after which the others are set
	conn *connection
	err  error
}

// session gives the session that stands, or makes one. Whoever waits for the
// same attempt gets the same answer.
func (e *Endpoint) session(ctx context.Context) (*connection, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	conn, a, err := e.standing()
	if a == nil {
		return conn, err
	}
	select {
	case <-a.done:
		return a.conn, a.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// standing gives the session that stands or the attempt under way. It begins
// one unless the last failure is too fresh.
func (e *Endpoint) standing() (*connection, *attempt, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.ctx.Err() != nil:
		return nil, nil, e.down(errClosed)
	case e.conn != nil:
		return e.conn, nil, nil
	case e.dialing != nil:
		return nil, e.dialing, nil
	case time.Now().Before(e.health.RetryAt):
		return nil, nil, e.down(e.health.LastError)
	}
	e.dialing = &attempt{done: make(chan struct{})}
	go e.connect(e.dialing)
	return nil, e.dialing, nil
}

// connect makes one attempt. It belongs to nobody's context: others may wait
// for it as well, and it is bounded by itself.
func (e *Endpoint) connect(a *attempt) {
	conn, err := dial(e.ctx, e.o, e.pace, e.broken)
	e.mu.Lock()
	defer e.mu.Unlock()
	defer close(a.done)
	e.dialing = nil
	if err == nil && conn.over() { // already
		err = conn.why
	}
	switch {
	case err != nil:
		e.failed(err)
		if e.health.DownSince.IsZero() {
			e.health.DownSince = e.health.LastErrorAt
		}
		a.err = e.down(err)
		return
	case e.ctx.Err() != nil:
		go conn.fail(errClosed)
		a.err = e.down(errClosed)
		return
	}
	a.conn, e.conn = conn, conn
	e.health.Connections++
	e.health.ConnectedSince, e.health.DownSince, e.health.RetryAt = time.Now(), time.Time{}, time.Time{}
	go conn.keepAlive()
}

// failed notes why there is no session and when the next attempt may be made.
func (e *Endpoint) failed(err error) {
	now := time.Now()
	e.health.ConnectedSince, e.health.LastError, e.health.LastErrorAt = time.Time{}, err, now
	e.health.Errors++
	e.health.RetryAt = now.Add(e.pause.next(e.pace, err))
}

// broken is told once by a connection that ended. One that did not stand for
// long was no success: a server that lets us in and drops us at once is not
// tried again and again without a pause.
func (e *Endpoint) broken(conn *connection, why error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.conn != conn {
		return
	}
	if time.Since(e.health.ConnectedSince) >= e.pace.firm {
		e.pause.reset()
	}
	e.health.LastSuccess = conn.lastAnswer()
	e.conn = nil
	e.failed(why)
}

// isTimeout reports an error of a connection that took too long.
func isTimeout(err error) bool {
	t, ok := errors.AsType[net.Error](err)
	return ok && t.Timeout()
}
