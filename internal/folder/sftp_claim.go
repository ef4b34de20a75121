package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
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
	way, err := f.tryMkdir(ctx)
	if err == nil {
		f.ways.Store(way)
	}
	return way, err
}

// tryMkdir makes the folder of our claims, which tells whose login we are, too.
func (f *SFTP) tryMkdir(ctx context.Context) (int32, error) {
	ours := f.at(claimedDir, f.owner)
	err := f.makeParents(ctx, f.owner)
	a, there := f.server.Lstat(ctx, ours)
	if there == nil && a.Folder {
		f.server.Owns(a) // nobody else makes this folder
		return moving, nil
	}
	if !errors.Is(there, fs.ErrNotExist) {
		return notTried, there
	}
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, endpoint.ErrUnsupported):
		return staying, nil
	case errors.Is(err, endpoint.ErrRefused):
		return f.whyNoFolder(ctx, err)
	case err == nil:
		err = fs.ErrNotExist
	}
	return notTried, f.missing(ctx, err)
}

// whyNoFolder tells a server that makes no folders from one that is in trouble:
// neither says more than no.
func (f *SFTP) whyNoFolder(ctx context.Context, refused error) (int32, error) {
	name := f.at(f.temporaryName())
	w, err := f.server.Create(ctx, name)
	if err == nil {
		_ = w.Abort()
		f.forget(ctx, name)
		return staying, nil // it makes files and no folders
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, endpoint.ErrUnsupported) {
		return staying, nil
	}
	if space, err := f.server.Space(ctx, f.path); err == nil && space.ReadOnly {
		return staying, nil
	}
	return notTried, refused
}

// makeParents makes the folders above the claims of an owner. The error is the last one:
// with most servers a folder that is there already is one.
func (f *SFTP) makeParents(ctx context.Context, owner string) error {
	first := f.server.Mkdir(ctx, f.at(claimedDir))
	if errors.Is(first, endpoint.ErrDown) {
		return first
	}
	err := f.server.Mkdir(ctx, f.at(claimedDir, owner))
	if errors.Is(err, fs.ErrNotExist) && first != nil {
		return first
	}
	return err
}

// Claim implements [Claimer].
func (f *SFTP) Claim(ctx context.Context, name string, c Claim) (Entry, error) {
	doing := fmt.Sprintf("claim %q", name)
	if err := errors.Join(SafeName(name), c.check()); err != nil {
		return Entry{}, f.told(doing, err)
	}
	e, err := f.claim(ctx, name, c)
	return e, f.told(doing, err)
}

func (f *SFTP) claim(ctx context.Context, name string, c Claim) (Entry, error) {
	way, err := f.way(ctx)
	if err != nil {
		return Entry{}, err
	}
	if way == staying {
		return f.remember(ctx, name, c)
	}
	if err := f.taken.load(ctx); err != nil {
		return Entry{}, err
	}
	if f.taken.knows(name) {
		if _, _, err := f.untaken(ctx, name); err != nil {
			return Entry{}, err
		}
	}
	e, err := f.move(ctx, name, c)
	if f.taken == nil || err == nil || !f.immovable(ctx, err) {
		return e, err
	}
	return f.remember(ctx, name, c)
}

// immovable tells from a failed move that the file will never be moved. The
// rights may be such that folders can be made here and this file cannot be
// moved, as where each may touch only files of his own. A refusal without a
// reason counts only if the server refuses to rename a file of ours as well.
func (f *SFTP) immovable(ctx context.Context, err error) bool {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, endpoint.ErrUnsupported) {
		return true
	}
	if !errors.Is(err, endpoint.ErrRefused) {
		return false
	}
	_, err = f.renames(ctx)
	return errors.Is(err, errNoRename)
}

// move claims by a rename into the claim's own, empty folder, where it cannot
// overwrite anything.
func (f *SFTP) move(ctx context.Context, name string, c Claim) (Entry, error) {
	for range claimTries {
		if err := f.makeClaimDir(ctx, c); err != nil {
			return Entry{}, err
		}
		err := f.server.Rename(ctx, f.at(name), f.at(c.path()))
		if err == nil {
			return f.moved(ctx, name, c)
		}
		if errors.Is(err, endpoint.ErrDown) {
			return Entry{}, err
		}
		// The folder may have been pruned, or somebody was quicker; a proxy may
		// have repeated a rename that was done. Servers give all sorts of
		// reasons, so we look for ourselves.
		if e, err := f.stat(ctx, f.at(c.path()), c.Name); err == nil {
			return e, nil
		}
		source, there := f.stat(ctx, f.at(name), name)
		switch {
		case there != nil:
			err = there
		case !source.Regular:
			err = ErrNotRegular
		case errors.Is(err, fs.ErrNotExist):
			continue // it was the claim's folder that is not there
		}
		f.prune(ctx, c)
		return Entry{}, err
	}
	return Entry{}, errors.New("its folder under .claimed vanishes again and again")
}

// moved looks at what was claimed. The listing said that it is an ordinary
// file; what is another thing by now goes back.
func (f *SFTP) moved(ctx context.Context, name string, c Claim) (Entry, error) {
	e, err := f.stat(ctx, f.at(c.path()), c.Name)
	if err != nil || e.Regular {
		return e, err
	}
	err = f.server.Rename(ctx, f.at(c.path()), f.at(name))
	f.prune(ctx, c)
	return Entry{}, errors.Join(ErrNotRegular, err)
}

