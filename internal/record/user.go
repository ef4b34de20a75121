package record

import (
	"strings"
	"unicode/utf8"
)

// MaxUserName is the longest name of a person that LRS takes with a call, in
// characters (contract 1.10).
const MaxUserName = 35

// UserName checks the name of a person that stands in a file, without spaces
// around it: nil when LRS takes it. The problem does not repeat the name.
func UserName(name string) *Problem {
	switch {
	case strings.ContainsFunc(name, forbidden):
		p := problem(CodeUserUnknown, "The name of the person in this row has a character that cannot be seen or sent.",
			"Type it again, without line breaks or tabs.")
		return &p
	case damaged(name):
		p := problem(CodeUserUnknown, "The letters of the person's name in this row are damaged, like ZoÃ« for Zoë.",
			`Export the file again. In Excel choose Save As, "CSV UTF-8 (Comma delimited)".`)
		return &p
	case utf8.RuneCountInString(name) > MaxUserName:
		p := problemf(CodeUserUnknown, "Shorten it on every row and drop the file again.",
			"The name of the person in this row is longer than the %d characters that LRS takes.", MaxUserName)
		return &p
	}
	return nil
}
