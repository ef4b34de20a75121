// Package status tells how the daemon is over HTTP: /healthz for whoever
// restarts it, /readyz for whoever looks after it, /metrics for Prometheus and
// /status.json for programs and `lrsdrop status`. It stands beside the way of a
// file and changes nothing on it.
//
// Its rules:
//
//   - What is told is one [Snapshot], plain values that the daemon fills in at
//     the moment somebody asks. Nothing is kept for those who do not ask.
//   - Nothing personal: no name of a dropped file, nothing out of one. Whoever
//     fills a Snapshot keeps names out of its texts.
//   - It listens on addresses of this machine, answers GET and HEAD, and only to
//     those who called it by such an address, so that no web page can make a
//     browser here read it. Other machines are answered at a [Gate] alone, over
//     TLS and with a password.
//   - Keys of the JSON and names of metrics are for good: they are only added.
//   - That it fails stops nothing.
package status

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"lrsdrop/internal/store"
)

// Time is a moment. In JSON it is RFC 3339 in UTC, and null if there was none.
type Time struct{ time.Time }

// At is the moment t; a zero t is none.
func At(t time.Time) Time { return Time{t} }

// MarshalJSON writes the moment to the millisecond.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(t.UTC().Truncate(time.Millisecond))
}

// words writes the moment for people who read an answer of the server.
func (t Time) words() string { return t.UTC().Format(time.RFC3339) }

// Snapshot is how the daemon is at one moment.
type Snapshot struct {
	StateID     string `json:"state_id"` // of the state folder: tells one installation from another
	Version     string `json:"version"`
	Environment string `json:"environment"` // simulator, compatibility or production
	StartedAt   Time   `json:"started_at"`
	At          Time   `json:"at"` // when this was looked up

	Ready   bool     `json:"ready"`   // there are no troubles
	Reasons []string `json:"reasons"` // the troubles, in words; filled in by [Snapshot.Complete]

	Config        Config         `json:"config"`
	Schedule      Schedule       `json:"schedule"`
	Store         Store          `json:"store"`
	Queue         Queue          `json:"queue"`
	Organisations []Organisation `json:"organisations"`
	Endpoints     []Endpoint     `json:"endpoints"`
	Inboxes       []Inbox        `json:"inboxes"`
	Outboxes      []Outbox       `json:"outboxes"`

	Remote  *RemoteAccess `json:"remote"` // how other machines ask; null: they are not meant to
	Disks   []Disk        `json:"disks"`
	Notices []Notices     `json:"notices"` // how people are told; empty: they are not

	Doubts []store.Doubt `json:"doubts"` // batches that a person has to look after
}

// RemoteAccess is the door for other machines.
type RemoteAccess struct {
	Address string `json:"address"`
	Error   string `json:"error"` // why they cannot ask, or soon cannot; "" if they can
}

// Config is the configuration that the daemon runs with.
type Config struct {
	File         string `json:"file"`
	LoadedAt     Time   `json:"loaded_at"`     // when the configuration in force was read
	Refused      string `json:"refused"`       // why what the files say now is not used; "" if it is
	RefusedSince Time   `json:"refused_since"` // none if it is used
}

// Schedule is what takes up work that is due.
type Schedule struct {
	LastTurn Time `json:"last_turn"` // when it last looked for work
	Stalled  bool `json:"stalled"`   // it has not looked for a long time
}

// Store is where the daemon keeps what it knows.
type Store struct {
	Error string `json:"error"` // why it cannot be read or written; "" if it can
	Bytes int64  `json:"bytes"` // of its database on disk

	Restored *store.Restored `json:"restored"` // it was restored from a backup, and no person has looked yet; null: it was not
}

// Queue counts files that have not reached their end.
type Queue struct {
	UnderWay int              `json:"under_way"`
	Waiting  int              `json:"waiting_for_a_person"`
	Due      int              `json:"due"` // their next step or answer is due now
	Files    []store.Standing `json:"files"`
}

