package store

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkTake looks for work among sixty organisations with 150 tasks under
// way, as the schedule does each time that one of them ends.
func BenchmarkTake(b *testing.B) {
	s, err := Open(b.Context(), b.TempDir(), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for i := range 60 {
		if _, err := s.write.ExecContext(b.Context(), `INSERT INTO organisations (name) VALUES (?)`, fmt.Sprint("org-", i)); err != nil {
			b.Fatal(err)
		}
	}
	for i := range 150 {
		if err := s.queue.take(b.Context(), int64(i%60+1), Task{File: fmt.Sprint("F", i)}, s.now()); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := s.Take(b.Context(), 10, 144); err != nil {
			b.Fatal(err)
		}
	}
}
