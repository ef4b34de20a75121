package daemon_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/record"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/store"
)

// A note on reading the figures: every benchmark runs the daemon in a process
// of its own and the simulator in another. What matters are ratios of one run
// and the daemon's memory; LRSDROP_LONG=1 takes the full size.

// measured is a world whose daemon and simulator are processes.
type measured struct {
	b       *testing.B
	dir     string
	fixture lrssim.Fixture
	sim     *process
	daemon  *process
}

func measure(b *testing.B, edit func(string) string, options ...lrssim.Option) *measured {
	b.Helper()
	needsProc(b)
	m := &measured{b: b, dir: b.TempDir()}
	address := freeAddress(b)
	var port int
	_, err := fmt.Sscanf(address, "127.0.0.1:%d", &port)
	must(b, err)
	m.fixture, err = lrssim.Init(m.dir, append([]lrssim.Option{
		lrssim.WithPort(port), lrssim.WithListen("127.0.0.1:0"), lrssim.WithAcceptAny(), lrssim.WithPolling(20*time.Millisecond, 100*time.Millisecond),
	}, options...)...)
	must(b, err)
	if edit != nil {
		text, err := os.ReadFile(m.fixture.Config)
		must(b, err)
		must(b, os.WriteFile(m.fixture.Config, []byte(edit(string(text))), 0o600))
	}
	m.sim = startProcess(b, "simulator", m.dir, actListen+"="+address)
	return m
}

func (m *measured) start() { m.daemon = startProcess(m.b, "daemon", m.dir) }

// end stops both processes.
func (m *measured) end() {
	m.daemon.halt()
	m.sim.halt()
}

// await waits until a file has ended and gives its status.
func (m *measured) await(base string) (s status) {
	m.b.Helper()
	deadline := time.Now().Add(30 * time.Minute)
	for time.Now().Before(deadline) {
		text, err := os.ReadFile(filepath.Join(m.fixture.Organisations[acme].Outbox, base+".status.json"))
		if err == nil {
			must(m.b, json.Unmarshal(text, &s))
		}
		if s.Final {
			return s
		}
		time.Sleep(100 * time.Millisecond)
	}
	m.b.Fatalf("%s has not ended: %+v", base, s)
	return s
}

// ulns gives possible ULNs one after the other, each once.
func ulns() func() string {
	base := 200_000_000 // none of them is in the register
	return func() string {
		for ; ; base++ {
			for check := range 10 {
				if uln := fmt.Sprintf("%d%d", base, check); record.ValidULN(uln) {
					base++
					return uln
				}
			}
		}
	}
}

// invent writes an achievement file of so many rows, each another learner.
func invent(b *testing.B, path string, rows int) {
	b.Helper()
	f, err := os.Create(path)
	must(b, err)
	out := bufio.NewWriter(f)
	_, _ = out.WriteString(awardColumns)
	next := ulns()
	for n := range rows {
		fmt.Fprintf(out, "REG-%07d,%s,610/5596/7,2025-06-%02d,Distinction,Alexandra,Example-Sample,2001-02-%02d,1\r\n", n, next(), n%30+1, n%28+1)
	}
	must(b, out.Flush())
	must(b, f.Close())
}

// cost is what one file took.
type cost struct {
	wall, cpu time.Duration
	peak      float64 // MiB
}

// carry takes one file of so many rows through a fresh daemon. An SFTP server
// that is asked for runs in this process, not in the daemon's.
func carry(b *testing.B, rows int, onServer bool) cost {
	b.Helper()
	options := []lrssim.Option{lrssim.WithInboxes(0, 100*time.Millisecond)}
	address := freeAddress(b)
	if onServer {
		options = append(options, lrssim.WithSFTP(address))
	}
	m := measure(b, nil, options...)
	if onServer {
		server, err := sftpsim.StartTrial(address, m.dir, "acme", "beta")
		must(b, err)
		defer server.Close()
	}
	source := filepath.Join(m.dir, "July.csv")
	invent(b, source, rows)
	m.start()
	cpu, began := m.daemon.cpu(), time.Now()
	must(b, os.Rename(source, filepath.Join(m.fixture.Organisations[acme].Inbox, "July.csv")))
	got := m.await("July.csv")
	spent := cost{time.Since(began), m.daemon.cpu() - cpu, m.daemon.memory("VmHWM")}
	m.end()
	if got.Rows["accepted"] != rows {
		b.Fatalf("of %d rows LRS accepted %d: %v", rows, got.Rows["accepted"], got.Rows)
	}
	if want := (rows+9999)/10000 + (rows+4999)/5000; len(got.Batches) != want {
		b.Fatalf("%d rows made %d batches, not %d", rows, len(got.Batches), want)
	}
	return spent
}

