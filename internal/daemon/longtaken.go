package daemon

import (
	"context"
	"slices"
	"sync"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/store"
)

// longTaken is an inbox on a server in which files may still lie that were taken
// there long ago: so long that the store has only digests of their names. They
// are left out of listings, as those are whose names are known still.
type longTaken struct {
	*folder.SFTP
	store *store.Store
	inbox string

	mu     sync.Mutex
	loaded bool
	hidden map[store.Hidden]bool
}

// List implements [folder.Lister].
func (l *longTaken) List(ctx context.Context, after string, limit int) ([]folder.Entry, error) {
	return l.Sift(ctx, after, limit, func(string) bool { return false })
}

// Sift implements [folder.Sifter].
func (l *longTaken) Sift(ctx context.Context, after string, limit int, leave func(name string) bool) ([]folder.Entry, error) {
	var all []folder.Entry
	for {
		want := limit - len(all)
		part, err := l.SFTP.Sift(ctx, after, want, leave)
		if err != nil {
			return nil, err
		}
		hidden, err := l.load(ctx)
		if err != nil {
			return nil, err
		}
		got := len(part)
		if got > 0 {
			after = part[got-1].Name
		}
		all = append(all, slices.DeleteFunc(part, func(e folder.Entry) bool { return hidden[l.mark(e)] })...)
		if got < want || len(all) == limit {
			return all, nil
		}
	}
}

func (l *longTaken) mark(e folder.Entry) store.Hidden {
	return store.Hidden{Name: l.store.NameDigest(e.Name), Size: e.Size, ModTime: inUTC(e.ModTime)}
}

// inUTC makes equal moments equal values.
func inUTC(t time.Time) time.Time { return time.Unix(t.Unix(), int64(t.Nanosecond())).UTC() }

// load reads the marks once, after the folder has read its own: a name that is
// deleted between the two is known to both. Those whose names are deleted later
// are known to the folder as long as it is open.
func (l *longTaken) load(ctx context.Context) (map[store.Hidden]bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.loaded {
		return l.hidden, nil
	}
	marks, err := l.store.HiddenIn(ctx, l.inbox)
	if err != nil {
		return nil, err
	}
	l.hidden = map[store.Hidden]bool{}
	for _, m := range marks {
		l.hidden[m] = true
	}
	l.loaded = true
	return l.hidden, nil
}
