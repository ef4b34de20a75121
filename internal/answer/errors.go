package answer

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"lrsdrop/internal/record"
)

// Mark says why a row is in NAME.errors.csv and ties it to where it came from,
// so that its correction can be told when it is dropped.
type Mark struct {
	File    string // id of the file the row came in
	Row     int    // as a spreadsheet numbers it
	Code    string
	Problem string // what is wrong
	Action  string // what to do
}

// ErrorsWriter streams NAME.errors.csv: the rows to correct as they were read,
// with our columns behind them. A BOM, CRLF, comma, no batch header, and no
// cell that runs as a formula. It is not safe for concurrent use.
type ErrorsWriter struct {
	table   *csv.Writer
	columns int
	line    []string
	err     error
}

// NewErrorsWriter starts an errors file on w with the columns of the input.
func NewErrorsWriter(w io.Writer, columns []string) *ErrorsWriter {
	table, err := newCSV(w, byteOrderMark)
	e := &ErrorsWriter{table: table, columns: len(columns), err: err}
	e.input(columns)
	_ = e.put("LRSDROP_File", "LRSDROP_Row", "LRSDROP_Code", "LRSDROP_Problem", "LRSDROP_Action") // its error stays in e
	return e
}

// Write adds one row. Missing cells are left empty; cells beyond the columns
// are left out, because they would push our columns aside: the mark must say
// so. An error of the underlying writer may come later, at the latest from
// Close.
func (e *ErrorsWriter) Write(cells []string, m Mark) error {
	e.input(cells)
	return e.put(m.File, strconv.Itoa(m.Row), m.Code, m.Problem, m.Action)
}

// Close writes what is buffered. It does not close the underlying writer.
func (e *ErrorsWriter) Close() error {
	if e.err != nil {
		return e.err
	}
	e.table.Flush()
	if err := e.table.Error(); err != nil {
		e.err = fmt.Errorf("writing the rows to correct: %w", err)
	}
	return e.err
}

// input starts a line with the cells as they were read: a line break inside
// one stays, so that the row comes back as it went out.
func (e *ErrorsWriter) input(cells []string) {
	e.line = e.line[:0]
	for i := range e.columns {
		cell := ""
		if i < len(cells) {
			cell = record.EscapeCell(cells[i])
		}
		e.line = append(e.line, cell)
	}
}

// put ends the line with our own cells and writes it.
func (e *ErrorsWriter) put(cells ...string) error {
	for _, cell := range cells {
		e.line = append(e.line, record.EscapeCell(oneLine(cell)))
	}
	if e.err == nil {
		if err := e.table.Write(e.line); err != nil {
			e.err = fmt.Errorf("writing a row to correct: %w", err)
		}
	}
	return e.err
}
