package lrs

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"
)

// judged lets an answer be judged as if it had come for op.
func judged(op operation, status int, kind string, answer []byte, read func(*scanner) error) *Error {
	x := &exchange{
		client: &Client{options: withDefaults(Options{MaxResponse: 1 << 20})},
		op:     op, request: &envelope{body: []byte("<a>value</a>")},
	}
	return x.judge(&http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {kind}},
		Body: io.NopCloser(bytes.NewReader(answer)),
	}, read)
}

// fuzzAnswer throws answers at one operation. Whatever comes, the judgement
// is one of the classes, bounded, and success only for a whole message.
func fuzzAnswer(f *testing.F, op operation, read func(*scanner) error, seeds ...string) {
	for _, seed := range append(seeds, miapFault("WSEC0001"), domainFault("WSEC0046"), plainFault, "") {
		f.Add(200, []byte(envelopeOf(seed)))
		f.Add(500, []byte(envelopeOf(seed)))
	}
	f.Add(405, []byte(maintenancePage))
	f.Add(200, []byte("<!DOCTYPE a [<!ENTITY b 'c'>]><Envelope>&b;</Envelope>"))
	f.Fuzz(func(t *testing.T, status int, answer []byte) {
		failure := judged(op, status, "text/xml", answer, read)
		if failure == nil {
			if status != http.StatusOK || !bytes.Contains(answer, []byte(op.answer)) || !bytes.Contains(answer, []byte("Envelope")) {
				t.Fatalf("status %d, %q passed for success", status, answer)
			}
			return
		}
		if failure.Class == 0 || int(failure.Class) >= len(classes) {
			t.Fatalf("class %d", failure.Class)
		}
		if len(failure.Evidence) > maxEvidence || len(failure.Detail) > maxEvidence || utf8.RuneCountInString(failure.Code) > maxCode {
			t.Fatal("an error keeps too much")
		}
		if failure.MayResend() && failure.Class != Maintenance && failure.Class != OutOfHours {
			t.Fatalf("an answer of class %s lets a submit go again", failure.Class)
		}
	})
}

func FuzzVerifyLearnerAnswer(f *testing.F) {
	fuzzAnswer(f, verifyLearner, func(s *scanner) error {
		v, err := readVerifyLearner(s)
		if err == nil && v.Code == "" {
			return errors.New("a verdict without a code")
		}
		return err
	}, verifyAnswer(verifiedRows))
}

func FuzzSubmitVerifyAnswer(f *testing.F) {
	fuzzAnswer(f, submitVerify, func(s *scanner) error {
		_, id, err := readSubmitVerify(s)
		if err == nil && id <= 0 {
			panic("a receipt without a job")
		}
		return err
	}, `<SubmitVerifyBatchResponse><ResponseCode>WSRC0025</ResponseCode><JobID>7</JobID></SubmitVerifyBatchResponse>`)
}

func FuzzVerifyOutputAnswer(f *testing.F) {
	fuzzAnswer(f, verifyOutput, func(s *scanner) error {
		_, err := readVerifyOutput(s, func(Verdict) error { return nil })
		return err
	}, outputAnswer(verifiedRows))
}

func FuzzSubmitAchievementsAnswer(f *testing.F) {
	fuzzAnswer(f, submitBatch, func(s *scanner) error {
		_, id, err := readSubmitBatch(s)
		if err == nil && id <= 0 {
			panic("a receipt without a job")
		}
		return err
	}, submitted(jobID), submitted(responseCode("WSEC0004")+jobID))
}

func FuzzAchievementJobAnswer(f *testing.F) {
	fuzzAnswer(f, getBatch, func(s *scanner) error {
		j, err := readGetBatch(s, 98765)
		if err == nil {
			_, _ = ParseErrorFile(j.ErrorFile)
			_ = j.Reconciled(j.NumberOfRecords.N)
		}
		return err
	}, jobAnswer(`<a:JobID>98765</a:JobID><a:NumberOfRecords>2</a:NumberOfRecords><a:Status>Successful</a:Status>`))
}

func FuzzErrorFile(f *testing.F) {
	for _, seed := range []string{
		"MISIdentifier,Uln,ErrorCode,ErrorDescription\nA,1000000078,E,x\n", "dWxuLGVycm9yCjEsMgo=",
		`<E><R Uln="1" ErrorCode="2"/></E>`, `<E><R><Uln>1</Uln><Error>x</Error></R></E>`, "row\terror\n1\tx\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		found, readable := ParseErrorFile(raw)
		if readable != (len(found) > 0) || len(found) > maxRejections {
			t.Fatalf("%d rejections, readable %t", len(found), readable)
		}
		for _, r := range found {
			if (r.MISIdentifier == "" && r.ULN == "" && r.Row == 0) || (r.Code == "" && r.Text == "") {
				t.Fatalf("%+v ties nothing", r)
			}
		}
	})
}

func FuzzNormalise(f *testing.F) {
	f.Add(" wsrc001 ")
	f.Add("WCEC0999")
	f.Fuzz(func(t *testing.T, code string) {
		once := Normalise(code)
		if again := Normalise(once); again != once && strings.TrimSpace(once) == once {
			t.Fatalf("%q, then %q", once, again)
		}
	})
}
