package lrs

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/tlstest"
)

// proxyThat answers a CONNECT with some text and hangs up.
func proxyThat(says string) func(*testing.T) string {
	return func(t *testing.T) string {
		return listen(t, func(c net.Conn) {
			defer c.Close()
			_, _ = http.ReadRequest(newReader(c))
			_, _ = io.WriteString(c, says)
		})
	}
}

// A proxy that lets nothing pass has handed nothing to LRS.
func TestF26_UploadThatAProxyStoppedMaySendAgain(t *testing.T) {
	server := newServer(t, soap(200, submitted(jobID)))
	for name, test := range map[string]struct {
		proxy func(*testing.T) string
		class Class
		words string
	}{
		"user and password are wanted": {proxyThat("HTTP/1.1 407 Ask\r\nProxy-Authenticate: Basic\r\n\r\n"), Unreachable, "the proxy wants a user and password"},
		"not allowed":                  {proxyThat("HTTP/1.1 403 No\r\n\r\n"), Unreachable, "the proxy does not allow"},
		"cannot reach LRS":             {proxyThat("HTTP/1.1 502 Bad\r\nContent-Length: 5\r\n\r\nSorry"), Unreachable, "HTTP status 502"},
		"hangs up":                     {proxyThat(""), Unreachable, ""},
		"speaks something else":        {proxyThat("220 mail\r\n"), Unreachable, ""},
		"connects, then hangs up":      {proxyThat("HTTP/1.1 200 Here\r\n\r\n"), TLSFailed, ""},
		"is not there":                 {closedPort, Unreachable, ""},
	} {
		t.Run(name, func(t *testing.T) {
			client := server.client(t, func(o *Options) {
				o.Proxy = Proxy{URL: "http://" + test.proxy(t), User: "wren", Password: "Pr0xy-Secret"}
				o.AchievementURL = "https://lrs.invalid/ExternalService.svc"
				o.Timeouts.Connect = 2 * time.Second
			})
			_, err := client.SubmitAchievements(t.Context(), acme(), 1, rows(alexAward()))
			failure, ok := errors.AsType[*Error](err)
			if !ok || failure.Class != test.class || !strings.Contains(err.Error(), test.words) {
				t.Fatalf("got %v, want %s: %s", err, test.class, test.words)
			}
			if verdictOf(failure) != resend || failure.BodyHanded {
				t.Errorf("a submit may: %s; body handed: %t", verdictOf(failure), failure.BodyHanded)
			}
			if strings.Contains(err.Error(), "Pr0xy") || strings.Contains(err.Error(), "wren") {
				t.Errorf("the error tells of the login: %v", err)
			}
		})
	}
}

func TestProxyOfTheEnvironmentCountsWhereNoneIsConfigured(t *testing.T) {
	const lrs, other = "https://lrs.example.org/ExternalService.svc", "https://other.example.org"
	t.Setenv("HTTPS_PROXY", "http://someone:Pr0xy-Secret@proxy.example.org:3128")
	t.Setenv("NO_PROXY", "other.example.org")
	for _, test := range []struct {
		proxy   Proxy
		to      string
		want    string
		because string
	}{
		{Proxy{Environment: true}, lrs, "http://proxy.example.org:3128", "HTTPS_PROXY"},
		{Proxy{Environment: true}, other, "", "NO_PROXY"},
		{Proxy{Environment: true}, "https://127.0.0.1:8443", "", "loopback"},
		{Proxy{Environment: true}, "https://[::1]:8443", "", "loopback"},
		{Proxy{}, lrs, "", "none"},
		{Proxy{URL: "http://[2001:db8::7]:8080"}, other, "http://[2001:db8::7]:8080", "configured, so NO_PROXY has no say"},
	} {
		if got, err := test.proxy.For(test.to); got != test.want || err != nil {
			t.Errorf("%s: %q, %v, want %q", test.because, got, err, test.want)
		}
	}
	t.Setenv("HTTPS_PROXY", "ftp://someone:Pr0xy-Secret@proxy.example.org")
	if _, err := (Proxy{Environment: true}).For(lrs); !errors.Is(err, ErrProxy) {
		t.Errorf("a proxy of another kind: %v", err)
	}
	t.Setenv("HTTPS_PROXY", "proxy.example.org:3128")
	if got, err := (Proxy{Environment: true}).For(lrs); got != "http://proxy.example.org:3128" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// A proxy that is spoken with over TLS is told no user and no password, and not
// where we want to go, unless it can be trusted.
func TestO8_NothingIsSaidToAProxyThatCannotBeTrusted(t *testing.T) {
	server := newServer(t, soap(200, submitted(jobID)))
	for _, impostor := range tlstest.Impostors() {
		t.Run(impostor.Name, func(t *testing.T) {
			a := tlstest.NewAuthority(t)
			proxy := impostor.Serve(t, a, "127.0.0.1:0", nil)
			client := server.client(t, func(o *Options) {
				o.Proxy = Proxy{URL: "https://" + proxy.Address, User: "wren", Password: "Pr0xy-Secret"}
				o.AchievementURL = "https://lrs.invalid/ExternalService.svc"
				o.TLS.RootCAs = a.Pool()
			})
			_, err := client.SubmitAchievements(t.Context(), acme(), 1, rows(alexAward()))
			failure, ok := errors.AsType[*Error](err)
			if !ok || failure.Class != TLSFailed || verdictOf(failure) != resend || !strings.Contains(err.Error(), impostor.Says) {
				t.Errorf("got %v, want %q", err, impostor.Says)
			}
			if text := proxy.Told(); text != "" || proxy.Came() == 0 {
				t.Errorf("after %d connections the proxy was told %q", proxy.Came(), text)
			}
		})
	}
}
