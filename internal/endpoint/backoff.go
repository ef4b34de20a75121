package endpoint

import (
	"errors"
	"math/rand/v2"
	"time"
)

// pace is how patient an endpoint is.
type pace struct {
	dial      time.Duration // how long a TCP connection may take to stand
	handshake time.Duration // and key exchange, login and the start of SFTP after that
	alive     time.Duration // how often a quiet server is asked whether it is there
	dead      time.Duration // a server that was quiet for so long is given up
	firm      time.Duration // a connection that broke sooner was as good as none
	failed    pauses
	refused   pauses        // after a login that was refused
	aborted   time.Duration // how long a write that was broken off waits for its close
}

// pauses grow from the first to the last.
type pauses struct{ first, last time.Duration }

// usualPace finds out within a minute that nobody is there. A server that
// refuses a login may lock the account after a few of them, so those are made
// seldom.
func usualPace() pace {
	return pace{
		dial: 15 * time.Second, handshake: 30 * time.Second,
		alive: 15 * time.Second, dead: 37 * time.Second,
		firm:    15 * time.Second,
		failed:  pauses{time.Second, time.Minute},
		refused: pauses{30 * time.Second, 10 * time.Minute},
		aborted: 3 * time.Second,
	}
}

// backoff grows the pause from failure to failure.
type backoff struct{ failures int }

func (b *backoff) reset() { b.failures = 0 }

// next is the pause after one more failure, spread by a quarter either way, so
// that many installations do not come back at the same moment.
func (b *backoff) next(p pace, err error) time.Duration {
	grows := p.failed
	if errors.Is(err, errLogin) {
		grows = p.refused
	}
	pause := min(grows.first<<min(b.failures, 10), grows.last)
	b.failures++
	return pause*3/4 + rand.N(pause/2+1) // #nosec G404 -- it spreads load, and guards nothing
}
