package folder

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkListEmpty is what one poll of a quiet inbox costs.
func BenchmarkListEmpty(b *testing.B) {
	l, _ := openTemp(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.List(b.Context(), "", 10_000); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadDirEmpty is the bare reading of the directory, to compare with.
func BenchmarkReadDirEmpty(b *testing.B) {
	_, dir := openTemp(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := os.ReadDir(dir); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkList100k takes the first portion of a folder of 100,000 files.
func BenchmarkList100k(b *testing.B) {
	l, dir := openTemp(b)
	for i := range 100_000 {
		drop(b, filepath.Join(dir, fmt.Sprintf("f%06d.csv", i)), "")
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.List(b.Context(), "", 1000); err != nil {
			b.Fatal(err)
		}
	}
}
