package schedule

import (
	"context"
	"time"
)

// lookForChanges is how often somebody else's writing is looked for. To look
// costs a few microseconds.
const lookForChanges = time.Second

// WakeOn wakes the schedule within a second of a change by others, until ctx
// ends: an operator command writes beside the daemon. A look that fails is no
// change, for the schedule meets the same trouble and tells of it.
func (s *Schedule) WakeOn(ctx context.Context, changed func(context.Context) (bool, error)) {
	tick := time.NewTicker(lookForChanges)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if news, err := changed(ctx); err == nil && news {
			s.Wake()
		}
	}
}
