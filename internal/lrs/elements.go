package lrs

import "lrsdrop/internal/record"

// Elements names the elements that carry a field: in an achievement (section
// 1.7) and in a learner to verify (section 1.5). Empty means that the service
// is not told the field.
func Elements(f record.Field) (achievement, learner string) {
	switch f {
	case record.FieldMISIdentifier:
		return "MisIdentifier", "MISIdentifier"
	case record.FieldULN:
		return "Uln", "ULN"
	case record.FieldProviderUKPRN:
		return "", "" // LRS asks not to supply it (section 3.2)
	case record.FieldReference:
		return "UnitOrQualificationReferenceNumber", ""
	case record.FieldDateOfBirth:
		return "DateofBirth", "DateOfBirth"
	case record.FieldGivenName, record.FieldFamilyName, record.FieldGender:
		return f.Name(), f.Name()
	}
	return f.Name(), ""
}
