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

// The audit, and what is left of files without their data, have a time of their
// own. Each call below does a portion and tells how much that was.
//
// Digests of awards that were sent have no end, and with them stays the bare
// record of their file (id, day, batches, jobs): `already_sent` names it. Without
// them, an export of everything would send again what LRS has had for years.

// ExpireAudit deletes the oldest events from before a time, up to most of them
// and up to the first one about a file that was not finished by then. The event
// that it appends keeps the chain whole.
func (s *Store) ExpireAudit(ctx context.Context, before time.Time, most int) (n int, err error) {
	err = s.Update(ctx, func(tx *Tx) error {
		base, count, err := tx.expired(before, most)
		if err != nil || count == 0 {
			return err
		}
		n = count
		packed, err := json.Marshal(base)
		if err != nil {
			return err
		}
		if err := tx.exec(`INSERT OR REPLACE INTO meta VALUES ('audit_base', ?)`, packed); err != nil {
			return fmt.Errorf("keep where the audit begins: %w", err)
		}
		if err := tx.exec(`DELETE FROM audit WHERE seq <= ?`, base.Sequence); err != nil {
			return fmt.Errorf("delete audit events: %w", err)
		}
		return tx.Audit(base.Tell(count))
	})
	return n, err
}

// expired finds the events to delete: how many, and the last of them.
func (tx *Tx) expired(before time.Time, most int) (base audit.Base, n int, err error) {
	links, err := tx.oldest(most)
	if err != nil {
		return base, 0, err
	}
	for _, link := range links {
		var e audit.Event
		if err := json.Unmarshal(link.Body, &e); err != nil {
			return base, 0, fmt.Errorf("read the audit: %w", err)
		}
		if needed, err := tx.needsEvents(e.File, before); err != nil || needed || !e.Time.Before(before) {
			return base, n, err
		}
		base, n = audit.Base{Sequence: e.Sequence, Hash: link.Hash}, n+1
	}
	return base, n, nil
}

func (tx *Tx) oldest(most int) ([]audit.Link, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, `SELECT body, hash FROM audit ORDER BY seq LIMIT ?`, most)
	if err != nil {
		return nil, fmt.Errorf("read the oldest audit events: %w", err)
	}
	return collect(rows, scanLink)
}

func scanLink(row scanner) (link audit.Link, err error) {
	var hash []byte
	err = row.Scan(&link.Body, &hash)
	copy(link.Hash[:], hash)
	return link, err
}

// needsEvents reports a file whose history is not over, or was not before a
// time.
func (tx *Tx) needsEvents(file string, before time.Time) (needed bool, err error) {
	if file == "" {
		return false, nil
	}
	f, err := tx.File(file)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return !f.State.Final() || f.Facts.Gone.Name.IsZero() || !f.Facts.EndedAt.Before(before), nil
}

// ExpireRecords deletes what is left of files that ended before a time and of
// which no award was ever sent, up to most of them.
func (s *Store) ExpireRecords(ctx context.Context, before time.Time, most int) (int, error) {
	ids, err := s.oldRecords(ctx, before, most)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return len(ids), s.Update(ctx, func(tx *Tx) error {
		for _, id := range ids {
			if err := tx.deleteRecord(id); err != nil {
				return fmt.Errorf("delete the record of file %s: %w", id, err)
			}
		}
		return tx.Audit(audit.Event{Operation: audit.Retention, Counts: map[string]int{"records": len(ids)}})
	})
}

func (s *Store) oldRecords(ctx context.Context, before time.Time, most int) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT f.id FROM files f WHERE f.received_at < ?1 AND f.facts ->> '$.ended_at' < ?2
		AND f.facts ->> '$.gone.name' IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batches b WHERE b.file = f.id AND b.operation = ?3)
		ORDER BY f.seq LIMIT ?4`, before.UnixMilli(), before.UTC().Format(time.RFC3339Nano), Achievements, most)
	if err != nil {
		return nil, fmt.Errorf("list the records that are past their time: %w", err)
	}
	return collect(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) })
}

func (tx *Tx) deleteRecord(file string) error {
	for _, q := range []string{
		`DELETE FROM corrections WHERE ? IN (file, by_file)`,
		`DELETE FROM outputs WHERE file = ?`,
		`DELETE FROM batches WHERE file = ?`,
		`DELETE FROM files WHERE id = ?`,
	} {
		if err := tx.exec(q, file); err != nil {
			return err
		}
	}
	return nil
}

// portion is how many digests one update looks at: others wait for it.
const portion = 10_000

// ExpireVerified deletes the digests of learners that matched before a time,
// and tells how many these were.
func (s *Store) ExpireVerified(ctx context.Context, before time.Time) (n int, err error) {
	var org int64
	digest := []byte{}
	for {
		from, after := org, digest
		org, digest, err = s.verifiedAt(ctx, from, after, portion)
		atEnd := errors.Is(err, sql.ErrNoRows)
		if err != nil && !atEnd {
			return n, fmt.Errorf("look for digests of learners: %w", err)
		}
		err = s.Update(ctx, func(tx *Tx) error {
			res, err := tx.sql.ExecContext(tx.ctx, `DELETE FROM verified WHERE (org, digest) > (?1, ?2) AND (?5 OR (org, digest) <= (?3, ?4)) AND at < ?6`,
				from, after, org, digest, atEnd, before.UnixMilli())
			if err != nil {
				return fmt.Errorf("delete digests of learners: %w", err)
			}
			deleted, err := res.RowsAffected()
			n += int(deleted)
			return err
		})
		if atEnd || err != nil {
			return n, err
		}
	}
}

// verifiedAt gives the place so many digests after another one.
func (s *Store) verifiedAt(ctx context.Context, org int64, digest []byte, skip int) (int64, []byte, error) {
	var nextOrg int64
	var next []byte
	err := s.read.QueryRowContext(ctx, `SELECT org, digest FROM verified WHERE (org, digest) > (?, ?) ORDER BY org, digest LIMIT 1 OFFSET ?`,
		org, digest, skip-1).Scan(&nextOrg, &next)
	return nextOrg, next, err
}
