package daemon_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/needs"
)

// volume is a disk of its own, of a size.
func volume(t *testing.T, mib int) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", mib)); err != nil {
		needs.Missing(t, "a small disk cannot be mounted here: "+err.Error())
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir
}

// fill leaves no room on a disk until it is called.
func fill(t *testing.T, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "filler")
	f, err := os.Create(path)
	must(t, err)
	defer f.Close()
	block := make([]byte, 4096)
	for err == nil {
		_, err = f.Write(block)
	}
	if !errors.Is(err, unix.ENOSPC) {
		t.Fatalf("the disk did not fill up: %v", err)
	}
	return func() { must(t, os.Remove(path)) }
}

// onVolume has one of the daemon's folders on a disk of its own.
func onVolume(dir string, names ...string) func(string) string {
	return func(yaml string) string {
		yaml = "files: {min_free_bytes: 0}\n" + yaml // the disk itself is to say no
		for _, name := range names {
			yaml = strings.ReplaceAll(yaml, " "+name, " "+filepath.Join(dir, name)+strings.Repeat("/", strings.Count(name, "/")))
		}
		return yaml
	}
}

// The disk of the state folder fills up before a file is taken, while it is at
// work, and while a job is waited for. Nothing is lost, nothing is sent twice,
// and all goes on by itself once there is room.
func TestF24_FullStateDiskLosesNothingAndSendsNothingTwice(t *testing.T) {
	t.Parallel()
	disk := volume(t, 8)
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, sim: anybody, edit: onVolume(disk, "state")})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 300 * time.Millisecond}})
	w.drop(acme, "Before.csv", series(0, 3))
	w.await(acme, "Before.csv", "done")
	files := []dropped{{acme, "Before.csv", 3}}
	for n := 1; n <= 4; n++ {
		name := fmt.Sprintf("Full-%d.csv", n)
		files = append(files, dropped{acme, name, 3})
		if n%2 == 0 { // it is full when the file comes; else in the middle of its work
			free := fill(t, disk)
			w.drop(acme, name, series(n*10, 3))
			time.Sleep(400 * time.Millisecond)
			free()
			continue
		}
		w.drop(acme, name, series(n*10, 3))
		time.Sleep(time.Duration(n) * 150 * time.Millisecond)
		free := fill(t, disk)
		time.Sleep(400 * time.Millisecond)
		free()
	}
	for _, f := range files {
		w.awaitStepping(c, time.Minute, f.org, f.name, "done", "held")
	}
	w.reckonUp(files)
}

// The disk of the outbox is full: answers wait, health says so, and they come
// once there is room.
func TestF24_FullOutboxDiskLosesNoAnswer(t *testing.T) {
	t.Parallel()
	disk := volume(t, 1)
	c := &clock{}
	w := prepare(t, worldOption{now: c.now, edit: onVolume(disk, "outbox/")})
	for i := range w.fixture.Organisations {
		o := &w.fixture.Organisations[i]
		o.Outbox = filepath.Join(disk, "outbox", o.ID)
		must(t, os.MkdirAll(o.Outbox, 0o700))
	}
	w.start()
	free := fill(t, disk)
	w.drop(acme, "July.csv", awards(matches, refused))
	w.eventually("LRS has the rows", func() bool { return len(w.submits()) == 1 })
	w.eventually("health is red", func() bool { code, _ := w.ask("/readyz"); return code == 503 })
	free()
	w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "rejected SIM-B99"})
}

// The process may open no file more. What comes meanwhile is not lost, and is
// answered once it may.
func TestF24_WithoutFileHandlesNothingIsLost(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{sim: anybody})
	p := startProcess(t, "daemon", w.dir)
	w.drop(acme, "Before.csv", series(0, 2))
	w.await(acme, "Before.csv", "done")
	handles, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.cmd.Process.Pid))
	must(t, err)
	var usual syscall.Rlimit
	must(t, unix.Prlimit(p.cmd.Process.Pid, unix.RLIMIT_NOFILE, nil, (*unix.Rlimit)(&usual)))
	files := []dropped{{acme, "Before.csv", 2}}
	for _, more := range []int{0, 2} {
		limit := unix.Rlimit{Cur: uint64(len(handles) + more), Max: usual.Max}
		must(t, unix.Prlimit(p.cmd.Process.Pid, unix.RLIMIT_NOFILE, &limit, nil))
		for n := range 4 {
			name := fmt.Sprintf("Scarce-%d-%d.csv", more, n)
			w.drop(n%2, name, series(100*(more+1)+10*n, 2))
			files = append(files, dropped{n % 2, name, 2})
		}
		time.Sleep(500 * time.Millisecond)
	}
	must(t, unix.Prlimit(p.cmd.Process.Pid, unix.RLIMIT_NOFILE, (*unix.Rlimit)(&usual), nil))
	for _, f := range files {
		w.await(f.org, f.name, "done", "held")
	}
	p.halt()
	w.reckonUp(files)
}
