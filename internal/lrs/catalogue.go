package lrs

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Who acts first on a code (section 5).
type Who string

// The actors. Nobody means that nothing has to be done.
const (
	WhoAO     Who = "AO"
	WhoCentre Who = "CENTRE"
	WhoOps    Who = "OPS"
	WhoLRS    Who = "LRS"
	WhoNobody Who = "none"
)

// Words names the actor as a clerk would.
func (w Who) Words() string {
	switch w {
	case WhoAO:
		return "Your data team"
	case WhoCentre:
		return "The centre"
	case WhoOps:
		return "Your system support"
	case WhoLRS:
		return "The LRS service desk"
	}
	return "Nobody"
}

// Retry says whether a verify or get call that ended with a code may be
// repeated. It says nothing about an achievement submit.
type Retry string

// The answers of the retry columns of section 5. A code that is no end of a
// call has none.
const (
	RetryNone     Retry = ""
	RetryNo       Retry = "no"
	RetryLater    Retry = "later"     // as often as it takes
	RetryLimited  Retry = "limited"   // a few times, with a delay
	RetryAfterFix Retry = "after fix" // once the cause has been put right
)

// Entry is one code of the catalogue, in the words people read.
type Entry struct {
	Code    string // as LRS spells it, or LOCAL-...
	Also    string // another spelling seen in print, if any
	Section string // of the contract; empty for codes of our own that it does not name
	Meaning string // what happened
	Who     Who    // acts first
	Action  string // what to do
	Retry   Retry

	class Class // of a call that ends with the code; 0: the code is no failure
}

// OfCheck words a verdict for a learner who was only looked up: there was
// nothing to send, and there is no review file to decide in.
func (e Entry) OfCheck() Entry {
	e.Meaning = strings.TrimSuffix(e.Meaning, " Not sent.")
	e.Action = strings.ReplaceAll(e.Action, "in the review file", "in your system")
	return e
}

//go:embed codes.csv
var codesCSV string

// table is the catalogue with its index.
type table struct {
	entries []Entry
	index   map[string]int    // canonical code to place in entries
	alias   map[string]string // canonical other spelling to code
	width   map[string]int    // family of codes to its number of digits
}

var catalogue = sync.OnceValue(func() *table {
	t, err := newTable(codesCSV)
	if err != nil {
		panic("lrs: codes.csv: " + err.Error()) // embedded, and read by every test
	}
	return t
})

// Catalogue lists every code: LRS's by section of the contract, then ours.
func Catalogue() []Entry { return slices.Clone(catalogue().entries) }

// Lookup finds a code in any of its spellings. For a code that nobody listed
// it gives an entry that shows it verbatim and asks for attention, and false.
func Lookup(code string) (Entry, bool) {
	t := catalogue()
	if i, ok := t.index[t.normalise(code)]; ok {
		return t.entries[i], true
	}
	return Entry{
		Code:    cleanCode(strings.TrimSpace(code)),
		Meaning: "LRS gave a code that we do not know. It needs attention.",
		Who:     WhoOps,
		Action:  "Ask the LRS service desk what the code means before you send the row again.",
		Retry:   RetryLimited,
	}, false
}

// Normalise gives the one spelling of a code that sources write in several:
// upper case, the family's number of digits, and the right name where one page
// misprints it. What is no code of LRS's only loses its outer blanks and lower
// case.
func Normalise(code string) string { return catalogue().normalise(code) }

// IsLRS reports whether a code has the form of LRS's, listed or not. None of
// our own has.
func IsLRS(code string) bool {
	t := catalogue()
	family, digits := split(t.normalise(code))
	_, known := t.width[family]
	return known && digits != ""
}

// errorFamily is the family whose codes are all errors (section 5.3).
const errorFamily = "WSEC"

// isFailure reports whether an answer with this code is an error.
func isFailure(code string) bool {
	if code == "" {
		return false
	}
	if entry, ok := Lookup(code); ok {
		return entry.class != 0
	}
	family, digits := split(Normalise(code))
	return family == errorFamily && digits != ""
}

// codeError is LRS's error code as an Error. Beside anything in the place of a
// job number it is a contradiction, whatever the code.
func codeError(code string, job JobID) *Error {
	e := &Error{Class: LRSFailed, Code: code, JobID: job}
	if entry, ok := Lookup(code); ok && entry.class != 0 {
		e.Class = entry.class
	}
	if job != 0 {
		e.Class = Contradiction
	}
	return e
}

func (t *table) normalise(code string) string {
	code = strings.ToUpper(strings.TrimSpace(code))
	family, digits := split(code)
	width, known := t.width[family]
	number, err := strconv.ParseUint(digits, 10, 32)
	if !known || err != nil {
		return code
	}
	code = fmt.Sprintf("%s%0*d", family, width, number)
	if right, ok := t.alias[code]; ok {
		return right
	}
	return code
}

// split takes a code apart into letters and digits.
func split(code string) (family, digits string) {
	family = strings.TrimRight(code, "0123456789")
	return family, code[len(family):]
}

// newTable reads the columns Code, Also, Section, Meaning, Who, Action, Retry
// and Class.
func newTable(text string) (*table, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	t := &table{index: map[string]int{}, alias: map[string]string{}, width: map[string]int{}}
	for _, row := range rows[1:] {
		class, err := classNamed(row[7])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", row[0], err)
		}
		t.add(Entry{
			Code: row[0], Also: row[1], Section: row[2], Meaning: row[3],
			Who: Who(row[4]), Action: row[5], Retry: Retry(row[6]), class: class,
		})
	}
	return t, nil
}

func (t *table) add(e Entry) {
	for _, code := range []string{e.Code, e.Also} {
		if family, digits := split(code); digits != "" {
			t.width[family] = len(digits)
		}
	}
	if e.Also != "" {
		t.alias[e.Also] = e.Code
	}
	t.index[strings.ToUpper(e.Code)] = len(t.entries)
	t.entries = append(t.entries, e)
}

// classNamed reads the last column of codes.csv.
func classNamed(name string) (Class, error) {
	switch name {
	case "":
		return 0, nil
	case "hours":
		return OutOfHours, nil
	case "refused":
		return Refused, nil
	case "password":
		return WrongPassword, nil
	case "job":
		return JobUnknown, nil
	case "failed":
		return LRSFailed, nil
	}
	return 0, fmt.Errorf("unknown class %q", name)
}
