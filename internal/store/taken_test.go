package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/audit"
)

const remote = "sftp://acme@mft.example.org:22/outgoing"

func taken(claim string, n int) Taken {
	return Taken{Inbox: remote, Claim: claim, Name: claim + ".csv", Size: int64(n), ModTime: time.Unix(int64(n), 123456789).UTC(), Open: true}
}

func keep(t *testing.T, s *Store, all ...Taken) {
	t.Helper()
	if err := s.KeepTaken(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
}

func wantTaken(t *testing.T, s *Store, inbox string, want ...Taken) {
	t.Helper()
	got, err := s.TakenIn(t.Context(), inbox)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("in %s: %v, %+v; want %+v", inbox, err, got, want)
	}
}

func reopen(t *testing.T, s *Store, dir string) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, dir)
}

func TestWhatWasTakenSurvivesARestart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	// Neither names nor times tell the order: the order of taking does.
	b, a, elsewhere := taken("B", 7), taken("A", 9), taken("C", 1)
	elsewhere.Inbox = "/srv/inbox"
	keep(t, s, b, elsewhere)
	keep(t, s, a)
	s = reopen(t, s, dir)
	wantTaken(t, s, remote, b, a)
	wantTaken(t, s, "/srv/inbox", elsewhere)
	wantTaken(t, s, "elsewhere")
}

func TestAMarkIsKeptAgainInItsPlace(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a, b := taken("A", 1), taken("B", 2)
	keep(t, s, a, b)
	a.Open, a.GoneAt, a.Size, a.Name = false, time.UnixMilli(1_750_000_000_123).UTC(), 99, "other.csv"
	a.ModTime = a.ModTime.Add(time.Nanosecond)
	keep(t, s, a)
	wantTaken(t, s, remote, a, b)
	s = reopen(t, s, dir)
	wantTaken(t, s, remote, a, b)
	a.GoneAt = time.Time{} // it is there again
	keep(t, s, a)
	wantTaken(t, s, remote, a, b)
}

func TestAMarkIsForgotten(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a, b, c := taken("A", 1), taken("B", 2), taken("C", 3)
	keep(t, s, a, b, c)
	if err := s.ForgetTaken(t.Context(), "A", "C", "never"); err != nil {
		t.Fatal(err)
	}
	wantTaken(t, s, remote, b)
	s = reopen(t, s, dir)
	keep(t, s, a) // taken anew, so it is the latest
	wantTaken(t, s, remote, b, a)
}

