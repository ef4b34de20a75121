// Package store is the only truth about work: files, batches, outcomes, sent
// rows and the audit, in one SQLite database in the state folder.
//
// Rules of the package:
//   - A transition and its audit event are one transaction: there is no way to
//     move a file or batch without the event (see [Tx.MoveFile]).
//   - Which state may follow which is data, in state.go.
//   - What is due is a query, so a restart changes nothing about it.
//   - One writer, fsynced. Updates that wait at the same time share a commit.
//   - Rows of files are not table rows: outcomes are kept as runs of ordinals.
//   - The SQL dialect stays here.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver; no cgo, so Windows cross-compiles

	"lrsdrop/internal/faultpoint"
)

// What is in a state folder.
const (
	databaseName = "lrsdrop.db"
	spoolName    = "spool"
)

// Store is an open state folder. It is safe for concurrent use.
type Store struct {
	Spool Spool // the files' own bytes, beside the database

	dir     string
	now     func() time.Time
	lock    *lock
	write   *database // one connection
	read    *database
	queue   *queue
	updates chan *update
	closed  chan struct{}
	ended   chan struct{} // the writer has stopped
	once    sync.Once
	key     []byte // keys the digests of rows and learners
	id      string
	version atomic.Int64 // of the data, as Changed last saw it
	upgrade *Upgrade

	observer atomic.Pointer[func([]Counted)]

	lastEvent time.Time // before it was opened
}

// Open opens the state folder dir, creating it where it is missing, and locks
// it. A folder that another process holds gives a [*InUse].
func Open(ctx context.Context, dir string, now func() time.Time) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create the state folder: %w", err)
	}
	held, err := acquire(dir, now())
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, now: now, lock: held, updates: make(chan *update), closed: make(chan struct{}), ended: make(chan struct{})}
	if err := s.open(ctx, dir); err != nil {
		return nil, errors.Join(fmt.Errorf("open the store in %s: %w", dir, err), s.release())
	}
	go s.commitLoop()
	return s, nil
}

func (s *Store) open(ctx context.Context, dir string) (err error) {
	if s.Spool, err = openSpool(filepath.Join(dir, spoolName)); err != nil {
		return err
	}
	path := filepath.Join(dir, databaseName)
	faultpoint.At("store: create the database")
	if err := makePrivate(path); err != nil {
		return err
	}
	if s.write, err = connect(path, "rw", 1); err != nil {
		return err
	}
	if err := sound(ctx, s.write.DB, path); err != nil {
		return err
	}
	faultpoint.At("store: bring the schema up to date")
	if err := s.migrate(ctx, dir); err != nil {
		return err
	}
	faultpoint.At("store: name the state folder")
	if s.read, err = connect(path, "ro", 4); err != nil {
		return err
	}
	if s.queue, err = newQueue(ctx, s.read.DB); err != nil {
		return err
	}
	if err := s.identity(ctx); err != nil {
		return err
	}
	if err := s.readLastEvent(ctx); err != nil {
		return err
	}
	return s.digestNames(ctx)
}

// OpenReadOnly opens the database of a state folder that a daemon may be
// using, to look only.
func OpenReadOnly(dir string) (*Store, error) {
	path := filepath.Join(dir, databaseName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no store in %s yet: the daemon has not run with this config", dir)
	}
	read, err := connect(path, "ro", 2)
	if err != nil {
		return nil, err
	}
	if err := sameVersion(context.Background(), read.DB); err != nil {
		return nil, errors.Join(fmt.Errorf("look into the store in %s: %w", dir, err), read.Close())
	}
	spool, err := os.OpenRoot(filepath.Join(dir, spoolName)) // a copy of the database alone has none
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, errors.Join(fmt.Errorf("open the spool: %w", err), read.Close())
	}
	return &Store{dir: dir, now: time.Now, read: read, Spool: Spool{spool}}, nil
}

// address names a database to the driver, whatever letters are in its path.
func address(path string, q url.Values) string {
	return (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: q.Encode()}).String()
}

// makePrivate creates the database before SQLite does: its side files take
// over the mode.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- it is in the state folder
	if err != nil {
		return fmt.Errorf("create the database: %w", err)
	}
	return f.Close()
}

func connect(path, mode string, connections int) (*database, error) {
	q := url.Values{"mode": {mode}, "_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "synchronous(FULL)", "cache_size(-4000)", "temp_store(MEMORY)",
	}}
	if mode == "ro" {
		q.Set("_txlock", "deferred")
	} else {
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "secure_delete(1)") // what is deleted is overwritten (O4)
	}
	db, err := sql.Open("sqlite", address(path, q))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return newDatabase(db), nil
}

// identity reads the folder's own id and key, or makes them the first time.
func (s *Store) identity(ctx context.Context) error {
	fresh := make([]byte, 40)
	if _, err := rand.Read(fresh); err != nil {
		return err
	}
	_, err := s.write.ExecContext(ctx, `INSERT OR IGNORE INTO meta VALUES ('state_id', ?), ('digest_key', ?)`,
		hex.EncodeToString(fresh[:8]), fresh[8:])
	if err != nil {
		return fmt.Errorf("name the state folder: %w", err)
	}
	if s.id, err = s.StateID(ctx); err != nil {
		return err
	}
	return s.read.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'digest_key'`).Scan(&s.key)
}

// ID names this state folder. Claims carry it, so that only the installation
// that made a claim recovers it.
func (s *Store) ID() string { return s.id }

// Key keys the digests of rows and learners: without it they tell nothing.
func (s *Store) Key() []byte { return s.key }

// Now is the store's clock.
func (s *Store) Now() time.Time { return s.now() }

// Close ends the writer and frees the state folder.
func (s *Store) Close() (err error) {
	s.once.Do(func() {
		faultpoint.At("store: close")
		if s.updates != nil {
			close(s.closed)
			<-s.ended
		}
		err = s.release()
	})
	return err
}

func (s *Store) release() error {
	var errs []error
	if s.queue != nil {
		s.queue.statements.close()
		errs = append(errs, s.queue.conn.Close()) // else the pool does not close it
	}
	for _, db := range []*database{s.read, s.write} { // the last one tidies up behind all of them
		if db != nil {
			db.statements.close()
			errs = append(errs, db.Close())
		}
	}
	if s.Spool.root != nil {
		errs = append(errs, s.Spool.root.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return errors.Join(errs...)
}

func millis(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()}
}

func moment(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMilli(n.Int64).UTC()
}
