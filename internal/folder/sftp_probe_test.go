package folder_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// probed are the servers whose findings are kept for review.
var probed = []struct {
	name      string
	behaviour sftpsim.Behaviour
	faults    []sftpsim.Fault
	prepare   func(*remote)
}{
	{name: "like OpenSSH"},
	{name: "read-only", behaviour: sftpsim.Behaviour{ReadOnly: true}},
	{name: "no folders: denied", faults: refusals(sftpsim.OpMkdir, sftpsim.StatusPermissionDenied)},
	{name: "no folders: unsupported", faults: refusals(sftpsim.OpMkdir, sftpsim.StatusUnsupported)},
	{name: "no folders: failure", faults: refusals(sftpsim.OpMkdir, sftpsim.StatusFailure)},
	{name: "no renames: denied", faults: refusals(sftpsim.OpRename, sftpsim.StatusPermissionDenied)},
	{name: "no renames: unsupported", faults: refusals(sftpsim.OpRename, sftpsim.StatusUnsupported)},
	{name: "no renames: failure", faults: refusals(sftpsim.OpRename, sftpsim.StatusFailure)},
	{name: "no new files", faults: refusals(sftpsim.OpOpenWrite, sftpsim.StatusPermissionDenied)},
	{name: "nothing can be deleted", behaviour: sftpsim.Behaviour{NoDelete: true}},
	{name: "no posix-rename", behaviour: sftpsim.Behaviour{NoPosixRename: true}},
	{name: "rename overwrites", behaviour: sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites}},
	{name: "rename overwrites, no extension", behaviour: sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites, NoPosixRename: true, NoHardlink: true, NoFsync: true}},
	{name: "no times", behaviour: sftpsim.Behaviour{ZeroTimes: true}},
	{name: "no owners", behaviour: sftpsim.Behaviour{NoOwners: true}},
	{name: "a full disk", faults: refusals(sftpsim.OpWrite, sftpsim.StatusFailure)},
	{name: "not permitted", faults: refusals(sftpsim.OpList, sftpsim.StatusPermissionDenied)},
	{name: "down", faults: []sftpsim.Fault{{Do: hangUp(false)}}},
	{name: "not there", prepare: func(r *remote) { must(r.t, os.RemoveAll(r.server.Local(""))) }},
	{name: "a file in place of .claimed", prepare: func(r *remote) { r.drop(".claimed", "", someTime) }},
}

func refusals(op sftpsim.Op, status sftpsim.Status) []sftpsim.Fault {
	return []sftpsim.Fault{{Op: op, Do: fail(status)}}
}

func TestF21_ProbeTellsOfEveryKindOfServer(t *testing.T) {
	var all strings.Builder
	for _, p := range probed {
		s := simulated(t, p.behaviour)
		for _, r := range []*remote{newInbox(t, s), newOutbox(t, s)} {
			r.drop("July.csv", "x", someTime)
			if p.prepare != nil {
				p.prepare(r)
			}
			for _, f := range p.faults {
				r.fault(f)
			}
			fmt.Fprintf(&all, "%s, %s\n%s\n", p.name, r.kind(), r.probed())
			r.sim.ClearFaults()
			must(t, os.MkdirAll(s.Local(""), 0o755))
			if !p.behaviour.NoDelete {
				r.wantOnly("July.csv", ".claimed")
			}
		}
	}
	wantGolden(t, "probe.txt", all.String())
}

func TestF21_ProbeTellsOfRealServers(t *testing.T) {
	var all strings.Builder
	for _, c := range []struct {
		name  string
		start func(testing.TB, ...sftptest.Option) *sftptest.Server
	}{{"OpenSSH", sftptest.OpenSSH}, {"ProFTPD", sftptest.ProFTPD}} {
		for _, readOnly := range []bool{false, true} {
			name, options := c.name, []sftptest.Option(nil)
			if readOnly {
				name, options = c.name+" that denies writing", []sftptest.Option{sftptest.ReadOnly()}
			}
			s := c.start(t, options...)
			for _, r := range []*remote{newInbox(t, s), newOutbox(t, s)} {
				r.drop("July.csv", "x", someTime)
				fmt.Fprintf(&all, "%s, %s\n%s\n", name, r.kind(), r.probed())
				r.wantOnly("July.csv")
			}
		}
	}
	wantGolden(t, "probe-real.txt", all.String())
}

