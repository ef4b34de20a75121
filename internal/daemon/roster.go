package daemon

import (
	"context"
	"crypto/x509"
	"slices"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/inbox"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/status"
)

// roster is who runs at a moment. It is not changed: a change of the
// configuration, of a password or of a certificate makes the next one.
type roster struct {
	config    *config.Config
	roots     *x509.CertPool
	loaded    time.Time // when the configuration was
	running   []*organisation
	suspended []status.Organisation // whom the configuration does not let run
	gone      map[string]time.Time  // since when organisations are not in it any more

	refused string    // why the configuration of now is not used; "": it is
	since   time.Time // since when
}

func (r *roster) organisation(id string) *organisation {
	if i := slices.IndexFunc(r.running, func(o *organisation) bool { return o.ID == id }); i >= 0 {
		return r.running[i]
	}
	return nil
}

// next makes the roster of a configuration. Whoever did not change is in it as
// before.
func (d *Daemon) next(c *config.Config, roots *x509.CertPool, before *roster) *roster {
	now := d.now()
	r := &roster{config: c, roots: roots, loaded: before.loaded, gone: map[string]time.Time{}}
	if c != before.config {
		r.loaded = now
	}
	b := &builder{config: c, roots: roots, servers: &d.servers, store: d.store, now: now, witness: d.witness, calls: d.calls, holders: map[string]string{}}
	for _, org := range before.running { // who has a certificate keeps it
		if _, still := c.Organisation(org.ID); still && org.access.client != nil {
			b.holders[org.access.certificate] = org.ID
		}
	}
	for _, o := range c.Organisations {
		r.take(b, o, before)
		d.meter.Know(o.Key)
	}
	for _, org := range before.running {
		r.leave(org.ID, now)
	}
	for id, since := range before.gone {
		r.leave(id, since)
	}
	return r
}

// take adds an organisation, to those that run or to those that cannot.
func (r *roster) take(b *builder, o config.Organisation, before *roster) {
	why := o.Suspended
	if why == "" {
		org, err := b.build(o, before.organisation(o.ID))
		if err == nil {
			r.running = append(r.running, org)
			return
		}
		why = err.Error()
	}
	if r.knows(o.Key) { // an id that two have
		return
	}
	since := b.now
	for _, was := range before.suspended {
		if was.ID == o.Key {
			since = was.Since.Time
		}
	}
	r.suspended = append(r.suspended, status.Organisation{ID: o.Key, Suspended: why + filesWait, Since: status.At(since)})
}

// filesWait is told with an organisation whose entry is wrong. Nobody can tell
// whose its folders are, or what its files would mean, so they are left alone.
const filesWait = " Files that are dropped in its inboxes wait there."

func (r *roster) knows(id string) bool {
	return r.organisation(id) != nil || slices.ContainsFunc(r.suspended, func(o status.Organisation) bool { return o.ID == id })
}

// expected says for the inboxes in which files are expected how often.
func (r *roster) expected() map[string]time.Duration {
	all := map[string]time.Duration{}
	for _, org := range r.running {
		for _, in := range org.config.Inboxes {
			if in.ExpectEvery > 0 {
				all[in.ID()] = in.ExpectEvery
			}
		}
	}
	return all
}

func (r *roster) leave(id string, since time.Time) {
	if !r.knows(id) {
		r.gone[id] = since
	}
}

func (r *roster) organisations() (all []*pipeline.Organisation) {
	for _, org := range r.running {
		all = append(all, &org.Organisation)
	}
	return all
}

func (r *roster) inboxes() (all []inbox.Inbox) {
	for _, org := range r.running {
		all = append(all, org.inboxes...)
	}
	return all
}

// without lists the inboxes of r that other does not have just so.
func (r *roster) without(other *roster) []inbox.Inbox {
	theirs := map[inbox.Inbox]bool{}
	for _, in := range other.inboxes() {
		theirs[in] = true
	}
	return slices.DeleteFunc(r.inboxes(), func(in inbox.Inbox) bool { return theirs[in] })
}

// leavePatience is how long inboxes that are removed may take to end what they
// are at. Others work on meanwhile.
const leavePatience = 10 * time.Second

// change brings the next roster into force. Nobody who stayed the same notices:
// inboxes, sessions and connections of theirs go on. On an error the old one
// stays in force, and the change is to be tried again.
func (d *Daemon) change(ctx context.Context, next *roster) error {
	before := d.roster.Load()
	stale := before.without(next)
	d.leave(ctx, stale) // what they have claimed is received while their organisation is known
	if err := d.pipeline.Replace(ctx, next.organisations()); err != nil {
		d.watch.Add(stale...)
		return err
	}
	d.roster.Store(next)
	d.sweepNew(ctx, before, next)
	d.watch.Add(next.without(before)...)
	d.servers.settle(next)
	for _, org := range before.running {
		if now := next.organisation(org.ID); org.access.client != nil && (now == nil || now.access.client != org.access.client) {
			org.access.client.Close()
		}
	}
	d.schedule.Wake()
	return nil
}

// leave ends the watch of inboxes, and gives them a while to end what they are
// at.
func (d *Daemon) leave(ctx context.Context, inboxes []inbox.Inbox) {
	if len(inboxes) == 0 {
		return
	}
	var ids []string
	for _, in := range inboxes {
		ids = append(ids, in.ID)
	}
	select {
	case <-d.watch.Remove(ids...):
	case <-time.After(leavePatience):
	case <-ctx.Done():
	}
}

// sweepNew removes half-written answers of an earlier run from folders that are
// new to us.
func (d *Daemon) sweepNew(ctx context.Context, before, next *roster) {
	var later []folder.Upkeep
	for _, org := range next.running {
		old := before.organisation(org.ID)
		for _, box := range org.swept(old, false) {
			if err := box.Sweep(ctx); err != nil {
				d.log.Warn("cannot look for half-written files", "organisation", org.ID, "error", folder.Nameless(err))
			}
		}
		later = append(later, org.swept(old, true)...)
	}
	if len(later) > 0 {
		d.parts.Go(func() { sweepServers(ctx, later) })
	}
}
