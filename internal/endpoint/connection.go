package endpoint

import (
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

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
	part    int64 // bytes that one request for a large file asks for
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
	return &connection{
		timeout: timeout, pace: p, told: told, ended: make(chan struct{}),
		renames: renames{one: make(chan struct{}, 1)},
	}
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

// fail closes the connection and says why, once. It returns when that is known
// everywhere.
func (c *connection) fail(why error) {
	c.once.Do(func() {
		c.why = why
		close(c.ended)
		c.told(c, why)
		_ = c.ssh.Close() // every call that waits gets its error from this
	})
}

// over reports that the connection has failed.
func (c *connection) over() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
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
