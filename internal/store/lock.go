package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// InUse tells who holds a state folder.
type InUse struct {
	Dir     string
	PID     int
	Host    string
	Started time.Time
}

func (e *InUse) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("the state folder %s is in use by another lrsdrop: stop that one first", e.Dir)
	}
	return fmt.Sprintf("the state folder %s is in use by another lrsdrop (process %d on %s, since %s): stop that one first",
		e.Dir, e.PID, e.Host, e.Started.Format(time.DateTime))
}

type holder struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	Started time.Time `json:"started"`
}

// lock is an operating-system lock: it goes with the process, so a kill leaves
// nothing behind. The holder's name stands in a file of its own, because
// Windows lets nobody read a locked one.
type lock struct{ file *flock.Flock }

func acquire(dir string, now time.Time) (*lock, error) {
	file := flock.New(filepath.Join(dir, "lock"), flock.SetPermissions(0o600))
	ok, err := file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the state folder %s: %w", dir, err)
	}
	name := filepath.Join(dir, "holder.json")
	if !ok {
		return nil, inUse(dir, name)
	}
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	body, err := json.Marshal(holder{os.Getpid(), host, now})
	if err == nil {
		err = os.WriteFile(name, body, 0o600)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("write %s: %w", name, err), file.Unlock())
	}
	return &lock{file}, nil
}

func inUse(dir, name string) error {
	var h holder
	if body, err := os.ReadFile(name); err == nil { // #nosec G304 -- it is in the state folder
		_ = json.Unmarshal(body, &h) // an unreadable name leaves the words without one
	}
	return &InUse{Dir: dir, PID: h.PID, Host: h.Host, Started: h.Started}
}

func (l *lock) release() error { return l.file.Unlock() }
