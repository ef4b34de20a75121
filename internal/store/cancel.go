package store

import (
	"fmt"

	"lrsdrop/internal/audit"
)

// RequestCancel keeps that a person wants nothing of the file sent, with its
// event. From its commit on nothing of it is: planned batches are taken back,
// and none can be planned. The pipeline gives the file its end. It gives
// [ErrSent] once an upload of it was begun.
func (tx *Tx) RequestCancel(f *File, e audit.Event) error {
	if err := tx.unsent(f); err != nil {
		return err
	}
	for _, q := range []string{
		`UPDATE files SET cancelled = 1 WHERE id = ?1`,
		`UPDATE batches SET state = 'stale', next_at = NULL WHERE file = ?1 AND state = 'planned'`,
	} {
		if err := tx.exec(q, f.ID); err != nil {
			return fmt.Errorf("cancel file %s: %w", f.ID, err)
		}
	}
	if err := tx.forgetSent(f); err != nil {
		return err
	}
	if err := tx.WakeFile(f.ID); err != nil {
		return err
	}
	return tx.Audit(e)
}

// wanted gives [ErrMoved] for a file that was cancelled: nothing more of it is
// planned.
func (tx *Tx) wanted(file string) error {
	var cancelled bool
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT cancelled FROM files WHERE id = ?`, file).Scan(&cancelled)
	if err == nil && cancelled {
		err = fmt.Errorf("file %s was cancelled: %w", file, ErrMoved)
	}
	return err
}

// AbandonChecks ends the batches of a cancelled file that LRS has been asked
// about learners with: nobody waits for the answer any more.
func (tx *Tx) AbandonChecks(file string) error {
	return tx.exec(`UPDATE batches SET state = 'failed', next_at = NULL WHERE file = ? AND state = 'submitted' AND operation <> ?`, file, Achievements)
}
