package inbox

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"

	"lrsdrop/internal/folder"
)

const (
	// troubleLimit is how many files of one visit may fail for reasons that are
	// not the file's own before we take it for the folder's and stop.
	troubleLimit = 10
	// atOnce is how many files are claimed at a time. A distant server answers
	// eight as fast as one.
	atOnce = 8
)

// take claims complete files and hands them over, a portion at a time. While
// earlier files cannot be handed over, the room shrinks: what nobody can take
// is better left where its owner sees it.
func (s *station) take(ctx context.Context, ready []folder.Entry) {
	faults := 0
	for len(ready) > 0 && faults < troubleLimit && ctx.Err() == nil && !s.leaving() {
		room := s.opts.Portion - s.heldUp()
		if room <= 0 {
			return
		}
		var files []File
		for len(ready) > 0 && len(files) < room && faults < troubleLimit && ctx.Err() == nil && !s.leaving() {
			some := ready[:min(len(ready), room-len(files), atOnce)]
			ready = ready[len(some):]
			taken, failed := s.claimAll(ctx, some)
			files, faults = append(files, taken...), faults+failed
			s.facts.sign()
		}
		s.handOver(ctx, files)
	}
}

// claimAll takes files that nobody writes, all at once. What comes of each is
// noted in name order, by the station's own goroutine. It counts the failures
// that are not the file's own.
func (s *station) claimAll(ctx context.Context, some []folder.Entry) (taken []File, faults int) {
	tries := make([]attempt, len(some))
	var all sync.WaitGroup
	for i, e := range some {
		tries[i] = attempt{entry: e, file: File{Inbox: &s.in, Claim: folder.Claim{Owner: s.stateID, ID: s.newID(), Name: e.Name}}}
		all.Go(func() { tries[i].try(ctx, s.in.DoneMarker) })
	}
	all.Wait()
	for _, a := range tries {
		f, ok, err := s.note(a)
		if ok {
			taken = append(taken, f)
		}
		if err != nil {
			s.trouble(err)
			faults++
		}
	}
	return taken, faults
}

// attempt is the claim of one file and what came of it. It knows nothing of the
// station, so that many can be under way.
type attempt struct {
	entry    folder.Entry // as it was listed
	file     File
	asked    bool // nobody writes it, so it was to be claimed
	err      error
	unmarked error // of the removal of its marker
}

func (a *attempt) try(ctx context.Context, doneMarker string) {
	from := a.file.Inbox.Folder
	busy, err := from.Busy(ctx, a.entry.Name)
	if a.err, a.asked = err, err == nil && !busy; !a.asked {
		return
	}
	if a.file.Entry, a.err = from.Claim(ctx, a.entry.Name, a.file.Claim); a.err == nil && doneMarker != "" {
		a.unmarked = from.Remove(ctx, a.entry.Name+doneMarker)
	}
}

// note tells whether a file was taken. An error is one that is not the file's
// own.
func (s *station) note(a attempt) (f File, taken bool, err error) {
	if a.err != nil {
		if a.asked && doubtful(a.err) {
			s.hold(held{file: a.file, doubtful: true})
		}
		return File{}, false, s.notTaken(a.entry, a.err)
	}
	if !a.asked {
		s.comeBack(time.Now().Add(max(s.in.Settle, leastGap)))
		return File{}, false, nil
	}
	delete(s.looks.files, a.entry.Name)
	delete(s.refusals.files, a.entry.Name)
	if s.in.DoneMarker != "" {
		s.noteUnmarked(a.entry.Name, s.markers[a.entry.Name], a.unmarked)
	}
	if !same(a.entry, a.file.Entry) {
		// Somebody changed it between the last look and the claim.
		s.hold(held{file: a.file, known: true, due: time.Now().Add(s.in.Settle)})
		return File{}, false, nil
	}
	return a.file, true, nil
}

// notTaken sorts the reasons why a file stays: its own, which end here, and
// others, which are returned.
func (s *station) notTaken(e folder.Entry, err error) error {
	switch {
	case errors.Is(err, folder.ErrAway):
		return err
	case errors.Is(err, folder.ErrGone), errors.Is(err, folder.ErrNotRegular):
		delete(s.looks.files, e.Name) // somebody was quicker, or it is another thing now
		return nil
	case errors.Is(err, fs.ErrPermission):
		s.refuse(e, err)
		s.trouble(err)
		return nil
	case errors.Is(err, folder.ErrBusy):
		s.comeBack(time.Now().Add(max(s.in.Settle, leastGap)))
		s.trouble(err)
		return nil
	}
	return err
}

// doubtful tells whether the file may have been moved although the claim
// failed, as when a network share breaks off before it answers.
func doubtful(err error) bool {
	for _, sure := range []error{folder.ErrGone, folder.ErrBusy, folder.ErrExists, folder.ErrNotRegular, folder.ErrName, fs.ErrPermission} {
		if errors.Is(err, sure) {
			return false
		}
	}
	return true
}
