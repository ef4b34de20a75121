package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// carriedPart is how many digests of ULNs are held before they are kept.
const carriedPart = 64 << 10

// carried gathers which ULNs a file carries while it is read, as keyed digests.
// A file of few has them kept with the end of its check; a large one part by
// part.
type carried struct {
	digests *digests
	keep    func(part int, all []store.ULNDigest) error
	part    int
	all     []store.ULNDigest
}

func (p *Pipeline) newCarried(ctx context.Context, f *store.File) *carried {
	return &carried{digests: newDigests(p.store.Key()), keep: func(part int, all []store.ULNDigest) error {
		return p.store.Update(ctx, func(tx *store.Tx) error { return tx.KeepULNs(f, part, all) })
	}}
}

// add notes the ULN of one row. What is no ULN is nobody's.
func (c *carried) add(uln string) error {
	if !record.ValidULN(uln) {
		return nil
	}
	c.all = append(c.all, c.digests.uln(uln))
	if len(c.all) < carriedPart {
		return nil
	}
	if c.settle(); len(c.all) < carriedPart/2 {
		return nil // a few learners with many awards each
	}
	err := c.keep(c.part, c.all)
	c.part, c.all = c.part+1, c.all[:0]
	return err
}

// settle sorts what is held, each once.
func (c *carried) settle() {
	slices.SortFunc(c.all, func(a, b store.ULNDigest) int { return bytes.Compare(a[:], b[:]) })
	c.all = slices.Compact(c.all)
}

// end keeps the rest.
func (c *carried) end(tx *store.Tx, f *store.File) error {
	if c == nil {
		return nil // nothing was read
	}
	c.settle()
	return tx.KeepULNs(f, c.part, c.all)
}

// uln stands for a learner's number alone.
func (d *digests) uln(uln string) (short store.ULNDigest) {
	whole := d.sum("uln", uln)
	copy(short[:], whole[:])
	return short
}

// FindULN lists the files that carried a ULN, of one organisation or, with "",
// of all. The audit has who looked, and not for whom, before anything is found.
func FindULN(ctx context.Context, s *store.Store, organisations []*Organisation, org, uln string, who Operator) ([]store.Carrier, error) {
	if !record.ValidULN(uln) {
		return nil, errors.New("this is no possible ULN")
	}
	found, err := s.Carriers(ctx, org, newDigests(s.Key()).uln(uln))
	if err != nil {
		return nil, err
	}
	of := map[string]int{}
	for _, c := range found {
		of[c.Organisation]++
	}
	err = s.Update(ctx, func(tx *store.Tx) error {
		for _, e := range events("search by ULN", organisations, who) {
			e.Counts = map[string]int{"files": of[e.Organisation]}
			if err := tx.Audit(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("note the search in the audit, without which nothing is told: %w", err)
	}
	return found, nil
}

// ForgetULNs forgets which ULNs old files carried.
func (p *Pipeline) ForgetULNs(ctx context.Context) error {
	return p.store.Update(ctx, func(tx *store.Tx) error {
		return tx.ForgetULNs(tx.Now().Add(-p.Retention.ULNDigests), func(org string, files int) audit.Event {
			e := p.organisationOf(org).event("forget ULN digests", &store.File{})
			e.Counts = map[string]int{"files": files}
			return e
		})
	})
}
