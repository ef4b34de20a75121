package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
)

type checkOptions struct {
	connect, json bool
	org           string
}

func newCheck(g *global) *cobra.Command {
	var opts checkOptions
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Tell every problem of the configuration at once",
		Long: "check reads the configuration and prints each problem with its place in the file. With --connect it\n" +
			"also tries what the daemon needs: rights, room and times in each folder, network drives, SFTP servers,\n" +
			"certificates, passwords, the proxy, the connection to LRS with its certificate, and the clock. Each finding\n" +
			"says what, why it matters and what to do. It calls no operation of LRS and changes nothing there, and ends\n" +
			"within five minutes. Run it with the daemon's own account. Of many organisations what is well is told in\n" +
			"short; --org and --json tell all.",
		Example: "  lrsdrop check\n  lrsdrop check --connect --org acme\n  lrsdrop check --connect --json",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runCheck(cmd.Context(), g, opts) },
	}
	cmd.Flags().BoolVar(&opts.connect, "connect", false, "also try folders, certificates, LRS and the clock")
	cmd.Flags().StringVar(&opts.org, "org", "", "only this organisation")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

// checked is what check prints with --json.
type checked struct {
	Config   string           `json:"config"`
	OK       bool             `json:"ok"`
	Problems []checkedProblem `json:"problems"`
	Findings []checkedFinding `json:"findings"`
}

type checkedProblem struct {
	File         string `json:"file"` // of an organisation in a file of its own; "" = the configuration
	Path         string `json:"path"`
	Line         int    `json:"line"`
	Organisation string `json:"organisation"`
	Message      string `json:"message"`
	Warning      bool   `json:"warning"`
}

type checkedFinding struct {
	Check        daemon.Check `json:"check"`        // its kind
	Severity     string       `json:"severity"`     // ok, warning or fault
	Organisation string       `json:"organisation"` // "" = all
	Subject      string       `json:"subject"`
	OK           bool         `json:"ok"`
	Warning      bool         `json:"warning"`
	What         string       `json:"what"`
	Why          string       `json:"why"`
	Do           string       `json:"do"`
}

func runCheck(ctx context.Context, g *global, opts checkOptions) error {
	path := g.path()
	c, problems, err := readConfig(g, path)
	if err != nil {
		return err
	}
	if err := narrow(c, opts.org); err != nil {
		return err
	}
	found := checked{Config: path, Problems: []checkedProblem{}, Findings: []checkedFinding{}}
	found.take(problems, opts.org)
	code := exitDone
	if !found.OK {
		code = exitUsage
	}
	if !opts.json {
		found.print(g)
	}
	if opts.connect && c != nil && !found.connect(ctx, g, c, opts) && code == exitDone {
		code = exitMachine
	}
	if opts.json {
		found.OK = code == exitDone
		if err := printJSON(g.out, found); err != nil {
			return err
		}
	}
	return said(code)
}

// readConfig reads the configuration and keeps its problems apart from what
// forbids to read it.
func readConfig(g *global, path string) (*config.Config, config.Problems, error) {
	c, err := g.load()
	if err == nil {
		c.File = path
		return c, c.Problems, nil
	}
	var problems config.Problems
	if errors.As(err, &problems) {
		return nil, problems, nil
	}
	return nil, nil, err
}

// narrow leaves one organisation in the configuration.
func narrow(c *config.Config, org string) error {
	if c == nil || org == "" {
		return nil
	}
	o, ok := c.Organisation(org)
	if !ok {
		return usage(fmt.Errorf("the configuration has no organisation %q: it has %s", org, ids(c)))
	}
	c.Organisations = []config.Organisation{o}
	return nil
}

// take keeps the problems of one organisation and those of all, or every one.
func (r *checked) take(problems config.Problems, org string) {
	r.OK = true
	for _, p := range problems {
		if org != "" && p.Organisation != "" && p.Organisation != org {
			continue
		}
		r.Problems = append(r.Problems, checkedProblem{p.File, p.Path, p.Line, p.Organisation, p.Message, p.Warning})
		r.OK = r.OK && p.Warning
	}
}

func (r *checked) print(g *global) {
	for _, p := range r.Problems {
		kind := "problem"
		if p.Warning {
			kind = "warning"
		}
		place := cmp.Or(p.File, r.Config)
		if p.Line > 0 {
			place = fmt.Sprintf("%s:%d", place, p.Line)
		}
		if p.Path != "" {
			place += ": " + p.Path
		}
		fmt.Fprintf(g.out, "%s: %s: %s\n", kind, place, p.Message)
	}
	switch n := r.count(); {
	case n == 1:
		fmt.Fprintln(g.out, "1 problem. Put it right and check again.")
	case n > 1:
		fmt.Fprintf(g.out, "%d problems. Put them right and check again.\n", n)
	default:
		fmt.Fprintf(g.out, "The configuration %s is in order.\n", r.Config)
	}
}

// count is how many problems there are, warnings aside.
func (r *checked) count() (n int) {
	for _, p := range r.Problems {
		if !p.Warning {
			n++
		}
	}
	return n
}
