package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/store"
)

// Shelf is where answers or originals lie that were published, to be taken away
// after their time.
type Shelf interface {
	Stat(ctx context.Context, name string) (folder.Entry, error)
	Open(ctx context.Context, name string) (io.ReadCloser, folder.Entry, error)
	Remove(ctx context.Context, name string) error
}

func (r *round) shelf(of func(*Organisation) Shelf) Shelf {
	if r.org == nil {
		return nil
	}
	return of(r.org)
}

// published is a file that we put on a shelf, by name and SHA-256.
type published struct{ kind, name, sum string }

// taken is what became of files that were to be taken from a shelf.
type taken struct {
	deleted, missing int
	changed          []string // the kinds of those that are not as we published them
}

// take deletes files from a shelf, as far as they are ours still. The error is a
// trouble if any of them stays.
func (r *round) take(ctx context.Context, shelf Shelf, all []published) (found taken, err error) {
	if shelf == nil || r.away[shelf] {
		return found, store.ErrMoved // there is nothing to try
	}
	for _, one := range all {
		switch fate, err := takeOne(ctx, shelf, one); {
		case err != nil:
			r.away[shelf] = errors.Is(err, folder.ErrAway)
			return found, &trouble{err, found}
		case fate == isGone:
			found.missing++
		case fate == isChanged:
			found.changed = append(found.changed, one.kind)
		default:
			found.deleted++
		}
	}
	if len(found.changed) > 0 {
		return found, &trouble{nil, found}
	}
	return found, nil
}

type fate int

const (
	isRemoved fate = iota
	isGone
	isChanged
)

// takeOne deletes a file if its bytes are those that we published, and it is
// the same file after they were read.
func takeOne(ctx context.Context, shelf Shelf, one published) (fate, error) {
	sum, before, err := sumOf(ctx, shelf, one.name)
	switch {
	case errors.Is(err, folder.ErrGone):
		return isGone, nil
	case errors.Is(err, folder.ErrNotRegular):
		return isChanged, nil
	case err != nil:
		return 0, err
	case sum != one.sum:
		return isChanged, nil
	}
	after, err := shelf.Stat(ctx, one.name)
	switch {
	case errors.Is(err, folder.ErrGone):
		return isGone, nil
	case err != nil:
		return 0, err
	case after.Size != before.Size || !after.ModTime.Equal(before.ModTime) || after.ID != before.ID:
		return isChanged, nil
	}
	return isRemoved, shelf.Remove(ctx, one.name)
}

func sumOf(ctx context.Context, shelf Shelf, name string) (string, folder.Entry, error) {
	in, e, err := shelf.Open(ctx, name)
	if err != nil {
		return "", e, err
	}
	defer in.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, stoppable{ctx, in}); err != nil {
		return "", e, fmt.Errorf("read %q before it is deleted: %w", name, err)
	}
	return hex.EncodeToString(hash.Sum(nil)), e, nil
}
