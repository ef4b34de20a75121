package daemon_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/store"
)

const (
	opVerify       = "verifyLearner"
	opSubmitVerify = "submitVerifyBatch"
	opGetVerify    = "getVerifyBatchOutput"
	opSubmit       = "SubmitAchievementBatchJob"
	opGet          = "GetAchievementBatchJob"
)

// submitFaults is what each fault of an upload becomes. Only what LRS surely
// did not take is sent again by itself (ARCHITECTURE rule 3).
var submitFaults = []struct {
	name    string
	action  lrssim.Action
	outcome string
	state   string
	calls   int // of the submit; 2 means that it was sent again
}{
	{"internal error", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0999"}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"internal error, batch taken", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0999", Accepted: true}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"unlisted code", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0777"}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"rows refused by the schema", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0001"}, "failed WSEC0001", "done", 1},
	{"wrong count", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0047"}, "failed WSEC0047", "done", 1},
	{"plain fault", lrssim.Action{Kind: lrssim.KindPlainFault, Text: "oops"}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"maintenance page", lrssim.Action{Kind: lrssim.KindMaintenance}, "accepted WSRC0009", "done", 2},
	{"page of a proxy", lrssim.Action{Kind: lrssim.KindHTML, Text: "welcome"}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"500 without a body", lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 500}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"503 without a body", lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 503}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"404 without a body", lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 404}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"redirect", lrssim.Action{Kind: lrssim.KindRedirect, Status: 307}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"dropped before it was taken", lrssim.Action{Kind: lrssim.KindDropBefore}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"dropped after it was taken", lrssim.Action{Kind: lrssim.KindDropAfter}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"late answer", lrssim.Action{Kind: lrssim.KindDelay, Delay: 300 * time.Millisecond}, "accepted WSRC0009", "done", 1},
	{"slow answer", lrssim.Action{Kind: lrssim.KindSlowBody, Delay: 10 * time.Millisecond}, "accepted WSRC0009", "done", 1},
	{"answer cut off", lrssim.Action{Kind: lrssim.KindTruncatedBody}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"wrong content type", lrssim.Action{Kind: lrssim.KindWrongType}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"no job number", lrssim.Action{Kind: lrssim.KindNoJobID, Code: "WSRC0007"}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"no job number, batch taken", lrssim.Action{Kind: lrssim.KindNoJobID, Code: "WSRC0007", Accepted: true}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"job number 0", lrssim.Action{Kind: lrssim.KindJobID}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"job number below 0", lrssim.Action{Kind: lrssim.KindJobID, JobID: -7}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"job number beside an error", lrssim.Action{Kind: lrssim.KindJobIDWithCode, Code: "WSEC0999"}, "unknown LOCAL-UNKNOWN", "held", 1},
	{"codes spelt otherwise", lrssim.Action{Kind: lrssim.KindCodeSpelling}, "accepted WSRC0009", "done", 1},
	{"times with fractions", lrssim.Action{Kind: lrssim.KindFractionalTimes}, "accepted WSRC0009", "done", 1},
	{"job that will fail", lrssim.Action{Kind: lrssim.KindJobState, Text: "Failed"}, "failed LOCAL-JOB-FAILED", "done", 1},
	{"job that will be cancelled", lrssim.Action{Kind: lrssim.KindJobState, Text: "Cancelled"}, "failed LOCAL-JOB-CANCELLED", "done", 1},
}

