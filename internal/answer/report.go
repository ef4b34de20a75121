package answer

import (
	"fmt"
	"io"
	"time"

	"lrsdrop/internal/record"
)

// ShownRows is how many rows of a problem the page lists; a [Section] needs no
// more.
const ShownRows = 20

// Report is NAME.report.html (INTERFACE section 4): one self-contained page for
// the person who dropped the file. It says what became of the file and what to
// do, in plain English, and prints well. The pipeline fills the fields; the
// words between them are made here.
type Report struct {
	Environment  Environment
	Trial        bool   // from an inbox with `send: false`
	Organisation string // its name
	Name         string // the whole name of the dropped file
	FileID       string
	User         string      // who the file is sent for
	Kind         record.Kind // empty until it could be told
	State        State
	Final        bool
	WaitingFor   Wait
	WaitingSince time.Time // zero: not known, or of no use
	ReceivedAt   time.Time
	UpdatedAt    time.Time
	NextCheckAt  time.Time // zero: none is planned
	Batches      []Batch
	Counts       Counts
	// Corrected counts those rows of this file, by their outcome here, whose
	// correction in a later file was accepted, or matched for a verify file.
	Corrected Counts
	// Continued counts those whose correction was dropped and has not come so
	// far, or not to a good end: ContinuedIn names the files whose reports say
	// more.
	Continued      Counts
	ContinuedIn    []string
	Stopped        *Stopped  // why the file as a whole was stopped
	Sections       []Section // a problem each
	UnknownColumns []string  // columns that nobody knows
	Corrects       string    // id of the file whose errors.csv this is; empty: none
	Continues      string    // id of the file that this one was when it was sent first, before more was written to it; empty: none
	DuplicateOf    *Earlier
	ErrorsNames    []string // every errors.csv, the oldest first
	ReviewNames    []string // every review.csv with rows that still wait, the oldest first
	SaveTo         string   // where a corrected or filled-in file is dropped
	Support        Support
}

// left are the rows that no later file has taken over.
func (r Report) left() Counts { return r.Counts.less(r.Corrected).less(r.Continued) }

// Section is one problem and the rows that have it. Its words come from the
// problem itself or from the code catalogue.
type Section struct {
	Code     string
	Title    string // empty: the first sentence of Happened
	Count    int    // rows; 0: the file as a whole
	Happened string
	Do       string
	Who      string // who acts first, in words
	Warning  bool   // noted, and stopped nothing
	Rows     []SectionRow
}

// SectionRow names a row without telling who it is about.
type SectionRow struct {
	Row           int // as a spreadsheet numbers it
	MISIdentifier string
}

// Stopped is why a file as a whole was stopped.
type Stopped struct {
	Code     string
	Happened string
	Do       string
	Who      string // who acts first, in words
}

// Support is whom to ask (configuration key `support`). Empty fields are left
// out.
type Support struct{ Organisation, Email, Phone, Hours string }

// Write writes the page. The same report always gives the same bytes. A negative
// count is refused before anything is written.
func (r Report) Write(w io.Writer) error {
	view, err := newPage(r)
	if err != nil {
		return fmt.Errorf("preparing the report of file %s: %w", r.FileID, err)
	}
	if err := pageTemplate.Execute(w, view); err != nil {
		return fmt.Errorf("writing the report of file %s: %w", r.FileID, err)
	}
	return nil
}

// Verdict is the sentence at the top of the page: what became of the file and
// what is left to do.
func (r Report) Verdict() (string, error) {
	clock, err := newClock()
	if err != nil {
		return "", err
	}
	return newTally(r).verdict(clock), nil
}
