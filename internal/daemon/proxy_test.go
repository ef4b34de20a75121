package daemon_test

import (
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ssh/knownhosts"

	"lrsdrop/internal/needs"
	"lrsdrop/internal/sftpsim"
)

// connectProxy is a web proxy that connects to one host only, whoever signs in.
type connectProxy struct {
	address string
	to      string // where the host really is
	login   string // as Proxy-Authorization has it; "" asks for none
	refuses atomic.Bool
	passed  atomic.Int64 // connections
}

// lrssimName is what the simulator's certificate has for use behind a proxy.
const lrssimName = "lrssim.test"

func startProxy(t *testing.T, p *connectProxy) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	p.address = l.Addr().String()
	s := &http.Server{Handler: p, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
}

func (p *connectProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ":")
	switch {
	case p.refuses.Load(), p.login != "" && r.Header.Get("Proxy-Authorization") != p.login:
		w.Header().Set("Proxy-Authenticate", `Basic realm="out"`)
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	case r.Method != http.MethodConnect || host != lrssimName:
		w.WriteHeader(http.StatusForbidden)
		return
	}
	out, err := net.Dial("tcp", p.to)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	p.passed.Add(1)
	in, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = out.Close()
		return
	}
	_, _ = io.WriteString(in, "HTTP/1.1 200 Connection established\r\n\r\n")
	go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
	_, _ = io.Copy(in, out)
	_ = in.Close()
}

// Uploads go through a proxy that asks for a login. While it takes none, they
// wait and are sent later: nothing had left this machine.
func TestF26_UploadWaitsWhileTheProxyRefusesUsAndIsSentOnce(t *testing.T) {
	t.Parallel()
	c := &clock{}
	proxy := &connectProxy{login: "Basic d3JlbjpQcjB4eS1TZWNyZXQ="} // wren:Pr0xy-Secret
	startProxy(t, proxy)
	w := prepare(t, worldOption{now: c.now, sim: anybody, edit: func(yaml string) string {
		return strings.Replace(yaml, "lrs:\n", "lrs:\n  proxy: http://"+proxy.address+"\n  proxy_user: wren\n  proxy_password: {file: secrets/proxy.password}\n", 1)
	}})
	must(t, os.WriteFile(filepath.Join(w.dir, "secrets", "proxy.password"), []byte("Pr0xy-Secret\n"), 0o600))
	w.planted = append(w.planted, "Pr0xy-Secret", "d3JlbjpQcjB4eS1TZWNyZXQ=")
	proxy.to = w.address
	w.inConfig("https://"+w.address, "https://"+lrssimName+w.address[strings.LastIndex(w.address, ":"):])
	w.start()
	w.drop(acme, "First.csv", series(0, 3))
	w.await(acme, "First.csv", "done")
	w.all(acme, "First.csv", 3, "accepted WSRC0009")
	if proxy.passed.Load() == 0 {
		t.Error("nothing went through the proxy")
	}
	proxy.refuses.Store(true)
	w.drop(acme, "Second.csv", series(10, 3))
	w.eventually("the log says what the proxy wants", func() bool { return strings.Contains(w.log.String(), "the proxy wants a user and password") })
	proxy.refuses.Store(false)
	w.awaitStepping(c, 10*time.Minute, acme, "Second.csv", "done")
	w.all(acme, "Second.csv", 3, "accepted WSRC0009")
}

// inConfig puts another text in the place of one in the configuration.
func (w *world) inConfig(old, new string) {
	w.t.Helper()
	w.editConfig(func(yaml string) string {
		if !strings.Contains(yaml, old) {
			w.t.Fatalf("the configuration has no %q", old)
		}
		return strings.ReplaceAll(yaml, old, new)
	})
	w.reload()
}

// LRS, and the daemon's own pages, at an IPv6 address.
func TestLRSAndTheOwnPagesAtAnIPv6Address(t *testing.T) {
	t.Parallel()
	needs.IPv6(t)
	w := prepare(t, worldOption{sim: anybody})
	l, err := net.Listen("tcp", "[::1]:0")
	must(t, err)
	address := l.Addr().String()
	must(t, l.Close())
	must(t, w.server.Close())
	w.server, err = w.sim.Start(address, "")
	must(t, err)
	w.inConfig("https://"+w.address, "https://"+address)
	w.inConfig(`listen: "127.0.0.1:0"`, `listen: "[::1]:0"`)
	w.start()
	w.drop(acme, "July.csv", series(0, 3))
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 3, "accepted WSRC0009")
	if code, text := w.ask("/healthz"); code != http.StatusOK || !strings.Contains(w.log.String(), "address=http://[::1]:") {
		t.Errorf("%d %s", code, text)
	}
}

// An SFTP server at an IPv6 address: the one of the test, behind a relay.
func TestSFTPServerAtAnIPv6Address(t *testing.T) {
	t.Parallel()
	needs.IPv6(t)
	server := *simulated(t, sftpsim.Behaviour{})
	l, err := net.Listen("tcp", "[::1]:0")
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go relay(l, server.Addr)
	known, err := os.ReadFile(server.KnownHosts)
	must(t, err)
	_, key, _ := strings.Cut(string(known), " ")
	server.Addr, server.KnownHosts = l.Addr().String(), filepath.Join(t.TempDir(), "known_hosts")
	must(t, os.WriteFile(server.KnownHosts, []byte(knownhosts.Normalize(server.Addr)+" "+key), 0o600))
	w := newWorld(t, worldOption{sim: anybody, remote: onServer(&server)})
	w.drop(acme, "July.csv", series(0, 3))
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 3, "accepted WSRC0009")
}

// relay hands connections over to an address.
func relay(l net.Listener, to string) {
	for {
		in, err := l.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", to)
		if err != nil {
			_ = in.Close()
			continue
		}
		go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
		go func() { _, _ = io.Copy(in, out); _ = in.Close() }()
	}
}
