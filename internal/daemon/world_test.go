package daemon_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/santhosh-tekuri/jsonschema/v6"

	schemas "lrsdrop/config"
	"lrsdrop/internal/audit"
	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// world is a simulator and a real daemon on folders of their own. When its
// test ends, check looks at every promise that holds in all of them.
type world struct {
	t       testing.TB
	dir     string
	fixture lrssim.Fixture
	sim     *lrssim.Simulator
	config  *config.Config
	log     *lockedBuffer
	now     func() time.Time
	look    time.Duration
	free    daemon.FreeSpace // how much room its disks have; nil: as they do
	address string           // where the simulator listens
	server  io.Closer

	patience time.Duration // how long the test waits for something that must come

	dropping sync.Mutex
	drops    []dropped // without their rows
	struck   time.Time // when something last went wrong, or the daemon was started
	cost     toll
	shared   bool // another installation may take what is dropped

	resent bool // the test drops rows again that LRS has refused
	looks  bool // the test looks itself for what is personal
	torn   int  // lines of the heads of the audit that a kill may have torn

	stop    context.CancelFunc
	ended   chan error
	daemon  *daemon.Daemon
	planted []string // learners' details that may stand in no log and no status
	told    string   // what the daemon told over HTTP just before each stop
}

type worldOption struct {
	edit   func(yaml string) string
	sim    []lrssim.Option
	now    func() time.Time
	remote []remote      // folders on SFTP servers, which are started before the world
	look   time.Duration // how often the daemon looks at its files; 0: as it does
	dir    string        // an empty folder for all of it; "": one of the test's own
}

// organisations of the fixture.
const (
	acme = 0
	beta = 1
)

// newWorld starts a simulator and a daemon.
func newWorld(t testing.TB, o worldOption) *world {
	t.Helper()
	w := prepare(t, o)
	w.start()
	return w
}

// prepare makes a world whose daemon does not run yet.
func prepare(t testing.TB, o worldOption) *world {
	t.Helper()
	w := &world{t: t, dir: cmp.Or(o.dir, t.TempDir()), log: &lockedBuffer{}, now: o.now, look: o.look, patience: patience}
	w.address = freeAddress(t)
	_, port, _ := strings.Cut(w.address, ":")
	n, err := strconv.Atoi(port)
	must(t, err)
	options := append([]lrssim.Option{
		lrssim.WithPort(n), lrssim.WithListen("127.0.0.1:0"), lrssim.WithPolling(30*time.Millisecond, 200*time.Millisecond), lrssim.WithInboxes(30*time.Millisecond, 250*time.Millisecond),
	}, o.sim...)
	if len(o.remote) > 0 { // no events come from a server
		options = append(options, lrssim.WithInboxes(30*time.Millisecond, 100*time.Millisecond))
	}
	w.fixture, err = lrssim.Init(w.dir, options...)
	must(t, err)
	w.sim, err = lrssim.Load(w.dir)
	must(t, err)
	w.server, err = w.sim.Start(w.address, "")
	must(t, err)
	t.Cleanup(func() { _ = w.server.Close() })
	w.moveToServers(o.remote)
	if o.edit != nil {
		text, err := os.ReadFile(w.fixture.Config)
		must(t, err)
		must(t, os.WriteFile(w.fixture.Config, []byte(o.edit(string(text))), 0o600))
	}
	w.config, err = config.Load(w.fixture.Config)
	must(t, err)
	if n := len(w.config.Running()); len(o.remote) > 0 && n != len(w.fixture.Organisations) {
		t.Fatalf("only %d organisations can run: %v", n, w.config.Problems)
	}
	t.Cleanup(func() {
		w.halt()
		if !t.Failed() {
			w.check()
			w.pay()
		} else {
			t.Logf("log of the daemon:\n%s", w.log)
		}
	})
	return w
}

// setting replaces one line of the config: `key: old` by `key: value`, wherever
// the key stands.
func setting(key, value string) func(string) string {
	return func(yaml string) string {
		lines := strings.Split(yaml, "\n")
		for i, line := range lines {
			trimmed := strings.TrimLeft(line, " -")
			if strings.HasPrefix(trimmed, key+":") {
				lines[i] = line[:len(line)-len(trimmed)] + key + ": " + value
			}
		}
		return strings.Join(lines, "\n")
	}
}

