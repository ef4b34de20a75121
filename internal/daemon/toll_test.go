package daemon_test

import (
	"fmt"
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
