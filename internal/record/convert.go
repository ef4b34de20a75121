package record

import (
	"errors"
	"strings"
	"time"
)

// Convert turns one cell of the client's column into the value of a field. A
// nil problem means that the value may be checked like any other.
type Convert func(cell string) (value string, p *Problem)

// Convert makes the conversion of field f that the source describes; today is
// yyyy-mm-dd in Europe/London. The source must be free of Problems.
func (s Source) Convert(f Field, today string) Convert {
	switch {
	case s.Today:
		return func(string) (string, *Problem) { return today, nil }
	case s.From == "":
		return func(string) (string, *Problem) { return s.Constant, nil }
	case s.Name != "":
		return func(cell string) (string, *Problem) { return s.namePart(f, cell) }
	}
	step := s.translate(f)
	if s.Date == "" {
		return step
	}
	layout, _ := dateLayout(s.Date)
	return func(cell string) (string, *Problem) {
		value, p := step(cell)
		if p != nil {
			return value, p
		}
		return s.date(f, layout, value)
	}
}

// translate is the value map. A word that is one of ours already stays, so
// that a file in our own words passes through any mapping.
func (s Source) translate(f Field) Convert {
	if s.Values == nil {
		return func(cell string) (string, *Problem) { return cell, nil }
	}
	words := make(map[string]string, 2*len(s.Values))
	for _, ours := range s.Values {
		words[fold(ours)] = ours
	}
	for theirs, ours := range s.Values {
		words[fold(theirs)] = ours
	}
	return func(cell string) (string, *Problem) {
		key := fold(cell)
		if ours, ok := words[key]; ok {
			return ours, nil
		}
		if key == "" {
			return "", nil
		}
		return "", s.unmapped(f, cell)
	}
}

func (s Source) unmapped(f Field, cell string) *Problem {
	shown := "another word"
	if f.OfAward() && f != FieldPostcode {
		shown = Quote(cell)
	}
	p := problemf(CodeMapping, "Change the word, or ask for it to be added to the mapping.",
		"The mapping does not know every word for the %s. This row has %s.", f.Words(), shown)
	return &p
}

func (s Source) date(f Field, layout, value string) (string, *Problem) {
	value = strings.TrimSpace(value)
	if value == "" || isDate(midnight(value)) {
		return value, nil
	}
	t, err := time.Parse(layout, value)
	if err == nil {
		return t.Format(time.DateOnly), nil
	}
	shown := elsewhere
	if f != FieldDateOfBirth {
		shown = quoteDate(value)
	}
	if outOfCalendar(err) {
		shown = noDay(shown)
	}
	p := problemf(CodeDateFormat, "Change the date.", "%s must be like %s. This row has %s.", f.title(), s.Date, shown)
	return "", &p
}

// outOfCalendar tells a date that is written right and is no day, such as 31
// June, from one that is written otherwise.
func outOfCalendar(err error) bool {
	parse, ok := errors.AsType[*time.ParseError](err)
	return ok && strings.Contains(parse.Message, "out of range")
}

// dateLayout turns YYYY, YY, MMM, MM, M, DD and D into a layout of package
// time. Anything else must be a mark between them.
func dateLayout(form string) (string, error) {
	var layout strings.Builder
	var year, month, day int
	for rest := form; rest != ""; {
		run := rest[:leadingRun(rest)]
		rest = rest[len(run):]
		switch run {
		case "YYYY", "YY":
			year++
			layout.WriteString(map[string]string{"YYYY": "2006", "YY": "06"}[run])
		case "MMM", "MM", "M":
			month++
			layout.WriteString(map[string]string{"MMM": "Jan", "MM": "01", "M": "1"}[run])
		case "DD", "D":
			day++
			layout.WriteString(map[string]string{"DD": "02", "D": "2"}[run])
		default:
			if strings.Trim(run, "-/. ") != "" {
				return "", errors.New("use YYYY YY MMM MM M DD D with - / . or spaces between them")
			}
			layout.WriteString(run)
		}
	}
	if year != 1 || month != 1 || day != 1 {
		return "", errors.New("must have one year, one month and one day")
	}
	return layout.String(), nil
}

// leadingRun is how often the first byte of s stands there in a row.
func leadingRun(s string) int {
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	return n
}

func (s Source) namePart(f Field, cell string) (string, *Problem) {
	given, family, ok := splitName(s.Name, cell)
	if !ok {
		p := problemf(CodeMapping, "Change the cell.", `The name in this row is not like "%s".`, s.Name)
		return "", &p
	}
	if f == FieldGivenName {
		return given, nil
	}
	return family, nil
}

// splitName takes a whole name apart. An empty cell is two empty names, which
// the rules for names report.
func splitName(order NameOrder, name string) (given, family string, ok bool) {
	if strings.TrimSpace(name) == "" {
		return "", "", true
	}
	if order == FamilyFirst {
		before, after, found := strings.Cut(name, ",")
		words := strings.Fields(after)
		family = strings.Join(strings.Fields(before), " ")
		if !found || len(words) == 0 || family == "" {
			return "", "", false
		}
		return words[0], family, true
	}
	words := strings.Fields(name)
	if len(words) < 2 || strings.Contains(name, ",") {
		return "", "", false
	}
	last := len(words) - 1
	for last > 1 && lowerWord(words[last-1]) {
		last--
	}
	return words[0], strings.Join(words[last:], " "), true
}

// lowerWord tells the van, de or la that belongs to the name after it.
func lowerWord(s string) bool { return s == strings.ToLower(s) }

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
