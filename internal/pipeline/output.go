package pipeline

import (
	"cmp"
	"context"
	"io"
	"iter"
	"strconv"
	"strings"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// write writes one planned output and returns how many rows it has. What it
// covers was fixed when it was planned, so it comes out the same every time.
func (p *Pipeline) write(ctx context.Context, org *Organisation, f *store.File, o *store.Output, w io.Writer) (int, error) {
	if o.Kind == kindLRSErrors {
		return 0, p.writeLRSErrors(o, w)
	}
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, o.Upto)
	if err != nil {
		return 0, err
	}
	batches, err := p.store.Batches(ctx, f.ID)
	if err != nil {
		return 0, err
	}
	decided, err := p.decided(ctx, f, ledger.Last())
	if err != nil {
		return 0, err
	}
	out := &output{Pipeline: p, ctx: ctx, org: org, f: f, o: o, ledger: ledger, decided: decided, jobs: map[string]int64{}}
	for _, b := range batches {
		out.jobs[b.ID] = b.Job
	}
	switch o.Kind {
	case kindResult:
		return out.result(w)
	case kindErrors:
		return out.errors(w)
	}
	return out.review(w)
}

func (p *Pipeline) writeLRSErrors(o *store.Output, w io.Writer) error {
	in, err := p.store.Spool.Open(o.Batch + ".errors")
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(w, in)
	return err
}

type output struct {
	*Pipeline
	ctx    context.Context
	org    *Organisation
	f      *store.File
	o      *store.Output
	ledger *store.Ledger
	jobs   map[string]int64

	decided decided // as they stood when the output was planned
}

// covers reports whether the row's outcome belongs in this output.
func (o *output) covers(row store.Row) bool {
	return row.Set.Seq > o.o.After || o.o.After == 0
}

func (o *output) result(w io.Writer) (n int, err error) {
	out := answer.NewResultWriter(w, !o.org.KeepResultVerbatim)
	if o.f.Facts.Rows > 0 {
		for row, err := range o.rows(o.ctx, o.f, 0) {
			if err != nil {
				return n, err
			}
			if became := o.ledger.Row(row.Ordinal); o.covers(became) {
				n++
				if err := out.Write(o.line(row, became)); err != nil {
					return n, err
				}
			}
		}
	}
	return n, out.Close()
}

func (o *output) line(row *batchfile.Row, became store.Row) answer.Result {
	entry := explain(became.Code, became.Outcome)
	line := answer.Result{
		Row: row.Number, MISIdentifier: row.MISIdentifier, ULN: row.ULN, Reference: row.Reference, AwardDate: row.AwardDate,
		Outcome: became.Outcome.String(), Code: became.Code, BatchID: became.Set.Batch, FileID: o.f.ID,
		OriginalFileID: row.Corrects.File, Detail: o.detail(row, became),
	}
	if became.Code != "" && became.Outcome != record.Accepted {
		line.Meaning, line.Action, line.Who = entry.Meaning, entry.Action, string(entry.Who)
	}
	if job := o.jobs[became.Set.Batch]; job != 0 {
		line.JobID = strconv.FormatInt(job, 10)
	}
	if row.Corrects.Row > 0 {
		line.OriginalRow = strconv.Itoa(row.Corrects.Row)
	}
	return line
}

// explain finds the words for a code. LRS's codes for refused rows are not
// public (contract 5.5), so one that nobody knows has the words of a refusal;
// it is shown as received.
func explain(code string, became record.Outcome) lrs.Entry {
	entry, known := lrs.Lookup(code)
	if !known && became == record.Rejected {
		entry, _ = lrs.Lookup(record.CodeRejected)
	}
	switch became {
	case record.Linked, record.Review, record.NoMatch, record.NotFound:
		return entry.OfCheck()
	}
	return entry
}

// detail joins what there is to say of a row beyond its code.
func (o *output) detail(row *batchfile.Row, became store.Row) string {
	var said []string
	if became.Outcome == record.Invalid && became.Code == record.CodeCorrected {
		said = append(said, "Row "+strconv.Itoa(row.Corrects.Row)+" of file "+row.Corrects.File+" was corrected before.")
	}
	for i := range row.Problems {
		said = append(said, problemWords(&row.Problems[i]))
	}
	said = append(said, detailWords(became)...)
	if d := o.decided[row.Ordinal]; d != nil && became.Outcome != record.Held {
		said = append(said, decisionWords(d))
	}
	return strings.Join(said, " ")
}

// decisionWords tells the client's own system who decided on a row, and under
// which ULN it was sent.
func decisionWords(d *store.Decision) string {
	words := "Decision of " + d.By + " on " + clockTime(d.At) + ": " + decisionWord(d) + "."
	if d.Confirmed && d.ULN != "" {
		words += " ULN to use: " + d.ULN + "."
	}
	return words
}

func problemWords(p *record.Problem) string {
	if p.Column == "" {
		return p.Message
	}
	return p.Column + ": " + p.Message
}

