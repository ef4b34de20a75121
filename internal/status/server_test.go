package status

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lrsdrop/internal/store"
)

func TestAllIsWell(t *testing.T) {
	s := serve(t, always(well()))
	for _, path := range []string{"/healthz", "/readyz"} {
		if code, text, _ := get(t, s, path); code != http.StatusOK || text != "ok\n" {
			t.Errorf("%s: %d %q", path, code, text)
		}
	}
	if code, text, _ := get(t, s, "/"); code != http.StatusOK || text != pages {
		t.Errorf("/: %d %q", code, text)
	}
	for _, path := range []string{"/debug/pprof/", "/debug/vars", "/metrics/x", "/status", "//healthz/../x"} {
		if code, _, _ := get(t, s, path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
}

func TestReasonsOfEachTrouble(t *testing.T) {
	for _, test := range []struct {
		name    string
		change  func(*Snapshot)
		want    string
		healthy bool
	}{
		{"schedule", func(s *Snapshot) { s.Schedule.Stalled = true }, "no work has been taken up since 2026-07-09T11:29:00Z", false},
		{"stalled inbox", func(s *Snapshot) { s.Inboxes[0].Stalled = true }, "inbox /srv/inbox/acme of acme hangs: it was last looked at at 2026-07-09T11:29:00Z", false},
		{"never seen", func(s *Snapshot) { s.Inboxes[0].Stalled, s.Inboxes[0].LastScan = true, Time{} }, "inbox /srv/inbox/acme of acme hangs: it was never looked at", false},
		{
			"inbox out", func(s *Snapshot) {
				s.Inboxes[0].OutSince, s.Inboxes[0].Error = noon(3), "the folder\ncannot be reached"
			},
			"inbox /srv/inbox/acme of acme is out since 2026-07-09T11:03:00Z: the folder cannot be reached", true,
		},
		{"inbox trouble", func(s *Snapshot) { s.Inboxes[0].Error = "disk full" }, "inbox /srv/inbox/acme of acme has a trouble, and files there wait: disk full", true},
		{
			"endpoint", func(s *Snapshot) { s.Endpoints[0].DownSince = noon(3) },
			"endpoint sftp://acme@mft.example.org:22 of acme cannot be reached since 2026-07-09T11:03:00Z: it took too long", true,
		},
		{
			"outbox", func(s *Snapshot) { s.Outboxes[0].OutSince, s.Outboxes[0].Error = noon(3), "read-only" },
			"outbox /srv/outbox/acme of acme cannot be written to since 2026-07-09T11:03:00Z: read-only", true,
		},
		{"store", func(s *Snapshot) { s.Store.Error = "disk full" }, "the store fails, and all work waits: disk full", true},
		{
			"suspended", func(s *Snapshot) { s.Organisations[0].Suspended, s.Organisations[0].Since = "no certificate", noon(0) },
			"organisation acme is suspended since 2026-07-09T11:00:00Z: no certificate", true,
		},
		{
			"change refused", func(s *Snapshot) {
				s.Organisations[1].Unused, s.Organisations[1].UnusedSince = "half a certificate", noon(4)
			},
			"a change of organisation beta is not used, what was before goes on since 2026-07-09T11:04:00Z: half a certificate", true,
		},
		{
			"configuration refused", func(s *Snapshot) { s.Config.Refused, s.Config.RefusedSince = "line 3: no", noon(4) },
			"the configuration has changed and is not used, the one before goes on since 2026-07-09T11:04:00Z: line 3: no", true,
		},
		{
			"restored", func(s *Snapshot) { s.Store.Restored = &store.Restored{At: noon(5).Time} },
			"the state folder was restored from a backup at 2026-07-09T11:05:00Z, and calls to LRS are paused until a person has looked: see lrsdrop status, then lrsdrop resume --after-restore", true,
		},
		{
			"silent inbox", func(s *Snapshot) { s.Inboxes[0].SilentSince = noon(-9 * 24 * 60) },
			"inbox /srv/inbox/acme of acme is silent: no file has come since 2026-06-30T11:00:00Z, and one is expected every 7 days", true,
		},
		{
			"notices", func(s *Snapshot) { s.Notices[0].FailingSince, s.Notices[0].Error = noon(8), "connection refused" },
			"people cannot be told by email since 2026-07-09T11:08:00Z, notices wait: 1: connection refused", true,
		},
		{
			"disk", func(s *Snapshot) { s.Disks[0].Free, s.Disks[0].LowSince = 1000<<20, noon(6) },
			"the disk of /srv/state has 1000 MiB free, and files.min_free_bytes is 1 GiB: no new file is taken since 2026-07-09T11:06:00Z until there is room", true,
		},
		{
			"no answer of LRS", func(s *Snapshot) {
				s.Organisations[0].FailingSince, s.Organisations[0].Failure = noon(15), "LRS cannot be reached (LOCAL-NET)"
			},
			"LRS has not answered organisation acme since 2026-07-09T11:15:00Z: LRS cannot be reached (LOCAL-NET). Its calls are tried again; try lrsdrop check --connect", true,
		},
		{
			"refused", func(s *Snapshot) {
				s.Organisations[0] = Organisation{ID: "acme", HeldUntil: noon(59), HeldCode: "WSEC0005", Refused: true}
			},
			"LRS refused the password or certificate of organisation acme (WSEC0005): its calls wait until they change", true,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			now := well()
			test.change(&now)
			s := serve(t, always(now))
			if code, text, _ := get(t, s, "/readyz"); code != http.StatusServiceUnavailable || text != test.want+"\n" {
				t.Errorf("/readyz: %d %q, want %q", code, text, test.want)
			}
			want := http.StatusServiceUnavailable
			if test.healthy {
				want = http.StatusOK
			}
			if code, _, _ := get(t, s, "/healthz"); code != want {
				t.Errorf("/healthz: %d", code)
			}
		})
	}
}

func TestReadinessTellsOfEachThingWhenAsked(t *testing.T) {
	now := well()
	now.Inboxes[0].OutSince, now.Inboxes[0].Error = noon(3), "gone"
	now.Organisations[1].FailingSince = noon(20)
	_, text, _ := get(t, serve(t, always(now)), "/readyz?verbose")
	golden(t, "readyz.txt", text)
}

func TestOnlyReadingFromThisMachineIsAnswered(t *testing.T) {
	s := serve(t, always(well()))
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
		if code, _, header := ask(t, s, method, "/status.json", ""); code != http.StatusMethodNotAllowed || header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", method, code)
		}
	}
	if code, text, header := ask(t, s, http.MethodHead, "/status.json", ""); code != http.StatusOK || text != "" || header.Get("Content-Type") != "application/json" {
		t.Errorf("HEAD: %d %q", code, text)
	}
	for host, want := range map[string]int{
		"127.0.0.1:9464": 200, "localhost": 200, "LocalHost:1": 200, "[::1]:9464": 200, "127.0.0.1": 200, "[::1]": 200,
		"evil.example": 403, "evil.example:9464": 403, "localhost.evil.example": 403, "192.0.2.1:9464": 403, "127.0.0.1.evil.example": 403,
	} {
		if code, text, _ := ask(t, s, http.MethodGet, "/status.json", host); code != want || code != 200 && strings.Contains(text, "acme") {
			t.Errorf("host %s: %d", host, code)
		}
	}
	_, _, header := get(t, s, "/readyz")
	if header.Get("Access-Control-Allow-Origin") != "" || header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", header)
	}
}

