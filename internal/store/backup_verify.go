package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
)

// describe looks into the copy of the database, which nobody else has.
func (m *Manifest) describe(ctx context.Context, dir string) error {
	db, err := sql.Open("sqlite", address(filepath.Join(dir, databaseName), url.Values{"mode": {"ro"}, "immutable": {"1"}}))
	if err != nil {
		return err
	}
	defer db.Close()
	had, err := migrated(ctx, db)
	if err != nil {
		return fmt.Errorf("look into the copy of the database: %w", err)
	}
	m.Schema = slices.Max(append(had, 0))
	err = db.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE state NOT IN ('done', 'refused', 'duplicate', 'cancelled')) FROM files`).
		Scan(&m.Files, &m.Unfinished)
	if err != nil {
		return fmt.Errorf("look into the copy of the database: %w", err)
	}
	var found string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&found); err != nil || found != "ok" {
		return errors.Join(fmt.Errorf("the copy of the database is damaged, as the database itself may be: %s", found), err)
	}
	return nil
}

func contentOf(ctx context.Context, dir, name string) (c Content, err error) {
	f, err := os.OpenInRoot(dir, filepath.FromSlash(name))
	if err != nil {
		return c, err
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, reader{ctx, f})
	return Content{name, n, hex.EncodeToString(sum.Sum(nil))}, err
}

// reader ends with its context.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

// mostManifest bounds what is read as a manifest, in bytes.
const mostManifest = 256 << 20

// VerifyBackup reads a backup and compares it with its manifest. [*Damaged] says
// what is missing or changed.
func VerifyBackup(ctx context.Context, dir string) (m Manifest, err error) {
	f, err := os.Open(filepath.Join(dir, manifestName)) // #nosec G304 -- who runs the command names the backup
	if err != nil {
		return m, fmt.Errorf("%s is no backup, or one that was broken off: %w", dir, err)
	}
	defer f.Close()
	if err := json.NewDecoder(io.LimitReader(f, mostManifest)).Decode(&m); err != nil || m.Format != 1 {
		return m, &Damaged{manifestName, "it is not one that this version reads"}
	}
	for _, want := range m.Contents {
		if !filepath.IsLocal(filepath.FromSlash(want.Name)) {
			return m, &Damaged{manifestName, "it names a file outside of the backup"}
		}
		got, err := contentOf(ctx, dir, want.Name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return m, &Damaged{want.Name, "it is missing"}
		case err != nil:
			return m, fmt.Errorf("read the backup: %w", err)
		case got != want:
			return m, &Damaged{want.Name, "its content is not what was copied"}
		}
	}
	var now Manifest
	if err := now.describe(ctx, dir); err != nil {
		return m, &Damaged{databaseName, err.Error()}
	}
	return m, nil
}

// Damaged says that a backup cannot be used.
type Damaged struct{ Name, Why string }

func (d *Damaged) Error() string {
	return fmt.Sprintf("the backup is damaged: %s: %s", d.Name, d.Why)
}
