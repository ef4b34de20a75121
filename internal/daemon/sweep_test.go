package daemon_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/store"
)

// life is what one file goes through, or a few that belong together.
type life struct {
	name   string
	edit   func(string) string
	remote func(testing.TB) []remote // nil: all folders are on this machine
	stays  bool                      // files stay in the inbox, in which nobody may move them
	new    bool                      // it begins with the first start of a daemon
	victim string                    // the command that is killed; "" is run
	batch  int                       // rows of the largest upload
	steps  []step
}

// step does something, and says how many files were dropped by then.
type step struct {
	files int
	do    func(*sweep)
}

// sweep lives one life again and again, and kills the program each time at
// another fault point.
type sweep struct {
	*world
	life    life
	program string
	fresh   string                       // a state folder that a daemon has made and left
	golden  map[string]map[string]string // how an undisturbed life ends: the outcome of each row of each file
	points  []string                     // the labels that it passes

	faults  []int    // the fault points that are to come: the next start of the victim has the first
	trace   string   // where this run writes which ones it passes; "": nowhere
	died    []string // the labels at which the program was killed
	running *process // nil: stopped
	revived time.Time
	files   int
	stuck   bool

	count    toll
	doubtful int // runs after which a person has to find out what LRS has
}

const victimRun = "run"

// hurry has the daemon look often, so that a life is short.
var hurry = []lrssim.Option{lrssim.WithPolling(10*time.Millisecond, 50*time.Millisecond), lrssim.WithInboxes(10*time.Millisecond, 100*time.Millisecond)}

// prepareSweep makes a world for a life, and lives it undisturbed to know how it
// ends and which fault points it passes.
func prepareSweep(t testing.TB, l life) *sweep {
	t.Helper()
	program, err := mortal()
	must(t, err)
	if l.victim == "" {
		l.victim = victimRun
	}
	o := worldOption{dir: inMemory(t), edit: l.edit, sim: slices.Concat(anybody, hurry, []lrssim.Option{lrssim.WithOrganisations(1)})}
	if l.remote != nil {
		o.remote = l.remote(t)
	}
	s := &sweep{world: prepare(t, o), life: l, program: program, count: atFaultPoint(l)}
	t.Cleanup(func() {
		if s.running != nil {
			s.running.kill()
		}
	})
	s.run(victimRun)
	s.looked()
	s.leave()
	s.fresh = s.backup()
	trace := filepath.Join(t.TempDir(), "trace")
	s.trace = trace
	s.live()
	s.golden, s.points = s.outcomesOfAll(), labels(t, trace)
	return s
}

// inMemory makes a folder in memory, where there is one: what a kill leaves does
// not depend on the disk, and a sweep waits for its flushes all the time.
func inMemory(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "lrsdrop-sweep-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	return dir
}

// live lives the life and looks at what is left. The program is killed at the
// first fault point, started again and killed at the next one, and so on. It
// reports whether there was such a point.
func (s *sweep) live(faults ...int) bool {
	s.t.Helper()
	s.begin(faults)
	s.run(victimRun)
	for _, step := range s.life.steps {
		step.do(s)
		s.files = step.files
		if s.rest(); s.stuck {
			break
		}
	}
	s.leave()
	s.checkEnd()
	if !s.stuck {
		s.liveOn()
	}
	if s.t.Failed() {
		s.t.Fatalf("all this was in the life that was to be killed at %d and was at %q\n%s", faults, s.died, s.log)
	}
	if len(s.died) > 0 {
		s.count.runs++
	}
	return len(s.died) > 0
}

// begin brings the world back to where nothing was dropped yet.
func (s *sweep) begin(faults []int) {
	s.t.Helper()
	s.faults, s.died, s.files, s.stuck, s.revived = faults, nil, 0, false, time.Time{}
	s.sim.Reset()
	s.log.reset()
	for _, path := range []string{s.config.Journal, s.config.AuditHeads} {
		must(s.t, os.RemoveAll(path))
	}
	for _, o := range s.fixture.Organisations {
		for _, dir := range []string{o.Inbox, o.Outbox, o.Archive} {
			s.empty(dir)
		}
	}
	switch {
	case s.life.new:
		must(s.t, os.RemoveAll(s.config.StateDir))
	case s.fresh != "":
		s.restore(s.fresh)
	}
}

