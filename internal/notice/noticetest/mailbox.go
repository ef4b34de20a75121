// Package noticetest is a real mail server, in this process, for tests.
package noticetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// identity is a certificate for 127.0.0.1, and who trusts it.
func identity(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), BasicConstraintsValid: true, IsCA: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	must(t, err)
	leaf, err := x509.ParseCertificate(raw)
	must(t, err)
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key, Leaf: leaf}, roots
}

// User and Password are those that the server lets in.
const User, Password = "lrsdrop", "an invented password"

// Mailbox is a real mail server that keeps what it is given.
type Mailbox struct {
	Address string
	Roots   *x509.CertPool
	server  *smtp.Server
	leaf    *x509.Certificate

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
	certificate, roots := identity(t)
	m := &Mailbox{Roots: roots, leaf: certificate.Leaf}
	m.server = smtp.NewServer(m)
	m.server.Domain, m.server.AllowInsecureAuth = "mail.example.org", plain
	var l net.Listener
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	m.Address = l.Addr().String()
	secure := &tls.Config{Certificates: []tls.Certificate{certificate}}
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
func (m *Mailbox) CAFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mail-ca.pem")
	must(t, os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: m.leaf.Raw}), 0o600))
	return path
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
