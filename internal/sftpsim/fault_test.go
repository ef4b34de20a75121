package sftpsim_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"lrsdrop/internal/sftpsim"
)

func TestFaultFails(t *testing.T) {
	for _, status := range []sftpsim.Status{
		sftpsim.StatusNoSuchFile, sftpsim.StatusPermissionDenied, sftpsim.StatusFailure,
		sftpsim.StatusConnectionLost, sftpsim.StatusUnsupported,
	} {
		b := start(t, nil)
		b.write("a.csv", "a")
		b.fault(sftpsim.Fault{Op: sftpsim.OpRename, Name: "b.*", Skip: 1, Times: 1,
			Do: sftpsim.Action{Kind: sftpsim.KindFail, Status: status, Text: "the disk says no"}})
		c := b.client()
		must(t, c.Rename("a.csv", "c.csv"))
		must(t, c.Rename("c.csv", "b.csv"))
		err := c.Rename("b.csv", "d.csv")
		wantStatus(t, err, status)
		if status == sftpsim.StatusFailure && !strings.Contains(err.Error(), "the disk says no") {
			t.Errorf("the text is missing in %v", err)
		}
		must(t, c.Rename("b.csv", "e.csv"))
		b.want("e.csv", "a")
	}
}

// Everything of the protocol can be met, before it is carried out.
func TestEveryOperationCanFail(t *testing.T) {
	open := func(c *sftp.Client, flags int) *sftp.File {
		f, err := c.OpenFile("a.csv", flags)
		must(t, err)
		t.Cleanup(func() { f.Close() })
		return f
	}
	for op, do := range map[sftpsim.Op]func(*sftp.Client) error{
		sftpsim.OpList:      func(c *sftp.Client) error { _, err := c.ReadDir("."); return err },
		sftpsim.OpReaddir:   func(c *sftp.Client) error { _, err := c.ReadDir("."); return err },
		sftpsim.OpStat:      func(c *sftp.Client) error { _, err := c.Stat("a.csv"); return err },
		sftpsim.OpLstat:     func(c *sftp.Client) error { _, err := c.Lstat("a.csv"); return err },
		sftpsim.OpFstat:     func(c *sftp.Client) error { _, err := open(c, os.O_RDONLY).Stat(); return err },
		sftpsim.OpOpenRead:  func(c *sftp.Client) error { _, err := c.Open("a.csv"); return err },
		sftpsim.OpOpenWrite: func(c *sftp.Client) error { _, err := c.Create("a.csv"); return err },
		sftpsim.OpRead: func(c *sftp.Client) error {
			_, err := open(c, os.O_RDONLY).Read(make([]byte, 1))
			return err
		},
		sftpsim.OpWrite: func(c *sftp.Client) error {
			_, err := open(c, os.O_WRONLY).Write([]byte("b"))
			return err
		},
		sftpsim.OpClose: func(c *sftp.Client) error {
			f, err := c.Open("a.csv")
			must(t, err)
			return f.Close()
		},
		sftpsim.OpSetstat:     func(c *sftp.Client) error { return c.Chmod("a.csv", 0o600) },
		sftpsim.OpRename:      func(c *sftp.Client) error { return c.Rename("a.csv", "b.csv") },
		sftpsim.OpPosixRename: func(c *sftp.Client) error { return c.PosixRename("a.csv", "b.csv") },
		sftpsim.OpHardlink:    func(c *sftp.Client) error { return c.Link("a.csv", "b.csv") },
		sftpsim.OpFsync:       func(c *sftp.Client) error { return open(c, os.O_WRONLY).Sync() },
		sftpsim.OpRemove:      func(c *sftp.Client) error { return c.Remove("a.csv") },
		sftpsim.OpMkdir:       func(c *sftp.Client) error { return c.Mkdir("dir") },
		sftpsim.OpRmdir:       func(c *sftp.Client) error { return c.RemoveDirectory("old") },
		sftpsim.OpRealpath:    func(c *sftp.Client) error { _, err := c.RealPath("."); return err },
	} {
		t.Run(string(op), func(t *testing.T) {
			b := start(t, nil)
			b.write("a.csv", "a")
			must(t, os.Mkdir(filepath.Join(b.root, "old"), 0o700))
			b.fault(sftpsim.Fault{Op: op, Do: sftpsim.Action{Kind: sftpsim.KindFail, Status: sftpsim.StatusNoConnection}})
			wantStatus(t, do(b.client()), sftpsim.StatusNoConnection)
			if b.Count(op) == 0 {
				t.Errorf("%s was not counted", op)
			}
			if left, _ := os.ReadDir(b.root); len(left) != 2 || left[0].Name() != "a.csv" {
				t.Errorf("it was carried out: %v", left)
			}
		})
	}
}

