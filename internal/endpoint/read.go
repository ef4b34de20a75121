package endpoint

import (
	"context"
	"errors"
	"io"
	"os"
	"path"
	"sync"

	"github.com/pkg/sftp"
)

// smallFile is what one packet holds: such a file is read and closed at once,
// in the call that opens it.
const smallFile = 32 << 10

// errNoFile: to read it whole is not possible.
var errNoFile = errors.New("this is no ordinary file, or the server does not tell its size")

// Open reads a file, as many bytes as it had when it was opened: the attributes
// are those of that moment. ctx bounds the reading, too. A file that ends before
// its size is io.ErrUnexpectedEOF (F16).
//
// The caller has looked that it is an ordinary file: to open a FIFO may hang
// the server. There is room for [Endpoint.Create] and Open together, so nobody
// may wait for one while he holds another.
func (e *Endpoint) Open(ctx context.Context, name string) (io.ReadCloser, Attributes, error) {
	c, free, err := e.place(ctx)
	if err != nil {
		return nil, Attributes{}, err
	}
	o, err := ask(ctx, c, func(*vigil) (*opened, error) {
		o, err := c.open(name)
		if err != nil || o.file == nil { // read whole, and closed
			free()
		}
		return o, err
	}, func(o *opened) {
		o.discard()
		free()
	})
	if err != nil {
		return nil, Attributes{}, err
	}
	if o.file == nil {
		return o, o.told, nil
	}
	return c.stream(ctx, o, free), o.told, nil
}

// place waits for room for one more open file, and for a session. free gives
// the room back, once: when the server has closed the file, not when the caller
// has gone.
func (e *Endpoint) place(ctx context.Context) (c *connection, free func(), err error) {
	select {
	case e.places <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, context.Cause(ctx)
	}
	free = sync.OnceFunc(func() { <-e.places })
	if c, err = e.session(ctx); err != nil {
		free()
	}
	return c, free, err
}

// Readable tries whether a file can be opened.
func (e *Endpoint) Readable(ctx context.Context, name string) error {
	c, free, err := e.place(ctx)
	if err != nil {
		return err
	}
	_, err = ask(ctx, c, func(*vigil) (struct{}, error) {
		defer free()
		f, err := c.client.OpenFile(name, os.O_RDONLY)
		if err == nil {
			err = f.Close()
		}
		return struct{}{}, err
	}, nil)
	return err
}

// opened is a file that was opened: a small one is read and closed already.
type opened struct {
	told Attributes
	file *sftp.File // nil: rest is all of it
	rest []byte
}

func (c *connection) open(name string) (*opened, error) {
	f, err := c.client.OpenFile(name, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	o, err := c.look(f)
	if err != nil || o.file == nil {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}
	return o, err
}

// look tells about a file, and reads it if it is small.
func (c *connection) look(f *sftp.File) (*opened, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	o := &opened{told: c.attributes(path.Base(f.Name()), info), file: f}
	switch {
	case !o.told.Regular:
		return nil, errNoFile
	case o.told.Size <= smallFile:
		o.file = nil
		o.rest, err = readPart(f, 0, make([]byte, o.told.Size))
	}
	return o, err
}

// readPart fills b, at most what one packet holds. That they come in
// several answers is legal.
func readPart(f *sftp.File, offset int64, b []byte) ([]byte, error) {
	n, err := f.ReadAt(b, offset)
	if err == io.EOF {
		err = errShort
	}
	return b[:n], err
}

func (o *opened) discard() {
	if o.file != nil {
		_ = o.file.Close() // nothing was read, so nothing is lost
	}
}

// Read implements io.Reader for a small file.
func (o *opened) Read(b []byte) (int, error) {
	if len(o.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(b, o.rest)
	o.rest = o.rest[n:]
	return n, nil
}

// Close implements io.Closer for a small file.
func (o *opened) Close() error {
	o.rest = nil
	return nil
}
