package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"

	"lrsdrop/internal/faultpoint"
)

const (
	// claimedDir holds the claims of all installations, a folder each.
	claimedDir = ".claimed"
	// maxClaims bounds what Claims returns: a stranger can write there too.
	maxClaims = 100_000
	// claimTries bounds the race with another installation that removes the
	// empty folders we are about to use.
	claimTries = 10
)

// dir is the claim's own folder, with slashes as os.Root takes them.
func (c Claim) dir() string  { return path.Join(claimedDir, c.Owner, c.ID) }
func (c Claim) path() string { return path.Join(c.dir(), c.Name) }

func (c Claim) check() error {
	if err := safeElement("owner of the claim", c.Owner); err != nil {
		return err
	}
	if err := safeElement("id of the claim", c.ID); err != nil {
		return err
	}
	return SafeName(c.Name)
}

// Claim implements [Claimer].
func (l *Local) Claim(ctx context.Context, name string, c Claim) (Entry, error) {
	var e Entry
	err := l.inside(ctx, fmt.Sprintf("claim %q", name), func(root *os.Root) (err error) {
		if err = errors.Join(SafeName(name), c.check()); err == nil {
			e, err = claim(root, name, c)
		}
		return err
	})
	return e, err
}

func claim(root *os.Root, name string, c Claim) (Entry, error) {
	for range claimTries {
		if err := makeClaimDir(root, c); err != nil {
			return Entry{}, err
		}
		err := moveRegular(root, name, c)
		faultpoint.At("folder: look at what was claimed")
		if err == nil {
			return stat(root, c.path(), c.Name)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			prune(root, c)
			return Entry{}, err
		}
		// A network file system may answer "not there" to the repeat of a
		// rename that it has done.
		if e, err := stat(root, c.path(), c.Name); err == nil {
			return e, nil
		}
		if _, err := lstat(root, name); err != nil {
			prune(root, c)
			return Entry{}, gone(err)
		}
	}
	return Entry{}, errors.New("its folder under .claimed vanishes again and again")
}

// moveRegular renames the file into the claim's own, empty folder, where a
// rename cannot overwrite anything.
func moveRegular(root *os.Root, name string, c Claim) error {
	info, err := lstat(root, name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return ErrNotRegular
	}
	faultpoint.At("folder: claim")
	if err := root.Rename(name, c.path()); err != nil {
		if transient(err) {
			return fmt.Errorf("%w: %w", ErrBusy, err)
		}
		return err
	}
	return nil
}

// makeClaimDir makes .claimed/OWNER/ID and refuses one that holds something.
func makeClaimDir(root *os.Root, c Claim) error {
	faultpoint.At("folder: make the folder of a claim")
	err := root.Mkdir(c.dir(), claimMode)
	for range claimTries {
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err = root.MkdirAll(path.Dir(c.dir()), claimMode); err == nil {
			err = root.Mkdir(c.dir(), claimMode)
		}
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	names, err := readNames(root, c.dir(), 1)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		return fmt.Errorf("%w: claim %s of %s", ErrExists, c.ID, c.Owner)
	}
	return nil
}

// Claims implements [Claimer].
func (l *Local) Claims(ctx context.Context, owner string) ([]Claim, error) {
	var claims []Claim
	err := l.inside(ctx, "list claims", func(root *os.Root) (err error) {
		if err = safeElement("owner of the claims", owner); err == nil {
			claims, err = ownClaims(root, owner)
		}
		if err == nil && len(claims) < maxClaims {
			sweepClaims(root, owner)
		}
		return err
	})
	return claims, err
}

func ownClaims(root *os.Root, owner string) ([]Claim, error) {
	ids, err := readNames(root, path.Join(claimedDir, owner), maxClaims)
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	var claims []Claim
	for _, id := range ids {
		if !ourID.MatchString(id) {
			continue // not made by us
		}
		names, err := readNames(root, path.Join(claimedDir, owner, id), maxClaims-len(claims))
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			if claims, err = appendRegular(root, claims, Claim{Owner: owner, ID: id, Name: n}); err != nil {
				return nil, err
			}
		}
	}
	return claims, nil
}

// ourID is what ids of claims look like: they become ids of files, which stand in
// names, in tables and in status.json.
var ourID = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)

// sweepClaims removes the empty folders of claims that were broken off. As with
// prune, no error is worth a word.
func sweepClaims(root *os.Root, owner string) {
	ids, _ := readNames(root, path.Join(claimedDir, owner), maxClaims)
	for _, id := range append(ids, "") { // the last is for the folders above
		prune(root, Claim{Owner: owner, ID: id})
	}
}

// appendRegular adds a claim if its file is there. One that cannot be looked at
// is an error: claims are asked for once, and a file that is left out here stays
// out until the next start.
func appendRegular(root *os.Root, claims []Claim, c Claim) ([]Claim, error) {
	if c.check() != nil {
		return claims, nil
	}
	switch info, err := lstat(root, c.path()); {
	case errors.Is(err, fs.ErrNotExist):
		return claims, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return claims, nil
	}
	return append(claims, c), nil
}

// readNames reads at most limit names of a sub-folder. No folder has no names,
// and neither has anything else in its place.
func readNames(root *os.Root, dir string, limit int) ([]string, error) {
	info, err := lstat(root, dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	d, err := root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer d.Close()
	var names []string
	for len(names) < limit && err == nil {
		var some []string
		some, err = d.Readdirnames(min(limit-len(names), readAtOnce))
		names = append(names, some...)
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return names, err
}

// OpenClaim implements [Claimer].
func (l *Local) OpenClaim(ctx context.Context, c Claim) (io.ReadCloser, Entry, error) {
	var f *os.File
	var e Entry
	err := l.inside(ctx, "open claim "+c.ID, func(root *os.Root) (err error) {
		if err = c.check(); err == nil {
			f, e, err = open(root, c.path(), c.Name)
		}
		return err
	})
	if err != nil {
		return nil, Entry{}, err
	}
	return f, e, nil
}

// StatClaim implements [Claimer].
func (l *Local) StatClaim(ctx context.Context, c Claim) (Entry, error) {
	var e Entry
	err := l.inside(ctx, "look at claim "+c.ID, func(root *os.Root) (err error) {
		if err = c.check(); err == nil {
			e, err = stat(root, c.path(), c.Name)
		}
		return err
	})
	return e, err
}

// RemoveClaim implements [Claimer].
func (l *Local) RemoveClaim(ctx context.Context, c Claim, was Entry) error {
	return l.inside(ctx, "remove claim "+c.ID, func(root *os.Root) error {
		if err := c.check(); err != nil {
			return err
		}
		if err := removeFile(ctx, root, c.path(), was); err != nil {
			return err
		}
		prune(root, c)
		return nil
	})
}

// prune removes the claim's folder and the ones above it if they are empty. A
// folder that stays is harmless and goes with the next claim, so no error is
// worth a word.
func prune(root *os.Root, c Claim) {
	for dir := c.dir(); dir != "."; dir = path.Dir(dir) {
		faultpoint.At("folder: remove a folder of claims")
		info, err := lstat(root, dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || !info.IsDir() || remove(root, dir) != nil {
			return
		}
	}
}
