package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
	"lrsdrop/internal/status"
)

// maxShown is how many problems of one file are printed without --all.
const maxShown = 1000

type validateOptions struct {
	org, report string
	all, json   bool
	files       []string
}

func newValidate(g *global) *cobra.Command {
	var opts validateOptions
	cmd := &cobra.Command{
		Use:   "validate --org ID FILE...",
		Short: "Check files as the daemon would, and send nothing",
		Long: "validate reads files with the rules of an organisation's inbox: the inbox that a file lies in, else\n" +
			"the first. It prints each problem as file:row:column: CODE problem, with the row number that a\n" +
			"spreadsheet shows. It needs no network and no running daemon. It cannot see what was sent before,\n" +
			"and what LRS will say.",
		Example: "  lrsdrop validate --org acme July.csv\n  lrsdrop validate --org acme --report checked *.csv",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("name at least one file to check")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.files = args
			return runValidate(cmd.Context(), g, opts)
		},
	}
	cmd.Flags().StringVar(&opts.org, "org", "", "the organisation whose rules hold; may be left out if there is only one")
	cmd.Flags().StringVar(&opts.report, "report", "", "also write the report page and the rows to correct to this folder")
	cmd.Flags().BoolVar(&opts.all, "all", false, fmt.Sprintf("print every problem, not only the first %s of a file", record.Thousands(maxShown)))
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

func runValidate(ctx context.Context, g *global, opts validateOptions) error {
	daemon.LimitMemory()
	c, err := g.load()
	if err != nil {
		return err
	}
	o, err := organisation(c, opts.org)
	if err != nil {
		return err
	}
	if opts.report != "" {
		if opts.report, err = reportFolder(opts.report); err != nil {
			return err
		}
	}
	code, results := exitDone, []*validated{}
	for _, path := range opts.files {
		preview := daemon.NewPreview(c, o, inboxOf(o, path))
		v, err := validateFile(ctx, g, opts, preview, path)
		if err != nil {
			return err
		}
		if !v.OK {
			code = exitData
		}
		results = append(results, v)
	}
	if opts.json {
		if err := printJSON(g.out, results); err != nil {
			return err
		}
	}
	return said(code)
}

func reportFolder(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o750)
	}
	if err != nil {
		return "", fmt.Errorf("make the folder of --report: %w", err)
	}
	return dir, nil
}

// inboxOf is the inbox that a file lies in, else the organisation's first. A
// file on this machine lies in none that is on a server: their path is empty.
func inboxOf(o config.Organisation, path string) config.Inbox {
	if full, err := filepath.Abs(path); err == nil {
		for _, in := range o.Inboxes {
			if filepath.Dir(full) == in.Path {
				return in
			}
		}
	}
	return o.Inboxes[0]
}

// validated is what became of one file.
type validated struct {
	File     string             `json:"file"`
	OK       bool               `json:"ok"`
	Kind     record.Kind        `json:"kind"`
	Rows     int                `json:"rows"`
	Invalid  int                `json:"invalid"`
	Warnings int                `json:"rows_with_warnings"`
	Stopped  *validatedProblem  `json:"stopped"`
	Problems []validatedProblem `json:"problems"`
	Hidden   int                `json:"problems_not_listed"`
	Reports  []string           `json:"reports"`
}

type validatedProblem struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Code    string `json:"code"`
	Problem string `json:"problem"`
	Action  string `json:"action"`
	Warning bool   `json:"warning"`
}

func validateFile(ctx context.Context, g *global, opts validateOptions, preview *pipeline.Preview, path string) (*validated, error) {
	in, size, err := openPlain(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	v := &validated{File: path, Problems: []validatedProblem{}, Reports: []string{}}
	out := bufio.NewWriterSize(g.out, 512<<10) // the bar is gone before the first problems show
	list := &listing{path: path, out: out, v: v, opts: opts}
	bar := newBar(g.err, filepath.Base(path), size)
	found, err := preview.Check(ctx, io.TeeReader(in, bar), list.row)
	if err = errors.Join(err, bar.Close()); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	v.take(found)
	for _, w := range found.Warnings {
		list.problem(w)
	}
	if found.Stopped != nil {
		list.problem(*found.Stopped)
	}
	if opts.report != "" {
		names, err := preview.Report(ctx, path, opts.report)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			v.Reports = append(v.Reports, filepath.Join(opts.report, name))
		}
	}
	if !opts.json {
		v.print(out, found)
	}
	if err := out.Flush(); err != nil {
		return nil, fmt.Errorf("print the problems of %s: %w", path, err)
	}
	return v, nil
}

