package batchfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"lrsdrop/internal/record"
)

// Options say whose file is read, and by which rules.
type Options struct {
	Encoding            string          // "" is UTF-8; "windows-1252" converts on purpose, unless the file says that it is UTF-8
	Mapping             *record.Mapping // nil: our own columns only; must be free of Problems
	Rules               record.Rules
	UKPRN               string // of the organisation whose folder it is
	OrganisationRef     string // likewise; with both empty the header may name anybody
	RequireOrganisation bool   // refuse a file that names no organisation
	MaxBytes            int64  // 0 is record.DefaultFileBytes
	MaxRows             int64  // 0 is record.DefaultFileRows
	UserColumn          string // names the person that a file is sent for, see Person; "" when no column does
	SpillDir            string // for keys of duplicates beyond a million rows; "" is os.TempDir()
	CellsOnly           bool   // only the cells: no rules, no fields, no duplicates

	// Original gives a row of an earlier file as its errors.csv gave it out,
	// without apostrophes. Nil leaves corrections unchecked.
	Original func(fileID string, row int) (columns, cells []string, ok bool)

	// Deleted reports an earlier file whose rows are not kept any more, so that
	// Original cannot give them. Nil means that there is none.
	Deleted func(fileID string) bool
}

// Format is how a file is written.
type Format string

// The two formats.
const (
	FormatCSV Format = "csv"
	FormatXML Format = "xml"
)

// Head is what is known of a file before its rows.
type Head struct {
	Kind      record.Kind
	Format    Format
	Columns   []string         // as the file names them, without LRSDROP_ columns; in XML our own names
	Unknown   []string         // names that mean nothing to us; in XML complete only after the last row
	Header    *Header          // nil when the file has none
	Redrop    bool             // an errors.csv that came back
	BOM       bool             // the file began with a byte order mark
	Delimiter rune             // of a CSV
	Warnings  []record.Problem // about the file as a whole; they stop nothing
}

// Header is the batch header of contract 3.3.
type Header struct {
	NumberOfRecords      int // 0 when not given
	AwardingOrganisation string
	EmailAddress         string
	SubmissionType       string
}

// Row is one award or learner of a file, checked. In a verify file only its
// Learner is filled, in a decision file the details of the learner that it
// shows. It is valid until the next call of Next.
type Row struct {
	Number  int // see the package comment
	Ordinal int // of the data rows, from 0
	record.Achievement
	Problems []record.Problem // with Row and Column set
	Cells    []string         // as read, in the order of Head.Columns; fewer or more when the row is ragged
	Corrects Correction
	Decision record.Decision // of a decision file; Corrects then names the row that it is about
}

// Correction names the row of an earlier file that a row of an errors.csv puts
// right. The zero value corrects nothing.
type Correction struct {
	File string
	Row  int
}

// Valid reports whether the row may be sent: it has no problem but warnings.
func (r *Row) Valid() bool {
	for i := range r.Problems {
		if !r.Problems[i].Warning {
			return false
		}
	}
	return true
}

// source reads the cells of one format.
type source interface {
	next() (raw, error)
}

// raw is one row before anything is known about its cells.
type raw struct {
	number  int
	cells   []string
	problem *record.Problem // found while reading it
}

// Reader reads one file. It is not for several goroutines at once, but for
// BytesRead.
type Reader struct {
	options    Options
	input      *counter
	source     source
	head       Head
	plan       plan
	row        Row
	rows       int64
	blocked    [record.FieldCount]bool // fields whose conversion failed
	report     record.Reporter
	person     Person
	returned   returned
	named      string // the file that the last row was about
	duplicates *duplicates
	err        error
}

// Open reads the head of a file: its encoding, format, kind, columns and batch
// header. The error is a *Refusal, or the machine's fault.
func Open(in io.Reader, o Options) (*Reader, error) {
	r := &Reader{options: o.withDefaults()}
	r.report = r.reportField
	r.input = &counter{in: in, limit: r.options.MaxBytes}
	if err := r.open(); err != nil {
		return nil, readError(err)
	}
	if !r.options.CellsOnly && r.head.Kind == record.KindAchievement {
		r.duplicates = newDuplicates(r.options.SpillDir)
	}
	return r, nil
}

func (o Options) withDefaults() Options {
	if o.MaxBytes == 0 {
		o.MaxBytes = record.DefaultFileBytes
	}
	if o.MaxRows == 0 {
		o.MaxRows = record.DefaultFileRows
	}
	if o.SpillDir == "" {
		o.SpillDir = os.TempDir()
	}
	return o
}

// readError leaves refusals as they are and says of the rest what was done.
func readError(err error) error {
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal
	}
	return fmt.Errorf("reading the file: %w", err)
}

// Head gives what is known of the file as a whole.
func (r *Reader) Head() Head { return r.head }

// Person gives whom the rows read so far name, and the header of an XML file.
func (r *Reader) Person() Person { return r.person }

// BytesRead is how far into the file reading has got. Other goroutines may
// ask.
func (r *Reader) BytesRead() int64 { return r.input.read.Load() }

// Close frees what reading held. It does not close what Open was given.
func (r *Reader) Close() error {
	if r.duplicates == nil {
		return nil
	}
	return r.duplicates.close()
}

// Next gives the next row, io.EOF after the last one, a *Refusal when the file
// is not fit after all, or the machine's fault. After an error it gives the
// same one again.
func (r *Reader) Next() (*Row, error) {
	if r.err == nil {
		r.err = r.advance()
	}
	if r.err != nil {
		return nil, r.err
	}
	return &r.row, nil
}

