package daemon_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/store"
)

// Learner information is protected (O4): it is deleted after its time, wherever
// it was, and nothing is deleted that is needed.

const days = 24 * time.Hour

// planted is what may be nowhere once its time is over: details of learners,
// and a file's name that tells one.
var planted = []string{"Quorndale", "Wexcombe", "Zelda"}

// plantedAward is a row about an invented learner with a planted name.
func plantedAward(n int, reference string) string {
	return strings.Replace(award(n, reference), "Alex,Invented", "Wexcombe,Quorndale", 1)
}

func plantedSeries(first, count int) string {
	return strings.ReplaceAll(series(first, count), "Alex,Invented", "Wexcombe,Quorndale")
}

// later stops the daemon once nothing is left to answer, lets time pass and
// starts it again.
func (w *world) later(c *clock, d time.Duration) {
	w.t.Helper()
	w.quiet()
	w.halt()
	c.step(d)
	w.start()
}

// quiet waits until no file has a step or an answer that is due before long:
// what a test sees of an end in the outbox comes before it is kept. A reminder
// is days away.
func (w *world) quiet() {
	w.t.Helper()
	soon := func(at time.Time) bool { return !at.IsZero() && at.Before(w.daemon.Store().Now().Add(days)) }
	w.eventually("nothing is due", func() bool {
		files, err := w.daemon.Store().Files(w.t.Context(), "", 1000)
		must(w.t, err)
		return !slices.ContainsFunc(files, func(f *store.File) bool { return soon(f.StepAt) || soon(f.PublishAt) })
	})
}

// holds lists the files below a folder that have any of the words, in their
// bytes or their names.
func (w *world) holds(dir string, words ...string) (all []string) {
	w.t.Helper()
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a temporary file that came and went
		}
		text, _ := os.ReadFile(path)
		for _, word := range words {
			if strings.Contains(string(text), word) || strings.Contains(filepath.Base(path), word) {
				all = append(all, filepath.Base(path)+" has "+word)
			}
		}
		return nil
	})
	return all
}

// awaitFree waits until a folder has nothing of the words.
func (w *world) awaitFree(dir string, words ...string) {
	w.t.Helper()
	var left []string
	defer func() {
		if len(left) > 0 {
			w.t.Logf("left: %v", left)
		}
	}()
	w.eventually(fmt.Sprintf("%s is free of %v", dir, words), func() bool {
		left = w.holds(dir, words...)
		return len(left) == 0
	})
}

func (w *world) file(id string) *store.File {
	w.t.Helper()
	f, err := w.daemon.Store().File(w.t.Context(), id)
	must(w.t, err)
	return f
}

// retained are the events of deletions after their time.
func (w *world) retained() (all []audit.Event) {
	w.t.Helper()
	for _, e := range w.events() {
		if e.Operation == audit.Retention {
			all = append(all, e)
		}
	}
	return all
}

// awaitGone waits until a part of a file is gone.
func (w *world) awaitGone(id, what string, at func(store.Gone) time.Time) {
	w.t.Helper()
	w.eventually(what+" of "+id+" is gone", func() bool { return !at(w.file(id).Facts.Gone).IsZero() })
}

func goneData(g store.Gone) time.Time    { return g.Data }
func goneCopies(g store.Gone) time.Time  { return g.Copies }
func goneAnswers(g store.Gone) time.Time { return g.Answers }
func goneName(g store.Gone) time.Time    { return g.Name }

