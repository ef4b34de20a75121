package batchfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
	"lrsdrop/internal/record"
)

const (
	awardNames = "MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName\r\n"
	awardRow   = "REG-1,1000000078,610/5596/7,2025-06-30,Pass,Alex,Example\r\n"
	otherRow   = "REG-2,1000000094,610/5596/7,2025-06-30,Pass,Zoë,O'Sample\r\n"
)

func testOptions() Options {
	return Options{
		Rules:           record.Rules{Today: "2026-01-12"},
		UKPRN:           "10099999",
		OrganisationRef: "RN0000",
	}
}

// readAll reads a file that must not be refused.
func readAll(t testing.TB, file string, o Options) []Row {
	t.Helper()
	rows, err := tryRead(strings.NewReader(file), o)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	return rows
}

func tryRead(in io.Reader, o Options) ([]Row, error) {
	r, err := Open(in, o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var rows []Row
	for {
		row, err := r.Next()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		kept := *row
		kept.Problems, kept.Cells = slices.Clone(row.Problems), slices.Clone(row.Cells)
		rows = append(rows, kept)
	}
}

// refusalOf reads a file that must be refused.
func refusalOf(t testing.TB, file string, o Options) *Refusal {
	t.Helper()
	rows, err := tryRead(strings.NewReader(file), o)
	refusal, ok := errors.AsType[*Refusal](err)
	if !ok {
		t.Fatalf("not refused: %d rows, %v", len(rows), err)
	}
	return refusal
}

func TestReadsAchievementCSV(t *testing.T) {
	rows := readAll(t, awardNames+awardRow+otherRow, testOptions())
	if len(rows) != 2 || !rows[0].Valid() || !rows[1].Valid() {
		t.Fatalf("%+v", rows[0].Problems)
	}
	if rows[1].Number != 3 || rows[1].Ordinal != 1 || rows[1].FamilyName != "O'Sample" || rows[1].Action != "award" {
		t.Error("row 2 was read wrongly")
	}
}

// problemsOf lists problems as "row column CODE", a warning with a question
// mark.
func problemsOf(rows []Row) string {
	var all []string
	for _, r := range rows {
		for _, p := range r.Problems {
			mark := ""
			if p.Warning {
				mark = "?"
			}
			all = append(all, fmt.Sprintf("%d %s %s%s", p.Row, p.Column, p.Code, mark))
		}
	}
	return strings.Join(all, ", ")
}

func TestKindIsToldFromTheContent(t *testing.T) {
	for _, c := range []struct {
		name, file string
		kind       record.Kind
		format     Format
	}{
		{"awards", awardNames + awardRow, record.KindAchievement, FormatCSV},
		{"learners", "ULN,GivenName,FamilyName\n1000000078,Alex,Example\n", record.KindVerify, FormatCSV},
		{"awards in XML", xmlAwards(xmlRecord), record.KindAchievement, FormatXML},
		{"learners in XML", "<VerifyBatch><Learner><ULN>1000000078</ULN><FamilyName>Example</FamilyName><GivenName>Alex</GivenName></Learner></VerifyBatch>",
			record.KindVerify, FormatXML},
		{"awards in XML of another namespace", `<?xml version="1.0"?><!-- x --><a:AchievementBatch xmlns:a="urn:x">` +
			strings.NewReplacer("</", "</a:", "<", "<a:").Replace(xmlRecord) + "</a:AchievementBatch>", record.KindAchievement, FormatXML},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Open(strings.NewReader(c.file), testOptions())
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			row, err := r.Next()
			if err != nil || !row.Valid() || row.ULN != "1000000078" || row.GivenName != "Alex" {
				t.Fatalf("%v", err)
			}
			if h := r.Head(); h.Kind != c.kind || h.Format != c.format {
				t.Errorf("%s %s", h.Kind, h.Format)
			}
			if _, err := r.Next(); err != io.EOF || r.BytesRead() != int64(len(c.file)) {
				t.Errorf("%v after %d bytes", err, r.BytesRead())
			}
		})
	}
}

