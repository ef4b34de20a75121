package daemon_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

// clock is a clock that a test can step while the daemon runs.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time       { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clock) step(d time.Duration) { c.ahead.Add(int64(d)) }

// step lets time pass and has the daemon look at its work, which a clock that
// jumps does not: the drop of a file that is nobody's business here does.
func (w *world) step(c *clock, d time.Duration) {
	w.t.Helper()
	c.step(d)
	w.drop(beta, fmt.Sprintf("nudge-%d.csv", c.ahead.Load()), "nothing\r\n")
}

// awaitStepping is await for what only comes once pauses have passed.
func (w *world) awaitStepping(c *clock, d time.Duration, org int, base string, states ...string) status {
	w.t.Helper()
	var got status
	last := time.Now()
	w.eventually("file "+base+" "+strings.Join(states, " or "), func() bool {
		s, ok := w.status(org, base)
		got = s
		if ok && contains(states, s.State) {
			return true
		}
		if time.Since(last) > 400*time.Millisecond {
			w.step(c, d)
			last = time.Now()
		}
		return false
	})
	return got
}

func contains(all []string, one string) bool {
	return strings.Contains("\x00"+strings.Join(all, "\x00")+"\x00", "\x00"+one+"\x00")
}

// anybody lets every well-formed learner and reference pass.
var anybody = []lrssim.Option{lrssim.WithAcceptAny()}

// uln gives the n-th of a series of possible learner numbers that the register
// does not have.
func uln(n int) string {
	for candidate := 300_000_000 + n*11; ; candidate++ { // eleven in a row: a possible one is among them
		digits, sum := strconv.Itoa(candidate), 0
		for i := range 9 {
			sum += (10 - i) * int(digits[i]-'0')
		}
		if r := sum % 11; r != 0 {
			return digits + strconv.Itoa(10-r)
		}
	}
}

// award is a row about the n-th invented learner.
func award(n int, reference string) string {
	return uln(n) + "," + reference + ",2025-06-30,Pass,Alex,Invented,2001-02-04,1\r\n"
}

const goodReference = "610/5596/7"

// series is a file of awards of the invented learners from first on.
func series(first, count int) string {
	rows := make([]string, count)
	for i := range rows {
		rows[i] = "MIS-" + strconv.Itoa(first+i) + "," + award(first+i, goodReference)
	}
	return awardColumns + strings.Join(rows, "")
}

// passed is what LRS has of such an award.
func (w *world) passed(uln string) lrssim.RowDigest {
	return w.sim.Digest(uln, goodReference, "2025-06-30", "1", "2025-06-30", "Pass")
}

func seriesXML(first, count int) string {
	var b strings.Builder
	b.WriteString("<AchievementBatch>")
	for i := range count {
		fmt.Fprintf(&b, "<Achievement><MISIdentifier>MIS-%d</MISIdentifier><Uln>%s</Uln><UnitOrQualificationCode>%s</UnitOrQualificationCode>"+
			"<AchievementAwardDate>2025-06-30</AchievementAwardDate><Grade>Pass</Grade><GivenName>Alex</GivenName><FamilyName>Invented</FamilyName></Achievement>",
			first+i, uln(first+i), goodReference)
	}
	b.WriteString("</AchievementBatch>")
	return b.String()
}

func learners(first, count int) string {
	var b strings.Builder
	b.WriteString("MISIdentifier,ULN,GivenName,FamilyName\r\n")
	for i := range count {
		fmt.Fprintf(&b, "MIS-%d,%s,Alex,Invented\r\n", first+i, uln(first+i))
	}
	return b.String()
}

func learnersXML(first, count int) string {
	var b strings.Builder
	b.WriteString("<VerifyBatch>")
	for i := range count {
		fmt.Fprintf(&b, "<Learner><MISIdentifier>MIS-%d</MISIdentifier><ULN>%s</ULN><GivenName>Alex</GivenName><FamilyName>Invented</FamilyName></Learner>", first+i, uln(first+i))
	}
	b.WriteString("</VerifyBatch>")
	return b.String()
}

// limits lowers what LRS takes in one batch, so that few rows make many.
func limits(achievements, learners, single int) func(string) string {
	return setting("limits", fmt.Sprintf("{achievements: %d, learners: %d, single_verify_max: %d}", achievements, learners, single))
}

func both(edits ...func(string) string) func(string) string {
	return func(yaml string) string {
		for _, edit := range edits {
			yaml = edit(yaml)
		}
		return yaml
	}
}

// calls counts the calls of an operation on behalf of an organisation.
func (w *world) calls(organisation, operation string) (n int) {
	for _, r := range w.sim.Requests() {
		if r.Organisation == organisation && r.Operation == operation {
			n++
		}
	}
	return n
}

// all checks that every row of a file has the same outcome.
func (w *world) all(org int, base string, rows int, outcome string) {
	w.t.Helper()
	got := w.outcomes(org, base)
	if len(got) != rows {
		w.t.Errorf("%s: %d rows have an outcome, want %d", base, len(got), rows)
	}
	for row, o := range got {
		if o != outcome {
			w.t.Errorf("%s row %s: got %q, want %q", base, row, o, outcome)
		}
	}
}

func TestInventedLearnersDiffer(t *testing.T) {
	seen := map[string]bool{}
	for n := range 20_000 {
		u := uln(n)
		if seen[u] || len(u) != 10 {
			t.Fatalf("learner %d has ULN %s", n, u)
		}
		seen[u] = true
	}
}

func TestF22_LearnerThatLRSRefusesDoesNotHoldUpTheOthersOfAFewInAFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: "verifyLearner", ULN: "1000102504"}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0001"}})
	w.drop(acme, "July.csv", awards(matches, matchesToo))
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "failed WSEC0001"})
}
