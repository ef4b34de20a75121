package daemon

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net/http"
	"os"
	"strings"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/status"
)

// Finding is one thing that was looked at before the daemon needs it.
type Finding struct {
	Organisation string // its id; empty for what all share
	Subject      string // such as "inbox /srv/inbox/acme"
	OK           bool
	Warning      bool   // works, and needs somebody soon
	What         string // what was found
	Why          string // why it matters; empty if OK
	Do           string // what to do; empty if OK
}

// Limits of what a check calls healthy.
const (
	clockWarning = 30 * time.Second
	clockLimit   = 5 * time.Minute
	fullDay      = 24 * time.Hour
)

// Connect tries what the daemon will need: folders, SFTP servers, certificates, passwords,
// and a connection to both services of LRS with each organisation's
// certificate. It calls no operation and changes nothing at LRS. Each finding
// is handed over as it comes.
func Connect(ctx context.Context, c *config.Config, each func(Finding)) {
	look := looking{ctx: ctx, config: c, each: each, servers: &servers{}, seen: map[*endpoint.Endpoint]bool{}, holders: map[string]string{}}
	defer look.servers.close()
	look.state()
	look.gate()
	look.notices()
	roots, err := c.LRS.Roots()
	if err != nil {
		look.bad("", "lrs.ca_file", err.Error(), "No service of LRS can be told from an impostor.", "Correct lrs.ca_file in the configuration.")
	}
	for _, o := range c.Running() {
		look.organisation(o, roots)
	}
}

type looking struct {
	ctx    context.Context
	config *config.Config
	each   func(Finding)

	servers *servers
	seen    map[*endpoint.Endpoint]bool // whether it could be reached
	holders map[string]string           // who has a certificate, by its fingerprint
}

func (l looking) good(org, subject, what string) {
	l.each(Finding{Organisation: org, Subject: subject, OK: true, What: what})
}

func (l looking) bad(org, subject, what, why, do string) {
	l.each(Finding{Organisation: org, Subject: subject, What: what, Why: why, Do: do})
}

func (l looking) warn(org, subject, what, why, do string) {
	l.each(Finding{Organisation: org, Subject: subject, OK: true, Warning: true, What: what, Why: why, Do: do})
}

// state looks at the daemon's own folder, which it makes itself.
func (l looking) state() {
	if _, err := os.Stat(l.config.StateDir); errors.Is(err, fs.ErrNotExist) {
		l.good("", "state folder "+l.config.StateDir, "not there yet; the daemon makes it")
		return
	}
	l.folder("", "state folder", l.config.StateDir, "Without it the daemon does not start.")
}

func (l looking) organisation(o config.Organisation, roots *x509.CertPool) {
	l.folders(o)
	certificate, password := l.certificate(o), l.password(o)
	if certificate && password {
		l.services(o, roots)
	}
}

func (l looking) folders(o config.Organisation) {
	for _, in := range o.Inboxes {
		const why = "Files dropped there are not taken."
		if in.SFTP != nil {
			l.remote(o.ID, status.UseInbox, *in.SFTP, why, noLedger{})
		} else {
			l.folder(o.ID, "inbox", in.Path, why)
		}
	}
	const why = "Answers cannot be given. They wait until they can."
	if o.Outbox.SFTP != nil {
		l.remote(o.ID, status.UseOutbox, *o.Outbox.SFTP, why, nil)
	} else {
		l.folder(o.ID, "outbox", o.Outbox.Path, why)
	}
	if o.Archive != "" {
		l.folder(o.ID, "archive", o.Archive, "Originals stay in the inbox, in its hidden folder .claimed, until they can be archived.")
	}
}

// folder tries what the daemon does in a folder of this machine.
func (l looking) folder(org, what, path, why string) {
	local, err := folder.OpenLocal(path)
	if err != nil {
		l.bad(org, what+" "+path, err.Error(), why, "Correct the path in the configuration.")
		return
	}
	l.probe(org, what+" "+path, local, why)
}

// remote tries what the daemon does in a folder on a server.
func (l looking) remote(org, use string, c config.SFTP, why string, marks folder.Ledger) {
	subject := use + " " + c.URL()
	if !l.server(org, use, c) {
		return // there is no more to say than about the server itself
	}
	f, err := folder.OpenSFTP(l.servers.at(c, org, use), c.Path, folder.SFTPOptions{Ledger: marks})
	if err != nil {
		l.bad(org, subject, err.Error(), why, "Correct the path in the configuration.")
		return
	}
	l.probe(org, subject, f, why)
}

func (l looking) probe(org, subject string, f folder.Upkeep, why string) {
	works := []string{"everything the daemon does there works"}
	for _, found := range f.Probe(l.ctx) {
		if !found.OK {
			l.bad(org, subject, "We tried to "+found.What+". "+found.Why+".", why, found.Do)
			return
		}
		if found.Note != "" {
			works = append(works, found.Note)
		}
	}
	l.good(org, subject, strings.Join(works, "; "))
}

// noLedger is the memory of a look that takes nothing.
type noLedger struct{ folder.Ledger }

// Load implements [folder.Ledger].
func (noLedger) Load(context.Context) ([]folder.Taken, error) { return nil, nil }