// organisationKey adds a key to every organisation.
func organisationKey(line string) func(string) string {
	return func(yaml string) string { return strings.ReplaceAll(yaml, "    users:", "    "+line+"\n    users:") }
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) start() {
	w.t.Helper()
	log := slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.struck = time.Now()
	d, err := daemon.New(w.t.Context(), w.config, log, daemon.Options{Now: w.now, Look: w.look, Free: w.free})
	must(w.t, err)
	ctx, stop := context.WithCancel(context.Background())
	w.daemon, w.stop, w.ended = d, stop, make(chan error, 1)
	go func() { w.ended <- d.Run(ctx) }()
}

// reload reads the config again, for the next start.
func (w *world) reload() {
	w.t.Helper()
	c, err := config.Load(w.fixture.Config)
	must(w.t, err)
	w.config = c
}

// restartSimulator has LRS read its own files again. It forgets what it was
// asked.
func (w *world) restartSimulator() {
	w.t.Helper()
	must(w.t, w.server.Close())
	sim, err := lrssim.Load(w.dir)
	must(w.t, err)
	w.sim = sim
	w.server, err = sim.Start(w.address, "")
	must(w.t, err)
}

// halt stops the daemon as SIGTERM does.
func (w *world) halt() {
	w.t.Helper()
	if w.daemon == nil {
		return
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/status.json"} {
		_, text := w.ask(path)
		w.told += text
	}
	w.stop()
	select {
	case err := <-w.ended:
		if err != nil {
			w.t.Errorf("the daemon ended: %v", err)
		}
	case <-time.After(30 * time.Second):
		w.t.Fatal("the daemon did not stop")
	}
	must(w.t, w.daemon.Close())
	w.daemon = nil
	if _, err := os.Stat(filepath.Join(w.config.StateDir, "lrsdrop.db-wal")); err == nil {
		w.t.Error("the store was not closed: its database is not one whole file")
	}
}

func (w *world) fault(f lrssim.Fault) {
	w.t.Helper()
	w.struck = time.Now()
	must(w.t, w.sim.AddFault(f))
}

// drop puts a file into an organisation's inbox, whole at once.
func (w *world) drop(org int, name, content string) {
	w.t.Helper()
	w.dropping.Lock()
	w.drops = append(w.drops, dropped{org: org, name: name})
	w.dropping.Unlock()
	inbox := w.fixture.Organisations[org].Inbox
	must(w.t, os.WriteFile(filepath.Join(inbox, "."+name), []byte(content), 0o644)) // for the login of a server, too
	must(w.t, os.Rename(filepath.Join(inbox, "."+name), filepath.Join(inbox, name)))
}

func (w *world) outbox(org int, name string) string {
	return filepath.Join(w.fixture.Organisations[org].Outbox, name)
}

// status is what scripts see of a file.
type status struct {
	FileID         string         `json:"file_id"`
	State          string         `json:"state"`
	Final          bool           `json:"final"`
	Kind           string         `json:"kind"`
	User           string         `json:"user"`
	WaitingFor     string         `json:"waiting_for"`
	NeedsAttention bool           `json:"needs_attention"`
	Rows           map[string]int `json:"rows"`
	Batches        []struct {
		ID, Operation, State, Code string
		Rows                       int
		JobID                      int64 `json:"job_id"`
	}
	Outputs     []struct{ Name, SHA256 string } `json:"outputs"`
	DuplicateOf *struct {
		FileID string `json:"file_id"`
	} `json:"duplicate_of"`
	Problems []struct {
		Code, Message string
		Count         int
	} `json:"problems"`
}

func (w *world) status(org int, base string) (s status, ok bool) {
	w.t.Helper()
	text, err := os.ReadFile(w.outbox(org, base+".status.json"))
	if err != nil {
		return s, false
	}
	must(w.t, json.Unmarshal(text, &s))
	return s, true
}

// patience is enough for most tests, on a machine that is busy with others.
const patience = 40 * time.Second

