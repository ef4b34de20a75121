package notice

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"lrsdrop/internal/peer"
)

// WebhookName is the name of the channel.
const WebhookName = "webhook"

// Webhook posts notices as JSON.
type Webhook struct {
	URL    string // https
	Roots  func() (*x509.CertPool, error)
	Bearer func() (string, error) // nil: none
	HMAC   func() (string, error) // nil: not signed
	Now    func() time.Time
}

// Headers of a signed notice. The signature is over the time, a full stop and
// the body, so that an old notice cannot be posted again as a new one.
const (
	timeHeader      = "X-Lrsdrop-Time" // seconds since 1970
	signatureHeader = "X-Lrsdrop-Signature"
)

// Name implements [Channel].
func (Webhook) Name() string { return WebhookName }

// Send implements [Channel]: any 2xx is success, and no redirect is followed.
func (h Webhook) Send(ctx context.Context, m Message) error {
	m.To = nil
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "lrsdrop")
	if err := h.sign(r.Header, body); err != nil {
		return err
	}
	transport, err := h.transport()
	if err != nil {
		return err
	}
	answer, err := transport.RoundTrip(r)
	if err != nil {
		return failed("post to the webhook at "+r.URL.Host, err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer))
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("the webhook at %s answered %d %s", r.URL.Host, answer.StatusCode, http.StatusText(answer.StatusCode))
	}
	return nil
}

// transport keeps no connection: notices are few.
func (h Webhook) transport() (*http.Transport, error) {
	roots, err := h.Roots()
	if err != nil {
		return nil, err
	}
	return &http.Transport{
		Proxy:           http.ProxyFromEnvironment,
		TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12, VerifyConnection: peer.Verify}, DisableKeepAlives: true, MaxResponseHeaderBytes: maxAnswer,
	}, nil
}

func (h Webhook) sign(to http.Header, body []byte) error {
	if h.Bearer != nil {
		token, err := h.Bearer()
		if err != nil {
			return err
		}
		to.Set("Authorization", "Bearer "+token)
	}
	if h.HMAC == nil {
		return nil
	}
	key, err := h.HMAC()
	if err != nil {
		return err
	}
	at := strconv.FormatInt(h.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(at + "."))
	mac.Write(body)
	to.Set(timeHeader, at)
	to.Set(signatureHeader, "sha256="+hex.EncodeToString(mac.Sum(nil)))
	return nil
}

// Try shakes hands with the server and posts nothing.
func (h Webhook) Try(ctx context.Context) error {
	u, err := url.Parse(h.URL)
	if err != nil {
		return err
	}
	transport, err := h.transport()
	if err != nil {
		return err
	}
	for _, secret := range []func() (string, error){h.Bearer, h.HMAC} {
		if secret != nil {
			if _, err := secret(); err != nil {
				return err
			}
		}
	}
	port := u.Port()
	if port == "" {
		port = "443"
	}
	conn, err := (&tls.Dialer{Config: transport.TLSClientConfig}).DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return failed("connect to the webhook at "+u.Host, err)
	}
	return conn.Close()
}
