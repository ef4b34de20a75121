package batchfile

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"lrsdrop/internal/record"
)

// The element names of our XML files, beside those of the fields.
const (
	rootAchievements = "AchievementBatch"
	rootVerify       = "VerifyBatch"
	elementHeader    = "Header"
	elementAward     = "Achievement"
	elementLearner   = "Learner"
)

// xmlSource reads records token by token. Names count without their
// namespace; it checks the nesting itself, because RawToken does not.
type xmlSource struct {
	parser  *xml.Decoder
	guard   *guard
	reader  *Reader // for names that nobody knows
	element string  // of one record
	stack   []xml.Name
	begun   bool // a record's start tag has been read
	closed  bool // the root has ended
	record  int  // ordinal from 1
	header  bool
	cellOf  map[string]int // by element name as written
	columns []string
	person  string // in the header; the rows that name nobody have it
	text    []byte
	spans   [][2]int // of each cell in text; {-1,-1} when absent
	cells   []string
}

func (r *Reader) openXML(in io.Reader, converted bool) error {
	g := &guard{in: in, scanner: &xmlScanner{}, offset: r.start()}
	s := &xmlSource{guard: g, reader: r, parser: xml.NewDecoder(bufio.NewReaderSize(g, bufferSize))}
	s.parser.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if converted {
			return in, nil
		}
		return nil, otherEncoding(charset)
	}
	r.source = s
	r.head.Format = FormatXML
	if err := s.readHead(r); err != nil {
		return err
	}
	return r.checkHeader()
}

// readHead reads up to the first record.
func (s *xmlSource) readHead(r *Reader) error {
	if _, err := s.start(); err != nil {
		return err
	}
	switch name := s.stack[0].Local; name {
	case rootAchievements:
		r.head.Kind, s.element = record.KindAchievement, elementAward
	case rootVerify:
		r.head.Kind, s.element = record.KindVerify, elementLearner
	default:
		return unknownRoot(name)
	}
	s.planFields(r)
	return s.toRecord()
}

// planFields gives each field of the kind a cell of its own.
func (s *xmlSource) planFields(r *Reader) {
	fields := record.Fields(r.head.Kind)
	r.plan = plan{width: len(fields), file: -1, row: -1, user: -1}
	s.cellOf = make(map[string]int, 2*len(fields))
	for i, f := range fields {
		s.cellOf[f.Name()] = i
		r.head.Columns = append(r.head.Columns, f.Name())
		r.plan.add(binding{field: f, cell: i}, f.Name())
	}
	s.planUser(r)
	s.columns = r.head.Columns
	s.spans = make([][2]int, len(s.columns))
	s.cells = make([]string, len(s.columns))
}

// planUser gives the element that names a person a cell behind the fields.
func (s *xmlSource) planUser(r *Reader) {
	name := r.options.UserColumn
	if _, ours := record.FieldNamed(name); name == "" || ours {
		return
	}
	r.plan.user, r.plan.width = r.plan.width, r.plan.width+1
	s.cellOf[name] = r.plan.user
	r.head.Columns = append(r.head.Columns, name)
	r.person.Column = name
}

// toRecord reads to the start tag of the next record, or to the end of the
// root. A header may stand before the first record.
func (s *xmlSource) toRecord() error {
	for {
		found, err := s.start()
		switch {
		case err != nil:
			return err
		case !found:
			s.closed = true
			return s.nothingAfter()
		}
		name := s.stack[len(s.stack)-1].Local
		switch {
		case name == s.element:
			s.begun = true
			s.record++
			return nil
		case name == elementHeader && !s.header && s.record == 0:
			if err := s.readHeader(); err != nil {
				return err
			}
		default:
			return s.bad(fmt.Sprintf("the element %s stands in the wrong place", record.Quote(name)))
		}
	}
}

// nothingAfter reads to the end of the file.
func (s *xmlSource) nothingAfter() error {
	for {
		token, err := s.parser.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return s.refusal(err)
		}
		switch t := token.(type) {
		case xml.StartElement, xml.EndElement:
			return s.bad("something follows its end")
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return s.bad("something follows its end")
			}
		}
	}
}

func (s *xmlSource) readHeader() error {
	s.header = true
	h := &Header{}
	s.reader.head.Header = h
	for {
		found, err := s.start()
		if err != nil || !found {
			return err
		}
		name := s.stack[len(s.stack)-1].Local
		s.text = s.text[:0]
		if err := s.content(len(s.stack), true); err != nil {
			return err
		}
		known, err := h.set(name, string(s.text))
		if err != nil {
			return err
		}
		switch {
		case known:
		case s.namesUser(name):
			s.person = strings.TrimSpace(string(s.text))
			s.reader.person.say(s.person, 0)
		default:
			s.unknown(name)
		}
	}
}

func (s *xmlSource) namesUser(name string) bool {
	return s.reader.plan.user >= 0 && strings.EqualFold(name, s.reader.options.UserColumn)
}

