package answer

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lrsdrop/internal/record"
)

// MaxName is the longest base name in bytes. What is put behind it keeps every
// output under the 255 bytes that file systems allow.
const MaxName = 200

// Names gives the names of a file's outputs (INTERFACE section 4). Its value is
// the base name, as [BaseName] makes it.
type Names string

// BaseName gives the base of all outputs of a dropped file. The number counts
// files of one name from 1: the first "July.csv" keeps its name, the second is
// "July.csv.2".
//
// Characters and words that Windows reserves, control characters and invisible
// ones become "_". A name over [MaxName] bytes is cut at a whole character and
// gets the first 8 hexadecimal digits of its SHA-256, so that two long names
// stay apart; the number comes on top. Two different names can still give one
// base: reserve [Names.Key], and take the next number when it is in use.
func BaseName(original string, number int) string {
	base := shorten(unreserve(strings.Map(safeRune, strings.ToValidUTF8(original, "_"))), original)
	if number > 1 {
		base += "." + strconv.Itoa(number)
	}
	return base
}

// Key is equal for two bases that a Windows or macOS disk takes for one:
// without regard to case and to the way an accent is encoded.
func (n Names) Key() string { return strings.ToLower(norm.NFC.String(string(n))) }

// Status is the name of the status that scripts read.
func (n Names) Status() string { return string(n) + ".status.json" }

// Report is the name of the page that a person reads.
func (n Names) Report() string { return string(n) + ".report.html" }

// Result is the name of the results, numbered from 1.
func (n Names) Result(number int) string { return n.numbered("result", number) }

// Errors is the name of the rows to correct, numbered from 1.
func (n Names) Errors(number int) string { return n.numbered("errors", number) }

// Review is the name of the rows that wait for a decision, numbered from 1.
func (n Names) Review(number int) string { return n.numbered("review", number) }

// LRSErrors is the name of the error file that LRS gave for one batch.
func (n Names) LRSErrors(batchID string) string {
	return string(n) + ".lrs-errors." + batchID + ".txt"
}

func (n Names) numbered(what string, number int) string {
	name := string(n) + "." + what
	if number > 1 {
		name += "." + strconv.Itoa(number)
	}
	return name + ".csv"
}

// safeRune keeps what every file system and every eye takes for itself.
func safeRune(r rune) rune {
	switch {
	case r == ' ':
		return r
	case strings.ContainsRune(`<>:"/\|?*`, r), !unicode.IsPrint(r), r == utf8.RuneError:
		return '_'
	}
	return r
}

// unreserve puts "_" before a name that means a device on Windows, whatever
// follows its first dot, and before one that a folder listing would hide.
func unreserve(name string) string {
	stem, _, _ := strings.Cut(name, ".")
	if name == "" || name[0] == '.' || reserved(strings.ToUpper(strings.TrimRight(stem, " "))) {
		return "_" + name
	}
	return name
}

func reserved(stem string) bool {
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, found := strings.CutPrefix(stem, "COM")
	if !found {
		port, found = strings.CutPrefix(stem, "LPT")
	}
	return found && utf8.RuneCountInString(port) == 1 && strings.ContainsAny(port, "0123456789¹²³")
}

func shorten(name, original string) string {
	if len(name) <= MaxName {
		return name
	}
	sum := sha256.Sum256([]byte(original))
	tail := "-" + hex.EncodeToString(sum[:4])
	return record.Cut(name, MaxName-len(tail)) + tail
}
