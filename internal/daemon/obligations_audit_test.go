package daemon_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to spoil a database as an intruder might

	"lrsdrop/internal/audit"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/store"
)

// spoil changes the database of a state folder by hand.
func spoil(t *testing.T, dir, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "lrsdrop.db"))
	must(t, err)
	defer db.Close()
	_, err = db.Exec(query)
	must(t, err)
}

// chainIn reads the audit of a state folder against the heads of the world.
func (w *world) chainIn(dir string) (int64, error) {
	w.t.Helper()
	s, err := store.OpenReadOnly(dir)
	must(w.t, err)
	defer s.Close()
	heads, _, err := audit.ReadHeads(w.config.AuditHeads)
	must(w.t, err)
	return audit.Walk(s.Audit(context.Background()), heads, func(audit.Event, audit.Link) error { return nil })
}

// audited is a stopped world with an audit.
func audited(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches, refused))
	w.await(acme, "July.csv", "done")
	w.halt()
	return w
}

func TestO24_AuditThatSomebodyChangedIsFoundOut(t *testing.T) {
	t.Parallel()
	w := audited(t)
	whole, err := w.chainIn(w.config.StateDir)
	if heads, _, _ := audit.ReadHeads(w.config.AuditHeads); err != nil || whole < 10 || len(heads) == 0 || heads[len(heads)-1].Sequence != whole {
		t.Fatalf("%d events, %v, heads %v", whole, err, heads)
	}
	for _, test := range []struct {
		name, query string
		at          int64
	}{
		{"a user", `UPDATE audit SET body = replace(body, '"user":"', '"user":"x') WHERE seq = 4`, 4},
		{"a time", `UPDATE audit SET body = replace(body, '"time":"2', '"time":"3') WHERE seq = 5`, 5},
		{"an organisation", `UPDATE audit SET body = replace(body, '"organisation":"acme"', '"organisation":"beta"') WHERE seq = 6`, 6},
		{"a hash", `UPDATE audit SET hash = zeroblob(32) WHERE seq = 3`, 3},
		{"an event is missing", `DELETE FROM audit WHERE seq = 5`, 5},
		{"the first is missing", `DELETE FROM audit WHERE seq = 1`, 1},
		{"the tail is cut", `DELETE FROM audit WHERE seq > 7`, 8},
		{"all is gone", `DELETE FROM audit`, 1},
		{"two changed places", `UPDATE audit SET body = CASE seq WHEN 4 THEN (SELECT body FROM audit WHERE seq = 5) ELSE (SELECT body FROM audit WHERE seq = 4) END,
			hash = CASE seq WHEN 4 THEN (SELECT hash FROM audit WHERE seq = 5) ELSE (SELECT hash FROM audit WHERE seq = 4) END WHERE seq IN (4, 5)`, 4},
	} {
		dir := filepath.Join(t.TempDir(), "state")
		must(t, os.CopyFS(dir, os.DirFS(w.config.StateDir)))
		spoil(t, dir, test.query)
		_, err := w.chainIn(dir)
		if broken, ok := errors.AsType[*audit.Broken](err); !ok || broken.Sequence != test.at {
			t.Errorf("%s: %v, want a break at event %d", test.name, err, test.at)
		}
	}
}

// The audit names no learner, so it stays whole when their data goes.
func TestO3_AuditOutlivesTheLearnersData(t *testing.T) {
	t.Parallel()
	w := audited(t)
	before, err := w.chainIn(w.config.StateDir)
	must(t, err)
	for _, table := range []string{"small", "outcomes", "outputs", "verified", "corrections", "batches", "files"} {
		spoil(t, w.config.StateDir, "DELETE FROM "+table)
	}
	must(t, os.RemoveAll(filepath.Join(w.config.StateDir, "spool")))
	if n, err := w.chainIn(w.config.StateDir); err != nil || n != before {
		t.Errorf("%d of %d events, %v", n, before, err)
	}
	s, err := store.OpenReadOnly(w.config.StateDir)
	must(t, err)
	defer s.Close()
	for link, err := range s.Audit(t.Context()) {
		must(t, err)
		for _, detail := range []string{"1000000078", "Alex", "Example", "2001-02-03", "July.csv"} {
			if bytes.Contains(link.Body, []byte(detail)) {
				t.Errorf("an event has %q: %s", detail, link.Body)
			}
		}
	}
}

