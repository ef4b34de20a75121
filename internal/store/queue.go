package store

import (
	"context"
	"database/sql"
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
	mu         sync.Mutex
	conn       *sql.Conn
	statements *statements
}

func newQueue(ctx context.Context, db *sql.DB) (*queue, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	_, err = conn.ExecContext(ctx, `CREATE TEMP TABLE taken (id TEXT PRIMARY KEY, org INTEGER NOT NULL, polls INTEGER NOT NULL, submits INTEGER NOT NULL);
		CREATE INDEX temp.taken_org ON taken (org);
		CREATE TEMP TABLE served (org INTEGER PRIMARY KEY, at INTEGER NOT NULL)`)
	if err != nil {
		return nil, fmt.Errorf("prepare the queue: %w", err)
	}
	return &queue{conn: conn, statements: newStatements(conn.PrepareContext)}, nil
}

// pollsAtOnce is how many answers of one organisation are fetched at once.
const pollsAtOnce = 5

// due goes through the organisations, the one served longest ago first, and
// finds the next task of each when it comes to it: whoever has enough reads no
// further. An organisation has one submit in flight, at most ?2 tasks at work,
// ?3 of them polls, and no call while it is on hold or paused. Each task is
// found by one step in an index: however much waits, it costs the same. A LIMIT
// by parameter would have SQLite compile the query anew each time.
const due = `
WITH o AS MATERIALIZED (
	SELECT o.id, o.name, o.hold_until FROM organisations o LEFT JOIN served s ON s.org = o.id ORDER BY coalesce(s.at, 0)
)
SELECT org, name, coalesce(file, ''), coalesce(poll, ''), coalesce(submit, '') FROM (
	SELECT o.id AS org, o.name,
		(SELECT f.id FROM files f WHERE f.org = o.id AND f.next_at <= ?1
			AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.id = f.id) ORDER BY f.next_at LIMIT 1) AS file,
		CASE WHEN o.hold_until <= ?1 AND NOT ` + paused + ` AND (SELECT count(*) FROM taken t WHERE t.org = o.id AND t.polls) < ?3 THEN
			(SELECT b.id FROM batches b WHERE b.org = o.id AND b.state = 'submitted' AND b.next_at <= ?1
			AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.id = b.id) ORDER BY b.next_at LIMIT 1) END AS poll,
		CASE WHEN o.hold_until <= ?1 AND NOT ` + paused + ` AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.org = o.id AND t.submits) THEN
			(SELECT b.id FROM batches b WHERE b.org = o.id AND b.state = 'planned' AND b.next_at <= ?1
			ORDER BY b.next_at LIMIT 1) END AS submit
	FROM o WHERE (SELECT count(*) FROM taken t WHERE t.org = o.id) < ?2
) WHERE file IS NOT NULL OR poll IS NOT NULL OR submit IS NOT NULL`

// Take gives up to most tasks that are due, at most perOrganisation of one
// organisation at work at once. Each must be given back with [Store.Finish].
func (s *Store) Take(ctx context.Context, most, perOrganisation int) ([]Task, error) {
	q := s.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	turns, err := q.turns(ctx, most, s.now(), perOrganisation)
	if err != nil {
		return nil, fmt.Errorf("find what is due: %w", err)
	}
	var tasks []Task
	for _, turn := range turns {
		for _, t := range turn.tasks() {
			if len(tasks) == most {
				return tasks, nil
			}
			if err := q.take(ctx, turn.org, t, s.now()); err != nil {
				return tasks, fmt.Errorf("take what is due: %w", err)
			}
			tasks = append(tasks, t)
		}
	}
	return tasks, nil
}

// turns finds who is next, until there are so many tasks or no more.
func (q *queue) turns(ctx context.Context, most int, now time.Time, perOrganisation int) (all []turn, err error) {
	rows, err := q.query(ctx, due, now.UnixMilli(), perOrganisation, pollsAtOnce)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for found := 0; found < most && rows.Next(); {
		t, err := scanTurn(rows)
		if err != nil {
			return nil, err
		}
		if n := len(t.tasks()); n > 0 {
			all, found = append(all, t), found+n
		}
	}
	return all, rows.Err()
}

// turn is what is due first for an organisation, of each sort.
type turn struct {
	org                      int64
	name, file, poll, submit string
}

func scanTurn(row scanner) (t turn, err error) {
	return t, row.Scan(&t.org, &t.name, &t.file, &t.poll, &t.submit)
}

func (t turn) tasks() (all []Task) {
	if t.submit != "" {
		all = append(all, Task{Organisation: t.name, Batch: t.submit, Submits: true})
	}
	if t.poll != "" {
		all = append(all, Task{Organisation: t.name, Batch: t.poll})
	}
	if t.file != "" {
		all = append(all, Task{Organisation: t.name, File: t.file})
	}
	return all
}

// take notes the task last of all: what failed to be noted is not taken, and
// nothing is noted that nobody works on.
func (q *queue) take(ctx context.Context, org int64, t Task, now time.Time) error {
	if err := q.exec(ctx, `INSERT INTO served VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at`, org, now.UnixNano()); err != nil {
		return err
	}
	return q.exec(ctx, `INSERT INTO taken VALUES (?, ?, ?, ?)`, t.File+t.Batch, org, t.Batch != "" && !t.Submits, t.Submits)
}

