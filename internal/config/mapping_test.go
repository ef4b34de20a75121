package config

import (
	"os"
	"reflect"
	"strings"
	"testing"

	shipped "lrsdrop/config"
	"lrsdrop/internal/record"
)

func TestDecodeMappingKeepsWordsAsTheyStand(t *testing.T) {
	data, err := os.ReadFile("testdata/mappings/good.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := DecodeMapping(data)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"Y": "Pass", "010": "Merit", "": "Fail"}
	if got := m.Columns["Grade"].Values; !reflect.DeepEqual(got, want) {
		t.Errorf("the values are %v, want %v", got, want)
	}
	if m.Description != "Two lines\nof words.\n" {
		t.Errorf("the description is %q", m.Description)
	}
}

func TestDecodeMappingRefuses(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"nothing":      {"", "The file is empty."},
		"a list":       {"- id: x", "The file must be keys and values, one to a line."},
		"a list key":   {"id: x\ncolumns: {[a]: {today: true}}", "line 2: columns: A key must be one word and no list."},
		"no columns":   {"id: x", "columns: the mapping maps no column"},
		"a text":       {"id: x\ncolumns: {Uln: ULN}", "line 2: columns.Uln: There must be keys and values here, one to a line and further to the right."},
		"a null value": {"id: x\ncolumns: {Grade: {from: G, values: {P: }}}", "line 2: columns.Grade.values.P: There is no value. Write one, or remove the key."},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := DecodeMapping([]byte(test.text))
			if err == nil || err.Error() != test.want {
				t.Errorf("the error is %v, want %s", err, test.want)
			}
		})
	}
}

func TestEncodeMappingIsReadBackAsItWas(t *testing.T) {
	example, err := DecodeMapping(shipped.ExampleMapping())
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range map[string]record.Mapping{
		"example": example,
		"odd": {ID: "0010", Description: "# no comment", Columns: map[string]record.Source{
			"Uln":   {From: "*ULN: \"a\"\n#b"},
			"Grade": {From: "yes", Values: map[string]string{"no": "010", "": "~", "{x}": "- y"}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := EncodeMapping(m, []string{"Draft.", "A note with\na line end\u2028and: more", ""})
			if err != nil {
				t.Fatal(err)
			}
			var got record.Mapping
			n := newNotes()
			if !decode(data, &got, n, true) || len(n.problems) > 0 || !reflect.DeepEqual(got, m) {
				t.Errorf("got %+v\nwant %+v\nproblems %v\nfile\n%s", got, m, n.problems, data)
			}
		})
	}
}

func TestEncodeMappingIsWrittenForPeople(t *testing.T) {
	m := record.Mapping{ID: "draft", Columns: map[string]record.Source{
		"GivenName": {From: "Name", Name: record.FamilyFirst},
		"Uln":       {From: "ULN"},
	}}
	got, err := EncodeMapping(m, []string{"Draft of July.csv.", "", "Check each line."})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"# Draft of July.csv.", "#", "# Check each line.",
		"id: draft",
		"columns:",
		"  Uln: {from: ULN} # ULN",
		"  GivenName: {from: Name, name: 'Family, Given Middle'} # given name",
		"",
	}, "\n")
	if string(got) != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func FuzzDecodeMapping(f *testing.F) {
	f.Add(shipped.ExampleMapping())
	f.Add([]byte("id: x\ncolumns: {Uln: {from: a, values: {a: b}}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := DecodeMapping(data)
		if err != nil {
			return
		}
		if problems := m.Problems(); len(problems) > 0 {
			t.Fatalf("a mapping with problems was taken: %v", problems)
		}
		text, err := EncodeMapping(m, []string{"x"})
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeMapping(text)
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		for field := range record.Field(record.FieldCount) {
			a, _ := m.Source(field)
			b, _ := back.Source(field)
			if len(a.Values)+len(b.Values) > 0 && !reflect.DeepEqual(a.Values, b.Values) || a.From != b.From || a.Constant != b.Constant {
				t.Fatalf("%s: %+v became %+v in\n%s", field.Name(), a, b, text)
			}
		}
	})
}
