package daemon_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
	"lrsdrop/internal/store"
)

func TestF9_F11_F13_F14_F16_F20_F24_F25_ServersInTrouble(t *testing.T) {
	t.Parallel()
	together(t,
		scene{"F13 half-open while idle", halfOpen(freezeIdle)},
		scene{"F13 half-open in the middle of a download", halfOpen(freezeInADownload)},
		scene{"F14 the poller is connected and dead", deadPoller},
		scene{"F20 the server goes and returns", serverGoesAndReturns},
		scene{"F25 the server has another key", serverWithAnotherKey},
		scene{"F16 a download is truncated", downloadThat(sftpsim.KindTruncate)},
		scene{"F16 a download is broken off", downloadThat(sftpsim.KindDrop)},
		scene{"F16 a download is refused", downloadThat(sftpsim.KindFail)},
		scene{"F24 the outbox is full", fullOutbox},
		scene{"F9 F11 a claim cannot be removed", claimThatStays},
		scene{"F7 F11 a claim goes while the next run looks at it", claimThatGoesLate},
	)
}

// out waits until health says that an inbox is out, and since when.
func (w *world) out(organisation string) {
	w.t.Helper()
	w.eventually("health says that the inbox is out", func() bool {
		h := w.healthOf(organisation)
		return !h.OutSince.IsZero() && h.LastError != nil
	})
	h := w.healthOf(organisation)
	if time.Since(h.OutSince) > w.patience || !errors.Is(h.LastError, endpoint.ErrDown) || !strings.Contains(h.LastError.Error(), "sftp://") {
		w.t.Errorf("health says that it is out since %v: %v", h.OutSince, h.LastError)
	}
}

// back waits until an inbox can be read again. Only then is it worth while to
// step a clock.
func (w *world) back(organisation string) {
	w.t.Helper()
	w.eventually("health says that the inbox is back", func() bool { h := w.healthOf(organisation); return h.OutSince.IsZero() && h.LastError == nil })
}

// A server that keeps the connection and answers nothing. Meanwhile files of
// others are answered, and what is dropped there waits.
func halfOpen(freeze func(*world, *sftptest.Server)) func(*testing.T) {
	return func(t *testing.T) {
		s := simulated(t, sftpsim.Behaviour{})
		c := &clock{}
		w := newWorld(t, worldOption{now: c.now, sim: anybody, remote: []remote{{inbox: s, outbox: s, timeout: "5s"}}})
		w.drop(acme, "Early.csv", series(0, 2))
		w.await(acme, "Early.csv", "done")
		freeze(w, s)
		sent := w.sentRows("acme")
		w.drop(acme, "Waits.csv", series(50, 2))
		w.drop(beta, "Other.csv", awards(matches))
		w.await(beta, "Other.csv", "done")
		w.out("acme")
		if n := w.sentRows("acme"); n != sent {
			t.Errorf("LRS took %d rows while nothing could come", n-sent)
		}
		s.Sim.ClearFaults()
		s.Thaw()
		w.back("acme")
		w.awaitStepping(c, time.Hour, acme, "Waits.csv", "done")
		w.awaitStepping(c, time.Hour, acme, "Large.csv", "done")
		w.all(acme, "Large.csv", 1000, "accepted WSRC0009")
		w.claimsGone()
	}
}

func freezeIdle(w *world, s *sftptest.Server) {
	w.drop(acme, "Large.csv", series(100, 1000))
	w.await(acme, "Large.csv", "done")
	s.Freeze()
}

func freezeInADownload(w *world, s *sftptest.Server) {
	on(w.t, s, sftpsim.Fault{Op: sftpsim.OpRead, Name: "Large.csv", After: 40_000, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	w.drop(acme, "Large.csv", series(100, 1000))
	w.eventually("the download has begun", func() bool { return s.Sim.Count(sftpsim.OpRead) > 1 })
	s.Freeze()
}

// The connection stands and answers keepalives, and the listing never comes.
func deadPoller(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	w := newWorld(t, worldOption{remote: onServer(s)})
	w.scans("acme", 1)
	on(t, s, sftpsim.Fault{Op: sftpsim.OpReaddir, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	w.eventually("health says that nothing is done there", func() bool { return w.healthOf("acme").Stalled })
	w.logged("nothing has been done there for a while")
	if h := w.healthOf("beta"); h.Stalled || h.LastError != nil {
		t.Errorf("another inbox is told to be in trouble: %+v", h)
	}
	s.Sim.ClearFaults()
	s.Sim.Release()
	w.logged("an inbox works again")
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
}

func serverGoesAndReturns(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, remote: onServer(s)})
	// One file is with LRS when the server goes, another is dropped meanwhile.
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit, Organisation: "acme"}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 500 * time.Millisecond}, Times: 1})
	w.drop(acme, "July.csv", awards(matches, badCheckDigit))
	w.batchIn("acme", store.Achievements, store.BatchSubmitting)
	s.Stop()
	w.drop(acme, "August.csv", awards(matchesToo))
	w.out("acme")
	w.eventually("LRS has the rows", func() bool { return w.sentRows("acme") == 1 })
	w.logged("what is dropped there waits")
	w.drop(beta, "Other.csv", awards(matches))
	w.await(beta, "Other.csv", "done")
	s.Start()
	w.back("acme")
	w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
	w.awaitStepping(c, time.Hour, acme, "August.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "invalid LOCAL-ULN-CHECK"})
	w.claimsGone()
	if n := w.sentRows("acme"); n != 2 {
		t.Errorf("LRS took %d rows, want 2", n)
	}
}

