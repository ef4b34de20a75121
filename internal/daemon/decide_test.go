package daemon_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
)

// Masters of the linked test learners.
const (
	masterOfLinked  = "1000000094" // of row linked
	masterOfSimilar = "1000000132" // of row similarToo
)

// mastersMatch has the register hold the masters under the names that the
// linked learners are sent with.
func (w *world) mastersMatch() {
	w.t.Helper()
	text, err := os.ReadFile(w.fixture.Learners)
	must(w.t, err)
	changed := strings.NewReplacer(masterOfLinked+",Blair,Sample-Jones", masterOfLinked+",Blair,Sample",
		masterOfSimilar+",Nicola,Instance-Brown", masterOfSimilar+",Nic,Instance").Replace(string(text))
	if changed == string(text) {
		w.t.Fatal("the masters are not where they were")
	}
	must(w.t, os.WriteFile(w.fixture.Learners, []byte(changed), 0o600))
	w.restartSimulator()
}

// decide is the command of that name. It returns the code of what was wrong, ""
// for nothing.
func (w *world) decide(file string, row int, verdict, uln, by string) string {
	w.t.Helper()
	r := pipeline.Ruling{File: file, Row: row, Decision: record.Decision{Verdict: verdict, ULN: uln, By: by, Note: "checked in the portal: Okonkwo"}}
	refused, err := daemon.Decide(w.t.Context(), w.config, "os-account", r, w.now)
	must(w.t, err)
	if refused == nil {
		return ""
	}
	if refused.Message == "" || refused.Action == "" {
		w.t.Errorf("%s has no words", refused.Code)
	}
	return refused.Code
}

func (w *world) mustDecide(file string, row int, verdict, uln string) {
	w.t.Helper()
	if code := w.decide(file, row, verdict, uln, "A Checker"); code != "" {
		w.t.Fatalf("row %d: %s", row, code)
	}
}

// filled is a review file with cells filled in: by row of the original and
// column.
func (w *world) filled(org int, name string, cells map[string]map[string]string) string {
	w.t.Helper()
	text, err := os.ReadFile(w.outbox(org, name))
	must(w.t, err)
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	must(w.t, err)
	row := slices.Index(lines[0], "LRSDROP_Row")
	for _, line := range lines[1:] {
		for column, value := range cells[line[row]] {
			line[slices.Index(lines[0], column)] = value
		}
	}
	var b strings.Builder
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	must(w.t, out.WriteAll(lines))
	return "\ufeff" + b.String()
}

// yes and no fill in a line.
func yes(uln string) map[string]string {
	return map[string]string{"Decision": "confirm", "ULNToUse": uln, "DecidedBy": "B Reviewer", "Note": "same birth certificate"}
}

func no() map[string]string {
	return map[string]string{"Decision": " Reject ", "DecidedBy": "B Reviewer", "Note": "not our learner"}
}

func TestO5_O17_O19_ConfirmedRowIsSentAsItIsInAFurtherBatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches, similar, notThere))
	first := w.await(acme, "July.csv", "held")
	if !strings.HasPrefix(first.WaitingFor, "a person to decide on 1 row by ") || !first.NeedsAttention {
		t.Errorf("status: %+v", first)
	}
	w.mustDecide(first.FileID, 3, "confirm", "")
	last := w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "accepted WSRC0009", "4": "unverified WSVRC006"})
	if got := w.submits(); len(got) != 2 || got[1].Records != 1 || !last.Final || last.NeedsAttention {
		t.Errorf("LRS took %d batches, the status is %+v", len(got), last)
	}
	if n := w.calls("acme", opVerify); n != 3 {
		t.Errorf("LRS was asked %d times about three learners", n)
	}
	later := w.table(acme, "July.csv.result.2.csv")
	if len(later) != 1 || later[0]["ULN"] != "1000000035" || !strings.Contains(later[0]["Detail"], "Decision of A Checker on ") {
		t.Errorf("the later result: %v", later)
	}
	w.pageSays(acme, "July.csv", "2 of 3 awards were accepted", "You need to fix 1")
	w.checkDecided(first.FileID, "confirm a row", "WSVRC003")
}

