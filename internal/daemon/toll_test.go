package daemon_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// toll is what a fault cost, summed over the runs in which it struck. What it
// cost must be zero.
type toll struct {
	fault, where string
	runs         int
	lost         int // files or rows without an answer
	duplicated   int // rows that reached LRS twice, files that were taken or answered twice
	stuck        int // files that came to no end
	recovery     time.Duration
}

func (l toll) add(more toll) toll {
	l.runs, l.lost, l.duplicated, l.stuck = l.runs+more.runs, l.lost+more.lost, l.duplicated+more.duplicated, l.stuck+more.stuck
	l.recovery = max(l.recovery, more.recovery)
	return l
}

func (l toll) String() string {
	return fmt.Sprintf("%s, %s: %d runs, lost %d, duplicated %d, stuck %d, longest recovery %s",
		l.fault, l.where, l.runs, l.lost, l.duplicated, l.stuck, l.recovery.Round(time.Millisecond))
}

// mustBeFree fails a test whose fault cost anything.
func (l toll) mustBeFree(t testing.TB) {
	t.Helper()
	t.Log(l)
	paid.pay(t, l)
	if l.lost+l.duplicated+l.stuck > 0 || l.runs == 0 {
		t.Errorf("the toll is not zero: %s", l)
	}
}

// total adds up what one fault cost in several worlds.
func total(counts []toll) toll {
	all := counts[0]
	for _, c := range counts[1:] {
		all = all.add(c)
	}
	return all
}

// faultTest finds the name of such a test in that of a part of it.
var faultTest = regexp.MustCompile(`Test(O[0-9]+_)?F[0-9]+_[A-Za-z0-9_]*`)

// tolls are what the tests of this process have cost so far, by their names.
type tolls struct {
	mu sync.Mutex
	of map[string]toll
}

var paid = tolls{of: map[string]toll{}}

func (p *tolls) all() map[string]toll {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.of)
}

// pay adds what the faults of a world have cost.
func (w *world) pay() {
	w.t.Helper()
	w.cost.runs = 1
	if !w.shared && faultTest.MatchString(w.t.Name()) { // others delete what is past its time
		w.cost.lost = w.lost()
	}
	if w.cost.lost > 0 {
		w.t.Errorf("%d files are lost", w.cost.lost)
	}
	paid.pay(w.t, w.cost)
}

// pay adds what a test, or a part of it, has cost.
func (p *tolls) pay(t testing.TB, more toll) {
	name := faultTest.FindString(t.Name())
	if name == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of[name] = p.of[name].add(more)
}

// lost counts the files that were dropped and are nowhere any more where somebody
// looks for them: an inbox, an outbox, an archive.
func (w *world) lost() (n int) {
	w.t.Helper()
	for _, d := range w.drops {
		o := w.fixture.Organisations[d.org]
		claimed, _ := filepath.Glob(filepath.Join(o.Inbox, ".claimed", "*", "*"))
		found := false
		for _, dir := range append(claimed, o.Inbox, o.Outbox, o.Archive) {
			found = found || has(dir, d.name)
		}
		if !found {
			n++
			w.t.Logf("a file of %d bytes of name is nowhere: %s", len(d.name), d.name)
		}
	}
	return n
}

// has reports that a file or an answer of that name is in a folder. Long names
// are cut in an outbox.
func has(dir, name string) bool {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), name[:min(len(name), 100)]) {
			return true
		}
	}
	return false
}
