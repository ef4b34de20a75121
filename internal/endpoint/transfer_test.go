package endpoint_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

var sizes = []int{0, 1, 32767, 32768, 32769, 65536, 65537, 5 << 20}

func TestFilesOfEverySizeAreCopiedExactly(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		e := open(t, options(t, s))
		for _, n := range sizes {
			name, content := fmt.Sprintf("%d.csv", n), random(n)
			must(t, upload(t.Context(), e, at(s, name), content))
			if !bytes.Equal(read(t, s.Local(name)), content) {
				t.Errorf("%d bytes came out wrong at the server", n)
			}
			back, err := download(t.Context(), e, at(s, name))
			must(t, err)
			if !bytes.Equal(back, content) {
				t.Errorf("%d bytes came back wrong", n)
			}
		}
	})
}

func TestPiecesOfAnySizeCanBeWritten(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	content := random(200_000)
	for _, piece := range []int{1000, 32768, 40_000} {
		name := fmt.Sprintf("/drop/%d.csv", piece)
		w, err := e.Create(t.Context(), name)
		must(t, err)
		for rest := content; len(rest) > 0; {
			n, err := w.Write(rest[:min(piece, len(rest))])
			must(t, err)
			rest = rest[n:]
		}
		size, err := w.Finish()
		must(t, err)
		if size != int64(len(content)) || !bytes.Equal(read(t, s.Local(fmt.Sprintf("%d.csv", piece))), content) {
			t.Errorf("pieces of %d", piece)
		}
	}
}

func TestF16_AFileThatEndsEarlyIsAnError(t *testing.T) {
	for _, c := range []struct{ size, after int }{{100, 60}, {32768, 32767}, {32769, 32768}, {300_000, 299_999}, {300_000, 1}} {
		s, e := simulated(t, sftpsim.Options{})
		content := random(c.size)
		write(t, s.Local("a.csv"), content)
		fault(t, s, sftpsim.Fault{Op: sftpsim.OpRead, After: int64(c.after), Do: sftpsim.Action{Kind: sftpsim.KindTruncate}})
		got, err := download(t.Context(), e, "/drop/a.csv")
		is(t, err, io.ErrUnexpectedEOF)
		if errors.Is(err, endpoint.ErrDown) || !bytes.HasPrefix(content, got) {
			t.Errorf("%d of %d bytes: %v", c.after, c.size, err)
		}
		settled(t, s, e)
		if n := s.Sim.Stats().Connections.Made; n != 1 {
			t.Errorf("%d connections", n)
		}
	}
}

func TestAServerMayHandOutLessThanItIsAskedFor(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	for _, n := range []int{10_000, 300_000} {
		content := random(n)
		write(t, s.Local("a.csv"), content)
		fault(t, s, sftpsim.Fault{Op: sftpsim.OpRead, Do: sftpsim.Action{Kind: sftpsim.KindShortRead, Bytes: 7000}})
		back, err := download(t.Context(), e, "/drop/a.csv")
		must(t, err)
		if !bytes.Equal(back, content) {
			t.Errorf("%d bytes came wrong", n)
		}
		s.Sim.ClearFaults()
	}
}

func TestAFileIsReadAsLongAsItWasWhenOpened(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	for _, n := range []int{1000, 4 << 20} {
		content := random(n)
		write(t, s.Local("a.csv"), content)
		r, told, err := e.Open(t.Context(), "/drop/a.csv")
		must(t, err)
		f, err := os.OpenFile(s.Local("a.csv"), os.O_APPEND|os.O_WRONLY, 0)
		must(t, err)
		_, err = f.Write(random(100_000))
		must(t, errors.Join(err, f.Close()))
		got, err := io.ReadAll(r)
		must(t, errors.Join(err, r.Close()))
		if told.Size != int64(n) || !bytes.Equal(got, content) {
			t.Errorf("%d bytes of %d", len(got), n)
		}
	}
}

