package store

import (
	"context"
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
