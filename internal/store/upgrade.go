package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3"

	"lrsdrop/internal/disk"
)

//go:embed migrations/*.sql
var migrations embed.FS

// copiesName is the folder of the copies that are made of the database before
// it is changed to a newer schema. A copy holds what the database held.
const copiesName = "before-upgrade"

// copyTime begins the name of a copy, so that names sort by age.
const copyTime = "20060102T150405.000Z"

const (
	copiesKept  = 3        // the newest ones
	roomForCopy = 64 << 20 // bytes that stay free beside it
)

// Upgrade tells of a database that was changed to a newer schema as it was
// opened.
type Upgrade struct {
	From, To int64
	Copy     string // the database as it was before
}

// Upgrade is what opening has changed; nil means nothing.
func (s *Store) Upgrade() *Upgrade { return s.upgrade }

// Newer says that a newer lrsdrop has changed the database to a schema that
// this one does not know.
type Newer struct{ Schema, Known int64 }

func (e *Newer) Error() string {
	return fmt.Sprintf("a newer version of lrsdrop has changed the database: its schema is %d, and this version knows those up to %d. "+
		"Nothing was changed. Use the newer version. To go back to this one all the same, restore a backup of the state folder "+
		"that was made before, and leave the journal of uploads as it is", e.Schema, e.Known)
}

func migrator(db *sql.DB) (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	// Out of order: a number that was left for later is made up for.
	p, err := goose.NewProvider(goose.DialectSQLite3, db, dir, goose.WithAllowOutofOrder(true))
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return p, nil
}

// migrate brings the database to the schema of this version. One that has data
// already is copied first.
func (s *Store) migrate(ctx context.Context, dir string) error {
	db := s.write.DB
	p, err := migrator(db)
	if err != nil {
		return err
	}
	from, err := schemaOf(ctx, db, p)
	if err != nil {
		return err
	}
	pending, err := p.HasPending(ctx)
	if err != nil {
		return fmt.Errorf("read the schema of the database: %w", err)
	}
	if !pending {
		return nil
	}
	used, err := inUseBefore(ctx, db, from)
	if err != nil {
		return fmt.Errorf("read the name of the state folder: %w", err)
	}
	up := Upgrade{From: from}
	if used {
		if up.Copy, err = copyBefore(ctx, db, dir, from, s.now()); err != nil {
			return fmt.Errorf("copy the database before it is changed to a newer schema. Nothing was changed: %w", err)
		}
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("change the database to a newer schema: %w", err)
	}
	if used {
		if up.To, err = p.GetDBVersion(ctx); err != nil {
			return fmt.Errorf("read the schema of the database: %w", err)
		}
		s.upgrade = &up
	}
	return nil
}

// inUseBefore reports whether the database was ever used: a first start that was
// killed on its way leaves a part of the schema, and a folder without a name.
func inUseBefore(ctx context.Context, db *sql.DB, schema int64) (bool, error) {
	if schema == 0 {
		return false, nil
	}
	named := 0
	err := db.QueryRowContext(ctx, `SELECT count(*) FROM meta WHERE key = 'state_id'`).Scan(&named)
	return named > 0, err
}

// schemaOf is the last migration that the database has had; 0 means that it is
// new. One that had a migration which this version does not know is [*Newer].
func schemaOf(ctx context.Context, db *sql.DB, p *goose.Provider) (last int64, err error) {
	known := map[int64]bool{}
	var newest int64
	for _, m := range p.ListSources() {
		known[m.Version] = true
		newest = max(newest, m.Version)
	}
	had, err := migrated(ctx, db)
	if err != nil {
		return 0, fmt.Errorf("read the schema of the database: %w", err)
	}
	for _, version := range had {
		last = max(last, version)
	}
	for _, version := range had {
		if !known[version] {
			return last, &Newer{Schema: last, Known: newest}
		}
	}
	return last, nil
}

// migrated lists the migrations that a database has had.
func migrated(ctx context.Context, db *sql.DB) (all []int64, err error) {
	tables := 0
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'`).Scan(&tables); err != nil || tables == 0 {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, `SELECT version_id FROM goose_db_version WHERE version_id > 0 AND is_applied`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var version int64
		if err := rows.Scan(&version); err != nil {
			return nil, err
		}
		all = append(all, version)
	}
	return all, rows.Err()
}