// checkDecided looks for the event of a decision, before the upload that it led
// to.
func (w *world) checkDecided(file, operation, code string) {
	w.t.Helper()
	decided, sent := 0, 0
	for i, e := range w.events() {
		switch {
		case e.File == file && e.Operation == operation && e.Code == code:
			decided = i + 1
			if e.By == "" || e.Account == "" && e.Via == "" || e.Row == 0 || e.Digest == "" || e.User == "" || e.Certificate == "" {
				w.t.Errorf("the decision is kept as %+v", e)
			}
		case e.File == file && e.Operation == "submit" && decided > 0:
			sent = i + 1
		}
	}
	if decided == 0 || operation == "confirm a row" && sent < decided {
		w.t.Errorf("the decision is event %d, the upload %d", decided, sent)
	}
}

func TestO17_O20_LinkedRowsGoUnderAULNThatLRSMatchesAndNoOther(t *testing.T) {
	t.Parallel()
	for _, f := range []struct{ name, row, code, own, master string }{
		{"linked", linked, "WSVRC002", "1000000027", masterOfLinked}, {"linked and similar", similarToo, "WSVRC004", "1000000043", masterOfSimilar},
	} {
		for way, single := range map[string]int{"one by one": 5, "in a batch": 0} {
			t.Run(f.name+" "+way, func(t *testing.T) {
				t.Parallel()
				w := prepare(t, worldOption{edit: limits(10_000, 5_000, single)})
				w.mastersMatch()
				w.start()
				w.drop(acme, "July.csv", awards(f.row))
				id := w.await(acme, "July.csv", "held").FileID
				if code := w.decide(id, 2, "confirm", "", "A Checker"); code != record.CodeDecisionULN {
					t.Errorf("without a ULN: %q", code)
				}
				for n, wrong := range []string{f.own, "1000000078", "1000000086"} { // linked still, somebody else's, nobody's
					w.mustDecide(id, 2, "confirm", wrong)
					w.eventually("the row waits again", func() bool {
						_, err := os.Stat(w.outbox(acme, fmt.Sprintf("July.csv.review.%d.csv", n+2)))
						s, _ := w.status(acme, "July.csv")
						return err == nil && s.State == "held"
					})
					w.expect(acme, "July.csv", map[string]string{"2": "held LOCAL-DECISION-ULN"})
					if said := w.table(acme, fmt.Sprintf("July.csv.review.%d.csv", n+2))[0]; !strings.Contains(said["WhatDiffers"], "LRS answered WSVRC00") || said["WhatToDo"] == "" {
						t.Errorf("the review file says %v", said)
					}
				}
				if n := len(w.submits()); n != 0 {
					t.Fatalf("LRS took %d uploads", n)
				}
				w.mustDecide(id, 2, "confirm", f.master)
				w.await(acme, "July.csv", "done")
				w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
				w.sentUnder("July.csv", f.row, f.master)
				w.checkDecided(id, "confirm a row", f.code) // the first, which LRS refused, is kept as well
				w.checkDecided(id, "confirm a row", record.CodeDecisionULN)
			})
		}
	}
}

// sentUnder compares what LRS got with the row under another ULN: beta sends it
// as it should be.
func (w *world) sentUnder(base, row, uln string) {
	w.t.Helper()
	got := w.submits()
	w.drop(beta, "Same.csv", awards(uln+row[10:]))
	w.await(beta, "Same.csv", "done")
	want := w.submits()[len(got)]
	if len(got) != 1 || len(got[0].Rows) != 1 || got[0].Rows[0].String() != want.Rows[0].String() {
		w.t.Errorf("%s was not sent under the ULN to use", base)
	}
	if result := w.table(acme, base+".result.csv")[0]; result["ULN"] != row[:10] {
		w.t.Errorf("the result speaks of ULN %s, which the client's system does not have", result["ULN"])
	}
}

