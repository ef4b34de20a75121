package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"lrsdrop/internal/lrssim"

	"github.com/spf13/cobra"
)

func newInit() *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Write certificates, two organisations and a configuration for trials",
		Long: "init writes to DIR all that a trial needs: a certificate authority, certificates, two organisations\n" +
			"with their passwords, learners.csv, qualifications.csv, scenario.yaml and a lrsdrop.yaml that fits.\n" +
			"It never overwrites a file.",
		Example: "  lrssim init trial",
		Args:    oneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			fixture, err := lrssim.Init(args[0])
			if err != nil {
				return classify(err)
			}
			return describe(cmd.OutOrStdout(), fixture)
		},
	}
}

// describe prints what init wrote, and the test learners and references.
func describe(out io.Writer, f lrssim.Fixture) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "Wrote %d files to %s.\n\nOrganisations\n", len(f.Files), f.Dir)
	for _, o := range f.Organisations {
		fmt.Fprintf(w, "  %s\t%s\tUKPRN %s\treference %s\tfiles go to %s\n", o.ID, o.Name, o.UKPRN, o.Reference, o.Inbox)
	}
	fmt.Fprint(w, "\nTest learners: send these details to get this code\n")
	for _, l := range lrssim.FixedLearners() {
		fmt.Fprintf(w, "  %s\t%s\t%s %s\t%s\tgender %s\t%s\n", l.ULN, l.Expect, l.GivenName, l.FamilyName, l.DateOfBirth, l.Gender, l.Note)
	}
	fmt.Fprint(w, "\nTest references: use these to get this end\n")
	for _, r := range lrssim.FixedReferences() {
		fmt.Fprintf(w, "  %s\t%s\tgrades: %s\n", r.Reference, r.Title, orAny(r.Grades))
	}
	fmt.Fprintf(w, "\nNext: lrssim serve %s\n", f.Dir)
	return w.Flush()
}

func orAny(grades []string) string {
	if len(grades) == 0 {
		return "any"
	}
	return strings.Join(grades, ", ")
}
