package inbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// stopPatience is how long Run waits for stations that hang in a dead share or
// in a receiver before it returns without them.
const stopPatience = 8 * time.Second

// Watch looks after all inboxes of a daemon.
type Watch struct {
	stations []*station
}

// New prepares a watch that claims for the installation stateID, under ids
// from newID, which must never repeat. Nothing happens before Run.
func New(inboxes []Inbox, stateID string, newID func() string, receive Receiver, opts Options) *Watch {
	w := &Watch{}
	opts = opts.withDefaults()
	for _, in := range inboxes {
		w.stations = append(w.stations, newStation(in, stateID, newID, receive, opts))
	}
	return w
}

// Run watches until the context ends; it is called once. It first hands over
// what an earlier run claimed and did not finish. It returns nil, or an error
// that names the inboxes it had to leave hanging.
func (w *Watch) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	events := listenTo(w.stations)
	defer events.close()
	running := make(map[*station]chan struct{}, len(w.stations))
	var all sync.WaitGroup
	for _, s := range w.stations {
		s.facts.start()
		done := make(chan struct{})
		running[s] = done
		all.Go(func() {
			defer close(done)
			s.run(ctx)
		})
	}
	all.Go(func() { events.pass(ctx) })
	<-ctx.Done()
	return awaitEnd(&all, running)
}

func awaitEnd(all *sync.WaitGroup, running map[*station]chan struct{}) error {
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
	for s, done := range running {
		select {
		case <-done:
		default:
			ids = append(ids, s.in.ID)
		}
	}
	if len(ids) == 0 {
		return errors.New("stop the watch: file events did not end")
	}
	return fmt.Errorf("stop the watch: inboxes still busy after %s: %s", stopPatience, strings.Join(ids, ", "))
}

// Wake brings the next scan of every inbox forward.
func (w *Watch) Wake() {
	for _, s := range w.stations {
		s.hint()
	}
}

// Health tells how each inbox is doing, in the order given to New.
func (w *Watch) Health() []Health {
	all := make([]Health, 0, len(w.stations))
	for _, s := range w.stations {
		all = append(all, s.facts.report(s.in.Poll))
	}
	return all
}
