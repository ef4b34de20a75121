package lrssim

import (
	"strings"
	"unicode/utf8"
)

// details are what a client says of a learner; birth and gender may be empty.
type details struct{ given, family, birth, gender string }

// verdict is LRS's answer for one learner (CONTRACT 5.1, 5.2). returned is nil for 005 and 006.
type verdict struct {
	code     string
	flags    []string
	returned *learner
}

// verify matches details against the register. The matching rule of the real LRS is not public;
// this one is described in the package comment.
func (r *register) verify(uln string, d details) verdict {
	l, listed := r.byULN[uln]
	if !listed && r.acceptAny && isULN(uln) {
		return verdict{code: "WSVRC001", returned: &learner{uln: uln, given: d.given, family: d.family, birth: d.birth, gender: d.gender}}
	}
	if l == nil {
		return verdict{code: "WSVRC006"}
	}
	flags, similar := compare(d, l)
	v := verdict{flags: flags, returned: l}
	if l.master != "" {
		v.returned = r.byULN[l.master]
	}
	switch {
	case len(flags) > 0 && !similar:
		v.code, v.returned = "WSVRC005", nil
	case len(flags) > 0 && l.master != "":
		v.code = "WSVRC004"
	case len(flags) > 0:
		v.code = "WSVRC003"
	case l.master != "":
		v.code = "WSVRC002"
	default:
		v.code = "WSVRC001"
	}
	return v
}

// compare lists the failed comparisons of CONTRACT 5.2. A name is compared with the other names of
// the register only when it is not equal to its own; a name the register lacks fits nothing.
func compare(d details, l *learner) (flags []string, similar bool) {
	given, family := fold(d.given), fold(d.family)
	lrsGiven, lrsFamily, lrsPrevious := fold(l.given), fold(l.family), fold(l.previous)
	failed := func(bad bool, flag string) bool {
		if bad {
			flags = append(flags, flag)
		}
		return bad
	}
	if failed(given != lrsGiven, "VRF1") {
		failed(given != lrsFamily, "VRF2")
		failed(given != lrsPrevious, "VRF3")
	}
	if family != lrsFamily {
		failed(family != lrsGiven, "VRF4")
		failed(true, "VRF5")
		failed(family != lrsPrevious, "VRF6")
	}
	born := failed(d.birth != "" && l.birth != "" && d.birth != l.birth, "VRF7")
	failed(stated(d.gender) && stated(l.gender) && d.gender != l.gender, "VRF8")
	return flags, !born && similarNames(given, family, lrsGiven, lrsFamily, lrsPrevious)
}

// similarNames: both names near the register's, or swapped, or the previous family name.
func similarNames(given, family, lrsGiven, lrsFamily, lrsPrevious string) bool {
	switch {
	case near(given, lrsGiven) && near(family, lrsFamily):
		return true
	case given == lrsFamily && family == lrsGiven:
		return true
	}
	return lrsPrevious != "" && near(given, lrsGiven) && family == lrsPrevious
}

// stated tells a gender that can be compared from 0 (not known) and 9 (not specified).
func stated(gender string) bool { return gender == "1" || gender == "2" }

func fold(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// near tells that one name begins with the other (three letters at least), or that one letter
// differs (two in names of seven letters or more).
func near(a, b string) bool {
	if a == b {
		return true
	}
	short := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	if short < 3 {
		return false
	}
	if strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return true
	}
	allowed := 1
	if short >= 7 {
		allowed = 2
	}
	return distance([]rune(a), []rune(b)) <= allowed
}

// distance counts the insertions, deletions and replacements from a to b (at most 35 letters each).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
