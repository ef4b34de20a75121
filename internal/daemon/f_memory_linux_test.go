package daemon_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"lrsdrop/examples"
)

// limited is the daemon with a bound on its memory, as MemoryMax of a unit sets
// one: by a cgroup, and where none can be made by what the kernel lets the
// process itself have.
type limited struct {
	*world
	program string
	group   string // the folder of the cgroup; "": there is none
	limit   string // its file with the limit
}

func newLimited(w *world) *limited {
	w.t.Helper()
	program, err := ordinary()
	must(w.t, err)
	l := &limited{world: w, program: program}
	for _, version := range []struct{ root, limit string }{{"/sys/fs/cgroup/memory", "memory.limit_in_bytes"}, {"/sys/fs/cgroup", "memory.max"}} {
		group := filepath.Join(version.root, fmt.Sprintf("lrsdrop-test-%d-%d", os.Getpid(), time.Now().UnixNano()))
		if os.Mkdir(group, 0o755) != nil {
			continue
		}
		w.t.Cleanup(func() { _ = os.Remove(group) })
		if _, err := os.Stat(filepath.Join(group, version.limit)); err == nil {
			l.group, l.limit = group, filepath.Join(group, version.limit)
			w.t.Logf("bounded by the cgroup %s", group)
			return l
		}
	}
	w.t.Log("no cgroup can be made here: bounded by RLIMIT_DATA")
	return l
}

// reserved is what the runtime of Go takes for itself before it does anything;
// most of it is never used, and a cgroup does not count it.
const reserved = 80

// run starts the daemon with so much memory.
func (l *limited) run(mebibytes int) *process {
	l.t.Helper()
	script := fmt.Sprintf(`ulimit -d %d && exec "$@"`, (reserved+mebibytes)<<10)
	if l.group != "" {
		must(l.t, os.WriteFile(l.limit, []byte(strconv.Itoa(mebibytes<<20)), 0o600))
		script = fmt.Sprintf(`echo $$ > %s/cgroup.procs && exec "$@"`, l.group)
	}
	return launch(l.t, "/bin/sh", l.log, nil, "-c", script, "sh", l.program, victimRun, "--config", l.fixture.Config)
}

// endOf waits until the daemon has ended, at most so long. It reports whether
// it has.
func (p *process) endOf(most time.Duration) bool {
	for deadline := time.Now().Add(most); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if p.gone() {
			return true
		}
	}
	return false
}

// With the memory that the guide says is enough, a large file and many small
// ones are done.
func TestF7_MemoryOfTheGuideIsEnoughForALargeFileAndMany(t *testing.T) {
	t.Parallel()
	rows, files := 30_000, 100
	switch {
	case underRace:
		rows, files = 5_000, 20
	case long():
		rows, files = 200_000, 2000
	}
	w := prepare(t, worldOption{sim: slices.Concat(anybody, hurry)})
	l := newLimited(w)
	p := l.run(statedMemory(t))
	t.Cleanup(p.kill)
	w.drop(acme, "Large.csv", series(0, rows))
	all := []dropped{{acme, "Large.csv", rows}}
	for n := range files {
		name := fmt.Sprintf("Small-%d.csv", n)
		w.drop(beta, name, series(10_000_000+n, 1))
		all = append(all, dropped{beta, name, 1})
	}
	for _, f := range all {
		w.longFor(f.org, f.name)
		w.await(f.org, f.name, "done")
		w.all(f.org, f.name, f.rows, "accepted WSRC0009")
	}
	t.Logf("%d rows and %d files: peak %.0f MiB of %d", rows, files, p.memory("VmHWM"), statedMemory(t))
	must(t, p.terminate())
}

// With far too little the daemon is killed again and again, in the middle of
// its work. Once it has enough, nothing is lost and nothing was sent twice.
func TestF7_KilledForWantOfMemoryNothingIsLostOrSentTwice(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{sim: slices.Concat(anybody, hurry), edit: limits(1000, 500, 2)})
	l := newLimited(w)
	var files []dropped
	drop := func(rows int) {
		f := dropped{len(files) % 2, fmt.Sprintf("F-%d.csv", len(files)), rows}
		w.drop(f.org, f.name, series(100_000*len(files), rows))
		files = append(files, f)
	}
	killed, rounds := 0, 8
	if long() {
		rounds = 120
	}
	for n := range rounds {
		drop(3000)
		drop(3)
		mebibytes := 16 + n*16/rounds // at first it cannot start, at last it comes to its end
		p := l.run(mebibytes)
		if p.endOf(1200 * time.Millisecond) {
			killed++
			t.Logf("with %d MiB it ended by %v; LRS has %d uploads", mebibytes, p.cmd.ProcessState, len(w.submits()))
		}
		p.kill()
	}
	drop(3)
	p := l.run(statedMemory(t))
	t.Cleanup(p.kill)
	for _, f := range files {
		w.await(f.org, f.name, "done", "held")
	}
	must(t, p.terminate())
	w.reckonUp(files)
	if killed == 0 {
		t.Error("it was never killed for want of memory")
	}
}

// statedMemory is what the operator's guide says that the daemon stays below, in
// MiB.
func statedMemory(t testing.TB) int {
	t.Helper()
	guide, err := fs.ReadFile(examples.Files(), "guides/operator.md")
	must(t, err)
	found := regexp.MustCompile(`(?m)^\| memory of the daemon, whatever comes \| ([0-9]+) MiB \|`).FindSubmatch(guide)
	if found == nil {
		t.Fatal("the operator's guide states no bound of the memory")
	}
	stated, err := strconv.Atoi(string(found[1]))
	must(t, err)
	return stated
}
