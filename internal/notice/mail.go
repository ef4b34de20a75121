package notice

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"lrsdrop/internal/peer"
)

// EmailName is the name of the channel.
const EmailName = "email"

// Email sends notices through a mail server.
type Email struct {
	Server   string // host and port
	Plain    bool   // without TLS: a server on this machine
	Implicit bool   // TLS from the first byte on; else STARTTLS, and nothing without
	Roots    func() (*x509.CertPool, error)
	User     string
	Password func() (string, error) // read again for each connection
	From     string
	To       []string
}

// Name implements [Channel].
func (Email) Name() string { return EmailName }

// Send implements [Channel].
func (e Email) Send(ctx context.Context, m Message) error {
	to := e.To
	if len(m.To) > 0 {
		to = m.To
	}
	c, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	refused, err := e.hand(c, to, e.compose(m, to))
	switch {
	case err != nil:
		return e.failed("hand the message to", err)
	case refused == nil || refused.Others:
		_ = c.Quit() // it has the message
	}
	if refused != nil {
		return refused
	}
	return nil
}

// hand gives the text to the server for those whom it takes it for. A refusal
// for good of one address keeps it from nobody else.
func (e Email) hand(c *smtp.Client, to []string, text []byte) (refused *Refused, err error) {
	if err := c.Mail(e.From, nil); err != nil {
		return nil, err
	}
	taken := 0
	for _, whom := range to {
		err := c.Rcpt(whom, nil)
		said, isAnswer := errors.AsType[*smtp.SMTPError](err)
		switch {
		case err == nil:
			taken++
		case !isAnswer || said.Temporary():
			return nil, err
		case refused == nil:
			refused = &Refused{Whom: []string{whom}, Cause: e.failed("name an address to", err)}
		default:
			refused.Whom = append(refused.Whom, whom)
		}
	}
	if taken == 0 {
		return refused, nil
	}
	w, err := c.Data()
	if err != nil {
		return nil, err
	}
	_, err = w.Write(text)
	if err = errors.Join(err, w.Close()); err == nil && refused != nil {
		refused.Others = true
	}
	return refused, err
}

// Try signs in and sends nothing.
func (e Email) Try(ctx context.Context) error {
	c, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Quit()
}

// open connects and signs in. The connection ends with ctx.
func (e Email) open(ctx context.Context) (*smtp.Client, error) {
	host, _, err := net.SplitHostPort(e.Server)
	if err != nil {
		return nil, err
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", e.Server)
	if err != nil {
		return nil, e.failed("connect to", err)
	}
	if at, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(at)
	}
	context.AfterFunc(ctx, func() { _ = conn.Close() })
	c, err := e.greet(ctx, &terse{Conn: conn, left: maxAnswers}, host)
	if err != nil {
		return nil, errors.Join(e.failed("speak with", err), ignored(conn.Close()))
	}
	c.CommandTimeout, c.SubmissionTimeout = sendTimeout, sendTimeout
	if err := e.signIn(c); err != nil {
		return nil, errors.Join(e.failed("sign in to", err), ignored(c.Close()))
	}
	return c, nil
}

// terse is a connection of which only so much is read: an answer of a mail
// server may have any number of lines, and all are kept until the last.
type terse struct {
	net.Conn
	left int
}

func (t *terse) Read(b []byte) (int, error) {
	if t.left == 0 {
		return 0, errTalks
	}
	n, err := t.Conn.Read(b[:min(len(b), t.left)])
	t.left -= n
	return n, err
}

var errTalks = errors.New("the mail server says more than we read")

// failed names the server. It may repeat how we signed in, as PLAIN and LOGIN
// write it.
func (e Email) failed(doing string, err error) error {
	f := &failure{doing: doing + " " + e.Server, cause: err}
	if e.User == "" {
		return f
	}
	if password, unread := e.Password(); unread == nil && password != "" {
		const hidden = "[hidden]"
		plain := base64.StdEncoding.EncodeToString([]byte("\x00" + e.User + "\x00" + password))
		f.hide = strings.NewReplacer(plain, hidden, base64.StdEncoding.EncodeToString([]byte(password)), hidden, password, hidden)
	}
	return f
}

func ignored(error) error { return nil }

func (e Email) greet(ctx context.Context, conn net.Conn, host string) (*smtp.Client, error) {
	if e.Plain {
		return smtp.NewClient(conn), nil
	}
	roots, err := e.Roots()
	if err != nil {
		return nil, err
	}
	secure := &tls.Config{ServerName: host, RootCAs: roots, MinVersion: tls.VersionTLS12, VerifyConnection: peer.Verify}
	if !e.Implicit {
		return smtp.NewClientStartTLS(conn, secure)
	}
	over := tls.Client(conn, secure)
	if err := over.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	return smtp.NewClient(over), nil
}

func (e Email) signIn(c *smtp.Client) error {
	if e.User == "" {
		return nil
	}
	password, err := e.Password()
	if err != nil {
		return err
	}
	if c.SupportsAuth(sasl.Plain) || !c.SupportsAuth(sasl.Login) {
		return c.Auth(sasl.NewPlainClient("", e.User, password))
	}
	return c.Auth(sasl.NewLoginClient(e.User, password))
}

// compose writes the message as it goes to the server.
func (e Email) compose(m Message, to []string) []byte {
	var b bytes.Buffer
	_, domain, _ := strings.Cut(e.From, "@")
	for _, header := range [][2]string{
		{"Date", m.At.Format(time.RFC1123Z)},
		{"From", "lrsdrop <" + e.From + ">"},
		{"To", strings.Join(to, ",\r\n\t")},
		{"Subject", strings.ReplaceAll(mime.QEncoding.Encode("utf-8", subject(m)), "?= =?", "?=\r\n =?")},
		{"Message-ID", "<" + m.ID + "@" + domain + ">"},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", header[0], header[1])
	}
	b.WriteString("\r\n")
	q := quotedprintable.NewWriter(&b)
	_, _ = q.Write([]byte(strings.ReplaceAll(body(m), "\n", "\r\n"))) // to memory
	_ = q.Close()
	return b.Bytes()
}

func subject(m Message) string {
	text := m.What
	if first, _, ok := strings.Cut(text, ": "); ok && len(first) > 20 {
		text = first
	}
	if runes := []rune(text); len(runes) > 120 {
		text = string(runes[:117]) + "..."
	}
	if m.Over {
		text = "Over: " + text
	}
	prefix := "lrsdrop: "
	if m.Environment != "production" {
		prefix = "lrsdrop (TEST): "
	}
	return prefix + strings.TrimSuffix(text, ".")
}

// body is the message in plain words.
func body(m Message) string {
	var b strings.Builder
	part := func(title, text string) {
		if text != "" {
			b.WriteString(title + "\n  " + text + "\n\n")
		}
	}
	part("What happened", m.What)
	part("What to do", m.Do)
	part("The command", m.Command)
	part("Since", m.Since.UTC().Format("2 January 2006 15:04 UTC"))
	part("Organisation", strings.TrimSpace(m.Name+" ("+cmp.Or(m.Organisation, "all")+")"))
	b.WriteString("lrsdrop on " + cmp.Or(m.Host, "an unnamed machine") + ", " + m.Environment + ". The same cause is told at most once an hour.\n")
	return b.String()
}
