package store

import (
	"fmt"
	"testing"
	"time"
)

// crowded opens a store of 200 organisations with 150 tasks under way, each of
// which has so many files that are due.
func crowded(b *testing.B, due int) *Store {
	s, err := Open(b.Context(), b.TempDir(), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	exec := func(query string, args ...any) {
		if _, err := s.write.ExecContext(b.Context(), query, args...); err != nil {
			b.Fatal(err)
		}
	}
	exec(`BEGIN`)
	for i := range 200 {
		exec(`INSERT INTO organisations (name) VALUES (?)`, fmt.Sprint("org-", i))
		for n := range due {
			exec(`INSERT INTO files (id, org, inbox, name, base, state, sha256, bytes, received_at, updated_at, next_at, facts)
				VALUES (?, ?, '', '', '', 'received', '', 0, 0, 0, ?, '{}')`, fmt.Sprintf("A%d-%d", i, n), i+1, n)
		}
	}
	exec(`COMMIT`)
	for i := range 150 {
		if err := s.queue.take(b.Context(), int64(i%200+1), Task{File: fmt.Sprint("F", i)}, s.now()); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkTake looks for work as the schedule does each time that a task ends.
func BenchmarkTake(b *testing.B) {
	for _, due := range []int{0, 50} {
		b.Run(fmt.Sprintf("due=%d", due), func(b *testing.B) {
			s := crowded(b, due)
			for b.Loop() {
				tasks, err := s.Take(b.Context(), 1, 28)
				if err != nil || len(tasks) != min(due, 1) {
					b.Fatalf("took %v, %v", tasks, err)
				}
				for _, t := range tasks {
					if err := s.Finish(t); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// BenchmarkNextDue does what the schedule does before it sleeps.
func BenchmarkNextDue(b *testing.B) {
	s := crowded(b, 0)
	for b.Loop() {
		if _, err := s.NextDue(b.Context(), 28); err != nil {
			b.Fatal(err)
		}
	}
}