// await waits until a file is in one of the states.
func (w *world) await(org int, base string, states ...string) status {
	w.t.Helper()
	var last status
	w.eventually("file "+base+" "+strings.Join(states, " or "), func() bool {
		s, ok := w.status(org, base)
		last = s
		return ok && slices.Contains(states, s.State)
	})
	if !w.struck.IsZero() {
		w.cost.recovery = max(w.cost.recovery, time.Since(w.struck))
	}
	return last
}

func (w *world) eventually(what string, done func() bool) {
	w.t.Helper()
	deadline := time.Now().Add(w.patience)
	for !done() {
		if time.Now().After(deadline) {
			w.t.Fatalf("waited in vain for: %s\noutbox: %v", what, w.listing())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (w *world) listing() (all []string) {
	for _, o := range w.fixture.Organisations {
		_ = filepath.WalkDir(filepath.Dir(o.Outbox), func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				all = append(all, path)
			}
			return nil
		})
	}
	return all
}

// table reads an answer as a table: one map a line.
func (w *world) table(org int, name string) []map[string]string {
	w.t.Helper()
	text, err := os.ReadFile(w.outbox(org, name))
	must(w.t, err)
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	must(w.t, err)
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// outcomes gives the outcome and code of each row of the latest results.
func (w *world) outcomes(org int, base string) map[string]string {
	w.t.Helper()
	found := map[string]string{}
	for row, line := range w.latest(org, base) {
		found[row] = strings.TrimSpace(line["Outcome"] + " " + line["Code"])
	}
	return found
}

// latest gives the last line of each row in the results of a file.
func (w *world) latest(org int, base string) map[string]map[string]string {
	w.t.Helper()
	lines := map[string]map[string]string{}
	for n := 1; ; n++ {
		name := base + ".result.csv"
		if n > 1 {
			name = fmt.Sprintf("%s.result.%d.csv", base, n)
		}
		if _, err := os.Stat(w.outbox(org, name)); err != nil {
			return lines
		}
		for _, line := range w.table(org, name) {
			lines[line["Row"]] = line
		}
	}
}

func (w *world) expect(org int, base string, want map[string]string) {
	w.t.Helper()
	got := w.outcomes(org, base)
	for row, outcome := range want {
		if got[row] != outcome {
			w.t.Errorf("%s row %s: got %q, want %q", base, row, got[row], outcome)
		}
	}
	if len(got) != len(want) {
		w.t.Errorf("%s: got %d rows %v, want %d", base, len(got), got, len(want))
	}
}

// submits lists the achievement submits that LRS took.
func (w *world) submits() (all []lrssim.Request) {
	for _, r := range w.sim.Requests() {
		if r.Operation == "SubmitAchievementBatchJob" && r.Accepted {
			all = append(all, r)
		}
	}
	return all
}

// check looks at what must hold after every scenario.
func (w *world) check() {
	w.t.Helper()
	w.checkNothingTwice()
	w.checkStore()
	w.checkInboxes()
	w.checkOutboxes()
	if !w.looks {
		w.checkNothingPersonal()
	}
}

// checkNothingTwice: no row reached LRS twice.
func (w *world) checkNothingTwice() {
	w.t.Helper()
	seen := map[string]bool{}
	for _, r := range w.submits() {
		for _, row := range r.Rows {
			key := r.Organisation + " " + row.String()
			if seen[key] && !w.resent {
				w.cost.duplicated++
				w.t.Errorf("a row of %s reached LRS twice", r.Organisation)
			}
			seen[key] = true
		}
	}
}

// checkStore looks at the records of a daemon that starts once more.
func (w *world) checkStore() {
	w.t.Helper()
	d, err := daemon.New(context.Background(), w.config, slog.New(slog.DiscardHandler), daemon.Options{Now: w.now})
	must(w.t, err)
	defer d.Close()
	w.checkRecords(d.Store())
}

// checkRecords: the chain verifies, and each row of a file that has ended has
// exactly one outcome.
func (w *world) checkRecords(s *store.Store) {
	w.t.Helper()
	heads, unreadable, err := audit.ReadHeads(w.config.AuditHeads)
	if err != nil || unreadable > w.torn {
		w.t.Errorf("the heads of the audit have %d unreadable lines, %v", unreadable, err)
	}
	if _, err := audit.Walk(s.Audit(context.Background()), heads, func(audit.Event, audit.Link) error { return nil }); err != nil {
		w.t.Error(err)
	}
	files, err := s.Files(context.Background(), "", 1_000_000)
	must(w.t, err)
	w.checkNoNames(files)
	for _, f := range files {
		if !f.Facts.Gone.Data.IsZero() {
			continue // and its outcomes with it
		}
		ledger, err := s.Ledger(context.Background(), f.ID, f.Facts.Rows, 0)
		must(w.t, err)
		if open := ledger.Counts()[record.Open]; open > 0 && (f.State.Final() || f.State == "held") {
			w.cost.stuck++
			w.t.Errorf("file %s is %s, and %d rows have no outcome", f.ID, f.State, open)
		}
	}
}

// checkNoNames: neither the log nor what is told over HTTP names a dropped
// file: some name files after learners.
func (w *world) checkNoNames(files []*store.File) {
	w.t.Helper()
	for place, text := range map[string]string{"the log": w.log.String(), "HTTP": w.told} {
		for _, f := range files {
			if len(f.Name) > 4 && strings.Contains(text, f.Name) {
				w.t.Errorf("%s names the file %q", place, f.Name)
			}
		}
	}
}

// checkOutboxes: nothing half-written, every status fits the schema, every
// result has each row once.
func (w *world) checkOutboxes() {
	w.t.Helper()
	schema := statusSchema(w.t)
	for i, o := range w.fixture.Organisations {
		entries, err := os.ReadDir(o.Outbox)
		if err != nil {
			continue // a test took it away
		}
		for _, e := range entries {
			switch name := e.Name(); {
			case strings.HasPrefix(name, "."):
				w.t.Errorf("a temporary file is left in the outbox: %s", filepath.Join(o.Outbox, name))
			case strings.HasSuffix(name, ".status.json"):
				text, err := os.ReadFile(w.outbox(i, name))
				must(w.t, err)
				value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
				must(w.t, err)
				if err := schema.Validate(value); err != nil {
					w.t.Errorf("%s: %v", name, err)
				}
			case strings.HasSuffix(name, ".result.csv"):
				w.checkResult(i, name)
			}
		}
	}
}

func (w *world) checkResult(org int, name string) {
	w.t.Helper()
	seen := map[string]bool{}
	for _, row := range w.table(org, name) {
		if seen[row["Row"]] {
			w.t.Errorf("%s has row %s twice", name, row["Row"])
		}
		if row["Outcome"] == "open" || row["Outcome"] == "" {
			w.t.Errorf("%s: row %s has no outcome", name, row["Row"])
		}
		seen[row["Row"]] = true
	}
	if s, ok := w.status(org, strings.TrimSuffix(name, ".result.csv")); ok && s.Rows["total"] != len(seen) {
		w.t.Errorf("%s has %d rows, the status says %d", name, len(seen), s.Rows["total"])
	}
}

func statusSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	text, err := schemas.Files().Open("schema/status.schema.json")
	must(t, err)
	defer text.Close()
	raw, err := io.ReadAll(text)
	must(t, err)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	must(t, err)
	c := jsonschema.NewCompiler()
	must(t, c.AddResource("status.schema.json", value))
	schema, err := c.Compile("status.schema.json")
	must(t, err)
	return schema
}

// checkNothingPersonal: no planted value, no password and no ULN is in the
// log, a status or a report.
func (w *world) checkNothingPersonal() {
	w.t.Helper()
	secrets := append([]string{"Okonkwo", "Brightwater", "2001-02-03"}, w.planted...)
	for _, o := range w.fixture.Organisations {
		password, err := os.ReadFile(o.Password)
		must(w.t, err)
		secrets = append(secrets, strings.TrimSpace(string(password)))
	}
	look := func(place, text string) {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				w.t.Errorf("%s shows %q", place, secret)
			}
		}
	}
	look("the log", w.log.String())
	look("HTTP", w.told)
	for _, o := range w.fixture.Organisations {
		for _, pattern := range []string{"*.status.json", "*.report.html"} {
			found, err := filepath.Glob(filepath.Join(o.Outbox, pattern))
			must(w.t, err)
			for _, path := range found {
				text, err := os.ReadFile(path)
				must(w.t, err)
				look(filepath.Base(path), string(text))
			}
		}
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.b.Reset()
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