// F16, F17: the answer is lost, before or after the rename is done.
func TestFaultDropsTheConnection(t *testing.T) {
	for _, done := range []bool{false, true} {
		b := start(t, nil)
		b.write("a.csv", "a")
		b.fault(sftpsim.Fault{Op: sftpsim.OpPosixRename, Do: sftpsim.Action{Kind: sftpsim.KindDrop, Done: done}})
		if err := b.client().PosixRename("a.csv", "b.csv"); !errors.Is(err, sftp.ErrSSHFxConnectionLost) {
			t.Errorf("got %v", err)
		}
		name := map[bool]string{false: "a.csv", true: "b.csv"}[done]
		eventually(t, func() bool { return b.Stats().Connections.Open == 0 })
		b.want(name, "a")
	}
}

func TestFaultFailsWhatWasDone(t *testing.T) {
	b := start(t, nil)
	b.write("a.csv", "a")
	b.fault(sftpsim.Fault{Op: sftpsim.OpRename, Do: sftpsim.Action{Kind: sftpsim.KindFail, Done: true}})
	wantStatus(t, b.client().Rename("a.csv", "b.csv"), sftpsim.StatusFailure)
	b.want("b.csv", "a")
}

func TestWriteFailsAfterSomeBytes(t *testing.T) {
	b := start(t, nil)
	b.fault(sftpsim.Fault{Op: sftpsim.OpWrite, After: 100_000, Do: sftpsim.Action{Kind: sftpsim.KindFail}})
	c := b.client()
	wantStatus(t, upload(c, "long", strings.Repeat("x", 150_000)), sftpsim.StatusFailure)
	must(t, upload(c, "short", strings.Repeat("x", 100_000)))
}

func TestReadsCanBeShortTruncatedAndCorrupt(t *testing.T) {
	text := strings.Repeat("0123456789", 20_000)
	for _, c := range []struct {
		name  string
		fault sftpsim.Fault
		want  string
	}{
		{"short", sftpsim.Fault{Do: sftpsim.Action{Kind: sftpsim.KindShortRead}}, text},
		{"truncated", sftpsim.Fault{After: 70_001, Do: sftpsim.Action{Kind: sftpsim.KindTruncate}}, text[:70_001]},
		{"truncated at once", sftpsim.Fault{Do: sftpsim.Action{Kind: sftpsim.KindTruncate}}, ""},
		{"corrupt", sftpsim.Fault{Times: 1, Do: sftpsim.Action{Kind: sftpsim.KindCorrupt}}, "\xcf" + text[1:]},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := start(t, nil)
			b.write("a.csv", text)
			c.fault.Op = sftpsim.OpRead
			b.fault(c.fault)
			// With concurrent reads pkg/sftp takes a short one for the file's end.
			got, err := download(b.client(sftp.UseConcurrentReads(false)), "a.csv")
			if err != nil || got != c.want {
				t.Errorf("%d bytes, %v, want %d", len(got), err, len(c.want))
			}
		})
	}
}

