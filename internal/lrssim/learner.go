package lrssim

import (
	"strconv"
	"strings"
	"time"
)

// identityParts are the first four elements of each verify message (CONTRACT 1.4). The two
// credentials are asked for though W-LRN leaves them optional: the older schema, which is still
// enforced, has them mandatory.
var identityParts = []part{
	{name: "OrganisationRef", required: true, nillable: true, rule: ruleOrganisationRef},
	{name: "UKPRN", required: true, nillable: true, rule: ruleUKPRN},
	{name: "OrgPassword", required: true, rule: rulePassword},
	{name: "UserName", required: true, rule: ruleUserName},
}

// learnerShape is the record of CONTRACT 1.5; verifyLearner has it without MISIdentifier.
var learnerShape = shape{name: "Learner", parts: []part{
	{name: "MISIdentifier", rule: ruleMIS},
	{name: "ULN", required: true, rule: ruleULN},
	{name: "FamilyName", required: true, rule: ruleName},
	{name: "GivenName", required: true, rule: ruleName},
	{name: "DateOfBirth", required: true, nillable: true, rule: ruleBirthDate},
	{name: "Gender", required: true, nillable: true, rule: ruleGender},
}}

var searchShape = shape{name: "LearnerToVerify", parts: learnerShape.parts[1:]}

func identityOf(v []value) identity {
	return identity{reference: v[0].text, ukprn: v[1].text, password: v[2].text, user: v[3].text}
}

// messageShape is a verify message: the identity and what follows it.
func messageShape(root string, rest ...part) shape {
	return shape{name: root, parts: append(append([]part(nil), identityParts...), rest...)}
}

// once calls x.identified with the values read so far, the first time it is called.
func (x *exchange) once(v []value) error {
	if x.id.user != "" {
		return nil
	}
	return x.identified(identityOf(v))
}

// verifyLearner answers for one learner (CONTRACT 1.4).
type verifyLearner struct {
	x   *exchange
	row verifyRow
}

func newVerifyLearner(x *exchange) call { return &verifyLearner{x: x} }

func (c *verifyLearner) read(m *message) error {
	v := make([]value, 5)
	s := messageShape("VerifyLearner", part{name: "LearnerToVerify", required: true, into: func(m *message) error {
		if err := c.x.once(v); err != nil {
			return err
		}
		cells := make([]value, len(searchShape.parts))
		if err := searchShape.read(m, 0, cells); err != nil {
			return err
		}
		c.row = verifyRow{uln: cells[0].text, family: cells[1].text, given: cells[2].text, birth: cells[3].text, gender: cells[4].text}
		c.x.note(c.row.uln, c.row.family, c.row.given, c.row.birth, c.row.gender)
		return nil
	}})
	return s.read(m, 0, v)
}

func (c *verifyLearner) answer(a Action, _ string) (answer, error) {
	return verifiedLearner{sim: c.x.sim, row: c.row, wrongULN: a.Kind == KindWrongSearched}, nil
}

// verifiedLearner is the record of CONTRACT 1.4, with MISIdentifier where the row has one.
type verifiedLearner struct {
	sim      *Simulator
	row      verifyRow
	wrongULN bool
}

func (a verifiedLearner) write(w *writer) {
	v := a.sim.register.verify(a.row.uln, details{given: a.row.given, family: a.row.family, birth: a.row.birth, gender: a.row.gender})
	searched := a.row.uln
	if a.wrongULN {
		searched = "1000000000"
	}
	w.raw("<VerifiedLearner>")
	w.text("MISIdentifier", a.row.mis)
	w.text("SearchedULN", searched)
	w.text("SearchedFamilyName", a.row.family)
	w.text("SearchedGivenName", a.row.given)
	w.text("SearchedDateOfBirth", a.row.birth)
	w.text("SearchedGender", a.row.gender)
	w.code("ResponseCode", v.code)
	if l := v.returned; l != nil {
		w.text("ULN", l.uln)
		w.text("FamilyName", l.family)
		w.text("GivenName", l.given)
		w.text("DateOfBirth", l.birth)
		w.text("Gender", l.gender)
	}
	for _, flag := range v.flags {
		w.text("FailureFlag", flag)
	}
	w.raw("</VerifiedLearner>")
}

// submitVerify takes a verify batch (CONTRACT 1.5).
type submitVerify struct {
	x     *exchange
	email string
	said  string // LearnerRecordCount
	rows  rowStore
}

func newSubmitVerify(x *exchange) call { return &submitVerify{x: x} }

