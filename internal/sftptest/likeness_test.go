package sftptest_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/pkg/sftp"

	"lrsdrop/internal/sftptest"
)

// What the servers say where they are known to differ: OpenSSH's numbers and
// words, which are the stand-in's as well, and ProFTPD's.
const (
	ok           = "ok"
	gone         = "no such file"
	refused      = "permission denied"
	fails        = "4 Failure"
	proExists    = "4 File already exists"
	proExists11  = "11 File already exists" // a status of later versions of the protocol
	proNotFolder = "4 Not a directory"
	proNotEmpty  = "4 Directory is not empty"
)

// trials are what a folder does by SFTP. Each begins with the files a and b,
// which hold A and B, and the folder "full", which has a file.
var trials = []struct {
	name    string
	do      func(*place) error
	openssh string
	proftpd string
	left    string // what a, b and c hold after it: "-" is no file
}{
	{"rename to a free name", rename("a", "c"), ok, ok, "-BA"},
	{"rename onto a file", rename("a", "b"), fails, proExists11, "AB-"},
	{"rename onto a folder", rename("a", "full"), fails, proExists11, "AB-"},
	{"rename onto itself", rename("a", "a"), fails, proExists, "AB-"},
	{"rename onto a link to nothing", renameOntoLink, fails, proExists11, "AB-"},
	{"rename of nothing", rename("no", "c"), gone, gone, "AB-"},
	{"rename into no folder", rename("a", "no/c"), gone, gone, "AB-"},
	{"rename of a folder", rename("full", "c"), ok, ok, "AB-"},
	{"rename of a file that is open", renameOpen, ok, ok, "-BA"},
	{"posix-rename to a free name", posixRename("a", "c"), ok, ok, "-BA"},
	{"posix-rename onto a file", posixRename("a", "b"), ok, ok, "-A-"},
	{"posix-rename onto a folder", posixRename("a", "full"), fails, "4 File is a directory", "AB-"},
	{"posix-rename onto itself", posixRename("a", "a"), ok, proExists, "AB-"},
	{"posix-rename of nothing", posixRename("no", "b"), gone, gone, "AB-"},
	{"hardlink to a free name", link("a", "c"), ok, ok, "ABA"},
	{"hardlink onto a file", link("a", "b"), fails, proExists, "AB-"},
	{"create", open("c", os.O_WRONLY|os.O_CREATE|os.O_EXCL), ok, ok, "AB"},
	{"create what is there", open("a", os.O_WRONLY|os.O_CREATE|os.O_EXCL), fails, proExists, "AB-"},
	{"create in no folder", open("no/c", os.O_WRONLY|os.O_CREATE), gone, gone, "AB-"},
	{"truncate", open("a", os.O_WRONLY|os.O_CREATE|os.O_TRUNC), ok, ok, "B-"},
	{"open nothing", open("no", os.O_RDONLY), gone, gone, "AB-"},
	{"open a folder to read", open("full", os.O_RDONLY), ok, refused, "AB-"},
	{"open a folder to write", open("full", os.O_WRONLY), fails, refused, "AB-"},
	{"fsync", fsync, ok, ok, "AB-"},
	{"fstat of a file that was removed", fstatRemoved, ok, ok, "-B-"},
	{"mkdir", one((*sftp.Client).Mkdir, "c"), ok, ok, "AB-"},
	{"mkdir of what is there", one((*sftp.Client).Mkdir, "full"), fails, proExists, "AB-"},
	{"mkdir in no folder", one((*sftp.Client).Mkdir, "no/c"), gone, gone, "AB-"},
	{"rmdir of a full folder", one((*sftp.Client).RemoveDirectory, "full"), fails, proNotEmpty, "AB-"},
	{"rmdir of nothing", one((*sftp.Client).RemoveDirectory, "no"), gone, gone, "AB-"},
	{"rmdir of a file", one((*sftp.Client).RemoveDirectory, "a"), gone, proNotFolder, "AB-"},
	{"remove", one((*sftp.Client).Remove, "a"), ok, ok, "-B-"},
	{"remove of nothing", one((*sftp.Client).Remove, "no"), gone, gone, "AB-"},
	{"remove of a folder", one((*sftp.Client).Remove, "full"), fails, proNotEmpty, "AB-"},
	{"lstat of nothing", lstat("no"), gone, gone, "AB-"},
	{"lstat below a file", lstat("a/no"), gone, proNotFolder, "AB-"},
	{"lstat of a long name", lstat(strings.Repeat("x", 300)), "5 Bad message", "4 Invalid filename", "AB-"},
	{"lstat of a link", lstatLink, "Lrwxrwxrwx", "-rw-r--r--", "ABB"}, // ProFTPD follows it
	{"listing of a link", listLink, "Lrwxrwxrwx", "Lrwxrwxrwx", "ABB"},
	{"list nothing", list("no"), gone, gone, "AB-"},
	{"list a file", list("a"), gone, proNotFolder, "AB-"},
}

