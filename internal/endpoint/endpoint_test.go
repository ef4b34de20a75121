package endpoint_test

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

func TestCallsBetweenAttemptsFailAtOnce(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	e.Pauses(time.Hour)
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpAuth, Times: 1, Do: sftpsim.Action{Kind: sftpsim.KindFail}})
	is(t, e.Up(), endpoint.ErrLogin)
	within(t, time.Second, "a hundred calls in between", func() {
		for range 100 {
			_, err := e.Lstat(t.Context(), "/")
			is(t, err, endpoint.ErrDown)
			is(t, err, endpoint.ErrLogin)
		}
	})
	if n := s.Sim.Stats().Connections.Made; n != 1 {
		t.Errorf("%d connections", n)
	}
	if h := e.Health(); time.Until(h.RetryAt) < 30*time.Minute || h.LastErrorAt.IsZero() || h.Connections != 0 {
		t.Errorf("%+v", h)
	}
}

// A server that lets everybody in and drops him at once must not be hammered.
func TestAConnectionThatBreaksAtOnceIsNoSuccess(t *testing.T) {
	t.Parallel()
	s, e := simulated(t, sftpsim.Options{})
	e.Pauses(20 * time.Millisecond)
	e.Firm(15 * time.Second)
	for end := time.Now().Add(time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if e.Up() == nil {
			s.Sim.CloseConnections()
		}
	}
	if n := s.Sim.Stats().Connections.Made; n > 8 { // 20, 40, 80, 160, 320, 640 ms
		t.Errorf("%d connections in a second", n)
	}
}

func TestAConnectionThatLastedStartsThePausesAnew(t *testing.T) {
	t.Parallel()
	s, e := simulated(t, sftpsim.Options{})
	e.Pauses(20 * time.Millisecond)
	e.Firm(50 * time.Millisecond)
	var longest time.Duration
	for range 6 {
		answers(t, e)
		time.Sleep(60 * time.Millisecond)
		s.Sim.CloseConnections()
		eventually(t, "it is noticed", func() bool { return e.Health().ConnectedSince.IsZero() })
		h := e.Health()
		longest = max(longest, h.RetryAt.Sub(h.LastErrorAt))
	}
	if longest > 25*time.Millisecond {
		t.Errorf("a pause of %v", longest)
	}
}

func TestAServerThatIsFullIsTriedAgain(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{MaxConnections: 1})
	first, second := open(t, options(t, s)), open(t, options(t, s))
	must(t, first.Up())
	is(t, second.Up(), endpoint.ErrDown)
	must(t, first.Close())
	answers(t, second)
}

func TestAServerThatGoesAndReturnsIsUsedAgain(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		e := open(t, options(t, s))
		must(t, e.Up())
		s.Stop()
		_, err := names(t.Context(), e, "/")
		is(t, err, endpoint.ErrDown)
		s.Start()
		answers(t, e)
	})
}

func TestAnEndpointSaysWhoItIs(t *testing.T) {
	e := endpoint.New(endpoint.Options{Address: "mft.example.org:22", User: "acme corp"})
	if e.String() != "sftp://acme%20corp@mft.example.org:22" {
		t.Error(e)
	}
	if h := e.Health(); h != (endpoint.Health{}) {
		t.Errorf("%+v", h)
	}
}

func TestRenamesAreFoundOutAsTheyAre(t *testing.T) {
	for name, c := range map[string]struct {
		is   sftpsim.Behaviour
		want endpoint.Renames
	}{
		"as OpenSSH":     {sftpsim.Behaviour{}, endpoint.Renames{Works: true, Keeps: true, Atomic: true}},
		"no posix":       {sftpsim.Behaviour{NoPosixRename: true}, endpoint.Renames{Works: true, Keeps: true}},
		"overwrites":     {sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites, NoPosixRename: true}, endpoint.Renames{Works: true}},
		"both overwrite": {sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites}, endpoint.Renames{Works: true, Atomic: true}},
		"none":           {sftpsim.Behaviour{Rename: sftpsim.RenameUnsupported, NoPosixRename: true}, endpoint.Renames{Keeps: true}},
		"always fails":   {sftpsim.Behaviour{Rename: sftpsim.RenameFails, NoPosixRename: true}, endpoint.Renames{Keeps: true}},
	} {
		s, e := simulated(t, sftpsim.Options{Behaviour: c.is})
		for range 2 {
			got, err := e.Renames(t.Context(), "/drop/one", "/drop/two")
			if err != nil || got != c.want {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
		// A no is asked again: it may be a matter of rights, which come.
		if n := s.Sim.Count(sftpsim.OpRename); n > 2 && c.want.Works {
			t.Errorf("%s: tried again, %d renames", name, n)
		}
		left, err := names(t.Context(), e, "/drop")
		if err != nil || len(left) > 0 {
			t.Errorf("%s: %q is left, %v", name, left, err)
		}
	}
}

func TestRenamesOfTheRealServers(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		e := open(t, options(t, s))
		got, err := e.Renames(t.Context(), at(s, "one"), at(s, "two"))
		if err != nil || !got.Works {
			t.Errorf("%+v, %v", got, err)
		}
		left, err := names(t.Context(), e, s.Dir)
		if err != nil || len(left) > 0 {
			t.Errorf("%q is left, %v", left, err)
		}
	})
}

