package answer

import (
	"bytes"
	"encoding/json"
	"regexp"
	"time"

	"lrsdrop/internal/record"
)

// statusWire is status.json key by key, in the order of INTERFACE section 5.
type statusWire struct {
	Schema         int           `json:"schema"`
	FileID         string        `json:"file_id"`
	Name           string        `json:"name"`
	Organisation   string        `json:"organisation"`
	Environment    Environment   `json:"environment"`
	User           string        `json:"user"`
	Kind           *record.Kind  `json:"kind"`
	State          State         `json:"state"`
	Final          bool          `json:"final"`
	WaitingFor     string        `json:"waiting_for"`
	NeedsAttention bool          `json:"needs_attention"`
	ReceivedAt     string        `json:"received_at"`
	UpdatedAt      string        `json:"updated_at"`
	NextCheckAt    *string       `json:"next_check_at"`
	SHA256         string        `json:"sha256"`
	Bytes          int64         `json:"bytes"`
	Rows           rowsWire      `json:"rows"`
	Batches        []batchWire   `json:"batches"`
	Outputs        []outputWire  `json:"outputs"`
	Corrects       *correctsWire `json:"corrects"`
	DuplicateOf    *earlierWire  `json:"duplicate_of"`
	Problems       []problemWire `json:"problems"`
}

type batchWire struct {
	ID          string  `json:"id"`
	Operation   string  `json:"operation"`
	Rows        int     `json:"rows"`
	State       string  `json:"state"`
	JobID       *int64  `json:"job_id"`
	SubmittedAt *string `json:"submitted_at"`
	FinishedAt  *string `json:"finished_at"`
	Code        *string `json:"code"`
}

type outputWire struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Rows   int    `json:"rows"`
}

type correctsWire struct {
	FileID string `json:"file_id"`
}

type earlierWire struct {
	FileID     string `json:"file_id"`
	ReceivedAt string `json:"received_at"`
}

type problemWire struct {
	Code    string `json:"code"`
	Count   int    `json:"count"`
	Message string `json:"message"`
}

// rowsWire writes the total and every outcome, in their own order.
type rowsWire Counts

// MarshalJSON writes a number for each outcome, so that a script never meets a
// missing key.
func (c rowsWire) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"total":`)
	writeNumber(&b, Counts(c).Total())
	for _, outcome := range record.Outcomes() {
		b.WriteString(`,"` + outcome.String() + `":`)
		writeNumber(&b, c[outcome])
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func writeNumber(b *bytes.Buffer, n int) {
	text, _ := json.Marshal(n) // an int always encodes
	b.Write(text)
}

func (s Status) wire() statusWire {
	return statusWire{
		Schema: StatusSchema, FileID: s.FileID, Name: s.Name, Organisation: s.Organisation,
		Environment: s.Environment, User: s.User, Kind: orNull(s.Kind), State: s.State, Final: s.Final,
		WaitingFor: s.WaitingFor.since(s.WaitingSince), NeedsAttention: s.NeedsAttention,
		ReceivedAt: utc(s.ReceivedAt), UpdatedAt: utc(s.UpdatedAt), NextCheckAt: utcOrNull(s.NextCheckAt),
		SHA256: s.SHA256, Bytes: s.Bytes, Rows: rowsWire(s.Rows),
		Batches: each(s.Batches, Batch.wire), Outputs: each(s.Outputs, Output.wire),
		Corrects: s.corrects(), DuplicateOf: s.DuplicateOf.wire(), Problems: each(s.Problems, s.problem),
	}
}

func (b Batch) wire() batchWire {
	return batchWire{
		ID: b.ID, Operation: b.Operation, Rows: b.Rows, State: b.State, JobID: orNull(b.JobID),
		SubmittedAt: utcOrNull(b.SubmittedAt), FinishedAt: utcOrNull(b.FinishedAt), Code: orNull(shownCode(b.Code)),
	}
}

func (o Output) wire() outputWire { return outputWire(o) }

func (e *Earlier) wire() *earlierWire {
	if e == nil {
		return nil
	}
	return &earlierWire{FileID: e.FileID, ReceivedAt: utc(e.ReceivedAt)}
}

func (s Status) corrects() *correctsWire {
	if s.Corrects == "" {
		return nil
	}
	return &correctsWire{FileID: s.Corrects}
}

func (s Status) problem(t Tally) problemWire {
	return problemWire{Code: shownCode(t.Code), Count: t.Count, Message: s.Meaning(t.Code)}
}

// codeShape is what a code of LRS or of ours looks like: a letter first, a
// digit or hyphen somewhere.
var codeShape = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.]*[0-9-][A-Za-z0-9_.-]*$`)

// longestCode bounds a code that LRS sent; its own have eight characters.
const longestCode = 40

// shownCode keeps a code as received where it looks like one, and so keeps out
// whatever else LRS might put in its place.
func shownCode(code string) string {
	if code != "" && (len(code) > longestCode || !codeShape.MatchString(code)) {
		return record.CodeBadAnswer
	}
	return code
}

// utc gives RFC 3339 in UTC, to the second.
func utc(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

func utcOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := utc(t)
	return &text
}

// orNull gives null for the zero value.
func orNull[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}

// each converts a list; the result is never nil, so that JSON shows [].
func each[A, B any](list []A, convert func(A) B) []B {
	out := make([]B, 0, len(list))
	for _, a := range list {
		out = append(out, convert(a))
	}
	return out
}
