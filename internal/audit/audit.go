// Package audit is the record of what was done, for whom and by whom, and the
// hash chain that shows whether anyone changed it.
//
// Each event is kept as the bytes that were hashed. Its hash covers the hash
// before it, so a changed, missing or re-ordered event breaks the chain at that
// place. An event names no learner: it outlives their data.
package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"time"
)

// Hash is one link of the chain.
type Hash [sha256.Size]byte

// Event is one thing that happened. Organisation, UKPRN, OrganisationRef and
// Certificate tell on whose behalf (O2), User tells which person LRS was told
// (O3). What a person did by hand has By, as they said, and Account, as the
// operating system says.
//
// New fields have omitempty: events of earlier versions are kept as they were
// hashed.
type Event struct {
	Sequence        int64          `json:"seq"`
	Time            time.Time      `json:"time"`
	Operation       string         `json:"operation"`
	Call            string         `json:"call,omitempty"` // which of LRS's operations it is about
	Organisation    string         `json:"organisation,omitempty"`
	UKPRN           string         `json:"ukprn,omitempty"`
	OrganisationRef string         `json:"organisation_ref,omitempty"`
	Certificate     string         `json:"certificate,omitempty"` // SHA-256 fingerprint
	User            string         `json:"user,omitempty"`
	By              string         `json:"by,omitempty"`
	Account         string         `json:"account,omitempty"`
	File            string         `json:"file,omitempty"`
	Row             int            `json:"row,omitempty"` // of the file, as a spreadsheet numbers it
	Via             string         `json:"via,omitempty"` // the decision file that brought it
	Batch           string         `json:"batch,omitempty"`
	Job             int64          `json:"job,omitempty"`
	From            string         `json:"from,omitempty"`
	To              string         `json:"to,omitempty"`
	Counts          map[string]int `json:"counts,omitempty"`
	Code            string         `json:"code,omitempty"`
	Digest          string         `json:"digest,omitempty"` // of the request, of the file, or keyed of a note about a learner
	Note            string         `json:"note,omitempty"`   // of an operator; names no learner
}

// Link is an event as it is kept.
type Link struct {
	Body  []byte // the event's JSON, exactly as hashed
	Hash  Hash
	After *Base // in the first link alone: the events before it were deleted after their time
}

// Base is the last of the events that were deleted after their time. A chain
// that begins after one must say so itself, in an event that [Base.Tell] made.
type Base struct {
	Sequence int64
	Hash     Hash
}

// Retention is the operation of events that tell what was deleted after its
// time.
const Retention = "retention"

// Tell is the event that n events up to the base were deleted.
func (b Base) Tell(n int) Event {
	return Event{Operation: Retention, Counts: map[string]int{"audit_events": n}, Digest: hex.EncodeToString(b.Hash[:])}
}

// toldIn reports whether an event is the one that tells of the base.
func (b Base) toldIn(e Event) bool {
	return e.Operation == Retention && e.Digest == hex.EncodeToString(b.Hash[:])
}

// Append makes the link that follows prev.
func Append(prev Hash, e Event) (Link, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return Link{}, fmt.Errorf("encode audit event %d: %w", e.Sequence, err)
	}
	return Link{Body: body, Hash: next(prev, body)}, nil
}

func next(prev Hash, body []byte) Hash {
	h := sha256.New()
	h.Write(prev[:])
	h.Write(body)
	return Hash(h.Sum(nil))
}

// Broken says where a chain stops being whole.
type Broken struct {
	Sequence int64
	Why      string
}

func (b *Broken) Error() string {
	return fmt.Sprintf("the audit chain is broken at event %d: %s", b.Sequence, b.Why)
}

// Verify walks the chain from its first event and returns how many events it
// has. The error is a [*Broken] that names the first event that does not fit.
func Verify(links iter.Seq2[Link, error]) (int64, error) {
	return Walk(links, nil, func(Event, Link) error { return nil })
}

// Walk is Verify that hands over each event once it is known to fit, and that
// compares the chain with heads that were kept elsewhere.
func Walk(links iter.Seq2[Link, error], heads []Head, each func(Event, Link) error) (int64, error) {
	c := newChecker(heads)
	for link, err := range links {
		if err != nil {
			return c.events, fmt.Errorf("read audit event %d: %w", c.last+1, err)
		}
		e, err := c.next(link)
		if err != nil {
			return c.events, err
		}
		if err := each(e, link); err != nil {
			return c.events, err
		}
	}
	return c.events, c.end()
}

// checker follows a chain.
type checker struct {
	base   Base // where it begins
	told   bool // an event has told of the base, or there is none to tell of
	prev   Hash
	last   int64 // sequence of the last event
	events int64 // that were read
	agreed int64 // the last event that a head confirms
	heads  map[int64][]Head
}

func newChecker(heads []Head) *checker {
	c := &checker{heads: map[int64][]Head{}, told: true}
	for _, h := range heads {
		c.heads[h.Sequence] = append(c.heads[h.Sequence], h)
	}
	return c
}

// begin starts after events that were deleted after their time. Of their heads
// only that of the last one can still be compared.
func (c *checker) begin(base Base) error {
	c.base, c.told = base, false
	c.prev, c.last, c.agreed = base.Hash, base.Sequence, base.Sequence
	for sequence, heads := range c.heads {
		if sequence > base.Sequence {
			continue
		}
		for _, h := range heads {
			if sequence == base.Sequence && h.Hash != base.Hash {
				return &Broken{sequence + 1, "the events before it were written anew: their end was another one " + when(h)}
			}
		}
		delete(c.heads, sequence)
	}
	return nil
}

func (c *checker) next(link Link) (Event, error) {
	if c.events == 0 && link.After != nil {
		if err := c.begin(*link.After); err != nil {
			return Event{}, err
		}
	}
	e, err := check(c.prev, c.last+1, link)
	if err != nil {
		return e, err
	}
	for _, h := range c.heads[c.last+1] {
		if h.Hash != link.Hash {
			return e, &Broken{c.agreed + 1, fmt.Sprintf("this event or one after it, up to event %d, was written anew: the end of the chain was another one %s",
				c.last+1, when(h))}
		}
		c.agreed = c.last + 1
	}
	delete(c.heads, c.last+1)
	c.prev, c.told = link.Hash, c.told || c.base.toldIn(e)
	c.last++
	c.events++
	return e, nil
}

// end looks for heads beyond the end of the chain, and for the event that tells
// why the chain does not begin with the first.
func (c *checker) end() error {
	var last Head
	for _, heads := range c.heads {
		for _, h := range heads {
			if h.Sequence > last.Sequence {
				last = h
			}
		}
	}
	switch {
	case last.Sequence > 0:
		return &Broken{c.last + 1, fmt.Sprintf("it is missing, and so are those up to event %d at least, which was the last one %s", last.Sequence, when(last))}
	case !c.told:
		return &Broken{c.base.Sequence, "it and those before it are missing, and no event says that they were deleted after their time"}
	}
	return nil
}

func when(h Head) string { return "at " + h.Time.UTC().Format("15:04 UTC on 2 January 2006") }

func check(prev Hash, want int64, link Link) (e Event, err error) {
	if err := json.Unmarshal(link.Body, &e); err != nil {
		return e, &Broken{want, "it cannot be read"}
	}
	if e.Sequence != want {
		return e, &Broken{want, fmt.Sprintf("event %d stands in its place", e.Sequence)}
	}
	hash := next(prev, link.Body)
	if !bytes.Equal(hash[:], link.Hash[:]) {
		return e, &Broken{want, "its hash does not fit its content and the event before it"}
	}
	return e, nil
}
