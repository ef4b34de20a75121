package answer

import (
	"io"
	"log/slog"

	"lrsdrop/internal/record"
)

// ReviewRow is one line of NAME.review.csv: a row that waits for a person's
// decision. The learner's details are those that were sent; of what LRS
// returned only the ULN is shown (O6). The person fills in the columns that
// [ReviewWriter] adds behind these: ULNToUse, Decision, DecidedBy, Note.
type ReviewRow struct {
	File          string // id of the file the row came in
	Row           int    // as a spreadsheet numbers it
	MISIdentifier string
	ULN           string
	GivenName     string
	FamilyName    string
	DateOfBirth   string // yyyy-mm-dd
	ReturnedULN   string // of the master record, when LRS returned another ULN
	Code          string // WSVRC002, WSVRC003 or WSVRC004
	WhatDiffers   string // in words; the ULN that LRS has stands in ReturnedULN
	WhatToDo      string
}

// String keeps a learner out of every formatted message.
func (ReviewRow) String() string { return "[review row]" }

// LogValue keeps a learner out of every log.
func (ReviewRow) LogValue() slog.Value { return slog.StringValue("[review row]") }

// reviewLine is a ReviewRow as the file shows it, with the person's columns.
type reviewLine struct {
	File          string `csv:"LRSDROP_File"`
	Row           int    `csv:"LRSDROP_Row"`
	MISIdentifier string `csv:"MISIdentifier"`
	ULN           string `csv:"ULN"`
	GivenName     string `csv:"GivenName"`
	FamilyName    string `csv:"FamilyName"`
	DateOfBirth   string `csv:"DateOfBirth"`
	ReturnedULN   string `csv:"ReturnedULN"`
	Code          string `csv:"Code"`
	WhatDiffers   string `csv:"WhatDiffers"`
	WhatToDo      string `csv:"WhatToDo"`
	ULNToUse      string `csv:"ULNToUse"`
	Decision      string `csv:"Decision"`
	DecidedBy     string `csv:"DecidedBy"`
	Note          string `csv:"Note"`
}

// ReviewWriter streams NAME.review.csv for a person with a spreadsheet: a BOM,
// CRLF, no line break inside a cell, and no cell that runs as a formula. It is
// not safe for concurrent use.
type ReviewWriter struct{ rows *structWriter[reviewLine] }

// NewReviewWriter starts a review file on w.
func NewReviewWriter(w io.Writer) *ReviewWriter {
	return &ReviewWriter{rows: newStructWriter[reviewLine](w, byteOrderMark)}
}

// Write adds one row. An error of the underlying writer may come later, at the
// latest from Close.
func (w *ReviewWriter) Write(r ReviewRow) error {
	cell := func(s string) string { return record.EscapeCell(oneLine(s)) }
	return w.rows.write(reviewLine{
		File: cell(r.File), Row: r.Row, MISIdentifier: cell(r.MISIdentifier), ULN: cell(r.ULN),
		GivenName: cell(r.GivenName), FamilyName: cell(r.FamilyName), DateOfBirth: cell(r.DateOfBirth),
		ReturnedULN: cell(r.ReturnedULN), Code: cell(r.Code),
		WhatDiffers: cell(r.WhatDiffers), WhatToDo: cell(r.WhatToDo),
	})
}

// Close writes what is buffered, and the column names of a file without a row.
// It does not close the underlying writer.
func (w *ReviewWriter) Close() error { return w.rows.close() }