// The keys of the JSON are for good: a script may depend on each.
func TestStatusKeepsItsKeys(t *testing.T) {
	_, text, _ := get(t, serve(t, always(well())), "/status.json")
	golden(t, "status.json", text)
	_, text, _ = get(t, serve(t, always(Snapshot{})), "/status.json")
	for _, key := range []string{`"endpoints": []`, `"inboxes": []`, `"outboxes": []`, `"organisations": []`, `"reasons": []`, `"files": []`, `"started_at": null`} {
		if !strings.Contains(text, key) {
			t.Errorf("without anything there is no %s", key)
		}
	}
}

func TestStatusComesBackAsItWas(t *testing.T) {
	_, text, _ := get(t, serve(t, always(well())), "/status.json")
	var got Snapshot
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	again, err := json.MarshalIndent(got, "", "  ")
	if err != nil || string(again)+"\n" != text {
		t.Errorf("%v: got\n%s\nwant\n%s", err, again, text)
	}
}

func TestNarrowLeavesOneOrganisation(t *testing.T) {
	s := well()
	s.Inboxes = append(s.Inboxes, Inbox{Organisation: "beta", ID: "/b", OutSince: noon(1)})
	s.Queue = Count(append(s.Queue.Files, well().Queue.Files...))
	s.Queue.Files[3].Organisation = "beta"
	s.Complete()
	if s.Ready {
		t.Fatal("it is ready although an inbox is out")
	}
	s.Narrow("acme")
	if !s.Ready || len(s.Inboxes) != 2 || len(s.Organisations) != 1 || len(s.Endpoints) != 1 || s.Queue.UnderWay != 3 || s.Queue.Waiting != 4 {
		t.Errorf("%+v", s)
	}
	s.Narrow("beta")
	if len(s.Inboxes)+len(s.Organisations)+len(s.Endpoints)+len(s.Outboxes)+s.Queue.UnderWay != 0 {
		t.Errorf("%+v", s)
	}
}