// makeClaimDir makes .claimed/OWNER/ID and refuses one that holds something.
func (f *SFTP) makeClaimDir(ctx context.Context, c Claim) error {
	err := f.server.Mkdir(ctx, f.at(c.dir()))
	for range claimTries {
		if err == nil || errors.Is(err, endpoint.ErrDown) {
			return err
		}
		a, look := f.server.Lstat(ctx, f.at(c.dir()))
		if look == nil && a.Folder {
			return f.empty(ctx, c)
		}
		if !errors.Is(look, fs.ErrNotExist) {
			return err
		}
		parents := f.makeParents(ctx, c.Owner)
		if err = f.server.Mkdir(ctx, f.at(c.dir())); errors.Is(err, fs.ErrNotExist) && parents != nil && !errors.Is(parents, endpoint.ErrRefused) {
			return f.missing(ctx, parents)
		}
	}
	return f.missing(ctx, err)
}

func (f *SFTP) empty(ctx context.Context, c Claim) error {
	names, err := f.names(ctx, c.dir(), 1)
	if err == nil && len(names) > 0 {
		err = fmt.Errorf("%w: claim %s of %s", ErrExists, c.ID, c.Owner)
	}
	return err
}

// names reads at most limit names of a sub-folder. No folder has no names.
func (f *SFTP) names(ctx context.Context, dir string, limit int) ([]string, error) {
	var names []string
	err := f.server.List(ctx, f.at(dir), func(a endpoint.Attributes) {
		if len(names) < limit {
			names = append(names, a.Name)
		}
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, f.there(ctx)
	}
	return names, err
}

// Claims implements [Claimer].
func (f *SFTP) Claims(ctx context.Context, owner string) ([]Claim, error) {
	if err := safeElement("owner of the claims", owner); err != nil {
		return nil, f.told("list claims", err)
	}
	claims, err := f.ownClaims(ctx, owner)
	return claims, f.told("list claims", err)
}

func (f *SFTP) ownClaims(ctx context.Context, owner string) ([]Claim, error) {
	if err := f.taken.load(ctx); err != nil {
		return nil, err
	}
	claims := f.taken.open(owner)
	ids, err := f.names(ctx, path.Join(claimedDir, owner), maxClaims)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if safeElement("id of the claim", id) != nil {
			continue // not made by us
		}
		if claims, err = f.claimsOf(ctx, owner, id, claims); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(claims, func(a, b Claim) int { return strings.Compare(a.ID, b.ID) })
	return claims, nil
}

// claimsOf adds the ordinary files of one claim's folder.
func (f *SFTP) claimsOf(ctx context.Context, owner, id string, claims []Claim) ([]Claim, error) {
	err := f.server.List(ctx, f.at(claimedDir, owner, id), func(a endpoint.Attributes) {
		c := Claim{Owner: owner, ID: id, Name: a.Name}
		if a.Regular && c.check() == nil && len(claims) < maxClaims {
			claims = append(claims, c)
		}
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return claims, err
}

// OpenClaim implements [Claimer].
func (f *SFTP) OpenClaim(ctx context.Context, c Claim) (io.ReadCloser, Entry, error) {
	doing := "open claim " + c.ID
	at, err := f.claimed(ctx, c)
	if err != nil {
		return nil, Entry{}, f.told(doing, err)
	}
	r, e, err := f.open(ctx, at, c.Name)
	if err == nil {
		if err = f.taken.reads(ctx, c, e); err != nil {
			_ = r.Close()
			r = nil
		}
	}
	if err != nil {
		return nil, Entry{}, f.told(doing, err)
	}
	return r, e, nil
}

// StatClaim implements [Claimer].
func (f *SFTP) StatClaim(ctx context.Context, c Claim) (Entry, error) {
	doing := "look at claim " + c.ID
	at, err := f.claimed(ctx, c)
	if err != nil {
		return Entry{}, f.told(doing, err)
	}
	e, err := f.stat(ctx, at, c.Name)
	return e, f.told(doing, err)
}

// claimed is where a claimed file lies: under .claimed, or still in its place.
func (f *SFTP) claimed(ctx context.Context, c Claim) (at string, err error) {
	if err := c.check(); err != nil {
		return "", err
	}
	if err := f.taken.load(ctx); err != nil {
		return "", err
	}
	inPlace, err := f.taken.holds(c)
	if inPlace {
		return f.at(c.Name), err
	}
	return f.at(c.path()), err
}

// RemoveClaim implements [Claimer]. A file that was claimed where it lies stays
// there: it may be another one by the time the server removes it.
func (f *SFTP) RemoveClaim(ctx context.Context, c Claim) error {
	doing := "remove claim " + c.ID
	err := c.check()
	if err == nil {
		err = f.taken.load(ctx)
	}
	if err != nil {
		return f.told(doing, err)
	}
	if known, err := f.taken.close(ctx, c); known || err != nil {
		return f.told(doing, err)
	}
	if err := f.removeFile(ctx, f.at(c.path())); err != nil {
		return f.told(doing, err)
	}
	f.prune(ctx, c)
	return nil
}

// prune removes the claim's folder and the ones above it if they are empty, as
// that of [Local] does.
func (f *SFTP) prune(ctx context.Context, c Claim) {
	for dir := c.dir(); dir != "."; dir = path.Dir(dir) {
		if f.server.RemoveFolder(ctx, f.at(dir)) != nil {
			return
		}
	}
}