// BenchmarkLargeFile carries one achievement file from its inbox to its answer,
// through every verify and achievement batch, after one of a tenth of its rows.
// Targets: peak-MiB under 128, times-of-a-tenth at most 10.
func BenchmarkLargeFile(b *testing.B) { largeFile(b, false) }

// BenchmarkLargeFileOverSFTP does the same over an SFTP server: the memory must
// not grow with the file.
func BenchmarkLargeFileOverSFTP(b *testing.B) { largeFile(b, true) }

func largeFile(b *testing.B, onServer bool) {
	rows := 100_000
	if os.Getenv("LRSDROP_LONG") == "1" {
		rows = 1_000_000
	}
	for b.Loop() {
		tenth, whole := carry(b, rows/10, onServer), carry(b, rows, onServer)
		b.ReportMetric(whole.peak, "peak-MiB")
		b.ReportMetric(tenth.peak, "peak-MiB-of-a-tenth")
		b.ReportMetric(float64(whole.cpu.Microseconds())/float64(rows), "cpu-ms/1000rows")
		b.ReportMetric(float64(rows)/whole.wall.Seconds(), "rows/s")
		b.ReportMetric(whole.wall.Seconds()/tenth.wall.Seconds(), "times-of-a-tenth")
		b.ReportMetric(whole.cpu.Seconds()/tenth.cpu.Seconds(), "cpu-times-of-a-tenth")
	}
}

// BenchmarkManyFiles drops 2,000 files of one row each at once and takes the
// time until the last of them is taken, flushed and checked. The target is
// share-of-inserts of at least 0.25: 500 files a second where a bare insert
// with a flush does 2,000.
func BenchmarkManyFiles(b *testing.B) {
	const files = 2000
	for b.Loop() {
		m := measure(b, nil, lrssim.WithInboxes(0, 100*time.Millisecond))
		inserts := bareInserts(b, m.dir, files)
		m.start()
		drop := m.stageMany(files)
		cpu, began := m.daemon.cpu(), time.Now()
		drop()
		checked := m.lastChecked(files).Sub(began)
		rate := files / checked.Seconds()
		b.ReportMetric(float64((m.daemon.cpu()-cpu).Microseconds())/files, "cpu-µs/file")
		b.ReportMetric(m.daemon.memory("VmHWM"), "peak-MiB")
		m.end()
		inserts = (inserts + bareInserts(b, b.TempDir(), files)) / 2 // before and after: other programs share the disk
		b.ReportMetric(rate, "files/s")
		b.ReportMetric(inserts, "inserts/s")
		b.ReportMetric(rate/inserts, "share-of-inserts")
	}
}

// stageMany writes files beside the inbox. What it returns moves them in at
// once: making a file costs more than all that is measured here.
func (m *measured) stageMany(files int) (drop func()) {
	m.b.Helper()
	stage, next := m.b.TempDir(), ulns()
	name := func(n int) string { return fmt.Sprintf("f%04d.csv", n) }
	for n := range files {
		row := fmt.Sprintf("%sREG-1,%s,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n", awardColumns, next())
		must(m.b, os.WriteFile(filepath.Join(stage, name(n)), []byte(row), 0o600))
	}
	return func() {
		for n := range files {
			must(m.b, os.Rename(filepath.Join(stage, name(n)), filepath.Join(m.fixture.Organisations[acme].Inbox, name(n))))
		}
	}
}

// lastChecked waits until so many files are checked and tells when the last of
// them was: the audit has the moment, so looking does not disturb much.
func (m *measured) lastChecked(files int) (at time.Time) {
	m.b.Helper()
	s, err := store.OpenReadOnly(filepath.Join(m.dir, "state"))
	must(m.b, err)
	defer s.Close()
	deadline := time.Now().Add(2 * time.Minute)
	for time.Now().Before(deadline) {
		time.Sleep(time.Second)
		checked := 0
		for link, err := range s.Audit(context.Background()) {
			must(m.b, err)
			var e audit.Event
			must(m.b, json.Unmarshal(link.Body, &e))
			if e.Operation == "checked" {
				checked, at = checked+1, e.Time
			}
		}
		if checked == files {
			return at
		}
	}
	m.b.Fatal("the files were not all checked")
	return at
}

