package batchfile

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"lrsdrop/internal/record"
)

// A suggestion looks at so many rows, or fewer if their values have more bytes.
const (
	sampleRows  = 200
	sampleBytes = 8 << 20
)

// Suggest drafts a mapping for an export that nobody has mapped yet, from its
// column names and the form of its values. The notes say in plain words what
// was not found or is a guess; neither they nor the mapping hold a learner's
// details. The error is a *Refusal or the machine's fault.
func Suggest(in io.Reader) (record.Mapping, []string, error) {
	s, err := readSample(in)
	if err != nil {
		return record.Mapping{}, nil, readError(err)
	}
	d := draft{sample: s, mapping: record.Mapping{ID: "draft", Columns: map[string]record.Source{}}}
	for _, column := range s.columns {
		d.bare, d.loose = append(d.bare, bare(column)), append(d.loose, loose(column))
	}
	d.mapping.Description = "Drafted from the column names of an export. Check each line."
	for _, f := range record.Fields(record.KindAchievement) {
		d.look(f)
	}
	d.splitName()
	d.guessDates()
	d.missing()
	d.unused()
	return d.mapping, d.notes, nil
}

// sample is the column names of a file and its first values.
type sample struct {
	columns []string
	values  [][]string // by column, without empty ones
	bytes   int        // of all values
}

// readSample reads any CSV, whatever its columns are called.
func readSample(in io.Reader) (sample, error) {
	any := &record.Mapping{}
	r := &Reader{options: Options{Mapping: any, CellsOnly: true}.withDefaults()}
	r.input = &counter{in: in, limit: r.options.MaxBytes}
	err := r.open()
	refusal, isRefusal := err.(*Refusal)
	stranger := isRefusal && (refusal.Code == record.CodeKind || refusal.Code == record.CodeColumnsMissing)
	if err != nil && !stranger {
		return sample{}, err
	}
	if r.head.Format == FormatXML {
		return sample{}, refuse(record.CodeFormat, "Drop it as it is.", "A mapping is for CSV files. XML files have our own names.")
	}
	if slices.ContainsFunc(r.head.Columns, isValue) {
		return sample{}, refuse(record.CodeColumnsMissing, "Export the file with the names of its columns.",
			"The first row of the file must have the names of its columns, and here it has values.")
	}
	s := sample{columns: r.head.Columns, values: make([][]string, len(r.head.Columns))}
	for n := 0; n < sampleRows && s.bytes < sampleBytes; n++ {
		got, err := r.source.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return sample{}, err
		}
		s.take(r.plan.cells(got.cells))
	}
	return s, nil
}

func (s *sample) take(cells []string) {
	for i := range min(len(cells), len(s.columns)) {
		if v := strings.TrimSpace(cells[i]); v != "" {
			s.values[i] = append(s.values[i], strings.Clone(v)) // without the rest of its row
			s.bytes += len(v)
		}
	}
}

type draft struct {
	sample
	bare, loose []string // what each column is called, in the two ways of byName
	mapping     record.Mapping
	notes       []string
	taken       []int
}

func (d *draft) note(format string, args ...any) {
	d.notes = append(d.notes, fmt.Sprintf(format, args...))
}

// look finds the column of a field: by name, else by the form of its values.
func (d *draft) look(f record.Field) {
	at := d.byName(f)
	if at < 0 {
		if at = d.byForm(f); at < 0 {
			return
		}
		d.note("%s is guessed from its values: column %s.", f.Name(), record.Quote(d.columns[at]))
	}
	if len(columnsNamed(d.columns, d.columns[at])) > 1 {
		d.note("Two columns are called %s. Give one of them another name.", record.Quote(d.columns[at]))
	}
	d.taken = append(d.taken, at)
	d.mapping.Columns[f.Name()] = d.source(f, at)
}

// byName finds the column that has one of a field's names: to the letter, else
// with its words in another order or shortened.
func (d *draft) byName(f record.Field) int {
	names := append([]string{f.Name()}, synonyms(f)...)
	for _, way := range []struct {
		alike   func(string) string
		columns []string
	}{{bare, d.bare}, {loose, d.loose}} {
		for _, name := range names {
			if at := d.free(way.columns, way.alike(name)); at >= 0 {
				return at
			}
		}
	}
	return -1
}

// free finds a column that no field has taken, -1 if there is none.
func (d *draft) free(columns []string, name string) int {
	for i, column := range columns {
		if column == name && !slices.Contains(d.taken, i) {
			return i
		}
	}
	return -1
}

