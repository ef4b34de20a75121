//go:build unix

package daemon_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"lrsdrop/internal/sftptest"
)

// What stands on a real server beside the files: each is refused with an answer
// and stays, and the good file is answered.
func TestF27_OddNamesOnAServerStayAndAreAnswered(t *testing.T) {
	t.Parallel()
	s := sftptest.OpenSSH(t)
	w := newWorld(t, worldOption{remote: onServer(s)})
	inbox := w.fixture.Organisations[acme].Inbox
	outside := filepath.Join(w.dir, "outside.csv")
	must(t, os.WriteFile(outside, []byte(awards(matches)), 0o600))
	must(t, os.Symlink(outside, filepath.Join(inbox, "link.csv")))
	must(t, os.Symlink("good.csv", filepath.Join(inbox, "inner.csv")))
	must(t, os.Mkdir(filepath.Join(inbox, "folder.csv"), 0o750))
	must(t, syscall.Mkfifo(filepath.Join(inbox, "pipe.csv"), 0o644))
	must(t, os.WriteFile(filepath.Join(inbox, "con.csv"), []byte(awards(matches)), 0o600))
	must(t, os.WriteFile(filepath.Join(inbox, "new\nline.csv"), []byte(awards(matches)), 0o600))
	must(t, os.WriteFile(filepath.Join(inbox, "..csv"), []byte(awards(matches)), 0o600)) // hidden
	longest := strings.Repeat("l", 251) + ".csv"
	w.dropNamed(acme, longest, goodFile("LONG"))
	w.drop(acme, "good.csv", goodFile("GOOD"))
	w.await(acme, "good.csv", "done")
	w.await(acme, w.baseOf(acme, longest), "done")
	for _, name := range []string{"link.csv", "inner.csv", "folder.csv", "pipe.csv", "con.csv", "new\nline.csv"} {
		base := w.baseOf(acme, strings.ReplaceAll(name, "\n", `\n`))
		if got := w.await(acme, base, "refused"); codesOf(got) != "LOCAL-FILE-NAME" {
			t.Errorf("%q: %+v", name, got.Problems)
		}
		w.expect(acme, base, nil)
		if _, err := os.Lstat(filepath.Join(inbox, name)); err != nil {
			t.Errorf("%q did not stay: %v", name, err)
		}
	}
	if n := len(w.submits()); n != 0 {
		t.Errorf("LRS got %d batches", n)
	}
	if n := w.files(); n != 8 {
		t.Errorf("%d files were answered, want 8", n)
	}
}
