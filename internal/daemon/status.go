package daemon

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/inbox"
	"lrsdrop/internal/status"
	"lrsdrop/internal/store"
)

// serve tells how the daemon is, over HTTP, until ctx ends. That it cannot is
// no reason to leave files lying.
func (d *Daemon) serve(ctx context.Context) {
	if d.standing.listen == "" {
		return
	}
	s, err := status.Listen(d.standing.listen, status.Source{Look: d.snapshot, Meter: d.meter}, d.log)
	if err != nil {
		d.log.Error("health, metrics and status are not told over HTTP, files are answered all the same. "+
			"Perhaps another program has the port: stop that one, or name another port in listen, or 0 for any free one; then start again",
			"listen", d.standing.listen, "error", err)
		return
	}
	if err := status.Announce(d.standing.stateDir, s.Address()); err != nil {
		d.log.Warn("lrsdrop status will not find this daemon", "error", err)
	}
	d.log.Info("health, metrics and status are told", "address", "http://"+s.Address())
	if err := s.Serve(ctx); err != nil {
		d.log.Error("health, metrics and status are told no more", "error", err)
	}
	if err := status.Withdraw(d.standing.stateDir); err != nil {
		d.log.Warn("cannot clean up", "error", err)
	}
}

// serveRemote tells the same to other machines, if the configuration says so,
// until ctx ends.
func (d *Daemon) serveRemote(ctx context.Context) {
	r := d.standing.remote
	if r.Listen == "" {
		return
	}
	g, err := status.ListenRemote(status.Remote{Address: r.Listen, User: r.User, Certificate: r.Certificate, Hash: r.Hash},
		status.Source{Look: d.snapshot, Meter: d.meter}, d.log)
	if err != nil {
		d.log.Error("other machines cannot ask how the daemon is, files are answered all the same. Put remote right in the configuration, then restart", "listen", r.Listen, "error", err)
		return
	}
	d.gate.Store(g)
	d.log.Info("health, metrics and status are told to other machines", "address", "https://"+g.Address())
	if err := g.Serve(ctx); err != nil {
		d.log.Error("other machines can ask no more", "error", err)
	}
}

// remoteStatus tells whether other machines can ask; nil: they are not meant to.
func (d *Daemon) remoteStatus() *status.RemoteAccess {
	if d.standing.remote.Listen == "" {
		return nil
	}
	now := &status.RemoteAccess{Address: d.standing.remote.Listen, Error: "it could not be opened, see the log"}
	if g := d.gate.Load(); g != nil {
		now.Address, now.Error = g.Address(), g.Trouble()
	}
	return now
}

// standing is what a daemon tells of itself that does not change.
type standing struct {
	version, environment string
	listen, stateDir     string
	heads                string // where the end of the audit is written down
	remote               config.Remote
	started              time.Time
}

func stand(c *config.Config, version string) standing {
	return standing{version: version, environment: string(c.LRS.Environment), listen: c.Listen, stateDir: c.StateDir, heads: c.AuditHeads, remote: c.Remote, started: time.Now()}
}

// snapshot is how the daemon is now. It names no dropped file.
func (d *Daemon) snapshot(ctx context.Context) status.Snapshot {
	turns, r := d.schedule.Health(), d.roster.Load()
	s := status.Snapshot{
		Config:  status.Config{File: r.config.File, LoadedAt: status.At(r.loaded), Refused: r.refused, RefusedSince: status.At(r.since)},
		StateID: d.store.ID(), Version: d.standing.version, Environment: d.standing.environment,
		StartedAt: status.At(d.standing.started), At: status.At(d.now()),
		Schedule:  status.Schedule{LastTurn: status.At(turns.LastTurn), Stalled: turns.Stalled},
		Store:     status.Store{Error: folder.Nameless(turns.Trouble)},
		Endpoints: d.endpoints(), Inboxes: d.inboxes(), Outboxes: d.outboxes(),
		Disks: d.disks.status(), Remote: d.remoteStatus(), Notices: d.notices(),
	}
	if err := d.lookIntoStore(ctx, &s); err != nil {
		s.Store.Error = folder.Nameless(err)
	}
	return s
}

// lookIntoStore adds what only the store knows.
func (d *Daemon) lookIntoStore(ctx context.Context, s *status.Snapshot) error {
	r := d.roster.Load()
	s.Organisations = d.organisations(r, nil, nil)
	holds, err := d.store.Holds(ctx)
	if err != nil {
		return err
	}
	pauses, err := d.store.Pauses(ctx)
	if err != nil {
		return err
	}
	s.Organisations = d.organisations(r, holds, pauses)
	counts, err := d.store.Standings(ctx)
	if err != nil {
		return err
	}
	s.Queue = status.Count(counts)
	s.Organisations = append(s.Organisations, d.missing(r, counts)...)
	if s.Doubts, err = d.store.Doubts(ctx); err != nil {
		return err
	}
	if s.Store.Restored, err = d.store.Restored(ctx); err != nil {
		return err
	}
	s.Store.Bytes, err = d.store.Size()
	return err
}

