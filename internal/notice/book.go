package notice

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"lrsdrop/internal/store"
)

const (
	// quiet is how long nothing more is said of the same cause.
	quiet = time.Hour
	// calm is how long a cause is gone before its end is told.
	calm = time.Minute
	// mostWaiting bounds what waits for one channel.
	mostWaiting = 500
)

// Book knows what people were told. It is for one goroutine.
type Book struct {
	store       *store.Store
	environment string
	host        string
	channels    []string

	told    map[string]told
	seen    map[string]time.Time // when a cause that was not told yet was seen first
	missing map[string]time.Time // since when a cause that was told is gone
}

// told is what is kept of a cause.
type told struct {
	Finding Finding   `json:"finding"` // as it was told last
	Since   time.Time `json:"since"`
	SaidAt  time.Time `json:"said_at"`
	Over    bool      `json:"over"`
}

// Open reads what people were told before.
func Open(ctx context.Context, s *store.Store, environment, host string, channels []string) (*Book, error) {
	b := &Book{
		store: s, environment: environment, host: host, channels: channels,
		told: map[string]told{}, seen: map[string]time.Time{}, missing: map[string]time.Time{},
	}
	kept, err := s.Notices(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range kept {
		var t told
		if err := json.Unmarshal(n.Facts, &t); err != nil {
			return nil, fmt.Errorf("read what was told of %s: %w", n.Cause, err)
		}
		b.told[n.Cause] = t
	}
	return b, nil
}

// change is what a round of the book leads to.
type change struct {
	cause   string
	now     told
	forget  bool
	message *Message
}

// Tell compares what needs somebody now with what people were told, and has
// them told of what is new and of what is over. also gives further addresses for
// an organisation. dropped is how many older notices had to make way.
func (b *Book) Tell(ctx context.Context, findings []Finding, also func(organisation string) []string) (dropped int64, err error) {
	now := b.store.Now().UTC()
	var changes []change
	present := map[string]bool{}
	for _, f := range findings {
		cause := f.cause()
		present[cause] = true
		delete(b.missing, cause)
		if c, ok := b.say(cause, f, now); ok {
			changes = append(changes, c)
		}
	}
	for cause := range b.seen {
		if !present[cause] {
			delete(b.seen, cause)
		}
	}
	for cause, t := range b.told {
		if !present[cause] {
			if c, ok := b.end(cause, t, now); ok {
				changes = append(changes, c)
			}
		}
	}
	if len(changes) == 0 {
		return 0, nil
	}
	slices.SortFunc(changes, func(x, y change) int { return compare(x.cause, y.cause) })
	return b.keep(ctx, changes, also)
}

// say says what is to be told of a cause that is there.
func (b *Book) say(cause string, f Finding, now time.Time) (change, bool) {
	t, known := b.told[cause]
	if !known || t.Over {
		if _, ok := b.seen[cause]; !ok {
			b.seen[cause] = now
		}
		if now.Sub(b.seen[cause]) < f.After {
			return change{}, false
		}
	}
	news := !known || t.Over || slices.ContainsFunc(f.Items, func(item string) bool { return !slices.Contains(t.Finding.Items, item) })
	if !news || known && now.Sub(t.SaidAt) < quiet && now.After(t.SaidAt) {
		return change{}, false
	}
	next := told{Finding: f, Since: now, SaidAt: now}
	if known && !t.Over {
		next.Since = t.Since
	} else if first, ok := b.seen[cause]; ok {
		next.Since = first
	}
	m := b.message(f, now, next.Since)
	return change{cause: cause, now: next, message: &m}, true
}

// end says what is to be told of a cause that is gone.
func (b *Book) end(cause string, t told, now time.Time) (change, bool) {
	if t.Over || t.Finding.Over == "" {
		return change{cause: cause, forget: true}, now.Sub(t.SaidAt) >= quiet
	}
	if _, ok := b.missing[cause]; !ok {
		b.missing[cause] = now
	}
	if now.Sub(b.missing[cause]) < calm {
		return change{}, false
	}
	m := b.message(t.Finding, now, t.Since)
	m.Over, m.What, m.Do, m.Command, m.Items = true, t.Finding.Over, "Nothing is to be done.", "", []string{}
	t.Over = true
	return change{cause: cause, now: t, message: &m}, true
}

func (b *Book) message(f Finding, now, since time.Time) Message {
	return Message{
		Schema: 1, ID: fmt.Sprintf("%s-%d-%s", b.store.ID(), now.UnixMilli(), short(f.cause())), At: now, Kind: f.Kind, Since: since,
		Organisation: f.Organisation, Name: f.Name, Place: f.Place, Items: append([]string{}, f.Items...), What: f.What, Do: f.Do, Command: f.Command,
		Environment: b.environment, Host: b.host,
	}
}

// keep writes down what is told and what is to be sent, both or neither.
func (b *Book) keep(ctx context.Context, changes []change, also func(string) []string) (dropped int64, err error) {
	err = b.store.Update(ctx, func(tx *store.Tx) error {
		dropped = 0
		for _, c := range changes {
			if err := keepOne(tx, c); err != nil {
				return err
			}
			n, err := b.post(tx, c.message, also)
			if err != nil {
				return err
			}
			dropped += n
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, c := range changes {
		delete(b.missing, c.cause)
		delete(b.seen, c.cause)
		if b.told[c.cause] = c.now; c.forget {
			delete(b.told, c.cause)
		}
	}
	return dropped, nil
}

func keepOne(tx *store.Tx, c change) error {
	if c.forget {
		return tx.ForgetNotice(c.cause)
	}
	facts, err := json.Marshal(c.now)
	if err != nil {
		return err
	}
	return tx.KeepNotice(store.Notice{Cause: c.cause, Facts: facts})
}

// post has a message sent by each channel, and by e-mail to the organisation's
// own addresses as well, which the others do not see.
func (b *Book) post(tx *store.Tx, m *Message, also func(string) []string) (dropped int64, err error) {
	if m == nil {
		return 0, nil
	}
	add := func(channel string, m Message) error {
		packed, err := json.Marshal(m)
		if err != nil {
			return err
		}
		n, err := tx.AddOutgoing(channel, packed, mostWaiting)
		dropped += n
		return err
	}
	for _, channel := range b.channels {
		if err := add(channel, *m); err != nil {
			return dropped, err
		}
		if to := also(m.Organisation); channel == EmailName && m.Organisation != "" && len(to) > 0 {
			own := *m
			own.ID, own.To = m.ID+"-own", to
			if err := add(channel, own); err != nil {
				return dropped, err
			}
		}
	}
	return dropped, nil
}
