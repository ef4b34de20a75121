package daemon

import (
	"context"
	"errors"
	"iter"
	"sync"
	"time"

	"lrsdrop/internal/lrs"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
	"lrsdrop/internal/status"
)

// calls notes how the calls to LRS go, for each organisation.
type calls struct {
	meter *status.Meter
	now   func() time.Time
	mu    sync.Mutex
	of    map[string]answered
}

// answered is how LRS answered an organisation last.
type answered struct {
	success      time.Time // zero: not since the daemon started
	failingSince time.Time // zero: it answers
	failure      string    // in words
}

func newCalls(meter *status.Meter, now func() time.Time) *calls {
	return &calls{meter: meter, now: now, of: map[string]answered{}}
}

// last is how LRS answered an organisation last.
func (c *calls) last(organisation string) answered {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.of[organisation]
}

// note keeps what came of a call.
func (c *calls) note(organisation, operation string, began time.Time, err error) {
	class, failure := "ok", (*lrs.Error)(nil)
	if err != nil {
		class = lrs.OurFault.Name()
		if errors.As(err, &failure) {
			class = failure.Class.Name()
		}
	}
	c.meter.Call(organisation, operation, class, time.Since(began))
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.of[organisation]
	switch {
	case err == nil:
		now = answered{success: c.now()}
	case failure == nil || failure.Class == lrs.Cancelled || failure.Class == lrs.OurFault:
		return // it tells nothing of LRS
	case failure.Class.Unanswered():
		now.failure = failure.Class.String() + " (" + failure.Code + ")"
		if now.failingSince.IsZero() {
			now.failingSince = c.now()
		}
	default: // LRS said no, or is closed
		now.failingSince, now.failure = time.Time{}, ""
	}
	c.of[organisation] = now
}

// noted is LRS for one organisation, with each call noted.
type noted struct {
	pipeline.LRS
	calls        *calls
	organisation string
}

func (n noted) VerifyLearner(ctx context.Context, who lrs.Credentials, l record.Learner) (lrs.Verdict, error) {
	began := time.Now()
	v, err := n.LRS.VerifyLearner(ctx, who, l)
	n.calls.note(n.organisation, "verifyLearner", began, err)
	return v, err
}

func (n noted) SubmitVerify(ctx context.Context, who lrs.Credentials, count int, rows iter.Seq2[record.Learner, error]) (lrs.Receipt, error) {
	began := time.Now()
	r, err := n.LRS.SubmitVerify(ctx, who, count, rows)
	n.calls.note(n.organisation, "submitVerifyBatch", began, err)
	return r, err
}

func (n noted) VerifyOutput(ctx context.Context, who lrs.Credentials, job lrs.JobID, each func(lrs.Verdict) error) (lrs.VerifyJob, error) {
	began := time.Now()
	j, err := n.LRS.VerifyOutput(ctx, who, job, each)
	n.calls.note(n.organisation, "getVerifyBatchOutput", began, err)
	return j, err
}

func (n noted) SubmitAchievements(ctx context.Context, who lrs.Credentials, count int, rows iter.Seq2[record.Achievement, error]) (lrs.Receipt, error) {
	began := time.Now()
	r, err := n.LRS.SubmitAchievements(ctx, who, count, rows)
	n.calls.note(n.organisation, "SubmitAchievementBatchJob", began, err)
	return r, err
}

func (n noted) AchievementJob(ctx context.Context, who lrs.Credentials, job lrs.JobID) (lrs.AchievementJob, error) {
	began := time.Now()
	j, err := n.LRS.AchievementJob(ctx, who, job)
	n.calls.note(n.organisation, "GetAchievementBatchJob", began, err)
	return j, err
}
