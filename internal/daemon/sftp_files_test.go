package daemon_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

func TestF4_F5_F12_F15_F27_FilesOnServers(t *testing.T) {
	t.Parallel()
	together(t,
		scene{"F4 times of another clock", timesOfAnotherClock},
		scene{"F4 a server that tells no times", noTimes},
		scene{"F12 two installations on one inbox", twoInstallations},
		scene{"F15 a crowd of names", crowdOfNames},
		scene{"F27 odd names of a hostile server", hostileNames},
	)
}

// Files whose times lie hours behind or ahead, as with preserved times and
// servers whose clock is wrong.
func timesOfAnotherClock(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	w := newWorld(t, worldOption{sim: anybody, remote: onServer(s)})
	mis := signIn(t, s)
	for n, off := range []time.Duration{-20 * 365 * 24 * time.Hour, -5 * time.Hour, 5 * time.Hour, 20 * 365 * 24 * time.Hour} {
		name := fmt.Sprintf("F%d.csv", n)
		at := time.Now().Add(off).Truncate(time.Second)
		mis.upload(s.Dir+"/in-acme/"+name+".tmp", nil, series(n*10, 2))
		must(t, mis.Chtimes(s.Dir+"/in-acme/"+name+".tmp", at, at))
		must(t, mis.Rename(s.Dir+"/in-acme/"+name+".tmp", s.Dir+"/in-acme/"+name))
		w.await(acme, name, "done")
		w.all(acme, name, 2, "accepted WSRC0009")
	}
	w.claimsGone()
}

// Without times, a file's size and its bytes have to do.
func noTimes(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{ZeroTimes: true})
	w := newWorld(t, worldOption{sim: anybody, remote: onServer(s)})
	for n := range 3 {
		name := fmt.Sprintf("F%d.csv", n)
		w.drop(acme, name, series(n*10, 2))
		w.await(acme, name, "done")
		w.all(acme, name, 2, "accepted WSRC0009")
	}
	w.drop(acme, "F0.csv", series(50, 2))
	w.await(acme, "F0.csv.2", "done")
	w.claimsGone()
}

func twoInstallations(t *testing.T) {
	s := sftptest.OpenSSH(t)
	w := prepare(t, worldOption{sim: anybody, remote: []remote{{inbox: s}}})
	second, stop := w.secondInstallation()
	w.start()
	w.scans("acme", 2)
	const files = 24
	for n := range files {
		w.drop(acme, fmt.Sprintf("F%d.csv", n), series(n*10, 2))
		time.Sleep(20 * time.Millisecond) // so that both get some
	}
	answered := func() (mine, theirs int) {
		a, _ := filepath.Glob(w.outbox(acme, "*.result.csv"))
		b, _ := filepath.Glob(filepath.Join(second, "acme", "*.result.csv"))
		return len(a), len(b)
	}
	w.eventually("all files are answered", func() bool { a, b := answered(); return a+b >= files })
	w.claimsGone()
	stop()
	mine, theirs := answered()
	t.Logf("one took %d, the other %d", mine, theirs)
	if mine+theirs != files {
		t.Errorf("%d files were answered, %d dropped", mine+theirs, files)
	}
	if n := w.sentRows("acme"); n != 2*files {
		t.Errorf("LRS took %d rows, want %d", n, 2*files)
	}
}

