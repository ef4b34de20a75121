package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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
	s.looks.scan++
	s.refusals.scan++
	s.markers = map[string]folder.Entry{}
	sc := scanning{station: s}
	for more := true; more; {
		var err error
		if more, err = sc.portion(ctx); err != nil {
			return survey{}, err
		}
	}
	if err := sc.end(ctx); err != nil {
		return survey{}, err
	}
	return sc.survey, nil
}

// scanning is a scan under way.
type scanning struct {
	*station
	survey
	began, ended time.Time // of the listing of this portion
	last         string    // the last name that was considered
	waiting      []awaited
}

// seen is a listed file. The listing took from began to ended: a file stood
// still from the end of one listing to the beginning of another.
type seen struct {
	folder.Entry
	began, ended time.Time
}

// portion reads one portion and tells whether there is another.
func (sc *scanning) portion(ctx context.Context) (more bool, err error) {
	sc.began = time.Now()
	entries, err := sc.list(ctx)
	if err != nil {
		return false, err
	}
	sc.ended = time.Now()
	sc.facts.sign()
	for _, e := range entries {
		if err := sc.pass(ctx, e.Name); err != nil {
			return false, err
		}
		if sc.mark(e); sc.more {
			continue // nothing but markers of files before is of use
		}
		sc.consider(seen{e, sc.began, sc.ended})
		sc.last = e.Name
	}
	return !sc.more && len(entries) >= sc.in.MaxEntries, nil
}

// list reads a portion. Where a listing takes long, hidden and temporary names
// are left out of it, so that they do not cost listings of their own.
func (sc *scanning) list(ctx context.Context) ([]folder.Entry, error) {
	sifter, ok := sc.in.Folder.(folder.Sifter)
	if !ok {
		return sc.in.Folder.List(ctx, sc.last, sc.in.MaxEntries)
	}
	left := 0
	entries, err := sifter.Sift(ctx, sc.last, sc.in.MaxEntries, func(name string) bool {
		sc.facts.sign()
		if Ignored(name) {
			left++
		}
		return Ignored(name)
	})
	if err == nil && sc.last == "" { // each portion sees them all
		sc.ignored += left
	}
	return entries, err
}

// end says what becomes of files that wait for a marker, and forgets what the
// scan did not see.
func (sc *scanning) end(ctx context.Context) error {
	if sc.more {
		sc.giveUp()
	} else if err := sc.pass(ctx, ""); err != nil {
		return err
	}
	last := sc.last
	if !sc.more {
		last = "" // all was read
	}
	sc.looks.forget(last)
	sc.refusals.forget(last)
	// A file is complete when its marker comes, after files whose names begin
	// with its own.
	slices.SortFunc(sc.ready, func(a, b folder.Entry) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

// consider sorts one entry in.
func (sc *scanning) consider(f seen) {
	sc.refusals.saw(f.Name)
	if Ignored(f.Name) || sc.isMarker(f.Name) {
		sc.ignored++
		return
	}
	if reason := unfit(f.Entry); reason != nil {
		sc.refuse(f.Entry, reason)
		return
	}
	if sc.in.DoneMarker == "" {
		sc.complete(f)
		return
	}
	sc.await(f)
}

// complete looks after a file that has all it needs but to stand still.
func (sc *scanning) complete(f seen) {
	if sc.looks.full(f.Name) {
		sc.more = true
		return
	}
	since, first := sc.looks.see(f.Entry, f.ended)
	if first || f.began.Sub(since) < sc.in.Settle {
		sc.comeBack(since.Add(sc.in.Settle))
		return
	}
	sc.ready = append(sc.ready, f.Entry)
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
