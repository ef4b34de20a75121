package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/config"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
)

func newMapping(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "mapping",
		Short:   "Draft or show which columns of an export are which of ours",
		Example: "  lrsdrop mapping suggest export.csv > mappings/acme.yaml\n  lrsdrop mapping print acme",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usage(errors.New("say what to do: lrsdrop mapping suggest FILE, or lrsdrop mapping print ORG|FILE"))
		},
	}
	cmd.AddCommand(newMappingSuggest(g), newMappingPrint(g))
	return cmd
}

func newMappingSuggest(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "suggest FILE",
		Short: "Draft a mapping for an export that nobody has mapped yet",
		Long: "suggest reads the column names and the form of the values of a CSV file and prints a mapping to check\n" +
			"and complete. The draft holds no learner's details.",
		Example: "  lrsdrop mapping suggest export.csv > mappings/acme.yaml",
		Args:    oneArgument("the file to look at"),
		RunE:    func(_ *cobra.Command, args []string) error { return runMappingSuggest(g, args[0]) },
	}
}

func runMappingSuggest(g *global, path string) error {
	in, _, err := openPlain(path)
	if err != nil {
		return err
	}
	defer in.Close()
	m, notes, err := batchfile.Suggest(in)
	var refusal *batchfile.Refusal
	if errors.As(err, &refusal) {
		return &exit{exitData, fmt.Errorf("%s: %s %s", path, refusal.Message, strings.TrimPrefix(refusal.Action, "Nothing was sent. "))}
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	text, err := config.EncodeMapping(m, notes)
	if err != nil {
		return err
	}
	_, err = g.out.Write(text)
	return err
}

// openError says what to do about a file that cannot be opened.
func openError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage(fmt.Errorf("there is no file %s: check its name", path))
	case errors.Is(err, fs.ErrPermission):
		return &exit{exitMachine, fmt.Errorf("your account may not read %s", path)}
	}
	return err
}

type mappingPrintOptions struct {
	json bool
}

func newMappingPrint(g *global) *cobra.Command {
	var opts mappingPrintOptions
	cmd := &cobra.Command{
		Use:   "print ORG|FILE",
		Short: "Print the table of fields: ours, LRS's, and where each value comes from",
		Long: "print shows, for an organisation of the configuration or for a mapping file, what LRS calls each field\n" +
			"and where its value comes from. The web services application form asks for this table.",
		Example: "  lrsdrop mapping print acme\n  lrsdrop mapping print mappings/acme.yaml --json",
		Args:    oneArgument("an organisation or a mapping file"),
		RunE:    func(_ *cobra.Command, args []string) error { return runMappingPrint(g, opts, args[0]) },
	}
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

// mapped is one line of the table.
type mapped struct {
	Field       string `json:"field"`
	Achievement string `json:"lrs_achievement"` // element of SubmitAchievementBatchJob; "" = not sent there
	Learner     string `json:"lrs_learner"`     // element of the verify calls; "" = not sent there
	Needed      bool   `json:"needed"`
	Source      string `json:"source"`
}

func runMappingPrint(g *global, opts mappingPrintOptions, name string) error {
	m, err := findMapping(g, name)
	if err != nil {
		return err
	}
	table := fieldTable(m)
	if opts.json {
		return printJSON(g.out, table)
	}
	w := tabwriter.NewWriter(g.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "Our field\tLRS, achievements\tLRS, learner register\tNeeded\tWhere the value comes from")
	for _, f := range table {
		needed := "optional"
		if f.Needed {
			needed = "needed"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", f.Field, orDash(f.Achievement), orDash(f.Learner), needed, f.Source)
	}
	return w.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// findMapping reads a mapping file, or the mapping of an organisation. An
// organisation without one has our own columns.
func findMapping(g *global, name string) (*record.Mapping, error) {
	m, err := config.LoadMapping(name)
	if err == nil {
		return &m, nil
	}
	if _, wrong := errors.AsType[config.Problems](err); wrong {
		return nil, usage(fmt.Errorf("the mapping %s cannot be used:\n%w", name, err))
	}
	if info, there := os.Stat(name); there == nil && info.Mode().IsRegular() {
		return nil, openError(name, fmt.Errorf("the mapping %s cannot be read: %w", name, err))
	}
	c, err := g.load()
	if err != nil {
		return nil, usage(fmt.Errorf("there is no file %s, and it cannot be looked up as an organisation: %w", name, err))
	}
	o, err := organisation(c, name)
	if err != nil {
		return nil, err
	}
	return o.Mapping, nil
}

// fieldTable is the table of the application form.
func fieldTable(m *record.Mapping) []mapped {
	needed := map[record.Field]bool{}
	for _, f := range record.Required(record.KindAchievement) {
		needed[f] = true
	}
	var table []mapped
	for _, f := range record.Fields(record.KindAchievement) {
		line := mapped{Field: f.Name(), Needed: needed[f], Source: "column " + f.Name()}
		line.Achievement, line.Learner = lrs.Elements(f)
		if m != nil {
			if source, ok := m.Source(f); ok {
				line.Source = sourceWords(source)
			} else {
				line.Source += ", if the file has it"
			}
		}
		line.Source += otherwise(f, line.Source)
		table = append(table, line)
	}
	return table
}

// otherwise is what an optional column that is not there means.
func otherwise(f record.Field, source string) string {
	switch {
	case !strings.HasPrefix(source, "column"):
		return ""
	case f == record.FieldAction:
		return "; award if empty"
	case f == record.FieldActionDate:
		return "; the award date if empty"
	}
	return ""
}

// sourceWords says in words where a value comes from.
func sourceWords(s record.Source) string {
	var said []string
	switch {
	case s.Constant != "":
		return fmt.Sprintf("always %q", s.Constant)
	case s.Today:
		return "the date of the day, in the United Kingdom"
	}
	said = append(said, fmt.Sprintf("column %q", s.From))
	if s.Name != "" {
		said = append(said, fmt.Sprintf("its part of a whole name written %q", s.Name))
	}
	if s.Date != "" {
		said = append(said, "a date written "+s.Date)
	}
	if len(s.Values) > 0 {
		said = append(said, fmt.Sprintf("with %d words replaced", len(s.Values)))
	}
	return strings.Join(said, ", ")
}
