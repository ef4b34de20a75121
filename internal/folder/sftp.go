package folder

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sync"
	"sync/atomic"
	"time"

	"lrsdrop/internal/endpoint"
)

// SFTP is a directory on an SFTP server. All its methods may be called from
// several goroutines; all folders of one server share its session.
//
// A server that lets nobody move files can be an inbox all the same: what was
// taken is remembered in a [Ledger] and hidden from then on, see taken.go.
type SFTP struct {
	server *endpoint.Endpoint
	path   string
	owner  string
	run    string // marks the temporary files of this process
	taken  *takenFiles
	ways   atomic.Int32 // how claims are made: see way
	asking sync.Mutex   // one finds that out

	mu       sync.Mutex
	leftover []string // temporary files of ours that could not be removed
}

// thisRun is the mark of this process.
var thisRun = rand.Text()[:runLength]

// SFTPOptions say what a folder on a server is for.
type SFTPOptions struct {
	Owner  string // the state id of this installation, as [Owner]
	Ledger Ledger // for an inbox; nil: nothing is claimed where nothing can be moved
}

// OpenSFTP names a directory on a server by its path there. Nothing is
// connected yet.
func OpenSFTP(server *endpoint.Endpoint, dir string, o SFTPOptions) (*SFTP, error) {
	f := &SFTP{server: server, path: path.Clean(dir), owner: "any", run: thisRun}
	if o.Owner != "" {
		f.owner = o.Owner
	}
	if err := safeElement("owner", f.owner); err != nil {
		return nil, fmt.Errorf("open folder %s: %w", f, err)
	}
	if o.Ledger != nil {
		f.taken = &takenFiles{ledger: o.Ledger, now: time.Now}
	}
	return f, nil
}

// String is the folder for messages.
func (f *SFTP) String() string { return f.path + " on " + f.server.String() }

// Endpoint names the server and the login, for health.
func (f *SFTP) Endpoint() string { return f.server.String() }

// at is the path of something in the folder.
func (f *SFTP) at(elements ...string) string {
	return path.Join(append([]string{f.path}, elements...)...)
}

// told dresses an error up: what was being done, where, and of which of our
// kinds it is. Of a folder that is away servers say all sorts of things.
func (f *SFTP) told(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	if unexplained(err) {
		if away := f.there(ctx); errors.Is(away, ErrAway) {
			err = away
		}
	}
	if errors.Is(err, endpoint.ErrDown) {
		return fmt.Errorf("%s in %s: %w: %w", doing, f, ErrAway, err)
	}
	return fmt.Errorf("%s in %s: %w", doing, f, err)
}

// unexplained tells a refusal of which we do not know the reason.
func unexplained(err error) bool {
	for _, ours := range []error{ErrAway, ErrGone, ErrExists, ErrBusy, ErrNotRegular, ErrReadOnly} {
		if errors.Is(err, ours) {
			return false
		}
	}
	return endpoint.Refusal(err)
}

// missing is what a name that is not there means: the file is gone, or the
// whole folder is.
func (f *SFTP) missing(ctx context.Context, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if there := f.there(ctx); there != nil {
		return there
	}
	return gone(err)
}

// there is nil if the folder itself can be reached.
func (f *SFTP) there(ctx context.Context) error {
	// A path that ends in a dot is looked up through a link, as a folder that
	// is one may be meant. Some servers take the dot away.
	a, err := f.server.Lstat(ctx, f.path+"/.")
	switch {
	case answered(err):
		return fmt.Errorf("%w: %w", ErrAway, err)
	case err == nil && a.Regular:
		return fmt.Errorf("%w: a file has its name", ErrAway)
	}
	return err
}

// List implements [Lister]. It costs one listing and no look at single files.
func (f *SFTP) List(ctx context.Context, after string, limit int) ([]Entry, error) {
	return f.Sift(ctx, after, limit, func(string) bool { return false })
}

// Sift implements [Sifter].
func (f *SFTP) Sift(ctx context.Context, after string, limit int, leave func(name string) bool) ([]Entry, error) {
	entries, err := f.list(ctx, after, limit, leave)
	return entries, f.told(ctx, "list files", err)
}

func (f *SFTP) list(ctx context.Context, after string, limit int, leave func(name string) bool) ([]Entry, error) {
	if err := f.taken.load(ctx); err != nil {
		return nil, err
	}
	p := portion[Entry]{after: after, limit: limit, name: func(e Entry) string { return e.Name }}
	var by uids
	here := f.taken.rollCall()
	err := f.server.List(ctx, f.path, func(a endpoint.Attributes) {
		e := f.entry(a, &by)
		if !here.hides(e) && !leave(e.Name) {
			p.add(e)
		}
	})
	if answered(err) {
		err = fmt.Errorf("%w: %w", ErrAway, err) // what cannot be listed
	}
	if err != nil {
		return nil, err
	}
	if err := here.end(ctx); err != nil {
		return nil, err
	}
	return p.sorted(), nil
}

