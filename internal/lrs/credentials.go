package lrs

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a value that no log, message or JSON shows. Convert it to a
// string where the value itself is needed.
type Secret string

const shownSecret = "<secret>"

// String hides the value.
func (Secret) String() string { return shownSecret }

// GoString hides the value.
func (Secret) GoString() string { return shownSecret }

// Format hides the value whatever the verb.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, shownSecret) }

// LogValue hides the value.
func (Secret) LogValue() slog.Value { return slog.StringValue(shownSecret) }

// MarshalText hides the value from encoders of text formats.
func (Secret) MarshalText() ([]byte, error) { return []byte(shownSecret), nil }

// MarshalJSON hides the value.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + shownSecret + `"`), nil }

// Credentials say which organisation calls and which person triggered the
// call (section 1.10).
type Credentials struct {
	OrganisationRef string // Ofqual recognition number, RN and four digits
	UKPRN           string // eight characters
	Password        Secret // the organisation's, sixteen characters, issued by LRS
	UserName        string // the person who triggered the call, 1 to 35 characters
	Email           string // where LRS reports a finished batch; empty means nowhere
}

// LogValue shows the organisation alone.
func (c Credentials) LogValue() slog.Value {
	return slog.GroupValue(slog.String("ukprn", c.UKPRN), slog.String("organisation_ref", c.OrganisationRef))
}

// An Identity picks the identifiers of the organisation that a service gets
// (ASM-11). An empty one travels as xsi:nil.
type Identity func(Credentials) (organisationRef, ukprn string)

// ByUKPRN sends the UKPRN alone: the learner service's default.
func ByUKPRN(c Credentials) (organisationRef, ukprn string) { return "", c.UKPRN }

// ByOrganisationRef sends the recognition number alone: the default, and the
// only choice, of the achievement service, whose messages have no UKPRN.
func ByOrganisationRef(c Credentials) (organisationRef, ukprn string) { return c.OrganisationRef, "" }

// check names the first thing missing; it never quotes a value.
func (c Credentials) check(id Identity) error {
	ref, ukprn := id(c)
	switch {
	case ref == "" && ukprn == "":
		return fmt.Errorf("the organisation has no identifier for this service")
	case c.Password == "":
		return fmt.Errorf("the organisation has no password")
	case c.UserName == "":
		return fmt.Errorf("no person is named as the user of this call")
	}
	return nil
}
