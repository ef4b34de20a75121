package lrs

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/tlstest"
)

// TestF26_NoConnectionMaySendAgain: what fails before the last byte is handed
// over left nothing at LRS.
func TestF26_NoConnectionMaySendAgain(t *testing.T) {
	tests := map[string]struct {
		address func(*testing.T) string
		class   Class
		code    string
	}{
		"nobody listens":         {closedPort, Unreachable, record.CodeNet},
		"server speaks no TLS":   {plainServer, TLSFailed, record.CodeTLS},
		"closed in the midst":    {hangUpServer, TLSFailed, record.CodeTLS},
		"handshake never ends":   {silentServer, TLSFailed, record.CodeTLS},
		"unknown authority":      {otherAuthority, TLSFailed, record.CodeTLS},
		"server knows TLS 1.1":   {oldServer, TLSFailed, record.CodeTLS},
		"name that is no server": {func(*testing.T) string { return "no-such-host.invalid:443" }, Unreachable, record.CodeNet},
	}
	server := newServer(t, soap(200, submitted(jobID)))
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client := server.client(t, func(o *Options) {
				o.AchievementURL = "https://" + test.address(t)
				o.Timeouts.Connect = 300 * time.Millisecond
			})
			_, err := client.SubmitAchievements(t.Context(), acme(), 1, rows(alexAward()))
			var failure *Error
			if !errors.As(err, &failure) || failure.Class != test.class || failure.Code != test.code {
				t.Fatalf("got %v, want %s", err, test.class)
			}
			if verdictOf(failure) != resend || failure.BodyHanded {
				t.Errorf("a submit may: %s; body handed: %t", verdictOf(failure), failure.BodyHanded)
			}
		})
	}
}

func listen(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serve(c)
		}
	}()
	return l.Addr().String()
}

func closedPort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func plainServer(t *testing.T) string {
	return listen(t, func(c net.Conn) {
		_, _ = io.WriteString(c, "220 mail.example.org ready\r\n")
		_ = c.Close()
	})
}

func hangUpServer(t *testing.T) string { return listen(t, func(c net.Conn) { _ = c.Close() }) }