// Count makes a queue of what the store counts.
func Count(files []store.Standing) Queue {
	q := Queue{Files: files}
	for _, f := range files {
		q.Due += f.Due
		if f.State == store.Held {
			q.Waiting += f.Files
		} else {
			q.UnderWay += f.Files
		}
	}
	return q
}

// Organisation is one organisation of the configuration.
type Organisation struct {
	ID        string `json:"id"`
	Suspended string `json:"suspended"`       // why it cannot run, or cannot call LRS; "" if it can
	Since     Time   `json:"suspended_since"` // none if it is not suspended
	HeldUntil Time   `json:"held_until"`      // its calls to LRS wait until then; none if they do not
	HeldCode  string `json:"held_code"`       // what LRS answered
	Refused   bool   `json:"refused"`         // LRS refused its credentials: waiting does not help

	PausedSince        Time   `json:"paused_since"`          // a person has stopped its calls to LRS; none if nobody has
	Unused             string `json:"change_refused"`        // why its changed entry, password or certificate is not used and the one before goes on; "" if nothing is
	UnusedSince        Time   `json:"change_refused_since"`  // none if nothing is
	CertificateExpires Time   `json:"certificate_expires"`   // none: not known
	CertificateDays    *int   `json:"certificate_days_left"` // whole days; less than 0 once it has expired; null: not known

	LastSuccess  Time   `json:"lrs_last_success"`  // the last call that LRS answered as asked; none since the start of the daemon
	FailingSince Time   `json:"lrs_failing_since"` // since when LRS does not answer; none: it does, or was not called
	Failure      string `json:"lrs_failure"`       // how the last call failed then
}

// Endpoint is another machine that holds inboxes or outboxes.
type Endpoint struct {
	Address        string   `json:"address"` // such as sftp://acme@mft.example.org:22
	Organisations  []string `json:"organisations"`
	Uses           []string `json:"uses"`            // of UseInbox, UseOutbox, UseArchive
	ConnectedSince Time     `json:"connected_since"` // none: not connected
	DownSince      Time     `json:"down_since"`      // since when it cannot be reached; none: it can, or nothing was asked of it
	LastSuccess    Time     `json:"last_success"`    // the last call that it answered
	LastError      string   `json:"last_error"`      // without names of files; it stays when all is well again
	LastErrorAt    Time     `json:"last_error_at"`
	Errors         uint64   `json:"errors"` // since the daemon started
}

// What an endpoint or a folder is used for.
const (
	UseInbox   = "inbox"
	UseOutbox  = "outbox"
	UseArchive = "archive"
	UseState   = "state"
	UseJournal = "journal"
)

// Disk is the room that is left where files of ours go.
type Disk struct {
	Organisation string `json:"organisation"` // "": of all
	Use          string `json:"use"`          // UseState, UseJournal, UseOutbox or UseArchive
	Path         string `json:"path"`
	Free         uint64 `json:"free_bytes"`
	Least        int64  `json:"min_free_bytes"` // below it no new file is taken
	LowSince     Time   `json:"low_since"`      // since when it is; none: it is not
}

// Low reports that no new file is taken for lack of room.
func (d Disk) Low() bool { return !d.LowSince.IsZero() }

