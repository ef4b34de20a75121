package endpoint

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// longestCall is how many time-outs a call may take while the server answers
// others.
const longestCall = 4

var (
	errSilent = errors.New("the server did not answer in time")
	errLost   = errors.New("the server closed the connection")
)

// connection is one session that stands, until it fails for whatever reason.
type connection struct {
	client  *sftp.Client
	ssh     *ssh.Client
	tap     *tap
	timeout time.Duration
	pace    pace
	told    func(*connection, error)

	heard    atomic.Int64 // when bytes last came, Unix nanoseconds
	answered atomic.Int64 // when a call was last answered
	ended    chan struct{}
	once     sync.Once
	why      error // set before ended is closed
	renames  renames
}

func newConnection(timeout time.Duration, p pace, told func(*connection, error)) *connection {
	return &connection{timeout: timeout, pace: p, told: told, ended: make(chan struct{})}
}

// metered notes when bytes come.
type metered struct {
	net.Conn
	heard *atomic.Int64
}

func (m *metered) Read(b []byte) (int, error) {
	n, err := m.Conn.Read(b)
	if n > 0 {
		m.heard.Store(time.Now().UnixNano())
	}
	return n, err
}

func (c *connection) silence() time.Duration { return time.Since(time.Unix(0, c.heard.Load())) }
func (c *connection) lastAnswer() time.Time  { return time.Unix(0, c.answered.Load()) }

// await ends the connection when the server does.
func (c *connection) await() {
	why := c.client.Wait()
	if why == nil || errors.Is(why, io.EOF) || errors.Is(why, net.ErrClosed) {
		why = errLost
	}
	c.fail(why)
}

// fail closes the connection and says why, once.
func (c *connection) fail(why error) {
	c.once.Do(func() {
		c.why = why
		close(c.ended)
		_ = c.ssh.Close() // every call that waits gets its error from this
		c.told(c, why)
	})
}

// keepAlive asks a quiet server whether it is there. A server that does not
// know the question says so, which is an answer as well.
func (c *connection) keepAlive() {
	tick := time.NewTicker(c.pace.alive)
	defer tick.Stop()
	for {
		select {
		case <-c.ended:
			return
		case <-tick.C:
		}
		switch quiet := c.silence(); {
		case quiet >= c.pace.dead:
			c.fail(errSilent)
		case quiet >= c.pace.alive/2:
			go func() { _, _, _ = c.ssh.SendRequest("keepalive@openssh.com", true, nil) }()
		}
	}
}

// ask runs one request to its end, always. It returns early when the context
// ends; then the request goes on by itself, its watch with it, and late gets
// what it brings, to free it. A server that is silent for too long loses the connection.
func ask[T any](ctx context.Context, c *connection, request func() (T, error), late func(T)) (T, error) {
	type reply struct {
		value T
		err   error
	}
	var none T
	replies := make(chan reply)
	go func() {
		v := c.watch()
		value, err := request()
		v.stop()
		select {
		case replies <- reply{value, err}:
		case <-ctx.Done():
			if err == nil && late != nil {
				late(value)
			}
		}
	}()
	select {
	case r := <-replies:
		if err := c.answer(r.err); err != nil {
			return none, err
		}
		return r.value, nil
	case <-ctx.Done():
		return none, context.Cause(ctx)
	}
}

// answer sorts what a request brought.
func (c *connection) answer(err error) error {
	select {
	case <-c.ended:
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDown, c.why)
		}
	default:
	}
	err, answered := sorted(err)
	if answered {
		c.answered.Store(time.Now().UnixNano())
	}
	return err
}

// vigil ends the connection when the server is silent for too long while
// somebody waits.
type vigil struct {
	c     *connection
	began time.Time
	mu    sync.Mutex
	timer *time.Timer // nil: over
}

func (c *connection) watch() *vigil {
	v := &vigil{c: c, began: time.Now()}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.timer = time.AfterFunc(c.timeout, v.look)
	return v
}

func (v *vigil) stop() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.timer != nil {
		v.timer.Stop()
		v.timer = nil
	}
}

// look is called when a request has waited for a time-out. A server that
// answers other requests meanwhile gets more time, but not for ever.
func (v *vigil) look() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.timer == nil {
		return
	}
	waited, quiet := time.Since(v.began), v.c.silence()
	left := min(v.c.timeout-quiet, longestCall*v.c.timeout-waited)
	if left > 0 {
		v.timer.Reset(left)
		return
	}
	v.timer = nil
	go v.c.fail(errSilent)
}
