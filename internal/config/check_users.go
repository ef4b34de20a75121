package config

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lrsdrop/internal/record"
)

var accountForm = regexp.MustCompile(`^[\pL_][\pL\pN_.@\\-]{0,254}\$?$`)

// maxColumn is the longest name of a column, in characters.
const maxColumn = 100

func (u Users) check(n *notes, at string, e Environment) {
	oneOf(n, at+".unknown", u.Unknown, UseDefault, RefuseUnknown)
	switch {
	case u.Unknown == UseDefault:
		n.person(at+".default", u.Default, "the name of the person who answers for what is sent. LRS asks for it in each call", e)
	case u.Unknown == RefuseUnknown && u.Column == "" && len(u.ByOwner) == 0:
		n.add(at+".unknown", "With stop and without column and by_owner, nobody is ever known and every file would be refused. Write one of the two as well.")
	}
	u.checkColumn(n, at+".column")
	for _, account := range slices.Sorted(maps.Keys(u.ByOwner)) {
		who := join(at+".by_owner", account)
		if !isAccount(account) {
			n.add(who, "This is not an account. Write its name, such as jsmith, or its number as in \"uid:1001\".")
		}
		u.ByOwner[account].check(n, who, e)
	}
}

func (u Users) checkColumn(n *notes, at string) {
	_, ours := record.FieldNamed(u.Column)
	switch {
	case u.Column != strings.TrimSpace(u.Column):
		n.add(at, "The name has spaces around it. Remove them.")
	case ours || strings.HasPrefix(strings.ToUpper(u.Column), "LRSDROP_"):
		n.add(at, "This column has a meaning of its own. Write the name of another one, such as SubmittedBy.")
	default:
		n.length(at, u.Column, maxColumn)
	}
}

// isAccount reports whether a key of by_owner is the name of an account, or the
// number of one as folders tell it.
func isAccount(key string) bool {
	if number, ok := strings.CutPrefix(key, "uid:"); ok {
		n, err := strconv.ParseUint(number, 10, 32)
		return err == nil && number == strconv.FormatUint(n, 10)
	}
	return accountForm.MatchString(key)
}

func (p Person) check(n *notes, at string, e Environment) {
	n.person(at+".name", p.Name, "the name of the person whose account it is", e)
	if p.Until != "" && !record.ValidDate(p.Until) {
		n.add(at+".until", "Write the last day as a date like 2027-03-31.")
	}
}

// person looks at a name that LRS is told.
func (n *notes) person(path, name, what string, e Environment) {
	switch {
	case strings.TrimSpace(name) == "":
		n.add(path, "Missing. Write %s.", what)
	case utf8.RuneCountInString(name) > record.MaxUserName:
		n.add(path, "The name is too long. LRS takes at most %d characters.", record.MaxUserName)
	case e == Production && !individual(name):
		n.warn(path, "This does not look like a person. LRS wants to know the individual who triggers each call.")
	}
}

// individual reports whether a name looks like a person's: two words or more,
// all of letters, none of them a word for a machine.
func individual(name string) bool {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	if len(words) < 2 || strings.ContainsFunc(name, unicode.IsDigit) {
		return false
	}
	for _, word := range words {
		switch strings.ToLower(word) {
		case "mis", "export", "import", "system", "service", "admin", "daemon", "batch", "auto", "user", "team",
			"lrs", "lrsdrop", "upload", "account", "default", "office", "data":
			return false
		}
	}
	return true
}
