package config

import (
	"crypto"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"lrsdrop/internal/secret"
)

// maxCertificate bounds a certificate, key or PKCS#12 file, in bytes.
const maxCertificate = 1 << 20

// passwordLength is the length of a password from LRS (contract 1.10).
const passwordLength = 16

// Identity is an organisation's client certificate with its private key.
type Identity struct {
	Certificate tls.Certificate
	Subject     string // as in the certificate
	Issuer      string
	Fingerprint string // SHA-256 of the certificate, hex; stands in every audit event (O2)
	NotBefore   time.Time
	NotAfter    time.Time
}

// Valid says whether the certificate can be used at a time, and if not, why.
func (i Identity) Valid(now time.Time) error {
	switch {
	case now.Before(i.NotBefore):
		return fmt.Errorf("the certificate %s is not valid before %s", i.Subject, i.NotBefore.UTC().Format(time.RFC3339))
	case now.After(i.NotAfter):
		return fmt.Errorf("the certificate %s expired at %s; ask LRS for a new one", i.Subject, i.NotAfter.UTC().Format(time.RFC3339))
	}
	return nil
}

// Identity opens the organisation's certificate: PKCS#12, the old ciphers
// included, or a PEM pair. It fails when a file cannot be read or is open to
// other accounts, when passphrase or key do not fit, and when the certificate
// is not meant for a client. Its dates are [Identity.Valid]'s business.
func (o Organisation) Identity() (Identity, error) {
	certificate, err := o.Certificate.open()
	if err != nil {
		return Identity{}, fmt.Errorf("opening the certificate of %s: %w", o.ID, err)
	}
	leaf := certificate.Leaf
	if !forClient(leaf) {
		return Identity{}, fmt.Errorf("opening the certificate of %s: %s is not meant for a client; "+
			"ask LRS which certificate belongs to web services", o.ID, leaf.Subject)
	}
	sum := sha256.Sum256(leaf.Raw)
	return Identity{
		Certificate: certificate,
		Subject:     leaf.Subject.String(),
		Issuer:      leaf.Issuer.String(),
		Fingerprint: hex.EncodeToString(sum[:]),
		NotBefore:   leaf.NotBefore,
		NotAfter:    leaf.NotAfter,
	}, nil
}

func forClient(leaf *x509.Certificate) bool {
	return len(leaf.ExtKeyUsage)+len(leaf.UnknownExtKeyUsage) == 0 ||
		slices.Contains(leaf.ExtKeyUsage, x509.ExtKeyUsageClientAuth) ||
		slices.Contains(leaf.ExtKeyUsage, x509.ExtKeyUsageAny)
}

func (c Certificate) open() (tls.Certificate, error) {
	if c.PKCS12 != "" {
		return c.openPKCS12()
	}
	cert, err := readFile(c.CertFile)
	if err != nil {
		return tls.Certificate{}, err
	}
	key, err := secret.ReadFile(c.KeyFile, maxCertificate)
	if err != nil {
		return tls.Certificate{}, err
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("%s with %s: %w", c.CertFile, c.KeyFile, err)
	}
	return pair, nil
}

func (c Certificate) openPKCS12() (tls.Certificate, error) {
	data, err := secret.ReadFile(c.PKCS12, maxCertificate)
	if err != nil {
		return tls.Certificate{}, err
	}
	var passphrase secret.Value
	if !c.Passphrase.IsZero() {
		if passphrase, err = c.Passphrase.Read(); err != nil {
			return tls.Certificate{}, err
		}
	}
	key, leaf, chain, err := pkcs12.DecodeChain(data, passphrase.Reveal())
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword):
		return tls.Certificate{}, fmt.Errorf("the passphrase does not open %s", c.PKCS12)
	case err != nil:
		return tls.Certificate{}, fmt.Errorf("%s: %w", c.PKCS12, err)
	case !belongs(key, leaf):
		return tls.Certificate{}, fmt.Errorf("%s: the private key is not that of the certificate", c.PKCS12)
	}
	pair := tls.Certificate{Certificate: [][]byte{leaf.Raw}, PrivateKey: key, Leaf: leaf}
	for _, issuer := range chain {
		pair.Certificate = append(pair.Certificate, issuer.Raw)
	}
	return pair, nil
}

func belongs(key any, leaf *x509.Certificate) bool {
	signer, ok := key.(crypto.Signer)
	if !ok {
		return false
	}
	public, ok := signer.Public().(interface{ Equal(crypto.PublicKey) bool })
	return ok && public.Equal(leaf.PublicKey)
}

// TLS makes the one TLS configuration of an organisation: its certificate, TLS
// 1.2 or later (O8), and roots, where nil means the machine's own.
func (i Identity) TLS(roots *x509.CertPool) *tls.Config {
	return &tls.Config{
		MinVersion:   tls.VersionTLS12,
		RootCAs:      roots,
		Certificates: []tls.Certificate{i.Certificate},
	}
}

// Roots gives the authorities that may have signed LRS's certificate: those of
// ca_file alone, or nil for the machine's own.
func (l LRS) Roots() (*x509.CertPool, error) { return rootsOf("lrs.ca_file", l.CAFile) }

// Credentials are what each call to LRS carries to say who calls (ASM-11).
type Credentials struct {
	UKPRN           string
	OrganisationRef string
	Password        secret.Value
	UserName        string // users.default; may be empty
	Email           string // notify_email; may be empty
}

// Credentials reads the organisation's password and puts it beside its names.
// It fails when the password cannot be read or has not the 16 characters that
// LRS's have: a wrong password may lock the organisation out, so it is better
// not tried.
func (o Organisation) Credentials() (Credentials, error) {
	password, err := o.Password.Read()
	if err != nil {
		return Credentials{}, fmt.Errorf("reading the password of %s: %w", o.ID, err)
	}
	if n := len([]rune(password.Reveal())); n != passwordLength {
		return Credentials{}, fmt.Errorf("reading the password of %s: %s has not %d characters; "+
			"passwords from LRS have", o.ID, o.Password, passwordLength)
	}
	return Credentials{
		UKPRN:           o.UKPRN,
		OrganisationRef: o.OrganisationRef,
		Password:        password,
		UserName:        o.Users.Default,
		Email:           o.NotifyEmail,
	}, nil
}
