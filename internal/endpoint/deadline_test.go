package endpoint_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// call is one kind of call and the operation on the server that it comes down to.
type call struct {
	name string
	op   sftpsim.Op
	do   func(context.Context, *endpoint.Endpoint) error
}

const large = 300_000

// calls are of every kind. They need the files a.csv, which is small, and
// large.csv, and the folder empty.
func calls() []call {
	none := func(f func(context.Context, *endpoint.Endpoint) error) func(context.Context, *endpoint.Endpoint) error {
		return f
	}
	opens := none(func(ctx context.Context, e *endpoint.Endpoint) error {
		_, err := download(ctx, e, "/drop/a.csv")
		return err
	})
	reads := none(func(ctx context.Context, e *endpoint.Endpoint) error {
		_, err := download(ctx, e, "/drop/large.csv")
		return err
	})
	lists := none(func(ctx context.Context, e *endpoint.Endpoint) error { _, err := names(ctx, e, "/drop"); return err })
	writes := func(n int) func(context.Context, *endpoint.Endpoint) error {
		return func(ctx context.Context, e *endpoint.Endpoint) error {
			return upload(ctx, e, "/drop/new.csv", make([]byte, n))
		}
	}
	return []call{
		{"list", sftpsim.OpList, lists},
		{"list on", sftpsim.OpReaddir, lists},
		{"lstat", sftpsim.OpLstat, func(ctx context.Context, e *endpoint.Endpoint) error {
			_, err := e.Lstat(ctx, "/drop/a.csv")
			return err
		}},
		{"open", sftpsim.OpOpenRead, opens},
		{"open to look", sftpsim.OpFstat, opens},
		{"open to read", sftpsim.OpRead, opens},
		{"open to close", sftpsim.OpClose, opens},
		{"read", sftpsim.OpRead, reads},
		{"readable", sftpsim.OpOpenRead, func(ctx context.Context, e *endpoint.Endpoint) error { return e.Readable(ctx, "/drop/a.csv") }},
		{"create", sftpsim.OpOpenWrite, writes(10)},
		{"write", sftpsim.OpWrite, writes(10)},
		{"write much", sftpsim.OpWrite, writes(large)},
		{"write, fsync", sftpsim.OpFsync, writes(10)},
		{"write, look", sftpsim.OpFstat, writes(10)},
		{"write, close", sftpsim.OpClose, writes(10)},
		{"rename", sftpsim.OpRename, func(ctx context.Context, e *endpoint.Endpoint) error {
			return e.Rename(ctx, "/drop/a.csv", "/drop/b.csv")
		}},
		{"posix-rename", sftpsim.OpPosixRename, func(ctx context.Context, e *endpoint.Endpoint) error {
			return e.PosixRename(ctx, "/drop/a.csv", "/drop/large.csv")
		}},
		{"link", sftpsim.OpHardlink, func(ctx context.Context, e *endpoint.Endpoint) error {
			return e.Link(ctx, "/drop/a.csv", "/drop/b.csv")
		}},
		{"remove", sftpsim.OpRemove, func(ctx context.Context, e *endpoint.Endpoint) error { return e.Remove(ctx, "/drop/a.csv") }},
		{"mkdir", sftpsim.OpMkdir, func(ctx context.Context, e *endpoint.Endpoint) error { return e.Mkdir(ctx, "/drop/folder") }},
		{"rmdir", sftpsim.OpRmdir, func(ctx context.Context, e *endpoint.Endpoint) error { return e.RemoveFolder(ctx, "/drop/empty") }},
		{"renames", sftpsim.OpRename, func(ctx context.Context, e *endpoint.Endpoint) error {
			_, err := e.Renames(ctx, "/drop/probe1", "/drop/probe2")
			return err
		}},
	}
}

// lay makes what calls need.
func lay(t testing.TB, s *sftptest.Server) {
	t.Helper()
	write(t, s.Local("a.csv"), []byte("hello"))
	write(t, s.Local("large.csv"), random(large))
	must(t, os.MkdirAll(s.Local("empty"), 0o755))
	must(t, os.RemoveAll(s.Local("new.csv")))
	must(t, os.RemoveAll(s.Local("b.csv")))
	must(t, os.RemoveAll(s.Local("folder")))
	must(t, os.RemoveAll(s.Local("probe1")))
	must(t, os.RemoveAll(s.Local("probe2")))
}

// settled is the server without anything that a client has open, and without
// requests of earlier sessions, which might meet the fault of a later one.
func settled(t testing.TB, s *sftptest.Server, e *endpoint.Endpoint) {
	t.Helper()
	eventually(t, "everything that was open is closed", func() bool {
		st := s.Sim.Stats()
		return st.Handles.Open == 0 && st.Sessions.Open <= 1 && e.Places() == 0
	})
}

