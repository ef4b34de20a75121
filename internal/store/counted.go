package store

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"lrsdrop/internal/record"
)

// Counted is what a committed update did: a file came into a state, or so many
// rows got an outcome.
type Counted struct {
	Organisation string
	State        FileState      // "" if it is about rows
	Inbox        string         // of a file that has just come
	Outcome      record.Outcome // if it is
	Rows         int
}

// Observe has told what each update of this process did, once it is on disk.
// What is told is called by the writer, which waits for it.
func (s *Store) Observe(told func([]Counted)) { s.observer.Store(&told) }

// tell reports what an update did to whoever observes the store.
func (s *Store) tell(done []Counted) {
	if told := s.observer.Load(); told != nil && len(done) > 0 {
		(*told)(done)
	}
}

// countRows notes the outcomes that rows of a file get.
func (tx *Tx) countRows(file string, changes iter.Seq[Change]) error {
	if !tx.observed {
		return nil
	}
	var organisation string
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT o.name`+fromFiles+`WHERE f.id = ?`, file).Scan(&organisation)
	if err != nil {
		return err
	}
	rows := map[record.Outcome]int{}
	for change := range changes {
		rows[change.Outcome] += change.Count
	}
	for outcome, n := range rows {
		if outcome != record.Open {
			tx.done = append(tx.done, Counted{Organisation: organisation, Outcome: outcome, Rows: n})
		}
	}
	return nil
}

func (tx *Tx) countFile(organisation string, state FileState) {
	tx.done = append(tx.done, Counted{Organisation: organisation, State: state})
}

// Size is how many bytes the database takes on disk.
func (s *Store) Size() (bytes int64, err error) {
	for _, name := range []string{databaseName, databaseName + "-wal"} {
		info, err := os.Stat(filepath.Join(s.dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, err
		}
		bytes += info.Size()
	}
	return bytes, nil
}
