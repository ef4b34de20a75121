package daemon

import (
	"context"
	"crypto/x509"
	"fmt"
	"strings"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/status"
)

func (l looking) organisation(o config.Organisation, roots *x509.CertPool) {
	l.folders(o)
	certificate, password := l.certificate(o), l.password(o)
	if certificate && password {
		l.services(o, roots)
	}
}

func (l looking) folders(o config.Organisation) {
	l = l.as(CheckFolder)
	for _, in := range o.Inboxes {
		const why = "Files dropped there are not taken."
		if in.SFTP != nil {
			l.remote(o.ID, status.UseInbox, *in.SFTP, why, noLedger{})
		} else {
			l.folder(o.ID, "inbox", in.Path, why)
			l.traits(o.ID, "inbox", in.Path, &in)
		}
	}
	const why = "Answers cannot be given. They wait until they can."
	if o.Outbox.SFTP != nil {
		l.remote(o.ID, status.UseOutbox, *o.Outbox.SFTP, why, nil)
	} else {
		l.folder(o.ID, "outbox", o.Outbox.Path, why)
		l.traits(o.ID, "outbox", o.Outbox.Path, nil)
	}
	if o.Archive != "" {
		l.folder(o.ID, "archive", o.Archive, "Originals stay in the inbox, in its hidden folder .claimed, until they can be archived.")
		l.traits(o.ID, "archive", o.Archive, nil)
	}
}

// folder tries what the daemon does in a folder of this machine.
func (l looking) folder(org, what, path, why string) {
	local, err := folder.OpenLocal(path)
	if err != nil {
		l.bad(org, what+" "+path, err.Error(), why, "Correct the path in the configuration.")
		return
	}
	l.probe(org, what+" "+path, local, why)
}

// remote tries what the daemon does in a folder on a server.
func (l looking) remote(org, use string, c config.SFTP, why string, marks folder.Ledger) {
	subject := use + " " + c.URL()
	if !l.server(org, use, c) {
		return // there is no more to say than about the server itself
	}
	f, err := folder.OpenSFTP(l.shared.servers.at(c, org, use), c.Path, folder.SFTPOptions{Ledger: marks})
	if err != nil {
		l.bad(org, subject, err.Error(), why, "Correct the path in the configuration.")
		return
	}
	l.probe(org, subject, f, why)
}

func (l looking) probe(org, subject string, f folder.Upkeep, why string) {
	works := []string{"everything the daemon does there works"}
	if words := roomWords(f); words != "" {
		works = append(works, words)
	}
	for _, found := range f.Probe(l.ctx) {
		if !found.OK {
			l.bad(org, subject, "We tried to "+found.What+". "+found.Why+".", why, found.Do)
			return
		}
		if found.Note != "" {
			works = append(works, found.Note)
		}
	}
	l.good(org, subject, strings.Join(works, "; "))
}

// noLedger is the memory of a look that takes nothing.
type noLedger struct{ folder.Ledger }

// Load implements [folder.Ledger].
func (noLedger) Load(context.Context) ([]folder.Taken, error) { return nil, nil }

func (l looking) certificate(o config.Organisation) bool {
	l = l.as(CheckCertificate)
	const subject, why = "certificate", "LRS takes no call without it. Files are checked and then wait."
	identity, err := l.identity.Identity, l.identity.err
	if err != nil {
		l.bad(o.ID, subject, err.Error(), why, "Put that right. If the certificate itself is the trouble, ask LRS for a new one.")
		return false
	}
	if other := l.identity.other; other != "" {
		l.bad(o.ID, subject, fmt.Sprintf("%s is that of organisation %s as well", identity.Subject, other), why, "Put the organisation's own certificate in its place.")
		return false
	}
	now := time.Now()
	if err := identity.Valid(now); err != nil {
		l.bad(o.ID, subject, err.Error(), why, "Put a valid certificate in its place.")
		return false
	}
	left := identity.NotAfter.Sub(now)
	what := fmt.Sprintf("%s, issued by %s, %s; it is meant for clients, and the private key is its own",
		identity.Subject, identity.Issuer, validWords(left, identity.NotAfter))
	switch threshold(left) {
	case 0:
		l.good(o.ID, subject, what)
	case 7:
		l.warn(o.ID, subject, what, "Once it has expired LRS takes no call. Files are then checked and wait.",
			"Ask the LRS service desk today how soon the next one comes.")
	default:
		l.warn(o.ID, subject, what, "It takes LRS weeks to issue the next one.", "Ask LRS for a new certificate now.")
	}
	return true
}

func (l looking) password(o config.Organisation) bool {
	l = l.as(CheckPassword)
	if _, err := o.Credentials(); err != nil {
		l.bad(o.ID, "password", err.Error(), "LRS takes no call without it. Files are checked and then wait.",
			"Put the password that LRS gave the organisation where the configuration says.")
		return false
	}
	l.good(o.ID, "password", "read from "+o.Password.String()+". Only a call shows whether LRS takes it.")
	return true
}
