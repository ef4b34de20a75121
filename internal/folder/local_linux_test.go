package folder

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func TestF1_AWriterIsSeen(t *testing.T) {
	l, dir := openTemp(t)
	path := filepath.Join(dir, "July.csv")
	drop(t, path, "half")
	for _, flag := range []int{os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_APPEND} {
		w, err := os.OpenFile(path, flag, 0)
		must(t, err)
		if busy, err := l.Busy(t.Context(), "July.csv"); !busy || err != nil {
			t.Errorf("open with flags %#x: got %v, %v; want busy", flag, busy, err)
		}
		must(t, w.Close())
		if busy, err := l.Busy(t.Context(), "July.csv"); busy || err != nil {
			t.Errorf("after closing: got %v, %v; want free", busy, err)
		}
	}
	r, err := os.Open(path)
	must(t, err)
	defer r.Close()
	if busy, err := l.Busy(t.Context(), "July.csv"); busy || err != nil {
		t.Errorf("a reader: got %v, %v; want free", busy, err)
	}
}

// special files of every kind that a stranger can make without rights.
func special(t *testing.T, dir string) []string {
	t.Helper()
	outside := filepath.Join(t.TempDir(), "outside.csv")
	drop(t, outside, "not yours")
	drop(t, filepath.Join(dir, "z-real.csv"), "real")
	must(t, unix.Mkfifo(filepath.Join(dir, "fifo.csv"), 0o600))
	must(t, os.Symlink(outside, filepath.Join(dir, "link-out.csv")))
	must(t, os.Symlink("z-real.csv", filepath.Join(dir, "link-in.csv")))
	must(t, os.Symlink("nothing", filepath.Join(dir, "link-dangling.csv")))
	must(t, os.Mkdir(filepath.Join(dir, "sub.csv"), 0o700))
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	must(t, err)
	t.Cleanup(func() { unix.Close(fd) })
	t.Chdir(dir) // a socket's path is short
	must(t, unix.Bind(fd, &unix.SockaddrUnix{Name: "socket.csv"}))
	return []string{"fifo.csv", "link-dangling.csv", "link-in.csv", "link-out.csv", "socket.csv", "sub.csv"}
}

func TestF27_WhatIsNoFileIsListedAndNeverOpened(t *testing.T) {
	l, dir := openTemp(t)
	names := special(t, dir)
	entries, err := l.List(t.Context(), "", 100)
	must(t, err)
	if len(entries) != len(names)+1 {
		t.Fatalf("got %d entries, want %d", len(entries), len(names)+1)
	}
	for i, name := range names {
		if entries[i].Name != name || entries[i].Regular {
			t.Errorf("got %+v, want %s, not regular", entries[i], name)
		}
		_, _, err := l.Open(t.Context(), name)
		wantError(t, err, ErrNotRegular)
		_, err = l.Busy(t.Context(), name)
		wantError(t, err, ErrNotRegular)
		_, err = l.Claim(t.Context(), name, Claim{Owner: testOwner, ID: "K7Q2", Name: name})
		wantError(t, err, ErrNotRegular)
		wantError(t, l.Remove(t.Context(), name), ErrNotRegular)
		wantError(t, l.Put(t.Context(), name, text("x")), ErrExists)
	}
	if e := entries[len(names)]; !e.Regular || e.ID == "" {
		t.Errorf("the real file: %+v", e)
	}
}

func TestF27_ReplaceReplacesALinkAndNotWhatItPointsTo(t *testing.T) {
	l, dir := openTemp(t)
	outside := filepath.Join(t.TempDir(), "outside.json")
	drop(t, outside, "not yours")
	must(t, os.Symlink(outside, filepath.Join(dir, "July.csv.status.json")))
	must(t, l.Replace(t.Context(), "July.csv.status.json", text("x")))
	if got, err := os.ReadFile(outside); string(got) != "not yours" || err != nil {
		t.Errorf("outside the folder: %q, %v", got, err)
	}
}

func TestF27_AClaimFolderThatIsALinkLeadsNowhere(t *testing.T) {
	l, dir := openTemp(t)
	outside := t.TempDir()
	drop(t, filepath.Join(dir, "July.csv"), "one")
	must(t, os.Symlink(outside, filepath.Join(dir, ".claimed")))
	if _, err := l.Claim(t.Context(), "July.csv", Claim{Owner: testOwner, ID: "K7Q2", Name: "July.csv"}); err == nil {
		t.Error("the claim left the folder")
	}
	if err := l.Sweep(t.Context()); err != nil && !strings.Contains(err.Error(), "escapes") {
		t.Errorf("Sweep: %v", err)
	}
	wantEverything(t, outside)
	if _, err := os.Stat(filepath.Join(dir, "July.csv")); err != nil {
		t.Errorf("the file is not where it was: %v", err)
	}
}

