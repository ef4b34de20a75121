package inbox

import (
	"context"
	"errors"
	"slices"
	"strings"

	"lrsdrop/internal/folder"
)

func (s *station) isMarker(name string) bool {
	return s.in.DoneMarker != "" && hasSuffixFold(name, s.in.DoneMarker)
}

// awaited is a file whose done marker has not been listed yet.
//
// Names come in byte order, so between a file and its marker come only names
// that begin with the file's own. The files that wait are therefore each the
// beginning of the next, at most as many as a name has bytes, and a scan finds
// every marker in the listing itself, in whatever portion it comes.
type awaited struct {
	seen
	otherCase bool // there is a marker in other letters: the file system knows whether it counts
}

// await has a file wait for its marker. A marker that belongs to an earlier file
// of the name and could not be removed does not count.
func (sc *scanning) await(f seen) {
	if folder.SafeName(f.Name+sc.in.DoneMarker) != nil {
		sc.refuse(f.Entry, errMarked)
		sc.unmarked++
		return
	}
	if _, spent := sc.spent[f.Name]; spent {
		sc.unmarked++
		return
	}
	sc.waiting = append(sc.waiting, awaited{seen: f})
}

// mark completes the file whose marker is listed.
func (sc *scanning) mark(e folder.Entry) {
	if !sc.isMarker(e.Name) {
		return
	}
	base := e.Name[:len(e.Name)-len(sc.in.DoneMarker)]
	at := slices.IndexFunc(sc.waiting, func(u awaited) bool { return u.Name == base })
	switch {
	case at < 0:
	case e.Name != base+sc.in.DoneMarker:
		sc.waiting[at].otherCase = true
	default:
		f := sc.waiting[at].seen
		sc.waiting = slices.Delete(sc.waiting, at, at+1)
		sc.marked(f, e)
	}
}

// marked completes a file whose marker is there, unless it is one that nobody
// may remove and that completed an earlier file.
func (sc *scanning) marked(f seen, marker folder.Entry) {
	before, stays := sc.stays[f.Name]
	if !marker.Regular || stays && stillThat(before, marker) {
		sc.unmarked++
		return
	}
	sc.markers[f.Name] = marker
	sc.complete(f)
}

// stillThat tells whether a marker that nobody may remove is the one that
// completed an earlier file. Where a folder tells no times that cannot be
// known, and the marker counts: a file has to stand still all the same.
func stillThat(before, now folder.Entry) bool { return !now.ModTime.IsZero() && unchanged(before, now) }

// pass ends the waiting of files whose marker would have come before a name; ""
// is the end.
func (sc *scanning) pass(ctx context.Context, name string) error {
	for n := len(sc.waiting); n > 0; n-- {
		u := sc.waiting[n-1]
		if name != "" && strings.HasPrefix(name, u.Name) {
			return nil
		}
		sc.waiting = sc.waiting[:n-1]
		if err := sc.lookForMarker(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// lookForMarker asks the file system about a marker in other letters. A file
// whose marker is not there waits for a new one.
func (sc *scanning) lookForMarker(ctx context.Context, u awaited) error {
	if u.otherCase {
		marker, err := sc.in.Folder.Stat(ctx, u.Name+sc.in.DoneMarker)
		if err == nil {
			sc.marked(u.seen, marker)
			return nil
		}
		if !errors.Is(err, folder.ErrGone) {
			return err
		}
	}
	delete(sc.stays, u.Name)
	sc.unmarked++
	return nil
}

// giveUp ends the waiting for markers that this scan does not read any more.
// What is known of the files is kept.
func (sc *scanning) giveUp() {
	for _, u := range sc.waiting {
		if !sc.looks.keep(u.Name) {
			sc.unmarked++
		}
	}
	sc.waiting = nil
}

// unmark removes the marker of a file that has been claimed. The claim comes
// first, as in [attempt.try]: a file without its marker would never be taken.
func (s *station) unmark(ctx context.Context, name string, marker folder.Entry) {
	if s.in.DoneMarker != "" {
		s.noteUnmarked(name, marker, s.in.Folder.Remove(ctx, name+s.in.DoneMarker))
	}
}

// noteUnmarked notes whether a marker is gone. One that nobody may remove is
// remembered until it changes or goes; a restart forgets it.
func (s *station) noteUnmarked(name string, marker folder.Entry, err error) {
	switch {
	case err == nil:
		delete(s.spent, name)
	case errors.Is(err, folder.ErrReadOnly):
		delete(s.spent, name)
		s.stays[name] = marker
	default:
		s.spent[name] = marker
		s.trouble(err)
	}
}

// unmarkSpent tries again what failed before.
func (s *station) unmarkSpent(ctx context.Context) {
	for name, marker := range s.spent {
		s.unmark(ctx, name, marker)
	}
}

// unmarkRecovered removes the marker that a crash left between claim and
// removal, unless a new file of the name is there, whose marker it may be.
func (s *station) unmarkRecovered(ctx context.Context, name string) {
	if s.in.DoneMarker == "" {
		return
	}
	if _, err := s.in.Folder.Stat(ctx, name); errors.Is(err, folder.ErrGone) {
		s.unmark(ctx, name, folder.Entry{})
	}
}
