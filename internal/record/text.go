package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// tidy trims a text and composes its letters, and reports characters that no
// text may have. It returns whether the text can be looked at further.
func tidy(f Field, s *string, report Reporter) bool {
	*s = strings.TrimSpace(*s)
	if plain(*s) {
		return true
	}
	if strings.ContainsFunc(*s, forbidden) {
		report(f, problemf(CodeControlCharacter, "Type it again, without line breaks or tabs.",
			"The %s in this row has a character that cannot be seen or sent.", f.Words()))
		return false
	}
	*s = norm.NFC.String(*s)
	if damaged(*s) {
		report(f, problemf(CodeDamagedText,
			`Export the file again. In Excel choose Save As, "CSV UTF-8 (Comma delimited)".`,
			"The letters of the %s in this row are damaged, like ZoÃ« for Zoë.", f.Words()))
		return false
	}
	return true
}

// plain reports whether s is printable ASCII, which almost all of it is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// forbidden reports control characters, line and paragraph separators, the
// byte order mark and what XML 1.0 cannot carry.
func forbidden(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\ufffe' || r == '\uffff'
}

// damaged reports whether s holds UTF-8 that was read as Windows-1252, or the
// mark for a letter that was lost altogether.
func damaged(s string) bool {
	var run []byte
	for _, r := range s {
		if r == utf8.RuneError {
			return true
		}
		if b, ok := charmap.Windows1252.EncodeRune(r); ok && r >= utf8.RuneSelf {
			run = append(run, b)
			continue
		}
		if twiceEncoded(run) {
			return true
		}
		run = run[:0]
	}
	return twiceEncoded(run)
}

func twiceEncoded(run []byte) bool { return len(run) > 1 && utf8.Valid(run) }

func checkName(f Field, s *string, report Reporter) {
	if !tidy(f, s, report) {
		return
	}
	n := runes(*s)
	switch {
	case n == 0:
		report(f, problemf(CodeNameBlank, "Fill it in. LRS needs both names.",
			"There is no %s in this row.", f.Words()))
	case n > 35:
		report(f, problemf(CodeNameLength, "Shorten it as the learner's LRS record does.",
			"The %s must be 35 characters or fewer. This row has %d.", f.Words(), n))
	case hasDigit(*s):
		p := problemf(CodeNameDigits, "Check it. It is sent as it is.", "The %s in this row has a digit.", f.Words())
		p.Warning = true
		report(f, p)
	case strings.IndexByte(*s, '?') >= 0:
		p := problemf(CodeDamagedText, "Check it against your records. It is sent as it is.",
			"The %s in this row has a question mark, where a letter may have been lost.", f.Words())
		p.Warning = true
		report(f, p)
	}
}

func runes(s string) int { return utf8.RuneCountInString(s) }

func hasDigit(s string) bool {
	for i := range len(s) {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isLetter is for text in upper case.
func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }

// digits reports whether s is one or more decimal digits.
func digits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

func alphanumeric(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) && !isLetter(s[i]&^0x20) {
			return false
		}
	}
	return true
}

// Thousands writes 12340 as 12,340, as people read it.
func Thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Quote shows a value that tells nothing personal: in quotation marks, at most
// 40 characters, on one line.
func Quote(s string) string {
	const most = 40
	shown := make([]rune, 0, most+1)
	for _, r := range s {
		if len(shown) == most {
			shown = append(shown, '…')
			break
		}
		if !unicode.IsPrint(r) {
			r = '\ufffd'
		}
		shown = append(shown, r)
	}
	return `"` + string(shown) + `"`
}

// Cut keeps at most so many bytes of a text, ending at a whole character.
func Cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// elsewhere stands for a cell that is not shown.
const elsewhere = "something else"

// quoteDate shows a cell of a date, if it may be one of an award: columns are
// mixed up at times, and then it is a name or a date of birth.
func quoteDate(s string) string {
	dateLike := func(r rune) bool { return r >= '0' && r <= '9' || strings.ContainsRune("-/. :T", r) }
	if strings.TrimFunc(s, dateLike) != "" || slices.ContainsFunc(strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }), longAgo) {
		return elsewhere
	}
	return Quote(s)
}

// noDay adds to what is shown of a date that it is none.
func noDay(shown string) string {
	const none = "a day that does not exist"
	if shown == elsewhere {
		return none
	}
	return shown + ", " + none
}

// longAgo tells a year in which LRS takes no award, and a day in it that is
// written without separators.
func longAgo(number string) bool {
	if len(number) < 4 {
		return false
	}
	first, last := number[:4], number[len(number)-4:]
	return first < FirstAwardDate[:4] || first > "2099" && last < FirstAwardDate[:4]
}

// quoteReference shows a cell of a reference, if it may be one, and no name,
// date or ULN.
func quoteReference(s string) string {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
	if len(letters) > 2 || letters == s || ulnForm(s) || looksBritish(s) || strings.ContainsAny(s, "-.") {
		return elsewhere
	}
	return Quote(s)
}

// either joins words as "a, b or c".
func either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func problem(code, message, action string) Problem {
	return Problem{Code: code, Message: message, Action: action}
}

func problemf(code, action, format string, args ...any) Problem {
	return problem(code, fmt.Sprintf(format, args...), action)
}

func missing(f Field) Problem {
	return problemf(CodeMissing, "Fill it in.", "There is no %s in this row.", f.Words())
}

// At names the row and the column of a problem, also in its words, which
// until then speak of "this row".
func (p Problem) At(row int, column string) Problem {
	p.Row, p.Column = row, column
	if row == 0 {
		return p
	}
	name := "row " + Thousands(int64(row))
	before, after, found := strings.Cut(p.Message, "his row")
	if !found || before == "" {
		return p
	}
	if t := len(before) - 1; before[t] == 'T' {
		p.Message = before[:t] + "R" + name[1:] + after
	} else if before[t] == 't' {
		p.Message = before[:t] + name + after
	}
	return p
}
