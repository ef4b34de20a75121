package daemon

import (
	"context"
	"os"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/notice"
	"lrsdrop/internal/secret"
	"lrsdrop/internal/status"
)

// Channels are how people are told of what needs them, as the configuration
// says. Each can be tried: see [Reachable].
func Channels(c *config.Config, now func() time.Time) (all []notice.Channel) {
	if e := c.Notices.Email; e.Server != "" {
		all = append(all, notice.Email{
			Server: e.Server, Plain: e.TLS == config.PlainMail, Implicit: e.TLS == config.ImplicitTLS, Roots: e.Roots,
			User: e.User, Password: reveal(e.Password), From: e.From, To: e.To,
		})
	}
	if w := c.Notices.Webhook; w.URL != "" {
		all = append(all, notice.Webhook{URL: w.URL, Roots: w.Roots, Bearer: reveal(w.Bearer), HMAC: reveal(w.HMAC), Now: now})
	}
	return all
}

// Reachable tries to reach a channel, as far as that goes without a notice.
func Reachable(ctx context.Context, c notice.Channel) error {
	if try, ok := c.(interface{ Try(context.Context) error }); ok {
		return try.Try(ctx)
	}
	return nil
}

// reveal reads a secret anew for each use; nil if there is none.
func reveal(ref secret.Ref) func() (string, error) {
	if ref.IsZero() {
		return nil
	}
	return func() (string, error) {
		v, err := ref.Read()
		return v.Reveal(), err
	}
}

// tellPeople has people told of what needs them until ctx ends. What cannot be
// sent waits, and holds up nothing.
func (d *Daemon) tellPeople(ctx context.Context) {
	if len(d.senders) == 0 {
		return
	}
	var names []string
	for _, c := range d.channels {
		names = append(names, c.Name())
	}
	host, _ := os.Hostname()
	book, err := notice.Open(ctx, d.store, d.standing.environment, host, names)
	if err != nil {
		d.log.Error("people are not told of what needs them", "error", folder.Nameless(err))
		return
	}
	for _, s := range d.senders {
		d.parts.Go(func() { d.send(ctx, s) })
	}
	var n news
	every(ctx, d.pause, func() {
		if trouble := n.of(ctx, d.report(ctx, book)); trouble != "" {
			d.log.Error("cannot note what needs a person: it is tried again", "trouble", trouble)
		}
	})
}

// report compares what needs somebody with what people were told.
func (d *Daemon) report(ctx context.Context, book *notice.Book) error {
	s := d.snapshot(ctx)
	files, err := d.store.NeedAttention(ctx, d.now().Add(-refusedFor), mostNamed)
	if err != nil || s.Store.Error != "" {
		return err // what the store does not tell is not over
	}
	r := d.roster.Load()
	dropped, err := book.Tell(ctx, findings(&s, files, r.names()), func(organisation string) []string {
		if org := r.organisation(organisation); org != nil {
			return org.config.NoticesTo
		}
		return nil
	})
	if dropped > 0 {
		d.log.Error("too many notices wait to be sent: the oldest are given up", "notices", dropped)
	}
	return err
}

// send takes what waits to a channel, until ctx ends.
func (d *Daemon) send(ctx context.Context, s *notice.Sender) {
	var n news
	every(ctx, d.pause, func() {
		if trouble := n.of(ctx, s.Round(ctx)); trouble != "" {
			d.log.Error("notices that wait cannot be read or ended: it is tried again", "trouble", trouble)
		}
	})
}

// news remembers the trouble of a loop that was told last.
type news struct{ told string }

// of gives a trouble that is to be told: not again the one that was told last,
// and none that is the end of ctx.
func (n *news) of(ctx context.Context, err error) string {
	trouble := folder.Nameless(err)
	if trouble == n.told || ctx.Err() != nil {
		return ""
	}
	n.told = trouble
	return trouble
}

// every does something now, and again after each pause, until ctx ends.
func every(ctx context.Context, pause time.Duration, do func()) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for ctx.Err() == nil {
		do()
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// names are what people call the organisations.
func (r *roster) names() map[string]string {
	all := map[string]string{}
	for _, o := range r.config.Organisations {
		all[o.ID] = o.Name
	}
	return all
}

// notices tells how the channels are.
func (d *Daemon) notices() (all []status.Notices) {
	for _, s := range d.senders {
		h := s.Health()
		all = append(all, status.Notices{
			Channel: h.Channel, Waiting: h.Waiting, Sent: h.Sent, LastSent: status.At(h.LastSent), FailingSince: status.At(h.FailingSince), Error: h.Error,
		})
	}
	return all
}
