package store

import (
	"context"
	"fmt"

	"lrsdrop/internal/audit"
)

// Output is a file for the outbox, planned before it is written: what it
// covers does not change, so writing it again gives the same bytes.
type Output struct {
	Seq    int
	Kind   string // result, errors, review, lrs-errors
	Name   string
	Batch  string // of an lrs-errors file
	After  int    // it covers the outcome sets after this one,
	Upto   int    // up to this one
	SHA256 string // empty until it is in the outbox
	Rows   int
}

// Outputs lists the outputs of a file in the order they were planned.
func (s *Store) Outputs(ctx context.Context, file string) ([]Output, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT seq, kind, name, batch, after, upto, sha256, rows FROM outputs WHERE file = ? ORDER BY seq`, file)
	if err != nil {
		return nil, fmt.Errorf("list the outputs of file %s: %w", file, err)
	}
	return collect(rows, func(row scanner) (o Output, err error) {
		return o, row.Scan(&o.Seq, &o.Kind, &o.Name, &o.Batch, &o.After, &o.Upto, &o.SHA256, &o.Rows)
	})
}

// ExtendOutput has an output of the kind that is planned, and that nobody has
// begun to write, cover more. It reports whether there is one.
func (tx *Tx) ExtendOutput(file, kind string, upto int) (bool, error) {
	res, err := tx.sql.ExecContext(tx.ctx, `UPDATE outputs SET upto = ? WHERE file = ? AND kind = ? AND sha256 = ''`, upto, file, kind)
	if err != nil {
		return false, fmt.Errorf("extend output %s of file %s: %w", kind, file, err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// PlanOutput adds an output of a kind that covers everything since the last
// one of the kind, up to the outcome set upto. name gives the name of the n-th
// of its kind.
func (tx *Tx) PlanOutput(file, kind, batch string, upto int, name func(n int) string) error {
	var seq, count, after int
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT (SELECT coalesce(max(seq), 0) + 1 FROM outputs WHERE file = ?1),
		count(*), coalesce(max(upto), 0) FROM outputs WHERE file = ?1 AND kind = ?2 AND batch = ?3`, file, kind, batch).Scan(&seq, &count, &after)
	if err != nil {
		return err
	}
	err = tx.exec(`INSERT INTO outputs (file, seq, kind, name, batch, after, upto) VALUES (?, ?, ?, ?, ?, ?, ?)`, file, seq, kind, name(count+1), batch, after, upto)
	if err != nil {
		return fmt.Errorf("plan output %s of file %s: %w", kind, file, err)
	}
	return nil
}

// LastOutput is the last outcome set that an output of the kind covers.
func (tx *Tx) LastOutput(file, kind string) (upto int, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT coalesce(max(upto), 0) FROM outputs WHERE file = ? AND kind = ?`, file, kind).Scan(&upto)
	return upto, err
}

// SaveOutput records that an output is in the outbox, with its event.
func (tx *Tx) SaveOutput(file string, o Output, e audit.Event) error {
	err := tx.exec(`UPDATE outputs SET name = ?, sha256 = ?, rows = ? WHERE file = ? AND seq = ?`, o.Name, o.SHA256, o.Rows, file, o.Seq)
	if err != nil {
		return fmt.Errorf("save output %q: %w", o.Name, err)
	}
	return tx.Audit(e)
}