func TestRejectedRowEndsAsDeclined(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches, similar, linked))
	id := w.await(acme, "July.csv", "held").FileID
	w.mustDecide(id, 4, "reject", "")
	w.eventually("the row is declined", func() bool {
		s, _ := w.status(acme, "July.csv")
		return s.State == "held" && s.Rows["held"] == 1 && s.Rows["declined"] == 1
	})
	w.mustDecide(id, 3, "reject", "")
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "declined LOCAL-DECLINED", "4": "declined LOCAL-DECLINED"})
	w.pageSays(acme, "July.csv", "1 of 3 awards was accepted", "A person decided not to send 2")
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d uploads", n)
	}
	w.checkDecided(id, "reject a row", "WSVRC003")
}

func TestDecisionThatDoesNotFitChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches, similar, linked))
	w.drop(acme, "Learners.csv", sixLearners())
	id := w.await(acme, "July.csv", "held").FileID
	learners := w.await(acme, "Learners.csv", "done").FileID
	for name, f := range map[string]struct {
		file               string
		row                int
		verdict, uln, want string
	}{
		"no such row":         {id, 99, "confirm", "", record.CodeDecisionRow},
		"header":              {id, 1, "reject", "", record.CodeDecisionRow},
		"accepted row":        {id, 2, "confirm", "", record.CodeDecisionRow},
		"verify file":         {learners, 4, "confirm", "", record.CodeDecisionRow},
		"other ULN for a 003": {id, 3, "confirm", "1000000078", record.CodeDecisionULN},
		"no ULN for a 002":    {id, 4, "confirm", "", record.CodeDecisionULN},
	} {
		if got := w.decide(f.file, f.row, f.verdict, f.uln, "A Checker"); got != f.want {
			t.Errorf("%s: %q, want %q", name, got, f.want)
		}
	}
	if _, err := daemon.Decide(t.Context(), w.config, "x", pipeline.Ruling{File: "ZZZZZZZZ", Row: 2}, nil); !errors.Is(err, daemon.ErrNoFile) {
		t.Errorf("an unknown file: %v", err)
	}
	time.Sleep(1500 * time.Millisecond)
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "held WSVRC003", "4": "held WSVRC002"})
	w.mustDecide(id, 3, "reject", "")
	for _, verdict := range []string{"reject", "confirm"} { // at once, and when it was taken up
		if got := w.decide(id, 3, verdict, "", "Z Late"); got != record.CodeDecisionMade {
			t.Errorf("a second decision: %q", got)
		}
		w.eventually("it is declined", func() bool { return w.outcomes(acme, "July.csv")["3"] == "declined LOCAL-DECLINED" })
	}
}

// One person decides by command, another by file, others by command too, all at
// once: one of them was first, and the others are told so.
func TestOfTwoWhoDecideAtOnceTheFirstStands(t *testing.T) {
	t.Parallel()
	for _, fileSays := range []map[string]string{yes(""), no()} {
		w := newWorld(t, worldOption{})
		w.drop(acme, "July.csv", awards(similar))
		id := w.await(acme, "July.csv", "held").FileID
		review := w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"2": fileSays})
		var stood []string
		var mu sync.Mutex
		var deciders sync.WaitGroup
		for n := range 4 {
			deciders.Go(func() {
				verdict := []string{"confirm", "reject"}[n%2]
				time.Sleep(time.Duration(rand.IntN(400)) * time.Millisecond)
				switch code := w.decide(id, 2, verdict, "", fmt.Sprint("Person ", n)); code {
				case "":
					mu.Lock()
					stood = append(stood, verdict)
					mu.Unlock()
				case record.CodeDecisionMade:
				default:
					t.Errorf("a second decision is refused with %s", code)
				}
			})
		}
		w.drop(acme, "Review.csv", review)
		deciders.Wait()
		w.await(acme, "Review.csv", "done")
		switch line := w.table(acme, "Review.csv.result.csv")[0]; {
		case line["Outcome"] == "decided":
			stood = append(stood, strings.ToLower(strings.TrimSpace(fileSays["Decision"])))
		case line["Code"] != record.CodeDecisionMade || !strings.Contains(line["Detail"], "by Person "):
			t.Errorf("the file is told %v", line)
		}
		if len(stood) != 1 {
			t.Fatalf("%d decisions stand", len(stood))
		}
		w.await(acme, "July.csv", "done")
		w.expect(acme, "July.csv", map[string]string{"2": map[string]string{"confirm": "accepted WSRC0009", "reject": "declined LOCAL-DECLINED"}[stood[0]]})
	}
}

