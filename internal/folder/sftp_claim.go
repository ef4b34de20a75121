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

// makeParents makes the folders above the claims of an owner. An error may only
// say that they are there.
func (f *SFTP) makeParents(ctx context.Context, owner string) error {
	first := f.server.Mkdir(ctx, f.at(claimedDir))
	if first != nil && !endpoint.Refusal(first) {
		return f.missing(ctx, first)
	}
	err := f.server.Mkdir(ctx, f.at(claimedDir, owner))
	if errors.Is(err, fs.ErrNotExist) {
		return first // if it is nil, somebody was quick to remove it
	}
	return err
}

// Claim implements [Claimer].
func (f *SFTP) Claim(ctx context.Context, name string, c Claim) (Entry, error) {
	doing := fmt.Sprintf("claim %q", name)
	if err := errors.Join(SafeName(name), c.check()); err != nil {
		return Entry{}, f.told(ctx, doing, err)
	}
	e, err := f.claim(ctx, name, c)
	return e, f.told(ctx, doing, err)
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
		if !answered(err) {
			return Entry{}, err
		}
		// Servers give all sorts of reasons, and a proxy may have repeated a
		// rename that was done, so we look for ourselves.
		if e, err := f.stat(ctx, f.at(c.path()), c.Name); err == nil {
			return e, nil
		}
		if err = f.whyNotMoved(ctx, name, err); err != nil {
			f.prune(ctx, c)
			return Entry{}, err
		}
	}
	return Entry{}, errVanishes
}

var errVanishes = errors.New("its folder under .claimed vanishes again and again")

// answered tells an answer of the server from a call that was not answered.
func answered(err error) bool { return errors.Is(err, fs.ErrNotExist) || endpoint.Refusal(err) }

// whyNotMoved says why a rename was refused. It is nil if it was because the
// claim's folder is not there.
func (f *SFTP) whyNotMoved(ctx context.Context, name string, refused error) error {
	source, err := f.stat(ctx, f.at(name), name)
	switch {
	case err != nil:
		return err // somebody was quicker
	case !source.Regular:
		return ErrNotRegular
	case errors.Is(refused, fs.ErrNotExist):
		return nil
	case errors.Is(refused, endpoint.ErrRefused):
		return fmt.Errorf("%w: %w", ErrBusy, refused)
	}
	return refused
}

// moved looks at what was claimed. The listing said that it is an ordinary
// file; what is another thing by now goes back.
func (f *SFTP) moved(ctx context.Context, name string, c Claim) (Entry, error) {
	e, err := f.stat(ctx, f.at(c.path()), c.Name)
	if endpoint.Refusal(err) {
		// The claim stands: no kind of error may say that it was not made.
		return Entry{}, fmt.Errorf("look at what was claimed: %v", err)
	}
	if err != nil || e.Regular {
		return e, err
	}
	there, err := f.has(ctx, name)
	if err == nil && !there {
		err = f.server.Rename(ctx, f.at(c.path()), f.at(name))
	}
	f.prune(ctx, c)
	return Entry{}, errors.Join(ErrNotRegular, err)
}

// makeClaimDir makes .claimed/OWNER/ID and refuses one that holds something.
func (f *SFTP) makeClaimDir(ctx context.Context, c Claim) error {
	var err, parents error
	for try := range claimTries {
		err = f.server.Mkdir(ctx, f.at(c.dir()))
		if err == nil || !answered(err) {
			return err
		}
		if endpoint.Refusal(err) {
			a, look := f.server.Lstat(ctx, f.at(c.dir()))
			if look == nil && a.Folder {
				return f.empty(ctx, c)
			}
			if !errors.Is(look, fs.ErrNotExist) || try > 0 && firm(err) {
				return err
			}
		}
		if try > 0 && firm(parents) {
			return parents
		}
		if parents = f.makeParents(ctx, c.Owner); parents != nil && !endpoint.Refusal(parents) {
			return parents
		}
	}
	return vanished(err, parents)
}

// vanished is why a claim's folder could not be made: something was refused, or
// other installations removed the folders above it each time.
func vanished(err, parents error) error {
	for _, why := range []error{err, parents} {
		if endpoint.Refusal(why) {
			return why
		}
	}
	return errVanishes
}

