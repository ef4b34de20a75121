package lrs

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/record"
)

// what an achievement submit may do after a failure (architecture, rule 3).
type verdict3 string

const (
	resend  verdict3 = "send again by itself"
	wait    verdict3 = "wait for a change"
	unknown verdict3 = "unknown"
)

func verdictOf(e *Error) verdict3 {
	switch {
	case e.MayResend() && e.NotTaken() && !e.WaitForChange() && !e.Unknown():
		return resend
	case e.WaitForChange() && e.NotTaken() && !e.MayResend() && !e.Unknown():
		return wait
	case e.Unknown() && !e.NotTaken() && !e.MayResend() && !e.WaitForChange():
		return unknown
	}
	return "contradictory"
}

const maintenancePage = `<?xml version="1.0" encoding="utf-8"?><Error><Code>UnsupportedHttpVerb</Code><Message>The resource doesn't support specified Http Verb.</Message></Error>`

var jobID = "<a:JobId>98765</a:JobId>"

func responseCode(code string) string { return "<a:ResponseCode>" + code + "</a:ResponseCode>" }

type classCase struct {
	name    string
	respond http.HandlerFunc
	class   Class
	code    string
	then    verdict3
}

// answersOfAllKinds is every answer that is not success.
func answersOfAllKinds() []classCase {
	whole := envelopeOf(submitted(jobID))
	return []classCase{
		{"MIAP fault 0001", soap(500, miapFault("WSEC0001")), Refused, "WSEC0001", wait},
		{"domain fault 0046", soap(500, domainFault("WSEC0046")), Refused, "WSEC0046", wait},
		{"domain fault 0005", soap(500, domainFault("WSEC0005")), WrongPassword, "WSEC0005", wait},
		{"domain fault 0004", soap(500, domainFault("WSEC0004")), OutOfHours, "WSEC0004", resend},
		{"domain fault 0999", soap(500, domainFault("WSEC0999")), LRSFailed, "WSEC0999", unknown},
		{"misprinted 0999", soap(500, domainFault("WCEC0999")), LRSFailed, "WCEC0999", unknown},
		{"three digits", soap(500, domainFault("wsec046 ")), Refused, "wsec046", wait},
		{"unlisted fault of the family", soap(500, domainFault("WSEC0777")), LRSFailed, "WSEC0777", unknown},
		{"fault with a foreign code", soap(500, domainFault("E-17")), SOAPFault, "E-17", unknown},
		{"fault with a success code", soap(500, domainFault("WSRC0007")), SOAPFault, "WSRC0007", unknown},
		{"fault without a code", soap(500, domainFault("")), SOAPFault, record.CodeSOAPFault, unknown},
		{"plain fault", soap(500, plainFault), SOAPFault, record.CodeSOAPFault, unknown},
		{"fault at 200", soap(200, domainFault("WSEC0047")), Refused, "WSEC0047", wait},
		{"fault at 503", soap(503, plainFault), SOAPFault, record.CodeSOAPFault, unknown},
		{"fault and more", soap(500, domainFault("WSEC0046")+domainFault("WSEC0046")), BadAnswer, record.CodeBadAnswer, unknown},
		{"fault cut off", page(500, "text/xml", strings.TrimSuffix(envelopeOf(domainFault("WSEC0046")), "</s:Envelope>")), BadAnswer, record.CodeBadAnswer, unknown},

		{"code 0001 without job", soap(200, submitted(responseCode("WSEC0001"))), Refused, "WSEC0001", wait},
		{"code 0043 as printed", soap(200, submitted(responseCode("WSRC0043"))), Refused, "WSRC0043", wait},
		{"code 0004 with job 0", soap(200, submitted(responseCode("WSEC0004")+"<a:JobId>0</a:JobId>")), OutOfHours, "WSEC0004", resend},
		{"code 0999 without job", soap(200, submitted(responseCode("WSEC0999"))), LRSFailed, "WSEC0999", unknown},
		{"count differs", soap(200, submitted(responseCode("WSRC0030"))), LRSFailed, "WSRC0030", unknown},
		{"job and 0046", soap(200, submitted(responseCode("WSEC0046")+jobID)), Contradiction, "WSEC0046", unknown},
		{"job and 0004", soap(200, submitted(responseCode("WSEC0004")+jobID)), Contradiction, "WSEC0004", unknown},
		{"negative job and 0046", soap(200, submitted(responseCode("WSEC0046")+"<a:JobId>-1</a:JobId>")), Contradiction, "WSEC0046", unknown},
		{"negative job", soap(200, submitted("<a:JobId>-1</a:JobId>")), NoJobID, record.CodeNoJobID, unknown},
		{"no job", soap(200, submitted(responseCode("WSRC0007"))), NoJobID, record.CodeNoJobID, unknown},
		{"nil job", soap(200, submitted(`<a:JobId xmlns:i="x" i:nil="true"/>`)), NoJobID, record.CodeNoJobID, unknown},
		{"empty result", soap(200, submitted("")), NoJobID, record.CodeNoJobID, unknown},
		{"job is a word", soap(200, submitted("<a:JobId>soon</a:JobId>")), BadAnswer, record.CodeBadAnswer, unknown},
		{"job twice", soap(200, submitted(jobID+jobID)), BadAnswer, record.CodeBadAnswer, unknown},
		{"job too large", soap(200, submitted("<a:JobId>99999999999999999999</a:JobId>")), BadAnswer, record.CodeBadAnswer, unknown},
		{"success at 500", soap(500, submitted(jobID)), BadAnswer, record.CodeBadAnswer, unknown},
		{"success at 202", soap(202, submitted(jobID)), BadAnswer, record.CodeBadAnswer, unknown},
		{"another answer", soap(200, `<v:SubmitVerifyBatchResponse xmlns:v="u"><JobID>7</JobID></v:SubmitVerifyBatchResponse>`), BadAnswer, record.CodeBadAnswer, unknown},
		{"two answers", soap(200, submitted(jobID)+submitted(jobID)), BadAnswer, record.CodeBadAnswer, unknown},
		{"empty body element", soap(200, ""), BadAnswer, record.CodeBadAnswer, unknown},

		{"wrong type", page(200, "text/html", whole), BadAnswer, record.CodeBadAnswer, unknown},
		{"no type", page(200, "", whole), BadAnswer, record.CodeBadAnswer, unknown},
		{"wrong charset", page(200, "text/xml; charset=utf-16", whole), BadAnswer, record.CodeBadAnswer, unknown},
		{"multipart", page(200, `multipart/related; boundary=x`, whole), BadAnswer, record.CodeBadAnswer, unknown},
		{"cut off", page(200, "text/xml", whole[:len(whole)-20]), BadAnswer, record.CodeBadAnswer, unknown},
		{"cut off within its length", cutShort(whole), BadAnswer, record.CodeBadAnswer, unknown},
		{"text after the end", page(200, "text/xml", whole+"and more"), BadAnswer, record.CodeBadAnswer, unknown},
		{"tags crossed", soap(200, "<a><b></a></b>"), BadAnswer, record.CodeBadAnswer, unknown},
		{"DTD", page(200, "text/xml", `<!DOCTYPE x [<!ENTITY a "b">]>`+whole), BadAnswer, record.CodeBadAnswer, unknown},
		{"too deep", soap(200, strings.Repeat("<a>", 100)+strings.Repeat("</a>", 100)), BadAnswer, record.CodeBadAnswer, unknown},
		{"too large", soap(200, submitted("<a:Note>"+strings.Repeat("<b>x</b>", 200_000)+"</a:Note>"+jobID)), BadAnswer, record.CodeBadAnswer, unknown},
		{"one long text", soap(200, submitted("<a:Note>"+strings.Repeat("x", 100_000)+"</a:Note>"+jobID)), BadAnswer, record.CodeBadAnswer, unknown},
		{"empty", page(200, "text/xml", ""), BadAnswer, record.CodeBadAnswer, unknown},
		{"HTML at 200", page(200, "text/html", "<html><body>Welcome</body></html>"), BadAnswer, record.CodeBadAnswer, unknown},
		{"NUL bytes", page(200, "text/xml", "\x00\x00\x00"), BadAnswer, record.CodeBadAnswer, unknown},

		{"HTML at 500", page(500, "text/html", "<html><body>Error</body></html>"), Outage, record.CodeOutage, unknown},
		{"HTML at 502", page(502, "text/html", "<html><body>Bad gateway</body></html>"), Outage, record.CodeOutage, unknown},
		{"HTML at 503", page(503, "text/html", "<html><body>Busy</body></html>"), Outage, record.CodeOutage, unknown},
		{"404", page(404, "text/plain", "not found"), Outage, record.CodeOutage, unknown},
		{"413", page(413, "text/plain", ""), Outage, record.CodeOutage, unknown},
		{"maintenance at 200", page(200, "text/html", "<html>"+maintenancePage+"</html>"), Maintenance, record.CodeOutage, resend},
		{"maintenance at 405", page(405, "application/xml", maintenancePage), Maintenance, record.CodeOutage, resend},
		{"maintenance at 503", page(503, "text/plain", "x UnsupportedHttpVerb x"), Maintenance, record.CodeOutage, resend},
		{"the word in an answer", soap(200, submitted("<a:Note>UnsupportedHttpVerb</a:Note>")), NoJobID, record.CodeNoJobID, unknown},
		{"the word in a fault", soap(500, strings.Replace(plainFault, "The message", "UnsupportedHttpVerb", 1)), SOAPFault, record.CodeSOAPFault, unknown},

		{"redirect 302", redirect(302), Redirect, record.CodeRedirect, unknown},
		{"redirect 307", redirect(307), Redirect, record.CodeRedirect, unknown},
		{"redirect 308", redirect(308), Redirect, record.CodeRedirect, unknown},
		{"304", page(304, "", ""), Redirect, record.CodeRedirect, unknown},
		{"redirect with an answer", redirectWith(whole), Redirect, record.CodeRedirect, unknown},
		{"dropped without an answer", drop, Lost, record.CodeNet, unknown},
		{"no answer in time", sleepy, Timeout, record.CodeTimeout, unknown},
		{"answer stops half-way", stall(whole), Timeout, record.CodeTimeout, unknown},
	}
}

