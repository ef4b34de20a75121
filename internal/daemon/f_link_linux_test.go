package daemon_test

import (
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/needs"
)

// badLink stands between the daemon and LRS. It delays each piece that passes,
// and now and then breaks a connection off after some bytes, either way.
type badLink struct {
	to     string
	mu     sync.Mutex
	chance *rand.Rand

	broken int
}

func startBadLink(t *testing.T, to string, seed uint64) (*badLink, string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	l := &badLink{to: to, chance: rand.New(rand.NewPCG(seed, 7))}
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go l.carry(c)
		}
	}()
	return l, listener.Addr().String()
}

// fate is how long a piece takes, and after how many bytes a connection breaks.
func (l *badLink) fate() (delay time.Duration, lasts int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lasts = 1 << 30
	if l.chance.IntN(3) > 0 {
		lasts = l.chance.IntN(16_000)
		l.broken++
	}
	return time.Duration(l.chance.IntN(15)) * time.Millisecond, lasts
}

func (l *badLink) carry(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", l.to)
	if err != nil {
		return
	}
	defer server.Close()
	delay, lasts := l.fate()
	ended := make(chan struct{}, 2)
	pass := func(to, from net.Conn) {
		defer func() { ended <- struct{}{} }()
		piece := make([]byte, 1400)
		for left := lasts; left > 0; {
			n, err := from.Read(piece[:min(len(piece), left)])
			time.Sleep(delay)
			if _, err := to.Write(piece[:n]); err != nil {
				return
			}
			if left -= n; err != nil {
				return
			}
		}
		_ = from.(*net.TCPConn).SetLinger(0) // a reset, not an end
		_ = to.(*net.TCPConn).SetLinger(0)
	}
	go pass(server, client)
	go pass(client, server)
	<-ended
}

// Two of three connections break, at any byte, and every piece is late. What
// surely did not arrive is sent again, what may have is `unknown`, and nothing
// arrives twice.
func TestF8_F26_LinkThatLosesConnectionsSendsNothingTwice(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := prepare(t, worldOption{now: c.now, sim: anybody, edit: limits(4, 4, 2)})
	l, address := startBadLink(t, w.address, seedOf(t))
	w.editConfig(func(yaml string) string { return strings.ReplaceAll(yaml, w.address, address) })
	w.reload()
	w.start()
	var files []dropped
	for n := range 16 {
		rows := 1 + n%7
		name, content := sized(n, rows)
		w.drop(n%2, name, content)
		files = append(files, dropped{n % 2, name, rows})
	}
	for _, f := range files {
		w.awaitStepping(c, 5*time.Minute, f.org, f.name, "done", "held")
	}
	w.reckonUp(files)
	t.Logf("%d connections were broken", l.broken)
	if l.broken == 0 {
		t.Error("the link lost nothing")
	}
}

// apart runs the calling test once more, alone in a network of its own. It
// reports whether this is that run.
func apart(t *testing.T) bool {
	t.Helper()
	name := faultTest.FindString(t.Name())
	if os.Getenv("LRSDROP_TEST_APART") == name {
		link(t, "up")
		return true
	}
	needs.Program(t, "ip", "iproute2")
	self, err := os.Executable()
	must(t, err)
	cmd := exec.Command(self, "-test.run", "^"+name+"$", "-test.v")
	cmd.Env = append(os.Environ(), "LRSDROP_TEST_APART="+name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil { // it never started
		needs.Missing(t, "no network of its own can be made here: "+err.Error())
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return false
}

// link cuts or mends the only link there is.
func link(t *testing.T, state string) {
	t.Helper()
	if out, err := exec.Command("ip", "link", "set", "lo", state).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// The link to LRS is cut without a word: while nothing is sent, while an upload
// is under way, and while its answer is awaited. What was sent is not sent
// again, and the rest goes on once the link is back.
func TestF13_F26_CutLinkSendsNothingTwice(t *testing.T) {
	t.Parallel()
	if !apart(t) {
		return
	}
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, sim: anybody})
	files := []dropped{{acme, "Idle.csv", 3}, {acme, "Late.csv", 3}, {acme, "Sending.csv", 4000}}
	cut := func(name string, first int, rows int, after func() bool) {
		w.drop(acme, name, series(first, rows))
		w.eventually("the moment of the cut", after)
		link(t, "down")
		time.Sleep(1500 * time.Millisecond)
		link(t, "up")
		w.awaitStepping(c, 5*time.Minute, acme, name, "done", "held")
	}
	cut("Idle.csv", 0, 3, func() bool { return true })
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Second}, Times: 1})
	cut("Late.csv", 10, 3, func() bool { return w.calls("acme", opSubmit) == 2 })
	cut("Sending.csv", 1000, 4000, func() bool { _, ok := w.status(acme, "Sending.csv"); return ok })
	w.reckonUp(files)
}
