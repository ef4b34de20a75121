// Package folder puts a directory of files behind a few methods, so that the
// rest of the program does not care where the directory is.
//
// It stands at both ends of the way of a file: a dropped file is listed and
// claimed through it, and every answer is published through it.
//
// Its rules:
//
//   - A name comes from a stranger. Whatever [SafeName] refuses is never
//     opened, renamed or written.
//   - Only ordinary files are opened. A symbolic link, device, FIFO, socket or
//     sub-folder is listed with Regular false and otherwise left alone.
//   - A claim is one atomic rename into .claimed/OWNER/ID/NAME. Whoever renames
//     first has the file, and only that owner ever touches the claim again.
//   - A published file has all its bytes on the disk before it has its name,
//     and replaces nothing unless the caller asked for [Publisher.Replace].
//   - No call remembers anything: a folder that goes away (a share that is
//     unmounted) is an error that matches [ErrAway] until it is back.
//
// The package returns errors and logs nothing. An error names the folder and
// the file, never what is in it.
package folder

import (
	"context"
	"errors"
	"io"
	"time"
)

// Errors that callers tell apart with errors.Is. Everything else is a fault of
// the machine or the network, to be tried again later.
var (
	// ErrAway: the folder itself cannot be reached or entered.
	ErrAway = errors.New("the folder cannot be reached")
	// ErrGone: the file is not there, or somebody else was quicker.
	ErrGone = errors.New("the file is not there")
	// ErrExists: another file with other content has the name.
	ErrExists = errors.New("another file has this name already")
	// ErrBusy: another program has the file open and the system refuses to
	// move it. It is worth trying again.
	ErrBusy = errors.New("another program has the file open")
	// ErrNotRegular: the name is a link, device, FIFO, socket or folder.
	ErrNotRegular = errors.New("this is not an ordinary file")
	// ErrChanged: the file is not any more as the caller knows it.
	ErrChanged = errors.New("the file was changed meanwhile")
	// ErrReadOnly: nobody may change anything in this folder.
	ErrReadOnly = errors.New("nothing can be changed in this folder")
	// ErrName: SafeName refuses the name.
	ErrName = errors.New("this name cannot be used")
)

// Entry is what a listing tells about one name.
type Entry struct {
	Name    string
	Size    int64     // bytes
	ModTime time.Time // as the folder's own clock has it: compare it with itself only
	ID      string    // "device:inode" where the system tells it, else ""
	Owner   string    // "uid:N", the account that owns it; "" where nobody tells, and for our own login, which names nobody
	Regular bool      // an ordinary file; anything else is never opened
}

// changed tells whether a file is another one than was, as far as it shows.
func (was Entry) changed(size int64, modTime time.Time) bool {
	return was != (Entry{}) && (was.Size != size || !was.ModTime.Equal(modTime))
}

// Claim names one file that an installation has taken for itself. It lies at
// .claimed/Owner/ID/Name within the folder.
type Claim struct {
	Owner string // the state id of the installation
	ID    string // the file id, used once
	Name  string // the name it was dropped under
}

// Finding is the result of one check of [Upkeep.Probe], in words for an
// operator.
type Finding struct {
	What string // what was tried
	Why  string // what went wrong; empty if OK
	Do   string // what to do about it; empty if OK
	Note string // how the folder does what was tried, where that is worth knowing
	OK   bool
}

// Lister reads a folder.
type Lister interface {
	// List returns up to limit entries whose names sort after the given one, in
	// byte order of their names; "" starts at the beginning. Fewer than limit
	// means that there are no more. A call reads the directory once (once more
	// if files vanish meanwhile), and its memory depends on limit alone.
	// Names are returned as they are, unsafe ones too.
	List(ctx context.Context, after string, limit int) ([]Entry, error)
	// Stat tells about one name without following it: ErrGone, ErrName.
	Stat(ctx context.Context, name string) (Entry, error)
	// Open reads an ordinary file: ErrGone, ErrNotRegular, ErrName. The entry
	// describes the file that was opened, not its name.
	Open(ctx context.Context, name string) (io.ReadCloser, Entry, error)
}

// Sifter is a [Lister] that can leave names out before they count. For a folder
// that takes long to list: what nobody wants there costs no further listing.
type Sifter interface {
	// Sift is List without the names that leave is true of. It is called once for
	// each name of the folder, whatever after and limit are.
	Sift(ctx context.Context, after string, limit int, leave func(name string) bool) ([]Entry, error)
}

// Claimer takes files and keeps them until they are safe elsewhere.
type Claimer interface {
	// Busy tells whether a writer has the file open, where the platform can
	// tell; otherwise it is false. A file that may not be read is an error that
	// matches fs.ErrPermission.
	Busy(ctx context.Context, name string) (bool, error)
	// Claim moves the file to c with one atomic rename and tells what it moved.
	// ErrGone: somebody else was quicker. ErrBusy: try again. ErrExists: the
	// claim has a file already, nothing was moved. After any other error the
	// file may have been moved: StatClaim tells.
	Claim(ctx context.Context, name string, c Claim) (Entry, error)
	// Claims lists what the owner has claimed and not removed, in order of ID.
	// At most 100,000 are returned; the rest come once these are removed. The
	// empty folders of claims that were broken off may go: it is for the start,
	// before the owner claims anything.
	Claims(ctx context.Context, owner string) ([]Claim, error)
	// OpenClaim reads a claimed file: ErrGone, ErrNotRegular.
	OpenClaim(ctx context.Context, c Claim) (io.ReadCloser, Entry, error)
	// StatClaim tells about a claimed file: ErrGone.
	StatClaim(ctx context.Context, c Claim) (Entry, error)
	// RemoveClaim deletes a claimed file and the folders it leaves empty, if it
	// still has the size and the time of was; the zero Entry stands for any.
	// ErrChanged: it has others, and stays. A claim that is gone already is
	// success.
	RemoveClaim(ctx context.Context, c Claim, was Entry) error
}

// Publisher writes into a folder. The write function may be given a writer
// that fails; it returns the error it got. Nothing has the final name before
// every byte is on the disk.
type Publisher interface {
	// Put publishes a new file. A file of the same name and content is success,
	// one with other content is ErrExists and stays as it is.
	Put(ctx context.Context, name string, write func(io.Writer) error) error
	// Replace publishes a file in place of an older one, atomically.
	Replace(ctx context.Context, name string, write func(io.Writer) error) error
	// Remove deletes an ordinary file. One that is gone already is success.
	Remove(ctx context.Context, name string) error
}

// Upkeep is what the daemon does with a folder at start, and `check --connect`.
type Upkeep interface {
	// Sweep removes temporary files that an interrupted Put or Replace left:
	// those of this owner at once, others after a day.
	Sweep(ctx context.Context) error
	// Probe tries what the program needs to do in the folder and leaves nothing
	// behind. It stops at the first finding that makes the rest pointless.
	Probe(ctx context.Context) []Finding
}

// Folder is a directory with everything the program does to one. Callers
// declare the part they need.
type Folder interface {
	Lister
	Claimer
	Publisher
	Upkeep
}
