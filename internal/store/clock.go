package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lrsdrop/internal/audit"
)

// LastEvent is when the last event was written before this store was opened,
// zero if there was none. It is later than now if the clock was set back since.
func (s *Store) LastEvent() time.Time { return s.lastEvent }

func (s *Store) readLastEvent(ctx context.Context) error {
	var body []byte
	err := s.read.QueryRowContext(ctx, `SELECT body FROM audit ORDER BY seq DESC LIMIT 1`).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the last event: %w", err)
	}
	var e audit.Event
	if err := json.Unmarshal(body, &e); err != nil {
		return fmt.Errorf("read the last event: %w", err)
	}
	s.lastEvent = e.Time
	return nil
}

// DueEarlier brings forward all that is due later than now, and the ends of
// holds, but not to before now.
func (s *Store) DueEarlier(ctx context.Context, by time.Duration) error {
	const earlier = `CASE WHEN %[1]s > ?1 THEN max(%[1]s - ?2, ?1) ELSE %[1]s END`
	sooner := func(column string) string { return column + " = " + fmt.Sprintf(earlier, column) }
	return s.Update(ctx, func(tx *Tx) error {
		now := tx.now.UnixMilli()
		for _, change := range []string{
			`UPDATE files SET ` + sooner("step_at") + `, ` + sooner("publish_at") + `, ` + sooner("next_at") + ` WHERE step_at > ?1 OR publish_at > ?1`,
			`UPDATE batches SET ` + sooner("next_at") + ` WHERE next_at > ?1`,
			`UPDATE organisations SET ` + sooner("hold_until") + ` WHERE hold_until > ?1`,
		} {
			if err := tx.exec(change, now, by.Milliseconds()); err != nil {
				return fmt.Errorf("bring forward what is due: %w", err)
			}
		}
		return nil
	})
}
