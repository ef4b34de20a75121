package folder

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
)

// aFile stands for a name that is not told.
const aFile = "a file"

// quoted finds what stands in quotation marks: names of files, as we write
// them in errors, and what a strange server says of its own accord.
var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// Nameless gives the words of an error without the names of files, for the log
// and for health: some name files after learners. What is lost is which file;
// what was done, where, and what went wrong stay.
//
// It relies on what errors of this program look like: a name from a stranger
// is quoted, or in an error of package os below an [os.Root].
func Nameless(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	for _, hide := range systemNames(err) {
		text = strings.ReplaceAll(text, hide.said, hide.instead)
	}
	return quoted.ReplaceAllLiteralString(text, aFile)
}

// hidden is a part of an error's words that has a name in it.
type hidden struct{ said, instead string }

// systemNames finds what errors of package os say about names, in the whole
// tree of an error.
func systemNames(err error) (all []hidden) {
	switch e := err.(type) {
	case *fs.PathError:
		if isName(e.Path) {
			all = append(all, hidden{e.Op + " " + e.Path + ": ", e.Op + " " + aFile + ": "})
		}
	case *os.LinkError:
		all = append(all, hidden{e.Op + " " + e.Old + " " + e.New + ": ", e.Op + " " + aFile + ": "})
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return append(all, systemNames(e.Unwrap())...)
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			all = append(all, systemNames(one)...)
		}
	}
	return all
}

// isName tells a name below a root from the path of a folder, which is the
// operator's own.
func isName(path string) bool { return path != "." && !strings.HasPrefix(path, "/") && !isVolume(path) }

// isVolume knows paths of Windows: a drive, or a share's full name.
func isVolume(path string) bool {
	return len(path) > 2 && path[1] == ':' && path[2] == '\\' || strings.HasPrefix(path, `\\`)
}
