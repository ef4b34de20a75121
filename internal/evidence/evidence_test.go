package evidence

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/needs"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string, e answer.Environment) *Folder {
	t.Helper()
	f, err := Open(dir, e)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func begin(t *testing.T, f *Folder, step string) *Run {
	t.Helper()
	r, err := f.Begin(step, Setting{Program: "lrsdrop test"}, time.Now, func(string) {})
	must(t, err)
	return r
}

func end(t *testing.T, r *Run) Summary {
	t.Helper()
	s, err := r.End(answer.Support{})
	must(t, err)
	return s
}

// verified is an exchange about one learner.
func verified() lrs.Exchange {
	return lrs.Exchange{
		Operation: "verifyLearner", Request: []byte("<request/>"), HTTPStatus: 200, SOAP: true, Whole: true,
		Answer: []byte(`<Envelope><VerifiedLearner><ResponseCode>WSVRC003</ResponseCode></VerifiedLearner></Envelope>`),
	}
}

// publish has a run look on while an answer is written, each content anew.
func publish(r *Run, name string, published bool, contents ...string) {
	c := r.Copy(lrs.About{Organisation: "acme"}, name)
	for _, content := range contents {
		c.Restart()
		_, _ = io.WriteString(c, content)
	}
	c.End(published)
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	must(t, err)
	return string(text)
}

func TestO22_FoldersThatHoldSomethingElseAreRefused(t *testing.T) {
	dir := t.TempDir()
	full, file := filepath.Join(dir, "full"), filepath.Join(dir, "file")
	must(t, os.Mkdir(full, 0o700))
	must(t, os.WriteFile(filepath.Join(full, "index.html"), []byte("mine"), 0o600))
	must(t, os.WriteFile(file, nil, 0o600))
	open(t, filepath.Join(dir, "rehearsed"), answer.Simulator)
	for _, test := range []struct {
		dir  string
		in   answer.Environment
		want string
	}{
		{full, answer.Simulator, "holds other files"},
		{file, answer.Simulator, "is a file"},
		{filepath.Join(dir, "rehearsed"), answer.Compatibility, "has evidence of the simulator environment"},
		{filepath.Join(dir, "new"), answer.Production, "never in production"},
		{filepath.Join(dir, "new"), "", "never in production"},
	} {
		f, err := Open(test.dir, test.in)
		if _, ok := errors.AsType[Refusal](err); !ok || !strings.Contains(err.Error(), test.want) || f != nil {
			t.Errorf("%s in %q: %v", test.dir, test.in, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("a folder was made for production")
	}
	if read(t, full, "index.html") != "mine" {
		t.Error("a file of somebody else's was written over")
	}
}

func TestO22_StepsAreNamedAsTestScriptsDo(t *testing.T) {
	for _, good := range []string{"1", "3.1", "3a", "AO-verify_01"} {
		if err := CheckStep(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", ".", "..", "../x", "a/b", `a\b`, "a b", "con", "x.", "-x", strings.Repeat("x", 41), "é"} {
		if CheckStep(bad) == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	steps := []string{"10", "3.10", "b", "3.2", "a", "3"}
	slices.SortFunc(steps, compareSteps)
	if got := strings.Join(steps, " "); got != "3 3.2 3.10 10 a b" {
		t.Errorf("sorted: %s", got)
	}
}

func TestO22_AStepRunAgainStandsBesideItsEarlierRuns(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, answer.Compatibility)
	first := begin(t, f, "3.1")
	first.Exchange(lrs.About{Organisation: "acme", File: "K7Q2", Row: 2}, verified())
	end(t, first)
	kept := read(t, dir, "steps", "3.1", "run-1", "001-verifyLearner.answer.xml")
	f = open(t, dir, answer.Compatibility) // the next session opens it anew
	second := begin(t, f, "3.1")
	different := verified()
	different.Answer = []byte("<Envelope/>")
	second.Exchange(lrs.About{}, different)
	if s := end(t, second); s.Run != 2 || s.Exchanges != 1 {
		t.Errorf("%+v", s)
	}
	if read(t, dir, "steps", "3.1", "run-1", "001-verifyLearner.answer.xml") != kept || kept != string(verified().Answer) {
		t.Error("the first run was written over")
	}
	page := read(t, dir, "index.html")
	for _, want := range []string{"Step 3.1, run 1, 001", "Step 3.1, run 2, 001", "WSVRC003: LRS found this ULN but the name is similar, not the same.", "file K7Q2, row 2"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
}

func TestO22_SumsShowWhatWasChangedAfterItWasKept(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, answer.Compatibility)
	r := begin(t, f, "1")
	r.Exchange(lrs.About{}, verified())
	if s := end(t, r); len(s.Changed) > 0 {
		t.Fatalf("changed: %v", s.Changed)
	}
	must(t, os.WriteFile(filepath.Join(dir, "steps", "1", "run-1", "001-verifyLearner.answer.xml"), []byte("better"), 0o600))
	must(t, os.Remove(filepath.Join(dir, "steps", "1", "run-1", "001-verifyLearner.request.xml")))
	thrown := begin(t, f, "2")
	end(t, thrown)
	must(t, os.RemoveAll(filepath.Join(dir, "steps", "2", "run-1")))
	for range 2 { // it stays to be seen
		s := end(t, begin(t, f, "3"))
		if got := strings.Join(s.Changed, " "); got != "steps/1/run-1/001-verifyLearner.answer.xml steps/1/run-1/001-verifyLearner.request.xml" {
			t.Errorf("changed: %s", got)
		}
	}
	if page := read(t, dir, "index.html"); !strings.Contains(page, "Kept files have changed") {
		t.Error("the page says nothing of it")
	}
}

func TestO22_SumsAreThoseOfSha256sum(t *testing.T) {
	needs.Program(t, "sha256sum", "coreutils")
	dir := t.TempDir()
	r := begin(t, open(t, dir, answer.Simulator), "1")
	r.Exchange(lrs.About{}, verified())
	publish(r, "Juli für März.csv.result.csv", true, "Row\r\n")
	end(t, r)
	cmd := exec.Command("sha256sum", "--check", "--strict", "SHA256SUMS")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Count(string(out), ": OK") != 8 {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestO22_WhatIsKeptIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no modes")
	}
	dir := filepath.Join(t.TempDir(), "new", "evidence")
	r := begin(t, open(t, dir, answer.Simulator), "1")
	r.Exchange(lrs.About{}, verified())
	publish(r, "July.csv.result.csv", true, "")
	end(t, r)
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		must(t, err)
		info, err := d.Info()
		must(t, err)
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return nil
	}))
}

