package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
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

	Oldest   time.Time `json:"oldest_received_at"` // when the one came that came first
	DueSince time.Time `json:"due_since,omitzero"` // since when the one is due that has been for longest
}

// Standings counts the files that have not reached their end.
func (s *Store) Standings(ctx context.Context) ([]Standing, error) {
	now := s.now().UnixMilli()
	rows, err := s.read.QueryContext(ctx, `SELECT o.name, f.state, count(*), coalesce(sum(f.next_at <= ?1), 0), min(f.received_at), min(CASE WHEN f.next_at <= ?1 THEN f.next_at END)`+fromFiles+`
		WHERE f.state NOT IN ('done', 'refused', 'duplicate', 'cancelled') GROUP BY o.name, f.state ORDER BY o.name, f.state`, now)
	if err != nil {
		return nil, fmt.Errorf("count unfinished files: %w", err)
	}
	return collect(rows, func(row scanner) (c Standing, err error) {
		var oldest, due sql.NullInt64
		err = row.Scan(&c.Organisation, &c.State, &c.Files, &c.Due, &oldest, &due)
		c.Oldest, c.DueSince = moment(oldest), moment(due)
		return c, err
	})
}

// Doubt counts the batches of one organisation that a person has to look after.
type Doubt struct {
	Organisation string   `json:"organisation"`
	Unknown      []string `json:"unknown"` // ids of uploads whose answer was lost
	Overdue      []string `json:"overdue"` // ids of those of which LRS's job has not ended in time
}

// Doubts lists the organisations with batches that a person has to look after.
func (s *Store) Doubts(ctx context.Context) ([]Doubt, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT o.name, b.id, b.state`+fromFiles+` JOIN batches b ON b.file = f.id
		WHERE f.state NOT IN ('done', 'refused', 'duplicate', 'cancelled')
			AND (b.state = 'unknown' OR b.state = 'submitted' AND b.facts ->> '$.overdue') ORDER BY o.name, b.id`)
	if err != nil {
		return nil, fmt.Errorf("list batches to look after: %w", err)
	}
	defer rows.Close()
	var all []Doubt
	for rows.Next() {
		var organisation, id string
		var state BatchState
		if err := rows.Scan(&organisation, &id, &state); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].Organisation != organisation {
			all = append(all, Doubt{Organisation: organisation, Unknown: []string{}, Overdue: []string{}})
		}
		last := &all[len(all)-1]
		if state == BatchUnknown {
			last.Unknown = append(last.Unknown, id)
		} else {
			last.Overdue = append(last.Overdue, id)
		}
	}
	return all, rows.Err()
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