// bareInserts tells how many rows a second go into an SQLite table, each in a
// transaction that is flushed, on the disk of the state folder.
func bareInserts(b *testing.B, dir string, n int) float64 {
	b.Helper()
	q := url.Values{"_pragma": {"journal_mode(WAL)", "synchronous(FULL)"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.Join(dir, "bare.db"), RawQuery: q.Encode()}).String())
	must(b, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE TABLE bare (id INTEGER PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL)`)
	must(b, err)
	body := strings.Repeat("x", 500)
	began := time.Now()
	for i := range n {
		_, err := db.Exec(`INSERT INTO bare VALUES (?, ?, ?)`, i, fmt.Sprintf("f%04d.csv", i), body)
		must(b, err)
	}
	return float64(n) / time.Since(began).Seconds()
}

// BenchmarkIdle watches the program itself, without what the test binary
// carries besides, with 20 organisations of ten inboxes each, in which nothing
// happens. Targets: core-% under 0.2, MiB under 25.
func BenchmarkIdle(b *testing.B) { idle(b, 20, 10) }

// BenchmarkIdleSixty does the same with sixty organisations of one inbox each.
// Target: MiB under 40.
func BenchmarkIdleSixty(b *testing.B) { idle(b, 60, 1) }

func idle(b *testing.B, organisations, inboxes int) {
	const settling, watched = 5 * time.Second, 20 * time.Second
	for b.Loop() {
		m := measure(b, nil, lrssim.WithOrganisations(organisations))
		m.sim.halt()
		m.crowd(organisations, inboxes)
		p := m.program()
		time.Sleep(settling)
		before := p.cpu()
		time.Sleep(watched)
		b.ReportMetric(100*float64(p.cpu()-before)/float64(watched), "core-%")
		b.ReportMetric(p.memory("VmRSS"), "MiB")
		p.kill()
	}
}

// program builds and runs lrsdrop on this world.
func (m *measured) program() *process {
	m.b.Helper()
	path := filepath.Join(m.dir, "lrsdrop")
	if out, err := exec.Command("go", "build", "-o", path, "lrsdrop/cmd/lrsdrop").CombinedOutput(); err != nil {
		m.b.Fatalf("build lrsdrop: %v\n%s", err, out)
	}
	p := &process{t: m.b, cmd: exec.Command(path, "run", "--config", m.fixture.Config), ended: make(chan error, 1)}
	must(m.b, p.cmd.Start())
	go func() { p.ended <- p.cmd.Wait() }()
	m.b.Cleanup(p.kill)
	return p
}

// crowd rewrites the config for so many organisations of the fixture, with so
// many inboxes each.
func (m *measured) crowd(organisations, inboxes int) {
	m.b.Helper()
	text, err := os.ReadFile(m.fixture.Config)
	must(m.b, err)
	head, rest, _ := strings.Cut(string(text), "organisations:\n")
	first, _, _ := strings.Cut(rest, "  - id: beta\n")
	var out strings.Builder
	out.WriteString(head + "organisations:\n")
	for n := range organisations {
		out.WriteString(m.member(first, n, inboxes))
	}
	must(m.b, os.WriteFile(m.fixture.Config, []byte(out.String()), 0o600))
}

// member is the n-th organisation of a crowd, made from the first of the
// fixture.
func (m *measured) member(first string, n, inboxes int) string {
	m.b.Helper()
	var boxes strings.Builder
	for i := range inboxes {
		path := fmt.Sprintf("inbox/%d-%d", n, i)
		must(m.b, os.MkdirAll(filepath.Join(m.dir, path), 0o700))
		fmt.Fprintf(&boxes, "      - {path: %s}\n", path)
	}
	must(m.b, os.MkdirAll(filepath.Join(m.dir, fmt.Sprintf("outbox/%d", n)), 0o700))
	before, after, _ := strings.Cut(first, "    inboxes:\n")
	_, after, _ = strings.Cut(after, "\n")
	return strings.NewReplacer(
		"id: acme", fmt.Sprintf("id: org-%d", n), "10099999", fmt.Sprintf("100%05d", n), "RN0000", fmt.Sprintf("RN%04d", n),
		"outbox/acme", fmt.Sprintf("outbox/%d", n), "archive: archive/acme", "", "secrets/acme", "secrets/"+m.fixture.Organisations[n].ID,
	).Replace(before + "    inboxes:\n" + boxes.String() + after)
}
