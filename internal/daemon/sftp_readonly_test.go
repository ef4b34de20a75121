package daemon_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// readOnlyInboxes are the ways in which a server can keep us from moving files,
// and where the answers go.
func readOnlyInboxes(t *testing.T) map[string]remote {
	t.Helper()
	others := simulated(t, sftpsim.Behaviour{})
	files := simulated(t, sftpsim.Behaviour{NoMkdir: true})
	return map[string]remote{
		"only one's own files, answers here":   {inbox: sftptest.OpenSSH(t, sftptest.Unprivileged())},
		"sshd -R, answers here":                {inbox: sftptest.OpenSSH(t, sftptest.ReadOnly())},
		"read-only, answers elsewhere":         {inbox: simulated(t, sftpsim.Behaviour{ReadOnly: true}), outbox: others},
		"no folders, answers beside the inbox": {inbox: files, outbox: files},
		"no renames, answers here":             {inbox: simulated(t, sftpsim.Behaviour{Rename: sftpsim.RenameUnsupported})},
		"renames fail, answers here":           {inbox: simulated(t, sftpsim.Behaviour{Rename: sftpsim.RenameFails})},
	}
}

// scans waits until the inbox of an organisation has been looked at anew, n
// times.
func (w *world) scans(organisation string, n int) {
	w.t.Helper()
	for range n {
		last := w.healthOf(organisation).LastScan
		w.eventually("another scan", func() bool { return w.healthOf(organisation).LastScan.After(last) })
	}
}

// files counts what was ever received.
func (w *world) files() int {
	w.t.Helper()
	all, err := w.daemon.Store().Files(w.t.Context(), "", 1000)
	must(w.t, err)
	return len(all)
}

// rewrite gives a file new content where it lies, as a client does that
// uploads it again. Its time becomes another one for certain.
func rewrite(path, content string, at time.Time) error {
	return errors.Join(os.WriteFile(path, []byte(content), 0o644), os.Chtimes(path, at, at))
}

func TestF5_F11_InboxInWhichNothingCanBeMovedIsTakenOnce(t *testing.T) {
	t.Parallel()
	var scenes []scene
	for name, place := range readOnlyInboxes(t) {
		scenes = append(scenes, scene{name, func(t *testing.T) { takenWhereItLies(t, place) }})
	}
	together(t, scenes...)
}

func takenWhereItLies(t *testing.T, place remote) {
	w := newWorld(t, worldOption{remote: []remote{place}})
	must(t, os.Chmod(w.fixture.Organisations[acme].Inbox, 0o777|os.ModeSticky)) // matters to a login without rights alone
	july := filepath.Join(w.fixture.Organisations[acme].Inbox, "July.csv")
	w.drop(acme, "July.csv", awards(matches, badCheckDigit))
	w.drop(acme, "August.csv", awards(matchesToo))
	w.await(acme, "July.csv", "done")
	w.await(acme, "August.csv", "done")
	w.scans("acme", 2)
	w.halt()
	w.start()
	w.scans("acme", 2)
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	must(t, os.Chtimes(july, past, past)) // touched
	w.scans("acme", 3)
	if n := w.files(); n != 2 {
		t.Fatalf("%d files were received, 2 dropped", n)
	}
	// Corrected where it lies: a new file, whose good row was sent before.
	must(t, rewrite(july, awards(matches, "1000000094,610/5596/7,2025-06-30,Pass,Zoë,O'Sample,2001-12-24,2\r\n"), past.Add(time.Minute)))
	w.await(acme, "July.csv.2", "done", "held")
	w.scans("acme", 2)
	if n := w.files(); n != 3 {
		t.Errorf("%d files were received, 3 dropped", n)
	}
	if got := w.outcomes(acme, "July.csv.2")["2"]; got != "already_sent LOCAL-ALREADY-SENT" {
		t.Errorf("the row that was sent before is %q", got)
	}
	if h := w.healthOf("acme"); h.LastError != nil {
		t.Errorf("the inbox has a trouble: %v", h.LastError)
	}
	for _, left := range []string{"July.csv", "August.csv"} {
		if _, err := os.Stat(filepath.Join(w.fixture.Organisations[acme].Inbox, left)); err != nil {
			t.Errorf("a file did not stay: %v", err)
		}
	}
}

// Markers cannot be removed there. One that stays belongs to the file that was
// taken with it, and the next file waits for its own.
func TestF1_DoneMarkersInAnInboxInWhichNothingCanBeMoved(t *testing.T) {
	t.Parallel()
	together(t,
		scene{"read-only", func(t *testing.T) { markersStay(t, simulated(t, sftpsim.Behaviour{ReadOnly: true})) }},
		scene{"only one's own files", func(t *testing.T) { markersStay(t, sftptest.OpenSSH(t, sftptest.Unprivileged())) }},
	)
}

func markersStay(t *testing.T, s *sftptest.Server) {
	w := newWorld(t, worldOption{remote: []remote{{inbox: s}}, edit: doneMarker})
	must(t, os.Chmod(w.fixture.Organisations[acme].Inbox, 0o777|os.ModeSticky))
	july := filepath.Join(w.fixture.Organisations[acme].Inbox, "July.csv")
	received := func(want int) {
		w.t.Helper()
		if n := w.files(); n != want {
			w.t.Errorf("%d files were received, want %d: only those whose markers are theirs", n, want)
		}
	}
	w.drop(acme, "July.csv", awards(matches))
	w.scans("acme", 3)
	received(0)
	w.drop(acme, "July.csv.done", "")
	w.await(acme, "July.csv", "done")
	w.scans("acme", 2)
	if h := w.healthOf("acme"); h.LastError != nil {
		w.t.Errorf("the inbox has a trouble: %v", h.LastError)
	}
	later := time.Now().Add(time.Minute).Truncate(time.Second)
	must(w.t, rewrite(july, awards(matchesToo), later))
	w.scans("acme", 3)
	received(1)
	must(w.t, rewrite(july+".done", "", later))
	w.await(acme, "July.csv.2", "done")
	w.expect(acme, "July.csv.2", map[string]string{"2": "accepted WSRC0009"})
	// A marker that went and came counts as well, whatever its time.
	must(w.t, rewrite(july, awards(refused), later.Add(time.Minute)))
	must(w.t, os.Remove(july+".done"))
	w.scans("acme", 2)
	must(w.t, rewrite(july+".done", "", later))
	w.await(acme, "July.csv.3", "done")
	received(3)
}

// What was taken is remembered per inbox: two that show the same names do not
// hide each other's files.
func TestF5_TwoInboxesInWhichNothingCanBeMovedHaveAMemoryEach(t *testing.T) {
	t.Parallel()
	s := simulated(t, sftpsim.Behaviour{ReadOnly: true})
	w := newWorld(t, worldOption{remote: []remote{{org: acme, inbox: s}, {org: beta, inbox: s}}})
	for i, content := range []string{awards(matches), awards(matchesToo)} {
		w.drop(i, "July.csv", content)
	}
	for i, o := range w.fixture.Organisations {
		w.await(i, "July.csv", "done")
		if n := w.sentRows(o.ID); n != 1 {
			t.Errorf("LRS took %d rows of %s, want 1", n, o.ID)
		}
	}
	if n := s.Sim.Stats().Connections.Made; n != 1 {
		t.Errorf("%d connections were made", n)
	}
}
