package notice

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const hookKey, hookToken = "an invented key", "an invented token"

func hook(t *testing.T, answer http.HandlerFunc) Webhook {
	t.Helper()
	server := httptest.NewTLSServer(answer)
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return Webhook{
		URL: server.URL + "/lrsdrop", Roots: func() (*x509.CertPool, error) { return roots, nil }, Now: newClock().now,
		Bearer: func() (string, error) { return hookToken, nil }, HMAC: func() (string, error) { return hookKey, nil },
	}
}

func TestWebhookGetsSignedJSON(t *testing.T) {
	t.Parallel()
	calls := 0
	h := hook(t, func(w http.ResponseWriter, r *http.Request) {
		calls++
		body, _ := io.ReadAll(r.Body)
		mac := hmac.New(sha256.New, []byte(hookKey))
		mac.Write([]byte("1783598400." + string(body)))
		if got := r.Header.Get("X-Lrsdrop-Signature"); got != "sha256="+hex.EncodeToString(mac.Sum(nil)) || r.Header.Get("X-Lrsdrop-Time") != "1783598400" {
			t.Errorf("signature %q of %q", got, r.Header.Get("X-Lrsdrop-Time"))
		}
		if r.Method != http.MethodPost || r.Header.Get("Authorization") != "Bearer "+hookToken || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %v", r.Method, r.Header)
		}
		var m map[string]any
		must(t, json.Unmarshal(body, &m))
		if m["schema"] != 1.0 || m["kind"] != "file_refused" || m["organisation"] != "acme" || m["over"] != false || m["to"] != nil || m["id"] != "0123-1-ab" {
			t.Errorf("%v", m)
		}
		w.WriteHeader(http.StatusAccepted)
	})
	must(t, h.Try(t.Context()))
	m := refusal()
	m.To = []string{"acme@example.org"}
	must(t, h.Send(t.Context(), m))
	if calls != 1 {
		t.Errorf("%d calls: a try posts nothing", calls)
	}
}

func TestWebhookThatDoesNotTakeItIsAFailure(t *testing.T) {
	t.Parallel()
	elsewhere := 0
	h := hook(t, func(w http.ResponseWriter, r *http.Request) {
		if elsewhere++; r.URL.Path == "/lrsdrop" {
			http.Redirect(w, r, "/other", http.StatusTemporaryRedirect)
		}
	})
	if err := h.Send(t.Context(), refusal()); err == nil || !strings.Contains(err.Error(), "answered 307") || elsewhere != 1 {
		t.Errorf("%v after %d calls", err, elsewhere)
	}
	h.Roots = func() (*x509.CertPool, error) { return x509.NewCertPool(), nil }
	if err := h.Send(t.Context(), refusal()); err == nil || !strings.Contains(err.Error(), "certificate") || strings.Contains(err.Error(), hookToken) {
		t.Errorf("a certificate that nobody trusts: %v", err)
	}
	if h.Try(t.Context()) == nil {
		t.Error("a try trusts it")
	}
}
