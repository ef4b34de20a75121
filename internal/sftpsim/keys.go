package sftpsim

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// KeyKind is a kind of key, as ssh-keygen -t names it.
type KeyKind string

// The kinds of key that servers have.
const (
	Ed25519 KeyKind = "ed25519"
	ECDSA   KeyKind = "ecdsa" // on P-256
	RSA     KeyKind = "rsa"   // of 2048 bits
)

// NewKey makes a key, of a host or of a certificate authority.
func NewKey(kind KeyKind) (ssh.Signer, error) {
	private, err := newPrivate(kind)
	if err != nil {
		return nil, fmt.Errorf("make a key of kind %s: %w", kind, err)
	}
	return ssh.NewSignerFromSigner(private)
}

func newPrivate(kind KeyKind) (crypto.Signer, error) {
	switch kind {
	case Ed25519:
		_, private, err := ed25519.GenerateKey(rand.Reader)
		return private, err
	case ECDSA:
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case RSA:
		return rsa.GenerateKey(rand.Reader, 2048)
	}
	return nil, fmt.Errorf("this kind is not known")
}

// HostCertificate has the authority certify a host key for the given names
// (such as 127.0.0.1, without a port) and time. The result goes into
// [Options.HostKeys] in place of the key.
func HostCertificate(key, authority ssh.Signer, from, until time.Time, names ...string) (ssh.Signer, error) {
	certificate := &ssh.Certificate{
		Key:             key.PublicKey(),
		CertType:        ssh.HostCert,
		KeyId:           "stand-in",
		ValidPrincipals: names,
		ValidAfter:      uint64(from.Unix()),
		ValidBefore:     uint64(until.Unix()),
	}
	if err := certificate.SignCert(rand.Reader, authority); err != nil {
		return nil, fmt.Errorf("certify the host key: %w", err)
	}
	return ssh.NewCertSigner(certificate, key)
}

// KnownHosts is a known_hosts file that trusts this server as it is now: a line
// for each host key, and for a certificate the line of its authority.
func (s *Server) KnownHosts() string {
	var lines strings.Builder
	for _, key := range s.hostKeys() {
		lines.WriteString(knownLine(s.Addr(), key.PublicKey()) + "\n")
	}
	return lines.String()
}

func knownLine(addr string, key ssh.PublicKey) string {
	if certificate, ok := key.(*ssh.Certificate); ok {
		return "@cert-authority " + knownhosts.Line([]string{addr}, certificate.SignatureKey)
	}
	return knownhosts.Line([]string{addr}, key)
}
