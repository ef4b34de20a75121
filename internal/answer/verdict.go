package answer

import (
	"lrsdrop/internal/record"
)

// tally is a file's rows sorted by what they ask of its reader. Rows that a
// later file put right are no longer asked for.
type tally struct {
	Report
	noun, nouns string // award, awards; learner, learners
	total       int
	good        int // accepted or matched, counting those put right later
	putRight    int // put right in a later file
	fix         int // correct and drop again
	unlike      int // of fix: learners of a verify file who do not match
	learners    int // learners of a verify file who do not match in every detail
	check       int // look at, and decide
	again       int // nothing wrong with it: drop again
	lost        int // LRS's answer is not known
	before      int // sent in an earlier file
	twice       int // of a file of corrections: corrected before; of decisions: decided before
	goesOn      int // dropped again in a later file, and not good there
	astray      int // of a file of corrections: they correct no row of ours
	late        int // likewise, a row that is no longer kept
	declined    int
	passed      int // good, and not sent
	open        int // no outcome yet
}

func newTally(r Report) tally {
	left := r.left()
	t := tally{
		Report: r, noun: "award", nouns: "awards",
		total:    r.Counts.Total(),
		putRight: r.Counts.Total() - r.Counts.less(r.Corrected).Total(),
		goesOn:   r.Counts.less(r.Corrected).Total() - left.Total(),
		astray:   min(left[record.Invalid], r.count(record.CodeCorrection)),
		late:     min(left[record.Invalid], r.count(record.CodeCorrectionLate)),
		fix:      left.sum(record.Invalid, record.Rejected, record.Unverified, record.NoMatch, record.NotFound),
		twice:    min(left[record.Invalid], r.count(record.CodeCorrected)+r.count(record.CodeDecisionMade)),
		unlike:   left.sum(record.NoMatch, record.NotFound),
		learners: left.sum(record.NoMatch, record.NotFound, record.Linked, record.Review),
		check:    left.sum(record.Held, record.Linked, record.Review),
		again:    left[record.Failed],
		lost:     left.sum(record.Unknown, record.Unconfirmed),
		before:   left[record.AlreadySent],
		declined: left[record.Declined],
		passed:   left[record.NotSent],
		open:     left[record.Open],
	}
	t.fix = max(0, t.fix-t.twice-t.astray-t.late)
	t.good = left.sum(record.Accepted, record.Matched) + t.putRight
	switch r.Kind {
	case record.KindVerify:
		t.noun, t.nouns = "learner", "learners"
	case record.KindDecision:
		t.noun, t.nouns = "line", "lines"
	case "":
		t.noun, t.nouns = "row", "rows"
	}
	return t
}

// verdict says what became of the file and what is left to do.
func (t tally) verdict(c clock) string {
	switch {
	case t.State == Duplicate:
		return t.duplicate(c)
	case t.WaitingFor.Reason == WaitRelease:
		return "A person must release this file before it goes on. Nothing was sent to LRS."
	case t.State == Refused:
		return t.refused()
	case t.State == Cancelled:
		return "This file was cancelled. Nothing more of it goes to LRS."
	case t.State == Received:
		return "We have received this file. We will check it next."
	case t.State == Checking:
		return "We are checking this file. Nothing has been sent to LRS yet."
	case t.total == 0:
		return "This file has no rows. There was nothing to send to LRS."
	case t.Trial && !t.State.underway():
		return sentences(t.checked(), t.asked(), "This was a trial: nothing was sent to LRS.")
	}
	if t.Kind == record.KindDecision {
		return sentences(t.recorded(), t.madeBefore(), t.undecided(), t.asked())
	}
	return sentences(t.answered(), t.sentBefore(), t.correctedBefore(), t.strayed(), t.tooLate(), t.continued(), t.asked(), t.unsure())
}

// count is how many rows of the file have a code.
func (r Report) count(code string) int {
	for _, s := range r.Sections {
		if s.Code == code {
			return s.Count
		}
	}
	return 0
}

