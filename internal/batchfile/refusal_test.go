package batchfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"lrsdrop/internal/record"
)

const header = "NumberOfRecords,AwardingOrganisation,EmailAddress,SubmissionType\n"

func wideText(s string, bom bool) string {
	var out bytes.Buffer
	if bom {
		out.WriteString("\xff\xfe")
	}
	for _, u := range utf16.Encode([]rune(s)) {
		out.WriteByte(byte(u))
		out.WriteByte(byte(u >> 8))
	}
	return out.String()
}

func xmlAwards(records string) string { return "<AchievementBatch>" + records + "</AchievementBatch>" }

const xmlRecord = "<Achievement><Uln>1000000078</Uln><UnitOrQualificationCode>610/5596/7</UnitOrQualificationCode>" +
	"<AchievementAwardDate>2025-06-30</AchievementAwardDate><GivenName>Alex</GivenName><FamilyName>Example</FamilyName></Achievement>"

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, file, code string
		row              int
		column           string
		offset           int64
		message          string
	}{
		{"empty file", "", record.CodeEmpty, 0, "", -1, "The file is empty."},
		{"white space only", "\r\n \n\n", record.CodeEmpty, 0, "", -1, "The file is empty."},
		{"byte order mark only", "\ufeff", record.CodeEmpty, 0, "", -1, "The file is empty."},
		{"empty cells only", ",,\n,,\n", record.CodeEmpty, 0, "", -1, "The file is empty."},
		{"column names only", awardNames, record.CodeNoRows, 0, "", -1, "The file has column names and no rows."},
		{"batch header only", header, record.CodeNoRows, 0, "", -1, "The file has column names and no rows."},
		{"columns of something else", "Colour,Size\nred,5\n", record.CodeKind, 0, "", -1,
			"This is neither a file of awards nor a file of learners to verify. We looked for columns such as Uln, UnitOrQualificationCode or AchievementAwardDate."},
		{"one column missing", "Uln,UnitOrQualificationCode,GivenName,FamilyName\n", record.CodeColumnsMissing, 0, "AchievementAwardDate", -1,
			`The file has no column for the award date. We looked for "AchievementAwardDate".`},
		{"a column with another name", "Uln,UnitOrQualificationCode,DateAwarded,Centre,GivenName,FamilyName\n", record.CodeColumnsMissing, 0, "AchievementAwardDate", -1,
			`The file has no column for the award date. We looked for "AchievementAwardDate". It has other columns that we do not know, such as "DateAwarded" and "Centre".`},
		{"all missing columns at once", "Grade,GivenName\nPass,Alex\n", record.CodeColumnsMissing, 0, "Uln", -1,
			"The file has no column for the ULN, the qualification or unit reference, the award date or the family name. " +
				`We looked for "Uln", "UnitOrQualificationCode", "AchievementAwardDate" and "FamilyName".`},
		{"verify file without names", "ULN\n1000000078\n", record.CodeColumnsMissing, 0, "GivenName", -1,
			`The file has no column for the given name or the family name. We looked for "GivenName" and "FamilyName".`},
		{"a column twice", "\nUln,ULN,GivenName,FamilyName\n", record.CodeColumnsTwice, 2, "ULN", -1,
			`The file has two columns for the same thing: "ULN".`},
		{"quotation mark never closed", awardNames + awardRow + "\"REG-2" + otherRow, record.CodeQuote, 3, "", 149,
			"A quotation mark opens in row 3 and is never closed."},
		{"quotation mark never closed, until the next", awardNames + "\"REG-2,1000000078\n\"REG-3\",x\n", record.CodeQuote, 2, "", -1,
			"A quotation mark stands in the wrong place in row 2."},
		{"quotation mark inside a cell", awardNames + awardRow + "REG-2,O\"Neil\n", record.CodeQuote, 3, "", -1,
			"A quotation mark stands in the wrong place in row 3."},
		{"quotation mark closed too late", awardNames + "REG-2,\"" + strings.Repeat("x", 4<<20) + "\"\n", record.CodeQuote, 2, "", 97,
			"A quotation mark opens in row 2, and more than 1 MiB follow before one that closes it."},
		{"row over 1 MiB", awardNames + strings.Repeat("x", 1<<20+100), record.CodeRecordSize, 2, "", 91,
			"A row or value is longer than 1 MiB, in row 2."},
		{"too many cells", awardNames + strings.Repeat(",", 5000), record.CodeRecordSize, 2, "", 91,
			"There are more than 4,096 cells in row 2."},
		{"Latin-1", awardNames + awardRow + "REG-2,1000000094,610/5596/7,2025-06-30,Pass,Zo\xeb,Sample\r\n", record.CodeEncoding, 3, "GivenName", 195,
			"We could not read some letters (first: row 3, GivenName). The file looks like Windows-1252 (Latin-1), not UTF-8. The first is byte 195 of the file."},
		{"broken UTF-8", awardNames + "REG-2,1000000094,610/5596/7,2025-06-30,Pass,Zo\xe2\x82", record.CodeEncoding, 2, "GivenName", 137,
			"We could not read some letters (first: row 2, GivenName). The file is not UTF-8. The first is byte 137 of the file."},
		{"Latin-1 in the names", "Pr\xe9nom,Uln\n", record.CodeEncoding, 1, "", 2,
			"We could not read some letters (first: row 1). The file looks like Windows-1252 (Latin-1), not UTF-8. The first is byte 2 of the file."},
		{"UTF-16 with a mark", wideText(awardNames+awardRow, true), record.CodeEncoding, 0, "", 0,
			`We could not read the letters. The file looks like UTF-16 (Excel calls it "Unicode Text"), not UTF-8.`},
		{"UTF-16 without a mark", wideText(awardNames+awardRow, false), record.CodeEncoding, 0, "", 0,
			`We could not read the letters. The file looks like UTF-16 (Excel calls it "Unicode Text"), not UTF-8.`},
		{"NUL byte", awardNames + "REG-2,1000000094\x00,", record.CodeEncoding, 2, "Uln", 107,
			"There is something in row 2 that is not text (a NUL byte). It is byte 107 of the file."},
		{"workbook", "PK\x03\x04\x14\x00\x06\x00", record.CodeFormat, 0, "", 0,
			"The file is an Excel workbook (.xlsx) or a zip archive, not a CSV or XML file."},
		{"old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", record.CodeFormat, 0, "", 0,
			"The file is an old Excel workbook (.xls) or another Office file, not a CSV or XML file."},
		{"PDF", "%PDF-1.7\n", record.CodeFormat, 0, "", 0, "The file is a PDF, not a CSV or XML file."},
		{"another organisation", header + "1,RN9999,,Final\n" + awardNames + awardRow, record.CodeWrongOrg, 0, "AwardingOrganisation", -1,
			`The file belongs to "RN9999", and this folder to another organisation.`},
		{"more records than rows", header + "3,RN0000,,Final\n" + awardNames + awardRow + otherRow, record.CodeCount, 0, "NumberOfRecords", -1,
			"The header says 3 records, but the file has 2."},
		{"more rows than records", header + "1,RN0000,,Final\n" + awardNames + awardRow + otherRow, record.CodeCount, 0, "NumberOfRecords", -1,
			"The header says 1 record, but the file has 2."},
		{"count that is no number", header + "two,RN0000,,Final\n" + awardNames + awardRow, record.CodeCount, 0, "NumberOfRecords", -1,
			`NumberOfRecords must be a whole number above 0. The header has "two".`},
		{"submission type", header + "1,RN0000,,Provisional\n" + awardNames + awardRow, record.CodeSubmissionType, 0, "SubmissionType", -1,
			`The submission type must be Final. The header has "Provisional".`},
		{"e-mail address", header + "1,RN0000,a..b@ao.uk,Final\n" + awardNames + awardRow, record.CodeEmail, 0, "EmailAddress", -1,
			"The e-mail address is not one that LRS takes."},
		{"result file", "Row,MISIdentifier,ULN,Reference,AwardDate,Outcome,Code,Meaning,Action,Who,BatchID,JobID,FileID,OriginalFileID,OriginalRow,Detail\n",
			record.CodeKind, 0, "", -1, "This is a result file. It holds our answers and no awards or learners to send."},
		{"review file without columns", "LRSDROP_File,LRSDROP_Row,MISIdentifier,ULN,FamilyName,DateOfBirth,ULNToUse,Decision,DecidedBy\nK7Q2,3\n",
			record.CodeColumnsMissing, 0, record.ColumnNote, -1, `The review file lacks "Note" and "GivenName".`},
		{"review file without rows", reviewColumns, record.CodeNoRows, 0, "", -1, "The file has column names and no rows."},
		{"review file with a column twice", "Note," + reviewColumns, record.CodeColumnsTwice, 1, "Note", -1,
			`The file has two columns for the same thing: "Note".`},
		{"XML root", "<Learners/>", record.CodeKind, 0, "", -1,
			`This is neither a file of awards nor a file of learners to verify. Its XML begins with "Learners", not with AchievementBatch or VerifyBatch.`},
		{"XML without records", xmlAwards(""), record.CodeNoRows, 0, "", -1, "The file has column names and no rows."},
		{"DTD", "<!DOCTYPE x [<!ENTITY e 'x'>]>" + xmlAwards(xmlRecord), record.CodeXMLDTD, 0, "", 2,
			"The file has a document type (DTD) or entity declaration, which is not allowed."},
		{"entity of nobody", xmlAwards("<Achievement><Uln>&e;</Uln></Achievement>"), record.CodeXML, 1, "Uln", 39,
			"The file is not proper XML: see line 1, in row 1."},
		{"deep nesting", strings.Repeat("<a>", 1_000_000), record.CodeKind, 0, "", -1,
			`This is neither a file of awards nor a file of learners to verify. Its XML begins with "a", not with AchievementBatch or VerifyBatch.`},
		{"deep nesting in a record", xmlAwards("<Achievement>" + strings.Repeat("<a>", 1_000_000)), record.CodeXMLDepth, 1, "a", 50,
			"More than 8 elements stand inside each other, in row 1."},
		{"many attributes", xmlAwards("<Achievement " + strings.Repeat("a='' ", 33) + "/>"), record.CodeXML, 0, "", 193,
			"The file is not proper XML: an element has too many attributes."},
		{"long XML value", xmlAwards("<Achievement><Uln>" + strings.Repeat("x", 2<<20)), record.CodeRecordSize, 1, "Uln", 36,
			"A row or value is longer than 1 MiB, in row 1."},
		{"long XML record", xmlAwards("<Achievement>" + strings.Repeat("<Grade>Pass</Grade>", 1<<16)), record.CodeRecordSize, 1, "Grade", 18, ""},
		{"cut-off XML", strings.TrimSuffix(xmlAwards(xmlRecord), "</AchievementBatch>"), record.CodeTruncated, 1, "", -2,
			"The file breaks off before its end, in row 1."},
		{"XML cut off in a tag", "<AchievementBatch><Achievement><Uln>1000000078</Ul", record.CodeTruncated, 1, "Uln", -2,
			"The file breaks off before its end, in row 1."},
		{"tags that do not fit", xmlAwards("<Achievement><Uln>1000000078</Ulm></Achievement>"), record.CodeXML, 1, "Uln", -2,
			`The file is not proper XML: the end tag "Ulm" fits no start tag, in row 1.`},
		{"learner among awards", xmlAwards(xmlRecord + "<Learner/>"), record.CodeXML, 1, "", -2,
			`The file is not proper XML: the element "Learner" stands in the wrong place, in row 1.`},
		{"text among records", xmlAwards(xmlRecord + "x"), record.CodeXML, 1, "", -2,
			"The file is not proper XML: text stands between the elements, in row 1."},
		{"something after the root", xmlAwards(xmlRecord) + "<x/>", record.CodeXML, 1, "", -2,
			"The file is not proper XML: something follows its end, in row 1."},
		{"XML in another encoding", "<?xml version='1.0' encoding='ISO-8859-1'?>" + xmlAwards(xmlRecord), record.CodeEncoding, 0, "", -1,
			`The file says that its encoding is "ISO-8859-1". It must be UTF-8.`},
		{"XML of another version", "<?xml version='1.1'?>" + xmlAwards(xmlRecord), record.CodeXML, 0, "", -2,
			"The file is not proper XML: see line 1."},
		{"Latin-1 in XML", xmlAwards("<Achievement><GivenName>Zo\xeb</GivenName></Achievement>"), record.CodeEncoding, 1, "GivenName", 44,
			"We could not read some letters (first: row 1, GivenName). The file looks like Windows-1252 (Latin-1), not UTF-8. The first is byte 44 of the file."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := refusalOf(t, c.file, testOptions())
			if got.Code != c.code || got.Row != c.row || got.Column != c.column {
				t.Errorf("got %s row %d column %q, want %s row %d column %q", got.Code, got.Row, got.Column, c.code, c.row, c.column)
			}
			if c.offset != -2 && got.Offset != c.offset {
				t.Errorf("offset %d, want %d", got.Offset, c.offset)
			}
			if c.message != "" && got.Message != c.message {
				t.Errorf("message %q, want %q", got.Message, c.message)
			}
			if !strings.HasPrefix(got.Action, "Nothing was sent. ") && got.Code != record.CodeEmail {
				t.Errorf("action %q", got.Action)
			}
		})
	}
}

