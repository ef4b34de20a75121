package foldertest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"

	"lrsdrop/internal/folder"
)

// Ledger is a [folder.Ledger] in memory. A folder that is opened with it again
// goes on as after a restart. It can fail any method on demand and counts the
// calls of each, as [Memory] does.
type Ledger struct {
	mu      sync.Mutex
	records []folder.Taken // in the order in which they came
	digests map[string]string
	fails   map[string]func() error
	calls   map[string]int
}

// NewLedger remembers nothing.
func NewLedger() *Ledger {
	return &Ledger{digests: map[string]string{}, fails: map[string]func() error{}, calls: map[string]int{}}
}

// Receive notes what was read under a claim, as the store does.
func (l *Ledger) Receive(id, content string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	sum := sha256.Sum256([]byte(content))
	l.digests[id] = hex.EncodeToString(sum[:])
}

// Fail makes a method call before each of its calls and fail with what that
// returns; nil lets the call through.
func (l *Ledger) Fail(method string, before func() error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fails[method] = before
}

// Calls is how often a method was called.
func (l *Ledger) Calls(method string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calls[method]
}

// Records is all that is remembered, in order.
func (l *Ledger) Records() []folder.Taken {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.records)
}

// enter begins a call; the lock is not held while a failure is made up.
func (l *Ledger) enter(ctx context.Context, method string) error {
	l.mu.Lock()
	l.calls[method]++
	before := l.fails[method]
	l.mu.Unlock()
	if err := ctx.Err(); err != nil || before == nil {
		return err
	}
	return before()
}

// Load implements [folder.Ledger].
func (l *Ledger) Load(ctx context.Context) ([]folder.Taken, error) {
	if err := l.enter(ctx, "Load"); err != nil {
		return nil, err
	}
	return l.Records(), nil
}

// Keep implements [folder.Ledger].
func (l *Ledger) Keep(ctx context.Context, records ...folder.Taken) error {
	if err := l.enter(ctx, "Keep"); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range records {
		at := slices.IndexFunc(l.records, func(old folder.Taken) bool { return old.Claim.ID == r.Claim.ID })
		if at < 0 {
			l.records = append(l.records, r)
		} else {
			l.records[at] = r
		}
	}
	return nil
}

// Digest implements [folder.Ledger].
func (l *Ledger) Digest(ctx context.Context, id string) (string, error) {
	if err := l.enter(ctx, "Digest"); err != nil {
		return "", err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.digests[id], nil
}

// Forget implements [folder.Ledger].
func (l *Ledger) Forget(ctx context.Context, ids ...string) error {
	if err := l.enter(ctx, "Forget"); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.records = slices.DeleteFunc(l.records, func(r folder.Taken) bool { return slices.Contains(ids, r.Claim.ID) })
	return nil
}
