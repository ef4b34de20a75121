package record

import "strings"

// Email checks an address as LRS does (contract 6.6): nil when it is one. The
// limit of six letters on the last part is old, so a breach of that alone is
// a warning.
func Email(s string) *Problem {
	local, domain, ok := strings.Cut(s, "@")
	labels := strings.Split(domain, ".")
	ok = ok && len(s) <= 254 && dotAtoms(local) && len(labels) > 1
	for _, label := range labels {
		ok = ok && domainLabel(label)
	}
	if !ok {
		p := problem(CodeEmail, "The e-mail address is not one that LRS takes.", "Change it. It must be like name@example.org.")
		return &p
	}
	if !oldLastLabel(labels[len(labels)-1]) {
		p := problem(CodeEmail, "The end of the e-mail address is longer than LRS's rules used to allow.",
			"Check that LRS's messages arrive.")
		p.Warning = true
		return &p
	}
	return nil
}

// dotAtoms: unquoted atoms with single dots between them, and no ampersand.
func dotAtoms(s string) bool {
	for atom := range strings.SplitSeq(s, ".") {
		if atom == "" || strings.ContainsFunc(atom, notAtom) {
			return false
		}
	}
	return true
}

func notAtom(r rune) bool {
	return r > '~' || !isDigit(byte(r)) && !isLetter(byte(r)&^0x20) && !strings.ContainsRune("!#$%'*+-/=?^_`{|}~", r)
}

func domainLabel(s string) bool {
	return len(s) >= 2 && alphanumeric(strings.ReplaceAll(s, "-", "")) && s[0] != '-' && s[len(s)-1] != '-'
}

func oldLastLabel(s string) bool {
	return len(s) >= 2 && len(s) <= 6 && !strings.ContainsAny(s, "0123456789-")
}