func TestF1_ALastRowCutOffStopsTheFile(t *testing.T) {
	for _, c := range []struct {
		name, end, code string
	}{
		{"in the middle of the cells", "REG-2,1000000094,610/5596", record.CodeTruncated},
		{"in the last cell, which nobody can tell", "REG-2,1000000094,610/5596/7,2025-06-30,Pass,Kim,Samp", ""},
		{"after the last cell", "REG-2,1000000094,610/5596/7,2025-06-30,Pass,Kim,Sample", ""},
		{"with a line end, which makes it a ragged row", "REG-2,1000000094,610/5596\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := tryRead(strings.NewReader(awardNames+awardRow+c.end), testOptions())
			refusal, _ := errors.AsType[*Refusal](err)
			switch {
			case c.code == "" && (err != nil || len(rows) != 2):
				t.Error(err)
			case c.code != "" && (refusal == nil || refusal.Code != c.code || refusal.Row != 3):
				t.Errorf("%v", err)
			case c.code != "" && refusal.Message != "The file breaks off in the middle of row 3.":
				t.Error(refusal.Message)
			}
		})
	}
}

func TestF2_AFileWithABadEndGivesNoEnd(t *testing.T) {
	rows, err := tryRead(strings.NewReader(awardNames+awardRow+"REG-2,Zo\xeb\n"), testOptions())
	if _, ok := errors.AsType[*Refusal](err); !ok || len(rows) != 1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestO9_ConversionOnlyOnPurpose(t *testing.T) {
	latin := awardNames + "REG-2,1000000094,610/5596/7,2025-06-30,Pass,Zo\xeb,Sample\r\n"
	o := testOptions()
	o.Encoding = "windows-1252"
	if rows := readAll(t, latin, o); rows[0].GivenName != "Zoë" {
		t.Error("Windows-1252 was not converted")
	}
	if rows := readAll(t, "\ufeff"+awardNames+otherRow, o); rows[0].GivenName != "Zoë" {
		t.Error("a file with a byte order mark was converted")
	}
	if rows := readAll(t, "LRSDROP_File,LRSDROP_Row,"+awardNames+"F1,2,"+otherRow, o); rows[0].GivenName != "Zoë" {
		t.Error("an errors.csv was converted")
	}
	declared := "<?xml version='1.0' encoding='windows-1252'?>" + xmlAwards(strings.Replace(xmlRecord, "Alex", "Zo\xeb", 1))
	if rows := readAll(t, declared, o); rows[0].GivenName != "Zoë" {
		t.Error("XML was not converted")
	}
}

// endless gives the same bytes for as long as it is read.
type endless struct {
	start string
	again []byte
	at    int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.start != "" {
		n := copy(p, e.start)
		e.start = e.start[n:]
		return n, nil
	}
	n := copy(p, e.again[e.at:])
	e.at = (e.at + n) % len(e.again)
	return n, nil
}

func TestF28_EndlessFilesAreRefusedWithinFixedMemory(t *testing.T) {
	for _, c := range []struct{ name, start, again, code string }{
		{"one line", awardNames, "xxxxxxxx", record.CodeRecordSize},
		{"one line without columns", "x", "xxxxxxxx", record.CodeRecordSize},
		{"one quoted cell", awardNames + `"`, "xxxxxxx\n", record.CodeQuote},
		{"cells", awardNames, ",,,,,,,,", record.CodeRecordSize},
		{"blank lines", awardNames, "\n\n\n\n", record.CodeFileSize},
		{"NUL bytes", awardNames, "\x00\x00", record.CodeEncoding},
		{"XML text", "<AchievementBatch><Achievement><Uln>", "xxxxxxxx", record.CodeRecordSize},
		{"XML levels", "<AchievementBatch><Achievement>", "<a>", record.CodeXMLDepth},
		{"XML attributes", "<AchievementBatch><Achievement ", "a='b' ", record.CodeXML},
		{"XML tag name", "<", "xxxxxxxx", record.CodeRecordSize},
		{"XML attribute value", "<AchievementBatch x='", "xxxxxxxx", record.CodeRecordSize},
		{"XML comment", "<!--", "xxxxxxx>", record.CodeRecordSize},
		{"XML CDATA", "<AchievementBatch><Achievement><Uln><![CDATA[", "xxxx<>xx", record.CodeRecordSize},
		{"XML instruction", "<?x ", "xxxxxxx>", record.CodeRecordSize},
		{"XML comments in a record", "<AchievementBatch><Achievement>", "<!-- -->", record.CodeRecordSize},
		{"XML unknown elements", "<AchievementBatch><Achievement>", "<abcde/>", record.CodeRecordSize},
		{"XML white space", "<AchievementBatch>", "        ", record.CodeRecordSize},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := testOptions()
			o.MaxBytes = 16 << 20
			again := []byte(strings.Repeat(c.again, 4096/len(c.again)))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := tryRead(&endless{start: c.start, again: again}, o)
			runtime.ReadMemStats(&after)
			refusal, ok := errors.AsType[*Refusal](err)
			if !ok || refusal.Code != c.code {
				t.Errorf("want %s: %v", c.code, err)
			}
			if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 24 {
				t.Errorf("took %d MiB", grown)
			}
		})
	}
}

