package store

import (
	"context"
	"errors"
	"fmt"
)

// What is deleted is overwritten as it is deleted (secure_delete). That leaves
// two places: the write-ahead log, and the unused space inside pages, where
// SQLite leaves copies of rows when it moves them from page to page. Both are
// cleared after deletions.

// How long a writer waits for another one, and [Store.Scrub] for readers.
const (
	patience      = "PRAGMA busy_timeout(10000)"
	shortPatience = "PRAGMA busy_timeout(200)"
)

// ErrBusy says that somebody is reading what the store would rather rewrite.
var ErrBusy = errors.New("the store is being read")

// needsScrub keeps, with a deletion, that [Store.Scrub] has to follow.
func (tx *Tx) needsScrub() error { return tx.exec(`INSERT OR REPLACE INTO meta VALUES ('scrub', 1)`) }

// Scrub clears what deletions since the last time have left behind. It gives
// [ErrBusy] while a reader needs the log: nobody is kept waiting for long.
func (s *Store) Scrub(ctx context.Context) error {
	var needed bool
	if err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'scrub')`).Scan(&needed); err != nil || !needed {
		return err
	}
	if err := s.clearSlack(ctx); err != nil {
		return fmt.Errorf("clear unused space in the database: %w", err)
	}
	if err := s.emptyLog(ctx); err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	return s.Update(ctx, func(tx *Tx) error { return tx.exec(`DELETE FROM meta WHERE key = 'scrub'`) })
}

func (s *Store) emptyLog(ctx context.Context) (err error) {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, shortPatience); err != nil {
		return err
	}
	defer func() {
		_, again := conn.ExecContext(context.WithoutCancel(ctx), patience)
		err = errors.Join(err, again)
	}()
	var busy, pages, moved int
	err = conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	if err == nil && busy != 0 {
		err = ErrBusy
	}
	return err
}

// pagesAtOnce is how many pages one update looks at: others wait for it.
const pagesAtOnce = 256

// mostPages is how many pages a database may have for the first byte of a page
// to tell rows from what overflows them: 64 GB.
const mostPages = 1 << 24

// clearSlack clears the unused space in all pages that may have held personal
// data: of every table but the large ones, which have digests, and the audit.
func (s *Store) clearSlack(ctx context.Context) error {
	var pages int
	if err := s.read.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&pages); err != nil {
		return err
	}
	if pages >= mostPages {
		return errors.New("the database has too many pages")
	}
	rows, err := s.read.QueryContext(ctx, `SELECT d.pageno FROM sqlite_schema t JOIN dbstat d ON d.name = t.name
		WHERE t.type = 'table' AND t.name NOT IN ('sent', 'verified', 'ulns', 'audit') AND d.pagetype <> 'overflow'`)
	if err != nil {
		return err
	}
	all, err := collect(rows, func(row scanner) (n int, err error) { return n, row.Scan(&n) })
	for len(all) > 0 && err == nil {
		part := all[:min(len(all), pagesAtOnce)]
		all = all[len(part):]
		err = s.Update(ctx, func(tx *Tx) error { return tx.clearPages(part) })
	}
	return err
}

func (tx *Tx) clearPages(numbers []int) error {
	for _, n := range numbers {
		var page []byte
		if err := tx.sql.QueryRowContext(tx.ctx, `SELECT data FROM sqlite_dbpage WHERE pgno = ?`, n).Scan(&page); err != nil {
			return err
		}
		if clearPage(page, n) {
			if err := tx.exec(`UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?`, page, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// clearPage overwrites what a page of rows does not use: the gap between its
// cell pointers and its cells, and its free blocks. It reports whether there was
// anything. A page that is none of rows, by now, is left alone. The layout is
// that of https://sqlite.org/fileformat2.html#b_tree_pages.
func clearPage(page []byte, number int) bool {
	head := 0
	if number == 1 {
		head = 100
	}
	if len(page) < head+12 {
		return false
	}
	size := 8
	switch page[head] {
	case 2, 5: // interior
		size = 12
	case 10, 13: // leaf
	default:
		return false
	}
	pair := func(at int) int { return int(page[at])<<8 | int(page[at+1]) }
	from, to := head+size+2*pair(head+3), pair(head+5)
	if to == 0 {
		to = 1 << 16
	}
	if from > to || to > len(page) {
		return false // it is not what it looks like
	}
	found := wipe(page[from:to])
	for block := pair(head + 1); block >= to && block+4 <= len(page); {
		next, length := pair(block), pair(block+2)
		if length < 4 || block+length > len(page) || next != 0 && next < block+length {
			break
		}
		found = wipe(page[block+4:block+length]) || found
		block = next
	}
	return found
}

// wipe clears bytes and reports whether there was anything.
func wipe(b []byte) (found bool) {
	for i := range b {
		found = found || b[i] != 0
		b[i] = 0
	}
	return found
}
