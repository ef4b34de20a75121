package lrs_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrs"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/record"
)

// The client and the simulator were written from the contract and share no
// type and no rule. Here they meet.

type meeting struct {
	t       *testing.T
	sim     *lrssim.Simulator
	fixture lrssim.Fixture
	server  *lrssim.Server
}

func meet(t *testing.T, options ...lrssim.Option) *meeting {
	t.Helper()
	m := &meeting{t: t}
	var err error
	dir := t.TempDir()
	m.fixture, err = lrssim.Init(dir, options...)
	m.must(err)
	m.sim, err = lrssim.Load(dir)
	m.must(err)
	m.server, err = m.sim.Start("127.0.0.1:0", "")
	m.must(err)
	t.Cleanup(func() { _ = m.server.Close() })
	return m
}

func (m *meeting) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// client is the client of one organisation; edit changes its options.
func (m *meeting) client(org int, edit func(*lrs.Options)) *lrs.Client {
	m.t.Helper()
	o := m.fixture.Organisations[org]
	pair, err := tls.LoadX509KeyPair(o.Certificate, o.Key)
	m.must(err)
	ca, err := os.ReadFile(m.fixture.CA)
	m.must(err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	options := lrs.Options{
		LearnerURL: m.server.LearnerService(), AchievementURL: m.server.AchievementService(),
		TLS:         &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: roots},
		ActionCodes: map[string]int{"award": 1, "withdraw": 2, "reinstate": 3},
		Timeouts:    lrs.Timeouts{Connect: 20 * time.Second, Single: 20 * time.Second, Batch: 20 * time.Second},
	}
	if edit != nil {
		edit(&options)
	}
	c, err := lrs.NewClient(options)
	m.must(err)
	m.t.Cleanup(c.Close)
	return c
}

func (m *meeting) who(org int) lrs.Credentials {
	m.t.Helper()
	o := m.fixture.Organisations[org]
	password, err := os.ReadFile(o.Password)
	m.must(err)
	return lrs.Credentials{
		OrganisationRef: o.Reference, UKPRN: o.UKPRN, Password: lrs.Secret(strings.TrimSpace(string(password))),
		UserName: "J Smith", Email: "lrs-alerts@example.org",
	}
}

func learner(l lrssim.FixedLearner, mis string) record.Learner {
	return record.Learner{MISIdentifier: mis, ULN: l.ULN, GivenName: l.GivenName, FamilyName: l.FamilyName, DateOfBirth: l.DateOfBirth, Gender: l.Gender}
}

func award(mis, reference string) record.Achievement {
	return record.Achievement{
		Learner: learner(lrssim.FixedLearners()[0], mis), Reference: reference, AwardDate: "2025-06-30", Grade: "Pass",
		Language: "English", Action: "award", ActionDate: "2025-07-01",
	}
}

func rows[T any](all ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, one := range all {
			if !yield(one, nil) {
				return
			}
		}
	}
}

func TestO23_VerifyLearnerGivesEveryVerdictOfTheSimulator(t *testing.T) {
	m := meet(t)
	client := m.client(0, nil)
	for _, l := range lrssim.FixedLearners() {
		got, err := client.VerifyLearner(t.Context(), m.who(0), learner(l, ""))
		if err != nil {
			t.Fatalf("%s: %v", l.Note, err)
		}
		if got.Code != l.Expect || got.SearchedULN != l.ULN {
			t.Errorf("%s: got %s for %s, want %s", l.Note, got.Code, got.SearchedULN, l.Expect)
		}
		if wantFlags := l.Expect == "WSVRC003" || l.Expect == "WSVRC004" || l.Expect == "WSVRC005"; wantFlags != (len(got.Flags) > 0) {
			t.Errorf("%s: flags %v", l.Note, got.Flags)
		}
	}
}

