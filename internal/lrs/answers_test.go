package lrs

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

const verifiedRows = `<VerifiedLearner><MISIdentifier>REG-000001</MISIdentifier><SearchedULN>1000000078</SearchedULN>` +
	`<SearchedFamilyName>Example</SearchedFamilyName><SearchedGivenName>Alex</SearchedGivenName><SearchedDateOfBirth>2001-02-03</SearchedDateOfBirth>` +
	`<SearchedGender>1</SearchedGender><ResponseCode>WSVRC003</ResponseCode><ULN>1000000094</ULN><FamilyName>Secret</FamilyName>` +
	`<GivenName>Alexander</GivenName><DateOfBirth>2001-02-03</DateOfBirth><Gender>1</Gender><FailureFlag>VRF1</FailureFlag><FailureFlag>VRF2</FailureFlag></VerifiedLearner>` +
	`<VerifiedLearner><MISIdentifier>REG-000002</MISIdentifier><SearchedULN>1000000086</SearchedULN><ResponseCode>WSVRC006</ResponseCode></VerifiedLearner>`

func verifyAnswer(members string) string {
	return `<r:VerifyLearnerResponse xmlns:r="http://api.lrs.miap.gov.uk/reportmsg">` + members + `</r:VerifyLearnerResponse>`
}

func outputAnswer(members string) string {
	return `<v:GetVerifyBatchOutputResponse xmlns:v="http://api.lrs.miap.gov.uk/vldmsg">` + members + `</v:GetVerifyBatchOutputResponse>`
}

func jobAnswer(members string) string {
	return `<GetAchievementBatchJobResponse xmlns="http://api.lrs.qcf.gov.uk/services"><GetAchievementBatchJobResult xmlns:a="http://api.lrs.qcf.gov.uk/model" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">` +
		members + `</GetAchievementBatchJobResult></GetAchievementBatchJobResponse>`
}

func TestVerifyLearnerGivesTheVerdictAlone(t *testing.T) {
	answer := verifyAnswer(strings.Split(verifiedRows, "<VerifiedLearner><MISIdentifier>REG-000002")[0])
	server := newServer(t, soap(http.StatusOK, answer))
	got, err := server.client(t, nil).VerifyLearner(t.Context(), acme(), alex())
	want := Verdict{MISIdentifier: "REG-000001", SearchedULN: "1000000078", Code: "WSVRC003", ULN: "1000000094", Flags: []string{"VRF1", "VRF2"}}
	if len(got.Digest) != 64 {
		t.Errorf("the digest of the request is %q", got.Digest)
	}
	got.Digest = ""
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v and %v, want %+v", got, err, want)
	}
}

// TestO6_ThatIsAllThatLeaves: the verdict has no place for a name, a date of
// birth or a gender.
func TestO6_ThatIsAllThatLeaves(t *testing.T) {
	kind := reflect.TypeFor[Verdict]()
	var names []string
	for i := range kind.NumField() {
		names = append(names, kind.Field(i).Name)
	}
	if got := strings.Join(names, " "); got != "MISIdentifier SearchedULN Code ULN Flags Digest" {
		t.Errorf("a verdict holds %s", got)
	}
}

func TestVerifyOutputStreamsItsRows(t *testing.T) {
	head := `<ResponseCode>WSRC0029</ResponseCode><JobStatus>Done</JobStatus><JobStartedDateTime>2026-01-12 10:15:02</JobStartedDateTime><JobFinishedDateTime>2026-01-12 10:16:40</JobFinishedDateTime>`
	server := newServer(t, soap(http.StatusOK, outputAnswer(head+verifiedRows)))
	var codes []string
	job, err := server.client(t, nil).VerifyOutput(t.Context(), acme(), 5, func(v Verdict) error {
		codes = append(codes, v.MISIdentifier+" "+v.Code)
		return nil
	})
	want := VerifyJob{Code: "WSRC0029", Status: "Done", Started: "2026-01-12 10:15:02", Finished: "2026-01-12 10:16:40", Rows: 2}
	if err != nil || job != want || strings.Join(codes, ",") != "REG-000001 WSVRC003,REG-000002 WSVRC006" {
		t.Errorf("got %+v %v and %v", job, codes, err)
	}
	if !job.Ended() {
		t.Error("a job with rows has ended")
	}
	if (VerifyJob{Code: "WSRC0026", Status: "Running"}).Ended() {
		t.Error("a job without rows and finish time has not ended")
	}
}

