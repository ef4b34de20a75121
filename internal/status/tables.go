package status

import (
	"slices"

	"lrsdrop/internal/store"
)

// What is told of each thing. A moment is in seconds since 1970, so that
// time() minus it is an age; 0 stands for none.

func whole(s *Snapshot) []*Snapshot { return []*Snapshot{s} }

func buildTable() family {
	return newTable(whole, []string{"version", "environment"},
		func(s *Snapshot) []string { return []string{s.Version, s.Environment} },
		series[*Snapshot]{"build_info", "Always 1; the labels tell which program runs, against which LRS.", func(*Snapshot) float64 { return 1 }},
	)
}

func daemonTable() family {
	return newTable(whole, nil, func(*Snapshot) []string { return nil },
		series[*Snapshot]{"healthy", "Whether the daemon's loops go on, as /healthz says: 1 or 0.", func(s *Snapshot) float64 { return truth(len(s.Unhealthy()) == 0) }},
		series[*Snapshot]{"ready", "Whether nothing waits that need not, as /readyz says: 1 or 0.", func(s *Snapshot) float64 { return truth(len(s.Unready()) == 0) }},
		series[*Snapshot]{"config_refused", "Whether the configuration has changed and is not used, so that the one before goes on: 1 or 0.", func(s *Snapshot) float64 { return truth(s.Config.Refused != "") }},
		series[*Snapshot]{"store_up", "Whether the store can be read and written: 1 or 0.", func(s *Snapshot) float64 { return truth(s.Store.Error == "") }},
		series[*Snapshot]{"store_database_bytes", "Size of the database on disk.", func(s *Snapshot) float64 { return float64(s.Store.Bytes) }},
		series[*Snapshot]{"restored", "Whether the state folder was restored from a backup and no person has looked yet: 1 or 0.", func(s *Snapshot) float64 { return truth(s.Store.Restored != nil) }},
		series[*Snapshot]{"start_timestamp_seconds", "When the daemon started, in seconds since 1970.", func(s *Snapshot) float64 { return unix(s.StartedAt) }},
		series[*Snapshot]{"schedule_last_turn_timestamp_seconds", "When work that is due was last looked for, in seconds since 1970.", func(s *Snapshot) float64 { return unix(s.Schedule.LastTurn) }},
	)
}

func organisationTable() family {
	return newTable(func(s *Snapshot) []Organisation { return s.Organisations }, []string{"organisation"},
		func(o Organisation) []string { return []string{o.ID} },
		series[Organisation]{"organisation_suspended", "Whether the organisation cannot run or cannot call LRS because of its configuration: 1 or 0.", func(o Organisation) float64 { return truth(o.Suspended != "") }},
		series[Organisation]{"organisation_change_refused", "Whether a changed entry, password or certificate of the organisation is not used and the one before goes on: 1 or 0.", func(o Organisation) float64 { return truth(o.Unused != "") }},
		series[Organisation]{"organisation_refused", "Whether LRS refused the organisation's password or certificate: 1 or 0.", func(o Organisation) float64 { return truth(o.Refused) }},
		series[Organisation]{"organisation_paused", "Whether a person has stopped the organisation's calls to LRS: 1 or 0.", func(o Organisation) float64 { return truth(!o.PausedSince.IsZero()) }},
		series[Organisation]{"organisation_held_until_timestamp_seconds", "Until when the organisation's calls to LRS wait, in seconds since 1970; 0: they do not.", func(o Organisation) float64 { return unix(o.HeldUntil) }},
		series[Organisation]{"lrs_last_success_timestamp_seconds", "When LRS last answered the organisation as asked, in seconds since 1970; 0: not since the daemon started.", func(o Organisation) float64 { return unix(o.LastSuccess) }},
		series[Organisation]{"lrs_failing_since_seconds", "Since when LRS does not answer the organisation, in seconds since 1970; 0: it does, or was not called.", func(o Organisation) float64 { return unix(o.FailingSince) }},
	)
}

