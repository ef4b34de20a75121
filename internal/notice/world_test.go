package notice

import (
	"context"
	"crypto/x509"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/notice/noticetest"
	"lrsdrop/internal/store"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// clock is a clock that a test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 7, 9, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) step(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func openStore(t *testing.T, dir string, c *clock) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir, c.now)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// mailTo is how notices get to the mailbox.
func mailTo(m *noticetest.Mailbox, implicit, plain bool) Email {
	return Email{
		Server: m.Address, Implicit: implicit, Plain: plain, Roots: func() (*x509.CertPool, error) { return m.Roots, nil },
		User: noticetest.User, Password: func() (string, error) { return noticetest.Password, nil }, From: "lrsdrop@example.org", To: []string{"ops@example.org", "second@example.org"},
	}
}

// taken is a channel that keeps what it is given, or fails.
type taken struct {
	name     string
	failure  error
	messages []Message
}

func (c *taken) Name() string { return c.name }

func (c *taken) Send(_ context.Context, m Message) error {
	if c.failure == nil {
		c.messages = append(c.messages, m)
	}
	return c.failure
}
