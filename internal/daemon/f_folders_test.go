package daemon_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/store"
)

func TestF9_AnswersComeWhenTheOutboxIsBack(t *testing.T) {
	t.Parallel()
	for name, replace := range map[string]func(string) error{
		"away":                func(string) error { return nil },
		"replaced by a file":  func(path string) error { return os.WriteFile(path, []byte("x"), 0o600) },
		"replaced by nothing": func(path string) error { return os.Symlink(path+"-nowhere", path) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &clock{}
			w := newWorld(t, worldOption{now: c.now})
			outbox := w.fixture.Organisations[acme].Outbox
			must(t, os.Rename(outbox, outbox+".away"))
			must(t, replace(outbox))
			w.drop(acme, "July.csv", awards(matches, refused))
			w.eventually("LRS has the rows", func() bool { return len(w.submits()) == 1 })
			w.drop(beta, "Other.csv", awards(matches))
			w.await(beta, "Other.csv", "done")
			w.claimed(acme, "July.csv") // the original stays until it is answered
			w.halt()
			w.sameFolder(outbox)
			w.start()
			must(t, os.RemoveAll(outbox))
			must(t, os.Rename(outbox+".away", outbox))
			w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
			w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "rejected SIM-B99"})
			w.claimsGone()
		})
	}
}

// sameFolder checks that nothing was written in place of a folder that is away.
func (w *world) sameFolder(path string) {
	w.t.Helper()
	if entries, err := os.ReadDir(path); err == nil && len(entries) > 0 {
		w.t.Errorf("answers were written to %s, which is not the outbox", path)
	}
}

func TestF24_FullArchiveKeepsTheOriginalUntilThereIsRoom(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	archive := w.fixture.Organisations[acme].Archive
	must(t, os.Rename(archive, archive+".away"))
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	w.claimed(acme, "July.csv")
	must(t, os.RemoveAll(archive))
	must(t, os.Rename(archive+".away", archive))
	w.eventually("the original is archived", func() bool {
		w.step(c, time.Hour)
		time.Sleep(200 * time.Millisecond)
		_, err := os.Stat(filepath.Join(archive, "July.csv"))
		return err == nil
	})
	w.claimsGone()
}

func TestF19_InboxStateAndOutboxOnDifferentVolumes(t *testing.T) {
	t.Parallel()
	const other = "/dev/shm"
	if info, err := os.Stat(other); runtime.GOOS != "linux" || err != nil || !info.IsDir() {
		t.Skip("no second volume here")
	}
	volume, err := os.MkdirTemp(other, "lrsdrop-test-")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(volume) })
	w := prepare(t, worldOption{edit: func(yaml string) string {
		return strings.NewReplacer("outbox/", volume+"/outbox/", "archive/", volume+"/archive/").Replace(yaml)
	}})
	for i := range w.fixture.Organisations {
		o := &w.fixture.Organisations[i]
		o.Outbox, o.Archive = filepath.Join(volume, "outbox", o.ID), filepath.Join(volume, "archive", o.ID)
		must(t, os.MkdirAll(o.Outbox, 0o700))
		must(t, os.MkdirAll(o.Archive, 0o700))
	}
	w.start()
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	w.claimsGone()
	if _, err := os.Stat(filepath.Join(w.fixture.Organisations[acme].Archive, "July.csv")); err != nil {
		t.Error(err)
	}
}

// locked keeps everybody else from writing to the store until it is called.
func (w *world) locked() (unlock func()) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.config.StateDir, "lrsdrop.db")+"?_txlock=immediate&_pragma=busy_timeout(5000)")
	must(w.t, err)
	tx, err := db.BeginTx(context.Background(), nil)
	must(w.t, err)
	return func() { _ = tx.Rollback(); _ = db.Close() }
}

// batchIn waits until a batch of an organisation's latest file is in a state.
func (w *world) batchIn(organisation string, operation store.Operation, state store.BatchState) {
	w.t.Helper()
	w.eventually("a batch is "+string(state), func() bool {
		files, err := w.daemon.Store().Files(context.Background(), organisation, 1)
		if err != nil || len(files) == 0 {
			return false
		}
		batches, err := w.daemon.Store().Batches(context.Background(), files[0].ID)
		for _, b := range batches {
			if b.Operation == operation && b.State == state {
				return true
			}
		}
		return err != nil
	})
}

