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

// Open reads a file. The attributes are those of what was opened. ctx bounds
// the reading, too. A file that ends before the size it had when it was opened
// is io.ErrUnexpectedEOF (F16).
//
// The caller has looked that it is an ordinary file: to open a FIFO may hang
// the server.
func (e *Endpoint) Open(ctx context.Context, name string) (io.ReadCloser, Attributes, error) {
	c, err := e.session(ctx)
	if err != nil {
		return nil, Attributes{}, err
	}
	free, err := e.place(ctx)
	if err != nil {
		return nil, Attributes{}, err
	}
	o, err := ask(ctx, c, func() (*opened, error) { return c.open(name) }, (*opened).discard)
	if err != nil {
		free()
		return nil, Attributes{}, err
	}
	if o.file == nil { // read whole, and closed
		free()
		return o, o.told, nil
	}
	return c.stream(ctx, o, free), o.told, nil
}

// place waits for room for one more open file. free gives it back, once.
func (e *Endpoint) place(ctx context.Context) (free func(), err error) {
	select {
	case e.places <- struct{}{}:
		return sync.OnceFunc(func() { <-e.places }), nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
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
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	o := &opened{told: attributes(path.Base(name), info), file: f}
	if !o.told.Regular || o.told.Size > smallFile {
		return o, nil
	}
	o.file, o.rest = nil, make([]byte, o.told.Size)
	if _, err := io.ReadFull(f, o.rest); err != nil {
		return nil, errors.Join(short(err), f.Close())
	}
	return o, f.Close()
}

// short says that a file ended before its size.
func short(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (o *opened) discard() {
	if o.file != nil {
		_ = o.file.Close() // nothing was read, so nothing is lost
	}
}

// Readable tries whether a file can be opened.
func (e *Endpoint) Readable(ctx context.Context, name string) error {
	return e.do(ctx, func(c *connection) error {
		f, err := c.client.OpenFile(name, os.O_RDONLY)
		if err != nil {
			return err
		}
		return f.Close()
	})
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
func (o *opened) Close() error { return nil }

// stream reads a large file ahead: many requests are on their way at once.
type stream struct {
	c      *connection
	pipe   *io.PipeReader
	unbind func() bool
	done   chan struct{}
}

func (c *connection) stream(ctx context.Context, o *opened, free func()) *stream {
	r, w := io.Pipe()
	s := &stream{c: c, pipe: r, done: make(chan struct{})}
	s.unbind = context.AfterFunc(ctx, func() { s.leave(context.Cause(ctx)) })
	go func() {
		defer close(s.done)
		defer free()
		n, err := o.file.WriteTo(w)
		if err == nil && n < o.told.Size {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			err = c.answer(err)
		}
		_ = w.CloseWithError(errors.Join(err, o.file.Close()))
	}()
	return s
}

// Read implements io.Reader.
func (s *stream) Read(b []byte) (int, error) {
	v := s.c.watch()
	defer v.stop()
	return s.pipe.Read(b)
}

// Close implements io.Closer. The server's handle is closed in its own time.
func (s *stream) Close() error {
	s.unbind()
	s.leave(os.ErrClosed)
	return nil
}

// leave ends the reading; what is still on its way is awaited under watch.
func (s *stream) leave(why error) {
	_ = s.pipe.CloseWithError(why)
	v := s.c.watch()
	go func() {
		<-s.done
		v.stop()
	}()
}
