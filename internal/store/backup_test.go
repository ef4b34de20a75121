package store

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// backedUp is a store with a file in the spool, and a backup of it.
func backedUp(t *testing.T) (state, dir string) {
	t.Helper()
	state = t.TempDir()
	s, err := Open(t.Context(), state, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	addFile(t, s, "A1", "acme", "July.csv")
	for _, name := range []string{"A1.input", "A1.rows", "strange.input"} {
		if err := s.Spool.Write(name, func(w io.Writer) error { _, err := io.WriteString(w, name); return err }); err != nil {
			t.Fatal(err)
		}
	}
	dir = filepath.Join(t.TempDir(), "a b?c")
	m, err := Backup(t.Context(), state, dir, time.Now())
	if err != nil || m.Files != 1 || m.Unfinished != 1 || m.StateID != s.ID() || m.Schema == 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	return state, dir
}

func TestBackupHasTheDatabaseAndWhatItNames(t *testing.T) {
	_, dir := backedUp(t)
	var names []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %v", path, info.Mode())
		}
		if name, _ := filepath.Rel(dir, path); !d.IsDir() {
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	// The rows of a file that was not checked yet are made anew.
	if got := strings.Join(names, " "); err != nil || got != "lrsdrop.db manifest.json spool/A1.input" {
		t.Errorf("%s, %v", got, err)
	}
	s, err := Open(t.Context(), dir, time.Now) // as a state folder
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if f, err := s.File(t.Context(), "A1"); err != nil || f.Name != "July.csv" {
		t.Errorf("%v, %v", f, err)
	}
}

func TestBackupOverwritesNothing(t *testing.T) {
	state, dir := backedUp(t)
	if _, err := Backup(t.Context(), state, dir, time.Now()); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("a second one at the same place: %v", err)
	}
	for _, inside := range []string{state, filepath.Join(state, "spool", "x")} {
		if _, err := Backup(t.Context(), state, inside, time.Now()); err == nil || !strings.Contains(err.Error(), "in the state folder") {
			t.Errorf("in %s: %v", inside, err)
		}
	}
	broken := filepath.Join(t.TempDir(), "b")
	if err := os.Mkdir(broken+partial, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Backup(t.Context(), state, broken, time.Now()); err == nil || !strings.Contains(err.Error(), "broken off") {
		t.Errorf("beside one that was broken off: %v", err)
	}
	empty := t.TempDir()
	if _, err := Backup(t.Context(), state, empty, time.Now()); err != nil {
		t.Errorf("into an empty folder: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ended := filepath.Join(t.TempDir(), "c")
	if _, err := Backup(ctx, state, ended, time.Now()); err == nil {
		t.Error("a backup that was broken off is one")
	}
	for _, path := range []string{ended, ended + partial} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", path, err)
		}
	}
}

func TestDamagedBackupIsFound(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"spool/A1.input": func(path string) error { return os.WriteFile(path, []byte("A1.inpuT"), 0o600) },
		"lrsdrop.db":     func(path string) error { return os.Truncate(path, 4096) },
		"manifest.json":  func(path string) error { return os.WriteFile(path, []byte(`{"format": 2}`), 0o600) },
	} {
		_, dir := backedUp(t)
		if _, err := VerifyBackup(t.Context(), dir); err != nil {
			t.Fatal(err)
		}
		if err := harm(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
		if _, err := VerifyBackup(t.Context(), dir); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		} else if _, ok := errors.AsType[*Damaged](err); !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, dir := backedUp(t)
	if err := os.Remove(filepath.Join(dir, "spool", "A1.input")); err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyBackup(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "A1.input: it is missing") {
		t.Errorf("%v", err)
	}
}