func TestO4_EverythingOfAFinishedFileIsGoneAfterItsTime(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now, sim: anybody})
	w.planted = planted[:2]
	learners := strings.ReplaceAll(learners(100, 8), "Alex,Invented", "Wexcombe,Quorndale")
	for name, content := range map[string]string{
		"Zelda-small.csv":   awards(plantedAward(1, goodReference), plantedAward(2, "999/0005/1"), "1000000079,610/5596/7,2025-06-30,Pass,Wexcombe,Quorndale,2001-02-03,1\r\n"),
		"Zelda-large.csv":   plantedSeries(10, 80),
		"Zelda-verify.csv":  learners,
		"Zelda-headless":    plantedAward(3, goodReference),
		"Zelda-damaged.csv": awardColumns + "R-1,\"" + plantedAward(4, goodReference),
	} {
		w.drop(acme, name, content)
	}
	var ids []string
	for _, name := range []string{"Zelda-small.csv", "Zelda-large.csv", "Zelda-verify.csv", "Zelda-headless", "Zelda-damaged.csv"} {
		ids = append(ids, w.await(acme, name, "done", "refused").FileID)
	}
	if len(w.holds(w.config.StateDir, planted...)) == 0 {
		t.Fatal("the state folder has nothing to delete")
	}
	o := w.fixture.Organisations[acme]
	answers := len(w.everything(acme))

	w.later(&c, 29*days)
	w.later(&c, 2*days)
	for _, id := range ids {
		w.awaitGone(id, "the data", goneData)
		w.awaitGone(id, "the copy", goneCopies)
	}
	w.awaitFree(w.config.StateDir, "Quorndale", "Wexcombe", uln(1), uln(10), uln(100))
	w.awaitFree(o.Archive, planted...)
	if got := len(w.everything(acme)); got != answers {
		t.Errorf("the outbox had %d answers and has %d, long before their time", answers, got)
	}

	w.later(&c, 60*days)
	for _, id := range ids {
		w.awaitGone(id, "the name", goneName)
	}
	w.awaitFree(w.config.StateDir, planted...)
	w.awaitFree(filepath.Dir(filepath.Dir(o.Outbox)), "Zelda")
	if left := w.everything(acme); len(left) > 0 {
		t.Errorf("the outbox has %v", left)
	}
	for _, e := range w.retained() {
		if e.File == "" || e.Organisation != "acme" || len(e.Counts) == 0 || e.Certificate == "" {
			t.Errorf("the event says %+v", e)
		}
	}
	if f := w.file(ids[0]); f.Facts.Became["accepted"] != 1 || f.Facts.Became["rejected"] != 1 || f.Facts.Became["invalid"] != 1 {
		t.Errorf("what became of the rows is forgotten: %v", f.Facts.Became)
	}
}

func TestO4_NothingGoesBeforeItsTime(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now, edit: func(yaml string) string {
		return strings.Replace(yaml, "{path: outbox/acme}", "{path: outbox/acme, keep: 7d}", 1)
	}})
	w.drop(acme, "July.csv", awards(matches))
	id := w.await(acme, "July.csv", "done").FileID
	w.later(&c, 8*days)
	w.awaitGone(id, "the answers", goneAnswers)
	if f := w.file(id); !f.Facts.Gone.Data.IsZero() || f.Name != "July.csv" {
		t.Errorf("what has a longer time is gone: %+v", f.Facts.Gone)
	}
	if len(w.holds(w.fixture.Organisations[acme].Archive, "Example")) != 1 {
		t.Error("the original is gone before its time")
	}
}

