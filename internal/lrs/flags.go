package lrs

import "strings"

// WhatDiffers puts failure flags in words for the person who checks the
// learner, with the reading help of section 5.2. It speaks of what the
// organisation sent and names nothing that LRS holds (O6). A flag that nobody
// listed is shown as it is. Without flags it is empty.
func WhatDiffers(flags []string) string {
	set := make(map[string]bool, len(flags))
	var listed, unknown []string
	for _, f := range flags {
		entry, ok := Lookup(f)
		switch {
		case set[Normalise(f)]:
		case ok:
			listed = append(listed, entry.Meaning)
		default:
			unknown = append(unknown, "Unknown flag "+entry.Code+".")
		}
		set[Normalise(f)] = true
	}
	said := append(names(set), others(set)...)
	if len(said) == 0 {
		said = listed // cross comparisons alone: no reading help for them
	}
	return strings.Join(append(said, unknown...), " ")
}

const (
	flagGivenGiven     = "VRF1" // given name against LRS's given name
	flagGivenFamily    = "VRF2"
	flagGivenPrevious  = "VRF3"
	flagFamilyGiven    = "VRF4"
	flagFamilyFamily   = "VRF5"
	flagFamilyPrevious = "VRF6"
	flagBirth          = "VRF7"
	flagGender         = "VRF8"
)

// names reads the six flags of names together. The cross comparisons, such as
// given name against family name, fail for every learner with ordinary names,
// so they only explain a name that differs from its own counterpart.
func names(set map[string]bool) []string {
	given, family := set[flagGivenGiven], set[flagFamilyFamily]
	if given && family && !set[flagGivenFamily] && !set[flagFamilyGiven] {
		return []string{"The given name and the family name are probably swapped."}
	}
	var said []string
	switch {
	case given && set[flagGivenFamily] && set[flagGivenPrevious]:
		said = append(said, "The given name fits no name of this learner at LRS.")
	case given:
		said = append(said, "The given name differs.")
	}
	switch {
	case family && !set[flagFamilyPrevious]:
		said = append(said, "The family name differs. The learner has probably changed it.")
	case family && set[flagFamilyGiven]:
		said = append(said, "The family name fits no name of this learner at LRS.")
	case family:
		said = append(said, "The family name differs.")
	}
	return said
}

func others(set map[string]bool) []string {
	var said []string
	if set[flagBirth] {
		said = append(said, "The date of birth differs.")
	}
	if set[flagGender] {
		said = append(said, "The gender differs.")
	}
	return said
}