func certificateTable() family {
	return newTable(func(s *Snapshot) []Organisation {
		return slices.DeleteFunc(slices.Clone(s.Organisations), func(o Organisation) bool { return o.CertificateDays == nil })
	}, []string{"organisation"},
		func(o Organisation) []string { return []string{o.ID} },
		series[Organisation]{"certificate_days_left", "Whole days until the organisation's certificate expires; less than 0: it has.", func(o Organisation) float64 { return float64(*o.CertificateDays) }},
		series[Organisation]{"certificate_expiry_timestamp_seconds", "When the organisation's certificate expires, in seconds since 1970.", func(o Organisation) float64 { return unix(o.CertificateExpires) }},
	)
}

func filesTable() family {
	return newTable(func(s *Snapshot) []store.Standing { return s.Queue.Files }, []string{"organisation", "state"},
		func(c store.Standing) []string { return []string{c.Organisation, string(c.State)} },
		series[store.Standing]{"files", "Files that have not reached their end; those in state held wait for a person.", func(c store.Standing) float64 { return float64(c.Files) }},
		series[store.Standing]{"due_files", "Files of these whose next step or answer is due now.", func(c store.Standing) float64 { return float64(c.Due) }},
		series[store.Standing]{"files_oldest_timestamp_seconds", "When the one of these came that came first, in seconds since 1970.", func(c store.Standing) float64 { return unix(At(c.Oldest)) }},
		series[store.Standing]{"due_files_since_seconds", "Since when the one of these is due that has been for longest, in seconds since 1970; 0: none is.", func(c store.Standing) float64 { return unix(At(c.DueSince)) }},
	)
}

// doubtsTable has a line for each organisation of the configuration, so that an
// alert sees when there are none any more.
func doubtsTable() family {
	type doubt = store.Doubt
	return newTable(func(s *Snapshot) (all []doubt) {
		for _, o := range s.Organisations {
			i := slices.IndexFunc(s.Doubts, func(d doubt) bool { return d.Organisation == o.ID })
			if i < 0 {
				all = append(all, doubt{Organisation: o.ID})
			} else {
				all = append(all, s.Doubts[i])
			}
		}
		return all
	}, []string{"organisation"},
		func(d doubt) []string { return []string{d.Organisation} },
		series[doubt]{"batches_unknown", "Uploads whose answer was lost: a person has to find out whether LRS has them.", func(d doubt) float64 { return float64(len(d.Unknown)) }},
		series[doubt]{"batches_overdue", "Uploads whose job at LRS has not ended in time.", func(d doubt) float64 { return float64(len(d.Overdue)) }},
	)
}

func diskTable() family {
	return newTable(func(s *Snapshot) []Disk { return s.Disks }, []string{"organisation", "use", "path"},
		func(d Disk) []string { return []string{d.Organisation, d.Use, d.Path} },
		series[Disk]{"disk_free_bytes", "Room that is left on the disk of a folder that files of ours go to.", func(d Disk) float64 { return float64(d.Free) }},
		series[Disk]{"disk_min_free_bytes", "Room below which no new file is taken.", func(d Disk) float64 { return float64(d.Least) }},
		series[Disk]{"disk_low_since_seconds", "Since when no new file is taken for lack of room, in seconds since 1970; 0: there is room.", func(d Disk) float64 { return unix(d.LowSince) }},
	)
}

func endpointTable() family {
	return newTable(func(s *Snapshot) []Endpoint { return s.Endpoints }, []string{"endpoint"},
		func(e Endpoint) []string { return []string{e.Address} },
		series[Endpoint]{"endpoint_up", "Whether the endpoint can be reached, as far as is known: 1 or 0.", func(e Endpoint) float64 { return truth(e.DownSince.IsZero()) }},
		series[Endpoint]{"endpoint_connected_since_seconds", "Since when the connection stands, in seconds since 1970; 0: there is none.", func(e Endpoint) float64 { return unix(e.ConnectedSince) }},
		series[Endpoint]{"endpoint_down_since_seconds", "Since when the endpoint cannot be reached, in seconds since 1970; 0: it can.", func(e Endpoint) float64 { return unix(e.DownSince) }},
		series[Endpoint]{"endpoint_last_success_timestamp_seconds", "When the endpoint last answered, in seconds since 1970; 0: never.", func(e Endpoint) float64 { return unix(e.LastSuccess) }},
		series[Endpoint]{"endpoint_last_error_timestamp_seconds", "When the endpoint last failed, in seconds since 1970; 0: never.", func(e Endpoint) float64 { return unix(e.LastErrorAt) }},
		series[Endpoint]{"endpoint_errors_total", "Failures of the endpoint since the daemon started.", func(e Endpoint) float64 { return float64(e.Errors) }},
	)
}

