package lrssim

import "strconv"

// The two services and the five operations of CONTRACT 1.1, under their wire names.
const (
	serviceLearner     = "learner"
	serviceAchievement = "achievement"

	opVerifyLearner      = "verifyLearner"
	opSubmitVerify       = "submitVerifyBatch"
	opGetVerify          = "getVerifyBatchOutput"
	opSubmitAchievements = "SubmitAchievementBatchJob"
	opGetAchievements    = "GetAchievementBatchJob"
)

var operationTable = [...]*operation{
	{name: opVerifyLearner, service: serviceLearner, space: spaceReport, root: "VerifyLearner",
		action: "http://tempuri.org/LearnerPortType/verifyLearner", response: "VerifyLearnerResponse", newCall: newVerifyLearner},
	{name: opSubmitVerify, service: serviceLearner, space: spaceVerifyBatch, root: "SubmitVerifyBatch",
		response: "SubmitVerifyBatchResponse", newCall: newSubmitVerify},
	{name: opGetVerify, service: serviceLearner, space: spaceVerifyBatch, root: "GetVerifyBatchOutput",
		response: "GetVerifyBatchOutputResponse", newCall: newGetVerify},
	{name: opSubmitAchievements, service: serviceAchievement, space: spaceServices, root: "SubmitAchievementBatchJob",
		action: spaceServices + "/IExternalService/SubmitAchievementBatchJob", response: "SubmitAchievementBatchJobResponse", newCall: newSubmitAchievements},
	{name: opGetAchievements, service: serviceAchievement, space: spaceServices, root: "GetAchievementBatchJob",
		action: spaceServices + "/IExternalService/GetAchievementBatchJob", response: "GetAchievementBatchJobResponse", newCall: newGetAchievements},
}

func operationNames() []string {
	return []string{opVerifyLearner, opSubmitVerify, opGetVerify, opSubmitAchievements, opGetAchievements}
}

// accept makes the job of a batch, unless a fault says that nothing is taken, and gives the answer
// that the client sees. Simulator.mu must not be held.
func (x *exchange) accept(j *job, code string, a Action) answer {
	seen := submitAnswer{op: x.op, code: code}
	if a.carriedOut() {
		seen.jobID = x.takeJob(j, a)
	}
	switch a.Kind {
	case KindNoJobID:
		seen.jobID, seen.none, seen.code = 0, true, either(a.Code, code)
		x.record.Code = a.Code
	case KindJobID:
		seen.jobID = a.JobID
	case KindJobIDWithCode:
		seen.code = either(a.Code, "WSEC0999")
		x.record.Code = seen.code
	}
	return seen
}

func (x *exchange) takeJob(j *job, a Action) int64 {
	s := x.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	j.Operation, j.Organisation, j.User = x.op.name, x.org.id, x.id.user
	j.Records, j.Submitted = x.record.Records, s.now()
	j.wait, j.run = s.scenario.Jobs.Wait, j.run+s.scenario.Jobs.Run
	s.jobs.add(j)
	x.record.JobID, x.record.Accepted = j.ID, true
	if x.op.name == opSubmitAchievements {
		s.count(x.org.id, x.record.Rows)
	}
	return j.ID
}

// submitAnswer is the answer to both submits; their id elements differ in one letter's case.
type submitAnswer struct {
	op    *operation
	code  string
	jobID int64
	none  bool // the id element is left out
}

func (a submitAnswer) write(w *writer) {
	id := strconv.FormatInt(a.jobID, 10)
	if a.none {
		id = ""
	}
	if a.op.service == serviceLearner {
		w.code("ResponseCode", a.code)
		w.text("JobID", id)
		return
	}
	w.result("SubmitAchievementBatchJobResult", func() {
		w.code("ResponseCode", a.code)
		w.text("JobId", id)
	})
}

// result writes the Result element of the achievement service with its children in the model's
// namespace.
func (w *writer) result(name string, children func()) {
	w.raw("<" + name + ` xmlns:a="` + spaceModel + `" xmlns:i="` + xsiSpace + `">`)
	w.prefix = "a:"
	children()
	w.prefix = ""
	w.raw("</" + name + ">")
}

// refusedAnswer is an ordinary response whose only news is its code. Elements that are no nillable
// and no optional ones have their zero value, as a data contract gives them.
type refusedAnswer struct {
	op   *operation
	code string
}

func (a refusedAnswer) write(w *writer) {
	switch a.op.name {
	case opSubmitVerify:
		submitAnswer{op: a.op, code: a.code}.write(w)
	case opSubmitAchievements:
		submitAnswer{op: a.op, code: a.code, none: true}.write(w)
	case opGetAchievements:
		w.result("GetAchievementBatchJobResult", func() {
			w.code("ResponseCode", a.code)
			w.text("JobID", "0")
			w.raw(`<a:StartDate i:nil="true"/>`)
			w.text("Status", string(stateFailed))
		})
	default:
		w.code("ResponseCode", a.code)
	}
}
