package pipeline

import (
	"cmp"
	"context"
	"slices"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// successors is what became of rows of a file that were dropped again, corrected,
// by their outcome in the first file.
type successors struct {
	good  answer.Counts // LRS took the correction
	open  answer.Counts // not, or not yet: the reports of these files say more
	names []string
}

// takenOver finds the rows of a file that later files put right, or tried to.
func (p *Pipeline) takenOver(ctx context.Context, f *store.File, ledger *store.Ledger) (successors, error) {
	by, err := p.store.CorrectedBy(ctx, f.ID)
	if err != nil || len(by) == 0 {
		return successors{}, err
	}
	l := successors{good: answer.Counts{}, open: answer.Counts{}}
	good := map[int]bool{} // by row number: whether LRS took it
	for id, corrections := range by {
		took, name, err := p.took(ctx, id, corrections)
		if err != nil {
			return successors{}, err
		}
		for row, ok := range took {
			good[row] = ok
			if !ok && !slices.Contains(l.names, name) {
				l.names = append(l.names, name)
			}
		}
	}
	slices.Sort(l.names)
	for row, err := range p.rows(ctx, f, 0) {
		if err != nil {
			return successors{}, err
		}
		ok, dropped := good[row.Number]
		outcome := ledger.Row(row.Ordinal).Outcome
		switch {
		case dropped && ok:
			l.good[outcome]++
		case dropped:
			l.open[outcome]++
		}
	}
	return l, nil
}

// took tells of each corrected row whether LRS took it in the later file.
func (p *Pipeline) took(ctx context.Context, id string, corrections []store.Correction) (map[int]bool, string, error) {
	f, err := p.store.File(ctx, id)
	if err != nil {
		return nil, "", err
	}
	ledger, err := p.store.Ledger(ctx, id, f.Facts.Rows, 0)
	if err != nil {
		return nil, "", err
	}
	good := map[int]bool{}
	for _, c := range corrections {
		if c.Ordinal >= ledger.Len() {
			continue // it changed, and is being read again
		}
		o := ledger.Row(c.Ordinal).Outcome
		good[c.Row] = o == record.Accepted || o == record.Matched || o == record.AlreadySent
	}
	return good, cmp.Or(f.Name, "file "+f.ID), nil
}
