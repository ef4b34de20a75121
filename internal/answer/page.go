package answer

import (
	"crypto/sha256"
	_ "embed" // the page's template and style
	"encoding/base64"
	"errors"
	"html/template"
	"strings"

	"lrsdrop/internal/record"
)

// What the page lists of things that can be many; the tables and status.json
// have all of them.
const (
	shownBatches = 20
	shownColumns = 20
)

//go:embed report.html.tmpl
var pageText string

//go:embed parts.html.tmpl
var partsText string

//go:embed report.css
var pageStyle template.CSS

var pageTemplate = newTemplate("report", pageText)

// newTemplate makes the template of a page, with the parts that all share.
func newTemplate(name, text string) *template.Template {
	return template.Must(template.Must(template.New(name).Parse(partsText)).New(name).Parse(text))
}

// frame is what every page has.
type frame struct {
	Policy  string // Content-Security-Policy: nothing but the one style
	Style   template.CSS
	Title   string
	Banner  *banner
	Tone    string // class of the verdict: good, todo, wait or stop
	Verdict string
	Updated stamp
}

// page is the report as the template shows it: every value is ready to read.
type page struct {
	frame
	Final string
	Next  stamp

	Report  Report
	Stopped *problem
	Facts   []fact
	Bar     []barPart
	Counts  []countLine
	Total   string
	Steps   []task

	Problems []problem
	Notes    []problem

	Batches     []batchLine
	MoreBatches string
	Columns     []string
	MoreColumns string
}

type banner struct{ Strong, Text string }

// fact is a name and its value, or the time it is.
type fact struct {
	Name, Value string
	Time        stamp
}

func newPage(r Report) (page, error) {
	if err := errors.Join(r.Counts.check(), r.Corrected.check(), r.Continued.check()); err != nil {
		return page{}, err
	}
	clock, err := newClock()
	if err != nil {
		return page{}, err
	}
	t := newTally(r)
	p := page{
		frame:  frame{policy(pageStyle), pageStyle, "", newBanner(r), t.tone(), t.verdict(clock), clock.stamp(r.UpdatedAt)},
		Report: r, Final: t.final(), Next: clock.stamp(r.NextCheckAt), Facts: facts(r, clock), Steps: t.tasks(),
	}
	p.Title = r.Name + ": " + p.Verdict
	p.Counts, p.Bar, p.Total = countLines(r), barParts(r), number(r.Counts.Total())
	p.Stopped = stoppedProblem(r.Stopped)
	p.Problems, p.Notes = problems(r)
	p.Batches, p.MoreBatches = batchLines(r.Batches, clock)
	p.Columns, p.MoreColumns = columns(r.UnknownColumns)
	return p, nil
}

// policy allows the page its own style and nothing else: no script, no image,
// no form, no connection.
func policy(style template.CSS) string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'"
}

func newBanner(r Report) *banner {
	switch {
	case r.Environment == Simulator:
		return &banner{"TEST. Nothing was recorded at LRS.", "These answers come from a simulator."}
	case r.Environment == Compatibility:
		return &banner{"TEST. Nothing was recorded at LRS.", "These answers come from the test service of LRS."}
	case r.Environment != Production:
		return &banner{"TEST. Nothing was recorded at LRS.", ""}
	case r.Trial:
		return &banner{"TRIAL. Nothing was sent to LRS.", "Files from this folder are only checked."}
	}
	return nil
}

// tone is the colour of the verdict; the words say the same.
func (t tally) tone() string {
	switch {
	case t.State == Refused, t.State == Duplicate, t.State == Cancelled:
		return "stop"
	case t.fix+t.check+t.again+t.lost > 0, t.State == Held, t.Stopped != nil:
		return "todo"
	case t.State.underway():
		return "wait"
	}
	return "good"
}

// final says whether the answer can still change, and by what.
func (t tally) final() string {
	waiting := t.WaitingFor.since(t.WaitingSince)
	if waiting != "" {
		waiting = "Waiting for " + waiting + "."
	}
	switch {
	case !t.Final:
		return sentences("This answer is not final.", waiting)
	case t.fix+t.again > 0 && t.State == Done:
		return sentences("This answer is final until you send corrections.", waiting)
	}
	return sentences("This answer is final.", waiting)
}

func facts(r Report, c clock) []fact {
	list := []fact{
		{Name: "File", Value: bounded(r.Name)},
		{Name: "File ID", Value: r.FileID},
		{Name: "Type of file", Value: kindWords(r.Kind)},
		{Name: "Organisation", Value: r.Organisation},
		{Name: "Sent for", Value: bounded(r.User)},
		{Name: "Received", Time: c.stamp(r.ReceivedAt)},
		{Name: "Corrects file", Value: r.Corrects},
		{Name: "Longer version of file", Value: r.Continues},
	}
	known := list[:0]
	for _, f := range list {
		if f.Value != "" || f.Time.Machine != "" {
			known = append(known, f)
		}
	}
	return known
}

func kindWords(kind record.Kind) string {
	switch kind {
	case record.KindAchievement:
		return "Achievements, to record at LRS"
	case record.KindVerify:
		return "Learners, to check with LRS"
	case record.KindDecision:
		return "Decisions on rows that were held"
	}
	return ""
}

// columns bounds the list of columns that nobody knows.
func columns(unknown []string) (shown []string, more string) {
	for i, name := range unknown {
		if i == shownColumns {
			return shown, "and " + number(len(unknown)-i) + " more"
		}
		if name = strings.TrimSpace(bounded(name)); name == "" {
			name = "(no name)"
		}
		shown = append(shown, name)
	}
	return shown, ""
}
