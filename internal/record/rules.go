package record

import (
	"cmp"
	"slices"
	"strings"
)

// FirstAwardDate is the earliest award that LRS takes (contract 3.2).
const FirstAwardDate = "2006-09-01"

// The words of Action that mean something to our own rules. Which number each
// stands for on the wire is configuration (ASM-01).
const (
	ActionAward     = "award"
	ActionWithdraw  = "withdraw"
	ActionReinstate = "reinstate"
)

// Rules are the rules of contract 3 and 6 with what is configured about them.
// The zero value but for Today is the rule set of the contract. A Rules is
// not changed by use and may be shared.
type Rules struct {
	Today            string   // yyyy-mm-dd in Europe/London, see LondonToday
	Actions          []string // known action words in lower case; nil: award, withdraw, reinstate
	Languages        []string // known languages of assessment; nil: English, Welsh, Irish (ASM-14)
	ReasonOptional   bool     // a withdrawal or reinstatement needs no reason (ASM-02)
	DigitsOnlyUKPRN  bool     // as in production; test organisations have letters (contract 6.3)
	AllowProvisional bool     // submission type Provisional besides Final (ASM-02)
}

// Reporter takes one broken rule of one field. The problem has neither row
// nor column yet.
type Reporter func(Field, Problem)

// Learner checks a learner and puts each value in the form that LRS wants: no
// white space around it and names in Unicode's composed form. Each broken
// rule of contract 3.1 goes to report.
func (r Rules) Learner(l *Learner, report Reporter) {
	checkMIS(&l.MISIdentifier, report)
	checkULN(&l.ULN, report)
	checkName(FieldGivenName, &l.GivenName, report)
	checkName(FieldFamilyName, &l.FamilyName, report)
	r.checkBirth(&l.DateOfBirth, report)
	checkGender(&l.Gender, report)
}

// Achievement checks an award and puts each value in the form that LRS wants:
// the reference with slashes, the action in lower case, the postcode in upper
// case. Each broken rule of contract 3.2 goes to report.
//
// No Action means award, and an award without an ActionDate has the date of
// the award: the wire needs both (contract 1.7), and most exports know neither.
func (r Rules) Achievement(a *Achievement, report Reporter) {
	r.Learner(&a.Learner, report)
	r.checkUKPRN(&a.ProviderUKPRN, report)
	checkReference(&a.Reference, report)
	awarded := r.checkAward(&a.AwardDate, report)
	if awarded && ValidDate(a.DateOfBirth) && a.DateOfBirth > a.AwardDate {
		report(FieldDateOfBirth, problem(CodeBirthDate,
			"The date of birth in this row is after the award date.", "Check both dates against your records."))
	}
	checkGrade(&a.Grade, report)
	r.checkLanguage(&a.Language, report)
	r.checkAction(a, awarded, report)
	checkPostcode(&a.Postcode, report)
}

func checkMIS(s *string, report Reporter) {
	if !tidy(FieldMISIdentifier, s, report) {
		return
	}
	if n := runes(*s); n > 128 {
		report(FieldMISIdentifier, problemf(CodeMISLength, "Use a shorter identifier.",
			"The MIS identifier must be 128 characters or fewer. This row has %d.", n))
	}
}

func checkGender(s *string, report Reporter) {
	*s = strings.TrimSpace(*s)
	switch *s {
	case "", "0", "1", "2", "9":
	default:
		report(FieldGender, problem(CodeGender,
			"Gender must be 0 (not known), 1 (male), 2 (female) or 9 (not specified). This row has something else.",
			"Change it, or leave the cell empty."))
	}
}

func (r Rules) checkUKPRN(s *string, report Reporter) {
	*s = strings.TrimSpace(*s)
	if *s == "" || ValidUKPRN(*s, r.DigitsOnlyUKPRN) {
		return
	}
	report(FieldProviderUKPRN, problem(CodeUKPRN,
		"The provider's UKPRN must be 8 digits. This row has something else.", "Leave the cell empty: it is not sent to LRS."))
}

func checkReference(s *string, report Reporter) {
	*s = strings.TrimSpace(*s)
	if *s == "" {
		report(FieldReference, missing(FieldReference))
		return
	}
	slashed, ok := NormaliseReference(*s)
	if !ok {
		report(FieldReference, problemf(CodeReferenceFormat, "Use the number as the Ofqual register shows it.",
			"The reference must be like 600/1166/X or K/501/5773. This row has %s.", quoteReference(*s)))
		return
	}
	*s = slashed
	if !ReferenceFits(slashed) {
		p := problemf(CodeReferenceCheck, "Compare it with the Ofqual register.",
			"The reference %s may be mistyped: its last check does not fit.", slashed)
		p.Warning = true
		report(FieldReference, p)
	}
}

func checkGrade(s *string, report Reporter) {
	if !tidy(FieldGrade, s, report) {
		return
	}
	if n := runes(*s); n > 20 {
		report(FieldGrade, problemf(CodeGradeLength, "Use the grade as it is registered.",
			"The grade must be 20 characters or fewer. This row has %d.", n))
	}
}

func (r Rules) checkLanguage(s *string, report Reporter) {
	if !tidy(FieldLanguage, s, report) || *s == "" {
		return
	}
	known := r.Languages
	if known == nil {
		known = []string{"English", "Welsh", "Irish"}
	}
	for _, l := range known {
		if strings.EqualFold(l, *s) {
			*s = l
			return
		}
	}
	p := problemf(CodeLanguage, "Check it. It is sent as it is.",
		"The language of assessment is usually %s. This row has another word.", either(known))
	p.Warning = true
	report(FieldLanguage, p)
}

func (r Rules) checkAction(a *Achievement, awarded bool, report Reporter) {
	known := r.Actions
	if known == nil {
		known = []string{ActionAward, ActionWithdraw, ActionReinstate}
	}
	if !slices.Contains(known, a.Action) {
		a.Action = cmp.Or(strings.ToLower(strings.TrimSpace(a.Action)), ActionAward)
		if !slices.Contains(known, a.Action) {
			report(FieldAction, problemf(CodeAction, "Change it. An empty cell means award.",
				"The action must be %s. This row has another word.", either(known)))
		}
	}
	r.checkActionDate(a, awarded, report)
	if !tidy(FieldActionReason, &a.ActionReason, report) {
		return
	}
	if a.ActionReason == "" && !r.ReasonOptional && (a.Action == ActionWithdraw || a.Action == ActionReinstate) {
		report(FieldActionReason, problemf(CodeActionReason, "Say why in the column for the action reason.",
			"You need a reason to %s an award. This row has none.", a.Action))
	}
}

func checkPostcode(s *string, report Reporter) {
	*s = strings.TrimSpace(*s)
	if *s == "" {
		return
	}
	normal, ok := NormalisePostcode(*s)
	if !ok {
		report(FieldPostcode, problem(CodePostcode,
			"The postcode must be like CV4 9EE or BFPO 1234. This row has something else.",
			"Change it, or leave the cell empty."))
		return
	}
	*s = normal
}
