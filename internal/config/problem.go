package config

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with the configuration, in words that
// say what to do.
type Problem struct {
	File         string // of the organisation alone; "" means the configuration itself
	Path         string // such as organisations[1].inboxes[0].poll; "" means the file as a whole
	Line         int    // in the file, from 1; 0 means not known
	Message      string
	Organisation string // the id of the organisation it belongs to, or its path if it has no usable id; "" means none
	Warning      bool   // noted, and stops nothing

	index int // of the organisation, from 0; -1 means none
}

// String gives the problem on one line: file, line, path and words.
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File + ": ")
	}
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", p.Line)
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	if p.Warning {
		b.WriteString("warning: ")
	}
	return b.String() + p.Message
}

// Problems is every problem of a configuration, in the order of the file's
// lines. As an error it is what [Load] returns.
type Problems []Problem

// Error lists the problems, one a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// sort puts the problems in the order of the files, and of their lines.
func (p Problems) sort() {
	slices.SortStableFunc(p, func(a, b Problem) int { return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line) })
}

// maxProblems bounds what one file can make us say.
const maxProblems = 500

// notes collects problems, and keeps the first of each place: a value that
// could not be read at all is not told a second time to be missing.
type notes struct {
	problems Problems
	lines    map[string]int  // of each path that the file has
	told     map[string]bool // the paths with a problem that is no warning
	files    map[int]string  // of organisations with a file of their own, by index
}

func newNotes() *notes {
	return &notes{lines: map[string]int{}, told: map[string]bool{}, files: map[int]string{}}
}

// written reports whether the file has the key of path.
func (n *notes) written(path string) bool {
	_, ok := n.lines[path]
	return ok
}

// full reports whether enough has been said.
func (n *notes) full() bool { return len(n.problems) >= maxProblems }

func (n *notes) add(path, format string, args ...any) {
	if n.known(path) || n.full() {
		return
	}
	n.told[path] = true
	n.problems = append(n.problems, n.problem(path, fmt.Sprintf(format, args...)))
}

func (n *notes) warn(path, format string, args ...any) {
	if n.known(path) || n.full() {
		return
	}
	p := n.problem(path, fmt.Sprintf(format, args...))
	p.Warning = true
	n.problems = append(n.problems, p)
}

// addAll notes the problems of another file that path names.
func (n *notes) addAll(path, prefix string, problems Problems) {
	for _, other := range problems {
		if n.full() {
			break
		}
		n.problems = append(n.problems, n.problem(path, prefix+other.String()))
	}
	n.told[path] = true
}

// known reports whether path, or what it lies in, has a problem already.
func (n *notes) known(path string) bool {
	for ; path != ""; path = parent(path) {
		if n.told[path] {
			return true
		}
	}
	return false
}

// parent gives the path of what path lies in; "" is the file.
func parent(path string) string { return path[:max(strings.LastIndexAny(path, ".["), 0)] }

func (n *notes) problem(path, message string) Problem {
	index, file, own := n.within(path)
	return Problem{File: file, Path: own, Line: n.line(path), Message: message, index: index}
}

// within says which organisation path belongs to, from 0, and what it is
// called in a file of that organisation alone.
func (n *notes) within(path string) (index int, file, own string) {
	if _, err := fmt.Sscanf(path, "organisations[%d]", &index); err != nil {
		return -1, "", path
	}
	if file = n.files[index]; file != "" {
		path = strings.TrimPrefix(strings.TrimPrefix(path, item("organisations", index)), ".")
	}
	return index, file, path
}

// spoken names a path in the words of another problem.
func (n *notes) spoken(path string) string {
	_, file, own := n.within(path)
	switch {
	case file == "":
		return path
	case own == "":
		return "The organisation in " + filepath.Base(file)
	}
	return own + " in " + filepath.Base(file)
}

// line finds the line of path, or of the nearest thing around it that the
// file has.
func (n *notes) line(path string) int {
	for ; path != ""; path = parent(path) {
		if line, ok := n.lines[path]; ok {
			return line
		}
	}
	return 0
}

// global reports whether a problem stops the whole configuration.
func (p Problem) global() bool { return p.index < 0 && !p.Warning }