func TestF13_ACallThatIsNotAnsweredEndsAndTheNextOneConnects(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T){}
	for _, c := range calls() {
		tests[c.name] = func(t *testing.T) {
			s, e := impatient(t, 400*time.Millisecond)
			for _, done := range []bool{false, true} {
				lay(t, s)
				answers(t, e)
				settled(t, s, e)
				fault(t, s, sftpsim.Fault{Op: c.op, Times: 1, Do: sftpsim.Action{Kind: sftpsim.KindHang, Done: done}})
				within(t, 4*time.Second, "the call", func() { is(t, c.do(t.Context(), e), endpoint.ErrDown) })
				s.Sim.ClearFaults()
			}
			answers(t, e)
			settled(t, s, e)
		}
	}
	together(t, tests)
}

func TestACallOnAConnectionThatBreaksFailsAtOnce(t *testing.T) {
	t.Parallel()
	s, e := simulated(t, sftpsim.Options{})
	for _, c := range calls() {
		for _, done := range []bool{false, true} {
			lay(t, s)
			answers(t, e)
			settled(t, s, e)
			fault(t, s, sftpsim.Fault{Op: c.op, Times: 1, Do: sftpsim.Action{Kind: sftpsim.KindDrop, Done: done}})
			within(t, 2*time.Second, c.name, func() {
				if err := c.do(t.Context(), e); !errors.Is(err, endpoint.ErrDown) {
					t.Errorf("%s: %v", c.name, err)
				}
			})
			s.Sim.ClearFaults()
		}
	}
	answers(t, e)
	settled(t, s, e)
}

func TestARefusalIsNoReasonToConnectAgain(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	for _, c := range calls() {
		for status, kind := range map[sftpsim.Status]error{
			sftpsim.StatusPermissionDenied: fs.ErrPermission, sftpsim.StatusNoSuchFile: fs.ErrNotExist,
			sftpsim.StatusFailure: endpoint.ErrRefused, sftpsim.StatusBadMessage: endpoint.ErrRefused,
			sftpsim.StatusUnsupported: endpoint.ErrUnsupported, sftpsim.StatusEOF: nil,
		} {
			lay(t, s)
			f := sftpsim.Fault{Op: c.op, Do: sftpsim.Action{
				Kind: sftpsim.KindFail, Status: status, Text: "secret words", Done: c.op == sftpsim.OpClose,
			}}
			fault(t, s, f)
			err := c.do(t.Context(), e)
			s.Sim.ClearFaults()
			checkRefusal(t, c, status, kind, err)
		}
	}
	if n := s.Sim.Stats().Connections.Made; n != 1 {
		t.Errorf("%d connections", n)
	}
	settled(t, s, e)
}

func checkRefusal(t *testing.T, c call, status sftpsim.Status, kind, err error) {
	t.Helper()
	switch {
	case err != nil && (errors.Is(err, endpoint.ErrDown) || strings.Contains(err.Error(), "secret")):
		t.Errorf("%s, status %d: %v", c.name, status, err)
	case err == nil && c.name != "list on" && c.name != "renames":
		t.Errorf("%s, status %d, is taken for success", c.name, status)
	case kind != nil && err != nil && !errors.Is(err, kind):
		t.Errorf("%s, status %d: %v", c.name, status, err)
	}
}

func TestASlowServerIsWaitedForWhileItAnswersOthers(t *testing.T) {
	t.Parallel()
	s, e := impatient(t, 700*time.Millisecond)
	lay(t, s)
	must(t, e.Up())
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpRename, Times: 1, Do: sftpsim.Action{Delay: 1500 * time.Millisecond}})
	renamed := make(chan error, 1)
	go func() { renamed <- e.Rename(t.Context(), "/drop/a.csv", "/drop/b.csv") }()
	for {
		select {
		case err := <-renamed:
			must(t, err)
			if n := s.Sim.Stats().Connections.Made; n != 1 {
				t.Errorf("%d connections", n)
			}
			return
		case <-time.After(50 * time.Millisecond):
			_, err := e.Lstat(t.Context(), "/drop")
			must(t, err)
		}
	}
}

func TestOthersDoNotKeepACallAliveForEver(t *testing.T) {
	t.Parallel()
	s, e := impatient(t, 200*time.Millisecond)
	lay(t, s)
	must(t, e.Up())
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpRename, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	renamed := make(chan error, 1)
	go func() { renamed <- e.Rename(t.Context(), "/drop/a.csv", "/drop/b.csv") }()
	for {
		select {
		case err := <-renamed:
			is(t, err, endpoint.ErrDown)
			return
		case <-time.After(20 * time.Millisecond):
			_, _ = e.Lstat(t.Context(), "/drop")
		}
	}
}

