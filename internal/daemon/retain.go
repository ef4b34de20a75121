package daemon

import (
	"context"
	"errors"
	"time"

	"lrsdrop/internal/folder"
)

// retainEvery is how often what is past its time is looked for. What is due is
// a query, so a restart changes nothing about it.
const (
	retainEvery = 6 * time.Hour
	retainAgain = 15 * time.Minute // after a trouble
)

// retain deletes what is past its time until ctx ends. A trouble is logged once,
// until it is another one.
func (d *Daemon) retain(ctx context.Context) {
	told := ""
	for {
		trouble := folder.Nameless(errors.Join(d.pipeline.Retain(ctx), d.expireCopies()))
		if ctx.Err() != nil {
			return
		}
		if trouble != "" && trouble != told {
			d.log.Error("not all that is past its time could be deleted: it is tried again", "trouble", trouble)
			told = trouble
		}
		wait := retainEvery
		if trouble != "" {
			wait = retainAgain
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// copyKept is how long a copy of the store from before an upgrade stays at most.
// It holds learners' data, which may be past its time already.
const copyKept = 7 * 24 * time.Hour

func (d *Daemon) expireCopies() error {
	keep := min(copyKept, d.pipeline.Retention.LearnerData)
	n, err := d.store.ExpireCopies(d.now().Add(-keep))
	if n > 0 {
		d.log.Info("copies of the store from before an upgrade were deleted", "copies", n)
	}
	return err
}
