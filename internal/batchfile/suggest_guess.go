package batchfile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lrsdrop/internal/record"
)

// loose leaves of a column name its words, written out and in one order, so
// that "Award Dt" and "Date of Award" are the same.
func loose(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return w == "of" || w == "the" })
	for i, word := range words {
		words[i] = written(word)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// written gives the whole of a word that column names shorten.
func written(word string) string {
	switch word {
	case "dt":
		return "date"
	case "no", "nr", "num":
		return "number"
	case "ref":
		return "reference"
	case "qual":
		return "qualification"
	case "reg":
		return "registration"
	}
	return word
}

// isValue reports whether a column name looks like a value. Then the file has
// no row with names, and its first row is about a learner.
func isValue(name string) bool {
	return record.ValidULN(name) || isReference(name) || record.ValidDate(name)
}

// datesOf finds the form that fits all dates of a column, or four of five: a
// real export has a mistyped one. It is "" for ours. The dates come in our
// form. Days before months are taken to be meant where both would fit, as in
// this country.
func datesOf(f record.Field, values []string) (form string, dates []string, ok bool) {
	forms := []string{"", "DD/MM/YYYY", "D/M/YYYY", "DD-MM-YYYY", "DD.MM.YYYY", "YYYY/MM/DD", "YYYYMMDD",
		"DD-MMM-YYYY", "D-MMM-YYYY", "DD MMM YYYY", "D MMM YYYY", "DD/MM/YY", "DD-MMM-YY", "MM/DD/YYYY", "M/D/YYYY"}
	for _, candidate := range forms {
		fit := datesIn(f, candidate, values)
		if len(fit) > len(dates) {
			form, dates = candidate, fit
		}
	}
	return form, dates, len(dates) > 0 && 5*len(dates) >= 4*len(values)
}

// datesIn gives those values that are dates of one form, in our form.
func datesIn(f record.Field, form string, values []string) (dates []string) {
	s := record.Source{From: "x", Date: form}
	if (record.Mapping{ID: "x", Columns: map[string]record.Source{f.Name(): s}}).Problems() != nil {
		return nil
	}
	convert := s.Convert(f, "")
	for _, v := range values {
		if iso, p := convert(v); p == nil && record.ValidDate(iso) {
			dates = append(dates, iso)
		}
	}
	return dates
}

// adultGap is how many years lie at least between most learners' births and
// their awards.
const adultGap = 10

// guessDates looks among the columns without a field for the two dates that
// tell each other apart: awards come years after births.
func (d *draft) guessDates() {
	birth, award := d.middleYear(record.FieldDateOfBirth), d.middleYear(record.FieldAwardDate)
	if birth == 0 && award == 0 {
		birth = d.oldestDates()
		if birth == 0 {
			return
		}
		d.guessDate(record.FieldDateOfBirth, func(year int) bool { return year == birth })
	}
	if award == 0 {
		d.guessDate(record.FieldAwardDate, func(year int) bool { return year >= birth+adultGap })
	} else if birth == 0 {
		d.guessDate(record.FieldDateOfBirth, func(year int) bool { return year <= award-adultGap })
	}
}

// middleYear is the year in the middle of a field's dates, 0 if it has no
// column yet.
func (d *draft) middleYear(f record.Field) int {
	s, ok := d.mapping.Columns[f.Name()]
	if !ok {
		return 0
	}
	return yearIn(f, d.values[slices.Index(d.columns, s.From)])
}

// oldestDates is the middle year of the column whose dates are years before
// those of every other column, 0 if there is none.
func (d *draft) oldestDates() int {
	var years []int
	for i := range d.columns {
		if year := yearIn(record.FieldDateOfBirth, d.values[i]); year != 0 && !slices.Contains(d.taken, i) {
			years = append(years, year)
		}
	}
	slices.Sort(years)
	if len(years) < 2 || years[1] < years[0]+adultGap {
		return 0
	}
	return years[0]
}

// yearIn is the year in the middle of a column's dates, 0 if they are none.
func yearIn(f record.Field, values []string) int {
	_, dates, ok := datesOf(f, values)
	if !ok {
		return 0
	}
	slices.Sort(dates)
	year, err := strconv.Atoi(dates[len(dates)/2][:4])
	if err != nil {
		return 0
	}
	return year
}

// guessDate gives a field the one column whose dates fit.
func (d *draft) guessDate(f record.Field, fits func(year int) bool) {
	var found []int
	for i, column := range d.columns {
		year := yearIn(f, d.values[i])
		if year != 0 && column != "" && fits(year) && !slices.Contains(d.taken, i) {
			found = append(found, i)
		}
	}
	if len(found) != 1 {
		return
	}
	d.note("%s is guessed from its values: column %s.", f.Name(), record.Quote(d.columns[found[0]]))
	d.taken = append(d.taken, found[0])
	d.mapping.Columns[f.Name()] = d.source(f, found[0])
}

// unused names the columns that no field takes, for whoever completes the
// draft.
func (d *draft) unused() {
	var left []string
	for i, column := range d.columns {
		if column != "" && !slices.Contains(d.taken, i) {
			left = append(left, record.Quote(column))
		}
	}
	const most = 40
	switch {
	case len(left) > most:
		d.note("No use was found for these columns: %s and %d more.", strings.Join(left[:most], ", "), len(left)-most)
	case len(left) > 0:
		d.note("No use was found for these columns: %s.", strings.Join(left, ", "))
	}
}
