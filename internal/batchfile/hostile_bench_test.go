package batchfile

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// A shape is input that somebody made to take long. It grows with n.
type shape struct {
	name string
	n    int
	file func(n int) string
	edit func(o *Options, n int)
}

const threeNames = "ULN,GivenName,FamilyName\n"

func times(before, s, after string) func(int) string {
	return func(n int) string { return before + strings.Repeat(s, n) + after }
}

func numbered(before, format, after string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(before)
		for i := range n {
			b.WriteString(strings.ReplaceAll(format, "%n", fmt.Sprint(i)))
		}
		return b.String() + after
	}
}

// returnedFile is an errors.csv of 20 rows in which a spreadsheet has changed each
// of n cells.
func returnedFile(n int) string {
	var names, row strings.Builder
	for i := range n {
		fmt.Fprintf(&names, "c%d,", i)
		row.WriteString("7,")
	}
	line := row.String() + "1000000078,Alex,Example,K7Q2M4XT,2\n"
	return names.String() + "ULN,GivenName,FamilyName,LRSDROP_File,LRSDROP_Row\n" + strings.Repeat(line, 20)
}

// original gives the row that a returned one was made from.
func original(o *Options, n int) {
	var columns, cells []string
	for i := range n {
		columns, cells = append(columns, fmt.Sprintf("c%d", i)), append(cells, "007")
	}
	columns, cells = append(columns, "ULN", "GivenName", "FamilyName"), append(cells, "1000000087", "Alex", "Example")
	o.Original = func(string, int) ([]string, []string, bool) { return columns, cells, true }
}

func shapes() []shape {
	inBatch := func(s string) func(int) string { return times("<AchievementBatch>", s, "</AchievementBatch>") }
	return []shape{
		{"rows", 100_000, times(threeNames, "x\n", ""), nil},
		{"blank lines", 500_000, times(threeNames, "\n", "1,a,b\n"), nil},
		{"columns", 1000, times(threeNames[:len(threeNames)-1], ",c", "\n1,a,b\n"), nil},
		{"unlike columns", 1000, numbered(threeNames[:len(threeNames)-1], ",c%n", "\n1,a,b\n"), nil},
		{"columns that nobody names", 1000, times(threeNames[:len(threeNames)-1], ",", "\n1,a,b\n"), nil},
		{"empty cells", 1000, times(threeNames+"1,a,b", ",", "\n"), nil},
		{"quotation marks", 200_000, times(threeNames+`1,"`, `""`, "\",b\n"), nil},
		{"lines in a cell", 200_000, times(threeNames+`1,"`, "\n", "\",b\n"), nil},
		{"letters of two bytes", 100_000, times(threeNames+"1,", "é", ",b\n"), nil},
		{"damaged letters", 30_000, times(threeNames+"1,", "Ã«", ",b\n"), nil},
		{"marks over a letter", 20_000, times(threeNames+"1,a", "\u0323\u0307", ",b\n"), nil},
		{"the same row", 100_000, times(threeNames, "1000000078,Alex,Example\n", ""), nil},
		{"returned cells", 500, returnedFile, original},
		{"records", 20_000, inBatch("<Achievement/>"), nil},
		{"unknown elements", 50_000, times("<AchievementBatch><Achievement>", "<a/>", "</Achievement></AchievementBatch>"), nil},
		{"unlike elements", 10_000, numbered("<AchievementBatch><Achievement>", "<a%n/>", "</Achievement></AchievementBatch>"), nil},
		{"the same element", 20_000, times("<AchievementBatch><Achievement>", "<Uln>1</Uln>", "</Achievement></AchievementBatch>"), nil},
		{"comments", 100_000, inBatch("<!---->"), nil},
		{"a long comment", 200_000, times("<AchievementBatch><!--", "- ", "--></AchievementBatch>"), nil},
		{"instructions", 100_000, inBatch("<?a?>"), nil},
		{"declarations", 20_000, inBatch(`<?xml version="1.0" encoding="UTF-8"?>`), nil},
		{"character references", 100_000, times("<AchievementBatch><Achievement><GivenName>", "&#97;", "</GivenName></Achievement></AchievementBatch>"), nil},
		{"CDATA", 50_000, times("<AchievementBatch><Achievement><GivenName>", "<![CDATA[]]>", "</GivenName></Achievement></AchievementBatch>"), nil},
		{"a long value", 200_000, times(`<AchievementBatch a="`, "x", `"/>`), nil},
		{"a long name", 200_000, times("<AchievementBatch><", "x", "/></AchievementBatch>"), nil},
	}
}

// BenchmarkHostile reads each shape and one four times as large. The target is
// times-of-a-quarter of about four: nothing takes longer than it is long.
func BenchmarkHostile(b *testing.B) {
	for _, s := range shapes() {
		b.Run(strings.ReplaceAll(s.name, " ", "-"), func(b *testing.B) {
			o, large := testOptions(), testOptions()
			if s.edit != nil {
				s.edit(&o, s.n)
				s.edit(&large, 4*s.n)
			}
			quarter, whole := s.file(s.n), s.file(4*s.n)
			short, long := time.Hour, time.Hour // the best of each: other programs share the machine
			for b.Loop() {
				short = min(short, readingTime(b, quarter, o))
				long = min(long, readingTime(b, whole, large))
			}
			b.ReportMetric(float64(long)/float64(short), "times-of-a-quarter")
			b.ReportMetric(float64(len(whole))/long.Seconds()/(1<<20), "MiB/s")
		})
	}
}

// readingTime is how long a file takes to its end, good or bad.
func readingTime(b *testing.B, text string, o Options) time.Duration {
	b.Helper()
	began := time.Now()
	r, err := Open(strings.NewReader(text), o)
	if err == nil {
		for err == nil {
			_, err = r.Next()
		}
		_ = r.Close()
	}
	if _, refused := errors.AsType[*Refusal](err); err != io.EOF && !refused {
		b.Fatal(err)
	}
	return time.Since(began)
}
