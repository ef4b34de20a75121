package logging

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"sync"

	"github.com/coreos/go-systemd/v22/journal"
)

// perRecord hands each record on with what a handler of slog wrote of it.
type perRecord struct {
	inner slog.Handler // writes to page
	page  *page
	emit  func(r slog.Record, written []byte) error
}

// page is what is written of one record after the other.
type page struct {
	mu sync.Mutex
	bytes.Buffer
}

func newPerRecord(emit func(slog.Record, []byte) error, inner func(io.Writer) slog.Handler) *perRecord {
	p := new(page)
	return &perRecord{inner(p), p, emit}
}

// Enabled implements [slog.Handler].
func (h *perRecord) Enabled(ctx context.Context, l slog.Level) bool { return h.inner.Enabled(ctx, l) }

// Handle implements [slog.Handler].
func (h *perRecord) Handle(ctx context.Context, r slog.Record) error {
	h.page.mu.Lock()
	defer h.page.mu.Unlock()
	h.page.Reset()
	if err := h.inner.Handle(ctx, r); err != nil {
		return err
	}
	return h.emit(r, h.page.Bytes())
}

// WithAttrs implements [slog.Handler].
func (h *perRecord) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &perRecord{h.inner.WithAttrs(attrs), h.page, h.emit}
}

// WithGroup implements [slog.Handler].
func (h *perRecord) WithGroup(name string) slog.Handler {
	return &perRecord{h.inner.WithGroup(name), h.page, h.emit}
}

// without drops what the place that the log goes to tells by itself.
func without(keys ...string) func([]string, slog.Attr) slog.Attr {
	return func(groups []string, a slog.Attr) slog.Attr {
		for _, key := range keys {
			if len(groups) == 0 && a.Key == key {
				return slog.Attr{}
			}
		}
		return a
	}
}

// IsJournal reports whether the standard error goes to the journal of systemd,
// which notes the time by itself and takes the priority from the start of a
// line.
func IsJournal() bool {
	is, err := journal.StderrIsJournalStream()
	return err == nil && is
}

func newJournalHandler(to io.Writer, asJSON bool, level slog.Level) slog.Handler {
	write := func(r slog.Record, line []byte) error {
		_, err := to.Write(append([]byte(priority(r.Level)), line...))
		return err
	}
	return newPerRecord(write, func(w io.Writer) slog.Handler {
		return lines(w, asJSON, &slog.HandlerOptions{Level: level, ReplaceAttr: without(slog.TimeKey)})
	})
}

// priority is the level in the numbers of syslog, see sd-daemon(3).
func priority(l slog.Level) string {
	switch {
	case l >= slog.LevelError:
		return "<3>"
	case l >= slog.LevelWarn:
		return "<4>"
	case l >= slog.LevelInfo:
		return "<6>"
	}
	return "<7>"
}
