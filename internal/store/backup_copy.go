package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// rounds is how often a backup is tried while the files of the spool change
// under it.
const rounds = 5

// copied is a file of the spool as it was when it was copied.
type copied struct {
	size int64
	at   time.Time
	sum  string
}

func (c copied) is(info fs.FileInfo) bool { return c.size == info.Size() && c.at.Equal(info.ModTime()) }

// spooled lists the spool.
func (b *backup) spooled() (map[string]fs.FileInfo, error) {
	dir, err := b.s.Spool.root.Open(".")
	if err != nil {
		return nil, fmt.Errorf("list the spool: %w", err)
	}
	defer dir.Close()
	all := map[string]fs.FileInfo{}
	for {
		entries, err := dir.ReadDir(1000)
		for _, e := range entries {
			info, err := e.Info()
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("list the spool: %w", err)
			}
			all[e.Name()] = info
		}
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("list the spool: %w", err)
		}
	}
}

// moment holds all updates for as long as it takes to list the spool and to
// begin a reading of the database. Then it copies what the database names there.
// false means that a file changed before it could be copied.
func (b *backup) moment() (bool, error) {
	reading, err := b.s.read.DB.Conn(b.ctx)
	if err != nil {
		return false, err
	}
	defer reading.Close()
	names, err := b.freeze(reading)
	if err != nil {
		return false, fmt.Errorf("begin a reading of the database: %w", err)
	}
	defer func() { _, _ = reading.ExecContext(context.WithoutCancel(b.ctx), `ROLLBACK`) }()
	needed := map[string]fs.FileInfo{}
	for name, info := range names {
		need, err := needs(b.ctx, reading, name)
		if err != nil {
			return false, err
		}
		if need {
			needed[name] = info
		}
	}
	whole, err := b.copySpool(needed)
	if err != nil || !whole {
		return false, err
	}
	if err := b.drop(needed); err != nil {
		return false, err
	}
	return true, copyPages(b.ctx, reading, filepath.Join(b.dir, databaseName))
}

// freeze begins a reading while nobody may write, so that it and the list of
// the spool are of one moment.
func (b *backup) freeze(reading *sql.Conn) (map[string]fs.FileInfo, error) {
	held, err := b.s.write.BeginTx(b.ctx, nil) // immediate: it waits for whoever writes, and then has all others wait
	if err != nil {
		return nil, err
	}
	defer func() { _ = held.Rollback() }()
	if _, err := reading.ExecContext(b.ctx, `BEGIN`); err != nil {
		return nil, err
	}
	var files int
	if err := reading.QueryRowContext(b.ctx, `SELECT count(*) FROM meta`).Scan(&files); err != nil { // the reading begins with its first question
		return nil, err
	}
	return b.spooled()
}

// needs reports whether the database relies on a file of the spool. The rows of
// a file that is still checked are written anew.
func needs(ctx context.Context, reading *sql.Conn, name string) (bool, error) {
	id, _, _ := strings.Cut(name, ".")
	id, _, _ = strings.Cut(id, "-")
	var state FileState
	var gone bool
	err := reading.QueryRowContext(ctx, `SELECT state, json_extract(facts, '$.gone.data') IS NOT NULL FROM files WHERE id = ?`, id).Scan(&state, &gone)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	early := state == Received || state == Checking
	return !gone && !(early && strings.HasSuffix(name, ".rows")), err
}

// copySpool copies files of the spool that were not copied yet as they are now.
// whole: each is as the list says.
func (b *backup) copySpool(names map[string]fs.FileInfo) (whole bool, err error) {
	whole = true
	for name, info := range names {
		if err := b.ctx.Err(); err != nil {
			return false, err
		}
		if c, ok := b.copied[name]; ok && c.is(info) {
			continue
		}
		c, err := b.copyOne(name)
		if errors.Is(err, fs.ErrNotExist) {
			whole = false
			continue
		}
		if err != nil {
			return false, fmt.Errorf("copy %s of the spool: %w", name, err)
		}
		b.copied[name] = c
		whole = whole && c.is(info)
	}
	return whole, nil
}

// copyOne copies a file of the spool and tells how it was both before and after:
// one that changed meanwhile is as no list has it.
func (b *backup) copyOne(name string) (c copied, err error) {
	in, err := b.s.Spool.root.Open(name)
	if err != nil {
		return c, err
	}
	defer in.Close()
	before, err := in.Stat()
	if err != nil {
		return c, err
	}
	sum := sha256.New()
	err = writePrivate(filepath.Join(b.dir, spoolName, name), func(out io.Writer) error {
		c.size, err = io.Copy(io.MultiWriter(out, sum), in)
		return err
	})
	if err != nil {
		return c, err
	}
	after, err := in.Stat()
	if err == nil && after.ModTime().Equal(before.ModTime()) {
		c.at = before.ModTime()
	}
	c.sum = hex.EncodeToString(sum.Sum(nil))
	return c, err
}

func writePrivate(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) // #nosec G304 -- it is in the folder of the backup
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// drop removes copies that the database does not rely on.
func (b *backup) drop(needed map[string]fs.FileInfo) error {
	for name := range b.copied {
		if _, ok := needed[name]; ok {
			continue
		}
		if err := discard(filepath.Join(b.dir, spoolName, name)); err != nil {
			return err
		}
		delete(b.copied, name)
	}
	return nil
}

// pages is how much of the database is copied before the context is looked at.
const pages = 1000

// copyPages copies the database as a reading that has begun sees it.
func copyPages(ctx context.Context, reading *sql.Conn, path string) error {
	if err := makePrivate(path); err != nil {
		return err
	}
	err := reading.Raw(func(driver any) error {
		from, ok := driver.(interface {
			NewBackup(to string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the driver cannot copy a database")
		}
		to, err := from.NewBackup(address(path, url.Values{}))
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			if more, err = to.Step(pages); err == nil {
				err = ctx.Err()
			}
		}
		return errors.Join(err, to.Finish())
	})
	if err == nil {
		err = flush(path)
	}
	if err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	return nil
}
