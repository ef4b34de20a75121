package endpoint

import (
	"context"
	"io"
	"os"
	"sync"
)

// stream reads a large file ahead: many requests are on their way at once. The
// library can do so, too, but takes an answer with fewer bytes than it asked for
// as the end of them.
type stream struct {
	c      *connection
	opened *opened
	parts  chan chan part // in the order of the file; closed behind the last
	unbind func() bool

	once sync.Once
	left chan struct{} // closed when nobody reads any more
	why  error         // set before left is closed
	done chan struct{} // closed when the server has closed the file

	rest  []byte      // of the part under way
	whole []byte      // the part that rest is of
	spare chan []byte // parts that were read, to be filled again
	err   error       // what comes after rest
}

// part is what one request brought.
type part struct {
	bytes []byte
	err   error
}

func (c *connection) stream(ctx context.Context, o *opened, free func()) *stream {
	s := &stream{
		c: c, opened: o, parts: make(chan chan part, inFlight/c.part),
		spare: make(chan []byte, inFlight/c.part),
		left:  make(chan struct{}), done: make(chan struct{}),
	}
	s.unbind = context.AfterFunc(ctx, func() { s.leave(context.Cause(ctx)) })
	go func() {
		defer close(s.done)
		defer free()
		s.fetch()
		_ = o.file.Close() // every byte was read, or nobody wants the others
	}()
	return s
}

// fetch asks for one part after the other, as long as there is room for more of
// them to be on their way or wait to be read.
func (s *stream) fetch() {
	var asked sync.WaitGroup
	defer asked.Wait()
	for at := int64(0); at < s.opened.told.Size; at += s.c.part {
		next := make(chan part, 1)
		select {
		case s.parts <- next:
		case <-s.left:
			return
		case <-s.c.ended:
			s.leave(s.c.answer(errLost))
			return
		}
		asked.Go(func() {
			b, err := readPart(s.opened.file, at, s.room()[:min(s.c.part, s.opened.told.Size-at)])
			next <- part{b, s.c.answer(err)}
		})
	}
	close(s.parts)
}

// Read implements io.Reader.
func (s *stream) Read(b []byte) (int, error) {
	for len(s.rest) == 0 && s.err == nil {
		s.reuse()
		s.rest, s.err = s.await()
		s.whole = s.rest
	}
	select {
	case <-s.left:
		return 0, s.why
	default:
	}
	if len(s.rest) == 0 {
		return 0, s.err
	}
	n := copy(b, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// room is memory for one part: of one that was read, if there is any.
func (s *stream) room() []byte {
	select {
	case b := <-s.spare:
		return b
	default:
		return make([]byte, s.c.part)
	}
}

// reuse gives the part that was read to a later one.
func (s *stream) reuse() {
	if int64(cap(s.whole)) < s.c.part {
		return
	}
	select {
	case s.spare <- s.whole[:s.c.part]:
	default:
	}
	s.whole = nil
}

// await waits for the next part. It is watched: a caller that takes his time
// between two reads is none of the server's fault.
func (s *stream) await() ([]byte, error) {
	v := s.c.watch()
	defer v.stop()
	select {
	case next, more := <-s.parts:
		if !more {
			return nil, io.EOF
		}
		select {
		case p := <-next:
			return p.bytes, p.err
		case <-s.left:
		}
	case <-s.left:
	}
	return nil, s.why
}

// Close implements io.Closer. The server's handle is closed in its own time.
func (s *stream) Close() error {
	s.unbind()
	s.leave(os.ErrClosed)
	return nil
}

// leave ends the reading; what is still on its way is awaited under watch.
func (s *stream) leave(why error) {
	s.once.Do(func() {
		s.why = why
		close(s.left)
		v := s.c.watch()
		go func() {
			<-s.done
			v.stop()
		}()
	})
}
