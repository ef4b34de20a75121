package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
)

// Small is the most bytes of a file that is kept, with its checked rows, in the
// database in place of the spool: to make and flush two files of their own
// would cost more than all else that is done with a small one.
const Small = 4 << 10

// KeepSmall keeps something small under the name it would have in the spool, in
// place of what had the name before. It is on disk with this update.
func (tx *Tx) KeepSmall(name string, body []byte) error {
	if body == nil {
		body = []byte{}
	}
	if err := tx.exec(`INSERT OR REPLACE INTO small VALUES (?, ?)`, name, body); err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// ForgetSmall makes way for a file of the name in the spool.
func (tx *Tx) ForgetSmall(name string) error {
	return tx.exec(`DELETE FROM small WHERE name = ?`, name)
}

// OpenKept opens what is kept under a name, in the database or in the spool.
func (s *Store) OpenKept(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	var body []byte
	err := s.read.QueryRowContext(ctx, `SELECT body FROM small WHERE name = ?`, name).Scan(&body)
	switch {
	case err == nil:
		return inMemory{bytes.NewReader(body)}, nil
	case errors.Is(err, sql.ErrNoRows):
		return s.Spool.Open(name)
	}
	return nil, fmt.Errorf("open %s: %w", name, err)
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }
