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
// Certificate tell on whose behalf (O2), User tells which person (O3).
type Event struct {
	Sequence        int64          `json:"seq"`
	Time            time.Time      `json:"time"`
	Operation       string         `json:"operation"`
	Organisation    string         `json:"organisation,omitempty"`
	UKPRN           string         `json:"ukprn,omitempty"`
	OrganisationRef string         `json:"organisation_ref,omitempty"`
	Certificate     string         `json:"certificate,omitempty"` // SHA-256 fingerprint
	User            string         `json:"user,omitempty"`
	File            string         `json:"file,omitempty"`
	Batch           string         `json:"batch,omitempty"`
	Job             int64          `json:"job,omitempty"`
	From            string         `json:"from,omitempty"`
	To              string         `json:"to,omitempty"`
	Counts          map[string]int `json:"counts,omitempty"`
	Code            string         `json:"code,omitempty"`
	Digest          string         `json:"digest,omitempty"` // of the request, or of the file
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
	var base Base
	var prev Hash
	var n int64
	told := true
	for link, err := range links {
		if err == nil && n == 0 && link.After != nil {
			base, told = *link.After, false
			prev = base.Hash
		}
		want := base.Sequence + n + 1
		if err != nil {
			return n, fmt.Errorf("read audit event %d: %w", want, err)
		}
		e, err := check(prev, want, link)
		if err != nil {
			return n, err
		}
		told = told || base.toldIn(e)
		prev = link.Hash
		n++
	}
	if !told {
		return n, &Broken{base.Sequence, "it and those before it are missing, and no event says that they were deleted after their time"}
	}
	return n, nil
}

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
