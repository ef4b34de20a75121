package folder

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestF27_SafeName(t *testing.T) {
	for _, c := range []struct {
		name, fault string // fault: a part of the words; "" means safe
	}{
		{"July.csv", ""},
		{"Juli für Zoë.csv", ""},
		{"Zoe\u0308.csv", ""}, // decomposed: another name than the composed one
		{"日本.xml", ""},
		{" July.csv", ""},
		{"console.csv", ""},
		{"com.csv", ""},
		{"com10.csv", ""},
		{".claimed", ""},
		{"...x", ""},
		{strings.Repeat("n", 255), ""},
		{strings.Repeat("n", 256), "longer than 255 bytes"},
		{strings.Repeat("é", 128), "longer than 255 bytes"},
		{"", "empty"},
		{".", "folder"},
		{"..", "folder"},
		{"../July.csv", "slash"},
		{"/etc/passwd", "slash"},
		{`a\b`, "slash"},
		{"a\x00b", "control"},
		{"a\nb", "line break"},
		{"a\rb", "line break"},
		{"a\u0085b", "line break"},
		{"a\u2028b", "line break"},
		{"a\x1b[2Jb", "control"},
		{"a\x7fb", "control"},
		{"a\xffb", "UTF-8"},
		{"vsc.\u202eexe", "reading direction"},
		{"C:", "character :"},
		{"July?.csv", "character ?"},
		{"July.csv:stream", "character :"},
		{"July.csv.", "dot or a space"},
		{"July.csv ", "dot or a space"},
		{"CON", "device"},
		{"con.csv", "device"},
		{"Nul .csv", "device"},
		{"COM1", "device"},
		{"lpt9.July.csv", "device"},
		{"com¹.csv", "device"},
		{"CONIN$", "device"},
	} {
		err := SafeName(c.name)
		if c.fault == "" && err != nil {
			t.Errorf("%q: got %v, want it to be safe", c.name, err)
		}
		if c.fault != "" && (!errors.Is(err, ErrName) || !strings.Contains(err.Error(), c.fault)) {
			t.Errorf("%q: got %v, want ErrName with %q", c.name, err, c.fault)
		}
	}
}

// FuzzSafeName: a safe name is one element of a path, whatever joins it.
func FuzzSafeName(f *testing.F) {
	for _, s := range []string{"July.csv", "..", "a/b", "con.csv", "a\xff", "é", "x:y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		err := SafeName(name)
		if err != nil {
			if !errors.Is(err, ErrName) || !utf8.ValidString(err.Error()) || strings.ContainsAny(err.Error(), "\r\n") {
				t.Errorf("%q: error %q is not fit to be shown", name, err)
			}
			return
		}
		dir := filepath.FromSlash("/inbox")
		if joined := filepath.Join(dir, name); filepath.Dir(joined) != dir || filepath.Base(joined) != name || !filepath.IsLocal(name) {
			t.Errorf("%q leaves its folder: %q", name, joined)
		}
		if os.IsPathSeparator(name[0]) {
			t.Errorf("%q is absolute", name)
		}
	})
}