func TestO23_AVerifyBatchComesBackWhole(t *testing.T) {
	m := meet(t)
	client, who := m.client(0, nil), m.who(0)
	var all []record.Learner
	want := map[string]string{}
	for _, l := range lrssim.FixedLearners() {
		all = append(all, learner(l, "MIS "+l.ULN))
		want["MIS "+l.ULN] = l.Expect
	}
	receipt, err := client.SubmitVerify(t.Context(), who, len(all), rows(all...))
	m.must(err)
	got := map[string]string{}
	job, err := client.VerifyOutput(t.Context(), who, receipt.JobID, func(v lrs.Verdict) error {
		got[v.MISIdentifier] = v.Code
		return nil
	})
	m.must(err)
	if !job.Ended() || job.Rows != len(all) || len(got) != len(all) {
		t.Errorf("job %+v with %d verdicts, want %d", job, len(got), len(all))
	}
	for mis, code := range want {
		if got[mis] != code {
			t.Errorf("%s: got %q, want %s", mis, got[mis], code)
		}
	}
	if _, ok := lrs.ParseTime(job.Finished, time.UTC); !ok {
		t.Errorf("the time %q cannot be read", job.Finished)
	}
}

func TestO23_AnAchievementBatchIsCountedAndItsErrorsTied(t *testing.T) {
	m := meet(t)
	client, who := m.client(0, nil), m.who(0)
	sent := []record.Achievement{award("A1", "610/5596/7"), award("A2", "K/501/5773"), award("A3", "999/0003/8"), award("A4", "999/0004/X"), award("A5", "999/0005/1")}
	receipt, err := client.SubmitAchievements(t.Context(), who, len(sent), rows(sent...))
	m.must(err)
	job, err := client.AchievementJob(t.Context(), who, receipt.JobID)
	m.must(err)
	sum := job.Reconciled(len(sent))
	if job.Status != lrs.StatusSuccessful || !sum.Agrees || sum.Processed != 2 || sum.Rejected != 3 || job.User != who.UserName {
		t.Errorf("job %+v, sum %+v", job, sum)
	}
	rejected, ok := lrs.ParseErrorFile(job.ErrorFile)
	var of []string
	for _, r := range rejected {
		of = append(of, r.MISIdentifier)
	}
	if slices.Sort(of); !ok || !slices.Equal(of, []string{"A3", "A4", "A5"}) {
		t.Errorf("rejected %v, readable %v", of, ok)
	}
}

func TestO23_AnAchievementJobIsInEveryStateOfTheContract(t *testing.T) {
	m := meet(t, lrssim.WithJobTimes(300*time.Millisecond, 300*time.Millisecond))
	client, who := m.client(0, nil), m.who(0)
	for _, c := range []struct {
		name, reference string
		want            lrs.JobStatus
	}{
		{"accepted", "610/5596/7", lrs.StatusSuccessful},
		{"failed", "999/0006/3", lrs.StatusFailed},
		{"cancelled", "999/0007/5", lrs.StatusCancelled},
	} {
		t.Run(c.name, func(t *testing.T) {
			receipt, err := client.SubmitAchievements(t.Context(), who, 1, rows(award("A1", c.reference)))
			if err != nil {
				t.Fatal(err)
			}
			var seen []lrs.JobStatus
			for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
				job, err := client.AchievementJob(t.Context(), who, receipt.JobID)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Contains(seen, job.Status) {
					seen = append(seen, job.Status)
				}
				if job.Status.Ended() {
					break
				}
			}
			if want := []lrs.JobStatus{lrs.StatusWaiting, lrs.StatusInProgress, c.want}; !slices.Equal(seen, want) {
				t.Errorf("the job was %v, want %v", seen, want)
			}
		})
	}
}

// Times with fractions, errors in other places and error files in other forms
// are all the contract leaves open (1.2, 1.9, 4.4).
func TestErrorFilesOfEveryForm(t *testing.T) {
	for _, form := range []string{"csv", "base64", "xml"} {
		t.Run(form, func(t *testing.T) {
			m := meetEdited(t, "error_file: csv", "error_file: "+form)
			client, who := m.client(0, nil), m.who(0)
			receipt, err := client.SubmitAchievements(t.Context(), who, 1, rows(award("A1", "999/0005/1")))
			m.must(err)
			job, err := client.AchievementJob(t.Context(), who, receipt.JobID)
			m.must(err)
			got, ok := lrs.ParseErrorFile(job.ErrorFile)
			if !ok || len(got) != 1 || got[0].MISIdentifier != "A1" || !strings.HasPrefix(got[0].Code, "SIM-") {
				t.Errorf("readable %v, %d lines", ok, len(got))
			}
		})
	}
}

