package store

import (
	"context"
	"fmt"
)

// Correction says which row of which file puts right a row of an earlier one.
type Correction struct {
	File    string
	Row     int // as a spreadsheet numbers it
	Ordinal int // of the row that corrects, in its own file
}

// AddCorrections keeps corrections of the file by, each row once, and returns
// the places of those that came too late: their row was put right before.
func (tx *Tx) AddCorrections(by string, all []Correction) ([]int, error) {
	var late []int
	for i, c := range all {
		res, err := tx.sql.ExecContext(tx.ctx, `INSERT OR IGNORE INTO corrections VALUES (?, ?, ?, ?)`, c.File, c.Row, by, c.Ordinal)
		if err != nil {
			return nil, fmt.Errorf("keep corrections by file %s: %w", by, err)
		}
		if added, err := res.RowsAffected(); err != nil {
			return nil, err
		} else if added == 0 {
			late = append(late, i)
		}
	}
	return late, nil
}

// CorrectedBy lists the corrections of a file, by the file that brought them.
func (s *Store) CorrectedBy(ctx context.Context, file string) (map[string][]Correction, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT by_file, row, by_ordinal FROM corrections WHERE file = ? ORDER BY by_file, by_ordinal`, file)
	if err != nil {
		return nil, fmt.Errorf("list the corrections of file %s: %w", file, err)
	}
	defer rows.Close()
	found := map[string][]Correction{}
	for rows.Next() {
		var by string
		c := Correction{File: file}
		if err := rows.Scan(&by, &c.Row, &c.Ordinal); err != nil {
			return nil, err
		}
		found[by] = append(found[by], c)
	}
	return found, rows.Err()
}

// Corrects lists the files of which a file puts rows right.
func (tx *Tx) Corrects(by string) ([]string, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, `SELECT DISTINCT file FROM corrections WHERE by_file = ?`, by)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) })
}
