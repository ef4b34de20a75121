package inbox

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lrsdrop/internal/folder"
)

const benchRow = "1000000078,July,Example,2007-01-01\n"

func dropFiles(b *testing.B, dir string, n int) {
	b.Helper()
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("f%05d.csv", i)), []byte(benchRow), 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

func benchStation(b *testing.B, dir string, receive Receiver) *station {
	b.Helper()
	local, err := folder.OpenLocal(dir, folder.Owner("state-a"))
	if err != nil {
		b.Fatal(err)
	}
	ids := 0
	newID := func() string { ids++; return fmt.Sprintf("id%d", ids) }
	return newStation(Inbox{ID: "acme", Folder: local, Poll: 10 * time.Second}, "state-a", newID, receive, Options{}.withDefaults())
}

// BenchmarkClaim2000 lists and claims 2,000 files of one row. It reports files
// a second.
func BenchmarkClaim2000(b *testing.B) {
	const files = 2000
	var began time.Duration
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		dropFiles(b, dir, files)
		taken := 0
		s := benchStation(b, dir, func(_ context.Context, f []File) error { taken += len(f); return nil })
		s.visit(b.Context())
		b.StartTimer()
		from := time.Now()
		s.visit(b.Context())
		began += time.Since(from)
		if taken != files {
			b.Fatalf("%d of %d files taken", taken, files)
		}
	}
	b.ReportMetric(float64(files*b.N)/began.Seconds(), "files/s")
}

// BenchmarkBareRename2000 renames as many files and does nothing else, to
// compare with.
func BenchmarkBareRename2000(b *testing.B) {
	const files = 2000
	var spent time.Duration
	for b.Loop() {
		b.StopTimer()
		dir, to := b.TempDir(), b.TempDir()
		dropFiles(b, dir, files)
		b.StartTimer()
		from := time.Now()
		for i := range files {
			name := fmt.Sprintf("f%05d.csv", i)
			if err := os.Rename(filepath.Join(dir, name), filepath.Join(to, name)); err != nil {
				b.Fatal(err)
			}
		}
		spent += time.Since(from)
	}
	b.ReportMetric(float64(files*b.N)/spent.Seconds(), "files/s")
}

// BenchmarkIdle200 is one poll of each of 200 quiet inboxes. With the default
// poll time this happens every ten seconds: core-% is what that takes of one
// core.
func BenchmarkIdle200(b *testing.B) {
	var stations []*station
	for range 200 {
		s := benchStation(b, b.TempDir(), nil)
		s.visit(b.Context())
		stations = append(stations, s)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range stations {
			s.visit(b.Context())
		}
	}
	b.ReportMetric(100*b.Elapsed().Seconds()/float64(b.N)/DefaultPoll.Seconds(), "core-%")
}
