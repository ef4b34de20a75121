package daemon

import "time"

// tellRoster logs what changed from one roster to the next, each thing once;
// before is nil at the start.
func (d *Daemon) tellRoster(before, next *roster) {
	if before == nil {
		before = &roster{config: next.config}
	} else if next.refused != before.refused {
		d.tellRefused(next.refused)
	}
	for _, org := range next.running {
		d.tellOrganisation(before.organisation(org.ID), org)
	}
	for _, o := range next.suspended {
		if !sameSuspension(before, o.ID, o.Suspended) {
			d.log.Error("an organisation is suspended: its inboxes are not watched", "organisation", o.ID, "reason", o.Suspended)
		}
	}
	for id := range next.gone {
		if _, known := before.gone[id]; !known {
			d.log.Warn("an organisation is not in the configuration any more: no file of it is taken, and what is unfinished waits in the store", "organisation", id)
		}
	}
}

func sameSuspension(r *roster, id, why string) bool {
	for _, o := range r.suspended {
		if o.ID == id && o.Suspended == why {
			return true
		}
	}
	return false
}

func (d *Daemon) tellRefused(why string) {
	if why == "" {
		d.log.Info("the configuration is used as its files have it")
		return
	}
	d.log.Error("the configuration has changed and is not used: the one before goes on", "reason", why)
}

func (d *Daemon) tellOrganisation(was, org *organisation) {
	if was == org {
		return
	}
	started := was == nil
	if started {
		was = &organisation{}
		was.access.certificate, was.Cause = org.access.certificate, org.Cause
	}
	log := d.log.With("organisation", org.ID)
	if started {
		for _, in := range org.config.Inboxes {
			log.Info("watching", "inbox", in.ID(), "outbox", org.config.Outbox.ID(), "send", in.Send)
		}
	}
	if org.config.Kept != was.config.Kept {
		if org.config.Kept != "" {
			log.Error("an organisation's configuration has changed and is not used: the one before goes on", "reason", org.config.Kept)
		} else if !started {
			log.Info("an organisation's configuration is used as its file has it")
		}
	}
	if org.access.refused != was.access.refused && org.access.refused != "" && org.access.client != nil {
		log.Error("a changed password or certificate is not used: the one before goes on", "reason", org.access.refused)
	}
	if org.Cause != was.Cause && org.Cause != "" {
		log.Info("the password, the certificate or a name has changed: calls use it from now on", "certificate", org.access.certificate, "valid_until", org.access.until.UTC().Format(time.DateOnly))
	}
	switch {
	case org.Suspended != "" && org.Suspended != was.Suspended:
		log.Error("an organisation cannot call LRS: its files are checked and wait", "reason", org.Suspended)
	case org.Suspended == "" && was.Suspended != "":
		log.Info("an organisation can call LRS again")
	}
}
