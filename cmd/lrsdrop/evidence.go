package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/evidence"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/store"
)

type evidenceOptions struct {
	dir, step, org string
	json           bool
	files          []string
}

func newEvidence(g *global) *cobra.Command {
	var opts evidenceOptions
	cmd := &cobra.Command{
		Use:   "evidence --dir DIR --step ID [FILE...]",
		Short: "Keep the evidence of a test session, for LRS's compatibility check",
		Long: "evidence runs the daemon for one step of a test session, in the compatibility environment or with the\n" +
			"simulator, and keeps each exchange with LRS without its password, what came of it, and the answers\n" +
			"that the user saw. DIR/index.html lists it all in the order of the products on LRS's form, and says\n" +
			"what is missing. The exchanges hold learners' details: use test learners.\n\n" +
			"With files it drops them in the organisation's inbox and ends once each is answered. Without, it\n" +
			"watches every inbox until Ctrl-C. A step that is run again is kept beside its earlier runs. Stop the\n" +
			"service first: one state folder has one daemon. In production it refuses.",
		Example: "  lrsdrop evidence --dir evidence --step 3.1 --org acme learners.csv\n" +
			"  lrsdrop evidence --dir evidence --step 4",
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.files = args
			return runEvidence(cmd.Context(), g, opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.dir, "dir", "", "folder for the evidence of all steps: a new or empty one, or that of earlier steps")
	flags.StringVar(&opts.step, "step", "", "the step of the test script, like 3.1")
	flags.StringVar(&opts.org, "org", "", "the organisation whose inbox gets the files; may be left out if there is only one")
	flags.BoolVar(&opts.json, "json", false, "print JSON")
	for _, name := range []string{"dir", "step"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // the flag was just defined
		}
	}
	return cmd
}

func runEvidence(ctx context.Context, g *global, opts evidenceOptions) error {
	if err := evidence.CheckStep(opts.step); err != nil {
		return usage(err)
	}
	c, err := g.load()
	if err != nil {
		return err
	}
	if c.LRS.Environment == config.Production {
		return usage(errors.New("evidence is kept of a test session, and this configuration is for production. " +
			"Nothing was started and nothing kept. Use the configuration of the compatibility environment or of the simulator"))
	}
	drop, err := planDrop(c, opts)
	if err != nil {
		return err
	}
	if err := apart(c, opts.dir); err != nil {
		return err
	}
	s, err := beginSession(ctx, g, c, opts)
	if err != nil {
		return err
	}
	return s.carryOut(ctx, drop)
}

// session is a daemon that is looked at, and what is kept of it.
type session struct {
	g      *global
	opts   evidenceOptions
	config *config.Config
	folder *evidence.Folder
	run    *evidence.Run
	daemon *daemon.Daemon
	saying sync.Mutex // lines come from several goroutines
}

// beginSession takes the state folder before anything of the run is kept: a
// service that still runs leaves no empty run behind.
func beginSession(ctx context.Context, g *global, c *config.Config, opts evidenceOptions) (*session, error) {
	f, err := evidence.Open(opts.dir, answer.Environment(c.LRS.Environment))
	if err != nil {
		return nil, refusedByEvidence(err)
	}
	s := &session{g: g, opts: opts, config: c, folder: f}
	late := &lateWitness{}
	// Whoever waits for an answer sees why it does not come.
	log := slog.New(slog.NewMultiHandler(slog.NewTextHandler(late, nil), slog.NewTextHandler(g.err, &slog.HandlerOptions{Level: slog.LevelWarn})))
	daemon.LimitMemory()
	if s.daemon, err = daemon.New(ctx, c, log, daemon.Options{Version: readBuild().Version, Witness: late}); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	s.run, err = f.Begin(opts.step, setting(c), time.Now, s.tell)
	if err != nil {
		return nil, errors.Join(refusedByEvidence(err), s.daemon.Close(), f.Close())
	}
	late.begin(s.run)
	return s, nil
}

func refusedByEvidence(err error) error {
	if _, ok := errors.AsType[evidence.Refusal](err); ok {
		return usage(err)
	}
	return err
}

// tell prints a line for whoever waits.
func (s *session) tell(line string) {
	s.saying.Lock()
	defer s.saying.Unlock()
	if !s.opts.json {
		fmt.Fprintln(s.g.out, line)
	}
}

