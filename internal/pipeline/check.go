package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime/debug"
	"time"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// checked is what a reading of a whole file found.
type checked struct {
	head        batchfile.Head
	person      batchfile.Person
	rows        int
	invalid     broken
	warnings    map[string]int
	withdrawals int
	corrections []store.Correction
	about       map[string]bool // the files that a decision file has decisions about
	stopped     *record.Problem
	kept        []byte // the checked rows of a small file
	carried     *carried
}

// check reads a file from its first to its last row. Only a file that was read
// whole goes on (F2).
func (p *Pipeline) check(ctx context.Context, org *Organisation, f *store.File) error {
	if f.Facts.Stopped != nil {
		return p.stop(ctx, org, f, &checked{stopped: f.Facts.Stopped})
	}
	how, err := p.pin(org, f)
	if err != nil {
		return err
	}
	found, err := p.read(ctx, org, f, how)
	if err != nil {
		return err
	}
	f.Kind = found.head.Kind
	f.Facts.Unknown, f.Facts.Rows, f.Facts.Warnings = found.head.Unknown, found.rows, found.warnings
	if err := p.settleUser(org, f, found); err != nil {
		return err
	}
	if f.Kind == record.KindDecision && found.stopped == nil {
		if err := p.whoseDecisions(ctx, org, found); err != nil {
			return err
		}
	}
	same, err := p.sameBytes(ctx, org, f)
	if err != nil {
		return err
	}
	switch {
	case f.Cancelled:
		if found.stopped != nil && !p.listable(found) {
			found.rows, found.invalid = 0, broken{} // it was not read to its end
		}
		found.stopped = cancelledProblem()
		return p.end(ctx, org, f, found, store.Cancelled, "cancelled")
	case same != nil && !(found.stopped != nil && unchecked(same)):
		return p.duplicate(ctx, org, f, found, same)
	case found.stopped != nil:
		return p.stop(ctx, org, f, found)
	case f.Kind == record.KindDecision:
		return p.acceptDecisions(ctx, org, f, found, how.Trial)
	}
	return p.accept(ctx, org, f, found, how.Trial)
}

// pin decides how the file is read, once: a second reading, for its
// errors.csv, must give the same rows.
func (p *Pipeline) pin(org *Organisation, f *store.File) (pinned, error) {
	in, ok := org.Inboxes[f.Inbox]
	if !ok {
		return pinned{}, fmt.Errorf("inbox %s is not in the configuration any more", f.Inbox)
	}
	how := pinned{Encoding: in.Encoding, Mapping: org.Mapping, UserColumn: org.Users.Column, Today: record.LondonToday(p.store.Now()), Trial: in.Trial}
	raw, err := json.Marshal(how)
	f.Facts.Pinned = raw
	return how, err
}

func (p *Pipeline) readOptions(how pinned) batchfile.Options {
	return batchfile.Options{
		Encoding: how.Encoding, Mapping: how.Mapping, UserColumn: how.UserColumn, MaxBytes: p.MaxBytes, MaxRows: p.MaxRows, SpillDir: p.TempDir,
		Rules: record.Rules{Today: how.Today, Actions: p.Actions, DigitsOnlyUKPRN: p.Environment == answer.Production},
	}
}

// read reads and checks every row and keeps the checked rows in the spool.
func (p *Pipeline) read(ctx context.Context, org *Organisation, f *store.File, how pinned) (*checked, error) {
	originals := newOriginals(ctx, p, org)
	defer originals.close()
	o := p.readOptions(how)
	o.UKPRN, o.OrganisationRef = org.Credentials.UKPRN, org.Credentials.OrganisationRef
	o.RequireOrganisation = org.Inboxes[f.Inbox].RequireOrganisation
	o.Original, o.Deleted = originals.row, originals.deleted
	found, err := p.readGuarded(ctx, f, o)
	if err == nil {
		err = originals.err
	}
	if err != nil {
		return nil, err
	}
	if stop := found.stopped; stop != nil && (stop.Code == record.CodeWrongOrg || stop.Code == record.CodeNoOrg) {
		// Every row gets its answer, so the rows are read for their numbers.
		o.UKPRN, o.OrganisationRef, o.RequireOrganisation = "", "", false
		if again, err := p.readGuarded(ctx, f, o); err == nil && again.stopped == nil {
			again.stopped = stop
			found = again
		}
	}
	return p.limits(org, f, found), nil
}

// readGuarded stops a file that makes our own reading fail: it is answered, and
// holds up no other (F22).
func (p *Pipeline) readGuarded(ctx context.Context, f *store.File, o batchfile.Options) (found *checked, err error) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		p.log.Error("the program failed while it read a file, a fault of its own", about(f), "fault", fmt.Sprintf("%T", fault))
		p.log.Debug("where it failed", about(f), "stack", string(debug.Stack()))
		found, err = &checked{stopped: problem(record.CodeInternal,
			"Our own program failed while it read this file. Nothing was sent.", "Tell support the file ID. They find the reason in the log.")}, nil
	}()
	return p.readRows(ctx, f, o)
}

