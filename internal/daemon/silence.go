package daemon

import (
	"context"
	"sync"
	"time"

	"lrsdrop/internal/store"
)

// silence knows when files last came to the inboxes in which they are expected.
// The store is asked once for each; from then on the receipt tells.
type silence struct {
	store *store.Store
	mu    sync.Mutex
	last  map[string]heard // by the inbox's id
}

// heard is what is known of an inbox.
type heard struct {
	at    time.Time // when the last file came; zero: none did
	since time.Time // since when files are expected; zero: they are not
}

func newSilence(s *store.Store) *silence { return &silence{store: s, last: map[string]heard{}} }

// counted notes the files that have just come. One that an earlier run left
// behind is handed over again, and did not.
func (s *silence) counted(done []store.Counted) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range done {
		if c.Inbox == "" {
			continue
		}
		one := s.last[c.Inbox]
		one.at = s.store.Now()
		s.last[c.Inbox] = one
	}
}

// of is what is known of an inbox.
func (s *silence) of(inbox string) heard {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last[inbox]
}

// follow asks the store for the inboxes in which files are expected and that are
// not known yet, and forgets those in which they no longer are.
func (s *silence) follow(ctx context.Context, r *roster) error {
	for _, org := range r.running {
		for _, in := range org.config.Inboxes {
			known := s.of(in.ID())
			switch expected := in.ExpectEvery > 0; {
			case expected == !known.since.IsZero():
				continue
			case !expected:
				if err := s.store.Update(ctx, func(tx *store.Tx) error { return tx.ForgetExpected(in.ID()) }); err != nil {
					return err
				}
				s.set(in.ID(), time.Time{}, time.Time{})
				continue
			}
			if err := s.ask(ctx, in.ID()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *silence) ask(ctx context.Context, inbox string) error {
	at, err := s.store.LastOf(ctx, inbox)
	if err != nil {
		return err
	}
	var since time.Time
	err = s.store.Update(ctx, func(tx *store.Tx) (err error) {
		since, err = tx.Expected(inbox)
		return err
	})
	if err == nil {
		s.set(inbox, at, since)
	}
	return err
}

func (s *silence) set(inbox string, at, since time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := s.last[inbox]
	if one.since = since; at.After(one.at) {
		one.at = at
	}
	s.last[inbox] = one
}

// silentSince says since when no file came to an inbox, if that is longer than
// one is expected every so often; zero: it is not.
func (h heard) silentSince(every time.Duration, now time.Time) time.Time {
	if every <= 0 || h.since.IsZero() {
		return time.Time{}
	}
	last := h.since
	if h.at.After(last) {
		last = h.at
	}
	if now.Sub(last) <= every {
		return time.Time{}
	}
	return last
}