func TestDecisionWithoutADaemonIsTakenUpAtTheNextStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(similar, similarToo))
	id := w.await(acme, "July.csv", "held").FileID
	w.halt()
	w.mustDecide(id, 2, "confirm", "")
	w.mustDecide(id, 3, "reject", "")
	w.start()
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "declined LOCAL-DECLINED"})
}

// The daemon's process is killed at random moments while decisions come in by
// command and by file.
func TestO17_KilledBetweenDecisionAndUploadNothingIsSentTwice(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	w := prepare(t, worldOption{})
	w.mastersMatch()
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 50 * time.Millisecond}})
	const files = 8
	w.start()
	for n := range files {
		w.drop(acme, fmt.Sprintf("F%d.csv", n), onDay(awards(similar, linked), n))
	}
	ids := map[int]string{}
	for n := range files {
		ids[n] = w.await(acme, fmt.Sprintf("F%d.csv", n), "held").FileID
	}
	w.halt()
	for n := range files {
		p := startProcess(t, "daemon", w.dir)
		if n%2 == 0 {
			w.mustDecide(ids[n], 2, "confirm", "")
			w.mustDecide(ids[n], 3, "confirm", masterOfLinked)
		} else {
			w.drop(acme, fmt.Sprintf("R%d.csv", n), w.filled(acme, fmt.Sprintf("F%d.csv.review.csv", n), map[string]map[string]string{"2": yes(""), "3": yes(masterOfLinked)}))
		}
		time.Sleep(time.Duration(chance.IntN(1800)) * time.Millisecond)
		p.kill()
	}
	w.start()
	for n := range files {
		w.eventually("nothing waits for a decision", func() bool {
			s, ok := w.status(acme, fmt.Sprintf("F%d.csv", n))
			return ok && s.Rows["held"] == 0 && (s.State == "done" || s.State == "held")
		})
		for row, outcome := range w.outcomes(acme, fmt.Sprintf("F%d.csv", n)) {
			if outcome != "accepted WSRC0009" && outcome != "unknown LOCAL-UNKNOWN" {
				t.Errorf("F%d row %s: %s", n, row, outcome)
			}
		}
	}
}

// onDay makes the awards of a file others: of another day.
func onDay(file string, n int) string {
	return strings.ReplaceAll(file, "2025-06-30", fmt.Sprintf("2025-05-%02d", n+1))
}

func TestConfirmedAwardThatWasSentBeforeIsNotSentAgain(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	w.mastersMatch()
	w.start()
	// The linked learner's award has gone under the master's ULN, in a file of its own.
	w.drop(acme, "Before.csv", awards(masterOfLinked+linked[10:]))
	w.await(acme, "Before.csv", "done")
	w.drop(acme, "July.csv", awards(similar, linked))
	first := w.await(acme, "July.csv", "held").FileID
	w.mustDecide(first, 2, "confirm", "")
	w.mustDecide(first, 3, "confirm", masterOfLinked)
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "already_sent LOCAL-ALREADY-SENT"})
	w.drop(acme, "August.csv", awards(similar, matches))
	w.mustDecide(w.await(acme, "August.csv", "held").FileID, 2, "confirm", "")
	w.await(acme, "August.csv", "done")
	w.expect(acme, "August.csv", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT", "3": "accepted WSRC0009"})
}

