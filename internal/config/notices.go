package config

import (
	"crypto/x509"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"lrsdrop/internal/secret"
)

// Notices says who is told of what needs a person. The zero Notices tells
// nobody.
type Notices struct {
	Email   Email   `yaml:"email"`
	Webhook Webhook `yaml:"webhook"`
}

// Email sends notices through a mail server; one without Server sends none.
type Email struct {
	Server   string     `yaml:"server"`   // name or address, and port; "" means none
	TLS      MailTLS    `yaml:"tls"`      // how the way to it is protected
	CAFile   string     `yaml:"ca_file"`  // PEM; "" means the machine's own roots
	User     string     `yaml:"user"`     // whom to sign in as; "" means not to
	Password secret.Ref `yaml:"password"` // with User
	From     string     `yaml:"from"`
	To       []string   `yaml:"to"` // 1 to 20 addresses
}

// MailTLS says how the way to a mail server is protected.
type MailTLS string

// The values of tls.
const (
	StartTLS    MailTLS = "starttls" // and nothing without
	ImplicitTLS MailTLS = "implicit" // from the first byte on
	PlainMail   MailTLS = "none"     // to this machine itself only
)

// Webhook posts notices as JSON; one without URL posts none.
type Webhook struct {
	URL    string     `yaml:"url"`     // https
	CAFile string     `yaml:"ca_file"` // PEM; "" means the machine's own roots
	Bearer secret.Ref `yaml:"bearer"`  // token of the header Authorization; none if not set
	HMAC   secret.Ref `yaml:"hmac"`    // key of a signature over the body; none if not set
}

// maxRecipients bounds the addresses of one list.
const maxRecipients = 20

func (n Notices) check(to *notes) {
	n.Email.check(to)
	n.Webhook.check(to)
}

func (e Email) check(n *notes) {
	const at = "notices.email"
	if e.Server == "" {
		if n.written(at) || e.From != "" || len(e.To) > 0 || e.User != "" {
			n.add(at+".server", "Missing. Write the mail server and its port, such as smtp.example.org:587.")
		}
		return
	}
	host, port, err := net.SplitHostPort(e.Server)
	number, portErr := strconv.ParseUint(port, 10, 16)
	if err != nil || host == "" || portErr != nil || number == 0 {
		n.add(at+".server", "Write the mail server and its port, such as smtp.example.org:587.")
	}
	oneOf(n, at+".tls", e.TLS, StartTLS, ImplicitTLS, PlainMail)
	if e.TLS == PlainMail && !thisMachine(host) {
		n.add(at+".tls", "Without TLS, notices go to a mail server on this machine itself only, 127.0.0.1 or [::1]. Write starttls or implicit.")
	}
	if (e.User == "") != e.Password.IsZero() {
		n.add(at+".user", "user and password go together. One of them is missing.")
	}
	if !e.Password.IsZero() {
		n.secret(at+".password", e.Password)
	}
	address(n, at+".from", e.From)
	addresses(n, at+".to", e.To, 1)
}

func (w Webhook) check(n *notes) {
	const at = "notices.webhook"
	if w.URL == "" {
		if n.written(at) {
			n.add(at+".url", "Missing. Write an address that starts with https://.")
		}
		return
	}
	u, err := url.Parse(w.URL)
	switch {
	case err != nil || u.Hostname() == "":
		n.add(at+".url", "This is not a web address. Write one that starts with https://.")
	case u.Scheme != "https":
		n.add(at+".url", "Notices are posted over https only. Write an address that starts with https://.")
	case u.User != nil:
		n.add(at+".url", "The address has a user name or password in it. Take them out, and use bearer.")
	}
	for key, ref := range map[string]secret.Ref{"bearer": w.Bearer, "hmac": w.HMAC} {
		if !ref.IsZero() {
			n.secret(at+"."+key, ref)
		}
	}
}

// thisMachine tells whether a host is this machine, whatever a name server says.
func thisMachine(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback() || strings.EqualFold(host, "localhost")
}

// addresses looks at a list of e-mail addresses.
func addresses(n *notes, path string, all []string, least int) {
	if len(all) < least || len(all) > maxRecipients {
		n.add(path, "Write %d to %d e-mail addresses, in brackets and with commas between them.", least, maxRecipients)
	}
	for i, one := range all {
		address(n, item(path, i), one)
	}
}

// address takes a bare e-mail address in ASCII, as every mail server does.
func address(n *notes, path, value string) {
	parsed, err := mail.ParseAddress(value)
	if err != nil || parsed.Address != value || len(value) > 254 || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		n.add(path, "This is not an e-mail address. Write one like name@example.org.")
	}
}

// Roots gives the authorities that may have signed the mail server's
// certificate, or nil for the machine's own.
func (e Email) Roots() (*x509.CertPool, error) { return rootsOf("notices.email.ca_file", e.CAFile) }

// Roots gives those for the webhook.
func (w Webhook) Roots() (*x509.CertPool, error) { return rootsOf("notices.webhook.ca_file", w.CAFile) }

func rootsOf(key, file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	data, err := readFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", key, err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("reading %s: %s has no certificate in PEM form", key, file)
	}
	return roots, nil
}
