package status

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"lrsdrop/internal/tlstest"
)

const rightPassword = "four invented words here"

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// gated is a gate under test, and what it finds in its files.
type gated struct {
	t           *testing.T
	gate        *Gate
	certificate atomic.Pointer[tls.Certificate] // nil: it cannot be read
	hash        atomic.Pointer[string]
}

func openGate(t *testing.T) *gated {
	t.Helper()
	g := &gated{t: t}
	hash, err := bcrypt.GenerateFromPassword([]byte(rightPassword), minCost)
	must(t, err)
	g.hash.Store(new(string(hash)))
	g.certificate.Store(new(tlstest.NewAuthority(t).Until(time.Now().Add(time.Hour))))
	g.gate, err = ListenRemote(Remote{
		Address: "127.0.0.1:0", User: "prometheus",
		Certificate: func() (tls.Certificate, error) {
			if c := g.certificate.Load(); c != nil {
				return *c, nil
			}
			return tls.Certificate{}, errors.New("it cannot be read")
		},
		Hash: func() (string, error) { return *g.hash.Load(), nil },
	}, Source{Look: func(context.Context) Snapshot { return well() }}, slog.New(slog.DiscardHandler))
	must(t, err)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- g.gate.Serve(ctx) }()
	t.Cleanup(func() { stop(); must(t, <-ended) })
	return g
}

// ask asks with a connection of its own.
func (g *gated) ask(method, user, password string, change func(*tls.Config)) (*http.Response, string, error) {
	g.t.Helper()
	roots := x509.NewCertPool()
	if c := g.certificate.Load(); c != nil {
		roots.AddCert(c.Leaf)
	}
	trust := &tls.Config{RootCAs: roots}
	if change != nil {
		change(trust)
	}
	r, err := http.NewRequestWithContext(g.t.Context(), method, "https://"+g.gate.Address()+"/readyz", http.NoBody)
	must(g.t, err)
	if user != "" {
		r.SetBasicAuth(user, password)
	}
	answer, err := (&http.Transport{TLSClientConfig: trust, DisableKeepAlives: true}).RoundTrip(r)
	if err != nil {
		return nil, "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(g.t, err)
	return answer, string(text), nil
}

func (g *gated) code(user, password string) int {
	g.t.Helper()
	answer, text, err := g.ask(http.MethodGet, user, password, nil)
	must(g.t, err)
	if answer.StatusCode != http.StatusOK && (strings.Contains(text, "acme") || answer.Header.Get("WWW-Authenticate") == "") {
		g.t.Errorf("%d: %s %v", answer.StatusCode, text, answer.Header)
	}
	return answer.StatusCode
}

func TestO1_OtherMachinesAreAskedForUserAndPassword(t *testing.T) {
	t.Parallel()
	g := openGate(t)
	for _, test := range []struct {
		user, password string
		want           int
	}{
		{"", "", 401}, {"prometheus", "", 401}, {"prometheus", "wrong", 401}, {"Prometheus", rightPassword, 401}, {"prometheus", rightPassword, 200},
		{"prometheus", rightPassword + strings.Repeat("x", 80), 401}, {"prometheus", rightPassword, 200},
	} {
		if got := g.code(test.user, test.password); got != test.want {
			t.Errorf("%s with %d letters: %d, want %d", test.user, len(test.password), got, test.want)
		}
	}
	answer, _, err := g.ask(http.MethodPost, "prometheus", rightPassword, nil)
	if err != nil || answer.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %v, %v", answer, err)
	}
}

func TestO1_OtherMachinesAreAnsweredOverTLS12OrLaterOnly(t *testing.T) {
	t.Parallel()
	g := openGate(t)
	if _, _, err := g.ask(http.MethodGet, "prometheus", rightPassword, func(c *tls.Config) { c.MaxVersion = tls.VersionTLS11 }); err == nil {
		t.Error("TLS 1.1 is spoken")
	}
	answer, err := http.Get("http://" + g.gate.Address() + "/readyz")
	if err == nil {
		defer answer.Body.Close()
		if text, _ := io.ReadAll(answer.Body); answer.StatusCode == http.StatusOK || strings.Contains(string(text), "acme") {
			t.Errorf("without TLS: %d %s", answer.StatusCode, text)
		}
	}
}