// uids words who owns files and remembers the last one.
type uids struct {
	uid   uint32
	words string
}

func (f *SFTP) entry(a endpoint.Attributes, by *uids) Entry {
	return Entry{Name: a.Name, Size: a.Size, ModTime: a.ModTime, Regular: a.Regular, Owner: f.ownerOf(a, by)}
}

// ownerOf words who owns a file. Our own login names nobody.
func (f *SFTP) ownerOf(a endpoint.Attributes, by *uids) string {
	if !a.HasUID || f.server.Own(a) {
		return ""
	}
	if by.words == "" || by.uid != a.UID {
		by.uid, by.words = a.UID, fmt.Sprintf("uid:%d", a.UID)
	}
	return by.words
}

// Stat implements [Lister].
func (f *SFTP) Stat(ctx context.Context, name string) (Entry, error) {
	doing := fmt.Sprintf("look at %q", name)
	if err := SafeName(name); err != nil {
		return Entry{}, f.told(ctx, doing, err)
	}
	e, err := f.stat(ctx, f.at(name), name)
	return e, f.told(ctx, doing, err)
}

// stat tells about a path under the name it is known by.
func (f *SFTP) stat(ctx context.Context, at, name string) (Entry, error) {
	a, err := f.server.Lstat(ctx, at)
	if err != nil {
		return Entry{}, f.missing(ctx, err)
	}
	a.Name = name
	return f.entry(a, &uids{}), nil
}

// Open implements [Lister].
func (f *SFTP) Open(ctx context.Context, name string) (io.ReadCloser, Entry, error) {
	doing := fmt.Sprintf("open %q", name)
	if err := SafeName(name); err != nil {
		return nil, Entry{}, f.told(ctx, doing, err)
	}
	r, e, err := f.open(ctx, f.at(name), name)
	return r, e, f.told(ctx, doing, err)
}

// open opens an ordinary file. It looks first: to open a FIFO may hang the
// server, and a link leads anywhere.
func (f *SFTP) open(ctx context.Context, at, name string) (io.ReadCloser, Entry, error) {
	e, err := f.stat(ctx, at, name)
	if err != nil {
		return nil, Entry{}, err
	}
	if !e.Regular {
		return nil, Entry{}, ErrNotRegular
	}
	r, a, err := f.server.Open(ctx, at)
	if err != nil {
		return nil, Entry{}, f.missing(ctx, err)
	}
	a.Name = name
	return r, f.entry(a, &uids{}), nil
}

// Busy implements [Claimer]. A server does not tell who writes, but whether the
// file may be read, which is better known before it is claimed than after. That
// it is an ordinary file was seen when it was listed.
func (f *SFTP) Busy(ctx context.Context, name string) (bool, error) {
	doing := fmt.Sprintf("try to read %q", name)
	err := SafeName(name)
	if err == nil {
		err = f.missing(ctx, f.server.Readable(ctx, f.at(name)))
	}
	return false, f.told(ctx, doing, err)
}

// Remove implements [Publisher]. Of an inbox, a file that this login may not
// remove is ErrReadOnly: it may be so for the folder or for the file alone.
func (f *SFTP) Remove(ctx context.Context, name string) error {
	doing := fmt.Sprintf("remove %q", name)
	if err := SafeName(name); err != nil {
		return f.told(ctx, doing, err)
	}
	err := f.removeFile(ctx, f.at(name), Entry{})
	if f.taken != nil && (errors.Is(err, fs.ErrPermission) || endpoint.Refusal(err) && f.stays(ctx)) {
		err = fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return f.told(ctx, doing, err)
}

// stays tells whether files cannot be moved here.
func (f *SFTP) stays(ctx context.Context) bool {
	way, err := f.way(ctx)
	return err == nil && way == staying
}

// removeFile deletes an ordinary file; gone already is success.
func (f *SFTP) removeFile(ctx context.Context, at string, was Entry) error {
	a, err := f.server.Lstat(ctx, at)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f.there(ctx)
	case err != nil:
		return err
	case !a.Regular:
		return ErrNotRegular
	case was.changed(a.Size, a.ModTime):
		return ErrChanged
	}
	return f.discard(ctx, at)
}

// discard deletes a file that is known to be one.
func (f *SFTP) discard(ctx context.Context, at string) error {
	err := f.server.Remove(ctx, at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
