package lrs

import (
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/record"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// invoke makes each of the five calls with the rows of the contract's examples.
var invoke = map[string]func(*Client) error{
	"verifyLearner": func(c *Client) error {
		_, err := c.VerifyLearner(context.Background(), acme(), alex())
		return err
	},
	"submitVerifyBatch": func(c *Client) error {
		_, err := c.SubmitVerify(context.Background(), acme(), 2, rows(alex(), zoe()))
		return err
	},
	"getVerifyBatchOutput": func(c *Client) error {
		_, err := c.VerifyOutput(context.Background(), acme(), 123456, func(Verdict) error { return nil })
		return err
	},
	"SubmitAchievementBatchJob": func(c *Client) error {
		_, err := c.SubmitAchievements(context.Background(), acme(), 2, rows(alexAward(), zoeWithdrawal()))
		return err
	},
	"GetAchievementBatchJob": func(c *Client) error {
		_, err := c.AchievementJob(context.Background(), acme(), 98765)
		return err
	},
}

// TestRequestsMatchGolden compares what arrives with testdata/golden; its
// README names the section of the contract that each follows.
func TestRequestsMatchGolden(t *testing.T) {
	actions := map[string]string{
		"verifyLearner":             `"http://tempuri.org/LearnerPortType/verifyLearner"`,
		"submitVerifyBatch":         `""`,
		"getVerifyBatchOutput":      `""`,
		"SubmitAchievementBatchJob": `"http://api.lrs.qcf.gov.uk/services/IExternalService/SubmitAchievementBatchJob"`,
		"GetAchievementBatchJob":    `"http://api.lrs.qcf.gov.uk/services/IExternalService/GetAchievementBatchJob"`,
	}
	for name, call := range invoke {
		t.Run(name, func(t *testing.T) {
			server := newServer(t, soap(http.StatusOK, "<none/>"))
			_ = call(server.client(t, nil)) // the answer is none on purpose
			calls := server.seen()
			if len(calls) != 1 {
				t.Fatalf("%d requests arrived, want 1", len(calls))
			}
			got := calls[0]
			compareGolden(t, name+".xml", got.body)
			if a := got.header["Soapaction"]; len(a) != 1 || a[0] != actions[name] {
				t.Errorf("SOAPAction %q, want %s", a, actions[name])
			}
			if k := got.header.Get("Content-Type"); k != "text/xml; charset=utf-8" {
				t.Errorf("Content-Type %q", k)
			}
			if got.length != int64(len(got.body)) {
				t.Errorf("Content-Length %d for %d bytes", got.length, len(got.body))
			}
			if got.proto != "HTTP/1.1" {
				t.Errorf("spoke %s", got.proto)
			}
		})
	}
}

// compareGolden breaks the message between elements, where blanks mean
// nothing, so that a change can be read.
func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	got = strings.ReplaceAll(got, "><", ">\n<") + "\n"
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s", name, got)
	}
}

// TestO2_O14_EachCallIdentifiesItsOrganisation: two organisations share
// neither credentials, certificate nor connection.
func TestO2_O14_EachCallIdentifiesItsOrganisation(t *testing.T) {
	server := newServer(t, soap(http.StatusOK, submitted("<JobId>7</JobId>")))
	beta := acme()
	beta.OrganisationRef, beta.Password = "RN1111", "ANOTHERSIXTEENCH"
	for name, who := range map[string]Credentials{"acme": acme(), "beta": beta} {
		client, err := NewClient(server.options(name))
		if err != nil {
			t.Fatal(err)
		}
		defer client.Close()
		if len(client.Fingerprint()) != 64 {
			t.Errorf("fingerprint %q is no SHA-256", client.Fingerprint())
		}
		if _, err := client.SubmitAchievements(t.Context(), who, 1, rows(alexAward())); err != nil {
			t.Fatal(err)
		}
	}
	remotes := map[string]bool{}
	for _, c := range server.seen() {
		remotes[c.remote] = true
		want := map[string]string{"acme": "RN0000", "beta": "RN1111"}[c.client]
		if !strings.Contains(c.body, "<m:OrganisationRef>"+want+"</m:OrganisationRef>") {
			t.Errorf("certificate of %s came without %s", c.client, want)
		}
	}
	if len(remotes) != 2 {
		t.Errorf("two organisations used %d connections, want 2", len(remotes))
	}
}

func TestIdentityIsAnOption(t *testing.T) {
	server := newServer(t, soap(http.StatusOK, "<none/>"))
	client := server.client(t, func(o *Options) { o.LearnerIdentity = ByOrganisationRef })
	_, _ = client.VerifyLearner(t.Context(), acme(), alex())
	if body := server.seen()[0].body; !strings.Contains(body, `<OrganisationRef>RN0000</OrganisationRef><UKPRN i:nil="true"/>`) {
		t.Errorf("identity not as configured: %s", body)
	}
}

