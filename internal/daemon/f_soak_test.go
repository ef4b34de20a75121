package daemon_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/store"
)

// soak is many small files for a program that is killed again and again.
type soak struct {
	*world
	program string
	chance  *rand.Rand
	files   []dropped
	jobs    map[int64]bool // uploads that were counted
	taken   map[lrssim.RowDigest]int
	rows    int
	unknown int
	strange map[string]bool // answers that no status has named so far
	count   toll
}

const (
	// backlog is how many files may wait for the daemon: enough that it is busy
	// whenever it is killed.
	backlog = 300
	// hopeless is how many kills in a row may pass without a file answered.
	hopeless = 60
)

// answersLost are ways in which the answer to an upload that LRS took is lost or
// late.
var answersLost = []lrssim.Action{
	{Kind: lrssim.KindDropAfter}, {Kind: lrssim.KindTruncatedBody}, {Kind: lrssim.KindNoJobID, Accepted: true},
	{Kind: lrssim.KindJobIDWithCode}, {Kind: lrssim.KindDelay, Delay: 300 * time.Millisecond}, {Kind: lrssim.KindSlowBody, Delay: 20 * time.Millisecond},
}

// soakFiles drops files, at most so many a second, while the daemon is killed
// every 0.2 to 3 s and LRS loses an answer now and then. It lets the daemon come to an end and counts what that cost.
func soakFiles(t testing.TB, files, pace int, seed uint64) toll {
	t.Helper()
	program, err := ordinary()
	must(t, err)
	s := &soak{
		world:   prepare(t, worldOption{dir: inMemory(t), edit: limits(2, 2, 2), sim: slices.Concat(anybody, hurry, []lrssim.Option{lrssim.WithJobTimes(20*time.Millisecond, 40*time.Millisecond)})}),
		program: program, chance: rand.New(rand.NewPCG(seed, 0)), jobs: map[int64]bool{}, taken: map[lrssim.RowDigest]int{},
		count: toll{fault: "killed every 0.2 to 3 s while LRS's answers are late or lost", where: fmt.Sprintf("local, %d small files", files)},
	}
	began := time.Now()
	for before, vain := -1, 0; s.originals() < files && vain < hopeless; vain++ {
		s.round(files, pace)
		if now := s.originals(); now > before {
			before, vain = now, 0
		}
	}
	killing := time.Since(began)
	s.finish()
	s.reckon()
	t.Logf("%d files with %d rows, %d kills in %s: lost %d, duplicated %d, stuck %d; %d rows wait for a person, as LRS may have them or not",
		len(s.files), s.rows, s.count.runs, killing.Round(time.Second), s.count.lost, s.count.duplicated, s.count.stuck, s.unknown)
	return s.count
}

// round starts the daemon, drops files while it works, and kills it.
func (s *soak) round(files, pace int) {
	s.t.Helper()
	p := launch(s.t, s.program, s.log, nil, victimRun, "--config", s.fixture.Config)
	defer p.kill() // a second time does nothing
	for range s.chance.IntN(3) {
		s.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit, Call: 1 + s.chance.IntN(5)}, Action: answersLost[s.chance.IntN(len(answersLost))], Times: 1})
	}
	life := 200*time.Millisecond + time.Duration(s.chance.Int64N(int64(2800*time.Millisecond)))
	room := min(files-len(s.files), backlog-len(s.files)+s.originals(), int(life.Seconds()*float64(pace)))
	for end := time.Now().Add(life); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		for range min(room, s.chance.IntN(12)) {
			s.dropNext()
			room--
		}
		if p.gone() {
			s.t.Fatal("the daemon ended by itself")
		}
	}
	p.kill()
	s.count.runs++
	s.collect()
}

func (s *soak) dropNext() {
	s.t.Helper()
	n, rows := len(s.files), 1+s.chance.IntN(3)
	name, content := sized(n, rows)
	s.drop(n/4%2, name, content)
	s.files = append(s.files, dropped{n / 4 % 2, name, rows})
}

// originals counts the files that have left the inboxes for good.
func (w *world) originals() (n int) {
	w.t.Helper()
	for _, o := range w.fixture.Organisations {
		entries, err := os.ReadDir(o.Archive)
		must(w.t, err)
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), ".") {
				n++
			}
		}
	}
	return n
}

// collect counts the rows that LRS took since the last time: it does not
// remember all uploads.
func (s *soak) collect() {
	for _, r := range s.submits() {
		if s.jobs[r.JobID] {
			continue
		}
		s.jobs[r.JobID] = true
		for _, row := range r.Rows {
			s.taken[row]++
		}
	}
}