func TestHangHoldsUpNoOtherRequest(t *testing.T) {
	for _, done := range []bool{false, true} {
		b := start(t, nil)
		b.write("a.csv", "a")
		b.fault(sftpsim.Fault{Op: sftpsim.OpRename, Times: 1, Do: sftpsim.Action{Kind: sftpsim.KindHang, Done: done}})
		c := b.client()
		renamed := make(chan error, 1)
		go func() { renamed <- c.Rename("a.csv", "b.csv") }()
		eventually(t, func() bool { return b.Count(sftpsim.OpRename) == 1 })
		if done {
			eventually(t, func() bool { _, err := os.Stat(filepath.Join(b.root, "b.csv")); return err == nil })
		} else {
			b.want("a.csv", "a")
		}
		if _, err := c.ReadDir("."); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-renamed:
			t.Fatalf("the rename ended: %v", err)
		case <-time.After(20 * time.Millisecond):
		}
		b.Release()
		must(t, <-renamed)
		b.want("b.csv", "a")
	}
}

func TestFaultsCanBeCleared(t *testing.T) {
	b := start(t, nil)
	b.fault(sftpsim.Fault{Do: sftpsim.Action{Kind: sftpsim.KindFail}})
	c := b.client()
	wantStatus(t, c.Mkdir("dir"), sftpsim.StatusFailure)
	b.ClearFaults()
	must(t, c.Mkdir("dir"))
}

func TestDelay(t *testing.T) {
	b := start(t, nil)
	b.fault(sftpsim.Fault{Op: sftpsim.OpMkdir, Do: sftpsim.Action{Delay: 50 * time.Millisecond}})
	begun := time.Now()
	must(t, b.client().Mkdir("dir"))
	if took := time.Since(begun); took < 50*time.Millisecond {
		t.Errorf("it took %v", took)
	}
}

func TestFaultsOfTheConnection(t *testing.T) {
	b := start(t, nil)
	config := b.config()
	dial := func() error {
		client, err := ssh.Dial("tcp", b.Addr(), config)
		if err != nil {
			return err
		}
		defer client.Close()
		_, err = sftp.NewClient(client)
		return err
	}
	for _, op := range []sftpsim.Op{sftpsim.OpConnect, sftpsim.OpAuth, sftpsim.OpSession} {
		for _, kind := range []sftpsim.Kind{sftpsim.KindFail, sftpsim.KindDrop} {
			b.fault(sftpsim.Fault{Op: op, Times: 1, Do: sftpsim.Action{Kind: kind}})
			if err := dial(); err == nil {
				t.Errorf("%s %s did nothing", op, kind)
			}
			must(t, dial())
		}
	}
}

func TestKeepaliveIsAnsweredOrNot(t *testing.T) {
	b := start(t, nil)
	conn := b.dial()
	if _, _, err := conn.SendRequest("keepalive@openssh.com", true, nil); err != nil {
		t.Fatal(err)
	}
	b.fault(sftpsim.Fault{Op: sftpsim.OpKeepalive, Do: sftpsim.Action{Kind: sftpsim.KindHang}})
	answered := make(chan error, 1)
	go func() { _, _, err := conn.SendRequest("keepalive@openssh.com", true, nil); answered <- err }()
	eventually(t, func() bool { return b.Count(sftpsim.OpKeepalive) == 2 })
	if _, err := sftp.NewClient(conn); err != nil {
		t.Errorf("the session suffered: %v", err)
	}
	select {
	case <-answered:
		t.Error("it was answered")
	default:
	}
}

// F13: the connection stays open and says nothing.
func TestFreezeKeepsConnectionsOpenAndSilent(t *testing.T) {
	b := start(t, nil)
	c := b.client()
	b.Freeze()
	b.Freeze()
	done := make(chan error, 1)
	go func() { _, err := c.ReadDir("."); done <- err }()
	late := b.raw()
	must(t, late.SetReadDeadline(time.Now().Add(50*time.Millisecond)))
	var timeout net.Error
	if n, err := late.Read(make([]byte, 1)); n > 0 || !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("a new connection read %d bytes, %v", n, err)
	}
	select {
	case err := <-done:
		t.Errorf("it was answered: %v", err)
	default:
	}
	if s := b.Stats(); s.Connections.Open != 2 || b.Count(sftpsim.OpList) != 0 {
		t.Errorf("%+v, %v", s, b.Counts())
	}
	b.Thaw()
	must(t, <-done)
	must(t, late.SetReadDeadline(time.Now().Add(5*time.Second)))
	banner := make([]byte, 8)
	if _, err := io.ReadFull(late, banner); err != nil || string(banner) != "SSH-2.0-" {
		t.Errorf("%q, %v", banner, err)
	}
}

