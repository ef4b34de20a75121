package daemon_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/store"
)

// Backups are taken one after the other while the daemon works on files that are
// too large for the database. Each is whole, and the daemon goes on from it.
func TestF7_BackupOfABusyDaemonIsWholeAndStarts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: append(anybody, lrssim.WithJobTimes(20*time.Millisecond, 100*time.Millisecond))})
	const files, rows = 10, 60
	for n := range files {
		w.drop(n%2, fmt.Sprintf("F%d.csv", n), series(n*100, rows))
	}
	var backups []string
	for done := 0; done < files; {
		dir := filepath.Join(t.TempDir(), "backup")
		_, err := store.Backup(t.Context(), w.config.StateDir, dir, time.Now())
		must(t, err)
		backups = append(backups, dir)
		done = 0
		for n := range files {
			if s, ok := w.status(n%2, fmt.Sprintf("F%d.csv", n)); ok && s.State == "done" {
				done++
			}
		}
	}
	w.halt()
	sent := len(w.submits())
	t.Logf("%d backups", len(backups))
	middle := ""
	for _, dir := range backups {
		if working := w.wholeBackup(dir); working > 0 && middle == "" {
			middle = dir
		}
	}
	if middle == "" {
		t.Fatal("no backup has work under way")
	}

	w.restore(middle)
	w.start()
	w.resumeAfterRestore()
	w.eventually("all work that the backup has comes to an end", func() bool {
		left, err := w.daemon.Store().Unfinished(t.Context(), "", 1000)
		must(t, err)
		for _, f := range left {
			if f.State != store.Held {
				return false
			}
		}
		return true
	})
	if n := len(w.submits()); n != sent {
		t.Errorf("LRS took %d uploads after the restore", n-sent)
	}
}

// wholeBackup looks for what the database of a backup names, and counts files
// that are under way in it.
func (w *world) wholeBackup(dir string) (working int) {
	w.t.Helper()
	look := filepath.Join(w.t.TempDir(), "look")
	must(w.t, os.CopyFS(look, os.DirFS(dir)))
	s, err := store.OpenReadOnly(look)
	must(w.t, err)
	defer s.Close()
	all, err := s.Files(w.t.Context(), "", 1000)
	must(w.t, err)
	for _, f := range all {
		in, err := s.OpenKept(w.t.Context(), f.ID+".input")
		must(w.t, err)
		sum := sha256.New()
		_, err = io.Copy(sum, in)
		must(w.t, err)
		must(w.t, in.Close())
		if got := hex.EncodeToString(sum.Sum(nil)); got != f.SHA256 {
			w.t.Errorf("the copy of file %s is not what was received", f.ID)
		}
		if f.State != store.Received && f.State != store.Checking {
			rows, err := s.OpenKept(w.t.Context(), f.ID+".rows")
			must(w.t, err)
			must(w.t, rows.Close())
		}
		if !f.State.Final() {
			working++
		}
	}
	return working
}
