package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/config"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// history is one file's life, from the audit.
type history struct {
	fileStatus
	Outputs []string     `json:"outputs"`
	Events  []happening  `json:"events"`
	Batches []batchState `json:"batches"`
	Kept    goneStatus   `json:"kept"`
}

type happening struct {
	Time  time.Time `json:"time"`
	Words string    `json:"words"`
	audit.Event
}

type batchState struct {
	ID        string           `json:"id"`
	Operation store.Operation  `json:"operation"`
	State     store.BatchState `json:"state"`
	Rows      int              `json:"rows"`
	JobID     int64            `json:"job_id"`
	Code      string           `json:"code"`
}

func runHistory(ctx context.Context, g *global, opts statusOptions, c *config.Config, s *store.Store) error {
	f, err := s.File(ctx, opts.file)
	if errors.Is(err, store.ErrNotFound) || err == nil && opts.org != "" && f.Organisation != opts.org {
		return usage(fmt.Errorf("there is no file %s here. Its report shows the id, and lrsdrop status lists the latest", opts.file))
	}
	if err != nil {
		return err
	}
	h, err := readHistory(ctx, c, s, f)
	if err != nil {
		return err
	}
	h.Kept = goneOf(c, f)
	if opts.json {
		return printJSON(g.out, h)
	}
	return h.print(g)
}