func TestAReaderKeepsTheContract(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	for _, n := range []int{1000, 200_000} {
		content := random(n)
		write(t, s.Local("a.csv"), content)
		r, _, err := e.Open(t.Context(), "/drop/a.csv")
		must(t, err)
		must(t, iotest.TestReader(struct{ io.Reader }{r}, content))
		must(t, r.Close())
		must(t, r.Close())
		if n, err := r.Read(make([]byte, 10)); n > 0 || err == nil {
			t.Errorf("%d bytes after the end, %v", n, err)
		}
	}
	settled(t, s, e)
}

func TestAReadThatIsBrokenOffFreesTheFile(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	write(t, s.Local("a.csv"), random(8<<20))
	must(t, e.Up())
	before := runtime.NumGoroutine()
	for range 30 { // more than there is room for
		r, _, err := e.Open(t.Context(), "/drop/a.csv")
		must(t, err)
		_, err = io.ReadFull(r, make([]byte, 1000))
		must(t, err)
		must(t, r.Close())
		_, err = r.Read(make([]byte, 10))
		is(t, err, fs.ErrClosed)
	}
	settled(t, s, e)
	ctx, cancel := cancelled(t, time.Hour)
	r, _, err := e.Open(ctx, "/drop/a.csv")
	must(t, err)
	cancel()
	_, err = io.ReadAll(r)
	is(t, err, context.Canceled)
	settled(t, s, e) // though nobody has closed the reader
	must(t, r.Close())
	goroutines(t, before)
}

func TestAReaderThatTakesItsTimeLosesNothing(t *testing.T) {
	t.Parallel()
	s, e := impatient(t, 700*time.Millisecond)
	content := random(3 << 20)
	write(t, s.Local("a.csv"), content)
	r, _, err := e.Open(t.Context(), "/drop/a.csv")
	must(t, err)
	got := make([]byte, 100_000)
	_, err = io.ReadFull(r, got)
	must(t, err)
	time.Sleep(1500 * time.Millisecond)
	rest, err := io.ReadAll(r)
	must(t, errors.Join(err, r.Close()))
	if !bytes.Equal(append(got, rest...), content) {
		t.Error("it came wrong")
	}
}

func TestACloseThatHangsIsNoticedAfterTheLastByte(t *testing.T) {
	s, e := impatient(t, 300*time.Millisecond)
	write(t, s.Local("a.csv"), random(100_000))
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpClose, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	_, err := download(t.Context(), e, "/drop/a.csv")
	must(t, err) // every byte was read
	settled(t, s, e)
}

func TestReadingMuchCostsLittleMemory(t *testing.T) {
	const size = 64 << 20
	s, e := simulated(t, sftpsim.Options{})
	write(t, s.Local("a.csv"), nil)
	must(t, os.Truncate(s.Local("a.csv"), size)) // a hole: it takes no room
	r, _, err := e.Open(t.Context(), "/drop/a.csv")
	must(t, err)
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	most := before.HeapInuse
	var n int64
	for err == nil {
		var some int64
		some, err = io.CopyN(io.Discard, r, 5<<20)
		n += some
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapInuse)
	}
	if grown := int64(most - before.HeapInuse); n != size || err != io.EOF || grown > 16<<20 {
		t.Errorf("%d bytes cost %d MiB: %v", n, grown>>20, err)
	}
	must(t, r.Close())
}

func TestAFolderIsNoFileToRead(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		e := open(t, options(t, s))
		if _, err := download(t.Context(), e, s.Dir); err == nil {
			t.Error("it was read")
		}
		_, err := download(t.Context(), e, at(s, "none.csv"))
		is(t, err, fs.ErrNotExist)
		must(t, e.Up())
	})
}

