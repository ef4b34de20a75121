package record

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestO21_MappingConverts(t *testing.T) {
	for _, c := range []struct {
		name   string
		field  Field
		source Source
		cell   string
		want   string
		code   string
	}{
		{"rename", FieldULN, Source{From: "x"}, "1000000078", "1000000078", ""},
		{"constant", FieldLanguage, Source{Constant: "English"}, "", "English", ""},
		{"today", FieldActionDate, Source{Today: true}, "", today, ""},
		{"value", FieldGrade, Source{From: "x", Values: map[string]string{"P": "Pass"}}, " p ", "Pass", ""},
		{"value of our own", FieldGrade, Source{From: "x", Values: map[string]string{"P": "Pass"}}, "pass", "Pass", ""},
		{"no value", FieldGrade, Source{From: "x", Values: map[string]string{"P": "Pass"}}, "", "", ""},
		{"value for nothing", FieldGrade, Source{From: "x", Values: map[string]string{"": "Pass"}}, "", "Pass", ""},
		{"unknown value", FieldGrade, Source{From: "x", Values: map[string]string{"P": "Pass"}}, "Q", "", CodeMapping},
		{"date", FieldAwardDate, Source{From: "x", Date: "DD/MM/YYYY"}, "30/06/2025", "2025-06-30", ""},
		{"short date", FieldAwardDate, Source{From: "x", Date: "D.M.YY"}, "3.6.25", "2025-06-03", ""},
		{"date with a month's name", FieldAwardDate, Source{From: "x", Date: "DD-MMM-YYYY"}, "30-Jun-2025", "2025-06-30", ""},
		{"date of our own", FieldAwardDate, Source{From: "x", Date: "DD/MM/YYYY"}, "2025-06-30", "2025-06-30", ""},
		{"no such date", FieldAwardDate, Source{From: "x", Date: "DD/MM/YYYY"}, "31/06/2025", "", CodeDateFormat},
		{"given name after a comma", FieldGivenName, Source{From: "x", Name: FamilyFirst}, "Example, Alex Kim", "Alex", ""},
		{"family name before a comma", FieldFamilyName, Source{From: "x", Name: FamilyFirst}, "van der Example, Alex", "van der Example", ""},
		{"no comma", FieldFamilyName, Source{From: "x", Name: FamilyFirst}, "Alex Example", "", CodeMapping},
		{"given name first", FieldGivenName, Source{From: "x", Name: GivenFirst}, "Alex Kim Example", "Alex", ""},
		{"family name last", FieldFamilyName, Source{From: "x", Name: GivenFirst}, "Alex Kim Example", "Example", ""},
		{"family name of several words", FieldFamilyName, Source{From: "x", Name: GivenFirst}, "Alex Kim van der Example", "van der Example", ""},
		{"one word", FieldFamilyName, Source{From: "x", Name: GivenFirst}, "Alex", "", CodeMapping},
		{"no name", FieldFamilyName, Source{From: "x", Name: GivenFirst}, " ", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := Mapping{ID: "x", Columns: map[string]Source{c.field.Name(): c.source}}
			if all := m.Problems(); all != nil {
				t.Fatal(all)
			}
			got, p := c.source.Convert(c.field, today)(c.cell)
			code := ""
			if p != nil {
				code = p.Code
			}
			if got != c.want || code != c.code {
				t.Errorf("got %q %q, want %q %q", got, code, c.want, c.code)
			}
		})
	}
}