func TestO4_OpenRowKeepsItsFileWhole(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDropAfter}, Times: 1})
	w.drop(acme, "Lost.csv", awards(matches))
	lost := w.await(acme, "Lost.csv", "held").FileID
	w.drop(acme, "Held.csv", awards(matchesToo, similar, badCheckDigit))
	held := w.await(acme, "Held.csv", "held").FileID
	w.drop(acme, "Done.csv", awards(different))
	done := w.await(acme, "Done.csv", "done").FileID
	before := w.everything(acme)

	w.later(&c, 400*days)
	w.awaitGone(done, "the name", goneName)
	for _, id := range []string{lost, held} {
		if f := w.file(id); f.Facts.Gone != (store.Gone{}) || f.Name == "" {
			t.Errorf("%s is %s and something of it is gone: %+v", id, f.State, f.Facts.Gone)
		}
	}
	for path, text := range before {
		if strings.HasSuffix(path, "Held.csv.status.json") || strings.HasSuffix(path, "Held.csv.report.html") {
			continue // its wait has ended by now: nobody decided in time
		}
		got, err := os.ReadFile(path)
		if mine := strings.Contains(path, "Done.csv"); mine != os.IsNotExist(err) || !mine && string(got) != text {
			t.Errorf("%s: %v", path, err)
		}
	}
	archive := w.fixture.Organisations[acme].Archive
	if len(w.holds(archive, "Lost.csv", "Held.csv")) != 2 || len(w.holds(archive, "Done.csv")) != 0 {
		t.Errorf("the archive has %v", w.holds(archive, ".csv"))
	}
	// What is kept can be used: a correction of the old file is taken.
	w.drop(acme, "Fixed.csv", w.corrected(acme, "Held.csv.errors.csv", "1000000079", "1000000078"))
	w.await(acme, "Fixed.csv", "done")
}

func TestO4_DeletionGoesOnAfterAnyStop(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now})
	var ids []string
	const many = 40
	for i := range many {
		w.drop(acme, fmt.Sprintf("Zelda-%d.csv", i), "nothing of "+fmt.Sprint(i)+"\r\n")
	}
	for i := range many {
		ids = append(ids, w.await(acme, fmt.Sprintf("Zelda-%d.csv", i), "refused").FileID)
	}
	w.later(&c, 100*days)
	for range 5 {
		time.Sleep(15 * time.Millisecond)
		w.later(&c, time.Second)
	}
	for _, id := range ids {
		w.awaitGone(id, "the name", goneName)
	}
	seen := map[string]int{}
	for _, e := range w.retained() {
		for what := range e.Counts {
			seen[e.File+" "+what]++
		}
	}
	for what, n := range seen {
		if n > 1 {
			t.Errorf("%s was deleted %d times", what, n)
		}
	}
	w.awaitFree(filepath.Dir(w.config.StateDir), "Zelda-")

	// Another run finds nothing to do.
	n := len(w.events())
	w.later(&c, 25*time.Hour)
	w.later(&c, 25*time.Hour)
	if got := len(w.events()); got != n {
		t.Errorf("there were %d events and are %d", n, got)
	}
}

func TestO4_AnswerThatSomebodyChangedStaysAndIsTold(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now})
	w.drop(acme, "July.csv", awards(matches, badCheckDigit))
	id := w.await(acme, "July.csv", "done").FileID
	archived := filepath.Join(w.fixture.Organisations[acme].Archive, "July.csv")
	w.eventually("the original is in the archive", func() bool { _, err := os.Stat(archived); return err == nil })
	changed := w.outbox(acme, "July.csv.errors.csv")
	for _, path := range []string{changed, archived} {
		must(t, os.WriteFile(path, []byte("mine now"), 0o600))
	}
	theirs := w.outbox(acme, "Budget.xlsx")
	must(t, os.WriteFile(theirs, []byte("x"), 0o600))

	const told = "files that somebody changed after they were published are not deleted"
	w.later(&c, 31*days)
	stays := func(what ...string) func() bool {
		return func() bool { return slices.Equal(w.file(id).Facts.Stays, what) }
	}
	w.eventually("the original is told", func() bool { return strings.Contains(w.log.String(), told) })
	w.eventually("that is kept in mind", stays("original"))
	w.later(&c, 70*days)
	w.eventually("the answer is told", func() bool { return strings.Count(w.log.String(), told) == 2 })
	w.eventually("that is kept in mind too", stays("errors", "original"))
	w.later(&c, 25*time.Hour)
	w.eventually("all else is gone", func() bool { return len(w.everything(acme)) == 2 })
	for _, path := range []string{changed, archived, theirs} {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%v", err)
		}
	}
	w.eventually("what stays is kept in mind", stays("errors", "original"))
	if f := w.file(id); f.Name != "July.csv" {
		t.Errorf("its name is %q", f.Name)
	}
	if n := strings.Count(w.log.String(), told); n != 2 {
		t.Errorf("two files were told %d times", n)
	}
	must(t, os.Remove(changed))
	must(t, os.Remove(archived))
	w.later(&c, 25*time.Hour)
	w.awaitGone(id, "the name", goneName)
	if f := w.file(id); f.Name != "" || len(f.Facts.Stays) > 0 {
		t.Errorf("%q: %v", f.Name, f.Facts.Stays)
	}
}

