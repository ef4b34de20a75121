package store

import (
	"context"
	"fmt"
)

// Unfinished lists up to most files that have not reached their end, in the
// order they came; org "" means every organisation.
func (s *Store) Unfinished(ctx context.Context, org string, most int) ([]*File, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fileColumns+fromFiles+`
		WHERE ? IN ('', o.name) AND f.state NOT IN ('done', 'refused', 'duplicate') ORDER BY f.seq LIMIT ?`, org, most)
	if err != nil {
		return nil, fmt.Errorf("list unfinished files: %w", err)
	}
	return collect(rows, scanFile)
}

// Ended lists up to most files that have reached their end, those that came
// last first; org "" means every organisation.
func (s *Store) Ended(ctx context.Context, org string, most int) ([]*File, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fileColumns+fromFiles+`
		WHERE ? IN ('', o.name) AND f.state IN ('done', 'refused', 'duplicate') ORDER BY f.seq DESC LIMIT ?`, org, most)
	if err != nil {
		return nil, fmt.Errorf("list ended files: %w", err)
	}
	return collect(rows, scanFile)
}
