package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// watch tells how the files are getting on until each has come to its end and
// its answers are in the outbox.
func (s *stage) watch(ctx context.Context, g *global, plays []*play) error {
	for _, p := range plays {
		fmt.Fprintf(g.out, "dropped   %s: %s (%s)\n", p.organisation, p.name, p.about)
	}
	fmt.Fprintln(g.out)
	shown := map[string]string{}
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for began := time.Now(); ; {
		rest, err := s.progress(ctx, g, plays, shown, began)
		if rest == 0 || err != nil {
			return err
		}
		select {
		case <-tick.C:
		case err := <-s.ended:
			s.ended = nil
			return errors.Join(errors.New("the daemon ended by itself: see lrsdrop.log"), err)
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				return errors.New("interrupted before every file had its answer")
			}
			return fmt.Errorf("%d files had no answer yet. What happened is in %s", rest, filepath.Join(s.dir, "lrsdrop.log"))
		}
	}
}

// progress prints what changed and counts the files that are not at their end.
func (s *stage) progress(ctx context.Context, g *global, plays []*play, shown map[string]string, began time.Time) (int, error) {
	files, err := s.daemon.Store().Files(ctx, "", 2*len(plays))
	if err != nil {
		return 0, err
	}
	rest := len(plays)
	for _, p := range plays {
		f := find(files, p)
		if f == nil {
			continue
		}
		words, err := s.words(ctx, f)
		if err != nil {
			return rest, err
		}
		if shown[f.ID] != words {
			shown[f.ID] = words
			fmt.Fprintf(g.out, "%5.1f s   %s: %s %s\n", time.Since(began).Seconds(), p.organisation, p.name, words)
		}
		if isAnswered(f) {
			if p.end, err = fileOf(ctx, s.daemon.Store(), f, ""); err != nil {
				return rest, err
			}
			rest--
		}
	}
	return rest, nil
}

func find(files []*store.File, p *play) *store.File {
	for _, f := range files {
		if f.Organisation == p.organisation && f.Name == p.name {
			return f
		}
	}
	return nil
}

// words say where a file stands.
func (s *stage) words(ctx context.Context, f *store.File) (string, error) {
	switch f.State {
	case store.Received:
		return "received", nil
	case store.Checking:
		return "checking the rows", nil
	case store.Held:
		return "answered; some rows wait for a person", nil
	case store.Done:
		return "answered", nil
	}
	batches, err := s.daemon.Store().Batches(ctx, f.ID)
	if err != nil {
		return "", err
	}
	what, all, ended := "asking LRS about the learners", 0, 0
	if f.State != store.Verifying {
		what = "sending the awards"
	}
	for _, b := range batches {
		if (b.Operation == store.Achievements) == (f.State != store.Verifying) {
			all++
			if b.State.Ended() {
				ended++
			}
		}
	}
	if all > 1 {
		return fmt.Sprintf("%s, %d of %d parts answered", what, ended, all), nil
	}
	return what, nil
}

// summary prints what came back and what to look at. It is an error when a
// file came to another end than it should.
func (s *stage) summary(g *global, plays []*play, took time.Duration) error {
	fmt.Fprintf(g.out, "\nAll answered in %.1f seconds.\n\n", took.Seconds())
	w := tabwriter.NewWriter(g.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "File\tOrganisation\tState\tRows\tAccepted or matched\tTo check\tTo correct\tReport")
	wrong := 0
	for _, p := range plays {
		rows := p.end.Rows
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%s\n", p.name, p.organisation, p.end.State, sum(rows, record.Outcomes()...),
			sum(rows, record.Accepted, record.Matched), sum(rows, record.Held, record.Linked, record.Review), toCorrect(rows),
			filepath.Join(s.outbox(p.organisation), p.name+".report.html"))
		if !p.asExpected() {
			wrong++
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if wrong > 0 {
		return fmt.Errorf("%d files came to another end than they should. What happened is in %s", wrong, filepath.Join(s.dir, "lrsdrop.log"))
	}
	return s.nextSteps(g, plays)
}

func (p *play) asExpected() bool { return p.end.State == p.state && maps.Equal(p.end.Rows, p.rows) }

func sum(rows map[string]int, outcomes ...record.Outcome) (n int) {
	for _, o := range outcomes {
		n += rows[o.String()]
	}
	return n
}

func toCorrect(rows map[string]int) (n int) {
	for _, o := range record.Outcomes() {
		if o.ToCorrect() || o == record.NoMatch || o == record.NotFound {
			n += rows[o.String()]
		}
	}
	return n
}

// nextSteps invites to look further.
func (s *stage) nextSteps(g *global, plays []*play) error {
	first, last := plays[0], plays[len(plays)-1]
	report := filepath.Join(s.outbox(first.organisation), first.name+".report.html")
	_, err := fmt.Fprintf(g.out, `
Now look at it as the people who dropped the files would:

  1. Open the report of %s in a browser. It says what LRS took, what to correct and what to decide:
     %s
  2. See what a spreadsheet did to %s, row by row and in plain words:
     %s
  3. See one file's whole life:
     %s status --config %s %s
%s`, first.name, report, last.name, filepath.Join(s.outbox(last.organisation), last.name+".errors.csv"),
		program("lrsdrop"), s.fixture.Config, first.end.FileID, s.goOn(last))
	return err
}

// goOn says how to go on from here.
func (s *stage) goOn(last *play) string {
	if s.sftp != nil {
		return fmt.Sprintf(`  4. Its SFTP server has ended with it. To use one of yours, take the inboxes and outboxes of this configuration as
     a model, or follow examples/sftp step by step:
     %s
`, s.fixture.Config)
	}
	return fmt.Sprintf(`  4. Go on with it: start the simulator and the daemon, then correct the errors.csv files and drop them in
     %s
     %s serve %s --listen %s
     %s run --config %s
`, s.inbox(last.organisation), program("lrssim"), s.dir, strings.TrimPrefix(s.server.URL(), "https://"), program("lrsdrop"), s.fixture.Config)
}

// program is how a command is called here: from the source, if this one was.
func program(name string) string {
	if strings.Contains(filepath.ToSlash(os.Args[0]), "/go-build") {
		return "go run ./cmd/" + name
	}
	return name
}
