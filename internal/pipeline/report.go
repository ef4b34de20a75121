package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// summary is what the page and the status say of a file.
type summary struct {
	p        *Pipeline
	org      *Organisation
	f        *store.File
	outputs  []store.Output
	batches  []*store.Batch
	counts   answer.Counts
	later    successors
	sections []answer.Section
	earlier  *answer.Earlier
	hold     *store.Hold
	waits    waits
	reviews  []string // the review files with rows that still wait
	pause    *store.Pause
}

func (p *Pipeline) summarise(ctx context.Context, org *Organisation, f *store.File, outputs []store.Output) (*summary, error) {
	s := &summary{p: p, org: org, f: f, outputs: outputs}
	ledger, err := p.store.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return nil, err
	}
	s.counts = answer.Counts(ledger.Counts())
	s.waits = org.waits(ledger, f.Facts.Reminded, p.store.Now())
	s.reviews = waitingReviews(outputs, ledger)
	if s.batches, err = p.store.Batches(ctx, f.ID); err != nil {
		return nil, err
	}
	if s.sections, err = p.sectionsOf(ctx, f, ledger); err != nil {
		return nil, err
	}
	if s.later, err = p.takenOver(ctx, f, ledger); err != nil {
		return nil, err
	}
	if f.Facts.DuplicateOf != "" {
		same, err := p.store.File(ctx, f.Facts.DuplicateOf)
		if errors.Is(err, store.ErrNotFound) { // its record's own time is over
			same, err = &store.File{ID: f.Facts.DuplicateOf}, nil
		}
		if err != nil {
			return nil, err
		}
		s.earlier = &answer.Earlier{FileID: same.ID, ReceivedAt: same.ReceivedAt}
	}
	if s.pause, err = p.store.PauseOf(ctx, org.ID); err != nil {
		return nil, err
	}
	holds, err := p.store.Holds(ctx)
	for i := range holds {
		if holds[i].Organisation == org.ID {
			s.hold = &holds[i]
		}
	}
	return s, err
}

func (s *summary) report() answer.Report {
	f := s.f
	r := answer.Report{
		Environment: s.p.Environment, Organisation: s.org.Name, Name: f.Name, FileID: f.ID, User: f.Facts.User, Kind: f.Kind,
		Trial: s.trial(), State: answer.State(f.State), Final: s.final(), WaitingFor: s.waitingFor(), WaitingSince: s.waitingSince(),
		ReceivedAt: f.ReceivedAt, UpdatedAt: s.p.store.Now(), NextCheckAt: s.nextCheck(), Batches: s.shownBatches(),
		Counts: s.counts, Corrected: s.later.good, Continued: s.later.open, ContinuedIn: s.later.names, Sections: s.sections, UnknownColumns: f.Facts.Unknown,
		Corrects: f.Facts.Corrects, Continues: f.Facts.Continues, DuplicateOf: s.earlier, ErrorsNames: s.named(kindErrors), ReviewNames: s.reviews,
		SaveTo: s.org.Inboxes[f.Inbox].Path, Support: s.p.Support,
	}
	if stop := f.Facts.Stopped; stop != nil && f.State == store.Refused {
		entry, _ := lrs.Lookup(stop.Code)
		r.Stopped = &answer.Stopped{Code: stop.Code, Happened: stop.Message, Do: stop.Action, Who: entry.Who.Words()}
	}
	return r
}

func (s *summary) status() answer.Status {
	f := s.f
	status := answer.Status{
		FileID: f.ID, Name: f.Name, Organisation: s.org.ID, Environment: s.p.Environment, User: f.Facts.User, Kind: f.Kind,
		State: answer.State(f.State), Final: s.final(), WaitingFor: s.waitingFor(), WaitingSince: s.waitingSince(), NeedsAttention: s.needsAttention(),
		ReceivedAt: f.ReceivedAt, UpdatedAt: s.p.store.Now(), NextCheckAt: s.nextCheck(), SHA256: f.SHA256, Bytes: f.Bytes,
		Rows: s.counts, Batches: s.shownBatches(), Corrects: f.Facts.Corrects, DuplicateOf: s.earlier,
		Meaning: s.meaning,
	}
	for _, o := range s.outputs {
		status.Outputs = append(status.Outputs, answer.Output{Name: o.Name, SHA256: o.SHA256, Rows: o.Rows})
	}
	if stop := f.Facts.Stopped; stop != nil {
		status.Problems = append(status.Problems, answer.Tally{Code: stop.Code, Count: 1})
	}
	for _, section := range s.sections {
		status.Problems = append(status.Problems, answer.Tally{Code: section.Code, Count: section.Count})
	}
	return status
}

