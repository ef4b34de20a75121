package pipeline

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/store"
)

// Pauses before a step that failed is tried again: doubled from the first to
// the longest.
const (
	firstPause   = 5 * time.Second
	longestPause = 15 * time.Minute

	// A step of a file asks nobody but our own disks and folders.
	longestFilePause = time.Minute
)

func pause(failures int) time.Duration {
	d := firstPause
	for range min(failures, 20) {
		d = min(d*2, longestPause)
	}
	return d
}

// putOffFile keeps that a step of a file failed and when it is tried again. A
// stop is no failure: the step is simply still due.
func (p *Pipeline) putOffFile(ctx context.Context, f *store.File, cause error) error {
	if stopped(ctx, cause) || overruled(cause) {
		return nil
	}
	what := cause.Error()
	if f.Facts.FailedWhat != what {
		p.log.Error("a step failed and is tried again", "file", f.ID, "organisation", f.Organisation, "state", f.State, "error", folder.Nameless(cause))
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		fresh, err := tx.File(f.ID)
		if err != nil {
			return err
		}
		at := tx.Now().Add(min(pause(fresh.Facts.Failures), longestFilePause))
		fresh.Facts.Failures++
		fresh.Facts.FailedWhat = what
		if fresh.StepAt.IsZero() || fresh.StepAt.After(tx.Now()) {
			fresh.PublishAt = at
		} else {
			fresh.StepAt = at
			fresh.PublishAt = later(fresh.PublishAt, at)
		}
		return tx.SaveFile(fresh)
	})
}

// later moves a moment that is set to at least at.
func later(moment, at time.Time) time.Time {
	if moment.IsZero() || moment.After(at) {
		return moment
	}
	return at
}

// putOffBatch is putOffFile for a batch; the file's page tells of it.
func (p *Pipeline) putOffBatch(ctx context.Context, b *store.Batch, cause error, wait time.Duration) error {
	if stopped(ctx, cause) {
		return nil
	}
	what := cause.Error()
	news := b.Facts.FailedWhat != what
	if news {
		p.log.Warn("a call is tried again", "file", b.File, "batch", b.ID, "organisation", b.Organisation, "error", cause, "after", wait.Round(time.Second))
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		b.Facts.Attempts++
		b.Facts.FailedWhat = what
		b.NextAt = tx.Now().Add(wait)
		if err := tx.SaveBatch(b); err != nil || !news {
			return err
		}
		return tx.RepublishFile(b.File)
	})
}

// overruled reports that a person has paused the calls, or moved the file or
// batch, while a step was at work on it. That is no failure: nothing of the step
// was kept, and what is due is looked up anew.
func overruled(cause error) bool {
	return errors.Is(cause, errPaused) || errors.Is(cause, store.ErrMoved)
}

func stopped(ctx context.Context, cause error) bool {
	var failed *lrs.Error
	if errors.As(cause, &failed) && failed.Class == lrs.Cancelled {
		return ctx.Err() != nil
	}
	return ctx.Err() != nil && errors.Is(cause, context.Canceled)
}

// about names a file in the log: which one, never who is in it.
func about(f *store.File) slog.Attr {
	return slog.Group("file", "id", f.ID, "organisation", f.Organisation)
}
