package daemon_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

func TestF17_F21_OutboxesAndRightsOnServers(t *testing.T) {
	t.Parallel()
	together(t,
		scene{"F17 a rename that refuses, no posix-rename", outboxOf(sftpsim.Behaviour{NoPosixRename: true})},
		scene{"F17 a rename that overwrites", outboxOf(sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites})},
		scene{"F17 a rename that overwrites, no links, no posix-rename", outboxOf(sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites, NoHardlink: true, NoPosixRename: true, NoFsync: true})},
		scene{"F17 a server that renames nothing", outboxWithoutRenames},
		scene{"F21 rights are told before they are needed", rightsAreTold},
		scene{"F21 rights that come later", rightsThatCome},
	)
}

// A server may do what a killed run asked it for after the next one has started,
// and swept.
func TestF7_WhatAServerMakesLateForAKilledRunIsRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{remote: onServer(simulated(t, sftpsim.Behaviour{}))})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	id := w.daemon.Store().ID()
	w.halt()
	leave := func(name string) (isGone func() bool) {
		path := w.outbox(acme, ".lrsdrop-"+id+"-"+name+".tmp")
		must(t, os.WriteFile(path, []byte("half"), 0o600))
		return func() bool {
			_, err := os.Stat(path)
			return os.IsNotExist(err)
		}
	}
	early := leave("early")
	w.start()
	w.eventually("what was there is removed", early)
	w.eventually("what came late is removed", leave("late"))
}

// outboxOf has all answers there, whatever the server's renames do, and nothing
// of anybody else overwritten.
func outboxOf(b sftpsim.Behaviour) func(*testing.T) {
	return func(t *testing.T) {
		s := simulated(t, b)
		w := newWorld(t, worldOption{remote: onServer(s)})
		foreign := map[string]string{"July.csv.result.csv": "theirs", "July.csv.errors.csv": "theirs, too"}
		for name, text := range foreign {
			must(t, os.WriteFile(w.outbox(acme, name), []byte(text), 0o644))
		}
		w.drop(acme, "July.csv", awards(matches, badCheckDigit, refused))
		got := w.await(acme, "July.csv", "done")
		for name, text := range foreign {
			if now, err := os.ReadFile(w.outbox(acme, name)); err != nil || string(now) != text {
				t.Errorf("%s of somebody else is %q now: %v", name, now, err)
			}
			must(t, os.Remove(w.outbox(acme, name)))
		}
		for _, o := range got.Outputs {
			if _, err := os.Stat(w.outbox(acme, o.Name)); err != nil {
				t.Errorf("an answer that the status names is not there: %v", err)
			}
		}
		if rows := w.table(acme, "July.csv.result.2.csv"); len(rows) != 3 {
			t.Errorf("the result has %d rows, want 3", len(rows))
		}
		w.claimsGone()
	}
}

// Nothing can be published whole there. The work waits, and who looks is told.
func outboxWithoutRenames(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{Rename: sftpsim.RenameUnsupported})
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, remote: []remote{{outbox: s}}})
	w.drop(acme, "July.csv", awards(matches))
	w.logged("the server lets nobody rename files")
	w.eventually("LRS has the rows", func() bool { return w.sentRows("acme") == 1 })
	found := w.findings("outbox")
	if len(found) == 0 || found[0].OK || !strings.Contains(found[0].What, "it can hold no outbox") {
		t.Errorf("check --connect says %+v", found)
	}
	s.Sim.SetBehaviour(sftpsim.Behaviour{})
	w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
	w.claimsGone()
}

// findings is what check --connect tells of Acme's folders of one kind.
func (w *world) findings(kind string) (all []daemon.Finding) {
	w.t.Helper()
	daemon.Connect(w.t.Context(), w.config, func(f daemon.Finding) {
		if f.Organisation == "acme" && strings.HasPrefix(f.Subject, kind+" ") {
			all = append(all, f)
		}
	})
	return all
}

// check --connect says which right is missing on which path.
func rightsAreTold(t *testing.T) {
	s := sftptest.OpenSSH(t, sftptest.Unprivileged())
	w := prepare(t, worldOption{remote: onServer(s)})
	in, out := w.fixture.Organisations[acme].Inbox, w.fixture.Organisations[acme].Outbox
	for _, test := range []struct {
		what  string
		spoil func() error
		kind  string
		says  []string // nil: all is well
	}{
		{"all rights", func() error { return nil }, "inbox", nil},
		{"all rights", func() error { return nil }, "outbox", nil},
		{"no right to write answers", func() error { return os.Chmod(out, 0o755) }, "outbox",
			[]string{"We tried to publish a file without overwriting", "/drop/out-acme", "permission denied", "Give this login the right to create, rename and delete files"}},
		{"no right to enter the outbox", func() error { return os.Chmod(out, 0o700) }, "outbox", []string{"We tried to list the files", "/drop/out-acme", "permission denied", "this login may enter it"}},
		{"no right to list the inbox", func() error { return os.Chmod(in, 0o700) }, "inbox", []string{"We tried to list the files", "/drop/in-acme", "permission denied", "this login may enter it"}},
		{"an inbox that only reads", func() error { return os.Chmod(in, 0o755) }, "inbox", nil},
		{"no outbox", func() error { return os.Rename(out, out+".away") }, "outbox", []string{"/drop/out-acme", "Check that the path is right"}},
	} {
		must(t, test.spoil())
		found := w.findings(test.kind)
		if len(found) != 1 || found[0].OK != (test.says == nil) {
			t.Errorf("%s: %+v", test.what, found)
			continue
		}
		whole := strings.Join([]string{found[0].Subject, found[0].What, found[0].Why, found[0].Do}, "\n")
		for _, words := range test.says {
			if !strings.Contains(whole, words) {
				t.Errorf("%s: it does not say %q:\n%s", test.what, words, whole)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(in, ".*")); len(left) > 0 {
			t.Errorf("%s: the check left %q", test.what, left)
		}
	}
	must(t, os.Rename(out+".away", out))
	must(t, os.Chmod(out, 0o777))
}

// A daemon that starts without its rights goes on when it gets them.
func rightsThatCome(t *testing.T) {
	s := sftptest.OpenSSH(t, sftptest.Unprivileged())
	c := &clock{}
	w := prepare(t, worldOption{now: c.now, remote: onServer(s)})
	in, out := w.fixture.Organisations[acme].Inbox, w.fixture.Organisations[acme].Outbox
	must(t, os.Chmod(in, 0o700))
	must(t, os.Chmod(out, 0o755))
	w.start()
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("health says that the inbox is out", func() bool { return !w.healthOf("acme").OutSince.IsZero() })
	if err := w.healthOf("acme").LastError; err == nil || !strings.Contains(err.Error(), "/drop/in-acme") || !strings.Contains(err.Error(), "permission denied") {
		t.Errorf("health says %v", err)
	}
	must(t, os.Chmod(in, 0o777))
	w.eventually("LRS has the rows", func() bool { return w.sentRows("acme") == 1 })
	w.logged("a step failed and is tried again")
	must(t, os.Chmod(out, 0o777))
	w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
	w.claimsGone()
}
