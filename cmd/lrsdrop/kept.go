package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// keptStatus is what is kept of the files of an organisation that are finished,
// and when the next of it is due to be deleted.
type keptStatus struct {
	Data         int        `json:"files_with_learner_data"`
	DataDueAt    *time.Time `json:"learner_data_due_at"`
	Answers      int        `json:"files_with_answers"`
	AnswersDueAt *time.Time `json:"answers_due_at"`
}

func keptOf(ctx context.Context, c *config.Config, s *store.Store) (map[string]keptStatus, error) {
	all, err := s.Kept(ctx)
	if err != nil {
		return nil, err
	}
	kept := map[string]keptStatus{}
	for _, k := range all {
		one := keptStatus{Data: k.Data, DataDueAt: dueAt(k.DataSince, c.Retention.LearnerData), Answers: k.Answers}
		if org, ok := c.Organisation(k.Organisation); ok {
			one.AnswersDueAt = dueAt(k.AnswersSince, org.Outbox.Keep)
		}
		kept[k.Organisation] = one
	}
	return kept, nil
}

// dueAt is when something is due that counts from a moment; nil if there is none,
// or if the configuration does not tell how long, because it is refused.
func dueAt(since time.Time, keep time.Duration) *time.Time {
	if since.IsZero() || keep == 0 {
		return nil
	}
	return moment(since.Add(keep))
}

// moment is a time; nil if there is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// printKept tells what is due, an organisation a line, and below that what is
// late.
func printKept(g *global, organisations []organisationStatus) error {
	var table, overdue strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	now := time.Now()
	for _, o := range organisations {
		data, answers := "", ""
		for _, part := range []struct {
			n      int
			at     *time.Time
			what   string
			column *string
		}{
			{o.Kept.Data, o.Kept.DataDueAt, "learner data of %s was", &data},
			{o.Kept.Answers, o.Kept.AnswersDueAt, "answers for %s in the outbox were", &answers},
		} {
			if part.n == 0 || part.at == nil {
				continue
			}
			*part.column = files(part.n) + ", from " + clock(*part.at)
			if now.Sub(*part.at) > late {
				fmt.Fprintf(&overdue, "  %s: "+part.what+" due to be deleted from %s on. Something waits for a correction that is under way or for a folder "+
					"that cannot be reached, or somebody changed it. The log says more.\n", o.ID, files(part.n), clock(*part.at))
			}
		}
		if data+answers != "" {
			fmt.Fprintf(w, "  %s\t%s\t%s\n", o.ID, data, answers)
		}
	}
	if err := w.Flush(); err != nil || table.Len() == 0 {
		return err
	}
	_, err := fmt.Fprintf(g.out, "Deleted after its time: learner data, then answers in the outbox\n%s%s", table.String(), overdue.String())
	return err
}

// late is how long after its time something may be there without a word: what
// is due is looked for a few times a day.
const late = 24 * time.Hour

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return record.Thousands(int64(n)) + " files"
}

// goneStatus is what is kept of one file, and what was deleted after its time.
type goneStatus struct {
	DataDueAt    *time.Time `json:"learner_data_due_at"` // null: the file is not finished, or the configuration is refused
	DataGoneAt   *time.Time `json:"learner_data_deleted_at"`
	AnswersDueAt *time.Time `json:"answers_due_at"`
	AnswersGone  *time.Time `json:"answers_deleted_at"`
	Stays        []string   `json:"changed_and_kept"` // what somebody changed in the outbox or the archive
}

func goneOf(c *config.Config, f *store.File) goneStatus {
	facts := f.Facts
	s := goneStatus{
		DataDueAt: dueAt(facts.EndedAt, c.Retention.LearnerData), DataGoneAt: moment(facts.Gone.Data),
		AnswersGone: moment(facts.Gone.Answers), Stays: append([]string{}, facts.Stays...),
	}
	if org, ok := c.Organisation(f.Organisation); ok {
		s.AnswersDueAt = dueAt(facts.EndedAt, org.Outbox.Keep)
	}
	return s
}

func (s goneStatus) print(g *global) {
	switch {
	case s.DataGoneAt != nil:
		fmt.Fprintf(g.out, "Its learner data was deleted after its time, on %s.\n", clock(*s.DataGoneAt))
	case s.DataDueAt != nil:
		fmt.Fprintf(g.out, "Its learner data is kept until %s.\n", clock(*s.DataDueAt))
	}
	switch {
	case s.AnswersGone != nil:
		fmt.Fprintf(g.out, "Its answers were deleted from the outbox on %s.\n", clock(*s.AnswersGone))
	case s.AnswersDueAt != nil:
		fmt.Fprintf(g.out, "Its answers stay in the outbox until %s.\n", clock(*s.AnswersDueAt))
	}
	if len(s.Stays) > 0 {
		fmt.Fprintf(g.out, "Somebody changed these after they were published, so they are not deleted: %s. Look at them and delete them by hand.\n",
			strings.Join(s.Stays, ", "))
	}
}

// named is the name of a file, which is deleted after its time.
func named(name string) string {
	if name == "" {
		return "(name deleted)"
	}
	return oneLine(name)
}
