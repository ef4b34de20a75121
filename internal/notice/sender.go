package notice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"lrsdrop/internal/store"
)

const (
	sendTimeout = 30 * time.Second // of one message
	mostAtOnce  = 20               // messages of one round
	maxAnswer   = 64 << 10         // bytes read of what a webhook answers, and of its headers
	maxAnswers  = 256 << 10        // bytes read of all that a mail server says to one message
	firstPause  = time.Minute      // after a failure; then twice as long each time
	longPause   = time.Hour
	givenUp     = 3 * 24 * time.Hour // after which a message is of no use to anybody
)

// Sender takes what waits for one channel to it.
type Sender struct {
	channel Channel
	store   *store.Store
	log     *slog.Logger

	failedAt time.Time // the last failure of the channel

	mu     sync.Mutex
	health Health
}

// Health is how a channel is doing.
type Health struct {
	Channel      string
	Waiting      int       // notices that are not sent yet
	Sent         uint64    // since the daemon started
	LastSent     time.Time // zero: none since then
	FailingSince time.Time // zero: it works, or was not tried
	Error        string    // why it fails
}

// NewSender makes a sender.
func NewSender(c Channel, s *store.Store, log *slog.Logger) *Sender {
	return &Sender{channel: c, store: s, log: log.With("channel", c.Name()), health: Health{Channel: c.Name()}}
}

// Health tells how the channel is doing.
func (s *Sender) Health() Health {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.health
}

// Round sends what is due. That a channel fails is logged once, until it works;
// what waits then is tried again later. A message that is refused for those whom
// it is for holds up no other.
func (s *Sender) Round(ctx context.Context) error {
	due, waiting, err := s.store.DueOutgoing(ctx, s.channel.Name(), mostAtOnce)
	if err != nil {
		return err
	}
	s.note(func(h *Health) { h.Waiting = waiting })
	if since := s.store.Now().Sub(s.failedAt); since >= 0 && since < firstPause {
		return nil
	}
	for _, o := range due {
		works, err := s.send(ctx, o)
		if err != nil || ctx.Err() != nil {
			return err
		}
		if !works {
			return nil // the rest would wait as long for the same answer
		}
	}
	return nil
}

// send sends one message, or puts it off, and reports whether the channel works.
// The error is the store's.
func (s *Sender) send(ctx context.Context, o store.Outgoing) (works bool, err error) {
	var m Message
	if err := json.Unmarshal(o.Message, &m); err != nil {
		s.log.Error("a notice cannot be read and is given up", "error", err)
		return true, s.forget(ctx, o.ID)
	}
	within, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	failure := s.channel.Send(within, m)
	if ctx.Err() != nil && failure != nil {
		return false, nil // a stop; it is sent at the next start
	}
	refused, isRefused := errors.AsType[*Refused](failure)
	if isRefused && o.Attempts == 0 {
		s.log.Error("the mail server takes no notice for an address", "addresses", refused.Whom, "organisation", m.Organisation, "error", refused)
	}
	switch {
	case failure == nil || isRefused && refused.Others:
		s.works()
		return true, s.forget(ctx, o.ID)
	case isRefused && len(m.To) > 0:
		return true, s.putOff(ctx, o, m) // nobody but an organisation's own addresses waits for it
	}
	s.fails(failure)
	s.failedAt = s.store.Now()
	return false, s.putOff(ctx, o, m)
}

// putOff has a message tried again later, unless it is too old by now.
func (s *Sender) putOff(ctx context.Context, o store.Outgoing, m Message) error {
	now := s.store.Now()
	if now.Sub(o.MadeAt) > givenUp {
		s.log.Error("a notice could not be sent for days and is given up", "kind", m.Kind, "organisation", m.Organisation)
		return s.forget(ctx, o.ID)
	}
	return s.store.Update(ctx, func(tx *store.Tx) error { return tx.PutOffOutgoing(o.ID, now.Add(pause(o.Attempts))) })
}

// forget is done although a stop has begun: a message that was taken is not to be
// sent again.
func (s *Sender) forget(ctx context.Context, id int64) error {
	err := s.store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.EndOutgoing(id) })
	if err == nil {
		s.note(func(h *Health) { h.Waiting-- })
	}
	return err
}

func pause(attempts int) time.Duration {
	return min(firstPause<<min(attempts, 10), longPause)
}

func (s *Sender) note(what func(*Health)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	what(&s.health)
}

func (s *Sender) works() {
	s.note(func(h *Health) {
		if !h.FailingSince.IsZero() {
			s.log.Info("notices are sent again")
		}
		h.Sent++
		h.LastSent, h.FailingSince, h.Error = s.store.Now(), time.Time{}, ""
	})
}

func (s *Sender) fails(err error) {
	s.note(func(h *Health) {
		if h.FailingSince.IsZero() {
			h.FailingSince = s.store.Now()
			s.log.Error("notices cannot be sent: they wait and are tried again. See notices in the configuration, and lrsdrop check --connect", "error", err)
		}
		h.Error = err.Error()
	})
}

// short is a few letters that stand for a text.
func short(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

func compare(a, b string) int { return strings.Compare(a, b) }

// bounded cuts what a server says.
func bounded(text string) string {
	const most = 300
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " ")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "..."
	}
	return text
}

// failure is an error whose text is bounded and has no secret that a server
// repeats. Print it, not its cause.
type failure struct {
	doing string
	cause error
	hide  *strings.Replacer // nil: nothing
}

func (f *failure) Error() string {
	text := f.cause.Error()
	if f.hide != nil {
		text = f.hide.Replace(text)
	}
	return f.doing + ": " + bounded(text)
}

func (f *failure) Unwrap() error { return f.cause }

func failed(doing string, err error) error { return &failure{doing: doing, cause: err} }
