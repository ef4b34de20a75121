package inbox

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"lrsdrop/internal/folder"
)

// troubleLimit is how many files of one visit may fail for reasons that are not
// the file's own before we take it for the folder's and stop.
const troubleLimit = 10

// take claims complete files and hands them over, a portion at a time. While
// earlier files cannot be handed over, the room shrinks: what nobody can take
// is better left where its owner sees it.
func (s *station) take(ctx context.Context, ready []folder.Entry) {
	faults := 0
	for len(ready) > 0 && faults < troubleLimit && ctx.Err() == nil {
		room := s.opts.Portion - s.heldUp()
		if room <= 0 {
			return
		}
		var files []File
		for len(ready) > 0 && len(files) < room && faults < troubleLimit && ctx.Err() == nil {
			f, taken, err := s.claim(ctx, ready[0])
			ready = ready[1:]
			if taken {
				files = append(files, f)
			}
			if err != nil {
				s.trouble(err)
				faults++
			}
		}
		s.handOver(ctx, files)
	}
}

// claim takes one file if nobody writes it. An error is one that is not the
// file's own.
func (s *station) claim(ctx context.Context, e folder.Entry) (f File, taken bool, err error) {
	busy, err := s.in.Folder.Busy(ctx, e.Name)
	if err != nil {
		return File{}, false, s.notTaken(e, err)
	}
	if busy {
		s.comeBack(time.Now().Add(max(s.in.Settle, leastGap)))
		return File{}, false, nil
	}
	f = File{Inbox: &s.in, Claim: folder.Claim{Owner: s.stateID, ID: s.newID(), Name: e.Name}}
	f.Entry, err = s.in.Folder.Claim(ctx, e.Name, f.Claim)
	if err != nil {
		if doubtful(err) {
			s.hold(held{file: f, doubtful: true})
		}
		return File{}, false, s.notTaken(e, err)
	}
	s.claimed(ctx, e.Name)
	if !same(e, f.Entry) {
		// Somebody changed it between the last look and the claim.
		s.hold(held{file: f, known: true, due: time.Now().Add(s.in.Settle)})
		return File{}, false, nil
	}
	return f, true, nil
}

func (s *station) claimed(ctx context.Context, name string) {
	delete(s.looks.files, name)
	delete(s.refusals.files, name)
	s.unmark(ctx, name, s.markers[name])
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
