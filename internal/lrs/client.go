package lrs

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"lrsdrop/internal/peer"
)

// SubmissionFinal is the submission type of every batch (ASM-02).
const SubmissionFinal = "Final"

// DefaultMaxResponse bounds an answer, in bytes (section 2).
const DefaultMaxResponse = 64 << 20

const (
	maxHeaderBytes  = 64 << 10
	writeBufferSize = 32 << 10
	idleTimeout     = 30 * time.Second
	maxConnections  = 4
)

// Timeouts bound the parts of a call. Zero means the default.
type Timeouts struct {
	Connect time.Duration // a connection, and again the TLS handshake
	Single  time.Duration // a whole call about one learner
	Batch   time.Duration // a whole call about a batch or a job
	Grace   time.Duration // how long a submit that has begun to leave is awaited once its context has ended; 0: to its time-out
}

// DefaultTimeouts are those of ASM-09; the contract names none for a call
// about one learner.
func DefaultTimeouts() Timeouts {
	return Timeouts{Connect: 30 * time.Second, Single: 60 * time.Second, Batch: 300 * time.Second}
}

// Options of a client. The URLs, TLS and, to submit, ActionCodes must be
// given; all else has a default.
type Options struct {
	LearnerURL     string // https, of LearnerService.svc
	AchievementURL string // https, of ExternalService.svc

	// TLS holds exactly one client certificate and, for a private CA, the
	// roots. It is cloned. A version below 1.2 or a switched-off check of the
	// server is refused.
	TLS *tls.Config

	Proxy Proxy // on the way to both services

	ActionCodes    map[string]int // action word to LRS's number (ASM-01)
	SubmissionType string         // empty means SubmissionFinal
	Timeouts       Timeouts
	MaxResponse    int64 // bytes; 0 means DefaultMaxResponse
	UserAgent      string

	// Tap is shown each exchange once it is over, for a test session: it holds
	// learners' details. Its context is the call's. Nil, as in all other use,
	// keeps nothing.
	Tap func(context.Context, Exchange)

	LearnerIdentity     Identity // nil means ByUKPRN
	AchievementIdentity Identity // nil means ByOrganisationRef
}

// Client calls LRS for one organisation: it has that organisation's
// certificate, TLS configuration and connections, and shares them with no
// other (O14). It may be used from several goroutines.
type Client struct {
	options     Options
	kept        *http.Transport // verify and get calls
	fresh       *http.Transport // achievement submits: one new connection each
	fingerprint string
	envelopes   sync.Pool // of *envelope
}

// NewClient checks the options and makes a client. It opens no connection.
func NewClient(o Options) (*Client, error) {
	config, fingerprint, err := clientTLS(o.TLS)
	if err != nil {
		return nil, fmt.Errorf("making the LRS client: %w", err)
	}
	for _, address := range []string{o.LearnerURL, o.AchievementURL} {
		if err := checkURL(address); err != nil {
			return nil, fmt.Errorf("making the LRS client: %w", err)
		}
	}
	o = withDefaults(o)
	kept, err := newTransport(o, config)
	if err != nil {
		return nil, fmt.Errorf("making the LRS client: %w", err)
	}
	// A kept connection that the server has closed meanwhile would leave a
	// submit unknown for nothing, so each submit has a connection of its own.
	fresh := kept.Clone()
	fresh.DisableKeepAlives = true
	return &Client{options: o, kept: kept, fresh: fresh, fingerprint: fingerprint}, nil
}

// Fingerprint is the SHA-256 of the client certificate, in hex (O2).
func (c *Client) Fingerprint() string { return c.fingerprint }

// Close closes the idle connections. Calls under way go on.
func (c *Client) Close() {
	c.kept.CloseIdleConnections()
	c.fresh.CloseIdleConnections()
}

func withDefaults(o Options) Options {
	standard := DefaultTimeouts()
	o.Timeouts.Connect = cmp.Or(o.Timeouts.Connect, standard.Connect)
	o.Timeouts.Single = cmp.Or(o.Timeouts.Single, standard.Single)
	o.Timeouts.Batch = cmp.Or(o.Timeouts.Batch, standard.Batch)
	o.SubmissionType = cmp.Or(o.SubmissionType, SubmissionFinal)
	o.MaxResponse = cmp.Or(o.MaxResponse, DefaultMaxResponse)
	o.UserAgent = cmp.Or(o.UserAgent, "lrsdrop")
	o.ActionCodes = maps.Clone(o.ActionCodes)
	if o.LearnerIdentity == nil {
		o.LearnerIdentity = ByUKPRN
	}
	if o.AchievementIdentity == nil {
		o.AchievementIdentity = ByOrganisationRef
	}
	return o
}

// clientTLS gives a private copy that speaks TLS 1.2 or later (O8) and
// HTTP/1.1, and the fingerprint of its certificate.
func clientTLS(given *tls.Config) (*tls.Config, string, error) {
	switch {
	case given == nil || len(given.Certificates) != 1 || len(given.Certificates[0].Certificate) == 0:
		return nil, "", errors.New("exactly one client certificate is needed")
	case given.InsecureSkipVerify:
		return nil, "", errors.New("the check of the server's certificate cannot be switched off")
	case given.MinVersion != 0 && given.MinVersion < tls.VersionTLS12,
		given.MaxVersion != 0 && given.MaxVersion < tls.VersionTLS12:
		return nil, "", errors.New("TLS below 1.2 is not allowed")
	}
	config := given.Clone()
	config.MinVersion = max(config.MinVersion, tls.VersionTLS12)
	config.NextProtos = []string{"http/1.1"}
	config.VerifyConnection = peer.Verify
	sum := sha256.Sum256(config.Certificates[0].Certificate[0])
	return config, hex.EncodeToString(sum[:]), nil
}

func checkURL(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("a service address must be a full https:// URL without a user name")
	}
	return nil
}

func newTransport(o Options, config *tls.Config) (*http.Transport, error) {
	proxy, err := o.Proxy.choose()
	if err != nil {
		return nil, err
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	dialer := &net.Dialer{Timeout: o.Timeouts.Connect, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  proxy,
		OnProxyConnectResponse: refusedByProxy,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        config,
		TLSHandshakeTimeout:    o.Timeouts.Connect,
		Protocols:              protocols,
		DisableCompression:     true,
		MaxConnsPerHost:        maxConnections,
		MaxIdleConnsPerHost:    maxConnections,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHeaderBytes,
		WriteBufferSize:        writeBufferSize,
	}, nil
}
