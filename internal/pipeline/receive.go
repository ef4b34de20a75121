package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
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
	Alive        func() // called while the file is read; nil: nobody waits for it
}

// copies is how many files are copied to the spool at once: they mostly wait
// for the disk, which flushes many as fast as one.
const copies = 32

// Receive takes claimed files over: when it returns nil, all are in the spool
// and in the store. A file that is there already is left as it is.
func (p *Pipeline) Receive(ctx context.Context, dropped []Dropped) error {
	files, small := make([]*store.File, len(dropped)), make([][]byte, len(dropped))
	organisations := *p.organisations.Load()
	group, copying := errgroup.WithContext(ctx)
	group.SetLimit(copies)
	for i, d := range dropped {
		group.Go(func() (err error) {
			files[i], small[i], err = p.copyIn(copying, organisations[d.Organisation], d)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if slices.ContainsFunc(small, func(body []byte) bool { return body == nil }) {
		if err := p.store.Spool.Flush(); err != nil {
			return err
		}
	}
	err := p.store.Update(ctx, func(tx *store.Tx) error {
		for i, f := range files {
			if f == nil {
				continue
			}
			e := organisations[f.Organisation].event("receive", f)
			e.Digest = f.SHA256
			if err := tx.AddFile(f, namer, e); err != nil {
				return err
			}
			if err := keepInput(tx, f, small[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		p.tellReceived(files)
	}
	return err
}

// tellReceived logs what came. Names are not told: some name files after
// learners.
func (p *Pipeline) tellReceived(files []*store.File) {
	for _, f := range files {
		if f != nil {
			p.log.Info("received", "file", f.ID, "organisation", f.Organisation, "bytes", f.Bytes)
		}
	}
}

func namer(name string, n int) (base, key string) {
	base = answer.BaseName(name, n)
	return base, answer.Names(base).Key()
}

// copyIn copies one claimed file to the spool, or gives back what a small one
// holds. The file is nil if the store has it.
func (p *Pipeline) copyIn(ctx context.Context, org *Organisation, d Dropped) (f *store.File, small []byte, err error) {
	if org == nil {
		return nil, nil, fmt.Errorf("receive %q: %w", d.Claim.Name, errGone)
	}
	known, err := p.store.File(ctx, d.Claim.ID)
	if err == nil && known.Organisation != d.Organisation {
		return nil, nil, fmt.Errorf("receive %q: %w", d.Claim.Name, errForeign)
	}
	if err == nil {
		return nil, nil, p.removeAgain(ctx, org.Inboxes[d.Inbox].Claims, d.Claim, known)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, nil, err
	}
	f = &store.File{ID: d.Claim.ID, Organisation: d.Organisation, Inbox: d.Inbox, Name: d.Claim.Name}
	if small, err = p.spool(ctx, org.Inboxes[d.Inbox].Claims, d.Claim, f, d.Alive); err != nil {
		return nil, nil, err
	}
	f.Facts.User, err = p.userOnReceipt(org, f)
	return f, small, err
}

// removeClaim takes an answered original out of the inbox. What a client still
// wrote into it after we had sent it is no part of the answer, and not lost
// either: the original as it stands by then is a file of its own (F1), whose
// rows that were sent already are not sent again.
func (p *Pipeline) removeClaim(ctx context.Context, claims Claims, c folder.Claim, f *store.File) error {
	read := func() folder.Entry { return folder.Entry{Size: f.Facts.ClaimSize, ModTime: f.Facts.ClaimTime} }
	err := claims.RemoveClaim(ctx, c, read())
	if !errors.Is(err, folder.ErrChanged) {
		return err
	}
	if err := p.takeLate(ctx, claims, c, f); err != nil {
		return err
	}
	return claims.RemoveClaim(ctx, c, read())
}

// takeLate makes a file of an original that changed after it was sent. One
// whose time alone is another is only noted.
func (p *Pipeline) takeLate(ctx context.Context, claims Claims, c folder.Claim, f *store.File) error {
	org, ok := p.organisation(f.Organisation)
	if !ok {
		return errGone
	}
	late := &store.File{ID: p.NewID(), Organisation: f.Organisation, Inbox: f.Inbox, Name: c.Name} // the store may have deleted it after its time
	small, err := p.spool(ctx, claims, c, late, nil)
	if err != nil {
		return err
	}
	grown := late.SHA256 != f.SHA256
	if late.Facts.User, err = p.userOnReceipt(org, late); err != nil {
		return err
	}
	if grown && small == nil {
		if err := p.store.Spool.Flush(); err != nil {
			return err
		}
	}
	late.Facts.Continues = f.ID
	err = p.store.Update(ctx, func(tx *store.Tx) error {
		fresh, err := tx.File(f.ID) // one at its end may lose what is kept of it meanwhile
		if err != nil {
			return err
		}
		fresh.Facts.ClaimSize, fresh.Facts.ClaimTime = late.Facts.ClaimSize, late.Facts.ClaimTime
		if err := tx.SaveFile(fresh); err != nil || !grown {
			return err
		}
		e := org.event("receive late", late)
		e.Digest = late.SHA256
		if err := tx.AddFile(late, namer, e); err != nil {
			return err
		}
		return keepInput(tx, late, small)
	})
	if err != nil {
		return err
	}
	f.Facts.ClaimSize, f.Facts.ClaimTime = late.Facts.ClaimSize, late.Facts.ClaimTime
	if !grown {
		return p.store.Spool.Remove(inputOf(late))
	}
	p.log.Warn("a file was still written to after it was sent: as it stands now it is a file of its own", about(f), "continued", late.ID)
	return nil
}

// removeAgain takes away a claim that came back after its file was answered,
// with a share that had gone, say.
func (p *Pipeline) removeAgain(ctx context.Context, claims Claims, c folder.Claim, f *store.File) error {
	if !f.Facts.ClaimGone {
		return nil
	}
	err := p.removeClaim(ctx, claims, c, f)
	if errors.Is(err, errGone) {
		return nil // what was written into it late waits for its organisation, and holds up nobody else
	}
	return err
}

func inputOf(f *store.File) string { return f.ID + ".input" }
func rowsOf(f *store.File) string  { return f.ID + ".rows" }

// errForeign keeps whoever may write to an inbox from having a file count as one
// of another organisation.
var errForeign = errors.New("its folder under .claimed has the id of another organisation's file, and was not made by us: look who put it there, and remove it")

// errGrows says that a claimed file is still being written to.
var errGrows = errors.New("the file changed while it was being copied")

// keepInput keeps a small file; nil stands for one that is in the spool.
func keepInput(tx *store.Tx, f *store.File, small []byte) error {
	if small == nil {
		return tx.ForgetSmall(inputOf(f))
	}
	return tx.KeepSmall(inputOf(f), small)
}

// spool copies the claimed file and notes its hash, size and time. Of a file
// over the limit only as much is kept as shows that it is. A small one is given
// back, for the store to keep.
func (p *Pipeline) spool(ctx context.Context, claims Claims, c folder.Claim, f *store.File, alive func()) (small []byte, err error) {
	in, before, err := claims.OpenClaim(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("receive %q: %w", c.Name, err)
	}
	defer in.Close()
	hash := sha256.New()
	most := p.MaxBytes
	copyTo := func(w io.Writer) (err error) {
		f.Bytes, err = io.Copy(io.MultiWriter(w, hash), io.LimitReader(lively{stoppable{ctx, in}, alive}, most+1))
		return err
	}
	if before.Size <= store.Small {
		most = min(most, store.Small) // one that grows is found out below
		body := bytes.NewBuffer(make([]byte, 0, most+1))
		err = copyTo(body)
		small = body.Bytes()
	} else {
		err = p.store.Spool.Write(inputOf(f), copyTo)
	}
	if err != nil {
		return nil, fmt.Errorf("receive %q: %w", c.Name, err)
	}
	after, err := claims.StatClaim(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("receive %q: %w", c.Name, err)
	}
	if after.Size != before.Size || !after.ModTime.Equal(before.ModTime) || f.Bytes != min(after.Size, p.MaxBytes+1) {
		return nil, fmt.Errorf("receive %q: %w", c.Name, errGrows)
	}
	f.SHA256 = hex.EncodeToString(hash.Sum(nil))
	f.Facts.ClaimSize, f.Facts.ClaimTime, f.Facts.Owner = after.Size, after.ModTime, before.Owner
	return small, nil
}

// Refuse answers for a file that stays in the inbox because it cannot be
// taken: its name, its kind or its rights forbid it. The same file is answered
// once. id is the id its answer gets.
func (p *Pipeline) Refuse(ctx context.Context, id, organisation, inbox string, e folder.Entry, stop record.Problem) error {
	org, ok := p.organisation(organisation)
	if !ok {
		return fmt.Errorf("refuse a file: %w", errGone)
	}
	f := &store.File{ID: id, Organisation: organisation, Inbox: inbox, Name: e.Name, Bytes: e.Size, SHA256: emptyHash}
	f.Facts = store.Facts{Owner: e.Owner, ClaimSize: e.Size, ClaimTime: e.ModTime, ClaimGone: true, Stopped: &stop, Pinned: []byte("{}")}
	before, err := p.store.RefusedInPlace(ctx, f)
	if before || err != nil {
		return err
	}
	if f.Facts.User, err = p.userOnReceipt(org, f); err != nil {
		return err
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.AddFile(f, namer, org.event("receive", f)); err != nil {
			return err
		}
		return tx.KeepSmall(inputOf(f), nil) // nothing of it was read
	})
}

var emptyHash = hex.EncodeToString(sha256.New().Sum(nil))

// startCheck begins to check a file. One that changed after its claim is
// copied anew first.
func (p *Pipeline) startCheck(ctx context.Context, org *Organisation, f *store.File) error {
	keep := func(*store.Tx) error { return nil }
	if f.Facts.Changed {
		small, err := p.copyAgain(ctx, org, f)
		switch {
		case errors.Is(err, folder.ErrGone):
			f.Facts.Stopped = problem(record.CodeUnreadable, "The file changed after we took it, and vanished before we could copy it again. Nothing was sent.",
				"If that was not meant, drop it again.")
		case err != nil:
			return err
		default:
			keep = func(tx *store.Tx) error { return keepInput(tx, f, small) }
		}
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if err := keep(tx); err != nil {
			return err // and it is copied again
		}
		f.Facts.Changed = false
		f.StepAt = tx.Now()
		return tx.MoveFile(f, store.Checking, org.event("check", f))
	})
}

// copyAgain copies a file that changed after its claim.
func (p *Pipeline) copyAgain(ctx context.Context, org *Organisation, f *store.File) (small []byte, err error) {
	claims, c, err := org.claim(p, f)
	if err != nil {
		return nil, err
	}
	small, err = p.spool(ctx, claims, c, f, nil)
	if err == nil && small == nil {
		err = p.store.Spool.Flush()
	}
	return small, err
}

// stoppable reads until its context ends: a large file on a slow disk is not to
// hold up a stop.
type stoppable struct {
	ctx context.Context
	io.Reader
}

func (s stoppable) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(b)
}

// lively tells with each read that it goes on: a large file over a slow line
// takes long. alive may be nil.
type lively struct {
	io.Reader
	alive func()
}

func (l lively) Read(b []byte) (int, error) {
	n, err := l.Reader.Read(b)
	if n > 0 && l.alive != nil {
		l.alive()
	}
	return n, err
}

// changed reports whether the claimed original is another file by now.
func (p *Pipeline) changed(ctx context.Context, org *Organisation, f *store.File) (bool, error) {
	if f.Facts.ClaimGone {
		return false, nil // it was answered, and waited for a person: the original has left its inbox
	}
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
	if now.Size != f.Facts.ClaimSize || !now.ModTime.Equal(f.Facts.ClaimTime) {
		return true, nil
	}
	return p.otherBytes(ctx, claims, c, f)
}

// otherBytes reads the claimed original once more: a writer may set its time
// back, and some disks tell it in steps of two seconds.
func (p *Pipeline) otherBytes(ctx context.Context, claims Claims, c folder.Claim, f *store.File) (bool, error) {
	in, _, err := claims.OpenClaim(ctx, c)
	if errors.Is(err, folder.ErrGone) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer in.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, io.LimitReader(stoppable{ctx, in}, p.MaxBytes+1)); err != nil {
		return false, fmt.Errorf("read %q once more: %w", f.Name, err)
	}
	return hex.EncodeToString(hash.Sum(nil)) != f.SHA256, ctx.Err()
}

// takeAnew brings a file that changed after its claim back to its receipt.
func (p *Pipeline) takeAnew(ctx context.Context, org *Organisation, f *store.File) error {
	p.log.Warn("a file changed after it was taken: it is read again, nothing was sent", about(f))
	err := p.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.ForgetRows(f); err != nil {
			return err
		}
		f.Kind = ""
		f.Facts = store.Facts{User: f.Facts.User, Owner: f.Facts.Owner, Changed: true, Published: f.Facts.Published, Living: f.Facts.Living}
		f.StepAt = tx.Now().Add(time.Second)
		return tx.MoveFile(f, store.Received, org.event("changed", f))
	})
	if errors.Is(err, store.ErrSent) {
		return nil // a batch went meanwhile: the file goes on as it was read
	}
	return err
}