func (s *sweep) empty(dir string) {
	s.t.Helper()
	entries, err := os.ReadDir(dir)
	must(s.t, err)
	for _, e := range entries {
		must(s.t, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
}

// environment gives a command its fault, if it is the one to be killed.
func (s *sweep) environment(command string) (env []string) {
	if command != s.life.victim {
		return nil
	}
	if len(s.faults) > 0 {
		env = append(env, faultAt+"="+strconv.Itoa(s.faults[0]))
	}
	if s.trace != "" {
		env = append(env, faultTrace+"="+s.trace)
	}
	return env
}

// run starts the daemon.
func (s *sweep) run(command string) {
	s.t.Helper()
	s.running = launch(s.t, s.program, s.log, s.environment(command), command, "--config", s.fixture.Config)
}

// command runs another command beside the daemon. A person gives it again when
// it was killed, and may learn that it was done.
func (s *sweep) command(name string, args ...string) {
	s.t.Helper()
	end := func() error {
		p := launch(s.t, s.program, s.log, s.environment(name), append([]string{name, "--config", s.fixture.Config}, args...)...)
		err := <-p.ended
		p.ended <- nil
		return err
	}
	err := end()
	again := false
	for ; killedBySignal(err); again = true {
		s.mourn()
		err = end()
	}
	if !again || exitCode(err) != 1 {
		must(s.t, err)
	}
}

// mourn notes where the program was killed.
func (s *sweep) mourn() {
	s.t.Helper()
	found := diedAt.FindAllStringSubmatch(s.log.String(), -1)
	if len(s.faults) == 0 || len(found) != len(s.died)+1 {
		s.t.Fatal("the program was killed, and not by us")
	}
	s.died, s.faults = append(s.died, found[len(found)-1][1]), s.faults[1:]
}

// rest waits until all that needs no person is done, and starts the daemon
// again when it was killed.
func (s *sweep) rest() {
	s.t.Helper()
	for deadline := time.Now().Add(s.patience); !s.atRest(); time.Sleep(5 * time.Millisecond) {
		if s.running.gone() {
			s.revive()
		}
		if time.Now().After(deadline) {
			s.count.stuck++
			s.stuck = true
			s.t.Errorf("a file comes to no end: %v", s.listing())
			return
		}
	}
	if !s.revived.IsZero() {
		took := time.Since(s.revived)
		if took > 5*time.Second {
			s.t.Logf("all was answered only %s after the kill at %q", took, s.died)
		}
		s.count.recovery = max(s.count.recovery, took)
		s.revived = time.Time{}
	}
}

func (s *sweep) revive() {
	s.t.Helper()
	err := <-s.running.ended
	s.running.ended <- err
	if !killedBySignal(err) {
		s.t.Fatalf("the daemon ended: %v", err)
	}
	s.mourn()
	s.revived = time.Now()
	s.run(victimRun)
}

// atRest reports that every file that was dropped is answered as far as it can
// be. The store is opened only when its outbox says so: a process that has it
// open would help the next daemon to recover it.
func (s *sweep) atRest() bool {
	s.t.Helper()
	if s.answered() < s.files {
		return false
	}
	books, err := store.OpenReadOnly(s.config.StateDir)
	must(s.t, err)
	defer books.Close()
	files, err := books.Files(s.t.Context(), "", 1000)
	must(s.t, err)
	for _, f := range files {
		rests := f.State.Final() || f.State == store.Held
		if !rests || !f.PublishAt.IsZero() || f.Facts.Published != f.State || !f.StepAt.IsZero() && f.StepAt.Before(time.Now()) {
			return false
		}
	}
	return len(files) >= s.files
}

// answered counts the files whose status says that they have come to a rest.
func (s *sweep) answered() (n int) {
	for _, base := range s.bases() {
		if st, ok := s.status(acme, base); ok && (st.Final || st.State == "held") {
			n++
		}
	}
	return n
}

// leave stops the daemon as a service manager does. One that is killed even
// then is started once more.
func (s *sweep) leave() {
	s.t.Helper()
	err := s.running.terminate()
	for killedBySignal(err) {
		s.revive()
		s.rest()
		s.looked() // and has learned to stop
		err = s.running.terminate()
	}
	s.running = nil
	must(s.t, err)
}

// looked waits until a daemon has looked at its inboxes and has nothing to do.
func (s *sweep) looked() {
	s.t.Helper()
	s.eventually("the daemon has looked at its inboxes", func() bool {
		if s.running.gone() { // a second kill may strike here
			s.revive()
			return false
		}
		told, ok := s.ownStatus()
		for _, in := range told.Inboxes {
			if in.LastScan.IsZero() {
				return false
			}
		}
		return ok && len(told.Inboxes) > 0 && told.Queue.Due == 0
	})
}