func TestO4_OutboxThatIsAwayHoldsUpNothingElse(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now})
	w.drop(acme, "Zelda.csv", awards(matches))
	id := w.await(acme, "Zelda.csv", "done").FileID
	w.drop(beta, "July.csv", awards(matches))
	theirs := w.await(beta, "July.csv", "done").FileID
	outbox := w.fixture.Organisations[acme].Outbox
	w.quiet()
	w.halt()
	must(t, os.Rename(outbox, outbox+".away"))
	c.step(100 * days)
	w.start()
	const told = "not all that is past its time could be deleted"
	w.eventually("it is told", func() bool { return strings.Contains(w.log.String(), told) })
	w.awaitGone(id, "the copy", goneCopies)
	w.awaitGone(theirs, "the name", goneName)
	if f := w.file(id); f.Name == "" || !f.Facts.Gone.Answers.IsZero() {
		t.Errorf("the answers are said to be gone: %+v", f.Facts.Gone)
	}
	w.drop(beta, "August.csv", awards(matchesToo))
	w.await(beta, "August.csv", "done")
	must(t, os.Rename(outbox+".away", outbox))
	w.later(&c, time.Hour)
	w.awaitGone(id, "the name", goneName)
	w.awaitFree(filepath.Dir(w.config.StateDir), "Zelda")
}

func TestO4_AnswersOnAnSFTPServerGoToo(t *testing.T) {
	t.Parallel()
	s := simulated(t, sftpsim.Behaviour{})
	var c clock
	w := newWorld(t, worldOption{now: c.now, remote: []remote{{org: acme, outbox: s}}})
	w.drop(acme, "Zelda.csv", awards(matches, badCheckDigit))
	id := w.await(acme, "Zelda.csv", "done").FileID
	w.drop(acme, "July.csv", awards(matchesToo))
	changed := w.await(acme, "July.csv", "done").FileID
	w.quiet()
	must(t, os.WriteFile(w.outbox(acme, "July.csv.result.csv"), []byte("Row,Outcome\r\n"), 0o600))
	w.halt()
	s.Stop()
	c.step(100 * days)
	w.start()
	w.awaitGone(id, "the copy", goneCopies) // the server holds up its own answers alone
	w.halt()
	s.Start()
	c.step(25 * time.Hour)
	w.start()
	w.awaitGone(id, "the name", goneName)
	w.awaitFree(w.fixture.Organisations[acme].Outbox, "Zelda")
	w.eventually("what was changed stays", func() bool { return slices.Equal(w.file(changed).Facts.Stays, []string{"result"}) })
	if left := w.everything(acme); len(left) != 1 {
		t.Errorf("the outbox has %v", left)
	}
	must(t, os.Remove(w.outbox(acme, "July.csv.result.csv")))
}

