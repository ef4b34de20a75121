package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"lrsdrop/internal/audit"
)

// Audit walks the audit chain from its first event. The first link tells where
// the chain begins, if older events were deleted.
func (s *Store) Audit(ctx context.Context) iter.Seq2[audit.Link, error] {
	return func(yield func(audit.Link, error) bool) {
		if err := s.audit(ctx, yield); err != nil {
			yield(audit.Link{}, fmt.Errorf("read the audit: %w", err))
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

// audit reads where the chain begins and its events in one transaction: events
// may be deleted meanwhile.
func (s *Store) audit(ctx context.Context, yield func(audit.Link, error) bool) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it has only read
	base, err := auditBase(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT body, hash FROM audit ORDER BY seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for first := true; rows.Next(); first = false {
		link, err := scanLink(rows)
		if err != nil {
			return err
		}
		if first {
			link.After = base
		}
		if !yield(link, nil) {
			return nil
		}
	}
	return rows.Err()
}

// auditBase is where the audit chain begins; nil is its very beginning.
func auditBase(ctx context.Context, tx *sql.Tx) (*audit.Base, error) {
	var packed []byte
	err := tx.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'audit_base'`).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	base := new(audit.Base)
	return base, json.Unmarshal(packed, base)
}
