package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"lrsdrop/internal/disk"
	"lrsdrop/internal/faultpoint"
)

// Spool keeps the files' own bytes, one flat folder, private. A name is a file
// id and what it holds: ID.input as received, ID.rows as checked, and
// BATCH.errors as LRS answered.
type Spool struct{ root *os.Root }

func openSpool(dir string) (Spool, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Spool{}, fmt.Errorf("create the spool: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Spool{}, fmt.Errorf("open the spool: %w", err)
	}
	return Spool{root}, nil
}

// Open opens a file of the spool for reading.
func (s Spool) Open(name string) (*os.File, error) {
	if s.root == nil {
		return nil, fmt.Errorf("open %s in the spool: %w", name, fs.ErrNotExist)
	}
	f, err := s.root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open %s in the spool: %w", name, err)
	}
	return f, nil
}

// Write makes or replaces a file of the spool. It is on disk when Write
// returns, but its name only after [Spool.Flush].
func (s Spool) Write(name string, write func(io.Writer) error) error {
	f, err := s.root.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write %s to the spool: %w", name, err)
	}
	faultpoint.At("spool: write")
	err = write(faultpoint.Torn("spool: write half", f))
	if err == nil {
		faultpoint.At("spool: flush a file")
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s to the spool: %w", name, err)
	}
	return nil
}

// Flush puts the names of the spool on disk.
func (s Spool) Flush() error {
	faultpoint.At("spool: flush the names")
	if err := disk.FlushRoot(s.root); err != nil {
		return fmt.Errorf("flush the spool: %w", err)
	}
	return nil
}

// Remove deletes a file of the spool; one that is gone is no error.
func (s Spool) Remove(name string) error {
	faultpoint.At("spool: remove")
	err := s.root.Remove(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Sweep removes what lies in the spool of files that the store does not know,
// or whose data was deleted: a crash came between. It is for the start, before
// anything is copied in.
func (s *Store) Sweep(ctx context.Context) (n int, err error) {
	dir, err := s.Spool.root.Open(".")
	if err != nil {
		return 0, fmt.Errorf("sweep the spool: %w", err)
	}
	defer dir.Close()
	for {
		names, err := dir.Readdirnames(1000)
		for _, name := range names {
			left, err := s.leftOver(ctx, name)
			if err == nil && left {
				err = s.Spool.Remove(name)
				n++
			}
			if err != nil {
				return n, fmt.Errorf("sweep the spool: %w", err)
			}
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, fmt.Errorf("sweep the spool: %w", err)
		}
	}
}

// leftOver reports a name of the spool that nothing needs. What stands before
// its first dot or hyphen is the id of a file.
func (s *Store) leftOver(ctx context.Context, name string) (bool, error) {
	id, _, _ := strings.Cut(name, ".")
	id, _, _ = strings.Cut(id, "-")
	f, err := s.File(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return true, nil
	}
	return err == nil && !f.Facts.Gone.Data.IsZero(), err
}