// openPlain opens an ordinary file and tells its size.
func openPlain(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, openError(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, 0, usage(fmt.Errorf("%s is not a file", path))
	}
	in, err := os.Open(path) // #nosec G304 -- who runs the command names the file
	if err != nil {
		return nil, 0, openError(path, err)
	}
	return in, info.Size(), nil
}

func (v *validated) take(found pipeline.Previewed) {
	v.Kind, v.Rows, v.Invalid, v.Warnings = found.Kind, found.Rows, found.Invalid, found.Noted
	if s := found.Stopped; s != nil {
		v.Stopped = &validatedProblem{s.Row, s.Column, s.Code, s.Message, s.Action, false}
	}
	v.OK = v.Invalid == 0 && v.Stopped == nil
}

// listing prints problems, the first ones of a hopeless file.
type listing struct {
	path string
	out  io.Writer
	v    *validated
	opts validateOptions
	n    int
}

func (l *listing) row(row *batchfile.Row) error {
	for i := range row.Problems {
		l.problem(row.Problems[i])
	}
	return nil
}

// problem prints one problem. Nothing of the path or a column name can break
// the line: a stranger chose both.
func (l *listing) problem(p record.Problem) {
	if l.n++; l.n > maxShown && !l.opts.all {
		l.v.Hidden++
		return
	}
	if l.opts.json {
		l.v.Problems = append(l.v.Problems, validatedProblem{p.Row, p.Column, p.Code, p.Message, p.Action, p.Warning})
		return
	}
	note := ""
	if p.Warning {
		note = "warning: "
	}
	row := ""
	if p.Row > 0 {
		row = fmt.Sprint(p.Row)
	}
	fmt.Fprintf(l.out, "%s:%s:%s: %s %s%s %s\n", oneLine(l.path), row, oneLine(p.Column), p.Code, note, p.Message, p.Action)
}

func oneLine(s string) string { return status.Printable(s) }

// lineByLine is oneLine for our own words in several lines, with a stranger's in
// them.
func lineByLine(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = oneLine(line)
	}
	return strings.Join(lines, "\n")
}

// print ends the list of a file with a sentence about it.
func (v *validated) print(out io.Writer, found pipeline.Previewed) {
	if v.Hidden > 0 {
		fmt.Fprintf(out, "%s: %s more problems are not listed. --all lists them.\n", oneLine(v.File), record.Thousands(int64(v.Hidden)))
	}
	if len(found.Unknown) > 0 {
		fmt.Fprintf(out, "%s: these columns mean nothing to us and are not sent: %s.\n", oneLine(v.File), oneLine(strings.Join(found.Unknown, ", ")))
	}
	if found.Correction {
		fmt.Fprintf(out, "%s: this is an errors.csv of ours. Once dropped, what Excel changed in it is put back.\n", oneLine(v.File))
	}
	fmt.Fprintf(out, "%s: %s\n", oneLine(v.File), v.verdict())
	for _, path := range v.Reports {
		fmt.Fprintf(out, "wrote %s\n", path)
	}
}

func (v *validated) verdict() string {
	rows := record.Thousands(int64(v.Rows)) + " rows"
	if v.Rows == 1 {
		rows = "1 row"
	}
	switch {
	case v.Stopped != nil:
		return "nothing of this file would be sent."
	case v.Kind == record.KindDecision && v.Invalid == 0:
		return rows + " read. It is a review file: whether its rows still wait shows once it is dropped."
	case v.Invalid > 0:
		return fmt.Sprintf("%s read, %s to correct.", rows, record.Thousands(int64(v.Invalid)))
	case v.Warnings > 0:
		return fmt.Sprintf("%s read, all can be sent; look at the warnings of %s.", rows, record.Thousands(int64(v.Warnings)))
	}
	return rows + " read, all can be sent."
}

// newBar shows how far reading has come, on a terminal only.
func newBar(to io.Writer, name string, size int64) *progressbar.ProgressBar {
	if f, ok := to.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		return progressbar.DefaultBytesSilent(size)
	}
	return progressbar.NewOptions64(size, progressbar.OptionSetWriter(to), progressbar.OptionSetDescription(name),
		progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100_000_000))
}
