package answer

import (
	"cmp"
	_ "embed" // the page's template
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"time"

	"lrsdrop/internal/record"
)

// AuditReport tells who sent what for whom in a period: one page for an auditor,
// or a table. It names no learner.
type AuditReport struct {
	Environment  Environment
	Organisation string    // only this one; empty: all
	From, To     time.Time // the first and the last day, as Europe/London has them; zero: from the first, or to now
	MadeAt       time.Time
	Broken       string // why the audit cannot be trusted; empty: it is whole
	Contact      string // whom to tell then
	Deeds        []AuditDeed
	Support      Support
}

// AuditDeed is a call to LRS, or what a person decided.
type AuditDeed struct {
	Time            time.Time
	Organisation    string
	UKPRN           string
	OrganisationRef string
	Certificate     string
	User            string // whom LRS was told
	By, Account     string // who decided, as they said and as the operating system says
	What            string
	File, Batch     string
	Job             int64
	Rows            int
	Outcome         string
	Code            string
	Digest          string
	Note            string
	Call            bool // LRS was called
}

// auditLine is a deed as the table has it. Columns are only ever appended.
type auditLine struct {
	Time            string `csv:"Time"`
	Organisation    string `csv:"Organisation"`
	UKPRN           string `csv:"UKPRN"`
	OrganisationRef string `csv:"OrganisationRef"`
	Certificate     string `csv:"Certificate"`
	User            string `csv:"User"`
	What            string `csv:"What"`
	File            string `csv:"File"`
	Batch           string `csv:"Batch"`
	Job             string `csv:"Job"`
	Rows            string `csv:"Rows"`
	Outcome         string `csv:"Outcome"`
	Code            string `csv:"Code"`
	Digest          string `csv:"Digest"`
	By              string `csv:"By"`
	Account         string `csv:"Account"`
	Note            string `csv:"Note"`
}

// WriteCSV writes one line a deed, made safe for spreadsheets. Times are RFC
// 3339 in UTC.
func (r AuditReport) WriteCSV(w io.Writer) error {
	out := newStructWriter[auditLine](w, byteOrderMark)
	for _, d := range r.Deeds {
		if err := out.write(d.line()); err != nil {
			return fmt.Errorf("writing the audit report: %w", err)
		}
	}
	if err := out.close(); err != nil {
		return fmt.Errorf("writing the audit report: %w", err)
	}
	return nil
}

func (d AuditDeed) line() auditLine {
	cell := func(s string) string { return record.EscapeCell(oneLine(s)) }
	return auditLine{
		Time: utc(d.Time), Organisation: cell(d.Organisation), UKPRN: cell(d.UKPRN), OrganisationRef: cell(d.OrganisationRef),
		Certificate: cell(d.Certificate), User: cell(d.User), What: cell(d.What), File: cell(d.File), Batch: cell(d.Batch),
		Job: orNone(d.Job), Rows: orNone(int64(d.Rows)), Outcome: cell(d.Outcome), Code: cell(d.Code), Digest: cell(d.Digest),
		By: cell(d.By), Account: cell(d.Account), Note: cell(d.Note),
	}
}

func orNone(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// shownDeeds is how many lines the page has of each table; the CSV has all.
const shownDeeds = 2000

//go:embed auditreport.html.tmpl
var auditText string

//go:embed auditreport.css
var auditStyle template.CSS

var auditTemplate = template.Must(template.New("audit").Parse(auditText))

// auditPage is the report as the template shows it.
type auditPage struct {
	Policy   string
	Style    template.CSS
	Banner   *banner
	Title    string
	Period   string
	Made     stamp
	Tone     string
	Report   AuditReport
	Sums     []auditSum
	Calls    []auditRow
	MoreCall string
	Acts     []auditRow
	MoreActs string
}

// auditSum counts what went to LRS for one organisation in one person's name.
type auditSum struct {
	Organisation, User      string
	Calls, Learners, Awards int
}

// Number writes a count as people do.
func (auditSum) Number(n int) string { return number(n) }

// auditRow is a deed that is ready to read.
type auditRow struct {
	AuditDeed
	At     stamp
	JobN   string
	RowsN  string
	Places string // file or batch
}

// WriteHTML writes the page. The same report always gives the same bytes.
func (r AuditReport) WriteHTML(w io.Writer) error {
	clock, err := newClock()
	if err != nil {
		return err
	}
	style := pageStyle + auditStyle
	p := auditPage{
		Policy: policy(style), Style: style, Banner: newBanner(Report{Environment: r.Environment}),
		Title: r.title(), Period: r.period(clock), Made: clock.stamp(r.MadeAt), Tone: "good", Report: r, Sums: r.sums(),
	}
	if r.Broken != "" {
		p.Tone = "stop"
	}
	p.Calls, p.MoreCall = r.rows(clock, true)
	p.Acts, p.MoreActs = r.rows(clock, false)
	if err := auditTemplate.Execute(w, p); err != nil {
		return fmt.Errorf("writing the audit report: %w", err)
	}
	return nil
}

func (r AuditReport) title() string {
	if r.Organisation == "" {
		return "Who sent what to LRS, for whom"
	}
	return "Who sent what to LRS for " + r.Organisation
}

func (r AuditReport) period(c clock) string {
	day := func(t time.Time) string { return t.In(c.zone).Format("2 January 2006") }
	switch {
	case r.From.IsZero() && r.To.IsZero():
		return "From the first event on."
	case r.To.IsZero():
		return "From " + day(r.From) + " on."
	case r.From.IsZero():
		return "Up to " + day(r.To) + "."
	}
	return "From " + day(r.From) + " to " + day(r.To) + "."
}

func (r AuditReport) sums() []auditSum {
	found := map[[2]string]*auditSum{}
	for _, d := range r.Deeds {
		if !d.Call {
			continue
		}
		at := [2]string{d.Organisation, d.User}
		s := found[at]
		if s == nil {
			s = &auditSum{Organisation: d.Organisation, User: d.User}
			found[at] = s
		}
		s.Calls++
		if d.What == AwardsUploaded {
			s.Awards += d.Rows
		} else {
			s.Learners += d.Rows
		}
	}
	all := make([]auditSum, 0, len(found))
	for _, s := range found {
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b auditSum) int {
		return cmp.Or(cmp.Compare(a.Organisation, b.Organisation), cmp.Compare(a.User, b.User))
	})
	return all
}

// AwardsUploaded is what a deed is that recorded something at LRS.
const AwardsUploaded = "Awards uploaded"

func (r AuditReport) rows(c clock, calls bool) (rows []auditRow, more string) {
	left := 0
	for _, d := range r.Deeds {
		if d.Call != calls {
			continue
		}
		if len(rows) == shownDeeds {
			left++
			continue
		}
		rows = append(rows, auditRow{AuditDeed: d, At: c.stamp(d.Time), JobN: orNone(d.Job), RowsN: number(d.Rows), Places: cmp.Or(d.Batch, d.File)})
	}
	if left > 0 {
		more = "and " + number(left) + " more: the CSV file of this report has all."
	}
	return rows, more
}
