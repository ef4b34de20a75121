package lrs

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// tapped is a client whose exchanges are looked at.
func tapped(t *testing.T, s *lrsServer, change func(*Options)) (*Client, func() []Exchange) {
	t.Helper()
	var mu sync.Mutex
	var all []Exchange
	c := s.client(t, func(o *Options) {
		o.Tap = func(_ context.Context, e Exchange) {
			mu.Lock()
			defer mu.Unlock()
			all = append(all, e)
		}
		if change != nil {
			change(o)
		}
	})
	return c, func() []Exchange {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}

const alexVerdict = `<r:VerifyLearnerResponse xmlns:r="http://api.lrs.miap.gov.uk/reportmsg"><VerifiedLearner><SearchedULN>1000000078</SearchedULN>` +
	`<ResponseCode>WSVRC001</ResponseCode><ULN>1000000078</ULN></VerifiedLearner></r:VerifyLearnerResponse>`

func TestO22_ATapSeesWhatWasOnTheWireButThePassword(t *testing.T) {
	s := newServer(t, soap(http.StatusOK, alexVerdict))
	c, seen := tapped(t, s, nil)
	ctx := WithAbout(t.Context(), About{Organisation: "acme", File: "K7Q2", Row: 3})
	if _, err := c.VerifyLearner(ctx, acme(), alex()); err != nil {
		t.Fatal(err)
	}
	if len(seen()) != 1 {
		t.Fatalf("%d exchanges", len(seen()))
	}
	e, sent := seen()[0], s.seen()[0].body
	if want := strings.Replace(sent, testPassword, Removed, 1); string(e.Request) != want || want == sent {
		t.Errorf("request\n%s\nwant\n%s", e.Request, want)
	}
	if string(e.Answer) != envelopeOf(alexVerdict) {
		t.Errorf("answer %s", e.Answer)
	}
	if e.Operation != "verifyLearner" || e.HTTPStatus != 200 || !e.SOAP || !e.Whole || e.Failure != nil || e.Ended.Before(e.Began) {
		t.Errorf("%+v", e)
	}
}

// LRS can repeat the password where it tells of a rule that was broken.
func TestO22_ATapErasesThePasswordFromAnswersHoweverItIsWritten(t *testing.T) {
	const password = `pass<word>'&"é123`
	encoded := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	escaped := `pass&lt;word&gt;&#39;&amp;&quot;&#xE9;123`
	detail := encoded("The value '" + password + "' is not valid.")
	answer := `<s:Fault><faultcode>s:Server</faultcode><faultstring>` + escaped + `</faultstring><detail>` +
		`<DomainFault xmlns="http://api.lrs.qcf.gov.uk/faults" said='pass&#60;word&gt;&apos;&amp;"é123'><ErrorCode>WSEC0001</ErrorCode><ErrorDetail>` +
		detail[:20] + "\n" + detail[20:] + `</ErrorDetail><Other>` + encoded("nothing of the kind") + `</Other></DomainFault></detail></s:Fault>`
	s := newServer(t, soap(http.StatusInternalServerError, answer))
	c, seen := tapped(t, s, nil)
	who := acme()
	who.Password = password
	_, err := c.AchievementJob(t.Context(), who, 7)
	if failure, ok := errors.AsType[*Error](err); !ok || failure.Code != "WSEC0001" {
		t.Fatal(err)
	}
	e := seen()[0]
	got := string(e.Answer)
	for _, never := range []string{escaped, "word", detail} {
		if strings.Contains(got, never) {
			t.Errorf("the answer still has %q: %s", never, got)
		}
	}
	if !strings.Contains(string(e.Request), ">"+Removed+"<") || strings.Contains(string(e.Request), "pass&lt;") {
		t.Errorf("request %s", e.Request)
	}
	if !strings.Contains(got, encoded("The value '"+Removed+"' is not valid.")) || !strings.Contains(got, encoded("nothing of the kind")) {
		t.Errorf("the detail is not as it was but for the password: %s", got)
	}
	for _, message := range [][]byte{e.Request, e.Answer} {
		d := xml.NewDecoder(bytes.NewReader(message))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("not well-formed any more: %v\n%s", err, message)
			}
		}
	}
	if e.Failure == nil || e.Failure.Code != "WSEC0001" {
		t.Errorf("failure %v", e.Failure)
	}
}

func TestO22_ATapErasesThePasswordFromPagesInUTF16(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		s := newServer(t, page(http.StatusBadGateway, "text/html", string(inUTF16("no "+testPassword+" here", order))))
		c, seen := tapped(t, s, nil)
		if _, err := c.VerifyLearner(t.Context(), acme(), alex()); err == nil {
			t.Fatal("no error")
		}
		if got := string(seen()[0].Answer); got != string(inUTF16("no "+Removed+" here", order)) || seen()[0].SOAP {
			t.Errorf("answer %q", got)
		}
	}
}

// What the client itself does not read on is kept all the same, and what is too
// long is kept up to the limit.
func TestO22_ATapSeesAnswersThatTheClientGaveUp(t *testing.T) {
	long := "<html>" + strings.Repeat("maintenance ", 20_000) + "</html>"
	s := newServer(t, page(http.StatusServiceUnavailable, "text/html", long))
	c, seen := tapped(t, s, nil)
	_, _ = c.VerifyLearner(t.Context(), acme(), alex())
	if e := seen()[0]; string(e.Answer) != long || !e.Whole || e.SOAP || e.HTTPStatus != http.StatusServiceUnavailable || e.Failure.Class != Outage {
		t.Errorf("%d of %d bytes, whole %v, %v", len(e.Answer), len(long), e.Whole, e.Failure)
	}
	c, seen = tapped(t, s, func(o *Options) { o.MaxResponse = 100_000 })
	_, _ = c.VerifyLearner(t.Context(), acme(), alex())
	if e := seen()[0]; string(e.Answer) != long[:100_000] || e.Whole {
		t.Errorf("%d bytes, whole %v", len(e.Answer), e.Whole)
	}
	s.Close()
	_, _ = c.VerifyLearner(t.Context(), acme(), alex())
	if e := seen()[1]; e.Answer != nil || e.HTTPStatus != 0 || e.Whole || e.Failure.Class != Unreachable || !bytes.Contains(e.Request, []byte(Removed)) {
		t.Errorf("%+v", e)
	}
}

func FuzzErase(f *testing.F) {
	f.Add([]byte("<a>"), []byte("</a>"))
	f.Add([]byte{0xFF, 0xFE, '<', 0}, []byte("&#"))
	f.Fuzz(func(t *testing.T, before, after []byte) {
		e := newEraser(testPassword)
		content := base64.StdEncoding.EncodeToString([]byte("x" + testPassword))
		message := slices.Concat(before, []byte(testPassword), after, []byte("<d>"+content+"</d>"))
		clean := e.erase(message)
		if bytes.Contains(clean, []byte(testPassword)) || bytes.Contains(clean, []byte(content)) {
			t.Errorf("the password is still in %q", clean)
		}
		if other := append(bytes.Clone(before), after...); !bytes.Contains(other, []byte("S")) && !bytes.Contains(other, []byte("&")) && !bytes.Contains(e.erase(other), other) {
			t.Errorf("%q was changed", other)
		}
	})
}
