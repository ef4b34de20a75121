package main

import (
	"encoding/csv"
	"fmt"

	"github.com/spf13/cobra"

	"lrsdrop/internal/lrs"
)

type codesOptions struct {
	csv, json bool
}

func newCodes(g *global) *cobra.Command {
	var opts codesOptions
	cmd := &cobra.Command{
		Use:   "codes [CODE...]",
		Short: "Print the codes of LRS and our own: meaning, who acts, what to do",
		Long: "codes prints the code catalogue, or the codes you name. Codes that begin with LOCAL- are ours, all\n" +
			"others are LRS's.",
		Example: "  lrsdrop codes\n  lrsdrop codes WSVRC003 LOCAL-ULN-CHECK\n  lrsdrop codes --csv > codes.csv",
		RunE:    func(_ *cobra.Command, args []string) error { return runCodes(g, opts, args) },
	}
	cmd.Flags().BoolVar(&opts.csv, "csv", false, "print a CSV file")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	cmd.MarkFlagsMutuallyExclusive("csv", "json")
	return cmd
}

// code is one entry of the catalogue as programs see it.
type code struct {
	Code    string `json:"code"`
	Also    string `json:"also"`
	Meaning string `json:"meaning"`
	Who     string `json:"who"`
	Action  string `json:"action"`
	Retry   string `json:"retry"`
}

func runCodes(g *global, opts codesOptions, names []string) error {
	codes, unknown := selectCodes(names)
	var err error
	switch {
	case opts.json:
		err = printJSON(g.out, codes)
	case opts.csv:
		err = codesCSV(g, codes)
	default:
		err = codesText(g, codes)
	}
	if err == nil && len(unknown) > 0 {
		err = usage(fmt.Errorf("the catalogue has no code %s", unknown[0]))
	}
	return err
}

func selectCodes(names []string) (codes []code, unknown []string) {
	entries := lrs.Catalogue()
	if len(names) > 0 {
		entries = nil
	}
	for _, name := range names {
		entry, known := lrs.Lookup(name)
		if !known {
			unknown = append(unknown, name)
			continue
		}
		entries = append(entries, entry)
	}
	codes = []code{}
	for _, e := range entries {
		codes = append(codes, code{e.Code, e.Also, e.Meaning, string(e.Who), e.Action, string(e.Retry)})
	}
	return codes, unknown
}

func codesCSV(g *global, codes []code) error {
	out := csv.NewWriter(g.out)
	out.UseCRLF = true
	rows := [][]string{{"Code", "Also", "Meaning", "Who", "Action", "Retry"}}
	for _, c := range codes {
		rows = append(rows, []string{c.Code, c.Also, c.Meaning, c.Who, c.Action, c.Retry})
	}
	return out.WriteAll(rows)
}

func codesText(g *global, codes []code) error {
	for _, c := range codes {
		name := c.Code
		if c.Also != "" {
			name += " (also " + c.Also + ")"
		}
		fmt.Fprintf(g.out, "%s\n  %s\n", name, c.Meaning)
		if _, err := fmt.Fprintf(g.out, "  %s: %s\n", lrs.Who(c.Who).Words(), c.Action); err != nil {
			return err
		}
	}
	return nil
}
