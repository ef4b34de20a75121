package lrssim

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// userShape is invokingUser (CONTRACT 1.7): data contract members, so each may be missing; who is
// missing then is found when the call is admitted.
var userShape = shape{name: "invokingUser", space: spaceModel, parts: []part{
	{name: "OrgPassword", nillable: true, rule: rulePassword},
	{name: "OrganisationRef", nillable: true, rule: ruleOrganisationRef},
	{name: "UserName", required: true, rule: ruleUserName},
}}

func (x *exchange) userPart() part {
	return part{name: "invokingUser", nillable: true, into: func(m *message) error {
		v := make([]value, len(userShape.parts))
		if err := userShape.read(m, 0, v); err != nil {
			return err
		}
		return x.identified(identity{password: v[0].text, reference: v[1].text, user: v[2].text})
	}}
}

// submitAchievements takes an achievement batch (CONTRACT 1.7). Rows are judged as they come, so
// that only what the job needs stays in memory.
type submitAchievements struct {
	x            *exchange
	email, kind  string
	today        string
	batch        []judged
	repeats      map[RowDigest]struct{}
	jobBehaviour map[Behaviour]bool
	scratch      []byte
}

// judged is a row after the rules that need no memory of earlier awards.
type judged struct {
	mis, uln, action string
	key              RowDigest
	why              rejection
}

func newSubmitAchievements(x *exchange) call {
	return &submitAchievements{
		x: x, repeats: map[RowDigest]struct{}{}, jobBehaviour: map[Behaviour]bool{},
		// One hour ahead of UTC, so that an award dated today in London is never in the future.
		today: x.sim.now().UTC().Add(time.Hour).Format(time.DateOnly),
	}
}

func (c *submitAchievements) read(m *message) error {
	cells := make([]value, len(achievementShape.parts))
	list := shape{name: "achievements", space: spaceServices, parts: []part{
		{name: "Achievement", many: true, nillable: true, into: func(m *message) error { return c.row(m, cells) }},
	}}
	s := shape{name: "SubmitAchievementBatchJob", space: spaceServices, parts: []part{
		c.x.userPart(),
		{name: "emailAddress", nillable: true},
		{name: "submissionType", nillable: true},
		{name: "achievements", nillable: true, into: func(m *message) error { return list.read(m, 0, make([]value, 1)) }},
	}}
	v := make([]value, 4)
	err := s.read(m, 0, v)
	c.email, c.kind = v[1].text, v[2].text
	return err
}

func (c *submitAchievements) row(m *message, v []value) error {
	n := c.x.record.Records + 1
	if err := achievementShape.read(m, n, v); err != nil {
		return err
	}
	a := achievementOf(v)
	c.x.note(a.uln, a.reference, a.awardDate, a.action, a.actionDate, a.grade)
	if n <= c.x.sim.scenario.Limits.Achievements {
		c.judge(&a)
	}
	return nil
}

func (c *submitAchievements) judge(a *achievement) {
	s := c.x.sim
	row := judged{mis: a.mis, uln: a.uln, action: a.action, why: s.judge(a, c.x.record.Organisation, c.today)}
	var same RowDigest
	same, c.scratch = s.digests.row(c.scratch, c.x.record.Organisation, a.uln, a.reference, a.awardDate, a.action)
	row.key, c.scratch = s.digests.row(c.scratch, c.x.record.Organisation, a.uln, a.reference)
	if _, twice := c.repeats[same]; twice && row.why.class == classNone {
		row.why = rejection{classBusiness, "SIM-B06", "The batch has this achievement twice"}
	}
	c.repeats[same] = struct{}{}
	if q := s.catalogue.find(a.reference); q != nil {
		c.jobBehaviour[q.behaviour] = true
	}
	c.batch = append(c.batch, row)
}

func (c *submitAchievements) answer(a Action, _ string) (answer, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	j := c.job()
	j.force(a)
	if a.carriedOut() && j.endState == stateSuccessful {
		c.settle(j)
	}
	return c.x.accept(j, c.x.sim.scenario.Codes.AchievementAccepted, a), nil
}

// check holds what is refused at once (CONTRACT 5.3).
func (c *submitAchievements) check() error {
	var code string
	switch {
	case !c.x.org.achieves:
		code = "WSEC0043"
	case c.email != "" && !isEmail(c.email):
		code = "WSEC0044"
	case c.kind != "Final":
		code = "WSEC0045"
	case c.x.record.Records > c.x.sim.scenario.Limits.Achievements:
		code = "WSEC0046"
	case c.x.record.Records == 0:
		code = "WSEC0047"
	default:
		return nil
	}
	if c.x.sim.scenario.Wire.AchievementErrors == "response" {
		return inResponse(code)
	}
	return refuse(code)
}

// job makes the job of the batch as its references ask.
func (c *submitAchievements) job() *job {
	j := &job{endState: stateSuccessful, endless: c.jobBehaviour[BehaveNever]}
	if c.jobBehaviour[BehaveSlow] {
		j.run = c.x.sim.scenario.Jobs.Slow
	}
	switch {
	case c.jobBehaviour[BehaveFail]:
		j.endState, j.rejection = stateFailed, "The batch could not be processed. The scenario has its job fail."
	case c.jobBehaviour[BehaveCancel]:
		j.endState = stateCancelled
	}
	return j
}

// settle applies the batch to the awards. The awards change now and show when the job ends.
func (c *submitAchievements) settle(j *job) {
	s := c.x.sim
	j.Counters = &Counters{}
	s.mu.Lock()
	for i := range c.batch {
		row := &c.batch[i]
		if row.why.class == classNone {
			row.why = s.awards.change(row.key, row.action, j.Counters)
		}
		j.Counters.count(row.why.class)
	}
	s.mu.Unlock()
	if c.jobBehaviour[BehaveMiscount] {
		j.Counters.Created++
	}
	j.errorFile = c.errorFile()
	if c.jobBehaviour[BehaveGarbled] {
		j.errorFile = "%%% SIM REPORT 17 %%% this text is no table; a person has to read it"
	}
}

