package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"lrsdrop/internal/config"
	"lrsdrop/internal/logging"
	"lrsdrop/internal/service"
)

// openLog opens the log as the configuration has it; a format that is given
// here comes first.
func openLog(g *global, c *config.Config, format string) (log *slog.Logger, closeLog func() error, err error) {
	o := logging.Options{
		JSON:    cmp.Or(format, string(c.Log.Format)) == string(config.LogJSON),
		Console: g.err,
		Journal: g.err == os.Stderr && logging.IsJournal(),
		File:    logging.File{Path: c.Log.File, MaxBytes: c.Log.MaxBytes, Files: c.Log.Files, Keep: c.Log.Keep},
	}
	if err := o.Level.UnmarshalText([]byte(c.Log.Level)); err != nil {
		return nil, nil, fmt.Errorf("log.level: %w", err)
	}
	if runtime.GOOS == "windows" && service.Managed() { // nobody sees its standard error
		o.File.Path = cmp.Or(o.File.Path, filepath.Join(filepath.Dir(c.File), "logs", "lrsdrop.log"))
		o.Events = true
	}
	return logging.Open(o)
}
