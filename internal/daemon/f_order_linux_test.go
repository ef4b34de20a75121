package daemon_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"lrsdrop/internal/needs"
)

// call is one call of the kernel in a trace: the lines at which it began and
// ended.
type call struct {
	name, arguments string
	began, ended    int
}

var (
	callLine    = regexp.MustCompile(`^(\d+) +(\w+)\((.*)$`)
	resumedLine = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>`)
)

// callsOf reads what strace has written of all threads.
func callsOf(t testing.TB, path string) (all []*call) {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	open := map[string]*call{} // by thread
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if resumed := resumedLine.FindStringSubmatch(line); resumed != nil {
			if c := open[resumed[1]]; c != nil && c.name == resumed[2] {
				c.ended = n
			}
			continue
		}
		if found := callLine.FindStringSubmatch(line); found != nil {
			c := &call{found[2], found[3], n, n}
			if strings.HasSuffix(line, "<unfinished ...>") {
				c.ended = 1 << 60
				open[found[1]] = c
			}
			all = append(all, c)
		}
	}
	must(t, lines.Err())
	return all
}

// order finds calls in a trace, each begun after the one before had ended.
type order struct {
	t     testing.TB
	calls []*call
	after int
}

// then finds the first call of one of the names whose arguments have all the
// words.
func (o *order) then(what, names string, words ...string) *call {
	o.t.Helper()
	for _, c := range o.calls {
		if c.began > o.after && slices.Contains(strings.Fields(names), c.name) && containsAll(c.arguments, words) {
			o.t.Logf("lines %d to %d: %s", c.began, c.ended, what)
			o.after = c.ended
			return c
		}
	}
	o.t.Fatalf("after line %d of the trace there is no call that would be: %s", o.after, what)
	return nil
}

// traced runs the real program under strace until it has answered one file, and
// gives the id of that and the calls that were made.
func traced(t *testing.T, w *world) (id string, all []*call) {
	t.Helper()
	strace := needs.Program(t, "strace", "strace")
	program, err := ordinary()
	must(t, err)
	out := filepath.Join(w.dir, "trace")
	p := launch(t, strace, w.log, nil, "-f", "--seccomp-bpf", "-yy", "-s", "8192", "-o", out,
		"-e", "trace=fsync,fdatasync,write,pwrite64,connect,rename,renameat,renameat2,unlink,unlinkat", program, victimRun, "--config", w.fixture.Config)
	t.Cleanup(p.kill)
	w.drop(acme, "July.csv", manyAwards)
	st := w.await(acme, "July.csv", "done")
	w.claimsGone()
	var holder struct{ PID int }
	text, err := os.ReadFile(filepath.Join(w.config.StateDir, "holder.json"))
	must(t, err)
	must(t, json.Unmarshal(text, &holder))
	must(t, syscall.Kill(holder.PID, syscall.SIGTERM))
	must(t, <-p.ended)
	p.ended <- nil
	return st.FileID, callsOf(t, out)
}

const flushes = "fsync fdatasync"

// A kill shows nothing about a power cut: what the kernel was asked to put on
// disk, and when, does.
func TestF7_WhatAFileNeedsIsOnDiskBeforeItsOriginalGoesAndBeforeItsUpload(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{sim: slices.Concat(anybody, hurry)})
	id, all := traced(t, w)
	state := filepath.Base(w.config.StateDir)
	input, wal := state+"/spool/"+id+".input>", state+"/lrsdrop.db-wal>"

	o := &order{t: t, calls: all}
	o.then("the copy is on disk", flushes, input)
	o.then("so is its name", flushes, state+"/spool>")
	o.then("the store writes that it has the file", "pwrite64 write", wal, id)
	o.then("and that is on disk", flushes, wal)
	received := o.after
	o.then("the original is removed", "unlinkat unlink", ".claimed/", id, `"July.csv"`)
	for _, c := range all {
		if strings.HasPrefix(c.name, "unlink") && c.began < received && strings.Contains(c.arguments, "July.csv") {
			t.Errorf("the original was removed at line %d, before the store had it", c.began)
		}
	}

	o = &order{t: t, calls: all, after: received}
	o.then("the store writes that the batch is being sent", "pwrite64 write", wal, `\"operation\":\"submit\"`, id)
	o.then("and that is on disk", flushes, wal)
	o.then("the journal is written", "write", filepath.Base(w.config.Journal)+">", id)
	o.then("it is on disk", flushes, filepath.Base(w.config.Journal)+">")
	written := o.after
	_, port, _ := strings.Cut(w.address, ":")
	o.then("a connection of its own is made for the upload", "connect", "sin_port=htons("+port+")")
	o.then("the upload leaves", "write", "->"+w.address+"]>")
	uploads := 0
	for _, c := range all {
		if c.name == "connect" && strings.Contains(c.arguments, "sin_port=htons("+port+")") && c.began > written {
			uploads++
		}
	}
	if n := len(w.submits()); n != 1 || uploads != 1 {
		t.Errorf("%d connections were made after the journal was written, LRS took %d uploads", uploads, n)
	}
	flushedBeforeNamed(t, all)
}

var temporaryName = regexp.MustCompile(`\.lrsdrop-[^"/>]+\.tmp`)

// flushedBeforeNamed: what is published is on disk before it has its name.
func flushedBeforeNamed(t *testing.T, all []*call) {
	t.Helper()
	flushed, named := map[string]int{}, 0
	for _, c := range all {
		name := temporaryName.FindString(c.arguments)
		switch {
		case name == "":
		case strings.Contains(flushes, c.name):
			flushed[name] = c.ended
		case strings.HasPrefix(c.name, "rename"):
			if named++; flushed[name] == 0 || flushed[name] >= c.began {
				t.Errorf("a file got its name at line %d, and was on disk at line %d", c.began, flushed[name])
			}
		}
	}
	if named < 4 {
		t.Errorf("only %d files were published", named)
	}
}
