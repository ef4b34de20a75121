package daemon

import (
	"context"
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
		trouble := folder.Nameless(d.pipeline.Retain(ctx))
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