// TestF24_ADiskThatFillsUp lets the kernel refuse to let a file grow, which
// works in every container and for every account.
func TestF24_ADiskThatFillsUp(t *testing.T) {
	l, dir := openTemp(t)
	must(t, l.Put(t.Context(), "July.csv.status.json", text("old")))
	signal.Ignore(unix.SIGXFSZ)
	defer signal.Reset(unix.SIGXFSZ)
	var before unix.Rlimit
	must(t, unix.Getrlimit(unix.RLIMIT_FSIZE, &before))
	must(t, unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 100 << 10, Max: before.Max}))
	big := func(w io.Writer) error { _, err := w.Write(bytes.Repeat([]byte("row\n"), 100<<10)); return err }
	put := l.Put(t.Context(), "July.csv.result.csv", big)
	replace := l.Replace(t.Context(), "July.csv.status.json", big)
	must(t, unix.Setrlimit(unix.RLIMIT_FSIZE, &before))

	wantError(t, put, unix.EFBIG)
	wantError(t, replace, unix.EFBIG)
	wantEverything(t, dir, "July.csv.status.json")
	must(t, l.Put(t.Context(), "July.csv.result.csv", big))
	wantEverything(t, dir, "July.csv.result.csv", "July.csv.status.json")
}

// TestF24_AReadOnlyOutbox uses a folder that refuses new files from everybody,
// the superuser included.
func TestF24_AReadOnlyOutbox(t *testing.T) {
	l, err := OpenLocal("/proc/self")
	must(t, err)
	for _, err := range []error{
		l.Put(t.Context(), "July.csv.result.csv", text("x")),
		l.Replace(t.Context(), "July.csv.status.json", text("x")),
	} {
		if err == nil || errors.Is(err, ErrAway) || !strings.Contains(err.Error(), "/proc/self") {
			t.Errorf("got %v, want an error that names the folder", err)
		}
	}
}

func TestF21_ProbeSaysWhichRightIsMissing(t *testing.T) {
	l, err := OpenLocal("/proc/self")
	must(t, err)
	findings := l.Probe(t.Context())
	last := findings[len(findings)-1]
	if last.OK || last.What != "create a file in /proc/self" || last.Why == "" || !strings.Contains(last.Do, "right to create files") {
		t.Errorf("got %+v", findings)
	}
}

func TestF17_WithoutARenameThatKeepsALinkDoes(t *testing.T) {
	_, dir := openTemp(t)
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer root.Close()
	drop(t, filepath.Join(dir, "new.tmp"), "new")
	drop(t, filepath.Join(dir, "taken.csv"), "old")
	wantError(t, linkNew(root, "new.tmp", "taken.csv"), os.ErrExist)
	must(t, linkNew(root, "new.tmp", "free.csv"))
	wantEverything(t, dir, "free.csv", "taken.csv")
	if got, _ := os.ReadFile(filepath.Join(dir, "taken.csv")); string(got) != "old" {
		t.Errorf("overwritten with %q", got)
	}
}

func TestF19_InboxAndOutboxOnDifferentVolumes(t *testing.T) {
	here, dir := openTemp(t)
	shm, err := os.MkdirTemp("/dev/shm", "lrsdrop-test-")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(shm) })
	there, err := OpenLocal(shm)
	must(t, err)
	drop(t, filepath.Join(dir, "July.csv"), "one")
	c := Claim{Owner: testOwner, ID: "K7Q2", Name: "July.csv"}
	_, err = here.Claim(t.Context(), "July.csv", c)
	must(t, err)
	must(t, there.Put(t.Context(), "July.csv", func(w io.Writer) error {
		r, _, err := here.OpenClaim(t.Context(), c)
		if err != nil {
			return err
		}
		defer r.Close()
		_, err = io.Copy(w, r)
		return err
	}))
	must(t, here.RemoveClaim(t.Context(), c, Entry{}))
	wantEverything(t, dir)
	wantEverything(t, shm, "July.csv")
}

func TestO4_PublishedFilesArePrivate(t *testing.T) {
	l, dir := openTemp(t)
	must(t, l.Put(t.Context(), "July.csv.errors.csv", text("x")))
	info, err := os.Stat(filepath.Join(dir, "July.csv.errors.csv"))
	must(t, err)
	if info.Mode().Perm()&0o007 != 0 {
		t.Errorf("others may read it: %s", info.Mode())
	}
}

func TestF11_AClaimThatCannotBeRemovedIsAnError(t *testing.T) {
	l, dir := openTemp(t)
	must(t, os.MkdirAll(filepath.Join(dir, ".claimed/state-a/K7Q2/July.csv"), 0o700))
	wantError(t, l.RemoveClaim(t.Context(), Claim{Owner: testOwner, ID: "K7Q2", Name: "July.csv"}, Entry{}), ErrNotRegular)
}

func TestF12_ClaimsAreOnlyWhatAnOwnerCanHaveClaimed(t *testing.T) {
	l, dir := openTemp(t)
	own := filepath.Join(dir, ".claimed", testOwner)
	for _, id := range []string{"b2", "a1", "empty", "bad\nid"} {
		must(t, os.MkdirAll(filepath.Join(own, id), 0o700))
	}
	drop(t, filepath.Join(own, "b2", "July.csv"), "x")
	drop(t, filepath.Join(own, "a1", "July.csv"), "x")
	drop(t, filepath.Join(own, "bad\nid", "July.csv"), "x")
	drop(t, filepath.Join(own, "a1", "con.csv"), "x")
	drop(t, filepath.Join(own, "stray.csv"), "x")
	must(t, os.Symlink("July.csv", filepath.Join(own, "a1", "link.csv")))
	must(t, unix.Mkfifo(filepath.Join(own, "a1", "fifo.csv"), 0o600))
	got, err := l.Claims(t.Context(), testOwner)
	must(t, err)
	if len(got) != 2 || got[0].ID != "a1" || got[1].ID != "b2" {
		t.Errorf("got %v", got)
	}
}
