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
//   - a file with the name, size and time of one that was taken is that one: it
//     is hidden from listings, and never taken again;
//   - a file with another time is read, and if it has the same bytes it is that
//     one, too, only touched;
//   - any other file is a new one, whatever its name.
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
	byName map[string]*Taken // the last one taken of each name
	byID   map[string]*Taken // claims that are open
	old    map[string]string // claims that are closed and not the last of their name, to be forgotten with it
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
	t.byName, t.byID, t.old = map[string]*Taken{}, map[string]*Taken{}, map[string]string{}
	for i := range records {
		t.put(&records[i])
	}
	t.loaded = true
	return nil
}

// put adds a record that was taken after all others.
func (t *takenFiles) put(r *Taken) {
	if before := t.byName[r.Claim.Name]; before != nil {
		t.old[before.Claim.ID] = before.Claim.Name
	}
	t.byName[r.Claim.Name] = r
	if r.Open {
		t.byID[r.Claim.ID] = r
	}
}

// is tells whether an entry is the file of the record, as far as it shows.
func (r *Taken) is(e Entry) bool { return r.Size == e.Size && r.ModTime.Equal(e.ModTime) }

// hides tells whether a listed file was taken already.
func (t *takenFiles) hides(e Entry) bool {
	if t == nil {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.byName[e.Name]
	return r != nil && r.is(e)
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
		if r.Claim.Owner == owner {
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
	if t.byID[c.ID] == nil {
		return false, nil
	}
	if t.byName[c.Name].Claim.ID != c.ID {
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
	if r == nil || r.is(e) {
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
	if r == nil {
		return t.closed(c), nil
	}
	if err := t.change(ctx, r, func(r *Taken) { r.Open = false }); err != nil {
		return true, err
	}
	delete(t.byID, c.ID)
	return true, nil
}

// closed tells whether a claim was made here and is over.
func (t *takenFiles) closed(c Claim) bool {
	_, older := t.old[c.ID]
	last := t.byName[c.Name]
	return older || last != nil && last.Claim.ID == c.ID
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
	e, err := f.stat(ctx, f.at(name), name)
	if err != nil {
		return Entry{}, err
	}
	if !e.Regular {
		return Entry{}, ErrNotRegular
	}
	if err := f.taken.load(ctx); err != nil {
		return Entry{}, err
	}
	before, digest, err := f.taken.before(ctx, e)
	if err != nil {
		return Entry{}, err
	}
	if before != nil && digest != "" && before.Size == e.Size {
		same, err := f.sameBytes(ctx, name, digest)
		if err != nil {
			return Entry{}, err
		}
		if same {
			err := f.taken.touched(ctx, before, e)
			return Entry{}, errors.Join(fmt.Errorf("%w: it was taken before, and only its time has changed", ErrGone), err)
		}
	}
	e.Name = c.Name
	return e, f.taken.add(ctx, Taken{Claim: c, Size: e.Size, ModTime: e.ModTime, Open: true})
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
		return nil, "", fmt.Errorf("%w: it was taken before", ErrGone)
	}
	digest, err := t.ledger.Digest(ctx, r.Claim.ID)
	if err == nil && digest == "" && r.Open {
		err = fmt.Errorf("%w: it changed after it was claimed and is to be read first", ErrBusy)
	}
	return r, digest, err
}

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

func (t *takenFiles) add(ctx context.Context, r Taken) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byID[r.Claim.ID] != nil || t.closed(r.Claim) {
		return fmt.Errorf("%w: claim %s of %s", ErrExists, r.Claim.ID, r.Claim.Owner)
	}
	if err := t.ledger.Keep(ctx, r); err != nil {
		return fmt.Errorf("remember what is taken: %w", err)
	}
	t.put(&r)
	return nil
}

// rollCall follows one listing of a folder to find out which of the files that
// were taken are there no more. A nil one has nothing to do.
type rollCall struct {
	t    *takenFiles
	here map[string]bool
}

func (t *takenFiles) rollCall() *rollCall {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.byName) == 0 || t.now().Sub(t.rolled) < rollEvery {
		return nil
	}
	return &rollCall{t: t, here: make(map[string]bool, len(t.byName))}
}

func (c *rollCall) saw(name string) {
	if c == nil {
		return
	}
	c.t.mu.Lock()
	defer c.t.mu.Unlock()
	if c.t.byName[name] != nil {
		c.here[name] = true
	}
}

// end notes what came and went, and forgets what has been gone for long.
func (c *rollCall) end(ctx context.Context) error {
	if c == nil {
		return nil
	}
	t := c.t
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	var changed []Taken
	gone := map[string]bool{}
	for name, r := range t.byName {
		next := *r
		switch {
		case c.here[name]:
			next.GoneAt = time.Time{}
		case r.GoneAt.IsZero():
			next.GoneAt = now
		case !r.Open && now.Sub(r.GoneAt) > forgetAfter:
			gone[name] = true
		}
		if !next.GoneAt.Equal(r.GoneAt) {
			changed = append(changed, next)
		}
	}
	if err := errors.Join(t.ledger.Keep(ctx, changed...), t.drop(ctx, gone)); err != nil {
		return fmt.Errorf("note which files are gone: %w", err)
	}
	for _, r := range changed {
		t.byName[r.Claim.Name].GoneAt = r.GoneAt
	}
	t.rolled = now
	return nil
}

// drop forgets names with all that was ever taken under them.
func (t *takenFiles) drop(ctx context.Context, names map[string]bool) error {
	var ids []string
	for name := range names {
		ids = append(ids, t.byName[name].Claim.ID)
	}
	for id, name := range t.old {
		if names[name] && t.byID[id] == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	if err := t.ledger.Forget(ctx, ids...); err != nil {
		return err
	}
	for name := range names {
		delete(t.byName, name)
	}
	for _, id := range ids {
		delete(t.old, id)
	}
	return nil
}
