package endpoint

import (
	"errors"
	"math/rand/v2"
	"time"
)

// Pauses between attempts to connect. A server that refuses a login may lock
// the account after a few of them, so those are made seldom.
const (
	firstPause   = time.Second
	lastPause    = time.Minute
	firstRefusal = 30 * time.Second
	lastRefusal  = 10 * time.Minute
)

// backoff grows the pause from failure to failure.
type backoff struct{ failures int }

func (b *backoff) reset() { b.failures = 0 }

// next is the pause after one more failure, spread by a quarter either way, so
// that many installations do not come back at the same moment.
func (b *backoff) next(err error) time.Duration {
	first, last := firstPause, lastPause
	if errors.Is(err, errLogin) {
		first, last = firstRefusal, lastRefusal
	}
	pause := min(first<<min(b.failures, 10), last)
	b.failures++
	return pause*3/4 + rand.N(pause/2+1)
}