func TestVerifyOutputKeepsItsCallersError(t *testing.T) {
	server := newServer(t, soap(http.StatusOK, outputAnswer(verifiedRows)))
	full := errors.New("disk full")
	_, err := server.client(t, nil).VerifyOutput(t.Context(), acme(), 5, func(Verdict) error { return full })
	var failure *Error
	if !errors.Is(err, full) || !errors.As(err, &failure) || failure.Class != OurFault {
		t.Errorf("got %v", err)
	}
}

// TestAnswersToVerifyAndGetCalls covers what the achievement submit does not.
func TestAnswersToVerifyAndGetCalls(t *testing.T) {
	tests := map[string]struct {
		call    string
		respond http.HandlerFunc
		class   Class
		code    string
		retry   Retry
	}{
		"verify: MIAP fault":          {"verifyLearner", soap(500, miapFault("WSEC0001")), Refused, "WSEC0001", RetryNo},
		"verify: unqualified fault":   {"verifyLearner", soap(500, strings.ReplaceAll(miapFault("WSEC0999"), "ns2:", "")), LRSFailed, "WSEC0999", RetryLimited},
		"verify: code as answer":      {"verifyLearner", soap(200, verifyAnswer("<VerifiedLearner><ResponseCode>WSEC0004</ResponseCode></VerifiedLearner>")), OutOfHours, "WSEC0004", RetryLater},
		"verify: no learner":          {"verifyLearner", soap(200, verifyAnswer("")), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"verify: no code":             {"verifyLearner", soap(200, verifyAnswer("<VerifiedLearner><ULN>1000000078</ULN></VerifiedLearner>")), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"verify: two learners":        {"verifyLearner", soap(200, verifyAnswer(verifiedRows)), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"verify: flags without end":   {"verifyLearner", soap(200, verifyAnswer("<VerifiedLearner>"+strings.Repeat("<FailureFlag>VRF1</FailureFlag>", 50)+"</VerifiedLearner>")), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"verify: elements in a value": {"verifyLearner", soap(200, verifyAnswer("<VerifiedLearner><ULN><b/></ULN></VerifiedLearner>")), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"verify: maintenance":         {"verifyLearner", page(405, "text/xml", maintenancePage), Maintenance, "LOCAL-OUTAGE", RetryLater},
		"verify: redirect":            {"verifyLearner", redirect(301), Redirect, "LOCAL-REDIRECT", RetryAfterFix},
		"batch: job unknown":          {"getVerifyBatchOutput", soap(200, outputAnswer("<ResponseCode>WSRC0018</ResponseCode>")), JobUnknown, "WSRC0018", RetryNo},
		"batch: three digits":         {"getVerifyBatchOutput", soap(500, miapFault("WSRC018")), JobUnknown, "WSRC018", RetryNo},
		"batch: nothing":              {"getVerifyBatchOutput", soap(200, outputAnswer("")), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"batch: cut off":              {"getVerifyBatchOutput", page(200, "text/xml", envelopeOf(outputAnswer(verifiedRows))[:800]), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"submit verify: count":        {"submitVerifyBatch", soap(200, `<SubmitVerifyBatchResponse><ResponseCode>WSRC0030</ResponseCode><JobID>0</JobID></SubmitVerifyBatchResponse>`), LRSFailed, "WSRC0030", RetryNo},
		"submit verify: no job":       {"submitVerifyBatch", soap(200, `<SubmitVerifyBatchResponse/>`), NoJobID, "LOCAL-NO-JOB-ID", RetryLimited},
		"job: error alone":            {"GetAchievementBatchJob", soap(200, jobAnswer(`<a:ResponseCode>WSEC0004</a:ResponseCode><a:JobID>0</a:JobID><a:Status>Failed</a:Status>`)), OutOfHours, "WSEC0004", RetryLater},
		"job: another job":            {"GetAchievementBatchJob", soap(200, jobAnswer(`<a:JobID>1</a:JobID><a:Status>Waiting</a:Status>`)), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"job: no status":              {"GetAchievementBatchJob", soap(200, jobAnswer(`<a:JobID>98765</a:JobID>`)), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"job: count is a word":        {"GetAchievementBatchJob", soap(200, jobAnswer(`<a:NumberOfRecords>many</a:NumberOfRecords><a:Status>Successful</a:Status>`)), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"job: empty count":            {"GetAchievementBatchJob", soap(200, jobAnswer(`<a:NumberOfRecords></a:NumberOfRecords><a:Status>Successful</a:Status>`)), BadAnswer, "LOCAL-BAD-ANSWER", RetryLimited},
		"job: domain fault":           {"GetAchievementBatchJob", soap(500, domainFault("WSEC0003")), Refused, "WSEC0003", RetryNo},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			server := newServer(t, test.respond)
			err := invoke[test.call](server.client(t, nil))
			var failure *Error
			if !errors.As(err, &failure) || failure.Class != test.class || failure.Code != test.code || failure.Retry() != test.retry {
				t.Fatalf("got %v (%v), want %s %s, retry %q", err, failure, test.class, test.code, test.retry)
			}
			assertSafe(t, failure)
		})
	}
}

func TestSubmitsGiveAReceipt(t *testing.T) {
	server := newServer(t, soap(http.StatusOK, `<v:SubmitVerifyBatchResponse xmlns:v="http://api.lrs.miap.gov.uk/vldmsg"><ResponseCode>WSRC0025</ResponseCode><JobID>123456</JobID></v:SubmitVerifyBatchResponse>`))
	receipt, err := server.client(t, nil).SubmitVerify(t.Context(), acme(), 2, rows(alex(), zoe()))
	if err != nil || receipt.JobID != 123456 || receipt.Code != "WSRC0025" || len(receipt.Digest) != 64 {
		t.Errorf("got %+v and %v", receipt, err)
	}
	if age := time.Since(receipt.Date); age < -time.Minute || age > time.Minute {
		t.Errorf("the server's clock came back as %v", receipt.Date)
	}
}

func TestAchievementJobHasAllMembers(t *testing.T) {
	file := "MISIdentifier,Uln\r\n  x&#13;\n"
	answer := jobAnswer(`<a:ResponseCode>WSRC0031</a:ResponseCode><a:AchievementBatchErrorFile>` + strings.ReplaceAll(file, "\r\n", "&#13;\n") + `</a:AchievementBatchErrorFile>
<a:AchievementsCreated>1</a:AchievementsCreated><a:AchievementsPromotedToFinal>2</a:AchievementsPromotedToFinal>
<a:AchievementsReinstated>3</a:AchievementsReinstated><a:AchievementsUpdated>4</a:AchievementsUpdated><a:AchievementsWithdrawn>5</a:AchievementsWithdrawn>
<a:BusinessRuleErrors>6</a:BusinessRuleErrors><a:Duration>00:00:12</a:Duration><a:EndDate>2026-01-12T10:16:40</a:EndDate>
<a:FieldDataErrors>7</a:FieldDataErrors><a:Filename>f</a:Filename><a:JobID>98765</a:JobID><a:LearnerDataErrors>8</a:LearnerDataErrors>
<a:NumberOfRecords>36</a:NumberOfRecords><a:PercentageSuccessfulRecords>41.5</a:PercentageSuccessfulRecords><a:RejectionReason>r</a:RejectionReason>
<a:StartDate>2026-01-12T10:16:28.123</a:StartDate><a:Status>Successful</a:Status><a:SubmittedDate>2026-01-12T10:15:02Z</a:SubmittedDate>
<a:SuccessfulFinalAchievements>9</a:SuccessfulFinalAchievements><a:SuccessfulProvisionalAchievements>0</a:SuccessfulProvisionalAchievements><a:Type>Final</a:Type><a:User>ao-daemon</a:User>`)
	server := newServer(t, soap(http.StatusOK, answer))
	got, err := server.client(t, nil).AchievementJob(t.Context(), acme(), 98765)
	n := func(n int) Count { return Count{N: n, Set: true} }
	want := AchievementJob{
		ResponseCode: "WSRC0031", ErrorFile: "MISIdentifier,Uln\r\n  x\r\n", Created: n(1), PromotedToFinal: n(2), Reinstated: n(3), Updated: n(4), Withdrawn: n(5),
		BusinessRuleErrors: n(6), Duration: "00:00:12", EndDate: "2026-01-12T10:16:40", FieldDataErrors: n(7), Filename: "f", JobID: 98765, LearnerDataErrors: n(8),
		NumberOfRecords: n(36), PercentageSuccessful: 41.5, PercentageSet: true, RejectionReason: "r", StartDate: "2026-01-12T10:16:28.123", Status: StatusSuccessful,
		SubmittedDate: "2026-01-12T10:15:02Z", SuccessfulFinal: n(9), SuccessfulProvisional: n(0), Type: "Final", User: "ao-daemon",
	}
	if err != nil || got != want {
		t.Errorf("got\n%+v\nand %v, want\n%+v", got, err, want)
	}
	if r := got.Reconciled(36); !r.Agrees || r.Processed != 15 || r.Rejected != 21 {
		t.Errorf("36 records do not add up: %+v", r)
	}
}

// TestAbsentIsNotZero: a job that has not begun has no counters.
func TestAbsentIsNotZero(t *testing.T) {
	server := newServer(t, soap(http.StatusOK, jobAnswer(`<a:JobID>98765</a:JobID><a:StartDate i:nil="true"/><a:Status>Waiting</a:Status>`)))
	got, err := server.client(t, nil).AchievementJob(t.Context(), acme(), 98765)
	if want := (AchievementJob{JobID: 98765, Status: StatusWaiting}); err != nil || got != want {
		t.Errorf("got %+v and %v", got, err)
	}
}

func TestJobStates(t *testing.T) {
	for status, want := range map[JobStatus][2]bool{
		StatusWaiting: {true, false}, StatusInProgress: {true, false}, StatusSuccessful: {true, true},
		StatusFailed: {true, true}, StatusCancelled: {true, true}, "Paused": {false, false}, "": {false, false},
	} {
		if got := [2]bool{status.Known(), status.Ended()}; got != want {
			t.Errorf("%q: known, ended = %v, want %v", status, got, want)
		}
	}
	if !(AchievementJob{Status: StatusFailed}).Suspicious() {
		t.Error("a bare Failed may mean that nothing was set")
	}
	if (AchievementJob{Status: StatusFailed, RejectionReason: "x"}).Suspicious() || (AchievementJob{Status: StatusFailed, FieldDataErrors: Count{3, true}}).Suspicious() {
		t.Error("a Failed with a reason or a count is one")
	}
}

func TestReconciledNeverAssumes(t *testing.T) {
	n := func(n int) Count { return Count{N: n, Set: true} }
	tests := map[string]struct {
		job  AchievementJob
		sent int
		want bool
	}{
		"all created":            {AchievementJob{Created: n(10), NumberOfRecords: n(10)}, 10, true},
		"mixed":                  {AchievementJob{Created: n(5), Updated: n(1), Withdrawn: n(1), Reinstated: n(1), FieldDataErrors: n(1), BusinessRuleErrors: n(1), NumberOfRecords: n(10)}, 10, true},
		"one lost":               {AchievementJob{Created: n(9), NumberOfRecords: n(10)}, 10, false},
		"one too many":           {AchievementJob{Created: n(10), LearnerDataErrors: n(1), NumberOfRecords: n(10)}, 10, false},
		"another count":          {AchievementJob{Created: n(9), NumberOfRecords: n(9)}, 10, false},
		"no count":               {AchievementJob{Created: n(10)}, 10, false},
		"nothing":                {AchievementJob{}, 10, false},
		"negative":               {AchievementJob{Created: n(11), FieldDataErrors: n(-1), NumberOfRecords: n(10)}, 10, false},
		"promoted counted twice": {AchievementJob{Updated: n(10), PromotedToFinal: n(10), NumberOfRecords: n(10)}, 10, false},
	}
	for name, test := range tests {
		if got := test.job.Reconciled(test.sent); got.Agrees != test.want || got.Agrees == (got.Why != "") {
			t.Errorf("%s: %+v, want agreement %t", name, got, test.want)
		}
	}
}

// TestF10_ABrokenAnswerGivesNothing: an answer that goes wrong at its end
// leaves no verdict behind.
func TestF10_ABrokenAnswerGivesNothing(t *testing.T) {
	row := strings.Split(verifiedRows, "<VerifiedLearner><MISIdentifier>REG-000002")[0]
	server := newServer(t, page(200, "text/xml", envelopeOf(verifyAnswer(row))+"<more/>"))
	got, err := server.client(t, nil).VerifyLearner(t.Context(), acme(), alex())
	if err == nil || !reflect.DeepEqual(got, Verdict{}) {
		t.Errorf("got %+v and %v", got, err)
	}
}

func TestParseTime(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-12 10:15:02":           "2026-01-12T10:15:02Z",
		"2026-01-12T10:15:02":           "2026-01-12T10:15:02Z",
		"2026-01-12T10:15:02.5":         "2026-01-12T10:15:02.5Z",
		"2026-01-12T10:15:02.123+01:00": "2026-01-12T09:15:02.123Z",
		"12/01/2026":                    "",
		"":                              "",
	} {
		got, ok := ParseTime(text, time.UTC)
		if ok != (want != "") || ok && got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%q gave %v, %t", text, got, ok)
		}
	}
}

// TestDetailAndEvidenceShowTheRuleAndNoValue: what LRS quotes of our request
// is blanked, the name of the broken rule stays (F26).
func TestF26_DetailAndEvidenceShowTheRuleAndNoValue(t *testing.T) {
	server := newServer(t, soap(500, miapFault("WSEC0001")))
	_, err := server.client(t, nil).VerifyLearner(t.Context(), acme(), alex())
	var failure *Error
	if !errors.As(err, &failure) {
		t.Fatal(err)
	}
	if want := "schema validation: value '***' of MIAPNameNonEmpty, ULN ***, born ***-***-***, password ***"; failure.Detail != want {
		t.Errorf("detail %q, want %q", failure.Detail, want)
	}
	if e := string(failure.Evidence); !strings.Contains(e, "<ErrorCode>WSEC0001</ErrorCode>") || !strings.Contains(e, "<FurtherDetails>...</FurtherDetails>") {
		t.Errorf("evidence %q", e)
	}
}

// TestF26_EchoedRequestLeavesNoValue: a front end that shows the request.
func TestF26_EchoedRequestLeavesNoValue(t *testing.T) {
	var server *lrsServer
	server = newServer(t, func(w http.ResponseWriter, r *http.Request) {
		page(500, "text/html", "<html>You sent "+server.seen()[0].body+"</html>")(w, r)
	})
	_, err := server.client(t, nil).SubmitAchievements(t.Context(), acme(), 2, rows(alexAward(), zoeWithdrawal()))
	var failure *Error
	if !errors.As(err, &failure) || failure.Class != Outage {
		t.Fatal(err)
	}
	if !strings.Contains(string(failure.Evidence), "You sent") {
		t.Errorf("evidence %q", failure.Evidence)
	}
	assertSafe(t, failure)
}

// A password need not have a word in it.
func TestF26_EchoedPasswordIsBlankedWhateverItIsMadeOf(t *testing.T) {
	const password = `a<b>c&d"e!f?g/h+`
	for _, said := range []string{password, html.EscapeString(password), "<P>" + base64.StdEncoding.EncodeToString([]byte("password "+password)) + "</P>"} {
		x := &exchange{request: &envelope{}, password: password}
		if got := x.blanked("the password " + said + " is wrong"); strings.Contains(got, `a<b`) || strings.Contains(got, "&amp;d") || strings.Contains(got, "YTxiPmMm") {
			t.Errorf("%q", got)
		}
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("call", "secret", Secret(testPassword), "who", acme())
	js, _ := json.Marshal(map[string]any{"s": Secret(testPassword), "c": acme()})
	shown := []string{log.String(), string(js)}
	for _, verb := range []string{"%s", "%v", "%+v", "%#v", "%q", "%x", "%d", "%t"} {
		shown = append(shown, fmt.Sprintf(verb, Secret(testPassword)), fmt.Sprintf(verb, acme()))
	}
	for _, s := range shown {
		if strings.Contains(s, testPassword) || strings.Contains(s, fmt.Sprintf("%x", testPassword)) {
			t.Errorf("the password stands in %s", s)
		}
	}
}
