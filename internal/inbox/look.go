package inbox

import (
	"time"

	"lrsdrop/internal/folder"
)

// driftLimit is after how many changes of nothing but the identity we believe
// that the file system makes identities up anew for every look, as some network
// and FUSE ones do.
const driftLimit = 3

// look is what was seen of one file, and since when nothing of it changed.
type look struct {
	entry folder.Entry
	since time.Time
	drift int    // times that only the identity changed
	scan  uint64 // the last scan that saw the file
}

// again tells what a further look makes of this one. The scan that saw the
// entry took from began to ended.
func (l look) again(e folder.Entry, ended time.Time) look {
	switch {
	case !unchanged(l.entry, e):
		return look{entry: e, since: ended}
	case l.entry.ID == e.ID:
		return l
	case l.drift >= driftLimit:
		l.entry = e
		return l
	}
	return look{entry: e, since: ended, drift: l.drift + 1}
}

// unchanged compares what a writer cannot help changing. Two times are only
// ever compared with each other, whatever the clock says that made them.
func unchanged(a, b folder.Entry) bool {
	return a.Size == b.Size && a.ModTime.Equal(b.ModTime) && a.Regular == b.Regular
}

// same is unchanged, and the same file as well.
func same(a, b folder.Entry) bool { return unchanged(a, b) && a.ID == b.ID }

// looks are the files of one inbox that have not been taken.
type looks struct {
	files map[string]look
	limit int
	scan  uint64
}

// full tells that a file which is not known yet has no room.
func (ls *looks) full(name string) bool {
	_, known := ls.files[name]
	return !known && len(ls.files) >= ls.limit
}

// see records a look and tells since when the file stands still; first is true
// if this was the first look at the file as it is.
func (ls *looks) see(e folder.Entry, ended time.Time) (since time.Time, first bool) {
	before, known := ls.files[e.Name]
	now := look{entry: e, since: ended}
	if known {
		now = before.again(e, ended)
	}
	now.scan = ls.scan
	ls.files[e.Name] = now
	return now.since, !known || now.since != before.since
}

// keep keeps what is known of a file that this scan did not look at; false if
// nothing is.
func (ls *looks) keep(name string) bool {
	l, known := ls.files[name]
	if known {
		l.scan = ls.scan
		ls.files[name] = l
	}
	return known
}

// forget drops the files that the scan did not see among the names it read, up
// to and including last; "" means that it read all.
func (ls *looks) forget(last string) {
	for name, l := range ls.files {
		if l.scan != ls.scan && (last == "" || name <= last) {
			delete(ls.files, name)
		}
	}
}
