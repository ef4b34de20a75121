package daemon

import (
	"fmt"
	"strings"

	"lrsdrop/internal/status"
)

// Pulse tells from memory alone whether the daemon's loops go on, and how its
// inboxes are: it answers when the store hangs. stuck has the reasons of
// /healthz.
func (d *Daemon) Pulse() (stuck []string, words string) {
	turns, r := d.schedule.Health(), d.roster.Load()
	s := status.Snapshot{
		Schedule: status.Schedule{LastTurn: status.At(turns.LastTurn), Stalled: turns.Stalled},
		Inboxes:  d.inboxes(),
	}
	return s.Unhealthy(), pulseWords(s.Inboxes, len(r.running), len(r.suspended))
}

func pulseWords(inboxes []status.Inbox, running, suspended int) string {
	out := 0
	for _, in := range inboxes {
		if in.Stalled || !in.OutSince.IsZero() {
			out++
		}
	}
	said := []string{fmt.Sprintf("Inboxes watched: %d", len(inboxes)-out)}
	for _, part := range []struct {
		words string
		n     int
	}{{"inboxes out", out}, {"organisations", running}, {"suspended", suspended}} {
		if part.n > 0 {
			said = append(said, fmt.Sprintf("%s: %d", part.words, part.n))
		}
	}
	return strings.Join(said, ", ")
}
