//go:build unix

package folder

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// ownedBy is what the system tells of a file of an account.
type ownedBy struct {
	fs.FileInfo
	stat *syscall.Stat_t
}

func (o ownedBy) Sys() any { return o.stat }

func fileOf(uid uint32) fs.FileInfo { return ownedBy{stat: &syscall.Stat_t{Uid: uid}} }

func words(uid uint32) string { return fmt.Sprintf("uid:%d", uid) }

func TestO3_TheOwnerIsToldAndOurOwnLoginNamesNobody(t *testing.T) {
	us := uint32(os.Getuid())
	var by owners
	for _, test := range []struct {
		uid  uint32
		want string
	}{{us + 1, words(us + 1)}, {us, ""}, {us + 1, words(us + 1)}, {us + 2, words(us + 2)}, {1<<32 - 2, "uid:4294967294"}} {
		if got := by.of(fileOf(test.uid)); got != test.want {
			t.Errorf("account %d is %q, want %q", test.uid, got, test.want)
		}
	}
}

func TestAListingOfOneOwnerWordsItOnce(t *testing.T) {
	var by owners
	info := fileOf(uint32(os.Getuid()) + 1)
	by.of(info)
	if n := testing.AllocsPerRun(100, func() { by.of(info) }); n > 0 {
		t.Errorf("%v allocations for an owner that was just worded", n)
	}
}

func TestO3_EveryLookTellsTheSameOwner(t *testing.T) {
	l, dir := openTemp(t)
	drop(t, filepath.Join(dir, "July.csv"), "one")
	want := ""
	if os.Getuid() == 0 { // only the superuser can give a file away
		must(t, os.Chown(filepath.Join(dir, "July.csv"), 12345, -1))
		want = "uid:12345"
	}
	entries, err := l.List(t.Context(), "", 10)
	must(t, err)
	claim := Claim{Owner: testOwner, ID: "K7Q2", Name: "July.csv"}
	claimed, err := l.Claim(t.Context(), "July.csv", claim)
	must(t, err)
	in, opened, err := l.OpenClaim(t.Context(), claim)
	must(t, err)
	must(t, in.Close())
	for _, e := range []Entry{entries[0], claimed, opened} {
		if e.Owner != want {
			t.Errorf("the owner is %q, want %q", e.Owner, want)
		}
	}
}
