package endpoint

import (
	"context"
	"errors"
	"io"
	"io/fs"
)

// Renames is what a server's renames do. Servers differ, so it is found out.
type Renames struct {
	Works  bool // the protocol's own rename gives a file a free name
	Keeps  bool // it refuses a name that is taken; otherwise it overwrites
	Atomic bool // posix-rename replaces a file without a moment in which there is none
}

// renames are found out once for each connection.
type renames struct {
	one   chan struct{} // holds one: whoever finds out
	known bool
	found Renames
}

// Renames tries, with two files of the given names in a folder that may be
// written to. The answer is kept as long as the connection stands, unless it is
// that nothing can be renamed: that may be a matter of rights, which come. After
// an error the files may be there still, for the caller to remove.
func (e *Endpoint) Renames(ctx context.Context, first, second string) (Renames, error) {
	c, err := e.session(ctx)
	if err != nil {
		return Renames{}, err
	}
	select {
	case c.renames.one <- struct{}{}:
		defer func() { <-c.renames.one }()
	case <-ctx.Done():
		return Renames{}, context.Cause(ctx)
	}
	if c.renames.known {
		return c.renames.found, nil
	}
	found, err := e.tryRenames(ctx, first, second)
	if err == nil {
		err = e.clear(ctx, first, second)
	}
	if err == nil && found.Works {
		c.renames.found, c.renames.known = found, true
	}
	return found, err
}

func (e *Endpoint) tryRenames(ctx context.Context, first, second string) (found Renames, err error) {
	for _, name := range []string{first, second} {
		if err := e.touch(ctx, name); err != nil {
			return found, err
		}
	}
	onto, err := yes(e.Rename(ctx, first, second))
	if err != nil {
		return found, err
	}
	found.Keeps = !onto
	if onto {
		found.Works = true
		if err := e.touch(ctx, first); err != nil {
			return found, err
		}
	} else if found.Works, err = e.renamesFree(ctx, first, second); err != nil || !found.Works {
		return found, err
	}
	found.Atomic, err = yes(e.PosixRename(ctx, first, second))
	return found, err
}

// renamesFree tries a name that is free, and puts both files back.
func (e *Endpoint) renamesFree(ctx context.Context, first, second string) (bool, error) {
	if err := e.Remove(ctx, second); err != nil {
		return false, err
	}
	works, err := yes(e.Rename(ctx, first, second))
	if err != nil || !works {
		return false, err
	}
	return true, e.touch(ctx, first)
}

// clear removes what was tried with, as far as the server lets us.
func (e *Endpoint) clear(ctx context.Context, names ...string) error {
	for _, name := range names {
		_, err := yes(e.Remove(ctx, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // one of them is gone by now
			return err
		}
	}
	return nil
}

// yes tells whether the server did it; an error is one that says neither.
func yes(err error) (bool, error) {
	if err == nil {
		return true, nil
	}
	if Refusal(err) {
		return false, nil
	}
	return false, err
}

// touch makes a small file that is not there yet.
func (e *Endpoint) touch(ctx context.Context, name string) error {
	w, err := e.Create(ctx, name)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "lrsdrop\n"); err != nil {
		return errors.Join(err, w.Abort())
	}
	_, err = w.Finish()
	return err
}