// detailWords puts the detail of an outcome in words. Of what LRS returned
// about a learner only the ULN is told (O6).
func detailWords(became store.Row) []string {
	said, uln, ok := differences(became)
	if !ok {
		return nonEmpty(became.Detail)
	}
	if uln != "" {
		said = append(said, "LRS returned ULN "+uln+".")
	}
	return said
}

// whatDiffers puts in words what LRS said of a learner, and gives the ULN that
// it has for them, if it is another: that stands in a column of its own.
func whatDiffers(became store.Row) (words, uln string) {
	said, uln, _ := differences(became)
	if uln != "" {
		said = append(said, "LRS has this learner under another ULN.")
	}
	return strings.Join(said, " "), uln
}

// differences reads what LRS answered about a learner: the flags in words, and
// the ULN that it returned, if it is another. ok is false where the detail of
// the outcome is about something else.
func differences(became store.Row) (said []string, uln string, ok bool) {
	answered, rest, before := cutAnswered(became.Detail)
	if before {
		said = append(said, answeredWords(answered, became))
	}
	flags, uln, verdict := parseDetail(rest)
	return append(said, nonEmpty(lrs.WhatDiffers(flags))...), uln, before || verdict
}

// answeredWords tell what LRS said of a learner whose row has a code of ours.
func answeredWords(code string, became store.Row) string {
	about := " about the learner."
	if became.Code == record.CodeDecisionULN {
		about = " about the learner under the ULN to use."
	}
	if !lrs.IsLRS(code) {
		return "LRS gave no verdict" + about
	}
	return "LRS answered " + code + about
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// errors writes the rows to correct as they were read, so that they can be put
// right and dropped again.
func (o *output) errors(w io.Writer) (n int, err error) {
	marks, stop := o.checked()
	defer stop()
	var out *answer.ErrorsWriter
	originals := newOriginals(o.ctx, o.Pipeline, o.org)
	defer originals.close()
	err = o.cells(o.ctx, o.f, originals.row, func(columns []string, row *batchfile.Row) error {
		if out == nil {
			out = answer.NewErrorsWriter(w, columns)
		}
		if err := o.ctx.Err(); row.Ordinal%look == 0 && err != nil {
			return err
		}
		became := o.ledger.Row(row.Ordinal)
		if !fixable(became.Outcome, became.Code) || !o.covers(became) {
			return nil
		}
		known, err := marks(row.Ordinal)
		if err != nil {
			return err
		}
		n++
		return out.Write(row.Cells, o.mark(known, became))
	})
	if err = cmp.Or(err, originals.err); out == nil || err != nil {
		return n, cmp.Or(err, errRows)
	}
	return n, out.Close()
}

// checked gives the checked row of an ordinal; ordinals must ascend.
func (o *output) checked() (row func(ordinal int) (*batchfile.Row, error), stop func()) {
	next, stop := iter.Pull2(o.rows(o.ctx, o.f, 0))
	return func(ordinal int) (*batchfile.Row, error) {
		for {
			row, err, ok := next()
			if !ok {
				return nil, errRows
			}
			if err != nil || row.Ordinal == ordinal {
				return row, err
			}
		}
	}, stop
}

func (o *output) mark(row *batchfile.Row, became store.Row) answer.Mark {
	entry := explain(became.Code, became.Outcome)
	mark := answer.Mark{File: o.f.ID, Row: row.Number, Code: became.Code, Problem: entry.Meaning, Action: entry.Action}
	if became.Outcome != record.Invalid {
		mark.Problem = strings.Join(append(nonEmpty(entry.Meaning), detailWords(became)...), " ")
		return mark
	}
	var said, do []string
	for i := range row.Problems {
		if problem := &row.Problems[i]; !problem.Warning {
			said, do = append(said, problemWords(problem)), append(do, problem.Action)
		}
	}
	if len(said) > 0 {
		mark.Problem, mark.Action = strings.Join(said, " "), strings.Join(unique(do), " ")
	}
	return mark
}

func unique(all []string) []string {
	var kept []string
	seen := map[string]bool{}
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// review writes the rows that wait for a person's decision.
func (o *output) review(w io.Writer) (n int, err error) {
	out := answer.NewReviewWriter(w)
	for row, err := range o.rows(o.ctx, o.f, 0) {
		if err != nil {
			return n, err
		}
		became := o.ledger.Row(row.Ordinal)
		if became.Outcome != record.Held || !o.covers(became) {
			continue
		}
		n++
		entry, _ := lrs.Lookup(became.Code)
		differs, uln := whatDiffers(became)
		err := out.Write(answer.ReviewRow{
			File: o.f.ID, Row: row.Number, MISIdentifier: row.MISIdentifier, ULN: row.ULN,
			GivenName: row.GivenName, FamilyName: row.FamilyName, DateOfBirth: row.DateOfBirth,
			ReturnedULN: uln, Code: became.Code, WhatDiffers: differs, WhatToDo: entry.Action,
		})
		if err != nil {
			return n, err
		}
	}
	return n, out.Close()
}