func (l looking) certificate(o config.Organisation) bool {
	const subject, why = "certificate", "LRS takes no call without it. Files are checked and then wait."
	identity, err := o.Identity()
	if err != nil {
		l.bad(o.ID, subject, err.Error(), why, "Put that right. If the certificate itself is the trouble, ask LRS for a new one.")
		return false
	}
	if other := l.holders[identity.Fingerprint]; other != "" {
		l.bad(o.ID, subject, fmt.Sprintf("%s is that of organisation %s as well", identity.Subject, other), why, "Put the organisation's own certificate in its place.")
		return false
	}
	l.holders[identity.Fingerprint] = o.ID
	now := time.Now()
	if err := identity.Valid(now); err != nil {
		l.bad(o.ID, subject, err.Error(), why, "Put a valid certificate in its place.")
		return false
	}
	left := identity.NotAfter.Sub(now)
	what := fmt.Sprintf("%s, issued by %s, %s", identity.Subject, identity.Issuer, validWords(left, identity.NotAfter))
	switch threshold(left) {
	case 0:
		l.good(o.ID, subject, what)
	case 7:
		l.warn(o.ID, subject, what, "Once it has expired LRS takes no call. Files are then checked and wait.",
			"Ask the LRS service desk today how soon the next one comes.")
	default:
		l.warn(o.ID, subject, what, "It takes LRS weeks to issue the next one.", "Ask LRS for a new certificate now.")
	}
	return true
}

func (l looking) password(o config.Organisation) bool {
	if _, err := o.Credentials(); err != nil {
		l.bad(o.ID, "password", err.Error(), "LRS takes no call without it. Files are checked and then wait.",
			"Put the password that LRS gave the organisation where the configuration says.")
		return false
	}
	l.good(o.ID, "password", "read from "+o.Password.String()+". Only a call shows whether LRS takes it.")
	return true
}

// services connects to both services with the organisation's certificate.
func (l looking) services(o config.Organisation, roots *x509.CertPool) {
	client, _, _, err := NewClient(l.config, o, roots)
	if err != nil {
		l.bad(o.ID, "LRS", err.Error(), "No call can be made.", "Correct the addresses under lrs in the configuration.")
		return
	}
	defer client.Close()
	for _, service := range []struct {
		name, address string
		probe         func(context.Context) (lrs.Reached, error)
	}{
		{"learner service", l.config.LRS.LearnerService, client.ProbeLearner},
		{"achievement service", l.config.LRS.AchievementService, client.ProbeAchievement},
	} {
		found, err := service.probe(l.ctx)
		l.service(o.ID, service.name+" "+service.address, found, err)
		l.clock(o.ID, service.name, found)
	}
}

func (l looking) service(org, subject string, found lrs.Reached, err error) {
	const why = "Files are checked and then wait until LRS can be reached."
	if failure, ok := errors.AsType[*lrs.Error](err); ok {
		l.bad(org, subject, reasonOf(failure), why, adviceFor(failure.Class))
		return
	}
	if err != nil {
		l.bad(org, subject, err.Error(), why, adviceFor(lrs.Unreachable))
		return
	}
	what := fmt.Sprintf("connected with the organisation's certificate, HTTP status %d, its own certificate is valid until %s",
		found.Status, found.Expiry.UTC().Format(time.DateOnly))
	switch {
	case found.Status == http.StatusUnauthorized || found.Status == http.StatusForbidden:
		l.bad(org, subject, what, "The service answers, and does not let this certificate in.",
			"Ask the LRS service desk whether this certificate belongs to this organisation and service.")
	case found.Status >= http.StatusInternalServerError:
		l.warn(org, subject, what, "The service can be reached and may be closed or in trouble just now.", "Run this check again in the service's hours.")
	default:
		l.good(org, subject, what)
	}
}

// reasonOf says what went wrong and how the system put it.
func reasonOf(failure *lrs.Error) string {
	if cause := errors.Unwrap(failure); cause != nil {
		return fmt.Sprintf("%s (%s): %v", failure.Class, failure.Code, cause)
	}
	return fmt.Sprintf("%s (%s)", failure.Class, failure.Code)
}

func adviceFor(class lrs.Class) string {
	switch class {
	case lrs.TLSFailed:
		return "Check lrs.ca_file, the date of this machine's clock, and that the certificate is the one LRS gave this organisation. " +
			"A proxy that opens TLS connections must leave this address alone."
	case lrs.Timeout, lrs.Lost:
		return "Check that firewall and proxy let the connection pass. Then run this check again."
	}
	return "Check the address, the network, the firewall and lrs.proxy. For the simulator, check that lrssim serve is running."
}

// clock compares this machine's clock with the service's.
func (l looking) clock(org, name string, found lrs.Reached) {
	if found.Date.IsZero() {
		return
	}
	off := time.Since(found.Date)
	distance := time.Duration(math.Abs(float64(off)))
	what := fmt.Sprintf("this machine's clock and that of the %s are %s apart", name, distance.Round(time.Second))
	const why = "Dates near midnight may be refused as lying in the future, and times in answers and audit mislead."
	switch {
	case distance > clockLimit:
		l.bad(org, "clock", what, why, "Set this machine's clock, and let it follow a time server.")
	case distance > clockWarning:
		l.warn(org, "clock", what, why, "Let this machine's clock follow a time server.")
	default:
		l.good(org, "clock", what)
	}
}
