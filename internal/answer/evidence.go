package answer

import (
	_ "embed" // the page's template and what its style adds
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/record"
)

// What the page of the evidence lists of things that can be many; the folder
// has all of them.
const (
	shownExchanges = 100 // of one product
	shownFiles     = 100 // of one run
	shownChanged   = 20
)

//go:embed evidence.html.tmpl
var evidenceText string

//go:embed evidence.css
var evidenceStyle template.CSS

var evidenceTemplate = newTemplate("evidence", evidenceText)

// Evidence is the summary page of a test session (O22): which of LRS's products
// were tried, each exchange with what LRS said to it, and what the user saw. It
// lies in the folder of the evidence, and its links are paths from there.
type Evidence struct {
	Environment   Environment
	Services      []string // addresses that were called
	Strange       bool     // in the compatibility environment: an address that is not LRS's
	Programs      []string // name and version of the program, each that had a part
	Organisations []string
	UpdatedAt     time.Time
	Products      []Product // in the order of the form
	Sessions      []Session
	Changed       []string // kept files that are not any more as they were kept
	Support       Support
}

// Product is one web service product of the application form, and what was
// kept of it.
type Product struct {
	ID        string // on the form
	Name      string
	Operation string
	Exchanges []Exchange
}

// Proof is what an exchange is worth as evidence of its product.
type Proof uint8

// The proofs, the best last.
const (
	ProofNone    Proof = iota // it failed: shows how a failure is told
	ProofWorking              // LRS answered that it has not finished
	ProofAnswer               // LRS answered
)

var proofs = [...]string{ProofNone: "failed", ProofWorking: "working", ProofAnswer: "answered"}

// MarshalText writes the proof as a word.
func (p Proof) MarshalText() ([]byte, error) { return []byte(proofs[p]), nil }

