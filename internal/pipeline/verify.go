package pipeline

import (
	"context"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// LRS's codes that decide by themselves (contract 5.1, 5.3). They are compared
// with; only what LRS said of a row before is given out again.
const (
	codeMatch    = "WSVRC001"
	codeLinked   = "WSVRC002"
	codeSimilar  = "WSVRC003"
	codeNoMatch  = "WSVRC005"
	codeNotFound = "WSVRC006"

	codeClosed = "WSEC0004" // outside operating hours
)

// maxRounds is how often LRS is asked about a learner that it leaves out.
const maxRounds = 3

// lookUp is how many digests one query takes.
const lookUp = 5000

// verify plans what has to be asked about learners, round by round, until
// every row has an answer. Then the file goes on.
func (p *Pipeline) verify(ctx context.Context, org *Organisation, f *store.File) error {
	batches, err := p.store.Batches(ctx, f.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(batches, func(b *store.Batch) bool { return b.Operation != store.Achievements && !b.State.Ended() }) {
		return p.waitForBatches(ctx, f, batches)
	}
	if f.Facts.Round > 0 {
		if err := p.spread(ctx, org, f, batches); err != nil {
			return err
		}
	}
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return err
	}
	open := ledger.Waiting(false)
	if f.Facts.Round == 0 && !slices.ContainsFunc(batches, sent) {
		if changed, err := p.changed(ctx, org, f); err != nil {
			return err
		} else if changed {
			return p.takeAnew(ctx, org, f)
		}
	}
	switch {
	case len(open) == 0:
		return p.verified(ctx, org, f)
	case f.Facts.Round >= maxRounds:
		return p.unanswered(ctx, org, f, open)
	}
	return p.planVerify(ctx, org, f, open)
}

// waitForBatches lets the file sleep until a batch of it ends. seen are the
// batches as the step found them: one that has ended since has woken the file
// already, and that must not be slept over.
func (p *Pipeline) waitForBatches(ctx context.Context, f *store.File, seen []*store.Batch) error {
	return p.store.Update(ctx, func(tx *store.Tx) (err error) {
		if err := tx.Refresh(f); err != nil {
			return err
		}
		if f.StepAt, err = p.unlessMoved(tx, f, seen); err != nil {
			return err
		}
		return tx.SaveFile(f)
	})
}

// unlessMoved is when a file that waits for its batches is looked at again: at
// once if one of them has moved on since they were seen, else when one ends.
func (p *Pipeline) unlessMoved(tx *store.Tx, f *store.File, seen []*store.Batch) (time.Time, error) {
	now, err := tx.OpenBatches(f.ID)
	if err != nil || now == progress(seen) {
		return time.Time{}, err
	}
	return tx.Now(), nil
}

// progress counts the batches that a file waits for, as
// [store.Tx.OpenBatches] does.
func progress(batches []*store.Batch) (o store.Progress) {
	for _, b := range batches {
		switch {
		case b.State == store.BatchPlanned || b.State == store.BatchSubmitting:
			o.ToSend++
		case b.State == store.BatchSubmitted && !(b.Operation == store.Achievements && b.Facts.Overdue):
			o.Running++
		}
	}
	return o
}

// planVerify plans one round: each learner of the open rows once, but for
// those that matched lately.
func (p *Pipeline) planVerify(ctx context.Context, org *Organisation, f *store.File, open store.Runs) error {
	decided, err := p.decided(ctx, f, 0)
	if err != nil {
		return err
	}
	var leaders []uint32
	reused := map[time.Time][]uint32{}
	err = p.sections(ctx, f, 0, open, decided.learnerDigests, func(part []store.Award) error {
		for learners := range stretches(part) {
			known, err := p.reusable(ctx, org, f, learners)
			if err != nil {
				return err
			}
			for i, a := range learners {
				if at, ok := known[i]; ok && decided.uln(int(a.Ordinal)) == "" {
					at = at.Truncate(grain(org)) // rather too old than too young
					reused[at] = append(reused[at], a.Ordinal)
				} else if i == 0 || learners[i-1].Digest != a.Digest {
					leaders = append(leaders, a.Ordinal)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(leaders)
	batches, err := p.cutVerify(ctx, f, leaders)
	if err != nil {
		return err
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		for at, rows := range reused {
			slices.Sort(rows)
			changes := func(yield func(store.Change) bool) {
				for _, ordinal := range rows {
					if !yield(store.Change{First: int(ordinal), Count: 1, Cleared: true, Code: codeMatch}) {
						return
					}
				}
			}
			if _, err := tx.AddEach(f.ID, "", at, changes); err != nil {
				return err
			}
		}
		for _, b := range batches {
			b.NextAt = tx.Now()
			if err := tx.AddBatch(b); err != nil {
				return err
			}
		}
		f.Facts.Round++
		f.StepAt = time.Time{}
		if len(batches) == 0 {
			f.StepAt = tx.Now()
		}
		if err := tx.SaveFile(f); err != nil {
			return err
		}
		e := org.event("plan verification", f)
		e.Counts = map[string]int{"learners": len(leaders), "batches": len(batches), "verified before": rowsIn(reused)}
		return tx.Audit(e)
	})
}

// grain is how exactly the time of a match that is used again is kept: few
// different times make few sets of outcomes.
func grain(org *Organisation) time.Duration { return max(org.VerifyReuse/24, time.Millisecond) }

func rowsIn(reused map[time.Time][]uint32) (n int) {
	for _, rows := range reused {
		n += len(rows)
	}
	return n
}

// reusable finds learners that matched lately enough to stand for "verified
// before upload" (O17). A verify file asks LRS, always.
func (p *Pipeline) reusable(ctx context.Context, org *Organisation, f *store.File, part []store.Award) (map[int]time.Time, error) {
	if org.VerifyReuse == 0 || f.Kind != record.KindAchievement || f.Facts.Round > 0 {
		return nil, nil
	}
	since := p.store.Now().Add(-org.VerifyReuse).Add(grain(org)) // it counts from the start of its grain
	found := map[int]time.Time{}
	for start := 0; start < len(part); start += lookUp {
		chunk := part[start:min(start+lookUp, len(part))]
		known, err := p.store.Verified(ctx, org.ID, since, digestsOf(chunk))
		if err != nil {
			return nil, err
		}
		for i, at := range known {
			found[start+i] = at
		}
	}
	return found, nil
}

func digestsOf(awards []store.Award) []store.Digest {
	all := make([]store.Digest, len(awards))
	for i := range awards {
		all[i] = awards[i].Digest
	}
	return all
}

// cutVerify parts learners into batches that LRS takes (O16); a few go one by
// one, which is answered at once.
func (p *Pipeline) cutVerify(ctx context.Context, f *store.File, rows []uint32) ([]*store.Batch, error) {
	operation := store.VerifyBatch
	if len(rows) <= p.SingleLearners {
		operation = store.VerifyOne
	}
	return p.cut(ctx, f, rows, operation, p.BatchLearners)
}

// cut parts rows, in ascending order, into batches of at most n.
func (p *Pipeline) cut(ctx context.Context, f *store.File, rows []uint32, operation store.Operation, n int) ([]*store.Batch, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	where, err := p.index(ctx, f)
	if err != nil {
		return nil, err
	}
	var all []*store.Batch
	for part := range slices.Chunk(rows, n) {
		b := &store.Batch{File: f.ID, Organisation: f.Organisation, Operation: operation, First: int(part[0]), Last: int(part[len(part)-1])}
		for _, ordinal := range part {
			b.Rows.Add(int(ordinal))
		}
		b.Facts.Count, b.Facts.Offset = len(part), where.of(b.First)
		all = append(all, b)
	}
	return all, nil
}

// unanswered ends rows that LRS left out in every round.
func (p *Pipeline) unanswered(ctx context.Context, org *Organisation, f *store.File, open store.Runs) error {
	decided, err := p.decided(ctx, f, 0)
	if err != nil {
		return err
	}
	changes := decided.failed(open, record.CodeNoAnswer, "")
	return p.store.Update(ctx, func(tx *store.Tx) error {
		if _, err := tx.AddOutcomes(f.ID, "", tx.Now(), changes); err != nil {
			return err
		}
		e := org.event("no answer", f)
		e.Counts = named(count(changes.All()))
		return tx.Audit(e)
	})
}

// verified sends the file on once every learner has an answer.
func (p *Pipeline) verified(ctx context.Context, org *Organisation, f *store.File) error {
	if f.Kind == record.KindVerify {
		return p.settle(ctx, org, f)
	}
	return p.store.Update(ctx, func(tx *store.Tx) error {
		f.StepAt, f.PublishAt = tx.Now(), sooner(f.PublishAt, tx.Now().Add(settling))
		return tx.MoveFile(f, store.Submitting, org.event("verified", f))
	})
}

// verdict turns LRS's answer about a learner into what becomes of the row.
func verdict(org *Organisation, kind record.Kind, v lrs.Verdict) store.Change {
	change := store.Change{Code: v.Code, Detail: verdictDetail(v)}
	code := lrs.Normalise(v.Code)
	if kind == record.KindVerify {
		change.Outcome = verifyOutcome(code)
		return change
	}
	switch code {
	case codeMatch:
		change.Cleared = true
		change.Code, change.Detail = codeMatch, ""
	case codeLinked:
		change.Cleared = org.SubmitLinked
		if !org.SubmitLinked {
			change.Outcome = record.Held
		}
	case codeNoMatch, codeNotFound:
		change.Outcome = record.Unverified
	default: // 003, 004, and whatever we do not know: a person looks
		change.Outcome = record.Held
	}
	return change
}

func verifyOutcome(code string) record.Outcome {
	switch code {
	case codeMatch:
		return record.Matched
	case codeLinked:
		return record.Linked
	case codeNoMatch:
		return record.NoMatch
	case codeNotFound:
		return record.NotFound
	}
	return record.Review
}

// A verdict's detail is kept as flags and the ULN that LRS returned, the only
// thing of LRS's that people see (O6).
func verdictDetail(v lrs.Verdict) string {
	if len(v.Flags) == 0 && (v.ULN == "" || v.ULN == v.SearchedULN) {
		return ""
	}
	uln := v.ULN
	if uln == v.SearchedULN {
		uln = ""
	}
	return "verdict " + strings.Join(v.Flags, " ") + "|" + uln
}

func parseDetail(detail string) (flags []string, uln string, ok bool) {
	rest, ok := strings.CutPrefix(detail, "verdict ")
	if !ok {
		return nil, "", false
	}
	words, uln, _ := strings.Cut(rest, "|")
	return strings.Fields(words), uln, true
}