func TestF10_EachFaultOfAnUploadBecomesWhatItIs(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{sim: anybody, now: c.now})
	for i, f := range submitFaults {
		w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit, ULN: uln(i)}, Action: f.action, Times: 1})
		w.drop(acme, fmt.Sprintf("F%d.csv", i), series(i, 1))
	}
	w.drop(beta, "Other.csv", series(900, 3))
	w.await(beta, "Other.csv", "done")
	for i, f := range submitFaults {
		base := fmt.Sprintf("F%d.csv", i)
		got := w.awaitStepping(c, time.Minute, acme, base, f.state)
		w.expect(acme, base, map[string]string{"2": f.outcome})
		if want := f.state == "held"; got.NeedsAttention != want {
			t.Errorf("%s: needs attention: %v", f.name, got.NeedsAttention)
		}
	}
	w.halt()
	w.start()
	w.step(c, time.Hour)
	time.Sleep(300 * time.Millisecond)
	sentOf := map[string]int{}
	for _, r := range w.sim.Requests() {
		if r.Operation == opSubmit && r.Organisation == "acme" {
			sentOf[r.Rows[0].String()]++
		}
	}
	twice := 0
	for _, n := range sentOf {
		if n > 1 {
			twice++
		}
	}
	if len(sentOf) != len(submitFaults) || twice != 1 {
		t.Errorf("%d uploads, %d of them sent again; only the one that met the maintenance page may be", len(sentOf), twice)
	}
}

// A body that never left whole is sent again; the answer tells nothing else.
func TestF8_UploadThatNeverLeftWholeIsSentAgain(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{sim: anybody, now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDropUnread}, Times: 1})
	w.drop(acme, "Large.csv", series(0, 10_000))
	w.awaitStepping(c, 10*time.Minute, acme, "Large.csv", "done", "held")
	w.all(acme, "Large.csv", 10_000, "accepted WSRC0009")
}

// A refused connection is a call that was never made.
func TestF26_UploadWaitsWhileLRSCannotBeReached(t *testing.T) {
	t.Parallel()
	c := &clock{}
	// The learner service answers, the achievement service is not there.
	dead := freeAddress(t)
	w := newWorld(t, worldOption{now: c.now, edit: setting("achievement_service", "https://"+dead+"/ExternalService.svc")})
	w.drop(acme, "July.csv", awards(matches))
	got := w.awaitStepping(c, time.Minute, acme, "July.csv", "submitting")
	w.eventually("the status says that LRS is not reached", func() bool {
		got, _ = w.status(acme, "July.csv")
		return strings.Contains(got.WaitingFor, "LRS")
	})
	w.halt()
	text, err := os.ReadFile(w.fixture.Config)
	must(t, err)
	must(t, os.WriteFile(w.fixture.Config, []byte(strings.ReplaceAll(string(text), dead, w.address)), 0o600))
	w.reload()
	w.start()
	w.awaitStepping(c, 10*time.Minute, acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
}

// askFaults are met by calls that change nothing at LRS: each is asked again
// until it is answered.
var askFaults = []struct {
	name   string
	action lrssim.Action
}{
	{"internal error", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0999"}},
	{"unlisted code", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0777"}},
	{"plain fault", lrssim.Action{Kind: lrssim.KindPlainFault, Text: "oops"}},
	{"out of hours", lrssim.Action{Kind: lrssim.KindOutOfHours}},
	{"maintenance page", lrssim.Action{Kind: lrssim.KindMaintenance}},
	{"page of a proxy", lrssim.Action{Kind: lrssim.KindHTML, Text: "welcome"}},
	{"503 without a body", lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 503}},
	{"redirect", lrssim.Action{Kind: lrssim.KindRedirect, Status: 302}},
	{"dropped before it was read", lrssim.Action{Kind: lrssim.KindDropUnread}},
	{"dropped before it was taken", lrssim.Action{Kind: lrssim.KindDropBefore}},
	{"dropped after it was taken", lrssim.Action{Kind: lrssim.KindDropAfter}},
	{"late answer", lrssim.Action{Kind: lrssim.KindDelay, Delay: 200 * time.Millisecond}},
	{"slow answer", lrssim.Action{Kind: lrssim.KindSlowBody, Delay: 5 * time.Millisecond}},
	{"answer cut off", lrssim.Action{Kind: lrssim.KindTruncatedBody}},
	{"wrong content type", lrssim.Action{Kind: lrssim.KindWrongType}},
	{"no job number", lrssim.Action{Kind: lrssim.KindNoJobID}},
	{"job number 0", lrssim.Action{Kind: lrssim.KindJobID}},
	{"job number beside an error", lrssim.Action{Kind: lrssim.KindJobIDWithCode, Code: "WSEC0999"}},
	{"codes spelt otherwise", lrssim.Action{Kind: lrssim.KindCodeSpelling}},
	{"times with fractions", lrssim.Action{Kind: lrssim.KindFractionalTimes}},
	{"state nobody knows", lrssim.Action{Kind: lrssim.KindStatusText, Text: "Paused"}},
}

func TestF26_QuestionsThatFailAreAskedAgain(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{opVerify, opSubmitVerify, opGetVerify, opGet} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			single := 0
			if operation == opVerify {
				single = 5
			}
			c := &clock{}
			w := newWorld(t, worldOption{sim: anybody, now: c.now, edit: limits(10_000, 5_000, single)})
			for i, f := range askFaults {
				m := lrssim.Match{Organisation: "acme", Operation: operation, ULN: uln(i)}
				if operation == opGet || f.action.Kind == lrssim.KindDropUnread {
					m.ULN = "" // such a call is known by no row: the next one meets the fault
				}
				w.fault(lrssim.Fault{Match: m, Action: f.action, Times: 1})
			}
			for i := range askFaults {
				w.drop(acme, fmt.Sprintf("F%d.csv", i), series(i, 1))
			}
			w.drop(beta, "Other.csv", series(900, 1))
			w.await(beta, "Other.csv", "done")
			for i, f := range askFaults {
				base := fmt.Sprintf("F%d.csv", i)
				w.awaitStepping(c, 61*time.Minute, acme, base, "done", "held")
				if got := w.outcomes(acme, base)["2"]; !strings.HasPrefix(got, "accepted ") {
					t.Errorf("%s: %s", f.name, got)
				}
			}
			met := map[lrssim.FaultKind]bool{}
			for _, r := range w.sim.Requests() {
				met[r.Fault] = true
			}
			for _, f := range askFaults {
				if !met[f.action.Kind] {
					t.Errorf("%s: no call met it", f.name)
				}
			}
			if got := len(w.submits()); got != 1+len(askFaults) {
				t.Errorf("LRS took %d batches, want %d", got, 1+len(askFaults))
			}
		})
	}
}

