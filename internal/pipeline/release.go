package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// releasable are the codes of stops that a person may overrule. What all others
// miss, no person can say: a file that nobody can read, or of another
// organisation, stays stopped.
var releasable = []string{record.CodeWithdrawals, record.CodeDuplicateFile, record.CodeInvalidRows}

// waitsForRelease reports a file that was stopped only so that a person looks
// at it first.
func waitsForRelease(f *store.File) bool {
	return f.State == store.Refused && f.Facts.Gone == (store.Gone{}) && f.Facts.Stopped != nil && f.Facts.Stopped.Code == record.CodeWithdrawals
}

// releaseWait is how long a release waits for the answers of the stopped file,
// which are still being written.
const releaseWait = 10 * time.Second

// Release lets a stopped file go on: it is read and checked once more, and the
// rule that stopped it does not stop it again. Another one may. A [*Forbidden]
// says why it cannot be.
func (p *Pipeline) Release(ctx context.Context, id string, who Operator) error {
	for began := time.Now(); ; {
		err := p.release(ctx, id, who)
		if !errors.Is(err, errAnswering) || time.Since(began) > releaseWait || ctx.Err() != nil {
			return err
		}
		time.Sleep(releaseWait / 50)
	}
}

// errAnswering says that a file is at work: what its answers are made of must
// not go away.
var errAnswering = &Forbidden{"The answers for this file are still being written. Try again in a minute; if it goes on, look at lrsdrop status."}

func (p *Pipeline) release(ctx context.Context, id string, who Operator) error {
	seen, err := p.store.File(ctx, id)
	if err != nil {
		return err
	}
	if err := p.mayRelease(ctx, seen); err != nil {
		return err
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		f, err := tx.File(id)
		switch {
		case err != nil:
			return err
		case f.State != seen.State || f.Cancelled:
			return errForestalled
		case !f.StepAt.IsZero() || !f.PublishAt.IsZero():
			return errAnswering
		}
		code := f.Facts.Stopped.Code
		if err := tx.ForgetRows(f); err != nil {
			return err
		}
		f.Facts.Released = append(f.Facts.Released, code)
		f.Facts.Stopped, f.Facts.DuplicateOf, f.StepAt = nil, "", tx.Now()
		e := p.organisationOf(f.Organisation).eventBy("release", f, who)
		e.Code, e.Digest = code, f.SHA256
		return tx.MoveFile(f, store.Received, e)
	})
}

func (p *Pipeline) mayRelease(ctx context.Context, f *store.File) error {
	stop := f.Facts.Stopped
	org, runs := p.organisation(f.Organisation)
	switch {
	case f.Facts.Gone != (store.Gone{}):
		return forbid(fmt.Sprintf("The data of file %s was deleted after its time. Drop the file again.", f.ID))
	case f.State != store.Refused && f.State != store.Duplicate || stop == nil:
		return forbid(fmt.Sprintf("File %s is not stopped: it is %s.", f.ID, f.State))
	case !slices.Contains(releasable, stop.Code):
		return forbid(fmt.Sprintf("File %s cannot be released: %s %s", f.ID, stop.Message, stop.Action))
	case !runs:
		return forbid(fmt.Sprintf("Organisation %s of file %s does not run with this configuration.", f.Organisation, f.ID))
	}
	if _, ok := org.Inboxes[f.Inbox]; !ok {
		return forbid(fmt.Sprintf("The inbox that file %s came from is not in the configuration any more. Drop the file again.", f.ID))
	}
	in, err := p.store.OpenKept(ctx, inputOf(f))
	if err != nil {
		return forbid(fmt.Sprintf("Our copy of file %s is gone. Drop the file again.", f.ID))
	}
	_ = in.Close() // it was only looked for
	return p.earlierEnded(ctx, f)
}

// earlierEnded refuses to send a file again while nobody knows what becomes of
// the rows of one with the same bytes.
func (p *Pipeline) earlierEnded(ctx context.Context, f *store.File) error {
	if f.State != store.Duplicate {
		return nil
	}
	open, err := p.store.SameBytes(ctx, f, func(same *store.File) bool { return !same.State.Final() })
	if err == nil && open != nil {
		err = forbid(fmt.Sprintf("File %s has the same content, and rows of it are open or unknown: it is %s. "+
			"Wait for its end, or resolve it first.", open.ID, open.State))
	}
	return err
}

// lets reports whether a person has overruled the stops of a code.
func lets(f *store.File, code string) bool { return slices.Contains(f.Facts.Released, code) }
