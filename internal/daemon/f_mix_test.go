package daemon_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/pipeline"
)

// mix is files on their way while LRS fails now and then, in every way and at
// every operation, folders go away and return, and the daemon is stopped and
// started.
type mix struct {
	*world
	clock  *clock
	chance *rand.Rand
	files  []dropped
	away   []string // folders that are under another name
}

// moved is the name of a folder that is away.
const moved = ".moved"

// leave takes an outbox or an archive away for a while.
func (m *mix) leave() {
	m.t.Helper()
	o := m.fixture.Organisations[m.chance.IntN(2)]
	path := []string{o.Outbox, o.Archive}[m.chance.IntN(2)]
	if !slices.Contains(m.away, path) {
		must(m.t, os.Rename(path, path+moved))
		m.away = append(m.away, path)
	}
}

// bringBack ends that for all.
func (m *mix) bringBack() {
	m.t.Helper()
	for _, path := range m.away {
		must(m.t, os.Rename(path+moved, path))
	}
	m.away = nil
}

// trouble has the simulator meet one of the next calls with some fault.
func (m *mix) trouble() {
	m.t.Helper()
	operation := []string{opVerify, opSubmitVerify, opGetVerify, opSubmit, opGet}[m.chance.IntN(5)]
	var action lrssim.Action
	if operation == opSubmit {
		action = submitFaults[m.chance.IntN(len(submitFaults))].action
	} else {
		action = askFaults[m.chance.IntN(len(askFaults))].action
	}
	if operation == opGetVerify && m.chance.IntN(4) == 0 {
		action = lrssim.Action{Kind: []lrssim.FaultKind{lrssim.KindMissingRow, lrssim.KindWrongSearched}[m.chance.IntN(2)]}
	}
	org := m.fixture.Organisations[m.chance.IntN(2)].ID
	m.fault(lrssim.Fault{Match: lrssim.Match{Organisation: org, Operation: operation, Call: 1 + m.chance.IntN(3)}, Action: action, Times: 1})
}

// turn drops files, arms faults, lets time pass, and sometimes stops the daemon.
func (m *mix) turn() {
	m.t.Helper()
	for range m.chance.IntN(3) {
		n, rows := len(m.files), 1+m.chance.IntN(4)
		name, content := sized(n, rows)
		m.drop(n/4%2, name, content)
		m.files = append(m.files, dropped{n / 4 % 2, name, rows})
	}
	for range m.chance.IntN(4) {
		m.trouble()
	}
	switch m.chance.IntN(8) {
	case 0:
		m.leave()
	case 1:
		m.bringBack()
	}
	time.Sleep(time.Duration(m.chance.IntN(150)) * time.Millisecond)
	m.step(m.clock, time.Duration(m.chance.IntN(1200))*time.Second)
	if m.chance.IntN(6) == 0 {
		m.halt()
		m.start()
	}
}

// rest steps the clock until no file has anything to do but wait for a person.
func (m *mix) rest() {
	m.t.Helper()
	m.bringBack()
	for _, f := range m.files {
		m.awaitStepping(m.clock, 61*time.Minute, f.org, f.name, "done", "held")
	}
}

// settle has a person say, truthfully, what LRS has of each batch of which
// nobody knows, and gives how many there were.
func (m *mix) settle() (n int) {
	m.t.Helper()
	settled := map[string]bool{}
	for i, f := range m.files {
		lines := m.latest(f.org, f.name)
		for at, row := range f.rowNames() {
			line := lines[row]
			if batch := line["BatchID"]; line["Outcome"] == "unknown" && !settled[batch] {
				settled[batch] = true
				if err := m.resolve(batch, m.found(f.org, i*100+at), 0); err != nil {
					m.t.Errorf("%s: batch %s: %v", f.name, batch, err)
				}
			}
		}
	}
	return len(settled)
}

// found is what a person sees of a learner's award at LRS. Its jobs are not
// named: the simulator has another clock than the daemon, so they would not fit.
func (m *mix) found(org, learner int) pipeline.Finding {
	job := m.jobOf(org, learner)
	switch {
	case job == 0:
		return pipeline.FoundMissing
	case m.stateOf(job) == "Successful":
		return pipeline.FoundAccepted
	}
	return pipeline.FoundRejected
}

func (m *mix) stateOf(job int64) string {
	for _, j := range m.sim.Jobs() {
		if j.ID == job {
			return j.State
		}
	}
	return ""
}

// jobOf is the job of the upload with a learner's award that LRS took; 0: none.
func (m *mix) jobOf(org, learner int) int64 {
	digest := m.passed(uln(learner))
	for _, r := range m.submits() {
		if r.Organisation == m.fixture.Organisations[org].ID && slices.Contains(r.Rows, digest) {
			return r.JobID
		}
	}
	return 0
}

// truthful compares what became of each row with what LRS has of it.
func (m *mix) truthful() {
	m.t.Helper()
	tally := map[string]int{}
	for i, f := range m.files {
		got := m.outcomes(f.org, f.name)
		if len(got) != f.rows {
			m.t.Errorf("%s: %d of %d rows are answered", f.name, len(got), f.rows)
		}
		for at, row := range f.rowNames() {
			outcome := got[row]
			tally[outcome]++
			job := m.jobOf(f.org, i*100+at)
			recorded := m.stateOf(job) == "Successful"
			if strings.HasPrefix(outcome, "unknown") || strings.HasPrefix(outcome, "accepted") != recorded {
				m.t.Errorf("%s row %s: %q, and LRS has it in job %d, which is %q", f.name, row, outcome, job, m.stateOf(job))
			}
		}
	}
	for _, outcome := range slices.Sorted(maps.Keys(tally)) {
		m.t.Logf("%4d rows %s", tally[outcome], outcome)
	}
}

func TestF8_F9_F10_F23_F26_AnyMixOfTroublesIsAnsweredTruthfully(t *testing.T) {
	t.Parallel()
	worlds, seed := 1, seedOf(t)
	if long() {
		worlds = 50
	}
	for i := range worlds {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			liveThroughAMix(t, rand.New(rand.NewPCG(seed, uint64(i))))
		})
	}
}

func liveThroughAMix(t *testing.T, chance *rand.Rand) {
	c := &clock{}
	sim := slices.Concat(anybody, hurry, []lrssim.Option{lrssim.WithJobTimes(20*time.Millisecond, 40*time.Millisecond)})
	m := &mix{world: newWorld(t, worldOption{now: c.now, edit: limits(2, 2, 2), sim: sim}), clock: c, chance: chance}
	for range 60 {
		m.turn()
	}
	m.rest()
	n := m.settle()
	m.rest()
	m.eventually("no row is unknown", func() bool {
		for _, f := range m.files {
			for _, outcome := range m.outcomes(f.org, f.name) {
				if strings.HasPrefix(outcome, "unknown") {
					return false
				}
			}
		}
		return true
	})
	t.Logf("%d files, %d calls, %d batches that a person had to look up", len(m.files), len(m.sim.Requests()), n)
	m.truthful()
}
