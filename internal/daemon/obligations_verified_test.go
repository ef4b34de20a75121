package daemon_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/record"
)

// known is what the simulator's history calls a row: the client of the other
// organisation sends each row once, so that its digest can be told.
type known struct {
	learner map[string]int // digest of a verification
	award   map[string]int // digest of an award: the learner it is of
}

const dates = 20 // awards that each learner can get

func awardDate(n int) string { return fmt.Sprintf("2025-05-%02d", n+1) }

func (w *world) learnDigests(people []lrssim.FixedLearner) known {
	w.t.Helper()
	roots, err := w.config.LRS.Roots()
	must(w.t, err)
	i := slices.IndexFunc(w.config.Organisations, func(o config.Organisation) bool { return o.ID == "beta" })
	client, who, _, err := daemon.NewClient(w.config, w.config.Organisations[i], roots)
	must(w.t, err)
	defer client.Close()
	_, err = client.SubmitVerify(w.t.Context(), who, len(people), each(people, func(l lrssim.FixedLearner) []record.Learner { return []record.Learner{learnerOf(l)} }))
	must(w.t, err)
	_, err = client.SubmitAchievements(w.t.Context(), who, len(people)*dates, each(people, awardsOf))
	must(w.t, err)
	k := known{map[string]int{}, map[string]int{}}
	for _, r := range w.sim.Requests() {
		for n, row := range r.Rows {
			if r.Operation == "submitVerifyBatch" {
				k.learner[row.String()] = n
			} else {
				k.award[row.String()] = n / dates
			}
		}
	}
	return k
}

func learnerOf(l lrssim.FixedLearner) record.Learner {
	return record.Learner{ULN: l.ULN, GivenName: l.GivenName, FamilyName: l.FamilyName, DateOfBirth: l.DateOfBirth, Gender: l.Gender}
}

func awardsOf(l lrssim.FixedLearner) (all []record.Achievement) {
	for n := range dates {
		all = append(all, record.Achievement{
			Learner: learnerOf(l), Reference: goodReference, AwardDate: awardDate(n), Grade: "Pass", Action: "award", ActionDate: awardDate(n),
		})
	}
	return all
}

func each[T any](people []lrssim.FixedLearner, of func(lrssim.FixedLearner) []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, l := range people {
			for _, row := range of(l) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// passage is how far ahead of the real clock the daemon's was, and since when.
type passage []struct {
	since time.Time
	ahead time.Duration
}

// of is the daemon's time at a moment.
func (p passage) of(at time.Time) time.Time {
	ahead := time.Duration(0)
	for _, step := range p {
		if !step.since.After(at) {
			ahead = step.ahead
		}
	}
	return at.Add(ahead)
}

// people are learners and the awards that each of them has got.
type people struct {
	chance *rand.Rand
	all    []lrssim.FixedLearner
	next   []int
}

// file is up to six new awards of whoever comes.
func (p *people) file() string {
	var rows []string
	for range 1 + p.chance.IntN(6) {
		who := p.chance.IntN(len(p.all))
		if p.next[who] == dates {
			continue
		}
		l := p.all[who]
		rows = append(rows, strings.Join([]string{l.ULN, goodReference, awardDate(p.next[who]), "Pass", l.GivenName, l.FamilyName, l.DateOfBirth, l.Gender}, ",")+"\r\n")
		p.next[who]++
	}
	return awards(rows...)
}

// Whatever files come and however the time passes, LRS gets no award whose
// learner it did not match within verify_reuse before.
func TestO17_NoAwardGoesWhoseLearnerWasNotVerified(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	p := &people{chance: rand.New(rand.NewPCG(seed, 0)), all: lrssim.FixedLearners(), next: make([]int, len(lrssim.FixedLearners()))}
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, edit: limits(3, 2, 1)})
	digests := w.learnDigests(p.all)
	jumps := []time.Duration{2 * time.Hour, 13 * time.Hour, 30 * time.Hour} // within verify_reuse, at its end, past it
	p.chance.Shuffle(len(jumps), func(i, j int) { jumps[i], jumps[j] = jumps[j], jumps[i] })
	var passed passage
	files := 0
	for _, jump := range append(jumps, 0) {
		for range 3 {
			w.drop(acme, fmt.Sprintf("July-%d.csv", files), p.file())
			files++
		}
		time.Sleep(time.Duration(300+p.chance.IntN(700)) * time.Millisecond)
		c.step(jump)
		passed = append(passed, passage{{time.Now(), time.Duration(c.ahead.Load())}}...)
	}
	for i := range files {
		w.await(acme, fmt.Sprintf("July-%d.csv", i), "done", "held")
	}
	if w.checkVerifiedFirst(digests, p.all, passed) == 0 {
		t.Error("no award was sent: this shows nothing")
	}
}

// checkVerifiedFirst walks LRS's history and counts the awards that it got.
func (w *world) checkVerifiedFirst(digests known, all []lrssim.FixedLearner, passed passage) (submitted int) {
	w.t.Helper()
	// A call that was under way while the clock was stepped belongs to the time
	// before or after: each counts as it is better for the daemon.
	const leeway = 300 * time.Millisecond
	verified := map[int]time.Time{}
	for _, r := range w.sim.Requests() {
		for _, row := range r.Rows {
			switch {
			case r.Organisation != "acme":
			case r.Operation == "SubmitAchievementBatchJob":
				submitted++
				who, ok := digests.award[row.String()]
				at, asked := verified[who]
				age := passed.of(r.Time.Add(-leeway)).Sub(at)
				if !ok || !asked || age > 24*time.Hour || all[who].Expect != "WSVRC001" {
					w.t.Errorf("an award went to LRS (of a file: %v) whose learner has %s, asked about: %v, %v ago", ok, all[who].Expect, asked, age)
				}
			default:
				who, ok := digests.learner[row.String()]
				if !ok {
					w.t.Error("a learner was verified whom no file has")
				}
				verified[who] = passed.of(r.Time.Add(leeway))
			}
		}
	}
	return submitted
}

func TestO17_TheStandingDecisionForLinkedLearnersIsAudited(t *testing.T) {
	t.Parallel()
	for name, single := range map[string]int{"one by one": 5, "in a batch": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, worldOption{edit: both(organisationKey("linked_match: submit"), limits(10_000, 5_000, single))})
			w.drop(acme, "July.csv", awards(matches, linked, similarToo))
			w.await(acme, "July.csv", "held")
			w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "accepted WSRC0009", "4": "held WSVRC004"})
			decided, sent := 0, 0
			for i, e := range w.events() {
				switch {
				case e.Operation == "standing decision to send linked learners":
					decided = i + 1
					if e.Code != "WSVRC002" || e.Counts["rows"] != 1 || e.User == "" || e.File == "" {
						t.Errorf("the decision is kept as %+v", e)
					}
				case e.Job != 0 && e.To == "submitted" && decided > 0:
					sent = i + 1
				}
			}
			if decided == 0 || sent < decided {
				t.Errorf("the decision is event %d, the submit %d", decided, sent)
			}
		})
	}
}
