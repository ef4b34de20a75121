package lrs

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/record"
)

const benchmarkRows = 10_000

// achievementFile writes a file of 10,000 awards.
func achievementFile(b *testing.B) string {
	b.Helper()
	var text strings.Builder
	for i := range benchmarkRows {
		fmt.Fprintf(&text, "REG-%06d,1000000078,,610/5596/7,2025-06-30,Pass,English,award,2025-07-01,,Zoë,O'Sample,2001-02-03,1,CV4 9EE\r\n", i)
	}
	path := filepath.Join(b.TempDir(), "awards.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

func achievements(r io.Reader) iter.Seq2[record.Achievement, error] {
	return func(yield func(record.Achievement, error) bool) {
		in := csv.NewReader(r)
		in.ReuseRecord = true
		for {
			c, err := in.Read()
			if err == io.EOF {
				return
			}
			a := record.Achievement{}
			if err == nil {
				a = record.Achievement{
					Learner:   record.Learner{MISIdentifier: c[0], ULN: c[1], GivenName: c[10], FamilyName: c[11], DateOfBirth: c[12], Gender: c[13]},
					Reference: c[3], AwardDate: c[4], Grade: c[5], Language: c[6], Action: c[7], ActionDate: c[8], ActionReason: c[9], Postcode: c[14],
				}
			}
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// BenchmarkBuildEnvelope10k reads 10,000 achievements from a file, builds and
// digests the request and writes it out. Compare BenchmarkBareReadAndWrite10k:
// the target is under 4 times.
func BenchmarkBuildEnvelope10k(b *testing.B) {
	path, out := achievementFile(b), outFile(b)
	options := withDefaults(Options{ActionCodes: actionCodes()})
	e := new(envelope)
	b.ReportAllocs()
	for b.Loop() {
		in := openFile(b, path)
		e.reset(benchmarkRows)
		writeSubmitBatch(e, acme(), options, benchmarkRows, achievements(in))
		_ = in.Close()
		if e.err != nil || e.digest() == "" {
			b.Fatal(e.err)
		}
		rewrite(b, out, e.body)
	}
	b.SetBytes(int64(len(e.body)))
}

// BenchmarkBareReadAndWrite10k reads the same file and writes as many bytes.
func BenchmarkBareReadAndWrite10k(b *testing.B) {
	path, out := achievementFile(b), outFile(b)
	e := new(envelope)
	e.reset(benchmarkRows)
	in := openFile(b, path)
	writeSubmitBatch(e, acme(), withDefaults(Options{ActionCodes: actionCodes()}), benchmarkRows, achievements(in))
	_ = in.Close()
	b.ReportAllocs()
	for b.Loop() {
		in := openFile(b, path)
		r := csv.NewReader(in)
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
		_ = in.Close()
		rewrite(b, out, e.body)
	}
	b.SetBytes(int64(len(e.body)))
}

func openFile(b *testing.B, path string) *os.File {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	return f
}

func outFile(b *testing.B) *os.File {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "out.xml"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	return f
}

func rewrite(b *testing.B, f *os.File, content []byte) {
	if _, err := f.WriteAt(content, 0); err != nil {
		b.Fatal(err)
	}
}

func verifyOutput5k() []byte {
	one := strings.Split(verifiedRows, "<VerifiedLearner><MISIdentifier>REG-000002")[0]
	return []byte(envelopeOf(outputAnswer(strings.Repeat(one, 5_000) + "<JobStatus>Done</JobStatus>")))
}

// BenchmarkDecodeVerify5k judges an output of 5,000 rows. Compare
// BenchmarkBareTokens: the target is under 2 times.
func BenchmarkDecodeVerify5k(b *testing.B) {
	answer := verifyOutput5k()
	b.SetBytes(int64(len(answer)))
	b.ReportAllocs()
	for b.Loop() {
		rows := 0
		failure := judged(verifyOutput, 200, "text/xml", answer, func(s *scanner) error {
			s.in.left = 64 << 20
			_, err := readVerifyOutput(s, func(Verdict) error { rows++; return nil })
			return err
		})
		if failure != nil || rows != 5_000 {
			b.Fatal(failure, rows)
		}
	}
}

// BenchmarkBareTokens reads the same answer with encoding/xml's Token alone.
func BenchmarkBareTokens(b *testing.B) {
	answer := verifyOutput5k()
	b.SetBytes(int64(len(answer)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(answer))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