// setting is what the page says of where the answers are from.
func setting(c *config.Config) evidence.Setting {
	s := evidence.Setting{Program: "lrsdrop " + readBuild().Version, Services: []string{c.LRS.LearnerService, c.LRS.AchievementService}}
	for _, o := range c.Running() {
		one := evidence.Organisation{ID: o.ID, Name: o.Name, UKPRN: o.UKPRN, OrganisationRef: o.OrganisationRef}
		if identity, err := o.Identity(); err == nil { // else the daemon tells why it cannot be used
			one.Certificate = identity.Fingerprint
		}
		s.Organisations = append(s.Organisations, one)
	}
	return s
}

// carryOut runs the daemon until the files are answered, or until it is
// stopped, and writes the page.
func (s *session) carryOut(ctx context.Context, drop *drop) error {
	s.tell(fmt.Sprintf("Step %s, run %d, in the %s environment. Evidence goes to %s", s.opts.step, s.run.Number(), s.config.LRS.Environment, s.run.Dir()))
	if drop == nil {
		s.tell("The inboxes are watched: drop the files of this step, and press Ctrl-C once they are answered.")
	}
	// The daemon outlives the command's context, so that a stop is ours.
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.daemon.Run(work) }()
	err := s.await(ctx, drop, ended)
	stop()
	err = errors.Join(err, <-ended, s.daemon.Close())
	summary, failed := s.run.End(answer.Support(s.config.Support))
	if err = errors.Join(err, failed, s.folder.Close()); failed == nil {
		err = errors.Join(err, s.print(summary))
	}
	return err
}

// await waits for the answers to the dropped files, else for the end of ctx.
func (s *session) await(ctx context.Context, drop *drop, ended chan error) error {
	if drop != nil {
		if err := drop.all(ctx, s.daemon.Store()); err != nil {
			return err
		}
	}
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			ended <- nil
			return errors.Join(errors.New("the daemon ended by itself: see the log of the run"), err)
		case <-ctx.Done():
			if drop != nil {
				return errors.New("stopped before every file had its answer. Run the step again without files to go on with them")
			}
			return nil
		case <-tick.C:
		}
		if drop == nil {
			continue
		}
		if done, err := drop.answered(ctx, s); done || err != nil {
			return err
		}
	}
}

// kept is what evidence prints with --json.
type kept struct {
	Page        string        `json:"page"`
	Dir         string        `json:"dir"`
	Step        string        `json:"step"`
	Run         int           `json:"run"`
	Environment string        `json:"environment"`
	Genuine     bool          `json:"genuine"` // the answers are LRS's own
	Exchanges   int           `json:"exchanges"`
	Files       []keptFile    `json:"files"`
	Missing     []keptProduct `json:"missing"`
	Changed     []string      `json:"changed"`
	NotKept     []string      `json:"not_kept"`
}

type keptFile struct {
	FileID       string `json:"file_id"`
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
	State        string `json:"state"`
}

type keptProduct struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Operation string `json:"operation"`
}

func (s *session) print(sum evidence.Summary) error {
	k := kept{
		Page: sum.Page, Dir: sum.Dir, Step: s.opts.step, Run: sum.Run, Environment: string(s.config.LRS.Environment), Genuine: sum.Genuine, Exchanges: sum.Exchanges,
		Files: []keptFile{}, Missing: []keptProduct{}, Changed: append([]string{}, sum.Changed...), NotKept: append([]string{}, sum.Troubles...),
	}
	for _, f := range sum.Files {
		k.Files = append(k.Files, keptFile{f.FileID, f.Name, f.Organisation, string(f.State)})
	}
	for _, p := range sum.Missing {
		k.Missing = append(k.Missing, keptProduct{p.ID, p.Name, p.Operation})
	}
	err := k.print(s.g.out, s.opts.json)
	if err == nil && len(k.NotKept) > 0 {
		return errors.New("not everything could be kept: see the page")
	}
	return err
}

func (k kept) print(out io.Writer, asJSON bool) error {
	if asJSON {
		return printJSON(out, k)
	}
	fmt.Fprintf(out, "\nKept %s of step %s, run %d.\n", plural(k.Exchanges, "exchange"), k.Step, k.Run)
	complete := "Every product has evidence."
	if !k.Genuine {
		fmt.Fprintln(out, "This is a rehearsal: the answers are a simulator's, not LRS's.")
		complete = "Every product was tried."
	}
	for _, f := range k.Files {
		fmt.Fprintf(out, "%s (file %s of %s): %s\n", oneLine(f.Name), f.FileID, f.Organisation, f.State)
	}
	for _, lost := range k.NotKept {
		fmt.Fprintf(out, "Not kept: %s\n", lost)
	}
	for _, name := range k.Changed {
		fmt.Fprintf(out, "Changed since it was kept, or gone: %s\n", name)
	}
	for _, p := range k.Missing {
		fmt.Fprintf(out, "Still missing: %s %s (%s)\n", p.ID, p.Name, p.Operation)
	}
	if len(k.Missing) == 0 {
		fmt.Fprintln(out, complete)
	}
	_, err := fmt.Fprintf(out, "Open %s\n", k.Page)
	return err
}

