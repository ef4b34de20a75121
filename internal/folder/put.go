package folder

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"

	"lrsdrop/internal/disk"
	"lrsdrop/internal/faultpoint"
)

// tempPrefix and tempSuffix frame the name of an unfinished file. The dot makes
// every watcher ignore it, ours included.
const (
	tempPrefix = ".lrsdrop-"
	tempSuffix = ".tmp"
)

// Put implements [Publisher].
func (l *Local) Put(ctx context.Context, name string, write func(io.Writer) error) error {
	return l.publish(ctx, name, write, func(root *os.Root, t temporary) error {
		err := patiently(ctx, transient, func() error { return renameNew(root, t.name, name) })
		if errors.Is(err, fs.ErrExist) {
			return sameContent(root, name, t)
		}
		return err
	})
}

// Replace implements [Publisher].
func (l *Local) Replace(ctx context.Context, name string, write func(io.Writer) error) error {
	return l.publish(ctx, name, write, func(root *os.Root, t temporary) error {
		return patiently(ctx, transient, func() error { return root.Rename(t.name, name) })
	})
}

// publish writes a temporary file and lets finish give it its name. Whatever
// happens, no temporary file stays.
func (l *Local) publish(ctx context.Context, name string, write func(io.Writer) error, finish func(*os.Root, temporary) error) error {
	return l.inside(ctx, fmt.Sprintf("write %q", name), func(root *os.Root) error {
		if err := SafeName(name); err != nil {
			return err
		}
		t, err := writeTemporary(ctx, root, l.temporaryName(), write)
		if err == nil {
			faultpoint.At("folder: name a file")
			err = finish(root, t)
		}
		if err != nil {
			return errors.Join(err, discard(root, t.name))
		}
		faultpoint.At("folder: tidy up after a file was named")
		// After a rename it is gone; after "same content" it is not.
		if err := discard(root, t.name); err != nil {
			return err
		}
		return disk.FlushRoot(root)
	})
}

// temporary is a complete, flushed file that waits for its name.
type temporary struct {
	name string
	size int64
	sum  [sha256.Size]byte
}

func (l *Local) temporaryName() string {
	return tempPrefix + l.owner + "-" + rand.Text() + tempSuffix
}

// sink is a file that is being written: Finish makes it durable, closes it and
// tells its size, Abort only closes it.
type sink interface {
	io.Writer
	Finish() (size int64, err error)
	Abort() error
}

func writeTemporary(ctx context.Context, root *os.Root, name string, write func(io.Writer) error) (temporary, error) {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return temporary{name: name}, err
	}
	return fill(ctx, name, localSink{f}, write)
}

// fill writes a temporary file and sees to it that it has every byte.
func fill(ctx context.Context, name string, to sink, write func(io.Writer) error) (temporary, error) {
	faultpoint.At("folder: fill a temporary file")
	t := temporary{name: name}
	m := &measured{ctx: ctx, to: to, hash: sha256.New()}
	b := bufio.NewWriterSize(m, 64<<10)
	err := write(b)
	if err == nil {
		err = b.Flush()
	}
	if err != nil {
		return t, errors.Join(err, to.Abort())
	}
	size, err := to.Finish()
	if err == nil && size != m.size {
		err = fmt.Errorf("%d bytes were written, the file has %d: %w", m.size, size, io.ErrShortWrite)
	}
	t.size = m.size
	m.hash.Sum(t.sum[:0])
	return t, err
}

type localSink struct{ *os.File }

func (s localSink) Abort() error { return s.Close() }

func (s localSink) Finish() (int64, error) {
	faultpoint.At("folder: flush a temporary file")
	err := s.Sync()
	var size int64
	if err == nil {
		var info fs.FileInfo
		if info, err = s.Stat(); err == nil {
			size = info.Size()
		}
	}
	return size, errors.Join(err, s.Close())
}

// measured counts and hashes what it passes on, until the context ends.
type measured struct {
	ctx  context.Context
	to   io.Writer
	hash hash.Hash
	size int64
}

func (m *measured) Write(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := faultpoint.Torn("folder: write half", m.to).Write(p)
	m.hash.Write(p[:n])
	m.size += int64(n)
	return n, err
}

// sameContent is nil if the file that has the name already is the one we were
// to publish: a delivery that is repeated.
func sameContent(root *os.Root, name string, t temporary) error {
	f, e, err := open(root, name, name)
	if err != nil {
		return taken(err)
	}
	defer f.Close()
	return t.is(e, f)
}

// taken says why the file that has the name cannot be the one to be published.
func taken(err error) error {
	if errors.Is(err, ErrNotRegular) {
		return fmt.Errorf("%w: %w", ErrExists, err)
	}
	return err
}

// is compares with a file that was opened: nil if it has the same content.
func (t temporary) is(e Entry, file io.Reader) error {
	if e.Size != t.size {
		return ErrExists
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, io.LimitReader(file, t.size+1)); err != nil {
		return fmt.Errorf("compare with the file that is there: %w", err)
	}
	if !bytes.Equal(hash.Sum(nil), t.sum[:]) {
		return ErrExists
	}
	return nil
}

// discard removes a temporary file of ours, if it is still there.
func discard(root *os.Root, name string) error {
	err := remove(root, name)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
