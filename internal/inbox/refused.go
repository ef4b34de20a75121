package inbox

import (
	"slices"
	"strings"

	"lrsdrop/internal/folder"
)

const (
	// maxRefused is how many refused files of one inbox are remembered, so that
	// each is told of once. Further ones are not told of before these are gone.
	maxRefused = 1000
	// shownRefused is how many of them Health names.
	shownRefused = 20
)

type refusal struct {
	reason error
	scan   uint64
}

// refusals are the files of one inbox that stay where they are.
type refusals struct {
	files map[string]refusal
	scan  uint64
}

// add tells whether this is news.
func (rs *refusals) add(e folder.Entry, reason error) bool {
	_, known := rs.files[e.Name]
	if known || len(rs.files) >= maxRefused {
		return false
	}
	rs.files[e.Name] = refusal{reason: reason, scan: rs.scan}
	return true
}

// saw keeps what is known of a file that is still there.
func (rs *refusals) saw(name string) {
	if r, known := rs.files[name]; known {
		r.scan = rs.scan
		rs.files[name] = r
	}
}

// forget is that of looks.
func (rs *refusals) forget(last string) {
	for name, r := range rs.files {
		if r.scan != rs.scan && (last == "" || name <= last) {
			delete(rs.files, name)
		}
	}
}

// shown are the first few by name.
func (rs *refusals) shown() []Refusal {
	if len(rs.files) == 0 {
		return nil
	}
	list := make([]Refusal, 0, len(rs.files))
	for name, r := range rs.files {
		list = append(list, Refusal{Name: name, Reason: r.reason.Error()})
	}
	slices.SortFunc(list, func(a, b Refusal) int { return strings.Compare(a.Name, b.Name) })
	return slices.Clip(list[:min(len(list), shownRefused)])
}
