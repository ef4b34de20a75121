package schedule

import (
	"context"
	"time"
)

// tolerance is how far the clock may go back unseen: services that keep it
// right move it by less.
const tolerance = 5 * time.Second

// clock notices that the system's clock was set back (F29). What is due is kept
// by that clock, so it would come later by as much.
type clock struct {
	wall, real time.Time // when it was last read; real runs on whatever is set
}

// back is by how much the clock went back since it was last read, 0 for not.
func (c *clock) back(now time.Time) time.Duration {
	real := time.Now()
	expected := c.wall.Add(real.Sub(c.real))
	first := c.wall.IsZero()
	c.wall, c.real = now.Round(0), real
	if by := expected.Sub(c.wall); !first && by > tolerance {
		return by
	}
	return 0
}

// mindClock looks whether the clock went back since the last turn, or since the
// last event of an earlier run, and has all that is due come earlier by as much.
func (s *Schedule) mindClock(ctx context.Context) {
	by := s.clock.back(s.store.Now())
	if by == 0 {
		return
	}
	if err := s.store.DueEarlier(ctx, by); err != nil {
		if ctx.Err() == nil {
			s.log.Error("the clock went back, and what is due cannot be brought forward", "by", by.Round(time.Second), "error", err)
		}
		s.clock.wall = s.clock.wall.Add(by) // once more in the next turn
		return
	}
	s.log.Warn("the clock went back: what was to come later comes earlier by as much", "by", by.Round(time.Second))
}
