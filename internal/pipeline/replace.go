package pipeline

import (
	"context"
	"fmt"

	"lrsdrop/internal/store"
)

func byID(organisations []*Organisation) *map[string]*Organisation {
	all := map[string]*Organisation{}
	for _, org := range organisations {
		all[org.ID] = org
	}
	return &all
}

// organisation gives an organisation as it is now.
func (p *Pipeline) organisation(id string) (*Organisation, bool) {
	org, ok := (*p.organisations.Load())[id]
	return org, ok
}

// Replace works for other organisations from now on. Steps under way end with
// what they began with. Work of those that are gone stays in the store; that of
// those whose password or certificate changed, or that were suspended, is due
// again. On an error it works for those of before.
func (p *Pipeline) Replace(ctx context.Context, organisations []*Organisation) error {
	before := p.organisations.Swap(byID(organisations))
	changed := map[string]*Organisation{}
	for _, org := range organisations {
		was := (*before)[org.ID]
		if was == nil || was.Cause != org.Cause || (was.LRS == nil) != (org.LRS == nil) {
			changed[org.ID] = org
		}
	}
	if err := p.endHolds(ctx, changed, true); err != nil {
		p.organisations.Store(before)
		return fmt.Errorf("let organisations call LRS again: %w", err)
	}
	return nil
}

// endHolds ends the holds of organisations whose password, certificate or names
// are not those that LRS refused, and on request makes due what waited for a
// change of them. It is done in one update: a hold that a call under way sets
// comes before it, and is seen, or after it, and sees what changed (overtaken).
func (p *Pipeline) endHolds(ctx context.Context, organisations map[string]*Organisation, wake bool) error {
	return p.store.Update(ctx, func(tx *store.Tx) error {
		holds, err := tx.Holds()
		if err != nil {
			return err
		}
		for _, h := range holds {
			org, ok := organisations[h.Organisation]
			if !ok || org.LRS == nil || h.Cause == org.Cause {
				continue
			}
			if err := tx.HoldOrganisation(store.Hold{Organisation: h.Organisation, Until: tx.Now()}, org.event("hold ended", &store.File{})); err != nil {
				return err
			}
		}
		for id, org := range organisations {
			if !wake || org.LRS == nil {
				continue
			}
			if err := tx.WakeBatches(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// overtaken reports that the organisation's password or certificate changed
// while a call was under way: what LRS said of the old ones says nothing of the
// new.
func (c *call) overtaken() bool {
	now, ok := c.organisation(c.org.ID)
	return ok && now.Cause != c.org.Cause
}
