package daemon_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// withdrawals is a file that withdraws the awards of series(first, count).
func withdrawals(first, count int) string {
	var b strings.Builder
	b.WriteString("MISIdentifier,ULN,UnitOrQualificationCode,AchievementAwardDate,Grade,Action,ActionDate,ActionReason,GivenName,FamilyName,DateofBirth,Gender\r\n")
	for n := range count {
		fmt.Fprintf(&b, "W-%d,%s,%s,2025-06-30,Pass,withdraw,2025-07-01,Entered in error,Alex,Invented,2001-02-04,1\r\n", n, uln(first+n), goodReference)
	}
	return b.String()
}

func (w *world) release(file string) error {
	return daemon.Release(w.t.Context(), w.config, file, operator)
}

func (w *world) cancel(file string) error {
	return daemon.Cancel(w.t.Context(), w.config, file, operator)
}

func (w *world) pause(org string) {
	w.t.Helper()
	_, err := daemon.Pause(w.t.Context(), w.config, org, operator)
	must(w.t, err)
}

func (w *world) resume(org string) {
	w.t.Helper()
	must(w.t, daemon.Resume(w.t.Context(), w.config, org, operator))
}

func TestReleasedWithdrawalsGoOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody, edit: organisationKey("max_withdrawals: 1")})
	w.drop(acme, "July.csv", series(0, 2))
	w.await(acme, "July.csv", "done")
	w.drop(acme, "Back.csv", withdrawals(0, 2))
	s := w.await(acme, "Back.csv", "refused")
	w.all(acme, "Back.csv", 2, "not_sent LOCAL-WITHDRAWALS")
	if s.Final || s.WaitingFor != "a person to release the file" || !s.NeedsAttention {
		t.Errorf("%+v", s)
	}
	w.pageSays(acme, "Back.csv", "A person must release this file", "release file "+s.FileID)
	must(t, w.release(s.FileID))
	s = w.await(acme, "Back.csv", "done")
	w.all(acme, "Back.csv", 2, "accepted WSRC0009")
	if !s.Final || s.NeedsAttention {
		t.Errorf("%+v", s)
	}
	forbidden(t, w.release(s.FileID), "is not stopped: it is done")
	released := false
	for _, e := range w.events() {
		released = released || e.Operation == "release" && e.File == s.FileID && e.By == operator.By && e.Account == operator.Account &&
			e.Code == record.CodeWithdrawals && e.Certificate != ""
	}
	if !released {
		t.Error("the audit does not have the release")
	}
}

func TestReleasedFileIsStoppedByTheNextRule(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody, edit: both(organisationKey("max_withdrawals: 1"), organisationKey("on_invalid_rows: reject_file"))})
	w.drop(acme, "Back.csv", withdrawals(0, 3)+"W-9,1,2,3,,withdraw,,,,,,\r\n")
	s := w.await(acme, "Back.csv", "refused")
	forbid := func(code string) {
		t.Helper()
		w.eventually("it is stopped by "+code, func() bool {
			s, _ = w.status(acme, "Back.csv")
			return s.State == "refused" && s.Problems[0].Code == code
		})
	}
	forbid(record.CodeInvalidRows)
	must(t, w.release(s.FileID))
	forbid(record.CodeWithdrawals)
	must(t, w.release(s.FileID))
	w.await(acme, "Back.csv", "done")
	got := w.outcomes(acme, "Back.csv")
	if !strings.HasPrefix(got["2"], "rejected ") || // there was nothing to withdraw
		!strings.HasPrefix(got["5"], "invalid ") {
		t.Errorf("%v", got)
	}
}

func TestF6_DuplicateIsReleasedOnceTheEarlierFileHasEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.lose()
	w.drop(acme, "July.csv", series(0, 2))
	first := w.await(acme, "July.csv", "held")
	w.drop(acme, "Copy.csv", series(0, 2))
	copied := w.await(acme, "Copy.csv", "duplicate")
	forbidden(t, w.release(copied.FileID), "File "+first.FileID, "open or unknown")
	must(t, w.resolve(first.upload(t), "accepted", 0))
	w.await(acme, "July.csv", "done")
	must(t, w.release(copied.FileID))
	w.await(acme, "Copy.csv", "done")
	w.all(acme, "Copy.csv", 2, "already_sent LOCAL-ALREADY-SENT")
}

