package pipeline

import (
	"context"
	"errors"
	"fmt"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// ErrPasswordRefused says that LRS refused the organisation's password before,
// and that it has not changed: another call could lock the organisation out.
var ErrPasswordRefused = errors.New("LRS refused this password before: correct it first, no call was made")

// VerifyByHand asks LRS about one learner because a person wants to know now,
// outside of any file. user is that person. The audit says who asked, for whom and with which
// certificate before the call is made, and what came of it after (O2, O3); the
// learner stands there as a keyed digest.
func VerifyByHand(ctx context.Context, s *store.Store, org *Organisation, user string, l record.Learner) (lrs.Verdict, error) {
	if err := org.passwordHolds(ctx, s); err != nil {
		return lrs.Verdict{}, err
	}
	e := org.event("verify by hand", &store.File{Facts: store.Facts{User: user}})
	e.Call = string(store.VerifyOne)
	e.Digest = fmt.Sprintf("%x", newDigests(s.Key()).learner(&l))
	err := s.Update(ctx, func(tx *store.Tx) error {
		if err := notPaused(tx, org.ID); err != nil {
			return err
		}
		return tx.Audit(e)
	})
	if errors.Is(err, errPaused) {
		return lrs.Verdict{}, err
	}
	if err != nil {
		return lrs.Verdict{}, fmt.Errorf("note the call in the audit, without which it is not made: %w", err)
	}
	who := org.Credentials
	who.UserName = user
	v, err := org.LRS.VerifyLearner(ctx, who, l)
	e.Operation, e.Code = "verified by hand", v.Code
	noted := s.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error { return org.noteByHand(tx, e, err) })
	if noted != nil {
		noted = fmt.Errorf("note the answer in the audit: %w", noted)
	}
	return v, errors.Join(err, noted)
}

// noteByHand keeps the end of a call. A refused password stops the
// organisation's calls, whoever made this one.
func (o *Organisation) noteByHand(tx *store.Tx, e audit.Event, cause error) error {
	failure, ok := errors.AsType[*lrs.Error](cause)
	if ok {
		e.Code = failure.Code
	}
	if !ok || failure.Class != lrs.WrongPassword {
		return tx.Audit(e)
	}
	if err := tx.Audit(e); err != nil {
		return err
	}
	e.Operation = "hold"
	return tx.HoldOrganisation(store.Hold{Organisation: o.ID, Until: tx.Now().Add(forever), Code: failure.Code, Cause: o.Cause}, e)
}

func (o *Organisation) passwordHolds(ctx context.Context, s *store.Store) error {
	holds, err := s.Holds(ctx)
	if err != nil {
		return err
	}
	for _, h := range holds {
		if h.Organisation == o.ID && h.Cause != "" && h.Cause == o.Cause {
			return ErrPasswordRefused
		}
	}
	return nil
}
