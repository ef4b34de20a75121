package batchfile

import (
	"cmp"
	"strings"

	"lrsdrop/internal/record"
)

// The columns of an errors.csv beside the client's own.
const (
	ownPrefix    = "LRSDROP_"
	correctsFile = "LRSDROP_File"
	correctsRow  = "LRSDROP_Row"
)

// plan tells which cell of a row becomes which field.
type plan struct {
	width    int   // columns of the file, with ours
	kept     []int // of the file's columns those that are the client's; nil for all
	file     int   // index of LRSDROP_File in the file, -1 for none
	row      int
	user     int // index in Head.Columns of the column that names a person, -1 for none
	bindings []binding
	names    [record.FieldCount]string // the client's column of each field
	decision decisionColumns           // of a decision file
	scratch  []string
}

// binding is one field and where its value comes from.
type binding struct {
	field   record.Field
	cell    int            // index in Head.Columns; -1 when the value is the same on every row
	convert record.Convert // nil: as it is
}

// planColumns finds the fields in the columns of a CSV and fills in the head.
func (r *Reader) planColumns(names []string, row int) error {
	r.plan = plan{width: len(names), file: -1, row: -1, user: -1}
	decision, answer := 0, 0
	for i, name := range names {
		switch name = strings.TrimSpace(name); {
		case strings.EqualFold(name, correctsFile):
			r.plan.file = i
		case strings.EqualFold(name, correctsRow):
			r.plan.row = i
		case strings.EqualFold(name, record.ColumnDecision), strings.EqualFold(name, record.ColumnULNToUse):
			decision++
			r.keep(i, name)
		case strings.EqualFold(name, "OriginalFileID"), strings.EqualFold(name, "OriginalRow"):
			answer++
			r.keep(i, name)
		case !hasPrefixFold(name, ownPrefix):
			r.keep(i, name)
		}
	}
	r.head.Redrop = r.plan.file >= 0 && r.plan.row >= 0
	if r.head.Redrop && decision == 2 {
		return r.planDecisions(row)
	}
	if answer == 2 {
		return resultFile()
	}
	if len(r.plan.kept) == len(names) {
		r.plan.kept = nil
	}
	if err := r.bind(row); err != nil {
		return err
	}
	return r.settleKind()
}