func TestWhatNobodyMayOverruleIsNotReleased(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.drop(acme, "Broken.csv", awardColumns+"\"never closed\r\n")
	s := w.await(acme, "Broken.csv", "refused")
	forbidden(t, w.release(s.FileID), "cannot be released")
	forbidden(t, w.cancel(s.FileID), "has come to its end already: refused")
}

// fileIn waits until acme's latest file is in one of the states, before its
// status can tell, and gives its id.
func (w *world) fileIn(states ...store.FileState) (id string) {
	w.t.Helper()
	w.eventually(fmt.Sprintf("a file is %v", states), func() bool {
		files, err := w.daemon.Store().Files(w.t.Context(), "acme", 1)
		must(w.t, err)
		if len(files) == 1 && slices.Contains(states, files[0].State) {
			id = files[0].ID
		}
		return id != ""
	})
	return id
}

func TestFileIsCancelledWhileItIsChecked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	const rows = 20_000
	w.drop(acme, "Large.csv", series(0, rows))
	must(t, w.cancel(w.fileIn("received", "checking")))
	w.await(acme, "Large.csv", "cancelled")
	w.all(acme, "Large.csv", rows, "not_sent LOCAL-CANCELLED")
	if n := w.calls("acme", opSubmit) + w.calls("acme", opSubmitVerify); n > 0 {
		t.Errorf("%d calls were made for it", n)
	}
}

func TestFileIsCancelledWhileItsLearnersAreVerified(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: append(anybody, lrssim.WithJobTimes(2*time.Second, 0)), edit: limits(10, 2, 0)})
	w.drop(acme, "July.csv", series(0, 6)+"MIS-9,1,2,3,,,,,\r\n")
	id := w.fileIn("verifying")
	w.eventually("LRS is asked", func() bool { return w.calls("acme", opSubmitVerify) > 0 })
	must(t, w.cancel(id))
	s := w.await(acme, "July.csv", "cancelled")
	got := w.outcomes(acme, "July.csv")
	if len(got) != 7 || got["2"] != "not_sent LOCAL-CANCELLED" || !strings.HasPrefix(got["8"], "invalid ") || !s.Final {
		t.Errorf("%v %+v", got, s)
	}
	forbidden(t, w.cancel(s.FileID), "already")
	forbidden(t, w.release(s.FileID), "is not stopped")
	time.Sleep(2500 * time.Millisecond) // LRS's answer would be there
	if len(w.submits()) != 0 {
		t.Error("awards of a cancelled file were sent")
	}
	w.drop(acme, "Again.csv", series(0, 6))
	w.await(acme, "Again.csv", "done")
	w.all(acme, "Again.csv", 6, "accepted WSRC0009")
}

func TestHeldFileIsCancelledAndASentOneIsNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "Held.csv", awards(similar))
	s := w.await(acme, "Held.csv", "held")
	must(t, w.cancel(s.FileID))
	w.await(acme, "Held.csv", "cancelled")
	w.all(acme, "Held.csv", 1, "not_sent LOCAL-CANCELLED")
	w.drop(acme, "Sent.csv", awards(matches, similar))
	s = w.await(acme, "Sent.csv", "held")
	forbidden(t, w.cancel(s.FileID), "were submitted", "withdrawals")
}

func TestFileThatWaitsForItsReleaseIsCancelled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody, edit: organisationKey("max_withdrawals: 1")})
	w.drop(acme, "Back.csv", withdrawals(0, 2))
	s := w.await(acme, "Back.csv", "refused")
	must(t, w.cancel(s.FileID))
	s = w.await(acme, "Back.csv", "cancelled")
	if !s.Final || s.WaitingFor != "" {
		t.Errorf("%+v", s)
	}
}