// final reports whether the answer stands for good. A file that waits for its
// release has a way on, or is cancelled.
func (s *summary) final() bool { return s.f.State.Final() && !waitsForRelease(s.f) }

func (s *summary) trial() bool {
	how, err := pinnedOf(s.f)
	return err == nil && how.Trial
}

// named lists the outputs of a kind. What an earlier reading of the file led to
// is in the outbox still, and no business of anybody: it covers no outcome.
func (s *summary) named(kind string) (names []string) {
	for _, o := range s.outputs {
		if o.Kind == kind && o.Upto > 0 {
			names = append(names, o.Name)
		}
	}
	return names
}

// waitingReviews lists the review files that have a row which still waits.
func waitingReviews(outputs []store.Output, ledger *store.Ledger) (names []string) {
	for _, o := range outputs {
		waits := func(row store.Row) bool {
			return row.Outcome == record.Held && row.Set.Seq > o.After && row.Set.Seq <= o.Upto
		}
		for i := 0; o.Kind == kindReview && i < ledger.Len(); i++ {
			if waits(ledger.Row(i)) {
				names = append(names, o.Name)
				break
			}
		}
	}
	return names
}

func (s *summary) shownBatches() (shown []answer.Batch) {
	for _, b := range s.batches {
		shown = append(shown, answer.Batch{
			ID: b.ID, Operation: string(b.Operation), Rows: b.Facts.Count, State: string(b.State), JobID: b.Job,
			SubmittedAt: b.Facts.SubmittedAt, FinishedAt: b.Facts.FinishedAt, Code: b.Facts.Code,
		})
	}
	return shown
}

// meaning words a code alone, so that nothing of a row gets into a status.
func (s *summary) meaning(code string) string {
	became := record.Open
	switch {
	case s.f.Kind == record.KindVerify:
		became = record.Review
	case s.counts[record.Rejected] > 0:
		became = record.Rejected
	}
	return explain(code, became).Meaning
}

// nextCheck is when LRS is asked next about this file.
func (s *summary) nextCheck() (next time.Time) {
	if s.pause != nil {
		return time.Time{} // nobody can tell
	}
	for _, b := range s.batches {
		if b.State == store.BatchSubmitted && !b.NextAt.IsZero() {
			next = sooner(next, b.NextAt)
		}
	}
	if s.hold != nil && !next.IsZero() && s.hold.Until.After(next) {
		next = s.hold.Until
	}
	return next
}

func (s *summary) needsAttention() bool {
	if s.counts[record.Held]+s.counts[record.Unknown]+s.counts[record.Unconfirmed] > s.found() || s.f.State == store.Refused {
		return true
	}
	overdue := slices.ContainsFunc(s.batches, func(b *store.Batch) bool { return b.Facts.Overdue && !b.State.Ended() })
	reason := s.waitingFor().Reason
	return overdue || reason == answer.WaitSettings || reason != answer.WaitNothing && reason == s.org.Waits
}

// found counts rows whose upload was lost until a person found its job: LRS's
// answer is awaited.
func (s *summary) found() (n int) {
	for _, b := range s.batches {
		if b.State == store.BatchSubmitted && b.Facts.Resolved != "" && !b.Facts.Overdue {
			n += b.Facts.Count
		}
	}
	return n
}

func (s *summary) waitingFor() answer.Wait {
	switch s.f.State {
	case store.Refused:
		if waitsForRelease(s.f) {
			return answer.Wait{Reason: answer.WaitRelease}
		}
		return answer.Wait{}
	case store.Done, store.Duplicate, store.Cancelled:
		return answer.Wait{}
	case store.Held:
		return s.waitsForPerson()
	}
	var open []*store.Batch
	for _, b := range s.batches {
		if !b.State.Ended() {
			open = append(open, b)
		}
	}
	switch {
	case s.pause != nil && len(open) > 0:
		return answer.Wait{Reason: answer.WaitPause}
	case s.org.LRS == nil:
		return answer.Wait{Reason: cmp.Or(s.org.Waits, answer.WaitSettings)}
	case s.hold != nil && lrs.Normalise(s.hold.Code) == codeClosed:
		return answer.Wait{Reason: answer.WaitOpen}
	case s.hold != nil:
		return answer.Wait{Reason: answer.WaitSettings, Code: s.hold.Code, Do: explain(s.hold.Code, record.Open).Action}
	case slices.ContainsFunc(open, func(b *store.Batch) bool { return b.Facts.FailedWhat != "" }):
		return answer.Wait{Reason: answer.WaitReach}
	case slices.ContainsFunc(open, func(b *store.Batch) bool { return b.State == store.BatchSubmitted }):
		return answer.Wait{Reason: answer.WaitJob, Rows: s.counts[record.Open] + s.found()}
	}
	return answer.Wait{Reason: answer.WaitTurn}
}

