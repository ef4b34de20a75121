package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

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
	log, closeLog, err = logging.Open(o)
	if err == nil && o.File.Path != "" {
		err = keepCrash(strings.TrimSuffix(o.File.Path, ".log") + ".crash.log")
	}
	return log, closeLog, err
}

// maxCrashes is how large the file of crashes may be when a program starts.
const maxCrashes = 1 << 20

// keepCrash has the runtime write why the program crashed to a file as well:
// with its log in files, nobody may see its standard error. Support needs it;
// there is nothing in it but the program's own names.
func keepCrash(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600) // #nosec G304 -- it is beside the log, which the configuration names
	if err != nil {
		return fmt.Errorf("open the file for crashes: %w", err)
	}
	defer f.Close() // the runtime has its own
	if info, err := f.Stat(); err == nil && info.Size() > maxCrashes {
		if err := os.Truncate(path, 0); err != nil {
			return fmt.Errorf("empty the file for crashes: %w", err)
		}
	}
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		return fmt.Errorf("keep crashes: %w", err)
	}
	return nil
}
