package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/folder/foldertest"
)

const (
	settle = 2 * time.Second
	poll   = 10 * time.Second
)

// world is a watch over folders in memory and everything it told.
type world struct {
	t       *testing.T
	folders []*foldertest.Memory
	watch   *Watch
	stop    context.CancelFunc
	began   time.Time
	refuse  func([]File) error // what the receiver says; nil takes all

	mu    sync.Mutex
	sofar told
}

// told is what a watch has told so far.
type told struct {
	portions [][]string // the names of each portion that was taken
	taken    []File
	calls    int // of the receiver
	refused  []string
	reasons  []error
	lost     []File
}

// told is a copy that later events do not touch.
func (w *world) told() told {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sofar
}

var oldTime = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

func newWorld(t *testing.T, inboxes ...Inbox) *world {
	w := &world{t: t}
	ids := 0
	for i := range inboxes {
		var m *foldertest.Memory
		switch f := inboxes[i].Folder.(type) {
		case *foldertest.Memory:
			m = f
		case slowListing:
			m = f.Memory
		default:
			m = foldertest.NewMemory()
			inboxes[i].Folder = m
		}
		w.folders = append(w.folders, m)
		if inboxes[i].ID == "" {
			inboxes[i].ID = fmt.Sprintf("inbox%d", i)
		}
		inboxes[i].Settle, inboxes[i].Poll = settle, poll
	}
	newID := func() string {
		w.mu.Lock()
		defer w.mu.Unlock()
		ids++
		return fmt.Sprintf("id%05d", ids)
	}
	w.watch = New(inboxes, "state-a", newID, w.receive, Options{
		Refused: func(_ *Inbox, e folder.Entry, reason error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.sofar.refused, w.sofar.reasons = append(w.sofar.refused, e.Name), append(w.sofar.reasons, reason)
		},
		Lost: func(f File, _ error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.sofar.lost = append(w.sofar.lost, f)
		},
	})
	return w
}

func (w *world) receive(_ context.Context, files []File) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sofar.calls++
	if w.refuse != nil {
		if err := w.refuse(files); err != nil {
			return err
		}
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Claim.Name)
	}
	w.sofar.portions = append(w.sofar.portions, names)
	w.sofar.taken = append(w.sofar.taken, files...)
	return nil
}

// start runs the watch until the test ends.
func (w *world) start() {
	ctx, cancel := context.WithCancel(w.t.Context())
	w.began = time.Now()
	done := make(chan error, 1)
	go func() { done <- w.watch.Run(ctx) }()
	w.stop = func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Errorf("Run: %v", err)
		}
	}
	synctest.Wait()
}

func (w *world) drop(name, content string) { w.folders[0].Drop(name, content, oldTime) }

func (w *world) sleep(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (w *world) names() []string {
	var names []string
	for _, f := range w.told().taken {
		names = append(names, f.Claim.Name)
	}
	return names
}

func (w *world) wantTaken(want ...string) {
	w.t.Helper()
	if got := w.names(); !slices.Equal(got, want) {
		w.t.Errorf("after %s: taken %q, want %q", time.Since(w.began), got, want)
	}
}

func (w *world) setRefuse(refuse func([]File) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.refuse = refuse
}

func (w *world) health() Health { return w.watch.Health()[0] }

// inWorld runs a test in fake time, with one inbox unless others are given.
func inWorld(t *testing.T, test func(t *testing.T, w *world), inboxes ...Inbox) {
	t.Helper()
	if len(inboxes) == 0 {
		inboxes = []Inbox{{}}
	}
	synctest.Test(t, func(t *testing.T) {
		own := slices.Clone(inboxes)
		w := newWorld(t, own...)
		test(t, w)
		if w.stop != nil {
			w.stop()
		}
	})
}

var errFull = errors.New("no space left on the state volume")
