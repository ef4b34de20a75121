package pipeline

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// spread gives the rows of one learner the answer that the asked one of them
// got, and keeps who matched for the files to come.
func (p *Pipeline) spread(ctx context.Context, org *Organisation, f *store.File, batches []*store.Batch) error {
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return err
	}
	a := &answers{ledger: ledger, asked: map[string]bool{}, after: f.Facts.Answered}
	for _, b := range batches {
		a.asked[b.ID] = b.Operation != store.Achievements
	}
	decided, err := p.decided(ctx, f, 0)
	if err != nil {
		return err
	}
	var set store.Runs
	for i := range ledger.Len() {
		if row := ledger.Row(i); a.answers(row) || row.Outcome == record.Open && !row.Cleared {
			set.Add(i)
		}
	}
	return p.sections(ctx, f, 0, set, decided.learnerDigests, func(part []store.Award) error {
		a.sets = map[int]*answered{}
		for learners := range stretches(part) {
			a.read(learners)
			if err := p.keepVerified(ctx, org, a); err != nil {
				return err
			}
		}
		return p.follow(ctx, f, a)
	})
}

// stretch is about how many digests are worked on at once: neighbours, so that
// the store touches each of its pages once.
const stretch = 16 << 10

// stretches parts sorted digests between learners.
func stretches(part []store.Award) iter.Seq[[]store.Award] {
	return func(yield func([]store.Award) bool) {
		for len(part) > 0 {
			n := min(stretch, len(part))
			for n < len(part) && part[n].Digest == part[n-1].Digest {
				n++
			}
			if !yield(part[:n]) {
				return
			}
			part = part[n:]
		}
	}
}

// answers sorts rows by the set of outcomes that answers them.
type answers struct {
	ledger *store.Ledger
	asked  map[string]bool // batches that asked
	after  int             // sets up to this one are of an earlier verification
	sets   map[int]*answered
}

// answered are the learners of one set of answers: their rows that were not
// asked about themselves, and who of them matched.
type answered struct {
	at      time.Time
	rows    []follower
	matched []store.Digest
}

// follower is a row, and the asked row whose answer it takes over.
type follower struct{ ordinal, asked uint32 }

// answers reports whether a row has LRS's answer of this verification.
func (a *answers) answers(row store.Row) bool { return a.asked[row.Set.Batch] && row.Set.Seq > a.after }

// read walks digests in groups of one learner. An answer is as old for the rows
// that follow as for the row that was asked about.
func (a *answers) read(part []store.Award) {
	for len(part) > 0 {
		n := 1
		for n < len(part) && part[n].Digest == part[0].Digest {
			n++
		}
		a.learner(part[:n])
		part = part[n:]
	}
}

func (a *answers) learner(rows []store.Award) {
	lead := slices.IndexFunc(rows, func(r store.Award) bool { return a.answers(a.ledger.Row(int(r.Ordinal))) })
	if lead < 0 {
		return
	}
	answer := a.ledger.Row(int(rows[lead].Ordinal))
	set := a.sets[answer.Set.Seq]
	if set == nil {
		set = &answered{at: answer.Set.At}
		a.sets[answer.Set.Seq] = set
	}
	if answer.Code == codeMatch {
		set.matched = append(set.matched, rows[0].Digest)
	}
	for _, r := range rows {
		if row := a.ledger.Row(int(r.Ordinal)); row.Outcome == record.Open && !row.Cleared {
			set.rows = append(set.rows, follower{r.Ordinal, rows[lead].Ordinal})
		}
	}
}

// follow gives the rows that follow their answers.
func (p *Pipeline) follow(ctx context.Context, f *store.File, a *answers) error {
	for _, set := range a.sets {
		if len(set.rows) == 0 {
			continue
		}
		slices.SortFunc(set.rows, func(a, b follower) int { return cmp.Compare(a.ordinal, b.ordinal) })
		changes := func(yield func(store.Change) bool) {
			for _, r := range set.rows {
				answer := a.ledger.Row(int(r.asked))
				if !yield(store.Change{First: int(r.ordinal), Count: 1, Outcome: answer.Outcome, Cleared: answer.Cleared, Code: answer.Code, Detail: answer.Detail}) {
					return
				}
			}
		}
		err := p.store.Update(ctx, func(tx *store.Tx) error {
			_, err := tx.AddEach(f.ID, "", set.at, changes)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keepVerified keeps who matched of the learners read last.
func (p *Pipeline) keepVerified(ctx context.Context, org *Organisation, a *answers) error {
	if org.VerifyReuse == 0 {
		a.forgetMatched()
		return nil
	}
	err := p.store.Update(ctx, func(tx *store.Tx) error {
		for _, set := range a.sets {
			if err := tx.AddVerified(org.ID, set.at, set.matched); err != nil {
				return err
			}
		}
		return nil
	})
	a.forgetMatched()
	return err
}

func (a *answers) forgetMatched() {
	for _, set := range a.sets {
		set.matched = set.matched[:0]
	}
}