// bare leaves of a column name what tells it from others.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// synonyms are names that systems of colleges and awarding organisations give
// their columns, the surest first.
func synonyms(f record.Field) []string {
	switch f {
	case record.FieldMISIdentifier:
		return []string{"MIS ID", "Registration No", "Registration Number", "Registration ID", "Reg No", "Candidate Number",
			"Candidate No", "Candidate ID", "Learner ID", "Learner Ref", "Learner Reference", "Learner Reference Number",
			"Student ID", "Student No", "Student Number", "Student Ref", "Person Code", "LearnRefNumber", "Record ID", "ID"}
	case record.FieldULN:
		return []string{"Unique Learner Number", "Learner ULN", "ULN Number", "Student ULN", "Candidate ULN", "ULN No"}
	case record.FieldProviderUKPRN:
		return []string{"UKPRN", "Centre UKPRN", "Provider UKPRN Number"}
	case record.FieldReference:
		return []string{"Unit Or Qualification Reference Number", "Qualification Number", "Qualification Accreditation Number",
			"QAN", "QN", "Qual No", "Qual Number", "Qualification Reference", "Qualification Ref", "Qualification Code",
			"Unit Reference", "Unit Number", "Unit Code", "Ofqual Reference", "Ofqual Number", "Learning Aim Reference", "LearnAimRef"}
	case record.FieldAwardDate:
		return []string{"Award Date", "Date Awarded", "Awarded", "Awarded On", "Achievement Date", "Date Achieved", "Completion Date",
			"Completed", "Date Completed", "Certification Date", "Certificate Date", "Claim Date", "Ach Date"}
	case record.FieldGrade:
		return []string{"Achievement Grade", "Result", "Overall Grade", "Final Grade", "Outcome Grade", "Award Grade", "OutGrade"}
	case record.FieldLanguage:
		return []string{"Language", "Assessment Language", "Language Of Assessment"}
	case record.FieldActionDate:
		return []string{"Date Of Action"}
	case record.FieldActionReason:
		return []string{"Reason", "Withdrawal Reason"}
	case record.FieldGivenName:
		return []string{"Given Names", "First Name", "Forename", "Forenames", "First Names", "Christian Name",
			"Learner First Name", "Student Forename", "Fname"}
	case record.FieldFamilyName:
		return []string{"Surname", "Last Name", "Family Names", "Second Name", "Learner Last Name", "Learner Surname", "Student Surname", "Lname"}
	case record.FieldDateOfBirth:
		return []string{"DOB", "D.O.B.", "Birth Date", "Birthdate", "Date Of Birth (DOB)", "Learner DOB"}
	case record.FieldGender:
		return []string{"Sex", "Legal Sex", "Gender Code"}
	case record.FieldPostcode:
		return []string{"Postcode", "Post Code", "Home Postcode", "Postal Code"}
	}
	return nil
}

// byForm finds the one column whose values all look like the field's. Only
// ULNs and references look like nothing else.
func (d *draft) byForm(f record.Field) int {
	looks := map[record.Field]func(string) bool{
		record.FieldULN:       record.ValidULN,
		record.FieldReference: isReference,
	}[f]
	found := -1
	for i, values := range d.values {
		if looks == nil || d.columns[i] == "" || slices.Contains(d.taken, i) || !all(values, looks) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

func isReference(s string) bool {
	_, ok := record.NormaliseReference(s)
	return ok
}

func all(values []string, holds func(string) bool) bool {
	for _, v := range values {
		if !holds(v) {
			return false
		}
	}
	return len(values) > 0
}

func (d *draft) source(f record.Field, at int) record.Source {
	s := record.Source{From: d.columns[at]}
	switch f {
	case record.FieldAwardDate, record.FieldActionDate, record.FieldDateOfBirth:
		s.Date = d.dateForm(f, d.values[at])
	case record.FieldGender:
		s.Values = d.genders(d.values[at])
	}
	return s
}

// dateForm tells the form of a column's dates, as a mapping writes it.
func (d *draft) dateForm(f record.Field, values []string) string {
	form, _, ok := datesOf(f, values)
	switch {
	case !ok:
		d.note("%s: the form of its dates was not recognised. Give date, for example DD/MM/YYYY.", f.Name())
	case form != "":
		d.note("%s is taken to be %s.", f.Name(), form)
	}
	return form
}

// genders maps words to the codes of contract 6.7, if there are words.
func (d *draft) genders(values []string) map[string]string {
	words := map[string]string{"M": "1", "Male": "1", "F": "2", "Female": "2", "U": "0", "Unknown": "0", "Not specified": "9"}
	if all(values, func(v string) bool { return len(v) == 1 && v >= "0" && v <= "9" }) || len(values) == 0 {
		return nil
	}
	d.note("Gender: check that the value map has every word of your system.")
	return words
}

// splitName looks for a column with whole names where there are none for the
// parts.
func (d *draft) splitName() {
	_, given := d.mapping.Columns[record.FieldGivenName.Name()]
	_, family := d.mapping.Columns[record.FieldFamilyName.Name()]
	if given || family {
		return
	}
	at := d.wholeName()
	if at < 0 {
		return
	}
	order := record.GivenFirst
	if all(d.values[at], func(v string) bool { return strings.Contains(v, ",") }) {
		order = record.FamilyFirst
	}
	s := record.Source{From: d.columns[at], Name: order}
	d.taken = append(d.taken, at)
	d.mapping.Columns[record.FieldGivenName.Name()] = s
	d.mapping.Columns[record.FieldFamilyName.Name()] = s
	d.note("Both names come from column %s, read as %q. Middle names are dropped.", record.Quote(d.columns[at]), order)
}

// wholeName finds the column with whole names, -1 if there is none.
func (d *draft) wholeName() int {
	names := []string{"Learner Name", "Full Name", "Name", "Student Name", "Candidate Name", "Learner Full Name", "Candidate", "Learner", "Student"}
	for _, name := range names {
		if at := d.free(d.loose, loose(name)); at >= 0 {
			return at
		}
	}
	return -1
}

func (d *draft) missing() {
	for _, f := range record.Required(record.KindAchievement) {
		if _, ok := d.mapping.Columns[f.Name()]; !ok {
			d.note("No column was found for the %s. Add %s with its column.", f.Words(), f.Name())
		}
	}
	if _, ok := d.mapping.Columns[record.FieldAction.Name()]; !ok {
		d.note("No column was found for the action: every row means award.")
	}
}
