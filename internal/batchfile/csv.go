package batchfile

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"lrsdrop/internal/record"
)

// csvSource reads rows with encoding/csv, behind a guard.
type csvSource struct {
	parser   *csv.Reader
	guard    *guard
	scan     *csvScanner
	embedded int // line breaks inside quotation marks so far
	number   int // of the row read last
	width    int // columns of the file; 0 before they are known
	names    []string
}

func (r *Reader) openCSV(in io.Reader, start []byte) error {
	delimiter := sniffDelimiter(start)
	scan := newCSVScanner(delimiter)
	g := &guard{in: in, scanner: scan, offset: r.start()}
	scan.recordStart = g.offset
	parser := csv.NewReader(bufio.NewReaderSize(g, max(room(r.input.in), 4096)))
	parser.Comma = rune(delimiter)
	parser.FieldsPerRecord = -1 // a ragged row is a problem of that row
	parser.ReuseRecord = true
	s := &csvSource{parser: parser, guard: g, scan: scan}
	r.source = s
	r.head.Format, r.head.Delimiter = FormatCSV, rune(delimiter)
	return r.readColumns(s)
}

// sniffDelimiter takes the mark that parts most names in the first line with
// anything in it.
func sniffDelimiter(start []byte) byte {
	start = bytes.TrimLeft(start, "\r\n")
	if end := bytes.IndexAny(start, "\r\n"); end >= 0 {
		start = start[:end]
	}
	best, most := byte(','), 0
	for _, d := range []byte{',', ';', '\t'} {
		if n := bytes.Count(start, []byte{d}); n > most {
			best, most = d, n
		}
	}
	return best
}

// readColumns reads the batch header, if there is one, and the column names.
func (r *Reader) readColumns(s *csvSource) error {
	names, err := s.nextHead()
	if err == io.EOF {
		return emptyFile()
	}
	if isHeader(names) {
		names, err = r.readHeader(s, names)
	}
	if err == io.EOF {
		return noRows()
	}
	if err != nil {
		return err
	}
	s.width, s.names = len(names), names
	if err := r.planColumns(names, s.number); err != nil {
		return err
	}
	if r.head.Kind == record.KindDecision {
		return nil // whose it is shows in the rows that it names
	}
	return r.checkHeader()
}

func isHeader(names []string) bool {
	for _, n := range names {
		if n = strings.TrimSpace(n); strings.EqualFold(n, headerCount) || strings.EqualFold(n, headerOrganisation) {
			return true
		}
	}
	return false
}

// readHeader reads the row of values below the names and gives the row of
// column names that follows.
func (r *Reader) readHeader(s *csvSource, names []string) ([]string, error) {
	values, err := s.nextHead()
	if err != nil {
		return nil, err
	}
	r.head.Header = &Header{}
	for i, name := range names {
		if i >= len(values) {
			break
		}
		known, err := r.head.Header.set(strings.TrimSpace(name), values[i])
		if err != nil {
			return nil, err
		}
		if !known && strings.TrimSpace(name) != "" {
			r.unknown(strings.TrimSpace(name))
		}
	}
	return s.nextHead()
}

// nextHead reads a row of the head, which is kept.
func (s *csvSource) nextHead() ([]string, error) {
	got, err := s.next()
	return append([]string(nil), got.cells...), err
}

// next reads one row with anything in it.
func (s *csvSource) next() (raw, error) {
	for {
		cells, err := s.parser.Read()
		if err != nil {
			return raw{}, s.refusal(err)
		}
		s.count(cells)
		if blank(cells) {
			continue
		}
		if len(cells) < s.width && s.cutOff() {
			return raw{}, truncatedRow(s.number)
		}
		return raw{number: s.number, cells: s.trimmed(cells)}, nil
	}
}

// count works out the row's number: its line, less the line breaks inside
// quotation marks before it.
func (s *csvSource) count(cells []string) {
	last := len(cells) - 1
	first, _ := s.parser.FieldPos(0)
	line := first
	if last > 0 {
		line, _ = s.parser.FieldPos(last)
	}
	s.number = first - s.embedded
	s.embedded += line - first + strings.Count(cells[last], "\n")
}

