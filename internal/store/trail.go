package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"lrsdrop/internal/audit"
)

// Audit walks the audit chain from its first event.
func (s *Store) Audit(ctx context.Context) iter.Seq2[audit.Link, error] {
	return func(yield func(audit.Link, error) bool) {
		rows, err := s.read.QueryContext(ctx, `SELECT body, hash FROM audit ORDER BY seq`)
		if err != nil {
			yield(audit.Link{}, fmt.Errorf("read the audit: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var link audit.Link
			var hash []byte
			err := rows.Scan(&link.Body, &hash)
			copy(link.Hash[:], hash)
			if !yield(link, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(audit.Link{}, err)
		}
	}
}

// Head is the end of the audit chain now; its sequence is 0 while there is none.
func (s *Store) Head(ctx context.Context) (audit.Head, error) {
	h := audit.Head{Time: s.now().UTC()}
	var hash []byte
	err := s.read.QueryRowContext(ctx, `SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`).Scan(&h.Sequence, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return h, nil
	}
	copy(h.Hash[:], hash)
	if err != nil {
		err = fmt.Errorf("read the end of the audit: %w", err)
	}
	return h, err
}
