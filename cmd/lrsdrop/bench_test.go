package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

// BenchmarkValidate reads and checks a file of 100,000 awards; "x csv" is how
// many times as long as a bare encoding/csv read of the same file that takes.
func BenchmarkValidate(b *testing.B) {
	const rows = 100_000
	dir := b.TempDir()
	fixture, err := lrssim.Init(filepath.Join(dir, "trial"))
	if err != nil {
		b.Fatal(err)
	}
	content := fmt.Sprint("MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender,LearnerPostcode\n", moreAwards(rows))
	path := filepath.Join(dir, "awards.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(content)))
	var bare, ours time.Duration
	for b.Loop() {
		began := time.Now()
		readBare(b, path)
		bare += time.Since(began)
		began = time.Now()
		var out, errs bytes.Buffer
		if code := execute(b.Context(), []string{"validate", "--config", fixture.Config, "--org", "acme", path}, &out, &errs); code != exitDone {
			b.Fatalf("exit %d\n%s%s", code, out.String(), errs.String())
		}
		ours += time.Since(began)
	}
	b.ReportMetric(float64(ours)/float64(bare), "x-csv")
}

func readBare(b *testing.B, path string) {
	in, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	reader := csv.NewReader(in)
	for {
		if _, err := reader.Read(); err == io.EOF {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}