func TestF24_ADiskThatFillsUpIsNoSuccess(t *testing.T) {
	for _, size := range []int{1000, 40_000, 3 << 20} {
		s, e := simulated(t, sftpsim.Options{})
		after := int64(size / 2)
		fault(t, s, sftpsim.Fault{Op: sftpsim.OpWrite, After: after, Do: sftpsim.Action{Kind: sftpsim.KindFail, Text: "No space left on device"}})
		err := upload(t.Context(), e, "/drop/a.csv", random(size))
		is(t, err, endpoint.ErrRefused)
		if errors.Is(err, endpoint.ErrDown) || strings.Contains(err.Error(), "device") {
			t.Error(err)
		}
		s.Sim.ClearFaults()
		must(t, e.Remove(t.Context(), "/drop/a.csv"))
		settled(t, s, e)
		if n := s.Sim.Stats().Connections.Made; n != 1 {
			t.Errorf("%d connections", n)
		}
	}
}

func TestF24_AnErrorOfTheLastStepIsNoSuccess(t *testing.T) {
	for _, op := range []sftpsim.Op{sftpsim.OpFsync, sftpsim.OpFstat, sftpsim.OpClose} {
		s, e := simulated(t, sftpsim.Options{})
		fault(t, s, sftpsim.Fault{Op: op, Do: sftpsim.Action{Kind: sftpsim.KindFail, Done: true}})
		is(t, upload(t.Context(), e, "/drop/a.csv", []byte("hello")), endpoint.ErrRefused)
	}
}

func TestAServerThatStoresLessIsFoundOut(t *testing.T) {
	for _, size := range []int{1000, 100_000} {
		s, e := simulated(t, sftpsim.Options{})
		fault(t, s, sftpsim.Fault{Op: sftpsim.OpFsync, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
		uploaded := make(chan error, 1)
		go func() { uploaded <- upload(t.Context(), e, "/drop/a.csv", random(size)) }()
		eventually(t, "everything was sent", func() bool { return s.Sim.Count(sftpsim.OpFsync) > 0 })
		must(t, os.Truncate(s.Local("a.csv"), 10))
		for ended := false; !ended; {
			s.Sim.Release() // it may not hang yet when it was asked
			select {
			case err := <-uploaded:
				is(t, err, io.ErrShortWrite)
				ended = true
			case <-time.After(20 * time.Millisecond):
			}
		}
		settled(t, s, e)
	}
}

func TestANameThatIsTakenIsNotWrittenTo(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		write(t, s.Local("a.csv"), []byte("theirs"))
		e := open(t, options(t, s))
		_, err := e.Create(t.Context(), at(s, "a.csv"))
		if !endpoint.Refusal(err) || string(read(t, s.Local("a.csv"))) != "theirs" || e.Places() != 0 {
			t.Error(err)
		}
	})
}

