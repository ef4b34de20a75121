package daemon_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

const (
	failsJob   = "1000102504,999/0006/3,2025-06-30,Pass,Chris,Pattern,2001-06-07,1\r\n"
	cancelsJob = "1000102504,999/0007/5,2025-06-30,Pass,Chris,Pattern,2001-06-07,1\r\n"
	neverEnds  = "1000102504,999/0009/9,2025-06-30,Pass,Chris,Pattern,2001-06-07,1\r\n"
	miscounts  = "1000102504,999/0010/5,2025-06-30,Pass,Chris,Pattern,2001-06-07,1\r\n"
	garbled    = "1000102504,999/0011/7,2025-06-30,Pass,Chris,Pattern,2001-06-07,1\r\n"
)

func TestF23_JobThatNeverEndsIsHeldAndStillAskedAfter(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.drop(acme, "July.csv", awards(matches, neverEnds))
	w.await(acme, "July.csv", "waiting")
	if got := w.outcomes(acme, "July.csv"); len(got) != 0 {
		t.Errorf("results while the job runs: %v", got)
	}
	w.step(c, 73*time.Hour)
	got := w.await(acme, "July.csv", "held")
	overdue := map[string]string{"2": "unconfirmed LOCAL-JOB-OVERDUE", "3": "unconfirmed LOCAL-JOB-OVERDUE"}
	w.expect(acme, "July.csv", overdue)
	if !got.NeedsAttention {
		t.Error("nobody is asked to look")
	}
	before := w.calls("acme", opGet)
	w.step(c, time.Hour)
	w.eventually("the job is still asked after", func() bool { return w.calls("acme", opGet) > before })
	// The same rows again must not go: nobody knows what became of them.
	w.drop(acme, "Again.csv", awards(neverEnds))
	w.await(acme, "Again.csv", "done")
	w.expect(acme, "Again.csv", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT"})
}

func TestF23_LateResultComesAsASecondResult(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opGet}, Action: lrssim.Action{Kind: lrssim.KindStatusText, Text: "Paused"}, Times: 30})
	w.drop(acme, "July.csv", awards(matches, matchesToo, refused))
	w.await(acme, "July.csv", "waiting")
	w.step(c, 73*time.Hour)
	w.await(acme, "July.csv", "held")
	w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
	if rows := w.table(acme, "July.csv.result.2.csv"); len(rows) != 3 {
		t.Errorf("the second result has %d rows", len(rows))
	}
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "accepted WSRC0009", "4": "rejected SIM-B99"})
}

// Deadlines count when LRS does not answer for a job at all, too.
func TestF23_JobThatLRSNeverTellsOfIsHeld(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opGet}, Action: lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 503}})
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("the job is asked after", func() bool { return w.calls("acme", opGet) > 0 })
	w.step(c, 73*time.Hour)
	w.awaitStepping(c, time.Hour, acme, "July.csv", "held")
	w.expect(acme, "July.csv", map[string]string{"2": "unconfirmed LOCAL-JOB-OVERDUE"})
}

// An overdue verify job asks for a person and holds up nothing else; the file
// must not spin while it waits.
func TestF23_VerifyJobThatNeverEndsNeedsAttention(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, sim: append(anybody, lrssim.WithJobTimes(3*time.Second, 0)), edit: limits(10, 2, 0)})
	w.drop(acme, "July.csv", series(0, 4))
	w.eventually("the jobs are asked after", func() bool { return w.calls("acme", opGetVerify) > 1 })
	w.step(c, 73*time.Hour)
	w.eventually("a person is asked", func() bool { s, _ := w.status(acme, "July.csv"); return s.NeedsAttention })
	w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
	w.all(acme, "July.csv", 4, "accepted WSRC0009")
}

func TestFailedJobSaysWhyAndItsRowsMayBeDroppedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.resent = true
	w.drop(acme, "Fails.csv", awards(matches, failsJob))
	w.await(acme, "Fails.csv", "done")
	w.expect(acme, "Fails.csv", map[string]string{"2": "failed LOCAL-JOB-FAILED", "3": "failed LOCAL-JOB-FAILED"})
	w.drop(acme, "Cancelled.csv", awards(cancelsJob))
	w.await(acme, "Cancelled.csv", "done")
	w.expect(acme, "Cancelled.csv", map[string]string{"2": "failed LOCAL-JOB-CANCELLED"})
	for name, rows := range map[string]int{"Fails.csv": 2, "Cancelled.csv": 1} {
		for _, row := range w.table(acme, name+".result.csv") {
			if !strings.Contains(row["Detail"], "LRS says: ") || row["JobID"] == "" {
				t.Errorf("%s row %s does not say why: %q, job %q", name, row["Row"], row["Detail"], row["JobID"])
			}
		}
		if got := len(w.table(acme, name+".errors.csv")); got != rows {
			t.Errorf("%s: %d rows to drop again, want %d", name, got, rows)
		}
	}
	// A row of the failed job goes again, in another file ...
	w.drop(acme, "Again.csv", awards(matches))
	w.await(acme, "Again.csv", "done")
	w.expect(acme, "Again.csv", map[string]string{"2": "accepted WSRC0009"})
	// ... and so does the whole file: it is no duplicate.
	w.drop(acme, "Fails-again.csv", awards(matches, failsJob))
	w.await(acme, "Fails-again.csv", "done")
	w.expect(acme, "Fails-again.csv", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT", "3": "failed LOCAL-JOB-FAILED"})
}

func TestF10_CountersThatDisagreeConfirmNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "Miscounts.csv", awards(matches, miscounts))
	w.await(acme, "Miscounts.csv", "held")
	w.expect(acme, "Miscounts.csv", map[string]string{"2": "unconfirmed LOCAL-UNCONFIRMED", "3": "unconfirmed LOCAL-UNCONFIRMED"})
	w.drop(acme, "Again.csv", awards(matches))
	w.await(acme, "Again.csv", "done")
	w.expect(acme, "Again.csv", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT"})
}

func TestF10_ErrorFileThatCannotBeReadIsKeptAndConfirmsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "Garbled.csv", awards(matchesToo, garbled))
	s := w.await(acme, "Garbled.csv", "held")
	w.expect(acme, "Garbled.csv", map[string]string{"2": "unconfirmed LOCAL-UNCONFIRMED", "3": "unconfirmed LOCAL-UNCONFIRMED"})
	kept, err := filepath.Glob(w.outbox(acme, "Garbled.csv.lrs-errors.*.txt"))
	must(t, err)
	if len(kept) != 1 {
		t.Fatalf("LRS's error file is not kept: %v", s.Outputs)
	}
	if text, err := os.ReadFile(kept[0]); err != nil || len(text) == 0 {
		t.Errorf("LRS's error file is kept without its bytes: %v", err)
	}
}
