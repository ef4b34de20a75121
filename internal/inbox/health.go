package inbox

import (
	"sync"
	"time"
)

const (
	// missedPolls is after how many poll times without a scan an inbox counts
	// as stalled.
	missedPolls = 3
	// slowReceiver is how long one call of the receiver may show no sign of life
	// before that counts as stalled, too.
	slowReceiver = 15 * time.Minute
	// leastPoll is what a shorter poll time counts as.
	leastPoll = time.Second
)

// Health is how one inbox is doing.
type Health struct {
	Inbox     *Inbox
	LastScan  time.Time // the end of the last whole scan; zero if there was none
	OutSince  time.Time // since when the folder cannot be read; zero if it can
	LastError error     // what went wrong and has not been overcome; nil if nothing
	Stalled   bool      // nothing has been done for three poll times
	Events    bool      // file events arrive; without them files wait for the poll
	Waiting   int       // files that are not complete yet, or for which there is no room
	Held      int       // claimed files that the receiver could not take yet
	Lost      int       // claimed files that are not where they were claimed to
	Ignored   int       // temporary names and markers
	Refusals  int       // files that stay where they are
	Refused   []Refusal // the first few of them, by name
}

// Refusal is a file that stays where it is. The name is a stranger's, as it
// is: quote it before showing it.
type Refusal struct{ Name, Reason string }

// facts are what a station tells others about itself.
type facts struct {
	mu     sync.Mutex
	health Health
	alive  time.Time // the last sign of life
	handed bool      // the receiver is at work
}

// start begins the watchdog's count.
func (f *facts) start() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.alive = time.Now()
}

// out records a scan that failed. It was a scan all the same: the station is
// alive, the folder is not.
func (f *facts) out(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.alive = time.Now()
	f.health.LastError = err
	f.health.Events = false
	if f.health.OutSince.IsZero() {
		f.health.OutSince = f.alive
	}
}

func (f *facts) scanned(found survey) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.alive = time.Now()
	f.health.LastScan, f.health.OutSince = f.alive, time.Time{}
	f.health.Ignored = found.ignored
}

// sign is a sign of life in the midst of something that takes long.
func (f *facts) sign() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.alive = time.Now()
}

func (f *facts) handing(now bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.alive, f.handed = time.Now(), now
}

func (f *facts) visited(s *station, found survey) {
	err := s.visitErr
	if err == nil {
		err = s.heldErr
	}
	shown := s.refusals.shown()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.alive = time.Now()
	f.health.LastError = err
	f.health.Waiting = found.unmarked + len(s.looks.files)
	f.health.Held, f.health.Lost = s.heldUp(), s.lost()
	f.health.Events = s.listening.Load()
	f.health.Refusals, f.health.Refused = len(s.refusals.files), shown
}

// report is the health now; the watchdog is in the asking, so it works even
// when the station hangs.
func (f *facts) report(poll time.Duration) Health {
	f.mu.Lock()
	defer f.mu.Unlock()
	h := f.health
	limit := missedPolls * max(poll, leastPoll)
	if f.handed {
		limit = max(limit, slowReceiver)
	}
	h.Stalled = !f.alive.IsZero() && time.Since(f.alive) > limit
	return h
}