func TestErrorsAsFaultsAndAsResponses(t *testing.T) {
	for _, wire := range []struct{ old, changed string }{
		{"achievement_errors: fault", "achievement_errors: fault"},
		{"achievement_errors: fault", "achievement_errors: response"},
		{"unqualified_faults: false", "unqualified_faults: true"},
		{"fractions: false", "fractions: true"},
	} {
		t.Run(wire.changed, func(t *testing.T) {
			m := meetEdited(t, wire.old, wire.changed)
			client, who := m.client(0, nil), m.who(0)
			who.Email = "nobody@nowhere" // no domain that LRS takes
			failed(t, submitAward(m, client, who), lrs.Refused, "WSEC0044")
			who = m.who(0)
			who.Password = "not-the-password"
			failed(t, submitAward(m, client, who), lrs.WrongPassword, "WSEC0005")
			_, err := client.VerifyLearner(t.Context(), who, learner(lrssim.FixedLearners()[0], ""))
			failed(t, err, lrs.WrongPassword, "WSEC0005")
			_, err = client.AchievementJob(t.Context(), m.who(0), 4711)
			failed(t, err, lrs.JobUnknown, "WSRC0018")
			_, err = client.VerifyOutput(t.Context(), m.who(0), 4711, func(lrs.Verdict) error { return nil })
			failed(t, err, lrs.JobUnknown, "WSRC0018")
		})
	}
}

// meetEdited changes one line of the scenario.
func meetEdited(t *testing.T, before, after string) *meeting {
	t.Helper()
	m := &meeting{t: t}
	dir := t.TempDir()
	var err error
	m.fixture, err = lrssim.Init(dir)
	m.must(err)
	text, err := os.ReadFile(m.fixture.Scenario)
	m.must(err)
	if !strings.Contains(string(text), before) {
		t.Fatalf("the scenario does not say %q", before)
	}
	m.must(os.WriteFile(m.fixture.Scenario, []byte(strings.Replace(string(text), before, after, 1)), 0o600))
	m.sim, err = lrssim.Load(dir)
	m.must(err)
	m.server, err = m.sim.Start("127.0.0.1:0", "")
	m.must(err)
	t.Cleanup(func() { _ = m.server.Close() })
	return m
}

// failed checks what class and code an error has.
func failed(t *testing.T, err error, class lrs.Class, code string) {
	t.Helper()
	failure, ok := errors.AsType[*lrs.Error](err)
	switch {
	case !ok:
		t.Errorf("got %v, want %q", err, class)
	case failure.Class != class || failure.Code != code:
		t.Errorf("got %q %s, want %q %s", failure.Class, failure.Code, class, code)
	}
}

// The certificate, the number and the password must be of one organisation.
func TestO14_OnlyItsOwnCertificateSpeaksForAnOrganisation(t *testing.T) {
	m := meet(t)
	acme, beta := 0, 1
	failed(t, submitAward(m, m.client(acme, nil), m.who(beta)), lrs.Refused, "WSEC0003")
	_, err := m.client(beta, nil).VerifyLearner(t.Context(), m.who(acme), learner(lrssim.FixedLearners()[0], ""))
	failed(t, err, lrs.Refused, "WSEC0003")
	m.must(submitAward(m, m.client(beta, nil), m.who(beta)))
}

// call is one operation, to be met by a fault.
type call struct {
	name string
	do   func(*meeting, *lrs.Client, lrs.Credentials) error
}

func submitAward(m *meeting, c *lrs.Client, who lrs.Credentials) error {
	_, err := c.SubmitAchievements(m.t.Context(), who, 1, rows(award("A1", "610/5596/7")))
	return err
}

