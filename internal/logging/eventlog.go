package logging

import (
	"io"
	"log/slog"
	"strings"
)

// eventLog is the Event Log of Windows.
type eventLog interface {
	Info(id uint32, text string) error
	Warning(id uint32, text string) error
	Error(id uint32, text string) error
}

// newEventHandler writes what needs a person: what happened, to what, and what
// to do.
func newEventHandler(events catalogue, to eventLog) slog.Handler {
	write := func(r slog.Record, facts []byte) error {
		e, known := events[r.Message]
		if !known || !e.Person {
			return nil
		}
		return e.write(to, strings.TrimSpace(string(facts)))
	}
	return newPerRecord(write, func(w io.Writer) slog.Handler {
		return slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: without(slog.TimeKey, slog.LevelKey, slog.MessageKey, "event", "todo")})
	})
}

func (e Event) write(to eventLog, facts string) error {
	text := strings.ToUpper(e.Message[:1]) + e.Message[1:] + "."
	for _, more := range []string{facts, e.Todo} {
		if more != "" {
			text += "\r\n\r\n" + more
		}
	}
	switch {
	case e.Level >= slog.LevelError:
		return to.Error(uint32(e.ID), text)
	case e.Level >= slog.LevelWarn:
		return to.Warning(uint32(e.ID), text)
	}
	return to.Info(uint32(e.ID), text)
}