func (p *Pipeline) readRows(ctx context.Context, f *store.File, o batchfile.Options) (*checked, error) {
	in, err := p.store.OpenKept(ctx, inputOf(f))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	found := &checked{warnings: map[string]int{}, carried: p.newCarried(ctx, f)}
	reader, err := batchfile.Open(in, o)
	if err != nil {
		return found.refused(err)
	}
	defer reader.Close()
	keep := func(w io.Writer) error {
		rows := batchfile.NewRowWriter(w)
		return cmp.Or(found.all(ctx, reader, rows), rows.Flush())
	}
	if f.Bytes <= store.Small {
		var kept bytes.Buffer
		err = keep(&kept)
		found.kept = kept.Bytes()
	} else {
		err = p.store.Spool.Write(rowsOf(f), keep)
	}
	found.head, found.person = reader.Head(), reader.Person()
	return found.refused(err)
}

// refused keeps why a file is not fit; any other error is the machine's.
func (c *checked) refused(err error) (*checked, error) {
	if refusal, ok := errors.AsType[*batchfile.Refusal](err); ok {
		c.stopped = &refusal.Problem
		return c, nil
	}
	return c, err
}

// look is how many rows are read between two looks at the context.
const look = 1024

func (c *checked) all(ctx context.Context, reader *batchfile.Reader, rows *batchfile.RowWriter) error {
	decisions := reader.Head().Kind == record.KindDecision
	for {
		row, err := reader.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if c.rows%look == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := rows.Write(row); err != nil {
			return err
		}
		if err := c.carried.add(row.ULN); err != nil {
			return err
		}
		if decisions {
			c.noteDecision(row)
		} else {
			c.note(row)
		}
	}
}

func (c *checked) note(row *batchfile.Row) {
	switch {
	case c.broke(row):
		return
	case row.Corrects.File != "":
		c.corrections = append(c.corrections, store.Correction{File: row.Corrects.File, Row: row.Corrects.Row, Ordinal: row.Ordinal})
	}
	if row.Action == record.ActionWithdraw {
		c.withdrawals++
	}
}

// broke counts a row and reports whether it broke a rule.
func (c *checked) broke(row *batchfile.Row) bool {
	c.rows++
	first := ""
	for i := range row.Problems {
		if problem := &row.Problems[i]; problem.Warning {
			c.warnings[problem.Code]++
		} else if first == "" {
			first = problem.Code
		}
	}
	if first != "" {
		c.invalid.add(row.Ordinal, first)
	}
	return first != ""
}

// limits looks at what only the whole file shows. A person may have overruled
// some of it.
func (p *Pipeline) limits(org *Organisation, f *store.File, c *checked) *checked {
	switch {
	case c.stopped != nil, c.head.Kind == record.KindDecision:
	case org.RejectInvalid && c.invalid.rows > 0 && !lets(f, record.CodeInvalidRows):
		c.stopped = problem(record.CodeInvalidRows,
			fmt.Sprintf("%d of %d rows have problems, and nothing of a file goes while one has.", c.invalid.rows, c.rows),
			"Correct the rows and drop the whole file again.")
	case org.MaxWithdrawals > 0 && c.withdrawals > org.MaxWithdrawals && !lets(f, record.CodeWithdrawals):
		c.stopped = problem(record.CodeWithdrawals,
			fmt.Sprintf("The file withdraws %d awards. More than %d in one file are not sent.", c.withdrawals, org.MaxWithdrawals),
			"Check that all of them are meant. If they are, ask support to release this file. If not, drop it again without the others.")
	case p.Environment == answer.Production && !p.ActionsConfirmed && c.head.Kind == record.KindAchievement:
		c.stopped = problem(record.CodeActionCodes,
			"The numbers that LRS uses for award, withdraw and reinstate have not been confirmed, so no award is sent.",
			"Ask support to confirm lrs.action_codes in the configuration. Then drop the file again.")
	}
	return c
}

func problem(code, message, action string) *record.Problem {
	return &record.Problem{Code: code, Message: message, Action: action}
}

// sameBytes finds the earlier file that this one repeats, if it may not be
// sent again. Verify files change nothing at LRS and are simply done again; of a
// trial nothing will be sent, however far it is.
func (p *Pipeline) sameBytes(ctx context.Context, org *Organisation, f *store.File) (*store.File, error) {
	if f.Kind != record.KindAchievement || lets(f, record.CodeDuplicateFile) {
		return nil, nil // row by row, nothing is sent twice
	}
	same, err := p.store.SameBytes(ctx, f, func(same *store.File) bool {
		return !(unchecked(same) && org.Inboxes[same.Inbox].Trial)
	})
	if err != nil {
		return nil, fmt.Errorf("look for an earlier file with the same content: %w", err)
	}
	return same, nil
}

// unchecked reports that nobody knows yet whether anything of a file will be
// sent.
func unchecked(f *store.File) bool { return f.State == store.Received || f.State == store.Checking }

// duplicate ends a file that was sent before.
func (p *Pipeline) duplicate(ctx context.Context, org *Organisation, f *store.File, c *checked, same *store.File) error {
	f.Facts.DuplicateOf = same.ID
	c.stopped = problem(record.CodeDuplicateFile, "This file was sent before. It was not sent again.", "If you changed it, check that you saved it.")
	return p.end(ctx, org, f, c, store.Duplicate, "duplicate")
}

