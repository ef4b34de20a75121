package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/faultpoint"
)

// ErrClosed is the answer after Close.
var ErrClosed = errors.New("the store is closed")

// most is how many waiting updates share one commit.
const most = 256

// Tx is one update. It must not be kept, and its function must be short: all
// updates wait for it.
type Tx struct {
	ctx  context.Context
	sql  *transaction
	now  time.Time
	head head
	key  []byte // of the store

	observed bool
	done     []Counted // what the changes did so far
}

// head is the end of the audit chain.
type head struct {
	seq  int64
	hash audit.Hash
}

type update struct {
	change func(*Tx) error
	done   chan error
}

// Update runs change in a transaction and returns once it is on disk. Updates
// that arrive together share the flush; one that fails is undone alone. After
// the change has been taken up, ctx is not looked at any more.
func (s *Store) Update(ctx context.Context, change func(*Tx) error) error {
	u := &update{change, make(chan error, 1)}
	select {
	case s.updates <- u:
		return <-u.done
	case <-ctx.Done():
		return ctx.Err()
	case <-s.closed:
		return ErrClosed
	}
}

func (s *Store) commitLoop() {
	defer close(s.ended)
	for {
		select {
		case first := <-s.updates:
			s.commit(s.gather(first))
		case <-s.closed:
			return
		}
	}
}

// gather takes whatever else waits already.
func (s *Store) gather(first *update) []*update {
	all := []*update{first}
	for len(all) < most {
		select {
		case u := <-s.updates:
			all = append(all, u)
		default:
			return all
		}
	}
	return all
}

func (s *Store) commit(all []*update) {
	results := make([]error, len(all))
	if err := s.run(all, results); err != nil {
		for i := range results {
			if results[i] == nil {
				results[i] = fmt.Errorf("write to the store: %w", err)
			}
		}
	}
	for i, u := range all {
		u.done <- results[i]
	}
}

func (s *Store) run(all []*update, results []error) error {
	ctx := context.Background()
	t, err := s.write.begin(ctx)
	if err != nil {
		return err
	}
	defer t.compile(ctx)
	defer func() { _ = t.Rollback() }()                                                    // after a commit it does nothing
	tx := &Tx{ctx: ctx, sql: t, key: s.key, now: s.now().UTC().Truncate(time.Millisecond)} // as the store keeps times
	tx.observed = s.observer.Load() != nil
	if err := tx.readHead(); err != nil {
		return err
	}
	for i, u := range all {
		if results[i], err = tx.one(u.change); err != nil {
			return err
		}
	}
	faultpoint.At("store: commit")
	if err := t.Commit(); err != nil {
		return err
	}
	s.tell(tx.done)
	return nil
}

// one runs a change inside a savepoint. The second error is the store's own:
// nothing of the transaction may stand.
func (tx *Tx) one(change func(*Tx) error) (error, error) {
	if err := tx.exec(`SAVEPOINT one`); err != nil {
		return nil, err
	}
	before, done := tx.head, len(tx.done)
	result := change(tx)
	if result != nil {
		tx.head, tx.done = before, tx.done[:done]
		if err := tx.exec(`ROLLBACK TO one`); err != nil {
			return result, err
		}
	}
	return result, tx.exec(`RELEASE one`)
}

// Now is the time of this update.
func (tx *Tx) Now() time.Time { return tx.now }

func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.sql.ExecContext(tx.ctx, query, args...)
	return err
}

// execOne runs a statement that changes one row, which must be in the state that
// the statement asks for.
func (tx *Tx) execOne(query string, args ...any) error {
	res, err := tx.sql.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return ErrMoved
}

func (tx *Tx) readHead() error {
	var hash []byte
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`).Scan(&tx.head.seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	copy(tx.head.hash[:], hash)
	return err
}

// Audit appends an event to the chain; its sequence and time are set here.
func (tx *Tx) Audit(e audit.Event) error {
	e.Sequence, e.Time = tx.head.seq+1, tx.now
	link, err := audit.Append(tx.head.hash, e)
	if err != nil {
		return err
	}
	if err := tx.exec(`INSERT INTO audit VALUES (?, ?, ?)`, e.Sequence, link.Body, link.Hash[:]); err != nil {
		return fmt.Errorf("append audit event %d: %w", e.Sequence, err)
	}
	tx.head = head{e.Sequence, link.Hash}
	return nil
}
