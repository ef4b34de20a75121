package answer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"log/slog"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gocarina/gocsv"

	"lrsdrop/internal/record"
)

const resultColumns = "Row,MISIdentifier,ULN,Reference,AwardDate,Outcome,Code,Meaning,Action,Who,BatchID,JobID,FileID,OriginalFileID,OriginalRow,Detail\r\n"

func results(t *testing.T, escape bool, rows ...Result) string {
	t.Helper()
	var b bytes.Buffer
	w := NewResultWriter(&b, escape)
	for _, r := range rows {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func exampleResult() Result {
	return Result{
		Row: 4, MISIdentifier: "REG-000001", ULN: "1000000078", Reference: "610/5596/7", AwardDate: "2025-06-30",
		Outcome: record.Rejected.String(), Code: "WSRC9999", Meaning: "Not known.", Action: "Ask support.", Who: "Support",
		BatchID: "K7Q2-A1", JobID: "431188", FileID: "K7Q2", OriginalFileID: "J0A1", OriginalRow: "31", Detail: "grade",
	}
}

func TestResultHasItsColumnsAndNoByteOrderMark(t *testing.T) {
	if got := results(t, true); got != resultColumns {
		t.Errorf("a result without rows is %q", got)
	}
	want := resultColumns + "4,REG-000001,1000000078,610/5596/7,2025-06-30,rejected,WSRC9999,Not known.,Ask support.,Support,K7Q2-A1,431188,K7Q2,J0A1,31,grade\r\n"
	if got := results(t, true, exampleResult()); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

// The rows are not written by gocsv; they must be what gocsv would write.
func TestResultRowsStandUnderTheirColumns(t *testing.T) {
	var want bytes.Buffer
	table := csv.NewWriter(&want)
	table.UseCRLF = true
	if err := gocsv.MarshalCSV([]Result{exampleResult()}, table); err != nil {
		t.Fatal(err)
	}
	if got := results(t, false, exampleResult()); got != want.String() {
		t.Errorf("\n got %q\nwant %q", got, want.String())
	}
}

func TestResultCells(t *testing.T) {
	tests := []struct {
		name, in, plain, escaped string
	}{
		{"comma", "a,b", `"a,b"`, `"a,b"`},
		{"quote", `a"b`, `"a""b"`, `"a""b"`},
		{"line feed", "a\nb", "a b", "a b"},
		{"CRLF", "a\r\nb", "a b", "a b"},
		{"carriage return", "a\rb", "a b", "a b"},
		{"exotic line ends", "a\u2028b\u2029c\u0085d\ve\ff", "a b c d e f", "a b c d e f"},
		{"NUL", "a\x00b", "a b", "a b"},
		{"tab", "a\tb", "a\tb", "a\tb"},
		{"letters", "Zoë", "Zoë", "Zoë"},
		{"not UTF-8", "Zo\xeb", "Zo\ufffd", "Zo\ufffd"},
		{"formula", "=1+1", "=1+1", "'=1+1"},
		{"minus", "-1", "-1", "'-1"},
		{"at", "@a", "@a", "'@a"},
		{"apostrophe and formula", "'=1", "'=1", "''=1"},
		{"apostrophe alone", "'a", "'a", "'a"},
		{"line feed and formula", "\n=1", `" =1"`, `" =1"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for escape, want := range map[bool]string{false: test.plain, true: test.escaped} {
				want = resultColumns + "1,,,,,,,,,,,,,,," + want + "\r\n"
				if got := results(t, escape, Result{Row: 1, Detail: test.in}); got != want {
					t.Errorf("escape %v:\n got %q\nwant %q", escape, got, want)
				}
			}
		})
	}
}

func TestErrorsFileMatchesGolden(t *testing.T) {
	var b bytes.Buffer
	w := NewErrorsWriter(&b, []string{"MISIdentifier", "Uln", "GivenName", "Note"})
	mark := Mark{File: "K7Q2", Row: 214, Code: record.CodeULNExcel, Problem: "ULN must be 10 digits.\nRow 214.", Action: "=Copy, as \"Text\"."}
	for _, cells := range [][]string{
		{"REG-000001", "1.00E+09", "Zoë", "plain"},
		{"REG-000002", "-1", "=1+1", "a, \"b\"\nc"},
		{"too", "few"},
		{"too", "many", "cells", "in", "this", "row"},
	} {
		if err := w.Write(cells, mark); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("testdata", "errors.csv"), b.String())
}

func TestErrorsFileWithoutRowsHasItsColumns(t *testing.T) {
	var b bytes.Buffer
	if err := NewErrorsWriter(&b, []string{"Uln"}).Close(); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffUln,LRSDROP_File,LRSDROP_Row,LRSDROP_Code,LRSDROP_Problem,LRSDROP_Action\r\n"
	if b.String() != want {
		t.Errorf("got %q", b.String())
	}
}

func TestReviewFileMatchesGolden(t *testing.T) {
	var b bytes.Buffer
	w := NewReviewWriter(&b)
	for range 2 {
		err := w.Write(ReviewRow{
			File: "K7Q2", Row: 1208, MISIdentifier: "REG-000031", ULN: "1000000043", GivenName: "Zoë", FamilyName: "+O'Sample",
			DateOfBirth: "2001-02-03", ReturnedULN: "1000000094", Code: "WSVRC004",
			WhatDiffers: "The given name\nis not the same.", WhatToDo: "Sign in to the LRS organisation portal.",
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("testdata", "review.csv"), b.String())
}

func TestReviewFileOfManyRowsNamesItsColumnsOnce(t *testing.T) {
	for _, rows := range []int{0, 1, flushRows, flushRows + 1, 3 * flushRows} {
		var b bytes.Buffer
		w := NewReviewWriter(&b)
		for i := range rows {
			if err := w.Write(ReviewRow{Row: i}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\r\n"), "\r\n")
		if len(lines) != rows+1 || strings.Count(b.String(), "LRSDROP_File") != 1 || strings.Count(b.String(), byteOrderMark) != 1 {
			t.Errorf("%d rows: %d lines", rows, len(lines))
		}
		for i, line := range lines[1:] {
			if !strings.HasPrefix(line, fmt.Sprintf(",%d,", i)) {
				t.Errorf("line %d is %q", i, line)
			}
		}
	}
}

// What LRS holds about a learner has no column, but for the ULN it returned.
func TestO6_TablesHaveNoPlaceForWhatLRSHolds(t *testing.T) {
	for _, table := range []any{Result{}, reviewLine{}} {
		structure := reflect.TypeOf(table)
		for i := range structure.NumField() {
			name := structure.Field(i).Name
			if strings.HasPrefix(name, "Returned") && name != "ReturnedULN" || strings.HasPrefix(name, "Master") || name == "Gender" {
				t.Errorf("%s has the column %s", structure, name)
			}
		}
	}
}

func TestLearnersStayOutOfLogs(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, nil))
	row := ReviewRow{GivenName: "Alex", ULN: "1000000078"}
	result := Result{ULN: "1000000078", MISIdentifier: "REG-000001"}
	logger.Info("rows", "review", row, "result", result)
	text := log.String() + fmt.Sprint(row, result) + fmt.Sprintf("%v %+v %s", row, result, row)
	for _, secret := range []string{"Alex", "1000000078", "REG-000001"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in %s", secret, text)
		}
	}
}

func FuzzResultCell(f *testing.F) {
	for _, seed := range []string{"", "=1", "a\r\nb", `"`, "\xff", "'", " x", `\.`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		text := results(t, true, Result{Row: 1, MISIdentifier: cell, Detail: cell})
		if strings.Count(text, "\r\n") != 2 || strings.Count(text, "\n") != 2 || strings.Count(text, "\r") != 2 || !utf8.ValidString(text) {
			t.Errorf("%q gives %q", cell, text)
		}
		lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(lines) != 2 || record.UnescapeCell(lines[1][1]) != oneLine(cell) || lines[1][1] != lines[1][15] {
			t.Errorf("%q comes back as %q, %v", cell, lines, err)
		}
	})
}