func TestMappingProblems(t *testing.T) {
	for _, c := range []struct {
		name, want, column string
		source             Source
	}{
		{"no source", "columns.Grade: give exactly one of from, constant and today", "Grade", Source{}},
		{"two sources", "columns.Grade: give exactly one of from, constant and today", "Grade", Source{From: "x", Constant: "y"}},
		{"no such column", "columns.Mark: there is no such column of ours", "Mark", Source{From: "x"}},
		{"today for a grade", "columns.Grade: today is for dates", "Grade", Source{Today: true}},
		{"date of a grade", "columns.Grade: date: the column is no date", "Grade", Source{From: "x", Date: "DD/MM/YYYY"}},
		{"no form of a date", "columns.ActionDate: date: use YYYY YY MMM MM M DD D with - / . or spaces between them", "ActionDate", Source{From: "x", Date: "dd/mm/yyyy"}},
		{"half a date", "columns.ActionDate: date: must have one year, one month and one day", "ActionDate", Source{From: "x", Date: "MM/YYYY"}},
		{"birth without a century", "columns.DateOfBirth: date: two figures do not tell the century of a birth", "DateOfBirth", Source{From: "x", Date: "DD/MM/YY"}},
		{"order of names", `columns.GivenName: name: must be "Family, Given Middle" or "Given Middle Family"`, "GivenName", Source{From: "x", Name: "Given"}},
		{"name of a grade", "columns.Grade: name: is for GivenName and FamilyName", "Grade", Source{From: "x", Name: GivenFirst}},
		{"values of a constant", "columns.Grade: values, date and name need from", "Grade", Source{Constant: "x", Values: map[string]string{"a": "b"}}},
		{"a word twice", "columns.Grade: values: the same word twice, apart from its case", "Grade", Source{From: "x", Values: map[string]string{"p": "b", "P": "c"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := Mapping{ID: "x", Columns: map[string]Source{c.column: c.source}}
			if got := strings.Join(m.Problems(), "; "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	twice := Mapping{Columns: map[string]Source{"Uln": {From: "a"}, "ULN": {From: "b"}}}
	if got := strings.Join(twice.Problems(), "; "); got != "id: the mapping has no id; columns.Uln: says the same column as ULN" {
		t.Error(got)
	}
}

func FuzzMapping(f *testing.F) {
	f.Add("x", "DD/MM/YYYY", "Family, Given Middle", "30/06/2025", uint8(FieldAwardDate))
	f.Add("x", "", "Given Middle Family", "Alex van Example", uint8(FieldGivenName))
	f.Add("", "YYYYMMDD", "", "20250630", uint8(FieldDateOfBirth))
	f.Fuzz(func(t *testing.T, from, date, name, cell string, n uint8) {
		field := Field(n % uint8(fieldCount))
		for _, values := range []map[string]string{nil, {"P": "Pass"}} {
			s := Source{From: from, Date: date, Name: NameOrder(name), Values: values}
			m := Mapping{ID: "x", Columns: map[string]Source{field.Name(): s}}
			if m.Problems() != nil {
				continue
			}
			value, p := s.Convert(field, today)(cell)
			if p != nil && (p.Code == "" || p.Message == "" || p.Action == "") {
				t.Errorf("a problem without words: %+v", p)
			}
			if utf8.ValidString(cell) && !utf8.ValidString(value) {
				t.Errorf("%q became %q", cell, value)
			}
		}
	})
}

func FuzzRules(f *testing.F) {
	f.Add("1000000078", "600/1166/X", "2025-06-30", "Zoë", "CV4 9EE")
	f.Add("1.00E+09", "K5015773", "30/06/25", "ZoÃ«", "bfpo1")
	f.Fuzz(func(t *testing.T, uln, reference, date, name, postcode string) {
		a := Achievement{Learner: Learner{ULN: uln, GivenName: name, FamilyName: name, DateOfBirth: date},
			Reference: reference, AwardDate: date, Grade: name, Action: name, ActionDate: date, Postcode: postcode}
		rules := Rules{Today: today}
		first := found(rules, &a)
		again := a
		if second := found(rules, &again); strings.Join(first, ",") != strings.Join(second, ",") || again != a {
			t.Errorf("checking twice is not checking once: %v, %v", first, second)
		}
		if UnescapeCell(EscapeCell(name)) != name {
			t.Errorf("%q did not come back", name)
		}
	})
}

func TestMappedDateThatDoesNotExistIsCalledSo(t *testing.T) {
	s := Source{From: "x", Date: "DD/MM/YYYY"}
	for _, c := range []struct {
		field       Field
		value, want string
	}{
		{FieldAwardDate, "31/06/2025", `Award date must be like DD/MM/YYYY. This row has "31/06/2025", a day that does not exist.`},
		{FieldAwardDate, "30.06.2025", `Award date must be like DD/MM/YYYY. This row has "30.06.2025".`},
		{FieldDateOfBirth, "31/06/2001", "Date of birth must be like DD/MM/YYYY. This row has a day that does not exist."},
	} {
		if _, p := s.Convert(c.field, "")(c.value); p == nil || p.Message != c.want {
			t.Errorf("%s: %+v", c.value, p)
		}
	}
}
