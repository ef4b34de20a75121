package folder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// A server may let nobody move files: an account that only reads, or a product
// without renames. There a file is claimed where it lies and stays. What was
// taken is remembered by its identity: name, size, time and the SHA-256 of what
// was read. Then
//
//   - a file with the name, size and time of the last one that was taken under
//     its name is that one: it is hidden from listings, and never taken again;
//   - a file with another time is read, and if it has the same bytes it is that
//     one, too, only touched;
//   - any other file is a new one, whatever its name.
//
// A file that was claimed and not received yet stands for whatever is read under
// its claim; until then nothing else is claimed under its name. What was taken
// here stays known when the rights return and files are moved again.
//
// Nothing there keeps a second installation from taking the same file: two of
// them must not share such an inbox.

// Taken is what is remembered of one file.
type Taken struct {
	Claim   Claim
	Size    int64
	ModTime time.Time
	Open    bool      // its claim was not removed yet
	GoneAt  time.Time // since when the folder does not show its name; zero: it does
}

// Ledger keeps the memory of one folder across restarts. What a call has done
// is durable when it returns.
type Ledger interface {
	// Load gives all that is remembered, in the order in which it was taken.
	Load(ctx context.Context) ([]Taken, error)
	// Keep adds or changes records; the claim's ID tells which.
	Keep(ctx context.Context, records ...Taken) error
	// Digest is the SHA-256 of what was read under a claim, in hex; "" if
	// nothing was, so far.
	Digest(ctx context.Context, id string) (string, error)
	// Forget drops records.
	Forget(ctx context.Context, ids ...string) error
}

const (
	// rollEvery is how often absent files are looked for; forgetAfter is how
	// long one must have been absent before it is forgotten. A folder that shows
	// nothing for a while, because it is not mounted, must not make us take all
	// of it again.
	rollEvery   = 24 * time.Hour
	forgetAfter = 60 * 24 * time.Hour
)

// takenFiles is the memory of one folder. A nil one remembers nothing.
type takenFiles struct {
	ledger Ledger
	now    func() time.Time

	mu     sync.Mutex
	loaded bool
	byID   map[string]*Taken // all of it
	byName map[string]*Taken // the last one taken of each name
	rolled time.Time         // when absent files were last looked for
}

// load reads the memory, once.
func (t *takenFiles) load(ctx context.Context) error {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.loaded {
		return nil
	}
	records, err := t.ledger.Load(ctx)
	if err != nil {
		return fmt.Errorf("look up what was taken before: %w", err)
	}
	t.byID, t.byName = map[string]*Taken{}, map[string]*Taken{}
	for i := range records {
		t.put(&records[i])
	}
	t.loaded = true
	return nil
}

// put adds a record that was taken after all others.
func (t *takenFiles) put(r *Taken) { t.byID[r.Claim.ID], t.byName[r.Claim.Name] = r, r }

// is tells whether an entry is the file of the record, as far as it shows.
func (r *Taken) is(e Entry) bool { return r.Size == e.Size && r.ModTime.Equal(e.ModTime) }

// knows tells whether anything was taken under a name.
func (t *takenFiles) knows(name string) bool {
	if t == nil {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.byName[name] != nil
}

// open lists the claims of an owner that are not removed.
func (t *takenFiles) open(owner string) []Claim {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	var claims []Claim
	for _, r := range t.byID {
		if r.Open && r.Claim.Owner == owner {
			claims = append(claims, r.Claim)
		}
	}
	return claims
}

// holds tells whether a claim was made where the file lies. It is ErrGone when
// a later claim has the name by now.
func (t *takenFiles) holds(c Claim) (bool, error) {
	if t == nil {
		return false, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.byID[c.ID]
	if r == nil || !r.Open {
		return false, nil
	}
	if t.byName[c.Name] != r {
		return true, fmt.Errorf("%w: another file has its name by now", ErrGone)
	}
	return true, nil
}

// reads notes which state of a claimed file is being read, if it is another one
// than was claimed.
func (t *takenFiles) reads(ctx context.Context, c Claim, e Entry) error {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.byID[c.ID]
	if r == nil || !r.Open || r.is(e) {
		return nil
	}
	return t.change(ctx, r, func(r *Taken) { r.Size, r.ModTime = e.Size, e.ModTime })
}

// close ends a claim. known is false for one that was not made here.
func (t *takenFiles) close(ctx context.Context, c Claim) (known bool, err error) {
	if t == nil {
		return false, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.byID[c.ID]
	if r == nil || !r.Open {
		return r != nil, nil
	}
	return true, t.change(ctx, r, func(r *Taken) { r.Open = false })
}

// change keeps a changed record before it counts.
func (t *takenFiles) change(ctx context.Context, r *Taken, how func(*Taken)) error {
	changed := *r
	how(&changed)
	if err := t.ledger.Keep(ctx, changed); err != nil {
		return fmt.Errorf("remember what was taken: %w", err)
	}
	*r = changed
	return nil
}

// remember claims a file where it lies.
func (f *SFTP) remember(ctx context.Context, name string, c Claim) (Entry, error) {
	if name != c.Name {
		return Entry{}, fmt.Errorf("%w: a file that stays where it is keeps its name", ErrName)
	}
	if err := f.taken.load(ctx); err != nil {
		return Entry{}, err
	}
	e, before, err := f.untaken(ctx, name)
	if err != nil {
		return Entry{}, err
	}
	return e, f.taken.add(ctx, before, Taken{Claim: c, Size: e.Size, ModTime: e.ModTime, Open: true})
}

// untaken looks at a file and gives the last record of its name. It is ErrGone
// if that is of this very file.
func (f *SFTP) untaken(ctx context.Context, name string) (Entry, *Taken, error) {
	e, err := f.stat(ctx, f.at(name), name)
	if err == nil && !e.Regular {
		err = ErrNotRegular
	}
	if err != nil {
		return Entry{}, nil, err
	}
	before, digest, err := f.taken.before(ctx, e)
	if err != nil || before == nil || digest == "" || before.Size != e.Size {
		return e, before, err
	}
	same, err := f.sameBytes(ctx, name, digest)
	if err == nil && same {
		if err = f.taken.touched(ctx, before, e); err == nil {
			err = fmt.Errorf("%w: it was taken before, and only its time has changed", ErrGone)
		}
	}
	return e, before, err
}

// before gives the last record of a name and the digest of what was read then.
// While that is still to be read, it will be read as the file is by then.
func (t *takenFiles) before(ctx context.Context, e Entry) (*Taken, string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.byName[e.Name]
	if r == nil {
		return nil, "", nil
	}
	if r.is(e) {
		return nil, "", errTaken
	}
	digest, err := t.ledger.Digest(ctx, r.Claim.ID)
	if err == nil && digest == "" && r.Open {
		err = fmt.Errorf("%w: it changed after it was claimed and is to be read first", ErrBusy)
	}
	return r, digest, err
}

var errTaken = fmt.Errorf("%w: it was taken before", ErrGone)

func (f *SFTP) sameBytes(ctx context.Context, name, digest string) (bool, error) {
	r, _, err := f.open(ctx, f.at(name), name)
	if err != nil {
		return false, err
	}
	defer r.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, r); err != nil {
		return false, fmt.Errorf("compare with the file that was taken before: %w", err)
	}
	return strings.EqualFold(hex.EncodeToString(hash.Sum(nil)), digest), nil
}

// touched notes the new time of a file whose bytes are the same.
func (t *takenFiles) touched(ctx context.Context, r *Taken, e Entry) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.change(ctx, r, func(r *Taken) { r.ModTime = e.ModTime })
}

// add takes a file, unless a claim of it was made since before was its last
// record.
func (t *takenFiles) add(ctx context.Context, before *Taken, r Taken) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byID[r.Claim.ID] != nil {
		return fmt.Errorf("%w: claim %s of %s", ErrExists, r.Claim.ID, r.Claim.Owner)
	}
	if t.byName[r.Claim.Name] != before {
		return errTaken
	}
	if err := t.ledger.Keep(ctx, r); err != nil {
		return fmt.Errorf("remember what is taken: %w", err)
	}
	t.put(&r)
	return nil
}

