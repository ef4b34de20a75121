package lrssim

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"time"
)

// Bounds of what the simulator remembers of the calls.
const (
	maxRequests   = 10_000
	maxRowDigests = 4 << 20
)

// RowDigest stands for one submitted row: the same row gives the same digest as long as the
// simulator runs, and nothing leads back to the learner. A row of an achievement is ULN, reference,
// award date, action, action date and grade; of a verification ULN, family name, given name, birth date and gender.
type RowDigest [8]byte

// Digest is the digest that the history has of a row with these fields, in the order of [RowDigest].
// Dates are yyyy-MM-dd, the action is its number.
func (s *Simulator) Digest(uln string, others ...string) RowDigest {
	d, _ := s.digests.row(nil, append(slices.Clone(others), uln)...)
	return d
}

// String is the digest in 16 hexadecimal digits.
func (d RowDigest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText writes String to JSON.
func (d RowDigest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Request is one call that reached the services. It holds no learner data and no password.
type Request struct {
	Time         time.Time   `json:"time"`
	Operation    string      `json:"operation"`
	Organisation string      `json:"organisation"`               // the id, or "" when nobody was recognised
	Certificate  string      `json:"certificate"`                // the id of the organisation whose certificate came with the call, or ""
	UKPRN        string      `json:"ukprn,omitempty"`            // as the message said
	Reference    string      `json:"organisation_ref,omitempty"` // as the message said
	PasswordOf   string      `json:"password_of"`                // the id of the organisation whose password came, or ""
	User         string      `json:"user"`
	Records      int         `json:"records"`         // rows in the message, as counted
	Status       int         `json:"status"`          // HTTP status; 0 = the connection was dropped
	Code         string      `json:"code,omitempty"`  // of a fault or a refusing response
	Fault        FaultKind   `json:"fault,omitempty"` // the scripted fault that met the call
	JobID        int64       `json:"job_id,omitempty"`
	Accepted     bool        `json:"accepted"`         // a submit made a job, whatever the client was told
	Digest       string      `json:"digest,omitempty"` // of the rows in their order
	Rows         []RowDigest `json:"rows,omitempty"`
	RowsDropped  bool        `json:"rows_dropped,omitempty"` // the history was full, Rows was let go
}

// Taken is what LRS has taken of an organisation's achievement batches, however long ago. The sum of the
// rows' digests, modulo 2^64, tells which rows that were and how often each came, without keeping them:
// it is that of another list only if both have the same rows as often.
type Taken struct {
	Batches, Rows int
	Sum           uint64
}

// Add counts one more row.
func (t *Taken) Add(d RowDigest) {
	t.Rows++
	t.Sum += binary.BigEndian.Uint64(d[:])
}

// history is the bounded list of calls.
type history struct {
	requests []Request
	rows     int // digests held
	bare     int // requests before this one have let their rows go
}

func (h *history) add(r Request) {
	h.requests = append(h.requests, r)
	h.rows += len(r.Rows)
	for h.rows > maxRowDigests {
		old := &h.requests[h.bare]
		h.rows -= len(old.Rows)
		old.RowsDropped = len(old.Rows) > 0
		old.Rows = nil
		h.bare++
	}
	if over := len(h.requests) - maxRequests; over > 0 {
		h.rows -= len(h.requests[0].Rows)
		h.requests[0] = Request{}
		h.requests = h.requests[over:]
		h.bare = max(0, h.bare-over)
	}
}

func (h *history) list() []Request { return append([]Request(nil), h.requests...) }

// digester makes row digests under a key that lives and dies with the simulator.
type digester struct{ key [32]byte }

func newDigester() digester {
	var d digester
	rand.Read(d.key[:]) // never fails, see crypto/rand
	return d
}

// row digests the fields; buf is scratch space that is returned for the next row.
func (d *digester) row(buf []byte, fields ...string) (RowDigest, []byte) {
	buf = append(buf[:0], d.key[:]...)
	for _, f := range fields {
		buf = append(append(buf, f...), 0)
	}
	sum := sha256.Sum256(buf)
	return RowDigest(sum[:8]), buf
}