// Each guess costs a good part of a second of a core, so only so many are looked
// at; who knows the password is let in all the same.
func TestGuessesAreBounded(t *testing.T) {
	t.Parallel()
	g := openGate(t)
	if got := g.code("prometheus", rightPassword); got != http.StatusOK {
		t.Fatal(got)
	}
	codes, began := map[int]int{}, time.Now()
	for range 3 * triesAtOnce {
		codes[g.code("prometheus", "guess")]++
	}
	most := triesAtOnce + int(time.Since(began)/triesEvery) + 1
	if codes[http.StatusUnauthorized] > most || codes[http.StatusTooManyRequests] < 3*triesAtOnce-most {
		t.Errorf("%v, of which %d may be looked at", codes, most)
	}
	if got := g.code("prometheus", rightPassword); got != http.StatusOK {
		t.Errorf("the right password: %d", got)
	}
}

func TestAnotherPasswordOrCertificateCountsAtOnce(t *testing.T) {
	t.Parallel()
	g := openGate(t)
	if got := g.code("prometheus", rightPassword); got != http.StatusOK {
		t.Fatal(got)
	}
	hash, err := bcrypt.GenerateFromPassword([]byte("another"), minCost)
	must(t, err)
	g.hash.Store(new(string(hash)))
	if old, fresh := g.code("prometheus", rightPassword), g.code("prometheus", "another"); old != http.StatusUnauthorized || fresh != http.StatusOK {
		t.Errorf("the old password: %d, the new one: %d", old, fresh)
	}
	later := func() {
		g.gate.keeping.Lock()
		defer g.gate.keeping.Unlock()
		g.gate.readAt = time.Time{} // as if what was read were old
	}
	g.certificate.Store(new(tlstest.NewAuthority(t).Until(time.Now().Add(2 * time.Hour))))
	later()
	if got := g.code("prometheus", "another"); got != http.StatusOK { // it trusts the new certificate alone
		t.Errorf("%d", got)
	}
	trusted := *g.certificate.Load()
	g.certificate.Store(nil)
	later()
	if _, _, err := g.ask(http.MethodGet, "prometheus", "another", func(c *tls.Config) { c.RootCAs.AddCert(trusted.Leaf) }); err != nil {
		t.Errorf("a certificate that cannot be read takes the place of one that can: %v", err)
	}
	if got := g.gate.Trouble(); got != "it cannot be read" {
		t.Errorf("%q", got)
	}
	g.certificate.Store(new(tlstest.NewAuthority(t).Until(time.Now().Add(-time.Minute))))
	later()
	_, _, _ = g.ask(http.MethodGet, "prometheus", "another", nil)
	if got := g.gate.Trouble(); got != "its certificate has expired" {
		t.Errorf("%q", got)
	}
}

// Who asks on this machine, as a watchdog does, is not kept by a file that hangs
// or by a password that is being compared.
func TestNobodyOnThisMachineWaitsForWhoSignsIn(t *testing.T) {
	t.Parallel()
	g := openGate(t)
	for name, hang := range map[string]func(entered chan<- struct{}, end <-chan struct{}){
		"the hash": func(entered chan<- struct{}, end <-chan struct{}) {
			g.gate.remote.Hash = func() (string, error) { entered <- struct{}{}; <-end; return "", errors.New("too late") }
			go g.gate.admit(&http.Request{Header: http.Header{"Authorization": {"Basic dTpw"}}})
		},
		"the certificate": func(entered chan<- struct{}, end <-chan struct{}) {
			g.gate.remote.Certificate = func() (tls.Certificate, error) {
				entered <- struct{}{}
				<-end
				return tls.Certificate{}, errors.New("too late")
			}
			g.gate.readAt = time.Time{} // as if what was read were old
			go func() { _, _ = g.gate.certificate(nil) }()
		},
	} {
		entered, end, told := make(chan struct{}), make(chan struct{}), make(chan string, 1)
		hang(entered, end)
		<-entered
		go func() { told <- g.gate.Trouble() }()
		select {
		case got := <-told:
			if got != "" && got != "too late" {
				t.Errorf("%s: %q", name, got)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%s hangs, and so does who asks how the gate is", name)
		}
		close(end)
	}
}

func TestAHashThatIsNoneOrCostsTooMuchOpensNothing(t *testing.T) {
	for hash, want := range map[string]string{
		"": "no bcrypt hash", rightPassword: "no bcrypt hash",
		"$2y$05$" + strings.Repeat("a", 53): "a cost of 5", "$2y$31$" + strings.Repeat("a", 53): "a cost of 31",
	} {
		_, err := ListenRemote(Remote{Address: "127.0.0.1:0", Hash: func() (string, error) { return hash, nil }}, Source{}, nil)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "htpasswd -nBC 12 USER") || strings.Contains(err.Error(), rightPassword) {
			t.Errorf("%q: %v", hash, err)
		}
	}
}
