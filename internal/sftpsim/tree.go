package sftpsim

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"github.com/pkg/sftp"
)

// tree is the folder of one session, as the handlers of pkg/sftp see it.
type tree struct {
	server *Server
	root   *os.Root

	mu    sync.Mutex
	files map[string]*file // that are open, by their marked path
}

// file is an open file. Under its marked path it is asked about by handle.
type file struct {
	*os.File
	path   string // as the login sees it
	append bool
	closed func()
}

// WriteAt ignores the offset of a file that was opened to append, as the
// protocol says.
func (f *file) WriteAt(p []byte, offset int64) (int, error) {
	if f.append {
		n, err := f.Write(p)
		return n, told(err)
	}
	n, err := f.File.WriteAt(p, offset)
	return n, told(err)
}

func (f *file) ReadAt(p []byte, offset int64) (int, error) {
	n, err := f.File.ReadAt(p, offset)
	return n, told(err)
}

func (f *file) Close() error {
	f.closed()
	return told(f.File.Close())
}

// Fileread opens to read.
func (t *tree) Fileread(r *sftp.Request) (io.ReaderAt, error) { return t.OpenFile(r) }

// Filewrite opens to write.
func (t *tree) Filewrite(r *sftp.Request) (io.WriterAt, error) { return t.OpenFile(r) }

// OpenFile opens in any way.
func (t *tree) OpenFile(r *sftp.Request) (sftp.WriterAtReaderAt, error) {
	flags := openFlags(r.Pflags())
	if flags != os.O_RDONLY && t.server.behaviour().ReadOnly {
		return nil, denied
	}
	name := unmarked(r.Filepath)
	if flags&os.O_CREATE != 0 {
		t.server.naming.Lock()
		defer t.server.naming.Unlock()
	}
	// To open a FIFO would wait for its other end.
	if info, err := t.root.Stat(local(name)); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return nil, failure
	}
	opened, err := t.root.OpenFile(local(name), flags, 0o666)
	if err != nil {
		return nil, told(err)
	}
	f := &file{File: opened, path: name, append: flags&os.O_APPEND != 0, closed: func() { t.forget(r.Filepath) }}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files[r.Filepath] = f
	return f, nil
}

func (t *tree) forget(marked string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.files, marked)
}

// opened is the open file of a marked path, nil for an ordinary path.
func (t *tree) opened(marked string) *file {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.files[marked]
}

// unmarked takes away what session.understandOpen put in front of a path.
func unmarked(name string) string {
	rest, marked := strings.CutPrefix(name, handleMark)
	if !marked {
		return name
	}
	_, rest, _ = strings.Cut(rest, "/")
	return "/" + rest
}

func openFlags(p sftp.FileOpenFlags) (flags int) {
	switch {
	case p.Read && p.Write:
		flags = os.O_RDWR
	case p.Write || p.Append:
		flags = os.O_WRONLY
	}
	for flag, wanted := range map[int]bool{
		os.O_APPEND: p.Append, os.O_CREATE: p.Creat, os.O_TRUNC: p.Trunc, os.O_EXCL: p.Excl && p.Creat,
	} {
		if wanted {
			flags |= flag
		}
	}
	return flags
}

// local is a path of the protocol as os.Root takes it.
func local(name string) string {
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	return filepath.FromSlash(orElse(name, "."))
}

// Filecmd does what changes something and opens nothing.
func (t *tree) Filecmd(r *sftp.Request) error {
	f := t.opened(r.Filepath)
	if r.Method == "Setstat" && f != nil && r.Flags == 0 {
		return told(f.Sync()) // an fsync: see session.understandExtended
	}
	b := t.server.behaviour()
	if b.ReadOnly {
		return denied
	}
	t.server.naming.Lock()
	defer t.server.naming.Unlock()
	switch r.Method {
	case "Setstat":
		return told(t.setstat(r, f))
	case "Rename":
		return t.rename(b.Rename, r.Filepath, r.Target)
	case "Link":
		return told(t.root.Link(local(r.Filepath), local(r.Target)))
	case "Symlink":
		return told(t.root.Symlink(r.Filepath, local(r.Target)))
	case "Mkdir":
		return t.mkdir(b, r.Filepath)
	case "Remove", "Rmdir":
		return t.remove(b, r.Filepath, r.Method == "Rmdir")
	}
	return unsupported
}

// PosixRename replaces an existing file.
func (t *tree) PosixRename(r *sftp.Request) error {
	if t.server.behaviour().ReadOnly {
		return denied
	}
	t.server.naming.Lock()
	defer t.server.naming.Unlock()
	return told(t.root.Rename(local(r.Filepath), local(r.Target)))
}

func (t *tree) rename(rule RenameRule, from, to string) error {
	switch rule {
	case RenameUnsupported:
		return unsupported
	case RenameFails:
		return failure
	case RenameKeeps:
		if _, err := t.root.Lstat(local(to)); err == nil {
			return failure
		}
	}
	return told(t.root.Rename(local(from), local(to)))
}

func (t *tree) mkdir(b Behaviour, name string) error {
	if b.NoMkdir {
		return denied
	}
	return told(t.root.Mkdir(local(name), 0o777))
}

func (t *tree) remove(b Behaviour, name string, wantFolder bool) error {
	if b.NoDelete {
		return denied
	}
	info, err := t.root.Lstat(local(name))
	switch {
	case err != nil:
		return told(err)
	case wantFolder && !info.IsDir():
		return told(syscall.ENOTDIR)
	case !wantFolder && info.IsDir():
		return told(syscall.EISDIR)
	}
	return told(t.root.Remove(local(name)))
}

// setstat changes a path, or the open file when it was asked by handle.
func (t *tree) setstat(r *sftp.Request, f *file) error {
	name := local(unmarked(r.Filepath))
	flags, wanted := r.AttrFlags(), r.Attributes()
	var errs []error
	if flags.Size {
		errs = append(errs, t.truncate(name, f, int64(wanted.Size)))
	}
	if flags.Permissions {
		errs = append(errs, t.chmod(name, f, wanted.FileMode().Perm()))
	}
	if flags.Acmodtime {
		errs = append(errs, t.root.Chtimes(name, wanted.AccessTime(), wanted.ModTime()))
	}
	if flags.UidGid {
		errs = append(errs, t.root.Lchown(name, int(wanted.UID), int(wanted.GID)))
	}
	return errors.Join(errs...)
}

func (t *tree) truncate(name string, f *file, size int64) error {
	if f != nil {
		return f.Truncate(size)
	}
	opened, err := t.root.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(opened.Truncate(size), opened.Close())
}

func (t *tree) chmod(name string, f *file, mode fs.FileMode) error {
	if f != nil {
		return f.Chmod(mode)
	}
	return t.root.Chmod(name, mode)
}
