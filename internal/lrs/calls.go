package lrs

import (
	"context"
	"iter"

	"lrsdrop/internal/record"
)

// VerifyLearner asks LRS about one learner (verifyLearner, section 1.4). It
// changes nothing at LRS, so it may be repeated as [Error.Retry] says.
func (c *Client) VerifyLearner(ctx context.Context, who Credentials, l record.Learner) (Verdict, error) {
	var v Verdict
	x := c.exchange(verifyLearner, who, c.options.LearnerIdentity, 1)
	defer x.release()
	writeVerifyLearner(x.request, who, c.options.LearnerIdentity, &l)
	err := x.run(ctx, func(s *scanner) (err error) {
		v, err = readVerifyLearner(s)
		return err
	})
	if err != nil {
		return Verdict{}, err
	}
	v.Digest = x.digest
	return v, nil
}

// SubmitVerify hands LRS n learners to verify (submitVerifyBatch, section
// 1.5); LRS takes at most 5,000. A repeat only makes another job.
func (c *Client) SubmitVerify(ctx context.Context, who Credentials, n int, rows iter.Seq2[record.Learner, error]) (Receipt, error) {
	x := c.exchange(submitVerify, who, c.options.LearnerIdentity, n)
	defer x.release()
	writeSubmitVerify(x.request, who, c.options.LearnerIdentity, n, rows)
	return x.receipt(ctx, readSubmitVerify)
}

// VerifyOutput asks for the verdicts of a verify batch (getVerifyBatchOutput,
// section 1.6) and gives them to each as they arrive. Verdicts count only
// when the returned error is nil: an answer can break off after some of them.
// An error of each ends the call and is wrapped in the error returned.
func (c *Client) VerifyOutput(ctx context.Context, who Credentials, job JobID, each func(Verdict) error) (VerifyJob, error) {
	var j VerifyJob
	x := c.exchange(verifyOutput, who, c.options.LearnerIdentity, 1)
	defer x.release()
	writeVerifyOutput(x.request, who, c.options.LearnerIdentity, job)
	err := x.run(ctx, func(s *scanner) (err error) {
		j, err = readVerifyOutput(s, each)
		return err
	})
	if err != nil {
		return VerifyJob{}, err
	}
	return j, nil
}

// SubmitAchievements hands LRS n achievements (SubmitAchievementBatchJob,
// section 1.7); LRS takes at most 10,000. It is the one call that changes
// something at LRS: after an error only [Error.MayResend] allows another try
// by itself.
//
// Once the first byte of the request has left, a cancelled ctx no longer ends
// the call: an answer that nobody waits for is an unknown batch. Its deadline
// and the time-out of the client still do.
func (c *Client) SubmitAchievements(ctx context.Context, who Credentials, n int, rows iter.Seq2[record.Achievement, error]) (Receipt, error) {
	x := c.exchange(submitBatch, who, c.options.AchievementIdentity, n)
	defer x.release()
	writeSubmitBatch(x.request, who, c.options, n, rows)
	return x.receipt(ctx, readSubmitBatch)
}

// AchievementJob asks how an achievement batch stands (GetAchievementBatchJob,
// section 1.8).
func (c *Client) AchievementJob(ctx context.Context, who Credentials, job JobID) (AchievementJob, error) {
	var j AchievementJob
	x := c.exchange(getBatch, who, c.options.AchievementIdentity, 1)
	defer x.release()
	writeGetBatch(x.request, who, c.options.AchievementIdentity, job)
	err := x.run(ctx, func(s *scanner) (err error) {
		j, err = readGetBatch(s, job)
		return err
	})
	if err != nil {
		return AchievementJob{}, err
	}
	return j, nil
}
