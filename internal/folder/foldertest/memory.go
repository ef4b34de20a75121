package foldertest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"lrsdrop/internal/folder"
)

// Memory is a folder in memory that passes the suite of [Run]. It needs no
// goroutine and no system call, so it works within testing/synctest. Besides,
// it can fail any method on demand and counts the calls of each.
type Memory struct {
	mu     sync.Mutex
	files  map[string]*file
	claims map[folder.Claim]*file
	made   int
	fails  map[string]func() error
	calls  map[string]int
}

type file struct {
	id      int
	content string
	modTime time.Time
	owner   string
	special bool // no ordinary file
	busy    bool
}

// NewMemory is an empty folder.
func NewMemory() *Memory {
	return &Memory{
		files: map[string]*file{}, claims: map[folder.Claim]*file{},
		fails: map[string]func() error{}, calls: map[string]int{},
	}
}

// Drop puts a file there as a stranger does, whatever its name, with any time.
// A file that is there already is written to and stays the same file.
func (m *Memory) Drop(name, content string, modTime time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.files[name]
	if f == nil {
		f = m.newFile()
		m.files[name] = f
	}
	f.content, f.modTime = content, modTime
}

// DropSpecial puts something there that is no ordinary file.
func (m *Memory) DropSpecial(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.newFile()
	f.special = true
	m.files[name] = f
}

// TakeAway removes a file as a stranger does.
func (m *Memory) TakeAway(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.files, name)
}

// TakeClaimAway removes a claimed file as a stranger does.
func (m *Memory) TakeClaimAway(c folder.Claim) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.claims, c)
}

// WriteClaim changes a claimed file, as a writer does that kept it open.
func (m *Memory) WriteClaim(c folder.Claim, content string, modTime time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.claims[c] == nil {
		m.claims[c] = m.newFile()
	}
	m.claims[c].content, m.claims[c].modTime = content, modTime
}

// SetBusy says whether a writer has the file open.
func (m *Memory) SetBusy(name string, busy bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[name].busy = busy
}

// SetOwner says whose the file is, as [folder.Entry] has it.
func (m *Memory) SetOwner(name, owner string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[name].owner = owner
}

// Fail makes a method call before each of its calls and fail with what that
// returns; nil lets the call through. It may change the folder meanwhile.
func (m *Memory) Fail(method string, before func() error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fails[method] = before
}

// Calls is how often a method was called.
func (m *Memory) Calls(method string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.calls[method]
}

// Names are all names in the folder in order, claims left out.
func (m *Memory) Names() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.names("")
}

func (m *Memory) newFile() *file {
	m.made++
	return &file{id: m.made}
}

