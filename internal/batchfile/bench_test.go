package batchfile

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"lrsdrop/internal/record"
)

// A note on reading the figures: the targets compare BenchmarkValidateCSV with
// BenchmarkBareCSV, and BenchmarkValidateXML with BenchmarkBareXML, of the
// same run. LRSDROP_LONG=1 takes a million rows in place of a hundred
// thousand.

func benchRows() int {
	if os.Getenv("LRSDROP_LONG") == "1" {
		return 1_000_000
	}
	return 100_000
}

// inventedULN makes the n-th possible ULN from 1000000000 on.
func inventedULN(n int) string {
	for base := 100_000_000 + n + n/10; ; base++ {
		for check := range 10 {
			if s := fmt.Sprintf("%09d%d", base, check); record.ValidULN(s) {
				return s
			}
		}
	}
}

func inventedRow(n int) []string {
	return []string{
		fmt.Sprintf("REG-%07d", n), inventedULN(n), "", "610/5596/7", fmt.Sprintf("2025-06-%02d", n%30+1), "Distinction",
		"English", "award", "2025-07-01", "", "Alexandra", "Example-Sample", fmt.Sprintf("2001-02-%02d", n%28+1), "1", "CV4 9EE",
	}
}

func benchFile(b *testing.B, name string, write func(io.Writer, int) error) (string, int64) {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(f)
	if err := write(out, benchRows()); err != nil {
		b.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path, info.Size()
}

func writeCSV(out io.Writer, rows int) error {
	w := csv.NewWriter(out)
	var names []string
	for _, f := range record.Fields(record.KindAchievement) {
		names = append(names, f.Name())
	}
	if err := w.Write(names); err != nil {
		return err
	}
	for n := range rows {
		if err := w.Write(inventedRow(n)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func writeXML(out io.Writer, rows int) error {
	fields := record.Fields(record.KindAchievement)
	fmt.Fprintln(out, `<?xml version="1.0" encoding="UTF-8"?>`)
	fmt.Fprintln(out, `<AchievementBatch xmlns="urn:lrsdrop:achievement">`)
	for n := range rows {
		fmt.Fprintln(out, "  <Achievement>")
		for i, v := range inventedRow(n) {
			if v != "" {
				fmt.Fprintf(out, "    <%s>%s</%[1]s>\n", fields[i].Name(), v)
			}
		}
		fmt.Fprintln(out, "  </Achievement>")
	}
	_, err := fmt.Fprintln(out, "</AchievementBatch>")
	return err
}

// benchRead measures one reading of the file per iteration; read gives the
// number of rows.
func benchRead(b *testing.B, name string, write func(io.Writer, int) error, read func(io.Reader) (int, error)) {
	path, size := benchFile(b, name, write)
	b.SetBytes(size)
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		n, err := read(f)
		if err != nil || n != benchRows() {
			b.Fatalf("%d rows, %v", n, err)
		}
		rows += n
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func readValid(in io.Reader) (int, error) {
	r, err := Open(in, Options{Rules: record.Rules{Today: "2026-01-12", DigitsOnlyUKPRN: true}})
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for n := 0; ; n++ {
		row, err := r.Next()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		if len(row.Problems) > 0 {
			return n, fmt.Errorf("row %d: %s", row.Number, row.Problems[0].Message)
		}
	}
}

func BenchmarkValidateCSV(b *testing.B) { benchRead(b, "a.csv", writeCSV, readValid) }

func BenchmarkBareCSV(b *testing.B) {
	benchRead(b, "a.csv", writeCSV, func(in io.Reader) (int, error) {
		r := csv.NewReader(in)
		r.ReuseRecord = true
		for n := -1; ; n++ {
			if _, err := r.Read(); err == io.EOF {
				return n, nil
			} else if err != nil {
				return n, err
			}
		}
	})
}

func BenchmarkValidateXML(b *testing.B) { benchRead(b, "a.xml", writeXML, readValid) }

func BenchmarkBareXML(b *testing.B) {
	benchRead(b, "a.xml", writeXML, func(in io.Reader) (int, error) {
		d := xml.NewDecoder(in)
		for n := 0; ; {
			token, err := d.Token()
			if err == io.EOF {
				return n, nil
			}
			if err != nil {
				return n, err
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Achievement" {
				n++
			}
		}
	})
}

func BenchmarkKeepRows(b *testing.B) {
	var file bytes.Buffer
	if err := writeCSV(&file, 1000); err != nil {
		b.Fatal(err)
	}
	rows := readAll(b, file.String(), Options{})
	var kept bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		kept.Reset()
		w := NewRowWriter(&kept)
		for i := range rows {
			if err := w.Write(&rows[i]); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
		r := NewRowReader(&kept)
		var row Row
		for range rows {
			if err := r.Next(&row); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*len(rows))/b.Elapsed().Seconds(), "rows/s")
}
