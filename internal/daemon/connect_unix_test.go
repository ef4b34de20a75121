//go:build unix

package daemon_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"lrsdrop/internal/daemon"
)

// A journal on a share that hangs, as a pipe does that nobody reads, keeps the
// look neither from its end nor from the rest.
func TestLookAtEverythingEndsInTimeAlsoWhereOurOwnFilesHang(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	pipe, journal := filepath.Join(t.TempDir(), "pipe"), w.config.Journal
	must(t, syscall.Mkfifo(pipe, 0o600))
	w.config.Journal = pipe
	found := make(chan daemon.Finding, 1000)
	go func() {
		defer close(found)
		daemon.ConnectWithin(t.Context(), w.config, 5*time.Second, func(f daemon.Finding) { found <- f })
	}()
	all := map[string][]daemon.Finding{}
	late := time.After(time.Minute)
	for more := true; more; {
		var f daemon.Finding
		select {
		case f, more = <-found:
			key := string(f.Check) + " " + f.Organisation
			all[key] = append(all[key], f)
		case <-late:
			t.Error("the look hangs")
			more = false
		}
	}
	reader, err := os.OpenFile(pipe, os.O_RDWR, 0) // ends the wait of whoever opened it
	must(t, err)
	must(t, reader.Close())
	w.config.Journal = journal
	w.finds(all["time "], false, "not everything was looked at in time")
	w.finds(all["lrs acme"], true, "learner service")
	w.finds(all["lrs beta"], true, "achievement service")
}
