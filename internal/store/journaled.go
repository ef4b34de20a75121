package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lrsdrop/internal/audit"
)

// Upload is an upload that a journal outside this folder knows of.
type Upload struct {
	Organisation, File, Batch string
	At                        time.Time
	Digests                   []byte // of its rows, one after the other
}

// Restored tells that the folder was restored from a backup: a journal knows of
// uploads that it does not. It lasts until a person has looked.
type Restored struct {
	At      time.Time `json:"at"`      // when that was noticed
	Events  int64     `json:"events"`  // how many events the audit had in the backup
	Uploads int       `json:"uploads"` // that were made after it
	Rows    int       `json:"rows"`
	New     bool      `json:"new,omitempty"` // no backup: the folder is new, and the uploads are those of a folder that is not there
}

// NextUpload counts an upload. In the transaction that begins it, it says which
// it is.
func (tx *Tx) NextUpload() (n int64, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `INSERT INTO meta VALUES ('uploads', 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value`).Scan(&n)
	return n, err
}

// Uploads is how many uploads the folder knows of.
func (s *Store) Uploads(ctx context.Context) (n int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT coalesce((SELECT value FROM meta WHERE key = 'uploads'), 0)`).Scan(&n)
	if err != nil {
		err = fmt.Errorf("count the uploads: %w", err)
	}
	return n, err
}

// TakeJournaled keeps the rows of an upload that was made after the backup.
func (tx *Tx) TakeJournaled(u Upload) error {
	org, err := tx.organisation(u.Organisation)
	if err != nil {
		return err
	}
	n := len(u.Digests) / DigestSize
	if n == 0 {
		return nil
	}
	err = tx.exec(walk+`INSERT OR REPLACE INTO journaled (org, digest, file, batch, at) SELECT ?3, substr(?1, i * 16 + 1, 16), ?4, ?5, ?6 FROM n WHERE true`,
		u.Digests[:n*DigestSize], n, org, u.File, u.Batch, u.At.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep upload %s of the journal: %w", u.Batch, err)
	}
	return nil
}

// NoteRestored begins the time after a restore: calls to LRS are paused, and
// batches that were planned before the backup are planned anew, for they may
// have been sent after it. uploads is how many the journal knows of.
func (tx *Tx) NoteRestored(r Restored, uploads int64, note string, e audit.Event) error {
	packed, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := tx.exec(`INSERT OR REPLACE INTO meta VALUES ('restored', ?), ('uploads', ?)`, packed, uploads); err != nil {
		return fmt.Errorf("keep that the folder was restored: %w", err)
	}
	err = tx.exec(`UPDATE files SET step_at = ?1, next_at = min(coalesce(next_at, ?1), ?1)
		WHERE id IN (SELECT file FROM batches WHERE state = 'planned' AND operation = ?2)`, millis(tx.now), Achievements)
	if err == nil {
		err = tx.exec(`UPDATE batches SET state = 'stale', next_at = NULL WHERE state = 'planned' AND operation = ?`, Achievements)
	}
	if err != nil {
		return fmt.Errorf("take back the batches that were planned: %w", err)
	}
	// A pause that was in force in the backup gives way: what counts is said now.
	if _, err := tx.EndPause(""); err != nil {
		return err
	}
	if _, err := tx.AddPause(Pause{By: "lrsdrop", Note: note}); err != nil {
		return err
	}
	return tx.Audit(e)
}

// EndRestored ends the time after a restore, with its events. It reports false
// if there was none.
func (tx *Tx) EndRestored(events ...audit.Event) (bool, error) {
	res, err := tx.sql.ExecContext(tx.ctx, `DELETE FROM meta WHERE key = 'restored'`)
	if err != nil {
		return false, fmt.Errorf("end the time after the restore: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	for _, e := range events {
		if err := tx.Audit(e); err != nil {
			return false, err
		}
	}
	_, err = tx.EndPause("")
	return true, err
}

// Restored tells of a restore that no person has looked at yet, or gives nil.
func (s *Store) Restored(ctx context.Context) (*Restored, error) {
	return restored(s.read.QueryRowContext(ctx, restoredQuery))
}

// Restored is the same within a transaction.
func (tx *Tx) Restored() (*Restored, error) {
	return restored(tx.sql.QueryRowContext(tx.ctx, restoredQuery))
}

const restoredQuery = `SELECT value FROM meta WHERE key = 'restored'`

func restored(row *sql.Row) (*Restored, error) {
	var packed []byte
	err := row.Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for a restore: %w", err)
	}
	r := new(Restored)
	return r, json.Unmarshal(packed, r)
}

// Journaled finds the awards that were uploaded after the backup, by their
// place in awards. Awards must be sorted by digest for speed.
func (tx *Tx) Journaled(f *File, awards []Award) (map[int]Upload, error) {
	org, err := tx.organisation(f.Organisation)
	if err != nil || len(awards) == 0 {
		return nil, err
	}
	rows, err := tx.sql.QueryContext(tx.ctx, walk+`SELECT n.i, j.file, j.batch, j.at FROM n
		CROSS JOIN journaled j ON j.org = ?3 AND j.digest = substr(?1, n.i * 20 + 1, 16)`, packAwards(awards), len(awards), org)
	if err != nil {
		return nil, fmt.Errorf("look up awards of file %s in the journal: %w", f.ID, err)
	}
	defer rows.Close()
	found := map[int]Upload{}
	for rows.Next() {
		var i int
		var at int64
		u := Upload{Organisation: f.Organisation}
		if err := rows.Scan(&i, &u.File, &u.Batch, &at); err != nil {
			return nil, err
		}
		u.At = time.UnixMilli(at).UTC()
		found[i] = u
	}
	return found, rows.Err()
}
