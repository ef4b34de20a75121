package lrs

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"lrsdrop/internal/tlstest"
)

// TestO8_OnlyHTTPSWithTLS12AndOneCertificate: nothing weaker can be set.
func TestO8_OnlyHTTPSWithTLS12AndOneCertificate(t *testing.T) {
	certificate := tlstest.NewAuthority(t).Client("acme")
	for name, test := range map[string]struct {
		change func(*Options)
		want   string
	}{
		"TLS 1.1 allowed":       {func(o *Options) { o.TLS.MinVersion = tls.VersionTLS11 }, "below 1.2"},
		"TLS 1.1 at most":       {func(o *Options) { o.TLS.MaxVersion = tls.VersionTLS11 }, "below 1.2"},
		"server unchecked":      {func(o *Options) { o.TLS.InsecureSkipVerify = true }, "cannot be switched off"},
		"no certificate":        {func(o *Options) { o.TLS.Certificates = nil }, "exactly one"},
		"two certificates":      {func(o *Options) { o.TLS.Certificates = append(o.TLS.Certificates, certificate) }, "exactly one"},
		"no TLS configuration":  {func(o *Options) { o.TLS = nil }, "exactly one"},
		"plain HTTP":            {func(o *Options) { o.LearnerURL = "http://127.0.0.1/" }, "https"},
		"user in the address":   {func(o *Options) { o.AchievementURL = "https://me:secret@127.0.0.1/" }, "https"},
		"no address":            {func(o *Options) { o.AchievementURL = "" }, "https"},
		"proxy is no address":   {func(o *Options) { o.Proxy.URL = "proxy.example.org" }, "proxy"},
		"proxy of another kind": {func(o *Options) { o.Proxy.URL = "ftp://proxy.example.org" }, "proxy"},
	} {
		o := Options{
			LearnerURL: "https://127.0.0.1/L", AchievementURL: "https://127.0.0.1/E",
			TLS: &tls.Config{Certificates: []tls.Certificate{certificate}},
		}
		if _, err := NewClient(o); err != nil {
			t.Fatal(err)
		}
		test.change(&o)
		if _, err := NewClient(o); err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestCallerKeepsItsConfiguration(t *testing.T) {
	certificate := tlstest.NewAuthority(t).Client("acme")
	config := &tls.Config{Certificates: []tls.Certificate{certificate}}
	codes := actionCodes()
	c, err := NewClient(Options{LearnerURL: "https://127.0.0.1", AchievementURL: "https://127.0.0.1", TLS: config, ActionCodes: codes})
	if err != nil {
		t.Fatal(err)
	}
	codes["award"] = 99
	if config.MinVersion != 0 || config.NextProtos != nil || c.options.ActionCodes["award"] != 1 {
		t.Error("client and caller share a value")
	}
}

// TestProxyIsUsedForOthersThanLoopback: the environment has no say beside it.
func TestProxyIsUsedForOthersThanLoopback(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	var asked atomic.Value
	proxy := listen(t, func(c net.Conn) {
		defer c.Close()
		if r, err := http.ReadRequest(newReader(c)); err == nil {
			asked.Store(r.Method + " " + r.Host)
		}
		_, _ = io.WriteString(c, "HTTP/1.1 403 Forbidden\r\n\r\n")
	})
	server := newServer(t, soap(200, verifyAnswer("<VerifiedLearner><ResponseCode>WSVRC001</ResponseCode></VerifiedLearner>")))
	client := server.client(t, func(o *Options) {
		o.Proxy.URL = "http://" + proxy
		o.AchievementURL = "https://lrs.invalid/ExternalService.svc"
	})
	if _, err := client.VerifyLearner(t.Context(), acme(), alex()); err != nil {
		t.Errorf("loopback went through a proxy: %v", err)
	}
	_, err := client.AchievementJob(t.Context(), acme(), 1)
	if err == nil || asked.Load() != "CONNECT lrs.invalid:443" {
		t.Errorf("the proxy was asked %v (%v)", asked.Load(), err)
	}
}