func TestConnectionsCanBeClosed(t *testing.T) {
	b := start(t, nil)
	c := b.client()
	b.CloseConnections()
	if _, err := c.ReadDir("."); err == nil {
		t.Error("the connection is still there")
	}
	if _, err := b.client().ReadDir("."); err != nil {
		t.Errorf("a new one: %v", err)
	}
}

func TestImpossibleFaultsAreRefused(t *testing.T) {
	b := start(t, nil)
	for _, f := range []sftpsim.Fault{
		{Op: "fly"},
		{Do: sftpsim.Action{Kind: "explode"}},
		{Op: sftpsim.OpStat, Name: "["},
		{Op: sftpsim.OpStat, Skip: -1},
		{Op: sftpsim.OpStat, After: 1},
		{Op: sftpsim.OpWrite, Do: sftpsim.Action{Kind: sftpsim.KindTruncate}},
		{Op: sftpsim.OpAuth, Do: sftpsim.Action{Kind: sftpsim.KindDrop, Done: true}},
	} {
		if b.AddFault(f) == nil {
			t.Errorf("%+v was taken", f)
		}
	}
}

// Whatever hangs and wherever, Close ends it and leaves nothing running.
func TestCloseEndsEverything(t *testing.T) {
	hang := sftpsim.Action{Kind: sftpsim.KindHang}
	for name, trouble := range map[string]func(*bench){
		"nothing": func(*bench) {},
		"frozen":  (*bench).Freeze,
		"request": func(b *bench) { b.fault(sftpsim.Fault{Do: hang}) },
		"answer": func(b *bench) {
			b.fault(sftpsim.Fault{Op: sftpsim.OpList, Do: sftpsim.Action{Kind: sftpsim.KindHang, Done: true}})
		},
		"delay": func(b *bench) {
			b.fault(sftpsim.Fault{Op: sftpsim.OpList, Do: sftpsim.Action{Delay: time.Hour}})
		},
		"connect": func(b *bench) { b.fault(sftpsim.Fault{Op: sftpsim.OpConnect, Do: hang}) },
		"auth":    func(b *bench) { b.fault(sftpsim.Fault{Op: sftpsim.OpAuth, Do: hang}) },
		"session": func(b *bench) { b.fault(sftpsim.Fault{Op: sftpsim.OpSession, Do: hang}) },
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t, nil)
			b.write("a.csv", "a")
			c, config := b.client(), b.config()
			_, err := c.Open("a.csv")
			must(t, err)
			trouble(b)
			ended := make(chan bool, 2)
			go func() { _, _ = c.ReadDir("."); ended <- true }()
			go func() {
				if conn, err := ssh.Dial("tcp", b.Addr(), config); err == nil {
					_, _ = sftp.NewClient(conn)
				}
				ended <- true
			}()
			time.Sleep(20 * time.Millisecond)
			must(t, b.Close())
			<-ended
			<-ended
			if left := b.Stats(); left.Connections.Open+left.Sessions.Open+left.Handles.Open > 0 {
				t.Errorf("left: %+v", left)
			}
			noGoroutines(t)
		})
	}
}

// noGoroutines waits until no goroutine of the package is left.
func noGoroutines(t *testing.T) {
	t.Helper()
	eventually(t, func() bool {
		runtime.Gosched()
		var all bytes.Buffer
		if err := pprof.Lookup("goroutine").WriteTo(&all, 2); err != nil {
			t.Fatal(err)
		}
		return !strings.Contains(all.String(), "sftpsim.(*")
	})
}
