package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lrsdrop/internal/audit"
)

func newAuditTrace(g *global) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "trace FILE-ID",
		Short: "Tell one file's life in plain words",
		Long: "trace tells what happened to a file, from the audit alone: when it came, in whose name it was sent and with\n" +
			"which certificate, as which jobs, what became of its rows, and what people decided. It works long after the\n" +
			"file and the learners' data are gone. The file's name is not in the audit: some are named after learners.",
		Example: "  lrsdrop audit trace K7Q2M4XT\n  lrsdrop audit trace K7Q2M4XT --json",
		Args:    oneArgument("the file, as its report shows it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runAuditTrace(cmd.Context(), g, fileID(args[0]), asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func runAuditTrace(ctx context.Context, g *global, file string, asJSON bool) error {
	c, err := g.load()
	if err != nil {
		return err
	}
	life := []happening{}
	_, broken := readAudit(ctx, c, func(e audit.Event, _ audit.Link) error {
		if e.File == file {
			life = append(life, happening{e.Time, eventWords(e), e})
		}
		return nil
	})
	switch {
	case len(life) == 0 && broken != nil:
		return broken
	case len(life) == 0:
		return usage(fmt.Errorf("the audit has no file %s. Its report shows the id", file))
	case asJSON:
		err = printJSON(g.out, life)
	default:
		err = printTrace(g.out, file, life)
	}
	if err != nil {
		return err
	}
	return broken
}

// printTrace tells a file's life, day by day.
func printTrace(out io.Writer, file string, life []happening) error {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "File %s%s\n", file, traceHead(life))
	day := ""
	for _, h := range life {
		at := h.Time.In(zone)
		if today := at.Format("Monday 2 January 2006"); today != day {
			day = today
			fmt.Fprintf(out, "\n%s\n", day)
		}
		if _, err := fmt.Fprintf(out, "  %s  %s\n", at.Format("15:04:05"), h.Words); err != nil {
			return err
		}
	}
	return nil
}

// traceHead says whose file it was: all certificates and people, for either may
// change while a file waits.
func traceHead(life []happening) string {
	var who, people, certificates []string
	for _, h := range life {
		who = appendNew(who, fmt.Sprintf("%s (UKPRN %s, %s)", h.Organisation, h.UKPRN, h.OrganisationRef))
		people = appendNew(people, oneLine(h.User))
		certificates = appendNew(certificates, h.Certificate)
	}
	said := " of " + strings.Join(who, " and ")
	if len(people) > 0 {
		said += "\nSent for " + strings.Join(people, " and ")
	}
	if len(certificates) > 0 {
		said += "\nCertificate " + strings.Join(certificates, " and ")
	}
	return said
}

func appendNew(all []string, one string) []string {
	for _, known := range all {
		if known == one {
			return all
		}
	}
	if one == "" {
		return all
	}
	return append(all, one)
}
