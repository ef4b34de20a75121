package folder_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// publishers are the kinds of server that differ in how a file gets its name.
var publishers = []struct {
	name      string
	behaviour sftpsim.Behaviour
}{
	{"like OpenSSH", sftpsim.Behaviour{}},
	{"no extension", sftpsim.Behaviour{NoPosixRename: true, NoHardlink: true, NoFsync: true}},
	{"rename overwrites", sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites}},
	{"rename overwrites, no extension", sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites, NoPosixRename: true, NoHardlink: true, NoFsync: true}},
}

func TestF17_PutNeverOverwrites(t *testing.T) {
	for _, p := range publishers {
		t.Run(p.name, func(t *testing.T) {
			r := newOutbox(t, simulated(t, p.behaviour))
			r.drop("July.csv", "theirs", someTime)
			must(t, os.Mkdir(r.server.Local("sub"), 0o755))
			must(t, os.Symlink("nothing", r.server.Local("link")))
			for _, name := range []string{"July.csv", "sub", "link"} {
				wantError(t, r.Put(t.Context(), name, text("ours!!")), folder.ErrExists)
			}
			must(t, r.Put(t.Context(), "July.csv", text("theirs"))) // the same content is success
			must(t, r.Put(t.Context(), "new.csv", text("new")))
			must(t, r.Put(t.Context(), "new.csv", text("new")))
			r.wantThere("July.csv", "link", "new.csv", "sub")
			r.wantContent("July.csv", "theirs")
		})
	}
}

func (r *remote) wantContent(name, want string) {
	r.t.Helper()
	if got, err := os.ReadFile(r.server.Local(name)); err != nil || string(got) != want {
		r.t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
	}
}

// opsOf are the operations that the doing of something asks for.
func (r *remote) opsOf(do func() error) (ops []sftpsim.Op) {
	r.t.Helper()
	r.sim.Forget()
	must(r.t, do())
	for op := range r.sim.Counts() {
		ops = append(ops, op)
	}
	return ops
}

// The connection is lost at each step, before and after the server did it; then
// the same is published again.
func TestF17_APutThatBreaksOffIsRepeated(t *testing.T) {
	for _, p := range publishers {
		for how, do := range map[string]func(*folder.SFTP, context.Context, string, func(io.Writer) error) error{
			"Put": (*folder.SFTP).Put, "Replace": (*folder.SFTP).Replace,
		} {
			t.Run(how+", "+p.name, func(t *testing.T) {
				r := newOutbox(t, simulated(t, p.behaviour))
				publish := func() error { return do(r.SFTP, t.Context(), "July.csv", text("whole")) }
				must(t, publish()) // renames are known from now on
				if how == "Put" {
					must(t, os.Remove(r.server.Local("July.csv")))
				}
				for _, step := range r.opsOf(publish) {
					r.brokenOff(how, step, false, publish)
					r.brokenOff(how, step, true, publish)
				}
			})
		}
	}
}

func (r *remote) brokenOff(how string, step sftpsim.Op, done bool, publish func() error) {
	if how == "Put" {
		must(r.t, os.Remove(r.server.Local("July.csv")))
	}
	r.fault(sftpsim.Fault{Op: step, Times: 1, Do: hangUp(done)})
	err := publish()
	r.sim.ClearFaults()
	r.reconnect()
	if err != nil {
		wantError(r.t, err, folder.ErrAway)
	}
	must(r.t, publish())
	if left := r.there(); len(left) != 1 || left[0] != "July.csv" {
		r.t.Errorf("%s, lost at %s, done %v: there are %q", how, step, done, left)
	}
	r.wantContent("July.csv", "whole")
}

// Each process that broke off leaves at most what the next one sweeps.
func TestF7_WhatABrokenOffProcessLeftIsSwept(t *testing.T) {
	for _, p := range publishers {
		r := newOutbox(t, simulated(t, p.behaviour))
		publish := func() error { return r.Put(t.Context(), "July.csv", text("whole")) }
		for _, step := range r.opsOf(publish) {
			if step == sftpsim.OpConnect || step == sftpsim.OpAuth || step == sftpsim.OpSession {
				continue
			}
			must(t, os.Remove(r.server.Local("July.csv")))
			r.restart()
			r.fault(sftpsim.Fault{Op: step, Times: 1, Do: hangUp(true)})
			_ = publish()
			r.sim.ClearFaults()
			r.restart()
			must(t, r.Sweep(t.Context()))
			if left := r.there(); len(left) > 1 || len(left) == 1 && left[0] != "July.csv" {
				t.Errorf("%s, lost at %s: there are %q", p.name, step, left)
			}
			must(t, publish())
			r.wantThere("July.csv")
		}
	}
}

