package pipeline

import (
	"context"
	"fmt"

	"lrsdrop/internal/store"
)

// Recover ends the uploads that were under way when the process last ended:
// their answers are lost.
func (p *Pipeline) Recover(ctx context.Context) error {
	interrupted, err := p.store.Interrupted(ctx)
	if err != nil {
		return fmt.Errorf("look for interrupted uploads: %w", err)
	}
	for _, id := range interrupted {
		if err := p.recoverBatch(ctx, id); err != nil {
			return fmt.Errorf("recover batch %s: %w", id, err)
		}
	}
	if err := p.store.Update(ctx, (*store.Tx).WakeHeld); err != nil {
		return fmt.Errorf("look at the rows that wait for a person: %w", err)
	}
	return p.endHolds(ctx, *p.organisations.Load(), false)
}

func (p *Pipeline) recoverBatch(ctx context.Context, id string) error {
	b, f, err := p.batchAndFile(ctx, id)
	if err != nil {
		return err
	}
	org, ok := p.organisation(b.Organisation)
	if !ok {
		org = &Organisation{ID: b.Organisation}
	}
	p.log.Error("the program ended during an upload: it is not sent again, a person has to find out", "file", f.ID, "batch", b.ID, "organisation", org.ID)
	return p.store.Update(ctx, func(tx *store.Tx) error {
		return lose(tx, org, f, b, "The program ended while the batch was being sent.", "")
	})
}