func TestAWriteThatIsBrokenOffFreesTheFile(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	for i := range 40 {
		w, err := e.Create(t.Context(), fmt.Sprintf("/drop/%d.csv", i))
		must(t, err)
		_, err = w.Write(random(1 + i%2*100_000))
		must(t, err)
		must(t, w.Abort())
	}
	settled(t, s, e)
	if n := s.Sim.Stats().Connections.Made; n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestNothingIsFinishedAfterTheContextHasEnded(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	for _, size := range []int{10, 100_000} {
		ctx, cancel := context.WithCancelCause(t.Context())
		w, err := e.Create(ctx, fmt.Sprintf("/drop/%d.csv", size))
		must(t, err)
		_, err = w.Write(random(size))
		must(t, err)
		cancel(errEnough)
		_, err = w.Write([]byte("more"))
		is(t, err, errEnough)
		_, err = w.Finish()
		is(t, err, errEnough)
		settled(t, s, e)
	}
	if n := s.Sim.Stats().Connections.Made; n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestAContextEndsAWriteThatWaits(t *testing.T) {
	t.Parallel()
	s, e := simulated(t, sftpsim.Options{})
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpWrite, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	ctx, cancel := context.WithCancelCause(t.Context())
	w, err := e.Create(ctx, "/drop/a.csv")
	must(t, err)
	written := make(chan error, 1)
	go func() { _, err := w.Write(random(8 << 20)); written <- err }()
	eventually(t, "the server hangs", func() bool { return s.Sim.Count(sftpsim.OpWrite) > 0 })
	cancel(errEnough)
	within(t, 3*time.Second, "to end a write to a server that hangs", func() {
		is(t, <-written, errEnough)
		is(t, w.Abort(), context.DeadlineExceeded)
	})
	s.Sim.ClearFaults()
	s.Sim.Release()
	settled(t, s, e)
}

func TestASlowServerMayTakeItsTimeForAGreatWrite(t *testing.T) {
	t.Parallel()
	s, e := impatient(t, time.Second)
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpWrite, Do: sftpsim.Action{Delay: 400 * time.Millisecond}})
	must(t, upload(t.Context(), e, "/drop/a.csv", random(12<<20))) // ten rounds and more
	if n := s.Sim.Stats().Connections.Made; n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestF13_AServerThatHangsInTheMiddleOfAFileIsGivenUp(t *testing.T) {
	t.Parallel()
	s, e := impatient(t, 300*time.Millisecond)
	write(t, s.Local("a.csv"), random(4<<20))
	for _, op := range []sftpsim.Op{sftpsim.OpRead, sftpsim.OpWrite} {
		answers(t, e)
		fault(t, s, sftpsim.Fault{Op: op, After: 2 << 20, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
		within(t, 3*time.Second, string(op), func() {
			var err error
			if op == sftpsim.OpRead {
				_, err = download(t.Context(), e, "/drop/a.csv")
			} else {
				err = upload(t.Context(), e, "/drop/b.csv", random(4<<20))
			}
			is(t, err, endpoint.ErrDown)
			says(t, err, "did not answer in time")
		})
		s.Sim.ClearFaults()
	}
	answers(t, e)
	settled(t, s, e)
}

func TestOneSessionWithABoundedNumberOfFiles(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{MaxSessions: 1, MaxConnections: 1})
	content := random(100_000)
	for _, name := range []string{"a.csv", "b.csv"} {
		write(t, s.Local(name), content)
	}
	write(t, s.Local("small.csv"), content[:100])
	ended := make(chan error)
	for i := range 200 {
		go func() {
			name, want := [...]string{"a.csv", "b.csv", "small.csv"}[i%3], content
			if i%3 == 2 {
				want = content[:100]
			}
			got, err := download(t.Context(), e, "/drop/"+name)
			if err == nil && !bytes.Equal(got, want) {
				err = errors.New("it came wrong")
			}
			if err == nil && i%4 == 0 {
				err = upload(t.Context(), e, fmt.Sprintf("/drop/up%d", i), content)
			}
			if err == nil {
				err = e.Readable(t.Context(), "/drop/"+name)
			}
			ended <- err
		}()
	}
	for range 200 {
		must(t, <-ended)
	}
	st := s.Sim.Stats()
	if st.Connections.Made != 1 || st.Sessions.Made != 1 || st.Handles.Most > 16 {
		t.Errorf("%+v", st)
	}
	settled(t, s, e)
}

func TestTheRealServersServeOneSessionWithMany(t *testing.T) {
	t.Parallel()
	test := func(s *sftptest.Server) func(*testing.T) {
		return func(t *testing.T) {
			content := random(200_000)
			write(t, s.Local("a.csv"), content)
			e := open(t, options(t, s))
			ended := make(chan error)
			for i := range 20 {
				go func() {
					_, err := download(t.Context(), e, at(s, "a.csv"))
					if err == nil {
						err = upload(t.Context(), e, at(s, fmt.Sprintf("%d.csv", i)), content)
					}
					if err == nil {
						_, err = names(t.Context(), e, s.Dir)
					}
					ended <- err
				}()
			}
			for range 20 {
				must(t, <-ended)
			}
			for i := range 20 {
				if !bytes.Equal(read(t, s.Local(fmt.Sprintf("%d.csv", i))), content) {
					t.Errorf("%d.csv is wrong", i)
				}
			}
		}
	}
	together(t, map[string]func(*testing.T){
		"openssh": func(t *testing.T) { test(sftptest.OpenSSH(t, sftptest.MaxSessions(1)))(t) },
		"proftpd": func(t *testing.T) { test(sftptest.ProFTPD(t, sftptest.MaxSessions(1)))(t) },
	})
}
