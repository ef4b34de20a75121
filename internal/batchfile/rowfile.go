package batchfile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"lrsdrop/internal/record"
)

// The checked rows of a file are kept in the spool so that they are read and
// checked once. Each row is
//
//	length of the row, as a uvarint
//	the row: its numbers, the fields, what it corrects, its problems, and
//	         in a decision file the decision;
//	         a text is its length as a uvarint and its bytes
//	CRC-32C of the row, 4 bytes little-endian
//
// so that reading can begin at any row whose offset is known. The cells are
// not kept: the file itself has them.

// maxKept is more than any row of a Reader comes to.
const maxKept = 4 << 20

const maxProblems = 1 << 10 // of one row

// castagnoli makes the table of the row checksum; package crc32 keeps it.
func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// RowWriter keeps checked rows.
type RowWriter struct {
	out    *bufio.Writer
	table  *crc32.Table
	buf    []byte
	offset int64
}

// NewRowWriter writes rows to out from its present place.
func NewRowWriter(out io.Writer) *RowWriter {
	return &RowWriter{out: bufio.NewWriterSize(out, room(out)), table: castagnoli()}
}

// Offset is where the next row will start, counted from the first byte this
// writer wrote.
func (w *RowWriter) Offset() int64 { return w.offset }

// Flush hands all rows to the writer below. Making them durable is its duty.
func (w *RowWriter) Flush() error {
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("writing checked rows: %w", err)
	}
	return nil
}

// Write keeps all of a row but its cells.
func (w *RowWriter) Write(row *Row) error {
	w.buf = appendRow(w.buf[:0], row)
	if len(w.buf) > maxKept {
		return fmt.Errorf("keeping row %d: %d bytes are more than a row may have", row.Number, len(w.buf))
	}
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(len(w.buf)))
	w.buf = binary.LittleEndian.AppendUint32(w.buf, crc32.Checksum(w.buf, w.table))
	if _, err := w.out.Write(head[:n]); err != nil {
		return fmt.Errorf("writing checked rows: %w", err)
	}
	if _, err := w.out.Write(w.buf); err != nil {
		return fmt.Errorf("writing checked rows: %w", err)
	}
	w.offset += int64(n + len(w.buf))
	return nil
}

func appendRow(b []byte, row *Row) []byte {
	b = binary.AppendUvarint(b, uint64(row.Number))
	b = binary.AppendUvarint(b, uint64(row.Ordinal))
	for f := range record.Field(record.FieldCount) {
		b = appendText(b, *f.In(&row.Achievement))
	}
	b = appendText(b, row.Corrects.File)
	b = binary.AppendUvarint(b, uint64(row.Corrects.Row))
	b = binary.AppendUvarint(b, uint64(len(row.Problems)))
	for i := range row.Problems {
		b = appendProblem(b, &row.Problems[i])
	}
	if d := row.Decision; d != (record.Decision{}) {
		for _, s := range []string{d.Verdict, d.ULN, d.By, d.Note} {
			b = appendText(b, s)
		}
	}
	return b
}

