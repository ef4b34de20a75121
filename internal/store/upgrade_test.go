package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// olderStore makes a store that lacks a migration of this version.
func olderStore(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{`DROP TABLE journaled`, `DELETE FROM goose_db_version WHERE version_id = 9`} {
		if _, err := s.write.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A copy that cannot be made leaves the database as it is.
func TestStoreIsNotChangedWithoutACopy(t *testing.T) {
	dir := olderStore(t)
	if err := os.WriteFile(filepath.Join(dir, copiesName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, time.Now); err == nil || !strings.Contains(err.Error(), "Nothing was changed") {
		t.Fatalf("it opens with %v", err)
	}
	if err := os.Remove(filepath.Join(dir, copiesName)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if up := s.Upgrade(); up == nil || up.Copy == "" {
		t.Errorf("it was changed before: %+v", up)
	}
}

// Copies do not fill the disk: the newest stay, and what a crash left goes.
func TestOnlyTheNewestCopiesStay(t *testing.T) {
	dir := olderStore(t)
	copies := filepath.Join(dir, copiesName)
	if err := os.Mkdir(copies, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"20260101T000000.000Z-schema-1.db", "20260201T000000.000Z-schema-2.db", "20260301T000000.000Z-schema-3.db",
		"20260401T000000.000Z-schema-4.db.partial", "notes.txt",
	} {
		if err := os.WriteFile(filepath.Join(copies, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	entries, err := os.ReadDir(copies)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if len(names) != 4 || names[0] != "20260201T000000.000Z-schema-2.db" || names[2] != filepath.Base(s.Upgrade().Copy) || names[3] != "notes.txt" {
		t.Errorf("there are %v", names)
	}
}

// A first start that was killed leaves a part of the schema and nothing else.
func TestF7_FirstStartThatWasKilledIsNoUpgrade(t *testing.T) {
	dir := olderStore(t)
	database, err := connect(filepath.Join(dir, databaseName), "rw", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := database.ExecContext(t.Context(), `DELETE FROM meta`); err != nil {
		t.Fatal(err)
	}
	if err := database.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := os.Stat(filepath.Join(dir, copiesName)); err == nil || s.Upgrade() != nil {
		t.Errorf("it was copied, or is told of: %+v", s.Upgrade())
	}
}
