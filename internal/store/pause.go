package store

import (
	"context"
	"fmt"
	"time"

	"lrsdrop/internal/audit"
)

// Pause is an order of a person: no call to LRS for an organisation, or for
// all, until a person says otherwise.
type Pause struct {
	Organisation string // "" means all
	Since        time.Time
	By           string
	Note         string
}

// Covers reports whether the pause holds an organisation's calls.
func (p Pause) Covers(organisation string) bool {
	return p.Organisation == "" || p.Organisation == organisation
}

// paused tells of an organisation o whether its calls are paused.
const paused = `EXISTS (SELECT 1 FROM pauses p WHERE p.organisation IN ('', o.name))`

// AddPause pauses calls, with its events; the time is that of the update. It
// reports false, and changes nothing, when just these calls are paused already:
// the first stands.
func (tx *Tx) AddPause(p Pause, events ...audit.Event) (bool, error) {
	return tx.changePause(p.Organisation, events, `INSERT OR IGNORE INTO pauses VALUES (?, ?, ?, ?)`,
		p.Organisation, tx.now.UnixMilli(), p.By, p.Note)
}

// EndPause lets calls go on, with its events. It reports false, and changes
// nothing, when just these calls are not paused.
func (tx *Tx) EndPause(organisation string, events ...audit.Event) (bool, error) {
	return tx.changePause(organisation, events, `DELETE FROM pauses WHERE organisation = ?`, organisation)
}

func (tx *Tx) changePause(organisation string, events []audit.Event, query string, args ...any) (bool, error) {
	res, err := tx.sql.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return false, fmt.Errorf("change a pause: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	for _, e := range events {
		if err := tx.Audit(e); err != nil {
			return false, err
		}
	}
	return true, tx.republishWaiting(organisation)
}

// republishWaiting has the pages of files that wait for calls say why.
func (tx *Tx) republishWaiting(organisation string) error {
	return tx.exec(`UPDATE files SET publish_at = ?1, next_at = min(coalesce(next_at, ?1), ?1)
		WHERE state IN ('verifying', 'submitting', 'waiting') AND org IN (SELECT id FROM organisations WHERE ?2 IN ('', name))`,
		millis(tx.now), organisation)
}

// Paused reports whether the organisation's calls are paused.
func (tx *Tx) Paused(organisation string) (is bool, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT EXISTS (SELECT 1 FROM pauses WHERE organisation IN ('', ?))`, organisation).Scan(&is)
	return is, err
}

// Pauses lists the pauses in force, that of all organisations first.
func (s *Store) Pauses(ctx context.Context) ([]Pause, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT organisation, since, by, note FROM pauses ORDER BY organisation`)
	if err != nil {
		return nil, fmt.Errorf("list pauses: %w", err)
	}
	return collect(rows, func(row scanner) (p Pause, err error) {
		var since int64
		err = row.Scan(&p.Organisation, &since, &p.By, &p.Note)
		p.Since = time.UnixMilli(since).UTC()
		return p, err
	})
}

// PauseOf gives the pause that holds an organisation's calls, or nil.
func (s *Store) PauseOf(ctx context.Context, organisation string) (*Pause, error) {
	all, err := s.Pauses(ctx)
	for i := range all {
		if all[i].Covers(organisation) {
			return &all[i], err
		}
	}
	return nil, err
}
