package record

import (
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The two things that a person can decide on a held row.
const (
	DecisionConfirm = "confirm"
	DecisionReject  = "reject"
)

// The columns of a review file that a person fills in.
const (
	ColumnULNToUse  = "ULNToUse"
	ColumnDecision  = "Decision"
	ColumnDecidedBy = "DecidedBy"
	ColumnNote      = "Note"
)

// Bounds on what a person writes, in characters.
const (
	MaxDecidedBy = 100
	MaxNote      = 2000
)

// Decision is what a person says of a held row (INTERFACE section 4).
type Decision struct {
	Verdict string // DecisionConfirm, DecisionReject, or "": nobody has decided yet
	ULN     string // to use in place of the row's own; "" is the row's own
	By      string // who decided
	Note    string // why; may hold personal details
}

// LogValue keeps the ULN and the note out of every log.
func (Decision) LogValue() slog.Value { return slog.StringValue("[decision]") }

// String keeps them out of every formatted message.
func (Decision) String() string { return "[decision]" }

// Check puts a decision in its normal form and gives each broken rule, with the
// column of the review file as its Column. Without a verdict there is nothing to
// check: the row still waits, whatever else was written. Whether a ULN is needed
// depends on the row, which is not known here.
func (d *Decision) Check() (broken []Problem) {
	d.Verdict = strings.ToLower(strings.TrimSpace(d.Verdict))
	d.By, d.Note, d.ULN = strings.TrimSpace(d.By), strings.TrimSpace(d.Note), strings.TrimSpace(d.ULN)
	add := func(column string, p *Problem) {
		if p != nil {
			p.Column = column
			broken = append(broken, *p)
		}
	}
	switch d.Verdict {
	case "":
		return nil
	case DecisionConfirm:
		add(ColumnULNToUse, d.checkULN())
	case DecisionReject:
		d.ULN = "" // nothing is sent under any
	default:
		p := problem(CodeDecisionWord, "The decision in this row is neither confirm nor reject.",
			"Write confirm or reject. Leave it empty if nobody has decided yet.")
		add(ColumnDecision, &p)
	}
	add(ColumnDecidedBy, d.checkBy())
	add(ColumnNote, d.checkNote())
	return broken
}

func (d *Decision) checkULN() (found *Problem) {
	if d.ULN != "" {
		checkULN(&d.ULN, func(_ Field, p Problem) { found = &p })
	}
	return found
}

func (d *Decision) checkBy() *Problem {
	var p Problem
	switch {
	case d.By == "":
		p = problem(CodeDecisionBy, "Nobody is named who made the decision in this row.", "Write the name of the person who checked the learner.")
	case strings.ContainsFunc(d.By, unreadable) || utf8.RuneCountInString(d.By) > MaxDecidedBy:
		p = problemf(CodeDecisionBy, "Write the person's name, without line breaks or tabs.",
			"The name of the person who made the decision in this row must be at most %d ordinary characters.", MaxDecidedBy)
	default:
		return nil
	}
	return &p
}

// unreadable reports what may not stand in the name of who decided: it names a
// person in the audit, where no character may turn the direction of reading.
func unreadable(r rune) bool { return forbidden(r) || unicode.Is(unicode.Bidi_Control, r) }

func (d *Decision) checkNote() *Problem {
	var p Problem
	switch {
	case d.Note == "":
		p = problem(CodeDecisionNote, "The decision in this row does not say why.", "Write what you checked and why you decided so.")
	case utf8.RuneCountInString(d.Note) > MaxNote:
		p = problemf(CodeDecisionNote, "Shorten it.", "The note in this row is longer than %d characters.", MaxNote)
	default:
		return nil
	}
	return &p
}
