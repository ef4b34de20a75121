package daemon_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/pipeline"
)

// backup copies the state folder of a daemon that has stopped.
func (w *world) backup() (dir string) {
	w.t.Helper()
	dir = filepath.Join(w.t.TempDir(), "backup")
	must(w.t, os.CopyFS(dir, os.DirFS(w.config.StateDir)))
	return dir
}

func (w *world) restore(dir string) {
	w.t.Helper()
	must(w.t, os.RemoveAll(w.config.StateDir))
	must(w.t, os.CopyFS(w.config.StateDir, os.DirFS(dir)))
}

func (w *world) resumeAfterRestore() {
	w.t.Helper()
	r, err := daemon.ResumeRestored(w.t.Context(), w.config, operator)
	must(w.t, err)
	if r == nil {
		w.t.Fatal("there was no restore")
	}
}

// What was uploaded after the backup is neither sent again nor forgotten,
// whether the backup knows its file or not.
func TestF7_RestoredStateSendsNothingTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.drop(acme, "Before.csv", series(0, 3))
	w.await(acme, "Before.csv", "done")
	_, err := daemon.Pause(t.Context(), w.config, "", operator)
	must(t, err)
	w.drop(acme, "A.csv", series(10, 3))
	w.eventually("A is taken", func() bool { s, ok := w.status(acme, "A.csv"); return ok && s.State == "verifying" })
	w.halt()
	backup := w.backup()
	w.start()
	must(t, daemon.Resume(t.Context(), w.config, "", operator))
	w.await(acme, "A.csv", "done")
	job := w.lastJob()
	w.drop(acme, "B.csv", series(20, 2))
	w.await(acme, "B.csv", "done")
	w.halt()
	w.restore(backup)
	sent := len(w.submits())

	w.start()
	forbidden(t, daemon.Resume(t.Context(), w.config, "", operator), "restored from a backup", "--after-restore")
	w.drop(acme, "B.csv", series(20, 2))
	w.drop(acme, "C.csv", series(30, 1))
	w.eventually("they wait", func() bool {
		s, ok := w.status(acme, "C.csv")
		return ok && s.WaitingFor == "support to resume calls to LRS"
	})
	if n := len(w.submits()); n != sent {
		t.Errorf("%d uploads before anybody has looked", n-sent)
	}
	w.resumeAfterRestore()
	w.await(acme, "C.csv", "done")
	a, b := w.await(acme, "A.csv", "held"), w.await(acme, "B.csv", "held")
	w.all(acme, "A.csv", 3, "unknown LOCAL-UNKNOWN")
	w.all(acme, "B.csv", 2, "unknown LOCAL-UNKNOWN")
	if rows := w.table(acme, "B.csv.result.2.csv"); !strings.Contains(rows[0]["Detail"], "The state folder was restored from an older copy") {
		t.Errorf("the row is answered with %v", rows[0])
	}
	if n := len(w.submits()); n != sent+1 {
		t.Errorf("LRS took %d uploads after the restore, want that of C alone", n-sent)
	}

	must(t, w.resolve(a.upload(t), pipeline.FoundJob, job))
	w.await(acme, "A.csv", "done")
	w.all(acme, "A.csv", 3, "accepted WSRC0009")
	must(t, w.resolve(b.upload(t), pipeline.FoundMissing, 0))
	w.await(acme, "B.csv", "done")

	// A second restart changes nothing, and a second restore is noticed as well.
	w.halt()
	w.start()
	if r, err := w.daemon.Store().Restored(t.Context()); r != nil || err != nil {
		t.Errorf("after a restart: %+v, %v", r, err)
	}
	w.halt()
	w.restore(backup)
	w.start()
	if r, err := w.daemon.Store().Restored(t.Context()); r == nil || err != nil || r.Uploads != 3 || r.Rows != 6 {
		t.Errorf("after a second restore: %+v, %v", r, err)
	}
	w.resumeAfterRestore()
	w.await(acme, "A.csv", "held")
	if n := len(w.submits()); n != sent+1 {
		t.Errorf("LRS took %d uploads", n-sent)
	}
}

// A batch that was planned in the backup may have been sent after it.
func TestF7_BatchPlannedInABackupIsNotSentAfterTheRestore(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, sim: anybody})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindOutOfHours}, Times: 1})
	w.drop(acme, "A.csv", series(10, 3))
	w.eventually("the upload waits", func() bool { return w.calls("acme", opSubmit) == 1 })
	w.halt()
	backup := w.backup()
	c.step(time.Hour)
	w.start()
	w.awaitStepping(c, time.Hour, acme, "A.csv", "done")
	w.halt()
	sent := len(w.submits())
	w.restore(backup)
	w.start()
	w.resumeAfterRestore()
	w.await(acme, "A.csv", "held")
	w.all(acme, "A.csv", 3, "unknown LOCAL-UNKNOWN")
	if n := len(w.submits()); n != sent {
		t.Errorf("LRS took %d uploads after the restore", n-sent)
	}
}

// Without room for the journal nothing is sent.
func TestF16_UploadThatCannotBeWrittenDownIsNotSent(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := prepare(t, worldOption{now: c.now, sim: anybody})
	path := w.config.Journal
	must(t, os.Symlink(filepath.Join(w.dir, "no", "such", "folder"), path))
	w.start()
	w.drop(acme, "A.csv", series(10, 3))
	w.eventually("it waits", func() bool { return strings.Contains(w.log.String(), "journal of uploads") })
	if n := w.calls("acme", opSubmit); n != 0 {
		t.Errorf("LRS was called %d times", n)
	}
	must(t, os.Remove(path))
	w.awaitStepping(c, time.Hour, acme, "A.csv", "done")
	w.all(acme, "A.csv", 3, "accepted WSRC0009")
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d uploads", n)
	}
}
