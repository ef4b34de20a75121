package daemon_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/store"
)

// How slow the LRS of a load is, and how it is dropped.
const (
	loadAnswer           = 150 * time.Millisecond               // to whatever is asked
	loadWait, loadRun    = time.Second, 1500 * time.Millisecond // a job
	loadFirst, loadMax   = 3 * time.Second, 15 * time.Second    // the daemon asks after it
	loadSettle, loadPoll = 2 * time.Second, 10 * time.Second    // the inboxes, as they are by default
	loadRows             = 200                                  // of each file
	trickle              = 500 * time.Millisecond               // between two files
	loadPatience         = 3 * time.Hour
)

// loadFloor is the least time from a drop to the upload: the file stands still,
// LRS takes the learners, has their job, says how it went and takes the awards.
const loadFloor = loadSettle + loadAnswer + loadFirst + loadAnswer + loadAnswer

// load is many files of several organisations, each with awards of learners
// nobody else has, for a program of its own.
type load struct {
	*world
	dropped []time.Time // when each file was
	daemon  *process
}

// BenchmarkLoad carries files of 200 awards from the inboxes to the answers. All
// at once, the time until LRS has a file is mostly that of its turn; in a
// trickle of two files a second it is what a quiet service takes. As many files
// for more organisations show what the organisations cost. LRSDROP_LONG=1 has
// 10,000 files: one organisation alone takes most of an hour for them,
// because it makes one upload at a time and LRS has its time for each.
func BenchmarkLoad(b *testing.B) {
	files, few := 500, 100
	if long() {
		files, few = 10_000, 600
	}
	for _, organisations := range []int{1, 10, 50, 200} {
		b.Run(fmt.Sprintf("AllAtOnce/organisations=%d", organisations), func(b *testing.B) { carryLoad(b, organisations, files, 0) })
	}
	for _, organisations := range []int{1, 10, 50, 200} {
		b.Run(fmt.Sprintf("Trickle/organisations=%d", organisations), func(b *testing.B) { carryLoad(b, organisations, few, trickle) })
	}
}

func carryLoad(b *testing.B, organisations, files int, pace time.Duration) {
	needsProc(b)
	program, err := ordinary()
	must(b, err)
	for b.Loop() {
		l := prepareLoad(b, organisations, files)
		l.daemon = launch(b, program, l.log, nil, victimRun, "--config", l.fixture.Config)
		l.eventually("the daemon has looked at all inboxes", l.idle)
		cpu, written := l.daemon.cpu(), l.daemon.written()
		l.drop(files, pace)
		l.finish()
		rows := float64(files * loadRows)
		b.ReportMetric(float64((l.daemon.cpu()-cpu).Microseconds())/rows, "cpu-ms/1000rows")
		b.ReportMetric((l.daemon.written()-written)/rows, "disk-bytes/row")
		b.ReportMetric(l.daemon.memory("VmHWM"), "peak-MiB")
		must(b, l.daemon.terminate())
		uploaded, ended := l.times()
		took := ended.Sub(l.dropped[0]).Seconds()
		b.ReportMetric(rows/took, "rows/s")
		b.ReportMetric(float64(files)/took, "files/s")
		b.ReportMetric(rank(uploaded, 50), "s-to-upload-median")
		b.ReportMetric(rank(uploaded, 99), "s-to-upload-p99")
		b.ReportMetric(loadFloor.Seconds(), "s-to-upload-least")
		l.reckon()
	}
}

// prepareLoad makes a world with a slow LRS, and the files that are to be
// dropped beside its inboxes: to write them is no work of the daemon's.
func prepareLoad(b *testing.B, organisations, files int) *load {
	b.Helper()
	l := &load{world: prepare(b, worldOption{sim: []lrssim.Option{
		lrssim.WithAcceptAny(), lrssim.WithOrganisations(organisations), lrssim.WithJobTimes(loadWait, loadRun),
		lrssim.WithPolling(loadFirst, loadMax), lrssim.WithInboxes(loadSettle, loadPoll),
	}})}
	for _, operation := range []string{opVerify, opSubmitVerify, opGetVerify, opSubmit, opGet} {
		l.fault(lrssim.Fault{Match: lrssim.Match{Operation: operation}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: loadAnswer}})
	}
	must(b, os.Mkdir(filepath.Join(l.dir, "staged"), 0o700))
	for n := range files {
		must(b, os.WriteFile(l.staged(n), []byte(series(n*loadRows, loadRows)), 0o600))
	}
	return l
}

// rank gives the time in seconds that so many percent of a sorted list do not
// exceed.
func rank(sorted []time.Duration, percent int) float64 {
	return sorted[(percent*len(sorted)+99)/100-1].Seconds()
}

// name is that of the n-th file, which is of organisation n modulo how many
// there are.
func (l *load) name(n int) string { return fmt.Sprintf("awards-%05d.csv", n) }

