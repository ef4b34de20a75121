package endpoint_test

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// is checks for a kind of error.
func is(t testing.TB, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

func says(t testing.TB, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Fatalf("got %v, want it to say %q", err, words)
	}
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	must(t, err)
	return text
}

func write(t testing.TB, file string, content []byte) {
	t.Helper()
	must(t, os.WriteFile(file, content, 0o600))
}

// random is content in which a piece in the wrong place is noticed.
func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

func login(l endpoint.Login) func() (endpoint.Login, error) {
	return func() (endpoint.Login, error) { return l, nil }
}

// options log in with the server's key.
func options(t testing.TB, s *sftptest.Server) endpoint.Options {
	t.Helper()
	return endpoint.Options{
		Address: s.Addr, User: s.User, KnownHosts: s.KnownHosts,
		Secrets: login(endpoint.Login{Key: read(t, s.Key)}),
	}
}

// open makes an endpoint in a hurry that ends with its test.
func open(t testing.TB, o endpoint.Options) *endpoint.Endpoint {
	t.Helper()
	e := endpoint.New(o)
	e.Hurry()
	t.Cleanup(func() { must(t, e.Close()) })
	return e
}

// simulated is the stand-in and an endpoint for it.
func simulated(t testing.TB, o sftpsim.Options) (*sftptest.Server, *endpoint.Endpoint) {
	t.Helper()
	s := sftptest.Simulated(t, o)
	return s, open(t, options(t, s))
}

// impatient is simulated with a short time-out.
func impatient(t testing.TB, timeout time.Duration) (*sftptest.Server, *endpoint.Endpoint) {
	t.Helper()
	s := sftptest.Simulated(t, sftpsim.Options{})
	o := options(t, s)
	o.Timeout = timeout
	return s, open(t, o)
}

func fault(t testing.TB, s *sftptest.Server, f sftpsim.Fault) {
	t.Helper()
	must(t, s.Sim.AddFault(f))
}

// at is the path of a name in the server's folder.
func at(s *sftptest.Server, name string) string { return path.Join(s.Dir, name) }

func names(ctx context.Context, e *endpoint.Endpoint, folder string) ([]string, error) {
	var found []string
	err := e.List(ctx, folder, func(a endpoint.Attributes) { found = append(found, a.Name) })
	return found, err
}

func download(ctx context.Context, e *endpoint.Endpoint, name string) ([]byte, error) {
	r, _, err := e.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(r)
	return content, errors.Join(err, r.Close())
}

func upload(ctx context.Context, e *endpoint.Endpoint, name string, content []byte) error {
	w, err := e.Create(ctx, name)
	if err != nil {
		return err
	}
	if _, err := w.Write(content); err != nil {
		return errors.Join(err, w.Abort())
	}
	_, err = w.Finish()
	return err
}

// eventually waits for something that happens behind our back.
func eventually(t testing.TB, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("still not: %s\n%s", what, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// within checks how long something takes.
func within(t testing.TB, d time.Duration, what string, do func()) {
	t.Helper()
	began := time.Now()
	do()
	if took := time.Since(began); took > d {
		t.Errorf("%s took %v", what, took)
	}
}

// answers waits until a server that was in trouble answers again.
func answers(t testing.TB, e *endpoint.Endpoint) {
	t.Helper()
	eventually(t, "the server answers", func() bool {
		_, err := e.Lstat(t.Context(), "/")
		return err == nil
	})
}

var errEnough = errors.New("the caller has had enough")

// cancelled is a context that ends after a while, for a reason of its own.
func cancelled(t testing.TB, after time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(t.Context())
	timer := time.AfterFunc(after, func() { cancel(errEnough) })
	return ctx, func() {
		timer.Stop()
		cancel(nil)
	}
}

// together runs tests that mostly wait, all at the same time.
func together(t *testing.T, tests map[string]func(*testing.T)) {
	t.Helper()
	var running sync.WaitGroup
	for name, test := range tests {
		running.Go(func() { t.Run(name, test) })
	}
	running.Wait()
}