// Inbox is a folder that files are dropped in.
type Inbox struct {
	Organisation string `json:"organisation"`
	ID           string `json:"id"`        // its path, or the URL of one on an endpoint
	Endpoint     string `json:"endpoint"`  // the address of the endpoint it is on; "" if it is on this machine
	LastScan     Time   `json:"last_scan"` // the end of the last whole scan; none if there was none
	OutSince     Time   `json:"out_since"` // since when it cannot be read; none if it can
	Error        string `json:"error"`     // what is wrong, without names of files; "" if nothing is
	Stalled      bool   `json:"stalled"`   // nothing has been done there for a long time
	Events       bool   `json:"events"`    // new files are noticed at once; without that they wait for the next scan
	Waiting      int    `json:"waiting"`   // files that are not complete yet, or for which there is no room
	Held         int    `json:"held"`      // files that were taken and could not be copied yet
	Lost         int    `json:"lost"`      // files that vanished after they were taken
	Refused      int    `json:"refused"`   // files that stay where they are

	LastFile    Time  `json:"last_file"`            // when a file last came; none: not known
	ExpectEvery int64 `json:"expect_every_seconds"` // how often one is expected; 0: it is not
	SilentSince Time  `json:"silent_since"`         // since when none came, once that is longer; none: it is not
}

// Every says how often a file is expected, in words.
func (in Inbox) Every() string {
	every := time.Duration(in.ExpectEvery) * time.Second
	if days := every / (24 * time.Hour); days > 0 && every%(24*time.Hour) == 0 {
		if days == 1 {
			return "day"
		}
		return strconv.Itoa(int(days)) + " days"
	}
	return every.String()
}

// Notices is one way in which people are told of what needs them.
type Notices struct {
	Channel      string `json:"channel"` // email or webhook
	Waiting      int    `json:"waiting"` // notices that are not sent yet
	Sent         uint64 `json:"sent"`    // since the daemon started
	LastSent     Time   `json:"last_sent"`
	FailingSince Time   `json:"failing_since"` // none: it works, or was not tried
	Error        string `json:"error"`
}

// Outbox is a folder that answers, or originals, are written to.
type Outbox struct {
	Organisation string `json:"organisation"`
	ID           string `json:"id"`         // its path, or the URL of one on an endpoint
	Endpoint     string `json:"endpoint"`   // as in Inbox
	Use          string `json:"use"`        // UseOutbox or UseArchive
	LastWrite    Time   `json:"last_write"` // none if nothing was written yet
	OutSince     Time   `json:"out_since"`  // since when nothing can be written; none if it can
	Error        string `json:"error"`      // why, without names of files
}

// Complete fills in whether the daemon is ready, and empty lists where there
// is nothing, so that their keys hold lists.
func (s *Snapshot) Complete() {
	s.Reasons = listed(s.Unready())
	s.Ready = len(s.Reasons) == 0
	s.Queue.Files, s.Organisations = listed(s.Queue.Files), listed(s.Organisations)
	s.Endpoints, s.Inboxes, s.Outboxes = listed(s.Endpoints), listed(s.Inboxes), listed(s.Outboxes)
	s.Disks, s.Doubts, s.Notices = listed(s.Disks), listed(s.Doubts), listed(s.Notices)
	for i := range s.Endpoints {
		e := &s.Endpoints[i]
		e.Organisations, e.Uses = listed(e.Organisations), listed(e.Uses)
	}
}

func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Narrow leaves out what belongs to other organisations.
func (s *Snapshot) Narrow(organisation string) {
	other := func(id string) bool { return id != organisation }
	s.Queue = Count(slices.DeleteFunc(s.Queue.Files, func(f store.Standing) bool { return other(f.Organisation) }))
	s.Organisations = slices.DeleteFunc(s.Organisations, func(o Organisation) bool { return other(o.ID) })
	s.Inboxes = slices.DeleteFunc(s.Inboxes, func(in Inbox) bool { return other(in.Organisation) })
	s.Outboxes = slices.DeleteFunc(s.Outboxes, func(out Outbox) bool { return other(out.Organisation) })
	s.Disks = slices.DeleteFunc(s.Disks, func(d Disk) bool { return d.Organisation != "" && other(d.Organisation) })
	s.Doubts = slices.DeleteFunc(s.Doubts, func(d store.Doubt) bool { return other(d.Organisation) })
	s.Endpoints = slices.DeleteFunc(s.Endpoints, func(e Endpoint) bool { return !slices.Contains(e.Organisations, organisation) })
	s.Complete()
}
