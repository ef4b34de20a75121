package pipeline

import (
	"context"

	"lrsdrop/internal/store"
)

// conclude keeps what a check found, in one transaction: the rows of a small
// file, which has not even begun its check for the store until now, and change.
func (p *Pipeline) conclude(ctx context.Context, org *Organisation, f *store.File, c *checked, change func(*store.Tx) error) error {
	if c.kept == nil {
		if err := p.store.Spool.Flush(); err != nil {
			return err
		}
	}
	before := f.State
	err := p.store.Update(ctx, func(tx *store.Tx) error {
		if f.State == store.Received {
			if err := tx.MoveFile(f, store.Checking, org.event("check", f)); err != nil {
				return err
			}
		}
		if err := c.carried.end(tx, f); err != nil {
			return err
		}
		if c.kept != nil {
			if err := tx.KeepSmall(rowsOf(f), c.kept); err != nil {
				return err
			}
		}
		return change(tx)
	})
	if err != nil {
		f.State = before
	}
	return err
}