// LRS is closed for longer than a match stands. A decision does not get old; a
// match under the ULN to use does.
func TestO17_DecisionStandsHoweverLongLRSIsClosed(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := prepare(t, worldOption{now: c.now})
	w.mastersMatch()
	w.start()
	w.drop(acme, "July.csv", awards(similar, linked))
	id := w.await(acme, "July.csv", "held").FileID
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0006"}, Times: 1})
	w.mustDecide(id, 2, "confirm", "")
	w.mustDecide(id, 3, "confirm", masterOfLinked)
	w.eventually("LRS refuses the upload", func() bool { return w.calls("acme", opSubmit) == 1 })
	asked := w.calls("acme", opVerify)
	time.Sleep(100 * time.Millisecond)
	w.step(c, 30*time.Hour)
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 2, "accepted WSRC0009")
	if n := w.calls("acme", opVerify) - asked; n != 1 {
		t.Errorf("LRS was asked %d more times", n)
	}
}

func TestPeopleAreRemindedAndThenTheRowsEnd(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.drop(acme, "July.csv", awards(matches, similar, linked))
	id := w.await(acme, "July.csv", "held").FileID
	said := func(days string) bool {
		s, _ := w.status(acme, "July.csv")
		return s.NeedsAttention && strings.HasSuffix(s.WaitingFor, "; they have waited for "+days+" days")
	}
	w.step(c, 6*day)
	w.restart()
	if s, _ := w.status(acme, "July.csv"); strings.Contains(s.WaitingFor, "waited for") {
		t.Errorf("they are reminded too early: %s", s.WaitingFor)
	}
	for _, next := range []struct {
		after time.Duration
		days  string
	}{{26 * time.Hour, "7"}, {15 * day, "21"}} {
		w.step(c, next.after)
		w.eventually("people are reminded after "+next.days+" days", func() bool { return said(next.days) })
		w.pageSays(acme, "July.csv", "they have waited for "+next.days+" days")
		w.restart() // reminds nobody again
	}
	if n := strings.Count(w.log.String(), "rows wait for a person to decide"); n != 2 {
		t.Errorf("the log reminds %d times", n)
	}
	w.mustDecide(id, 4, "reject", "")
	w.eventually("the rejected row ends", func() bool { return w.outcomes(acme, "July.csv")["4"] == "declined LOCAL-DECLINED" })
	w.step(c, 10*day)
	got := w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "unverified LOCAL-NOT-DECIDED", "4": "declined LOCAL-DECLINED"})
	if got.NeedsAttention || got.WaitingFor != "" {
		t.Errorf("status: %+v", got)
	}
	w.pageSays(acme, "July.csv", "You need to fix 1", "Nobody decided in time")
	if code := w.decide(id, 3, "confirm", "", "Z Late"); code != record.CodeDecisionRow {
		t.Errorf("a decision that comes too late: %q", code)
	}
	// The row can be dropped again as it is, and waits again.
	w.drop(acme, "Again.csv", w.corrected(acme, "July.csv.errors.csv"))
	again := w.await(acme, "Again.csv", "held")
	w.mustDecide(again.FileID, 2, "confirm", "")
	w.await(acme, "Again.csv", "done")
	w.expect(acme, "Again.csv", map[string]string{"2": "accepted WSRC0009"})
}

const day = 24 * time.Hour

// restart stops the daemon and starts it, and gives it time for what is due.
func (w *world) restart() {
	w.t.Helper()
	w.halt()
	w.start()
	time.Sleep(300 * time.Millisecond)
}

func TestReviewWithinIsTheOrganisationsOwn(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, edit: organisationKey("review_within: 5d")})
	w.drop(acme, "July.csv", awards(similar))
	w.await(acme, "July.csv", "held")
	w.step(c, 4*day+23*time.Hour)
	time.Sleep(300 * time.Millisecond)
	if s, _ := w.status(acme, "July.csv"); s.State != "held" {
		t.Errorf("it is %s too early", s.State)
	}
	w.step(c, 2*time.Hour)
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "unverified LOCAL-NOT-DECIDED"})
	if strings.Contains(w.log.String(), "rows wait for a person to decide") {
		t.Error("people were reminded of rows that had ended")
	}
}