func (c *Counters) count(of class) {
	switch of {
	case classField:
		c.FieldErrors++
	case classLearner:
		c.LearnerErrors++
	case classBusiness:
		c.BusinessErrors++
	}
}

func (c *submitAchievements) errorFile() string {
	rejected := slices.DeleteFunc(c.batch, func(row judged) bool { return row.why.class == classNone })
	return writeErrorFile(rejected, c.x.sim.scenario.Wire.ErrorFile)
}

// getAchievements answers how an achievement job stands (CONTRACT 1.8).
type getAchievements struct {
	x     *exchange
	jobID int64
}

func newGetAchievements(x *exchange) call { return &getAchievements{x: x} }

func (c *getAchievements) read(m *message) error {
	s := shape{name: "GetAchievementBatchJob", space: spaceServices, parts: []part{
		c.x.userPart(),
		{name: "jobId", nillable: true, rule: ruleInt},
	}}
	v := make([]value, 2)
	err := s.read(m, 0, v)
	c.jobID, _ = strconv.ParseInt(v[1].text, 10, 64) // the schema has checked it; nil is job 0
	c.x.record.JobID = c.jobID
	return err
}

func (c *getAchievements) answer(a Action, _ string) (answer, error) {
	s := c.x.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	j, err := s.jobs.find(c.jobID, c.x.org.id, opSubmitAchievements)
	if err != nil {
		return nil, err
	}
	j.Gets++
	return achievementJob{sim: s, job: *j, state: j.state(s.now()), action: a}, nil
}

// achievementJob is GetAchievementBatchJobResult.
type achievementJob struct {
	sim    *Simulator
	job    job
	state  jobState
	action Action
}

// write gives the members in the order of CONTRACT 1.8; a counter exists once the job has ended.
func (a achievementJob) write(w *writer) {
	w.result("GetAchievementBatchJobResult", func() {
		if a.state == stateWaiting {
			a.writeWaiting(w)
			return
		}
		w.code("ResponseCode", a.code())
		a.writeOutcome(w)
		a.writeEnd(w)
		a.writeIdentity(w)
		a.writeProgress(w)
	})
}

func (a achievementJob) writeWaiting(w *writer) {
	w.text("JobID", strconv.FormatInt(a.job.ID, 10))
	w.raw(`<a:StartDate i:nil="true"/>`)
	a.writeStatus(w)
}

// counted tells whether the counters and the error file exist.
func (a achievementJob) counted() bool { return a.state == stateSuccessful && a.job.Counters != nil }

// writeOutcome writes AchievementBatchErrorFile to BusinessRuleErrors.
func (a achievementJob) writeOutcome(w *writer) {
	if !a.counted() {
		return
	}
	n := a.job.Counters
	w.text("AchievementBatchErrorFile", a.job.errorFile)
	w.number("AchievementsCreated", n.Created)
	w.number("AchievementsPromotedToFinal", 0)
	w.number("AchievementsReinstated", n.Reinstated)
	w.number("AchievementsUpdated", n.Updated)
	w.number("AchievementsWithdrawn", n.Withdrawn)
	w.number("BusinessRuleErrors", n.BusinessErrors)
}

// writeEnd writes Duration to FieldDataErrors.
func (a achievementJob) writeEnd(w *writer) {
	if a.state.end() {
		w.text("Duration", duration(a.job.run))
		w.stamp("EndDate", dateTime, a.job.ended())
	}
	if a.counted() {
		w.number("FieldDataErrors", a.job.Counters.FieldErrors)
	}
}

// writeIdentity writes Filename to RejectionReason.
func (a achievementJob) writeIdentity(w *writer) {
	id := strconv.FormatInt(a.job.ID, 10)
	w.text("Filename", "WS_"+id)
	w.text("JobID", id)
	if a.counted() {
		w.number("LearnerDataErrors", a.job.Counters.LearnerErrors)
	}
	w.number("NumberOfRecords", a.job.Records)
	if a.counted() {
		percent := 100 * float64(a.job.Counters.successful()) / float64(a.job.Records)
		w.text("PercentageSuccessfulRecords", strconv.FormatFloat(percent, 'f', -1, 32))
	}
	if a.state.end() {
		w.text("RejectionReason", a.job.rejection)
	}
}

// writeProgress writes StartDate to User.
func (a achievementJob) writeProgress(w *writer) {
	w.stamp("StartDate", dateTime, a.job.started())
	a.writeStatus(w)
	w.stamp("SubmittedDate", dateTime, a.job.Submitted)
	if a.counted() {
		w.number("SuccessfulFinalAchievements", a.job.Counters.successful())
		w.number("SuccessfulProvisionalAchievements", 0)
	}
	w.text("Type", "Final")
	w.text("User", a.job.User)
}

const dateTime = "2006-01-02T15:04:05"

func (a achievementJob) writeStatus(w *writer) {
	status := string(a.state)
	if a.action.Kind == KindStatusText {
		status = a.action.Text
	}
	w.text("Status", status)
}

func (a achievementJob) code() string {
	codes := a.sim.scenario.Codes
	switch a.state {
	case stateSuccessful:
		return codes.AchievementDone
	case stateFailed, stateCancelled:
		return codes.AchievementFailed
	}
	return codes.AchievementRunning
}

// duration writes hh:mm:ss.
func duration(d time.Duration) string {
	s := int(d.Seconds())
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}
