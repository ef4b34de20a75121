package notice

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/notice/noticetest"
)

func refusal() Message {
	at := time.Date(2026, 7, 9, 12, 0, 0, 0, time.UTC)
	return Message{
		Schema: 1, ID: "0123-1-ab", At: at, Since: at, Kind: FileRefused, Organisation: "acme", Name: "Ácme Awarding", Items: []string{"K7Q2M4XT"},
		What: "1 file of Ácme Awarding was refused, and nothing was sent: K7Q2M4XT", Do: "The report says what is wrong.\n.\nQUIT", Command: "lrsdrop status K7Q2M4XT",
		Environment: "simulator", Host: "mft01",
	}
}

func TestMailComesThroughEachWayAsItWasWritten(t *testing.T) {
	for name, way := range map[string]struct{ implicit, plain bool }{"starttls": {}, "implicit": {implicit: true}, "on this machine": {plain: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box := noticetest.Start(t, way.implicit, way.plain)
			e := mailTo(box, way.implicit, way.plain)
			must(t, e.Try(t.Context()))
			must(t, e.Send(t.Context(), refusal()))
			all := box.Letters()
			if len(all) != 1 || all[0].From != "lrsdrop@example.org" || strings.Join(all[0].To, " ") != "ops@example.org second@example.org" {
				t.Fatalf("%+v", all)
			}
			m, err := mail.ReadMessage(strings.NewReader(all[0].Text))
			must(t, err)
			subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
			if err != nil || subject != "lrsdrop (TEST): 1 file of Ácme Awarding was refused, and nothing was sent" {
				t.Errorf("%q, %v", subject, err)
			}
			if to, err := m.Header.AddressList("To"); err != nil || len(to) != 2 || m.Header.Get("Message-ID") != "<0123-1-ab@example.org>" || m.Header.Get("Auto-Submitted") != "auto-generated" {
				t.Errorf("%v, %v", m.Header, err)
			}
			text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
			must(t, err)
			for _, want := range []string{"1 file of Ácme Awarding was refused", "\r\n.\r\nQUIT", "lrsdrop status K7Q2M4XT", "9 July 2026 12:00 UTC", "(acme)", "mft01, simulator"} {
				if !strings.Contains(string(text), want) {
					t.Errorf("%q is not in the text:\n%s", want, text)
				}
			}
		})
	}
}

func TestNothingIsSaidToAMailServerWithoutTLS(t *testing.T) {
	t.Parallel()
	plain := noticetest.Start(t, false, true)
	if err := mailTo(plain, false, false).Send(t.Context(), refusal()); err == nil || !strings.Contains(err.Error(), "speak with "+plain.Address) {
		t.Errorf("without STARTTLS: %v", err)
	}
	if err := mailTo(plain, true, false).Send(t.Context(), refusal()); err == nil {
		t.Error("a server that speaks no TLS is spoken with")
	}
	stranger := noticetest.Start(t, false, false)
	e := mailTo(stranger, false, false)
	e.Roots = func() (*x509.CertPool, error) { return x509.NewCertPool(), nil }
	if err := e.Send(t.Context(), refusal()); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody trusts: %v", err)
	}
	if n := len(plain.Letters()) + len(stranger.Letters()); n > 0 {
		t.Errorf("%d letters came", n)
	}
}

func TestAWrongPasswordOrARefusalOfTheServerIsAFailure(t *testing.T) {
	t.Parallel()
	box := noticetest.Start(t, false, false)
	e := mailTo(box, false, false)
	e.Password = func() (string, error) { return "another invented one", nil }
	if err := e.Send(t.Context(), refusal()); err == nil || !strings.Contains(err.Error(), "sign in to "+box.Address) || strings.Contains(err.Error(), "another invented one") {
		t.Errorf("%v", err)
	}
	box.FailWith(errors.New("the mailbox is full " + strings.Repeat("x", 10_000)))
	if err := mailTo(box, false, false).Send(t.Context(), refusal()); err == nil || !strings.Contains(err.Error(), "hand the message") || len(err.Error()) > 500 {
		t.Errorf("%v", err)
	}
}

func TestAnAddressThatIsGoneKeepsALetterFromNobodyElse(t *testing.T) {
	t.Parallel()
	box := noticetest.Start(t, false, false)
	box.Remove("second@example.org")
	err := mailTo(box, false, false).Send(t.Context(), refusal())
	if r, ok := errors.AsType[*Refused](err); !ok || !r.Others || !slices.Equal(r.Whom, []string{"second@example.org"}) || !strings.Contains(err.Error(), "no such mailbox") {
		t.Errorf("%v", err)
	}
	if got := box.Letters(); len(got) != 1 || !slices.Equal(got[0].To, []string{"ops@example.org"}) || !strings.Contains(got[0].Text, "K7Q2M4XT") {
		t.Errorf("%+v", got)
	}
	box.Remove("ops@example.org")
	err = mailTo(box, false, false).Send(t.Context(), refusal())
	if r, ok := errors.AsType[*Refused](err); !ok || r.Others || len(r.Whom) != 2 || len(box.Letters()) != 1 {
		t.Errorf("%v", err)
	}
}

func TestO4_WhatAMailServerRepeatsOfTheLoginIsNotTold(t *testing.T) {
	t.Parallel()
	box := noticetest.Start(t, false, false)
	for _, repeated := range []string{
		noticetest.Password, base64.StdEncoding.EncodeToString([]byte(noticetest.Password)),
		base64.StdEncoding.EncodeToString([]byte("\x00" + noticetest.User + "\x00" + noticetest.Password)),
	} {
		box.FailWith(errors.New("you said " + repeated + " to me"))
		err := mailTo(box, false, false).Send(t.Context(), refusal())
		if err == nil || strings.Contains(err.Error(), repeated) || !strings.Contains(err.Error(), "you said [hidden] to me") {
			t.Errorf("%v", err)
		}
	}
}

func TestAMailServerThatHangsIsLeft(t *testing.T) {
	t.Parallel()
	box := noticetest.Start(t, true, false) // which waits for a TLS handshake
	e := mailTo(box, false, false)          // and we for its greeting
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := e.Send(ctx, refusal()); err == nil || time.Since(began) > 5*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

// A mail server that talks without end is left, however patient we are.
func TestF28_MailServerThatTalksWithoutEndIsLeft(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	said := make(chan int, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		n, line := 0, []byte(strings.Repeat("220-welcome\r\n", 1000))
		for err == nil && n < 64<<20 {
			var more int
			more, err = conn.Write(line)
			n += more
		}
		said <- n
	}()
	e := Email{Server: l.Addr().String(), Plain: true, From: "lrsdrop@example.org", To: []string{"ops@example.org"}}
	if err := e.Send(t.Context(), refusal()); err == nil || !strings.Contains(err.Error(), "says more than we read") {
		t.Error(err)
	}
	if n := <-said; n >= 64<<20 {
		t.Errorf("it was listened to for %d bytes", n)
	}
}
