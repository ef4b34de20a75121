package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
)

// NameDigest stands for the name of a file without telling it: some name files
// after learners, and what must be known of a name for good outlives what is
// known of learners.
func (s *Store) NameDigest(name string) Digest { return nameDigest(s.key, name) }

func nameDigest(key []byte, name string) (d Digest) {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("name\x00" + name))
	copy(d[:], mac.Sum(nil))
	return d
}

// Namer gives the base of the outputs of the n-th file of a name, and a key
// that is equal for two bases that some disk takes for one.
type Namer func(name string, n int) (base, key string)

// reserve finds the first free number for a name and keeps it. Of the name only
// its digest is kept: it is reserved for good.
func (tx *Tx) reserve(org int64, name string, namer Namer) (string, error) {
	_, key := namer(name, 1)
	first := nameDigest(tx.key, key)
	last := 0
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT last FROM names WHERE org = ? AND base = ?`, org, first[:]).Scan(&last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	for n := last + 1; ; n++ {
		base, key := namer(name, n)
		digest := nameDigest(tx.key, key)
		res, err := tx.sql.ExecContext(tx.ctx, `INSERT OR IGNORE INTO names VALUES (?, ?, 1)`, org, digest[:])
		if err != nil {
			return "", err
		}
		if free, err := res.RowsAffected(); err != nil {
			return "", err
		} else if free == 0 {
			continue // a file of that very name came first
		}
		return base, tx.exec(`UPDATE names SET last = max(last, ?) WHERE org = ? AND base = ?`, n, org, first[:])
	}
}

// digestNames puts digests in the place of the output names that an earlier
// version kept as they are.
func (s *Store) digestNames(ctx context.Context) error {
	names, err := s.plainNames(ctx)
	if err != nil || len(names) == 0 {
		return err
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	for _, n := range names {
		digest := s.NameDigest(n.base)
		if _, err := tx.ExecContext(ctx, `UPDATE names SET base = ? WHERE org = ? AND base = ?`, digest[:], n.org, n.base); err != nil {
			return fmt.Errorf("digest an output name: %w", err)
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO meta VALUES ('scrub', 1)`); err != nil {
		return err
	}
	return tx.Commit()
}

type plainName struct {
	org  int64
	base string
}

// plainNames finds the names that are no digests: SQLite has every text before
// every blob, so it looks at nothing else.
func (s *Store) plainNames(ctx context.Context) ([]plainName, error) {
	rows, err := s.write.DB.QueryContext(ctx, `SELECT n.org, n.base FROM organisations o JOIN names n ON n.org = o.id AND n.base < x''`)
	if err != nil {
		return nil, fmt.Errorf("list the output names of an earlier version: %w", err)
	}
	return collect(rows, func(row scanner) (n plainName, err error) { return n, row.Scan(&n.org, &n.base) })
}
