package record

import "strings"

// EscapeCell puts an apostrophe before a cell that a spreadsheet would take
// for a formula: one that starts with =, +, -, @, tab or carriage return,
// with or without apostrophes before it so that it is shown and not reckoned. UnescapeCell
// gives back exactly what was there.
func EscapeCell(s string) string {
	if formula(s) {
		return "'" + s
	}
	return s
}

// UnescapeCell takes away the apostrophe that EscapeCell put there, and no
// other.
func UnescapeCell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && formula(rest) {
		return rest
	}
	return s
}

func formula(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
}
