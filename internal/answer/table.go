package answer

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gocarina/gocsv"
)

const (
	byteOrderMark = "\ufeff" // tells spreadsheets that the text is UTF-8
	flushRows     = 256      // rows handed to gocsv at once; hides the cost of its reflection set-up
)

// newCSV starts a table as RFC 4180 has it: comma, CRLF, quotes where needed.
func newCSV(w io.Writer, prefix string) (*csv.Writer, error) {
	buffered := bufio.NewWriterSize(w, 64<<10)
	_, err := buffered.WriteString(prefix)
	table := csv.NewWriter(buffered)
	table.UseCRLF = true
	return table, err
}

// structWriter streams structs with csv tags through gocsv, a few hundred at a
// time.
type structWriter[T any] struct {
	table *csv.Writer
	rows  []T
	named bool // the column names are written
	err   error
}

func newStructWriter[T any](w io.Writer, prefix string) *structWriter[T] {
	table, err := newCSV(w, prefix)
	return &structWriter[T]{table: table, rows: make([]T, 0, flushRows), err: err}
}

func (w *structWriter[T]) write(row T) error {
	w.rows = append(w.rows, row)
	if len(w.rows) < flushRows {
		return w.err
	}
	return w.flush()
}

func (w *structWriter[T]) close() error { return w.flush() }

func (w *structWriter[T]) flush() error {
	if w.err != nil {
		return w.err
	}
	marshal := gocsv.MarshalCSVWithoutHeaders
	if !w.named {
		marshal = gocsv.MarshalCSV
	}
	if err := marshal(w.rows, w.table); err != nil {
		w.err = fmt.Errorf("writing %d rows: %w", len(w.rows), err)
	}
	w.rows, w.named = w.rows[:0], true
	return w.err
}

// oneLine gives valid UTF-8 without line breaks and control characters, each
// replaced by a space. A tab stays.
func oneLine(s string) string {
	if plain(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", " ")
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, s)
}

// plain reports that every byte is printable ASCII: nearly every cell.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= utf8.RuneSelf || s[i] == 0x7f {
			return false
		}
	}
	return true
}