func (f *SFTP) empty(ctx context.Context, c Claim) error {
	names, err := f.names(ctx, c.dir(), 1, func(endpoint.Attributes) bool { return true })
	if err == nil && len(names) > 0 {
		err = fmt.Errorf("%w: claim %s of %s", ErrExists, c.ID, c.Owner)
	}
	return err
}

// names reads at most limit names of a sub-folder. No folder has no names, and
// neither has anything else in its place.
func (f *SFTP) names(ctx context.Context, dir string, limit int, want func(endpoint.Attributes) bool) ([]string, error) {
	var names []string
	err := f.server.List(ctx, f.at(dir), func(a endpoint.Attributes) {
		if len(names) < limit && want(a) {
			names = append(names, a.Name)
		}
	})
	if errors.Is(err, endpoint.ErrRefused) {
		if a, look := f.server.Lstat(ctx, f.at(dir)); look == nil && !a.Folder {
			return nil, nil
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, f.there(ctx)
	}
	return names, err
}

// claimIDs lists what may be claims of an owner.
func (f *SFTP) claimIDs(ctx context.Context, owner string) ([]string, error) {
	return f.names(ctx, path.Join(claimedDir, owner), maxClaims, func(a endpoint.Attributes) bool {
		return a.Folder && ourID.MatchString(a.Name)
	})
}

// Claims implements [Claimer].
func (f *SFTP) Claims(ctx context.Context, owner string) ([]Claim, error) {
	if err := safeElement("owner of the claims", owner); err != nil {
		return nil, f.told(ctx, "list claims", err)
	}
	claims, err := f.ownClaims(ctx, owner)
	return claims, f.told(ctx, "list claims", err)
}

func (f *SFTP) ownClaims(ctx context.Context, owner string) ([]Claim, error) {
	if err := f.taken.load(ctx); err != nil {
		return nil, err
	}
	claims := f.taken.open(owner)
	ids, err := f.claimIDs(ctx, owner)
	if err == nil && len(ids) > 0 && owner == f.owner {
		// An earlier run made it, and its claims are read before this one has made anything.
		err = f.missing(ctx, f.owns(ctx, path.Join(claimedDir, owner)))
	}
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if strings.HasPrefix(id, trialPrefix) {
			continue // nothing that anybody dropped
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
		return nil, Entry{}, f.told(ctx, doing, err)
	}
	r, e, err := f.open(ctx, at, c.Name)
	if err == nil {
		if err = f.taken.reads(ctx, c, e); err != nil {
			_ = r.Close()
			r = nil
		}
	}
	if err != nil {
		return nil, Entry{}, f.told(ctx, doing, err)
	}
	return r, e, nil
}

// StatClaim implements [Claimer].
func (f *SFTP) StatClaim(ctx context.Context, c Claim) (Entry, error) {
	doing := "look at claim " + c.ID
	at, err := f.claimed(ctx, c)
	if err != nil {
		return Entry{}, f.told(ctx, doing, err)
	}
	e, err := f.stat(ctx, at, c.Name)
	return e, f.told(ctx, doing, err)
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
// there: it may be another one by the time the server removes it. Changed since,
// it is a new file for whoever lists the folder, and no error here.
func (f *SFTP) RemoveClaim(ctx context.Context, c Claim, was Entry) error {
	doing := "remove claim " + c.ID
	err := c.check()
	if err == nil {
		err = f.taken.load(ctx)
	}
	if err != nil {
		return f.told(ctx, doing, err)
	}
	if known, err := f.taken.close(ctx, c); known || err != nil {
		return f.told(ctx, doing, err)
	}
	if err := f.removeFile(ctx, f.at(c.path()), was); err != nil {
		return f.told(ctx, doing, err)
	}
	f.prune(ctx, c)
	return nil
}

// prune removes the claim's folder and the ones above it if they are empty, as
// that of [Local] does.
func (f *SFTP) prune(ctx context.Context, c Claim) {
	for dir := c.dir(); dir != "."; dir = path.Dir(dir) {
		if err := f.server.RemoveFolder(ctx, f.at(dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return
		}
	}
}