// blank reports a row without anything, as spreadsheets leave below a table.
func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// trimmed takes away empty cells beyond the last column, which spreadsheets
// add.
func (s *csvSource) trimmed(cells []string) []string {
	if s.width == 0 {
		return cells
	}
	for len(cells) > s.width && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// cutOff reports whether the row read last has no line end: it may be half of
// what was written.
func (s *csvSource) cutOff() bool {
	return s.guard.ended && s.guard.holding == 0 && s.scan.open && s.scan.row == s.number
}

// refusal puts errors into our words. What the guard found explains what the
// parser found in the same row.
func (s *csvSource) refusal(err error) error {
	found, stopped := errors.AsType[*fault](s.guard.err)
	syntax, malformed := errors.AsType[*csv.ParseError](err)
	if malformed && !(stopped && found.row <= syntax.StartLine-s.embedded) {
		return strayQuote(syntax.StartLine - s.embedded)
	}
	if !stopped {
		return err
	}
	column := ""
	if found.cell >= 0 && found.cell < len(s.names) {
		column = strings.TrimSpace(s.names[found.cell])
	}
	return found.refuse(found.row, column)
}

// csvScanner follows quotation marks and line ends as encoding/csv does.
type csvScanner struct {
	class       [256]byte
	state       byte
	open        bool // a row has begun and not ended
	row, cell   int  // of the next byte; rows from 1
	quoteRow    int
	quoteStart  int64
	recordStart int64
}

// States of a csvScanner.
const (
	cellStart byte = iota
	inCell
	inQuotes
	quoteInQuotes
)

// Classes of bytes that a csvScanner stops at.
const (
	ordinary byte = iota
	quoteMark
	delimiterMark
	lineFeed
	carriageReturn
	nulByte
)

func newCSVScanner(delimiter byte) *csvScanner {
	s := &csvScanner{row: 1}
	s.class[delimiter] = delimiterMark
	s.class['"'] = quoteMark
	s.class['\n'] = lineFeed
	s.class['\r'] = carriageReturn
	s.class[0] = nulByte
	return s
}

// scan also turns a carriage return that stands alone into a line feed, which
// is all that encoding/csv knows.
func (s *csvScanner) scan(p []byte, base int64) (int, *fault) {
	state := s.state
	for i, c := range p {
		class := s.class[c]
		if class == ordinary {
			if state != inQuotes {
				state = inCell
			}
			continue
		}
		if class == delimiterMark && state != inQuotes && s.cell < maxCells-1 {
			s.cell++
			state = cellStart
			continue
		}
		if class == carriageReturn && state != inQuotes && (i+1 == len(p) || p[i+1] != '\n') {
			p[i], class = '\n', lineFeed
		}
		state = s.step(class, state, base+int64(i))
		if found := s.judge(class, state, base+int64(i)); found != nil {
			return i, found
		}
	}
	s.state = state
	if len(p) > 0 {
		s.open = p[len(p)-1] != '\n' || state == inQuotes
	}
	return len(p), s.judgeSize(state, base+int64(len(p)))
}

func (s *csvScanner) step(class, state byte, offset int64) byte {
	switch {
	case class == quoteMark:
		return s.quote(state, offset)
	case state == inQuotes:
		return state
	case class == lineFeed:
		return cellStart
	}
	return inCell
}

func (s *csvScanner) quote(state byte, offset int64) byte {
	switch state {
	case cellStart:
		s.quoteRow, s.quoteStart = s.row, offset
		return inQuotes
	case inQuotes:
		return quoteInQuotes
	case quoteInQuotes:
		return inQuotes
	}
	return state
}

// judge looks at the bounds after a byte that means something.
func (s *csvScanner) judge(class, state byte, offset int64) *fault {
	switch {
	case class == nulByte:
		return &fault{s.row, s.cell, func(row int, column string) *Refusal { return nulInText(row, column, offset) }}
	case class == delimiterMark && state != inQuotes:
		start := s.recordStart
		return &fault{s.row, -1, func(row int, _ string) *Refusal { return tooManyCells(row, start) }}
	case class == lineFeed && state != inQuotes:
		found := s.judgeSize(state, offset)
		s.row++
		s.cell = 0
		s.recordStart = offset + 1
		return found
	}
	return nil
}

func (s *csvScanner) judgeSize(state byte, offset int64) *fault {
	switch {
	case offset-s.recordStart <= maxRecord:
		return nil
	case state == inQuotes:
		start := s.quoteStart
		return &fault{s.quoteRow, -1, func(row int, _ string) *Refusal { return longQuote(row, start) }}
	}
	start := s.recordStart
	return &fault{s.row, -1, func(row int, column string) *Refusal { return tooLong(row, column, start) }}
}

func (s *csvScanner) unclosed() *fault {
	start := s.quoteStart
	return &fault{s.quoteRow, -1, func(row int, _ string) *Refusal { return openQuote(row, start) }}
}

func (s *csvScanner) end() *fault {
	if s.state == inQuotes {
		return s.unclosed()
	}
	return nil
}

func (s *csvScanner) place() (row, cell int) { return s.row, s.cell }
