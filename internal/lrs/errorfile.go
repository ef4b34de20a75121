package lrs

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

const (
	maxRejections = 100_000 // records read from an error file; a batch has 10,000
	maxCells      = 100     // columns, or values of one XML record
	headerWithin  = 5       // lines that may stand before the column names, plus one
)

// Rejection is one line of LRS's error file: which record, and why. What the
// file did not say is empty or zero. Text is LRS's and may quote a learner:
// show it to the organisation, log it never.
type Rejection struct {
	MISIdentifier string
	ULN           string
	Row           int // as LRS counts
	Code          string
	Text          string
}

// ParseErrorFile reads an AchievementBatchErrorFile. Its format is not public
// (ASM-06), so this is a best effort: base64 of text, XML, CSV with a header
// row, in that order (section 4.4). False means that not every record of it
// could be read: nothing is returned then, and a person has to read the file.
// The caller ties a rejection to its row, by MISIdentifier and then by ULN.
func ParseErrorFile(raw string) ([]Rejection, bool) {
	if len(raw) > maxErrorFile {
		return nil, false
	}
	text := strings.TrimPrefix(strings.TrimSpace(raw), "\ufeff")
	if b, err := decodeBase64(text); err == nil && len(b) > 0 && isText(b) {
		text = strings.TrimSpace(strings.TrimPrefix(string(b), "\ufeff"))
	}
	if !isText([]byte(text)) {
		return nil, false
	}
	parse := rejectionsFromCSV
	if strings.HasPrefix(text, "<") {
		parse = rejectionsFromXML
	}
	found, err := parse(text)
	if err != nil || len(found) == 0 {
		return nil, false
	}
	return found, true
}

var errUnreadable = errors.New("this is no error file that we can read")

// columns says which place of a record holds what; -1 is none.
type columns struct{ mis, uln, row, code, text int }

// columnsOf looks for fragments of names. A record must be identified and a
// reason must be given, else these are not the columns of an error file.
func columnsOf(names []string) (columns, bool) {
	c := columns{
		mis:  find(names, isMIS),
		uln:  find(names, func(n string) bool { return n == "uln" }, hasAny("uln")),
		row:  find(names, isRow),
		code: find(names, func(n string) bool { return hasAny("error", "reason")(n) && hasAny("code")(n) }, isCode),
		text: find(names, hasAny("description"), hasAny("message"), isReason, hasAny("error")),
	}
	if c.text == c.code {
		c.text = -1
	}
	return c, (c.mis >= 0 || c.uln >= 0 || c.row >= 0) && (c.code >= 0 || c.text >= 0)
}

// find gives the first name that satisfies the first test that any does.
func find(names []string, tests ...func(string) bool) int {
	for _, test := range tests {
		for i, name := range names {
			if test(letters(name)) {
				return i
			}
		}
	}
	return -1
}

// letters drops case and all but letters: "Mis_Identifier" is "misidentifier".
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

func hasAny(fragments ...string) func(string) bool {
	return func(name string) bool {
		for _, f := range fragments {
			if strings.Contains(name, f) {
				return true
			}
		}
		return false
	}
}

// isMIS is not taken in by "submission".
func isMIS(n string) bool { return strings.HasPrefix(n, "mis") }

// isRow is not taken in by "rowing club" of a free text, being a whole name
// or one with "number".
func isRow(n string) bool {
	n = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(n, "number"), "no"), "id")
	return n == "row" || n == "line" || n == "record"
}

// isCode is not taken in by the postcode or the reference of the award.
func isCode(n string) bool {
	return hasAny("code")(n) && !hasAny("post", "qualification", "unit", "ukprn")(n)
}

// isReason is not taken in by the reason of a withdrawal.
func isReason(n string) bool { return hasAny("reason")(n) && !hasAny("action", "code")(n) }

// rejection reads one record; false when it names none of our rows or gives
// no reason.
func (c columns) rejection(cells []string) (Rejection, bool) {
	r := Rejection{
		MISIdentifier: cell(cells, c.mis),
		ULN:           cell(cells, c.uln),
		Code:          cleanCode(cell(cells, c.code)),
		Text:          cell(cells, c.text),
	}
	if text := cell(cells, c.row); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return r, false
		}
		r.Row = n
	}
	named := r.MISIdentifier != "" || r.ULN != "" || r.Row > 0
	return r, named && (r.Code != "" || r.Text != "")
}

func cell(cells []string, at int) string {
	if at < 0 || at >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[at])
}

func rejectionsFromCSV(text string) ([]Rejection, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = delimiter(text), -1, true
	columns, width, err := csvHeader(r)
	if err != nil {
		return nil, err
	}
	var found []Rejection
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return found, nil
		}
		if err != nil || len(cells) != width || len(found) == maxRejections {
			return nil, errUnreadable
		}
		rejection, ok := columns.rejection(cells)
		if !ok {
			return nil, errUnreadable
		}
		found = append(found, rejection)
	}
}

func csvHeader(r *csv.Reader) (columns, int, error) {
	for range headerWithin {
		names, err := r.Read()
		if err != nil || len(names) > maxCells {
			return columns{}, 0, errUnreadable
		}
		if c, ok := columnsOf(names); ok {
			return c, len(names), nil
		}
	}
	return columns{}, 0, errUnreadable
}

// delimiter is the likeliest of the three in the first lines.
func delimiter(text string) rune {
	head := text[:min(len(text), 2<<10)]
	best := ','
	for _, d := range ";\t" {
		if strings.Count(head, string(d)) > strings.Count(head, string(best)) {
			best = d
		}
	}
	return best
}

// rejectionsFromXML takes every element whose children are texts for a record.
func rejectionsFromXML(text string) ([]Rejection, error) {
	s := newScanner(newGuard(strings.NewReader(text), maxErrorFile))
	var levels []level
	var found []Rejection
	for {
		t, err := s.next()
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return nil, errUnreadable
		}
		switch t := t.(type) {
		case xml.StartElement:
			levels = append(levels, newLevel(t))
		case xml.CharData:
			if len(levels) > 0 {
				last := &levels[len(levels)-1]
				last.text = append(last.text, t...)
			}
		case xml.EndElement:
			last := levels[len(levels)-1]
			levels = levels[:len(levels)-1]
			if found, err = last.end(levels, found); err != nil {
				return nil, err
			}
		}
	}
}

// level is an element being read, with its attributes and children that are
// plain texts.
type level struct {
	name         string
	text         []byte
	names, cells []string
}

func newLevel(t xml.StartElement) level {
	l := level{name: t.Name.Local}
	for _, a := range t.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			l.names, l.cells = append(l.names, a.Name.Local), append(l.cells, a.Value)
		}
	}
	return l
}

// end gives a plain text to its parent and turns a record into a rejection. A
// record that says something of an error and cannot be tied spoils the file.
func (l level) end(parents []level, found []Rejection) ([]Rejection, error) {
	if len(l.names) == 0 {
		if len(parents) == 0 {
			return found, nil
		}
		parent := &parents[len(parents)-1]
		parent.names, parent.cells = append(parent.names, l.name), append(parent.cells, string(l.text))
		if len(parent.names) > maxCells {
			return nil, errUnreadable
		}
		return found, nil
	}
	columns, ok := columnsOf(l.names)
	if !ok {
		return found, nil
	}
	rejection, ok := columns.rejection(l.cells)
	if !ok || len(found) == maxRejections {
		return nil, errUnreadable
	}
	return append(found, rejection), nil
}
