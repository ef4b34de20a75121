package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"lrsdrop/internal/config"
	"lrsdrop/internal/status"
	"lrsdrop/internal/store"
)

// askDaemon asks the daemon that runs on the state folder how it is; nil means
// that none answers.
func askDaemon(ctx context.Context, c *config.Config, s *store.Store, org string) *status.Snapshot {
	id, err := s.StateID(ctx)
	if err != nil {
		return nil // we would not know whether it is ours
	}
	d := status.Ask(ctx, c.StateDir, id)
	if d != nil && org != "" {
		d.Narrow(org)
	}
	return d
}

// printDaemon shows each inbox and endpoint on a line, and of all else what is
// wrong.
func printDaemon(g *global, d *status.Snapshot) error {
	if d == nil {
		_, err := fmt.Fprint(g.out, "No daemon is running on this configuration, or it does not listen.\n\n")
		return err
	}
	how := "Something is wrong."
	if d.Ready {
		how = "All is well."
	}
	fmt.Fprintf(g.out, "The daemon has run since %s. %s\n", clock(d.StartedAt.Time), how)
	if d.Schedule.Stalled {
		fmt.Fprintf(g.out, "  No work has been taken up since %s.\n", clock(d.Schedule.LastTurn.Time))
	}
	if d.Store.Error != "" {
		fmt.Fprintf(g.out, "  The store fails, and all work waits: %s\n", oneLine(d.Store.Error))
	}
	if d.Config.Refused != "" {
		fmt.Fprintf(g.out, "  The configuration has changed and has not been used since %s, the one before goes on: %s\n", clock(d.Config.RefusedSince.Time), oneLine(d.Config.Refused))
	}
	for _, reason := range d.Wide() {
		fmt.Fprintf(g.out, "  %s.\n", sentence(strings.TrimSuffix(oneLine(reason), ".")))
	}
	return printPlaces(g, d)
}

// organisationWords says what is wrong with an organisation, or soon will be.
func organisationWords(o status.Organisation) (said []string) {
	if o.Suspended != "" {
		said = append(said, fmt.Sprintf("suspended since %s: %s", clock(o.Since.Time), oneLine(o.Suspended)))
	}
	if !o.FailingSince.IsZero() {
		said = append(said, fmt.Sprintf("LRS has not answered since %s: %s", clock(o.FailingSince.Time), oneLine(o.Failure)))
	}
	if o.Unused != "" {
		said = append(said, fmt.Sprintf("a change is not used since %s: %s", clock(o.UnusedSince.Time), oneLine(o.Unused)))
	}
	if days := o.CertificateDays; days != nil && *days <= warnDays && *days >= 0 {
		said = append(said, fmt.Sprintf("its certificate expires in %s, on %s", plural(*days, "day"), clock(o.CertificateExpires.Time)))
	}
	return said
}

// warnDays is how many days before its end a certificate is shown.
const warnDays = 60

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

func printPlaces(g *global, d *status.Snapshot) error {
	w := tabwriter.NewWriter(g.out, 0, 0, 2, ' ', 0)
	for _, o := range d.Organisations {
		for _, said := range organisationWords(o) {
			fmt.Fprintf(w, "  organisation\t%s\t\t%s\n", o.ID, said)
		}
	}
	for _, e := range d.Endpoints {
		fmt.Fprintf(w, "  endpoint\t%s\t%s\t%s\n", strings.Join(e.Organisations, ", "), oneLine(e.Address), endpointWords(e))
	}
	for _, in := range d.Inboxes {
		fmt.Fprintf(w, "  inbox\t%s\t%s\t%s\n", in.Organisation, oneLine(in.ID), inboxWords(in))
	}
	for _, out := range d.Outboxes {
		if !out.OutSince.IsZero() {
			fmt.Fprintf(w, "  %s\t%s\t%s\tcannot be written to since %s: %s\n", out.Use, out.Organisation, oneLine(out.ID), clock(out.OutSince.Time), oneLine(out.Error))
		}
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// inboxWords says how an inbox is. The healthy case is short.
func inboxWords(in status.Inbox) string {
	looked := "not looked at yet"
	if !in.LastScan.IsZero() {
		looked = "looked at " + clock(in.LastScan.Time)
	}
	var said []string
	switch {
	case in.Stalled:
		said = append(said, "HANGS")
	case !in.OutSince.IsZero():
		said = append(said, "OUT since "+clock(in.OutSince.Time))
	case in.Error != "":
		said = append(said, "in trouble")
	}
	said = append(said, looked)
	for _, n := range []struct {
		files int
		what  string
	}{
		{in.Waiting, "not complete yet"}, {in.Held, "taken and not copied yet"}, {in.Lost, "vanished"}, {in.Refused, "refused"},
	} {
		if n.files > 0 {
			said = append(said, fmt.Sprintf("%d %s", n.files, n.what))
		}
	}
	if !in.SilentSince.IsZero() {
		said = append(said, fmt.Sprintf("SILENT: no file since %s, one is expected every %s", clock(in.SilentSince.Time), in.Every()))
	}
	words := strings.Join(said, ", ")
	if in.Error != "" {
		words += ": " + oneLine(in.Error)
	}
	return words
}

func endpointWords(e status.Endpoint) string {
	words := "not connected"
	switch {
	case !e.DownSince.IsZero():
		words = "DOWN since " + clock(e.DownSince.Time)
	case !e.ConnectedSince.IsZero():
		words = "connected since " + clock(e.ConnectedSince.Time)
	}
	if !e.LastSuccess.IsZero() {
		words += ", last answered " + clock(e.LastSuccess.Time)
	}
	if e.LastError == "" {
		return words
	}
	return fmt.Sprintf("%s, last error %s: %s", words, clock(e.LastErrorAt.Time), oneLine(e.LastError))
}
