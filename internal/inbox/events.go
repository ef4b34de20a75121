package inbox

import (
	"errors"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// events turns the file events of all local inboxes into hints. One watcher
// serves them all, because systems allow few.
type events struct {
	mu       sync.Mutex        // held for moments only: whoever passes events on needs it
	watcher  *fsnotify.Watcher // nil before the first inbox that can have events, or if the system has none left
	stations map[string]*station
	passed   chan struct{} // closed when there are no more events

	// changing is held while the watcher adds or removes a folder. That waits for
	// the folder, and on Windows until the events so far have been passed on.
	changing sync.Mutex
}

// errNotOurs: the inbox is looked after by somebody else now, or by nobody.
var errNotOurs = errors.New("the inbox was removed")

// add prepares the events of a station that has a local path. A system that
// cannot give any is no fault: the polls find every file.
func (e *events) add(s *station) {
	if s.in.Path == "" {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.watcher == nil {
		watcher, err := fsnotify.NewWatcher()
		if err != nil {
			return
		}
		e.begin(watcher)
	}
	path := filepath.Clean(s.in.Path)
	e.stations[path] = s
	s.listen = func() error { return e.listen(path, s) }
}

// begin passes the events of a watcher on, until it is closed.
func (e *events) begin(watcher *fsnotify.Watcher) {
	e.watcher, e.stations, e.passed = watcher, map[string]*station{}, make(chan struct{})
	go func() {
		defer close(e.passed)
		e.pass(watcher)
	}()
}

// listen asks for the events of a folder. It may take as long as the folder
// takes to answer.
func (e *events) listen(path string, s *station) error {
	e.changing.Lock()
	defer e.changing.Unlock()
	if now, _ := e.at(path); now != s {
		return errNotOurs
	}
	return e.watcher.Add(path)
}

// remove ends the events of a station, and does not wait for the folder.
func (e *events) remove(s *station) {
	e.mu.Lock()
	defer e.mu.Unlock()
	path := filepath.Clean(s.in.Path)
	if e.stations[path] != s {
		return
	}
	delete(e.stations, path)
	go func() {
		e.changing.Lock()
		defer e.changing.Unlock()
		if _, again := e.at(path); !again {
			_ = e.watcher.Remove(path) // it may not listen at all just now
		}
	}()
}

// pass hands hints on until the watcher is closed.
func (e *events) pass(watcher *fsnotify.Watcher) {
	for {
		select {
		case event, open := <-watcher.Events:
			if !open {
				return
			}
			e.hint(event)
		case _, open := <-watcher.Errors:
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

// close ends all events. It leaves a watcher behind that hangs in a folder.
func (e *events) close() {
	e.mu.Lock()
	watcher := e.watcher
	e.mu.Unlock()
	if watcher == nil {
		return
	}
	go func() { _ = watcher.Close() }() // nothing of ours is lost with it
	select {
	case <-e.passed:
	case <-time.After(listenPatience):
	}
}
