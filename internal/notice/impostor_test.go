package notice

import (
	"bufio"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/tlstest"
)

// startTLS is what a mail server says before TLS begins: that it takes a login.
// It fails when it is told more than it asks for.
func startTLS(t *testing.T) func(net.Conn) error {
	return func(conn net.Conn) error {
		_, _ = io.WriteString(conn, "220 mail.example.org\r\n")
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			switch verb, _, _ := strings.Cut(lines.Text(), " "); verb {
			case "EHLO":
				_, _ = io.WriteString(conn, "250-mail.example.org\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n")
			case "STARTTLS":
				_, err := io.WriteString(conn, "220 go ahead\r\n")
				return err
			case "QUIT":
				return io.EOF
			default:
				t.Errorf("the server was told %q", lines.Text())
			}
		}
		return io.EOF
	}
}

// A mail server or webhook that cannot be trusted is told nothing: no user, no
// password, no token and no notice.
func TestO8_NothingIsSaidToServersThatCannotBeTrusted(t *testing.T) {
	t.Parallel()
	for _, impostor := range tlstest.Impostors() {
		for way, preface := range map[string]func(net.Conn) error{"mail with STARTTLS": startTLS(t), "mail with TLS": nil, "webhook": nil} {
			t.Run(impostor.Name+", "+way, func(t *testing.T) {
				t.Parallel()
				a := tlstest.NewAuthority(t)
				s := impostor.Serve(t, a, "127.0.0.1:0", preface)
				roots := func() (*x509.CertPool, error) { return a.Pool(), nil }
				credential := func() (string, error) { return hookToken, nil }
				var channel interface {
					Channel
					Try(context.Context) error
				} = Email{
					Server: s.Address, Implicit: preface == nil, Roots: roots, User: "lrsdrop", Password: credential,
					From: "lrsdrop@example.org", To: []string{"ops@example.org"},
				}
				if way == "webhook" {
					channel = Webhook{URL: fmt.Sprintf("https://%s/lrsdrop", s.Address), Roots: roots, Bearer: credential, HMAC: credential, Now: time.Now}
				}
				for doing, err := range map[string]error{"try": channel.Try(t.Context()), "send": channel.Send(t.Context(), refusal())} {
					if err == nil || !strings.Contains(err.Error(), impostor.Says) {
						t.Errorf("%s: %v, want %q", doing, err, impostor.Says)
					}
				}
				if text := s.Told(); text != "" || s.Came() < 2 {
					t.Errorf("after %d connections the server was told %q", s.Came(), text)
				}
			})
		}
	}
}
