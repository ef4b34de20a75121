package endpoint

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/pkg/sftp"

	"lrsdrop/internal/faultpoint"
)

// Writer writes one new file. Finish or Abort ends it, whatever they return.
type Writer struct {
	e    *Endpoint
	ctx  context.Context
	c    *connection
	file *sftp.File
	free func()

	small   []byte         // what was written so far, while it fits one packet
	pipe    *io.PipeWriter // nil while it does
	sent    chan struct{}  // closed when all that went through the pipe is sent
	sentErr error
	size    int64
}

// Create makes a file that is not there yet; a name that is taken is
// ErrRefused. ctx bounds the writing, too.
func (e *Endpoint) Create(ctx context.Context, name string) (*Writer, error) {
	c, free, err := e.place(ctx)
	if err != nil {
		return nil, err
	}
	f, err := ask(ctx, c, func(*vigil) (*sftp.File, error) {
		faultpoint.At("sftp: create a file")
		f, err := c.client.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
		if err != nil {
			free()
		}
		return f, err
	}, func(f *sftp.File) {
		_ = f.Close() // the caller was told that it failed, and removes it
		free()
	})
	if err != nil {
		return nil, err
	}
	return &Writer{e: e, ctx: ctx, c: c, file: f, free: free}, nil
}

// Write implements io.Writer.
func (w *Writer) Write(b []byte) (int, error) {
	if w.ctx.Err() != nil {
		return 0, context.Cause(w.ctx)
	}
	w.size += int64(len(b))
	if w.pipe == nil && len(w.small)+len(b) <= smallFile {
		w.small = append(w.small, b...)
		return len(b), nil
	}
	if w.pipe == nil {
		if err := w.start(); err != nil {
			return 0, err
		}
	}
	return len(b), w.send(b)
}

// start sends what follows with many requests on their way at once.
func (w *Writer) start() error {
	var r *io.PipeReader
	r, w.pipe = io.Pipe()
	w.sent = make(chan struct{})
	go func() {
		defer close(w.sent)
		_, err := w.file.ReadFromWithConcurrency(r, int(inFlight/w.c.part))
		if err != nil {
			err = w.c.answer(err)
		}
		w.sentErr = err
		_ = r.CloseWithError(err) // a write that waits gets it
	}()
	small := w.small
	w.small = nil
	return w.send(small)
}

// send waits until the bytes are on their way, in portions: a caller may bring
// so much at once that a slow server needs long for it.
func (w *Writer) send(b []byte) error {
	unbind := context.AfterFunc(w.ctx, func() { _ = w.pipe.CloseWithError(errAborted) })
	defer unbind()
	for portion := range slices.Chunk(b, smallFile) {
		v := w.c.watch()
		_, err := w.pipe.Write(portion)
		v.stop()
		if w.ctx.Err() != nil {
			return context.Cause(w.ctx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Finish sees to it that the server has every byte, on its disk where it can be
// asked for that, and closes the file. It tells the size.
func (w *Writer) Finish() (int64, error) {
	if w.ctx.Err() != nil {
		return 0, errors.Join(context.Cause(w.ctx), w.Abort())
	}
	size, err := ask(w.ctx, w.c, func(*vigil) (int64, error) {
		defer w.free()
		return w.settle()
	}, nil)
	if err == nil && size != w.size {
		err = fmt.Errorf("%d bytes were written, the server has %d: %w", w.size, size, io.ErrShortWrite)
	}
	return size, err
}

func (w *Writer) settle() (int64, error) {
	faultpoint.At("sftp: write")
	err := w.flush()
	faultpoint.At("sftp: flush a file")
	if err == nil && w.c.offers(extSync) {
		err = w.file.Sync()
	}
	var size int64
	if err == nil {
		info, statErr := w.file.Stat()
		if err = statErr; err == nil {
			size = info.Size()
			w.e.Owns(w.c.attributes(w.file.Name(), info))
		}
	}
	if closed := w.file.Close(); err == nil {
		err = closed
	}
	return size, err
}

func (w *Writer) flush() error {
	if w.pipe != nil {
		_ = w.pipe.Close()
		<-w.sent
		return w.sentErr
	}
	if len(w.small) == 0 {
		return nil
	}
	_, err := faultpoint.Torn("sftp: write half", w.file).Write(w.small)
	return err
}

var errAborted = errors.New("the writing was broken off")

// Abort closes the file as it is, for the caller to remove. It does not wait
// long for the server to do so: a stop waits for it, too.
func (w *Writer) Abort() error {
	if w.pipe != nil {
		_ = w.pipe.CloseWithError(errAborted)
	}
	// The writing has failed or its context has ended: the close is not bound to it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), w.c.pace.aborted)
	defer cancel()
	_, err := ask(ctx, w.c, func(*vigil) (struct{}, error) {
		defer w.free()
		if w.sent != nil {
			<-w.sent
		}
		return struct{}{}, w.file.Close()
	}, nil)
	return err
}
