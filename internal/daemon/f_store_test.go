package daemon_test

import (
	"database/sql"
	"errors"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/store"
)

// checkpointed has all of the database in one file, and gives its path and what
// it holds.
func (w *world) checkpointed() (path string, whole []byte) {
	w.t.Helper()
	path = filepath.Join(w.config.StateDir, "lrsdrop.db")
	db, err := sql.Open("sqlite", "file:"+path)
	must(w.t, err)
	_, err = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	must(w.t, errors.Join(err, db.Close()))
	whole, err = os.ReadFile(path)
	must(w.t, err)
	return path, whole
}

// The database was damaged on disk. What was sent may be missing from it, so the
// daemon refuses to start, says which file it is and what to do, and sends
// nothing. With the database as it was all goes on.
func TestF24_DamagedStoreIsRefused(t *testing.T) {
	t.Parallel()
	chance := rand.New(rand.NewPCG(seedOf(t), 3))
	w := newWorld(t, worldOption{sim: anybody})
	w.drop(acme, "July.csv", series(0, 30))
	w.await(acme, "July.csv", "done")
	w.halt()
	path, whole := w.checkpointed()
	for name, damage := range map[string]func([]byte){
		"header":    func(b []byte) { copy(b, strings.Repeat("x", 200)) },
		"schema":    func(b []byte) { copy(b[100:], strings.Repeat("\xff", 3000)) },
		"cut short": func(b []byte) { clear(b[len(b)/2:]) },
		"a page":    func(b []byte) { n := 1 + chance.IntN(len(b)/4096-1); copy(b[n*4096:], strings.Repeat("\xa5", 4096)) },
	} {
		damaged := append([]byte{}, whole...)
		damage(damaged)
		must(t, os.WriteFile(path, damaged, 0o600))
		d, err := daemon.New(t.Context(), w.config, slog.New(slog.DiscardHandler), daemon.Options{})
		if err == nil {
			must(t, d.Close())
		}
		if said, ok := errors.AsType[*store.Corrupt](err); !ok || said.Path != path || !strings.Contains(err.Error(), "restore it from a backup") {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, os.WriteFile(path, whole, 0o600))
	w.start()
	w.drop(acme, "August.csv", series(25, 10))
	w.await(acme, "August.csv", "done")
	if n := w.submits()[1].Records; n != 5 {
		t.Errorf("LRS got %d rows more, want 5", n)
	}
}

// The end of SQLite's log was lost with a crash, and with it the last uploads:
// that is a store from the past, which the journal knows. No row goes twice.
func TestF24_StoreThatLostItsEndSendsNothingTwice(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{sim: anybody})
	p := startProcess(t, "daemon", w.dir)
	w.drop(acme, "July.csv", series(0, 5))
	w.await(acme, "July.csv", "done")
	p.halt()
	p = startProcess(t, "daemon", w.dir)
	w.drop(acme, "August.csv", series(10, 5))
	w.await(acme, "August.csv", "done")
	p.kill()
	log := filepath.Join(w.config.StateDir, "lrsdrop.db-wal")
	text, err := os.ReadFile(log)
	must(t, err)
	text[50] ^= 1 // in the sum over the first entry: none of the log counts
	must(t, os.WriteFile(log, text, 0o600))
	w.start()
	w.drop(acme, "September.csv", series(8, 5)) // three of them are in what was lost
	w.eventually("the loss is noticed", func() bool { _, said := w.ask("/readyz"); return strings.Contains(said, "resume --after-restore") })
	w.resumeAfterRestore()
	w.await(acme, "September.csv", "held", "done")
	for row, got := range w.outcomes(acme, "September.csv") {
		before := row == "4" || row == "5" || row == "6" // these were in August.csv, of which a part may not be lost
		if before != (strings.HasPrefix(got, "unknown ") || strings.HasPrefix(got, "already_sent ")) {
			t.Errorf("row %s: %s", row, got)
		}
	}
}

// The state folder is gone, and the journal beside it is not: what was sent is
// not known any more. Nothing is sent until a person has looked, once.
func TestF7_LostStateFolderSendsNothingUnseen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.drop(acme, "July.csv", series(0, 5))
	w.await(acme, "July.csv", "done")
	w.halt()
	must(t, os.RemoveAll(w.config.StateDir))
	w.start()
	w.drop(acme, "August.csv", series(10, 2))
	w.eventually("the loss is noticed", func() bool { _, said := w.ask("/readyz"); return strings.Contains(said, "the state folder is new") })
	w.eventually("the file waits", func() bool {
		s, ok := w.status(acme, "August.csv")
		return ok && s.WaitingFor == "support to resume calls to LRS"
	})
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d batches, want 1", n)
	}
	forbidden(t, daemon.Resume(t.Context(), w.config, "", operator), "The state folder is new", "would be sent again", "--after-restore")
	w.resumeAfterRestore()
	w.await(acme, "August.csv", "done")
	w.restart()
	if _, said := w.ask("/readyz"); strings.Contains(said, "new") {
		t.Errorf("a person has looked, and it asks again: %s", said)
	}
}
