package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"lrsdrop/internal/faultpoint"
)

// Modes of what we create. The folder's own rights and the umask decide who
// else may read an answer.
const (
	fileMode  fs.FileMode = 0o640
	claimMode fs.FileMode = 0o750
)

// Local is a directory of this machine, or a network share that the operating
// system has mounted. All its methods may be called from several goroutines.
//
// Each call opens the directory anew through [os.Root] and closes it again. So
// nothing leaves the directory, a share can be unmounted, and one that comes
// back is simply used.
type Local struct {
	path  string
	owner string
}

// Option changes how a folder is opened.
type Option func(*Local)

// Owner gives the state id of this installation. Temporary files carry it, so
// that [Local.Sweep] knows its own at once.
func Owner(id string) Option {
	return func(l *Local) { l.owner = id }
}

// OpenLocal names a local directory by its absolute path. The directory need
// not be there yet: a call that needs it says so.
func OpenLocal(path string, options ...Option) (*Local, error) {
	if !filepath.IsAbs(path) {
		return nil, fmt.Errorf("open folder %q: the path is not absolute", path)
	}
	l := &Local{path: filepath.Clean(path), owner: "any"}
	for _, o := range options {
		o(l)
	}
	if err := safeElement("owner", l.owner); err != nil {
		return nil, fmt.Errorf("open folder %s: %w", path, err)
	}
	return l, nil
}

// String is the path, for messages.
func (l *Local) String() string { return l.path }

// inside runs do within the directory and says in every error what was being
// done, where.
func (l *Local) inside(ctx context.Context, doing string, do func(*os.Root) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s in %s: %w", doing, l.path, err)
	}
	root, err := os.OpenRoot(l.path)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", doing, ErrAway, err)
	}
	defer root.Close()
	if err := do(root); err != nil {
		return fmt.Errorf("%s in %s: %w", doing, l.path, err)
	}
	return nil
}

// Stat implements [Lister].
func (l *Local) Stat(ctx context.Context, name string) (Entry, error) {
	var e Entry
	err := l.inside(ctx, fmt.Sprintf("look at %q", name), func(root *os.Root) (err error) {
		if err = SafeName(name); err == nil {
			e, err = stat(root, name, name)
		}
		return err
	})
	return e, err
}

// Open implements [Lister].
func (l *Local) Open(ctx context.Context, name string) (io.ReadCloser, Entry, error) {
	var f *os.File
	var e Entry
	err := l.inside(ctx, fmt.Sprintf("open %q", name), func(root *os.Root) (err error) {
		if err = SafeName(name); err == nil {
			f, e, err = open(root, name, name)
		}
		return err
	})
	if err != nil {
		return nil, Entry{}, err // a nil *os.File must not become a reader
	}
	return f, e, nil
}

// Busy implements [Claimer].
func (l *Local) Busy(ctx context.Context, name string) (busy bool, err error) {
	err = l.inside(ctx, fmt.Sprintf("look for a writer of %q", name), func(root *os.Root) error {
		if err := SafeName(name); err != nil {
			return err
		}
		busy, err = writerHas(root, name)
		return err
	})
	return busy, err
}

// Remove implements [Publisher].
func (l *Local) Remove(ctx context.Context, name string) error {
	return l.inside(ctx, fmt.Sprintf("remove %q", name), func(root *os.Root) error {
		if err := SafeName(name); err != nil {
			return err
		}
		return removeFile(ctx, root, name, Entry{})
	})
}

// removeFile deletes an ordinary file, patiently; gone already is success.
func removeFile(ctx context.Context, root *os.Root, path string, was Entry) error {
	info, err := lstat(root, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return ErrNotRegular
	case was.changed(info.Size(), info.ModTime()):
		return ErrChanged
	}
	faultpoint.At("folder: remove a file")
	err = patiently(ctx, transient, func() error { return remove(root, path) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// stat tells about a path below the root under the name it is known by.
func stat(root *os.Root, path, name string) (Entry, error) {
	info, err := lstat(root, path)
	if err != nil {
		return Entry{}, gone(err)
	}
	return entry(name, info, &owners{}), nil
}

// open opens an ordinary file. The look before the opening keeps us from
// following a link that stays inside the folder, the look after it from one
// that was put there in between.
func open(root *os.Root, path, name string) (*os.File, Entry, error) {
	before, err := lstat(root, path)
	if err != nil {
		return nil, Entry{}, gone(err)
	}
	if !before.Mode().IsRegular() {
		return nil, Entry{}, ErrNotRegular
	}
	f, err := root.OpenFile(path, os.O_RDONLY|neverBlock, 0)
	if err != nil {
		return nil, Entry{}, gone(err)
	}
	after, err := f.Stat()
	if err == nil && !os.SameFile(before, after) {
		err = fmt.Errorf("%w: it was replaced while being opened", ErrGone)
	}
	if err != nil {
		return nil, Entry{}, errors.Join(err, f.Close())
	}
	return f, entry(name, after, &owners{}), nil
}

func entry(name string, info fs.FileInfo, by *owners) Entry {
	return Entry{
		Name: name, Size: info.Size(), ModTime: info.ModTime(),
		ID: fileID(info), Owner: by.of(info), Regular: info.Mode().IsRegular(),
	}
}

// gone adds ErrGone to an error that says so.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	return err
}
