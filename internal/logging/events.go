package logging

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
)

// Event is a kind of thing that is logged. Its number stays what it is for
// good: rules of those who read logs are made of it. Numbers are between 100
// and 999, because Windows' own message file has no text beyond 1000.
type Event struct {
	ID      int
	Level   slog.Level
	Person  bool   // somebody has to look, or need not look any more: it goes to the Event Log of Windows
	Message string // as it is logged
	Todo    string // what to do; "" means nothing
}

// EndedWithError is the message of the event that says why the service has
// ended. It is logged by [LastWords] alone.
const EndedWithError = "the service ended with an error"

//go:embed events.csv
var eventTable string

// Events are all kinds of trouble that the daemon logs, and their ends, in the
// order of their numbers.
func Events() []Event {
	lines, err := csv.NewReader(strings.NewReader(eventTable)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("events.csv: %v", err)) // it is part of the program
	}
	all := make([]Event, 0, len(lines)-1)
	for _, line := range lines[1:] {
		e, err := readEvent(line)
		if err != nil {
			panic(fmt.Sprintf("events.csv: %q: %v", line, err))
		}
		all = append(all, e)
	}
	return all
}

func readEvent(line []string) (e Event, err error) {
	e = Event{Person: line[2] == "yes", Message: line[3], Todo: line[4]}
	if e.ID, err = strconv.Atoi(line[0]); err != nil {
		return e, err
	}
	return e, e.Level.UnmarshalText([]byte(line[1]))
}

// catalogue finds events by their messages.
type catalogue map[string]Event

func newCatalogue() catalogue {
	c := catalogue{}
	for _, e := range Events() {
		c[e.Message] = e
	}
	return c
}

// numbered adds to each record its event's number and what to do.
type numbered struct {
	slog.Handler
	events catalogue
}

// Handle implements [slog.Handler].
func (n numbered) Handle(ctx context.Context, r slog.Record) error {
	e, known := n.events[r.Message]
	if !known {
		return n.Handler.Handle(ctx, r)
	}
	r = r.Clone()
	r.AddAttrs(slog.Int("event", e.ID))
	if e.Todo != "" {
		r.AddAttrs(slog.String("todo", e.Todo))
	}
	return n.Handler.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (n numbered) WithAttrs(attrs []slog.Attr) slog.Handler {
	return numbered{n.Handler.WithAttrs(attrs), n.events}
}

// WithGroup implements [slog.Handler].
func (n numbered) WithGroup(name string) slog.Handler {
	return numbered{n.Handler.WithGroup(name), n.events}
}
