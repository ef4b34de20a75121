// Package pipeline is the way of one file, and the only place that knows the
// order of its steps:
//
//	receive.go   a claimed file is copied to the spool and becomes work
//	users.go     whose file it is: whom LRS is told
//	check.go     its rows are read and checked; problems end rows or the file
//	verify.go    every learner goes to LRS, the whole file before its first upload
//	submit.go    batches of cleared rows are planned, each award once
//	call.go      one batch goes to LRS; what a failure means
//	poll.go      LRS's answer to a batch becomes outcomes of rows
//	review.go    a person's decisions bring held rows back in; others end in time
//	deliver.go   outputs are published, an end state last of all
//	decide.go    what a person decided is judged and kept, from a command or a
//	             file that came back (decisionfile.go)
//	recover.go   what a start finds cut short by the end of the one before
//	replace.go   organisations come, go and change while all this goes on
//	retain.go    what is kept of a file that ended is deleted after its time
//
// What a person orders by a command is in resolve.go, release.go, cancel.go and
// pause.go, each with what comes of it.
//
// The states of a file and what follows which stand in package store; step
// below says which step a state takes. A step leaves its result in the store
// together with when the next one is due, so a restart goes on through the same
// switch. Only this package logs a failed step, once.
package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"iter"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/audit"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/journal"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// LRS is the five operations, for one organisation.
type LRS interface {
	VerifyLearner(context.Context, lrs.Credentials, record.Learner) (lrs.Verdict, error)
	SubmitVerify(ctx context.Context, c lrs.Credentials, n int, rows iter.Seq2[record.Learner, error]) (lrs.Receipt, error)
	VerifyOutput(ctx context.Context, c lrs.Credentials, job lrs.JobID, each func(lrs.Verdict) error) (lrs.VerifyJob, error)
	SubmitAchievements(ctx context.Context, c lrs.Credentials, n int, rows iter.Seq2[record.Achievement, error]) (lrs.Receipt, error)
	AchievementJob(ctx context.Context, c lrs.Credentials, job lrs.JobID) (lrs.AchievementJob, error)
}

// Outbox is where answers, and originals for the archive, are published.
type Outbox interface {
	Put(ctx context.Context, name string, write func(io.Writer) error) error
	Replace(ctx context.Context, name string, write func(io.Writer) error) error
}

// Claims are the files taken from an inbox that are not yet removed from it.
type Claims interface {
	OpenClaim(ctx context.Context, c folder.Claim) (io.ReadCloser, folder.Entry, error)
	StatClaim(ctx context.Context, c folder.Claim) (folder.Entry, error)
	RemoveClaim(ctx context.Context, c folder.Claim, was folder.Entry) error
}

// Inbox is how the files of one inbox are read.
type Inbox struct {
	Claims              Claims
	Path                string // as people know it
	Encoding            string
	RequireOrganisation bool
	Trial               bool // checked and answered, nothing sent

	// Accounts gives the keys of Users.ByOwner that an owner may stand under,
	// the most exact first: folder.Entry.Owner and, where the account is one of
	// this machine, its name. Nil means the owner alone.
	Accounts func(owner string) ([]string, error)
}

// Organisation is everything done on behalf of one client. It is not changed
// once the pipeline has it: a step that is under way ends with what it began
// with, so names, password and certificate of a call always belong together.
type Organisation struct {
	ID, Name           string
	LRS                LRS    // nil while it is suspended: its files are checked, and its calls wait
	Suspended          string // why
	Since              time.Time
	Waits              answer.WaitReason // what its clients are told then
	Credentials        lrs.Credentials   // without the user
	Certificate        string            // SHA-256 fingerprint
	Cause              string            // digest of certificate, password and names: changes with each of them
	Users              Users
	Inboxes            map[string]Inbox
	Outbox             Outbox
	Archive            Outbox // nil: originals are kept nowhere
	Answers, Originals Shelf  // outbox and archive again, for what is past its time
	KeepAnswers        time.Duration
	Mapping            *record.Mapping
	RejectInvalid      bool          // one invalid row stops the file
	SubmitLinked       bool          // standing decision to send a WSVRC002 row under its own ULN
	VerifyReuse        time.Duration // 0: every file is verified anew
	MaxWithdrawals     int
	ReviewWithin       time.Duration // how long a held row waits for a decision; 0: for ever
	KeepResultVerbatim bool          // no apostrophe before formulas in result.csv
}

// Options are what all organisations share.
type Options struct {
	Environment      answer.Environment
	Support          answer.Support
	Actions          []string // words that may stand in a row
	ActionsConfirmed bool     // ASM-01: production refuses to submit without
	MaxBytes         int64
	MaxRows          int64
	BatchAwards      int // at most 10,000
	BatchLearners    int // at most 5,000
	SingleLearners   int // up to so many are verified one by one
	Poll             Poll
	StopGrace        time.Duration // how long a submit under way may take after a stop
	Retention        Retention
	TempDir          string
	NewID            func() string // of a file; never repeats
	Meter            Meter         // nil: nothing is measured

	// Journal keeps an upload outside the state folder. It is on disk when
	// Journal returns nil, and before that nothing of it is sent. Nil: there is
	// none.
	Journal func(journal.Entry) error
}

// Poll is when a job is asked after (ASM-09).
type Poll struct {
	First, Max, GiveUp time.Duration
	Factor             float64
}

