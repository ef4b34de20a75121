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
	wire    string // as section 1.1 names it
	service service
	action  string // SOAPAction, sent in quotes
	answer  string // local name of the answer's root
	single  bool   // about one learner: the short time-out
	submits bool   // an achievement submit: changes something at LRS
}

const externalAction = "http://api.lrs.qcf.gov.uk/services/IExternalService/"

var (
	verifyLearner = operation{
		name: "verify learner", wire: "verifyLearner", action: "http://tempuri.org/LearnerPortType/verifyLearner",
		answer: "VerifyLearnerResponse", single: true,
	}
	submitVerify = operation{name: "submit verify batch", wire: "submitVerifyBatch", answer: "SubmitVerifyBatchResponse"}
	verifyOutput = operation{name: "get verify batch output", wire: "getVerifyBatchOutput", answer: "GetVerifyBatchOutputResponse"}
	submitBatch  = operation{
		name: "submit achievement batch", wire: "SubmitAchievementBatchJob", service: achievementService,
		action: externalAction + "SubmitAchievementBatchJob",
		answer: "SubmitAchievementBatchJobResponse", submits: true,
	}
	getBatch = operation{
		name: "get achievement batch", wire: "GetAchievementBatchJob", service: achievementService,
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
