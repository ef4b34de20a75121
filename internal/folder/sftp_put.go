package folder

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"lrsdrop/internal/endpoint"
)

const (
	// maxLeftover is how many temporary files may wait to be removed before no
	// further ones are made.
	maxLeftover = 16
	// runLength is how long the mark of a process is in their names.
	runLength = 8
	// tidyTime is how long the removal of a temporary file may take after the
	// work itself was broken off; a stop waits for it.
	tidyTime = time.Second
)

var errNoRename = errors.New("the server lets nobody rename files, so nothing can be published whole: it can hold no outbox")

// Put implements [Publisher].
func (f *SFTP) Put(ctx context.Context, name string, write func(io.Writer) error) error {
	return f.told(ctx, fmt.Sprintf("write %q", name), f.put(ctx, name, write))
}

func (f *SFTP) put(ctx context.Context, name string, write func(io.Writer) error) error {
	return f.publish(ctx, name, write, func(can endpoint.Renames, t temporary) error {
		refused := f.renameNew(ctx, can, t.name, name)
		if !endpoint.Refusal(refused) && !errors.Is(refused, fs.ErrExist) {
			return refused
		}
		err := f.sameContent(ctx, name, t)
		if errors.Is(err, ErrGone) { // that was not why
			return refused
		}
		return err
	})
}

// Replace implements [Publisher]. Where the server cannot do it in one step, the
// file is not there for a moment.
func (f *SFTP) Replace(ctx context.Context, name string, write func(io.Writer) error) error {
	return f.told(ctx, fmt.Sprintf("write %q", name), f.replace(ctx, name, write))
}

func (f *SFTP) replace(ctx context.Context, name string, write func(io.Writer) error) error {
	return f.publish(ctx, name, write, func(can endpoint.Renames, t temporary) error {
		from, to := f.at(t.name), f.at(name)
		if can.Atomic {
			return f.server.PosixRename(ctx, from, to)
		}
		if can.Keeps {
			if err := f.removeFile(ctx, to, Entry{}); err != nil {
				return err
			}
		}
		return f.server.Rename(ctx, from, to)
	})
}

// publish writes a temporary file and lets finish give it its name. A
// temporary file that cannot be removed just now is removed before the next.
func (f *SFTP) publish(ctx context.Context, name string, write func(io.Writer) error, finish func(endpoint.Renames, temporary) error) error {
	if err := SafeName(name); err != nil {
		return err
	}
	if err := f.tidy(ctx); err != nil {
		return err
	}
	can, err := f.renames(ctx)
	if err != nil {
		return f.missing(ctx, err)
	}
	t, err := f.writeTemporary(ctx, f.temporaryName(), write)
	if err == nil {
		err = finish(can, t)
	}
	if err != nil {
		f.forget(ctx, f.at(t.name))
		return f.missing(ctx, err)
	}
	return nil
}

// renames is what the server's renames do, found out once for each connection.
func (f *SFTP) renames(ctx context.Context) (endpoint.Renames, error) {
	first, second := f.at(f.temporaryName()), f.at(f.temporaryName())
	can, err := f.server.Renames(ctx, first, second)
	if err != nil {
		f.forget(ctx, first)
		f.forget(ctx, second)
		return can, err
	}
	if !can.Works {
		return can, errNoRename
	}
	return can, nil
}

func (f *SFTP) writeTemporary(ctx context.Context, name string, write func(io.Writer) error) (temporary, error) {
	w, err := f.server.Create(ctx, f.at(name))
	if err != nil {
		return temporary{name: name}, err
	}
	return fill(ctx, name, w, write)
}

// renameNew gives a file another name that nothing has yet: fs.ErrExist, or a
// refusal. With a server whose rename overwrites, a second link cannot; where
// there are no links either, a look has to do.
func (f *SFTP) renameNew(ctx context.Context, can endpoint.Renames, from, to string) error {
	if can.Keeps {
		return f.server.Rename(ctx, f.at(from), f.at(to))
	}
	err := f.server.Link(ctx, f.at(from), f.at(to))
	if err == nil {
		f.forget(ctx, f.at(from))
		return nil
	}
	if !endpoint.Refusal(err) {
		return err
	}
	there, err := f.has(ctx, to)
	switch {
	case err != nil:
		return err
	case there:
		return fs.ErrExist
	}
	return f.server.Rename(ctx, f.at(from), f.at(to))
}

