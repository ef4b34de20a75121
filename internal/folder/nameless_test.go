package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Names as strangers choose them; each has "okonkwo" in it.
var personal = []string{
	"Okonkwo.csv", "a Okonkwo: b.csv", `Okonkwo "Ada".csv`, `Okonkwo\"`, "Okonkwo\n\".csv", "Zoë Okonkwo.csv", "\xff Okonkwo", "okonkwo in /srv: x",
}

func wantNameless(t *testing.T, err error, want ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("there was no error")
	}
	said := Nameless(err)
	if strings.Contains(strings.ToLower(said), "okonkwo") {
		t.Errorf("%q tells the name", said)
	}
	for _, w := range want {
		if !strings.Contains(said, w) {
			t.Errorf("%q does not say %q", said, w)
		}
	}
}

func TestNamelessTellsNoNameOfAFile(t *testing.T) {
	for _, name := range personal {
		for _, err := range []error{
			fmt.Errorf("claim %q in /srv/acme: %w", name, &os.PathError{Op: "openat", Path: name, Err: os.ErrPermission}),
			fmt.Errorf("claim %q in /srv/acme: %w", name, &os.LinkError{Op: "renameat", Old: name, New: ".claimed/a/b/" + name, Err: os.ErrPermission}),
			fmt.Errorf("in /srv/acme: %w", errors.Join(io.ErrUnexpectedEOF, &os.PathError{Op: "statat", Path: ".claimed/a/b/" + name, Err: os.ErrPermission})),
			fmt.Errorf("in /srv/acme: %w: %w", ErrGone, &os.PathError{Op: "statat", Path: name, Err: os.ErrPermission}),
		} {
			wantNameless(t, err, "/srv/acme")
		}
	}
}

func TestNamelessKeepsWhatHelps(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{context.DeadlineExceeded, "context deadline exceeded"},
		{
			fmt.Errorf("list files: %w: %w", ErrAway, &os.PathError{Op: "open", Path: "/srv/acme", Err: os.ErrNotExist}),
			"list files: the folder cannot be reached: open /srv/acme: file does not exist",
		},
		{&os.PathError{Op: "open", Path: `\\server\acme`, Err: os.ErrNotExist}, `open \\server\acme: file does not exist`},
		{&os.PathError{Op: "open", Path: `D:\acme`, Err: os.ErrNotExist}, `open D:\acme: file does not exist`},
		{
			fmt.Errorf("claim %q in /srv/acme: %w", "x", &os.PathError{Op: "openat", Path: "x", Err: os.ErrExist}),
			"claim a file in /srv/acme: openat a file: file already exists",
		},
		{errors.New(`sftp: "Okonkwo.csv is mine" (SSH_FX_FAILURE)`), "sftp: a file (SSH_FX_FAILURE)"},
	} {
		if got := Nameless(test.err); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// What a folder itself says of a file that it cannot handle.
func TestNamelessOfAFoldersOwnErrors(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	const name = "Okonkwo.csv"
	l, err := OpenLocal(dir, Owner("me"))
	if err != nil {
		t.Fatal(err)
	}
	claim := Claim{Owner: "me", ID: "K7Q2", Name: name}
	write := func(w io.Writer) error { _, err := io.WriteString(w, "x"); return err }
	if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err = l.StatClaim(ctx, claim)
	wantNameless(t, err, dir, ErrGone.Error())
	_, _, err = l.OpenClaim(ctx, claim)
	wantNameless(t, err, dir)
	_, err = l.Claim(ctx, name, claim)
	wantNameless(t, err, dir, ErrNotRegular.Error())
	_, _, err = l.Open(ctx, name)
	wantNameless(t, err, dir)
	wantNameless(t, l.Put(ctx, name, write), dir)
	wantNameless(t, l.Replace(ctx, name, write), dir)
	wantNameless(t, l.Remove(ctx, name), dir)
	if err := os.WriteFile(filepath.Join(dir, ".claimed"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "x"+name), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = l.Claim(ctx, "x"+name, claim)
	wantNameless(t, err, dir)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	_, err = l.Claim(ctx, name, claim)
	wantNameless(t, err, dir, ErrAway.Error())
}
