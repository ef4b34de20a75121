package answer

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"time"

	"lrsdrop/internal/record"
)

// StatusSchema is the version of status.json, its `schema` key.
const StatusSchema = 1

// Status is NAME.status.json (INTERFACE section 5), for scripts. Every key is
// always there: null where there is no value, [] for an empty list, and a
// number for every outcome a row can have.
//
// No field takes a learner's details: rows appear as numbers, what is waited
// for as a reason, and a problem as its code.
type Status struct {
	FileID         string
	Name           string // the whole name of the dropped file
	Organisation   string // id of the organisation
	Environment    Environment
	User           string      // who the file is sent for
	Kind           record.Kind // empty until it could be told
	State          State
	Final          bool
	WaitingFor     Wait
	WaitingSince   time.Time // as in Report
	NeedsAttention bool
	ReceivedAt     time.Time
	UpdatedAt      time.Time
	NextCheckAt    time.Time // zero: none is planned
	SHA256         string    // of the file, hexadecimal
	Bytes          int64
	Rows           Counts
	Batches        []Batch
	Outputs        []Output
	Corrects       string // id of the file whose errors.csv this is; empty: none
	DuplicateOf    *Earlier
	Problems       []Tally

	// Meaning gives the message of a code from the code catalogue. It sees the
	// code alone, so no message can hold a value from a row. Needed when there
	// are Problems.
	Meaning func(code string) string
}

// Batch is one part of a file, as it went to LRS.
type Batch struct {
	ID          string
	Operation   string // of LRS, as contract 1.1 names it
	Rows        int
	State       string    // of the store, one lower-case word
	JobID       int64     // of LRS; 0: none yet
	SubmittedAt time.Time // zero: not yet
	FinishedAt  time.Time // zero: not yet
	Code        string    // of LRS as received, or LOCAL-...; empty: none
}

// Output is one file in the outbox.
type Output struct {
	Name   string
	SHA256 string // hexadecimal
	Rows   int    // 0 for a file that has no rows
}

// Earlier is the file that a duplicate repeats.
type Earlier struct {
	FileID     string
	ReceivedAt time.Time
}

// Tally is how many rows have one problem; Count is 1 for the file as a whole.
type Tally struct {
	Code  string
	Count int
}

// Write writes the status as indented JSON with a line end. It fails without
// writing when a value makes no sense: a negative count, an unknown state.
func (s Status) Write(w io.Writer) error {
	if err := s.check(); err != nil {
		return fmt.Errorf("writing the status of file %s: %w", s.FileID, err)
	}
	text, err := json.MarshalIndent(s.wire(), "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the status of file %s: %w", s.FileID, err)
	}
	if _, err := w.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("writing the status of file %s: %w", s.FileID, err)
	}
	return nil
}

// batchWord is what a batch's state and operation look like, and no value of a
// row does: one word.
var batchWord = regexp.MustCompile(`^[A-Za-z_]{1,40}$`)

func (s Status) check() error {
	if err := s.Rows.check(); err != nil {
		return err
	}
	for _, b := range s.Batches {
		if !batchWord.MatchString(b.State) || !batchWord.MatchString(b.Operation) {
			return fmt.Errorf("batch %s has a state or operation that is no single word", b.ID)
		}
	}
	switch {
	case !s.State.known():
		return fmt.Errorf("unknown state %q", s.State)
	case len(s.Problems) > 0 && s.Meaning == nil:
		return fmt.Errorf("%d problems without their meaning", len(s.Problems))
	}
	return nil
}
