package answer

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"testing"
)

// invented rows, as an accepted file gives them.
func benchResults() []Result {
	rows := make([]Result, 1000)
	for i := range rows {
		rows[i] = Result{
			Row: i + 4, MISIdentifier: fmt.Sprintf("REG-%06d", i), ULN: "1000000078", Reference: "610/5596/7", AwardDate: "2025-06-30",
			Outcome: "accepted", Meaning: "LRS recorded the award.", Action: "Nothing to do.", Who: "Nobody",
			BatchID: "K7Q2-A1", JobID: "431188", FileID: "K7Q2",
		}
	}
	return rows
}

// BenchmarkResultWriter writes one result a turn; BenchmarkBareCSV is what it
// is measured against.
func BenchmarkResultWriter(b *testing.B) {
	for _, escape := range []bool{false, true} {
		b.Run(fmt.Sprintf("escape=%v", escape), func(b *testing.B) {
			rows := benchResults()
			b.ReportAllocs()
			w := NewResultWriter(io.Discard, escape)
			for i := range b.N {
				if err := w.Write(rows[i%len(rows)]); err != nil {
					b.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkBareCSV(b *testing.B) {
	rows := benchResults()
	b.ReportAllocs()
	w := csv.NewWriter(io.Discard)
	line := make([]string, 16)
	for i := range b.N {
		r := &rows[i%len(rows)]
		line[0] = strconv.Itoa(r.Row)
		copy(line[1:], []string{
			r.MISIdentifier, r.ULN, r.Reference, r.AwardDate, r.Outcome, r.Code, r.Meaning, r.Action,
			r.Who, r.BatchID, r.JobID, r.FileID, r.OriginalFileID, r.OriginalRow, r.Detail,
		})
		if err := w.Write(line); err != nil {
			b.Fatal(err)
		}
	}
	w.Flush()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
