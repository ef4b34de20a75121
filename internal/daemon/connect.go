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
	"slices"
	"strings"
	"sync"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/status"
)

// Finding is one thing that was looked at before the daemon needs it.
type Finding struct {
	Check        Check
	Organisation string // its id; empty for what all share
	Subject      string // such as "inbox /srv/inbox/acme"
	OK           bool
	Warning      bool   // works, and needs somebody soon
	What         string // what was found
	Why          string // why it matters; empty if OK
	Do           string // what to do; empty if OK
}

// Check is the kind of a finding. Programs may rely on the words.
type Check string

// The kinds of findings.
const (
	CheckAccount     Check = "account"     // who looks
	CheckState       Check = "state"       // the state folder
	CheckRecord      Check = "record"      // the journal and the heads of the audit
	CheckRemote      Check = "remote"      // what other machines need to ask how the daemon is
	CheckNotices     Check = "notices"     // a mail server or webhook that people are told by
	CheckProxy       Check = "proxy"       // the way to LRS
	CheckFolder      Check = "folder"      // an inbox, an outbox or an archive: rights and room
	CheckTimes       Check = "times"       // how a folder keeps the times of files
	CheckNetwork     Check = "network"     // a folder that is not on a disk of this machine
	CheckServer      Check = "server"      // an SFTP server and its login
	CheckCertificate Check = "certificate" // of an organisation
	CheckPassword    Check = "password"    // of an organisation
	CheckLRS         Check = "lrs"         // a service of LRS
	CheckClock       Check = "clock"       // this machine's, beside that of LRS
	CheckTime        Check = "time"        // what took too long
)

// Limits of what a check calls healthy.
const (
	clockWarning  = 30 * time.Second
	clockLimit    = 5 * time.Minute
	fullDay       = 24 * time.Hour
	serverWarning = 14 * fullDay // before the end of LRS's own certificate
)

// Bounds of a look at everything.
const (
	connectLimit = 5 * time.Minute // then what hangs is told
	connectGrace = 5 * time.Second // for what ends with its context
	connectAtOne = 8               // organisations at a time
)

// Connect tries what the daemon will need: folders, SFTP servers, certificates,
// passwords, the way to LRS, and a connection to both of its services with each
// organisation's certificate. It calls no operation and changes nothing at LRS.
// Findings are handed over in the order of the organisations; it takes five
// minutes at most, and tells what was not finished then.
func Connect(ctx context.Context, c *config.Config, each func(Finding)) {
	connect(ctx, c, connectLimit, each)
}

func connect(ctx context.Context, c *config.Config, limit time.Duration, each func(Finding)) {
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	shared := &shared{servers: &servers{}, reached: map[*endpoint.Endpoint]*reach{}}
	defer shared.servers.close()
	look := looking{ctx: ctx, config: c, each: each, shared: shared}
	machine := look.begin(looking.machine)
	var t trust
	trusted := look.begin(func(l looking) { t = l.trust() })
	trusted.wait()
	var organisations []*report
	if _, inTime := trusted.take(); inTime {
		organisations = look.organisations(t)
	}
	look.tell("", machine)
	look.tell("", trusted)
	for i, r := range organisations {
		look.tell(c.Running()[i].ID, r)
	}
}

// machine looks at what all organisations share.
func (l looking) machine() {
	l.account()
	l.state()
	l.records()
	l.gate()
	l.notices()
	l.proxy()
}

// trust is what a connection to LRS begins with.
type trust struct {
	roots      *x509.CertPool
	identities []identified // of the organisations that run
}

func (l looking) trust() (t trust) {
	var err error
	if t.roots, err = l.config.LRS.Roots(); err != nil {
		l.as(CheckLRS).bad("", "lrs.ca_file", err.Error(), "No service of LRS can be told from an impostor.", "Correct lrs.ca_file in the configuration.")
	}
	holders := map[string]string{}
	for _, o := range l.config.Running() {
		t.identities = append(t.identities, identify(o, holders))
	}
	return t
}

// organisations begins to look at each, at several at a time.
func (l looking) organisations(t trust) (reports []*report) {
	places := make(chan struct{}, connectAtOne)
	for i, o := range l.config.Running() {
		l.identity = t.identities[i]
		reports = append(reports, l.begin(func(l looking) {
			places <- struct{}{}
			defer func() { <-places }()
			if l.ctx.Err() == nil {
				l.organisation(o, t.roots)
			}
		}))
	}
	return reports
}

