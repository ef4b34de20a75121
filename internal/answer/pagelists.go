package answer

import (
	"slices"
	"strconv"

	"lrsdrop/internal/record"
)

// problem is a section of the page.
type problem struct {
	Code, Heading, Count string
	Happened, Do, Who    string
	Rows                 []string
	More                 string
}

// problems gives what stopped rows, and apart from it what was only noted, each
// in the order of the report.
func problems(r Report) (stopping, notes []problem) {
	for _, s := range r.Sections {
		if p := newProblem(s); s.Warning {
			notes = append(notes, p)
		} else {
			stopping = append(stopping, p)
		}
	}
	return stopping, notes
}

func newProblem(s Section) problem {
	p := problem{Code: s.Code, Heading: bounded(s.Title), Happened: bounded(s.Happened), Do: bounded(s.Do), Who: s.Who}
	if p.Heading == "" {
		p.Heading, p.Happened = firstSentence(p.Happened)
	}
	if s.Count > 0 {
		p.Count = plural(s.Count, "row", "rows")
	}
	for i, row := range s.Rows {
		if i == ShownRows {
			break
		}
		p.Rows = append(p.Rows, rowWords(row))
	}
	if hidden := max(s.Count, len(s.Rows)) - len(p.Rows); hidden > 0 && len(p.Rows) > 0 {
		p.More = "and " + plural(hidden, "more row", "more rows")
	}
	return p
}

func rowWords(row SectionRow) string {
	words := "Row " + number(row.Row)
	if id := bounded(row.MISIdentifier); id != "" {
		words += ": " + id
	}
	return words
}

func stoppedProblem(s *Stopped) *problem {
	if s == nil {
		return nil
	}
	p := newProblem(Section{Code: s.Code, Happened: s.Happened, Do: s.Do, Who: s.Who})
	return &p
}

// countLine is a line of the table of counts.
type countLine struct{ Class, Words, Meaning, Rows string }

// countLines lists every outcome that has rows; they add up to the total. Rows
// that a later file put right have a line of their own.
func countLines(r Report) []countLine {
	left := r.left()
	var lines []countLine
	for _, o := range append(record.Outcomes(), record.Open) {
		if n := left[o]; n > 0 {
			c := outcomeWords(o)
			c.Rows = number(n)
			lines = append(lines, c)
		}
	}
	good := r.Counts.Total() - r.Counts.less(r.Corrected).Total()
	if good > 0 {
		lines = append(lines, countLine{"good", "Corrected", "Put right in a later file.", number(good)})
	}
	if n := r.Counts.Total() - good - left.Total(); n > 0 {
		lines = append(lines, countLine{"other", "Dropped again", "In a later file. Its own report says what became of it.", number(n)})
	}
	slices.SortStableFunc(lines, func(a, b countLine) int {
		return slices.Index(classes[:], a.Class) - slices.Index(classes[:], b.Class)
	})
	return lines
}

// classes are the colours of the counts, in the order of table and bar: good,
// to fix, to check, still at work, and the rest.
var classes = [...]string{"good", "fix", "check", "wait", "other"}

// outcomeWords says an outcome in plain English.
func outcomeWords(o record.Outcome) countLine {
	switch o {
	case record.Accepted:
		return countLine{Class: "good", Words: "Accepted", Meaning: "LRS recorded the award."}
	case record.Rejected:
		return countLine{Class: "fix", Words: "Rejected", Meaning: "LRS refused the row."}
	case record.Invalid:
		return countLine{Class: "fix", Words: "Invalid", Meaning: "Broke a rule. Not sent."}
	case record.Unverified:
		return countLine{Class: "fix", Words: "Not verified", Meaning: "LRS does not know the learner by these details, or nobody decided in time. Not sent."}
	case record.Held:
		return countLine{Class: "check", Words: "Held", Meaning: "Waits for a person to check and decide. Not sent."}
	case record.Declined:
		return countLine{Class: "other", Words: "Declined", Meaning: "A person decided not to send it."}
	case record.AlreadySent:
		return countLine{Class: "other", Words: "Sent before", Meaning: "Sent in an earlier file. Not sent again."}
	case record.NotSent:
		return countLine{Class: "other", Words: "Not sent", Meaning: "Nothing is wrong with the row, but it was not sent."}
	case record.Unknown:
		return countLine{Class: "check", Words: "Unknown", Meaning: "LRS’s answer was lost. Support finds out. Do not send it again."}
	case record.Unconfirmed:
		return countLine{Class: "check", Words: "Unconfirmed", Meaning: "LRS’s answer does not show what became of it. Support finds out. Do not send it again."}
	case record.Failed:
		return countLine{Class: "fix", Words: "Failed", Meaning: "LRS did not process the row. Send it again."}
	}
	return verifyWords(o)
}

