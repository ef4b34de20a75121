package batchfile

import (
	"bytes"
	"cmp"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/record"
)

const reviewColumns = "LRSDROP_File,LRSDROP_Row,MISIdentifier,ULN,GivenName,FamilyName,DateOfBirth,ReturnedULN,Code,WhatDiffers,WhatToDo,ULNToUse,Decision,DecidedBy,Note\r\n"

// decisionsIn reads a review file to its end.
func decisionsIn(t *testing.T, text string, o Options) (rows []Row) {
	t.Helper()
	r, err := Open(strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if head := r.Head(); head.Kind != record.KindDecision || head.Redrop || len(head.Unknown) > 0 {
		t.Errorf("head: %+v", head)
	}
	for {
		row, err := r.Next()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		kept := *row
		kept.Problems, kept.Cells = slices.Clone(row.Problems), nil
		rows = append(rows, kept)
	}
}

func TestReviewFileThatCameBackIsReadAsDecisions(t *testing.T) {
	rows := decisionsIn(t, "\ufeff"+reviewColumns+
		"K7Q2M4XT,3,REG-1,1000000043,Nic,Instance,1999-08-21,1000000132,WSVRC004,x,y,1000000132, Confirm ,J Smith,'=seen\r\n"+
		"K7Q2M4XT,4,'-1,1000000035,Sam,Specimen,2002-11-30,,WSVRC003,x,y,,,,\r\n", Options{RequireOrganisation: true})
	want := []Row{
		{Number: 2, Achievement: record.Achievement{Learner: record.Learner{MISIdentifier: "REG-1", ULN: "1000000043", GivenName: "Nic", FamilyName: "Instance", DateOfBirth: "1999-08-21"}},
			Corrects: Correction{"K7Q2M4XT", 3}, Decision: record.Decision{Verdict: "confirm", ULN: "1000000132", By: "J Smith", Note: "=seen"}},
		{Number: 3, Ordinal: 1, Achievement: record.Achievement{Learner: record.Learner{MISIdentifier: "-1", ULN: "1000000035", GivenName: "Sam", FamilyName: "Specimen", DateOfBirth: "2002-11-30"}},
			Corrects: Correction{"K7Q2M4XT", 4}},
	}
	for i, row := range rows {
		if len(row.Problems) > 0 || row.Number != want[i].Number || row.Ordinal != want[i].Ordinal || row.Achievement != want[i].Achievement ||
			row.Corrects != want[i].Corrects || row.Decision != want[i].Decision {
			t.Errorf("row %d was read wrongly: %d problems", i, len(row.Problems))
		}
	}
	if len(rows) != 2 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestLinesOfADecisionFileEachTellWhatIsWrong(t *testing.T) {
	const learner = "REG-1,1000000043,Nic,Instance,1999-08-21,,WSVRC004,x,y,"
	tests := []struct{ name, line, code, column string }{
		{"exponent", "K7Q2,3," + learner + "1.00E+09,confirm,J Smith,seen", record.CodeULNExcel, "ULNToUse"},
		{"another word", "K7Q2,3," + learner + ",maybe,J Smith,seen", record.CodeDecisionWord, "Decision"},
		{"nobody", "K7Q2,3," + learner + ",reject,,seen", record.CodeDecisionBy, "DecidedBy"},
		{"no reason", "K7Q2,3," + learner + ",reject,J Smith,", record.CodeDecisionNote, "Note"},
		{"no file", ",3," + learner + ",reject,J Smith,seen", record.CodeDecisionRow, "LRSDROP_Row"},
		{"no row", "K7Q2,three," + learner + ",reject,J Smith,seen", record.CodeDecisionRow, "LRSDROP_Row"},
		{"a cell too many", "K7Q2,3," + learner + ",reject,J Smith,seen,and", record.CodeCells, ""},
		{"a cell too few", "K7Q2,3," + learner + ",reject,J Smith", record.CodeCells, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows := decisionsIn(t, reviewColumns+test.line+"\r\n", Options{})
			if len(rows) != 1 || len(rows[0].Problems) != 1 || rows[0].Problems[0].Code != test.code || rows[0].Problems[0].Column != test.column || rows[0].Problems[0].Row != 2 {
				t.Errorf("got %+v", rows[0].Problems)
			}
		})
	}
}

func TestSameLearnerForgivesASpreadsheetAlone(t *testing.T) {
	row := Row{Achievement: record.Achievement{Learner: record.Learner{MISIdentifier: "00012", ULN: "1000000043", GivenName: "Nic", FamilyName: "Instance", DateOfBirth: "1999-08-21"}}}
	tests := []struct {
		change func(*record.Learner)
		want   string
	}{
		{func(*record.Learner) {}, ""},
		{func(l *record.Learner) { l.MISIdentifier = "12" }, ""},
		{func(l *record.Learner) { l.DateOfBirth = "21/08/1999" }, ""},
		{func(l *record.Learner) { l.DateOfBirth = "22/08/1999" }, "DateOfBirth"},
		{func(l *record.Learner) { l.GivenName = "Nicola" }, "GivenName"},
		{func(l *record.Learner) { l.FamilyName = "" }, "FamilyName"},
		{func(l *record.Learner) { l.ULN = "1000000132" }, "ULN"},
		{func(l *record.Learner) { l.MISIdentifier = "00013" }, "MISIdentifier"},
	}
	for i, test := range tests {
		line := row
		test.change(&line.Learner)
		if got := SameLearner(&line, &row); got != test.want {
			t.Errorf("%d: got %q, want %q", i, got, test.want)
		}
	}
}

func TestKeptRowsKeepDecisions(t *testing.T) {
	rows := decisionsIn(t, reviewColumns+"K7Q2,3,REG-1,1000000043,Nic,Instance,1999-08-21,,WSVRC004,x,y,1000000132,confirm,J Smith,seen\r\n"+
		"K7Q2,4,REG-2,1000000035,Sam,Specimen,,,WSVRC003,x,y,,,,\r\n", Options{})
	var kept bytes.Buffer
	w := NewRowWriter(&kept)
	for i := range rows {
		if err := w.Write(&rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	r := NewRowReader(&kept)
	for i := range rows {
		var row Row
		if err := r.Next(&row); err != nil || row.Decision != rows[i].Decision || row.Achievement != rows[i].Achievement || row.Corrects != rows[i].Corrects {
			t.Errorf("row %d came back changed: %v", i, err)
		}
	}
}

// What stays of a line once the next one is read is as small as an honest one,
// whatever stands in its cells: many are held at once.
func TestF28_OfALongLineLittleStays(t *testing.T) {
	long := strings.Repeat("x", 300_000)
	returned := func(file, name, note string) string {
		return file + ",3,REG-1,1000000043,Nic," + name + ",1999-08-21,,WSVRC003,x,y,,confirm,J Smith," + note + "\r\n"
	}
	var stays []Row
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	for name, line := range map[string]string{
		"id":      returned(long, "Instance", "seen"),
		"unasked": strings.Replace(returned("K7Q2M4XT", "Instance", "seen"), ",x,y,", ","+long+",y,", 1),
		"name":    returned("K7Q2M4XT", long, "seen"),
	} {
		text := reviewColumns + strings.Repeat(line, 100)
		before := heap()
		stays = decisionsIn(t, text, Options{})
		for i := range stays { // as they are kept, and read again
			var kept bytes.Buffer
			w := NewRowWriter(&kept)
			file := stays[i].Corrects.File
			if err := cmp.Or(w.Write(&stays[i]), w.Flush(), NewRowReader(&kept).Next(&stays[i])); err != nil {
				t.Fatal(err)
			}
			stays[i].Corrects.File = file
		}
		if grown := heap() - before; grown > 5<<20 {
			t.Errorf("%s: 100 lines hold %d MiB", name, grown>>20)
		}
		if name == "id" && problemsOf(stays[:1]) != "2 LRSDROP_Row LOCAL-DECISION-ROW" {
			t.Error(problemsOf(stays[:1]))
		}
		runtime.KeepAlive(text)
		runtime.KeepAlive(stays)
	}
}
