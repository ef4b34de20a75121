package batchfile

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"lrsdrop/internal/record"
)

// fuzzRead reads b whole and in single bytes: the outcome must be the same,
// no row may be lost, and only refusals may stop it.
func fuzzRead(t *testing.T, b string, o Options) {
	rows, err := tryRead(strings.NewReader(b), o)
	again, err2 := tryRead(iotest.OneByteReader(strings.NewReader(b)), o)
	if len(rows) != len(again) || (err == nil) != (err2 == nil) {
		t.Fatalf("whole: %d rows, %v; in bytes: %d rows, %v", len(rows), err, len(again), err2)
	}
	refusal, ok := errors.AsType[*Refusal](err)
	if err != nil && (!ok || refusal.Code == "" || refusal.Message == "" || refusal.Action == "") {
		t.Fatalf("neither rows nor a refusal in words: %v", err)
	}
	number := 0
	for i, r := range rows {
		if r.Ordinal != i || r.Number <= number {
			t.Fatalf("row %d has number %d after %d", i, r.Number, number)
		}
		number = r.Number
		for _, p := range r.Problems {
			if p.Row != r.Number || p.Code == "" || p.Message == "" || p.Action == "" {
				t.Fatalf("a problem without its place or words: %+v", p)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add(awardNames + awardRow + otherRow)
	f.Add(header + "2,RN0000,,Final\r\n\r\n" + awardNames + awardRow)
	f.Add("ULN;GivenName;FamilyName\r1;\"a\r\nb\"\"\";c\r\n\n;;\n")
	f.Add(redropNames + "'=1,1000000078,610/5596/7,30/06/2025,1,Alex,Example,K7Q2,31,LOCAL-ULN-CHECK,x,y\r\n")
	f.Add(awardNames + "\"REG")
	f.Add("SubmittedBy," + awardNames + "J Smith," + awardRow + "A Patel," + otherRow)
	f.Add(awardNames + "Zo\xeb")
	f.Fuzz(func(t *testing.T, b string) {
		o := userOptions()
		o.Original = func(string, int) ([]string, []string, bool) {
			return []string{"Grade", "AchievementAwardDate"}, []string{"001", "2025-06-30"}, true
		}
		fuzzRead(t, b, o)
		o.CellsOnly = true
		fuzzRead(t, b, o)
		o.Encoding = "windows-1252"
		fuzzRead(t, b, o)
	})
}

// FuzzRowNumbers holds the numbers that are worked out behind the parser
// against those that the scanner counts in front of it.
func FuzzRowNumbers(f *testing.F) {
	f.Add("1,\"a\nb\"\r\n\r2,x\n")
	f.Add("\"\"\"\"\n\n\"x\ry\"\r\r\nz")
	f.Fuzz(func(t *testing.T, b string) {
		r, err := Open(strings.NewReader("ULN,GivenName,FamilyName\n"+b+"\nx,y,z"), Options{CellsOnly: true})
		if err != nil {
			return
		}
		defer r.Close()
		for err == nil {
			_, err = r.Next()
		}
		if s := r.source.(*csvSource); err == io.EOF && s.number != s.scan.row {
			t.Errorf("the last row is %d behind the parser and %d in front of it", s.number, s.scan.row)
		}
	})
}

func FuzzXML(f *testing.F) {
	f.Add(xmlAwards(xmlRecord))
	f.Add("<?xml version='1.0'?><VerifyBatch><Header><NumberOfRecords>1</NumberOfRecords></Header><Learner><ULN>1</ULN></Learner></VerifyBatch>")
	f.Add("<AchievementBatch><Achievement><Uln><![CDATA[1]]>&#x31;<!-- x --></Uln></Achievement>")
	f.Add("<!DOCTYPE x><AchievementBatch/>")
	f.Add(xmlBy("<SubmittedBy>J Smith</SubmittedBy>", "<SUBMITTEDBY>A Patel</SUBMITTEDBY><submittedby/>"))
	f.Add("<?xml version='1.1'?><AchievementBatch/>")
	f.Fuzz(func(t *testing.T, b string) {
		fuzzRead(t, "<"+strings.TrimPrefix(b, "<"), userOptions())
	})
}

// FuzzReviewFile reads review files as they come back: a line is a whole
// decision on a row that it names, or has a problem in words.
func FuzzReviewFile(f *testing.F) {
	f.Add(reviewColumns + "K7Q2M4XT,3,REG-1,1000000043,Nic,Instance,1999-08-21,1000000132,WSVRC004,x,y,1000000132, Confirm ,J Smith,'=seen\r\n")
	f.Add("\ufeff" + strings.ReplaceAll(reviewColumns, ",", ";") + "K7Q2M4XT;4;'-1;1.00E+09;Sam;Specimen;30/11/2002;;WSVRC003;x;y;;reject;J;\"a\nb\"\r\n;;\r\n")
	f.Add(strings.Replace(reviewColumns, "DecidedBy,", "", 1) + "K7Q2M4XT,0,,,,,,,,,,,perhaps,\r\n")
	f.Fuzz(func(t *testing.T, b string) {
		fuzzRead(t, b, Options{RequireOrganisation: true})
		r, err := Open(strings.NewReader(b), Options{})
		if err != nil {
			return
		}
		defer r.Close()
		for row, err := r.Next(); err == nil; row, err = r.Next() {
			if whole := row.Corrects.File != "" && row.Corrects.Row > 0; r.Head().Kind == record.KindDecision && !whole && len(row.Problems) == 0 {
				t.Fatalf("line %d names no row, and has no problem", row.Number)
			}
		}
	})
}

func FuzzSuggest(f *testing.F) {
	f.Add("Reg No,Learner ULN,QAN,AwardDate,Result,Learner\nR1,1000000078,61055967,30/06/2025,P,\"Example, Alex\"\n")
	f.Fuzz(func(t *testing.T, b string) {
		m, _, err := Suggest(strings.NewReader(b))
		if _, ok := errors.AsType[*Refusal](err); err != nil && !ok {
			t.Fatal(err)
		}
		for _, p := range m.Problems() {
			if err == nil && len(m.Columns) > 0 {
				t.Fatal(p)
			}
		}
		_ = record.Mapping(m)
	})
}