// A submit that is under way when calls are paused ends well; no call follows.
func TestO24_PauseHoldsAllCallsAndSurvivesARestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: append(anybody, lrssim.WithJobTimes(50*time.Millisecond, 0)), edit: limits(2, 5000, 9)})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit, ULN: uln(0)}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Second}, Times: 1})
	w.drop(acme, "July.csv", series(0, 6))
	w.eventually("an upload is under way", func() bool {
		n := 0
		for _, e := range w.events() {
			if e.Operation == "submit" {
				n++
			}
		}
		return n > 0
	})
	w.pause("acme")
	w.eventually("the upload has ended well", func() bool { return len(w.submits()) == 1 })
	w.eventually("the page says why it waits", func() bool {
		s, _ := w.status(acme, "July.csv")
		return s.WaitingFor == "support to resume calls to LRS"
	})
	w.drop(acme, "August.csv", series(10, 2))
	w.drop(beta, "July.csv", series(0, 2))
	w.await(beta, "July.csv", "done")
	w.await(acme, "August.csv", "verifying") // checks and answers go on
	w.halt()
	before := len(w.sim.Requests())
	w.start()
	w.readyAnd("calls of acme are paused since ")
	time.Sleep(500 * time.Millisecond)
	if got := len(w.sim.Requests()); got != before {
		t.Errorf("%d calls were made while calls are paused", got-before)
	}
	if s := w.snapshot(); !s.Ready || s.Organisations[acme].PausedSince.IsZero() || !s.Organisations[beta].PausedSince.IsZero() {
		t.Errorf("%+v", s)
	}
	if got := w.metrics(); !containsAll(got, []string{`lrsdrop_organisation_paused{organisation="acme"} 1`, `lrsdrop_organisation_paused{organisation="beta"} 0`}) {
		t.Errorf("metrics:\n%s", got)
	}
	w.resume("acme")
	for name, rows := range map[string]int{"July.csv": 6, "August.csv": 2} {
		w.await(acme, name, "done")
		w.all(acme, name, rows, "accepted WSRC0009")
	}
}

// readyAnd waits until the daemon is ready and says something beside it.
func (w *world) readyAnd(note string) {
	w.t.Helper()
	w.eventually("/readyz notes "+note, func() bool {
		code, text := w.ask("/readyz")
		return code == http.StatusOK && strings.HasPrefix(text, "ok\n") && strings.Contains(text, note)
	})
}

func TestO24_PauseOfAllHoldsEverybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.pause("")
	w.pause("beta")
	w.drop(acme, "July.csv", series(0, 2))
	w.drop(beta, "July.csv", series(0, 2))
	w.await(acme, "July.csv", "verifying")
	w.await(beta, "July.csv", "verifying")
	forbidden(t, daemon.Resume(t.Context(), w.config, "acme", operator), "Leave out --org")
	_, err := daemon.VerifyByHand(t.Context(), w.config, w.config.Organisations[acme], "A Patel", record.Learner{ULN: uln(0), GivenName: "Alex", FamilyName: "Invented"})
	forbidden(t, err, "Calls to LRS are paused")
	time.Sleep(300 * time.Millisecond)
	if n := len(w.sim.Requests()); n != 0 {
		t.Errorf("%d calls were made", n)
	}
	w.resume("")
	w.await(acme, "July.csv", "done")
	if n := w.calls("beta", opVerify); n != 0 {
		t.Error("beta's own pause does not stand")
	}
	w.resume("beta")
	w.await(beta, "July.csv", "done")
	forbidden(t, daemon.Resume(t.Context(), w.config, "", operator), "not paused")
	paused := map[string]int{}
	for _, e := range w.events() {
		if e.Operation == "pause" && e.UKPRN != "" && e.Certificate != "" && e.By == operator.By {
			paused[e.Organisation]++
		}
	}
	if paused["acme"] != 1 || paused["beta"] != 2 {
		t.Errorf("events of pauses: %v", paused)
	}
}
