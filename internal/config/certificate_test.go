package config

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"lrsdrop/internal/secret"
)

const passphrase = "Invented-passphrase-1"

// issued is a client certificate made for a test.
type issued struct {
	key  crypto.Signer
	leaf *x509.Certificate
}

func issue(t *testing.T, usage ...x509.ExtKeyUsage) issued {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(7),
		Subject:      pkix.Name{CommonName: "acme.example.org"},
		NotBefore:    time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		ExtKeyUsage:  usage,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return issued{key, leaf}
}

// pkcs12File writes c with enc, and gives the organisation that uses it.
func (c issued) pkcs12File(t *testing.T, enc *pkcs12.Encoder) Organisation {
	t.Helper()
	data, err := enc.Encode(c.key, c.leaf, []*x509.Certificate{c.leaf}, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	o := Organisation{ID: "acme", Certificate: Certificate{
		PKCS12:     filepath.Join(dir, "acme.p12"),
		Passphrase: secret.Ref{File: filepath.Join(dir, "acme.passphrase")},
	}}
	write(t, o.Certificate.PKCS12, string(data), 0o600)
	write(t, o.Certificate.Passphrase.File, passphrase+"\n", 0o600)
	return o
}

// pemFiles writes c as a pair of PEM files.
func (c issued) pemFiles(t *testing.T) Organisation {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(c.key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	o := Organisation{ID: "acme", Certificate: Certificate{
		CertFile: filepath.Join(dir, "acme.pem"), KeyFile: filepath.Join(dir, "acme.key"),
	}}
	write(t, o.Certificate.CertFile, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.leaf.Raw})), 0o644)
	write(t, o.Certificate.KeyFile, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})), 0o600)
	return o
}

func TestIdentityOpensEveryFormOfCertificate(t *testing.T) {
	c := issue(t, x509.ExtKeyUsageClientAuth)
	sum := sha256.Sum256(c.leaf.Raw)
	for name, o := range map[string]Organisation{
		"PKCS#12 of today": c.pkcs12File(t, pkcs12.Modern2023),
		"PKCS#12, 3DES":    c.pkcs12File(t, pkcs12.LegacyDES),
		"PKCS#12, RC2":     c.pkcs12File(t, pkcs12.LegacyRC2),
		"PEM":              c.pemFiles(t),
	} {
		t.Run(name, func(t *testing.T) {
			i, err := o.Identity()
			if err != nil {
				t.Fatal(err)
			}
			if i.Fingerprint != hex.EncodeToString(sum[:]) || i.Subject != "CN=acme.example.org" || !i.NotAfter.Equal(c.leaf.NotAfter) {
				t.Errorf("the identity is %s %s %s", i.Subject, i.Fingerprint, i.NotAfter)
			}
			if i.Certificate.PrivateKey == nil || i.Certificate.Leaf == nil {
				t.Error("the certificate has no key or no leaf")
			}
		})
	}
}

func TestIdentityRefuses(t *testing.T) {
	good := issue(t, x509.ExtKeyUsageClientAuth)
	for name, test := range map[string]struct {
		make func(t *testing.T) Organisation
		want string
	}{
		"a wrong passphrase": {func(t *testing.T) Organisation {
			o := good.pkcs12File(t, pkcs12.Modern2023)
			write(t, o.Certificate.Passphrase.File, "Another-passphrase-2", 0o600)
			return o
		}, "the passphrase does not open"},
		"no passphrase where there is one": {func(t *testing.T) Organisation {
			o := good.pkcs12File(t, pkcs12.Modern2023)
			o.Certificate.Passphrase = secret.Ref{}
			return o
		}, "the passphrase does not open"},
		"a key that is not the certificate's": {func(t *testing.T) Organisation {
			return issued{issue(t).key, good.leaf}.pkcs12File(t, pkcs12.Modern2023)
		}, "the private key is not that of the certificate"},
		"a pair of PEM files that are none": {func(t *testing.T) Organisation {
			return issued{issue(t).key, good.leaf}.pemFiles(t)
		}, "private key does not match public key"},
		"a server's certificate": {func(t *testing.T) Organisation {
			return issue(t, x509.ExtKeyUsageServerAuth).pemFiles(t)
		}, "is not meant for a client"},
		"a file that is no PKCS#12": {func(t *testing.T) Organisation {
			o := good.pkcs12File(t, pkcs12.Modern2023)
			write(t, o.Certificate.PKCS12, "not a certificate", 0o600)
			return o
		}, "acme.p12"},
		"a file that is not there": {func(t *testing.T) Organisation {
			o := good.pemFiles(t)
			o.Certificate.CertFile += "x"
			return o
		}, "acme.pemx"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := test.make(t).Identity()
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "acme") {
				t.Errorf("the error is %v, want one with %q", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), "passphrase-") {
				t.Errorf("the error tells the passphrase: %v", err)
			}
		})
	}
}