// begin begins a look whose findings go into a report.
func (l looking) begin(what func(looking)) *report {
	r := &report{ctx: l.ctx, done: make(chan struct{})}
	l.each = r.add
	go func() {
		defer r.end()
		what(l)
	}()
	return r
}

// tell awaits a report, of an organisation or of what all share, and tells what
// is in it.
func (l looking) tell(org string, r *report) {
	r.wait()
	found, inTime := r.take()
	for _, f := range found {
		l.each(f)
	}
	if !inTime {
		l.as(CheckTime).bad(org, "check", "not everything was looked at in time: a folder or a server hangs",
			"The daemon waits for it as well.", "Look at what is missing above: a share that does not answer, or a server that takes connections and says nothing.")
	}
}

// report is what was found in time. What comes later tells of the end of the look
// alone.
type report struct {
	ctx    context.Context
	done   chan struct{}
	mu     sync.Mutex
	found  []Finding
	inTime bool // all of it
}

func (r *report) add(f Finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ctx.Err() == nil {
		r.found = append(r.found, f)
	}
}

// wait returns when all was found, or some time after the look has ended.
func (r *report) wait() {
	select {
	case <-r.done:
		return
	case <-r.ctx.Done():
	}
	select {
	case <-r.done:
	case <-time.After(connectGrace):
	}
}

func (r *report) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inTime = r.ctx.Err() == nil
	close(r.done)
}

func (r *report) take() (found []Finding, inTime bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.found), r.inTime
}

// looking is one look. Findings are of its check until another is named.
type looking struct {
	ctx      context.Context
	config   *config.Config
	each     func(Finding)
	check    Check
	shared   *shared
	identity identified
}

// shared is what the looks at all organisations have in common.
type shared struct {
	servers *servers
	mu      sync.Mutex
	reached map[*endpoint.Endpoint]*reach
}

// reach is whether a server could be reached, which is found out once.
type reach struct {
	once sync.Once
	is   bool
}

// identified is an organisation's certificate, or why it cannot be used.
type identified struct {
	config.Identity
	err   error
	other string // the organisation whose it is as well
}

// identify opens a certificate. The first organisation that has one holds it.
func identify(o config.Organisation, holders map[string]string) (i identified) {
	if i.Identity, i.err = o.Identity(); i.err != nil {
		return i
	}
	if i.other = holders[i.Fingerprint]; i.other == "" {
		holders[i.Fingerprint] = o.ID
	}
	return i
}

// as has findings be of a kind.
func (l looking) as(check Check) looking {
	l.check = check
	return l
}

func (l looking) good(org, subject, what string) {
	l.each(Finding{Check: l.check, Organisation: org, Subject: subject, OK: true, What: what})
}

func (l looking) bad(org, subject, what, why, do string) {
	l.each(Finding{Check: l.check, Organisation: org, Subject: subject, What: what, Why: why, Do: do})
}

func (l looking) warn(org, subject, what, why, do string) {
	l.each(Finding{Check: l.check, Organisation: org, Subject: subject, OK: true, Warning: true, What: what, Why: why, Do: do})
}

// state looks at the daemon's own folder, which it makes itself.
func (l looking) state() {
	l = l.as(CheckState)
	if _, err := os.Stat(l.config.StateDir); errors.Is(err, fs.ErrNotExist) {
		l.good("", "state folder "+l.config.StateDir, "not there yet; the daemon makes it")
		return
	}
	l.folder("", "state folder", l.config.StateDir, "Without it the daemon does not start.")
	l.stateVolume()
}

func (l looking) organisation(o config.Organisation, roots *x509.CertPool) {
	l.folders(o)
	certificate, password := l.certificate(o), l.password(o)
	if certificate && password {
		l.services(o, roots)
	}
}