// stop ends a file of which nothing may be sent.
func (p *Pipeline) stop(ctx context.Context, org *Organisation, f *store.File, c *checked) error {
	return p.end(ctx, org, f, c, store.Refused, "refuse")
}

func (p *Pipeline) end(ctx context.Context, org *Organisation, f *store.File, c *checked, to store.FileState, operation string) error {
	if !p.listable(c) {
		c.rows, c.invalid, c.warnings = 0, broken{}, nil
	}
	f.Facts.Stopped, f.Facts.Rows, f.Facts.Warnings = c.stopped, c.rows, c.warnings
	changes := c.fill(store.Change{Outcome: record.NotSent, Code: c.stopped.Code})
	return p.conclude(ctx, org, f, c, func(tx *store.Tx) error {
		f.StepAt, f.PublishAt = time.Time{}, tx.Now()
		seq, err := tx.AddEach(f.ID, "", tx.Now(), changes)
		if err != nil {
			return err
		}
		if err := p.planOutputs(tx, f, seq, toFix(changes), true); err != nil {
			return err
		}
		e := org.event(operation, f)
		e.Code, e.Counts = c.stopped.Code, named(count(changes))
		return tx.MoveFile(f, to, e)
	})
}

// listable reports whether the rows of a stopped file can be answered one by
// one: it was read to its end.
func (p *Pipeline) listable(c *checked) bool {
	switch c.stopped.Code {
	case record.CodeCount, record.CodeWrongOrg, record.CodeNoOrg, record.CodeInvalidRows, record.CodeWithdrawals, record.CodeActionCodes, record.CodeDuplicateFile,
		record.CodeUserUnknown, record.CodeUserTwo, record.CodeCancelled:
		return c.rows > 0
	}
	return false
}

// fill gives the rest an outcome: every row that is not invalid.
func (c *checked) fill(rest store.Change) iter.Seq[store.Change] {
	return func(yield func(store.Change) bool) {
		next := 0
		for change := range c.invalid.all() {
			if rest.First, rest.Count = next, change.First-next; rest.Count > 0 && !yield(rest) {
				return
			}
			if !yield(change) {
				return
			}
			next = change.First + change.Count
		}
		if rest.First, rest.Count = next, c.rows-next; rest.Count > 0 {
			yield(rest)
		}
	}
}

// settling is how long the first answer of a file that goes on may wait for
// a better one: a quick file is answered once.
const settling = 5 * time.Second

// accept lets the good rows go on.
func (p *Pipeline) accept(ctx context.Context, org *Organisation, f *store.File, c *checked, trial bool) error {
	if len(c.corrections) > 0 {
		f.Facts.Corrects = c.corrections[0].File
	}
	changes := c.invalid.all()
	to := store.Verifying
	switch {
	case trial:
		changes = c.fill(store.Change{Outcome: record.NotSent, Code: record.CodeTrial})
		c.corrections = nil
		to = store.Done
	case c.invalid.rows == c.rows:
		to = store.Done
	}
	return p.conclude(ctx, org, f, c, func(tx *store.Tx) error {
		seq, counts, err := p.recordCheck(tx, f, c, changes)
		if err != nil {
			return err
		}
		f.StepAt, f.PublishAt = tx.Now(), tx.Now().Add(settling)
		if to == store.Done {
			f.StepAt, f.PublishAt = time.Time{}, tx.Now()
		}
		if err := p.planOutputs(tx, f, seq, toFix(changes), to == store.Done); err != nil {
			return err
		}
		e := org.event("checked", f)
		e.Counts = named(counts)
		return tx.MoveFile(f, to, e)
	})
}

// recordCheck keeps the outcomes of a check. A row that was put right before
// is not sent again, whoever brings it (INTERFACE section 4).
func (p *Pipeline) recordCheck(tx *store.Tx, f *store.File, c *checked, changes iter.Seq[store.Change]) (int, map[record.Outcome]int, error) {
	counts := count(changes)
	seq, err := tx.AddEach(f.ID, "", tx.Now(), changes)
	if err != nil || len(c.corrections) == 0 {
		return seq, counts, err
	}
	late, err := tx.AddCorrections(f.ID, c.corrections)
	if err != nil || len(late) == 0 {
		return seq, counts, err
	}
	var again store.Changes
	for _, i := range late {
		again.Add(c.corrections[i].Ordinal, store.Change{Outcome: record.Invalid, Code: record.CodeCorrected})
	}
	counts[record.Invalid] += len(late)
	seq, err = tx.AddOutcomes(f.ID, "", tx.Now(), again)
	return seq, counts, err
}

func count(changes iter.Seq[store.Change]) map[record.Outcome]int {
	counts := map[record.Outcome]int{}
	for c := range changes {
		counts[c.Outcome] += c.Count
	}
	return counts
}

func named(counts map[record.Outcome]int) map[string]int {
	words := map[string]int{}
	for outcome, n := range counts {
		if n > 0 {
			words[outcome.String()] = n
		}
	}
	return words
}