// A server may answer what SSH asks while what reads its disk hangs.
func TestF13_AKeepaliveIsNoAnswerToACall(t *testing.T) {
	t.Parallel()
	s, e := impatient(t, 500*time.Millisecond)
	lay(t, s)
	must(t, e.Up())
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpLstat, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	within(t, 1300*time.Millisecond, "a call that only keepalives are answered beside", func() {
		_, err := e.Lstat(t.Context(), "/drop")
		is(t, err, endpoint.ErrDown)
	})
	if s.Sim.Count(sftpsim.OpKeepalive) == 0 {
		t.Error("there was no keepalive")
	}
}

func TestF13_AServerThatHangsBeforeTheSessionStandsIsGivenUp(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T){}
	for _, op := range []sftpsim.Op{sftpsim.OpConnect, sftpsim.OpAuth, sftpsim.OpSession} {
		tests[string(op)] = func(t *testing.T) {
			s, e := simulated(t, sftpsim.Options{})
			e.Within(time.Second)
			fault(t, s, sftpsim.Fault{Op: op, Times: 1, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
			within(t, 5*time.Second, string(op), func() {
				err := e.Up()
				is(t, err, endpoint.ErrDown)
				says(t, err, "did not answer in time")
			})
			e.Within(10 * time.Second)
			answers(t, e)
		}
	}
	together(t, tests)
}

func TestAServerThatBreaksBeforeTheSessionStandsIsTriedAgain(t *testing.T) {
	t.Parallel()
	for _, op := range []sftpsim.Op{sftpsim.OpConnect, sftpsim.OpAuth, sftpsim.OpSession} {
		for _, kind := range []sftpsim.Kind{sftpsim.KindDrop, sftpsim.KindFail} {
			s, e := simulated(t, sftpsim.Options{})
			fault(t, s, sftpsim.Fault{Op: op, Times: 1, Do: sftpsim.Action{Kind: kind}})
			is(t, e.Up(), endpoint.ErrDown)
			answers(t, e)
		}
	}
}

func TestF13_AHalfOpenConnectionIsNoticedAndReplaced(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T){}
	for name, start := range map[string]func(*testing.T) *sftptest.Server{
		"in-process": func(t *testing.T) *sftptest.Server { return sftptest.Simulated(t, sftpsim.Options{}) },
		"openssh":    func(t *testing.T) *sftptest.Server { return sftptest.OpenSSH(t) },
	} {
		tests[name] = func(t *testing.T) {
			s := start(t)
			e := open(t, options(t, s))
			must(t, e.Up())
			s.Freeze()
			ended := make(chan error, 1)
			go func() { _, err := names(t.Context(), e, "/"); ended <- err }()
			within(t, 3*time.Second, "to notice", func() {
				err := <-ended
				is(t, err, endpoint.ErrDown)
				says(t, err, "did not answer in time")
			})
			h := e.Health()
			says(t, h.LastError, "did not answer in time")
			if !h.ConnectedSince.IsZero() || h.RetryAt.IsZero() || h.LastSuccess.IsZero() {
				t.Errorf("%+v", h)
			}
			s.Thaw()
			answers(t, e)
			if h := e.Health(); h.ConnectedSince.IsZero() || !h.DownSince.IsZero() || h.Connections != 2 {
				t.Errorf("%+v", h)
			}
		}
	}
	together(t, tests)
}

func TestF13_AnIdleHalfOpenConnectionIsNoticed(t *testing.T) {
	t.Parallel()
	s, e := simulated(t, sftpsim.Options{})
	must(t, e.Up())
	s.Freeze()
	defer s.Thaw()
	eventually(t, "nobody asks, and it is noticed", func() bool { return e.Health().ConnectedSince.IsZero() })
}

func TestAnIdleConnectionStays(t *testing.T) {
	t.Parallel()
	s, e := simulated(t, sftpsim.Options{})
	must(t, e.Up())
	time.Sleep(time.Second)
	must(t, e.Up())
	if n := s.Sim.Stats().Connections.Made; n != 1 || s.Sim.Count(sftpsim.OpKeepalive) < 2 {
		t.Errorf("%d connections, %d keepalives", n, s.Sim.Count(sftpsim.OpKeepalive))
	}
}