func (c *submitVerify) read(m *message) error {
	v := make([]value, 7)
	cells := make([]value, len(learnerShape.parts))
	s := messageShape("SubmitVerifyBatch",
		part{name: "LearnerRecordCount", required: true, rule: ruleInt},
		part{name: "OrgEmail", required: true, nillable: true},
		part{name: "Learner", many: true, into: func(m *message) error {
			if err := c.x.once(v); err != nil {
				return err
			}
			return c.learner(m, cells)
		}})
	if err := s.read(m, 0, v); err != nil {
		return err
	}
	c.said, c.email = v[4].text, v[5].text
	return c.x.once(v)
}

func (c *submitVerify) learner(m *message, v []value) error {
	n := c.x.record.Records + 1
	if err := learnerShape.read(m, n, v); err != nil {
		return err
	}
	c.x.note(v[1].text, v[2].text, v[3].text, v[4].text, v[5].text)
	if n <= c.x.sim.scenario.Limits.Learners {
		c.rows.add(v[0].text, v[1].text, v[2].text, v[3].text, v[4].text, v[5].text)
	}
	return nil
}

func (c *submitVerify) answer(a Action, _ string) (answer, error) {
	said, _ := strconv.Atoi(c.said) // the schema has checked it
	most := c.x.sim.scenario.Limits.Learners
	switch {
	case said < 1 || said > most:
		return nil, schemaRefusal("element LearnerRecordCount of SubmitVerifyBatch: the value must be 1 to " + strconv.Itoa(most))
	case said != c.x.record.Records:
		return nil, inResponse("WSRC0030")
	case strings.TrimSpace(c.email) != "" && !isEmail(c.email):
		return nil, refuse("WSEC0044")
	}
	j := &job{endState: stateSuccessful, rows: c.rows}
	j.force(a)
	return c.x.accept(j, c.x.sim.scenario.Codes.VerifyAccepted, a), nil
}

// getVerify answers with the output of a verify batch (CONTRACT 1.6).
type getVerify struct {
	x     *exchange
	jobID int64
}

func newGetVerify(x *exchange) call { return &getVerify{x: x} }

func (c *getVerify) read(m *message) error {
	v := make([]value, 5)
	s := messageShape("GetVerifyBatchOutput", part{name: "JobID", required: true, rule: ruleLong})
	if err := s.read(m, 0, v); err != nil {
		return err
	}
	c.jobID, _ = strconv.ParseInt(v[4].text, 10, 64) // the schema has checked it
	if err := c.x.once(v); err != nil {
		return err
	}
	c.x.record.JobID = c.jobID
	if len(c.x.watched) > 0 {
		c.watch()
	}
	return nil
}

// watch lets a fault that looks for a ULN meet the get of a job that has it.
func (c *getVerify) watch() {
	c.x.sim.mu.Lock()
	var rows rowStore
	if j, err := c.x.sim.jobs.find(c.jobID, c.x.record.Organisation, opSubmitVerify); err == nil {
		rows = j.rows
	}
	c.x.sim.mu.Unlock()
	for row := range rows.all() {
		c.x.see(row.uln)
	}
}

func (c *getVerify) answer(a Action, uln string) (answer, error) {
	s := c.x.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	j, err := s.jobs.find(c.jobID, c.x.org.id, opSubmitVerify)
	if err != nil {
		return nil, err
	}
	j.Gets++
	out := verifyOutput{sim: s, job: *j, state: j.state(s.now()), action: a, aim: uln}
	if c.x.record.Records = 0; out.state == stateSuccessful {
		c.x.record.Records = j.Records
	}
	return out, nil
}

// verifyOutput is GetVerifyBatchOutputResponse. Rows and finish time come with the end (ASM-08).
type verifyOutput struct {
	sim    *Simulator
	job    job
	state  jobState
	action Action
	aim    string // ULN of the row that a fault is for; "" = the first
}

func (a verifyOutput) write(w *writer) {
	w.code("ResponseCode", a.code())
	status := string(a.state)
	if a.action.Kind == KindStatusText {
		status = a.action.Text
	}
	w.text("JobStatus", status)
	if a.state != stateWaiting {
		w.stamp("JobStartedDateTime", time.DateTime, a.job.started())
	}
	if a.state.end() {
		w.stamp("JobFinishedDateTime", time.DateTime, a.job.ended())
	}
	if a.state == stateSuccessful {
		a.writeRows(w)
	}
}

func (a verifyOutput) writeRows(w *writer) {
	done := a.action.Kind != KindMissingRow && a.action.Kind != KindWrongSearched
	for row := range a.job.rows.all() {
		hit := !done && (a.aim == "" || a.aim == row.uln)
		done = done || hit
		if hit && a.action.Kind == KindMissingRow {
			continue
		}
		verifiedLearner{sim: a.sim, row: row, wrongULN: hit}.write(w)
	}
}

func (a verifyOutput) code() string {
	codes := a.sim.scenario.Codes
	switch a.state {
	case stateSuccessful:
		return codes.VerifyDone
	case stateFailed, stateCancelled:
		return codes.VerifyFailed
	}
	return codes.VerifyRunning
}