func TestWhatAServerDoesNotOfferIsUnsupported(t *testing.T) {
	_, e := simulated(t, sftpsim.Options{Behaviour: sftpsim.Behaviour{NoPosixRename: true, NoHardlink: true, NoFsync: true}})
	is(t, e.PosixRename(t.Context(), "/drop/a", "/drop/b"), endpoint.ErrUnsupported)
	is(t, e.Link(t.Context(), "/drop/a", "/drop/b"), endpoint.ErrUnsupported)
	_, err := e.Space(t.Context(), "/drop")
	is(t, err, endpoint.ErrUnsupported)
	must(t, upload(t.Context(), e, "/drop/a", []byte("without fsync")))
}

func TestARealServerTellsItsSpace(t *testing.T) {
	space, err := func() (endpoint.Space, error) {
		s := sftptest.OpenSSH(t)
		return open(t, options(t, s)).Space(t.Context(), s.Dir)
	}()
	if err != nil || space.Free == 0 || space.ReadOnly {
		t.Errorf("%+v, %v", space, err)
	}
}

func TestF21_AMissingRightIsToldApart(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{Behaviour: sftpsim.Behaviour{ReadOnly: true}})
	write(t, s.Local("a.csv"), []byte("hello"))
	e := open(t, options(t, s))
	_, created := e.Create(t.Context(), "/drop/b.csv")
	for _, err := range []error{
		created, e.Mkdir(t.Context(), "/drop/folder"), e.Remove(t.Context(), "/drop/a.csv"), e.Rename(t.Context(), "/drop/a.csv", "/drop/b.csv"),
	} {
		is(t, err, fs.ErrPermission)
	}
	_, err := download(t.Context(), e, "/drop/a.csv")
	must(t, err)
}

// aPeer is an SFTP server that answers each request as the test says.
func aPeer(t *testing.T, reply func(kind byte, id []byte, channel io.Writer)) *endpoint.Endpoint {
	t.Helper()
	o := aServer(t, &ssh.ServerConfig{NoClientAuth: true}, func(_ *ssh.ServerConn, channels <-chan ssh.NewChannel) {
		for c := range channels {
			channel, requests, err := c.Accept()
			if err != nil {
				return
			}
			go func() {
				for r := range requests {
					_ = r.Reply(true, nil)
				}
			}()
			go talk(channel, reply)
		}
	})
	o.Secrets, o.Timeout = login(endpoint.Login{Password: "secret4you"}), 200*time.Millisecond
	return open(t, o)
}

func talk(channel ssh.Channel, reply func(kind byte, id []byte, channel io.Writer)) {
	for {
		head := make([]byte, 9)
		if _, err := io.ReadFull(channel, head); err != nil {
			return
		}
		if _, err := io.CopyN(io.Discard, channel, int64(binary.BigEndian.Uint32(head))-5); err != nil {
			return
		}
		if kind := head[4]; kind == 1 { // its version
			_, _ = channel.Write([]byte{0, 0, 0, 5, 2, 0, 0, 0, 3})
		} else {
			reply(kind, head[5:], channel)
		}
	}
}

func framed(kind byte, id []byte, rest ...byte) []byte {
	p := binary.BigEndian.AppendUint32(nil, uint32(5+len(rest)))
	return append(append(append(p, kind), id...), rest...)
}

