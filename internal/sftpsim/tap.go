package sftpsim

import (
	"io"
	"sync"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// session is one SFTP subsystem: the client's channel on one side, pkg/sftp's
// RequestServer on the other, and every packet passes through here.
type session struct {
	server     *Server
	connection *connection
	number     int
	home       string
	channel    ssh.Channel
	done       chan struct{} // closed when the client asks for nothing more
	held       sync.WaitGroup

	opened int // files that were opened; requests alone uses it

	toClient sync.Mutex // a packet goes out whole
	toServer sync.Mutex
	requests *io.PipeWriter // to RequestServer

	mu       sync.Mutex
	handles  map[string]string   // their paths
	awaiting map[uint32]awaiting // answers that want a look
}

// awaiting is what an answer is looked at for.
type awaiting struct {
	opens string // the path of an open whose handle is not known yet
	fault *Fault
}

// serve runs the session until the client or the server ends it.
func (s *session) serve(files *tree) {
	fromTap, requests := io.Pipe()
	answers, toTap := io.Pipe()
	s.requests = requests
	rs := sftp.NewRequestServer(struct {
		io.Reader
		io.WriteCloser
	}{fromTap, toTap}, sftp.Handlers{FileGet: files, FilePut: files, FileCmd: files, FileList: files},
		sftp.WithStartDirectory(s.home))
	var both sync.WaitGroup
	both.Go(s.passRequests)
	both.Go(func() { s.passAnswers(answers) })
	_ = rs.Serve() // the client's end or a broken packet: the session is over either way
	_ = fromTap.Close()
	_ = toTap.Close()
	both.Wait()
	s.held.Wait()
	s.closeHandles()
}

func (s *session) passRequests() {
	defer close(s.done)
	defer s.requests.Close()
	for {
		p, err := readPacket(s.channel)
		if err != nil {
			return
		}
		if p.kind() == typeInit {
			s.pass(p)
			continue
		}
		r, err := s.understand(p)
		if err != nil {
			s.answer(statusPacket(p.id(), StatusBadMessage, "bad message"))
			continue
		}
		s.take(r)
	}
}

// take counts a request and lets it go on, or its fault happen.
func (s *session) take(r *request) {
	s.server.history.add(Request{
		Op: r.op, Path: r.path, Target: r.target,
		User: s.connection.user, Connection: s.connection.number, Session: s.number,
	})
	f := s.server.script.meet(r.op, r.end(), r.names()...)
	switch {
	case f == nil:
		s.forward(r, nil)
	case f.Do.Delay > 0 || f.Do.Kind == KindHang && !f.Do.Done:
		s.held.Go(func() { s.hold(r, f) })
	default:
		s.act(r, f)
	}
}

// hold keeps a request from RequestServer for a while, and no other.
func (s *session) hold(r *request, f *Fault) {
	if !pause(f.Do.Delay, s.done) {
		return
	}
	if f.Do.Kind == KindHang && !f.Do.Done {
		if s.server.script.hang(s.done) {
			s.forward(r, nil)
		}
		return
	}
	s.act(r, f)
}

// act does what a fault does to a request; what is done to its answer waits.
func (s *session) act(r *request, f *Fault) {
	switch {
	case f.Do.Kind == KindFail && !f.Do.Done:
		s.answer(f.Do.failure(r.id()))
	case f.Do.Kind == KindDrop && !f.Do.Done:
		s.connection.close()
	case f.Do.Kind == KindShortRead:
		r.shorten(uint32(orElse(f.Do.Bytes, 1000)))
		s.forward(r, nil)
	case f.Do.Kind == KindTruncate && r.offset >= f.After:
		s.answer(statusPacket(r.id(), StatusEOF, "end of file"))
	case f.Do.Kind == KindTruncate:
		r.shorten(uint32(f.After - r.offset))
		s.forward(r, nil)
	default:
		s.forward(r, f)
	}
}

func (a Action) failure(id uint32) packet {
	status := orElse(a.Status, StatusFailure)
	return statusPacket(id, status, orElse(a.Text, words[status]))
}

// forward gives a request to RequestServer and notes what its answer is looked
// at for.
func (s *session) forward(r *request, f *Fault) {
	if r.unsupported {
		s.answer(statusPacket(r.id(), StatusUnsupported, words[StatusUnsupported]))
		return
	}
	a := awaiting{fault: f}
	if r.op == OpOpenRead || r.op == OpOpenWrite || r.op == OpList {
		a.opens = r.path
	}
	if r.op == OpClose {
		s.forgetHandle(r.handle)
	}
	if a != (awaiting{}) {
		s.mu.Lock()
		s.awaiting[r.id()] = a
		s.mu.Unlock()
	}
	s.pass(r.packet)
}

// pass writes to RequestServer. An error means that the session is over.
func (s *session) pass(p packet) {
	s.toServer.Lock()
	defer s.toServer.Unlock()
	_, _ = s.requests.Write(p.framed())
}

// answer writes to the client. An error means that the session is over.
func (s *session) answer(p packet) {
	s.toClient.Lock()
	defer s.toClient.Unlock()
	_, _ = s.channel.Write(p.framed())
}

func (s *session) passAnswers(answers *io.PipeReader) {
	defer s.hangUp()
	for {
		p, err := readPacket(answers)
		if err != nil {
			return
		}
		if p.kind() == typeVersion {
			s.answer(version(s.server.behaviour()))
			continue
		}
		a := s.awaited(p.id())
		if a.opens != "" && p.kind() == typeHandle {
			s.addHandle(p.body().string(), a.opens)
		}
		s.finish(p, a.fault)
	}
}

// hangUp ends the channel as a program does that went well. A client that is
// gone cannot be told.
func (s *session) hangUp() {
	_, _ = s.channel.SendRequest("exit-status", false, ssh.Marshal(struct{ Status uint32 }{}))
	_ = s.channel.Close()
}

func (s *session) awaited(id uint32) awaiting {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.awaiting[id]
	delete(s.awaiting, id)
	return a
}

// finish sends an answer on, or does what a fault does to it.
func (s *session) finish(p packet, f *Fault) {
	switch {
	case f == nil:
		s.answer(p)
	case f.Do.Kind == KindFail:
		s.answer(f.Do.failure(p.id()))
	case f.Do.Kind == KindDrop:
		s.connection.close()
	case f.Do.Kind == KindHang:
		s.held.Go(func() {
			if s.server.script.hang(s.done) {
				s.answer(p)
			}
		})
	case f.Do.Kind == KindCorrupt && p.kind() == typeData && len(p) > 9:
		p[9] ^= 0xff // after type, id and length
		s.answer(p)
	default:
		s.answer(p)
	}
}

func (s *session) addHandle(handle, path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handles[handle] = path
	s.server.history.count(func(st *Stats) { st.Handles.come() })
}

func (s *session) forgetHandle(handle string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, open := s.handles[handle]; open {
		delete(s.handles, handle)
		s.server.history.count(func(st *Stats) { st.Handles.leave(1) })
	}
}

func (s *session) closeHandles() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.server.history.count(func(st *Stats) { st.Handles.leave(len(s.handles)) })
	clear(s.handles)
}

func (s *session) pathOf(handle string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.handles[handle]
}
