package pipeline

import (
	"context"
	"strings"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// decided are the decisions about rows of a file that were taken up, the latest
// of each row, by ordinal.
type decided map[int]*store.Decision

// decided finds them, as they stood after a set of outcomes; 0 means now.
func (p *Pipeline) decided(ctx context.Context, f *store.File, upto int) (decided, error) {
	if !f.Facts.Decided {
		return nil, nil
	}
	all, err := p.store.Decisions(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	latest := decided{}
	for _, d := range all {
		if d.Applied > 0 && (upto == 0 || d.Applied <= upto) {
			latest[d.Ordinal] = d
		}
	}
	return latest, nil
}

// uln is what a confirmed row is sent under in place of its own ULN, or "".
func (d decided) uln(ordinal int) string {
	if one := d[ordinal]; one != nil && one.Confirmed {
		return one.ULN
	}
	return ""
}

// asItIs reports whether a person confirmed that a row is sent as it is: that
// stands in place of a match, however old it gets (O17).
func (d decided) asItIs(ordinal int) bool {
	one := d[ordinal]
	return one != nil && one.Confirmed && one.ULN == ""
}

// clearedByHand reports the same of a row of the ledger: nothing but a decision
// clears it under this code.
func clearedByHand(row store.Row) bool {
	return row.Cleared && lrs.Normalise(row.Code) == codeSimilar
}

// learnerDigests digests learners. One under a ULN that a person gave is kept
// apart: the answer about it is worth less than a match for any other row, and a
// match of another row is none for it, because LRS is asked about it once more.
func (d decided) learnerDigests(of *digests, row *batchfile.Row) store.Digest {
	if d.uln(row.Ordinal) == "" {
		return of.learner(&row.Learner)
	}
	l := &row.Learner
	return of.sum("learner under another ULN", l.ULN, l.FamilyName, l.GivenName, l.DateOfBirth, l.Gender)
}

// ulnRefused is what becomes of a row whose learner LRS does not match under the
// ULN that a person gave: it waits for another decision.
func ulnRefused(code, detail string) store.Change {
	return store.Change{Outcome: record.Held, Code: record.CodeDecisionULN, Detail: answeredDetail(code, detail)}
}

// failed is what becomes of rows that LRS gave no verdict for.
func (d decided) failed(set store.Runs, code, detail string) (changes store.Changes) {
	for ordinal := range set.All() {
		change := store.Change{Outcome: record.Failed, Code: code, Detail: detail}
		if d.uln(ordinal) != "" {
			change = ulnRefused(code, "")
		}
		changes.Add(ordinal, change)
	}
	return changes
}

// answeredDetail keeps what LRS answered about a row that has another code now.
func answeredDetail(code, detail string) string {
	if strings.HasPrefix(detail, answeredMark) {
		return detail
	}
	return answeredMark + strings.ReplaceAll(code, "|", " ") + "|" + detail
}

const answeredMark = "answered "

// cutAnswered takes apart what answeredDetail made.
func cutAnswered(detail string) (code, rest string, ok bool) {
	if detail, ok = strings.CutPrefix(detail, answeredMark); !ok {
		return "", detail, false
	}
	code, rest, _ = strings.Cut(detail, "|")
	return code, rest, true
}
