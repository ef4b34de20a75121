package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"lrsdrop/internal/audit"
)

// Task is a piece of work that is due: a step of a file, or of a batch.
type Task struct {
	Organisation string
	File         string // set for a step of a file
	Batch        string // set for a step of a batch
	Submits      bool   // it will send rows to LRS
}

// queue remembers which tasks are being worked on, on one connection of its
// own. It is memory: a restart finds nothing running.
type queue struct {
	mu   sync.Mutex
	conn *sql.Conn
}

func newQueue(ctx context.Context, db *sql.DB) (*queue, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	_, err = conn.ExecContext(ctx, `CREATE TEMP TABLE taken (id TEXT PRIMARY KEY, org INTEGER NOT NULL, submits INTEGER NOT NULL);
		CREATE TEMP TABLE served (org INTEGER PRIMARY KEY, at INTEGER NOT NULL)`)
	if err != nil {
		return nil, fmt.Errorf("prepare the queue: %w", err)
	}
	return &queue{conn: conn}, nil
}

// due finds the next task of each organisation, the one served longest ago
// first. An organisation has one submit in flight, at most ?2 tasks at work,
// and no call while it is on hold.
const due = `
WITH next AS (
	SELECT o.id AS org, o.name,
		(SELECT f.id FROM files f WHERE f.org = o.id AND f.next_at <= ?1
			AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.id = f.id) ORDER BY f.next_at LIMIT 1) AS file,
		(SELECT b.id FROM batches b WHERE b.org = o.id AND b.next_at <= ?1 AND o.hold_until <= ?1
			AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.id = b.id)
			AND NOT (b.state = 'planned' AND EXISTS (SELECT 1 FROM taken t WHERE t.org = o.id AND t.submits))
			ORDER BY b.next_at LIMIT 1) AS batch
	FROM organisations o
	WHERE (SELECT count(*) FROM taken t WHERE t.org = o.id) < ?2
)
SELECT n.org, n.name, coalesce(n.file, ''), coalesce(n.batch, ''), coalesce((SELECT state = 'planned' FROM batches WHERE id = n.batch), 0)
FROM next n LEFT JOIN served s ON s.org = n.org
WHERE n.file IS NOT NULL OR n.batch IS NOT NULL
ORDER BY coalesce(s.at, 0) LIMIT ?3`

// Take gives up to most tasks that are due, at most perOrganisation of one
// organisation at work at once. Each must be given back with [Store.Finish].
func (s *Store) Take(ctx context.Context, most, perOrganisation int) ([]Task, error) {
	q := s.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	rows, err := q.conn.QueryContext(ctx, due, s.now().UnixMilli(), perOrganisation, most)
	if err != nil {
		return nil, fmt.Errorf("find what is due: %w", err)
	}
	type found struct {
		org int64
		Task
	}
	all, err := collect(rows, func(row scanner) (f found, err error) {
		return f, row.Scan(&f.org, &f.Organisation, &f.File, &f.Batch, &f.Submits)
	})
	if err != nil {
		return nil, fmt.Errorf("find what is due: %w", err)
	}
	var tasks []Task
	for _, f := range all {
		for _, t := range f.split() {
			if len(tasks) < most {
				tasks = append(tasks, t)
				err = errors.Join(err, q.take(ctx, f.org, t, s.now()))
			}
		}
	}
	return tasks, err
}

// split parts what is due for an organisation into its file and its batch.
func (t Task) split() (parts []Task) {
	if t.Batch != "" {
		parts = append(parts, Task{Organisation: t.Organisation, Batch: t.Batch, Submits: t.Submits})
	}
	if t.File != "" {
		parts = append(parts, Task{Organisation: t.Organisation, File: t.File})
	}
	return parts
}

func (q *queue) take(ctx context.Context, org int64, t Task, now time.Time) error {
	_, err := q.conn.ExecContext(ctx, `INSERT INTO taken VALUES (?, ?, ?)`, t.File+t.Batch, org, t.Submits)
	if err != nil {
		return err
	}
	_, err = q.conn.ExecContext(ctx, `INSERT INTO served VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at`, org, now.UnixNano())
	return err
}

// Finish gives a task back.
func (s *Store) Finish(t Task) error {
	s.queue.mu.Lock()
	defer s.queue.mu.Unlock()
	_, err := s.queue.conn.ExecContext(context.Background(), `DELETE FROM taken WHERE id = ?`, t.File+t.Batch)
	return err
}

// NextDue is when the next task that nobody works on is due; zero means never.
func (s *Store) NextDue(ctx context.Context) (time.Time, error) {
	s.queue.mu.Lock()
	defer s.queue.mu.Unlock()
	var at sql.NullInt64
	err := s.queue.conn.QueryRowContext(ctx, `SELECT min(at) FROM (
		SELECT next_at AS at FROM files f WHERE next_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.id = f.id)
		UNION ALL
		SELECT max(b.next_at, o.hold_until) FROM batches b JOIN organisations o ON o.id = b.org
		WHERE b.next_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.id = b.id))`).Scan(&at)
	return moment(at), err
}

// Hold stops an organisation's calls until a time; cause is the digest of the
// credentials that LRS refused, or "" when it did not look at them.
type Hold struct {
	Organisation string
	Until        time.Time
	Code         string
	Cause        string
}

// HoldOrganisation sets a hold, with its event.
func (tx *Tx) HoldOrganisation(h Hold, e audit.Event) error {
	if _, err := tx.organisation(h.Organisation); err != nil {
		return err
	}
	err := tx.exec(`UPDATE organisations SET hold_until = ?, hold_code = ?, hold_cause = ? WHERE name = ?`, h.Until.UnixMilli(), h.Code, h.Cause, h.Organisation)
	if err != nil {
		return fmt.Errorf("hold the calls of %s: %w", h.Organisation, err)
	}
	return tx.Audit(e)
}

// Holds lists the holds in force.
func (s *Store) Holds(ctx context.Context) ([]Hold, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name, hold_until, hold_code, hold_cause FROM organisations WHERE hold_until > ?`, s.now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("list holds: %w", err)
	}
	return collect(rows, func(row scanner) (h Hold, err error) {
		var until int64
		err = row.Scan(&h.Organisation, &until, &h.Code, &h.Cause)
		h.Until = time.UnixMilli(until).UTC()
		return h, err
	})
}