func TestF28_LimitsOfTheFile(t *testing.T) {
	o := testOptions()
	o.MaxRows = 1
	if got := refusalOf(t, awardNames+awardRow+otherRow, o); got.Code != record.CodeRowLimit || got.Message != "The file has more than 1 rows." {
		t.Error(got)
	}
	o = testOptions()
	o.MaxBytes = 100
	if got := refusalOf(t, awardNames+awardRow+otherRow, o); got.Code != record.CodeFileSize || got.Message != "The file is larger than 100 bytes." {
		t.Error(got)
	}
}

func TestOrganisationMustBeNamedWhereRequired(t *testing.T) {
	o := testOptions()
	o.RequireOrganisation = true
	for _, file := range []string{awardNames + awardRow, header + "1,,,\n" + awardNames + awardRow, xmlAwards(xmlRecord)} {
		if got := refusalOf(t, file, o); got.Code != record.CodeNoOrg {
			t.Error(got)
		}
	}
	for _, name := range []string{"RN0000", "rn0000", "10099999"} {
		readAll(t, header+"1,"+name+",,final\n"+awardNames+awardRow, o)
	}
}

type broken struct{ io.Reader }

var errDisk = errors.New("input/output error")

func (b broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = errDisk
	}
	return n, err
}

func TestAFaultOfTheMachineIsNoRefusal(t *testing.T) {
	for _, file := range []string{awardNames + awardRow + "REG", "", "<AchievementBatch><Achie"} {
		_, err := tryRead(broken{strings.NewReader(file)}, testOptions())
		if _, refused := errors.AsType[*Refusal](err); refused || !errors.Is(err, errDisk) {
			t.Errorf("%q: %v", file, err)
		}
	}
}

