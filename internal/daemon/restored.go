package daemon

import (
	"context"
	"fmt"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/config"
	"lrsdrop/internal/journal"
	"lrsdrop/internal/store"
)

// lookForRestore finds out whether the state folder was restored from a backup,
// or lost: the journal knows of uploads that the folder does not. Calls are
// paused then, and what the journal has as uploaded is not sent again.
func (d *Daemon) lookForRestore(ctx context.Context, path string) error {
	if path == "" {
		return nil
	}
	c, err := d.compareJournal(ctx, path)
	if err != nil {
		return fmt.Errorf("compare the state folder with the journal %s: %w", path, err)
	}
	if c.unreadable > 0 {
		d.log.Warn("lines of the journal cannot be read. A power cut may tear one; more are a reason to ask", "journal", path, "lines", c.unreadable)
	}
	switch {
	case c.Uploads > 0:
		d.log.Error("the state folder was restored from a backup: uploads were made after it. Calls to LRS are paused until a person has looked; "+
			"see lrsdrop status, then lrsdrop resume --after-restore", "uploads", c.Uploads, "rows", c.Rows)
		return d.noteRestored(ctx, c, fmt.Sprintf("the state folder was restored from a backup, and %d uploads were made after it", c.Uploads))
	case c.strange > 0 && c.Events == 0:
		c.New, c.Uploads = true, c.strange
		d.log.Error("the state folder is new, and the journal has uploads of another, which would be sent again. Calls to LRS are paused until a person has looked: "+
			"restore a backup, or see lrsdrop resume --help", "journal", path, "uploads", c.strange)
		return d.noteRestored(ctx, c, fmt.Sprintf("the state folder is new, and the journal has %d uploads of another, which would be sent again", c.strange))
	case c.strange > 0:
		d.log.Warn("the journal has uploads of another state folder, which this one can tell nothing of: give each its own file", "journal", path, "uploads", c.strange)
	}
	return nil
}

// comparison is what the journal has that the state folder does not.
type comparison struct {
	store.Restored
	last       int64 // the number of the latest upload
	strange    int   // uploads of another state folder
	unreadable int   // lines
}

// compareJournal keeps what the journal has of later uploads, so that their rows
// are known as sent.
func (d *Daemon) compareJournal(ctx context.Context, path string) (c comparison, err error) {
	known, err := d.store.Uploads(ctx)
	if err != nil {
		return c, err
	}
	head, err := d.store.Head(ctx)
	if err != nil {
		return c, err
	}
	c.At, c.Events, c.last = d.now().UTC(), head.Sequence, known
	var later []store.Upload
	c.unreadable, err = journal.At(path).Read(func(e journal.Entry) error {
		switch {
		case e.State != d.store.ID():
			c.strange++
			return nil
		case e.Number <= known:
			return nil
		}
		c.last = max(c.last, e.Number)
		c.Uploads, c.Rows = c.Uploads+1, c.Rows+len(e.Digests)/store.DigestSize
		later = append(later, store.Upload{Organisation: e.Organisation, File: e.File, Batch: e.Batch, At: e.At, Digests: e.Digests})
		if len(later) < uploadsAtOnce {
			return nil
		}
		defer func() { later = later[:0] }()
		return d.takeJournaled(ctx, later)
	})
	if err == nil {
		err = d.takeJournaled(ctx, later)
	}
	return c, err
}

func (d *Daemon) takeJournaled(ctx context.Context, later []store.Upload) error {
	if len(later) == 0 {
		return nil
	}
	return d.store.Update(ctx, func(tx *store.Tx) error {
		for _, u := range later {
			if err := tx.TakeJournaled(u); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Daemon) noteRestored(ctx context.Context, c comparison, note string) error {
	return d.store.Update(ctx, func(tx *store.Tx) error {
		e := audit.Event{Operation: "restored", Counts: map[string]int{"uploads": c.Uploads, "rows": c.Rows}}
		return tx.NoteRestored(c.Restored, c.last, note, e)
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
