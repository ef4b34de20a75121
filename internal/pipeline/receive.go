package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/sync/errgroup"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Dropped is a file that an inbox has claimed.
type Dropped struct {
	Organisation string
	Inbox        string
	Claim        folder.Claim
}

// copies is how many files are copied to the spool at once.
const copies = 8

// Receive takes claimed files over: when it returns nil, all are in the spool
// and in the store. A file that is there already is left as it is.
func (p *Pipeline) Receive(ctx context.Context, dropped []Dropped) error {
	files := make([]*store.File, len(dropped))
	group, copying := errgroup.WithContext(ctx)
	group.SetLimit(copies)
	for i, d := range dropped {
		group.Go(func() (err error) {
			files[i], err = p.copyIn(copying, d)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := p.store.Spool.Flush(); err != nil {
		return err
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		for _, f := range files {
			if f == nil {
				continue
			}
			e := p.organisations[f.Organisation].event("receive", f)
			e.Digest = f.SHA256
			if err := tx.AddFile(f, namer, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func namer(name string, n int) (base, key string) {
	base = answer.BaseName(name, n)
	return base, answer.Names(base).Key()
}

// copyIn copies one claimed file to the spool; nil if the store has it.
func (p *Pipeline) copyIn(ctx context.Context, d Dropped) (*store.File, error) {
	org, ok := p.organisations[d.Organisation]
	if !ok {
		return nil, fmt.Errorf("receive %q: %w", d.Claim.Name, errGone)
	}
	known, err := p.store.File(ctx, d.Claim.ID)
	if err == nil {
		return nil, p.removeAgain(ctx, org.Inboxes[d.Inbox].Claims, d.Claim, known)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	f := &store.File{ID: d.Claim.ID, Organisation: d.Organisation, Inbox: d.Inbox, Name: d.Claim.Name}
	f.Facts.User = org.User
	return f, p.spool(ctx, org.Inboxes[d.Inbox].Claims, d.Claim, f)
}

// removeAgain takes away a claim that came back after its file was answered,
// with a share that had gone, say.
func (p *Pipeline) removeAgain(ctx context.Context, claims Claims, c folder.Claim, f *store.File) error {
	if !f.Facts.ClaimGone {
		return nil
	}
	return claims.RemoveClaim(ctx, c)
}

func inputOf(f *store.File) string { return f.ID + ".input" }
func rowsOf(f *store.File) string  { return f.ID + ".rows" }

// errGrows says that a claimed file is still being written to.
var errGrows = errors.New("the file changed while it was being copied")

// spool copies the claimed file and notes its hash, size and time. Of a file
// over the limit only as much is kept as shows that it is.
func (p *Pipeline) spool(ctx context.Context, claims Claims, c folder.Claim, f *store.File) error {
	in, before, err := claims.OpenClaim(ctx, c)
	if err != nil {
		return fmt.Errorf("receive %q: %w", c.Name, err)
	}
	defer in.Close()
	hash := sha256.New()
	err = p.store.Spool.Write(inputOf(f), func(w io.Writer) error {
		n, err := io.Copy(io.MultiWriter(w, hash), io.LimitReader(in, p.MaxBytes+1))
		f.Bytes = n
		return err
	})
	if err != nil {
		return fmt.Errorf("receive %q: %w", c.Name, err)
	}
	after, err := claims.StatClaim(ctx, c)
	if err != nil {
		return fmt.Errorf("receive %q: %w", c.Name, err)
	}
	if after.Size != before.Size || !after.ModTime.Equal(before.ModTime) || f.Bytes != min(after.Size, p.MaxBytes+1) {
		return fmt.Errorf("receive %q: %w", c.Name, errGrows)
	}
	f.SHA256 = hex.EncodeToString(hash.Sum(nil))
	f.Facts.ClaimSize, f.Facts.ClaimTime = after.Size, after.ModTime
	return nil
}

// Refuse answers for a file that stays in the inbox because it cannot be
// taken: its name, its kind or its rights forbid it. The same file is answered
// once. id is the id its answer gets.
func (p *Pipeline) Refuse(ctx context.Context, id, organisation, inbox string, e folder.Entry, stop record.Problem) error {
	org, ok := p.organisations[organisation]
	if !ok {
		return fmt.Errorf("refuse a file: %w", errGone)
	}
	before, err := p.store.RefusedInPlace(ctx, organisation, inbox, e.Name, e.Size, e.ModTime)
	if before || err != nil {
		return err
	}
	if err := p.store.Spool.Write(id+".input", func(io.Writer) error { return nil }); err != nil {
		return err
	}
	f := &store.File{ID: id, Organisation: organisation, Inbox: inbox, Name: e.Name, Bytes: e.Size, SHA256: emptyHash}
	f.Facts = store.Facts{User: org.User, ClaimSize: e.Size, ClaimTime: e.ModTime, ClaimGone: true, Stopped: &stop, Pinned: []byte("{}")}
	return p.store.Update(ctx, func(tx *store.Tx) error { return tx.AddFile(f, namer, org.event("receive", f)) })
}

var emptyHash = hex.EncodeToString(sha256.New().Sum(nil))

// startCheck begins to check a file. One that changed after its claim is
// copied anew first.
func (p *Pipeline) startCheck(ctx context.Context, org *Organisation, f *store.File) error {
	if f.Facts.Changed {
		claims, c, err := org.claim(p, f)
		if err != nil {
			return err
		}
		if err := p.spool(ctx, claims, c, f); err != nil {
			return err
		}
		f.Facts.Changed = false
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		f.StepAt = tx.Now()
		return tx.MoveFile(f, store.Checking, org.event("check", f))
	})
}

// changed reports whether the claimed original is another file by now.
func (p *Pipeline) changed(ctx context.Context, org *Organisation, f *store.File) (bool, error) {
	claims, c, err := org.claim(p, f)
	if err != nil {
		return false, err
	}
	now, err := claims.StatClaim(ctx, c)
	if errors.Is(err, folder.ErrGone) {
		return false, nil // somebody took it away: what we have is whole
	}
	if err != nil {
		return false, err
	}
	return now.Size != f.Facts.ClaimSize || !now.ModTime.Equal(f.Facts.ClaimTime), nil
}

// takeAnew brings a file that changed after its claim back to its receipt.
func (p *Pipeline) takeAnew(ctx context.Context, org *Organisation, f *store.File) error {
	p.log.Warn("a file changed after it was taken: it is read again, nothing was sent", about(f))
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.ForgetRows(f); err != nil {
			return err
		}
		f.Facts = store.Facts{User: f.Facts.User, Changed: true, Published: f.Facts.Published}
		f.StepAt = tx.Now().Add(time.Second)
		return tx.MoveFile(f, store.Received, org.event("changed", f))
	})
}
