package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/record"
)

// stepped is a store whose clock a test can step.
type stepped struct {
	*Store
	dir   string
	ahead atomic.Int64
}

func openStepped(t *testing.T) *stepped {
	t.Helper()
	s := &stepped{dir: t.TempDir()}
	s.open(t)
	return s
}

func (s *stepped) now() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) }

func (s *stepped) open(t *testing.T) {
	t.Helper()
	opened, err := Open(t.Context(), s.dir, s.now)
	if err != nil {
		t.Fatal(err)
	}
	s.Store = opened
	t.Cleanup(func() { _ = opened.Close() })
}

func (s *stepped) step(days int) { s.ahead.Add(int64(days) * int64(24*time.Hour)) }

func (s *stepped) ago(days int) time.Time { return s.now().AddDate(0, 0, -days) }

// ended adds a file that has come to its end, with a body.
func (s *stepped) ended(t *testing.T, id, name string, body []byte) *File {
	t.Helper()
	f := addFile(t, s.Store, id, "acme", name)
	apply(t, s.Store, func(tx *Tx) error {
		if err := tx.KeepSmall(id+".input", body); err != nil {
			return err
		}
		if _, err := tx.AddOutcomes(id, "", tx.Now(), Changes{{Count: 1, Outcome: record.Invalid, Code: "LOCAL-X", Detail: "about " + name}}); err != nil {
			return err
		}
		f.Facts.Rows = 1
		f.Facts.Stopped = &record.Problem{Code: "LOCAL-X", Message: "It says " + name}
		f.StepAt = time.Time{}
		if err := tx.MoveFile(f, Checking, audit.Event{File: id}); err != nil {
			return err
		}
		return tx.MoveFile(f, Refused, audit.Event{File: id})
	})
	return f
}

func (s *stepped) due(t *testing.T, days int) (ids []string) {
	t.Helper()
	all, err := s.PastTime(t.Context(), "acme", Cutoffs{Data: s.ago(days), Answers: s.ago(3 * days)}, 0, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		ids = append(ids, e.ID)
	}
	return ids
}

func (s *stepped) deleteData(f *File, days int) error {
	return s.Update(context.Background(), func(tx *Tx) error {
		return tx.DeleteData(f, s.ago(days), 1, map[string]int{"invalid": 1}, audit.Event{Operation: audit.Retention, File: f.ID})
	})
}

func (s *stepped) deletePart(f *File, p Part) error {
	return s.Update(context.Background(), func(tx *Tx) error {
		return tx.DeletedPart(f, p, audit.Event{Operation: audit.Retention, File: f.ID})
	})
}

