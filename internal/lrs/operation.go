package lrs

import "time"

// The service that an operation belongs to (section 1.1).
type service uint8

const (
	learnerService service = iota
	achievementService
)

// operation is one line of the tables of sections 1.1 and 1.2.
type operation struct {
	name    string // our name, in errors
	service service
	action  string // SOAPAction, sent in quotes
	answer  string // local name of the answer's root
	single  bool   // about one learner: the short time-out
	submits bool   // an achievement submit: changes something at LRS
}

const externalAction = "http://api.lrs.qcf.gov.uk/services/IExternalService/"

var (
	verifyLearner = operation{
		name: "verify learner", action: "http://tempuri.org/LearnerPortType/verifyLearner",
		answer: "VerifyLearnerResponse", single: true,
	}
	submitVerify = operation{name: "submit verify batch", answer: "SubmitVerifyBatchResponse"}
	verifyOutput = operation{name: "get verify batch output", answer: "GetVerifyBatchOutputResponse"}
	submitBatch  = operation{
		name: "submit achievement batch", service: achievementService,
		action: externalAction + "SubmitAchievementBatchJob",
		answer: "SubmitAchievementBatchJobResponse", submits: true,
	}
	getBatch = operation{
		name: "get achievement batch", service: achievementService,
		action: externalAction + "GetAchievementBatchJob", answer: "GetAchievementBatchJobResponse",
	}
)

func (c *Client) address(op operation) string {
	if op.service == achievementService {
		return c.options.AchievementURL
	}
	return c.options.LearnerURL
}

func (c *Client) timeout(op operation) time.Duration {
	if op.single {
		return c.options.Timeouts.Single
	}
	return c.options.Timeouts.Batch
}
