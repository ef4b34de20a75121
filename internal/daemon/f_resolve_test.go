package daemon_test

import (
	"errors"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
)

// operator is the person behind every command of these tests.
var operator = pipeline.Operator{By: "A Patel", Account: "apatel", Note: "looked in the portal"}

// resolve says what a person found out about a batch.
func (w *world) resolve(batch string, found pipeline.Finding, job int64) error {
	w.t.Helper()
	_, err := daemon.Resolve(w.t.Context(), w.config, pipeline.Resolution{Batch: batch, Found: found, Job: job, Operator: operator})
	return err
}

// forbidden checks that a command was refused, and says why.
func forbidden(t *testing.T, err error, words ...string) {
	t.Helper()
	why, ok := errors.AsType[*pipeline.Forbidden](err)
	if !ok || !containsAll(why.Why, words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}

// lose has the simulator lose the answer to the next upload that it takes.
func (w *world) lose() {
	w.t.Helper()
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDropAfter}, Times: 1})
}

// upload is the file's only upload.
func (s status) upload(t *testing.T) string {
	t.Helper()
	for _, b := range s.Batches {
		if b.Operation == opSubmit {
			return b.ID
		}
	}
	t.Fatal("nothing was uploaded")
	return ""
}

// lastJob is the last job that LRS has of an upload.
func (w *world) lastJob() (id int64) {
	for _, j := range w.sim.Jobs() {
		if j.Operation == opSubmit {
			id = j.ID
		}
	}
	return id
}

// foreign uploads rows beside the daemon, as another program of the
// organisation might, and gives the job.
func (w *world) foreign(org, first, rows int) int64 {
	w.t.Helper()
	o := w.config.Organisations[org]
	roots, err := w.config.LRS.Roots()
	must(w.t, err)
	client, who, _, err := daemon.NewClient(w.config, o, roots)
	must(w.t, err)
	defer client.Close()
	who.UserName = "Somebody Else"
	all := iter.Seq2[record.Achievement, error](func(yield func(record.Achievement, error) bool) {
		for n := range rows {
			a := record.Achievement{Learner: record.Learner{ULN: uln(first + n), GivenName: "Ann", FamilyName: "Other"}}
			a.Reference, a.AwardDate, a.Action, a.ActionDate, a.MISIdentifier = "610/5596/7", "2025-06-30", "award", "2025-06-30", "X"+uln(n)
			if !yield(a, nil) {
				return
			}
		}
	})
	receipt, err := client.SubmitAchievements(w.t.Context(), who, rows, all)
	must(w.t, err)
	return int64(receipt.JobID)
}

func TestF8_LostUploadWhoseJobAPersonFindsEndsLikeAnyOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.lose()
	w.drop(acme, "July.csv", awards(matches, refused))
	s := w.await(acme, "July.csv", "held")
	w.expect(acme, "July.csv", map[string]string{"2": "unknown LOCAL-UNKNOWN", "3": "unknown LOCAL-UNKNOWN"})
	must(t, w.resolve(s.upload(t), pipeline.FoundJob, w.lastJob()))
	s = w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "rejected SIM-B99"})
	if s.NeedsAttention || !s.Final {
		t.Errorf("%+v", s)
	}
	if rows := w.table(acme, "July.csv.result.2.csv"); len(rows) != 2 || rows[0]["JobID"] == "" {
		t.Errorf("the second result: %v", rows)
	}
	// The accepted row is known, and so never sent again.
	w.drop(acme, "Again.csv", awards(matches))
	w.await(acme, "Again.csv", "done")
	w.expect(acme, "Again.csv", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT"})
	var found, asked bool
	for _, e := range w.events() {
		if e.By == "" {
			continue
		}
		if e.By != "A Patel" || e.Account != "apatel" || e.Note == "" || e.Organisation != "acme" || e.UKPRN == "" || e.Certificate == "" {
			t.Errorf("event %d does not say who did it, or for whom: %+v", e.Sequence, e)
		}
		found = found || e.Operation == "resolve" && e.Job == w.lastJob() && e.Batch != ""
		asked = asked || e.Operation == "look up job" && e.User == "A Patel"
	}
	if !found || !asked {
		t.Error("the audit does not tell what the person did")
	}
	for _, r := range w.sim.Requests() {
		if r.Operation == opGet && r.User != "A Patel" && r.User != s.User {
			t.Errorf("LRS was asked by %q", r.User)
		}
	}
}