// Pipeline carries files along. It is safe for concurrent use.
type Pipeline struct {
	Options
	store         *store.Store
	organisations atomic.Pointer[map[string]*Organisation] // the map is never changed, only replaced
	log           *slog.Logger
	large         *gate
}

// New makes a pipeline over an open store.
func New(s *store.Store, organisations []*Organisation, o Options, log *slog.Logger) *Pipeline {
	p := &Pipeline{Options: o, store: s, log: log, large: newGate()}
	p.organisations.Store(byID(organisations))
	return p
}

// Do does one task that is due. A failure is logged and the task put off; the
// error is the store's own, when not even that could be kept.
func (p *Pipeline) Do(ctx context.Context, t store.Task) error {
	if t.Batch != "" {
		return p.doBatch(ctx, t.Batch)
	}
	return p.doFile(ctx, t.File)
}

func (p *Pipeline) doFile(ctx context.Context, id string) error {
	f, err := p.store.File(ctx, id)
	if err != nil {
		return err
	}
	org, ok := p.organisation(f.Organisation)
	if !ok {
		return p.putOffFile(ctx, f, errGone)
	}
	leave, ok := p.large.enter(f)
	if !ok {
		return p.comeBack(ctx, f)
	}
	defer leave()
	ctx = lrs.WithAbout(ctx, lrs.About{Organisation: org.ID, File: f.ID})
	for p.isDue(f) {
		before := f.State
		if err := p.step(ctx, org, f); err != nil {
			return p.putOffFile(ctx, f, err)
		}
		if f.State == store.Verifying && before != store.Verifying {
			return nil // files that wait to be checked come first: their rows may need somebody
		}
	}
	return nil
}

// errGone keeps the work of an organisation that the config does not name any
// more, until it does again.
var errGone = errors.New("its organisation is not in the configuration, or is suspended")

func (p *Pipeline) isDue(f *store.File) bool {
	now := p.store.Now()
	return !f.StepAt.IsZero() && !f.StepAt.After(now) || !f.PublishAt.IsZero() && !f.PublishAt.After(now)
}

// Meter measures the pipeline. It is called from several goroutines at once.
type Meter interface {
	// Step is told how long a step of a file took, by its name: one of a fixed
	// few.
	Step(name string, took time.Duration)
}

// step does the next thing for a file.
func (p *Pipeline) step(ctx context.Context, org *Organisation, f *store.File) error {
	name, do := p.next(f)
	if p.Meter != nil {
		began := time.Now()
		defer func() { p.Meter.Step(name, time.Since(began)) }()
	}
	return do(ctx, org, f)
}

type step func(context.Context, *Organisation, *store.File) error

// next is the step that is due, and its name. An answer that is due comes after
// the steps that are due, so that a quick file is answered once.
func (p *Pipeline) next(f *store.File) (string, step) {
	switch {
	case f.Facts.Gone != (store.Gone{}):
		return "rest", p.rest
	case f.StepAt.IsZero() || f.StepAt.After(p.store.Now()):
		return "publish", p.publish
	case cancelling(f):
		return "cancel", p.cancel
	}
	switch f.State {
	case store.Received:
		if f.Bytes <= store.Small && !f.Facts.Changed {
			return "check", p.check
		}
		return "start_check", p.startCheck
	case store.Checking:
		if decides(f) {
			return "decide", p.decideLines
		}
		return "check", p.check
	case store.Verifying:
		return "verify", p.verify
	case store.Submitting, store.Waiting, store.Held:
		return "submit", p.submitOrSettle
	}
	return "rest", p.rest // an end state: nothing but its answers is left
}

// rest takes away a wake-up that has nothing to wake.
func (p *Pipeline) rest(ctx context.Context, _ *Organisation, f *store.File) error {
	return p.store.Update(ctx, func(tx *store.Tx) error {
		fresh, err := tx.File(f.ID) // what is kept of it may have changed meanwhile
		if err != nil {
			return err
		}
		fresh.StepAt = time.Time{}
		if fresh.Facts.Gone != (store.Gone{}) {
			fresh.PublishAt = time.Time{} // its answers stay as they are, as far as they are kept
		}
		*f = *fresh
		return tx.SaveFile(f)
	})
}

// event is the audit event of something done for a file.
func (o *Organisation) event(operation string, f *store.File) audit.Event {
	return audit.Event{
		Operation: operation, Organisation: o.ID, UKPRN: o.Credentials.UKPRN, OrganisationRef: o.Credentials.OrganisationRef,
		Certificate: o.Certificate, User: f.Facts.User, File: f.ID,
	}
}

func (o *Organisation) claim(p *Pipeline, f *store.File) (Claims, folder.Claim, error) {
	in, ok := o.Inboxes[f.Inbox]
	if !ok {
		return nil, folder.Claim{}, fmt.Errorf("inbox %s is not in the configuration any more", f.Inbox)
	}
	return in.Claims, folder.Claim{Owner: p.store.ID(), ID: f.ID, Name: f.Name}, nil
}

// pinned is how a file was read, kept so that a second reading gives the same.
type pinned struct {
	Encoding   string          `json:"encoding,omitempty"`
	Mapping    *record.Mapping `json:"mapping,omitempty"`
	UserColumn string          `json:"user_column,omitempty"`
	Today      string          `json:"today"`
	Trial      bool            `json:"trial,omitempty"`
}

func pinnedOf(f *store.File) (p pinned, err error) {
	if err := json.Unmarshal(f.Facts.Pinned, &p); err != nil {
		return p, fmt.Errorf("read how file %s was read: %w", f.ID, err)
	}
	return p, nil
}