// place is the folder of one trial.
type place struct {
	*sftp.Client
	dir string
}

func (p *place) at(name string) string { return path.Join(p.dir, name) }

func rename(from, to string) func(*place) error {
	return func(p *place) error { return p.Rename(p.at(from), p.at(to)) }
}

func posixRename(from, to string) func(*place) error {
	return func(p *place) error { return p.PosixRename(p.at(from), p.at(to)) }
}

func link(from, to string) func(*place) error {
	return func(p *place) error { return p.Link(p.at(from), p.at(to)) }
}

func one(do func(*sftp.Client, string) error, name string) func(*place) error {
	return func(p *place) error { return do(p.Client, p.at(name)) }
}

func lstat(name string) func(*place) error {
	return func(p *place) error { _, err := p.Lstat(p.at(name)); return err }
}

func list(name string) func(*place) error {
	return func(p *place) error { _, err := p.ReadDir(p.at(name)); return err }
}

func open(name string, flags int) func(*place) error {
	return func(p *place) error { return p.opened(name, flags, (*sftp.File).Close) }
}

func (p *place) opened(name string, flags int, do func(*sftp.File) error) error {
	f, err := p.OpenFile(p.at(name), flags)
	if err != nil {
		return err
	}
	defer f.Close()
	return do(f)
}

func fsync(p *place) error { return p.opened("a", os.O_WRONLY, (*sftp.File).Sync) }

func renameOpen(p *place) error {
	return p.opened("a", os.O_WRONLY, func(f *sftp.File) error {
		if err := rename("a", "c")(p); err != nil {
			return err
		}
		_, err := f.Stat()
		return err
	})
}

func fstatRemoved(p *place) error {
	return p.opened("a", os.O_RDONLY, func(f *sftp.File) error {
		if err := p.Remove(p.at("a")); err != nil {
			return err
		}
		_, err := f.Stat()
		return err
	})
}

func renameOntoLink(p *place) error {
	if err := p.Symlink("no", p.at("c")); err != nil {
		return err
	}
	return p.Rename(p.at("a"), p.at("c"))
}

// told is an answer that is no status, as an error.
type told struct{ fs.FileMode }

func (t told) Error() string { return t.String() }

func lstatLink(p *place) error {
	if err := p.Symlink("b", p.at("c")); err != nil {
		return err
	}
	info, err := p.Lstat(p.at("c"))
	if err != nil {
		return err
	}
	return told{info.Mode()}
}

func listLink(p *place) error {
	if err := p.Symlink("b", p.at("c")); err != nil {
		return err
	}
	all, err := p.ReadDir(p.dir)
	for _, info := range all {
		if info.Name() == "c" {
			return told{info.Mode()}
		}
	}
	return err
}

// The stand-in answers as OpenSSH does, and what others do otherwise is known.
func TestServersAnswerAsTheyAreKnownTo(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		c := client(t, s)
		for i, trial := range trials {
			dir := fmt.Sprint("trial", i)
			must(t, os.MkdirAll(s.Local(dir+"/full"), 0o755))
			for name, text := range map[string]string{"a": "A", "b": "B", "full/x": "X"} {
				must(t, os.WriteFile(s.Local(dir+"/"+name), []byte(text), 0o644))
			}
			want := trial.openssh
			if s.Name == "proftpd" {
				want = trial.proftpd
			}
			got := inWords(trial.do(&place{c, path.Join(s.Dir, dir)}))
			if left := held(s, dir); got != want || left != trial.left {
				t.Errorf("%s: %q, which leaves %q; want %q and %q", trial.name, got, left, want, trial.left)
			}
		}
	})
}

func held(s *sftptest.Server, dir string) (all string) {
	for _, name := range []string{"a", "b", "c"} {
		text, err := os.ReadFile(s.Local(dir + "/" + name))
		if err != nil {
			text = []byte("-")
		}
		all += string(text)
	}
	return all
}

func inWords(err error) string {
	var status *sftp.StatusError
	switch {
	case err == nil:
		return ok
	case errors.Is(err, os.ErrNotExist):
		return gone
	case errors.Is(err, os.ErrPermission):
		return refused
	case errors.As(err, &status):
		_, text, _ := strings.Cut(status.Error(), `"`)
		text, _, _ = strings.Cut(text, `"`)
		return fmt.Sprint(status.Code, " ", text)
	}
	return err.Error()
}