func appendProblem(b []byte, p *record.Problem) []byte {
	b = binary.AppendUvarint(b, uint64(p.Row))
	for _, s := range []string{p.Column, p.Code, p.Message, p.Action} {
		b = appendText(b, s)
	}
	if p.Warning {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// RowReader reads what a RowWriter kept.
type RowReader struct {
	in     *bufio.Reader
	table  *crc32.Table
	buf    []byte
	offset int64
}

// Offset is where the next row starts, counted from where this reader began.
func (r *RowReader) Offset() int64 { return r.offset }

// NewRowReader reads from the start of any row.
func NewRowReader(in io.Reader) *RowReader {
	return &RowReader{in: bufio.NewReaderSize(in, room(in)), table: castagnoli()}
}

// Next reads a row into row, whose Problems are used again and whose Cells
// become nil. The error is io.EOF after the last row, or wraps
// io.ErrUnexpectedEOF where the rows are damaged or break off. A file cut
// exactly between two rows looks whole: the caller knows how many there are.
func (r *RowReader) Next(row *Row) error {
	if _, err := r.in.Peek(1); err == io.EOF {
		return io.EOF
	}
	if err := r.readChecked(); err != nil {
		return fmt.Errorf("reading checked rows: %w", err)
	}
	d := decoder{text: string(r.buf)}
	d.row(row)
	if d.bad || d.text != "" {
		return fmt.Errorf("reading checked rows: a damaged row: %w", io.ErrUnexpectedEOF)
	}
	return nil
}

func (r *RowReader) readChecked() error {
	length, err := binary.ReadUvarint(r.in)
	if err != nil {
		return cutShort(err)
	}
	if length > maxKept {
		return fmt.Errorf("a row of %d bytes: %w", length, io.ErrUnexpectedEOF)
	}
	if err := r.readBounded(int(length) + crc32.Size); err != nil {
		return cutShort(err)
	}
	body, sum := r.buf[:length], r.buf[length:]
	if crc32.Checksum(body, r.table) != binary.LittleEndian.Uint32(sum) {
		return fmt.Errorf("a damaged row: %w", io.ErrUnexpectedEOF)
	}
	r.buf = body
	r.offset += int64(len(binary.AppendUvarint(nil, length))) + int64(length) + crc32.Size
	return nil
}

// readBounded takes memory only as the bytes arrive, so that a damaged length
// costs nothing.
func (r *RowReader) readBounded(n int) error {
	r.buf = r.buf[:0]
	for len(r.buf) < n {
		step := min(n-len(r.buf), bufferSize)
		start := len(r.buf)
		r.buf = append(r.buf, make([]byte, step)...)
		if _, err := io.ReadFull(r.in, r.buf[start:]); err != nil {
			return err
		}
	}
	return nil
}

// cutShort makes the end of the file inside a row an unexpected one. An
// overlong number is damage too.
func cutShort(err error) error {
	if err == io.EOF || err.Error() == "binary: varint overflows a 64-bit integer" {
		return io.ErrUnexpectedEOF
	}
	return err
}

// decoder takes a row apart. After the first damage everything is empty.
type decoder struct {
	text string
	bad  bool
}

func (d *decoder) row(row *Row) {
	*row = Row{Problems: row.Problems[:0]}
	row.Number, row.Ordinal = d.number(), d.number()
	for f := range record.Field(record.FieldCount) {
		*f.In(&row.Achievement) = d.string()
	}
	row.Corrects = Correction{File: d.string(), Row: d.number()}
	count := d.number()
	if count > maxProblems {
		d.bad = true
	}
	for range count {
		if d.bad {
			return
		}
		row.Problems = append(row.Problems, d.problem())
	}
	if d.text != "" {
		row.Decision = record.Decision{Verdict: d.string(), ULN: d.string(), By: d.string(), Note: d.string()}
	}
}

func (d *decoder) problem() record.Problem {
	p := record.Problem{Row: d.number(), Column: d.string(), Code: d.string(), Message: d.string(), Action: d.string()}
	if d.text == "" {
		d.bad = true
		return p
	}
	p.Warning = d.text[0] == 1
	d.text = d.text[1:]
	return p
}

func (d *decoder) number() int {
	n, size := uvarint(d.text)
	if size <= 0 || n > 1<<40 {
		d.bad, d.text = true, ""
		return 0
	}
	d.text = d.text[size:]
	return int(n)
}

func (d *decoder) string() string {
	n := d.number()
	if n > len(d.text) {
		d.bad, d.text = true, ""
		return ""
	}
	s := d.text[:n]
	d.text = d.text[n:]
	return s
}

// uvarint is binary.Uvarint for a string.
func uvarint(s string) (uint64, int) {
	var n uint64
	for i := range min(len(s), binary.MaxVarintLen64) {
		c := s[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			return n, i + 1
		}
	}
	return 0, 0
}

// IsDamaged reports whether kept rows could not be read because they are
// damaged, not because reading failed.
func IsDamaged(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }
