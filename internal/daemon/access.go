package daemon

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"time"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/config"
	"lrsdrop/internal/lrs"
)

// access is what lets an organisation call LRS: a password and a certificate
// that were read together. What lies in their files may have changed since, and
// counts once all of it opens.
type access struct {
	client      *lrs.Client // nil: nothing that can be used was ever there
	password    lrs.Secret
	certificate string // SHA-256 fingerprint
	from, until time.Time
	roots       *x509.CertPool

	seen    [sha256.Size]byte // what lay in the files when they were last looked into
	refused string            // why that is not used; "": it is
	waits   answer.WaitReason // the same for its clients
	since   time.Time         // since when
}

// open reads password and certificate, unless nothing has changed. What cannot
// be used leaves in place what was used before.
func (b *builder) open(o config.Organisation, old *organisation) access {
	var now access
	if old != nil {
		now = old.access
	}
	seen := o.SecretState()
	if now.client != nil && now.refused == "" && now.seen == seen && now.roots == b.roots {
		return now
	}
	fresh, waits, err := b.read(o, now)
	if err == nil {
		fresh.seen, fresh.roots = seen, b.roots
		delete(b.holders, now.certificate)
		b.holders[fresh.certificate] = o.ID
		return fresh
	}
	if now.refused == "" {
		now.since = b.now
	}
	now.seen, now.refused, now.waits = seen, err.Error(), waits
	return now
}

// read makes an access of what lies in the files now. A certificate whose time
// is not now takes the place of no better one.
func (b *builder) read(o config.Organisation, before access) (access, answer.WaitReason, error) {
	identity, err := o.Identity()
	if err != nil {
		return access{}, answer.WaitCertificate, err
	}
	if err := identity.Valid(b.now); err != nil && before.valid(b.now) == nil {
		return access{}, answer.WaitCertificate, err
	}
	if other := b.holders[identity.Fingerprint]; other != "" && other != o.ID {
		return access{}, answer.WaitCertificate, fmt.Errorf("the certificate %s is that of organisation %s; "+
			"each organisation has its own, so put the right one in its place", identity.Subject, other)
	}
	secrets, err := o.Credentials()
	if err != nil {
		return access{}, answer.WaitPassword, err
	}
	client, err := newClient(b, identity)
	if err != nil {
		return access{}, answer.WaitSettings, err
	}
	return access{
		client: client, password: lrs.Secret(secrets.Password.Reveal()), certificate: identity.Fingerprint,
		from: identity.NotBefore, until: identity.NotAfter,
	}, answer.WaitNothing, nil
}

// valid says why the certificate cannot be used at a time, or nothing.
func (a access) valid(now time.Time) error {
	switch {
	case a.client == nil:
		return fmt.Errorf("%s", a.refused)
	case now.Before(a.from):
		return fmt.Errorf("the certificate is not valid before %s", a.from.UTC().Format(time.RFC3339))
	case now.After(a.until):
		return fmt.Errorf("the certificate expired at %s; ask LRS for a new one", a.until.UTC().Format(time.RFC3339))
	}
	return nil
}

// enter gives the organisation its access, or suspends it: its files are then
// checked, and wait.
func (org *organisation) enter(a access, old *organisation, now time.Time) {
	org.access, org.Certificate, org.Credentials.Password = a, a.certificate, a.password
	if a.client != nil {
		org.Cause = cause(a.certificate, org.Credentials)
	}
	why := a.valid(now)
	if why == nil {
		org.LRS = a.client
		return
	}
	org.Suspended, org.Since, org.Waits = why.Error(), now, answer.WaitCertificate
	if a.client == nil {
		org.Waits = a.waits
	}
	if old != nil && old.Suspended != "" {
		org.Since = old.Since
	}
}

// close ends the connections to LRS.
func (org *organisation) close() {
	if org.access.client != nil {
		org.access.client.Close()
	}
}

// cause is a digest that changes with each thing that LRS may refuse us for.
func cause(certificate string, who lrs.Credentials) string {
	sum := sha256.Sum256([]byte(certificate + "\x00" + string(who.Password) + "\x00" + who.UKPRN + "\x00" + who.OrganisationRef))
	return hex.EncodeToString(sum[:])
}

// NewClient makes the LRS client of an organisation from its certificate and
// password, and says whose they are.
func NewClient(c *config.Config, o config.Organisation, roots *x509.CertPool) (*lrs.Client, lrs.Credentials, string, error) {
	b := builder{config: c, roots: roots, now: time.Now(), holders: map[string]string{}}
	a, _, err := b.read(o, access{})
	if err != nil {
		return nil, lrs.Credentials{}, "", err
	}
	who := rules(o).Credentials
	who.Password = a.password
	return a.client, who, a.certificate, nil
}

func newClient(b *builder, identity config.Identity) (*lrs.Client, error) {
	c := b.config
	proxy, err := proxyOf(c.LRS)
	if err != nil {
		return nil, err
	}
	return lrs.NewClient(lrs.Options{
		LearnerURL: c.LRS.LearnerService, AchievementURL: c.LRS.AchievementService, TLS: identity.TLS(b.roots), Proxy: proxy,
		ActionCodes: c.LRS.ActionCodes.Numbers(), Timeouts: lrs.Timeouts{Grace: c.StopGrace}, Tap: tap(b.witness),
	})
}

// proxyOf is the proxy on the way to LRS, with the password that lies ready now.
func proxyOf(c config.LRS) (lrs.Proxy, error) {
	switch c.Proxy {
	case "":
		return lrs.Proxy{Environment: true}, nil
	case config.NoProxy:
		return lrs.Proxy{}, nil
	}
	p := lrs.Proxy{URL: c.Proxy, User: c.ProxyUser}
	if c.ProxyUser == "" {
		return p, nil
	}
	password, err := c.ProxyPassword.Read()
	if err != nil {
		return p, fmt.Errorf("lrs.proxy_password: %w", err)
	}
	p.Password = lrs.Secret(password.Reveal())
	return p, nil
}