// The store cannot be written for longer than SQLite waits, at the worst of
// moments: LRS has just answered.
func TestF24_LockedStoreLosesNoAnswerAndSendsNothingTwice(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("waits for SQLite to give up")
	}
	var unlocks, ends []func() // the worlds wait together
	for name, f := range map[string]struct {
		operation string
		action    lrssim.Action
		state     store.BatchState
		outcome   string
	}{
		"a job number":             {opSubmit, lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Second}, store.BatchSubmitting, "accepted WSRC0009"},
		"a lost answer":            {opSubmit, lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 500, Delay: time.Second}, store.BatchSubmitting, "unknown LOCAL-UNKNOWN"},
		"a maintenance page":       {opSubmit, lrssim.Action{Kind: lrssim.KindMaintenance, Delay: time.Second}, store.BatchSubmitting, "accepted WSRC0009"},
		"the outcome of a job":     {opGet, lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Second}, store.BatchSubmitted, "accepted WSRC0009"},
		"a verified learner":       {opVerify, lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Second}, store.BatchPlanned, "accepted WSRC0009"},
		"the batch is refused":     {opSubmit, lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0047", Delay: time.Second}, store.BatchSubmitting, "failed WSEC0047"},
		"LRS is outside its hours": {opSubmit, lrssim.Action{Kind: lrssim.KindOutOfHours, Delay: time.Second}, store.BatchSubmitting, "accepted WSRC0009"},
	} {
		c := &clock{}
		w := newWorld(t, worldOption{now: c.now})
		w.fault(lrssim.Fault{Match: lrssim.Match{Operation: f.operation}, Action: f.action, Times: 1})
		w.drop(acme, "July.csv", awards(matches))
		operation := store.Achievements
		if f.operation == opVerify {
			operation = store.VerifyOne
		}
		w.batchIn("acme", operation, f.state)
		time.Sleep(100 * time.Millisecond)
		unlocks = append(unlocks, w.locked())
		ends = append(ends, func() {
			w.awaitStepping(c, time.Hour, acme, "July.csv", "done", "held")
			if got := w.outcomes(acme, "July.csv")["2"]; got != f.outcome {
				t.Errorf("%s: got %q, want %q", name, got, f.outcome)
			}
		})
	}
	time.Sleep(11 * time.Second)
	for _, unlock := range unlocks {
		unlock()
	}
	for _, end := range ends {
		end()
	}
}

func TestStopWaitsForASubmitThatIsBeingSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 1500 * time.Millisecond}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	w.batchIn("acme", store.Achievements, store.BatchSubmitting)
	time.Sleep(200 * time.Millisecond)
	w.halt()
	if len(w.submits()) != 1 {
		t.Error("the daemon did not wait for the answer")
	}
	w.start()
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
}

func TestStopWaitsNoLongerThanItsGrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: setting("stop_grace", "1s")})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Minute}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	w.batchIn("acme", store.Achievements, store.BatchSubmitting)
	time.Sleep(time.Second) // LRS has all of it
	began := time.Now()
	w.halt()
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("the stop took %v", took)
	}
	w.start()
	w.await(acme, "July.csv", "held")
	w.expect(acme, "July.csv", map[string]string{"2": "unknown LOCAL-UNKNOWN"})
}

func TestStopEndsEverythingElseAtOnce(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{opVerify, opGet} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, worldOption{})
			w.fault(lrssim.Fault{Match: lrssim.Match{Operation: operation}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Minute}, Times: 1})
			w.drop(acme, "July.csv", awards(matches))
			if operation == opVerify {
				w.batchIn("acme", store.VerifyOne, store.BatchPlanned)
			} else {
				w.batchIn("acme", store.Achievements, store.BatchSubmitted)
			}
			time.Sleep(300 * time.Millisecond)
			began := time.Now()
			w.halt()
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("the stop took %v", took)
			}
			w.start()
			w.await(acme, "July.csv", "done")
			w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
		})
	}
}