// finish lets the daemon come to an end. What does not is stuck.
func (s *soak) finish() {
	s.t.Helper()
	began := time.Now()
	p := launch(s.t, s.program, s.log, nil, victimRun, "--config", s.fixture.Config)
	defer p.kill()
	for deadline := time.Now().Add(s.patience); !s.idle() && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if p.gone() {
			s.t.Fatal("the daemon ended by itself")
		}
	}
	s.count.recovery = time.Since(began)
	must(s.t, p.terminate())
	s.collect()
}

// idle reports that the daemon has looked at all inboxes and has nothing to do.
func (w *world) idle() bool {
	w.t.Helper()
	told, ok := w.ownStatus()
	for _, in := range told.Inboxes {
		if in.LastScan.IsZero() || in.Held+in.Waiting > 0 {
			return false
		}
	}
	return ok && len(told.Inboxes) > 0 && told.Queue.Due+told.Queue.UnderWay == 0
}

// reckon compares what was dropped with what is known and answered, and with
// what LRS took.
func (s *soak) reckon() {
	s.t.Helper()
	books, err := store.OpenReadOnly(s.config.StateDir)
	must(s.t, err)
	defer books.Close()
	known, err := books.Files(s.t.Context(), "", 2*len(s.files))
	must(s.t, err)
	for _, f := range known {
		if !f.State.Final() && f.State != store.Held || !f.PublishAt.IsZero() {
			s.count.stuck++
			s.t.Errorf("file %s is %s", f.Name, f.State)
		}
	}
	s.count.duplicated += max(0, len(known)-len(s.files), s.originals()-len(s.files))
	s.strange = s.published()
	for n, f := range s.files {
		s.rows += f.rows
		s.reckonFile(n, f)
	}
	for path := range s.strange {
		s.count.duplicated++
		s.t.Errorf("%s is in the outbox, and no status names it", path)
	}
	for row, times := range s.taken {
		if times > 1 {
			s.count.duplicated++
			s.t.Errorf("row %s reached LRS %d times", row, times)
		}
	}
	s.checkLeft()
}

// published lists the answers that are published once.
func (s *soak) published() map[string]bool {
	s.t.Helper()
	all := map[string]bool{}
	for i, o := range s.fixture.Organisations {
		entries, err := os.ReadDir(o.Outbox)
		must(s.t, err)
		for _, e := range entries {
			if name := e.Name(); !strings.HasSuffix(name, ".status.json") && !strings.HasSuffix(name, ".report.html") {
				all[s.outbox(i, name)] = true
			}
		}
	}
	return all
}

// reckonFile looks at the answers to the n-th file.
func (s *soak) reckonFile(n int, f dropped) {
	s.t.Helper()
	st, ok := s.status(f.org, f.name)
	got := s.outcomes(f.org, f.name)
	if !ok || len(got) != f.rows {
		s.count.lost++
		s.t.Errorf("%s: %d of %d rows are answered; status: %t", f.name, len(got), f.rows, ok)
		return
	}
	for _, o := range st.Outputs {
		delete(s.strange, s.outbox(f.org, o.Name))
	}
	for i, row := range f.rowNames() {
		s.reckonRow(f.name, got[row], n*100+i)
	}
}

// reckonRow compares what became of a row with what LRS has of it.
func (s *soak) reckonRow(file, outcome string, learner int) {
	s.t.Helper()
	has := s.taken[s.passed(uln(learner))]
	switch word, _, _ := strings.Cut(outcome, " "); {
	case strings.HasPrefix(file, "learners") && word == "matched" && has == 0:
	case word == "accepted" && has >= 1:
	case word == "unknown":
		s.unknown++
	default:
		s.count.lost++
		s.t.Errorf("%s: a row is answered with %q, and LRS has it %d times", file, outcome, has)
	}
}

// checkLeft: nothing is left where files are dropped, and no temporary file
// anywhere.
func (s *soak) checkLeft() {
	s.t.Helper()
	for _, o := range s.fixture.Organisations {
		entries, err := os.ReadDir(o.Inbox)
		must(s.t, err)
		if len(entries) > 0 {
			s.count.lost += len(entries)
			s.t.Errorf("%d entries are left in an inbox, such as %s", len(entries), entries[0].Name())
		}
	}
	s.checkNoTemporaries()
}

// The numbers that matter to whoever looks for a tool that does not lose files.
func TestF7_SoakOfRandomKillsLosesNothing(t *testing.T) {
	t.Parallel()
	files, pace := 1400, 25
	if long() {
		files, pace = 20_000, 1000
	}
	soakFiles(t, files, pace, seedOf(t)).mustBeFree(t)
}
