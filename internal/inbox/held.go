package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lrsdrop/internal/folder"
)

const (
	firstRetry = time.Second
	lastRetry  = time.Minute
	// inARow is how many files may fail in a row before a round ends; the rest
	// is the first to be tried in the next.
	inARow = 3
	// maxLost is how many vanished claims are looked for.
	maxLost = 100
)

// held is a claimed file that has not been handed over.
type held struct {
	file     File
	known    bool      // file.Entry has been seen
	due      time.Time // not before then: it has to stand still first
	failed   bool      // it could not be handed over: now alone, so that it spoils no other's portion
	lost     bool      // it is not where it was claimed to; told once
	doubtful bool      // it is not known whether the claim succeeded
	over     bool      // there is nothing to hold any more
}

func (s *station) hold(h held) {
	s.held = append(s.held, h)
	if !h.due.IsZero() {
		s.comeBack(h.due)
	}
}

// heldUp counts the claims that wait for the receiver.
func (s *station) heldUp() int { return len(s.held) - s.lost() }

// lost counts the claims that vanished.
func (s *station) lost() int {
	n := 0
	for _, h := range s.held {
		if h.lost {
			n++
		}
	}
	return n
}

// recover finds the claims that an earlier run did not finish, once. It is done
// when the folder can first be read, which may be long after the start.
func (s *station) recover(ctx context.Context) error {
	if s.recovered {
		return nil
	}
	claims, err := s.in.Folder.Claims(ctx, s.stateID)
	if err != nil {
		return fmt.Errorf("find earlier claims: %w", err)
	}
	for _, c := range claims {
		s.unmarkRecovered(ctx, c.Name)
		s.hold(held{file: File{Inbox: &s.in, Claim: c}})
	}
	s.recovered = true
	return nil
}

// handBack hands over what is held and due: files that never failed in
// portions, the others one by one.
func (s *station) handBack(ctx context.Context) {
	fresh, again := s.due(ctx)
	for portion := range slices.Chunk(fresh, s.opts.Portion) {
		if s.leaving() {
			return // they stay claimed, until the inbox is looked after again
		}
		s.handOver(ctx, portion)
	}
	for i, bad := 0, 0; i < len(again); i++ {
		if bad >= inARow || ctx.Err() != nil {
			s.putFirst(again[i:])
			return
		}
		if s.handOver(ctx, again[i:i+1]) {
			bad = 0
		} else {
			bad++
		}
	}
}

// due takes from what is held the files that can be handed over now.
func (s *station) due(ctx context.Context) (fresh, again []File) {
	if len(s.held) == 0 {
		return nil, nil
	}
	now, all := time.Now(), s.held
	s.held = nil
	for i, h := range all {
		waits := (h.failed || h.lost) && now.Before(s.retryAt)
		if waits || now.Before(h.due) {
			s.hold(h)
			continue
		}
		ready, err := s.lookAt(ctx, &h)
		if err != nil {
			s.fail(err)
		}
		switch {
		case errors.Is(err, folder.ErrAway): // no use in asking for the others
			s.held = append(s.held, all[i:]...)
			return fresh, again
		case err != nil:
			h.failed = true
			s.hold(h)
		case ready && h.failed:
			again = append(again, h.file)
		case ready:
			fresh = append(fresh, h.file)
		case !h.over:
			s.hold(h)
		}
	}
	return fresh, again
}

// lookAt looks where a claimed file is and whether it stood still. One that is
// not there is over if its claim was doubtful, or if the receiver has it
// already: the last thing that an earlier run asked of a server may be done
// while this one looks. Otherwise it is lost.
func (s *station) lookAt(ctx context.Context, h *held) (ready bool, err error) {
	e, err := s.in.Folder.StatClaim(ctx, h.file.Claim)
	if errors.Is(err, folder.ErrGone) {
		h.over = h.doubtful || !h.lost && s.receive(ctx, []File{h.file}) == nil
		if !h.over {
			s.missing(h, err)
		}
		return false, nil
	}
	if err != nil {
		return false, err
	}
	moved := h.known && !unchanged(h.file.Entry, e)
	h.file.Entry, h.known, h.lost, h.doubtful = e, true, false, false
	if moved {
		h.due = time.Now().Add(s.in.Settle)
	}
	return !moved, nil
}

// missing tells once of a claim that vanished. It is looked for again, because
// a share may be unmounted over an empty folder.
func (s *station) missing(h *held, err error) {
	s.failed = true
	if h.lost {
		return
	}
	h.lost, h.failed = true, false
	s.opts.Lost(h.file, err)
}

// handOver gives files to the receiver and holds them if it cannot take them.
func (s *station) handOver(ctx context.Context, files []File) bool {
	if len(files) == 0 {
		return true
	}
	for i := range files {
		files[i].Alive = s.facts.sign
	}
	s.facts.handing(true)
	err := s.receive(ctx, files)
	s.facts.handing(false)
	if err == nil {
		return true
	}
	s.fail(fmt.Errorf("hand over files of inbox %s: %w", s.in.ID, err))
	for _, f := range files {
		s.hold(held{file: f, known: true, failed: true})
	}
	return false
}

// fail says why a claimed file could not be handed over in this visit.
func (s *station) fail(err error) { s.failed, s.heldErr = true, err }

// putFirst puts files that were not tried before those that just failed.
func (s *station) putFirst(files []File) {
	rest := make([]held, 0, len(files)+len(s.held))
	for _, f := range files {
		rest = append(rest, held{file: f, known: true, failed: true})
	}
	s.held = append(rest, s.held...)
}

// reckon sets, at the end of a visit, when what failed is tried again.
func (s *station) reckon() {
	s.dropLost()
	failed := slices.ContainsFunc(s.held, func(h held) bool { return h.failed })
	if !failed {
		s.heldErr = nil
	}
	if !failed && s.lost() == 0 {
		s.attempts, s.retryAt = 0, time.Time{}
		return
	}
	if s.failed {
		s.retryAt = time.Now().Add(min(firstRetry<<min(s.attempts, 10), lastRetry))
		s.attempts++
	}
	s.comeBack(s.retryAt)
}

// dropLost bounds what we look for.
func (s *station) dropLost() {
	lost := 0
	s.held = slices.DeleteFunc(s.held, func(h held) bool {
		if h.lost {
			lost++
		}
		return h.lost && lost > maxLost
	})
}