// rawBytes is every byte in the files of a folder.
func rawBytes(t *testing.T, dir string) []byte {
	t.Helper()
	var all []byte
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all = append(all, text...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestO4_WhatIsDeletedStaysInNoPageOfTheDatabase(t *testing.T) {
	s := openStepped(t)
	random := rand.New(rand.NewPCG(1, 2))
	const files = 600
	all := make([]*File, files)
	for i := range all {
		// Bodies of all sizes, so that pages fill, split and overflow.
		mark := fmt.Sprintf("learner-%04d-surname ", i)
		all[i] = s.ended(t, fmt.Sprintf("F%04d", i), fmt.Sprintf("learner-%04d-name.csv", i), bytes.Repeat([]byte(mark), 1+random.IntN(190)))
	}
	for range 3 { // rows that grow and shrink move from page to page, and leave copies behind
		for _, i := range random.Perm(files) {
			all[i].Facts.FailedWhat = strings.Repeat("x", random.IntN(900))
			apply(t, s.Store, func(tx *Tx) error { return tx.SaveFile(all[i]) })
		}
	}
	s.step(31)
	gone := map[int]bool{}
	for _, i := range random.Perm(files)[:files/2] {
		gone[i] = true
		for _, err := range []error{s.deleteData(all[i], 30), s.deletePart(all[i], Copies), s.deletePart(all[i], Answers)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	var sound string
	if err := s.write.QueryRowContext(t.Context(), `PRAGMA integrity_check`).Scan(&sound); sound != "ok" {
		t.Errorf("the database is damaged: %s, %v", sound, err)
	}
	raw := rawBytes(t, s.dir)
	for i := range all {
		here := bytes.Contains(raw, fmt.Appendf(nil, "learner-%04d-", i))
		if here == gone[i] {
			t.Errorf("file %d is gone: %t; its bytes are there: %t", i, gone[i], here)
		}
	}
}

func TestO4_DueIsWhatEndedLongEnoughAgo(t *testing.T) {
	s := openStepped(t)
	old := s.ended(t, "OLD", "Old.csv", nil)
	s.step(20)
	s.ended(t, "NEW", "New.csv", nil)
	addFile(t, s.Store, "OPEN", "acme", "Open.csv")
	if got := s.due(t, 30); len(got) > 0 {
		t.Errorf("after 20 days %v is due", got)
	}
	s.step(11)
	if got := s.due(t, 30); !slices.Equal(got, []string{"OLD"}) {
		t.Errorf("after 31 days %v is due", got)
	}
	apply(t, s.Store, func(tx *Tx) error {
		return tx.PutOffDeletion(old, s.now().Add(time.Hour), []string{"report"}, audit.Event{})
	})
	if got := s.due(t, 30); len(got) > 0 {
		t.Errorf("%v is due, which was put off", got)
	}
	s.step(1)
	if got, err := s.File(t.Context(), "OLD"); err != nil || !slices.Equal(got.Facts.Stays, []string{"report"}) || len(s.due(t, 30)) != 1 {
		t.Errorf("%v, %v, %v", got.Facts.Stays, err, s.due(t, 30))
	}
}

func TestO4_PartsGoOneByOneAndTheNameLast(t *testing.T) {
	s := openStepped(t)
	f := s.ended(t, "F1", "Alex Example.csv", []byte("Alex"))
	s.step(31)
	for _, want := range []struct {
		name string
		part func() error
	}{
		{"Alex Example.csv", func() error { return s.deleteData(f, 30) }},
		{"Alex Example.csv", func() error { return s.deletePart(f, Copies) }},
		{"", func() error { return s.deletePart(f, Answers) }},
	} {
		if err := want.part(); err != nil {
			t.Fatal(err)
		}
		got, err := s.File(t.Context(), "F1")
		if err != nil || got.Name != want.name || got.Facts.Became["invalid"] != 1 || got.Facts.Stopped.Message != "" {
			t.Errorf("%+v, %v", got, err)
		}
	}
	got, err := s.File(t.Context(), "F1")
	if g := got.Facts.Gone; err != nil || g.Data.IsZero() || g.Copies.IsZero() || g.Answers.IsZero() || g.Name.IsZero() {
		t.Errorf("%+v, %v", g, err)
	}
	if err := s.deleteData(f, 30); !errors.Is(err, ErrMoved) {
		t.Errorf("a second time: %v", err)
	}
	if got := addFile(t, s.Store, "F2", "acme", "ALEX EXAMPLE.csv"); got.Base != "ALEX EXAMPLE.csv.2" {
		t.Errorf("the name of its outputs is given again: %s", got.Base)
	}
	s.step(90)
	if got := s.due(t, 30); len(got) > 0 {
		t.Errorf("%v is due again", got)
	}
}

func TestO4_AFileWithoutItsDataCannotGoOn(t *testing.T) {
	s := openStepped(t)
	f := s.ended(t, "F1", "July.csv", nil)
	s.step(31)
	if err := s.deleteData(f, 30); err != nil {
		t.Fatal(err)
	}
	err := s.Update(t.Context(), func(tx *Tx) error {
		f.State = Received // whatever may follow an end
		return tx.noteEnd(f, Refused)
	})
	if !errors.Is(err, ErrDeleted) {
		t.Errorf("got %v", err)
	}
}

// corrections joins two files: by puts right a row of file.
func (s *stepped) correct(t *testing.T, file, by string) {
	t.Helper()
	apply(t, s.Store, func(tx *Tx) error {
		_, err := tx.AddCorrections(by, []Correction{{File: file, Row: 1}})
		return err
	})
}

func TestO4_CorrectionsAndWhatTheyCorrectWaitForEachOther(t *testing.T) {
	s := openStepped(t)
	first := s.ended(t, "FIRST", "July.csv", nil)
	s.step(31)
	open := addFile(t, s.Store, "OPEN", "acme", "Fixed.csv")
	s.correct(t, "FIRST", "OPEN")
	if got := s.due(t, 30); len(got) > 0 {
		t.Errorf("%v is due while its correction is open", got)
	}
	if err := s.deleteData(first, 30); !errors.Is(err, ErrMoved) {
		t.Errorf("its data went: %v", err)
	}
	// A correction that is done stays as long as what it corrects, whose page
	// counts it in.
	s.correct(t, "OPEN", "SECOND")
	second := s.ended(t, "SECOND", "Fixed again.csv", nil)
	s.step(31)
	if err := s.deleteData(second, 30); !errors.Is(err, ErrMoved) {
		t.Errorf("the data of a correction went before that of its file: %v", err)
	}
	apply(t, s.Store, func(tx *Tx) error {
		open.StepAt = time.Time{}
		if err := tx.MoveFile(open, Checking, audit.Event{}); err != nil {
			return err
		}
		return tx.MoveFile(open, Done, audit.Event{})
	})
	if got := s.due(t, 30); !slices.Equal(got, []string{"FIRST"}) {
		t.Errorf("%v is due", got)
	}
}

func TestO4_NamesOfAnEarlierVersionBecomeDigests(t *testing.T) {
	s := openStepped(t)
	addFile(t, s.Store, "F1", "acme", "other.csv")
	if _, err := s.write.ExecContext(t.Context(), `INSERT INTO names SELECT id, 'alex example.csv', 4 FROM organisations`); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.open(t)
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(rawBytes(t, s.dir)), "alex") {
		t.Error("the name is there still")
	}
	if got := addFile(t, s.Store, "F2", "acme", "Alex Example.csv"); got.Base != "Alex Example.csv.5" {
		t.Errorf("its number is given again: %s", got.Base)
	}
}

func TestO4_MarksOfTakenFilesLoseTheirNamesForGood(t *testing.T) {
	s := openStepped(t)
	f := s.ended(t, "F1", "Alex Example.csv", nil)
	mark := taken("F1", 7)
	mark.Name = "Alex Example.csv"
	keep(t, s.Store, mark)
	s.step(31)
	for _, err := range []error{s.deleteData(f, 30), s.deletePart(f, Copies), s.deletePart(f, Answers)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	keep(t, s.Store, mark) // a daemon that runs remembers it
	wantTaken(t, s.Store, remote)
	hidden, err := s.HiddenIn(t.Context(), remote)
	want := Hidden{s.NameDigest("Alex Example.csv"), mark.Size, mark.ModTime}
	if err != nil || len(hidden) != 1 || hidden[0] != want {
		t.Errorf("%v, %v", hidden, err)
	}
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(rawBytes(t, s.dir)), "Alex") {
		t.Error("the name is there still")
	}
}

func (s *stepped) verify(t *testing.T) int64 {
	t.Helper()
	n, err := audit.Verify(s.Audit(t.Context()))
	if err != nil {
		t.Error(err)
	}
	return n
}

func TestO4_AuditIsShortenedAndItsChainHolds(t *testing.T) {
	s := openStepped(t)
	f := s.ended(t, "OLD", "Old.csv", nil)
	s.step(31)
	for _, err := range []error{s.deleteData(f, 30), s.deletePart(f, Copies), s.deletePart(f, Answers)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.step(400)
	addFile(t, s.Store, "OPEN", "acme", "Open.csv")
	before := s.verify(t)
	for _, portion := range []int{2, 1000} {
		if n, err := s.ExpireAudit(t.Context(), s.ago(365), portion); err != nil || n == 0 {
			t.Fatalf("%d events, %v", n, err)
		}
		s.verify(t)
	}
	if n, err := s.ExpireAudit(t.Context(), s.ago(365), 1000); n != 0 || err != nil {
		t.Errorf("a second time: %d events, %v", n, err)
	}
	if got := s.verify(t); got >= before {
		t.Errorf("%d of %d events are left", got, before)
	}
	s.step(400) // but a file that is open keeps its events, and all after them
	left := s.verify(t)
	if _, err := s.ExpireAudit(t.Context(), s.ago(365), 1000); err != nil || s.verify(t) < left {
		t.Errorf("events of an open file went: %v", err)
	}
}

func TestO4_RecordsGoWithTheAuditUnlessAwardsWereSent(t *testing.T) {
	s := openStepped(t)
	for _, id := range []string{"PLAIN", "SENT"} {
		f := s.ended(t, id, id+".csv", nil)
		s.step(31)
		for _, err := range []error{s.deleteData(f, 30), s.deletePart(f, Copies), s.deletePart(f, Answers)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	apply(t, s.Store, func(tx *Tx) error {
		return tx.AddBatch(&Batch{File: "SENT", Organisation: "acme", Operation: Achievements, Rows: Runs{{0, 1}}})
	})
	s.step(400)
	if n, err := s.ExpireRecords(t.Context(), s.ago(365), 10); n != 1 || err != nil {
		t.Errorf("%d records, %v", n, err)
	}
	if _, err := s.File(t.Context(), "PLAIN"); !errors.Is(err, ErrNotFound) {
		t.Errorf("it is there still: %v", err)
	}
	if _, err := s.File(t.Context(), "SENT"); err != nil {
		t.Error(err)
	}
}

func TestO4_DigestsOfLearnersGoInPortions(t *testing.T) {
	s := openStepped(t)
	const many = 2*portion + 7
	learners := make([]Digest, many)
	for i := range learners {
		copy(learners[i][:], fmt.Sprintf("%016d", i))
	}
	apply(t, s.Store, func(tx *Tx) error { return tx.AddVerified("acme", s.ago(40), learners[:many-3]) })
	apply(t, s.Store, func(tx *Tx) error { return tx.AddVerified("acme", s.ago(1), learners[many-5:]) })
	if n, err := s.ExpireVerified(t.Context(), s.ago(30)); n != many-5 || err != nil {
		t.Errorf("%d of %d, %v", n, many-5, err)
	}
	if found, err := s.Verified(t.Context(), "acme", s.ago(30), learners); len(found) != 5 || err != nil {
		t.Errorf("%d are left, %v", len(found), err)
	}
}

func TestO4_SpoolIsSweptOfWhatNobodyNeeds(t *testing.T) {
	s := openStepped(t)
	gone := s.ended(t, "GONE", "Gone.csv", nil)
	s.ended(t, "HERE", "Here.csv", nil)
	for _, name := range []string{"GONE.rows", "GONE-02.errors", "HERE.input", "HERE-01.errors", "LOST.input"} {
		if err := s.Spool.Write(name, func(io.Writer) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	s.step(31)
	if err := s.deleteData(gone, 30); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Sweep(t.Context()); n != 3 || err != nil {
		t.Errorf("%d removed, %v", n, err)
	}
	left, err := filepath.Glob(filepath.Join(s.dir, "spool", "*"))
	if err != nil || len(left) != 2 || !strings.HasPrefix(filepath.Base(left[0]), "HERE") || !strings.HasPrefix(filepath.Base(left[1]), "HERE") {
		t.Errorf("%v, %v", left, err)
	}
}

func TestAPageThatIsNoneOfRowsIsLeftAlone(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		page := make([]byte, 512)
		for i := range page {
			page[i] = byte(random.Uint32())
		}
		page[0] = []byte{0, 1, 2, 5, 10, 13}[random.IntN(6)]
		before := bytes.Clone(page)
		if !clearPage(page, 7) && !bytes.Equal(page, before) {
			t.Fatal("it was changed without a word")
		}
		if page[0] < 2 && !bytes.Equal(page, before) {
			t.Fatal("a page of another kind was changed")
		}
	}
}

func TestO4_EndsAreTheStatesThatNothingFollows(t *testing.T) {
	for state := range fileMoves {
		for _, s := range append(fileMoves[state], state) {
			if strings.Contains(ends, "'"+string(s)+"'") != s.Final() {
				t.Errorf("%s is an end: %t", s, s.Final())
			}
		}
	}
}
