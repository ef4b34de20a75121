package schedule

import (
	"cmp"
	"sync"
	"time"
)

// stalledAfter is after how long without a turn the loop counts as stalled. It
// sleeps a minute at most, and the store may hold it up for some seconds.
const stalledAfter = 3 * longestSleep

// Health is how the schedule is doing.
type Health struct {
	LastTurn time.Time // when it last looked for work; zero: not yet
	Stalled  bool      // it has not looked for three minutes
	Trouble  error     // why the store cannot be read or written just now; nil if it can
}

// Health tells how the schedule is doing. It waits for nothing, so it answers
// when the schedule hangs.
func (s *Schedule) Health() Health { return s.facts.report() }

// facts are what the schedule tells others about itself.
type facts struct {
	mu               sync.Mutex
	turn             time.Time
	reading, writing error
}

// looked records a look for work, and how it ended.
func (f *facts) looked(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.turn, f.reading = time.Now(), err
}

// wrote records a task, and whether what became of it could be kept.
func (f *facts) wrote(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.writing = err
}

func (f *facts) report() Health {
	f.mu.Lock()
	defer f.mu.Unlock()
	return Health{
		LastTurn: f.turn,
		Stalled:  !f.turn.IsZero() && time.Since(f.turn) > stalledAfter,
		Trouble:  cmp.Or(f.writing, f.reading),
	}
}
