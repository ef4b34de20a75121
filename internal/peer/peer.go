// Package peer looks at what a server shows over TLS, beyond what package tls
// looks at. LRS, a mail server, a webhook and a proxy are held to the same.
package peer

import (
	"crypto/rsa"
	"crypto/tls"
	"fmt"
)

// leastRSA is how many bits a key of RSA must have (NIST SP 800-131A); package
// tls takes shorter ones.
const leastRSA = 2048

// WeakKey refuses a server by the length of a key of RSA.
type WeakKey struct {
	Subject string // whose certificate has it
	Bits    int
}

func (e *WeakKey) Error() string {
	return fmt.Sprintf("the certificate of %s has a key of %d bits, and %d are the least", e.Subject, e.Bits, leastRSA)
}

// Verify is for [tls.Config.VerifyConnection]. The key of the authority at the
// end of the chain was chosen by whoever trusts it.
func Verify(s tls.ConnectionState) error {
	for _, chain := range s.VerifiedChains {
		for _, c := range chain[:max(1, len(chain)-1)] {
			if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() < leastRSA {
				return &WeakKey{c.Subject.String(), key.N.BitLen()}
			}
		}
	}
	return nil
}
