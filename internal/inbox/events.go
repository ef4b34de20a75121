package inbox

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// events turns the file events of all local inboxes into hints. One watcher
// serves them all, because systems allow few.
type events struct {
	mu       sync.Mutex
	watcher  *fsnotify.Watcher // nil before the first inbox that can have events, or if the system has none left
	stations map[string]*station
}

// errNotOurs: the inbox is looked after by somebody else now, or by nobody.
var errNotOurs = errors.New("the inbox was removed")

// add prepares the events of a station that has a local path, and reports
// whether it is time to begin passing them. A system that cannot give any is no
// fault: the polls find every file.
func (e *events) add(s *station) (begin bool) {
	if s.in.Path == "" {
		return false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.watcher == nil {
		watcher, err := fsnotify.NewWatcher()
		if err != nil {
			return false
		}
		e.watcher, begin = watcher, true
	}
	if e.stations == nil {
		e.stations = map[string]*station{}
	}
	path := filepath.Clean(s.in.Path)
	e.stations[path] = s
	s.listen = func() error { return e.listen(path, s) }
	return begin
}

func (e *events) listen(path string, s *station) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stations[path] != s {
		return errNotOurs
	}
	return e.watcher.Add(path)
}

// remove ends the events of a station.
func (e *events) remove(s *station) {
	e.mu.Lock()
	defer e.mu.Unlock()
	path := filepath.Clean(s.in.Path)
	if e.stations[path] == s {
		delete(e.stations, path)
		_ = e.watcher.Remove(path) // it may not listen at all just now
	}
}

// pass hands hints on until the context ends.
func (e *events) pass(ctx context.Context) {
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
	if s, itself := e.at(event.Name); itself {
		if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
			s.listening.Store(false)
			s.hint()
		}
		return
	}
	if !event.Has(fsnotify.Create) && !event.Has(fsnotify.Write) || Ignored(filepath.Base(event.Name)) {
		return
	}
	if s, ours := e.at(filepath.Dir(event.Name)); ours {
		s.hint()
	}
}

func (e *events) at(path string) (*station, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	s, ok := e.stations[path]
	return s, ok
}

func (e *events) hintAll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range e.stations {
		s.hint()
	}
}

func (e *events) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.watcher != nil {
		_ = e.watcher.Close() // nothing of ours is lost with it
	}
}
