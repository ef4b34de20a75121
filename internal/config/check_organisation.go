package config

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"lrsdrop/internal/secret"
)

var (
	idForm          = regexp.MustCompile(`^[a-z0-9-]{1,32}$`)
	ukprnForm       = regexp.MustCompile(`^[0-9A-Za-z]{8}$`)
	ukprnProduction = regexp.MustCompile(`^[1-9][0-9]{7}$`)
	refForm         = regexp.MustCompile(`^[0-9A-Za-z]{6}$`)
	markerForm      = regexp.MustCompile(`^\.[A-Za-z0-9_-]{1,20}$`)
)

func validID(id string) bool { return idForm.MatchString(id) }

func (o *Organisation) check(n *notes, at string, e Environment) {
	if !validID(o.ID) {
		n.add(at+".id", "Write 1 to 32 characters: small letters, digits and hyphens.")
	}
	n.length(at+".name", o.Name, 200)
	o.checkIdentity(n, at, e)
	o.Users.check(n, at+".users", e)
	if len(o.Inboxes) == 0 {
		n.add(at+".inboxes", "Missing. Write at least one inbox, each after a hyphen.")
	}
	for i := range o.Inboxes {
		o.Inboxes[i].check(n, item(at+".inboxes", i))
	}
	n.place(at+".outbox", o.Outbox.Path, o.Outbox.SFTP, "the path of the folder for the answers")
	n.duration(at+".outbox.keep", o.Outbox.Keep, day, 10*year, "1d to 10y")
	oneOf(n, at+".on_invalid_rows", o.OnInvalidRows, SubmitValid, RejectFile)
	oneOf(n, at+".linked_match", o.LinkedMatch, HoldLinked, SubmitLinked)
	n.duration(at+".verify_reuse", o.VerifyReuse, 0, 30*day, "0s to 30d")
	between(n, at+".max_withdrawals", o.MaxWithdrawals, 0, 1_000_000, "0 to 1000000")
	n.duration(at+".review_within", o.ReviewWithin, day, 365*day, "1d to 365d")
}

// checkIdentity looks at what tells LRS who calls (contract 1.10, 6.3).
func (o *Organisation) checkIdentity(n *notes, at string, e Environment) {
	switch {
	case !ukprnForm.MatchString(o.UKPRN):
		n.add(at+".ukprn", `Write the 8 characters of the UKPRN, such as "10099999".`)
	case e == Production && !ukprnProduction.MatchString(o.UKPRN):
		n.add(at+".ukprn", "In production a UKPRN has 8 digits and does not start with 0.")
	}
	if !refForm.MatchString(o.OrganisationRef) {
		n.add(at+".organisation_ref", "Write the 6 letters or digits of the Ofqual recognition number, such as RN0000.")
	}
	n.email(at+".notify_email", o.NotifyEmail)
	addresses(n, at+".notices_to", o.NoticesTo, 0)
	n.secret(at+".password", o.Password)
	o.Certificate.check(n, at+".certificate")
}

func (c Certificate) check(n *notes, at string) {
	pem := c.CertFile != "" || c.KeyFile != ""
	switch {
	case (c.PKCS12 != "") == pem:
		n.add(at, "Write pkcs12 with passphrase, or cert_file with key_file.")
	case pem && (c.CertFile == "" || c.KeyFile == ""):
		n.add(at, "cert_file and key_file go together. One of them is missing.")
	case pem && !c.Passphrase.IsZero():
		n.add(at+".passphrase", "Only a pkcs12 file has a passphrase. Remove it.")
	case !c.Passphrase.IsZero():
		n.secret(at+".passphrase", c.Passphrase)
	}
}

func (n *notes) secret(path string, ref secret.Ref) {
	if ref.IsZero() {
		n.add(path, "Missing. Write where it is: %s.", secret.Forms)
	} else if problem := ref.Problem(); problem != "" {
		n.add(path, "%s", problem)
	}
}

func (i Inbox) check(n *notes, at string) {
	n.place(at, i.Path, i.SFTP, "the path of the folder that files are dropped in")
	n.duration(at+".settle", i.Settle, 0, time.Hour, "0s to 1h")
	n.duration(at+".poll", i.Poll, 100*time.Millisecond, day, "100ms to 24h")
	n.duration(at+".expect_every", i.ExpectEvery, 0, 400*day, "0s to 400d")
	oneOf(n, at+".encoding", i.Encoding, UTF8, Windows1252)
	if i.DoneMarker != "" && !markerForm.MatchString(i.DoneMarker) {
		n.add(at+".done_marker", "Write a dot and 1 to 20 letters or digits, such as .done.")
	}
	switch strings.ToLower(i.DoneMarker) {
	case ".tmp", ".part", ".partial", ".filepart", ".crdownload", ".writing", ".lock":
		n.add(at+".done_marker", "Files with this ending are still being written and are passed over. Write another, such as .done.")
	case ".csv", ".xml":
		n.add(at+".done_marker", "Files with this ending are the data itself. Write another, such as .done.")
	}
}

// checkUnique refuses what would make two organisations one to LRS or to us.
// Both are told: nobody can tell which of the two is meant.
func (c *Config) checkUnique(n *notes) {
	c.unique(n, "id", "Each organisation needs its own.", func(o Organisation) string { return o.ID })
	words := "One organisation has one entry, with as many inboxes as it needs."
	c.unique(n, "ukprn", words, func(o Organisation) string { return strings.ToUpper(o.UKPRN) })
	c.unique(n, "organisation_ref", words, func(o Organisation) string { return strings.ToUpper(o.OrganisationRef) })
}

func (c *Config) unique(n *notes, key, words string, value func(Organisation) string) {
	first := map[string]int{}
	for i, o := range c.Organisations {
		v := value(o)
		if v == "" || n.told[item("organisations", i)] { // a file that cannot be read makes nobody else's wrong
			continue
		}
		k, taken := first[v]
		if !taken {
			first[v] = i
			continue
		}
		one, other := item("organisations", k), item("organisations", i)
		n.add(one+"."+key, "%s has the same. %s", n.spoken(other), words)
		n.add(other+"."+key, "%s has the same. %s", n.spoken(one), words)
	}
}

func item(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