func TestF24_AFullServerLosesNothing(t *testing.T) {
	big := func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Repeat("row\n", 200<<10))
		return err
	}
	for _, p := range publishers {
		r := newOutbox(t, simulated(t, p.behaviour))
		must(t, r.Replace(t.Context(), "July.csv.status.json", text("old")))
		r.fault(sftpsim.Fault{Op: sftpsim.OpWrite, After: 100 << 10, Do: fail(sftpsim.StatusFailure)})
		for range 3 {
			if err := r.Put(t.Context(), "July.csv", big); err == nil {
				t.Error("a full disk took it")
			}
			if err := r.Replace(t.Context(), "July.csv.status.json", big); err == nil {
				t.Error("a full disk took it")
			}
		}
		r.wantThere("July.csv.status.json")
		r.wantContent("July.csv.status.json", "old")
		r.sim.ClearFaults()
		must(t, r.Put(t.Context(), "July.csv", big))
		r.wantThere("July.csv", "July.csv.status.json")
	}
}

func TestF24_AFullServerThatMakesNothing(t *testing.T) {
	r := newOutbox(t, simulated(t, sftpsim.Behaviour{}))
	r.refuse(sftpsim.OpOpenWrite, sftpsim.StatusFailure)
	if err := r.Put(t.Context(), "July.csv", text("x")); err == nil || errors.Is(err, folder.ErrAway) {
		t.Errorf("got %v", err)
	}
	r.sim.ClearFaults()
	must(t, r.Put(t.Context(), "July.csv", text("x")))
	r.wantThere("July.csv")
}

// Where temporary files can be made and not removed, they do not pile up.
func TestF24_WhatCannotBeRemovedDoesNotPileUp(t *testing.T) {
	r := newOutbox(t, simulated(t, sftpsim.Behaviour{NoDelete: true}))
	for range 60 {
		if err := r.Put(t.Context(), "July.csv", text("x")); err == nil {
			t.Fatal("nothing was removed, and all was well")
		}
	}
	if left := len(r.there()); left > 20 {
		t.Errorf("%d files were left", left)
	}
	r.sim.SetBehaviour(sftpsim.Behaviour{})
	must(t, r.Put(t.Context(), "July.csv", text("x")))
	r.wantThere("July.csv")
}

func TestOneFileThatCannotBeRemovedLeavesNoOthers(t *testing.T) {
	r := newOutbox(t, simulated(t, sftpsim.Behaviour{}))
	must(t, r.Put(t.Context(), "a.csv", text("x")))
	r.fault(sftpsim.Fault{Op: sftpsim.OpRemove, Times: 2, Do: fail(sftpsim.StatusFailure)})
	for range 2 {
		wantError(t, r.Put(t.Context(), "a.csv", text("other")), folder.ErrExists)
	}
	kept := ""
	for _, name := range r.there() {
		if strings.HasSuffix(name, ".tmp") && kept == "" {
			kept = name
		}
	}
	r.fault(sftpsim.Fault{Op: sftpsim.OpRemove, Name: kept, Do: fail(sftpsim.StatusPermissionDenied)})
	must(t, r.Put(t.Context(), "b.csv", text("x")))
	r.wantThere(kept, "a.csv", "b.csv")
}

// Where a file cannot be replaced in one step it may be absent for a moment, but
// never half there.
func TestF2_WhileAFileIsReplacedItIsWholeOrAbsent(t *testing.T) {
	for _, p := range publishers {
		t.Run(p.name, func(t *testing.T) {
			r := newOutbox(t, simulated(t, p.behaviour))
			wholes := [2]string{strings.Repeat("a", 5000), strings.Repeat("b", 40_000)}
			must(t, r.Replace(t.Context(), "status.json", text(wholes[1])))
			stop, seen := make(chan struct{}), make(chan string)
			go func() { seen <- watchFile(r.server.Local("status.json"), wholes, stop) }()
			times := 30
			if p.behaviour.NoPosixRename && p.behaviour.Rename == sftpsim.RenameKeeps {
				times = 200 // it cannot be done in one step
			}
			for i := range times {
				must(t, r.Replace(t.Context(), "status.json", text(wholes[i%2])))
			}
			close(stop)
			got := <-seen
			if absent := strings.Contains(got, "absent"); absent && (!p.behaviour.NoPosixRename || p.behaviour.Rename == sftpsim.RenameOverwrites) {
				t.Errorf("it was absent on a server that replaces in one step")
			}
			if strings.Contains(got, "half") {
				t.Error(got)
			}
			r.wantThere("status.json")
		})
	}
}

// watchFile says what a reader saw that is not one of the wholes.
func watchFile(file string, wholes [2]string, stop chan struct{}) (seen string) {
	for {
		got, err := os.ReadFile(file)
		switch {
		case err != nil:
			seen = "absent"
		case string(got) != wholes[0] && string(got) != wholes[1]:
			return fmt.Sprintf("half: %d bytes", len(got))
		}
		select {
		case <-stop:
			return seen
		case <-time.After(100 * time.Microsecond):
		}
	}
}

