package batchfile

import (
	"strconv"
	"strings"

	"lrsdrop/internal/record"
)

// decisionColumns are the places, in the file, of what a decision file says.
type decisionColumns struct {
	uln, verdict, by, note int
	learner                [5]int // as shownFields lists them
}

// shownFields are the details by which a review file shows whom a line is about.
func shownFields() [5]record.Field {
	return [5]record.Field{record.FieldMISIdentifier, record.FieldULN, record.FieldGivenName, record.FieldFamilyName, record.FieldDateOfBirth}
}

// planDecisions finds the columns of a review file that came back. All that
// tell whom a line is about must be there: a spreadsheet that sorts some columns
// and not the others would put a decision beside another learner.
func (r *Reader) planDecisions(row int) error {
	r.head.Kind, r.head.Redrop = record.KindDecision, false
	d := &r.plan.decision
	type place struct {
		name string
		at   *int
	}
	wanted := []place{{record.ColumnULNToUse, &d.uln}, {record.ColumnDecision, &d.verdict}, {record.ColumnDecidedBy, &d.by}, {record.ColumnNote, &d.note}}
	for i, f := range shownFields() {
		wanted = append(wanted, place{f.Name(), &d.learner[i]})
	}
	var missing []string
	for _, w := range wanted {
		switch at := columnsNamed(r.head.Columns, w.name); len(at) {
		case 0:
			missing = append(missing, w.name)
		case 1:
			*w.at = at[0]
		default:
			return columnTwice(w.name, row)
		}
	}
	if missing != nil {
		return notWhole(missing)
	}
	return nil
}

// decide reads which row a line is about, as whom it shows the learner, and
// what was decided.
func (r *Reader) decide(all []string) {
	row := &r.row
	if len(all) != r.plan.width {
		r.add(raggedRow(len(all), r.plan.width), "")
		return
	}
	cell := func(i int) string { return cellAt(row.Cells, i) }
	file, number := r.fileNamed(all), cellAt(all, r.plan.row)
	for i, f := range shownFields() {
		shown := cell(r.plan.decision.learner[i])
		if len(shown) > maxShown {
			shown = "…" // neither is a detail of any learner of ours
		}
		*f.In(&row.Achievement) = shown
	}
	d := r.plan.decision
	row.Decision = record.Decision{Verdict: cell(d.verdict), ULN: cell(d.uln), By: cell(d.by), Note: cell(d.note)}
	for _, p := range row.Decision.Check() {
		r.add(p, p.Column)
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || file == "" {
		r.add(noSuchRow(), correctsRow)
		return
	}
	row.Corrects = Correction{File: file, Row: n}
}

func noSuchRow() record.Problem {
	return record.Problem{Code: record.CodeDecisionRow,
		Message: "LRSDROP_File and LRSDROP_Row in this row name no row that waits for a decision.",
		Action:  "Leave these two columns as they were."}
}

// SameLearner compares the details that a line of a review file shows with
// those of the row it names. A date that a spreadsheet turned, and zeros that it
// took away, are no difference. It gives the column that differs, or "".
func SameLearner(line, row *Row) (column string) {
	for _, f := range shownFields() {
		shown, own := *f.In(&line.Achievement), *f.In(&row.Achievement)
		if shown = squeeze(shown); shown == squeeze(own) || onlyExcel(shown, squeeze(own)) {
			continue
		}
		if f == record.FieldULN {
			return "ULN" // as a review file spells it
		}
		return f.Name()
	}
	return ""
}

// squeeze leaves out what a review file cannot show: line breaks, and blanks
// at either end.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