// A server with another key may be somebody else's. Nothing goes there until a
// person has put the new key into known_hosts.
func serverWithAnotherKey(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, remote: onServer(s)})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	s.ChangeHostKeys()
	w.drop(acme, "August.csv", awards(matchesToo))
	w.out("acme")
	w.eventually("health says why", func() bool { return errors.Is(w.healthOf("acme").LastError, endpoint.ErrHostChanged) })
	w.logged("not the one in the known_hosts file")
	if n := s.Sim.Count(sftpsim.OpConnect); n == 0 {
		t.Error("the server was not asked at all")
	}
	if n := s.Sim.Count(sftpsim.OpAuth); n != 0 {
		t.Errorf("somebody with another key was told who we are, %d times", n)
	}
	must(t, os.WriteFile(s.KnownHosts, []byte(s.Sim.KnownHosts()), 0o600))
	w.back("acme")
	w.awaitStepping(c, time.Hour, acme, "August.csv", "done")
	w.expect(acme, "August.csv", map[string]string{"2": "accepted WSRC0009"})
	w.claimsGone()
}

// Half a file is never sent, whatever the server says of its size.
func downloadThat(kind sftpsim.Kind) func(*testing.T) {
	return func(t *testing.T) {
		s := simulated(t, sftpsim.Behaviour{})
		c := &clock{}
		w := newWorld(t, worldOption{now: c.now, sim: anybody, remote: onServer(s)})
		on(t, s, sftpsim.Fault{Op: sftpsim.OpRead, Name: "July.csv", After: 40_000, Do: sftpsim.Action{Kind: kind}})
		w.drop(acme, "July.csv", series(0, 1000))
		w.eventually("health says that a file cannot be handed over", func() bool { return w.healthOf("acme").LastError != nil })
		if n := len(w.submits()); n != 0 {
			t.Errorf("LRS took %d uploads of half a file", n)
		}
		s.Sim.ClearFaults()
		w.back("acme")
		w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
		w.all(acme, "July.csv", 1000, "accepted WSRC0009")
		w.claimsGone()
		if n := w.sentRows("acme"); n != 1000 {
			t.Errorf("LRS took %d rows, want 1000", n)
		}
	}
}

// The outbox is full. A server says no more than that it failed.
func fullOutbox(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, sim: anybody, remote: onServer(s)})
	for _, op := range []sftpsim.Op{sftpsim.OpWrite, sftpsim.OpOpenWrite} {
		on(t, s, sftpsim.Fault{Op: op, Skip: 20, Do: sftpsim.Action{Kind: sftpsim.KindFail}}) // in the middle of the answers
	}
	names := []string{"A.csv", "B.csv", "C.csv", "D.csv", "E.csv", "F.csv"}
	for n, name := range names {
		w.drop(acme, name, series(n*10, 2))
	}
	w.logged("a step failed and is tried again")
	w.eventually("LRS has all rows", func() bool { return w.sentRows("acme") == 2*len(names) })
	w.step(c, time.Hour) // and once more in vain
	w.scans("acme", 3)
	s.Sim.ClearFaults()
	for _, name := range names {
		w.awaitStepping(c, time.Hour, acme, name, "done")
		w.all(acme, name, 2, "accepted WSRC0009")
	}
	w.claimsGone()
}

// A file that cannot be taken out of the inbox is told of and not taken again.
func claimThatStays(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, remote: onServer(s)})
	on(t, s, sftpsim.Fault{Op: sftpsim.OpRemove, Name: "July.csv", Do: sftpsim.Action{Kind: sftpsim.KindFail}})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done") // the answer comes first
	w.logged("take the original out of the inbox")
	w.claimed(acme, "July.csv")
	w.halt()
	w.start()
	w.scans("acme", 3)
	w.step(c, time.Hour)
	w.scans("acme", 2)
	w.claimed(acme, "July.csv")
	s.Sim.ClearFaults()
	w.eventually("the claim is removed", func() bool {
		w.step(c, time.Hour)
		time.Sleep(200 * time.Millisecond)
		found, _ := filepath.Glob(filepath.Join(w.fixture.Organisations[acme].Inbox, ".claimed", "*", "*", "July.csv"))
		return len(found) == 0
	})
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d uploads", n)
	}
}

// What a daemon asked of a server last may be done when the next one is at work
// already. Of a file that was answered nobody is told that it vanished.
func claimThatGoesLate(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	w := newWorld(t, worldOption{remote: onServer(s)})
	on(t, s, sftpsim.Fault{Op: sftpsim.OpRemove, Name: "July.csv", Do: sftpsim.Action{Kind: sftpsim.KindFail}})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	w.logged("take the original out of the inbox")
	w.halt()
	on(t, s, sftpsim.Fault{Op: sftpsim.OpLstat, Name: "July.csv", Do: sftpsim.Action{Delay: 500 * time.Millisecond}})
	s.Sim.Forget()
	w.start()
	w.eventually("the claim is looked at", func() bool {
		for _, r := range s.Sim.Requests() {
			if r.Op == sftpsim.OpLstat && strings.HasSuffix(r.Path, "/July.csv") {
				return true
			}
		}
		return false
	})
	must(t, os.Remove(w.claimed(acme, "July.csv")))
	s.Sim.ClearFaults()
	w.scans("acme", 3)
	if n := w.files(); n != 1 {
		t.Errorf("%d files were answered, 1 dropped", n)
	}
	if h := w.healthOf("acme"); h.Lost != 0 || h.LastError != nil {
		t.Errorf("health tells of %d lost claims: %v", h.Lost, h.LastError)
	}
}
