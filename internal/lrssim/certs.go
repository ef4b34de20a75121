package lrssim

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"slices"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Certificates live for two years: long enough for a trial, short enough to be no habit.
const certificateLife = 2 * 365 * 24 * time.Hour

// nameBehindProxy is a further name of the simulator: no client asks a proxy for a loopback address.
// Whoever uses it has the proxy, or the hosts file, know where it is.
const nameBehindProxy = "lrssim.test"

// signer is a certificate with its key.
type signer struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func (w *fixtureWriter) writeCertificates() error {
	ca, err := newSigner(&x509.Certificate{
		Subject: pkix.Name{CommonName: "lrssim test CA"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}, nil)
	if err != nil {
		return err
	}
	server, err := newSigner(&x509.Certificate{
		Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost", nameBehindProxy},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		KeyUsage:    x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, ca)
	if err != nil {
		return err
	}
	f := &w.fixture
	if err := writeNew(f.CA, certPEM(ca.cert), 0o644); err != nil {
		return err
	}
	if err := server.writePEM(f.ServerCert, f.ServerKey); err != nil {
		return err
	}
	for _, o := range f.Organisations {
		from, until := time.Now().Add(-time.Hour), time.Now().Add(certificateLife) // clocks differ
		switch {
		case slices.Contains(w.set.Expired, o.ID):
			from, until = time.Now().Add(-certificateLife), time.Now().Add(-time.Hour)
		case slices.Contains(w.set.NotYet, o.ID):
			from = time.Now().Add(24 * time.Hour)
		}
		if err := writeSecrets(o, ca, from, until); err != nil {
			return err
		}
	}
	return nil
}

// writeSecrets writes the client certificate of an organisation in both forms, and its passwords.
func writeSecrets(o FixtureOrganisation, ca *signer, from, until time.Time) error {
	client, err := newSigner(&x509.Certificate{
		NotBefore: from, NotAfter: until,
		Subject:  pkix.Name{CommonName: "lrssim client " + o.ID, Organization: []string{o.Name}},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}, ca)
	if err != nil {
		return err
	}
	if err := client.writePEM(o.Certificate, o.Key); err != nil {
		return err
	}
	passphrase := rand.Text()
	p12, err := pkcs12.Modern.Encode(client.key, client.cert, []*x509.Certificate{ca.cert}, passphrase)
	if err != nil {
		return fmt.Errorf("encode the PKCS #12 file of %s: %w", o.ID, err)
	}
	if err := writeNew(o.PKCS12, p12, 0o600); err != nil {
		return err
	}
	if err := writeNew(o.Passphrase, []byte(passphrase+"\n"), 0o600); err != nil {
		return err
	}
	return writeNew(o.Password, []byte(rand.Text()[:16]+"\n"), 0o600)
}

// newSigner makes a key and a certificate by the CA, or by itself when there is none yet. It is valid
// from an hour ago for certificateLife unless the template says from when and until when.
func newSigner(template *x509.Certificate, ca *signer) (*signer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	if template.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)); err != nil {
		return nil, fmt.Errorf("draw a serial number: %w", err)
	}
	if template.NotAfter.IsZero() {
		template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(certificateLife) // clocks differ
	}
	parent, parentKey := template, key
	if ca != nil {
		parent, parentKey = ca.cert, ca.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, parentKey)
	if err != nil {
		return nil, fmt.Errorf("make the certificate of %s: %w", template.Subject.CommonName, err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("read back the certificate of %s: %w", template.Subject.CommonName, err)
	}
	return &signer{cert: cert, key: key}, nil
}

func (s *signer) writePEM(certPath, keyPath string) error {
	if err := writeNew(certPath, certPEM(s.cert), 0o600); err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(s.key)
	if err != nil {
		return fmt.Errorf("encode the key of %s: %w", s.cert.Subject.CommonName, err)
	}
	return writeNew(keyPath, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600)
}

func certPEM(cert *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})
}
