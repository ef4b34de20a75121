package folder

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"
)

// staleAfter is how old another installation's temporary file must be before
// it counts as left over. Both ends of the comparison are the folder's clock.
const staleAfter = 24 * time.Hour

// sweepAtOnce bounds the memory of a sweep.
const sweepAtOnce = 1000

// Sweep implements [Upkeep]. It is for the start, before anything is claimed or
// written: what this owner has under way just then would be taken for left over.
func (l *Local) Sweep(ctx context.Context) error {
	return l.inside(ctx, "remove left-over temporary files", func(root *os.Root) error {
		for after := tempPrefix; ; {
			names, err := namesAfter(ctx, root, after, sweepAtOnce)
			if err != nil {
				return err
			}
			if err := l.sweep(ctx, root, names); err != nil {
				return err
			}
			if len(names) < sweepAtOnce || !strings.HasPrefix(names[len(names)-1], tempPrefix) {
				return nil
			}
			after = names[len(names)-1]
		}
	})
}

func (l *Local) sweep(ctx context.Context, root *os.Root, names []string) error {
	var faults []error
	for _, n := range names {
		if !strings.HasPrefix(n, tempPrefix) || !strings.HasSuffix(n, tempSuffix) {
			continue
		}
		if !strings.HasPrefix(n, tempPrefix+l.owner+"-") {
			old, err := l.stale(root, n)
			if err != nil || !old {
				faults = append(faults, err)
				continue
			}
		}
		if err := removeFile(ctx, root, n, Entry{}); err != nil && !errors.Is(err, ErrNotRegular) {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// stale compares a file's time with that of a file made just now in the same
// folder, because the folder's clock need not be ours.
func (l *Local) stale(root *os.Root, name string) (bool, error) {
	then, err := lstat(root, name)
	if err != nil {
		return false, nil // gone by itself
	}
	probe := l.temporaryName()
	f, err := root.OpenFile(probe, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return false, err
	}
	now, err := f.Stat()
	if err := errors.Join(err, f.Close(), discard(root, probe)); err != nil {
		return false, err
	}
	return now.ModTime().Sub(then.ModTime()) > staleAfter, nil
}