// TestNothingIsSentWhenARequestCannotBeBuilt: a read error, a wrong count, a
// value that the wire cannot hold.
func TestNothingIsSentWhenARequestCannotBeBuilt(t *testing.T) {
	change := func(f func(*record.Achievement)) iter.Seq2[record.Achievement, error] {
		a := alexAward()
		f(&a)
		return rows(alexAward(), a)
	}
	reading := errors.New("disk error")
	nobody := acme()
	nobody.UserName = ""
	tests := map[string]struct {
		who  Credentials
		n    int
		rows iter.Seq2[record.Achievement, error]
		want string
	}{
		"read error":        {acme(), 2, breaks(reading, alexAward()), "reading row 2 of the batch: disk error"},
		"too few rows":      {acme(), 3, rows(alexAward(), alexAward()), "another number"},
		"too many rows":     {acme(), 1, rows(alexAward(), alexAward()), "another number"},
		"no rows":           {acme(), 0, rows[record.Achievement](), "at least one row"},
		"unknown action":    {acme(), 2, change(func(a *record.Achievement) { a.Action = "promote" }), "row 2 of the batch: e:Action"},
		"control character": {acme(), 2, change(func(a *record.Achievement) { a.GivenName = "A\x01" }), "row 2 of the batch: e:GivenName has a character"},
		"not UTF-8":         {acme(), 2, change(func(a *record.Achievement) { a.Grade = "\xff" }), "row 2 of the batch: e:Grade has a character"},
		"damaged date":      {acme(), 2, change(func(a *record.Achievement) { a.AwardDate = "30/06/2025" }), "row 2 of the batch: e:AchievementAwardDate"},
		"damaged birth":     {acme(), 2, change(func(a *record.Achievement) { a.DateOfBirth = "x" }), "row 2 of the batch: e:DateofBirth"},
		"damaged gender":    {acme(), 2, change(func(a *record.Achievement) { a.Gender = "M" }), "row 2 of the batch: e:Gender"},
		"no ULN":            {acme(), 2, change(func(a *record.Achievement) { a.ULN = "" }), "row 2 of the batch: e:Uln"},
		"no user":           {nobody, 1, rows(alexAward()), "no person"},
		"too large":         {acme(), 2, change(func(a *record.Achievement) { a.Grade = strings.Repeat("g", maxRequest) }), "too large"},
	}
	server := newServer(t, soap(http.StatusOK, submitted("<JobId>7</JobId>")))
	client := server.client(t, nil)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := client.SubmitAchievements(t.Context(), test.who, test.n, test.rows)
			var failure *Error
			if !errors.As(err, &failure) || failure.Class != OurFault || failure.Code != record.CodeInternal {
				t.Fatalf("got %v, want our own fault", err)
			}
			if !failure.NotTaken() || failure.MayResend() || failure.Unknown() {
				t.Error("a request that was never sent is not taken, and not simply sent again")
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %q does not say %q", err, test.want)
			}
			assertNothingPersonal(t, err.Error())
		})
	}
	if n := len(server.seen()); n != 0 {
		t.Errorf("%d requests arrived, want none", n)
	}
	if _, err := client.SubmitAchievements(t.Context(), acme(), 2, breaks(reading, alexAward())); !errors.Is(err, reading) {
		t.Errorf("the read error is lost in %v", err)
	}
}

// TestTextSurvivesTheWire: whatever XML can carry comes out as it went in.
func TestTextSurvivesTheWire(t *testing.T) {
	for _, s := range []string{"", "plain", "Zoë", "a&b<c>d", `"'`, "tab\tend", "a\r\nb", "]]>", "𝒳", "&amp;"} {
		b, ok := appendText(nil, s)
		if !ok {
			t.Errorf("%q refused", s)
			continue
		}
		var back struct {
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal([]byte("<x>"+string(b)+"</x>"), &back); err != nil || back.Text != s {
			t.Errorf("%q came back as %q (%v)", s, back.Text, err)
		}
	}
	for _, s := range []string{"\x00", "a\x0b", "\x1f", "\xff", "\xed\xa0\x80", "\ufffe", "\uffff"} {
		if _, ok := appendText(nil, s); ok {
			t.Errorf("%q accepted", s)
		}
	}
}

// TestDigestLeavesOutThePassword: a changed password is not another request.
func TestDigestLeavesOutThePassword(t *testing.T) {
	digest := func(password Secret, uln string) string {
		c, l := acme(), alex()
		c.Password, l.ULN = password, uln
		e := new(envelope)
		e.reset(1)
		writeVerifyLearner(e, c, ByUKPRN, &l)
		return e.digest()
	}
	first := digest(testPassword, "1000000078")
	if first != digest("ANOTHERSIXTEENCHARS", "1000000078") {
		t.Error("the digest depends on the password")
	}
	if first == digest(testPassword, "1000000086") {
		t.Error("the digest does not depend on the request")
	}
}

// TestBufferIsReused: a second batch allocates no second buffer.
func TestBufferIsReused(t *testing.T) {
	e := new(envelope)
	write := func() {
		e.reset(100)
		writeSubmitBatch(e, acme(), withDefaults(Options{ActionCodes: actionCodes()}), 2, rows(alexAward(), zoeWithdrawal()))
	}
	write()
	before := &e.body[0]
	write()
	if e.err != nil || &e.body[0] != before {
		t.Errorf("the buffer was made anew (%v)", e.err)
	}
}

func assertNothingPersonal(t *testing.T, text string) {
	t.Helper()
	for _, personal := range []string{"Alex", "Example", "1000000078", "2001-02-03", "REG-0000", testPassword, "Zoë", "Sample"} {
		if strings.Contains(text, personal) {
			t.Errorf("%q stands in %q", personal, text)
		}
	}
}
