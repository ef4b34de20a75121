package daemon

import (
	"context"
	"crypto/x509"
	"errors"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/endpoint"
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
