package lrs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"golang.org/x/net/http/httpproxy"
)

// Proxy is the way out of a network. Loopback addresses never go through one.
type Proxy struct {
	URL         string // http, https or socks5, without user and password; empty means none, or that of Environment
	User        string // whom the proxy asks for; empty means nobody
	Password    Secret
	Environment bool // without URL: HTTPS_PROXY and NO_PROXY of this process count
}

// ErrProxy says that the address of a proxy cannot be used.
var ErrProxy = errors.New("the proxy must be a full http://, https:// or socks5:// URL")

// choose refuses an address that cannot be used: httpproxy would quietly go
// without a proxy.
func (p Proxy) choose() (func(*http.Request) (*url.URL, error), error) {
	settings, err := p.settings()
	if err != nil || settings == nil {
		return nil, err
	}
	choose := settings.ProxyFunc()
	return func(r *http.Request) (*url.URL, error) {
		u, err := choose(r.URL)
		if err != nil {
			return nil, ErrProxy // the cause quotes the address, which may have a password
		}
		return p.signedIn(u), nil
	}, nil
}

func (p Proxy) settings() (*httpproxy.Config, error) {
	if p.URL == "" && !p.Environment {
		return nil, nil
	}
	settings := &httpproxy.Config{HTTPSProxy: p.URL}
	if p.URL == "" {
		settings = httpproxy.FromEnvironment()
	}
	if settings.HTTPSProxy == "" {
		return nil, nil
	}
	u, err := url.Parse(settings.HTTPSProxy)
	if p.URL == "" && (err != nil || u.Host == "") { // as httpproxy reads the environment: host:port is enough
		u, err = url.Parse("http://" + settings.HTTPSProxy)
	}
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5") {
		return nil, ErrProxy
	}
	return settings, nil
}

// signedIn adds user and password.
func (p Proxy) signedIn(u *url.URL) *url.URL {
	if u == nil || p.User == "" {
		return u
	}
	with := *u
	with.User = url.UserPassword(p.User, string(p.Password))
	return &with
}

// For is the proxy on the way to an address as people may see it, without user
// and password; empty means that there is none.
func (p Proxy) For(address string) (string, error) {
	settings, err := p.settings()
	if err != nil || settings == nil {
		return "", err
	}
	to, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	u, err := settings.ProxyFunc()(to)
	if err != nil {
		return "", ErrProxy
	}
	if u == nil {
		return "", nil
	}
	return u.Scheme + "://" + u.Host, nil
}

// ProxyRefusal is the answer of a proxy that lets no connection pass. Nothing was
// handed to LRS.
type ProxyRefusal struct{ Status int }

func (e *ProxyRefusal) Error() string {
	switch e.Status {
	case http.StatusProxyAuthRequired:
		return "the proxy wants a user and password, or does not take those that it got (HTTP status 407)"
	case http.StatusForbidden:
		return "the proxy does not allow connections to this address (HTTP status 403)"
	}
	return fmt.Sprintf("the proxy did not connect us to this address (HTTP status %d)", e.Status)
}

// refusedByProxy gives the answer of a proxy words, in place of its own.
func refusedByProxy(_ context.Context, _ *url.URL, _ *http.Request, r *http.Response) error {
	if r.StatusCode == http.StatusOK {
		return nil
	}
	return &ProxyRefusal{r.StatusCode}
}