func (l *load) org(n int) int { return n % len(l.fixture.Organisations) }

func (l *load) staged(n int) string { return filepath.Join(l.dir, "staged", l.name(n)) }

// drop moves the files into the inboxes.
func (l *load) drop(files int, pace time.Duration) {
	l.t.Helper()
	for n := range files {
		l.dropped = append(l.dropped, time.Now())
		must(l.t, os.Rename(l.staged(n), filepath.Join(l.fixture.Organisations[l.org(n)].Inbox, l.name(n))))
		time.Sleep(pace)
	}
}

// finish waits until all files have been answered.
func (l *load) finish() {
	l.t.Helper()
	for deadline := time.Now().Add(loadPatience); l.originals() < len(l.dropped) || !l.idle(); time.Sleep(time.Second) {
		if time.Now().After(deadline) || l.daemon.gone() {
			l.t.Fatalf("of %d files %d were answered, and the daemon has ended: %t", len(l.dropped), l.originals(), l.daemon.gone())
		}
	}
}

// times reads in the audit how long each file took from its drop until LRS had
// its awards, sorted, and when the last one was done.
func (l *load) times() (uploaded []time.Duration, ended time.Time) {
	l.t.Helper()
	books, err := store.OpenReadOnly(l.config.StateDir)
	must(l.t, err)
	defer books.Close()
	files, err := books.Files(l.t.Context(), "", 2*len(l.dropped))
	must(l.t, err)
	numbers := map[string]int{}
	for _, f := range files {
		n, err := strconv.Atoi(f.Name[len("awards-"):len("awards-00000")])
		must(l.t, err)
		numbers[f.ID] = n
	}
	for link, err := range books.Audit(l.t.Context()) {
		must(l.t, err)
		var e audit.Event
		must(l.t, json.Unmarshal(link.Body, &e))
		switch {
		case e.Call == string(store.Achievements) && e.To == string(store.BatchSubmitted):
			uploaded = append(uploaded, e.Time.Sub(l.dropped[numbers[e.File]]))
		case e.Batch == "" && e.To == string(store.Done):
			ended = e.Time
		}
	}
	if len(uploaded) != len(l.dropped) || len(files) != len(l.dropped) {
		l.t.Fatalf("of %d files %d are known, and %d were uploaded", len(l.dropped), len(files), len(uploaded))
	}
	slices.Sort(uploaded)
	return uploaded, ended
}

// reckon compares what was dropped, row by row, with the results, and these with
// what LRS took: it keeps no row.
func (l *load) reckon() {
	l.t.Helper()
	answered := map[string]lrssim.Taken{}
	for n := range l.dropped {
		o := l.fixture.Organisations[l.org(n)]
		t := answered[o.ID]
		l.reckonFile(n, &t)
		t.Batches++
		answered[o.ID] = t
	}
	for _, o := range l.fixture.Organisations {
		if has := l.sim.Taken()[o.ID]; has != answered[o.ID] {
			l.t.Errorf("LRS took %+v of %s, and the results say %+v", has, o.ID, answered[o.ID])
		}
		results, err := filepath.Glob(filepath.Join(o.Outbox, "*.result*"))
		must(l.t, err)
		if len(results) != answered[o.ID].Batches {
			l.t.Errorf("%s has %d results of %d files", o.ID, len(results), answered[o.ID].Batches)
		}
	}
}

// reckonFile adds the rows of the n-th file, each of which must be accepted, and
// stand in its place in the result.
func (l *load) reckonFile(n int, t *lrssim.Taken) {
	l.t.Helper()
	f, err := os.Open(l.outbox(l.org(n), l.name(n)+".result.csv"))
	must(l.t, err)
	defer f.Close()
	in := csv.NewReader(f)
	in.ReuseRecord = true
	header, err := in.Read()
	must(l.t, err)
	row, number, outcome := slices.Index(header, "Row"), slices.Index(header, "ULN"), slices.Index(header, "Outcome")
	at := 0
	for ; ; at++ {
		line, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		must(l.t, err)
		want := uln(n*loadRows + at)
		if line[row] != strconv.Itoa(at+2) || line[number] != want || line[outcome] != "accepted" {
			l.t.Fatalf("%s: line %d of the result is %q", l.name(n), at+2, strings.Join(line, ","))
		}
		t.Add(l.passed(want))
	}
	if at != loadRows {
		l.t.Fatalf("%s: the result has %d rows, not %d", l.name(n), at, loadRows)
	}
}

// written is how many bytes the process has had the system write to disk.
func (p *process) written() float64 {
	p.t.Helper()
	_, rest, found := strings.Cut(p.proc("io"), "\nwrite_bytes: ")
	if !found {
		p.t.Fatal("the system does not tell what a process writes")
	}
	line, _, _ := strings.Cut(rest, "\n")
	bytes, err := strconv.ParseFloat(line, 64)
	must(p.t, err)
	return bytes
}