// has tells whether anything has the name.
func (f *SFTP) has(ctx context.Context, name string) (bool, error) {
	_, err := f.server.Lstat(ctx, f.at(name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// sameContent is nil if the file that has the name already is the one we were
// to publish. The temporary file has done its duty then.
func (f *SFTP) sameContent(ctx context.Context, name string, t temporary) error {
	r, e, err := f.open(ctx, f.at(name), name)
	if err != nil {
		return taken(err)
	}
	defer r.Close()
	if err := t.is(e, r); err != nil {
		return err
	}
	f.forget(ctx, f.at(t.name))
	return nil
}

func (f *SFTP) temporaryName() string {
	return f.runPrefix() + rand.Text() + tempSuffix
}

// runPrefix begins the names of this process's temporary files. Those of
// earlier ones are left over.
func (f *SFTP) runPrefix() string { return tempPrefix + f.owner + "-" + f.run + "-" }

// forget removes a temporary file of ours, now or before the next is written.
// The work it belongs to may have been broken off, so its context does not
// count.
func (f *SFTP) forget(ctx context.Context, at string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tidyTime)
	defer cancel()
	if f.discard(ctx, at) != nil {
		f.leave(at)
	}
}

// leave keeps the names of files that are to be removed later.
func (f *SFTP) leave(at ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.leftover = append(f.leftover, at...)
}

// tidy removes what forget could not. Where that fails again and again, no more
// files may be made.
func (f *SFTP) tidy(ctx context.Context) error {
	f.mu.Lock()
	left := f.leftover
	f.leftover = nil
	f.mu.Unlock()
	var stay []string
	var why error
	for i, at := range left {
		err := f.discard(ctx, at)
		if err != nil && !endpoint.Refusal(err) {
			f.leave(append(stay, left[i:]...)...)
			return err
		}
		if err != nil {
			stay, why = append(stay, at), err
		}
	}
	f.leave(stay...)
	if len(stay) < maxLeftover {
		return nil
	}
	return fmt.Errorf("%d temporary files cannot be removed: %w", len(stay), why)
}

// Sweep implements [Upkeep]. Temporary files tell by their names which process
// made them, so this may be done at any time.
func (f *SFTP) Sweep(ctx context.Context) error {
	return f.told(ctx, "remove left-over temporary files", f.sweep(ctx))
}

func (f *SFTP) sweep(ctx context.Context) error {
	if err := f.sweepClaims(ctx); err != nil {
		return err
	}
	own, others, err := f.temporaries(ctx)
	if err != nil {
		return err
	}
	if len(others) > 0 {
		stale, err := f.stale(ctx, others)
		if err != nil {
			return f.unlessReadOnly(ctx, err)
		}
		own = append(own, stale...)
	}
	var faults []error
	for _, name := range own {
		faults = append(faults, f.unlessReadOnly(ctx, f.discard(ctx, f.at(name))))
	}
	return errors.Join(faults...)
}

// unlessReadOnly drops a refusal in an inbox that nobody may change.
func (f *SFTP) unlessReadOnly(ctx context.Context, err error) error {
	if endpoint.Refusal(err) && f.stays(ctx) {
		return nil
	}
	return err
}

// temporaries lists left-over files: our own of earlier processes, and those
// of other installations.
func (f *SFTP) temporaries(ctx context.Context) (own []string, others []endpoint.Attributes, err error) {
	err = f.server.List(ctx, f.path, func(a endpoint.Attributes) {
		if !strings.HasPrefix(a.Name, tempPrefix) || !strings.HasSuffix(a.Name, tempSuffix) || !a.Regular || SafeName(a.Name) != nil {
			return
		}
		switch {
		case strings.HasPrefix(a.Name, f.runPrefix()):
		case !f.ownTemporary(a.Name) && len(others) < sweepAtOnce:
			others = append(others, a)
		case f.ownTemporary(a.Name) && len(own) < sweepAtOnce:
			own = append(own, a.Name)
		}
	})
	return own, others, f.missing(ctx, err)
}

// ownTemporary tells whether a process of this owner made a temporary file. The
// id of another may begin with ours.
func (f *SFTP) ownTemporary(name string) bool {
	rest, ours := strings.CutPrefix(strings.TrimSuffix(name, tempSuffix), tempPrefix+f.owner+"-")
	run, _, marked := strings.Cut(rest, "-")
	return ours && (!marked || len(run) == runLength)
}

// stale picks the files that are older than a day by the server's own clock,
// which need not be ours. One without a time may be young.
func (f *SFTP) stale(ctx context.Context, others []endpoint.Attributes) (names []string, err error) {
	probe := f.temporaryName()
	defer f.forget(ctx, f.at(probe))
	if _, err := f.writeTemporary(ctx, probe, func(io.Writer) error { return nil }); err != nil {
		return nil, err
	}
	now, err := f.server.Lstat(ctx, f.at(probe))
	for _, a := range others {
		if !a.ModTime.IsZero() && now.ModTime.Sub(a.ModTime) > staleAfter {
			names = append(names, a.Name)
		}
	}
	return names, err
}

// sweepClaims removes the empty folders of claims that were broken off, and what
// a trial left. They are not told from those of a claim that is just being made,
// which makes its folder anew.
func (f *SFTP) sweepClaims(ctx context.Context) error {
	trial := f.trialClaim()
	ids, err := f.claimIDs(ctx, f.owner)
	for _, id := range append(ids, trial.ID) { // the last is for the folders above
		trial.ID = id
		if strings.HasPrefix(id, trialPrefix) {
			err = errors.Join(err, f.unlessReadOnly(ctx, f.discard(ctx, f.at(trial.path()))))
		}
		f.prune(ctx, trial)
	}
	return err
}