func TestF20_ReplaceOnAServerInTrouble(t *testing.T) {
	r := newOutbox(t, simulated(t, sftpsim.Behaviour{NoPosixRename: true}))
	must(t, os.Mkdir(r.server.Local("status.json"), 0o755))
	wantError(t, r.Replace(t.Context(), "status.json", text("x")), folder.ErrNotRegular)
	r.wantThere("status.json")
}

func TestSweepKeepsWhatIsUnderWayAndYoung(t *testing.T) {
	for _, skew := range []time.Duration{0, -9 * time.Hour, 9 * time.Hour} { // F4: the server's clock
		t.Run(skew.String(), func(t *testing.T) {
			r := newOutbox(t, simulated(t, sftpsim.Behaviour{Skew: skew}))
			now := time.Now()
			const other = ".lrsdrop-state-b-RUN-"
			r.drop(other+"young.tmp", "x", now.Add(-23*time.Hour))
			r.drop(other+"old.tmp", "x", now.Add(-25*time.Hour))
			r.drop(other+"future.tmp", "x", now.Add(48*time.Hour))
			r.drop(other+"timeless.tmp", "x", time.Unix(0, 0))
			r.drop(".lrsdrop-state-a-EARLIER2-left.tmp", "x", now)
			r.drop(".lrsdrop-state-a-left.tmp", "x", now) // as a mounted folder had it
			r.drop(".lrsdrop-notes", "x", now.Add(-25*time.Hour))
			r.drop("July.csv", "x", now.Add(-25*time.Hour))
			var meanwhile []string
			must(t, r.Put(t.Context(), "late.csv", func(w io.Writer) error {
				if _, err := io.WriteString(w, strings.Repeat("x", 100_000)); err != nil {
					return err
				}
				err := r.Sweep(t.Context())
				meanwhile = r.there()
				return err
			}))
			if len(meanwhile) != 6 {
				t.Errorf("while a file was being written: %q", meanwhile)
			}
			r.wantThere(".lrsdrop-notes", other+"future.tmp", other+"timeless.tmp", other+"young.tmp", "July.csv", "late.csv")
		})
	}
}

// The owner of another installation may begin as ours does.
func TestF12_SweepKnowsOurFilesFromThoseOfALongerOwner(t *testing.T) {
	r := newOutbox(t, simulated(t, sftpsim.Behaviour{}))
	theirs := ".lrsdrop-" + owner + "-b-ABCDEFGH-" + strings.Repeat("X", 26) + ".tmp"
	r.drop(theirs, "x", time.Now())
	must(t, r.Sweep(t.Context()))
	r.wantThere(theirs)
}

func TestF15_ASweepOfManyOfOthersReachesOurs(t *testing.T) {
	r := newOutbox(t, simulated(t, sftpsim.Behaviour{}))
	for i := range 1100 {
		r.drop(fmt.Sprintf(".lrsdrop-state-b-RUN-%04d.tmp", i), "", time.Now())
	}
	ours := ".lrsdrop-state-a-EARLIER2-left.tmp"
	r.drop(ours, "x", time.Now())
	must(t, r.Sweep(t.Context()))
	if _, err := os.Stat(r.server.Local(ours)); err == nil {
		t.Error("ours is still there")
	}
}

func TestSweepOfAnInboxThatNobodyMayChangeIsNoTrouble(t *testing.T) {
	r := newInbox(t, sftptest.OpenSSH(t, sftptest.ReadOnly()))
	r.drop(".lrsdrop-state-a-EARLIER2-left.tmp", "x", time.Now())
	r.drop(".lrsdrop-state-b-RUN-left.tmp", "x", time.Now().Add(-48*time.Hour))
	must(t, r.Sweep(t.Context()))
}

// An inbox where renames are refused says nothing of an outbox beside it.
func TestF17_WhatAnInboxRefusesIsNotHeldAgainstTheOutbox(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{})
	r := newInbox(t, s)
	must(t, os.Mkdir(s.Local("../outbox"), 0o755))
	r.fault(sftpsim.Fault{Op: sftpsim.OpRename, Name: "July.csv", Do: fail(sftpsim.StatusFailure)})
	r.fault(sftpsim.Fault{Op: sftpsim.OpRename, Name: "probe", Do: fail(sftpsim.StatusFailure)})
	r.drop("July.csv", "x", someTime)
	r.take("July.csv")
	out, err := folder.OpenSFTP(folder.Server(r.SFTP), "/outbox", folder.SFTPOptions{Owner: owner})
	must(t, err)
	must(t, out.Put(t.Context(), "answer.csv", text("x")))
}