// What was still written into a file after it was sent is a file of its own, and
// has its own time. A claim that comes back later still, when even the name is
// deleted, is told from what it was, and called as it is called there.
func TestO4_FileThatWasWrittenToLateGoesToo(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opGet}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Second}, Times: 1})
	w.drop(acme, "Zelda.csv", awards(matches))
	path := w.claimed(acme, "Zelda.csv")
	w.eventually("the job is asked about", func() bool { return w.calls("acme", opGet) > 0 })
	must(t, os.WriteFile(path, []byte(awards(matches, matchesToo)), 0o600))
	first := w.await(acme, "Zelda.csv", "done").FileID
	second := w.await(acme, "Zelda.csv.2", "done").FileID
	w.claimsGone()
	w.later(&c, 100*days)
	for _, id := range []string{first, second} {
		w.awaitGone(id, "the name", goneName)
	}
	w.awaitFree(filepath.Dir(w.config.StateDir), "Zelda")

	w.halt()
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, []byte(awards(matches, matchesToo, different)), 0o600))
	w.start()
	third := w.await(acme, "Zelda.csv.3", "done").FileID
	w.expect(acme, "Zelda.csv.3", map[string]string{
		"2": "already_sent LOCAL-ALREADY-SENT", "3": "already_sent LOCAL-ALREADY-SENT", "4": "unverified WSVRC005"})
	w.claimsGone()
	if f := w.file(first); f.Name != "" || f.Facts.Gone.Name.IsZero() {
		t.Errorf("%s has the name %q again: %+v", first, f.Name, f.Facts.Gone)
	}
	w.later(&c, 100*days)
	w.awaitGone(third, "the name", goneName)
	w.awaitFree(filepath.Dir(w.config.StateDir), "Zelda")
}

// Of an organisation that is not in the configuration any more the data goes
// after its time. Where its answers and originals are nobody knows until it is
// back, live; and what is kept for longer from then on stays.
func TestO4_O14_OrganisationThatLeftLosesItsDataAndTheRestOnceItIsBack(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now, look: quickLook, edit: only("acme", "beta")})
	w.drop(beta, "Zelda.csv", awards(matches))
	id := w.await(beta, "Zelda.csv", "done").FileID
	w.claimsGone()
	text, err := os.ReadFile(w.fixture.Config)
	must(t, err)
	answers := len(w.everything(beta))

	w.editConfig(only("acme"))
	w.tells("an organisation is not in the configuration any more", "organisation=beta")
	w.reload()
	w.later(&c, 100*days)
	w.awaitGone(id, "the data", goneData)
	w.quiet()
	if f := w.file(id); !f.Facts.Gone.Copies.IsZero() || !f.Facts.Gone.Answers.IsZero() || f.Name == "" {
		t.Errorf("what nobody could look at is said to be gone: %+v", f.Facts.Gone)
	}
	if got := len(w.everything(beta)); got != answers {
		t.Errorf("there were %d answers and are %d", answers, got)
	}

	w.editConfig(func(string) string {
		return strings.Replace(string(text), "{path: outbox/beta}", "{path: outbox/beta, keep: 150d}", 1)
	})
	w.tells("msg=watching", "organisation=beta")
	w.reload()
	w.later(&c, time.Hour)
	w.awaitGone(id, "the copy", goneCopies)
	w.awaitFree(w.fixture.Organisations[beta].Archive, "Zelda")
	if got := len(w.everything(beta)); got != answers {
		t.Errorf("there were %d answers and are %d, before their new time", answers, got)
	}
	w.later(&c, 51*days)
	w.awaitGone(id, "the name", goneName)
	w.awaitFree(filepath.Dir(w.config.StateDir), "Zelda")
}