func TestTheDaemonOfAStateFolderIsFound(t *testing.T) {
	dir, log := t.TempDir(), slog.New(slog.DiscardHandler)
	now := well()
	server, err := Listen("127.0.0.1:0", Source{Look: func(context.Context) Snapshot { return now }}, log)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx) }()
	if Ask(t.Context(), dir, now.StateID) != nil {
		t.Error("a daemon that was not announced is found")
	}
	if err := Announce(dir, server.Address()); err != nil {
		t.Fatal(err)
	}
	got := Ask(t.Context(), dir, now.StateID)
	now.Complete()
	if got == nil || got.StateID != now.StateID || !reflect.DeepEqual(got.Reasons, now.Reasons) || len(got.Inboxes) != 2 {
		t.Errorf("got %+v", got)
	}
	if Ask(t.Context(), dir, "another") != nil {
		t.Error("the daemon of another state folder is believed")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if Ask(t.Context(), dir, now.StateID) != nil {
		t.Error("a daemon that has ended is found")
	}
	for range 2 {
		if err := Withdraw(dir); err != nil {
			t.Error(err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left in the state folder: %v", left)
	}
}

func TestAStrangeAnnouncementIsNotFollowed(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, func() Snapshot { return Snapshot{StateID: "x"} })
	for _, address := range []string{"", "192.0.2.1:80", "evil.example:80", strings.Repeat("1", 10_000), strings.TrimPrefix(s.URL, "http://") + "/x?"} {
		if err := Announce(dir, address); err != nil {
			t.Fatal(err)
		}
		if Ask(t.Context(), dir, "x") != nil {
			t.Errorf("%q was followed", address)
		}
	}
}

func TestATakenPortIsAnError(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	first, err := Listen("127.0.0.1:0", Source{}, log)
	if err != nil {
		t.Fatal(err)
	}
	defer first.listener.Close()
	if _, err := Listen(first.Address(), Source{}, log); err == nil || !strings.Contains(err.Error(), "listen on "+first.Address()) {
		t.Errorf("%v", err)
	}
}

// A question that hangs holds up neither the others nor the end.
func TestAHangingLookEndsWithItsTime(t *testing.T) {
	s, err := Listen("127.0.0.1:0", Source{Look: func(ctx context.Context) Snapshot { <-ctx.Done(); return Snapshot{} }}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	go func() {
		if answer, err := http.Get("http://" + s.Address() + "/readyz"); err == nil {
			_ = answer.Body.Close()
		}
	}()
	time.Sleep(100 * time.Millisecond)
	began := time.Now()
	stop()
	if err := <-ended; err != nil || time.Since(began) > 3*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

// counting counts the connections that are open. One is no longer before whoever
// bounds them hears of it.
type counting struct {
	net.Listener
	open, most atomic.Int64
}

func (c *counting) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c.most.Store(max(c.most.Load(), c.open.Add(1)))
	return &countedConn{Conn: conn, closed: sync.OnceFunc(func() { c.open.Add(-1) })}, nil
}

type countedConn struct {
	net.Conn
	closed func()
}

func (c *countedConn) Close() error {
	defer c.closed()
	return c.Conn.Close()
}

// Whoever is on this machine may connect. Those who say nothing take no file
// handle that the daemon needs, and go in their time.
func TestF24_SilentConnectionsAreFewAndGo(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	handles := &counting{Listener: l}
	s := local(handles, Source{Look: func(context.Context) Snapshot { return well() }}, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	for range 2 * localConnections {
		silent, err := net.Dial("tcp", s.Address())
		if err != nil {
			t.Fatal(err)
		}
		defer silent.Close()
		_, _ = io.WriteString(silent, "GET /healthz HTTP/1.1\r\nHost: 127")
	}
	answer, err := (&http.Client{Timeout: time.Minute}).Get("http://" + s.Address() + "/healthz")
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%v, %v", answer, err)
	}
	must(t, answer.Body.Close())
	if most := handles.most.Load(); most > localConnections {
		t.Errorf("%d connections were open at a time", most)
	}
	stop()
	must(t, <-ended)
}

func TestF27_ReasonsSteerNoTerminal(t *testing.T) {
	now := well()
	now.Inboxes[0].OutSince, now.Inboxes[0].Error = noon(3), "the server says \x1b[2J\u009b31m\u202e gone"
	if _, text, _ := get(t, serve(t, always(now)), "/readyz?verbose"); !strings.Contains(text, "the server says ?[2J?31m? gone") {
		t.Errorf("%q", text)
	}
}
