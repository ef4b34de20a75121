package daemon

import (
	"context"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/folder"
)

// daily is how often the end of the audit is written down, and old digests are
// forgotten.
const daily = 24 * time.Hour

// tend does at the start and once a day what concerns no file.
func (d *Daemon) tend(ctx context.Context) {
	tick := time.NewTicker(daily)
	defer tick.Stop()
	for {
		d.writeHead(ctx)
		if err := d.pipeline.ForgetULNs(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("cannot forget which ULNs old files carried", "error", folder.Nameless(err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// writeHead adds the end of the audit chain to the file of heads, unless it
// stands there already. That it cannot is no reason to leave files lying.
func (d *Daemon) writeHead(ctx context.Context) {
	if d.standing.heads == "" {
		return
	}
	if err := addHead(ctx, d.store.Head, d.standing.heads); err != nil && ctx.Err() == nil {
		d.log.Error("the end of the audit cannot be written down: events that are cut off later may not be missed", "error", err)
	}
}

func addHead(ctx context.Context, end func(context.Context) (audit.Head, error), path string) error {
	head, err := end(ctx)
	if err != nil || head.Sequence == 0 {
		return err
	}
	before, _, err := audit.ReadHeads(path)
	if err != nil {
		return err
	}
	if n := len(before); n > 0 && before[n-1].Sequence == head.Sequence && before[n-1].Hash == head.Hash {
		return nil
	}
	return audit.AppendHead(path, head)
}
