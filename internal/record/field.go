package record

import "strings"

// Field is one value of a row, whatever the file calls its column.
type Field uint8

// The fields, in the column order of contract 4.2.
const (
	FieldMISIdentifier Field = iota
	FieldULN
	FieldProviderUKPRN
	FieldReference
	FieldAwardDate
	FieldGrade
	FieldLanguage
	FieldAction
	FieldActionDate
	FieldActionReason
	FieldGivenName
	FieldFamilyName
	FieldDateOfBirth
	FieldGender
	FieldPostcode
	fieldCount
)

// FieldCount is how many fields there are; every Field is below it.
const FieldCount = int(fieldCount)

// fieldFacts is what is fixed about a field.
type fieldFacts struct {
	column string // in a file of ours, contract 4.2
	other  string // what contract 1.7 calls it, accepted as well
	words  string // in the middle of a sentence
}

func (f Field) facts() fieldFacts {
	return [...]fieldFacts{
		FieldMISIdentifier: {"MISIdentifier", "", "MIS identifier"},
		FieldULN:           {"Uln", "", "ULN"},
		FieldProviderUKPRN: {"ProviderUkprn", "", "provider's UKPRN"},
		FieldReference:     {"UnitOrQualificationCode", "UnitOrQualificationReferenceNumber", "qualification or unit reference"},
		FieldAwardDate:     {"AchievementAwardDate", "", "award date"},
		FieldGrade:         {"Grade", "", "grade"},
		FieldLanguage:      {"LanguageForAssessment", "", "language of assessment"},
		FieldAction:        {"Action", "", "action"},
		FieldActionDate:    {"ActionDate", "", "action date"},
		FieldActionReason:  {"ActionReason", "", "action reason"},
		FieldGivenName:     {"GivenName", "", "given name"},
		FieldFamilyName:    {"FamilyName", "", "family name"},
		FieldDateOfBirth:   {"DateOfBirth", "", "date of birth"},
		FieldGender:        {"Gender", "", "gender"},
		FieldPostcode:      {"LearnerPostcode", "", "postcode"},
	}[f]
}

// Name is our own CSV column name (contract 4.2).
func (f Field) Name() string { return f.facts().column }

// Words name the field in the middle of a sentence: "award date".
func (f Field) Words() string { return f.facts().words }

// title is Words at the start of a sentence.
func (f Field) title() string {
	w := f.Words()
	return strings.ToUpper(w[:1]) + w[1:]
}

// FieldNamed finds the field that our own columns or the child names of
// contract 1.5 and 1.7 call name, whatever its case.
func FieldNamed(name string) (Field, bool) {
	for f := range fieldCount {
		facts := f.facts()
		if strings.EqualFold(name, facts.column) || facts.other != "" && strings.EqualFold(name, facts.other) {
			return f, true
		}
	}
	return 0, false
}

// Fields lists the fields of a kind of file in the column order of contract
// 4.2 or 4.3.
func Fields(k Kind) []Field {
	if k == KindVerify {
		return []Field{FieldMISIdentifier, FieldULN, FieldFamilyName, FieldGivenName, FieldDateOfBirth, FieldGender}
	}
	all := make([]Field, FieldCount)
	for i := range all {
		all[i] = Field(i)
	}
	return all
}

// Required lists the fields whose column a file of the kind must have.
func Required(k Kind) []Field {
	if k == KindVerify {
		return []Field{FieldULN, FieldGivenName, FieldFamilyName}
	}
	return []Field{FieldULN, FieldReference, FieldAwardDate, FieldGivenName, FieldFamilyName}
}

// OfAward reports whether only an achievement file has the field.
func (f Field) OfAward() bool {
	return f >= FieldProviderUKPRN && f <= FieldActionReason || f == FieldPostcode
}

// In gives the place of the field's value in a.
func (f Field) In(a *Achievement) *string {
	switch f {
	case FieldMISIdentifier:
		return &a.MISIdentifier
	case FieldULN:
		return &a.ULN
	case FieldProviderUKPRN:
		return &a.ProviderUKPRN
	case FieldReference:
		return &a.Reference
	case FieldAwardDate:
		return &a.AwardDate
	case FieldGrade:
		return &a.Grade
	case FieldLanguage:
		return &a.Language
	case FieldAction:
		return &a.Action
	case FieldActionDate:
		return &a.ActionDate
	case FieldActionReason:
		return &a.ActionReason
	case FieldGivenName:
		return &a.GivenName
	case FieldFamilyName:
		return &a.FamilyName
	case FieldDateOfBirth:
		return &a.DateOfBirth
	case FieldGender:
		return &a.Gender
	default:
		return &a.Postcode
	}
}
