package daemon

import (
	"context"
	"fmt"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/config"
	"lrsdrop/internal/journal"
	"lrsdrop/internal/store"
)

// lookForRestore finds out whether the state folder was restored from a backup:
// the journal knows of uploads that the folder does not. Calls are paused then,
// and what the journal has as uploaded is not sent again.
func (d *Daemon) lookForRestore(ctx context.Context, path string) error {
	if path == "" {
		return nil
	}
	known, err := d.store.Uploads(ctx)
	if err != nil {
		return err
	}
	head, err := d.store.Head(ctx)
	if err != nil {
		return err
	}
	last, strange := known, 0
	r := store.Restored{At: d.now().UTC(), Events: head.Sequence}
	var later []store.Upload
	flush := func() error {
		if len(later) == 0 {
			return nil
		}
		err := d.store.Update(ctx, func(tx *store.Tx) error {
			for _, u := range later {
				if err := tx.TakeJournaled(u); err != nil {
					return err
				}
			}
			return nil
		})
		later = later[:0]
		return err
	}
	unreadable, err := journal.At(path).Read(func(e journal.Entry) error {
		switch {
		case e.State != d.store.ID():
			strange++
			return nil
		case e.Number <= known:
			return nil
		}
		last = max(last, e.Number)
		r.Uploads, r.Rows = r.Uploads+1, r.Rows+len(e.Digests)/store.DigestSize
		later = append(later, store.Upload{Organisation: e.Organisation, File: e.File, Batch: e.Batch, At: e.At, Digests: e.Digests})
		if len(later) == uploadsAtOnce {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return fmt.Errorf("compare the state folder with the journal %s: %w", path, err)
	}
	if strange > 0 {
		d.log.Warn("the journal has uploads of another state folder, which this one can tell nothing of: give each its own file", "journal", path, "uploads", strange)
	}
	if unreadable > 0 {
		d.log.Warn("lines of the journal cannot be read. A power cut may tear one; more are a reason to ask", "journal", path, "lines", unreadable)
	}
	if r.Uploads == 0 {
		return nil
	}
	d.log.Error("the state folder was restored from a backup: uploads were made after it. Calls to LRS are paused until a person has looked; "+
		"see lrsdrop status, then lrsdrop resume --after-restore", "uploads", r.Uploads, "rows", r.Rows)
	return d.store.Update(ctx, func(tx *store.Tx) error {
		note := fmt.Sprintf("the state folder was restored from a backup, and %d uploads were made after it", r.Uploads)
		e := audit.Event{Operation: "restored", Counts: map[string]int{"uploads": r.Uploads, "rows": r.Rows}}
		return tx.NoteRestored(r, last, note, e)
	})
}

// uploadsAtOnce bounds the memory that the journal takes while it is read.
const uploadsAtOnce = 20

// journalOf is where the uploads are kept; nil: nowhere.
func journalOf(c *config.Config) func(journal.Entry) error {
	if c.Journal == "" {
		return nil
	}
	return journal.At(c.Journal).Append
}
