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
	"runtime"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"

	"lrsdrop/internal/disk"
)

// manifestName is the list of what is in a backup. It is written last.
const manifestName = "manifest.json"

// Manifest lists what is in a backup of a state folder. Beside it lie the
// database and the spool, named as in the state folder.
type Manifest struct {
	Format     int       `json:"format"` // 1
	StateID    string    `json:"state_id"`
	Schema     int64     `json:"schema"`
	TakenAt    time.Time `json:"taken_at"`
	Files      int       `json:"files"`      // that the store knows
	Unfinished int       `json:"unfinished"` // of those
	Contents   []Content `json:"contents"`
}

// Content is one file of a backup.
type Content struct {
	Name   string `json:"name"` // with slashes
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Bytes is how much the backup takes.
func (m Manifest) Bytes() (n int64) {
	for _, c := range m.Contents {
		n += c.Bytes
	}
	return n
}

// ErrNotEmpty says that there is something where a backup should go.
var ErrNotEmpty = errors.New("there is something already: a backup goes to a folder of its own, and overwrites nothing")

// rounds is how often a backup is tried while the files of the spool change
// under it.
const rounds = 5

// Backup copies the database and the spool of a state folder to dir, which must
// not be there or be empty, whether or not a daemon has the folder. What the
// database names is in the copy as it was at one moment; only for some
// milliseconds of that moment do updates wait. At the end all of it is read
// again and compared. dir has its name only once it is whole: until then it ends
// in .partial, and an error leaves nothing.
func Backup(ctx context.Context, state, dir string, now time.Time) (m Manifest, err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return m, err
	}
	unfinished := dir + partial
	if err := free(state, dir); err != nil {
		return m, err
	}
	s, err := openForBackup(ctx, state)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, s.release()) }()
	err = os.Mkdir(unfinished, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return m, fmt.Errorf("%s is there: a backup is being made, or was broken off. If none is being made, delete that folder", unfinished)
	}
	if err != nil {
		return m, fmt.Errorf("make the folder of the backup: %w", err)
	}
	b := backup{s: s, ctx: ctx, dir: unfinished, copied: map[string]copied{}}
	if m, err = b.make(now); err == nil {
		if err = os.Remove(dir); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err == nil {
		err = os.Rename(unfinished, dir)
	}
	if err != nil {
		return m, errors.Join(err, os.RemoveAll(unfinished))
	}
	return m, flushFolder(filepath.Dir(dir))
}

// free refuses a place that has something, or that is part of what is copied.
func free(state, dir string) error {
	inside, err := filepath.Rel(state, dir)
	if err == nil && inside != ".." && !strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return fmt.Errorf("%s is in the state folder, which a backup is of: name another place", dir)
	}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return fmt.Errorf("%s: %w", dir, ErrNotEmpty)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look at the folder of the backup: %w", err)
	}
	return nil
}

// openForBackup opens a state folder and changes nothing in it, whoever has it.
func openForBackup(ctx context.Context, dir string) (*Store, error) {
	path := filepath.Join(dir, databaseName)
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("there is no store in %s that could be copied: %w", dir, err)
	}
	s := &Store{dir: dir, now: time.Now}
	err := func() (err error) {
		if s.Spool, err = openSpool(filepath.Join(dir, spoolName)); err != nil {
			return err
		}
		if s.write, err = connect(path, "rw", 1); err != nil {
			return err
		}
		if s.read, err = connect(path, "ro", 2); err != nil {
			return err
		}
		if err := sameVersion(ctx, s.read.DB); err != nil {
			return err
		}
		s.id, err = s.StateID(ctx)
		return err
	}()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the store in %s: %w", dir, err), s.release())
	}
	return s, nil
}

// backup is one that is being made.
type backup struct {
	s      *Store
	ctx    context.Context
	dir    string
	copied map[string]copied // by name in the spool
}

// copied is a file of the spool as it was when it was copied.
type copied struct {
	size int64
	at   time.Time
	sum  string
}

func (c copied) is(info fs.FileInfo) bool { return c.size == info.Size() && c.at.Equal(info.ModTime()) }

func (b *backup) make(now time.Time) (m Manifest, err error) {
	if err := b.room(); err != nil {
		return m, err
	}
	if err := os.Mkdir(filepath.Join(b.dir, spoolName), 0o700); err != nil {
		return m, err
	}
	names, err := b.spooled()
	if err != nil {
		return m, err
	}
	if _, err := b.copySpool(names); err != nil { // most of it, while work goes on
		return m, err
	}
	for range rounds {
		done, err := b.moment()
		if err != nil {
			return m, err
		}
		if done {
			return b.finish(now)
		}
	}
	return m, fmt.Errorf("files of the spool changed each of %d times that they were copied: try again when less is going on", rounds)
}

// room wants as much as database and spool take now, and some to spare.
func (b *backup) room() error {
	need := uint64(roomForCopy)
	for _, name := range []string{databaseName, databaseName + "-wal"} {
		if info, err := os.Stat(filepath.Join(b.s.dir, name)); err == nil {
			need += uint64(info.Size())
		}
	}
	infos, err := b.spooled()
	if err != nil {
		return err
	}
	for _, info := range infos {
		need += uint64(info.Size())
	}
	volume, err := disk.Look(b.dir)
	if err == nil && volume.Sized && volume.Free < need {
		return fmt.Errorf("there is room for %d MiB, and %d MiB are needed: make room, or name another place", volume.Free>>20, need>>20)
	}
	return err
}

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
		err = flush(path, os.O_RDWR)
	}
	if err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	return nil
}

// finish writes the manifest, and reads all of the backup again.
func (b *backup) finish(now time.Time) (m Manifest, err error) {
	m = Manifest{Format: 1, StateID: b.s.id, TakenAt: now.UTC().Truncate(time.Second)}
	if err := m.describe(b.ctx, b.dir); err != nil {
		return m, err
	}
	c, err := contentOf(b.ctx, b.dir, databaseName)
	if err != nil {
		return m, err
	}
	m.Contents = append(m.Contents, c)
	for name, c := range b.copied {
		m.Contents = append(m.Contents, Content{spoolName + "/" + name, c.size, c.sum})
	}
	slices.SortFunc(m.Contents, func(a, b Content) int { return strings.Compare(a.Name, b.Name) })
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return m, err
	}
	err = writePrivate(filepath.Join(b.dir, manifestName), func(out io.Writer) error { _, err := out.Write(text); return err })
	if err == nil {
		err = errors.Join(flushFolder(filepath.Join(b.dir, spoolName)), flushFolder(b.dir))
	}
	if err != nil {
		return m, fmt.Errorf("write the manifest of the backup: %w", err)
	}
	return VerifyBackup(b.ctx, b.dir)
}

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

func flushFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // NTFS journals names; a folder cannot be flushed there
	}
	return flush(dir, os.O_RDONLY)
}