func TestO22_ARunThatWasCutOffIsStillShown(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, answer.Compatibility)
	killed := begin(t, f, "1")
	killed.Exchange(lrs.About{}, verified())
	must(t, killed.log.Close())
	must(t, os.WriteFile(filepath.Join(killed.Dir(), "002-verifyLearner.result.json"), []byte(`{"number": 2,`), 0o600))
	s := end(t, begin(t, f, "2"))
	page := read(t, dir, "index.html")
	if !strings.Contains(page, "was cut off") || !strings.Contains(page, "002-verifyLearner.result.json") || len(s.Missing) != 4 {
		t.Errorf("missing %d; the page:\n%s", len(s.Missing), page)
	}
}

func TestO22_AnswersThatAreNoSOAPAreKeptAsText(t *testing.T) {
	dir := t.TempDir()
	r := begin(t, open(t, dir, answer.Compatibility), "1")
	r.Exchange(lrs.About{}, lrs.Exchange{
		Operation: "SubmitAchievementBatchJob", HTTPStatus: 503, Answer: []byte("<html><script>alert(1)</script></html>"), Failure: &lrs.Error{Class: lrs.Maintenance, Code: "LOCAL-OUTAGE"},
	})
	r.Exchange(lrs.About{}, lrs.Exchange{Operation: "SubmitAchievementBatchJob", Failure: &lrs.Error{Class: lrs.Unreachable, Code: "LOCAL-NET"}})
	s := end(t, r)
	read(t, s.Dir, "001-SubmitAchievementBatchJob.answer.txt")
	found, err := filepath.Glob(filepath.Join(s.Dir, "002-*answer*"))
	if must(t, err); len(found) > 0 {
		t.Errorf("an answer that never came is kept: %v", found)
	}
	page := read(t, dir, "index.html")
	for _, want := range []string{"LRS is closed for maintenance (LOCAL-OUTAGE).", "LRS cannot be reached (LOCAL-NET).", "no answer", "Missing: no call went through"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if len(s.Missing) != 5 {
		t.Errorf("failures count as evidence: %v", s.Missing)
	}
}

func TestO22_WhatComesOfAnExchangeIsToldInWords(t *testing.T) {
	job := func(status, counts string) string {
		return `<e:Envelope><e:GetAchievementBatchJobResult>` + counts + `<a:Status>` + status + `</a:Status></e:GetAchievementBatchJobResult></e:Envelope>`
	}
	for _, test := range []struct {
		operation, answer string
		proof             answer.Proof
		want              string
	}{
		{"verifyLearner", string(verified().Answer), answer.ProofAnswer, "LRS answered about 1 learner."},
		{"submitVerifyBatch", `<E><JobID>7</JobID></E>`, answer.ProofAnswer, "LRS took the batch as job 7."},
		{"SubmitAchievementBatchJob", `<E><a:JobId>98765</a:JobId></E>`, answer.ProofAnswer, "LRS took the batch as job 98765."},
		{"getVerifyBatchOutput", `<E><JobStatus>busy</JobStatus></E>`, answer.ProofWorking, "LRS has not finished the job."},
		{"getVerifyBatchOutput", `<E><VerifiedLearner/><VerifiedLearner></VerifiedLearner></E>`, answer.ProofAnswer, "LRS answered about 2 learners."},
		{"GetAchievementBatchJob", job("Waiting", ""), answer.ProofWorking, "LRS has not finished the job: Waiting."},
		{"GetAchievementBatchJob", job("Successful", "<AchievementsCreated>3</AchievementsCreated><AchievementsWithdrawn>1</AchievementsWithdrawn><LearnerDataErrors>2</LearnerDataErrors>"),
			answer.ProofAnswer, "LRS ended the job: Successful. It carried out 4 records and refused 2."},
	} {
		got, words := proof(lrs.Exchange{Operation: test.operation}, hear([]byte(test.answer)))
		if got != test.proof || words != test.want {
			t.Errorf("%s: %d %q", test.operation, got, words)
		}
	}
	if _, words := proof(lrs.Exchange{Failure: &lrs.Error{Class: lrs.WrongPassword, Code: "WSEC0005"}}, said{}); words != "LRS refused the organisation's password." {
		t.Errorf("%q", words)
	}
}

// A stranger's answer costs no more than its size, whatever is in it.
func TestO22_AnswersAreReadWithinBounds(t *testing.T) {
	var many strings.Builder
	for i := range 10 * maxCodes {
		fmt.Fprintf(&many, "<ResponseCode>X%d</ResponseCode>", i)
	}
	if heard := hear([]byte(many.String())); len(heard.codes) != maxCodes {
		t.Errorf("%d codes", len(heard.codes))
	}
	if heard := hear([]byte("<ResponseCode>" + strings.Repeat("long", 1<<20) + "</ResponseCode>")); len(heard.codes) != 0 {
		t.Error("a long value was taken for a code")
	}
}

func TestO22_WhatGoesBeyondTheBoundOfARunIsTold(t *testing.T) {
	dir := t.TempDir()
	r := begin(t, open(t, dir, answer.Simulator), "1")
	r.bytes, r.exchanges = maxBytes, maxExchanges-1
	r.Exchange(lrs.About{}, verified())
	r.Exchange(lrs.About{}, verified())
	publish(r, "July.csv.result.csv", true, "Row")
	s := end(t, r)
	if len(s.Troubles) != 3 || !strings.Contains(read(t, dir, "index.html"), "Not kept:") {
		t.Errorf("%q", s.Troubles)
	}
	if left, _ := filepath.Glob(filepath.Join(s.Dir, "*", ".*")); len(left) > 0 {
		t.Errorf("half-written files are left: %v", left)
	}
}

// An address that is not LRS's cannot pass for the compatibility environment.
func TestO22_AStrangeAddressIsPointedOut(t *testing.T) {
	for address, want := range map[string]bool{
		"https://cmp-ws.dev.lrs.education.gov.uk/LearnerService.svc": false,
		"https://127.0.0.1:8443/LearnerService.svc":                  true,
		"https://education.gov.uk.example.org/LearnerService.svc":    true,
	} {
		page := answer.Evidence{Environment: answer.Compatibility}
		addSetting(&page, Setting{Services: []string{address}}, nil)
		if page.Strange != want {
			t.Errorf("%s: strange %v", address, page.Strange)
		}
	}
}

func TestO22_AnswersAreKeptAsTheyWerePublished(t *testing.T) {
	r := begin(t, open(t, t.TempDir(), answer.Simulator), "1")
	publish(r, "July.csv.report.html", true, "checking")
	publish(r, "July.csv.report.html", true, "done, at the second attempt", "done") // the server was away
	publish(r, "July.csv.report.html", false, "never seen by anybody")
	publish(r, "July.csv.result.csv", false, "never seen by anybody")
	s := end(t, r)
	entries, err := os.ReadDir(filepath.Join(s.Dir, "outbox-acme"))
	if must(t, err); len(entries) != 1 || read(t, s.Dir, "outbox-acme", "July.csv.report.html") != "done" || len(s.Troubles) > 0 {
		t.Errorf("%v %v", entries, s.Troubles)
	}
	r = begin(t, r.folder, "2")
	publish(r, "../up.csv", true, "x")
	if s := end(t, r); len(s.Troubles) != 1 {
		t.Errorf("%v", s.Troubles)
	}
}

func FuzzHear(f *testing.F) {
	f.Add(verified().Answer)
	f.Add([]byte(`<!DOCTYPE x [<!ENTITY a "b">]><a><ResponseCode>&a;</ResponseCode><Status>Waiting</Status>`))
	f.Fuzz(func(t *testing.T, message []byte) {
		heard := hear(message)
		for c := range heard.codes {
			if len(c) > maxValue {
				t.Errorf("a code of %d bytes", len(c))
			}
		}
		for _, p := range products() {
			if _, words := proof(lrs.Exchange{Operation: p.Operation}, heard); words == "" {
				t.Error("no words")
			}
		}
	})
}