func (t tally) duplicate(c clock) string {
	sent := "You already sent this file"
	if t.DuplicateOf != nil {
		sent += " on " + c.day(t.DuplicateOf.ReceivedAt, t.UpdatedAt) + " (file " + t.DuplicateOf.FileID + ")"
	}
	return sent + ". We did not send it again. If you changed it, check you saved it."
}

func (t tally) refused() string {
	if t.fix == 0 {
		return "We stopped this file. Nothing was sent to LRS."
	}
	return "We stopped this file. Nothing was sent to LRS. You need to fix " + number(t.fix) + " of " +
		plural(t.total, "row", "rows") + " and drop the whole file again."
}

// recorded says how many decisions of a review file were taken.
func (t tally) recorded() string {
	switch n := t.Counts[record.Decided]; {
	case n == 0:
		return "No decision was recorded."
	case n == 1 && t.total == 1:
		return "The decision was recorded."
	case n == t.total:
		return "All " + number(n) + " decisions were recorded."
	case n == 1:
		return "1 decision was recorded."
	default:
		return number(n) + " decisions were recorded."
	}
}

func (t tally) madeBefore() string {
	switch t.twice {
	case 0:
		return ""
	case 1:
		return "1 row was decided before: the first decision stands."
	}
	return number(t.twice) + " rows were decided before: the first decisions stand."
}

func (t tally) undecided() string {
	switch n := t.Counts[record.Undecided]; n {
	case 0:
		return ""
	case 1:
		return "1 line has no decision yet: its row still waits."
	default:
		return number(n) + " lines have no decision yet: their rows still wait."
	}
}

// checked says how many rows of a trial are good.
func (t tally) checked() string {
	if t.total == 1 && t.passed == 0 {
		return "The " + t.noun + " did not pass our checks."
	}
	return t.some(t.passed, "passed our checks", "passed our checks")
}

// answered says how many LRS took, and how many it has not answered for.
func (t tally) answered() string {
	if t.good == 0 && t.State == Verifying {
		return t.verifying()
	}
	if t.open == 0 {
		return t.done()
	}
	if t.good == 0 {
		return "LRS has not answered yet for " + t.of(t.open) + "."
	}
	return t.some(t.good, t.verb("was accepted so far", "matches LRS so far"), t.verb("were accepted so far", "match LRS so far")) +
		" LRS has still to answer for " + number(t.open) + "."
}

func (t tally) verifying() string {
	if t.Kind == record.KindVerify {
		return "We are checking " + plural(t.total, t.noun, t.nouns) + " with LRS."
	}
	return "We are checking the learners with LRS. No award has been sent yet."
}

// done is the sentence of a file that LRS has answered for.
func (t tally) done() string {
	switch {
	case t.good > 0:
		return t.some(t.good, t.verb("was accepted", "matches LRS"), t.verb("were accepted", "match LRS")) + t.later()
	case t.before == t.total, t.twice == t.total:
		return "" // said by sentBefore and correctedBefore
	case t.Kind == record.KindVerify && t.total == 1 && t.check == 1:
		return "The learner does not match LRS in every detail."
	case t.Kind == record.KindVerify && t.total == 1:
		return "The learner does not match LRS."
	case t.Kind == record.KindVerify:
		return "None of the " + number(t.total) + " learners matches LRS."
	case t.total == 1 && t.check+t.lost > 0:
		return "The award is not accepted yet."
	case t.total == 1:
		return "The award was not accepted."
	case t.check+t.lost > 0:
		return "None of the " + number(t.total) + " awards is accepted yet."
	}
	return "None of the " + number(t.total) + " awards was accepted."
}

// later says how many of the good ones a later file brought.
func (t tally) later() string {
	switch {
	case t.putRight == 0:
		return ""
	case t.total == 1:
		return " It was corrected in a later file."
	case t.putRight == 1:
		return " 1 of them was corrected in a later file."
	}
	return " " + number(t.putRight) + " of them were corrected in a later file."
}

func (t tally) sentBefore() string {
	switch {
	case t.before == 0:
		return ""
	case t.before == t.total && t.total == 1:
		return "The award was sent before. We did not send it again."
	case t.before == t.total:
		return "All " + number(t.total) + " awards were sent before. We did not send them again."
	case t.before == 1:
		return "1 was sent before and was not sent again."
	}
	return number(t.before) + " were sent before and were not sent again."
}