// The names that nobody knows are listed, and not all that somebody makes of
// them is kept.
func TestF28_LongUnknownNamesAreCut(t *testing.T) {
	long := func(n int) string { return fmt.Sprintf("é%d%s", n, strings.Repeat("é", 20_000)) }
	var file strings.Builder
	file.WriteString("<VerifyBatch>")
	for n := range 150 {
		fmt.Fprintf(&file, "<Learner><%s/></Learner>", long(n))
	}
	file.WriteString("</VerifyBatch>")
	for name, text := range map[string]string{"XML": file.String(), "CSV": "ULN,GivenName,FamilyName," + long(7) + "," + long(8) + "\n1,a,b,c,d\n"} {
		r, err := Open(strings.NewReader(text), testOptions())
		for err == nil {
			_, err = r.Next()
		}
		if err != io.EOF {
			t.Fatal(err)
		}
		if h := r.Head(); len(h.Unknown) < 2 {
			t.Errorf("%s: %d names are listed", name, len(h.Unknown))
		}
		for _, listed := range r.Head().Unknown {
			if len(listed) > 200 || !utf8.ValidString(listed) {
				t.Errorf("%s: a name of %d bytes is listed", name, len(listed))
			}
		}
	}
}

func TestF28_ARowHasAtMostSoManyCells(t *testing.T) {
	for cells, code := range map[int]string{maxCells: "", maxCells + 1: record.CodeRecordSize} {
		_, err := tryRead(strings.NewReader("ULN,GivenName,FamilyName"+strings.Repeat(",", cells-3)+"\n1000000078,Alex,Example\n"), testOptions())
		refusal, refused := errors.AsType[*Refusal](err)
		if refused != (code != "") || refused && refusal.Code != code {
			t.Errorf("%d cells: %v", cells, err)
		}
	}
}
