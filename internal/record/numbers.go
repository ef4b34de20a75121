package record

import "strings"

// TemporaryULN is the placeholder that funding returns use. It passes for a
// number and is never one (contract 6.1).
const TemporaryULN = "9999999999"

// ValidULN reports whether s is 10 digits, the first from 1 to 9, with the
// right check digit (contract 6.1). The temporary ULN is not valid.
func ValidULN(s string) bool { return ulnForm(s) && s != TemporaryULN && ulnFits(s) }

func ulnForm(s string) bool { return len(s) == 10 && s[0] != '0' && digits(s) }

// ulnFits uses the second formulation of contract 6.1, which needs no case for
// the remainder 0.
func ulnFits(s string) bool {
	sum := 0
	for i := range 10 {
		sum += (10 - i) * int(s[i]-'0')
	}
	return sum%11 == 10
}

func checkULN(s *string, report Reporter) {
	*s = strings.TrimSpace(*s)
	switch {
	case *s == "":
		report(FieldULN, missing(FieldULN))
	case exponent(*s):
		report(FieldULN, problemf(CodeULNExcel, "Copy it from your system into a column formatted as Text.",
			"ULN must be 10 digits. This row has %s because Excel shortened it.", Quote(*s)))
	case !ulnForm(*s):
		report(FieldULN, problem(CodeULNFormat, "ULN must be 10 digits and must not start with 0. This row has "+
			ulnShape(*s)+".", "Check it against your records or ask the centre."))
	case *s == TemporaryULN:
		report(FieldULN, problem(CodeULNTemporary, "This row has the temporary ULN 9999999999. LRS does not know it.",
			"Ask the centre for the learner's own ULN."))
	case !ulnFits(*s):
		report(FieldULN, problem(CodeULNCheck, "The ULN in this row is not possible. A digit is probably mistyped.",
			"Check it against your records or ask the centre."))
	}
}

// ulnShape tells what is wrong with a ULN without telling the ULN.
func ulnShape(s string) string {
	switch {
	case !digits(s):
		return "other characters"
	case len(s) == 10:
		return "one that starts with 0"
	case len(s) == 1:
		return "1 digit"
	default:
		return Thousands(int64(len(s))) + " digits"
	}
}

// exponent reports whether s is a number as a spreadsheet shortens it, like
// 1.00E+09.
func exponent(s string) bool {
	mantissa, power, ok := strings.Cut(strings.ToUpper(s), "E")
	if !ok || len(s) > 24 {
		return false
	}
	whole, fraction, _ := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	return digits(whole) && (fraction == "" || digits(fraction)) && digits(strings.TrimPrefix(power, "+"))
}

// ValidUKPRN reports whether s is 8 digits from 10000000, or, unless
// digitsOnly, 8 letters or digits as test organisations have (contract 6.3).
func ValidUKPRN(s string, digitsOnly bool) bool {
	if len(s) != 8 {
		return false
	}
	if digits(s) {
		return s[0] != '0'
	}
	return !digitsOnly && alphanumeric(s)
}

// NormaliseReference gives a qualification reference as nnn/nnnn/c or a unit
// reference as L/nnn/nnnn, from that form or the one without slashes, in
// either case (contract 6.2). It does not look at the check character.
func NormaliseReference(s string) (string, bool) {
	if isSlashed(s) {
		return s, true
	}
	s = strings.ToUpper(s)
	if isSlashed(s) {
		return s, true
	}
	if len(s) != 8 {
		return "", false
	}
	for _, slashed := range []string{s[:3] + "/" + s[3:7] + "/" + s[7:], s[:1] + "/" + s[1:4] + "/" + s[4:]} {
		if isSlashed(slashed) {
			return slashed, true
		}
	}
	return "", false
}

// isSlashed reports nnn/nnnn/c and L/nnn/nnnn.
func isSlashed(s string) bool {
	if len(s) != 10 {
		return false
	}
	if s[1] == '/' {
		return s[5] == '/' && strings.IndexByte(unitLetters, s[0]) >= 0 && digits(s[2:5]) && digits(s[6:])
	}
	return s[3] == '/' && s[8] == '/' && digits(s[:3]) && digits(s[4:8]) && (isDigit(s[9]) || s[9] == 'X')
}

// unitLetters are the check characters of units, the r-th for remainder r.
const unitLetters = "ADFHJKLMRTY"

// ReferenceFits reports whether the check character of a slashed reference
// fits (contract 6.2). The rule is not published, so a misfit only warns.
func ReferenceFits(slashed string) bool {
	if slashed[1] == '/' {
		return slashed[0] == unitLetters[referenceRemainder(slashed[2:])]
	}
	return slashed[9] == "0123456789X"[referenceRemainder(slashed[:8])]
}

// referenceRemainder weighs the seven digits of s, passing over its slash.
func referenceRemainder(s string) int {
	sum, weight := 0, 8
	for i := range len(s) {
		if s[i] != '/' {
			sum += weight * int(s[i]-'0')
			weight--
		}
	}
	return sum % 11
}

// NormalisePostcode gives a postcode in upper case with one space
// (contract 6.5).
func NormalisePostcode(s string) (string, bool) {
	s = strings.ToUpper(s)
	if rest, ok := strings.CutPrefix(s, "BFPO"); ok {
		rest = strings.TrimPrefix(rest, " ")
		return "BFPO " + rest, len(rest) <= 4 && digits(rest)
	}
	if len(s) < 5 || len(s) > 8 {
		return "", false
	}
	outward, inward := s[:len(s)-3], s[len(s)-3:]
	bare := strings.TrimSuffix(outward, " ")
	if !isDigit(inward[0]) || !inwardLetter(inward[1]) || !inwardLetter(inward[2]) || !isOutward(bare) {
		return "", false
	}
	if len(bare) < len(outward) {
		return s, true
	}
	return outward + " " + inward, true
}

func inwardLetter(c byte) bool { return isLetter(c) && strings.IndexByte("CIKMOV", c) < 0 }

// isOutward: one or two letters, a digit or R, at most one more letter or
// digit.
func isOutward(s string) bool {
	return outwardAfter(s, 1) || outwardAfter(s, 2)
}

func outwardAfter(s string, letters int) bool {
	if len(s) <= letters || len(s) > letters+2 {
		return false
	}
	for i := range letters {
		if !isLetter(s[i]) {
			return false
		}
	}
	mark := s[letters]
	return (isDigit(mark) || mark == 'R') && alphanumeric(s[letters+1:])
}