// calls are the five operations. A get asks for a job that was taken before.
func calls() []call {
	one := learner(lrssim.FixedLearners()[0], "A1")
	return []call{
		{"verifyLearner", func(m *meeting, c *lrs.Client, who lrs.Credentials) error {
			_, err := c.VerifyLearner(m.t.Context(), who, one)
			return err
		}},
		{"submitVerifyBatch", func(m *meeting, c *lrs.Client, who lrs.Credentials) error {
			_, err := c.SubmitVerify(m.t.Context(), who, 1, rows(one))
			return err
		}},
		{"getVerifyBatchOutput", func(m *meeting, c *lrs.Client, who lrs.Credentials) error {
			_, err := c.VerifyOutput(m.t.Context(), who, m.job("submitVerifyBatch"), func(lrs.Verdict) error { return nil })
			return err
		}},
		{"SubmitAchievementBatchJob", submitAward},
		{"GetAchievementBatchJob", func(m *meeting, c *lrs.Client, who lrs.Credentials) error {
			_, err := c.AchievementJob(m.t.Context(), who, m.job("SubmitAchievementBatchJob"))
			return err
		}},
	}
}

// job is the job of the last submit that was taken.
func (m *meeting) job(operation string) (id lrs.JobID) {
	for _, j := range m.sim.Jobs() {
		if j.Operation == operation {
			id = lrs.JobID(j.ID)
		}
	}
	return id
}

// after says what a submit of awards may do after a fault (the architecture's
// rule 3).
type after string

const (
	again   after = "may be sent again by itself"
	waits   after = "waits for a change"
	nobody  after = "nobody knows"
	success after = ""
)