// What LRS never answers as the contract says is not success.
func TestF10_EndlessRubbishIsNoAnswer(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]struct {
		operation string
		action    lrssim.Action
		code      string
	}{
		"a submit without a job number": {opSubmitVerify, lrssim.Action{Kind: lrssim.KindNoJobID}, "failed LOCAL-NO-JOB-ID"},
		"a verdict of a wrong type":     {opVerify, lrssim.Action{Kind: lrssim.KindWrongType}, "failed LOCAL-BAD-ANSWER"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			single := 0
			if f.operation == opVerify {
				single = 5
			}
			c := &clock{}
			w := newWorld(t, worldOption{now: c.now, edit: limits(10, 10, single)})
			w.fault(lrssim.Fault{Match: lrssim.Match{Operation: f.operation}, Action: f.action})
			w.drop(acme, "July.csv", awards(matches))
			w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
			w.expect(acme, "July.csv", map[string]string{"2": f.code})
			if n := len(w.submits()); n != 0 {
				t.Errorf("LRS got %d uploads of a learner it never verified", n)
			}
		})
	}
}

func TestF26_OutOfHoursHoldsTheOrganisationForHalfAnHour(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{opVerify, opSubmit} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			c := &clock{}
			w := newWorld(t, worldOption{now: c.now})
			w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme", Operation: operation}, Action: lrssim.Action{Kind: lrssim.KindOutOfHours}, Times: 1})
			w.drop(acme, "July.csv", awards(matches))
			w.eventually("LRS said that it is closed", func() bool { return w.calls("acme", operation) == 1 })
			w.eventually("the status says so", func() bool {
				got, _ := w.status(acme, "July.csv")
				return got.WaitingFor == "LRS to open again"
			})
			w.drop(acme, "More.csv", awards(matchesToo))
			w.drop(beta, "Other.csv", awards(matches))
			w.await(beta, "Other.csv", "done")
			before := len(w.sim.Requests())
			w.step(c, 29*time.Minute)
			time.Sleep(300 * time.Millisecond)
			if n := len(w.sim.Requests()); n != before {
				t.Errorf("%d calls while LRS is closed", n-before)
			}
			w.step(c, 90*time.Second)
			w.await(acme, "July.csv", "done")
			w.await(acme, "More.csv", "done")
			w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
		})
	}
}