// An inbox on a server in which nothing may be moved: its files lie there for
// good, and must be known without their names.
func TestO4_FilesThatStayInTheirInboxLoseTheirNamesAndAreKnownStill(t *testing.T) {
	t.Parallel()
	s := simulated(t, sftpsim.Behaviour{ReadOnly: true})
	var c clock
	w := newWorld(t, worldOption{now: c.now, remote: []remote{{org: acme, inbox: s}}})
	w.drop(acme, "Zelda-awards.csv", awards(matches))
	w.drop(acme, "Zelda-learners.csv", learners(1, 2))
	id := w.await(acme, "Zelda-awards.csv", "done").FileID
	w.await(acme, "Zelda-learners.csv", "done")
	w.later(&c, 100*days)
	w.awaitGone(id, "the name", goneName)
	w.awaitFree(w.config.StateDir, "Zelda")
	for range 2 {
		w.scans("acme", 2)
		w.later(&c, time.Hour)
	}
	w.scans("acme", 2)
	if n := w.files(); n != 2 {
		t.Errorf("%d files were received, 2 dropped", n)
	}
	w.awaitFree(w.config.StateDir, "Zelda")
	// One that changes is a new file, with the next number.
	path := filepath.Join(w.fixture.Organisations[acme].Inbox, "Zelda-awards.csv")
	must(t, rewrite(path, awards(matches, matchesToo), time.Now().Add(time.Minute)))
	w.await(acme, "Zelda-awards.csv.2", "done")
	w.expect(acme, "Zelda-awards.csv.2", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT", "3": "accepted WSRC0009"})
}

func TestO4_AfterTheDeletionNothingIsSentTwice(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now})
	july := awards(matches, badCheckDigit, refused)
	w.drop(acme, "July.csv", july)
	id := w.await(acme, "July.csv", "done").FileID
	fixed := w.corrected(acme, "July.csv.errors.csv", "1000000079", "1000000078")
	w.later(&c, 100*days)
	w.awaitGone(id, "the name", goneName)

	w.drop(acme, "Same.csv", july)
	if got := w.await(acme, "Same.csv", "duplicate"); got.DuplicateOf == nil || got.DuplicateOf.FileID != id {
		t.Errorf("%+v", got.DuplicateOf)
	}
	w.drop(acme, "Export.csv", awards(matches, different))
	w.await(acme, "Export.csv", "done")
	w.expect(acme, "Export.csv", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT", "3": "unverified WSVRC005"})
	detail := w.table(acme, "Export.csv.result.csv")[0]["Detail"]
	if !strings.HasPrefix(detail, "In file "+id+", sent ") || !strings.Contains(detail, "LRS job") {
		t.Errorf("it was sent before: %q", detail)
	}
	w.drop(acme, "Fixed.csv", fixed)
	w.await(acme, "Fixed.csv", "done")
	w.expect(acme, "Fixed.csv", map[string]string{"2": "invalid LOCAL-CORRECTION-LATE", "3": "invalid LOCAL-CORRECTION-LATE"})
	page, err := os.ReadFile(w.outbox(acme, "Fixed.csv.report.html"))
	must(t, err)
	for _, words := range []string{"2 rows correct rows of an old file, which we no longer keep.", "without the columns that begin with LRSDROP_"} {
		if !strings.Contains(string(page), words) {
			t.Errorf("the report does not say %q", words)
		}
	}
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d uploads", n)
	}
	// The name is free to be used, and its number is not given again.
	w.drop(acme, "July.csv", awards(notThere))
	w.await(acme, "July.csv.2", "done")
}

func TestO4_CorrectionUnderWayKeepsWhatItCorrects(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now})
	w.drop(acme, "July.csv", awards(matchesToo, badCheckDigit))
	first := w.await(acme, "July.csv", "done").FileID
	w.drop(acme, "Fixed.csv", w.corrected(acme, "July.csv.errors.csv", "1000000079,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03", "1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30"))
	second := w.await(acme, "Fixed.csv", "held").FileID
	w.drop(acme, "Other.csv", awards(different))
	other := w.await(acme, "Other.csv", "done").FileID
	w.later(&c, 100*days)
	w.awaitGone(other, "the name", goneName)
	for _, id := range []string{first, second} {
		if f := w.file(id); f.Facts.Gone != (store.Gone{}) {
			t.Errorf("something of %s is gone: %+v", id, f.Facts.Gone)
		}
	}
}