func TestF8_F10_F26_EveryFaultOfTheSimulatorHasItsClass(t *testing.T) {
	type want struct {
		class lrs.Class
		code  string
		then  after
	}
	for _, c := range []struct {
		name   string
		action lrssim.Action
		want   want
		only   []string // operations that the fault means something to; none = all
	}{
		{"malformed", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0001"}, want{lrs.Refused, "WSEC0001", waits}, nil},
		{"unsupported", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0002"}, want{lrs.Refused, "WSEC0002", waits}, nil},
		{"not authorised", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0003"}, want{lrs.Refused, "WSEC0003", waits}, nil},
		{"wrong password", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0005"}, want{lrs.WrongPassword, "WSEC0005", waits}, nil},
		{"no access", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0006"}, want{lrs.Refused, "WSEC0006", waits}, nil},
		{"failed inside", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0999"}, want{lrs.LRSFailed, "WSEC0999", nobody}, nil},
		{"failed inside, batch taken", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0999", Accepted: true}, want{lrs.LRSFailed, "WSEC0999", nobody}, nil},
		{"unlisted code", lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0777"}, want{lrs.LRSFailed, "WSEC0777", nobody}, nil},
		{"plain fault", lrssim.Action{Kind: lrssim.KindPlainFault}, want{lrs.SOAPFault, record.CodeSOAPFault, nobody}, nil},
		{"out of hours", lrssim.Action{Kind: lrssim.KindOutOfHours}, want{lrs.OutOfHours, "WSEC0004", again}, nil},
		{"maintenance", lrssim.Action{Kind: lrssim.KindMaintenance}, want{lrs.Maintenance, record.CodeOutage, again}, nil},
		{"maintenance at 503", lrssim.Action{Kind: lrssim.KindMaintenance, Status: 503}, want{lrs.Maintenance, record.CodeOutage, again}, nil},
		{"page of a proxy", lrssim.Action{Kind: lrssim.KindHTML}, want{lrs.BadAnswer, record.CodeBadAnswer, nobody}, nil},
		{"page of a proxy at 502", lrssim.Action{Kind: lrssim.KindHTML, Status: 502}, want{lrs.Outage, record.CodeOutage, nobody}, nil},
		{"503", lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 503}, want{lrs.Outage, record.CodeOutage, nobody}, nil},
		{"404", lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 404}, want{lrs.Outage, record.CodeOutage, nobody}, nil},
		{"redirect", lrssim.Action{Kind: lrssim.KindRedirect}, want{lrs.Redirect, record.CodeRedirect, nobody}, nil},
		{"dropped before", lrssim.Action{Kind: lrssim.KindDropBefore}, want{lrs.Lost, record.CodeNet, nobody}, nil},
		{"dropped after", lrssim.Action{Kind: lrssim.KindDropAfter}, want{lrs.Lost, record.CodeNet, nobody}, nil},
		{"too late", lrssim.Action{Kind: lrssim.KindDelay, Delay: 3 * time.Second}, want{lrs.Timeout, record.CodeTimeout, nobody}, nil},
		{"a body that never comes", lrssim.Action{Kind: lrssim.KindSlowBody, Delay: 400 * time.Millisecond}, want{lrs.Timeout, record.CodeTimeout, nobody}, nil},
		{"cut off", lrssim.Action{Kind: lrssim.KindTruncatedBody}, want{lrs.BadAnswer, record.CodeBadAnswer, nobody}, nil},
		{"wrong type", lrssim.Action{Kind: lrssim.KindWrongType}, want{lrs.BadAnswer, record.CodeBadAnswer, nobody}, nil},
		{"no job", lrssim.Action{Kind: lrssim.KindNoJobID}, want{lrs.NoJobID, record.CodeNoJobID, nobody}, []string{"submitVerifyBatch", "SubmitAchievementBatchJob"}},
		{"no job, batch taken", lrssim.Action{Kind: lrssim.KindNoJobID, Accepted: true}, want{lrs.NoJobID, record.CodeNoJobID, nobody}, []string{"submitVerifyBatch", "SubmitAchievementBatchJob"}},
		{"job 0", lrssim.Action{Kind: lrssim.KindJobID}, want{lrs.NoJobID, record.CodeNoJobID, nobody}, []string{"submitVerifyBatch", "SubmitAchievementBatchJob"}},
		{"negative job", lrssim.Action{Kind: lrssim.KindJobID, JobID: -7}, want{lrs.NoJobID, record.CodeNoJobID, nobody}, []string{"submitVerifyBatch", "SubmitAchievementBatchJob"}},
		{"job and error", lrssim.Action{Kind: lrssim.KindJobIDWithCode}, want{lrs.Contradiction, "WSEC0999", nobody}, []string{"submitVerifyBatch", "SubmitAchievementBatchJob"}},
		{"job and refusal", lrssim.Action{Kind: lrssim.KindJobIDWithCode, Code: "WSEC0046"}, want{lrs.Contradiction, "WSEC0046", nobody}, []string{"submitVerifyBatch", "SubmitAchievementBatchJob"}},

		{"late, and in time", lrssim.Action{Kind: lrssim.KindDelay, Delay: 50 * time.Millisecond}, want{}, nil},
		{"slow, and in time", lrssim.Action{Kind: lrssim.KindSlowBody, Delay: 5 * time.Millisecond}, want{}, nil},
		{"times with fractions", lrssim.Action{Kind: lrssim.KindFractionalTimes}, want{}, nil},
		{"codes of another length", lrssim.Action{Kind: lrssim.KindCodeSpelling}, want{}, nil},
		{"an unknown job state", lrssim.Action{Kind: lrssim.KindStatusText, Text: "Paused"}, want{}, []string{"getVerifyBatchOutput", "GetAchievementBatchJob"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := meet(t)
			patient, who := m.client(0, nil), m.who(0)
			caller := patient
			if c.want.class == lrs.Timeout {
				caller = m.client(0, func(o *lrs.Options) {
					o.Timeouts = lrs.Timeouts{Connect: 5 * time.Second, Single: time.Second, Batch: time.Second}
				})
			}
			for _, call := range calls() {
				if c.only != nil && !slices.Contains(c.only, call.name) {
					continue
				}
				m.must(submitAward(m, patient, who))
				_, err := patient.SubmitVerify(t.Context(), who, 1, rows(learner(lrssim.FixedLearners()[0], "A1")))
				m.must(err)
				m.must(m.sim.AddFault(lrssim.Fault{Match: lrssim.Match{Operation: call.name}, Action: c.action, Times: 1}))
				err = call.do(m, caller, who)
				if c.want.class == 0 {
					if err != nil {
						t.Errorf("%s: %v", call.name, err)
					}
					continue
				}
				failed(t, err, c.want.class, c.want.code)
				if got := thenOf(err); got != c.want.then {
					t.Errorf("%s: a submit %s, want %s", call.name, got, c.want.then)
				}
			}
		})
	}
}

func thenOf(err error) after {
	failure, ok := errors.AsType[*lrs.Error](err)
	switch {
	case !ok:
		return success
	case failure.MayResend():
		return again
	case failure.WaitForChange():
		return waits
	}
	return nobody
}

// A connection that goes while the body is still being sent left nothing at
// LRS: the last byte was never handed over.
func TestF8_AConnectionThatGoesWhileWeSendMaySendAgain(t *testing.T) {
	m := meet(t)
	client, who := m.client(0, nil), m.who(0)
	m.must(m.sim.AddFault(lrssim.Fault{Action: lrssim.Action{Kind: lrssim.KindDropUnread}, Times: 1}))
	const many = 10_000 // more than sockets buffer
	many10k := func(yield func(record.Achievement, error) bool) {
		a := award("", "610/5596/7")
		a.ActionReason = strings.Repeat("long ", 100)
		for range many {
			if !yield(a, nil) {
				return
			}
		}
	}
	_, err := client.SubmitAchievements(t.Context(), who, many, many10k)
	failure, ok := errors.AsType[*lrs.Error](err)
	if !ok || failure.BodyHanded || !failure.MayResend() {
		t.Errorf("got %v, handed over %v", err, ok && failure.BodyHanded)
	}
	for _, r := range m.sim.Requests() {
		if r.Accepted {
			t.Error("the simulator took the batch")
		}
	}
}

// What a verify output leaves out or confuses is seen by the caller, who
// compares: the client neither invents nor drops a verdict.
func TestVerdictsThatLRSLeavesOutOrConfuses(t *testing.T) {
	first := lrssim.FixedLearners()[0]
	for _, c := range []struct {
		kind lrssim.FaultKind
		want int
	}{{lrssim.KindMissingRow, 1}, {lrssim.KindWrongSearched, 2}} {
		t.Run(string(c.kind), func(t *testing.T) {
			m := meet(t)
			client, who := m.client(0, nil), m.who(0)
			receipt, err := client.SubmitVerify(t.Context(), who, 2, rows(learner(first, "A1"), learner(lrssim.FixedLearners()[1], "A2")))
			m.must(err)
			m.must(m.sim.AddFault(lrssim.Fault{Match: lrssim.Match{Operation: "getVerifyBatchOutput"}, Action: lrssim.Action{Kind: c.kind}, Times: 1}))
			n, right := 0, 0
			_, err = client.VerifyOutput(t.Context(), who, receipt.JobID, func(v lrs.Verdict) error {
				n++
				if v.MISIdentifier == "A1" && v.SearchedULN == first.ULN {
					right++
				}
				return nil
			})
			m.must(err)
			if n != c.want || right != 0 {
				t.Errorf("%d verdicts, %d of them right for the learner", n, right)
			}
		})
	}
}

func TestTheStateAJobWillEndInIsTold(t *testing.T) {
	m := meet(t)
	client, who := m.client(0, nil), m.who(0)
	m.must(m.sim.AddFault(lrssim.Fault{Match: lrssim.Match{Operation: "SubmitAchievementBatchJob"}, Action: lrssim.Action{Kind: lrssim.KindJobState, Text: "Failed"}, Times: 1}))
	receipt, err := client.SubmitAchievements(t.Context(), who, 1, rows(award("A1", "610/5596/7")))
	m.must(err)
	job, err := client.AchievementJob(t.Context(), who, receipt.JobID)
	m.must(err)
	if job.Status != lrs.StatusFailed {
		t.Errorf("the job is %s", job.Status)
	}
}
