package daemon

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/config"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/store"
)

// desk is where a person's commands change what the store holds, whether or not
// a daemon runs. One that does sees the change within a second.
type desk struct {
	store         *store.Store
	pipeline      *pipeline.Pipeline
	organisations map[string]*organisation
}

// atDesk opens the desk, does what a person wants, and closes it. An event names
// the certificate of its organisation (O2), so those that act reads it of are
// connected; one whose certificate cannot be read acts without, and cannot call
// LRS.
func atDesk(ctx context.Context, c *config.Config, acts func(*desk, config.Organisation) bool, do func(*desk) error) (err error) {
	s, err := store.OpenBeside(ctx, c.StateDir, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	d := &desk{store: s, organisations: map[string]*organisation{}}
	if err := d.build(c, acts); err != nil {
		return err
	}
	defer d.close()
	return do(d)
}

func (d *desk) build(c *config.Config, acts func(*desk, config.Organisation) bool) error {
	roots, err := c.LRS.Roots()
	if err != nil {
		return fmt.Errorf("read lrs.ca_file: %w", err)
	}
	var all []*pipeline.Organisation
	for _, o := range c.Running() {
		org := &organisation{Organisation: rules(o)}
		if acts(d, o) {
			org = operating(c, o, roots)
		}
		for _, in := range o.Inboxes {
			org.Inboxes[in.ID()] = reading(in)
		}
		d.organisations[o.ID] = org
		all = append(all, &org.Organisation)
	}
	d.pipeline = pipeline.New(d.store, all, options(c), slog.New(slog.DiscardHandler))
	return nil
}

// operating is an organisation that a command acts for: with its certificate and
// password, or suspended without.
func operating(c *config.Config, o config.Organisation, roots *x509.CertPool) *organisation {
	org := &organisation{Organisation: rules(o)}
	b := builder{config: c, roots: roots, now: time.Now(), holders: map[string]string{}}
	org.enter(b.open(o, nil), nil, b.now)
	return org
}

func (d *desk) close() {
	for _, org := range d.organisations {
		org.close()
	}
}

// ofFile is the organisation of a file alone.
func ofFile(ctx context.Context, id string) func(*desk, config.Organisation) bool {
	return func(d *desk, o config.Organisation) bool {
		f, err := d.store.File(ctx, id)
		return err == nil && f.Organisation == o.ID
	}
}

// Resolve ends a doubt about a batch, as [pipeline.Pipeline.Resolve] does.
func Resolve(ctx context.Context, c *config.Config, r pipeline.Resolution) (rows int, err error) {
	acts := func(d *desk, o config.Organisation) bool {
		b, err := d.store.Batch(ctx, r.Batch)
		return err == nil && b.Organisation == o.ID
	}
	err = atDesk(ctx, c, acts, func(d *desk) (err error) {
		rows, err = d.pipeline.Resolve(ctx, r)
		return err
	})
	return rows, err
}

// Release lets a stopped file go on, as [pipeline.Pipeline.Release] does.
func Release(ctx context.Context, c *config.Config, file string, who pipeline.Operator) error {
	return atDesk(ctx, c, ofFile(ctx, file), func(d *desk) error { return d.pipeline.Release(ctx, file, who) })
}

// Cancel stops a file of which nothing was submitted.
func Cancel(ctx context.Context, c *config.Config, file string, who pipeline.Operator) error {
	return atDesk(ctx, c, ofFile(ctx, file), func(d *desk) error { return d.pipeline.Cancel(ctx, file, who) })
}

// Pause stops the calls of an organisation, or of all if its id is empty. When
// they are paused already it returns that pause, which stands.
func Pause(ctx context.Context, c *config.Config, id string, who pipeline.Operator) (before *store.Pause, err error) {
	err = atDesk(ctx, c, named(id), func(d *desk) (err error) {
		before, err = pipeline.Pause(ctx, d.store, d.acting(c, id), id == "", who)
		return err
	})
	return before, err
}

// Resume lets calls go on that [Pause] stopped.
func Resume(ctx context.Context, c *config.Config, id string, who pipeline.Operator) error {
	return atDesk(ctx, c, named(id), func(d *desk) error {
		return pipeline.Resume(ctx, d.store, d.acting(c, id), id == "", who)
	})
}

// ResumeRestored lets calls go on that were paused because the state folder was
// restored from a backup, and has the end of the audit count from there. It
// tells of the restore; nil means that there was none.
func ResumeRestored(ctx context.Context, c *config.Config, who pipeline.Operator) (r *store.Restored, err error) {
	err = atDesk(ctx, c, named(""), func(d *desk) error {
		if r, err = pipeline.ResumeRestored(ctx, d.store, d.acting(c, ""), who); err != nil || r == nil || c.AuditHeads == "" {
			return err
		}
		return audit.AppendRestored(c.AuditHeads, time.Now(), r.Events)
	})
	return r, err
}

// FindULN lists the files that carried a ULN, of one organisation or, with an
// empty id, of all. The audit notes the search, without the ULN.
func FindULN(ctx context.Context, c *config.Config, id, uln string, who pipeline.Operator) (found []store.Carrier, err error) {
	err = atDesk(ctx, c, named(id), func(d *desk) (err error) {
		found, err = pipeline.FindULN(ctx, d.store, d.acting(c, id), id, uln, who)
		return err
	})
	return found, err
}

// named is one organisation, or all.
func named(id string) func(*desk, config.Organisation) bool {
	return func(_ *desk, o config.Organisation) bool { return id == "" || o.ID == id }
}

// acting lists one organisation, or all that the configuration lets run.
func (d *desk) acting(c *config.Config, id string) (all []*pipeline.Organisation) {
	for _, o := range c.Running() {
		if id == "" || o.ID == id {
			all = append(all, &d.organisations[o.ID].Organisation)
		}
	}
	return all
}