// sameVersion refuses a database that a daemon of another version has: each
// would meet what it does not know.
func sameVersion(ctx context.Context, db *sql.DB) error {
	p, err := migrator(db)
	if err != nil {
		return err
	}
	if _, err := schemaOf(ctx, db, p); err != nil {
		return err
	}
	missing, err := p.HasPending(ctx) // a number below the last one too
	if err == nil && missing {
		err = errors.New("the daemon that made it is of an older version: use the lrsdrop of that version, or start this one's daemon first")
	}
	return err
}

// Schema is the number of the database's schema.
func (s *Store) Schema(ctx context.Context) (int64, error) {
	p, err := migrator(s.read.DB)
	if err != nil {
		return 0, err
	}
	return schemaOf(ctx, s.read.DB, p)
}

// copyBefore makes a copy of the database, and is on disk when it returns. Of
// older copies the newest stay.
func copyBefore(ctx context.Context, db *sql.DB, dir string, schema int64, now time.Time) (string, error) {
	copies := filepath.Join(dir, copiesName)
	if err := os.MkdirAll(copies, 0o700); err != nil {
		return "", err
	}
	if err := sweepCopies(copies, copiesKept-1); err != nil {
		return "", err
	}
	if err := hasRoom(ctx, db, copies); err != nil {
		return "", err
	}
	path := filepath.Join(copies, fmt.Sprintf("%s-schema-%d.db", now.UTC().Format(copyTime), schema))
	return path, writeCopy(ctx, db, path)
}

// hasRoom wants as much room as the database may take, and some to spare.
func hasRoom(ctx context.Context, db *sql.DB, dir string) error {
	var size uint64
	err := db.QueryRowContext(ctx, `SELECT page_count * page_size FROM pragma_page_count, pragma_page_size`).Scan(&size)
	if err != nil {
		return err
	}
	volume, err := disk.Look(dir)
	if err == nil && volume.Sized && volume.Free < size+roomForCopy {
		err = fmt.Errorf("%s has room for %d MiB, and %d MiB are needed: make room there, then start again", dir, volume.Free>>20, (size+roomForCopy)>>20)
	}
	return err
}

const partial = ".partial"

// writeCopy makes a copy of the database as it is at one moment, whoever writes
// to it meanwhile. It has its name only once it is whole and on disk.
func writeCopy(ctx context.Context, db *sql.DB, path string) error {
	unfinished := path + partial
	if err := makePrivate(unfinished); err != nil { // SQLite keeps the mode of an empty file
		return err
	}
	_, err := db.ExecContext(ctx, `VACUUM INTO ?`, unfinished)
	if err == nil {
		err = flush(unfinished)
	}
	if err == nil {
		err = os.Rename(unfinished, path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("copy the database to %s: %w", path, err), discard(unfinished))
	}
	return disk.FlushFolder(filepath.Dir(path))
}

func discard(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // #nosec G304 -- it is in the state folder
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// sweepCopies leaves the newest copies: their names begin with their time.
func sweepCopies(dir string, keep int) error {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return err
	}
	var whole []string
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasSuffix(name, ".db"):
			whole = append(whole, name)
		case strings.HasSuffix(name, partial): // a crash came between
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	for _, name := range whole[:max(0, len(whole)-keep)] {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// ExpireCopies deletes the copies that were made before an upgrade and are older
// than a time: they hold what has to be deleted from the database.
func (s *Store) ExpireCopies(before time.Time) (n int, err error) {
	dir := filepath.Join(s.dir, copiesName)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look for copies of the database: %w", err)
	}
	for _, e := range entries {
		began, _, _ := strings.Cut(e.Name(), "-")
		at, err := time.Parse(copyTime, began)
		if err != nil || !at.Before(before) {
			continue // not ours, or not due
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return n, fmt.Errorf("delete a copy of the database: %w", err)
		}
		n++
	}
	return n, nil
}