func inboxTable() family {
	return newTable(func(s *Snapshot) []Inbox { return s.Inboxes }, []string{"organisation", "inbox", "endpoint"},
		func(in Inbox) []string { return []string{in.Organisation, in.ID, in.Endpoint} },
		series[Inbox]{"inbox_up", "Whether the inbox can be read and is looked at: 1 or 0.", func(in Inbox) float64 { return truth(in.OutSince.IsZero() && !in.Stalled) }},
		series[Inbox]{"inbox_last_scan_timestamp_seconds", "The end of the last whole scan, in seconds since 1970; 0: none.", func(in Inbox) float64 { return unix(in.LastScan) }},
		series[Inbox]{"inbox_out_since_seconds", "Since when the inbox cannot be read, in seconds since 1970; 0: it can.", func(in Inbox) float64 { return unix(in.OutSince) }},
		series[Inbox]{"inbox_waiting_files", "Files that are not complete yet, or for which there is no room.", func(in Inbox) float64 { return float64(in.Waiting) }},
		series[Inbox]{"inbox_held_files", "Files that were taken and could not be copied yet.", func(in Inbox) float64 { return float64(in.Held) }},
		series[Inbox]{"inbox_lost_files", "Files that vanished after they were taken.", func(in Inbox) float64 { return float64(in.Lost) }},
		series[Inbox]{"inbox_refused_files", "Files that stay where they are because of their name, their kind or their rights.", func(in Inbox) float64 { return float64(in.Refused) }},
		series[Inbox]{"inbox_last_file_timestamp_seconds", "When a file last came, in seconds since 1970; 0: not known.", func(in Inbox) float64 { return unix(in.LastFile) }},
		series[Inbox]{"inbox_expect_every_seconds", "How often a file is expected; 0: it is not.", func(in Inbox) float64 { return float64(in.ExpectEvery) }},
		series[Inbox]{"inbox_silent_since_seconds", "Since when no file came although one is expected, in seconds since 1970; 0: one came in time.", func(in Inbox) float64 { return unix(in.SilentSince) }},
	)
}

func noticesTable() family {
	return newTable(func(s *Snapshot) []Notices { return s.Notices }, []string{"channel"},
		func(n Notices) []string { return []string{n.Channel} },
		series[Notices]{"notices_waiting", "Notices to people that are not sent yet.", func(n Notices) float64 { return float64(n.Waiting) }},
		series[Notices]{"notices_sent_total", "Notices that were sent since the daemon started.", func(n Notices) float64 { return float64(n.Sent) }},
		series[Notices]{"notices_failing_since_seconds", "Since when notices cannot be sent, in seconds since 1970; 0: they can, or none was tried.", func(n Notices) float64 { return unix(n.FailingSince) }},
	)
}

func outboxTable() family {
	return newTable(func(s *Snapshot) []Outbox { return s.Outboxes }, []string{"organisation", "outbox", "endpoint", "use"},
		func(out Outbox) []string { return []string{out.Organisation, out.ID, out.Endpoint, out.Use} },
		series[Outbox]{"outbox_up", "Whether the last file for the outbox or archive could be written: 1 or 0.", func(out Outbox) float64 { return truth(out.OutSince.IsZero()) }},
		series[Outbox]{"outbox_last_write_timestamp_seconds", "When something was last written, in seconds since 1970; 0: nothing yet.", func(out Outbox) float64 { return unix(out.LastWrite) }},
		series[Outbox]{"outbox_out_since_seconds", "Since when nothing can be written, in seconds since 1970; 0: it can.", func(out Outbox) float64 { return unix(out.OutSince) }},
	)
}