// While LRS works on a job that a person found, the file waits and nobody is
// asked to look, and a restart changes nothing.
func TestF8_JobThatAPersonFoundIsWaitedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: append(anybody, lrssim.WithJobTimes(0, 3*time.Second))})
	w.lose()
	w.drop(acme, "July.csv", series(0, 3))
	s := w.await(acme, "July.csv", "held")
	must(t, w.resolve(s.upload(t), pipeline.FoundJob, w.lastJob()))
	s = w.await(acme, "July.csv", "waiting")
	if s.NeedsAttention || s.WaitingFor != "LRS to finish its work on 3 rows" || s.Final {
		t.Errorf("%+v", s)
	}
	forbidden(t, w.resolve(s.upload(t), pipeline.FoundMissing, 0), "LRS is at work", "Wait for its answer")
	w.halt()
	w.start()
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 3, "accepted WSRC0009")
}

func TestF8_OnlyAJobThatCanBeTheBatchIsAdopted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.drop(acme, "First.csv", series(0, 2))
	first := w.await(acme, "First.csv", "done")
	before := w.foreign(acme, 5000, 2)
	time.Sleep(1100 * time.Millisecond) // LRS tells the time in seconds
	w.lose()
	w.drop(acme, "July.csv", series(10, 2))
	s := w.await(acme, "July.csv", "held")
	batch, own := s.upload(t), w.lastJob()
	others := w.foreign(beta, 5000, 2)
	larger := w.foreign(acme, 6000, 3)
	firstJob := int64(0)
	for _, b := range first.Batches {
		firstJob = max(firstJob, b.JobID)
	}
	forbidden(t, w.resolve(batch, pipeline.FoundJob, 77), "LRS knows no job 77 of organisation acme")
	forbidden(t, w.resolve(batch, pipeline.FoundJob, others), "LRS knows no job")
	forbidden(t, w.resolve(batch, pipeline.FoundJob, firstJob), "belongs to batch "+first.upload(t))
	forbidden(t, w.resolve(batch, pipeline.FoundJob, larger), "has 3 records and batch", "has 2: it is another one")
	forbidden(t, w.resolve(batch, pipeline.FoundJob, before), "was submitted", "it is another one")
	if got, _ := w.status(acme, "July.csv"); got.State != "held" {
		t.Errorf("a refusal changed something: %+v", got)
	}
	must(t, w.resolve(batch, pipeline.FoundJob, own))
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 2, "accepted WSRC0009")
	forbidden(t, w.resolve(batch, pipeline.FoundAccepted, 0), "No row of batch", "A person found out")
	forbidden(t, w.resolve(first.upload(t), pipeline.FoundRejected, 0), "No row of batch")
}

func TestF8_JobOfWhichLRSDoesNotTellYetIsNotAdopted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: append(anybody, lrssim.WithJobTimes(time.Hour, 0))})
	w.lose()
	w.drop(acme, "July.csv", series(0, 2))
	s := w.await(acme, "July.csv", "held")
	forbidden(t, w.resolve(s.upload(t), pipeline.FoundJob, w.lastJob()), "does not say yet")
}

// LRS, or the way to it, may fail while a person looks.
func TestF8_LookThatFailsChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.lose()
	w.drop(acme, "July.csv", series(0, 2))
	s := w.await(acme, "July.csv", "held")
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opGet}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0999"}, Times: 1})
	err := w.resolve(s.upload(t), pipeline.FoundJob, w.lastJob())
	if err == nil || errors.As(err, new(*pipeline.Forbidden)) || !strings.Contains(err.Error(), "WSEC0999") {
		t.Errorf("%v", err)
	}
	must(t, w.resolve(s.upload(t), pipeline.FoundJob, w.lastJob()))
	w.await(acme, "July.csv", "done")
}

func TestF8_RowsThatNeverReachedLRSMayBeDroppedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDropBefore}, Times: 1})
	w.drop(acme, "July.csv", series(0, 2))
	s := w.await(acme, "July.csv", "held")
	must(t, w.resolve(s.upload(t), pipeline.FoundMissing, 0))
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 2, "failed LOCAL-NOT-RECEIVED")
	if len(w.submits()) != 0 {
		t.Error("they were sent again without anybody asking for it")
	}
	if got := len(w.table(acme, "July.csv.errors.csv")); got != 2 {
		t.Errorf("%d rows to drop again", got)
	}
	w.drop(acme, "Again.csv", series(0, 2))
	w.await(acme, "Again.csv", "done")
	w.all(acme, "Again.csv", 2, "accepted WSRC0009")
}