// correctedBefore tells of corrections that came a second time.
func (t tally) correctedBefore() string {
	switch {
	case t.twice == 0:
		return ""
	case t.total == 1:
		return "The row was corrected before. We did not send it again."
	case t.twice == t.total:
		return "All " + number(t.total) + " rows were corrected before. We did not send them again."
	case t.twice == 1:
		return "1 was corrected before and was not sent again."
	}
	return number(t.twice) + " were corrected before and were not sent again."
}

// continued tells of rows that a later file has taken over.
func (t tally) continued() string {
	if t.goesOn == 0 {
		return ""
	}
	where := "The report of " + list(t.ContinuedIn) + " says what became of "
	if len(t.ContinuedIn) > 1 {
		where = "The reports of " + list(t.ContinuedIn) + " say what became of "
	}
	switch {
	case t.total == 1:
		return "The row was dropped again. " + where + "it."
	case t.goesOn == 1:
		return "1 was dropped again. " + where + "it."
	}
	return number(t.goesOn) + " were dropped again. " + where + "them."
}

// strayed tells of corrections of no row that was given back.
func (t tally) strayed() string {
	switch {
	case t.astray == 0:
		return ""
	case t.astray == 1:
		return "1 row corrects no row that we gave back."
	}
	return number(t.astray) + " rows correct no row that we gave back."
}

// tooLate tells of corrections of rows that are not kept any more.
func (t tally) tooLate() string {
	switch {
	case t.late == 0:
		return ""
	case t.late == 1:
		return "1 row corrects a row of an old file, which we no longer keep."
	}
	return number(t.late) + " rows correct rows of an old file, which we no longer keep."
}

// asked says what the reader has to do.
func (t tally) asked() string {
	var parts []string
	add := func(n int, verb, behind string) {
		switch {
		case n > 0 && t.total == 1:
			parts = append(parts, verb+" it"+behind)
		case n > 0:
			parts = append(parts, verb+" "+number(n)+behind)
		}
	}
	add(t.fix, "fix", "")
	add(t.check, "check", "")
	add(t.resend(), "send", " again")
	if len(parts) == 0 {
		return ""
	}
	return "You need to " + list(parts) + "."
}

// resend counts the rows to drop again as they are; a trial sends none.
func (t tally) resend() int {
	if t.Trial {
		return t.again
	}
	return t.again + t.passed
}

// unsure warns of rows that must not go out twice, and tells of those that a
// person turned down.
func (t tally) unsure() string {
	var lost, declined string
	switch {
	case t.lost == 1 && t.total == 1:
		lost = "We do not know yet whether LRS recorded it: do not send it again."
	case t.lost == 1:
		lost = "We do not know yet whether LRS recorded 1 award: do not send it again."
	case t.lost > 1:
		lost = "We do not know yet whether LRS recorded " + number(t.lost) + " awards: do not send them again."
	}
	if t.declined > 0 {
		declined = "A person decided not to send " + number(t.declined) + "."
		if t.total == 1 {
			declined = "A person decided not to send it."
		}
	}
	return sentences(lost, declined)
}

// some writes "All 3 awards were accepted." and "1 of 3 awards was accepted."
func (t tally) some(n int, one, many string) string {
	switch {
	case n == t.total && n == 1:
		return "The " + t.noun + " " + one + "."
	case n == t.total:
		return "All " + number(n) + " " + t.nouns + " " + many + "."
	case n == 0:
		return "None of the " + plural(t.total, t.noun, t.nouns) + " " + one + "."
	case n == 1:
		return t.of(n) + " " + one + "."
	}
	return t.of(n) + " " + many + "."
}

// of writes "12,303 of 12,340 awards", "all 12,340 awards", and "the award"
// when there is but one.
func (t tally) of(n int) string {
	switch {
	case t.total == 1:
		return "the " + t.noun
	case n == t.total:
		return "all " + number(n) + " " + t.nouns
	}
	return number(n) + " of " + number(t.total) + " " + t.nouns
}

func (t tally) verb(award, learner string) string {
	if t.Kind == record.KindVerify {
		return learner
	}
	return award
}