func (m *Memory) names(after string) []string {
	var names []string
	for n := range m.files {
		if n > after {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// enter begins a call; the lock is not held while a failure is made up.
func (m *Memory) enter(ctx context.Context, method string) error {
	m.mu.Lock()
	m.calls[method]++
	before := m.fails[method]
	m.mu.Unlock()
	if err := ctx.Err(); err != nil || before == nil {
		return err
	}
	return before()
}

// on begins a call about one name and leaves the lock held if it may go on.
func (m *Memory) on(ctx context.Context, method string, names ...string) error {
	if err := m.enter(ctx, method); err != nil {
		return err
	}
	for _, n := range names {
		if err := folder.SafeName(n); err != nil {
			return err
		}
	}
	m.mu.Lock()
	return nil
}

func (f *file) entry(name string) (folder.Entry, error) {
	if f == nil {
		return folder.Entry{}, folder.ErrGone
	}
	return folder.Entry{Name: name, Size: int64(len(f.content)), ModTime: f.modTime, ID: fmt.Sprint(f.id), Owner: f.owner, Regular: !f.special}, nil
}

func (f *file) open(name string) (io.ReadCloser, folder.Entry, error) {
	e, err := f.entry(name)
	if err == nil && !e.Regular {
		err = folder.ErrNotRegular
	}
	if err != nil {
		return nil, folder.Entry{}, err
	}
	return io.NopCloser(strings.NewReader(f.content)), e, nil
}

// List implements [folder.Lister].
func (m *Memory) List(ctx context.Context, after string, limit int) ([]folder.Entry, error) {
	if err := m.on(ctx, "List"); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	var entries []folder.Entry
	for _, n := range m.names(after) {
		if len(entries) == limit {
			break
		}
		e, _ := m.files[n].entry(n)
		entries = append(entries, e)
	}
	return entries, nil
}

// Stat implements [folder.Lister].
func (m *Memory) Stat(ctx context.Context, name string) (folder.Entry, error) {
	if err := m.on(ctx, "Stat", name); err != nil {
		return folder.Entry{}, err
	}
	defer m.mu.Unlock()
	return m.files[name].entry(name)
}

// Open implements [folder.Lister].
func (m *Memory) Open(ctx context.Context, name string) (io.ReadCloser, folder.Entry, error) {
	if err := m.on(ctx, "Open", name); err != nil {
		return nil, folder.Entry{}, err
	}
	defer m.mu.Unlock()
	return m.files[name].open(name)
}

// Busy implements [folder.Claimer].
func (m *Memory) Busy(ctx context.Context, name string) (bool, error) {
	if err := m.on(ctx, "Busy", name); err != nil {
		return false, err
	}
	defer m.mu.Unlock()
	if _, err := m.files[name].entry(name); err != nil {
		return false, err
	}
	return m.files[name].busy, nil
}

// Claim implements [folder.Claimer].
func (m *Memory) Claim(ctx context.Context, name string, c folder.Claim) (folder.Entry, error) {
	if err := m.on(ctx, "Claim", name, c.Owner, c.ID, c.Name); err != nil {
		return folder.Entry{}, err
	}
	defer m.mu.Unlock()
	e, err := m.files[name].entry(c.Name)
	switch {
	case err != nil:
		return folder.Entry{}, err
	case !e.Regular:
		return folder.Entry{}, folder.ErrNotRegular
	case m.claims[c] != nil:
		return folder.Entry{}, folder.ErrExists
	}
	m.claims[c] = m.files[name]
	delete(m.files, name)
	return e, nil
}

// Claims implements [folder.Claimer].
func (m *Memory) Claims(ctx context.Context, owner string) ([]folder.Claim, error) {
	if err := m.on(ctx, "Claims", owner); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	var own []folder.Claim
	for c := range m.claims {
		if c.Owner == owner {
			own = append(own, c)
		}
	}
	slices.SortFunc(own, func(a, b folder.Claim) int { return cmp.Compare(a.ID, b.ID) })
	return own, nil
}

// OpenClaim implements [folder.Claimer].
func (m *Memory) OpenClaim(ctx context.Context, c folder.Claim) (io.ReadCloser, folder.Entry, error) {
	if err := m.on(ctx, "OpenClaim", c.Owner, c.ID, c.Name); err != nil {
		return nil, folder.Entry{}, err
	}
	defer m.mu.Unlock()
	return m.claims[c].open(c.Name)
}

// StatClaim implements [folder.Claimer].
func (m *Memory) StatClaim(ctx context.Context, c folder.Claim) (folder.Entry, error) {
	if err := m.on(ctx, "StatClaim", c.Owner, c.ID, c.Name); err != nil {
		return folder.Entry{}, err
	}
	defer m.mu.Unlock()
	return m.claims[c].entry(c.Name)
}

// RemoveClaim implements [folder.Claimer].
func (m *Memory) RemoveClaim(ctx context.Context, c folder.Claim, was folder.Entry) error {
	if err := m.on(ctx, "RemoveClaim", c.Owner, c.ID, c.Name); err != nil {
		return err
	}
	defer m.mu.Unlock()
	if e, err := m.claims[c].entry(c.Name); err == nil && was != (folder.Entry{}) && (e.Size != was.Size || !e.ModTime.Equal(was.ModTime)) {
		return folder.ErrChanged
	}
	delete(m.claims, c)
	return nil
}

// Put implements [folder.Publisher].
func (m *Memory) Put(ctx context.Context, name string, write func(io.Writer) error) error {
	return m.publish(ctx, "Put", name, write, false)
}

// Replace implements [folder.Publisher].
func (m *Memory) Replace(ctx context.Context, name string, write func(io.Writer) error) error {
	return m.publish(ctx, "Replace", name, write, true)
}

func (m *Memory) publish(ctx context.Context, method, name string, write func(io.Writer) error, over bool) error {
	if err := m.enter(ctx, method); err != nil {
		return err
	}
	if err := folder.SafeName(name); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if old := m.files[name]; old != nil && !over {
		if old.special || old.content != b.String() {
			return folder.ErrExists
		}
		return nil
	}
	f := m.newFile()
	f.content, f.modTime = b.String(), time.Now()
	m.files[name] = f
	return nil
}

// Remove implements [folder.Publisher].
func (m *Memory) Remove(ctx context.Context, name string) error {
	if err := m.on(ctx, "Remove", name); err != nil {
		return err
	}
	defer m.mu.Unlock()
	if f := m.files[name]; f != nil && f.special {
		return folder.ErrNotRegular
	}
	delete(m.files, name)
	return nil
}

// Sweep implements [folder.Upkeep]. Nothing unfinished is ever seen here.
func (m *Memory) Sweep(ctx context.Context) error { return m.enter(ctx, "Sweep") }

// Probe implements [folder.Upkeep].
func (m *Memory) Probe(ctx context.Context) []folder.Finding {
	if err := m.enter(ctx, "Probe"); err != nil {
		return []folder.Finding{{What: "open the folder", Why: err.Error(), Do: "Look at the test."}}
	}
	return []folder.Finding{{What: "open the folder", OK: true}}
}
