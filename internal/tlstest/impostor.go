package tlstest

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// Impostor is a way in which a server cannot be trusted.
type Impostor struct {
	Name   string
	Says   string                       // words of the reason, as the TLS library gives it
	Advice string                       // words of what to do about it
	config func(*Authority) *tls.Config // nil: it speaks no TLS
}

// Impostors are all of them. An authority that is trusted has signed what some
// of them show.
func Impostors() []Impostor {
	return []Impostor{
		{"TLS 1.0 at most", "protocol version", "older than TLS 1.2", upTo(tls.VersionTLS10)},
		{"TLS 1.1 at most", "protocol version", "older than TLS 1.2", upTo(tls.VersionTLS11)},
		{"no safe cipher", "handshake failure", "no safe encryption", func(a *Authority) *tls.Config {
			config := showing(a.Good())
			config.MaxVersion, config.CipherSuites = tls.VersionTLS12, []uint16{tls.TLS_ECDHE_ECDSA_WITH_RC4_128_SHA}
			return config
		}},
		{"expired", "expired", "clock", changed(func(c *x509.Certificate) {
			c.NotBefore, c.NotAfter = time.Now().Add(-48*time.Hour), time.Now().Add(-time.Hour)
		})},
		{"not valid yet", "not yet valid", "clock", changed(func(c *x509.Certificate) {
			c.NotBefore, c.NotAfter = time.Now().Add(time.Hour), time.Now().Add(48*time.Hour)
		})},
		{"another address", "valid for 192.0.2.7, not", "another address", changed(func(c *x509.Certificate) {
			c.DNSNames, c.IPAddresses = nil, []net.IP{net.IPv4(192, 0, 2, 7)}
		})},
		{"the address where nobody looks for it", "legacy Common Name", "another address", changed(func(c *x509.Certificate) {
			c.Subject.CommonName, c.DNSNames, c.IPAddresses = "127.0.0.1", nil, nil
		})},
		{"of a client", "incompatible key usage", "another purpose", changed(func(c *x509.Certificate) {
			c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		})},
		{"signed with SHA-1", "insecure algorithm", "vouches", changed(func(c *x509.Certificate) { c.SignatureAlgorithm = x509.ECDSAWithSHA1 })},
		{"a key of 1024 bits", "1024 bits", "too weak", func(a *Authority) *tls.Config {
			key, err := rsa.GenerateKey(rand.Reader, 1024) // #nosec G403 -- it is to be refused
			if err != nil {
				a.t.Fatal(err)
			}
			return showing(a.sign(local(), key))
		}},
		{"signed by itself", "unknown authority", "vouches", func(a *Authority) *tls.Config {
			self, _ := (&Authority{t: a.t}).issue(local())
			return showing(self)
		}},
		{"of an authority that nobody knows", "unknown authority", "vouches", func(a *Authority) *tls.Config {
			return showing(NewAuthority(a.t).Good())
		}},
		{"signed by one who is no authority", "certificate", "", func(a *Authority) *tls.Config {
			link, key := a.issue(local())
			made, _ := (&Authority{t: a.t, cert: link.Leaf, key: key}).issue(local())
			made.Certificate = append(made.Certificate, link.Leaf.Raw)
			return showing(made)
		}},
		{"no TLS", "first record does not look like a TLS handshake", "does not speak TLS", nil},
	}
}

func showing(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }

// upTo has a server that speaks old versions alone.
func upTo(version uint16) func(*Authority) *tls.Config {
	return func(a *Authority) *tls.Config {
		config := showing(a.Good())
		config.MinVersion, config.MaxVersion = tls.VersionTLS10, version
		return config
	}
}

// changed shows a certificate that is good but for one thing.
func changed(spoil func(*x509.Certificate)) func(*Authority) *tls.Config {
	return func(a *Authority) *tls.Config {
		template := local()
		spoil(template)
		made, _ := a.issue(template)
		return showing(made)
	}
}

// Server is an impostor at work.
type Server struct {
	Address  string
	listener net.Listener
	config   *tls.Config
	preface  func(net.Conn) error

	mu   sync.Mutex
	came int
	got  bytes.Buffer
}

// Serve starts it at an address. Preface, if there is one, is what both sides
// say before TLS begins.
func (i Impostor) Serve(t testing.TB, a *Authority, address string, preface func(net.Conn) error) *Server {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Address: l.Addr().String(), listener: l, preface: preface}
	if i.config != nil {
		s.config = i.config(a)
	}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.speak(conn)
		}
	}()
	t.Cleanup(s.Close)
	return s
}

// speak keeps whatever an application says to it.
func (s *Server) speak(conn net.Conn) {
	defer conn.Close()
	s.mu.Lock()
	s.came++
	s.mu.Unlock()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	if s.preface != nil && s.preface(conn) != nil {
		return
	}
	if s.config != nil {
		conn = tls.Server(conn, s.config)
	}
	said := make([]byte, 4096)
	for {
		n, err := conn.Read(said)
		s.mu.Lock()
		s.got.Write(said[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
		if s.config == nil {
			_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
			return
		}
	}
}

// Came counts the connections.
func (s *Server) Came() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.came
}

// Told is what an application told it: nothing, where it is not trusted. What
// begins a handshake is none of that.
func (s *Server) Told() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	const handshake = 0x16
	if text := s.got.Bytes(); s.config == nil && len(text) > 0 && text[0] == handshake && !bytes.Contains(text, []byte("HTTP/")) {
		return ""
	}
	return s.got.String()
}

// Close ends it.
func (s *Server) Close() { _ = s.listener.Close() }