func TestO4_AuditOutlivesTheDataAndHasItsOwnTime(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now, edit: func(yaml string) string { return "retention: {audit: 1y}\n" + yaml }})
	w.drop(acme, "July.csv", awards(matches))
	id := w.await(acme, "July.csv", "done").FileID
	w.drop(acme, "Empty.csv", "nothing\r\n")
	empty := w.await(acme, "Empty.csv", "refused").FileID
	w.later(&c, 100*days)
	w.awaitGone(id, "the name", goneName)
	w.awaitGone(empty, "the name", goneName)
	all := w.events()
	if !slices.ContainsFunc(all, func(e audit.Event) bool { return e.File == id && e.Operation == "receive" }) {
		t.Error("the audit lost its events with the data")
	}
	w.later(&c, 300*days)
	w.eventually("the old events are gone", func() bool {
		return !slices.ContainsFunc(w.events(), func(e audit.Event) bool { return e.File == id && e.Operation != audit.Retention })
	})
	_, err := audit.Verify(w.daemon.Store().Audit(t.Context()))
	must(t, err)
	if _, err := w.daemon.Store().File(t.Context(), empty); err == nil {
		t.Error("the record of a file of which nothing was sent is there still")
	}
	// What was sent stays known.
	w.drop(acme, "August.csv", awards(matches, matchesToo))
	w.await(acme, "August.csv", "done")
	w.expect(acme, "August.csv", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT", "3": "accepted WSRC0009"})
}

func TestO4_FileThatWasRefusedWhereItLiesIsAnsweredOnceForGood(t *testing.T) {
	t.Parallel()
	var c clock
	w := newWorld(t, worldOption{now: c.now})
	link := filepath.Join(w.fixture.Organisations[acme].Inbox, "Zelda.csv")
	if err := os.Symlink(w.fixture.Config, link); err != nil {
		t.Skip("this system makes no links:", err)
	}
	id := w.await(acme, "Zelda.csv", "refused").FileID
	w.later(&c, 100*days)
	w.awaitGone(id, "the name", goneName)
	w.awaitFree(w.config.StateDir, "Zelda")
	w.later(&c, time.Hour)
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	w.scans("acme", 2)
	if n := w.files(); n != 2 {
		t.Errorf("it was answered again: there are %d files", n)
	}
}

// What people wrote and decided about a learner goes with the learner's data,
// and a review file that comes back after that is told so.
func TestO4_O5_DecisionsGoWithTheDataTheyAreAbout(t *testing.T) {
	t.Parallel()
	var c clock
	w := prepare(t, worldOption{now: c.now})
	w.mastersMatch()
	w.start()
	w.drop(acme, "July.csv", awards(matches, linked, similar))
	id := w.await(acme, "July.csv", "held").FileID
	w.mustDecide(id, 4, "confirm", "")
	review := w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"3": yes(masterOfLinked)})
	w.drop(acme, "Reviewed.csv", review)
	w.await(acme, "July.csv", "done")
	if left := w.holds(w.config.StateDir, "Okonkwo", "same birth certificate"); len(left) == 0 {
		t.Fatal("the notes are not kept")
	}
	w.later(&c, 31*days)
	w.awaitGone(id, "the data", goneData)
	w.awaitFree(w.config.StateDir, "Okonkwo", "same birth certificate", masterOfLinked)

	w.drop(acme, "Late.csv", review)
	w.await(acme, "Late.csv", "done")
	w.expect(acme, "Late.csv", map[string]string{"2": "invalid LOCAL-DECISION-ROW", "3": "undecided"})
	for _, row := range w.table(acme, "Late.csv.result.csv")[:1] {
		if !strings.Contains(row["Detail"], "deleted after their time") {
			t.Errorf("the line is answered with %q", row["Detail"])
		}
	}
	if code := w.decide(id, 3, "reject", "", "A Checker"); code != "LOCAL-DECISION-ROW" {
		t.Errorf("a decision on what is gone: %q", code)
	}
}
