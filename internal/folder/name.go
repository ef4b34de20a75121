package folder

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is the longest name that Linux and Windows file systems hold, in
// bytes of UTF-8.
const maxName = 255

// SafeName tells whether a name may be opened and written, and why not. The
// rules are the same on every system, because one folder may be seen from
// several: at most 255 bytes of valid UTF-8; no separator, control character,
// line separator or character that turns the reading direction; none of
// Windows' reserved characters and words; no dot or space at the end. The error
// matches [ErrName] and ends in words for the person who chose the name; it
// does not repeat the name.
func SafeName(name string) error {
	if fault := nameFault(name); fault != "" {
		return fmt.Errorf("%w: %s", ErrName, fault)
	}
	return nil
}

func nameFault(name string) string {
	switch {
	case name == "":
		return "it is empty"
	case len(name) > maxName:
		return fmt.Sprintf("it is longer than %d bytes", maxName)
	case !utf8.ValidString(name):
		return "it is not valid UTF-8"
	case name == "." || name == "..":
		return "it stands for a folder"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return "it ends in a dot or a space, which Windows drops"
	case reservedWord(name):
		return "Windows reserves it for a device"
	}
	for _, r := range name {
		if fault := runeFault(r); fault != "" {
			return fault
		}
	}
	return ""
}

func runeFault(r rune) string {
	switch {
	case r == '/' || r == '\\':
		return "it has a slash or backslash in it"
	case strings.ContainsRune(`<>:"|?*`, r):
		return fmt.Sprintf("it has the character %c in it, which Windows reserves", r)
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return "it has a line break or another control character in it"
	case unicode.Is(unicode.Bidi_Control, r):
		return "it has a character in it that turns the reading direction"
	}
	return ""
}

// reservedWord knows Windows' device names, which stay reserved with any
// extension: "con.csv" is the console.
func reservedWord(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	base = strings.ToUpper(strings.TrimRight(base, " "))
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(base, "COM")
	if !ok {
		port, ok = strings.CutPrefix(base, "LPT")
	}
	return ok && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}

// safeElement is SafeName for a folder name of our own.
func safeElement(what, name string) error {
	if err := SafeName(name); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if strings.HasPrefix(name, ".") {
		return fmt.Errorf("%s: %w: it starts with a dot", what, ErrName)
	}
	return nil
}