// waitingSince is since when the organisation has been suspended, if that is
// what the file waits for.
func (s *summary) waitingSince() time.Time {
	if reason := s.waitingFor().Reason; reason == answer.WaitNothing || reason != s.org.Waits {
		return time.Time{}
	}
	return s.org.Since
}

func (s *summary) waitsForPerson() answer.Wait {
	if n := s.counts[record.Unknown] + s.counts[record.Unconfirmed]; n > 0 && s.counts[record.Held] == 0 {
		return answer.Wait{Reason: answer.WaitResolution, Rows: n}
	}
	return answer.Wait{Reason: answer.WaitDecision, Rows: s.counts[record.Held], Until: s.waits.until, Days: s.waits.days}
}

// tally gathers the sections of a page, in the order they should be read.
type tally struct {
	ledger   *store.Ledger
	sections map[string]*answer.Section
	weight   map[string]int
}

// sectionsOf finds the problems of a file's rows: each code once, with how
// many rows have it and the first of them.
func (p *Pipeline) sectionsOf(ctx context.Context, f *store.File, ledger *store.Ledger) ([]answer.Section, error) {
	t := &tally{ledger, map[string]*answer.Section{}, map[string]int{}}
	interesting := len(f.Facts.Warnings) > 0
	for outcome, n := range ledger.Counts() {
		interesting = interesting || n > 0 && !untroubled(outcome)
	}
	if interesting {
		for row, err := range p.rows(ctx, f, 0) {
			if err != nil {
				return nil, err
			}
			t.add(row)
		}
	}
	var all []answer.Section
	for _, s := range t.sections {
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b answer.Section) int {
		return cmp.Or(t.weight[a.Code]-t.weight[b.Code], b.Count-a.Count, strings.Compare(a.Code, b.Code))
	})
	return all, nil
}

// untroubled outcomes need no section of their own.
func untroubled(o record.Outcome) bool {
	switch o {
	case record.Open, record.Accepted, record.Matched, record.NotSent, record.Decided, record.Undecided:
		return true
	}
	return false
}

func (t *tally) add(row *batchfile.Row) {
	became := t.ledger.Row(row.Ordinal)
	if became.Outcome != record.Invalid && !untroubled(became.Outcome) {
		t.count(row, became.Code, "", "", int(became.Outcome))
	}
	if became.Outcome == record.Invalid && !slices.ContainsFunc(row.Problems, func(p record.Problem) bool { return p.Code == became.Code }) {
		// Found when the row met what is known of others: corrected before, say.
		t.count(row, became.Code, became.Detail, "", int(record.Invalid))
	}
	for i := range row.Problems {
		problem := &row.Problems[i]
		weight := int(record.Invalid)
		if problem.Warning {
			if became.Outcome == record.Invalid {
				continue // it says that the row is sent all the same
			}
			weight = 100
		}
		t.count(row, problem.Code, problem.Message, problem.Action, weight)
	}
}

func (t *tally) count(row *batchfile.Row, code, message, action string, weight int) {
	s := t.sections[code]
	if s == nil {
		entry := explain(code, record.Outcome(weight))
		s = &answer.Section{
			Code: code, Happened: cmp.Or(inRow(message, row.Number), entry.Meaning), Do: cmp.Or(action, entry.Action),
			Who: entry.Who.Words(), Warning: weight == 100,
		}
		t.sections[code], t.weight[code] = s, weight
	}
	if n := len(s.Rows); n > 0 && s.Rows[n-1].Row == row.Number {
		return // the row has the same problem twice, in two columns
	}
	s.Count++
	if len(s.Rows) < answer.ShownRows {
		s.Rows = append(s.Rows, answer.SectionRow{Row: row.Number, MISIdentifier: row.MISIdentifier})
	}
}

// inRow makes a message about "this row" one about a row by its number.
func inRow(message string, row int) string {
	return strings.NewReplacer("This row", "Row "+strconv.Itoa(row), "this row", "row "+strconv.Itoa(row)).Replace(message)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprint("1 ", one)
	}
	return fmt.Sprint(n, " ", many)
}
