package lrssim

import (
	"slices"
	"time"
	"unicode/utf8"
)

// achievementShape is the record of CONTRACT 1.7 in wire order. Only what a data contract checks is
// checked here; the content of the fields is the job's affair (achievementRules).
var achievementShape = shape{name: "Achievement", space: spaceServices, parts: []part{
	{name: "AchievementAwardDate", required: true, rule: ruleDateTime},
	{name: "Action", required: true, rule: ruleInt},
	{name: "ActionDate", required: true, rule: ruleDateTime},
	{name: "ActionReason", nillable: true},
	{name: "DateofBirth", nillable: true, rule: ruleDateTime},
	{name: "FamilyName", required: true, nillable: true},
	{name: "Gender", nillable: true, rule: ruleInt},
	{name: "GivenName", required: true, nillable: true},
	{name: "Grade", nillable: true},
	{name: "LanguageForAssessment", nillable: true},
	{name: "LearnerPostcode", nillable: true},
	{name: "MisIdentifier", nillable: true},
	{name: "ProviderUkprn", required: true, nillable: true},
	{name: "Uln", required: true, nillable: true},
	{name: "UnitOrQualificationReferenceNumber", required: true, nillable: true},
}}

// achievement is one row as it came; dates are cut to yyyy-MM-dd.
type achievement struct {
	awardDate, action, actionDate, birth    string
	family, given, gender, grade, postcode  string
	mis, provider, uln, reference, language string
}

func achievementOf(v []value) achievement {
	day := func(s string) string { return s[:min(len(s), len(time.DateOnly))] }
	return achievement{
		awardDate: day(v[0].text), action: v[1].text, actionDate: day(v[2].text), birth: day(v[4].text),
		family: v[5].text, gender: v[6].text, given: v[7].text, grade: v[8].text, language: v[9].text,
		postcode: v[10].text, mis: v[11].text, provider: v[12].text, uln: v[13].text, reference: v[14].text,
	}
}

// rejection is why a row was not taken: its class (CONTRACT 5.5), and a code and words of the
// simulator's own, because the real ones are not public.
type rejection struct {
	class      class
	code, text string
}

type class int

const (
	classNone class = iota
	classField
	classLearner
	classBusiness
)

const firstAwardDate = "2006-09-01"

// judge applies the rules that need no memory of earlier awards. today is yyyy-MM-dd.
func (s *Simulator) judge(a *achievement, organisation, today string) rejection {
	if r := judgeFields(a, today); r.class != classNone {
		return r
	}
	q := s.catalogue.find(a.reference)
	if q != nil {
		if r := q.behaviour.rejection(); r.class != classNone {
			return r
		}
	}
	switch v := s.register.verify(a.uln, details{given: a.given, family: a.family, birth: a.birth, gender: a.gender}); v.code {
	case "WSVRC005":
		return rejection{classLearner, "SIM-L02", "The learner's details do not match the learner register"}
	case "WSVRC006":
		return rejection{classLearner, "SIM-L01", "The ULN is not in the learner register"}
	}
	switch {
	case q == nil:
		return rejection{classBusiness, "SIM-B01", "The qualification or unit reference is not in the register"}
	case !q.belongsTo(organisation):
		return rejection{classBusiness, "SIM-B02", "The qualification or unit does not belong to this awarding organisation"}
	case !q.hasGrade(a.grade):
		return rejection{classBusiness, "SIM-B03", "The grade is not in the grading structure of the qualification or unit"}
	}
	return rejection{}
}

// judgeFields holds the rules of CONTRACT 3.2 and 6 on single fields.
func judgeFields(a *achievement, today string) rejection {
	field := func(code, text string) rejection { return rejection{classField, code, text} }
	switch {
	case !isULN(a.uln):
		return field("SIM-F01", "The ULN is not 10 digits with a correct check digit")
	case !isName(a.given) || !isName(a.family):
		return field("SIM-F02", "A name is blank, longer than 35 characters or has a control character")
	case !qualificationForm.MatchString(a.reference):
		return field("SIM-F03", "The qualification or unit reference has no form of the register")
	case a.awardDate < firstAwardDate || a.awardDate > today:
		return field("SIM-F04", "The award date is before 2006-09-01 or in the future")
	case a.actionDate < a.awardDate || a.actionDate > today:
		return field("SIM-F05", "The action date is before the award date or in the future")
	case !slices.Contains([]string{actionAward, actionWithdraw, actionReinstate}, a.action):
		return field("SIM-F06", "The action is not known")
	case utf8.RuneCountInString(a.grade) > 20:
		return field("SIM-F07", "The grade is longer than 20 characters")
	case a.gender != "" && !isGender(a.gender):
		return field("SIM-F08", "The gender is not 0, 1, 2 or 9")
	case a.birth != "" && !isBirthDate(a.birth):
		return field("SIM-F09", "The date of birth is not in the years 1800 to 2099")
	case utf8.RuneCountInString(a.postcode) > 9:
		return field("SIM-F10", "The postcode is longer than 9 characters")
	case utf8.RuneCountInString(a.mis) > 128:
		return field("SIM-F11", "The MIS identifier is longer than 128 characters")
	case a.provider != "" && !ruleUKPRN.fits(a.provider):
		return field("SIM-F12", "The provider UKPRN is not 8 characters")
	}
	return rejection{}
}

// rejection is what a fixed reference does to its row.
func (b Behaviour) rejection() rejection {
	switch b {
	case BehaveRejectField:
		return rejection{classField, "SIM-F99", "Rejected by the scenario as a field error"}
	case BehaveRejectLearner:
		return rejection{classLearner, "SIM-L99", "Rejected by the scenario as a learner error"}
	case BehaveRejectBusiness, BehaveGarbled:
		return rejection{classBusiness, "SIM-B99", "Rejected by the scenario as a business rule error"}
	}
	return rejection{}
}

// The action codes of ASM-01. The real ones are not public.
const (
	actionAward     = "1"
	actionWithdraw  = "2"
	actionReinstate = "3"
)

// award is what the award book remembers of one.
type award uint8

const (
	awardNone award = iota
	awardMade
	awardWithdrawn
)

// maxAwards bounds the award book; past it new awards are counted but no longer remembered.
const maxAwards = 4 << 20

// awardBook remembers the awards in force by organisation, ULN and reference. Simulator.mu guards it.
type awardBook struct{ byKey map[RowDigest]award }

// change applies one action and counts it, or rejects it.
func (b *awardBook) change(key RowDigest, action string, n *Counters) rejection {
	was := b.byKey[key]
	switch {
	case action == actionAward && was == awardMade:
		n.Updated++
	case action == actionAward:
		n.Created++
		b.set(key, awardMade)
	case action == actionWithdraw && was == awardMade:
		n.Withdrawn++
		b.set(key, awardWithdrawn)
	case action == actionReinstate && was == awardWithdrawn:
		n.Reinstated++
		b.set(key, awardMade)
	case action == actionWithdraw:
		return rejection{classBusiness, "SIM-B04", "There is no award to withdraw"}
	default:
		return rejection{classBusiness, "SIM-B05", "There is no withdrawn award to reinstate"}
	}
	return rejection{}
}

func (b *awardBook) set(key RowDigest, to award) {
	if b.byKey == nil {
		b.byKey = map[RowDigest]award{}
	}
	if _, known := b.byKey[key]; known || len(b.byKey) < maxAwards {
		b.byKey[key] = to
	}
}
