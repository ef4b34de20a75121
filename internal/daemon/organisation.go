package daemon

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"

	"lrsdrop/internal/config"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/inbox"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/status"
)

// organisation is what is built for one client: a TLS configuration, a
// connection pool and folders of its own (O14).
type organisation struct {
	pipeline.Organisation
	client  *lrs.Client
	witness Witness // nil except in a test session
	inboxes []inbox.Inbox
	written []*watchedOutbox

	swept      []folder.Upkeep // where we write, so may have left half a file
	sweptLater []folder.Upkeep // likewise, on servers that may not be reached now
}

func buildOrganisation(c *config.Config, o config.Organisation, roots *x509.CertPool, open opener, w Witness) (*organisation, error) {
	org := &organisation{Organisation: rules(o), witness: w}
	if err := org.connect(c, o, roots); err != nil {
		org.LRS, org.Suspended = nil, err.Error()
	}
	if err := org.folders(c, o, open); err != nil {
		return nil, err
	}
	org.Outbox = witnessed(org.watchWrites(org.Outbox, o.Outbox.ID(), status.UseOutbox), w)
	if org.Archive != nil {
		org.Archive = org.watchWrites(org.Archive, o.Archive, status.UseArchive)
	}
	return org, nil
}

// watchWrites has the status tell whether a folder can be written to.
func (org *organisation) watchWrites(box pipeline.Outbox, id, use string) pipeline.Outbox {
	watched := watchOutbox(box, org.ID, id, use)
	org.written = append(org.written, watched)
	return watched
}

// rules is what the configuration says of an organisation, before anything of
// it is opened.
func rules(o config.Organisation) pipeline.Organisation {
	return pipeline.Organisation{
		ID: o.ID, Name: o.Name, Users: users(o.Users), Mapping: o.Mapping,
		RejectInvalid: o.OnInvalidRows == config.RejectFile, SubmitLinked: o.LinkedMatch == config.SubmitLinked,
		VerifyReuse: o.VerifyReuse, MaxWithdrawals: o.MaxWithdrawals, KeepResultVerbatim: !o.ResultEscape,
		Credentials: lrs.Credentials{UKPRN: o.UKPRN, OrganisationRef: o.OrganisationRef, Email: o.NotifyEmail},
		Inboxes:     map[string]pipeline.Inbox{},
	}
}

func users(u config.Users) pipeline.Users {
	all := pipeline.Users{Default: u.Default, Stop: u.Unknown == config.RefuseUnknown, Column: u.Column, ByOwner: map[string]pipeline.Person{}}
	for account, person := range u.ByOwner {
		all.ByOwner[account] = pipeline.Person(person)
	}
	return all
}

// connect opens the organisation's certificate and password.
func (org *organisation) connect(c *config.Config, o config.Organisation, roots *x509.CertPool) error {
	client, who, fingerprint, err := newClient(c, o, roots, org.witness)
	if err != nil {
		return err
	}
	org.client, org.LRS, org.Credentials, org.Certificate = client, client, who, fingerprint
	sum := sha256.Sum256([]byte(fingerprint + "\x00" + string(who.Password) + "\x00" + who.UKPRN + "\x00" + who.OrganisationRef))
	org.Cause = hex.EncodeToString(sum[:])
	return nil
}

// NewClient makes the LRS client of an organisation from its certificate and
// password, and says whose they are.
func NewClient(c *config.Config, o config.Organisation, roots *x509.CertPool) (*lrs.Client, lrs.Credentials, string, error) {
	return newClient(c, o, roots, nil)
}

func newClient(c *config.Config, o config.Organisation, roots *x509.CertPool, w Witness) (*lrs.Client, lrs.Credentials, string, error) {
	identity, err := o.Identity()
	if err != nil {
		return nil, lrs.Credentials{}, "", err
	}
	secrets, err := o.Credentials()
	if err != nil {
		return nil, lrs.Credentials{}, "", err
	}
	client, err := lrs.NewClient(lrs.Options{
		LearnerURL: c.LRS.LearnerService, AchievementURL: c.LRS.AchievementService, TLS: identity.TLS(roots), Proxy: c.LRS.Proxy,
		ActionCodes: c.LRS.ActionCodes.Numbers(), Timeouts: lrs.Timeouts{Grace: c.StopGrace}, Tap: tap(w),
	})
	if err != nil {
		return nil, lrs.Credentials{}, "", err
	}
	who := lrs.Credentials{
		UKPRN: secrets.UKPRN, OrganisationRef: secrets.OrganisationRef, Password: lrs.Secret(secrets.Password.Reveal()),
		UserName: secrets.UserName, Email: secrets.Email,
	}
	return client, who, identity.Fingerprint, nil
}

func (org *organisation) folders(c *config.Config, o config.Organisation, open opener) error {
	outbox, err := open.outbox(o.Outbox)
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	org.Outbox = outbox
	org.sweep(outbox, o.Outbox.SFTP != nil)
	if o.Archive != "" {
		archive, err := open.outbox(config.Outbox{Path: o.Archive})
		if err != nil {
			return fmt.Errorf("archive: %w", err)
		}
		org.Archive = archive
		org.sweep(archive, false)
	}
	for _, in := range o.Inboxes {
		f, err := open.inbox(in)
		if err != nil {
			return fmt.Errorf("inbox: %w", err)
		}
		org.inboxes = append(org.inboxes, inbox.Inbox{
			ID: in.ID(), Organisation: o.ID, Folder: f, Path: in.Path, Settle: in.Settle, Poll: in.Poll, DoneMarker: in.DoneMarker, MaxEntries: c.Files.MaxEntries,
		})
		box := reading(in)
		box.Claims = f
		if in.SFTP == nil {
			box.Accounts = localAccounts // a server's accounts are not this machine's
		} else {
			org.sweep(f, true)
		}
		org.Inboxes[in.ID()] = box
	}
	return nil
}

func (org *organisation) sweep(f folder.Upkeep, remote bool) {
	if remote {
		org.sweptLater = append(org.sweptLater, f)
	} else {
		org.swept = append(org.swept, f)
	}
}

// reading is how the files of an inbox are read.
func reading(in config.Inbox) pipeline.Inbox {
	return pipeline.Inbox{Path: in.ID(), Encoding: string(in.Encoding), RequireOrganisation: in.RequireOrganisation, Trial: !in.Send}
}

func (org *organisation) close() {
	if org.client != nil {
		org.client.Close()
	}
}

// fileLetters are easy to read out: no I, L, O or U.
const fileLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// NewFileID makes the id of a file: eight letters and digits, which people can
// read to each other over the telephone.
func NewFileID() string {
	id := make([]byte, 8)
	_, _ = rand.Read(id) // it never fails: the runtime stops the program instead
	for i, b := range id {
		id[i] = fileLetters[int(b)%len(fileLetters)]
	}
	return string(id)
}