// start reads to the next start tag and puts it on the stack. It gives false
// when the element around it ends instead.
func (s *xmlSource) start() (bool, error) {
	for {
		token, err := s.token()
		if err != nil {
			return false, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			s.stack = append(s.stack, t.Name)
			return true, nil
		case xml.EndElement:
			return false, s.pop(t.Name)
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return false, s.bad("text stands between the elements")
			}
		}
	}
}

// content reads the element at the given depth to its end and keeps the text
// that stands directly in it.
func (s *xmlSource) content(depth int, keep bool) error {
	for len(s.stack) >= depth {
		token, err := s.token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			s.stack = append(s.stack, t.Name)
			s.unknown(t.Name.Local)
		case xml.EndElement:
			if err := s.pop(t.Name); err != nil {
				return err
			}
		case xml.CharData:
			if keep && len(s.stack) == depth {
				s.text = append(s.text, t...)
			}
		}
	}
	return nil
}

func (s *xmlSource) pop(name xml.Name) error {
	last := len(s.stack) - 1
	if last < 0 || s.stack[last] != name {
		return s.bad("the end tag " + record.Quote(name.Local) + " fits no start tag")
	}
	s.stack = s.stack[:last]
	return nil
}

func (s *xmlSource) token() (xml.Token, error) {
	token, err := s.parser.RawToken()
	if err != nil {
		return nil, s.refusal(err)
	}
	return token, nil
}

// next reads one record. The start tag of the first has been read with the
// head.
func (s *xmlSource) next() (raw, error) {
	if !s.begun && !s.closed {
		if err := s.toRecord(); err != nil {
			return raw{}, err
		}
	}
	if s.closed {
		return raw{}, io.EOF
	}
	problem, err := s.readRecord()
	if err != nil {
		return raw{}, err
	}
	s.begun = false
	return raw{number: s.record, cells: s.cut(), problem: problem}, nil
}

func (s *xmlSource) readRecord() (*record.Problem, error) {
	var problem *record.Problem
	s.text = s.text[:0]
	for i := range s.spans {
		s.spans[i] = [2]int{-1, -1}
	}
	for {
		found, err := s.start()
		if err != nil || !found {
			return problem, err
		}
		cell, known := s.cell(s.stack[len(s.stack)-1].Local)
		if !known {
			s.unknown(s.stack[len(s.stack)-1].Local)
		}
		from := len(s.text)
		if err := s.content(len(s.stack), known); err != nil {
			return nil, err
		}
		if !known {
			continue
		}
		if s.spans[cell][0] >= 0 {
			problem = twiceInRecord(s.columns[cell])
		}
		s.spans[cell] = [2]int{from, len(s.text)}
	}
}

// cell finds the cell of an element. Names that differ only in case are
// learned once each.
func (s *xmlSource) cell(name string) (int, bool) {
	if i, ok := s.cellOf[name]; ok {
		return i, i >= 0
	}
	found := -1
	if f, ok := record.FieldNamed(name); ok {
		if i, ok := s.cellOf[f.Name()]; ok {
			found = i
		}
	}
	if s.namesUser(name) {
		found = s.reader.plan.user
	}
	if len(s.cellOf) < maxUnknown && len(name) <= maxName {
		s.cellOf[strings.Clone(name)] = found
	}
	return found, found >= 0
}

// cut makes one string of the record's text and cells of its parts.
func (s *xmlSource) cut() []string {
	text := string(s.text)
	for i, span := range s.spans {
		s.cells[i] = ""
		if span[0] >= 0 {
			s.cells[i] = text[span[0]:span[1]]
		}
	}
	if i := s.reader.plan.user; i >= 0 && strings.TrimSpace(s.cells[i]) == "" {
		s.cells[i] = s.person
	}
	return s.cells
}

func (s *xmlSource) unknown(name string) {
	if listed := s.reader.head.Unknown; len(listed) < maxUnknown && !slices.Contains(listed, shortened(name)) {
		s.reader.unknown(name)
	}
}

func (s *xmlSource) where() (int, string) {
	if len(s.stack) > 2 {
		return s.record, s.stack[2].Local
	}
	return s.record, ""
}

func (s *xmlSource) bad(why string) error {
	row, column := s.where()
	return badXML(row, column, s.offset(), why)
}

func (s *xmlSource) offset() int64 { return s.reader.start() + s.parser.InputOffset() }

// refusal puts errors into our words.
func (s *xmlSource) refusal(err error) error {
	row, column := s.where()
	if found, ok := errors.AsType[*fault](err); ok {
		return found.refuse(row, column)
	}
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal
	}
	syntax, ok := errors.AsType[*xml.SyntaxError](err)
	switch input := s.guard.err; {
	case err == io.EOF, ok && input == io.EOF && syntax.Msg == "unexpected EOF":
		return truncatedXML(row, column, s.offset())
	case input != nil && errors.Is(err, input):
		return err
	}
	line, _ := s.parser.InputPos()
	return s.bad("see line " + record.Thousands(int64(line)))
}
