// Package inbox decides that a dropped file is complete, claims it and hands it
// over. It is the first step on the way of a file; the pipeline's receipt is
// the next.
//
// Its rules:
//
//   - The scan is the truth. File events only bring a scan forward; they are
//     lost on network shares and when too many come at once.
//   - A file is complete when its size, time and identity stood still between
//     two looks that are at least the settle time apart, no writer has it open,
//     its name is no temporary one, and its done marker is there if the inbox
//     wants one. The settle time is measured by our own clock that never jumps;
//     a file's time is compared with nothing but itself.
//   - A claim is one atomic rename. Two installations may watch one inbox.
//   - What is claimed is handed over again, with growing pauses, until the
//     receiver has it. While it cannot take anything, hardly anything is claimed.
//   - One file that nobody can take does not hold up the next, and one inbox
//     does not hold up another. Inboxes come and go while the others work.
//
// The package returns and reports errors, it logs nothing.
package inbox

import (
	"context"
	"strings"
	"time"

	"lrsdrop/internal/folder"
)

// Defaults of an inbox and of the options.
const (
	DefaultPoll       = 10 * time.Second
	DefaultMaxEntries = 10_000
	DefaultPortion    = 64
)

// Inbox is one watched folder of one organisation.
type Inbox struct {
	ID           string
	Organisation string
	Folder       folder.Folder
	Path         string        // local path for file events; "" if there are none
	Settle       time.Duration // how long a file stands still before it is taken; 0 asks only for two equal looks
	Poll         time.Duration // time between two scans without events; 0 means DefaultPoll
	DoneMarker   string        // suffix of the marker that completes a file, e.g. ".done"; "" means none
	MaxEntries   int           // files looked after at a time, the rest waits; 0 means DefaultMaxEntries
}

// File is one claimed file on its way to the receiver. Inbox points to the
// copy of the watch, with its defaults filled in.
type File struct {
	Inbox *Inbox
	Claim folder.Claim
	Entry folder.Entry // as it was when claimed
	Alive func()       // to be called while the file is read: it shows that the receiver goes on, however long it takes
}

// Receiver takes claimed files over: once it returns nil, all of them are safe
// elsewhere and the claims are its own to look at and to remove. On an error all
// of them will be handed over again, one by one, so it must know a file that it
// has already. A claim that has gone is handed over once more, to learn whether
// it has it. It is called by each inbox on its own, from several goroutines at
// once, and must end soon after the context does.
type Receiver func(ctx context.Context, files []File) error

// Options are what a watch may be told besides. The callbacks are called from
// several goroutines and must return soon.
type Options struct {
	// Portion is the most files that one call of the receiver gets; 0 means
	// DefaultPortion.
	Portion int
	// Refused is told once of each file that stays where it is because of its
	// name, its kind or its rights.
	Refused func(in *Inbox, e folder.Entry, reason error)
	// Lost is told once of each claimed file that vanished before it was taken
	// over. It is looked for from time to time.
	Lost func(f File, reason error)
	// Full says that nothing may be taken from an inbox for now. It is asked at
	// each visit that finds complete files.
	Full func(in *Inbox) bool
}

func (o Options) withDefaults() Options {
	if o.Portion <= 0 {
		o.Portion = DefaultPortion
	}
	if o.Refused == nil {
		o.Refused = func(*Inbox, folder.Entry, error) {}
	}
	if o.Lost == nil {
		o.Lost = func(File, error) {}
	}
	if o.Full == nil {
		o.Full = func(*Inbox) bool { return false }
	}
	return o
}

func (in Inbox) withDefaults() Inbox {
	if in.Poll <= 0 {
		in.Poll = DefaultPoll
	}
	if in.MaxEntries <= 0 {
		in.MaxEntries = DefaultMaxEntries
	}
	return in
}

// temporarySuffixes end the names that programs give to a file they have not
// finished.
var temporarySuffixes = [...]string{
	".tmp", ".part", ".partial", ".filepart", ".crdownload", ".writing", ".lock",
}

// Ignored tells whether a name is one that programs give to unfinished or
// hidden files. Such files are never taken, whatever their content; upper and
// lower case are the same.
func Ignored(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") {
		return true
	}
	for _, suffix := range temporarySuffixes {
		if hasSuffixFold(name, suffix) {
			return true
		}
	}
	return false
}

func hasSuffixFold(name, suffix string) bool {
	at := len(name) - len(suffix)
	return at >= 0 && strings.EqualFold(name[at:], suffix)
}
