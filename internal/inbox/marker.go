package inbox

import (
	"context"
	"errors"

	"lrsdrop/internal/folder"
)

func (s *station) isMarker(name string) bool {
	return s.in.DoneMarker != "" && hasSuffixFold(name, s.in.DoneMarker)
}

// marked tells whether the file has its done marker, or needs none. A marker
// that belongs to an earlier file of the name and could not be removed does not
// count.
func (s *station) marked(ctx context.Context, e folder.Entry) (bool, error) {
	if s.in.DoneMarker == "" {
		return true, nil
	}
	if _, spent := s.spent[e.Name]; spent {
		return false, nil
	}
	marker, err := s.in.Folder.Stat(ctx, e.Name+s.in.DoneMarker)
	switch {
	case errors.Is(err, folder.ErrName):
		s.refuse(e, errMarked)
		return false, nil
	case errors.Is(err, folder.ErrGone):
		delete(s.stays, e.Name)
		return false, nil
	case err != nil:
		return false, err
	}
	if before, stays := s.stays[e.Name]; stays && stillThat(before, marker) {
		return false, nil
	}
	s.markers[e.Name] = marker
	return marker.Regular, nil
}

// stillThat tells whether a marker that nobody may remove is the one that
// completed an earlier file. Where a folder tells no times that cannot be
// known, and the marker counts: a file has to stand still all the same.
func stillThat(before, now folder.Entry) bool { return !now.ModTime.IsZero() && unchanged(before, now) }

// unmark removes the marker of a file that has been claimed. The claim comes
// first: a file without its marker would never be taken. Where nobody may
// remove it, it is remembered until it changes or goes; a restart forgets it.
func (s *station) unmark(ctx context.Context, name string, marker folder.Entry) {
	if s.in.DoneMarker == "" {
		return
	}
	switch err := s.in.Folder.Remove(ctx, name+s.in.DoneMarker); {
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
