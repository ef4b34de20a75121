package daemon

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"lrsdrop/internal/config"
)

// lookPause is how often the files of the configuration, passwords and
// certificates are looked at; lookAnyway is how often they are read although
// none of them seems to have changed: rights, clocks and what could not be read
// may be other than they were.
const (
	lookPause  = 5 * time.Second
	lookAnyway = time.Minute
)

// Reload has the daemon look for changes of its configuration now. It does so
// by itself every few seconds.
func (d *Daemon) Reload() {
	select {
	case d.asked <- struct{}{}:
	default: // it will look anyway
	}
}

// follow brings changes of the configuration, of passwords and of certificates
// into force, until ctx ends.
func (d *Daemon) follow(ctx context.Context) {
	d.tellRoster(nil, d.roster.Load())
	d.countDown()
	files := watchedFiles{}
	files.changed(d.roster.Load().config.Watched()) // and so at the first tick: they may have changed since they were read
	tick := time.NewTicker(d.pause)
	defer tick.Stop()
	read := time.Now()
	for {
		asked := false
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-d.asked:
			asked = true
		}
		if files.changed(d.roster.Load().config.Watched()) || asked || time.Since(read) >= lookAnyway {
			read = time.Now()
			files.again = !d.reload(ctx) || files.again
		}
		d.countDown()
	}
}

// reload reads the configuration, passwords and certificates, and brings into
// force what changed; false means that it has to be tried again. A configuration
// that is wrong, or that needs a restart, changes nothing: the old one goes on.
// Passwords and certificates that the old one names count all the same.
func (d *Daemon) reload(ctx context.Context) (done bool) {
	before := d.roster.Load()
	c, refused := renewed(before.config)
	roots, err := c.LRS.Roots()
	if err != nil {
		roots, refused = before.roots, err.Error()
	} else if roots != nil && roots.Equal(before.roots) {
		roots = before.roots
	}
	next := d.next(c, roots, before)
	if next.refused = refused; refused != "" {
		next.since = d.now()
		if before.refused != "" {
			next.since = before.since
		}
	}
	if err := d.change(ctx, next); err != nil {
		if ctx.Err() == nil {
			d.log.Error("a change of the configuration could not be brought into force and is tried again", "error", err)
		}
		return false
	}
	d.tellRoster(before, next)
	return true
}

// renewed gives the configuration as its files have it now, or the one before
// and why the files are not used.
func renewed(before *config.Config) (c *config.Config, refused string) {
	if before.File == "" {
		return before, ""
	}
	c, err := before.Reload()
	if err != nil {
		return before, onOneLine(err)
	}
	if fixed := before.Fixed(c); len(fixed) > 0 {
		return before, "what changed counts after a restart only: " + strings.Join(fixed, ", ") + ". Restart the daemon, or change it back"
	}
	return c, ""
}

// onOneLine says why a configuration is refused, without its warnings.
func onOneLine(err error) string {
	problems, ok := errors.AsType[config.Problems](err)
	if !ok {
		return err.Error()
	}
	var said []string
	for _, p := range problems {
		if !p.Warning {
			said = append(said, p.String())
		}
	}
	return strings.Join(said, " ")
}

// watchedFiles remembers how files were when they were last looked at.
type watchedFiles struct {
	seen  map[string]fs.FileInfo // nil: not there
	again bool                   // once more: somebody may have gone on writing within the same tick of the file's clock
}

// changed looks at the files and reports whether one of them is another one
// than before, or was a moment ago.
func (w *watchedFiles) changed(paths []string) bool {
	now := make(map[string]fs.FileInfo, len(paths))
	other := len(paths) != len(w.seen)
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			info = nil
		}
		before, known := w.seen[path]
		other = other || !known || !sameFile(before, info)
		now[path] = info
	}
	changed := other || w.again
	w.seen, w.again = now, other
	return changed
}

func sameFile(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && a.Mode() == b.Mode()
}
