package answer

import (
	"encoding/csv"
	"fmt"
	"io"
	"log/slog"
	"strconv"

	"github.com/gocarina/gocsv"

	"lrsdrop/internal/record"
)

// Result is one line of NAME.result.csv: what became of one row. The fields
// stand in the order of the columns; columns are only ever appended.
type Result struct {
	Row            int    `csv:"Row"`            // as a spreadsheet numbers it
	MISIdentifier  string `csv:"MISIdentifier"`  // the client's own, may repeat
	ULN            string `csv:"ULN"`            // as sent, never as LRS holds it
	Reference      string `csv:"Reference"`      // qualification or unit; empty for a verify row
	AwardDate      string `csv:"AwardDate"`      // yyyy-mm-dd; empty for a verify row
	Outcome        string `csv:"Outcome"`        // the word of a record.Outcome
	Code           string `csv:"Code"`           // of LRS as received, or LOCAL-...
	Meaning        string `csv:"Meaning"`        // the code in words
	Action         string `csv:"Action"`         // what to do
	Who            string `csv:"Who"`            // who acts first
	BatchID        string `csv:"BatchID"`        // ours
	JobID          string `csv:"JobID"`          // of LRS
	FileID         string `csv:"FileID"`         // the file this row came in
	OriginalFileID string `csv:"OriginalFileID"` // of a corrected row: the file it was first dropped in
	OriginalRow    string `csv:"OriginalRow"`    // and its row there
	Detail         string `csv:"Detail"`         // warnings, failure flags, the earlier file; never a detail that LRS returned
}

// String keeps a learner out of every formatted message.
func (Result) String() string { return "[result]" }

// LogValue keeps a learner out of every log.
func (Result) LogValue() slog.Value { return slog.StringValue("[result]") }

// ResultWriter streams NAME.result.csv: UTF-8 without BOM, CRLF, comma, RFC
// 4180, no line break inside a cell. It is not safe for concurrent use.
//
// gocsv names the columns from the tags of [Result]. It does not write the
// rows: its reflection takes four times as long as encoding/csv alone, and a
// result can have a million of them.
type ResultWriter struct {
	table  *csv.Writer
	escape bool
	line   []string
	err    error
}

// NewResultWriter starts a result file on w. With escape, a cell that a
// spreadsheet would take for a formula gets an apostrophe in front
// (INTERFACE section 4, `result_escape`).
func NewResultWriter(w io.Writer, escape bool) *ResultWriter {
	table, err := newCSV(w, "")
	if err == nil {
		err = gocsv.MarshalCSV([]Result{}, table)
	}
	return &ResultWriter{table: table, escape: escape, err: err}
}

// Write adds one row. An error of the underlying writer may come later, at the
// latest from Close.
func (w *ResultWriter) Write(r Result) error {
	if w.err != nil {
		return w.err
	}
	w.line = append(w.line[:0],
		strconv.Itoa(r.Row), w.cell(r.MISIdentifier), w.cell(r.ULN), w.cell(r.Reference), w.cell(r.AwardDate),
		w.cell(r.Outcome), w.cell(r.Code), w.cell(r.Meaning), w.cell(r.Action), w.cell(r.Who), w.cell(r.BatchID),
		w.cell(r.JobID), w.cell(r.FileID), w.cell(r.OriginalFileID), w.cell(r.OriginalRow), w.cell(r.Detail))
	if err := w.table.Write(w.line); err != nil {
		w.err = fmt.Errorf("writing the result of row %d: %w", r.Row, err)
	}
	return w.err
}

// Close writes what is buffered. It does not close the underlying writer.
func (w *ResultWriter) Close() error {
	if w.err != nil {
		return w.err
	}
	w.table.Flush()
	if err := w.table.Error(); err != nil {
		w.err = fmt.Errorf("writing the results: %w", err)
	}
	return w.err
}

func (w *ResultWriter) cell(s string) string {
	s = oneLine(s)
	if w.escape {
		return record.EscapeCell(s)
	}
	return s
}
