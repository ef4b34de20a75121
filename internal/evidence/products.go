package evidence

import "lrsdrop/internal/answer"

// products are those of the application form, section 3 Q2, in its order.
func products() []answer.Product {
	return []answer.Product{
		{ID: "1002", Name: "Submit Achievement Batch Job", Operation: submitAchievements},
		{ID: "1002", Name: "Get Achievement Batch Job", Operation: getAchievements},
		{ID: "10", Name: "Verify Learner Details", Operation: verifyLearner},
		{ID: "11", Name: "Submit Verify Learner Details Batch", Operation: submitVerify},
		{ID: "12", Name: "Get Verify Learner Details Batch Output", Operation: getVerify},
	}
}

// Operations as the contract names them (1.1).
const (
	submitAchievements = "SubmitAchievementBatchJob"
	getAchievements    = "GetAchievementBatchJob"
	verifyLearner      = "verifyLearner"
	submitVerify       = "submitVerifyBatch"
	getVerify          = "getVerifyBatchOutput"
)