func (q *queue) exec(ctx context.Context, query string, args ...any) error {
	stmt, err := q.statements.get(ctx, query)
	if err == nil {
		_, err = stmt.ExecContext(ctx, args...)
	}
	return err
}

func (q *queue) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := q.statements.get(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// Finish gives a task back.
func (s *Store) Finish(t Task) error {
	s.queue.mu.Lock()
	defer s.queue.mu.Unlock()
	return s.queue.exec(context.Background(), `DELETE FROM taken WHERE id = ?`, t.File+t.Batch)
}

// nextDue looks at the first of each organisation alone: that is one step in an
// index, however much waits. It leaves out what due would not find, because of
// the tasks that are at work.
const nextDue = `
WITH free AS MATERIALIZED (
	SELECT o.id, o.hold_until, ` + paused + ` AS paused FROM organisations o WHERE (SELECT count(*) FROM taken t WHERE t.org = o.id) < ?1
)
SELECT min(at) FROM (
	SELECT (SELECT f.next_at FROM files f WHERE f.org = o.id AND f.next_at IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.id = f.id) ORDER BY f.next_at LIMIT 1) AS at
	FROM free o
	UNION ALL
	SELECT max(o.hold_until, (SELECT b.next_at FROM batches b WHERE b.org = o.id AND b.state = 'planned' AND b.next_at IS NOT NULL
		ORDER BY b.next_at LIMIT 1))
	FROM free o WHERE NOT o.paused AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.org = o.id AND t.submits)
	UNION ALL
	SELECT max(o.hold_until, (SELECT b.next_at FROM batches b WHERE b.org = o.id AND b.state = 'submitted' AND b.next_at IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM taken t WHERE t.id = b.id) ORDER BY b.next_at LIMIT 1))
	FROM free o WHERE NOT o.paused AND (SELECT count(*) FROM taken t WHERE t.org = o.id AND t.polls) < ?2)`

// NextDue is when the next task is due that [Store.Take] would give, with the
// same perOrganisation; zero means not before one at work is given back, or
// another comes.
func (s *Store) NextDue(ctx context.Context, perOrganisation int) (time.Time, error) {
	s.queue.mu.Lock()
	defer s.queue.mu.Unlock()
	stmt, err := s.queue.statements.get(ctx, nextDue)
	if err != nil {
		return time.Time{}, err
	}
	var at sql.NullInt64
	err = stmt.QueryRowContext(ctx, perOrganisation, pollsAtOnce).Scan(&at)
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

// HoldOrganisation sets a hold, with its event. One that lasts longer stands;
// a hold that ends now ends any. All files that wait for calls are told anew,
// unless they say so already.
func (tx *Tx) HoldOrganisation(h Hold, e audit.Event) error {
	if _, err := tx.organisation(h.Organisation); err != nil {
		return err
	}
	told, err := tx.heldFor(h)
	if err != nil {
		return err
	}
	err = tx.exec(`UPDATE organisations SET hold_until = ?1, hold_code = ?2, hold_cause = ?3 WHERE name = ?4 AND (hold_until < ?1 OR ?1 <= ?5)`,
		h.Until.UnixMilli(), h.Code, h.Cause, h.Organisation, tx.now.UnixMilli())
	if err != nil {
		return fmt.Errorf("hold the calls of %s: %w", h.Organisation, err)
	}
	if !told {
		if err := tx.republishWaiting(h.Organisation); err != nil {
			return fmt.Errorf("tell of the hold of %s: %w", h.Organisation, err)
		}
	}
	return tx.Audit(e)
}

// heldFor reports whether calls are held for the same reason already and go on
// to be.
func (tx *Tx) heldFor(h Hold) (is bool, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT EXISTS (SELECT 1 FROM organisations WHERE name = ? AND hold_until > ? AND hold_code = ?)`,
		h.Organisation, tx.now.UnixMilli(), h.Code).Scan(&is)
	return is && h.Until.After(tx.now), err
}

const holds = `SELECT name, hold_until, hold_code, hold_cause FROM organisations WHERE hold_until > ?`

// Holds lists the holds in force.
func (s *Store) Holds(ctx context.Context) ([]Hold, error) {
	return scanHolds(s.read.QueryContext(ctx, holds, s.now().UnixMilli()))
}

// Holds lists the holds in force.
func (tx *Tx) Holds() ([]Hold, error) {
	return scanHolds(tx.sql.QueryContext(tx.ctx, holds, tx.now.UnixMilli()))
}

// WakeBatches makes due what an organisation has to send to LRS, whatever it
// waits for, and the jobs that could not be asked after.
func (tx *Tx) WakeBatches(organisation string) error {
	err := tx.exec(`UPDATE batches SET next_at = ?1 WHERE org = (SELECT id FROM organisations WHERE name = ?2) AND next_at > ?1
		AND (state = 'planned' OR state = 'submitted' AND json_extract(facts, '$.failed_what') IS NOT NULL)`, tx.now.UnixMilli(), organisation)
	if err != nil {
		return fmt.Errorf("wake the batches of %s: %w", organisation, err)
	}
	return nil
}

func scanHolds(rows *sql.Rows, err error) ([]Hold, error) {
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
