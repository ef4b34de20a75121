package daemon_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// remotePassword is what other machines sign in with, and its bcrypt hash.
const (
	remotePassword = "four invented words here"
	remoteHash     = `$2a$10$xRQCCmJlMWKb2AQWB0e/oOQFWDirXWPyrG/uuVWYE9x.w6tZeVJJa`
)

// onRemote asks the door for other machines; 0 means that nobody answers.
func (w *world) onRemote(path, user, password string) (int, string) {
	w.t.Helper()
	door := w.snapshot().Remote
	if door == nil {
		return 0, ""
	}
	authority, err := os.ReadFile(filepath.Join(w.dir, "sim", "ca.pem"))
	must(w.t, err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, "https://"+door.Address+path, http.NoBody)
	must(w.t, err)
	r.SetBasicAuth(user, password)
	answer, err := (&http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true}).RoundTrip(r)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(w.t, err)
	return answer.StatusCode, string(text)
}

func TestO1_OtherMachinesAskOverTLSAndWithAPasswordOnly(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	hash := filepath.Join(w.dir, "secrets", "remote.bcrypt")
	must(t, os.WriteFile(hash, []byte(remoteHash+"\n"), 0o600))
	w.editConfig(func(yaml string) string {
		return fmt.Sprintf("remote: {listen: '127.0.0.1:0', cert_file: sim/server.pem, key_file: sim/server.key, user: prometheus, password_bcrypt: {file: '%s'}}\n", hash) + yaml
	})
	w.reload()
	w.planted = append(w.planted, remotePassword, remoteHash)
	w.start()
	w.ready()
	w.eventually("the door is open", func() bool {
		code, _ := w.onRemote("/healthz", "prometheus", "wrong")
		return code == http.StatusUnauthorized
	})
	if code, text := w.onRemote("/metrics", "prometheus", remotePassword); code != http.StatusOK || !strings.Contains(text, "lrsdrop_ready 1") {
		t.Errorf("%d %s", code, text)
	}
	must(t, os.WriteFile(hash, []byte("no hash\n"), 0o600))
	if code, _ := w.onRemote("/metrics", "prometheus", remotePassword); code != http.StatusServiceUnavailable {
		t.Errorf("without a hash: %d", code)
	}
	w.unready("other machines cannot ask at 127.0.0.1:", "no bcrypt hash")
}
