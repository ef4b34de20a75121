package daemon

import (
	"context"
	"log/slog"
	"time"

	"lrsdrop/internal/folder"
)

// lookAfter is how often the inboxes are asked how they are doing.
const lookAfter = 5 * time.Second

// tellHealth logs once when an inbox has a trouble, when the trouble becomes
// another one, and when it is over. Until somebody hears of it, files that are
// dropped there seem to vanish into nothing.
func (d *Daemon) tellHealth(ctx context.Context) {
	told := map[string]string{}
	tick := time.NewTicker(lookAfter)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		d.lookAround(ctx)
		for _, h := range d.watch.Health() {
			trouble := ""
			switch {
			case h.LastError != nil:
				trouble = folder.Nameless(h.LastError)
			case h.Stalled:
				trouble = "nothing has been done there for a while"
			}
			if trouble == told[h.Inbox.ID] {
				continue
			}
			told[h.Inbox.ID] = trouble
			where := slog.Group("inbox", "organisation", h.Inbox.Organisation, "path", h.Inbox.ID)
			if trouble == "" {
				d.log.Info("an inbox works again", where)
			} else {
				d.log.Error("an inbox has a trouble: what is dropped there waits", where, "trouble", trouble)
			}
		}
	}
}

// lookAround looks at what nobody tells the daemon of by itself.
func (d *Daemon) lookAround(ctx context.Context) {
	d.lookForRoom(ctx)
	if err := d.silence.follow(ctx, d.roster.Load()); err != nil && ctx.Err() == nil {
		d.log.Warn("it is not known when files last came", "error", folder.Nameless(err))
	}
}
