package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// OpenBeside opens a state folder for an operator command that adds to it. When
// a daemon has the folder, the command writes beside it: SQLite lets one in at
// a time, and each update reads the end of the audit chain anew. Otherwise the
// folder is opened as [Open] does, and is the command's own until Close.
//
// Such a store takes no tasks and no files: it is for the audit, for holds and
// pauses, for decisions on rows, and for what a person decides about work.
func OpenBeside(ctx context.Context, dir string, now func() time.Time) (*Store, error) {
	s, err := Open(ctx, dir, now)
	if _, inUse := errors.AsType[*InUse](err); !inUse {
		return s, err
	}
	s = &Store{dir: dir, now: now, updates: make(chan *update), closed: make(chan struct{}), ended: make(chan struct{})}
	if err := s.openBeside(ctx, dir); err != nil {
		return nil, errors.Join(fmt.Errorf("open the store in %s beside the daemon: %w", dir, err), s.release())
	}
	go s.commitLoop()
	return s, nil
}

func (s *Store) openBeside(ctx context.Context, dir string) (err error) {
	if s.Spool, err = openSpool(filepath.Join(dir, spoolName)); err != nil {
		return err
	}
	path := filepath.Join(dir, databaseName)
	if s.write, err = connect(path, "rw", 1); err != nil {
		return err
	}
	if s.read, err = connect(path, "ro", 1); err != nil {
		return err
	}
	if err := sameVersion(ctx, s.write.DB); err != nil {
		return err
	}
	return s.identity(ctx)
}
