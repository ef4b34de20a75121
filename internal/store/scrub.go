package store

import (
	"context"
	"errors"
	"fmt"
)

// How long a writer waits for another one, and [Store.Scrub] for readers.
const (
	patience      = "PRAGMA busy_timeout(10000)"
	shortPatience = "PRAGMA busy_timeout(200)"
)

// ErrBusy says that somebody is reading what the store would rather rewrite.
var ErrBusy = errors.New("the store is being read")

// Scrub empties the write-ahead log, so that nothing of what was deleted stays
// there. In the database itself it is overwritten as it is deleted. It gives
// [ErrBusy] while a reader needs the log: nobody is kept waiting for long.
func (s *Store) Scrub(ctx context.Context) (err error) {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, shortPatience); err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	defer func() {
		_, again := conn.ExecContext(context.WithoutCancel(ctx), patience)
		err = errors.Join(err, again)
	}()
	var busy, pages, moved int
	if err := conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	if busy != 0 {
		return fmt.Errorf("empty the write-ahead log: %w", ErrBusy)
	}
	return nil
}
