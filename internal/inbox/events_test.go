package inbox

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"lrsdrop/internal/folder"
)

// patience is when a test gives up; none takes a noticeable part of it.
const patience = 20 * time.Second

// live is a watch over one real folder.
type live struct {
	t     *testing.T
	dir   string
	watch *Watch
	taken chan File
}

// watchDir starts a watch with the poll time given and a short settle time.
func watchDir(t *testing.T, dir, owner string, poll time.Duration) *live {
	t.Helper()
	l := &live{t: t, dir: dir, taken: make(chan File, 1000)}
	local, err := folder.OpenLocal(dir, folder.Owner(owner))
	if err != nil {
		t.Fatal(err)
	}
	var ids atomic.Int64
	in := Inbox{ID: "acme", Folder: local, Path: dir, Settle: 50 * time.Millisecond, Poll: poll}
	l.watch = New([]Inbox{in}, owner, func() string { return fmt.Sprintf("id%d", ids.Add(1)) }, l.receive, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- l.watch.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return l
}

func (l *live) receive(ctx context.Context, files []File) error {
	for _, f := range files {
		if err := f.Inbox.Folder.RemoveClaim(ctx, f.Claim, folder.Entry{}); err != nil {
			return err
		}
		l.taken <- f
	}
	return nil
}

func (l *live) drop(name, content string) {
	l.t.Helper()
	if err := os.WriteFile(filepath.Join(l.dir, name), []byte(content), 0o600); err != nil {
		l.t.Fatal(err)
	}
}

func (l *live) wantTaken(name string) {
	l.t.Helper()
	select {
	case f := <-l.taken:
		if f.Claim.Name != name {
			l.t.Errorf("taken %q, want %q", f.Claim.Name, name)
		}
	case <-time.After(patience):
		l.t.Fatalf("%s was not taken; health %+v", name, l.watch.Health()[0])
	}
}

// waitFor waits until the health is as it should be.
func (l *live) waitFor(what string, is func(Health) bool) {
	l.t.Helper()
	for end := time.Now().Add(patience); !is(l.watch.Health()[0]); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			l.t.Fatalf("not %s: %+v", what, l.watch.Health()[0])
		}
	}
}

func listening(h Health) bool { return h.Events && h.OutSince.IsZero() }

func TestFileEventsBringFilesForward(t *testing.T) {
	l := watchDir(t, t.TempDir(), "state-a", time.Hour)
	l.waitFor("listening", listening)
	l.drop("July.csv", "one")
	l.wantTaken("July.csv")
	l.drop("July.csv", "two")
	l.wantTaken("July.csv")
}

func TestF2_ATemporaryNameIsTakenOnceItHasItsFinalOne(t *testing.T) {
	l := watchDir(t, t.TempDir(), "state-a", time.Hour)
	l.waitFor("listening", listening)
	l.drop("July.csv.tmp", "one")
	l.drop("z.csv", "a file that shows that the scan came by")
	l.wantTaken("z.csv")
	if err := os.Rename(filepath.Join(l.dir, "July.csv.tmp"), filepath.Join(l.dir, "July.csv")); err != nil {
		t.Fatal(err)
	}
	l.wantTaken("July.csv")
}

func TestF12_TwoDaemonsOnOneRealInbox(t *testing.T) {
	const files = 200
	dir := t.TempDir()
	a := watchDir(t, dir, "state-a", 100*time.Millisecond)
	b := watchDir(t, dir, "state-b", 100*time.Millisecond)
	for i := range files {
		a.drop(fmt.Sprintf("f%03d.csv", i), "x")
	}
	seen := map[string]bool{}
	for len(seen) < files {
		var f File
		select {
		case f = <-a.taken:
		case f = <-b.taken:
		case <-time.After(patience):
			t.Fatalf("%d of %d files taken", len(seen), files)
		}
		if seen[f.Claim.Name] {
			t.Errorf("%s was taken twice", f.Claim.Name)
		}
		seen[f.Claim.Name] = true
	}
}

// On Windows the watcher answers who adds a folder from the goroutine that also
// passes the events.
func TestF14_EventsThatComeWhileInboxesComeAndGoHangNothing(t *testing.T) {
	dir := t.TempDir()
	l := watchDir(t, dir, "state-a", time.Hour)
	l.waitFor("listening", listening)
	stop, flooded := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(flooded)
		for i := 0; !closed(stop); i++ {
			_ = os.WriteFile(filepath.Join(dir, fmt.Sprintf("f%d.tmp", i%100)), nil, 0o600) // one that fails makes no event
		}
	}()
	defer func() { close(stop); <-flooded }()
	second := t.TempDir()
	local, err := folder.OpenLocal(second, folder.Owner("state-a"))
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		l.watch.Add(Inbox{ID: "beta", Folder: local, Path: second, Settle: time.Millisecond, Poll: time.Hour})
		for end := time.Now().Add(patience); !listening(l.watch.Health()[1]); time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("it does not listen: %+v", l.watch.Health()[1])
			}
		}
		<-l.watch.Remove("beta")
	}
}

// A watcher that waits for a folder keeps no event of another from being passed
// on, nor anybody from leaving a folder.
func TestF20_AFolderThatHangsKeepsNoEventBack(t *testing.T) {
	e := &events{}
	a, b := newStation(Inbox{ID: "a", Path: t.TempDir()}, "", nil, nil, Options{}), newStation(Inbox{ID: "b", Path: t.TempDir()}, "", nil, nil, Options{})
	e.add(a)
	e.add(b)
	e.changing.Lock() // as while it waits
	e.hint(fsnotify.Event{Name: filepath.Join(a.in.Path, "July.csv"), Op: fsnotify.Create})
	e.remove(b)
	e.close()
	e.changing.Unlock()
	if len(a.wake) != 1 {
		t.Error("the inbox was not woken")
	}
}

func TestLostEventsBringEveryScanForward(t *testing.T) {
	a, b := newStation(Inbox{ID: "a"}, "", nil, nil, Options{}), newStation(Inbox{ID: "b"}, "", nil, nil, Options{})
	lost := make(chan error, 1)
	lost <- fsnotify.ErrEventOverflow
	close(lost)
	e := &events{stations: map[string]*station{"/a": a, "/b": b}}
	e.pass(&fsnotify.Watcher{Events: make(chan fsnotify.Event), Errors: lost})
	if len(a.wake) != 1 || len(b.wake) != 1 {
		t.Errorf("woken: %d and %d, want both", len(a.wake), len(b.wake))
	}
}

func TestOnlyNewsWakesAnInbox(t *testing.T) {
	for _, c := range []struct {
		name string
		op   fsnotify.Op
		want int
	}{
		{"July.csv", fsnotify.Create, 1},
		{"July.csv", fsnotify.Write, 1},
		{"July.csv", fsnotify.Rename, 0}, // our own claim
		{"July.csv", fsnotify.Remove, 0},
		{"July.csv", fsnotify.Chmod, 0},
		{"July.csv.tmp", fsnotify.Write, 0},
		{".claimed", fsnotify.Create, 0},
	} {
		dir := t.TempDir()
		s := newStation(Inbox{Path: dir}, "", nil, nil, Options{})
		e := &events{stations: map[string]*station{dir: s}}
		e.hint(fsnotify.Event{Name: filepath.Join(dir, c.name), Op: c.op})
		if got := len(s.wake); got != c.want {
			t.Errorf("%s %s: %d hints, want %d", c.op, c.name, got, c.want)
		}
	}
}
