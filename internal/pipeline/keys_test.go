package pipeline

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"lrsdrop/internal/batchfile"
)

// keysOf gives rows with these identifiers, numbered from 2, their keys.
func keysOf(identifiers ...string) (all []string) {
	k := newKeys()
	for i, mis := range identifiers {
		row := batchfile.Row{Number: i + 2}
		row.MISIdentifier = mis
		all = append(all, k.of(&row))
	}
	return all
}

// Whatever identifiers a file has, each row of a batch gets a key of its own
// that LRS takes, also where they are made to look like keys of ours.
func TestF28_EachRowHasAKeyOfItsOwnWhateverItsIdentifierIs(t *testing.T) {
	last := 300
	var ours, dashes []string
	for n := range last - 1 {
		ours = append(ours, fmt.Sprintf("#%d-%d", last+1, n+1))
		dashes = append(dashes, fmt.Sprintf("#%d%s", last+1, strings.Repeat("-", n%125)))
	}
	for name, identifiers := range map[string][]string{
		"none":             {"", "", ""},
		"the same":         {"REG-1", "REG-1", "REG-1"},
		"our own":          append(ours, "#301", ""),
		"dashes":           append(dashes, "", ""),
		"of the full size": {strings.Repeat("x", 128), strings.Repeat("x", 128)},
		"of wide letters":  {strings.Repeat("é", 128), strings.Repeat("é", 128), "a" + strings.Repeat("é", 127), "a" + strings.Repeat("é", 127)},
	} {
		seen := map[string]bool{}
		for i, key := range keysOf(identifiers...) {
			if key == "" || !utf8.ValidString(key) || utf8.RuneCountInString(key) > maxKey {
				t.Errorf("%s: row %d has the key %q", name, i+2, key)
			}
			if seen[key] {
				t.Errorf("%s: two rows have the key %q", name, key)
			}
			seen[key] = true
		}
	}
}