// verifyWords says the outcome of a learner in a verify file, or of a line in a
// review file.
func verifyWords(o record.Outcome) countLine {
	switch o {
	case record.Matched:
		return countLine{Class: "good", Words: "Match", Meaning: "All details match LRS."}
	case record.Linked:
		return countLine{Class: "check", Words: "Linked", Meaning: "All details match, but the ULN was merged into another."}
	case record.Review:
		return countLine{Class: "check", Words: "To check", Meaning: "The ULN is right, but the name is only similar."}
	case record.NoMatch:
		return countLine{Class: "fix", Words: "No match", Meaning: "LRS knows the ULN with other details."}
	case record.NotFound:
		return countLine{Class: "fix", Words: "Not found", Meaning: "LRS has no learner with this ULN."}
	case record.Decided:
		return countLine{Class: "good", Words: "Recorded", Meaning: "The decision was recorded."}
	case record.Undecided:
		return countLine{Class: "check", Words: "No decision", Meaning: "The line has none yet. Its row still waits."}
	}
	return countLine{Class: "wait", Words: "No answer yet", Meaning: "We are still working on the row."}
}

// barPart is a part of the bar above the counts, in percent of its width.
type barPart struct{ Class, From, Width string }

// thinnest is the least width of a part in percent, so that one row in a
// million is still seen.
const thinnest = 0.75

// barParts draws the counts as one bar. What thin parts take too much, the
// widest one gives.
func barParts(r Report) []barPart {
	names, shares := classShares(r)
	widest, sum := 0, 0.0
	for i, share := range shares {
		shares[i] = max(share, thinnest)
		sum += shares[i]
		if share > shares[widest] {
			widest = i
		}
	}
	var bar []barPart
	from := 0.0
	for i, share := range shares {
		if i == widest {
			share -= sum - 100
		}
		bar = append(bar, barPart{names[i], percent(from), percent(share)})
		from += share
	}
	return bar
}

// classShares gives the classes that have rows, in the order of the bar, and the
// percent of each.
func classShares(r Report) (names []string, shares []float64) {
	left := r.left()
	total := r.Counts.Total()
	good := total - r.Counts.less(r.Corrected).Total()
	byClass := map[string]int{"good": good, "other": total - good - left.Total()}
	for outcome, n := range left {
		byClass[outcomeWords(outcome).Class] += n
	}
	for _, class := range classes {
		if n := byClass[class]; n > 0 {
			names = append(names, class)
			shares = append(shares, float64(n)*100/float64(total))
		}
	}
	return names, shares
}

func percent(share float64) string { return strconv.FormatFloat(share, 'f', 2, 64) + "%" }

// batchLine is a line of the table of what went to LRS.
type batchLine struct {
	Operation, Rows, State, Job, Code string
	Sent, Finished                    stamp
}

func batchLines(batches []Batch, c clock) (lines []batchLine, more string) {
	for i, b := range batches {
		if i == shownBatches {
			return lines, "and " + number(len(batches)-i) + " more. All of them are in the status file."
		}
		line := batchLine{
			Operation: operationWords(b.Operation), Rows: number(b.Rows), State: b.State, Code: shownCode(b.Code),
			Sent: c.stamp(b.SubmittedAt), Finished: c.stamp(b.FinishedAt),
		}
		if b.JobID != 0 {
			line.Job = strconv.FormatInt(b.JobID, 10)
		}
		lines = append(lines, line)
	}
	return lines, ""
}

// operationWords says in plain English what a batch asked of LRS.
func operationWords(operation string) string {
	switch operation {
	case "verifyLearner", "submitVerifyBatch", "getVerifyBatchOutput":
		return "Check learners"
	case "SubmitAchievementBatchJob", "GetAchievementBatchJob":
		return "Record awards"
	}
	return operation
}