func TestF25_WrongPasswordStopsTheOrganisationUntilItChanges(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme", Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0005"}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("the status asks for help", func() bool {
		got, _ := w.status(acme, "July.csv")
		return got.NeedsAttention && strings.HasPrefix(got.WaitingFor, "support")
	})
	calls := len(w.sim.Requests())
	w.step(c, 1000*time.Hour)
	w.halt()
	w.start() // a restart with the same password changes nothing
	w.drop(beta, "Other.csv", awards(matches))
	w.await(beta, "Other.csv", "done")
	for _, r := range w.sim.Requests()[calls:] {
		if r.Organisation == "acme" {
			t.Fatalf("%s was called with a password that LRS refused", r.Operation)
		}
	}
	w.halt()
	org := w.fixture.Organisations[acme]
	must(t, os.WriteFile(org.Password, []byte("another-password\n"), 0o600))
	w.reload()
	w.restartSimulator()
	w.start()
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
}

// A file whose status was written just before the refusal says why it waits as
// well, and once the password is another one it does not ask for help any more.
func TestF25_EveryFileThatWaitsSaysThatLRSRefusedThePassword(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{look: quickLook, now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme"}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0005", Delay: 6 * time.Second}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	w.batchIn("acme", store.VerifyOne, store.BatchPlanned)
	w.drop(acme, "August.csv", awards(matchesToo))
	w.batchIn("acme", store.VerifyOne, store.BatchPlanned)
	w.awaitStepping(c, 10*time.Second, acme, "August.csv", "verifying") // LRS is asked about July.csv still
	says := func(name, waits string, help bool) {
		t.Helper()
		w.eventually(name+" waits for "+waits, func() bool {
			s, _ := w.status(acme, name)
			return s.NeedsAttention == help && strings.HasPrefix(s.WaitingFor, waits)
		})
	}
	says("July.csv", "support to put right the connection to LRS (WSEC0005: ", true)
	says("August.csv", "support to put right the connection to LRS (WSEC0005: ", true)
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme"}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Hour}})
	w.put(w.fixture.Organisations[acme].Password, []byte("another-password\n"))
	says("August.csv", "other files that came first", false)
	w.reload()
}

// A closed LRS must not shorten the hold of a refused password.
func TestF25_LaterHoldDoesNotShortenThatOfAWrongPassword(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opGet}, Action: lrssim.Action{Kind: lrssim.KindOutOfHours, Delay: 1500 * time.Millisecond}, Times: 1})
	w.fault(lrssim.Fault{Match: lrssim.Match{ULN: "1000102504"}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0005"}})
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("July.csv is sent", func() bool { return len(w.submits()) == 1 })
	w.drop(acme, "More.csv", awards(matchesToo))
	w.eventually("both calls are answered", func() bool { return w.calls("acme", opVerify) == 2 && w.calls("acme", opGet) == 1 })
	time.Sleep(200 * time.Millisecond)
	w.step(c, time.Hour)
	time.Sleep(400 * time.Millisecond)
	if n := w.calls("acme", opVerify); n != 2 {
		t.Errorf("LRS was called %d times with a password that it had refused", n-2)
	}
}
