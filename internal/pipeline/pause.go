package pipeline

import (
	"context"
	"fmt"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/store"
)

// errPaused says that a person has paused the organisation's calls.
var errPaused = &Forbidden{"Calls to LRS are paused. Look at lrsdrop status, and let them go on with lrsdrop resume."}

// notPaused gives errPaused while the organisation's calls are paused. In the
// transaction that begins an upload it holds for good: once a pause has been
// kept, none begins.
func notPaused(tx *store.Tx, organisation string) error {
	is, err := tx.Paused(organisation)
	if err == nil && is {
		err = errPaused
	}
	return err
}

// Pause stops the calls of the organisations, which are one, or all with all
// set. What is being sent ends well; files are checked and answered as before.
// When the calls are paused already that pause is returned, and it stands.
func Pause(ctx context.Context, s *store.Store, organisations []*Organisation, all bool, who Operator) (before *store.Pause, err error) {
	p := store.Pause{Organisation: scope(organisations, all), By: who.By, Note: who.Note}
	done := false
	err = s.Update(ctx, func(tx *store.Tx) (err error) {
		done, err = tx.AddPause(p, events("pause", organisations, who)...)
		return err
	})
	if err != nil || done {
		return nil, err
	}
	return find(ctx, s, p.Organisation)
}

// Resume lets calls go on that Pause stopped. A [*Forbidden] says that they
// were not.
func Resume(ctx context.Context, s *store.Store, organisations []*Organisation, all bool, who Operator) error {
	return s.Update(ctx, func(tx *store.Tx) error {
		if all {
			if err := notRestored(tx); err != nil {
				return err
			}
		}
		done, err := tx.EndPause(scope(organisations, all), events("resume", organisations, who)...)
		switch {
		case err != nil || done:
			return err
		case all:
			return forbid("The calls of all organisations are not paused. One organisation's are resumed with --org ID.")
		}
		return notPausedAlone(tx, organisations[0].ID)
	})
}

// notRestored gives an error while nobody has looked at a restore.
func notRestored(tx *store.Tx) error {
	r, err := tx.Restored()
	if err != nil || r == nil {
		return err
	}
	if r.New {
		return forbid(fmt.Sprintf("The state folder is new, and the journal has %s of another: what those sent would be sent again. Restore that folder from a "+
			"backup. Is there none, or does it not matter here? Then let calls go on with lrsdrop resume --after-restore.", plural(r.Uploads, "upload", "uploads")))
	}
	return forbid(fmt.Sprintf("The state folder was restored from a backup, and %s made after it. Nothing of that is sent again: its rows will wait "+
		"for lrsdrop resolve. Is that what you expect? Then let calls go on with lrsdrop resume --after-restore.", plural(r.Uploads, "upload was", "uploads were")))
}

// ResumeRestored lets calls go on that were paused because the state folder was
// restored. It tells of the restore; nil means that there was none.
func ResumeRestored(ctx context.Context, s *store.Store, organisations []*Organisation, who Operator) (r *store.Restored, err error) {
	err = s.Update(ctx, func(tx *store.Tx) error {
		if r, err = tx.Restored(); err != nil || r == nil {
			return err
		}
		_, err = tx.EndRestored(events("resume after a restore", organisations, who)...)
		return err
	})
	return r, err
}

func notPausedAlone(tx *store.Tx, organisation string) error {
	everybody, err := tx.Paused(organisation)
	switch {
	case err != nil:
		return err
	case everybody:
		return forbid(fmt.Sprintf("The calls of %s are paused with those of all organisations. Leave out --org to resume them all.", organisation))
	}
	return forbid(fmt.Sprintf("The calls of %s are not paused.", organisation))
}

func scope(organisations []*Organisation, all bool) string {
	if all {
		return ""
	}
	return organisations[0].ID
}

// events has one event for each organisation, so that each has it in its part
// of the audit.
func events(operation string, organisations []*Organisation, who Operator) (all []audit.Event) {
	for _, org := range organisations {
		all = append(all, org.eventBy(operation, &store.File{}, who))
	}
	return all
}

func find(ctx context.Context, s *store.Store, organisation string) (*store.Pause, error) {
	all, err := s.Pauses(ctx)
	for i := range all {
		if all[i].Organisation == organisation {
			return &all[i], err
		}
	}
	return nil, err
}
