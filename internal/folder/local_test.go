package folder

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const testOwner = "state-a"

func openTemp(t testing.TB) (*Local, string) {
	t.Helper()
	dir := t.TempDir()
	l, err := OpenLocal(dir, Owner(testOwner))
	must(t, err)
	return l, dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
	}
}

func drop(t testing.TB, path, content string) {
	t.Helper()
	must(t, os.WriteFile(path, []byte(content), 0o600))
}

func text(content string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	}
}

// everything below a folder, with slashes.
func everything(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	must(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if path != dir {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	}))
	return names
}

func wantEverything(t *testing.T, dir string, want ...string) {
	t.Helper()
	if got := everything(t, dir); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%d names %q, want %q", len(got), got, want)
	}
}

func TestOpenLocalWantsAnAbsolutePath(t *testing.T) {
	if _, err := OpenLocal("inbox"); err == nil {
		t.Error("a relative path was accepted")
	}
	if _, err := OpenLocal(t.TempDir(), Owner("../x")); !errors.Is(err, ErrName) {
		t.Errorf("an unsafe owner: got %v", err)
	}
}

func TestTheClaimLiesWhereTheDesignSays(t *testing.T) {
	l, dir := openTemp(t)
	drop(t, filepath.Join(dir, "July.csv"), "one")
	_, err := l.Claim(t.Context(), "July.csv", Claim{Owner: testOwner, ID: "K7Q2", Name: "July.csv"})
	must(t, err)
	wantEverything(t, dir, ".claimed", ".claimed/state-a", ".claimed/state-a/K7Q2", ".claimed/state-a/K7Q2/July.csv")
}

func TestF20_AFolderThatGoesAwayAndReturnsIsUsedAgain(t *testing.T) {
	l, dir := openTemp(t)
	drop(t, filepath.Join(dir, "July.csv"), "one")
	away := dir + ".away"
	must(t, os.Rename(dir, away))
	t.Cleanup(func() { os.RemoveAll(away) })

	_, err := l.List(t.Context(), "", 10)
	wantError(t, err, ErrAway)
	if err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("the error does not name the folder: %v", err)
	}
	err = l.RemoveClaim(t.Context(), Claim{Owner: testOwner, ID: "K7Q2", Name: "July.csv"}, Entry{})
	wantError(t, err, ErrAway) // a claim on a share that is away is not "gone already"
	wantError(t, l.Put(t.Context(), "July.csv.result.csv", text("x")), ErrAway)

	must(t, os.Rename(away, dir))
	entries, err := l.List(t.Context(), "", 10)
	must(t, err)
	if len(entries) != 1 || entries[0].Name != "July.csv" {
		t.Errorf("got %v", entries)
	}
}

func TestF24_AFileInPlaceOfTheOutboxLosesNothing(t *testing.T) {
	parent := t.TempDir()
	path := filepath.Join(parent, "outbox")
	drop(t, path, "precious")
	l, err := OpenLocal(path)
	must(t, err)
	wantError(t, l.Put(t.Context(), "July.csv.result.csv", text("x")), ErrAway)
	wantError(t, l.Replace(t.Context(), "July.csv.status.json", text("x")), ErrAway)
	if got, err := os.ReadFile(path); string(got) != "precious" || err != nil {
		t.Errorf("the file is %q, %v", got, err)
	}
}

func TestF24_NoRoomLeavesNothingBehind(t *testing.T) {
	l, dir := openTemp(t)
	err := l.Put(t.Context(), "July.csv.result.csv", func(w io.Writer) error {
		_, err := io.WriteString(w, "part")
		return errors.Join(err, syscall.ENOSPC)
	})
	wantError(t, err, syscall.ENOSPC)
	wantEverything(t, dir)
}

func TestPutRefusesWhatIsNoFile(t *testing.T) {
	l, dir := openTemp(t)
	must(t, os.Mkdir(filepath.Join(dir, "July.csv"), 0o700))
	wantError(t, l.Put(t.Context(), "July.csv", text("x")), ErrExists)
	if err := l.Replace(t.Context(), "July.csv", text("x")); err == nil {
		t.Error("Replace replaced a folder")
	}
	wantError(t, l.Remove(t.Context(), "July.csv"), ErrNotRegular)
	wantEverything(t, dir, "July.csv")
}

func TestNothingHasTheNameBeforeItIsComplete(t *testing.T) {
	l, dir := openTemp(t)
	look := func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.Repeat("x", 1<<20)); err != nil {
			return err
		}
		for _, n := range everything(t, dir) {
			if !strings.HasPrefix(n, tempPrefix) || !strings.HasSuffix(n, tempSuffix) {
				t.Errorf("seen while writing: %s", n)
			}
		}
		return nil
	}
	must(t, l.Put(t.Context(), "July.csv.result.csv", look))
	info, err := os.Stat(filepath.Join(dir, "July.csv.result.csv"))
	must(t, err)
	if info.Size() != 1<<20 {
		t.Errorf("%d bytes", info.Size())
	}
}

// A claim that is broken off leaves a folder, and so does the removal of one.
func TestF7_ClaimsTakeTheFoldersOfBrokenOnesAway(t *testing.T) {
	for left, stays := range map[string][]string{
		"state-a/K7Q2": nil, "state-a": nil, "": nil,
		"state-b/X1": {".claimed", ".claimed/state-b", ".claimed/state-b/X1"},
	} {
		l, dir := openTemp(t)
		must(t, os.MkdirAll(filepath.Join(dir, ".claimed", left), 0o700))
		claims, err := l.Claims(t.Context(), "state-a")
		if len(claims) > 0 || err != nil {
			t.Errorf("%s: %v, %v", left, claims, err)
		}
		wantEverything(t, dir, stays...)
	}
}

func TestSweepTakesOurLeftOversAndOldOnes(t *testing.T) {
	l, dir := openTemp(t)
	for _, name := range []string{".lrsdrop-state-a-LEFT.tmp", ".lrsdrop-state-b-NEW.tmp", ".lrsdrop-state-b-OLD.tmp", ".lrsdrop-notes", ".other.tmp", "July.csv"} {
		drop(t, filepath.Join(dir, name), "x")
	}
	long := time.Now().Add(-2 * staleAfter)
	must(t, os.Chtimes(filepath.Join(dir, ".lrsdrop-state-b-OLD.tmp"), long, long))
	must(t, l.Sweep(t.Context()))
	wantEverything(t, dir, ".lrsdrop-notes", ".lrsdrop-state-b-NEW.tmp", ".other.tmp", "July.csv")
}

func TestF21_ProbeOfAMissingFolderSaysWhatToDo(t *testing.T) {
	l, err := OpenLocal(filepath.Join(t.TempDir(), "missing"))
	must(t, err)
	findings := l.Probe(t.Context())
	if len(findings) != 1 || findings[0].OK || findings[0].Do == "" || !strings.Contains(findings[0].What, "missing") {
		t.Errorf("got %+v", findings)
	}
}