// A person may decide before the rest of the file is done: the row goes once it
// is.
func TestDecisionBeforeTheFileHasComeToARest(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: []lrssim.Option{lrssim.WithJobTimes(time.Second, 2*time.Second)}})
	w.drop(acme, "July.csv", awards(matches, similar, similarToo))
	var id string
	w.eventually("LRS works on the rest", func() bool {
		files, err := w.daemon.Store().Files(t.Context(), "acme", 1)
		must(t, err)
		if len(files) == 0 || files[0].State != "waiting" {
			return false
		}
		id = files[0].ID
		return true
	})
	w.mustDecide(id, 3, "confirm", "")
	if code := w.decide(id, 3, "reject", "", "Z Late"); code != record.CodeDecisionMade {
		t.Errorf("a second decision: %q", code)
	}
	w.eventually("the confirmed row is sent", func() bool { return w.outcomes(acme, "July.csv")["3"] == "accepted WSRC0009" })
	w.await(acme, "July.csv", "held")
	w.mustDecide(id, 4, "reject", "")
	w.await(acme, "July.csv", "done")
}

// Two awards of one linked learner: LRS is asked once about the ULN to use, and
// each award is decided on for itself.
func TestO17_EachAwardIsDecidedOnForItself(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	w.mastersMatch()
	w.start()
	another := strings.Replace(linked, "610/5596/7", "K/501/5773", 1)
	w.drop(acme, "July.csv", awards(linked, another, strings.Replace(another, "2025-06-30", "2025-06-29", 1)))
	id := w.await(acme, "July.csv", "held").FileID
	w.halt()
	w.mustDecide(id, 2, "confirm", masterOfLinked)
	w.mustDecide(id, 3, "confirm", masterOfLinked)
	w.mustDecide(id, 4, "confirm", "1000000078") // somebody else's
	asked := w.calls("acme", opVerify)
	w.start()
	w.eventually("all is decided", func() bool {
		got := w.outcomes(acme, "July.csv")
		return got["2"] == "accepted WSRC0009" && got["3"] == "accepted WSRC0009" && got["4"] == "held LOCAL-DECISION-ULN"
	})
	if n := w.calls("acme", opVerify) - asked; n != 2 {
		t.Errorf("LRS was asked %d times about two ULNs", n)
	}
	w.eventually("the page names the review file with the row that waits, and no other", func() bool {
		page := w.page(acme, "July.csv")
		return strings.Contains(page, "July.csv.review.2.csv") && !strings.Contains(page, "July.csv.review.csv")
	})
}

// A learner that LRS leaves out is no match: the row waits for another decision,
// and nothing is sent.
func TestO17_LearnerThatLRSLeavesOutUnderTheULNToUseIsNoMatch(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{edit: limits(10, 10, 0)})
	w.mastersMatch()
	w.start()
	w.drop(acme, "July.csv", awards(linked))
	id := w.await(acme, "July.csv", "held").FileID
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opGetVerify}, Action: lrssim.Action{Kind: lrssim.KindMissingRow}, Times: 3})
	w.mustDecide(id, 2, "confirm", masterOfLinked)
	w.eventually("the row waits again", func() bool { return w.outcomes(acme, "July.csv")["2"] == "held LOCAL-DECISION-ULN" })
	w.mustDecide(id, 2, "confirm", masterOfLinked)
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d uploads", n)
	}
}

// What cannot be read for a call to LRS hinders no decision.
func TestDecisionNeedsNothingThatCallsNeed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(similar))
	id := w.await(acme, "July.csv", "held").FileID
	c := *w.config
	c.LRS.CAFile = w.dir + "/no-such-ca.pem"
	r := pipeline.Ruling{File: id, Row: 2, Decision: record.Decision{Verdict: "reject", By: "A Checker", Note: "another learner"}}
	if refused, err := daemon.Decide(t.Context(), &c, "os-account", r, w.now); refused != nil || err != nil {
		t.Fatalf("%+v, %v", refused, err)
	}
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 1, "declined LOCAL-DECLINED")
}
