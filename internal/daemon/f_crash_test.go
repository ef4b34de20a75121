package daemon_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

// dropped is a file that a test has put into an inbox.
type dropped struct {
	org  int
	name string
	rows int
}

// rowNames names the rows of the file as results do.
func (d dropped) rowNames() (rows []string) {
	first := 2
	if strings.HasSuffix(d.name, ".xml") {
		first = 1
	}
	for i := range d.rows {
		rows = append(rows, fmt.Sprint(first+i))
	}
	return rows
}

// sized makes the n-th file of a run that is killed: both kinds, both formats.
func sized(n, rows int) (name, content string) {
	first := n * 100
	switch n % 4 {
	case 0:
		return fmt.Sprintf("awards-%d.csv", n), series(first, rows)
	case 1:
		return fmt.Sprintf("awards-%d.xml", n), seriesXML(first, rows)
	case 2:
		return fmt.Sprintf("learners-%d.csv", n), learners(first, rows)
	}
	return fmt.Sprintf("learners-%d.xml", n), learnersXML(first, rows)
}

// claimsGone waits until no claimed file is left in an inbox.
func (w *world) claimsGone() {
	w.t.Helper()
	w.eventually("all claims are removed", func() bool {
		for _, o := range w.fixture.Organisations {
			claims, _ := filepath.Glob(filepath.Join(o.Inbox, ".claimed", "*", "*", "*"))
			entries, _ := os.ReadDir(o.Inbox)
			for _, e := range entries {
				if !strings.HasPrefix(e.Name(), ".") {
					return false
				}
			}
			if len(claims) > 0 {
				return false
			}
		}
		return true
	})
}

// reckonUp compares what files say became of their rows with what LRS took.
func (w *world) reckonUp(files []dropped) {
	w.t.Helper()
	certain, doubtful := 0, 0
	for _, f := range files {
		got := w.outcomes(f.org, f.name)
		if len(got) != f.rows {
			w.t.Errorf("%s: %d of %d rows have an outcome", f.name, len(got), f.rows)
		}
		for row, outcome := range got {
			switch word, _, _ := strings.Cut(outcome, " "); word {
			case "accepted", "rejected":
				certain++
			case "unknown":
				doubtful++
			case "matched":
			default:
				w.t.Errorf("%s row %s: %s", f.name, row, outcome)
			}
		}
	}
	taken := 0
	for _, r := range w.submits() {
		taken += r.Records
	}
	w.t.Logf("%d files, LRS took %d rows; %d are answered, %d unknown", len(files), taken, certain, doubtful)
	if taken < certain || taken > certain+doubtful {
		w.t.Errorf("LRS took %d rows; the results say %d for certain and %d perhaps", taken, certain, doubtful)
	}
}

// Batches of one file end while the file's own step looks at them. The rows of
// one that has just ended must not seem to be free.
func TestF7_BatchesThatEndWhileTheirFileIsLookedAtAreSentOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: append(anybody, lrssim.WithPolling(time.Millisecond, 3*time.Millisecond)), edit: limits(1, 50, 0)})
	const files, rows = 12, 8
	for n := range files {
		w.drop(n%2, fmt.Sprintf("F%d.csv", n), series(n*100, rows))
	}
	for n := range files {
		w.await(n%2, fmt.Sprintf("F%d.csv", n), "done")
		w.all(n%2, fmt.Sprintf("F%d.csv", n), rows, "accepted WSRC0009")
	}
	if got := len(w.submits()); got != files*rows {
		t.Errorf("LRS took %d batches of one row, want %d", got, files*rows)
	}
}
