package inbox

import (
	"context"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// events turns the file events of all local inboxes into hints. One watcher
// serves them all, because systems allow few.
type events struct {
	watcher  *fsnotify.Watcher // nil if no inbox can have events, or the system has none left
	stations map[string]*station
}

// listenTo prepares the events of those stations that have a local path. A
// system that cannot give any is no fault: the polls find every file.
func listenTo(stations []*station) *events {
	e := &events{stations: make(map[string]*station)}
	for _, s := range stations {
		if s.in.Path != "" {
			e.stations[filepath.Clean(s.in.Path)] = s
		}
	}
	if len(e.stations) == 0 {
		return e
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return e
	}
	e.watcher = watcher
	for path, s := range e.stations {
		s.listen = func() error { return watcher.Add(path) }
	}
	return e
}

// pass hands hints on until the context ends.
func (e *events) pass(ctx context.Context) {
	if e.watcher == nil {
		return
	}
	for {
		select {
		case <-ctx.Done():
			return
		case event, open := <-e.watcher.Events:
			if !open {
				return
			}
			e.hint(event)
		case _, open := <-e.watcher.Errors:
			if !open {
				return
			}
			e.hintAll() // too many events came at once, some are lost
		}
	}
}

// hint wakes the station whose folder has something new. Our own renames,
// removals and temporary files are no news.
func (e *events) hint(event fsnotify.Event) {
	if s, itself := e.stations[event.Name]; itself {
		if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
			s.listening.Store(false)
			s.hint()
		}
		return
	}
	if !event.Has(fsnotify.Create) && !event.Has(fsnotify.Write) || Ignored(filepath.Base(event.Name)) {
		return
	}
	if s, ours := e.stations[filepath.Dir(event.Name)]; ours {
		s.hint()
	}
}

func (e *events) hintAll() {
	for _, s := range e.stations {
		s.hint()
	}
}

func (e *events) close() {
	if e.watcher != nil {
		_ = e.watcher.Close() // nothing of ours is lost with it
	}
}