func TestNothingToKeepOrForgetIsNoError(t *testing.T) {
	s := open(t, t.TempDir())
	keep(t, s)
	if err := s.ForgetTaken(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAServerMaySayAnyTime(t *testing.T) {
	s := open(t, t.TempDir())
	var want []Taken
	for i, at := range []time.Time{
		{}, time.Unix(0, 0), time.Unix(-1, 999_999_999), time.Unix(1<<32-1, 0), time.Date(9999, 12, 31, 23, 59, 59, 1, time.UTC), time.Unix(1<<40, 5),
	} {
		mark := taken(fmt.Sprint("F", i), i)
		mark.ModTime = at.UTC()
		want = append(want, mark)
	}
	keep(t, s, want...)
	wantTaken(t, s, remote, want...)
}

func TestMarksAreKeptTogetherOrNotAtAll(t *testing.T) {
	s := open(t, t.TempDir())
	if err := s.KeepTaken(t.Context(), taken("A", 1), Taken{Inbox: remote, Name: "of no claim"}); err == nil {
		t.Error("a mark without a claim was kept")
	}
	wantTaken(t, s, remote)
}

func TestReceivedDigestTellsWhatAClaimBecame(t *testing.T) {
	s := open(t, t.TempDir())
	addFile(t, s, "F1", "acme", "July.csv")
	for claim, want := range map[string]string{"F1": "hash of F1", "F2": ""} {
		if got, err := s.ReceivedDigest(t.Context(), claim); got != want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", claim, got, err, want)
		}
	}
}

// A trial's store may have come from a version without one of the numbers.
func TestStoreMakesUpForAMigrationThatWasLeftOut(t *testing.T) {
	dir := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(open(t, dir).Close())
	db, err := connect(filepath.Join(dir, databaseName), "rw", 1)
	must(err)
	_, err = db.Exec(`DROP TABLE taken; DELETE FROM goose_db_version WHERE version_id = 2`)
	must(err)
	if sameVersion(t.Context(), db.DB) == nil {
		t.Error("a command would work on it beside its daemon")
	}
	must(db.Close())
	if _, there := contents(t, dir)["taken"]; there {
		t.Fatal("it is there")
	}
	must(open(t, dir).Close())
	if _, there := contents(t, dir)["taken"]; !there {
		t.Error("the number that was left out is still missing")
	}
}

// firstVersion makes a state folder as the first version of the store did, with
// work in it.
func firstVersion(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, databaseName)
	if err := makePrivate(path); err != nil {
		t.Fatal(err)
	}
	s := &Store{now: time.Now, updates: make(chan *update), closed: make(chan struct{}), ended: make(chan struct{})}
	if err := s.openFirst(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	go s.commitLoop()
	for i := range 3 {
		f := &File{ID: fmt.Sprint("F", i), Organisation: "acme", Name: "July.csv", SHA256: "hash"}
		e := audit.Event{Operation: "file", File: f.ID}
		apply(t, s, func(tx *Tx) error { return tx.AddFile(f, base, e) })
		apply(t, s, func(tx *Tx) error { // as the first version did: it knew fewer columns
			return errors.Join(tx.exec(`UPDATE files SET state = ?, facts = '{"rows": 7}' WHERE id = ?`, Checking, f.ID), tx.Audit(e))
		})
		apply(t, s, func(tx *Tx) error { return tx.KeepSmall(f.ID+".input", []byte("row")) })
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func (s *Store) openFirst(ctx context.Context, path string) (err error) {
	if s.write, err = connect(path, "rw", 1); err != nil {
		return err
	}
	p, err := migrator(s.write.DB)
	if err != nil {
		return err
	}
	if _, err := p.UpTo(ctx, 1); err != nil {
		return err
	}
	if s.read, err = connect(path, "ro", 1); err != nil {
		return err
	}
	return s.identity(ctx)
}

// contents gives every row of every table of ours.
func contents(t *testing.T, dir string) map[string][]string {
	t.Helper()
	db, err := connect(filepath.Join(dir, databaseName), "ro", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tables, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'`)
	if err != nil {
		t.Fatal(err)
	}
	names, err := collect(tables, func(row scanner) (name string, err error) {
		err = row.Scan(&name)
		return name, err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, name := range names {
		all[name] = rowsOf(t, db.DB, name)
	}
	return all
}

func rowsOf(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	rows, err := db.Query(`SELECT * FROM ` + table)
	if err != nil {
		t.Fatal(err)
	}
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	all, err := collect(rows, func(row scanner) (string, error) {
		values := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		err := row.Scan(into...)
		return fmt.Sprintf("%v", values), err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheFirstVersionsDataIsKept(t *testing.T) {
	dir := t.TempDir()
	firstVersion(t, dir)
	before := contents(t, dir)
	if len(before["files"]) != 3 || len(before["audit"]) != 6 || len(before["small"]) != 3 || before["taken"] != nil {
		t.Fatalf("the first version has %v", before)
	}
	s := open(t, dir)
	if n, err := audit.Verify(s.Audit(t.Context())); n != 6 || err != nil {
		t.Errorf("audit: %d events, %v", n, err)
	}
	f, err := s.File(t.Context(), "F1")
	if err != nil || f.State != Checking || f.Facts.Rows != 7 || f.Base != "July.csv.2" {
		t.Errorf("%+v, %v", f, err)
	}
	after := contents(t, dir)
	for table, rows := range before {
		same := func(after, before string) bool { // columns are only ever added
			return after == before || strings.HasPrefix(after, strings.TrimSuffix(before, "]")+" ")
		}
		if !slices.EqualFunc(after[table], rows, same) {
			t.Errorf("%s was\n%s\nand is\n%s", table, strings.Join(rows, "\n"), strings.Join(after[table], "\n"))
		}
	}
	keep(t, s, taken("A", 1))
	wantTaken(t, s, remote, taken("A", 1))
}