func (r *Reader) advance() error {
	got, err := r.source.next()
	if err == io.EOF {
		return r.finish()
	}
	if err != nil {
		return readError(err)
	}
	if r.rows++; r.rows > r.options.MaxRows {
		return tooManyRows(got.number, r.options.MaxRows)
	}
	return r.fill(got)
}

// finish looks at what only the end of a file shows.
func (r *Reader) finish() error {
	if r.rows == 0 {
		return noRows()
	}
	if h := r.head.Header; h != nil && h.NumberOfRecords != 0 && int64(h.NumberOfRecords) != r.rows {
		return wrongCount(h.NumberOfRecords, r.rows)
	}
	return io.EOF
}

func (r *Reader) fill(got raw) error {
	row := &r.row
	*row = Row{Number: got.number, Ordinal: int(r.rows - 1), Problems: row.Problems[:0]}
	row.Cells = r.plan.cells(got.cells)
	if got.problem != nil {
		r.add(*got.problem, got.problem.Column)
	}
	if r.head.Kind == record.KindDecision {
		r.decide(got.cells)
		return nil
	}
	r.correct(got.cells)
	if r.options.CellsOnly {
		return nil
	}
	if r.head.Format == FormatCSV && len(row.Cells) != len(r.head.Columns) {
		r.add(raggedRow(len(got.cells), r.plan.width), "")
		r.plan.take(r)
		return nil
	}
	r.plan.take(r)
	if i := r.plan.user; i >= 0 {
		r.person.say(row.Cells[i], row.Number)
	}
	r.check()
	return r.lookForDuplicate()
}

// check applies the rules of the file's kind.
func (r *Reader) check() {
	if r.head.Kind == record.KindVerify {
		r.options.Rules.Learner(&r.row.Learner, r.report)
		return
	}
	r.options.Rules.Achievement(&r.row.Achievement, r.report)
}

// reportField notes a broken rule, unless the field's conversion has failed
// and the rule only repeats it.
func (r *Reader) reportField(f record.Field, p record.Problem) {
	if !r.blocked[f] {
		r.add(p, r.plan.names[f])
	}
}

// add notes a problem once: two fields from one column may share theirs.
func (r *Reader) add(p record.Problem, column string) {
	p = p.At(r.row.Number, column)
	if !slices.Contains(r.row.Problems, p) {
		r.row.Problems = append(r.row.Problems, p)
	}
}

// lookForDuplicate compares valid rows only: a row that is not sent is in
// nobody's way.
func (r *Reader) lookForDuplicate() error {
	if r.duplicates == nil || !r.row.Valid() {
		return nil
	}
	a := &r.row.Achievement
	earlier, err := r.duplicates.look(r.row.Number, a.ULN, a.Reference, a.AwardDate, a.Action)
	if err != nil {
		return fmt.Errorf("looking for duplicate rows: %w", err)
	}
	if earlier != 0 {
		r.add(duplicateRow(earlier), "")
	}
	return nil
}

// checkHeader looks at the values of the batch header (contract 3.3).
func (r *Reader) checkHeader() error {
	h, o := r.head.Header, r.options
	if h == nil || h.AwardingOrganisation == "" {
		if o.RequireOrganisation {
			return noOrganisation()
		}
	} else if !o.names(h.AwardingOrganisation) {
		return wrongOrganisation(h.AwardingOrganisation)
	}
	if h == nil {
		return nil
	}
	if s := h.SubmissionType; s != "" && !strings.EqualFold(s, "Final") &&
		!(o.Rules.AllowProvisional && strings.EqualFold(s, "Provisional")) {
		return wrongSubmission(s)
	}
	return r.checkEmail(h.EmailAddress)
}

func (r *Reader) checkEmail(address string) error {
	if address == "" {
		return nil
	}
	p := record.Email(address)
	if p == nil {
		return nil
	}
	p.Column = headerEmail
	if !p.Warning {
		return &Refusal{Problem: *p, Offset: -1}
	}
	r.head.Warnings = append(r.head.Warnings, *p)
	return nil
}

// names reports whether a header value names the organisation of the options.
func (o Options) names(value string) bool {
	if o.OrganisationRef == "" && o.UKPRN == "" {
		return true
	}
	return o.OrganisationRef != "" && strings.EqualFold(value, o.OrganisationRef) ||
		o.UKPRN != "" && strings.EqualFold(value, o.UKPRN)
}

// The names of the batch header's values (contract 4.2).
const (
	headerCount        = "NumberOfRecords"
	headerOrganisation = "AwardingOrganisation"
	headerEmail        = "EmailAddress"
	headerSubmission   = "SubmissionType"
)

// set takes one value of the batch header. It reports whether it knows the
// name.
func (h *Header) set(name, value string) (bool, error) {
	value = strings.TrimSpace(value)
	switch {
	case strings.EqualFold(name, headerCount):
		return true, h.setCount(value)
	case strings.EqualFold(name, headerOrganisation):
		h.AwardingOrganisation = value
	case strings.EqualFold(name, headerEmail):
		h.EmailAddress = value
	case strings.EqualFold(name, headerSubmission):
		h.SubmissionType = value
	default:
		return false, nil
	}
	return true, nil
}

func (h *Header) setCount(value string) error {
	if value == "" {
		return nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n <= 0 {
		return badCount(value)
	}
	h.NumberOfRecords = n
	return nil
}
