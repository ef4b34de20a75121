package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/status"
	"lrsdrop/internal/store"
)

// maxOpen is how many unfinished files status shows.
const maxOpen = 1000

type statusOptions struct {
	org, file string
	recent    int
	json      bool
}

func newStatus(g *global) *cobra.Command {
	var opts statusOptions
	cmd := &cobra.Command{
		Use:   "status [FILE-ID]",
		Short: "Show the daemon, work under way, what waits for a person, and one file's history",
		Long: "status looks into the state folder, while a daemon runs or not, and asks one that runs how its inboxes\n" +
			"are. It shows no learner's details.\n" +
			"With the id of a file, as its report shows it, it tells what happened to that file.",
		Example: "  lrsdrop status\n  lrsdrop status --org acme --json\n  lrsdrop status K7Q2M4XT",
		Args:    atMostOne("file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				opts.file = strings.ToUpper(args[0])
			}
			return runStatus(cmd.Context(), g, opts)
		},
	}
	cmd.Flags().StringVar(&opts.org, "org", "", "only this organisation")
	cmd.Flags().IntVar(&opts.recent, "recent", 20, "how many ended files to show")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

func runStatus(ctx context.Context, g *global, opts statusOptions) error {
	if opts.recent < 0 {
		return usage(errors.New("--recent is a number of files, 0 or more"))
	}
	c, err := g.load()
	outline, told := config.Outline(g.path())
	switch {
	case err != nil && errors.As(err, new(config.Problems)) && told:
		fmt.Fprintln(g.err, "lrsdrop:", err)
		return cmp.Or(showStatus(ctx, g, outline, opts), said(exitUsage))
	case err != nil:
		return err
	}
	if err := narrow(c, opts.org); err != nil {
		return err
	}
	return showStatus(ctx, g, c, opts)
}

// showStatus shows what the store and the daemon of a configuration know. Of one
// that is refused now, a daemon may go on with what was before.
func showStatus(ctx context.Context, g *global, c *config.Config, opts statusOptions) error {
	s, err := store.OpenReadOnly(c.StateDir)
	if err != nil {
		return err
	}
	defer s.Close()
	if opts.file != "" {
		return runHistory(ctx, g, opts, c, s)
	}
	o, err := look(ctx, c, s, opts)
	if err != nil {
		return err
	}
	o.Daemon = askDaemon(ctx, c, s, opts.org)
	if opts.json {
		return printJSON(g.out, o)
	}
	return o.print(g)
}

// overview is what status prints.
type overview struct {
	StateDir      string               `json:"state_dir"`
	Environment   config.Environment   `json:"environment"`
	Daemon        *status.Snapshot     `json:"daemon"` // what the running daemon says of itself; null if none answers
	Paused        *pauseStatus         `json:"paused"` // the calls of all organisations; null if they are not
	Organisations []organisationStatus `json:"organisations"`
	UnderWay      []fileStatus         `json:"under_way"`
	Waiting       []fileStatus         `json:"waiting_for_a_person"`
	Recent        []fileStatus         `json:"recently_ended"`
}

type organisationStatus struct {
	ID        string     `json:"id"`
	Suspended string     `json:"suspended"` // why; "" = it runs
	HeldUntil *time.Time `json:"held_until"`
	HeldCode  string     `json:"held_code"`
	HeldWhy   string     `json:"held_why"`
	Kept      keptStatus `json:"kept"`

	Paused *pauseStatus `json:"paused"` // by a person; null if the organisation alone is not
}

type fileStatus struct {
	FileID       string          `json:"file_id"`
	Name         string          `json:"name"`
	Organisation string          `json:"organisation"`
	Kind         record.Kind     `json:"kind"`
	State        store.FileState `json:"state"`
	ReceivedAt   time.Time       `json:"received_at"`
	UpdatedAt    time.Time       `json:"updated_at"`
	Rows         map[string]int  `json:"rows"`
	WaitsFor     string          `json:"waits_for"`
	StoppedCode  string          `json:"stopped_code"` // why the file as a whole was stopped; "" = it was not
	Doubts       []doubt         `json:"to_resolve"`   // batches of which a person has to find out what LRS did
}