func TestEveryCallEndsWithItsContext(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	for _, c := range calls() {
		lay(t, s)
		answers(t, e)
		fault(t, s, sftpsim.Fault{Op: c.op, Times: 1, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
		ctx, cancel := cancelled(t, 30*time.Millisecond)
		within(t, time.Second, c.name, func() {
			if err := c.do(ctx, e); !errors.Is(err, errEnough) {
				t.Errorf("%s: %v", c.name, err)
			}
		})
		cancel()
		s.Sim.ClearFaults()
		s.Sim.Release()
		settled(t, s, e)
	}
	if n := s.Sim.Stats().Connections.Made; n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestACallWhoseContextHasEndedAsksNothing(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	lay(t, s)
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errEnough)
	for _, c := range calls() {
		is(t, c.do(ctx, e), errEnough)
	}
	if n := len(s.Sim.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

// goroutines waits until there are no more than before.
func goroutines(t testing.TB, before int) {
	t.Helper()
	eventually(t, "nothing of ours runs any more", func() bool { return runtime.NumGoroutine() <= before })
}

func TestCallsThatAreGivenUpLeaveNothingBehind(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	lay(t, s)
	must(t, e.Up())
	before := runtime.NumGoroutine()
	for _, op := range []sftpsim.Op{sftpsim.OpOpenRead, sftpsim.OpOpenWrite, sftpsim.OpList, sftpsim.OpRead, sftpsim.OpLstat} {
		fault(t, s, sftpsim.Fault{Op: op, Do: sftpsim.Action{Kind: sftpsim.KindHang, Done: true}})
	}
	giveUp := func(n int) {
		for i := range n {
			ctx, cancel := cancelled(t, 3*time.Millisecond)
			all := calls()
			c := all[i%len(all)]
			if c.name == "remove" || c.name == "rename" || c.name == "posix-rename" {
				c = all[0]
			}
			_ = c.do(ctx, e)
			cancel()
		}
	}
	giveUp(100)
	if most := s.Sim.Stats().Handles.Most; most > 17 { // and one of a listing
		t.Errorf("%d open at once", most)
	}
	s.Sim.ClearFaults()
	s.Sim.Release()
	settled(t, s, e)
	goroutines(t, before)
	if n := s.Sim.Stats().Connections.Made; n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestCloseEndsEverything(t *testing.T) {
	before := runtime.NumGoroutine()
	s := sftptest.Simulated(t, sftpsim.Options{})
	lay(t, s)
	fault(t, s, sftpsim.Fault{Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	e := endpoint.New(options(t, s))
	must(t, e.Up())
	ended := make(chan error)
	for _, c := range calls() {
		go func() { ended <- c.do(t.Context(), e) }()
	}
	time.Sleep(50 * time.Millisecond)
	must(t, e.Close())
	for range calls() {
		is(t, <-ended, endpoint.ErrDown)
	}
	is(t, e.Up(), endpoint.ErrDown)
	says(t, e.Up(), "closed by us")
	s.Stop()
	goroutines(t, before)
	must(t, e.Close())
}

func TestCloseEndsAnAttemptToConnect(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{})
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpAuth, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	e := endpoint.New(options(t, s))
	ended := make(chan error, 1)
	go func() { _, err := e.Lstat(t.Context(), "/"); ended <- err }()
	eventually(t, "it logs in", func() bool { return s.Sim.Count(sftpsim.OpAuth) > 0 })
	must(t, e.Close())
	is(t, <-ended, endpoint.ErrDown)
}

func TestCallersWaitForTheSameAttempt(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpAuth, Times: 1, Do: sftpsim.Action{Delay: 100 * time.Millisecond}})
	ended := make(chan error)
	for range 20 {
		go func() { _, err := e.Lstat(t.Context(), "/"); ended <- err }()
	}
	ctx, cancel := cancelled(t, 20*time.Millisecond)
	defer cancel()
	_, err := e.Lstat(ctx, "/") // has had enough, and the attempt goes on for the others
	is(t, err, errEnough)
	for range 20 {
		must(t, <-ended)
	}
	if st := s.Sim.Stats(); st.Connections.Made != 1 || st.Sessions.Made != 1 {
		t.Errorf("%+v", st)
	}
}

func TestCallersGetTheSameFailure(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpAuth, Do: sftpsim.Action{Kind: sftpsim.KindFail, Delay: 100 * time.Millisecond}})
	ended := make(chan error)
	for range 20 {
		go func() { _, err := e.Lstat(t.Context(), "/"); ended <- err }()
	}
	for range 20 {
		is(t, <-ended, endpoint.ErrLogin)
	}
	if st := s.Sim.Stats(); st.Connections.Made != 1 {
		t.Errorf("%+v", st)
	}
}
