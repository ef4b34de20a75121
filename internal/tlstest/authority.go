// Package tlstest issues certificates, and makes servers that nobody may trust,
// each in its own way, for the tests of whatever speaks TLS.
package tlstest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Authority issues certificates.
type Authority struct {
	t    testing.TB
	cert *x509.Certificate
	key  crypto.Signer
}

// NewAuthority makes one that nobody knows yet.
func NewAuthority(t testing.TB) *Authority {
	t.Helper()
	a := &Authority{t: t}
	made, key := a.issue(&x509.Certificate{
		Subject: pkix.Name{CommonName: "an invented authority"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	})
	a.cert, a.key = made.Leaf, key
	return a
}

// Pool trusts the authority and nobody else.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

// File writes the authority's certificate to a file.
func (a *Authority) File() string {
	a.t.Helper()
	path := filepath.Join(a.t.TempDir(), "authority.pem")
	a.write(path, "CERTIFICATE", a.cert.Raw)
	return path
}

// Good is a certificate that is as it should be, for a server on this machine.
func (a *Authority) Good() tls.Certificate {
	a.t.Helper()
	made, _ := a.issue(local())
	return made
}

// Until is [Authority.Good], valid until then.
func (a *Authority) Until(end time.Time) tls.Certificate {
	a.t.Helper()
	template := local()
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), end
	made, _ := a.issue(template)
	return made
}

// Client is a certificate for the calls of an organisation.
func (a *Authority) Client(name string) tls.Certificate {
	a.t.Helper()
	made, _ := a.issue(&x509.Certificate{
		Subject: pkix.Name{CommonName: name}, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	return made
}

// Config is that of a server that may be trusted.
func (a *Authority) Config() *tls.Config {
	a.t.Helper()
	return showing(a.Good())
}

// GoodFiles writes one with its key, over what is there.
func (a *Authority) GoodFiles(cert, key string) {
	a.t.Helper()
	made := a.Good()
	raw, err := x509.MarshalPKCS8PrivateKey(made.PrivateKey)
	if err != nil {
		a.t.Fatal(err)
	}
	a.write(cert, "CERTIFICATE", made.Leaf.Raw)
	a.write(key, "PRIVATE KEY", raw)
}

func (a *Authority) write(path, kind string, raw []byte) {
	a.t.Helper()
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}), 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// local is for a server on this machine.
func local() *x509.Certificate {
	return &x509.Certificate{
		Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
}

// issue makes a certificate and its key.
func (a *Authority) issue(template *x509.Certificate) (tls.Certificate, crypto.Signer) {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	return a.sign(template, key), key
}

// sign makes a certificate of a key.
func (a *Authority) sign(template *x509.Certificate, key crypto.Signer) tls.Certificate {
	a.t.Helper()
	template.SerialNumber = big.NewInt(time.Now().UnixNano())
	if template.NotAfter.IsZero() {
		template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour)
	}
	parent, by := a.cert, a.key
	if parent == nil { // it makes its own
		parent, by = template, key
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), by)
	if err != nil {
		a.t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		a.t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key, Leaf: leaf}
}
