package folder

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"lrsdrop/internal/endpoint"
)

// How a folder on a server lets files be claimed.
const (
	notTried int32 = iota
	moving         // by a rename into .claimed
	staying        // where they lie, because nothing can be moved: see taken.go
)

// way finds out, once, how files can be claimed. Only a clear no of the server
// leads to remembering: a full disk passes.
func (f *SFTP) way(ctx context.Context) (int32, error) {
	if way := f.ways.Load(); way != notTried || f.taken == nil {
		return max(way, moving), nil
	}
	f.asking.Lock()
	defer f.asking.Unlock()
	if way := f.ways.Load(); way != notTried {
		return way, nil
	}
	way, err := f.tryMkdir(ctx)
	if err == nil {
		f.ways.Store(way)
	}
	return way, err
}

// tryMkdir makes a folder as a claim does, and removes it. It tells whose login
// we are, too.
func (f *SFTP) tryMkdir(ctx context.Context) (int32, error) {
	trial := f.trialClaim()
	err := f.makeClaimDir(ctx, trial)
	defer f.prune(ctx, trial)
	if err == nil {
		return moving, f.learnLogin(ctx, trial)
	}
	if !endpoint.Refusal(err) {
		return notTried, err
	}
	if err := errors.Join(f.there(ctx), f.unobstructed(ctx)); err != nil {
		return notTried, err
	}
	if f.makeClaimDir(ctx, trial) == nil { // the right came just now: it is the first no that would stay
		return moving, f.learnLogin(ctx, trial)
	}
	if firm(err) {
		return staying, nil
	}
	return f.whyNoFolder(ctx, err)
}

// firm tells a clear no from a refusal without a reason.
func firm(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, endpoint.ErrUnsupported)
}

// trialPrefix begins the ids of claims that only try something.
const trialPrefix = "probe-"

func (f *SFTP) trialClaim() Claim {
	return Claim{Owner: f.owner, ID: trialPrefix + rand.Text(), Name: "probe"}
}

// learnLogin looks whose a folder is that we have just made.
func (f *SFTP) learnLogin(ctx context.Context, made Claim) error {
	if err := f.unobstructed(ctx); err != nil {
		return err
	}
	return f.owns(ctx, made.dir())
}

// owns looks whose a folder is that nobody but us makes.
func (f *SFTP) owns(ctx context.Context, dir string) error {
	a, err := f.server.Lstat(ctx, f.at(dir))
	if err == nil {
		f.server.Owns(a)
	}
	return err
}

// unobstructed is nil unless something that is no folder has the name of the
// folder of claims. A link would lead them anywhere.
func (f *SFTP) unobstructed(ctx context.Context) error {
	a, err := f.server.Lstat(ctx, f.at(claimedDir))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !a.Folder:
		return errors.New(claimedDir + " is there and is no folder, so nothing can be claimed: remove it")
	}
	return err
}

// whyNoFolder tells a server that makes no folders from one that is in trouble:
// neither says more than no.
func (f *SFTP) whyNoFolder(ctx context.Context, refused error) (int32, error) {
	name := f.temporaryName()
	_, err := f.writeTemporary(ctx, name, filler)
	f.forget(ctx, f.at(name))
	switch {
	case err == nil, firm(err):
		return staying, nil // it makes files and no folders, or neither
	case !endpoint.Refusal(err):
		return notTried, err
	}
	space, err := f.server.Space(ctx, f.path)
	switch {
	case err == nil && space.ReadOnly:
		return staying, nil
	case err == nil, endpoint.Refusal(err):
		return notTried, refused
	}
	return notTried, err
}

// filler writes more than a folder takes: on a full disk an empty file can still
// be made when a folder cannot.
func filler(w io.Writer) error {
	_, err := io.WriteString(w, strings.Repeat("lrsdrop probe\n", 5000))
	return err
}

// immovable tells from a failed move that the file will never be moved. The
// rights may be such that folders can be made here and this file cannot be
// moved, as where each may touch only files of his own. A refusal without a
// reason counts only if a file of ours cannot be moved either.
func (f *SFTP) immovable(ctx context.Context, err error) bool {
	if firm(err) {
		return f.there(ctx) == nil // it is not the folder that is denied
	}
	if !errors.Is(err, endpoint.ErrRefused) {
		return false
	}
	made, err := f.tryMove(ctx)
	return made && endpoint.Refusal(err)
}

// tryMove claims a file of ours and removes it. made tells whether one could be
// made at all.
func (f *SFTP) tryMove(ctx context.Context) (made bool, err error) {
	name, c := f.temporaryName(), f.trialClaim()
	if _, err := f.writeTemporary(ctx, name, filler); err != nil {
		f.forget(ctx, f.at(name))
		return false, err
	}
	defer f.prune(ctx, c)
	if _, err := f.move(ctx, name, c); err != nil {
		f.forget(ctx, f.at(name))
		return true, err
	}
	if err := f.discard(ctx, f.at(c.path())); err != nil {
		return true, fmt.Errorf("%w: %v", errKept, err) // which says nothing of the move
	}
	return true, nil
}

var errKept = errors.New("a file was moved and cannot be deleted")
