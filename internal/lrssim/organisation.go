package lrssim

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"slices"
)

// organisation is an awarding organisation that LRS has set up.
type organisation struct {
	id, name, ukprn, reference string

	password    [sha256.Size]byte // digest, so that the comparison takes the same time for any length
	fingerprint [sha256.Size]byte // of its client certificate
	services    []string
	achieves    bool
}

// identity is what a message says of its sender (CONTRACT 1.10).
type identity struct{ reference, ukprn, password, user string }

func loadOrganisation(dir string, e organisationEntry) (*organisation, error) {
	o := &organisation{id: e.ID, name: e.Name, ukprn: e.UKPRN, reference: e.Reference, services: e.Services, achieves: e.Achievements}
	if e.ID == "" || !ruleUKPRN.fits(e.UKPRN) || !ruleOrganisationRef.fits(e.Reference) {
		return nil, fmt.Errorf("%w: organisation %q: id, ukprn (8) and organisation_ref (6 characters) are needed", ErrScenario, e.ID)
	}
	password, err := os.ReadFile(from(dir, e.Password))
	if err != nil {
		return nil, fmt.Errorf("read the password of %s: %w", e.ID, err)
	}
	o.password = sha256.Sum256(bytes.TrimSpace(password))
	certificate, err := os.ReadFile(from(dir, e.Certificate))
	if err != nil {
		return nil, fmt.Errorf("read the certificate of %s: %w", e.ID, err)
	}
	block, _ := pem.Decode(certificate)
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, fmt.Errorf("%w: organisation %s: %w", ErrScenario, e.ID, errors.New("certificate_file is no PEM certificate"))
	}
	o.fingerprint = sha256.Sum256(block.Bytes)
	return o, nil
}

// who finds the organisation a message names. One of the two numbers is enough (CONTRACT 1.4); two
// that disagree name nobody.
func (s *Simulator) who(id identity) *organisation {
	if id.reference == "" && id.ukprn == "" {
		return nil
	}
	for _, o := range s.organisations {
		if (id.reference == "" || id.reference == o.reference) && (id.ukprn == "" || id.ukprn == o.ukprn) {
			return o
		}
	}
	return nil
}

// holder is the id of the organisation that has a certificate, or "".
func (s *Simulator) holder(certificate [sha256.Size]byte) string {
	for _, o := range s.organisations {
		if o.fingerprint == certificate {
			return o.id
		}
	}
	return ""
}

// knows is the id of the organisation that has a password, or "".
func (s *Simulator) knows(password string) string {
	for _, o := range s.organisations {
		if o.hasPassword(password) {
			return o.id
		}
	}
	return ""
}

func (o *organisation) hasPassword(password string) bool {
	sent := sha256.Sum256([]byte(password))
	return subtle.ConstantTimeCompare(sent[:], o.password[:]) == 1
}

// admit checks who calls, in the order certificate, password, access.
func (o *organisation) admit(id identity, certificate [sha256.Size]byte, service string) error {
	if o == nil || certificate != o.fingerprint {
		return refuse("WSEC0003")
	}
	if !o.hasPassword(id.password) {
		return refuse("WSEC0005")
	}
	if !slices.Contains(o.services, service) {
		return refuse("WSEC0006")
	}
	return nil
}
