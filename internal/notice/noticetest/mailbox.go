// Package noticetest is a real mail server, in this process, for tests.
package noticetest

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"slices"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"lrsdrop/internal/tlstest"
)

// User and Password are those that the server lets in.
const User, Password = "lrsdrop", "an invented password"

// Mailbox is a real mail server that keeps what it is given.
type Mailbox struct {
	Address   string
	Roots     *x509.CertPool
	server    *smtp.Server
	authority *tlstest.Authority

	mu     sync.Mutex
	mail   []Letter
	refuse error
	gone   []string
}

// Letter is what the server was given.
type Letter struct {
	From string
	To   []string
	Text string
}

// Start starts a server: with STARTTLS, with TLS from the first byte on, or
// without.
func Start(t testing.TB, implicit, plain bool) *Mailbox {
	t.Helper()
	authority := tlstest.NewAuthority(t)
	m := &Mailbox{Roots: authority.Pool(), authority: authority}
	m.server = smtp.NewServer(m)
	m.server.Domain, m.server.AllowInsecureAuth = "mail.example.org", plain
	var l net.Listener
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	m.Address = l.Addr().String()
	secure := &tls.Config{Certificates: []tls.Certificate{authority.Good()}}
	switch {
	case implicit:
		l = tls.NewListener(l, secure)
	case !plain:
		m.server.TLSConfig = secure
	}
	go func() { _ = m.server.Serve(l) }()
	t.Cleanup(func() { _ = m.server.Close() })
	return m
}

// Letters are those that came so far.
func (m *Mailbox) Letters() []Letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.mail)
}

// FailWith has the server refuse letters from now on; nil: it takes them again.
func (m *Mailbox) FailWith(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refuse = err
}

// Remove has the server know no mailbox of these addresses.
func (m *Mailbox) Remove(addresses ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.gone = append(m.gone, addresses...)
}

// NewSession implements [smtp.Backend].
func (m *Mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{m: m}, nil }

type session struct {
	m      *Mailbox
	signed bool
	letter Letter
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != User || password != Password {
			return errors.New("wrong")
		}
		s.signed = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.signed {
		return smtp.ErrAuthRequired
	}
	s.letter.From = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	if slices.Contains(s.m.gone, to) {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	}
	s.letter.To = append(s.letter.To, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	if s.m.refuse != nil {
		return s.m.refuse
	}
	s.letter.Text = string(text)
	s.m.mail = append(s.m.mail, s.letter)
	return nil
}

func (s *session) Reset()        { s.letter = Letter{} }
func (s *session) Logout() error { return nil }

// CAFile writes the authority that vouches for the server to a file.
func (m *Mailbox) CAFile() string { return m.authority.File() }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
