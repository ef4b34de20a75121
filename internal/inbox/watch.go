package inbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// stopPatience is how long Run waits for stations that hang in a dead share or
// in a receiver before it returns without them.
const stopPatience = 8 * time.Second

// Watch looks after all inboxes of a daemon. Inboxes come and go while it runs,
// and the others do not notice.
type Watch struct {
	stateID string
	newID   func() string
	receive Receiver
	opts    Options
	events  events

	mu       sync.Mutex
	stations []*station     // in the order of New and Add
	begun    []*station     // those that Run has started, and that may not have ended
	start    func(*station) // nil before Run and after
}

// New prepares a watch that claims for the installation stateID, under ids
// from newID, which must never repeat. Nothing happens before Run.
func New(inboxes []Inbox, stateID string, newID func() string, receive Receiver, opts Options) *Watch {
	w := &Watch{stateID: stateID, newID: newID, receive: receive, opts: opts.withDefaults()}
	w.Add(inboxes...)
	return w
}

// Add looks after further inboxes. One that has the id of an inbox that was
// removed waits until that one has ended.
func (w *Watch) Add(inboxes ...Inbox) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, in := range inboxes {
		s := newStation(in, w.stateID, w.newID, w.receive, w.opts)
		w.stations = append(w.stations, s)
		if w.start != nil {
			w.start(s)
		}
	}
}

// Remove leaves inboxes alone from now on: no file is claimed there any more,
// and what is being handed over is handed over. The channel is closed once
// that has ended.
func (w *Watch) Remove(ids ...string) (ended <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var left []*station
	w.stations = slices.DeleteFunc(w.stations, func(s *station) bool {
		gone := slices.Contains(ids, s.in.ID)
		if gone {
			close(s.leave)
			w.events.remove(s)
		}
		if gone && slices.Contains(w.begun, s) {
			left = append(left, s)
		}
		return gone
	})
	all := make(chan struct{})
	go func() {
		defer close(all)
		for _, s := range left {
			<-s.done
		}
	}()
	return all
}

// Run watches until the context ends; it is called once. It first hands over
// what an earlier run claimed and did not finish. It returns nil, or an error
// that names the inboxes it had to leave hanging.
func (w *Watch) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer w.events.close()
	var all sync.WaitGroup
	w.begin(func(s *station) {
		w.events.add(s)
		all.Go(func() { s.run(ctx) })
	})
	<-ctx.Done()
	w.mu.Lock()
	w.start = nil
	w.mu.Unlock()
	return w.awaitEnd(&all)
}

// begin starts the stations with run, and those that are added later.
func (w *Watch) begin(run func(*station)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.start = func(s *station) {
		w.begun = slices.DeleteFunc(w.begun, (*station).ended)
		if i := slices.IndexFunc(w.begun, func(before *station) bool { return before.in.ID == s.in.ID }); i >= 0 {
			s.after = w.begun[i].done
		}
		w.begun = append(w.begun, s)
		s.facts.start()
		run(s)
	}
	for _, s := range w.stations {
		w.start(s)
	}
}

func (w *Watch) awaitEnd(all *sync.WaitGroup) error {
	ended := make(chan struct{})
	go func() {
		all.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-time.After(stopPatience):
	}
	var ids []string
	for _, s := range w.begun {
		if !s.ended() {
			ids = append(ids, s.in.ID)
		}
	}
	return fmt.Errorf("stop the watch: inboxes still busy after %s: %s", stopPatience, strings.Join(ids, ", "))
}

// Wake brings the next scan of every inbox forward.
func (w *Watch) Wake() {
	for _, s := range w.all() {
		s.hint()
	}
}

// Health tells how each inbox is doing, in the order of New and Add.
func (w *Watch) Health() []Health {
	stations := w.all()
	all := make([]Health, 0, len(stations))
	for _, s := range stations {
		all = append(all, s.facts.report(s.in.Poll))
	}
	return all
}

func (w *Watch) all() []*station {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.stations)
}
