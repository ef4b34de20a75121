package daemon

import (
	"crypto/x509"
	"fmt"
	"reflect"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/inbox"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/status"
	"lrsdrop/internal/store"
)

// organisation is what is built for one client: a TLS configuration, a
// connection pool and folders of its own (O14). It is not changed once it is
// built: when its configuration changes, or its password or certificate, another
// one takes its place and shares with it what stayed the same.
type organisation struct {
	pipeline.Organisation
	config  config.Organisation
	access  access
	since   time.Time // since when what is wrong with its entry is wrong
	inboxes []inbox.Inbox
	opened  map[string]opened
}

// opened is one of its folders.
type opened struct {
	folder.Folder
	sftp    *config.SFTP
	written *watchedOutbox // nil for an inbox
}

// builder makes organisations.
type builder struct {
	config  *config.Config
	roots   *x509.CertPool
	servers *servers
	store   *store.Store
	now     time.Time
	witness Witness           // of a test session; nil: none
	calls   *calls            // notes them; nil: nobody does
	holders map[string]string // who has a certificate, by its fingerprint
}

// build makes an organisation of its configuration. old is the one whose place
// it takes, or nil; when nothing has changed, it is given back.
func (b *builder) build(o config.Organisation, old *organisation) (*organisation, error) {
	org := &organisation{Organisation: rules(o), config: o, since: b.now, opened: map[string]opened{}}
	if old != nil && old.config.Kept == o.Kept {
		org.since = old.since
	}
	org.enter(b.open(o, old), old, b.now)
	if org.LRS != nil && b.calls != nil {
		org.LRS = noted{org.LRS, b.calls, org.ID}
	}
	if org.same(old) {
		return old, nil
	}
	if err := org.folders(b, o, old); err != nil {
		return nil, err
	}
	return org, nil
}

// same tells that nothing has changed that old was made from.
func (org *organisation) same(old *organisation) bool {
	return old != nil && org.access == old.access && org.Suspended == old.Suspended && reflect.DeepEqual(org.config, old.config)
}

// rules is what the configuration says of an organisation, before anything of
// it is opened.
func rules(o config.Organisation) pipeline.Organisation {
	return pipeline.Organisation{
		ID: o.ID, Name: o.Name, Users: users(o.Users), Mapping: o.Mapping,
		RejectInvalid: o.OnInvalidRows == config.RejectFile, SubmitLinked: o.LinkedMatch == config.SubmitLinked,
		VerifyReuse: o.VerifyReuse, MaxWithdrawals: o.MaxWithdrawals, ReviewWithin: o.ReviewWithin, KeepResultVerbatim: !o.ResultEscape,
		Credentials: lrs.Credentials{UKPRN: o.UKPRN, OrganisationRef: o.OrganisationRef, Email: o.NotifyEmail, UserName: o.Users.Default},
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

// folders opens the folders of an organisation, or takes those that old has
// open: what is known of them is in them.
func (org *organisation) folders(b *builder, o config.Organisation, old *organisation) error {
	outbox, err := org.outbox(b, o.Outbox, status.UseOutbox, old)
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	org.Outbox, org.Answers, org.KeepAnswers = witnessed(outbox, b.witness), outbox, o.Outbox.Keep
	if o.Archive != "" {
		archive, err := org.outbox(b, config.Outbox{Path: o.Archive}, status.UseArchive, old)
		if err != nil {
			return fmt.Errorf("archive: %w", err)
		}
		org.Archive, org.Originals = archive, archive
	}
	for _, in := range o.Inboxes {
		if err := org.inbox(b, in, old); err != nil {
			return fmt.Errorf("inbox: %w", err)
		}
	}
	return nil
}

func (org *organisation) outbox(b *builder, out config.Outbox, use string, old *organisation) (*watchedOutbox, error) {
	open := opener{b.servers, b.store, org.ID}
	box, err := org.place(old, use, out.ID(), out.SFTP, func() (folder.Folder, error) { return open.outbox(out) })
	if err != nil {
		return nil, err
	}
	if box.written == nil { // the status tells whether it can be written to
		box.written = watchOutbox(box.Folder, org.ID, out.ID(), use)
		org.opened[use+" "+out.ID()] = box
	}
	return box.written, nil
}

func (org *organisation) inbox(b *builder, in config.Inbox, old *organisation) error {
	open := opener{b.servers, b.store, org.ID}
	box, err := org.place(old, status.UseInbox, in.ID(), in.SFTP, func() (folder.Folder, error) { return open.inbox(in) })
	if err != nil {
		return err
	}
	org.inboxes = append(org.inboxes, inbox.Inbox{
		ID: in.ID(), Organisation: org.ID, Folder: box.Folder, Path: in.Path, Settle: in.Settle, Poll: in.Poll,
		DoneMarker: in.DoneMarker, MaxEntries: b.config.Files.MaxEntries,
	})
	how := reading(in)
	how.Claims = box.Folder
	if in.SFTP == nil {
		how.Accounts = localAccounts // a server's accounts are not this machine's
	}
	org.Inboxes[in.ID()] = how
	return nil
}

// place gives a folder that old has open, or opens it.
func (org *organisation) place(old *organisation, use, id string, sftp *config.SFTP, open func() (folder.Folder, error)) (opened, error) {
	key := use + " " + id
	if old != nil {
		if box, ok := old.opened[key]; ok && reflect.DeepEqual(box.sftp, sftp) {
			org.opened[key] = box
			return box, nil
		}
	}
	f, err := open()
	box := opened{Folder: f, sftp: sftp}
	org.opened[key] = box
	return box, err
}

// swept are the folders in which an earlier run may have left half a file: where
// we write, and servers where a claim is a copy. Those that old has open are
// being written to.
func (org *organisation) swept(old *organisation, remote bool) (all []folder.Upkeep) {
	for key, box := range org.opened {
		if old != nil && old.opened[key].Folder == box.Folder {
			continue
		}
		if (box.sftp != nil) == remote && (remote || box.written != nil) {
			all = append(all, box.Folder)
		}
	}
	return all
}

// reading is how the files of an inbox are read.
func reading(in config.Inbox) pipeline.Inbox {
	return pipeline.Inbox{Path: in.ID(), Encoding: string(in.Encoding), RequireOrganisation: in.RequireOrganisation, Trial: !in.Send}
}
