package audit

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Deed is one thing that was done: a batch that went to LRS with what came of
// it, one question to LRS, or what a person decided. It may stand for several
// events.
type Deed struct {
	Time            time.Time
	Organisation    string
	UKPRN           string
	OrganisationRef string
	Certificate     string
	User            string // whom LRS was told; empty where LRS was told nothing
	By, Account     string // of what a person did by a command
	What            string
	File, Batch     string
	Job             int64
	Rows            int
	Outcome         string // in words and counts
	Code            string
	Digest          string
	Note            string

	Call bool // LRS was called
}

// Deeds gathers deeds from the events of a chain, in their order.
type Deeds struct {
	all     []*Deed
	batches map[string]*Deed
	byHand  map[string]*Deed
}

// All gives the deeds in the order in which they began.
func (d *Deeds) All() []*Deed { return d.all }

// Add takes the next event.
func (d *Deeds) Add(e Event) {
	if d.batches == nil {
		d.batches, d.byHand = map[string]*Deed{}, map[string]*Deed{}
	}
	switch e.Operation {
	case "submit", "submitted", "verified batch":
		d.sent(e)
	case "not taken", "answer lost", "batch refused", "job finished", "job unknown", "job overdue":
		d.ended(e)
	case "verify by hand", "look up job":
		d.asked(e)
	case "verified by hand", "looked up job":
		if deed := d.byHand[key(e)]; deed != nil {
			deed.Code, deed.Outcome = e.Code, "answered"
		}
	default:
		if e.By == "" && e.Account == "" {
			return
		}
		d.start(e, sentence(e.Operation))
		if e.Operation == "resolve" {
			d.ended(e)
		}
	}
}

// start begins a deed.
func (d *Deeds) start(e Event, what string) *Deed {
	deed := &Deed{
		Time: e.Time, Organisation: e.Organisation, UKPRN: e.UKPRN, OrganisationRef: e.OrganisationRef, Certificate: e.Certificate,
		By: e.By, Account: e.Account, What: what, File: e.File, Batch: e.Batch, Job: e.Job, Code: e.Code, Digest: e.Digest, Note: e.Note,
		Outcome: counted(e.Counts),
	}
	d.all = append(d.all, deed)
	return deed
}

// sent is a batch on its way, or one whose learners were asked about one by
// one, of which the audit has but the end.
func (d *Deeds) sent(e Event) {
	deed := d.batches[e.Batch]
	if deed == nil {
		deed = d.start(e, sentWords(e))
		deed.User, deed.Call, deed.Outcome = e.User, true, ""
		d.batches[e.Batch] = deed
	}
	deed.Rows = max(deed.Rows, e.Counts["rows"], e.Counts["asked"])
	deed.Job, deed.Code = max(deed.Job, e.Job), e.Code
	if e.Digest != "" {
		deed.Digest = e.Digest
	}
	switch e.Operation {
	case "submitted":
		deed.Outcome = "taken"
	case "verified batch":
		deed.Outcome = fmt.Sprintf("answered %d", e.Counts["answered"])
	}
}

// An event of an earlier version does not name the call: an upload alone had a
// state of its own before it was sent.
func sentWords(e Event) string {
	switch {
	case e.Call == "SubmitAchievementBatchJob", e.Operation == "submit", e.From == "submitting":
		return "Awards uploaded"
	}
	return "Learners verified"
}

func (d *Deeds) ended(e Event) {
	deed := d.batches[e.Batch]
	if deed == nil {
		return
	}
	deed.Job, deed.Code = max(deed.Job, e.Job), e.Code
	switch e.Operation {
	case "not taken", "answer lost", "job unknown", "job overdue":
		deed.Outcome = e.Operation
	case "resolve":
		deed.Outcome = "resolved: " + counted(e.Counts)
	default:
		deed.Outcome = counted(e.Counts)
	}
}

// asked is a question that a person put to LRS.
func (d *Deeds) asked(e Event) {
	what := "Learner verified by hand"
	if e.Operation == "look up job" {
		what = "Job looked up"
	}
	deed := d.start(e, what)
	deed.User, deed.Call, deed.Outcome = e.User, true, ""
	if e.Operation == "verify by hand" {
		deed.Rows = 1
	}
	d.byHand[key(e)] = deed
}

func key(e Event) string { return fmt.Sprint(e.Organisation, " ", e.Digest, " ", e.Job) }

// counted writes counts in words: "accepted 12, rejected 1".
func counted(counts map[string]int) string {
	var said []string
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		said = append(said, fmt.Sprintf("%s %d", strings.ReplaceAll(what, "_", " "), counts[what]))
	}
	return strings.Join(said, ", ")
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
