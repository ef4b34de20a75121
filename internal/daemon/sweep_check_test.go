package daemon_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lrsdrop/internal/journal"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/store"
)

// checkEnd looks at every promise once a life has come to its end and the
// daemon has stopped.
func (s *sweep) checkEnd() {
	s.t.Helper()
	books, err := store.OpenReadOnly(s.config.StateDir)
	must(s.t, err)
	defer books.Close()
	files, err := books.Files(s.t.Context(), "", 1000)
	must(s.t, err)
	s.torn = 0
	for _, label := range s.died {
		if label == "line: write half" {
			s.torn++
		}
	}
	s.checkRecords(books)
	s.checkTakenOnce(files)
	s.checkOutboxes()
	s.checkOutputs()
	s.checkOutcomes()
	s.checkUploads()
	s.checkJournal()
	s.checkLeftOver(files)
	s.checkNothingPersonal()
}

// checkTakenOnce: each file that was dropped is known once, and archived once as
// it was.
func (s *sweep) checkTakenOnce(files []*store.File) {
	s.t.Helper()
	if n := len(files); n < s.files {
		s.count.lost += s.files - n
		s.t.Errorf("%d of %d files are known", n, s.files)
	} else if n > s.files {
		s.count.duplicated += n - s.files
		s.t.Errorf("%d files are known, %d were dropped", n, s.files)
	}
	archived := s.folder(s.fixture.Organisations[acme].Archive)
	if len(archived) != s.files {
		s.t.Errorf("the archive holds %d files, %d were dropped: %v", len(archived), s.files, slices.Collect(maps.Keys(archived)))
	}
	for path, text := range archived {
		sum := sha256.Sum256([]byte(text))
		if !slices.ContainsFunc(files, func(f *store.File) bool { return f.SHA256 == hex.EncodeToString(sum[:]) }) {
			s.t.Errorf("%s is not as it was dropped", path)
		}
	}
}

// checkOutputs: the outbox holds what the statuses name, whole, and nothing
// else: no answer came under a second name.
func (s *sweep) checkOutputs() {
	s.t.Helper()
	due := map[string]string{}
	for _, base := range s.bases() {
		st, ok := s.status(acme, base)
		if !ok {
			s.count.lost++
			s.t.Errorf("%s has no status", base)
			continue
		}
		due[base+".status.json"], due[base+".report.html"] = "", ""
		for _, o := range st.Outputs {
			due[o.Name] = o.SHA256
		}
	}
	for path, text := range s.everything(acme) {
		name := filepath.Base(path)
		want, named := due[name]
		if !named {
			s.count.duplicated++
			s.t.Errorf("%s is in the outbox, and no status names it", name)
		}
		if got := sha256.Sum256([]byte(text)); want != "" && want != hex.EncodeToString(got[:]) {
			s.t.Errorf("%s is not whole", name)
		}
		if strings.HasSuffix(name, ".report.html") && !strings.HasSuffix(strings.TrimSpace(text), "</html>") {
			s.t.Errorf("%s is not whole", name)
		}
		delete(due, name)
	}
	for name := range due {
		s.count.lost++
		s.t.Errorf("%s is not in the outbox", name)
	}
}

// bases names the files that were dropped, as their answers are.
func (s *sweep) bases() (all []string) {
	s.t.Helper()
	found, err := filepath.Glob(s.outbox(acme, "*.status.json"))
	must(s.t, err)
	for _, path := range found {
		all = append(all, strings.TrimSuffix(filepath.Base(path), ".status.json"))
	}
	return all
}

// outcomesOfAll is the outcome of each row of each file, as the results say.
func (s *sweep) outcomesOfAll() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, base := range s.bases() {
		all[base] = s.outcomes(acme, base)
	}
	return all
}

const unknownOutcome = "unknown LOCAL-UNKNOWN"

// checkOutcomes: every row ended as it does without a kill, or waits for a
// person since its upload was cut off. Those are the rows of one upload a kill.
func (s *sweep) checkOutcomes() {
	s.t.Helper()
	if s.golden == nil {
		return
	}
	unknown, got := 0, s.outcomesOfAll()
	for base, rows := range s.golden {
		for row, want := range rows {
			switch is := got[base][row]; {
			case is == want:
			case is == "":
				s.count.lost++
				s.t.Errorf("%s row %s has no outcome", base, row)
			case is == unknownOutcome && strings.HasPrefix(want, "accepted "), is == unknownOutcome && strings.HasPrefix(want, "rejected "):
				unknown++
			default:
				s.t.Errorf("%s row %s: %s, and without a kill %s", base, row, is, want)
			}
		}
		if len(got[base]) != len(rows) {
			s.t.Errorf("%s has %d rows, want %d", base, len(got[base]), len(rows))
		}
	}
	if most := s.life.batch * len(s.died); unknown > most {
		s.t.Errorf("%d rows are unknown, and %d at the most can have been on their way", unknown, most)
	}
	if unknown > 0 {
		s.doubtful++
	}
}

