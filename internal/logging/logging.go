// Package logging makes the log of the daemon: text or JSON, to the journal, the
// standard error or files that it keeps within bounds, and on Windows to the
// Event Log what needs a person.
//
// Its rules:
//
//   - Each kind of trouble has a number, and words that say what to do: events.csv.
//     A test holds every call of a logger to it.
//   - It adds nothing to what it is given but these two, so what is logged decides
//     alone that nothing personal is in it.
//   - That a log cannot be written stops no work.
package logging

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"gopkg.in/natefinch/lumberjack.v2"
)

// Options say where the log goes and how.
type Options struct {
	JSON    bool       // else text
	Level   slog.Level // and what is more severe
	Console io.Writer  // where it goes without a file
	Journal bool       // Console is the journal of systemd: see [IsJournal]
	File    File
	Events  bool // on Windows: what needs a person goes to the Event Log as well
}

// File is a file of the log. When it is full, it gets the time to its name and a
// new one begins.
type File struct {
	Path     string        // absolute; "" means none
	MaxBytes int64         // of one file; whole MiB
	Files    int           // that are kept beside it
	Keep     time.Duration // how long those are kept; whole days
}

// Open opens the log. Close it last: what is logged after that may be lost.
func Open(o Options) (log *slog.Logger, close func() error, err error) {
	to, closeFile := o.Console, func() error { return nil }
	if o.File.Path != "" {
		file, err := o.File.open()
		if err != nil {
			return nil, nil, err
		}
		to, closeFile, o.Journal = file, file.Close, false
	}
	handler, closeEvents := o.handler(to), func() error { return nil }
	if o.Events {
		events, closer, err := openEventLog()
		if err != nil {
			return nil, nil, fmt.Errorf("open the Event Log: %w", err)
		}
		handler, closeEvents = slog.NewMultiHandler(handler, newEventHandler(newCatalogue(), events)), closer
	}
	return slog.New(numbered{handler, newCatalogue()}), func() error { return errors.Join(closeFile(), closeEvents()) }, nil
}

// handler writes one line a record.
func (o Options) handler(to io.Writer) slog.Handler {
	if o.Journal {
		return newJournalHandler(to, o.JSON, o.Level)
	}
	return lines(to, o.JSON, &slog.HandlerOptions{Level: o.Level})
}

func lines(to io.Writer, asJSON bool, o *slog.HandlerOptions) slog.Handler {
	if asJSON {
		return slog.NewJSONHandler(to, o)
	}
	return slog.NewTextHandler(to, o)
}

// open looks at once whether the file can be written: later nobody would see
// that it cannot.
func (f File) open() (*lumberjack.Logger, error) {
	if err := os.MkdirAll(filepath.Dir(f.Path), 0o750); err != nil {
		return nil, fmt.Errorf("make the folder of the log: %w", err)
	}
	probe, err := os.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the log: %w", err)
	}
	if err := probe.Close(); err != nil {
		return nil, fmt.Errorf("open the log: %w", err)
	}
	return &lumberjack.Logger{
		Filename: f.Path, MaxSize: max(1, int(f.MaxBytes>>20)), MaxBackups: f.Files, MaxAge: max(1, int(f.Keep/(24*time.Hour))),
	}, nil
}
