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
// that belongs to an earlier file of the name and could not be removed yet does
// not count.
func (s *station) marked(ctx context.Context, e folder.Entry) (bool, error) {
	if s.in.DoneMarker == "" {
		return true, nil
	}
	if s.spent[e.Name] {
		return false, nil
	}
	marker, err := s.in.Folder.Stat(ctx, e.Name+s.in.DoneMarker)
	switch {
	case errors.Is(err, folder.ErrName):
		s.refuse(e, errMarked)
		return false, nil
	case errors.Is(err, folder.ErrGone):
		return false, nil
	}
	return marker.Regular, err
}

// unmark removes the marker of a file that has been claimed. The claim comes
// first: a file without its marker would never be taken.
func (s *station) unmark(ctx context.Context, name string) {
	if s.in.DoneMarker == "" {
		return
	}
	err := s.in.Folder.Remove(ctx, name+s.in.DoneMarker)
	if err == nil {
		delete(s.spent, name)
		return
	}
	s.spent[name] = true
	s.trouble(err)
}

// unmarkSpent tries again what failed before.
func (s *station) unmarkSpent(ctx context.Context) {
	for name := range s.spent {
		s.unmark(ctx, name)
	}
}

// unmarkRecovered removes the marker that a crash left between claim and
// removal, unless a new file of the name is there, whose marker it may be.
func (s *station) unmarkRecovered(ctx context.Context, name string) {
	if s.in.DoneMarker == "" {
		return
	}
	if _, err := s.in.Folder.Stat(ctx, name); errors.Is(err, folder.ErrGone) {
		s.unmark(ctx, name)
	}
}