// UnmarshalText reads that word.
func (p *Proof) UnmarshalText(text []byte) error {
	i := slices.Index(proofs[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is no proof", text)
	}
	*p = Proof(i)
	return nil
}

// Exchange is one call, as the page tells of it.
type Exchange struct {
	Step    string
	Run     int // of the step
	Number  int // within the run
	At      time.Time
	About   string // which file and row
	Proof   Proof
	Said    string // what came of it, in words
	Codes   []SaidCode
	Status  int // of HTTP; 0: there was no answer
	Request string
	Answer  string // empty: there was none
	Result  string
}

// SaidCode is a code in an answer of LRS's.
type SaidCode struct {
	Code, Meaning string
	Count         int
}

// Session is one run of a step.
type Session struct {
	Step         string
	Run          int
	Began, Ended time.Time // Ended zero: it was cut off
	Exchanges    int
	Files        []SeenFile
	Log          string
	Troubles     []string // what could not be kept
}

// SeenFile is a dropped file, and what the user saw of it.
type SeenFile struct {
	Name, FileID, Organisation string
	State                      State
	Rows                       map[string]int // by the words of outcomes, and "total"
	Report                     string
	Others                     []SeenOutput
}

// SeenOutput is another file of the outbox.
type SeenOutput struct{ Name, Path string }

// Proof is the best that was kept of the product.
func (p Product) Proof() Proof {
	best := ProofNone
	for _, e := range p.Exchanges {
		best = max(best, e.Proof)
	}
	return best
}

// Missing lists the products that LRS has not been seen to answer in full.
func (e Evidence) Missing() (all []Product) {
	for _, p := range e.Products {
		if p.Proof() < ProofAnswer {
			all = append(all, p)
		}
	}
	return all
}

// Write writes the page. The same evidence always gives the same bytes.
func (e Evidence) Write(w io.Writer) error {
	view, err := newEvidencePage(e)
	if err != nil {
		return fmt.Errorf("preparing the page of the evidence: %w", err)
	}
	if err := evidenceTemplate.Execute(w, view); err != nil {
		return fmt.Errorf("writing the page of the evidence: %w", err)
	}
	return nil
}

// evidencePage is the page as its template shows it.
type evidencePage struct {
	frame
	Missing  string
	Facts    []fact
	Warnings []problem
	Products []productView
	Sessions []sessionView
	Support  Support
}

type productView struct {
	Anchor, ID, Name, Operation string
	State                       string
	Kept                        string
	Exchanges                   []exchangeView
	More                        string
}

type exchangeView struct {
	Where   string // step and number
	At      stamp
	About   string
	Said    string
	Codes   []string
	Answer  string
	Links   []link
	Subject string // whose links they are, for those who hear them
}

type link struct{ Words, Path string }

type sessionView struct {
	Anchor, Title string
	Began, Ended  stamp
	Kept          string
	Files         []fileView
	More          string
	Log           string
	Troubles      []string
}

type fileView struct {
	Name, FileID, Organisation string
	State, Rows, Report        string
	Others                     []link
}

var errNoProducts = errors.New("there is no product")

func newEvidencePage(e Evidence) (evidencePage, error) {
	if len(e.Products) == 0 {
		return evidencePage{}, errNoProducts
	}
	clock, err := newClock()
	if err != nil {
		return evidencePage{}, err
	}
	missing := e.Missing()
	p := evidencePage{
		frame: frame{
			Policy: policy(pageStyle + evidenceStyle), Style: pageStyle + evidenceStyle, Title: "Evidence for the compatibility check",
			Banner: e.banner(), Tone: "todo", Updated: clock.stamp(e.UpdatedAt),
		},
		Facts: e.facts(), Warnings: e.warnings(), Support: e.Support,
	}
	p.Verdict, p.Missing = e.verdict(missing)
	if len(missing) == 0 && e.Genuine() && len(p.Warnings) == 0 {
		p.Tone = "good"
	}
	for i, one := range e.Products {
		v := newProductView(i, one, clock)
		v.State = one.state(e.Genuine())
		p.Products = append(p.Products, v)
	}
	for i, s := range e.Sessions {
		p.Sessions = append(p.Sessions, newSessionView(i, s, clock))
	}
	return p, nil
}

// Genuine reports that the answers are LRS's own, as far as the addresses tell.
func (e Evidence) Genuine() bool { return e.Environment == Compatibility && !e.Strange }

// banner says whose answers these are before anything else.
func (e Evidence) banner() *banner {
	switch {
	case e.Genuine():
		return &banner{"TEST. Nothing was recorded at LRS.", "These exchanges are with the test service of LRS."}
	case e.Strange:
		return &banner{"REHEARSAL. Not every answer on this page is from LRS.", "An address that was called is not one of LRS’s."}
	}
	return &banner{
		"REHEARSAL. No answer on this page is from LRS.",
		"All of them come from a simulator, and prove nothing to LRS. Where this page or a report says LRS, read: the simulator.",
	}
}

// verdict says how much of the form is covered, and what is not.
func (e Evidence) verdict(missing []Product) (verdict, rest string) {
	of, good := plural(len(e.Products), "product", "products"), len(e.Products)-len(missing)
	one, many := " has evidence.", " have evidence."
	if !e.Genuine() {
		one, many = " was tried, in a rehearsal.", " were tried, in a rehearsal."
	}
	switch good {
	case len(e.Products):
		verdict = "All " + of + many
	case 0:
		verdict = "None of the " + of + one
	case 1:
		verdict = "1 of " + of + one
	default:
		verdict = number(good) + " of " + of + many
	}
	if len(missing) == 0 {
		return verdict, "Nothing is missing."
	}
	var names []string
	for _, p := range missing {
		names = append(names, p.ID+" "+p.Name)
	}
	return verdict, "Still missing: " + list(names) + "."
}

func (e Evidence) facts() []fact {
	where := "Simulator (lrssim), not LRS"
	switch {
	case e.Genuine():
		where = "Compatibility (test) environment of LRS"
	case e.Strange:
		where = "Compatibility by the configuration, not LRS by the address"
	}
	known := []fact{{Name: "Environment", Value: where}}
	for _, f := range []struct {
		name   string
		values []string
	}{{"Called", e.Services}, {"Organisations", e.Organisations}, {"Program", e.Programs}} {
		if len(f.values) > 0 {
			known = append(known, fact{Name: f.name, Value: bounded(strings.Join(f.values, ", "))})
		}
	}
	return known
}

// warnings are what a person should know before the page goes anywhere.
func (e Evidence) warnings() (all []problem) {
	if e.Strange {
		all = append(all, problem{
			Heading:  "An address is not LRS’s",
			Happened: "The configuration says compatibility, and calls a service outside education.gov.uk: see Called, above.",
			Do:       "If it is a simulator, write environment: simulator and keep its evidence in another folder.", Who: "Your system support",
		})
	}
	if len(e.Changed) > 0 {
		p := problem{
			Heading: "Kept files have changed", Count: plural(len(e.Changed), "file", "files"),
			Happened: "They are not any more as they were kept, or are gone. SHA256SUMS still has what they were.",
			Do:       "Run their steps again, or put back what was there.", Who: "Whoever keeps this folder",
		}
		for _, path := range e.Changed[:min(len(e.Changed), shownChanged)] {
			p.Rows = append(p.Rows, bounded(path))
		}
		if hidden := len(e.Changed) - len(p.Rows); hidden > 0 {
			p.More = "and " + number(hidden) + " more"
		}
		all = append(all, p)
	}
	return all
}

func newProductView(i int, p Product, c clock) productView {
	v := productView{
		Anchor: fmt.Sprintf("product-%d", i+1), ID: p.ID, Name: p.Name, Operation: p.Operation,
		Kept: plural(len(p.Exchanges), "exchange", "exchanges"),
	}
	for _, e := range p.Exchanges[:min(len(p.Exchanges), shownExchanges)] {
		v.Exchanges = append(v.Exchanges, newExchangeView(e, c))
	}
	if hidden := len(p.Exchanges) - len(v.Exchanges); hidden > 0 {
		v.More = "and " + number(hidden) + " more. All of them are in the folder."
	}
	return v
}

// state says whether the product has evidence.
func (p Product) state(genuine bool) string {
	proof := p.Proof()
	switch {
	case proof == ProofAnswer && genuine:
		return "Has evidence"
	case proof == ProofAnswer:
		return "Tried"
	case proof == ProofWorking:
		return "Missing: LRS has not finished a job yet"
	case len(p.Exchanges) > 0:
		return "Missing: no call went through"
	}
	return "Missing: nothing was kept"
}

func newExchangeView(e Exchange, c clock) exchangeView {
	v := exchangeView{
		Where: fmt.Sprintf("Step %s, run %d, %03d", e.Step, e.Run, e.Number), At: c.stamp(e.At), About: bounded(e.About),
		Said: bounded(e.Said), Answer: "no answer", Links: links("Request", e.Request, "Answer", e.Answer, "Result", e.Result),
	}
	v.Subject = fmt.Sprintf("of step %s, run %d, exchange %d", e.Step, e.Run, e.Number)
	if e.Status != 0 {
		v.Answer = fmt.Sprintf("HTTP %d", e.Status)
	}
	for _, said := range e.Codes {
		line := bounded(said.Code)
		if said.Count > 1 {
			line += " (" + number(said.Count) + " times)"
		}
		v.Codes = append(v.Codes, line+": "+bounded(said.Meaning))
	}
	return v
}

// links makes links of pairs of words and path; those without a path are left
// out.
func links(pairs ...string) (all []link) {
	for pair := range slices.Chunk(pairs, 2) {
		if pair[1] != "" {
			all = append(all, link{pair[0], href(pair[1])})
		}
	}
	return all
}

// href writes a path from the page as a link: some of its names are from
// strangers.
func href(path string) string {
	names := strings.Split(path, "/")
	for i, name := range names {
		names[i] = url.PathEscape(name)
	}
	return strings.Join(names, "/")
}

func newSessionView(i int, s Session, c clock) sessionView {
	v := sessionView{
		Anchor: fmt.Sprintf("session-%d", i+1), Title: fmt.Sprintf("Step %s, run %d", s.Step, s.Run),
		Began: c.stamp(s.Began), Ended: c.stamp(s.Ended), Kept: plural(s.Exchanges, "exchange", "exchanges"),
		Troubles: s.Troubles,
	}
	if s.Log != "" {
		v.Log = href(s.Log)
	}
	for _, f := range s.Files[:min(len(s.Files), shownFiles)] {
		one := fileView{
			Name: bounded(f.Name), FileID: f.FileID, Organisation: f.Organisation, State: string(f.State), Rows: rowsOf(f.Rows),
		}
		if f.Report != "" {
			one.Report = href(f.Report)
		}
		for _, o := range f.Others {
			one.Others = append(one.Others, link{bounded(o.Name), href(o.Path)})
		}
		v.Files = append(v.Files, one)
	}
	if hidden := len(s.Files) - len(v.Files); hidden > 0 {
		v.More = "and " + number(hidden) + " more. All of them are in the folder."
	}
	return v
}

// rowsOf writes "4 rows: 3 accepted and 1 held".
func rowsOf(rows map[string]int) string {
	var parts []string
	for _, o := range append(record.Outcomes(), record.Open) {
		if n := rows[o.String()]; n > 0 {
			parts = append(parts, number(n)+" "+strings.ToLower(outcomeWords(o).Words))
		}
	}
	words := plural(rows["total"], "row", "rows")
	if len(parts) > 0 {
		words += ": " + list(parts)
	}
	return words
}
