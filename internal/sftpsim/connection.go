package sftpsim

import (
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/crypto/ssh"
)

// connection is one client's TCP connection.
type connection struct {
	server *Server
	*line
	number   int
	user     string // set once, after the login
	sessions sync.WaitGroup
	mu       sync.Mutex
	open     int // sessions
}

func (c *connection) close() { _ = c.line.Close() }

// serve runs the connection until it is closed.
func (c *connection) serve() {
	defer c.server.dismiss(c)
	c.server.history.add(Request{Op: OpConnect, Connection: c.number})
	if !c.survives(OpConnect, "") {
		return
	}
	conn, channels, globals, err := ssh.NewServerConn(c.line, c.config())
	if err != nil {
		return // a client that went away or could not log in
	}
	c.user = conn.User()
	c.sessions.Go(func() { c.answerGlobals(globals) })
	for channel := range channels {
		c.sessions.Go(func() { c.take(channel) })
	}
	c.sessions.Wait()
}

// survives lets a fault of the connection happen. It is false when that is the
// end of what was asked for; a drop has closed the connection then.
func (c *connection) survives(op Op, login string) bool {
	f := c.server.script.meet(op, 0, login)
	if f == nil {
		return true
	}
	if !pause(f.Do.Delay, c.done) {
		return false
	}
	switch f.Do.Kind {
	case KindFail:
		return false
	case KindDrop:
		c.close()
		return false
	case KindHang:
		return c.server.script.hang(c.done)
	}
	return true
}

// answerGlobals answers keepalives as OpenSSH does: the request is refused, and
// that is an answer.
func (c *connection) answerGlobals(globals <-chan *ssh.Request) {
	for r := range globals {
		c.server.history.add(Request{Op: OpKeepalive, User: c.user, Connection: c.number})
		if c.survives(OpKeepalive, c.user) && r.WantReply {
			_ = r.Reply(false, nil)
		}
	}
}

// take opens a session, unless there are too many.
func (c *connection) take(channel ssh.NewChannel) {
	if channel.ChannelType() != "session" {
		_ = channel.Reject(ssh.UnknownChannelType, "unknown channel type")
		return
	}
	if !c.enter() {
		_ = channel.Reject(ssh.ConnectionFailed, "open failed") // as OpenSSH says it
		return
	}
	defer c.leave()
	s := c.newSession()
	if !c.survives(OpSession, c.user) {
		_ = channel.Reject(ssh.ConnectionFailed, "open failed")
		return
	}
	accepted, requests, err := channel.Accept()
	if err != nil {
		return
	}
	s.channel = accepted
	defer accepted.Close()
	s.awaitSubsystem(requests)
}

func (c *connection) enter() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open >= c.server.options.MaxSessions {
		return false
	}
	c.open++
	return true
}

func (c *connection) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open--
	c.server.history.count(func(st *Stats) { st.Sessions.leave(1) })
}

func (c *connection) newSession() *session {
	s := &session{
		server: c.server, connection: c, home: orElse(c.server.options.Users[c.user].Home, "/"),
		done: make(chan struct{}), handles: map[string]string{}, awaiting: map[uint32]awaiting{},
	}
	c.server.history.count(func(st *Stats) {
		st.Sessions.come()
		s.number = st.Sessions.Made
	})
	c.server.history.add(Request{Op: OpSession, User: c.user, Connection: c.number, Session: s.number})
	return s
}

// awaitSubsystem serves when the client asks for SFTP, and refuses commands,
// shells and all else.
func (s *session) awaitSubsystem(requests <-chan *ssh.Request) {
	for r := range requests {
		var subsystem struct{ Name string }
		ok := r.Type == "subsystem" && ssh.Unmarshal(r.Payload, &subsystem) == nil && subsystem.Name == "sftp"
		files, err := s.openTree(ok)
		ok = ok && err == nil
		if r.WantReply {
			_ = r.Reply(ok, nil)
		}
		if ok {
			s.connection.sessions.Go(func() { ssh.DiscardRequests(requests) })
			s.serve(files)
			_ = files.root.Close()
			return
		}
	}
}

// openTree opens the folder of the login.
func (s *session) openTree(wanted bool) (*tree, error) {
	if !wanted {
		return nil, os.ErrInvalid
	}
	folder := orElse(s.server.options.Users[s.connection.user].Folder, ".")
	root, err := s.server.root.OpenRoot(filepath.FromSlash(folder))
	if err != nil {
		return nil, err
	}
	return &tree{server: s.server, root: root, files: map[string]*file{}}, nil
}
