package folder

import (
	"context"
	"fmt"
	"time"
)

// A virus scanner or an indexer holds a new file for seconds, seldom longer.
// Ten seconds of trying is what a stopping daemon can still afford.
const (
	patienceFirst = 20 * time.Millisecond
	patienceMost  = time.Second
	patienceTotal = 10 * time.Second
)

// patiently repeats do while it fails with an error that passes by itself. It
// ends: after about ten seconds the last error is returned, with the time
// spent.
func patiently(ctx context.Context, passing func(error) bool, do func() error) error {
	began, pause := time.Now(), patienceFirst
	for {
		err := do()
		if err == nil || !passing(err) {
			return err
		}
		if spent := time.Since(began); spent+pause > patienceTotal {
			return fmt.Errorf("%w: still so after %s: %w", ErrBusy, spent.Round(time.Second), err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", context.Cause(ctx), err)
		case <-time.After(pause):
		}
		pause = min(2*pause, patienceMost)
	}
}