func TestIdentityRefusesAKeyThatOthersCanRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no mode bits")
	}
	c := issue(t)
	for name, o := range map[string]Organisation{"pkcs12": c.pkcs12File(t, pkcs12.Modern2023), "pem": c.pemFiles(t)} {
		path := o.Certificate.PKCS12 + o.Certificate.KeyFile
		chmod(t, path, 0o640)
		if _, err := o.Identity(); err == nil || !strings.Contains(err.Error(), "chmod 600 '"+path+"'") {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func TestValidTellsWhenACertificateCanBeUsed(t *testing.T) {
	i, err := issue(t).pemFiles(t).Identity()
	if err != nil {
		t.Fatal(err)
	}
	for when, want := range map[time.Time]string{
		i.NotBefore.Add(-time.Second): "not valid before 2026-01-01T00:00:00Z",
		i.NotBefore:                   "",
		i.NotAfter:                    "",
		i.NotAfter.Add(time.Second):   "expired at 2027-01-01T00:00:00Z",
	} {
		err := i.Valid(when)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("at %v: %v, want %q", when, err, want)
		}
	}
}

func TestO8_TLSIsAtLeast12(t *testing.T) {
	i, err := issue(t).pemFiles(t).Identity()
	if err != nil {
		t.Fatal(err)
	}
	c := i.TLS(x509.NewCertPool())
	if c.MinVersion != tls.VersionTLS12 || c.InsecureSkipVerify || c.MaxVersion != 0 {
		t.Errorf("versions from %#x to %#x, unverified %v", c.MinVersion, c.MaxVersion, c.InsecureSkipVerify)
	}
}

func TestO14_EachOrganisationHasItsOwnCertificateAndRoots(t *testing.T) {
	roots := x509.NewCertPool()
	var seen []string
	for range 2 {
		i, err := issue(t).pemFiles(t).Identity()
		if err != nil {
			t.Fatal(err)
		}
		c := i.TLS(roots)
		if len(c.Certificates) != 1 || c.RootCAs != roots {
			t.Fatalf("%d certificates", len(c.Certificates))
		}
		seen = append(seen, string(c.Certificates[0].Certificate[0]))
	}
	if seen[0] == seen[1] {
		t.Error("two organisations have one certificate")
	}
}

func TestRootsAreTheFilesAloneOrTheMachines(t *testing.T) {
	if roots, err := (LRS{}).Roots(); roots != nil || err != nil {
		t.Errorf("without ca_file: %v, %v", roots, err)
	}
	file := issue(t).pemFiles(t).Certificate.CertFile
	if roots, err := (LRS{CAFile: file}).Roots(); err != nil || roots.Equal(x509.NewCertPool()) {
		t.Errorf("with ca_file: %v", err)
	}
	empty := filepath.Join(t.TempDir(), "ca.pem")
	write(t, empty, "nothing", 0o644)
	for _, path := range []string{empty, empty + "x"} {
		if _, err := (LRS{CAFile: path}).Roots(); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: the error is %v", path, err)
		}
	}
}

func TestO2_CredentialsNameTheOrganisation(t *testing.T) {
	t.Setenv("LRSDROP_TEST_PASSWORD", "INVENTEDPASSWORD")
	o := Organisation{ID: "acme", UKPRN: "10099999", OrganisationRef: "RN0000", NotifyEmail: "a@example.org",
		Users: Users{Default: "J Smith"}, Password: secret.Ref{Env: "LRSDROP_TEST_PASSWORD"}}
	c, err := o.Credentials()
	if err != nil {
		t.Fatal(err)
	}
	if c.UKPRN != "10099999" || c.OrganisationRef != "RN0000" || c.UserName != "J Smith" || c.Email != "a@example.org" ||
		c.Password.Reveal() != "INVENTEDPASSWORD" {
		t.Errorf("the credentials are %+v", c)
	}
}

func TestCredentialsRefuseAPasswordOfAnotherLength(t *testing.T) {
	for _, password := range []string{"INVENTEDPASSWOR", "INVENTEDPASSWORDS"} {
		t.Setenv("LRSDROP_TEST_PASSWORD", password)
		_, err := Organisation{ID: "acme", Password: secret.Ref{Env: "LRSDROP_TEST_PASSWORD"}}.Credentials()
		if err == nil || strings.Contains(err.Error(), "INVENTED") {
			t.Errorf("the error is %v", err)
		}
	}
}