func silentServer(t *testing.T) string {
	return listen(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
}

func otherAuthority(t *testing.T) string {
	return newServer(t, soap(200, "")).Listener.Addr().String()
}

func oldServer(t *testing.T) string {
	a := tlstest.NewAuthority(t)
	config := &tls.Config{Certificates: []tls.Certificate{a.Good()}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	return listen(t, func(c net.Conn) { _ = tls.Server(c, config).Handshake(); _ = c.Close() })
}

// TestF8_LastByteDecides: a connection that breaks while a large request is
// being sent leaves nothing at LRS; one that breaks after the last byte is
// unknown.
func TestF8_LastByteDecides(t *testing.T) {
	for name, test := range map[string]struct {
		read int64 // bytes the server takes before it closes; 0 means all
		want verdict3
	}{
		"broke within the request": {read: 200 << 10, want: resend},
		"broke after the request":  {read: 0, want: unknown},
	} {
		t.Run(name, func(t *testing.T) {
			a := tlstest.NewAuthority(t)
			config := &tls.Config{Certificates: []tls.Certificate{a.Good()}}
			address := listen(t, func(c net.Conn) {
				s := tls.Server(c, config)
				if test.read > 0 {
					_, _ = io.CopyN(io.Discard, s, test.read)
				} else if r, err := http.ReadRequest(newReader(s)); err == nil {
					_, _ = io.Copy(io.Discard, r.Body)
				}
				_ = c.Close()
			})
			client := clientFor(t, a, address)
			award := alexAward()
			award.Grade = strings.Repeat("g", 60<<10)
			many := make([]record.Achievement, 400)
			for i := range many {
				many[i] = award
			}
			_, err := client.SubmitAchievements(t.Context(), acme(), len(many), rows(many...))
			var failure *Error
			if !errors.As(err, &failure) || failure.Class != Lost {
				t.Fatalf("got %v, want a lost connection", err)
			}
			if got := verdictOf(failure); got != test.want || failure.BodyHanded != (test.want == unknown) {
				t.Errorf("a submit may: %s (handed %t); want: %s", got, failure.BodyHanded, test.want)
			}
		})
	}
}

// TestF8_NothingResendsByItself: a kept connection that the server closes
// under the second request makes it fail, once.
func TestF8_NothingResendsByItself(t *testing.T) {
	a := tlstest.NewAuthority(t)
	config := &tls.Config{Certificates: []tls.Certificate{a.Good()}}
	var requests, connections atomic.Int32
	address := listen(t, func(c net.Conn) {
		connections.Add(1)
		defer c.Close()
		s := tls.Server(c, config)
		in := newReader(s)
		for answered := false; ; answered = true {
			r, err := http.ReadRequest(in)
			if err != nil {
				return
			}
			_, _ = io.Copy(io.Discard, r.Body)
			requests.Add(1)
			if answered {
				return // the second request on a connection gets no answer
			}
			answer := envelopeOf(`<VerifyLearnerResponse><VerifiedLearner><ResponseCode>WSVRC001</ResponseCode></VerifiedLearner></VerifyLearnerResponse>`)
			writeResponse(s, answer)
		}
	})
	client := clientFor(t, a, address)
	if _, err := client.VerifyLearner(t.Context(), acme(), alex()); err != nil {
		t.Fatal(err)
	}
	_, err := client.VerifyLearner(t.Context(), acme(), alex())
	var failure *Error
	if !errors.As(err, &failure) || failure.Class != Lost || !failure.BodyHanded || failure.Retry() != RetryLater {
		t.Fatalf("got %v, want a lost connection", err)
	}
	if requests.Load() != 2 || connections.Load() != 1 {
		t.Errorf("%d requests on %d connections, want 2 on 1", requests.Load(), connections.Load())
	}
}

// TestF8_ASubmitHasItsOwnConnection: it never rides on a kept one.
func TestF8_ASubmitHasItsOwnConnection(t *testing.T) {
	server := newServer(t, soap(200, submitted(jobID)))
	client := server.client(t, nil)
	for range 3 {
		if _, err := client.SubmitAchievements(t.Context(), acme(), 1, rows(alexAward())); err != nil {
			t.Fatal(err)
		}
	}
	remotes := map[string]bool{}
	for _, c := range server.seen() {
		remotes[c.remote] = true
	}
	if len(remotes) != 3 {
		t.Errorf("3 submits used %d connections", len(remotes))
	}
}

// TestF8_AStopAwaitsASubmitUnderWay: cancelling after the request has left
// still brings the answer; before, nothing is sent.
func TestF8_AStopAwaitsASubmitUnderWay(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		time.Sleep(50 * time.Millisecond)
		soap(200, submitted(jobID))(w, r)
	})
	client := server.client(t, nil)
	receipt, err := client.SubmitAchievements(ctx, acme(), 1, rows(alexAward()))
	if err != nil || receipt.JobID != 98765 {
		t.Fatalf("got %+v and %v, want the job", receipt, err)
	}
	_, err = client.SubmitAchievements(ctx, acme(), 1, rows(alexAward()))
	var failure *Error
	if !errors.As(err, &failure) || failure.Class != Cancelled || verdictOf(failure) != resend || !errors.Is(err, context.Canceled) {
		t.Errorf("after the stop got %v", err)
	}
	if n := len(server.seen()); n != 1 {
		t.Errorf("%d requests arrived, want 1", n)
	}
}

// TestASubmitKeepsTheDeadlineOfItsCaller: only a cancellation is put off.
func TestASubmitKeepsTheDeadlineOfItsCaller(t *testing.T) {
	server := newServer(t, sleepy)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := server.client(t, nil).SubmitAchievements(ctx, acme(), 1, rows(alexAward()))
	var failure *Error
	if !errors.As(err, &failure) || failure.Class != Timeout || !failure.Unknown() {
		t.Errorf("got %v, want a time-out", err)
	}
}

// TestRefusedCertificateIsTLS: TLS 1.3 tells of it only after the handshake.
func TestRefusedCertificateIsTLS(t *testing.T) {
	server := newServer(t, soap(200, ""))
	stranger := tlstest.NewAuthority(t)
	client := server.client(t, func(o *Options) { o.TLS.Certificates = []tls.Certificate{stranger.Client("acme")} })
	for range 5 { // the alert and the end of the connection race
		_, err := client.VerifyLearner(t.Context(), acme(), alex())
		var failure *Error
		if !errors.As(err, &failure) || (failure.Class != TLSFailed && failure.Class != Lost) || failure.Retry() != RetryLater {
			t.Fatalf("got %v, want a refused certificate", err)
		}
	}
}
