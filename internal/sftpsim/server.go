package sftpsim

import (
	"fmt"
	"net"
	"os"
	"slices"
	"sync"

	"golang.org/x/crypto/ssh"
)

// Server is a running stand-in. Its methods may be called from any goroutine.
type Server struct {
	options  Options
	root     *os.Root
	listener net.Listener
	ending   chan struct{} // closed by Close
	once     sync.Once
	running  sync.WaitGroup

	gate    gate
	script  script
	history history
	naming  sync.Mutex // one change of names at a time

	mu          sync.Mutex
	now         Behaviour
	keys        []ssh.Signer
	connections map[*connection]bool
}

// Start serves until [Server.Close].
func Start(o Options) (*Server, error) {
	o, err := o.complete()
	if err != nil {
		return nil, fmt.Errorf("start the SFTP stand-in: %w", err)
	}
	root, err := os.OpenRoot(o.Root)
	if err != nil {
		return nil, fmt.Errorf("start the SFTP stand-in: %w", err)
	}
	listener, err := net.Listen("tcp", o.Addr)
	if err != nil {
		_ = root.Close()
		return nil, fmt.Errorf("start the SFTP stand-in: %w", err)
	}
	s := &Server{
		options: o, root: root, listener: listener, ending: make(chan struct{}),
		script: script{released: make(chan struct{})}, history: history{counts: map[Op]int{}},
		now: o.Behaviour, keys: o.HostKeys, connections: map[*connection]bool{},
	}
	s.running.Go(s.accept)
	return s, nil
}

// Addr is the address and port that it listens on.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Close ends every connection and whatever hangs, and returns when nothing of
// the server is left. It may be called again.
func (s *Server) Close() error {
	s.once.Do(func() {
		close(s.ending)
		_ = s.listener.Close()
	})
	s.CloseConnections()
	s.running.Wait()
	return s.root.Close()
}

// CloseConnections drops every connection that is open now.
func (s *Server) CloseConnections() {
	for _, c := range s.open() {
		c.close()
	}
}

// Freeze leaves every connection open, those to come as well, and neither takes
// nor sends another byte, so that not even a keepalive is answered. A request
// that had arrived is still carried out; its answer waits.
func (s *Server) Freeze() { s.gate.close() }

// Thaw goes on where Freeze stopped.
func (s *Server) Thaw() { s.gate.open() }

// SetHostKeys changes the keys that the server shows to connections to come.
func (s *Server) SetHostKeys(keys ...ssh.Signer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = keys
}

func (s *Server) hostKeys() []ssh.Signer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.keys)
}

// SetBehaviour changes what kind of server it is, at once. What extensions it
// advertised stays as it was told to sessions that are open.
func (s *Server) SetBehaviour(b Behaviour) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = b
}

func (s *Server) behaviour() Behaviour {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// AddFault adds to the script. It refuses a fault that cannot happen.
func (s *Server) AddFault(f Fault) error {
	if err := f.check(); err != nil {
		return fmt.Errorf("add a fault: %w", err)
	}
	s.script.arm(f)
	return nil
}

// ClearFaults empties the script. What hangs goes on hanging.
func (s *Server) ClearFaults() { s.script.clear() }

// Release lets everything go on that hangs now.
func (s *Server) Release() { s.script.release() }

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		if c := s.admit(conn); c != nil {
			s.running.Go(c.serve)
		}
	}
}

// admit makes a connection of what was accepted, or closes it when there are
// too many.
func (s *Server) admit(conn net.Conn) *connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended() || len(s.connections) >= s.options.MaxConnections {
		_ = conn.Close()
		return nil
	}
	c := &connection{server: s, line: &line{Conn: conn, gate: &s.gate, done: make(chan struct{})}}
	s.connections[c] = true
	s.history.count(func(st *Stats) {
		st.Connections.come()
		c.number = st.Connections.Made
	})
	return c
}

func (s *Server) ended() bool {
	select {
	case <-s.ending:
		return true
	default:
		return false
	}
}

func (s *Server) dismiss(c *connection) {
	c.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.connections, c)
	s.history.count(func(st *Stats) { st.Connections.leave(1) })
}

// open lists the connections that are open now.
func (s *Server) open() []*connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*connection
	for c := range s.connections {
		all = append(all, c)
	}
	return all
}