func readHistory(ctx context.Context, c *config.Config, s *store.Store, f *store.File) (*history, error) {
	one, err := fileOf(ctx, s, f, notifyOf(c, f.Organisation))
	if err != nil {
		return nil, err
	}
	h := &history{fileStatus: one, Outputs: []string{}, Events: []happening{}, Batches: []batchState{}}
	outputs, err := s.Outputs(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	for _, o := range outputs {
		if o.SHA256 != "" && f.Facts.Gone.Answers.IsZero() {
			h.Outputs = append(h.Outputs, o.Name)
		}
	}
	batches, err := s.Batches(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	for _, b := range batches {
		h.Batches = append(h.Batches, batchState{b.ID, b.Operation, b.State, b.Facts.Count, b.Job, b.Facts.Code})
	}
	for link, err := range s.Audit(ctx) {
		if err != nil {
			return nil, err
		}
		var e audit.Event
		if err := json.Unmarshal(link.Body, &e); err != nil {
			return nil, fmt.Errorf("read the audit: %w", err)
		}
		if e.File == f.ID {
			h.Events = append(h.Events, happening{e.Time, eventWords(e), e})
		}
	}
	return h, nil
}

func (h *history) print(g *global) error {
	fmt.Fprintf(g.out, "File %s: %s of %s, %s\n", h.FileID, named(h.Name), h.Organisation, h.State)
	if words := rowWords(h.Rows); words != "" {
		fmt.Fprintf(g.out, "Rows: %s\n", words)
	}
	if h.WaitsFor != "" {
		fmt.Fprintf(g.out, "Waits for %s.\n", strings.TrimSuffix(h.WaitsFor, "."))
	}
	for _, d := range h.Doubts {
		fmt.Fprintf(g.out, "  %s: %s\n  Then: %s.\n", d.Batch, d.Look, d.Then)
	}
	for _, b := range h.Batches {
		fmt.Fprintf(g.out, "Batch %s: %s of %s, %s%s\n", b.ID, b.Operation, rows(b.Rows), b.State, jobWords(b.JobID))
	}
	if len(h.Outputs) > 0 {
		fmt.Fprintf(g.out, "In the outbox: %s\n", strings.Join(h.Outputs, ", "))
	}
	h.Kept.print(g)
	fmt.Fprintln(g.out)
	for _, e := range h.Events {
		if _, err := fmt.Fprintf(g.out, "%s  %s\n", e.Time.Local().Format("2 Jan 15:04:05"), e.Words); err != nil {
			return err
		}
	}
	return nil
}

func jobWords(job int64) string {
	if job == 0 {
		return ""
	}
	return fmt.Sprintf(", job %d of LRS", job)
}

// eventWords tells an event as a sentence.
func eventWords(e audit.Event) string {
	words := map[string]string{
		"receive":              "Received from the inbox" + forWhom(e) + ".",
		"receive late":         "Received: the file was still written to after it was sent" + forWhom(e) + ".",
		"changed":              "The file changed after it was taken, so it is read again.",
		"check":                "Checking began.",
		"checked":              "Checked" + forWhom(e) + ".",
		"refuse":               "Stopped. Nothing was sent.",
		"duplicate":            "Stopped: it was sent before.",
		"plan verification":    "Planned which learners LRS is asked about.",
		"verify again":         "Some learners have no answer: they are asked about again.",
		"verified batch":       "LRS answered about learners.",
		"no answer":            "LRS gave no answer for some learners, three times.",
		"verified":             "Every learner has an answer.",
		"verification too old": "A batch waited so long that its learners are verified anew.",
		"plan submission":      "Planned the batches to upload.",
		"all sent":             "Every batch was uploaded.",
		"submit":               "Began to upload a batch.",
		"submitted":            "LRS took a batch.",
		"not taken":            "LRS did not take a batch. It will be tried again.",
		"answer lost":          "The answer to an upload was lost. It is not sent again by itself.",
		"batch refused":        "LRS refused a batch for what is in it.",
		"job finished":         "LRS finished a job.",
		"job overdue":          "LRS has not finished a job in time.",
		"job unknown":          "LRS does not know a job that it gave.",
		"standing decision to send linked learners": "Linked learners are sent under their own ULN, as linked_match: submit says.",
		"confirm a row":          byWhom(e) + " confirmed a row.",
		"reject a row":           byWhom(e) + " rejected a row.",
		"take up decisions":      "People's decisions were taken up.",
		"nobody decided":         "Nobody decided on some rows in time. They are not sent.",
		"remind":                 "Rows still wait for a person to decide. People were reminded.",
		"read decisions":         "Read as a review file that came back" + forWhom(e) + ".",
		"decisions recorded":     "Every line was answered.",
		"hold":                   "LRS takes no calls of the organisation for now.",
		"resolve":                byWhom(e) + " said what LRS did with a batch.",
		"wait for job":           "Waits for the job that was found.",
		"look up job":            byWhom(e) + " asked LRS about a job.",
		"looked up job":          "LRS did not give the job.",
		"release":                byWhom(e) + " released the file. It is checked once more.",
		"cancel":                 byWhom(e) + " cancelled the file. Nothing of it will be sent.",
		"cancelled":              "Every row has its end. Nothing was sent.",
		"pause":                  byWhom(e) + " paused the calls to LRS.",
		"resume after a restore": byWhom(e) + " let the calls to LRS go on after a restore.",
		"not in the journal":     "An upload could not be written to the journal. It will be tried again.",
		"resume":                 byWhom(e) + " let the calls to LRS go on.",
		"publish":                "An answer was put in the outbox.",
		audit.Retention:          "Deleted after its time.",
		"settle":                 "Came to a rest: " + strings.ReplaceAll(e.To, "_", " ") + ".",
	}
	said := words[e.Operation]
	if said == "" {
		said = e.Operation + "."
	}
	return said + factsOf(e) + noteOf(e)
}

// byWhom names the person who decided: as they said, as the system says, and
// the file that brought it.
func byWhom(e audit.Event) string {
	if e.By == "" {
		return "Somebody"
	}
	words := oneLine(e.By)
	if e.Account != "" {
		words += " (account " + oneLine(e.Account) + ")"
	}
	if e.Via != "" {
		words += ", in file " + e.Via + ","
	}
	return words
}

func noteOf(e audit.Event) string {
	if e.Note == "" {
		return ""
	}
	return " Note: " + oneLine(e.Note)
}

// forWhom names the person of an event, once they are known. A file may name
// anybody.
func forWhom(e audit.Event) string {
	if e.User == "" {
		return ""
	}
	return ", for " + oneLine(e.User)
}

// factsOf are the facts of an event that a person can use.
func factsOf(e audit.Event) string {
	var facts []string
	for _, what := range slices.Sorted(maps.Keys(e.Counts)) {
		if e.Operation == "publish" {
			facts = append(facts, what+", "+rows(e.Counts[what]))
			continue
		}
		facts = append(facts, fmt.Sprintf("%s %s", strings.ReplaceAll(what, "_", " "), record.Thousands(int64(e.Counts[what]))))
	}
	if e.Row != 0 {
		facts = append(facts, fmt.Sprintf("row %d", e.Row))
	}
	if e.Batch != "" {
		facts = append(facts, "batch "+e.Batch)
	}
	if e.Job != 0 {
		facts = append(facts, fmt.Sprintf("job %d", e.Job))
	}
	if e.Code != "" {
		facts = append(facts, e.Code)
	}
	if len(facts) == 0 {
		return ""
	}
	return " (" + strings.Join(facts, ", ") + ")"
}
