package record

import (
	"strings"
	"time"
	_ "time/tzdata" // a machine without zone files still knows Europe/London
)

// LondonToday is the date in Europe/London at the moment t, as yyyy-mm-dd.
func LondonToday(t time.Time) string {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("record: the zone data that is part of the program: " + err.Error())
	}
	return t.In(london).Format(time.DateOnly)
}

// ValidDate reports whether s is a day of the calendar written yyyy-mm-dd, in
// the years 1800 to 2099 that LRS's schema takes (contract 6.4).
func ValidDate(s string) bool { return isDate(s) && s[:2] >= "18" && s[:2] <= "20" }

// isDate reports whether s is a day of the calendar written yyyy-mm-dd.
func isDate(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	for _, i := range [...]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if !isDigit(s[i]) {
			return false
		}
	}
	month, day := pair(s, 5), pair(s, 8)
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	return day <= 28 || day <= monthDays(year(s), month)
}

// pair is the number in two digits of s from i.
func pair(s string, i int) int { return 10*int(s[i]-'0') + int(s[i+1]-'0') }

func year(s string) int { return 100*pair(s, 0) + pair(s, 2) }

func monthDays(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// midnight strips the time of day that data contracts and some exports add to
// a date (ASM-17). Any other time of day stays, and is a broken rule.
func midnight(s string) string {
	if len(s) == len("2025-06-30T00:00:00") && (s[10] == 'T' || s[10] == ' ') && s[11:] == "00:00:00" {
		return s[:10]
	}
	return s
}

// looksBritish reports whether s is built like DD/MM/YYYY or DD/MM/YY, the
// form that Excel gives to a date on a British machine.
func looksBritish(s string) bool {
	_, _, _, ok := britishParts(s)
	return ok
}

func britishParts(s string) (day, month, year string, ok bool) {
	day, rest, found := strings.Cut(s, "/")
	if !found {
		return "", "", "", false
	}
	month, year, found = strings.Cut(rest, "/")
	ok = found && len(day) <= 2 && len(month) <= 2 && (len(year) == 2 || len(year) == 4) &&
		digits(day) && digits(month) && digits(year)
	return day, month, year, ok
}

// FromExcelDate turns DD/MM/YYYY, as Excel writes a date on a British
// machine, into yyyy-mm-dd. It is for comparing a cell with what it was, never
// for guessing what a date means.
func FromExcelDate(s string) (string, bool) {
	day, month, year, ok := britishParts(s)
	if !ok || len(year) != 4 {
		return "", false
	}
	iso := year + "-" + twoDigits(month) + "-" + twoDigits(day)
	return iso, isDate(iso)
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func (r Rules) checkBirth(s *string, report Reporter) {
	*s = midnight(strings.TrimSpace(*s))
	switch {
	case *s == "":
	case !ValidDate(*s):
		report(FieldDateOfBirth, birthForm(*s))
	case r.Today != "" && *s > r.Today:
		report(FieldDateOfBirth, problem(CodeBirthDate,
			"The date of birth in this row is in the future.", "Check it against your records."))
	case len(r.Today) == len(*s):
		r.checkAge(*s, report)
	}
}

func birthForm(s string) Problem {
	if looksBritish(s) {
		return problem(CodeDateFormat,
			"Date of birth must be like 2001-02-03. This row has it as DD/MM/YYYY, as Excel writes dates.",
			"Copy it from your system into a column formatted as Text.")
	}
	return problem(CodeDateFormat,
		"Date of birth must be like 2001-02-03. This row has something else, or a day that does not exist.",
		"Change the date.")
}

// checkAge warns of an age that registration would refuse (contract 6.4).
func (r Rules) checkAge(birth string, report Reporter) {
	age := year(r.Today) - year(birth)
	if r.Today[5:] < birth[5:] {
		age--
	}
	if age < 13 || age > 110 {
		p := problem(CodeAge, "The learner in this row would be younger than 13 or older than 110.",
			"Check the date of birth. The row is sent as it is.")
		p.Warning = true
		report(FieldDateOfBirth, p)
	}
}

// checkAward reports whether the award date is a date at all, so that others
// can be compared with it.
func (r Rules) checkAward(s *string, report Reporter) bool {
	*s = midnight(strings.TrimSpace(*s))
	switch {
	case *s == "":
		report(FieldAwardDate, missing(FieldAwardDate))
		return false
	case !ValidDate(*s):
		report(FieldAwardDate, dateForm(FieldAwardDate, *s, "2025-06-30"))
		return false
	case *s < FirstAwardDate:
		report(FieldAwardDate, problemf(CodeAwardEarly, "LRS cannot take this award. Remove the row.",
			"The award date must be %s or later. This row has an earlier one.", FirstAwardDate))
	case r.Today != "" && *s > r.Today:
		report(FieldAwardDate, problemf(CodeAwardFuture, "Wait until that day, or change the date.",
			"The award date in this row, %s, is in the future.", *s))
	}
	return true
}

func (r Rules) checkActionDate(a *Achievement, awarded bool, report Reporter) {
	a.ActionDate = midnight(strings.TrimSpace(a.ActionDate))
	switch {
	case a.ActionDate == "" && (a.Action == ActionWithdraw || a.Action == ActionReinstate):
		report(FieldActionDate, problemf(CodeMissing, "Add the day it was decided, like 2025-07-01.",
			"You need an action date to %s an award. This row has none.", a.Action))
	case a.ActionDate == "":
		a.ActionDate = a.AwardDate
	case !ValidDate(a.ActionDate):
		report(FieldActionDate, dateForm(FieldActionDate, a.ActionDate, "2025-07-01"))
	case awarded && a.ActionDate < a.AwardDate:
		report(FieldActionDate, problemf(CodeActionDate, "Change one of the two dates.",
			"The action date in this row is before the award date."))
	case r.Today != "" && a.ActionDate > r.Today:
		report(FieldActionDate, problemf(CodeActionDate, "Wait until that day, or change the date.",
			"The action date in this row, %s, is in the future.", a.ActionDate))
	}
}

// dateForm words a date of an award that is not like the example.
func dateForm(f Field, value, example string) Problem {
	do := "Change the date."
	if looksBritish(value) {
		do = "Change the date. Excel writes dates this way: format the column as Text."
	}
	shown := quoteDate(value)
	if _, err := time.Parse(time.DateOnly, value); outOfCalendar(err) {
		shown = noDay(shown)
	}
	return problemf(CodeDateFormat, do, "%s must be like %s. This row has %s.", f.title(), example, shown)
}