func (l looking) folders(o config.Organisation) {
	l = l.as(CheckFolder)
	for _, in := range o.Inboxes {
		const why = "Files dropped there are not taken."
		if in.SFTP != nil {
			l.remote(o.ID, status.UseInbox, *in.SFTP, why, noLedger{})
		} else {
			l.folder(o.ID, "inbox", in.Path, why)
			l.traits(o.ID, "inbox", in.Path, &in)
		}
	}
	const why = "Answers cannot be given. They wait until they can."
	if o.Outbox.SFTP != nil {
		l.remote(o.ID, status.UseOutbox, *o.Outbox.SFTP, why, nil)
	} else {
		l.folder(o.ID, "outbox", o.Outbox.Path, why)
		l.traits(o.ID, "outbox", o.Outbox.Path, nil)
	}
	if o.Archive != "" {
		l.folder(o.ID, "archive", o.Archive, "Originals stay in the inbox, in its hidden folder .claimed, until they can be archived.")
		l.traits(o.ID, "archive", o.Archive, nil)
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
	f, err := folder.OpenSFTP(l.shared.servers.at(c, org, use), c.Path, folder.SFTPOptions{Ledger: marks})
	if err != nil {
		l.bad(org, subject, err.Error(), why, "Correct the path in the configuration.")
		return
	}
	l.probe(org, subject, f, why)
}

func (l looking) probe(org, subject string, f folder.Upkeep, why string) {
	works := []string{"everything the daemon does there works"}
	if words := roomWords(f); words != "" {
		works = append(works, words)
	}
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
	l = l.as(CheckCertificate)
	const subject, why = "certificate", "LRS takes no call without it. Files are checked and then wait."
	identity, err := l.identity.Identity, l.identity.err
	if err != nil {
		l.bad(o.ID, subject, err.Error(), why, "Put that right. If the certificate itself is the trouble, ask LRS for a new one.")
		return false
	}
	if other := l.identity.other; other != "" {
		l.bad(o.ID, subject, fmt.Sprintf("%s is that of organisation %s as well", identity.Subject, other), why, "Put the organisation's own certificate in its place.")
		return false
	}
	now := time.Now()
	if err := identity.Valid(now); err != nil {
		l.bad(o.ID, subject, err.Error(), why, "Put a valid certificate in its place.")
		return false
	}
	left := identity.NotAfter.Sub(now)
	what := fmt.Sprintf("%s, issued by %s, %s; it is meant for clients, and the private key is its own",
		identity.Subject, identity.Issuer, validWords(left, identity.NotAfter))
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
	l = l.as(CheckPassword)
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
	l = l.as(CheckLRS)
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
		l.as(CheckClock).clock(o.ID, service.name, found)
	}
}

func (l looking) service(org, subject string, found lrs.Reached, err error) {
	const why = "Files are checked and then wait until LRS can be reached."
	if failure, ok := errors.AsType[*lrs.Error](err); ok {
		l.bad(org, subject, reasonOf(failure), why, adviceFor(failure))
		return
	}
	if err != nil {
		l.bad(org, subject, err.Error(), why, adviceOtherwise)
		return
	}
	left := time.Until(found.Expiry)
	what := fmt.Sprintf("connected with the organisation's certificate over %s, HTTP status %d; its own certificate is issued by %s, trusted through %s, %s",
		found.Protocol, found.Status, found.Issuer, found.Root, validWords(left, found.Expiry))
	switch {
	case found.Status == http.StatusUnauthorized || found.Status == http.StatusForbidden:
		l.bad(org, subject, what, "The service answers, and does not let this certificate in.",
			"Ask the LRS service desk whether this certificate belongs to this organisation and service.")
	case found.Status >= http.StatusInternalServerError:
		l.warn(org, subject, what, "The service can be reached and may be closed or in trouble just now.", "Run this check again in the service's hours.")
	case left < serverWarning:
		l.warn(org, subject, what, "Once LRS's own certificate has expired no call is made.", "If it is not renewed in the next days, ask the LRS service desk.")
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

const adviceOtherwise = "Check the address, the network, the firewall and lrs.proxy. For the simulator, check that lrssim serve is running."

func adviceFor(failure *lrs.Error) string {
	if refusal, ok := errors.AsType[*lrs.ProxyRefusal](failure); ok {
		return proxyAdvice(refusal)
	}
	switch failure.Class {
	case lrs.TLSFailed:
		if advice := tlsAdvice(failure, "lrs.ca_file"); advice != "" {
			return advice
		}
		return "Check lrs.ca_file, the date of this machine's clock, and that the certificate is the one LRS gave this organisation. " +
			"A proxy that opens TLS connections must leave this address alone."
	case lrs.Timeout, lrs.Lost:
		return "Check that firewall and proxy let the connection pass. Then run this check again."
	}
	return adviceOtherwise
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