// apart refuses a folder for the evidence within one that the daemon works in:
// it would take the evidence for files, or the evidence its answers.
func apart(c *config.Config, dir string) error {
	full, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find the folder of --dir: %w", err)
	}
	ours := []string{c.StateDir}
	for _, o := range c.Organisations {
		ours = append(ours, o.Outbox.Path, o.Archive)
		for _, in := range o.Inboxes {
			ours = append(ours, in.Path)
		}
	}
	for _, one := range ours {
		if one == "" {
			continue
		}
		if below, err := filepath.Rel(one, full); err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator)) {
			return usage(fmt.Errorf("--dir %s is within %s, where the daemon works: choose another folder", dir, one))
		}
	}
	return nil
}

// drop is the files that a step begins with.
type drop struct {
	organisation string
	inbox        *folder.Local
	files        []string
	after        int64 // the last file that was received before
	shown        map[string]store.FileState
}

// planDrop finds the inbox that gets the files; nil: there are none.
func planDrop(c *config.Config, opts evidenceOptions) (*drop, error) {
	if len(opts.files) == 0 {
		if opts.org != "" {
			return nil, usage(errors.New("--org says whose inbox gets the files, and no file is named"))
		}
		return nil, nil
	}
	o, err := organisation(c, opts.org)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(o.Inboxes, func(in config.Inbox) bool { return in.Path != "" && in.Send && in.DoneMarker == "" })
	if at < 0 {
		return nil, usage(fmt.Errorf("organisation %s has no inbox on this machine that files can be put in and sent from. "+
			"Run the step without files, and drop them yourself", o.ID))
	}
	if err := dropable(opts.files); err != nil {
		return nil, err
	}
	inbox, err := folder.OpenLocal(o.Inboxes[at].Path)
	if err != nil {
		return nil, err
	}
	return &drop{organisation: o.ID, inbox: inbox, files: opts.files, shown: map[string]store.FileState{}}, nil
}

// dropable looks at the files before anything starts.
func dropable(files []string) error {
	names := map[string]bool{}
	for _, path := range files {
		in, _, err := openPlain(path)
		if err != nil {
			return err
		}
		if err := in.Close(); err != nil {
			return err
		}
		name := filepath.Base(path)
		if names[name] {
			return usage(fmt.Errorf("two files are called %s: drop them in two runs", name))
		}
		names[name] = true
	}
	return nil
}

// all puts copies of the files into the inbox, each whole at once.
func (d *drop) all(ctx context.Context, s *store.Store) error {
	before, err := s.Files(ctx, "", 1)
	if err != nil {
		return err
	}
	for _, f := range before {
		d.after = f.Seq
	}
	for _, path := range d.files {
		err := d.inbox.Put(ctx, filepath.Base(path), func(w io.Writer) error {
			in, err := os.Open(path) // #nosec G304 -- who runs the command names the file
			if err != nil {
				return err
			}
			defer in.Close()
			_, err = io.Copy(w, in)
			return err
		})
		if err != nil {
			return fmt.Errorf("drop %s: %w", path, err)
		}
	}
	return nil
}

// answered reports whether each file has come to its end, and its answers are
// in the outbox. It tells what becomes of them on the way.
func (d *drop) answered(ctx context.Context, s *session) (bool, error) {
	files, err := s.daemon.Store().Files(ctx, d.organisation, 100+10*len(d.files))
	if err != nil {
		return false, err
	}
	rest := map[string]bool{}
	for _, path := range d.files {
		rest[filepath.Base(path)] = true
	}
	for _, f := range files {
		if f.Seq <= d.after || !rest[f.Name] {
			continue
		}
		if d.shown[f.ID] != f.State {
			d.shown[f.ID] = f.State
			s.tell(fmt.Sprintf("     %s (file %s): %s", oneLine(f.Name), f.ID, f.State))
		}
		if isAnswered(f) {
			delete(rest, f.Name)
		}
	}
	return len(rest) == 0, nil
}

// isAnswered reports that a file has its answers, and goes on only with a
// person.
func isAnswered(f *store.File) bool {
	return (f.State.Final() || f.State == store.Held) && f.Facts.Published == f.State && f.PublishAt.IsZero()
}
