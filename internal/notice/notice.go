// Package notice tells people of what needs one of them, by e-mail and by a
// webhook. It stands beside the way of a file and changes nothing on it.
//
// Its rules:
//
//   - What needs somebody at a moment is a list of [Finding]s, which the daemon
//     makes. [Book] compares it with what people were told, which the store
//     keeps, and says what they have to hear: a cause at most once an hour, and
//     its end once.
//   - What is to be said lies in the store until a [Channel] has taken it, so
//     neither a restart nor a server that is down loses it, and no work waits for
//     either. How much waits, and how long, is bounded.
//   - Nothing personal: no name of a file, nothing out of one. Files and batches
//     are named by their ids.
package notice

import (
	"context"
	"strings"
	"time"
)

// Kind is a kind of cause, for programs. Kinds are for good.
type Kind string

// The kinds of causes.
const (
	FileRefused Kind = "file_refused"
	RowsHeld    Kind = "rows_held"
	JobOverdue  Kind = "job_overdue"
	LostUpload  Kind = "upload_unknown"
	Suspended   Kind = "organisation_suspended"
	Certificate Kind = "certificate_expires"
	FolderOut   Kind = "folder_out"
	InboxSilent Kind = "inbox_silent"
	DiskLow     Kind = "disk_low"
	Restored    Kind = "restored"
)

// Finding is something that needs a person now.
type Finding struct {
	Kind         Kind
	Organisation string        // its id; "": all of it
	Name         string        // of the organisation, for people
	Place        string        // which folder or server, where one organisation may have several; "": none
	Items        []string      // ids of files or batches, or what else may come to it: a new one is told anew
	What         string        // what happened, in a sentence
	Do           string        // what to do
	Command      string        // of lrsdrop, that helps; "": none
	Over         string        // the sentence that tells its end; "": it has none, like a refusal
	After        time.Duration // how long it lasts before it is told
}

// cause is the same for what is told of once.
func (f Finding) cause() string { return string(f.Kind) + "|" + f.Organisation + "|" + f.Place }

// Message is one notice, as the webhook gets it. Keys are only added.
type Message struct {
	Schema       int       `json:"schema"` // 1
	ID           string    `json:"id"`     // the same when it is sent again
	At           time.Time `json:"at"`
	Kind         Kind      `json:"kind"`
	Over         bool      `json:"over"` // the cause is gone
	Since        time.Time `json:"since"`
	Organisation string    `json:"organisation"` // "": all
	Name         string    `json:"organisation_name"`
	Place        string    `json:"place"`
	Items        []string  `json:"items"`
	What         string    `json:"what"`
	Do           string    `json:"do"`
	Command      string    `json:"command"`
	Environment  string    `json:"environment"` // simulator, compatibility or production
	Host         string    `json:"host"`        // where lrsdrop runs

	To []string `json:"to,omitempty"` // by e-mail, in place of those of the configuration
}

// Channel takes notices to people.
type Channel interface {
	// Name is "email" or "webhook".
	Name() string
	// Send returns nil once the other side has taken the message, and a
	// [*Refused] if it takes it for nobody, or not for everybody. It ends with ctx.
	Send(ctx context.Context, m Message) error
}

// Refused says whom the other side takes a message for in no case, such as an
// address that nobody has any longer.
type Refused struct {
	Whom   []string
	Others bool // all others have the message
	Cause  error
}

func (r *Refused) Error() string { return strings.Join(r.Whom, ", ") + ": " + bounded(r.Cause.Error()) }

func (r *Refused) Unwrap() error { return r.Cause }