// TestF8_F10_F26_EveryAnswerHasAClass: no answer but the real one is success,
// and each says what a submit may do next.
func TestF8_F10_F26_EveryAnswerHasAClass(t *testing.T) {
	for _, test := range answersOfAllKinds() {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := newServer(t, test.respond)
			client := server.client(t, func(o *Options) {
				if test.class == Timeout {
					o.Timeouts.Batch = time.Second
				}
				o.MaxResponse = 1 << 20
			})
			receipt, err := client.SubmitAchievements(t.Context(), acme(), 2, rows(alexAward(), zoeWithdrawal()))
			var failure *Error
			if !errors.As(err, &failure) {
				t.Fatalf("got %+v and %v, want an *Error", receipt, err)
			}
			if receipt != (Receipt{}) {
				t.Errorf("a failure came with the receipt %+v", receipt)
			}
			if failure.Class != test.class || failure.Code != test.code {
				t.Errorf("got class %q code %q, want %q %q (%v)", failure.Class, failure.Code, test.class, test.code, err)
			}
			if got := verdictOf(failure); got != test.then {
				t.Errorf("a submit may: %s; want: %s", got, test.then)
			}
			if n := len(server.seen()); n != 1 {
				t.Errorf("%d requests arrived, want 1", n)
			}
			assertSafe(t, failure)
		})
	}
}

// assertSafe: nothing of a learner, and no LRS code that did not come from LRS.
func assertSafe(t *testing.T, e *Error) {
	t.Helper()
	for _, text := range []string{e.Error(), e.Detail, string(e.Evidence), e.LogValue().String()} {
		assertNothingPersonal(t, text)
		if len(text) > maxEvidence {
			t.Errorf("%d bytes kept", len(text))
		}
	}
	if len(e.Digest) != 64 {
		t.Errorf("digest %q", e.Digest)
	}
	if e.HTTPStatus != 0 && !strings.HasPrefix(string(e.Evidence), "HTTP ") {
		t.Errorf("no evidence: %q", e.Evidence)
	}
}

func redirect(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}
}

func redirectWith(content string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/elsewhere")
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(http.StatusFound)
		_, _ = io.WriteString(w, content)
	}
}

func drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func sleepy(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func cutShort(content string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		w.Header().Set("Content-Length", "100000")
		_, _ = io.WriteString(w, content)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

func stall(content string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, content[:len(content)/2])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
		panic(http.ErrAbortHandler) // returning would end the answer properly
	}
}
