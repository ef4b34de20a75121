package lrs

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptrace"
	"time"
)

// Reached is what a probe found at the address of a service.
type Reached struct {
	Status int       // of HTTP
	Date   time.Time // the server's clock when it answered; zero when it gave none
	Expiry time.Time // of the server's certificate

	Protocol string // of the secure connection, such as TLS 1.3
	Issuer   string // who issued the server's certificate
	Root     string // the authority at the end of its chain, which this machine trusts
}

// ProbeLearner connects to the learner service as a call would, proxy, TLS and
// certificate included, and asks for nothing but the page at its address: an
// HTTP GET, which is no operation and changes nothing. Any HTTP answer is a
// success. The error is an *Error; its cause says more.
func (c *Client) ProbeLearner(ctx context.Context) (Reached, error) {
	return c.probe(ctx, c.options.LearnerURL)
}

// ProbeAchievement does the same with the achievement service.
func (c *Client) ProbeAchievement(ctx context.Context) (Reached, error) {
	return c.probe(ctx, c.options.AchievementURL)
}

func (c *Client) probe(ctx context.Context, address string) (Reached, error) {
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeouts.Connect)
	defer cancel()
	var at progress
	r, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, at.trace()), http.MethodGet, address, nil)
	if err != nil {
		return Reached{}, err
	}
	r.Header.Set("User-Agent", c.options.UserAgent)
	response, err := c.fresh.RoundTrip(r) // the transport alone: an http.Client would follow redirects
	if err != nil {
		class := at.class(err)
		return Reached{}, &Error{Op: "connect", Class: class, Code: classes[class].code, cause: err}
	}
	_, _ = io.CopyN(io.Discard, response.Body, maxHeaderBytes) // what the page says does not matter
	_ = response.Body.Close()
	found := Reached{Status: response.StatusCode}
	found.Date, _ = http.ParseTime(response.Header.Get("Date"))
	if response.TLS != nil && len(response.TLS.PeerCertificates) > 0 {
		found.secured(response.TLS)
	}
	return found, nil
}

func (r *Reached) secured(by *tls.ConnectionState) {
	leaf := by.PeerCertificates[0]
	r.Expiry, r.Protocol, r.Issuer = leaf.NotAfter, tls.VersionName(by.Version), leaf.Issuer.String()
	if len(by.VerifiedChains) > 0 {
		chain := by.VerifiedChains[0]
		r.Root = chain[len(chain)-1].Subject.String()
	}
}