// missing are organisations that are not in the configuration and have work
// that is not finished: it waits until they are again.
func (d *Daemon) missing(r *roster, counts []store.Standing) (all []status.Organisation) {
	files := map[string]int{}
	for _, c := range counts {
		if !r.knows(c.Organisation) {
			files[c.Organisation] += c.Files
		}
	}
	for _, id := range slices.Sorted(maps.Keys(files)) {
		since, ok := r.gone[id]
		if !ok {
			since = d.standing.started
		}
		all = append(all, status.Organisation{ID: id, Since: status.At(since),
			Suspended: fmt.Sprintf("it is not in the configuration any more, and unfinished files of it wait in the store: %d", files[id])})
	}
	return all
}

func (d *Daemon) organisations(r *roster, holds []store.Hold, pauses []store.Pause) (all []status.Organisation) {
	now := d.now()
	for _, org := range r.running {
		o := status.Organisation{ID: org.ID, Suspended: org.Suspended, Since: status.At(org.Since)}
		o.Unused, o.UnusedSince = org.unused()
		last := d.calls.last(org.ID)
		o.LastSuccess, o.FailingSince, o.Failure = status.At(last.success), status.At(last.failingSince), last.failure
		if a := org.access; a.client != nil {
			o.CertificateExpires, o.CertificateDays = status.At(a.until), new(daysLeft(a.until.Sub(now)))
		}
		if i := slices.IndexFunc(pauses, func(p store.Pause) bool { return p.Covers(org.ID) }); i >= 0 {
			o.PausedSince = status.At(pauses[i].Since)
		}
		for _, h := range holds {
			if h.Organisation == org.ID {
				o.HeldUntil, o.HeldCode, o.Refused = status.At(h.Until), h.Code, h.Cause != ""
			}
		}
		all = append(all, o)
	}
	return append(all, r.suspended...)
}

// unused says why something that changed is not used, so that what was before
// goes on, and since when.
func (org *organisation) unused() (why string, since status.Time) {
	switch a := org.access; {
	case org.config.Kept != "":
		return org.config.Kept, status.At(org.since)
	case a.refused != "" && a.client != nil:
		return a.refused, status.At(a.since)
	}
	return "", status.Time{}
}

// endpoints are the SFTP servers that hold inboxes and outboxes.
func (d *Daemon) endpoints() (all []status.Endpoint) {
	for _, s := range d.servers.list() {
		h := s.Health()
		all = append(all, status.Endpoint{
			Address: s.String(), Organisations: s.organisations, Uses: s.uses,
			ConnectedSince: status.At(h.ConnectedSince), DownSince: status.At(h.DownSince), LastSuccess: status.At(h.LastSuccess),
			LastError: folder.Nameless(h.LastError), LastErrorAt: status.At(h.LastErrorAt), Errors: h.Errors,
		})
	}
	return all
}

// endpointOf is the address of the endpoint that a folder is on, if the folder
// tells one; "" is this machine.
func endpointOf(place any) string {
	if on, ok := place.(interface{ Endpoint() string }); ok {
		return on.Endpoint()
	}
	return ""
}

func (d *Daemon) inboxes() []status.Inbox {
	health := d.watch.Health()
	expected := d.roster.Load().expected()
	all := make([]status.Inbox, 0, len(health))
	for _, h := range health {
		in := inboxStatus(h)
		heard := d.silence.of(in.ID)
		every := expected[in.ID]
		in.LastFile, in.ExpectEvery, in.SilentSince = status.At(heard.at), int64(every/time.Second), status.At(heard.silentSince(every, d.now()))
		all = append(all, in)
	}
	return all
}

func inboxStatus(h inbox.Health) status.Inbox {
	return status.Inbox{
		Organisation: h.Inbox.Organisation, ID: h.Inbox.ID, Endpoint: endpointOf(h.Inbox.Folder),
		LastScan: status.At(h.LastScan), OutSince: status.At(h.OutSince), Error: folder.Nameless(h.LastError),
		Stalled: h.Stalled, Events: h.Events,
		Waiting: h.Waiting, Held: h.Held, Lost: h.Lost, Refused: h.Refusals,
	}
}

func (d *Daemon) outboxes() (all []status.Outbox) {
	for _, org := range d.roster.Load().running {
		for _, key := range slices.Backward(slices.Sorted(maps.Keys(org.opened))) { // the outbox before the archive
			if box := org.opened[key].written; box != nil {
				all = append(all, box.status())
			}
		}
	}
	return all
}
