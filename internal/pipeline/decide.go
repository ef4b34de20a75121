package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Ruling is what a person decided on one row.
type Ruling struct {
	File string // its id
	Row  int    // as a spreadsheet numbers it
	record.Decision

	shown *batchfile.Row // as whom a review file shows the learner; nil: it is no line of one
	line  int            // of that file
}

// Bringer is who brings rulings, besides the person who decided.
type Bringer struct {
	Account string // of the operating system

	user string // of the decision file
	via  string // its id; "" is the command line
}

// Decide keeps what a person decided on a held row of the organisation; a daemon
// takes it up. The problem says why it cannot stand, and then nothing has
// changed. The ruling must have been checked.
func Decide(ctx context.Context, s *store.Store, org *Organisation, who Bringer, r Ruling) (*record.Problem, error) {
	p := &Pipeline{store: s}
	refused, err := p.rule(ctx, org, who, []Ruling{r}, func(*store.Tx, []*record.Problem) error { return nil })
	if err != nil {
		return nil, fmt.Errorf("decide on row %d of file %s: %w", r.Row, r.File, err)
	}
	return refused[0], nil
}

// How often rulings are judged anew because somebody else was quicker.
const (
	maxJudgements = 50
	judgePause    = 10 * time.Millisecond
)

// rule judges rulings and keeps those that can stand, all in one transaction
// with what also does. It gives a problem for each of the others. What was judged
// is looked at once more in the transaction, so of two people who decide at the
// same time one is the first.
func (p *Pipeline) rule(ctx context.Context, org *Organisation, who Bringer, all []Ruling, also func(*store.Tx, []*record.Problem) error) ([]*record.Problem, error) {
	for attempt := 1; ; attempt++ {
		j := &judgement{p: p, org: org, who: who, refused: make([]*record.Problem, len(all)), outcomes: map[string]int{}}
		if err := j.all(ctx, all); err != nil {
			return nil, err
		}
		err := p.store.Update(ctx, func(tx *store.Tx) error {
			if err := j.keep(tx); err != nil {
				return err
			}
			return also(tx, j.refused)
		})
		if !errors.Is(err, store.ErrMoved) || attempt == maxJudgements {
			return j.refused, err
		}
		select {
		case <-time.After(judgePause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// judgement finds out which of some rulings can stand.
type judgement struct {
	p        *Pipeline
	org      *Organisation
	who      Bringer
	refused  []*record.Problem // by ruling; nil: it stands
	stand    []standingRuling
	outcomes map[string]int // the last set of outcomes of each file that was looked at
}

// standingRuling is a decision that stands, and the file that its row is of.
type standingRuling struct {
	f *store.File
	d *store.Decision
}

func (j *judgement) all(ctx context.Context, all []Ruling) error {
	byFile := map[string][]int{}
	var files []string
	for i, r := range all {
		if byFile[r.File] == nil {
			files = append(files, r.File)
		}
		byFile[r.File] = append(byFile[r.File], i)
	}
	for _, id := range files {
		if err := j.file(ctx, id, all, byFile[id]); err != nil {
			return err
		}
	}
	return nil
}

// file judges the rulings about one file, of which rows lists the places.
func (j *judgement) file(ctx context.Context, id string, all []Ruling, places []int) error {
	for _, i := range places {
		j.refused[i] = noSuchRow(all[i])
	}
	f, err := j.p.store.File(ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil
	case err != nil:
		return err
	case f.Organisation != j.org.ID || f.Kind != record.KindAchievement || f.Facts.Rows == 0:
		return nil // nothing of it waits, or it is nobody's business here
	case !f.Facts.Gone.Data.IsZero():
		for _, i := range places {
			j.refused[i] = refusal(record.CodeDecisionRow, "", "File %s came to its end on %s, and its rows were deleted after their time.", f.ID, clockTime(f.Facts.EndedAt))
		}
		return nil
	}
	w := &waitingRows{f: f, latest: map[int]*store.Decision{}, line: map[int]int{}}
	if w.ledger, err = j.p.store.Ledger(ctx, id, f.Facts.Rows, 0); err != nil {
		return err
	}
	before, err := j.p.store.Decisions(ctx, id)
	if err != nil {
		return err
	}
	for _, d := range before {
		w.latest[d.Ordinal] = d
	}
	j.outcomes[id] = w.ledger.Last()
	return j.rows(ctx, w, all, places)
}

// rows finds the rows by their numbers, in one reading.
func (j *judgement) rows(ctx context.Context, w *waitingRows, all []Ruling, places []int) error {
	byRow := map[int][]int{}
	for _, i := range places {
		byRow[all[i].Row] = append(byRow[all[i].Row], i)
	}
	for row, err := range j.p.rows(ctx, w.f, 0) {
		if err != nil {
			return err
		}
		for _, i := range byRow[row.Number] {
			if j.refused[i] = w.judge(row, all[i]); j.refused[i] == nil {
				j.stand = append(j.stand, standingRuling{w.f, w.stand(row, all[i], j.who)})
			}
		}
		if delete(byRow, row.Number); len(byRow) == 0 {
			return nil
		}
	}
	return nil
}

// waitingRows is what is known of a file whose rows are decided on.
type waitingRows struct {
	f      *store.File
	ledger *store.Ledger
	latest map[int]*store.Decision // by ordinal
	line   map[int]int             // of this decision file that has decided on the row
}

// judge says why a ruling on a row cannot stand, or nil.
func (w *waitingRows) judge(row *batchfile.Row, r Ruling) *record.Problem {
	became, before := w.ledger.Row(row.Ordinal), w.latest[row.Ordinal]
	if r.shown != nil {
		if column := batchfile.SameLearner(r.shown, row); column != "" {
			return anotherLearner(r, column)
		}
	}
	switch line, twice := w.line[row.Ordinal]; {
	case twice:
		return refusal(record.CodeDecisionMade, "", "Row %d of this file has a decision on row %d of file %s already. That decision stands.", line, r.Row, r.File)
	case before != nil && (before.Applied == 0 || became.Outcome != record.Held):
		return refusal(record.CodeDecisionMade, "", "Row %d of file %s was decided on before: %s by %s on %s. That decision stands.",
			r.Row, r.File, decisionWord(before), before.By, clockTime(before.At))
	case became.Outcome != record.Held:
		return refusal(record.CodeDecisionRow, "", "Row %d of file %s does not wait for a decision: it is %s.",
			r.Row, r.File, strings.ReplaceAll(became.Outcome.String(), "_", " "))
	case r.Verdict == record.DecisionConfirm:
		return judgeULN(row, became, r)
	}
	return nil
}

// judgeULN looks at the ULN to use. A row whose name alone is similar goes as it
// is; any other needs the ULN that a person has looked up in the portal.
func judgeULN(row *batchfile.Row, became store.Row, r Ruling) *record.Problem {
	similar := lrs.Normalise(became.Code) == codeSimilar
	switch {
	case similar && r.ULN != "" && r.ULN != row.ULN:
		return refusal(record.CodeDecisionULN, "Leave ULNToUse empty. If the ULN in your system is wrong, reject the row and send the award again with the right one.",
			"Row %d of file %s can be sent under its own ULN only, because LRS answered %s.", r.Row, r.File, became.Code)
	case !similar && r.ULN == "":
		return refusal(record.CodeDecisionULN, "", "Row %d of file %s cannot be sent under its own ULN (%s). It needs the ULN to use.", r.Row, r.File, became.Code)
	}
	return nil
}

// stand makes the decision that is kept.
func (w *waitingRows) stand(row *batchfile.Row, r Ruling, who Bringer) *store.Decision {
	d := &store.Decision{
		File: w.f.ID, Ordinal: row.Ordinal, Seq: 1, Row: row.Number, Confirmed: r.Verdict == record.DecisionConfirm,
		Code: w.ledger.Row(row.Ordinal).Code, By: r.By, Account: who.Account, Note: r.Note, Via: who.via,
	}
	if d.Confirmed && r.ULN != row.ULN {
		d.ULN = r.ULN
	}
	if d.Confirmed && d.ULN == "" && lrs.Normalise(d.Code) != codeSimilar {
		d.ULN = row.ULN // to be verified again all the same
	}
	if before := w.latest[row.Ordinal]; before != nil {
		d.Seq = before.Seq + 1
	}
	w.line[row.Ordinal] = r.line
	return d
}

// keep keeps the decisions that stand, each with its event.
func (j *judgement) keep(tx *store.Tx) error {
	for id, seen := range j.outcomes {
		if last, err := tx.LastOutcomes(id); err != nil {
			return err
		} else if last != seen {
			return store.ErrMoved
		}
	}
	sums := newDigests(j.p.store.Key())
	for _, s := range j.stand {
		e := j.org.event("reject a row", s.f)
		if s.d.Confirmed {
			e = j.org.event("confirm a row", s.f)
		}
		if j.who.via != "" {
			e.User = j.who.user
		}
		e.By, e.Account, e.Via, e.Row, e.Code = s.d.By, s.d.Account, s.d.Via, s.d.Row, s.d.Code
		// A note may hold a learner's details, which the audit outlives: it has a
		// keyed digest, by which the note can be proved as long as it is kept.
		e.Digest = fmt.Sprintf("%x", sums.sum("decision", s.d.Note, s.d.ULN))
		if err := tx.AddDecision(s.d, e); err != nil {
			return err
		}
	}
	return nil
}

// refusal says why a ruling cannot stand. Without words of its own, what to do
// is what the code says.
func refusal(code, action, format string, args ...any) *record.Problem {
	if action == "" {
		entry, _ := lrs.Lookup(code)
		action = entry.Action
	}
	return problem(code, fmt.Sprintf(format, args...), action)
}

func noSuchRow(r Ruling) *record.Problem {
	return refusal(record.CodeDecisionRow, "", "There is no row %d of a file %s that waits for a decision.", r.Row, record.Quote(r.File))
}

func anotherLearner(r Ruling, column string) *record.Problem {
	return refusal(record.CodeDecisionRow, "Take the line from the review file again. Change nothing in it but ULNToUse, Decision, DecidedBy and Note.",
		"%s in this line is not that of row %d of file %s. A decision must stand beside the learner it is about, so nothing was decided.", column, r.Row, r.File)
}

// HeldRow is a row that waits for a person, without the learner's details.
type HeldRow struct {
	Row           int
	MISIdentifier string
	Code          string
	WhatDiffers   string
	Since         time.Time
}

// HeldRows lists the rows of a file that wait for a person's decision.
func HeldRows(ctx context.Context, s *store.Store, f *store.File) (held []HeldRow, err error) {
	p := &Pipeline{store: s}
	ledger, err := s.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil || ledger.Counts()[record.Held] == 0 {
		return nil, err
	}
	all, err := s.Decisions(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	decided := map[int]bool{} // and not taken up yet
	for _, d := range all {
		decided[d.Ordinal] = d.Applied == 0
	}
	for row, err := range p.rows(ctx, f, 0) {
		if err != nil {
			return nil, err
		}
		became := ledger.Row(row.Ordinal)
		if became.Outcome != record.Held || decided[row.Ordinal] {
			continue
		}
		differs, _ := whatDiffers(became)
		held = append(held, HeldRow{
			Row: row.Number, MISIdentifier: row.MISIdentifier, Code: became.Code,
			WhatDiffers: differs, Since: became.Set.At,
		})
	}
	return held, nil
}
