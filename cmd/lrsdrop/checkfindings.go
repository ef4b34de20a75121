package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
)

// manyOrganisations is from how many on what is well is told in short.
const manyOrganisations = 6

// The severities of a finding.
const (
	severityOK      = "ok"
	severityWarning = "warning"
	severityFault   = "fault"
)

func finding(f daemon.Finding) checkedFinding {
	severity := severityOK
	switch {
	case !f.OK:
		severity = severityFault
	case f.Warning:
		severity = severityWarning
	}
	return checkedFinding{f.Check, severity, f.Organisation, f.Subject, f.OK, f.Warning, f.What, f.Why, f.Do}
}

// connect tries what the daemon will need and reports whether all of it works.
func (r *checked) connect(ctx context.Context, g *global, c *config.Config, opts checkOptions) bool {
	bad := 0
	short := len(c.Running()) >= manyOrganisations
	daemon.Connect(ctx, c, func(f daemon.Finding) {
		r.Findings = append(r.Findings, finding(f))
		if !f.OK {
			bad++
		}
		if !opts.json && !(short && f.Organisation != "") {
			r.Findings[len(r.Findings)-1].print(g, f.Organisation)
		}
	})
	if opts.json {
		return bad == 0
	}
	if short {
		r.printShort(g)
	}
	if bad == 0 {
		fmt.Fprintln(g.out, "Everything that was tried works.")
	} else {
		fmt.Fprintf(g.out, "%d of %d things that were tried do not work.\n", bad, len(r.Findings))
	}
	return bad == 0
}

// print shows a finding of one organisation, of several, or of all ("").
func (f checkedFinding) print(g *global, whose string) {
	mark := map[string]string{severityOK: "ok  ", severityWarning: "warn", severityFault: "FAIL"}[f.Severity]
	subject := f.Subject
	if whose != "" {
		subject = whose + ": " + subject
	}
	fmt.Fprintf(g.out, "%s  %s: %s\n", mark, oneLine(subject), oneLine(f.What))
	if f.Why != "" {
		fmt.Fprintf(g.out, "      Why it matters: %s\n      What to do: %s\n", oneLine(f.Why), oneLine(f.Do))
	}
}

// printShort shows of each organisation on one line what is well, and each
// trouble once with all the organisations that have it.
func (r *checked) printShort(g *global) {
	var order []string
	well := map[string][]string{}
	var troubles []checkedFinding
	whose := map[checkedFinding][]string{}
	for _, f := range r.Findings {
		org := f.Organisation
		if org == "" {
			continue
		}
		if _, known := well[org]; !known {
			order, well[org] = append(order, org), nil
		}
		if f.Severity == severityOK {
			if word, _, _ := strings.Cut(f.Subject, " "); !slices.Contains(well[org], word) {
				well[org] = append(well[org], word)
			}
			continue
		}
		f.Organisation = ""
		if whose[f] == nil {
			troubles = append(troubles, f)
		}
		whose[f] = append(whose[f], org)
	}
	for _, org := range order {
		if len(well[org]) > 0 {
			fmt.Fprintf(g.out, "ok    %s: %s\n", org, strings.Join(well[org], ", "))
		}
	}
	for _, f := range troubles {
		f.print(g, someOf(whose[f]))
	}
}

// someOf names the first of many organisations.
func someOf(orgs []string) string {
	const named = 3
	orgs = slices.Compact(orgs)
	if len(orgs) <= named+1 {
		return strings.Join(orgs, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(orgs[:named], ", "), len(orgs)-named)
}
