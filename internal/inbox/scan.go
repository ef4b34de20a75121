package inbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lrsdrop/internal/folder"
)

var (
	errSpecial = fmt.Errorf("%w (it is a folder, link or device): drop the file itself into the inbox", folder.ErrNotRegular)
	errMarked  = errors.New("its name is too long to have a done marker: give it a shorter name")
)

// survey is what one scan found.
type survey struct {
	ready    []folder.Entry // complete as far as looks can tell, in name order
	unmarked int            // files whose done marker is not there yet
	ignored  int            // temporary names and markers
	more     bool           // there are files that we could not look after yet
}

// scan looks at the whole folder once, in bounded portions.
func (s *station) scan(ctx context.Context) (survey, error) {
	var found survey
	s.looks.scan++
	s.refusals.scan++
	s.markers = map[string]folder.Entry{}
	last := ""
	for {
		began := time.Now()
		entries, err := s.list(ctx, &found, last)
		if err != nil {
			return survey{}, err
		}
		ended := time.Now()
		for _, e := range entries {
			if found.more {
				break
			}
			if err := s.consider(ctx, &found, e, began, ended); err != nil {
				return survey{}, err
			}
			last = e.Name
		}
		if found.more || len(entries) < s.in.MaxEntries {
			break
		}
	}
	if !found.more {
		last = ""
	}
	s.looks.forget(last)
	s.refusals.forget(last)
	return found, nil
}

// list reads a portion. Where a listing takes long, names that are none of ours
// are left out of it, so that they do not cost listings of their own.
func (s *station) list(ctx context.Context, found *survey, after string) ([]folder.Entry, error) {
	sifter, ok := s.in.Folder.(folder.Sifter)
	if !ok {
		return s.in.Folder.List(ctx, after, s.in.MaxEntries)
	}
	ignored := 0
	entries, err := sifter.Sift(ctx, after, s.in.MaxEntries, func(name string) bool {
		if s.notOurs(name) {
			ignored++
			return true
		}
		return false
	})
	if err == nil && after == "" { // each portion sees them all
		found.ignored = ignored
	}
	return entries, err
}

// notOurs tells a name that is never taken: a temporary one, or a marker.
func (s *station) notOurs(name string) bool { return Ignored(name) || s.isMarker(name) }

// consider sorts one entry in. The scan that listed it took from began to
// ended: a file stood still from the end of one listing to the beginning of
// another.
func (s *station) consider(ctx context.Context, found *survey, e folder.Entry, began, ended time.Time) error {
	s.refusals.saw(e.Name)
	if s.notOurs(e.Name) {
		found.ignored++
		return nil
	}
	if reason := unfit(e); reason != nil {
		s.refuse(e, reason)
		return nil
	}
	marked, err := s.marked(ctx, e)
	if err != nil {
		return err
	}
	if !marked {
		found.unmarked++
		return nil
	}
	if found.more = s.looks.full(e.Name); found.more {
		return nil
	}
	since, first := s.looks.see(e, ended)
	if first || began.Sub(since) < s.in.Settle {
		s.comeBack(since.Add(s.in.Settle))
		return nil
	}
	found.ready = append(found.ready, e)
	return nil
}

// unfit is why an entry can never be taken as it is, or nil.
func unfit(e folder.Entry) error {
	if err := folder.SafeName(e.Name); err != nil {
		return err
	}
	if !e.Regular {
		return errSpecial
	}
	return nil
}

func (s *station) refuse(e folder.Entry, reason error) {
	if s.refusals.add(e, reason) {
		s.opts.Refused(&s.in, e, reason)
	}
}
