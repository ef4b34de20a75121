// Package daemon builds everything from the config and runs until its context
// ends: the store, the folders, one LRS client for each organisation, the
// inboxes, the pipeline and the schedule. It decides nothing about files.
package daemon

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/config"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/inbox"
	"lrsdrop/internal/notice"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
	"lrsdrop/internal/schedule"
	"lrsdrop/internal/status"
	"lrsdrop/internal/store"
)

// Daemon is a built service. Run it once.
type Daemon struct {
	store    *store.Store
	pipeline *pipeline.Pipeline
	schedule *schedule.Schedule
	watch    *inbox.Watch
	roster   atomic.Pointer[roster]
	servers  servers
	standing standing
	witness  Witness
	begun    func()
	log      *slog.Logger
	now      func() time.Time
	pause    time.Duration
	asked    chan struct{}     // holds one
	warned   map[string]warned // by organisation
	meter    *status.Meter
	calls    *calls
	disks    *disks
	silence  *silence
	channels []notice.Channel
	senders  []*notice.Sender
	gate     atomic.Pointer[status.Gate] // nil until it is open
	parts    sync.WaitGroup              // what Run waits for
}

// Options are what the configuration does not say.
type Options struct {
	Now     func() time.Time // for tests; nil means the real clock
	Look    time.Duration    // how often files of the configuration are looked at; 0 means 5 s
	Version string           // of the program, for its status
	Free    FreeSpace        // for tests; nil asks the disks
	Witness Witness          // of a test session; nil means none. Refused in production
	Begun   func()           // called once everything runs; nil means that nobody waits for it
}

// FreeSpace says how many bytes may still be written to a folder; ok is false
// where that is not known.
type FreeSpace func(path string) (bytes uint64, ok bool)

// New builds the daemon and takes the state folder. [*store.InUse] says that
// another one has it, [*store.Newer] that it is of a newer version.
func New(ctx context.Context, c *config.Config, log *slog.Logger, o Options) (*Daemon, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Witness != nil && c.LRS.Environment == config.Production {
		return nil, ErrWitnessed
	}
	s, err := store.Open(ctx, c.StateDir, o.Now)
	if err != nil {
		return nil, err
	}
	d := &Daemon{
		store: s, standing: stand(c, o.Version), log: log, now: o.Now, pause: cmp.Or(o.Look, lookPause), witness: o.Witness,
		asked: make(chan struct{}, 1), warned: map[string]warned{}, begun: o.Begun,
	}
	if up := s.Upgrade(); up != nil {
		log.Info("the store was changed to a newer schema", "from", up.From, "to", up.To, "copy", up.Copy)
	}
	d.meter = status.NewMeter()
	d.calls, d.disks = newCalls(d.meter, d.now), newDisks(c.Files.MinFree, o.Free)
	d.silence, d.channels = newSilence(s), Channels(c, d.now)
	s.Observe(func(done []store.Counted) {
		d.meter.Counted(done)
		d.silence.counted(done)
	})
	for _, channel := range d.channels {
		d.senders = append(d.senders, notice.NewSender(channel, s, log))
	}
	if err := d.build(ctx, c); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return d, nil
}

func (d *Daemon) build(ctx context.Context, c *config.Config) error {
	roots, err := c.LRS.Roots()
	if err != nil {
		return fmt.Errorf("read lrs.ca_file: %w", err)
	}
	first := d.next(c, roots, &roster{})
	d.roster.Store(first)
	d.pipeline = pipeline.New(d.store, first.organisations(), d.options(c), d.log)
	d.schedule = schedule.New(d.store, d.pipeline.Do, atWork(len(first.running)), d.log)
	d.watch = inbox.New(first.inboxes(), d.store.ID(), NewFileID, d.receive, inbox.Options{Refused: d.refused(ctx), Lost: d.lost(ctx), Full: d.disks.full})
	if err := d.lookForRestore(ctx, c.Journal); err != nil {
		return err
	}
	return d.pipeline.Recover(ctx)
}

// atWork is how many tasks are at work at once. Those that wait for a slow
// server cost little, and must leave room for others however many there are.
// One organisation never has more than it needs to be quick: each step of
// another's file would have to take turns with all of them.
func atWork(organisations int) schedule.Options {
	workers := min(32+2*organisations, 160)
	return schedule.Options{Workers: workers, PerOrganisation: min(workers-8, 28)}
}

func (d *Daemon) options(c *config.Config) pipeline.Options {
	o := options(c)
	o.Meter = d.meter
	return o
}

func options(c *config.Config) pipeline.Options {
	return pipeline.Options{
		Environment:      answer.Environment(c.LRS.Environment),
		NewID:            NewFileID,
		Journal:          journalOf(c),
		Support:          answer.Support(c.Support),
		ActionsConfirmed: c.LRS.MaySubmit(),
		MaxBytes:         c.Files.MaxBytes,
		MaxRows:          c.Files.MaxRows,
		BatchAwards:      c.LRS.Limits.Achievements,
		BatchLearners:    c.LRS.Limits.Learners,
		SingleLearners:   c.LRS.Limits.SingleVerifyMax,
		Poll:             pipeline.Poll{First: c.LRS.Poll.First, Factor: c.LRS.Poll.Factor, Max: c.LRS.Poll.Max, GiveUp: c.LRS.Poll.GiveUp},
		StopGrace:        c.StopGrace,
		Retention:        pipeline.Retention(c.Retention),
	}
}