// wantOnly wants nothing there but what was there before.
func (r *remote) wantOnly(names ...string) {
	r.t.Helper()
	for _, name := range r.there() {
		if info, err := os.Stat(r.server.Local(name)); err != nil || info.IsDir() || !slices.Contains(names, name) {
			r.t.Errorf("a probe left %s, %v", name, err)
		}
	}
}

func (r *remote) kind() string {
	if r.ledger != nil {
		return "inbox"
	}
	return "outbox"
}

// probed words what a probe finds. It sees to it that nothing is left behind.
func (r *remote) probed() string {
	r.t.Helper()
	var b strings.Builder
	for _, f := range r.Probe(r.t.Context()) {
		if f.OK == (f.Why != "" || f.Do != "") || f.What == "" {
			r.t.Errorf("got %+v", f)
		}
		if strings.HasPrefix(f.What, "find free space") && r.sim == nil {
			continue // that is the machine's
		}
		fmt.Fprintf(&b, "  %v  %s\n", map[bool]string{true: "ok", false: "NO"}[f.OK], f.What)
		for _, line := range []string{f.Why, f.Do, f.Note} {
			if line != "" {
				fmt.Fprintf(&b, "      %s\n", line)
			}
		}
	}
	return strings.ReplaceAll(b.String(), r.server.Addr, "SERVER")
}

func wantGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		must(t, os.MkdirAll("testdata", 0o755))
		must(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if got != string(want) {
		t.Errorf("%s differs; run with -update and look at the difference. Got:\n%s", file, got)
	}
}

func TestAProbeNeverWritesIntoAReadOnlyInbox(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	r.drop("July.csv", "x", someTime)
	must(t, os.Chtimes(r.server.Local(""), someTime, someTime))
	for _, f := range r.Probe(t.Context()) {
		if !f.OK {
			t.Errorf("got %+v", f)
		}
	}
	if n := r.sim.Count(sftpsim.OpOpenWrite); n != 0 {
		t.Errorf("%d files were to be made", n)
	}
	if info, err := os.Stat(r.server.Local("")); err != nil || !info.ModTime().Equal(someTime) {
		t.Errorf("something was changed at %s, %v", info.ModTime(), err)
	}
}

func TestF13_AProbeThatBreaksOffLeavesNothingThatIsTaken(t *testing.T) {
	for step := range 200 {
		r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
		r.fault(sftpsim.Fault{Skip: step, Times: 1, Do: hangUp(true)})
		findings := r.Probe(t.Context())
		if r.sim.Stats().Connections.Open == 1 && findings[len(findings)-1].OK {
			return // there is no such step
		}
		r.sim.ClearFaults()
		r.restart()
		if claims, err := r.Claims(t.Context(), owner); err != nil || len(claims) != 0 {
			t.Errorf("lost at step %d: claims %v, %v", step, claims, err)
		}
		r.wantListed()
		must(t, r.Sweep(t.Context()))
		r.wantThere()
	}
}

func TestSweepOfOneFolderKeepsWhatAnotherOfThisProcessWrites(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	session := login(t, s)
	first, err := folder.OpenSFTP(session, s.Dir, folder.SFTPOptions{Owner: owner})
	must(t, err)
	second, err := folder.OpenSFTP(session, s.Dir, folder.SFTPOptions{Owner: owner})
	must(t, err)
	must(t, first.Put(t.Context(), "July.csv", func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Repeat("row\n", 50_000))
		return errors.Join(err, second.Sweep(t.Context()))
	}))
}
