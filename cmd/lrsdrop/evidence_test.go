package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/examples"
	"lrsdrop/internal/lrssim"
)

// rehearsal is a simulator, and the files of a test session.
type rehearsal struct {
	t       *testing.T
	dir     string
	sim     *lrssim.Simulator
	fixture lrssim.Fixture
}

func newRehearsal(t *testing.T) *rehearsal {
	t.Helper()
	r := &rehearsal{t: t, dir: t.TempDir()}
	address, port, err := freePort()
	r.must(err)
	r.fixture, err = lrssim.Init(filepath.Join(r.dir, "trial"), lrssim.WithPort(port), lrssim.WithListen("127.0.0.1:0"), lrssim.WithAcceptAny(),
		lrssim.WithPolling(50*time.Millisecond, 200*time.Millisecond), lrssim.WithInboxes(50*time.Millisecond, 250*time.Millisecond))
	r.must(err)
	r.sim, err = lrssim.Load(filepath.Join(r.dir, "trial"))
	r.must(err)
	server, err := r.sim.Start(address, "")
	r.must(err)
	t.Cleanup(func() { _ = server.Close() })
	return r
}

func (r *rehearsal) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// example writes a file of the demo to the session's folder.
func (r *rehearsal) example(name string) string {
	r.t.Helper()
	content, err := fs.ReadFile(examples.Demo(), "acme/"+name)
	r.must(err)
	path := filepath.Join(r.dir, name)
	r.must(os.WriteFile(path, content, 0o600))
	return path
}

// step runs a step, which must end with an exit code.
func (r *rehearsal) step(want int, id string, files ...string) (out, errs string) {
	r.t.Helper()
	args := []string{"evidence", "--config", r.fixture.Config, "--dir", filepath.Join(r.dir, "evidence"), "--step", id, "--org", "acme"}
	code, out, errs := run(r.t, append(args, files...)...)
	if code != want {
		r.t.Fatalf("step %s: exit %d\n%s\n%s", id, code, out, errs)
	}
	return out, errs
}

// kept reads all that is in the folder of the evidence.
func (r *rehearsal) kept() map[string]string {
	r.t.Helper()
	all := map[string]string{}
	dir := filepath.Join(r.dir, "evidence")
	r.must(filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(text)
		return err
	}))
	return all
}

func TestO22_EvidenceKeepsEachExchangeWithoutPasswords(t *testing.T) {
	r := newRehearsal(t)
	out, _ := r.step(exitDone, "3.1", r.example("New-learners.csv"))
	if !strings.Contains(out, "Still missing: 11 Submit Verify Learner Details Batch (submitVerifyBatch)") || !strings.Contains(out, "rehearsal") {
		t.Errorf("says:\n%s", out)
	}
	out, _ = r.step(exitDone, "3.2", r.example("July-awards.csv"))
	if !strings.Contains(out, "Every product was tried.") || !strings.Contains(out, "July-awards.csv (file ") {
		t.Errorf("says:\n%s", out)
	}
	kept := r.kept()
	r.nothingSecret(kept)
	r.eachExchange(kept)
	r.asTheUserSaw(kept)
}

// nothingSecret: no password, passphrase or key is anywhere.
func (r *rehearsal) nothingSecret(kept map[string]string) {
	r.t.Helper()
	secrets := []string{"PRIVATE KEY"}
	r.must(filepath.WalkDir(filepath.Join(r.dir, "trial", "secrets"), func(path string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(path); err != nil || ext != ".password" && ext != ".passphrase" {
			return err
		}
		text, err := os.ReadFile(path)
		secrets = append(secrets, strings.TrimSpace(string(text)))
		return err
	}))
	if len(secrets) != 5 {
		r.t.Fatalf("%d secrets were found", len(secrets))
	}
	for name, text := range kept {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				r.t.Errorf("%s has a secret in it", name)
			}
		}
	}
}

// eachExchange: LRS was asked no more often than is kept, each request and
// answer is well-formed, and each says which file and step it belongs to.
func (r *rehearsal) eachExchange(kept map[string]string) {
	r.t.Helper()
	asked := map[string]int{}
	for _, request := range r.sim.Requests() {
		asked[request.Operation]++
	}
	operations := map[string]int{}
	for name, text := range kept {
		base, ok := strings.CutSuffix(name, ".result.json")
		if !ok || strings.Contains(name, "outbox") {
			continue
		}
		var got struct {
			Operation string `json:"operation"`
			File      string `json:"file_id"`
			Proof     string `json:"proof"`
			Whole     bool   `json:"answer_whole"`
		}
		r.must(json.Unmarshal([]byte(text), &got))
		operations[got.Operation]++
		if len(got.File) != 8 || !got.Whole || got.Proof == "failed" {
			r.t.Errorf("%s: %s", name, text)
		}
		if request := kept[base+".request.xml"]; strings.Count(request, "OrgPassword>REMOVED<") != 1 {
			r.t.Errorf("%s: request %s", name, request)
		}
		r.wellFormed(kept[base+".request.xml"])
		r.wellFormed(kept[base+".answer.xml"])
	}
	if len(operations) != 5 {
		r.t.Errorf("operations %v", operations)
	}
	for operation, n := range asked {
		if operations[operation] != n {
			r.t.Errorf("%s: LRS was asked %d times, %d exchanges are kept", operation, n, operations[operation])
		}
	}
}