func TestHeadOfACSV(t *testing.T) {
	for _, delimiter := range []string{",", ";", "\t"} {
		file := strings.ReplaceAll("\ufeff"+header+"1,RN0000,x@ao.education,Final\n\nULN,Shoe Size,GivenName,FAMILYNAME,\n1000000078,44,Alex,Example,\n", ",", delimiter)
		r, err := Open(strings.NewReader(file), testOptions())
		if err != nil {
			t.Fatal(err)
		}
		h := r.Head()
		if !h.BOM || string(h.Delimiter) != delimiter || strings.Join(h.Columns, "|") != "ULN|Shoe Size|GivenName|FAMILYNAME|" ||
			strings.Join(h.Unknown, "|") != "Shoe Size" || h.Redrop {
			t.Errorf("%+v", h)
		}
		if h.Header == nil || *h.Header != (Header{1, "RN0000", "x@ao.education", "Final"}) {
			t.Errorf("%+v", h.Header)
		}
		if len(h.Warnings) != 1 || h.Warnings[0].Code != record.CodeEmail || !h.Warnings[0].Warning {
			t.Errorf("%+v", h.Warnings)
		}
		row, err := r.Next()
		if err != nil || row.Number != 5 || strings.Join(row.Cells, "|") != "1000000078|44|Alex|Example|" || !row.Valid() {
			t.Errorf("%v %+v", err, row.Cells)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestRowNumbersAreThoseOfASpreadsheet(t *testing.T) {
	const names = "Uln,GivenName,FamilyName,Note"
	for _, c := range []struct{ name, file, want string }{
		{"line feeds", names + "\n1,a,b,c\n2,a,b,c\n", "2 3"},
		{"carriage returns and line feeds", names + "\r\n1,a,b,c\r\n2,a,b,c\r\n", "2 3"},
		{"carriage returns", names + "\r1,a,b,c\r2,a,b,c\r", "2 3"},
		{"mixed line ends", names + "\r\n1,a,b,c\n2,a,b,c\r3,a,b,\r\r\n4,a,b,c", "2 3 4 6"},
		{"blank rows", "\n" + names + "\n\n1,a,b,c\n\r\n,,,\n ,,,\n2,a,b,c\n", "4 8"},
		{"line breaks in quotes", names + "\n1,a,b,\"c\nc\r\nc\"\n2,\"a\na\",b,c\n\n3,a,b,c\n", "2 3 5"},
		{"line breaks in quoted names", "Uln,\"Given\nName\",GivenName,FamilyName\n1,a,b,c\n", "2"},
		{"quotation marks in quotes", names + "\n1,\"a\"\"\n\"\"\",b,c\n2,a,b,c\n", "2 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for i, r := range readAll(t, c.file, testOptions()) {
				got = append(got, fmt.Sprint(r.Number))
				if r.Ordinal != i || r.ULN != fmt.Sprint(i+1) {
					t.Errorf("row %d is %q", i, r.ULN)
				}
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

func TestProblemsOfRows(t *testing.T) {
	for _, c := range []struct{ name, file, want, words string }{
		{"good rows", awardNames + awardRow + otherRow, "", ""},
		{"too few cells", awardNames + "REG-1,1000000078\r\n" + otherRow, "2  LOCAL-CELLS", "The file has 7 columns, but row 2 has 2 cells."},
		{"too many cells", awardNames + "x," + awardRow + otherRow, "2  LOCAL-CELLS", "The file has 7 columns, but row 2 has 8 cells."},
		{"empty cells beyond the columns", awardNames + strings.TrimSpace(awardRow) + ",,\r\n", "", ""},
		{"a value over 64 KiB", awardNames + "REG-1,1000000078,610/5596/7,2025-06-30," + strings.Repeat("x", 70_000) + ",Alex,Example\r\n",
			"2 Grade LOCAL-FIELD-SIZE", "The grade in row 2 is longer than 64 KiB."},
		{"the same award twice", awardNames + awardRow + otherRow + strings.Replace(awardRow, "Pass", "Merit", 1), "4  LOCAL-DUPLICATE",
			"The award in row 4 is in row 2 as well: same ULN, reference, award date and action."},
		{"the same award in other forms", awardNames + awardRow + strings.Replace(awardRow, "610/5596/7", " 61055967", 1), "3  LOCAL-DUPLICATE", ""},
		{"the same award after a bad row", awardNames + strings.Replace(awardRow, "Alex", "", 1) + awardRow, "2 GivenName LOCAL-NAME-BLANK", ""},
		{"the same learner twice to verify", "ULN,GivenName,FamilyName\n1000000078,Alex,Example\n1000000078,Alex,Example\n", "", ""},
		{"the client's name of a column", "uln,given NAME,GIVENNAME,FamilyName\n1,x,Alex,Example\n", "2 uln LOCAL-ULN-FORMAT",
			"ULN must be 10 digits and must not start with 0. Row 2 has 1 digit."},
		{"XML element twice", xmlAwards(strings.Replace(xmlRecord, "<Uln>", "<ULN>x</ULN><Uln>", 1)), "1 Uln LOCAL-CELLS",
			"The record in row 1 has the same element twice."},
		{"XML without an element", xmlAwards(xmlRecord + strings.Replace(xmlRecord, "<GivenName>Alex</GivenName>", "", 1)), "2 GivenName LOCAL-NAME-BLANK",
			"There is no given name in row 2."},
		{"XML award twice", xmlAwards(xmlRecord + xmlRecord), "2  LOCAL-DUPLICATE", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := readAll(t, c.file, testOptions())
			if got := problemsOf(rows); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			for _, r := range rows {
				for _, p := range r.Problems {
					if c.words != "" && p.Message != c.words || p.Action == "" {
						t.Errorf("%q, %q", p.Message, p.Action)
					}
				}
			}
		})
	}
}

func TestXMLDetails(t *testing.T) {
	file := `<?xml version="1.0" encoding="utf-8"?><AchievementBatch><Header><AwardingOrganisation>RN0000</AwardingOrganisation>` +
		`<NumberOfRecords> 1 </NumberOfRecords><Wish>x</Wish></Header>` +
		`<Achievement><FamilyName>O&apos;S<!-- x -->am<![CDATA[ple]]></FamilyName><GivenName>Zo&#xEB;</GivenName>` +
		`<Group><Uln>1</Uln></Group><uln>1000000078</uln><Grade xsi:nil="true"/>` +
		`<AchievementAwardDate>2025-06-30T00:00:00</AchievementAwardDate>` +
		`<UnitOrQualificationReferenceNumber>` + "\n 610/5596/7\n" + `</UnitOrQualificationReferenceNumber></Achievement></AchievementBatch>` + "\n<!-- end -->\n"
	r, err := Open(strings.NewReader(file), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	row, err := r.Next()
	if err != nil || !row.Valid() {
		t.Fatalf("%v %+v", err, row)
	}
	if row.FamilyName != "O'Sample" || row.GivenName != "Zoë" || row.Reference != "610/5596/7" || row.AwardDate != "2025-06-30" || row.Number != 1 {
		t.Error("the record was read wrongly")
	}
	if _, err := r.Next(); err != io.EOF {
		t.Error(err)
	}
	h := r.Head()
	if strings.Join(h.Unknown, "|") != "Wish|Group|Uln" || h.Header.NumberOfRecords != 1 || len(h.Columns) != record.FieldCount || len(row.Cells) != record.FieldCount {
		t.Errorf("%+v %+v", h, h.Header)
	}
}

func TestO21_MappedColumns(t *testing.T) {
	m := &record.Mapping{ID: "acme", Columns: map[string]record.Source{
		"MISIdentifier":           {From: "Reg No"},
		"Uln":                     {From: "Learner ULN"},
		"UnitOrQualificationCode": {From: "QAN"},
		"AchievementAwardDate":    {From: "AwardDate", Date: "DD/MM/YYYY"},
		"Grade":                   {From: "Result", Values: map[string]string{"P": "Pass"}},
		"GivenName":               {From: "Learner", Name: record.FamilyFirst},
		"FamilyName":              {From: "Learner", Name: record.FamilyFirst},
		"LanguageForAssessment":   {Constant: "English"},
		"Action":                  {Constant: "award"},
		"ActionDate":              {Today: true},
	}}
	o := testOptions()
	o.Mapping = m
	const names = "Reg No,learner uln,QAN,AwardDate,Result,Learner,Site\n"
	rows := readAll(t, names+`R1,1000000078,61055967,30/06/2025,p,"Example, Alex Kim",North`+"\n"+
		`R2,1000000094,61055967,31/06/2025,Q,Alex,North`+"\n", o)
	want := record.Achievement{
		Learner:   record.Learner{MISIdentifier: "R1", ULN: "1000000078", GivenName: "Alex", FamilyName: "Example"},
		Reference: "610/5596/7", AwardDate: "2025-06-30", Grade: "Pass", Language: "English", Action: "award", ActionDate: "2026-01-12",
	}
	if rows[0].Achievement != want || len(rows[0].Problems) > 0 || rows[0].Cells[6] != "North" {
		t.Errorf("the first row was mapped wrongly: %s", problemsOf(rows))
	}
	if got := problemsOf(rows); got != "3 AwardDate LOCAL-DATE-FORMAT, 3 Result LOCAL-MAPPING, 3 Learner LOCAL-MAPPING" {
		t.Error(got)
	}

	if rows := readAll(t, awardNames+awardRow, o); !rows[0].Valid() || rows[0].FamilyName != "Example" {
		t.Errorf("our own columns: %s", problemsOf(rows))
	}
	withdraw := "Action,ActionReason,ActionDate," + awardNames + "withdraw,Mistake,2025-08-01," + awardRow
	if rows := readAll(t, withdraw, o); rows[0].Action != "withdraw" || rows[0].ActionDate != "2025-08-01" {
		t.Error("a constant covered what the file says")
	}
	got := refusalOf(t, "Reg No,Learner ULN,QAN,Learner\n", o)
	if got.Code != record.CodeColumnsMissing || got.Message != `The file has no column for the award date. We looked for "AwardDate".` {
		t.Error(got)
	}
	if got := refusalOf(t, "QAN,qan,Learner ULN\n", o); got.Code != record.CodeColumnsTwice {
		t.Error(got)
	}
}

func TestCellsOnlyAppliesNoRules(t *testing.T) {
	o := testOptions()
	o.CellsOnly = true
	rows := readAll(t, awardNames+"x\r\n"+awardRow+awardRow, o)
	if len(rows) != 3 || problemsOf(rows) != "" || rows[2].Cells[1] != "1000000078" || rows[2].ULN != "" || rows[0].Number != 2 {
		t.Error(problemsOf(rows))
	}
}

func TestExamples(t *testing.T) {
	for name, want := range map[string]string{
		"achievement.csv": "",
		"achievement.xml": "",
		"verify.csv":      "",
		"verify.xml":      "",
		"damaged.csv": "3 Uln LOCAL-ULN-EXCEL, 4 Uln LOCAL-ULN-CHECK, 4 AchievementAwardDate LOCAL-DATE-FORMAT, " +
			"5 GivenName LOCAL-DAMAGED-TEXT, 6  LOCAL-CELLS",
	} {
		t.Run(name, func(t *testing.T) {
			file, err := os.ReadFile(filepath.Join("..", "..", "examples", "files", name))
			if err != nil {
				t.Fatal(err)
			}
			rows := readAll(t, string(file), testOptions())
			if got := problemsOf(rows); got != want || len(rows) < 2 {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestXMLExamplesMatchSchema(t *testing.T) {
	lint := needs.Program(t, "xmllint", "libxml2-utils")
	for _, kind := range []string{"achievement", "verify"} {
		schema := filepath.Join("..", "..", "config", "schema", kind+".xsd")
		example := filepath.Join("..", "..", "examples", "files", kind+".xml")
		if out, err := exec.Command(lint, "--noout", "--schema", schema, example).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", example, err, out)
		}
		bad := filepath.Join(t.TempDir(), "bad.xml")
		if err := os.WriteFile(bad, []byte("<AchievementBatch><Achievement/></AchievementBatch>"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := exec.Command(lint, "--noout", "--schema", schema, bad).Run(); err == nil {
			t.Errorf("%s takes anything", schema)
		}
	}
}

// A character may lie across the end of the parser's buffer, and a line may be
// longer than that buffer.
func TestLineLongerThanTheBufferIsReadWhole(t *testing.T) {
	for _, letter := range []string{"x", "ë", "€", "😀"} {
		for _, encoding := range []string{"", "windows-1252"} {
			for short := range 12 {
				first := strings.Repeat("a", bufferSize-short-100)
				text := "Other,ULN,GivenName,FamilyName\r\n\"" + first + "\",1000000078,Alex," + strings.Repeat(letter, 200) + "\r\n"
				rows, err := tryRead(strings.NewReader(text), Options{Encoding: encoding})
				if err != nil || len(rows) != 1 || rows[0].ULN != "1000000078" {
					t.Fatalf("%q as %q, %d bytes short of the buffer: %d rows, %v", letter, encoding, short, len(rows), err)
				}
			}
		}
	}
}
