package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/record"
)

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func base(name string, n int) (string, string) {
	if n > 1 {
		name = fmt.Sprintf("%s.%d", name, n)
	}
	return name, strings.ToLower(name)
}

func addFile(t testing.TB, s *Store, id, org, name string) *File {
	t.Helper()
	f := &File{ID: id, Organisation: org, Name: name, SHA256: "hash of " + id}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.AddFile(f, base, audit.Event{Operation: "file", File: id}) }); err != nil {
		t.Fatal(err)
	}
	got, err := s.File(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func apply(t testing.TB, s *Store, change func(*Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

func TestF12_SecondDaemonOnAStateFolderIsRefusedAndTheFirstNamed(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	_, err := Open(t.Context(), dir, time.Now)
	var inUse *InUse
	if !errors.As(err, &inUse) || inUse.PID != os.Getpid() || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Fatalf("got %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatalf("after the first closed: %v", err)
	}
	defer again.Close()
	if again.ID() != first.ID() || !slices.Equal(again.Key(), first.Key()) {
		t.Fatal("the folder changed its identity")
	}
}

func TestClosedStoreIsOneWholeFile(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	addFile(t, s, "F1", "acme", "a.csv")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(filepath.Join(dir, databaseName+beside)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left beside the database: %v", beside, err)
		}
	}
}

func TestOutputNamesAreReservedForGood(t *testing.T) {
	s := open(t, t.TempDir())
	for i, tt := range []struct{ org, name, want string }{
		{"acme", "July.csv", "July.csv"},
		{"acme", "July.csv", "July.csv.2"},
		{"acme", "july.CSV", "july.CSV.3"}, // the same name on Windows
		{"acme", "July.csv.4", "July.csv.4"},
		{"acme", "July.csv", "July.csv.5"}, // .4 belongs to another file
		{"beta", "July.csv", "July.csv"},
	} {
		if f := addFile(t, s, fmt.Sprint("F", i), tt.org, tt.name); f.Base != tt.want {
			t.Errorf("file %d %s of %s: got %s, want %s", i, tt.name, tt.org, f.Base, tt.want)
		}
	}
}

func TestAFailedUpdateLeavesNoTraceAndNoGapInTheAudit(t *testing.T) {
	s := open(t, t.TempDir())
	addFile(t, s, "F1", "acme", "a.csv")
	boom := errors.New("boom")
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			err := s.Update(context.Background(), func(tx *Tx) error {
				f := &File{ID: fmt.Sprint("G", i), Organisation: "acme", Name: "b.csv"}
				if err := tx.AddFile(f, base, audit.Event{Operation: "file", File: f.ID}); err != nil || i%2 == 0 {
					return errors.Join(err, boom)
				}
				return nil
			})
			if got := errors.Is(err, boom); got != (i%2 == 0) {
				t.Errorf("update %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	if n, err := audit.Verify(s.Audit(t.Context())); n != 21 || err != nil {
		t.Fatalf("audit: %d events, %v; want 21", n, err)
	}
	all, err := s.Files(t.Context(), "acme", 100)
	if err != nil || len(all) != 21 {
		t.Fatalf("%d files, %v; want 21", len(all), err)
	}
}

func TestAFileMovesOnlyAlongItsMap(t *testing.T) {
	s := open(t, t.TempDir())
	f := addFile(t, s, "F1", "acme", "a.csv")
	err := s.Update(t.Context(), func(tx *Tx) error { return tx.MoveFile(f, Done, audit.Event{Operation: "file"}) })
	if err == nil || !strings.Contains(err.Error(), "received to done") {
		t.Fatalf("got %v", err)
	}
	if got, _ := s.File(t.Context(), "F1"); got.State != Received {
		t.Fatalf("the file is %s", got.State)
	}
}

func TestLedgerReplaysOutcomes(t *testing.T) {
	s := open(t, t.TempDir())
	addFile(t, s, "F1", "acme", "a.csv")
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var invalid, clear, sent Changes
	invalid.Add(1, Change{Outcome: record.Invalid, Code: "LOCAL-ULN-CHECK"})
	invalid.Add(2, Change{Outcome: record.Invalid, Code: "LOCAL-ULN-CHECK"})
	invalid.Add(7, Change{Outcome: record.Invalid, Code: "LOCAL-MISSING", Detail: "no date"})
	if len(invalid) != 2 {
		t.Fatalf("alike neighbours are not joined: %v", invalid)
	}
	for _, i := range []int{0, 3, 4, 5, 6} {
		clear.Add(i, Change{Cleared: true, Code: "WSVRC001"})
	}
	sent.Add(0, Change{Outcome: record.Accepted})
	for _, step := range []struct {
		batch   string
		changes Changes
	}{{"", invalid}, {"F1-01", clear}, {"F1-02", sent}} {
		apply(t, s, func(tx *Tx) error { _, err := tx.AddOutcomes("F1", step.batch, at, step.changes); return err })
	}
	l, err := s.Ledger(t.Context(), "F1", 9, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Row(7); got.Outcome != record.Invalid || got.Detail != "no date" || got.Set.Seq != 1 {
		t.Errorf("row 7: %+v", got)
	}
	if got := l.Row(3); !got.Cleared || got.Outcome != record.Open || got.Set.Batch != "F1-01" || !got.Set.At.Equal(at) {
		t.Errorf("row 3: %+v", got)
	}
	if got := l.Row(0); got.Outcome != record.Accepted || got.Set.Batch != "F1-02" {
		t.Errorf("row 0: %+v", got)
	}
	if got := l.Waiting(true); !slices.Equal(got, Runs{{3, 4}}) {
		t.Errorf("cleared rows: %v", got)
	}
	if got := l.Waiting(false); !slices.Equal(got, Runs{{8, 1}}) {
		t.Errorf("rows not cleared: %v", got)
	}
	if before, err := s.Ledger(t.Context(), "F1", 9, 2); err != nil || before.Row(0).Outcome != record.Open {
		t.Errorf("up to set 2, row 0: %+v, %v", before.Row(0), err)
	}
	if _, err := s.Ledger(t.Context(), "F1", 5, 0); err == nil {
		t.Error("outcomes beyond the file's rows are taken")
	}
}

func TestF6_AnAwardIsReservedOnce(t *testing.T) {
	s := open(t, t.TempDir())
	f1, f2, other := addFile(t, s, "F1", "acme", "a.csv"), addFile(t, s, "F2", "acme", "a.csv"), addFile(t, s, "F3", "beta", "a.csv")
	awards := []Award{{Digest{1}, 10}, {Digest{2}, 0}, {Digest{3}, 7}}
	reserve := func(f *File) (got map[int]Sent) {
		apply(t, s, func(tx *Tx) (err error) { got, err = tx.ReserveAwards(f, awards); return err })
		return got
	}
	if got := reserve(f1); len(got) != 0 {
		t.Fatalf("first: %v", got)
	}
	if got := reserve(f1); len(got) != 0 {
		t.Fatalf("the same file again, after a crash: %v", got)
	}
	if got := reserve(other); len(got) != 0 {
		t.Fatalf("another organisation: %v", got)
	}
	if got := reserve(f2); len(got) != 3 || got[2] != (Sent{"F1", 7}) || got[1] != (Sent{"F1", 0}) {
		t.Fatalf("a second file: %v", got)
	}
	apply(t, s, func(tx *Tx) error { return tx.ReleaseAwards(f1, awards[1:]) })
	if got := reserve(f2); len(got) != 1 || got[0] != (Sent{"F1", 10}) {
		t.Fatalf("after two were refused: %v", got)
	}
}

func TestVerifiedLearnersExpire(t *testing.T) {
	s := open(t, t.TempDir())
	now := time.Now().Truncate(time.Millisecond).UTC()
	learners := []Digest{{1}, {2}, {3}}
	addFile(t, s, "F1", "acme", "a.csv")
	apply(t, s, func(tx *Tx) error { return tx.AddVerified("acme", now.Add(-25*time.Hour), learners[:2]) })
	apply(t, s, func(tx *Tx) error { return tx.AddVerified("acme", now, learners[1:2]) })
	got, err := s.Verified(t.Context(), "acme", now.Add(-24*time.Hour), learners)
	if err != nil || len(got) != 1 || !got[1].Equal(now) {
		t.Fatalf("got %v, %v", got, err)
	}
}

func plan(t testing.TB, s *Store, f *File, op Operation) *Batch {
	t.Helper()
	b := &Batch{File: f.ID, Organisation: f.Organisation, Operation: op, Last: 3, NextAt: s.Now(), Rows: Runs{{0, 2}, {3, 1}}}
	apply(t, s, func(tx *Tx) error { return tx.AddBatch(b) })
	return b
}

func TestOneSubmitInFlightPerOrganisation(t *testing.T) {
	s := open(t, t.TempDir())
	acme, beta := addFile(t, s, "F1", "acme", "a.csv"), addFile(t, s, "F2", "beta", "a.csv")
	for _, f := range []*File{acme, acme, beta} {
		plan(t, s, f, Achievements)
	}
	tasks, err := s.Take(t.Context(), 10, 8)
	if err != nil {
		t.Fatal(err)
	}
	more, err := s.Take(t.Context(), 10, 8)
	if err != nil {
		t.Fatal(err)
	}
	submits := map[string]int{}
	for _, task := range slices.Concat(tasks, more) {
		if task.Submits {
			submits[task.Organisation]++
		}
	}
	if submits["acme"] != 1 || submits["beta"] != 1 {
		t.Fatalf("submits at once: %v", submits)
	}
	for _, task := range tasks {
		if err := s.Finish(task); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := s.Take(t.Context(), 10, 8); err != nil || len(again) != 4 {
		t.Fatalf("given back: %d tasks, %v; want 4", len(again), err)
	}
}

func TestAHoldStopsCallsOfOneOrganisationOnly(t *testing.T) {
	s := open(t, t.TempDir())
	for _, org := range []string{"acme", "beta"} {
		f := addFile(t, s, org, org, "a.csv")
		f.StepAt = time.Time{}
		apply(t, s, func(tx *Tx) error { return tx.SaveFile(f) })
		plan(t, s, f, VerifyBatch)
	}
	until := time.Now().Add(time.Hour).Truncate(time.Millisecond).UTC()
	apply(t, s, func(tx *Tx) error {
		return tx.HoldOrganisation(Hold{"acme", until, "WSEC0004", ""}, audit.Event{Operation: "hold"})
	})
	tasks, err := s.Take(t.Context(), 10, 8)
	if err != nil || len(tasks) != 1 || tasks[0].Organisation != "beta" {
		t.Fatalf("got %v, %v", tasks, err)
	}
	if at, err := s.NextDue(t.Context(), 10); err != nil || !at.Equal(until) {
		t.Fatalf("next due %v, %v; want the end of the hold %v", at, err, until)
	}
	if holds, err := s.Holds(t.Context()); err != nil || len(holds) != 1 || holds[0].Code != "WSEC0004" {
		t.Fatalf("holds: %v, %v", holds, err)
	}
}

func TestBatchKeepsItsRows(t *testing.T) {
	s := open(t, t.TempDir())
	b := plan(t, s, addFile(t, s, "K7Q2M4XD", "acme", "a.csv"), VerifyBatch)
	got, err := s.Batch(t.Context(), "K7Q2M4XD-01")
	if err != nil || !slices.Equal(got.Rows, b.Rows) || got.Rows.Len() != 3 || got.State != BatchPlanned {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestPlannedOutputsCoverWhatCameSinceTheLast(t *testing.T) {
	s := open(t, t.TempDir())
	addFile(t, s, "F1", "acme", "a.csv")
	name := func(n int) string { return fmt.Sprint("result", n) }
	set := func(tx *Tx) error {
		_, err := tx.AddOutcomes("F1", "", tx.Now(), Changes{{0, 1, record.Failed, false, "", ""}})
		return err
	}
	apply(t, s, set)
	apply(t, s, func(tx *Tx) error { return tx.PlanOutput("F1", "result", "", 1, name) })
	apply(t, s, func(tx *Tx) error {
		return tx.SaveOutput("F1", Output{Seq: 1, Name: "result1", SHA256: "x"}, audit.Event{})
	})
	apply(t, s, set)
	apply(t, s, set)
	apply(t, s, func(tx *Tx) error { return tx.PlanOutput("F1", "result", "", 3, name) })
	got, err := s.Outputs(t.Context(), "F1")
	if err != nil || len(got) != 2 {
		t.Fatalf("got %v, %v", got, err)
	}
	if got[0].Name != "result1" || got[0].Upto != 1 || got[1].Name != "result2" || got[1].After != 1 || got[1].Upto != 3 {
		t.Fatalf("got %+v", got)
	}
}

func TestStateFilesArePrivate(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "state"))
	if err := s.Spool.Write("x", func(io.Writer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Join(dir, "state"), func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func BenchmarkUpdateOneFile(b *testing.B) {
	s := open(b, b.TempDir())
	b.SetParallelism(32)
	var n int
	var mu sync.Mutex
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			mu.Lock()
			n++
			id := fmt.Sprint("F", n)
			mu.Unlock()
			f := &File{ID: id, Organisation: "acme", Name: id + ".csv"}
			if err := s.Update(context.Background(), func(tx *Tx) error { return tx.AddFile(f, base, audit.Event{File: id}) }); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkReserve10000Awards(b *testing.B) {
	s := open(b, b.TempDir())
	f := addFile(b, s, "F1", "acme", "a.csv")
	for i := 0; b.Loop(); i++ {
		awards := make([]Award, 10000)
		for j := range awards {
			awards[j] = Award{Digest{byte(j >> 8), byte(j), byte(i), byte(i >> 8)}, uint32(j)}
		}
		apply(b, s, func(tx *Tx) error { _, err := tx.ReserveAwards(f, awards); return err })
	}
}

// A caller that compares a time it set with what the store gives back must find
// them equal, or it does its work twice.
func TestTheTimeOfAnUpdateComesBackAsItWas(t *testing.T) {
	s := open(t, t.TempDir())
	f := addFile(t, s, "F1", "acme", "July.csv")
	for range 20 {
		apply(t, s, func(tx *Tx) error {
			f.PublishAt = tx.Now()
			return tx.SaveFile(f)
		})
		set := f.PublishAt
		apply(t, s, func(tx *Tx) error { return tx.Refresh(f) })
		if !f.PublishAt.Equal(set) {
			t.Fatalf("the store was given %v and gave back %v", set, f.PublishAt)
		}
	}
}
