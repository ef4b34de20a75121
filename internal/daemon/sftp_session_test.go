package daemon_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

func TestSessionsStopsAndMixedFoldersOnServers(t *testing.T) {
	t.Parallel()
	together(t,
		scene{"one login is one session", oneLoginIsOneSession},
		scene{"a server that allows one session", oneSessionAllowed},
		scene{"a stop in the middle of a download", stopInADownload},
		scene{"a stop in the middle of an upload", stopInAnUpload},
		scene{"a stop while the server hangs in a write", stopInAHanging(sftpsim.OpWrite)},
		scene{"a stop while the server hangs in a rename", stopInAHanging(sftpsim.OpRename)},
		scene{"inbox on a server, outbox here", mixed(true, false)},
		scene{"inbox here, outbox on a server", mixed(false, true)},
		scene{"F13 a dead outbox holds up nobody else", deadOutbox},
	)
}

// secondInbox adds another inbox to Acme's, on a server.
func secondInbox(t testing.TB, s *sftptest.Server) func(string) string {
	makeFolder(t, s, "more")
	return func(yaml string) string {
		return strings.Replace(yaml, "    outbox:", "      - {"+remote{}.keys(s, "more")+", settle: 30ms, poll: 100ms}\n    outbox:", 1)
	}
}

func oneLoginIsOneSession(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	w := newWorld(t, worldOption{sim: anybody, edit: secondInbox(t, s),
		remote: []remote{{org: acme, inbox: s, outbox: s}, {org: beta, inbox: s, outbox: s, timeout: "20s"}}})
	for n := range 10 {
		w.drop(n%2, fmt.Sprintf("F%d.csv", n), series(n*10, 2))
	}
	must(t, os.WriteFile(s.Local("more/More.csv"), []byte(series(200, 2)), 0o644))
	for n := range 10 {
		w.await(n%2, fmt.Sprintf("F%d.csv", n), "done")
	}
	w.await(acme, "More.csv", "done")
	w.claimsGone()
	w.scans("beta", 2)
	if got := s.Sim.Stats(); got.Connections.Made != 1 || got.Sessions.Made != 1 {
		t.Errorf("%d connections with %d sessions were made, want one", got.Connections.Made, got.Sessions.Made)
	}
	w.halt()
	w.eventually("the connection is closed", func() bool { return s.Sim.Stats().Connections.Open == 0 })
	if got := s.Sim.Stats().Handles; got.Open != 0 || got.Most > 16+2 {
		t.Errorf("%d files were left open, and %d were open at once", got.Open, got.Most)
	}
}

func oneSessionAllowed(t *testing.T) {
	s := sftptest.OpenSSH(t, sftptest.MaxSessions(1))
	w := newWorld(t, worldOption{sim: anybody, edit: secondInbox(t, s), remote: []remote{{org: acme, inbox: s, outbox: s}, {org: beta, inbox: s, outbox: s}}})
	for n := range 6 {
		w.drop(n%2, fmt.Sprintf("F%d.csv", n), series(n*10, 2))
	}
	must(t, os.WriteFile(s.Local("more/More.csv"), []byte(series(200, 2)), 0o644))
	for n := range 6 {
		w.await(n%2, fmt.Sprintf("F%d.csv", n), "done")
	}
	w.await(acme, "More.csv", "done")
	w.claimsGone()
}

// stopped stops the daemon, which may not take long whatever the server does.
func (w *world) stopped() {
	w.t.Helper()
	began := time.Now()
	w.halt()
	took := time.Since(began)
	w.t.Logf("the stop took %v", took)
	if took > 10*time.Second {
		w.t.Errorf("the stop took %v", took)
	}
}

func stopInADownload(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	w := newWorld(t, worldOption{sim: anybody, remote: onServer(s)})
	on(t, s, sftpsim.Fault{Op: sftpsim.OpRead, Name: "Large.csv", Do: sftpsim.Action{Delay: 700 * time.Millisecond}})
	w.drop(acme, "Large.csv", series(0, 1000)+strings.Repeat("\r\n", 1<<18))
	w.eventually("the download has begun", func() bool { return s.Sim.Count(sftpsim.OpRead) > 4 })
	w.stopped()
	if n := w.sentRows("acme"); n != 0 {
		t.Errorf("LRS took %d rows", n)
	}
	s.Sim.ClearFaults()
	w.start()
	w.await(acme, "Large.csv", "done")
	w.all(acme, "Large.csv", 1000, "accepted WSRC0009")
	w.claimsGone()
}