// checkUploads compares the rows that LRS took with what the results say:
// what was accepted or rejected is there once, what is unknown once or not at
// all, and nothing else is.
func (s *sweep) checkUploads() {
	s.t.Helper()
	taken := map[lrssim.RowDigest]int{}
	for _, r := range s.submits() {
		for _, row := range r.Rows {
			if taken[row]++; taken[row] > 1 {
				s.count.duplicated++
				s.t.Errorf("a row reached LRS %d times", taken[row])
			}
		}
	}
	certain, perhaps := s.saidToBeSent()
	for row := range certain {
		if taken[row] != 1 {
			s.count.lost++
			s.t.Errorf("a row is answered as sent, and LRS has it %d times", taken[row])
		}
	}
	for row := range taken {
		if !certain[row] && !perhaps[row] {
			s.t.Error("LRS has a row whose outcome does not say so")
		}
	}
}

// saidToBeSent collects the rows that were sent by what the results say: for
// certain, or perhaps.
func (s *sweep) saidToBeSent() (certain, perhaps map[lrssim.RowDigest]bool) {
	certain, perhaps = map[lrssim.RowDigest]bool{}, map[lrssim.RowDigest]bool{}
	for _, base := range s.bases() {
		latest := s.outcomes(acme, base)
		for path := range s.everything(acme) {
			name := filepath.Base(path)
			if !strings.HasPrefix(name, base+".result") {
				continue
			}
			for _, row := range s.table(acme, name) {
				d := s.sim.Digest(row["ULN"], row["Reference"], row["AwardDate"], "1", row["AwardDate"], "Pass")
				switch word, _, _ := strings.Cut(latest[row["Row"]], " "); word {
				case "accepted", "rejected":
					certain[d] = true
				case "unknown":
					perhaps[d] = true
				}
			}
		}
	}
	return certain, perhaps
}

// checkJournal: what LRS took was written down before.
func (s *sweep) checkJournal() {
	s.t.Helper()
	written := 0
	_, err := journal.At(s.config.Journal).Read(func(journal.Entry) error { written++; return nil })
	must(s.t, err)
	if n := len(s.submits()); written < n {
		s.t.Errorf("LRS took %d uploads, the journal has %d", n, written)
	}
}

// checkLeftOver: nothing lies about that an interrupted step made.
func (s *sweep) checkLeftOver(files []*store.File) {
	s.t.Helper()
	known := map[string]bool{"lrsdrop.db": true, "lrsdrop.db-shm": true, "lrsdrop.db-wal": true, "lock": true, "holder.json": true}
	s.checkNoTemporaries()
	for path := range s.folder(s.config.StateDir) {
		name, err := filepath.Rel(s.config.StateDir, path)
		must(s.t, err)
		id, inSpool := strings.CutPrefix(name, "spool"+string(filepath.Separator))
		id, _, _ = strings.Cut(id, ".")
		id, _, _ = strings.Cut(id, "-")
		if !known[name] && !(inSpool && slices.ContainsFunc(files, func(f *store.File) bool { return f.ID == id })) {
			s.t.Errorf("the state folder holds %s", name)
		}
	}
	s.checkInbox()
}

// checkNoTemporaries: no temporary file of ours is left anywhere.
func (w *world) checkNoTemporaries() {
	w.t.Helper()
	dirs := []string{w.dir}
	for _, o := range w.fixture.Organisations {
		dirs = append(dirs, o.Inbox, o.Outbox) // they may be on a server
	}
	for _, dir := range dirs {
		must(w.t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && (strings.HasPrefix(d.Name(), ".lrsdrop-") || strings.HasSuffix(d.Name(), ".tmp")) {
				w.t.Errorf("a temporary file is left: %s", path)
			}
			return err
		}))
	}
}

// checkInbox: what was dropped has left the inbox, and no claim is there, or
// all lies where it was dropped.
func (s *sweep) checkInbox() {
	s.t.Helper()
	entries, err := os.ReadDir(s.fixture.Organisations[acme].Inbox)
	must(s.t, err)
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := s.files; s.life.stays && len(left) != want || !s.life.stays && len(left) > 0 {
		s.t.Errorf("the inbox holds %q", left)
	}
}

// remains are what a restart must not change.
type remains struct {
	folders map[string]string
	events  int64
	calls   int
}

func (s *sweep) remains() remains {
	s.t.Helper()
	r := remains{folders: s.everything(acme), calls: len(s.sim.Requests())}
	maps.Copy(r.folders, s.folder(s.fixture.Organisations[acme].Archive))
	maps.Copy(r.folders, s.folder(s.fixture.Organisations[acme].Inbox))
	books, err := store.OpenReadOnly(s.config.StateDir)
	must(s.t, err)
	defer books.Close()
	head, err := books.Head(s.t.Context())
	must(s.t, err)
	r.events = head.Sequence
	return r
}

// liveOn starts the daemon once more and lets it look. Nothing may change.
func (s *sweep) liveOn() {
	s.t.Helper()
	before := s.remains()
	s.faults, s.trace = nil, ""
	s.run(victimRun)
	s.looked()
	s.leave()
	after := s.remains()
	if !maps.Equal(before.folders, after.folders) {
		s.t.Errorf("a restart changed files: %v", difference(before.folders, after.folders))
	}
	if before.events != after.events || before.calls != after.calls {
		s.count.duplicated += after.calls - before.calls
		s.t.Errorf("a restart made %d events and %d calls", after.events-before.events, after.calls-before.calls)
	}
}

func difference(a, b map[string]string) (names []string) {
	for name, text := range a {
		if other, ok := b[name]; !ok || other != text {
			names = append(names, fmt.Sprintf("%s (there: %t)", name, ok))
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name+" (new)")
		}
	}
	return names
}
