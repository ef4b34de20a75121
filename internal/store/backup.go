package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

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
	return m, disk.FlushFolder(filepath.Dir(dir))
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
		err = errors.Join(disk.FlushFolder(filepath.Join(b.dir, spoolName)), disk.FlushFolder(b.dir))
	}
	if err != nil {
		return m, fmt.Errorf("write the manifest of the backup: %w", err)
	}
	return VerifyBackup(b.ctx, b.dir)
}