func (r *rehearsal) wellFormed(text string) {
	r.t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) && text != "" {
			return
		} else if err != nil {
			r.t.Errorf("not well-formed: %v\n%s", err, text)
			return
		}
	}
}

// asTheUserSaw: report and status are kept as they are in the outbox.
func (r *rehearsal) asTheUserSaw(kept map[string]string) {
	r.t.Helper()
	for _, name := range []string{"July-awards.csv.report.html", "July-awards.csv.status.json", "July-awards.csv.review.csv"} {
		text, err := os.ReadFile(filepath.Join(r.fixture.Organisations[0].Outbox, name))
		r.must(err)
		if !bytes.Equal(text, []byte(kept["steps/3.2/run-1/outbox-acme/"+name])) {
			r.t.Errorf("%s is not kept as it is in the outbox", name)
		}
	}
	for _, want := range []string{"REHEARSAL. No answer on this page is from LRS.", "All 5 products were tried", `href="steps/3.2/run-1/outbox-acme/July-awards.csv.report.html"`, "July-awards.csv ("} {
		if !strings.Contains(kept["index.html"], want) {
			r.t.Errorf("the page has no %q", want)
		}
	}
}

func TestO22_EvidenceIsRefusedInProduction(t *testing.T) {
	r := newRehearsal(t)
	text, err := os.ReadFile(r.fixture.Config)
	r.must(err)
	text = bytes.Replace(text, []byte("environment: simulator"), []byte("environment: production"), 1)
	text = bytes.Replace(text, []byte("first: 50ms"), []byte("first: 60s"), 1)
	text = bytes.Replace(text, []byte("max: 200ms"), []byte("max: 15m"), 1)
	r.must(os.WriteFile(r.fixture.Config, text, 0o600))
	_, errs := r.step(exitUsage, "1", r.example("July-awards.csv"))
	if !strings.Contains(errs, "this configuration is for production. Nothing was started and nothing kept.") {
		t.Errorf("says %q", errs)
	}
	if _, err := os.Stat(filepath.Join(r.dir, "evidence")); err == nil {
		t.Error("the folder was made")
	}
	if entries, err := os.ReadDir(r.fixture.Organisations[0].Inbox); err != nil || len(entries) > 0 || len(r.sim.Requests()) > 0 {
		t.Error("a file was dropped, or LRS was called")
	}
}

// A call that fails is evidence of how a failure is told, and no evidence of
// its product.
func TestO22_EvidenceShowsFailuresAndDoesNotCountThem(t *testing.T) {
	r := newRehearsal(t)
	r.must(r.sim.AddFault(lrssim.Fault{Match: lrssim.Match{Operation: "SubmitAchievementBatchJob"}, Action: lrssim.Action{Kind: lrssim.KindDropAfter}, Times: 1}))
	r.must(r.sim.AddFault(lrssim.Fault{Match: lrssim.Match{Operation: "submitVerifyBatch"}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0999"}, Times: 10}))
	path := filepath.Join(r.dir, "One.csv")
	r.must(os.WriteFile(path, []byte("MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender\r\n"+
		"1,1000000078,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n"), 0o600))
	out, _ := r.step(exitDone, "9", path)
	for _, want := range []string{"SubmitAchievementBatchJob", "(LOCAL-NET)", "Still missing: 1002 Submit Achievement Batch Job", "held"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "Still missing: 10 ") {
		t.Errorf("verifyLearner counts as missing:\n%s", out)
	}
}

// until is a writer that calls stop once it has been told a text.
type until struct {
	bytes.Buffer
	text string
	stop func()
}

func (u *until) Write(p []byte) (int, error) {
	n, err := u.Buffer.Write(p)
	if strings.Contains(u.String(), u.text) {
		u.stop()
	}
	return n, err
}

// A wrong password is a step of its own: the file waits for good, and what was
// kept until the session is stopped stays, without that password.
func TestO22_EvidenceOfARefusedPasswordIsKeptWhenTheSessionIsStopped(t *testing.T) {
	r := newRehearsal(t)
	const wrong = "0123456789ABCDEF"
	r.must(os.WriteFile(r.fixture.Organisations[0].Password, []byte(wrong), 0o600))
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	out, errs := &until{text: "WSEC0005", stop: stop}, &bytes.Buffer{}
	code := execute(ctx, []string{"evidence", "--config", r.fixture.Config, "--dir", filepath.Join(r.dir, "evidence"), "--step", "7", "--org", "acme",
		r.example("New-learners.csv")}, out, errs)
	if code != exitMachine || !strings.Contains(errs.String(), "stopped before every file had its answer") {
		t.Errorf("exit %d\n%s\n%s", code, out, errs)
	}
	if !strings.Contains(out.String(), "LRS refused the organisation's password. WSEC0005") {
		t.Errorf("says:\n%s", out)
	}
	kept := r.kept()
	r.nothingSecret(kept)
	if !strings.Contains(kept["steps/7/run-1/001-verifyLearner.answer.xml"], "WSEC0005") || !strings.Contains(kept["index.html"], "Missing: no call went through") {
		t.Error("the refusal is not kept")
	}
}
