package inbox

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lrsdrop/internal/folder"
)

func TestF1_ARealWriterThatPausesIsWaitedFor(t *testing.T) {
	l := watchDir(t, t.TempDir(), "state-a", 100*time.Millisecond)
	w, err := os.Create(filepath.Join(l.dir, "July.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.WriteString("half"); err != nil {
		t.Fatal(err)
	}
	for i := range 5 { // each of these stands still for as long as the paused one has
		name := string(rune('a'+i)) + ".csv"
		l.drop(name, "x")
		l.wantTaken(name)
	}
	if _, err := w.WriteString(" and whole"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case f := <-l.taken:
		if f.Claim.Name != "July.csv" || f.Entry.Size != int64(len("half and whole")) {
			t.Errorf("got %+v", f)
		}
	case <-time.After(patience):
		t.Fatal("the file was not taken")
	}
}

func TestF20_EventsComeAgainAfterTheFolderWasAway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "inbox")
	l := watchDir(t, dir, "state-a", 200*time.Millisecond)
	l.waitFor("out", func(h Health) bool { return errors.Is(h.LastError, folder.ErrAway) && !h.OutSince.IsZero() })
	for i := range 3 {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		l.waitFor("listening", listening)
		l.drop("July.csv", "one")
		l.wantTaken("July.csv")
		if err := os.Rename(dir, fmt.Sprintf("%s.%d", dir, i)); err != nil {
			t.Fatal(err)
		}
		l.waitFor("out", func(h Health) bool { return !h.OutSince.IsZero() && !h.Events })
	}
}