// Run watches and works until ctx ends. Then nothing new starts; a submit that
// is already being sent keeps its grace.
func (d *Daemon) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	d.sweepSpool(ctx)
	d.sweepNew(ctx, &roster{}, d.roster.Load())
	d.lookAround(ctx)
	settleMemory()
	var watching, working error
	d.parts.Go(func() { defer stop(); watching = d.watch.Run(ctx) })
	d.parts.Go(func() { defer stop(); working = d.schedule.Run(ctx) })
	d.parts.Go(func() { d.schedule.WakeOn(ctx, d.store.Changed) })
	d.parts.Go(func() { d.tellHealth(ctx) })
	d.parts.Go(func() { d.follow(ctx) })
	d.parts.Go(func() { d.retain(ctx) })
	d.parts.Go(func() { d.tend(ctx) })
	d.parts.Go(func() { d.serve(ctx) })
	d.parts.Go(func() { d.serveRemote(ctx) })
	d.parts.Go(func() { d.tellPeople(ctx) })
	if d.begun != nil {
		d.begun()
	}
	d.parts.Wait()
	d.writeHead(context.WithoutCancel(ctx))
	return errors.Join(watching, working)
}

// Close frees the state folder.
func (d *Daemon) Close() error {
	for _, org := range d.roster.Load().running {
		org.close()
	}
	return errors.Join(d.servers.close(), d.store.Close())
}

// Health tells how each inbox is doing.
func (d *Daemon) Health() []inbox.Health { return d.watch.Health() }

// Store is the daemon's store, to look at.
func (d *Daemon) Store() *store.Store { return d.store }

// sweepSpool removes what an earlier run left in the spool.
func (d *Daemon) sweepSpool(ctx context.Context) {
	if n, err := d.store.Sweep(ctx); err != nil {
		d.log.Warn("cannot look for left-over files in the spool", "error", folder.Nameless(err))
	} else if n > 0 {
		d.log.Info("left-over files were removed from the spool", "files", n)
	}
}

func (d *Daemon) receive(ctx context.Context, files []inbox.File) error {
	dropped := make([]pipeline.Dropped, len(files))
	for i, f := range files {
		dropped[i] = pipeline.Dropped{Organisation: f.Inbox.Organisation, Inbox: f.Inbox.ID, Claim: f.Claim, Alive: f.Alive}
	}
	if err := d.pipeline.Receive(ctx, dropped); err != nil {
		return err
	}
	d.schedule.Wake()
	return nil
}

// refused answers for a file that has to stay in its inbox.
func (d *Daemon) refused(ctx context.Context) func(*inbox.Inbox, folder.Entry, error) {
	return func(in *inbox.Inbox, e folder.Entry, reason error) {
		d.log.Warn("a file stays in its inbox", "organisation", in.Organisation, "inbox", in.ID, "reason", folder.Nameless(reason))
		d.answer(ctx, in, e, refusal(reason))
	}
}

// answer has the outbox say why a file was not taken.
func (d *Daemon) answer(ctx context.Context, in *inbox.Inbox, e folder.Entry, why record.Problem) {
	if err := d.pipeline.Refuse(ctx, NewFileID(), in.Organisation, in.ID, e, why); err != nil && ctx.Err() == nil {
		d.log.Error("cannot answer for a file that was not taken", "organisation", in.Organisation, "inbox", in.ID, "error", folder.Nameless(err))
	}
	d.schedule.Wake()
}

func refusal(reason error) record.Problem {
	switch {
	case errors.Is(reason, folder.ErrNotRegular):
		return record.Problem{Code: record.CodeFileName,
			Message: "This is a folder, a link or a device, and not a file. It stays in the inbox, and what is in it is not read.",
			Action:  "Drop the file itself into the inbox."}
	case errors.Is(reason, folder.ErrName):
		return record.Problem{Code: record.CodeFileName,
			Message: "A file with this name is not taken. It stays in the inbox.",
			Action:  "Give the file an ordinary name, such as July.csv, and drop it again."}
	}
	return record.Problem{Code: record.CodeUnreadable,
		Message: "We may not read this file. It stays in the inbox.",
		Action:  "Ask support to check the rights on the file and on the folder. Then drop it again."}
}

// lost answers for a file that vanished between its claim and its copy. The
// answer has an id of its own: the claim may come back with its share, and is
// then taken as a file of its own.
func (d *Daemon) lost(ctx context.Context) func(inbox.File, error) {
	return func(f inbox.File, reason error) {
		d.log.Warn("a claimed file vanished before it was copied", "organisation", f.Inbox.Organisation, "inbox", f.Inbox.ID, "file", f.Claim.ID, "reason", folder.Nameless(reason))
		e := f.Entry
		e.Name = f.Claim.Name // the claim of an earlier run was never looked at
		d.answer(ctx, f.Inbox, e, record.Problem{Code: record.CodeUnreadable,
			Message: "The file vanished before we could copy it. Somebody may have moved or deleted it.",
			Action:  "If that was not meant, drop it again.",
		})
	}
}
