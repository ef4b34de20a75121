package daemon_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
)

// claimed finds the one file of an organisation that is claimed.
func (w *world) claimed(org int, name string) string {
	w.t.Helper()
	var found []string
	w.eventually(name+" is claimed", func() bool {
		found, _ = filepath.Glob(filepath.Join(w.fixture.Organisations[org].Inbox, ".claimed", "*", "*", name))
		return len(found) == 1
	})
	return found[0]
}

func TestF1_FileThatGrowsAfterTheClaimIsReadAgainBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	grow := func(path string) error {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteString("REG-9," + matchesToo)
		return cmpErr(err, f.Close())
	}
	forge := func(path string) error { // same size, same time, another learner
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text = []byte(strings.Replace(string(text), "REG-1", "REG-7", 1))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return err
		}
		return os.Chtimes(path, info.ModTime(), info.ModTime())
	}
	for _, f := range []struct {
		name   string
		change func(string) error
		waits  lrssim.Fault // what the file waits for when it changes
		step   time.Duration
		rows   int
	}{
		{"grows during verification", grow, lrssim.Fault{Match: lrssim.Match{Operation: opVerify}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 700 * time.Millisecond}, Times: 1}, 0, 3},
		{"grows before its upload", grow, lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindOutOfHours}, Times: 1}, time.Hour, 3},
		{"changes with its time set back", forge, lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindOutOfHours}, Times: 1}, time.Hour, 2},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			c := &clock{}
			w := newWorld(t, worldOption{now: c.now})
			w.fault(f.waits)
			w.drop(acme, "July.csv", awards(matches, "1000000079,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n"))
			path := w.claimed(acme, "July.csv")
			if f.step > 0 {
				w.eventually("the upload waits", func() bool { return w.calls("acme", opSubmit) == 1 })
				w.eventually("the first answers are there", func() bool { _, err := os.Stat(w.outbox(acme, "July.csv.errors.csv")); return err == nil })
			} else {
				time.Sleep(300 * time.Millisecond)
			}
			must(t, f.change(path))
			w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
			got := w.table(acme, "July.csv.result.csv")
			if len(got) != f.rows {
				t.Fatalf("%d rows are answered, want %d", len(got), f.rows)
			}
			if f.rows == 3 {
				w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "invalid LOCAL-ULN-CHECK", "4": "accepted WSRC0009"})
			} else if got[0]["MISIdentifier"] != "REG-7" {
				t.Errorf("the answer is about what the file was: %v", got[0])
			}
			// Rows to correct are answered for this reading too, whatever was before.
			last := "July.csv.errors.csv"
			if _, err := os.Stat(w.outbox(acme, "July.csv.errors.2.csv")); err == nil || f.step > 0 {
				last = "July.csv.errors.2.csv"
			}
			if rows := w.table(acme, last); len(rows) != 1 {
				t.Errorf("%s has %d rows, want 1", last, len(rows))
			}
			if page := w.page(acme, "July.csv"); strings.Contains(page, "it lists other rows") || !strings.Contains(page, last) {
				t.Errorf("the page does not name %s alone", last)
			}
			if n := len(w.submits()); n != 1 {
				t.Errorf("LRS took %d uploads", n)
			}
		})
	}
}

// What a client writes into a file after we have sent it is neither part of the
// answer nor lost.
func TestF1_FileThatGrowsAfterItWasSentIsContinuedInAFileOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opGet}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 3 * time.Second}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	path := w.claimed(acme, "July.csv")
	w.eventually("the job is asked about", func() bool { return w.calls("acme", opGet) > 0 })
	late, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	must(t, err)
	_, err = late.WriteString("REG-9," + matchesToo)
	must(t, cmpErr(err, late.Close()))
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 1, "accepted WSRC0009")
	w.await(acme, "July.csv.2", "done")
	w.expect(acme, "July.csv.2", map[string]string{"2": "already_sent LOCAL-ALREADY-SENT", "3": "accepted WSRC0009"})
	w.pageSays(acme, "July.csv.2", "Longer version of file")
	w.claimsGone()
	if n := len(w.submits()); n != 2 {
		t.Errorf("LRS took %d uploads", n)
	}
}

// A time that changed by itself, as on a share that writes late, is no news.
func TestF1_FileThatWasOnlyTouchedAfterItWasSentIsOneFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opGet}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 3 * time.Second}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	path := w.claimed(acme, "July.csv")
	w.eventually("the job is asked about", func() bool { return w.calls("acme", opGet) > 0 })
	must(t, os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)))
	w.await(acme, "July.csv", "done")
	w.claimsGone()
	w.drop(acme, "August.csv", awards(matchesToo))
	w.await(acme, "August.csv", "done")
	if _, err := os.Stat(w.outbox(acme, "July.csv.2.status.json")); err == nil {
		t.Error("it was taken for another file")
	}
}

func cmpErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestF1_FileIsNotTakenWhileAWriterHasItOpen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	path := filepath.Join(w.fixture.Organisations[acme].Inbox, "July.csv")
	f, err := os.Create(path)
	must(t, err)
	_, err = f.WriteString(awards(matches))
	must(t, err)
	time.Sleep(600 * time.Millisecond)
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the file was taken while it was being written: %v", err)
	}
	_, err = f.WriteString("REG-2," + matchesToo)
	must(t, cmpErr(err, f.Close()))
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 2, "accepted WSRC0009")
}

func TestF2_HalfAFileSendsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	whole := awards(matches, matchesToo)
	for name, f := range map[string]struct{ content, code string }{
		"Quote.csv":     {awardColumns + "REG-1,\"1000000078,610/5596/7,2025-06-30,Pass,Alex\r\n", "LOCAL-QUOTE"},
		"Cut.csv":       {whole[:len(whole)-30], ""},
		"Unclosed.xml":  {strings.TrimSuffix(seriesXML(0, 3), "</AchievementBatch>"), "LOCAL-TRUNCATED"},
		"CutInside.xml": {seriesXML(0, 3)[:400], "LOCAL-TRUNCATED"},
	} {
		w.drop(acme, name, f.content)
		got := w.await(acme, name, "refused", "done")
		if f.code != "" && (len(got.Problems) == 0 || got.Problems[0].Code != f.code) {
			t.Errorf("%s: %+v, want %s", name, got.Problems, f.code)
		}
		if f.code != "" && got.State != "refused" {
			t.Errorf("%s is %s", name, got.State)
		}
	}
	for _, r := range w.submits() {
		if r.Records != 1 { // of Cut.csv, whose last row misses cells, only the first
			t.Errorf("LRS got %d rows of half a file", r.Records)
		}
	}
}

func TestF5_SameNameWithOtherContentIsANewFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	w.drop(acme, "July.csv", awards(matchesToo))
	w.await(acme, "July.csv.2", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
	w.expect(acme, "July.csv.2", map[string]string{"2": "accepted WSRC0009"})
}

func TestF6_SameBytesAgainAreADuplicateOfTheEarlierFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	content := awards(matches, matchesToo)
	w.drop(acme, "July.csv", content)
	first := w.await(acme, "July.csv", "done")
	w.drop(acme, "Copy.csv", content)
	second := w.await(acme, "Copy.csv", "duplicate")
	if second.DuplicateOf == nil || second.DuplicateOf.FileID != first.FileID {
		t.Errorf("duplicate of %v, want %s", second.DuplicateOf, first.FileID)
	}
	w.all(acme, "Copy.csv", 2, "not_sent LOCAL-DUPLICATE-FILE")
	// The same bytes of another organisation are that organisation's own.
	w.drop(beta, "July.csv", content)
	w.await(beta, "July.csv", "done")
	w.all(beta, "July.csv", 2, "accepted WSRC0009")
}

func TestF6_TwoCopiesAtOnceAreSentOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	content := awards(matches, matchesToo)
	for n := range 6 {
		w.drop(acme, fmt.Sprintf("Copy%d.csv", n), content)
	}
	ends := map[string]int{}
	for n := range 6 {
		ends[w.await(acme, fmt.Sprintf("Copy%d.csv", n), "done", "duplicate").State]++
	}
	if ends["done"] != 1 || ends["duplicate"] != 5 {
		t.Errorf("%v", ends)
	}
}

// A copy of a file that cannot be sent hears why, not that it was sent.
func TestF6_CopiesOfAFileThatIsRefusedAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	wrong := strings.TrimSuffix(seriesXML(0, 4000), "</AchievementBatch>") // long enough to be checked side by side
	for n := range 6 {
		w.drop(acme, fmt.Sprintf("Copy%d.xml", n), wrong)
	}
	for n := range 6 {
		base := fmt.Sprintf("Copy%d.xml", n)
		if got := w.await(acme, base, "refused", "duplicate", "done"); got.State != "refused" {
			t.Errorf("%s is %s", base, got.State)
		}
	}
}

func TestF6_FullReexportSendsOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.drop(acme, "July.csv", series(0, 20))
	w.await(acme, "July.csv", "done")
	again := strings.Replace(series(0, 21), uln(3)+","+goodReference+",2025-06-30,Pass", uln(3)+","+goodReference+",2025-06-30,Merit", 1)
	w.drop(acme, "August.csv", again)
	w.await(acme, "August.csv", "done")
	counts := map[string]int{}
	for _, o := range w.outcomes(acme, "August.csv") {
		counts[o]++
	}
	if counts["already_sent LOCAL-ALREADY-SENT"] != 19 || counts["accepted WSRC0009"] != 2 {
		t.Errorf("%v", counts)
	}
	for _, row := range w.table(acme, "August.csv.result.csv") {
		if row["Outcome"] == "already_sent" && !(strings.Contains(row["Detail"], "July.csv") && strings.Contains(row["Detail"], "job")) {
			t.Errorf("row %s does not say where it was sent: %q", row["Row"], row["Detail"])
		}
	}
}

func TestF6_VerifyFileIsSimplyDoneAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	for _, base := range []string{"Who.csv", "Who.csv.2"} {
		w.drop(acme, "Who.csv", learners(0, 3))
		w.await(acme, base, "done")
		w.all(acme, base, 3, "matched WSVRC001")
	}
	if n := w.calls("acme", opVerify); n != 6 {
		t.Errorf("LRS was asked %d times", n)
	}
}

func TestF12_TwoInstallationsOnOneInboxTakeEachFileOnce(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{sim: anybody})
	w.shared = true
	text, err := os.ReadFile(w.fixture.Config)
	must(t, err)
	other := strings.NewReplacer("state_dir: state", "state_dir: state-2", "outbox/", "outbox-2/", "archive/", "archive-2/").Replace(string(text))
	path := filepath.Join(w.dir, "second.yaml")
	must(t, os.WriteFile(path, []byte(other), 0o600))
	for _, o := range w.fixture.Organisations {
		must(t, os.MkdirAll(filepath.Join(w.dir, "outbox-2", o.ID), 0o700))
		must(t, os.MkdirAll(filepath.Join(w.dir, "archive-2", o.ID), 0o700))
	}
	c, err := config.Load(path)
	must(t, err)
	second, err := daemon.New(t.Context(), c, slog.New(slog.DiscardHandler), daemon.Options{})
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- second.Run(ctx) }()
	w.start()
	const files = 60
	for n := range files {
		w.drop(acme, fmt.Sprintf("F%d.csv", n), series(n*10, 2))
	}
	done := func() (mine, theirs int) {
		a, _ := filepath.Glob(w.outbox(acme, "*.result.csv"))
		b, _ := filepath.Glob(filepath.Join(w.dir, "outbox-2", "acme", "*.result.csv"))
		return len(a), len(b)
	}
	w.eventually("all files are answered", func() bool { a, b := done(); return a+b >= files })
	w.claimsGone()
	stop()
	must(t, <-ended)
	must(t, second.Close())
	mine, theirs := done()
	t.Logf("one took %d, the other %d", mine, theirs)
	if mine+theirs != files {
		t.Errorf("%d files were answered, %d dropped", mine+theirs, files)
	}
}

func TestF12_SecondDaemonOnAStateFolderIsToldWhoHasIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	_, err := daemon.New(t.Context(), w.config, slog.New(slog.DiscardHandler), daemon.Options{})
	if err == nil || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
		t.Errorf("%v", err)
	}
}

func TestF22_PoisonousFileHoldsUpNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	poison := map[string]string{
		"0-nul.csv": awardColumns + strings.Repeat("\x00", 5000), "1-utf16.csv": "\xff\xfeU\x00l\x00n\x00", "2-zip.csv": "PK\x03\x04rest",
		"3-empty.csv": "", "4-dtd.xml": `<!DOCTYPE a [<!ENTITY b "c">]><AchievementBatch>&b;</AchievementBatch>`,
		"5-deep.xml": strings.Repeat("<a>", 100_000), "6-text.csv": "\x89PNG\r\n\x1a\n", "7-quote.csv": awardColumns + "\"",
	}
	for name, content := range poison {
		w.drop(acme, name, content)
	}
	w.drop(acme, "9-good.csv", awards(matches))
	w.await(acme, "9-good.csv", "done")
	for name := range poison {
		if got := w.await(acme, name, "refused"); len(got.Problems) == 0 || got.Problems[0].Message == "" {
			t.Errorf("%s is refused without a reason", name)
		}
	}
	w.claimsGone()
}

func TestF28_MonstrousInputIsRefusedWithinFixedTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	var many strings.Builder
	many.WriteString("<AchievementBatch")
	for n := range 100_000 {
		fmt.Fprintf(&many, ` a%d="x"`, n)
	}
	many.WriteString("></AchievementBatch>")
	for name, content := range map[string]string{
		"line.csv":       awardColumns + strings.Repeat("x", 20<<20),
		"field.csv":      awardColumns + "REG-1,\"" + strings.Repeat("y", 20<<20) + "\"\r\n",
		"head.csv":       strings.Repeat("z,", 5<<20),
		"deep.xml":       strings.Repeat("<a>", 1_000_000),
		"attributes.xml": many.String(),
		"text.xml":       "<AchievementBatch><Achievement><Uln>" + strings.Repeat("1", 20<<20) + "</Uln></Achievement></AchievementBatch>",
		"utf16.xml":      "\xfe\xff\x00<\x00a",
		"entities.xml":   "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><AchievementBatch>&b;</AchievementBatch>",
	} {
		w.drop(acme, name, content)
	}
	for _, name := range []string{"line.csv", "field.csv", "head.csv", "deep.xml", "attributes.xml", "text.xml", "utf16.xml", "entities.xml"} {
		if got := w.await(acme, name, "refused", "done"); got.State != "refused" && got.Rows["invalid"] == 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if n := len(w.sim.Requests()); n != 0 {
		t.Errorf("LRS was called %d times", n)
	}
}
