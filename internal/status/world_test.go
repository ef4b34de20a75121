package status

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// noon is a moment of these tests; each further minute tells times apart.
func noon(minutes int) Time {
	return At(time.Date(2026, 7, 9, 12, minutes, 0, 0, time.FixedZone("BST", 3600)))
}

// well is a daemon with one of everything, and no trouble.
func well() Snapshot {
	return Snapshot{
		StateID: "0123456789abcdef", Version: "v1.2.3", Environment: "simulator", StartedAt: noon(0), At: noon(30),
		Schedule: Schedule{LastTurn: noon(29)},
		Queue: Count([]store.Standing{
			{Organisation: "acme", State: store.Held, Files: 2, Oldest: noon(2).Time}, {Organisation: "acme", State: store.Waiting, Files: 3, Due: 1, Oldest: noon(3).Time, DueSince: noon(28).Time},
		}),
		Config:        Config{File: "/etc/lrsdrop/lrsdrop.yaml", LoadedAt: noon(1)},
		Organisations: []Organisation{{ID: "acme", CertificateExpires: noon(3 * 24 * 60), CertificateDays: new(2), LastSuccess: noon(26)}, {ID: "beta", HeldUntil: noon(45), HeldCode: "WSEC0004"}},
		Endpoints: []Endpoint{{
			Address: "sftp://acme@mft.example.org:22", Organisations: []string{"acme"}, Uses: []string{UseInbox},
			ConnectedSince: noon(1), LastSuccess: noon(28), LastError: "it took too long", LastErrorAt: noon(2), Errors: 4,
		}},
		Inboxes: []Inbox{
			{Organisation: "acme", ID: "/srv/inbox/acme", LastScan: noon(29), Events: true, Waiting: 1, Refused: 2, LastFile: noon(20), ExpectEvery: 7 * 86400},
			{Organisation: "acme", ID: "sftp://acme@mft.example.org:22/outgoing", Endpoint: "sftp://acme@mft.example.org:22", LastScan: noon(28), Held: 3, Lost: 1},
		},
		Outboxes: []Outbox{{Organisation: "acme", ID: "/srv/outbox/acme", Use: UseOutbox, LastWrite: noon(27)}},
		Store:    Store{Bytes: 3 << 20},
		Remote:   &RemoteAccess{Address: "192.0.2.7:9465"},
		Notices:  []Notices{{Channel: "email", Waiting: 1, Sent: 7, LastSent: noon(25)}},
		Disks:    []Disk{{Use: UseState, Path: "/srv/state", Free: 5 << 30, Least: 1 << 30}},
		Doubts:   []store.Doubt{{Organisation: "acme", Unknown: []string{"K7Q2M4XT-01"}, Overdue: []string{}}},
	}
}

// busy is a meter that has counted one of everything.
func busy() *Meter {
	m := NewMeter()
	m.Counted([]store.Counted{{Organisation: "acme", State: store.Received}, {Organisation: "acme", Outcome: record.Accepted, Rows: 3}})
	m.Step("check", 3*time.Millisecond)
	m.Call("acme", "verifyLearner", "ok", 20*time.Millisecond)
	return m
}

// serve gives a server that tells of what look gives at each question.
func serve(t *testing.T, look func() Snapshot) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(guarded(Source{Look: func(context.Context) Snapshot { return look() }, Meter: busy()}.pages()))
	t.Cleanup(s.Close)
	return s
}

// always is a look that finds the same each time.
func always(s Snapshot) func() Snapshot { return func() Snapshot { return s } }

func get(t *testing.T, s *httptest.Server, path string) (int, string, http.Header) {
	t.Helper()
	return ask(t, s, http.MethodGet, path, "")
}

func ask(t *testing.T, s *httptest.Server, method, path, host string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	answer, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text), answer.Header
}
