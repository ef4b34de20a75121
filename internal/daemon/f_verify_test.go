package daemon_test

import (
	"fmt"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

// What LRS leaves out or answers about somebody else is asked again, three
// times in all.
func TestO17_LearnerThatLRSLeavesOutIsAskedAboutThreeTimes(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		kind   lrssim.FaultKind
		op     string
		single int
	}{
		{lrssim.KindMissingRow, opGetVerify, 0}, {lrssim.KindWrongSearched, opGetVerify, 0}, {lrssim.KindWrongSearched, opVerify, 5},
	} {
		for times, want := range map[int]string{1: "accepted WSRC0009", 2: "accepted WSRC0009", 0: "failed LOCAL-NO-ANSWER"} {
			t.Run(fmt.Sprintf("%s of %s %d times", f.kind, f.op, times), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, worldOption{edit: limits(10, 10, f.single)})
				w.fault(lrssim.Fault{Match: lrssim.Match{Operation: f.op, ULN: "1000102504"}, Action: lrssim.Action{Kind: f.kind}, Times: times})
				w.drop(acme, "July.csv", awards(matches, matchesToo))
				w.await(acme, "July.csv", "done")
				w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": want})
				if times == 0 && len(w.table(acme, "July.csv.errors.csv")) != 1 {
					t.Error("the row is not given back to be dropped again")
				}
			})
		}
	}
}

func TestO17_MatchStandsForAsLongAsConfigured(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		name  string
		reuse string
		after time.Duration
		calls int
	}{
		{"within", "24h", 12 * time.Hour, 1},
		{"just within", "24h", 23*time.Hour + 50*time.Minute, 2}, // an hour is kept in reserve
		{"past", "24h", 25 * time.Hour, 2},
		{"every file", "0s", time.Minute, 2},
		{"short", "10m", 5 * time.Minute, 1},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			c := &clock{}
			w := newWorld(t, worldOption{now: c.now, edit: organisationKey("verify_reuse: " + f.reuse)})
			w.drop(acme, "July.csv", awards(matches))
			w.await(acme, "July.csv", "done")
			c.step(f.after)
			w.drop(acme, "August.csv", awards("1000000078,K/501/5773,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n"))
			w.await(acme, "August.csv", "done")
			w.expect(acme, "August.csv", map[string]string{"2": "accepted WSRC0009"})
			if n := w.calls("acme", opVerify); n != f.calls {
				t.Errorf("LRS was asked %d times, want %d", n, f.calls)
			}
		})
	}
}

// A batch that waited so long that its verifications are too old is verified
// again before it goes, rows of one learner included.
func TestO17_BatchThatWaitedTooLongIsVerifiedAgain(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0006"}, Times: 1})
	w.drop(acme, "July.csv", awards(matches, "1000000078,K/501/5773,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n", matchesToo))
	w.eventually("LRS refuses the upload", func() bool { return w.calls("acme", opSubmit) == 1 })
	w.eventually("its calls are held", func() bool {
		held, err := w.daemon.Store().Holds(t.Context())
		return err == nil && len(held) == 1
	})
	w.step(c, 30*time.Hour)
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 3, "accepted WSRC0009")
	if n := w.calls("acme", opVerify); n != 4 {
		t.Errorf("LRS was asked %d times about two learners, want twice for each", n)
	}
}

func TestO17_LearnerRepeatedInAFileIsAskedAboutOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches, matchesToo,
		"1000000078,K/501/5773,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n",
		"1000000078,610/5596/7,2025-05-30,Pass,Alex,Example,2001-02-03,1\r\n", similar,
		"1000000035,K/501/5773,2025-06-30,Pass,Sam,Specimen,2002-11-30,1\r\n"))
	w.await(acme, "July.csv", "held")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "accepted WSRC0009", "4": "accepted WSRC0009",
		"5": "accepted WSRC0009", "6": "held WSVRC003", "7": "held WSVRC003"})
	if n := w.calls("acme", opVerify); n != 3 {
		t.Errorf("LRS was asked %d times about three learners", n)
	}
}

func TestO16_ManyLearnersGoInBatchesOfTheLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody, edit: limits(7, 3, 2)})
	w.drop(acme, "Few.csv", series(0, 2))
	w.await(acme, "Few.csv", "done")
	if n := w.calls("acme", opSubmitVerify); n != 0 {
		t.Errorf("two learners went in %d batches", n)
	}
	w.drop(acme, "Many.csv", series(100, 16))
	w.await(acme, "Many.csv", "done")
	w.all(acme, "Many.csv", 16, "accepted WSRC0009")
	if n := w.calls("acme", opSubmitVerify); n != 6 {
		t.Errorf("16 learners went in %d batches of 3", n)
	}
	if n := len(w.submits()); n != 1+3 {
		t.Errorf("16 awards went in %d batches of 7", n-1)
	}
}

func TestO15_O16_LimitsOfLRSAreKeptWithAFileAboveThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.drop(acme, "Large.csv", series(0, 10_001))
	w.await(acme, "Large.csv", "done")
	w.all(acme, "Large.csv", 10_001, "accepted WSRC0009")
	sizes := map[string][]int{}
	for _, r := range w.sim.Requests() {
		if r.Records > 0 {
			sizes[r.Operation] = append(sizes[r.Operation], r.Records)
		}
	}
	if fmt.Sprint(sizes[opSubmitVerify]) != "[5000 5000 1]" || fmt.Sprint(sizes[opSubmit]) != "[10000 1]" {
		t.Errorf("batches: %v", sizes)
	}
}
