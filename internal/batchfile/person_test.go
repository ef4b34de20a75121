package batchfile

import (
	"io"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/record"
)

func userOptions() Options {
	o := testOptions()
	o.UserColumn = "SubmittedBy"
	return o
}

// personOf reads a whole file for the person it names.
func personOf(t *testing.T, file string, o Options) (Person, Head) {
	t.Helper()
	r, err := Open(strings.NewReader(file), o)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		if _, err := r.Next(); err == io.EOF {
			return r.Person(), r.Head()
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// by is an award in CSV with one more column.
func by(names ...string) string {
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(awardNames, "\r\n") + ",submittedBY,Colour\r\n")
	for _, name := range names {
		b.WriteString(strings.TrimSuffix(awardRow, "\r\n") + "," + name + ",red\r\n")
	}
	return b.String()
}

// xmlBy is the same in XML, below a header.
func xmlBy(header string, names ...string) string {
	var b strings.Builder
	b.WriteString("<AchievementBatch><Header>" + header + "</Header>")
	for _, name := range names {
		b.WriteString("<Achievement><Uln>1000000078</Uln>" + name + "<Colour>red</Colour></Achievement>")
	}
	return b.String() + "</AchievementBatch>"
}

func TestO3_ThePersonThatAFileNames(t *testing.T) {
	long := strings.Repeat("ë", record.MaxUserName)
	named := func(name string) string { return "<submittedBY>" + name + "</submittedBY>" }
	for name, test := range map[string]struct {
		file string
		want Person
		says string // of its problem
	}{
		"one":                  {by("J Smith", "J Smith"), Person{Name: "J Smith", Row: 2}, ""},
		"spaces around it":     {by(" J Smith", "J Smith "), Person{Name: "J Smith", Row: 2}, ""},
		"some rows are blank":  {by("", "J Smith", ""), Person{Name: "J Smith", Row: 3}, ""},
		"all rows are blank":   {by("", " "), Person{}, ""},
		"two":                  {by("", "J Smith", "J Smith", "A Patel", "B Third"), Person{Name: "J Smith", Row: 3, Two: true, Other: 5}, "LOCAL-USER-TWO The file names two people (first: row 3 and row 5). Nothing was sent. LRS wants one person with each call. Drop one file for each person."},
		"as long as LRS takes": {by(long), Person{Name: long, Row: 2}, ""},
		"longer":               {by("", long+"x"), Person{Name: long + "x", Row: 3}, "LOCAL-USER-UNKNOWN The name of the person in row 3 is longer than the 35 characters that LRS takes. Nothing was sent. Shorten it on every row and drop the file again."},
		"a line break":         {by("\"J\nSmith\""), Person{Name: "J\nSmith", Row: 2}, "LOCAL-USER-UNKNOWN The name of the person in row 2 has a character that cannot be seen or sent. Nothing was sent. Type it again, without line breaks or tabs."},
		"damaged letters":      {by("ZoÃ« Smith"), Person{Name: "ZoÃ« Smith", Row: 2}, `LOCAL-USER-UNKNOWN The letters of the person's name in row 2 are damaged, like ZoÃ« for Zoë. Nothing was sent. Export the file again. In Excel choose Save As, "CSV UTF-8 (Comma delimited)".`},
		"a shifted row":        {by("J Smith", "x,J Smith"), Person{Name: "J Smith", Row: 2}, ""},
		"XML":                  {xmlBy("", named(" J Smith "), ""), Person{Name: "J Smith", Row: 1}, ""},
		"XML header":           {xmlBy(named("J Smith"), "", named("J Smith")), Person{Name: "J Smith"}, ""},
		"XML two":              {xmlBy("", named("J Smith"), named("A Patel")), Person{Name: "J Smith", Row: 1, Two: true, Other: 2}, "LOCAL-USER-TWO The file names two people (first: row 1 and row 2). Nothing was sent. LRS wants one person with each call. Drop one file for each person."},
		"XML header and row":   {xmlBy(named("J Smith"), "", named("A Patel")), Person{Name: "J Smith", Two: true, Other: 2}, "LOCAL-USER-TWO The file names two people (first: the header and row 2). Nothing was sent. LRS wants one person with each call. Drop one file for each person."},
		"XML header too long":  {xmlBy(named(long+"x"), ""), Person{Name: long + "x"}, "LOCAL-USER-UNKNOWN The name of the person in the header is longer than the 35 characters that LRS takes. Nothing was sent. Shorten it on every row and drop the file again."},
	} {
		t.Run(name, func(t *testing.T) {
			got, head := personOf(t, test.file, userOptions())
			test.want.Column = got.Column
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			says := ""
			if p := got.Problem(); p != nil {
				says = p.Code + " " + p.Message + " " + p.Action
			}
			if says != test.says {
				t.Errorf("it says\n%s\nwant\n%s", says, test.says)
			}
			if !slices.Equal(head.Unknown, []string{"Colour"}) {
				t.Errorf("unknown columns: %v", head.Unknown)
			}
		})
	}
}

func TestO3_AFileWithoutTheColumnNamesNobody(t *testing.T) {
	if got, _ := personOf(t, awardNames+awardRow, userOptions()); got != (Person{}) {
		t.Errorf("got %+v", got)
	}
	got, head := personOf(t, by("J Smith"), testOptions())
	if got != (Person{}) || !slices.Equal(head.Unknown, []string{"submittedBY", "Colour"}) {
		t.Errorf("without the option: %+v, unknown %v", got, head.Unknown)
	}
}

func TestO3_TwoColumnsForThePersonStopTheFile(t *testing.T) {
	file := strings.Replace(by("J Smith"), "Colour", "SUBMITTEDBY", 1)
	if got := refusalOf(t, file, userOptions()); got.Code != record.CodeColumnsTwice {
		t.Errorf("refused with %s", got.Code)
	}
}

// A mapping may use the column for something else as well.
func TestO3_AMappedColumnMayNameThePerson(t *testing.T) {
	o := userOptions()
	o.Mapping = &record.Mapping{ID: "x", Columns: map[string]record.Source{"ActionReason": {From: "SubmittedBy"}}}
	if got, _ := personOf(t, by("J Smith"), o); got.Name != "J Smith" {
		t.Errorf("got %+v", got)
	}
	if rows := readAll(t, by("J Smith"), o); rows[0].ActionReason != "J Smith" {
		t.Error("the mapping lost its column")
	}
}

// Rows to correct keep the name, wherever in the file it stood.
func TestO3_CellsGivenBackHaveTheName(t *testing.T) {
	o := userOptions()
	o.CellsOnly = true
	for _, file := range []string{
		by("J Smith"),
		xmlBy("", "<SubmittedBy>J Smith</SubmittedBy>"),
		xmlBy("<SubmittedBy>J Smith</SubmittedBy>", ""),
	} {
		r, err := Open(strings.NewReader(file), o)
		if err != nil {
			t.Fatal(err)
		}
		row, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(r.Head().Columns, func(c string) bool { return strings.EqualFold(c, "SubmittedBy") })
		if at < 0 || row.Cells[at] != "J Smith" {
			t.Errorf("columns %v", r.Head().Columns)
		}
	}
}

func TestO3_AnApostropheThatWePutThereIsNoPartOfTheName(t *testing.T) {
	file := "LRSDROP_File,LRSDROP_Row,SubmittedBy," + awardNames + "K7Q2,2,'=J Smith," + awardRow
	if got, _ := personOf(t, file, userOptions()); got.Name != "=J Smith" {
		t.Errorf("got %+v", got)
	}
}