func TestF8_PersonSaysWhatLRSDidWithTheRows(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	for i, test := range []struct {
		name   string
		found  pipeline.Finding
		became string
		again  string
	}{
		{"Taken.csv", pipeline.FoundAccepted, "accepted LOCAL-FOUND-ACCEPTED", "already_sent LOCAL-ALREADY-SENT"},
		{"Refused.csv", pipeline.FoundRejected, "rejected LOCAL-FOUND-REJECTED", "accepted WSRC0009"},
	} {
		w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit, ULN: uln(i * 10)}, Action: lrssim.Action{Kind: lrssim.KindDropBefore}, Times: 1})
		w.drop(acme, test.name, series(i*10, 2))
		s := w.await(acme, test.name, "held")
		must(t, w.resolve(s.upload(t), test.found, 0))
		w.await(acme, test.name, "done")
		w.all(acme, test.name, 2, test.became)
		w.drop(acme, "Again-"+test.name, strings.ReplaceAll(series(i*10, 2), "\r\n", "\n"))
		w.await(acme, "Again-"+test.name, "done")
		w.all(acme, "Again-"+test.name, 2, test.again)
	}
}

func TestF8_OfTwoWhoResolveAtOnceTheFirstStands(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.lose()
	w.drop(acme, "July.csv", series(0, 2))
	s := w.await(acme, "July.csv", "held")
	findings := []pipeline.Finding{pipeline.FoundAccepted, pipeline.FoundRejected, pipeline.FoundAccepted, pipeline.FoundRejected}
	results := make([]error, len(findings))
	var all sync.WaitGroup
	for i, found := range findings {
		all.Go(func() { results[i] = w.resolve(s.upload(t), found, 0) })
	}
	all.Wait()
	stands := -1
	for i, err := range results {
		if err == nil && stands < 0 {
			stands = i
			continue
		}
		forbidden(t, err)
	}
	if stands < 0 {
		t.Fatal("nobody resolved it")
	}
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 2, map[pipeline.Finding]string{
		pipeline.FoundAccepted: "accepted LOCAL-FOUND-ACCEPTED", pipeline.FoundRejected: "rejected LOCAL-FOUND-REJECTED"}[findings[stands]])
	w.resent = true // what a person called refused LRS had taken: no test of ours
}

func TestF10_PersonSettlesWhatTheFiguresOfAJobDoNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "Miscounts.csv", awards(matches, miscounts))
	s := w.await(acme, "Miscounts.csv", "held")
	forbidden(t, w.resolve(s.upload(t), pipeline.FoundMissing, 0), "so LRS has received it")
	forbidden(t, w.resolve(s.upload(t), pipeline.FoundJob, w.lastJob()), "already")
	must(t, w.resolve(s.upload(t), pipeline.FoundAccepted, 0))
	w.await(acme, "Miscounts.csv", "done")
	w.all(acme, "Miscounts.csv", 2, "accepted LOCAL-FOUND-ACCEPTED")
}

func TestF23_PersonEndsAJobThatNeverEnds(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.drop(acme, "July.csv", awards(matches, neverEnds))
	w.await(acme, "July.csv", "waiting")
	w.step(c, 73*time.Hour)
	s := w.await(acme, "July.csv", "held")
	must(t, w.resolve(s.upload(t), pipeline.FoundRejected, 0))
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 2, "rejected LOCAL-FOUND-REJECTED")
	asked := w.calls("acme", opGet)
	w.step(c, time.Hour)
	time.Sleep(300 * time.Millisecond)
	if got := w.calls("acme", opGet); got != asked {
		t.Error("the job is still asked after")
	}
}

// A command works without a daemon, which goes on from there when it starts.
func TestF8_ResolvedWhileNoDaemonRuns(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.lose()
	w.drop(acme, "July.csv", series(0, 2))
	s := w.await(acme, "July.csv", "held")
	w.halt()
	must(t, w.resolve(s.upload(t), pipeline.FoundJob, w.lastJob()))
	w.start()
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 2, "accepted WSRC0009")
}