func (r *Reader) keep(i int, name string) {
	r.plan.kept = append(r.plan.kept, i)
	r.head.Columns = append(r.head.Columns, name)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// bind lets the mapping take its columns first, then our own names what is
// left. A constant or today yields to a column of our own name: what a file
// says about its rows counts more than what is said about all files.
func (r *Reader) bind(row int) error {
	taken := make([]bool, len(r.head.Columns))
	var bound [record.FieldCount]bool
	if err := cmp.Or(r.bindUser(row, taken), r.bindMapped(row, taken, &bound)); err != nil {
		return err
	}
	for i, name := range r.head.Columns {
		f, ok := record.FieldNamed(name)
		if !ok || taken[i] {
			continue
		}
		taken[i] = true
		if !bound[f] {
			bound[f] = true
			r.plan.add(binding{field: f, cell: i}, name)
		} else if strings.EqualFold(r.plan.names[f], name) || r.options.Mapping == nil {
			return columnTwice(name, row)
		}
	}
	r.bindConstants(&bound)
	for i, name := range r.head.Columns {
		if !taken[i] && name != "" {
			r.unknown(name)
		}
	}
	return nil
}

func (p *plan) add(b binding, column string) {
	p.bindings = append(p.bindings, b)
	p.names[b.field] = column
}

// bindUser finds the column that names a person. A mapping may use it besides.
func (r *Reader) bindUser(row int, taken []bool) error {
	if r.options.UserColumn == "" {
		return nil
	}
	at := columnsNamed(r.head.Columns, r.options.UserColumn)
	if len(at) > 1 {
		return columnTwice(r.options.UserColumn, row)
	}
	for _, i := range at {
		taken[i], r.plan.user = true, i
		r.person.Column = r.head.Columns[i]
	}
	return nil
}

func (r *Reader) bindMapped(row int, taken []bool, bound *[record.FieldCount]bool) error {
	if r.options.Mapping == nil {
		return nil
	}
	for f := range record.Field(record.FieldCount) {
		s, ok := r.options.Mapping.Source(f)
		if !ok || s.From == "" {
			continue
		}
		at := columnsNamed(r.head.Columns, s.From)
		if len(at) > 1 {
			return columnTwice(s.From, row)
		}
		for _, i := range at {
			taken[i], bound[f] = true, true
			r.plan.add(binding{field: f, cell: i, convert: s.Convert(f, r.options.Rules.Today)}, r.head.Columns[i])
		}
	}
	return nil
}

func (r *Reader) bindConstants(bound *[record.FieldCount]bool) {
	if r.options.Mapping == nil {
		return
	}
	for f := range record.Field(record.FieldCount) {
		if s, ok := r.options.Mapping.Source(f); ok && s.From == "" && !bound[f] {
			r.plan.add(binding{field: f, cell: -1, convert: s.Convert(f, r.options.Rules.Today)}, f.Name())
		}
	}
}

func columnsNamed(columns []string, name string) []int {
	var at []int
	for i, c := range columns {
		if strings.EqualFold(c, strings.TrimSpace(name)) {
			at = append(at, i)
		}
	}
	return at
}

// unknown lists a name, of which no more is kept than a person reads.
func (r *Reader) unknown(name string) {
	if len(r.head.Unknown) < maxUnknown {
		r.head.Unknown = append(r.head.Unknown, shortened(name))
	}
}

func shortened(name string) string {
	if len(name) <= maxName {
		return name
	}
	return record.Cut(name, maxName) + "…"
}

// settleKind tells an achievement file by any column that only an award has.
func (r *Reader) settleKind() error {
	var has [record.FieldCount]bool
	found, awards := false, false
	for _, b := range r.plan.bindings {
		has[b.field] = true
		if b.cell >= 0 {
			found = true
			awards = awards || b.field.OfAward()
		}
	}
	r.head.Kind = record.KindVerify
	if awards {
		r.head.Kind = record.KindAchievement
	}
	if !found {
		return unknownKind(r.lookedFor(record.FieldULN, record.FieldReference, record.FieldAwardDate))
	}
	return r.requireColumns(has)
}

func (r *Reader) requireColumns(has [record.FieldCount]bool) error {
	var missing []record.Field
	var words []string
	for _, f := range record.Required(r.head.Kind) {
		if !has[f] {
			missing = append(missing, f)
			words = append(words, "the "+f.Words())
		}
	}
	for f := range record.Field(record.FieldCount) {
		if r.plan.names[f] == "" {
			r.plan.names[f] = f.Name()
		}
	}
	if missing != nil {
		return missingColumns(words, r.lookedFor(missing...), r.head.Unknown)
	}
	return nil
}

// lookedFor names the columns that would have given the fields.
func (r *Reader) lookedFor(fields ...record.Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name()
		if r.options.Mapping != nil {
			if s, ok := r.options.Mapping.Source(f); ok && s.From != "" {
				names[i] = s.From
			}
		}
	}
	return names
}

// cells leaves out our own columns and, in a re-drop, the apostrophes. The
// result is valid until the next call.
func (p *plan) cells(all []string) []string {
	if p.kept == nil {
		return all
	}
	p.scratch = p.scratch[:0]
	for _, i := range p.kept {
		if i < len(all) {
			p.scratch = append(p.scratch, all[i])
		}
	}
	if len(all) > p.width {
		p.scratch = append(p.scratch, all[p.width:]...)
	}
	return p.scratch
}

// take moves cells to fields.
func (p *plan) take(r *Reader) {
	row := &r.row
	clear(r.blocked[:])
	for i := range p.bindings {
		b := &p.bindings[i]
		if b.cell >= len(row.Cells) {
			continue
		}
		value := ""
		if b.cell >= 0 {
			value = row.Cells[b.cell]
		}
		if len(value) > maxField {
			r.add(tooLongField(b.field.Words()), p.names[b.field])
			r.blocked[b.field] = true
			continue
		}
		if b.convert != nil {
			converted, problem := b.convert(value)
			if problem != nil {
				r.add(*problem, p.names[b.field])
				r.blocked[b.field] = true
			}
			value = converted
		}
		*b.field.In(&row.Achievement) = value
	}
}