func TestAServerThatTalksNonsenseCostsNoMoreThanTheConnection(t *testing.T) {
	t.Parallel()
	handle, tests := []byte{0, 0, 0, 1, 'h'}, map[string]func(*testing.T){}
	for name, answer := range map[string]func(kind byte, id []byte) []byte{
		"short status":       func(_ byte, id []byte) []byte { return framed(101, id) },
		"no packet at all":   func(byte, []byte) []byte { return []byte("Welcome to this server. Please behave.\n") },
		"no length":          func(byte, []byte) []byte { return make([]byte, 8) },
		"another id":         func(byte, []byte) []byte { return framed(101, []byte{9, 9, 9, 9}, 0, 0, 0, 0) },
		"another type":       func(_ byte, id []byte) []byte { return framed(103, id, 0, 0, 0, 0) },
		"an unknown type":    func(_ byte, id []byte) []byte { return framed(250, id, 1, 2, 3) },
		"too long":           func(byte, []byte) []byte { return []byte{0x7f, 0xff, 0xff, 0xff, 101} },
		"absurd names":       func(_ byte, id []byte) []byte { return framed(104, id, 0xff, 0xff, 0xff, 0xff) },
		"short attributes":   func(_ byte, id []byte) []byte { return framed(105, id, 0, 0, 0, 1) },
		"handle without end": func(_ byte, id []byte) []byte { return framed(102, id, 0xff, 0xff, 0xff, 0xff) },
		"a negative size": func(kind byte, id []byte) []byte {
			if kind == 3 || kind == 11 {
				return framed(102, id, handle...)
			}
			return framed(105, id, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
		},
		"empty data": func(kind byte, id []byte) []byte {
			switch kind {
			case 3, 11:
				return framed(102, id, handle...)
			case 8:
				return framed(105, id, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 100)
			}
			return framed(103, id, 0, 0, 0, 0)
		},
	} {
		tests[name] = func(t *testing.T) {
			e := aPeer(t, func(kind byte, id []byte, channel io.Writer) { _, _ = channel.Write(answer(kind, id)) })
			for _, c := range calls() {
				if !slices.Contains([]string{"list", "lstat", "open", "read", "create", "rename"}, c.name) {
					continue // they end in the same code
				}
				eventually(t, "it lets us in", func() bool { return e.Up() == nil })
				within(t, 6*time.Second, c.name, func() {
					if err := c.do(t.Context(), e); err == nil && c.name != "lstat" {
						t.Errorf("%s: no error", c.name)
					} else if err != nil && strings.Contains(err.Error(), "Welcome") {
						t.Errorf("%s: words of the server stand in %v", c.name, err)
					}
				})
			}
		}
	}
	together(t, tests)
}

func TestAHugeSizeIsNotBelieved(t *testing.T) {
	e := aPeer(t, func(kind byte, id []byte, channel io.Writer) {
		answer := framed(101, id, 0, 0, 0, 1) // the end of the file
		switch kind {
		case 3:
			answer = framed(102, id, 0, 0, 0, 1, 'h')
		case 8:
			answer = framed(105, id, 0, 0, 0, 1, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
		}
		_, _ = channel.Write(answer)
	})
	r, told, err := e.Open(t.Context(), "/a.csv")
	must(t, err)
	_, err = io.ReadAll(r)
	is(t, err, io.ErrUnexpectedEOF)
	if told.Size < 1<<62 {
		t.Errorf("%+v", told)
	}
	must(t, r.Close())
}

func TestNoWordsOfAServerStandInAnError(t *testing.T) {
	o := aServer(t, &ssh.ServerConfig{NoClientAuth: true}, func(_ *ssh.ServerConn, channels <-chan ssh.NewChannel) {
		for c := range channels {
			_ = c.Reject(ssh.ResourceShortage, "Learner 1234567890 was here")
		}
	})
	o.Secrets = login(endpoint.Login{Password: "secret4you"})
	err := open(t, o).Up()
	is(t, err, endpoint.ErrDown)
	says(t, err, "opens no session")
	if strings.Contains(err.Error(), "Learner") {
		t.Error(err)
	}
}

func TestAServerThatSpeaksNoSSHIsADownServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
			_ = c.Close()
		}
	}()
	address := l.Addr().String()
	e := open(t, endpoint.Options{Address: address, User: "clerk", Secrets: login(endpoint.Login{Password: "secret4you"}), KnownHosts: knownHostsFor(t, address)})
	err = e.Up()
	is(t, err, endpoint.ErrDown)
	if errors.Is(err, endpoint.ErrLogin) || strings.Contains(err.Error(), "HTTP") {
		t.Error(err)
	}
	if _, err := e.HostKeys(context.Background()); err == nil {
		t.Error("it has no keys")
	}
}
