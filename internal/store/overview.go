package store

import (
	"context"
	"fmt"
)

// Unfinished lists up to most files that have not reached their end, in the
// order they came; org "" means every organisation.
func (s *Store) Unfinished(ctx context.Context, org string, most int) ([]*File, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fileColumns+fromFiles+`
		WHERE ? IN ('', o.name) AND f.state NOT IN ('done', 'refused', 'duplicate', 'cancelled') ORDER BY f.seq LIMIT ?`, org, most)
	if err != nil {
		return nil, fmt.Errorf("list unfinished files: %w", err)
	}
	return collect(rows, scanFile)
}

// Ended lists up to most files that have reached their end, those that came
// last first; org "" means every organisation.
func (s *Store) Ended(ctx context.Context, org string, most int) ([]*File, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fileColumns+fromFiles+`
		WHERE ? IN ('', o.name) AND f.state IN ('done', 'refused', 'duplicate', 'cancelled') ORDER BY f.seq DESC LIMIT ?`, org, most)
	if err != nil {
		return nil, fmt.Errorf("list ended files: %w", err)
	}
	return collect(rows, scanFile)
}

// Standing counts the files of one organisation in one state.
type Standing struct {
	Organisation string    `json:"organisation"`
	State        FileState `json:"state"`
	Files        int       `json:"files"`
	Due          int       `json:"due"` // of them, those whose next step or answer is due now
}

// Standings counts the files that have not reached their end.
func (s *Store) Standings(ctx context.Context) ([]Standing, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT o.name, f.state, count(*), coalesce(sum(f.next_at <= ?), 0)`+fromFiles+`
		WHERE f.state NOT IN ('done', 'refused', 'duplicate', 'cancelled') GROUP BY o.name, f.state ORDER BY o.name, f.state`, s.now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("count unfinished files: %w", err)
	}
	return collect(rows, func(row scanner) (c Standing, err error) {
		return c, row.Scan(&c.Organisation, &c.State, &c.Files, &c.Due)
	})
}

// StateID reads the id of the state folder, which a store that was opened to
// look only does not know.
func (s *Store) StateID(ctx context.Context) (string, error) {
	var id []byte
	if err := s.read.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'state_id'`).Scan(&id); err != nil {
		return "", fmt.Errorf("read the id of the state folder: %w", err)
	}
	return string(id), nil
}
