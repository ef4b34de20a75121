package journal

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func entries(t *testing.T, j *Journal) (all []Entry, unreadable int) {
	t.Helper()
	unreadable, err := j.Read(func(e Entry) error { all = append(all, e); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return all, unreadable
}

func TestEntriesStayInOrderAcrossATornLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "submits.journal")
	j := At(path)
	if all, n := entries(t, j); len(all) != 0 || n != 0 {
		t.Fatalf("%v %d", all, n)
	}
	digests := bytes.Repeat([]byte{7}, 10_000*16)
	for n := range int64(3) {
		if n == 2 {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = f.WriteString(`{"state":"s","n":9,"dig`)
			_ = f.Close()
		}
		if err := j.Append(Entry{State: "s", Number: n + 1, At: time.Unix(n, 0).UTC(), Organisation: "acme", File: "F", Batch: "F-01", Digests: digests}); err != nil {
			t.Fatal(err)
		}
	}
	all, n := entries(t, j)
	if len(all) != 3 || n != 1 || all[2].Number != 3 || !bytes.Equal(all[0].Digests, digests) {
		t.Errorf("%d entries, %d unreadable", len(all), n)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v %v", info, err)
	}
}

func TestAFileThatIsNoJournalIsNotReadInto(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, []byte(strings.Repeat("x", 3*maxLine)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := At(path).Read(func(Entry) error { return nil }); err == nil || !strings.Contains(err.Error(), "longer than any of ours") {
		t.Error(err)
	}
}

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	if err := At(filepath.Join(t.TempDir(), "no", "such", "folder")).Append(Entry{State: "s", Number: 1}); err == nil {
		t.Error("no error")
	}
}