func TestO3_EventOfACallHasAllThatTellsWhatWasSentForWhom(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: limits(10_000, 5_000, 1)})
	w.drop(acme, "One.csv", awards(matches))
	w.await(acme, "One.csv", "done")
	w.drop(acme, "Two.csv", awards(matches, refused))
	w.await(acme, "Two.csv", "done")
	calls := map[string]int{}
	for _, e := range w.events() {
		if e.Operation != "submitted" && e.Operation != "verified batch" && e.Operation != "job finished" {
			continue
		}
		calls[e.Operation+" "+e.Call]++
		if e.Time.IsZero() || e.Organisation == "" || e.User == "" || e.File == "" || e.Batch == "" || len(e.Counts) == 0 {
			t.Errorf("event %d lacks something: %+v", e.Sequence, e)
		}
		if single := e.Call == "verifyLearner"; e.Job == 0 && !single {
			t.Errorf("event %d names no job: %+v", e.Sequence, e)
		}
		if e.Operation != "job finished" && len(e.Digest) != 64 {
			t.Errorf("event %d has no digest of the request: %+v", e.Sequence, e)
		}
	}
	for _, want := range []string{"verified batch verifyLearner", "submitted SubmitAchievementBatchJob", "job finished SubmitAchievementBatchJob"} {
		if calls[want] == 0 {
			t.Errorf("no %q among %v", want, calls)
		}
	}
}

func TestO3_FilesThatCarriedAULNAreFoundAndTheSearchIsAudited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.drop(acme, "July.csv", series(0, 3))
	w.drop(acme, "August.csv", series(2, 700)) // too large for the database
	w.drop(beta, "July.csv", series(2, 2))
	w.drop(beta, "Broken.csv", series(2, 1)+"\"never closed\r\n")
	for org, names := range [][]string{{"July.csv", "August.csv"}, {"July.csv"}} {
		for _, name := range names {
			w.await(org, name, "done")
		}
	}
	w.await(beta, "Broken.csv", "refused")
	find := func(org, uln string) (names []string) {
		t.Helper()
		found, err := daemon.FindULN(t.Context(), w.config, org, uln, pipeline.Operator{Account: "apatel"})
		must(t, err)
		for _, c := range found {
			f, err := w.daemon.Store().File(t.Context(), c.File)
			must(t, err)
			names = append(names, c.Organisation+" "+f.Name)
		}
		return names
	}
	if got := strings.Join(find("", uln(2)), ", "); len(find("", uln(2))) != 4 || !strings.Contains(got, "beta Broken.csv") {
		t.Errorf("found %s", got)
	}
	if got := find("acme", uln(600)); len(got) != 1 || got[0] != "acme August.csv" {
		t.Errorf("found %v", got)
	}
	if got := find("", uln(9000)); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	searches := 0
	for _, e := range w.events() {
		if e.Operation == "search by ULN" && e.Account == "apatel" && e.Organisation != "" {
			searches++
		}
	}
	if searches != 7 { // three of both organisations, one of acme
		t.Errorf("%d searches are in the audit", searches)
	}
	w.halt()
	for place, text := range w.folder(w.config.StateDir) {
		if strings.Contains(place, "lrsdrop.db") && strings.Contains(text, uln(9000)) {
			t.Errorf("%s has the ULN that was searched for", place)
		}
	}
}

func TestDigestsOfULNsAreForgottenInTheirTime(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{sim: anybody, now: c.now})
	w.drop(acme, "July.csv", series(0, 3))
	w.await(acme, "July.csv", "done")
	w.halt()
	c.step(w.config.Retention.ULNDigests + time.Hour)
	w.start()
	w.eventually("the digests are forgotten", func() bool {
		for _, e := range w.events() {
			if e.Operation == "forget ULN digests" && e.Organisation == "acme" && e.Counts["files"] == 1 {
				return true
			}
		}
		return false
	})
}