// secondInstallation runs another daemon on the same inboxes, with a state
// folder and outboxes of its own.
func (w *world) secondInstallation() (outboxes string, stop func()) {
	w.t.Helper()
	w.shared = true
	text, err := os.ReadFile(w.fixture.Config)
	must(w.t, err)
	other := strings.NewReplacer("state_dir: state", "state_dir: state-2", "outbox/", "outbox-2/", "archive/", "archive-2/").Replace(string(text))
	path := filepath.Join(w.dir, "second.yaml")
	must(w.t, os.WriteFile(path, []byte(other), 0o600))
	for _, o := range w.fixture.Organisations {
		must(w.t, os.MkdirAll(filepath.Join(w.dir, "outbox-2", o.ID), 0o700))
		must(w.t, os.MkdirAll(filepath.Join(w.dir, "archive-2", o.ID), 0o700))
	}
	c, err := config.Load(path)
	must(w.t, err)
	d, err := daemon.New(w.t.Context(), c, slog.New(slog.DiscardHandler), daemon.Options{})
	must(w.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	return filepath.Join(w.dir, "outbox-2"), func() {
		w.t.Helper()
		cancel()
		must(w.t, errors.Join(<-ended, d.Close()))
	}
}

// A folder with 100,000 names that are nobody's business costs no memory that
// grows with it, and one listing for each look; the files among them are
// answered. The daemon has a process of its own, so that the server's memory
// does not count.
func crowdOfNames(t *testing.T) {
	needsProc(t)
	s := simulated(t, sftpsim.Behaviour{})
	w := prepare(t, worldOption{remote: onServer(s)})
	p := startProcess(t, "daemon", w.dir)
	w.drop(acme, "Alone.csv", awards(matches))
	w.await(acme, "Alone.csv", "done")
	before := p.memory("VmHWM")
	const names = 100_000
	long := strings.Repeat("x", 200)
	s.Sim.SetBehaviour(sftpsim.Behaviour{Crowds: []sftpsim.Crowd{{Dir: s.Dir + "/in-acme", N: names, Name: func(i int) string {
		return fmt.Sprintf([...]string{".%s-%d.csv", "%s-%d.csv.filepart", "~%s-%d"}[i%3], long, i)
	}}}})
	s.Sim.Forget()
	w.patience *= 4 // two listings, each of 1,000 portions one after the other
	w.drop(acme, "Among.csv", awards(matchesToo))
	w.await(acme, "Among.csv", "done")
	if n := s.Sim.Count(sftpsim.OpReaddir); n > 5*names/100 { // two looks; what claims and answers need is little
		t.Errorf("the folder was read in %d portions of 100 before a file was answered", n)
	}
	after := p.memory("VmHWM")
	t.Logf("at most %.0f MiB without the crowd, %.0f MiB with it", before, after)
	if after-before > 32 { // the names alone are 20 MiB, and would be held several times over
		t.Errorf("the crowd took %.0f MiB", after-before)
	}
	p.halt()
}

// Names that no file system would give. Each is refused with an answer, leaves
// the folder by no way, and the good file among them is answered.
func hostileNames(t *testing.T) {
	names := []string{"../evil.csv", "a/../../evil.csv", "/etc/passwd", "", "..", "back\\slash.csv", "bell\a.csv", "\xff\xfe.csv", strings.Repeat("n", 5000) + ".csv"}
	s := simulated(t, sftpsim.Behaviour{})
	s.Sim.SetBehaviour(sftpsim.Behaviour{Crowds: []sftpsim.Crowd{{Dir: s.Dir + "/in-acme", N: len(names), Size: 10, Name: func(i int) string { return names[i] }}}})
	w := newWorld(t, worldOption{remote: onServer(s)})
	w.drop(acme, "good.csv", awards(matches))
	w.await(acme, "good.csv", "done")
	w.eventually("all names are answered", func() bool { return w.files() == 7 })
	w.scans("acme", 3)
	w.claimsGone()
	for _, r := range s.Sim.Requests() {
		for _, path := range []string{r.Path, r.Target} {
			if path != "" && !strings.HasPrefix(path, s.Dir+"/") && path != "/" && path != s.Dir {
				t.Errorf("the daemon asked for %q", path)
			}
		}
	}
	if got := w.healthOf("acme"); got.Refusals != 6 || got.Ignored == 0 {
		t.Errorf("%d names are refused, %d ignored", got.Refusals, got.Ignored)
	}
	w.eventually("all have a status", func() bool { found, _ := filepath.Glob(w.outbox(acme, "*.status.json")); return len(found) == 7 })
}