func stopInAnUpload(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	w := newWorld(t, worldOption{sim: anybody, remote: onServer(s)})
	w.scans("acme", 1)
	on(t, s, sftpsim.Fault{Op: sftpsim.OpWrite, After: 64_000, Do: sftpsim.Action{Delay: 2 * time.Second}})
	w.drop(acme, "Large.csv", series(0, 1000))
	w.eventually("the upload of an answer has begun", func() bool { return len(w.temporaries()) > 0 && w.sentRows("acme") == 1000 })
	w.stopped()
	s.Sim.ClearFaults()
	w.start()
	w.await(acme, "Large.csv", "done")
	w.all(acme, "Large.csv", 1000, "accepted WSRC0009")
	w.claimsGone()
	w.eventually("nothing half-written is left", func() bool { return len(w.temporaries()) == 0 })
}

// temporaries are files of Acme's outbox that are being written, with bytes in
// them.
func (w *world) temporaries() (all []string) {
	entries, err := os.ReadDir(w.fixture.Organisations[acme].Outbox)
	must(w.t, err)
	for _, e := range entries {
		if info, err := e.Info(); strings.HasPrefix(e.Name(), ".lrsdrop-") && err == nil && info.Size() > 30_000 {
			all = append(all, e.Name())
		}
	}
	return all
}

func stopInAHanging(op sftpsim.Op) func(*testing.T) {
	return func(t *testing.T) {
		s := simulated(t, sftpsim.Behaviour{})
		w := newWorld(t, worldOption{sim: anybody, remote: []remote{{outbox: s}}})
		on(t, s, sftpsim.Fault{Op: op, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
		w.drop(acme, "July.csv", series(0, 2))
		w.eventually("the server hangs", func() bool { return s.Sim.Count(op) > 0 })
		s.Freeze()
		w.stopped()
		s.Sim.ClearFaults()
		s.Thaw()
		w.start()
		w.await(acme, "July.csv", "done")
		w.all(acme, "July.csv", 2, "accepted WSRC0009")
		w.claimsGone()
	}
}

// mixed has one of the folders on a server.
func mixed(inbox, outbox bool) func(*testing.T) {
	return func(t *testing.T) {
		s := simulated(t, sftpsim.Behaviour{})
		r := remote{org: acme}
		if inbox {
			r.inbox = s
		}
		if outbox {
			r.outbox = s
		}
		w := newWorld(t, worldOption{remote: []remote{r}})
		w.drop(acme, "July.csv", awards(matches, badCheckDigit, linked))
		w.await(acme, "July.csv", "held")
		w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "invalid LOCAL-ULN-CHECK", "4": "held WSVRC002"})
		w.drop(acme, "July.csv", awards(matchesToo))
		w.await(acme, "July.csv.2", "done")
		w.claimsGone()
	}
}

// Answers of one organisation hang by the dozen, and those of another come.
func deadOutbox(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, sim: anybody, remote: []remote{{outbox: s}}})
	w.drop(acme, "First.csv", series(0, 2))
	w.await(acme, "First.csv", "done")
	s.Freeze()
	const files = 36 // more than may work at once
	for n := range files {
		w.drop(acme, fmt.Sprintf("F%d.csv", n), learners(100+n*10, 1))
	}
	w.eventually("the files are taken", func() bool { return w.files() == files+1 })
	for n := range 3 {
		name := fmt.Sprintf("Other%d.csv", n)
		w.drop(beta, name, series(n*10, 2))
		w.await(beta, name, "done")
	}
	if found, _ := os.ReadDir(w.fixture.Organisations[acme].Outbox); len(found) > 4 {
		t.Errorf("the server was not dead: %d files", len(found))
	}
	s.Thaw()
	for n := range files {
		w.awaitStepping(c, time.Hour, acme, fmt.Sprintf("F%d.csv", n), "done")
	}
	w.claimsGone()
}