// look reads all that status shows.
func look(ctx context.Context, c *config.Config, s *store.Store, opts statusOptions) (*overview, error) {
	o := &overview{StateDir: c.StateDir, Environment: c.LRS.Environment, UnderWay: []fileStatus{}, Waiting: []fileStatus{}, Recent: []fileStatus{}}
	holds, err := s.Holds(ctx)
	if err != nil {
		return nil, err
	}
	pauses, err := s.Pauses(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := keptOf(ctx, c, s)
	if err != nil {
		return nil, err
	}
	if o.Paused = pauseOf(pauses, ""); o.Paused != nil {
		restored, err := s.Restored(ctx)
		if err != nil {
			return nil, err
		}
		o.Paused.restored = restored != nil
	}
	for _, org := range c.Organisations {
		one := organisationOf(org, holds)
		one.Kept, one.Paused = kept[org.ID], pauseOf(pauses, org.ID)
		o.Organisations = append(o.Organisations, one)
	}
	open, err := s.Unfinished(ctx, opts.org, maxOpen)
	if err != nil {
		return nil, err
	}
	for _, f := range open {
		one, err := fileOf(ctx, s, f, notifyOf(c, f.Organisation))
		if err != nil {
			return nil, err
		}
		if f.State == store.Held {
			o.Waiting = append(o.Waiting, one)
		} else {
			o.UnderWay = append(o.UnderWay, one)
		}
	}
	ended, err := s.Ended(ctx, opts.org, opts.recent)
	if err != nil {
		return nil, err
	}
	for _, f := range ended {
		one, err := fileOf(ctx, s, f, notifyOf(c, f.Organisation))
		if err != nil {
			return nil, err
		}
		o.Recent = append(o.Recent, one)
	}
	return o, nil
}

func organisationOf(o config.Organisation, holds []store.Hold) organisationStatus {
	one := organisationStatus{ID: o.ID, Suspended: o.Suspended}
	for _, h := range holds {
		if h.Organisation == o.ID {
			entry, _ := lrs.Lookup(h.Code)
			until := h.Until.UTC()
			one.HeldUntil, one.HeldCode, one.HeldWhy = &until, h.Code, entry.Meaning+" "+entry.Action
		}
	}
	return one
}

// fileOf counts a file's rows by what became of them. notify is where LRS writes
// to about its batches.
func fileOf(ctx context.Context, s *store.Store, f *store.File, notify string) (fileStatus, error) {
	one := fileStatus{
		FileID: f.ID, Name: f.Name, Organisation: f.Organisation, Kind: f.Kind, State: f.State,
		ReceivedAt: f.ReceivedAt, UpdatedAt: f.UpdatedAt, Rows: map[string]int{},
	}
	if f.Facts.Stopped != nil {
		one.StoppedCode = f.Facts.Stopped.Code
	}
	if !f.Facts.Gone.Data.IsZero() {
		maps.Copy(one.Rows, f.Facts.Became)
		return one, nil
	}
	ledger, err := s.Ledger(ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return one, err
	}
	counts := ledger.Counts()
	for outcome, n := range counts {
		if n > 0 {
			one.Rows[outcome.String()] = n
		}
	}
	if one.Doubts, err = doubtsOf(ctx, s, f, ledger, notify); err != nil {
		return one, err
	}
	one.WaitsFor = waitsFor(f, counts, one.Doubts)
	return one, nil
}

// waitsFor says what a person has to do, or why nothing happens just now.
func waitsFor(f *store.File, counts map[record.Outcome]int, doubts []doubt) string {
	var said []string
	if words := mayGoOn(f); words != "" {
		said = append(said, words)
	}
	if n := counts[record.Held]; n > 0 && f.State == store.Held {
		said = append(said, fmt.Sprintf("a decision on %s: see %s.review.csv or lrsdrop held", rows(n), f.Base))
	}
	lost, unconfirmed := 0, 0
	for _, d := range doubts {
		if d.JobID == 0 {
			lost += d.Rows
		} else {
			unconfirmed += d.Rows
		}
	}
	if lost > 0 {
		said = append(said, fmt.Sprintf("somebody to find out whether LRS has %s: its answer was lost", rows(lost)))
	}
	if unconfirmed > 0 {
		said = append(said, fmt.Sprintf("somebody to find out what LRS did with %s", rows(unconfirmed)))
	}
	if f.Facts.FailedWhat != "" && !f.State.Final() {
		said = append(said, "another try, because this failed: "+f.Facts.FailedWhat)
	}
	return strings.Join(said, "; ")
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return record.Thousands(int64(n)) + " rows"
}

func (o *overview) print(g *global) error {
	o.Paused.print(g, "")
	for _, org := range o.Organisations {
		org.Paused.print(g, org.ID)
		switch {
		case org.Suspended != "" && o.Daemon == nil: // which says so itself, and since when
			fmt.Fprintf(g.out, "Organisation %s is suspended: %s\n", org.ID, org.Suspended)
		case org.HeldUntil != nil:
			fmt.Fprintf(g.out, "Organisation %s makes no calls until %s (%s). %s\n", org.ID, clock(*org.HeldUntil), org.HeldCode, org.HeldWhy)
		}
	}
	if err := printDaemon(g, o.Daemon); err != nil {
		return err
	}
	if len(o.UnderWay)+len(o.Waiting)+len(o.Recent) == 0 {
		_, err := fmt.Fprintln(g.out, "No file was dropped yet.")
		return err
	}
	for _, part := range []struct {
		title string
		files []fileStatus
	}{
		{"Under way", o.UnderWay}, {"Waiting for a person", o.Waiting}, {"Recently ended", o.Recent},
	} {
		if err := printFiles(g, part.title, part.files); err != nil {
			return err
		}
	}
	return printKept(g, o.Organisations)
}

func printFiles(g *global, title string, files []fileStatus) error {
	if len(files) == 0 {
		return nil
	}
	fmt.Fprintf(g.out, "%s\n", title)
	w := tabwriter.NewWriter(g.out, 0, 0, 2, ' ', 0)
	for _, f := range files {
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\n", f.FileID, f.Organisation, clipped(named(f.Name)), f.State, clock(f.ReceivedAt), f.became())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, f := range files {
		if f.WaitsFor != "" {
			fmt.Fprintf(g.out, "  %s waits for %s.\n", f.FileID, strings.TrimSuffix(f.WaitsFor, "."))
		}
		for _, d := range f.Doubts {
			fmt.Fprintf(g.out, "    %s: %s\n    Then: %s.\n", d.Batch, d.Look, d.Then)
		}
	}
	_, err := fmt.Fprintln(g.out)
	return err
}

// became says what became of the rows, or why the file was stopped.
func (f fileStatus) became() string {
	said := rowWords(f.Rows)
	if f.StoppedCode != "" && said != "" {
		return f.StoppedCode + ", " + said
	}
	return f.StoppedCode + said
}

// longestName is how much of a file's name a table shows, in characters.
const longestName = 60

// clipped keeps a table narrow; the file's id and its history have the whole
// name.
func clipped(name string) string {
	if runes := []rune(name); len(runes) > longestName {
		return string(runes[:longestName-1]) + "…"
	}
	return name
}

// rowWords counts rows in the order of the outcomes.
func rowWords(counts map[string]int) string {
	var said []string
	for _, o := range append(record.Outcomes(), record.Open) {
		if n := counts[o.String()]; n > 0 {
			said = append(said, record.Thousands(int64(n))+" "+outcomeWords(o))
		}
	}
	return strings.Join(said, ", ")
}

func outcomeWords(o record.Outcome) string {
	if o == record.Open {
		return "not answered yet"
	}
	return strings.ReplaceAll(o.String(), "_", " ")
}

// clock writes a time as people here read it.
func clock(t time.Time) string { return t.Local().Format("2 Jan 2006 15:04") }