// rollCall follows one listing of a folder. It hides what was taken, and finds
// out what came back and, now and then, what is there no more. A nil one does
// nothing.
type rollCall struct {
	t    *takenFiles
	here map[string]bool // of the names that are known; nil: nobody asks now what is missing
	back []string        // that were gone
}

func (t *takenFiles) rollCall() *rollCall {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	c := &rollCall{t: t}
	if len(t.byName) > 0 && t.now().Sub(t.rolled) >= rollEvery {
		c.here = make(map[string]bool, len(t.byName))
	}
	return c
}

// hides tells whether a listed file was taken already.
func (c *rollCall) hides(e Entry) bool {
	if c == nil {
		return false
	}
	c.t.mu.Lock()
	defer c.t.mu.Unlock()
	r := c.t.byName[e.Name]
	if r == nil {
		return false
	}
	if c.here != nil {
		c.here[e.Name] = true
	}
	if !r.GoneAt.IsZero() {
		c.back = append(c.back, e.Name)
	}
	return r.is(e)
}

// end notes what came and went, and forgets what has been gone for long.
func (c *rollCall) end(ctx context.Context) error {
	if c == nil || c.here == nil && len(c.back) == 0 {
		return nil
	}
	t, now := c.t, c.t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := errors.Join(t.absent(ctx, time.Time{}, c.back), c.missing(ctx, now)); err != nil {
		return fmt.Errorf("note which files are gone: %w", err)
	}
	if c.here != nil {
		t.rolled = now
	}
	return nil
}

// missing notes which files are not there, if somebody asks.
func (c *rollCall) missing(ctx context.Context, now time.Time) error {
	if c.here == nil {
		return nil
	}
	var left []string
	long := map[string]bool{}
	for name, r := range c.t.byName {
		switch {
		case c.here[name]:
		case r.GoneAt.IsZero():
			left = append(left, name)
		case now.Sub(r.GoneAt) > forgetAfter:
			long[name] = true
		}
	}
	return errors.Join(c.t.absent(ctx, now, left), c.t.forget(ctx, long))
}

// absent notes since when files are gone.
func (t *takenFiles) absent(ctx context.Context, since time.Time, names []string) error {
	var changed []Taken
	for _, name := range names {
		if r := t.byName[name]; r != nil {
			next := *r
			next.GoneAt = since
			changed = append(changed, next)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	if err := t.ledger.Keep(ctx, changed...); err != nil {
		return err
	}
	for _, next := range changed {
		t.byName[next.Claim.Name].GoneAt = since
	}
	return nil
}

// forget drops names with all that was ever taken under them, unless one of
// their claims is open.
func (t *takenFiles) forget(ctx context.Context, names map[string]bool) error {
	if len(names) == 0 {
		return nil
	}
	for _, r := range t.byID {
		if r.Open {
			delete(names, r.Claim.Name)
		}
	}
	var ids []string
	for id, r := range t.byID {
		if names[r.Claim.Name] {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	if err := t.ledger.Forget(ctx, ids...); err != nil {
		return err
	}
	for _, id := range ids {
		delete(t.byID, id)
	}
	for name := range names {
		delete(t.byName, name)
	}
	return nil
}
