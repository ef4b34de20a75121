package sftpsim

import (
	"net"
	"sync"
)

// line is a TCP connection that can be frozen: it stays open, and not one more
// byte goes through it. What a write had begun is completed.
type line struct {
	net.Conn
	gate *gate
	once sync.Once
	done chan struct{} // closed with the connection
}

// Read keeps to itself what arrives while the line is frozen.
func (l *line) Read(p []byte) (int, error) {
	n, err := l.Conn.Read(p)
	if !l.gate.pass(l.done) {
		return 0, net.ErrClosed
	}
	return n, err
}

func (l *line) Write(p []byte) (int, error) {
	if !l.gate.pass(l.done) {
		return 0, net.ErrClosed
	}
	return l.Conn.Write(p)
}

func (l *line) Close() error {
	l.once.Do(func() { close(l.done) })
	return l.Conn.Close()
}

// gate is open, or shut until it is opened again.
type gate struct {
	mu   sync.Mutex
	shut chan struct{} // nil = open
}

// pass waits until the gate is open. It is false when done comes first.
func (g *gate) pass(done <-chan struct{}) bool {
	for {
		g.mu.Lock()
		shut := g.shut
		g.mu.Unlock()
		if shut == nil {
			return true
		}
		select {
		case <-shut:
		case <-done:
			return false
		}
	}
}

func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut == nil {
		g.shut = make(chan struct{})
	}
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut != nil {
		close(g.shut)
		g.shut = nil
	}
}
