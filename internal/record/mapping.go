package record

import (
	"fmt"
	"slices"
	"strings"
)

// Mapping turns the columns of a client's export into our fields. It is plain
// data, read from a YAML file:
//
//	id: acme
//	description: Weekly export of the Acme MIS
//	columns:
//	  Uln: {from: Learner ULN}
//	  AchievementAwardDate: {from: Completed, date: DD/MM/YYYY}
//	  Grade: {from: Result, values: {P: Pass, D: Distinction}}
//	  Action: {constant: award}
//	  ActionDate: {today: true}
//	  GivenName: {from: Learner, name: "Family, Given Middle"}
//	  FamilyName: {from: Learner, name: "Family, Given Middle"}
//
// The keys of columns are our own column names, in any case. A mapping is for
// CSV; an XML file has our names.
type Mapping struct {
	ID          string            `yaml:"id"`
	Description string            `yaml:"description,omitempty"`
	Columns     map[string]Source `yaml:"columns"`
}

// Source tells where the value of one field comes from: exactly one of From,
// Constant and Today.
type Source struct {
	From     string            `yaml:"from,omitempty"`     // the client's column, in any case
	Constant string            `yaml:"constant,omitempty"` // the same value on every row
	Today    bool              `yaml:"today,omitempty"`    // the date in Europe/London
	Values   map[string]string `yaml:"values,omitempty"`   // the client's words to ours, in any case; other words are a problem of the row
	Date     string            `yaml:"date,omitempty"`     // how From writes dates, of YYYY YY MM M MMM DD D; yyyy-mm-dd is always taken too
	Name     NameOrder         `yaml:"name,omitempty"`     // From holds a whole name, of which the field takes its part
}

// NameOrder says how one column holds a whole name. The middle names are
// dropped: LRS has no place for them.
type NameOrder string

// The orders of a whole name.
const (
	FamilyFirst NameOrder = "Family, Given Middle"
	GivenFirst  NameOrder = "Given Middle Family" // words in lower case before the last belong to the family name
)

// Source gives the source of a field, if the mapping has one.
func (m Mapping) Source(f Field) (Source, bool) {
	for name, s := range m.Columns {
		if named, ok := FieldNamed(name); ok && named == f {
			return s, true
		}
	}
	return Source{}, false
}

// Problems lists what is wrong with the mapping, each beginning with the place
// in its file, in the order of the names.
func (m Mapping) Problems() []string {
	var all []string
	if m.ID == "" {
		all = append(all, "id: the mapping has no id")
	}
	if len(m.Columns) == 0 {
		all = append(all, "columns: the mapping maps no column")
	}
	seen := map[Field]string{}
	for _, name := range sortedKeys(m.Columns) {
		f, ok := FieldNamed(name)
		if !ok {
			all = append(all, fmt.Sprintf("columns.%s: there is no such column of ours", name))
			continue
		}
		if earlier, twice := seen[f]; twice {
			all = append(all, fmt.Sprintf("columns.%s: says the same column as %s", name, earlier))
		}
		seen[f] = name
		for _, p := range m.Columns[name].problems(f) {
			all = append(all, fmt.Sprintf("columns.%s: %s", name, p))
		}
	}
	return all
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (s Source) problems(f Field) []string {
	var all []string
	if s.origins() != 1 {
		all = append(all, "give exactly one of from, constant and today")
	}
	if s.From == "" && (s.Values != nil || s.Date != "" || s.Name != "") {
		all = append(all, "values, date and name need from")
	}
	if s.Today && !f.isDate() {
		all = append(all, "today is for dates")
	}
	if strings.TrimSpace(s.Constant) != s.Constant {
		all = append(all, "constant: has spaces around it")
	}
	all = append(all, s.valueProblems()...)
	all = append(all, s.dateProblems(f)...)
	return append(all, s.nameProblems(f)...)
}

func (s Source) origins() int {
	n := 0
	for _, given := range []bool{s.From != "", s.Constant != "", s.Today} {
		if given {
			n++
		}
	}
	return n
}

func (s Source) valueProblems() []string {
	seen := map[string]bool{}
	for _, word := range sortedKeys(s.Values) {
		key := fold(word)
		if seen[key] {
			return []string{"values: the same word twice, apart from its case"}
		}
		seen[key] = true
	}
	return nil
}

func (s Source) dateProblems(f Field) []string {
	if s.Date == "" {
		return nil
	}
	if !f.isDate() {
		return []string{"date: the column is no date"}
	}
	if _, err := dateLayout(s.Date); err != nil {
		return []string{"date: " + err.Error()}
	}
	if f == FieldDateOfBirth && !strings.Contains(s.Date, "YYYY") {
		return []string{"date: two figures do not tell the century of a birth"}
	}
	return nil
}

func (s Source) nameProblems(f Field) []string {
	switch {
	case s.Name == "":
		return nil
	case s.Name != FamilyFirst && s.Name != GivenFirst:
		return []string{fmt.Sprintf("name: must be %q or %q", FamilyFirst, GivenFirst)}
	case f != FieldGivenName && f != FieldFamilyName:
		return []string{"name: is for GivenName and FamilyName"}
	case s.Values != nil:
		return []string{"name: cannot stand beside values"}
	}
	return nil
}

func (f Field) isDate() bool {
	return f == FieldAwardDate || f == FieldActionDate || f == FieldDateOfBirth
}
