package daemon_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// stores is where a dump lies of a store of each schema, made by the version of
// lrsdrop that had it.
const stores = "testdata/stores"

// LRSDROP_DUMP=1 go test ./internal/daemon -run TestDumpOfTheStore writes the
// dump of today's schema. It is to be done once, with the version that brings
// the schema.
func TestDumpOfTheStore(t *testing.T) {
	if os.Getenv("LRSDROP_DUMP") != "1" {
		t.Skip("LRSDROP_DUMP=1 writes the dump of a schema")
	}
	schemas := schemaNumbers(t)
	path := dumpOf(schemas[len(schemas)-1])
	if _, err := os.Stat(path); err == nil {
		t.Fatalf("%s is there: a store of that schema was dumped by the version that brought it", path)
	}
	w := newWorld(t, worldOption{sim: anybody})
	w.unfinishedWork()
	text := fmt.Sprintf("-- %s\n%s", time.Now().UTC().Format(time.RFC3339), dumped(t, w.config.StateDir, w.dir))
	must(t, os.MkdirAll(stores, 0o755))
	must(t, os.WriteFile(path, []byte(text), 0o644))
}

func dumpOf(schema int) string {
	return filepath.Join(stores, fmt.Sprintf("schema-%d.sql", schema))
}

// schemaNumbers are those of the migrations, in order.
func schemaNumbers(t testing.TB) (all []int) {
	t.Helper()
	files, err := filepath.Glob("../store/migrations/*.sql")
	must(t, err)
	for _, path := range files {
		number, _, _ := strings.Cut(filepath.Base(path), "_")
		n, err := strconv.Atoi(number)
		must(t, err)
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

func TestSchemaBeforeEachMigrationIsKeptAsADump(t *testing.T) {
	schemas := schemaNumbers(t)
	for _, n := range schemas[:len(schemas)-1] {
		if _, err := os.Stat(dumpOf(n)); err != nil {
			t.Errorf("no dump of schema %d is there. Make one with the version before the new migration, as TestDumpOfTheStore says: %v", n, err)
		}
	}
}

// unfinishedWork drives a daemon until its store has work in every state that
// waits for something, and stops it.
func (w *world) unfinishedWork() {
	w.t.Helper()
	broken := lrssim.Action{Kind: lrssim.KindHTTPStatus, Status: 503}
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "beta", Operation: opGet}, Action: broken})
	w.drop(beta, "Running.csv", series(100, 2)) // the first job of all
	w.await(beta, "Running.csv", "waiting")

	w.drop(acme, "Done.csv", series(0, 3))
	w.await(acme, "Done.csv", "done")
	w.drop(acme, "Learners.csv", learners(0, 2))
	w.await(acme, "Learners.csv", "done")
	w.drop(acme, "Partly.csv", series(10, 1)+"MIS-11,"+strings.Replace(award(11, goodReference), "2025-06-30", "30/06/25", 1))
	w.await(acme, "Partly.csv", "done")
	w.drop(acme, "Held.csv", awards(similar))
	w.await(acme, "Held.csv", "held")
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit, ULN: uln(200)}, Action: lrssim.Action{Kind: lrssim.KindDropAfter}, Times: 1})
	w.drop(acme, "Doubt.csv", series(200, 2))
	w.await(acme, "Doubt.csv", "held")

	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "beta", Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindOutOfHours}})
	before := w.calls("beta", opSubmit)
	w.drop(beta, "Planned.csv", series(300, 2))
	w.eventually("the upload waits", func() bool { return w.calls("beta", opSubmit) > before })
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme", Operation: opVerify}, Action: broken})
	before = w.calls("acme", opVerify)
	w.drop(acme, "Asked.csv", series(400, 2))
	w.eventually("learners were asked about", func() bool { return w.calls("acme", opVerify) > before })
	w.eventually("the file waits", func() bool { s, ok := w.status(acme, "Asked.csv"); return ok && s.State == "verifying" })
	w.halt()
}

// dumped gives the database of a state folder as SQL. Paths below dir begin with
// @DIR@ there.
func dumped(t testing.TB, state, dir string) string {
	t.Helper()
	db := database(t, state)
	defer db.Close()
	var b strings.Builder
	for _, row := range query(t, db, `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'index', name`) {
		fmt.Fprintf(&b, "%s;\n", row[0])
	}
	for _, table := range query(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		for _, row := range query(t, db, fmt.Sprintf(`SELECT * FROM "%s"`, table[0])) {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = strings.ReplaceAll(literal(cell), dir, "@DIR@")
			}
			fmt.Fprintf(&b, "INSERT INTO \"%s\" VALUES (%s);\n", table[0], strings.Join(cells, ", "))
		}
	}
	return b.String()
}

func literal(cell any) string {
	quoted := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	switch v := cell.(type) {
	case nil:
		return "NULL"
	case string:
		return quoted(v)
	case time.Time: // as the driver gives a column of that type
		return quoted(v.UTC().Format(time.DateTime))
	case []byte:
		if utf8.Valid(v) && !slices.ContainsFunc(v, func(c byte) bool { return c < ' ' && c != '\n' && c != '\r' }) {
			return "CAST(" + quoted(string(v)) + " AS BLOB)"
		}
		return fmt.Sprintf("X'%X'", v)
	}
	return fmt.Sprint(cell)
}

func database(t testing.TB, state string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(state, "lrsdrop.db"))
	must(t, err)
	return db
}

func query(t testing.TB, db *sql.DB, text string) (all [][]any) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), text)
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		must(t, rows.Scan(into...))
		all = append(all, row)
	}
	must(t, rows.Err())
	return all
}

// moments are the times in a dump: those of the store's columns, and those in
// what it keeps as JSON.
var moments = regexp.MustCompile(`\b1[0-9]{12}\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`)

// dump reads a dump as if it had been made a second ago. The audit stays as it
// is: its hashes are over its very words.
func dump(t testing.TB, schema int, dir string) string {
	t.Helper()
	raw, err := os.ReadFile(dumpOf(schema))
	must(t, err)
	text := strings.ReplaceAll(string(raw), "@DIR@", dir)
	first, _, _ := strings.Cut(text, "\n")
	made, err := time.Parse(time.RFC3339, strings.TrimPrefix(first, "-- "))
	must(t, err)
	later := time.Since(made) - time.Second
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, `INSERT INTO "audit"`) {
			line = moments.ReplaceAllStringFunc(line, func(at string) string { return shifted(at, later) })
		}
		b.WriteString(line)
	}
	return b.String()
}

func shifted(at string, by time.Duration) string {
	if n, err := strconv.ParseInt(at, 10, 64); err == nil {
		return strconv.FormatInt(n+by.Milliseconds(), 10)
	}
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.Add(by).Format(time.RFC3339Nano)
}

// runningJob finds the job of the upload that LRS works on, in a dump.
var runningJob = regexp.MustCompile(`('SubmitAchievementBatchJob', 'submitted', .*, )(\d+)(, '\{.*)`)

// takeStore puts a store of an older version in the place of the state folder,
// and gives it as SQL. The upload that LRS works on gets the id of a job that
// the simulator has.
func (w *world) takeStore(schema int, job lrs.JobID) (text string) {
	w.t.Helper()
	text = dump(w.t, schema, w.dir)
	if found := runningJob.FindAllString(text, -1); len(found) != 1 {
		w.t.Fatalf("the dump has %d uploads that LRS works on", len(found))
	}
	text = runningJob.ReplaceAllString(text, "${1}"+strconv.FormatInt(int64(job), 10)+"${3}")
	must(w.t, os.MkdirAll(w.config.StateDir, 0o700))
	db := database(w.t, w.config.StateDir)
	_, err := db.ExecContext(w.t.Context(), "PRAGMA journal_mode = WAL; BEGIN;\n"+text+"COMMIT;")
	must(w.t, errors.Join(err, db.Close()))
	return text
}

// Each store that an earlier version left, with work in every state that waits,
// is copied, changed to today's schema, and its work goes on: nothing is lost
// and nothing sent twice.
func TestUpgradeFromEachSchemaGoesOnWithTheWork(t *testing.T) {
	t.Parallel()
	for _, schema := range schemaNumbers(t) {
		if _, err := os.Stat(dumpOf(schema)); err != nil {
			continue // today's, or missing: another test says so
		}
		t.Run(strconv.Itoa(schema), func(t *testing.T) {
			t.Parallel()
			upgraded(t, schema)
		})
	}
}

func upgraded(t *testing.T, schema int) {
	c := &clock{}
	w := prepare(t, worldOption{now: c.now, sim: anybody})
	was := w.takeStore(schema, w.submitByHand(beta, 100, 2))
	w.start()

	for _, f := range []struct {
		org  int
		name string
	}{{acme, "Asked.csv"}, {beta, "Planned.csv"}, {beta, "Running.csv"}} {
		w.awaitStepping(c, 15*time.Minute, f.org, f.name, "done")
		w.all(f.org, f.name, 2, "accepted WSRC0009")
	}
	w.drop(acme, "Done.csv", series(0, 3))
	w.await(acme, "Done.csv.2", "duplicate")
	w.drop(acme, "All.csv", series(0, 4))
	w.await(acme, "All.csv", "done")
	w.expect(acme, "All.csv", map[string]string{"2": alreadySent, "3": alreadySent, "4": alreadySent, "5": "accepted WSRC0009"})
	w.goesOnByHand()
	if n := len(w.submits()); n != 6 { // Running, Asked, Planned, All, the correction, the decision
		t.Errorf("LRS took %d uploads", n)
	}
	w.wasUpgraded(schema, was)
}

const alreadySent = "already_sent LOCAL-ALREADY-SENT"

// goesOnByHand does what people do about files of the older version: correct a
// row, decide on one, and end a doubt.
func (w *world) goesOnByHand() {
	w.t.Helper()
	files := map[string]*store.File{}
	all, err := w.daemon.Store().Files(w.t.Context(), "", 100)
	must(w.t, err)
	for _, f := range all {
		files[f.Name] = f
	}
	w.drop(acme, "Corrected.csv", strings.TrimSuffix(awardColumns, "\r\n")+",LRSDROP_File,LRSDROP_Row,LRSDROP_Code,LRSDROP_Problem,LRSDROP_Action\r\n"+
		"MIS-11,"+strings.TrimSuffix(award(11, goodReference), "\r\n")+","+files["Partly.csv"].ID+",3,,,\r\n")
	w.await(acme, "Corrected.csv", "done")
	w.expect(acme, "Corrected.csv", map[string]string{"2": "accepted WSRC0009"})

	problem, err := daemon.Decide(w.t.Context(), w.config, "account", pipeline.Ruling{
		File: files["Held.csv"].ID, Row: 2,
		Decision: record.Decision{Verdict: record.DecisionConfirm, By: "J Smith", Note: "checked in the portal"},
	}, w.now)
	if problem != nil || err != nil {
		w.t.Fatal(problem, err)
	}
	w.await(acme, "Held.csv", "done")

	batches, err := w.daemon.Store().Batches(w.t.Context(), files["Doubt.csv"].ID)
	must(w.t, err)
	must(w.t, w.resolve(batches[len(batches)-1].ID, pipeline.FoundMissing, 0))
	w.await(acme, "Doubt.csv", "done")
}

// submitByHand has LRS take an upload that no daemon made here.
func (w *world) submitByHand(org, first, count int) lrs.JobID {
	w.t.Helper()
	o, _ := w.config.Organisation(w.fixture.Organisations[org].ID)
	roots, err := w.config.LRS.Roots()
	must(w.t, err)
	client, who, _, err := daemon.NewClient(w.config, o, roots)
	must(w.t, err)
	defer client.Close()
	who.UserName = "mis-export"
	got, err := client.SubmitAchievements(w.t.Context(), who, count, invented(first, count))
	must(w.t, err)
	return got.JobID
}

// invented are the rows of a series.
func invented(first, count int) iter.Seq2[record.Achievement, error] {
	return func(yield func(record.Achievement, error) bool) {
		for n := first; n < first+count; n++ {
			row := record.Achievement{
				Learner:   record.Learner{MISIdentifier: "MIS-" + strconv.Itoa(n), ULN: uln(n), GivenName: "Alex", FamilyName: "Invented", DateOfBirth: "2001-02-04", Gender: "1"},
				Reference: goodReference, AwardDate: "2025-06-30", Grade: "Pass", Action: "award", ActionDate: "2025-06-30",
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// wasUpgraded looks at the copy that was made, and that the log tells of it.
func (w *world) wasUpgraded(schema int, was string) {
	w.t.Helper()
	schemas := schemaNumbers(w.t)
	newest := schemas[len(schemas)-1]
	if schema == newest {
		return
	}
	if said := fmt.Sprintf(`msg="the store was changed to a newer schema" from=%d to=%d copy=`, schema, newest); !strings.Contains(w.log.String(), said) {
		w.t.Errorf("the log does not say %s", said)
	}
	copies, err := filepath.Glob(filepath.Join(w.config.StateDir, "before-upgrade", fmt.Sprintf("*-schema-%d.db", schema)))
	if err != nil || len(copies) != 1 {
		w.t.Fatalf("copies: %v, %v", copies, err)
	}
	info, err := os.Stat(copies[0])
	if err != nil || info.Mode().Perm() != 0o600 {
		w.t.Errorf("the copy: %v, %v", info, err)
	}
	state := filepath.Join(w.t.TempDir(), "state")
	must(w.t, os.MkdirAll(state, 0o700))
	must(w.t, os.Rename(copies[0], filepath.Join(state, "lrsdrop.db")))
	if got := dumped(w.t, state, "no folder"); !strings.HasSuffix(was, got) {
		w.t.Errorf("the copy is not the store as it was: %d bytes as SQL, want %d", len(got), len(was))
	}
}

// A copy holds learners' data, so it does not stay for good.
func TestO4_CopyFromBeforeAnUpgradeIsDeletedInItsTime(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := prepare(t, worldOption{now: c.now})
	w.takeStore(1, 0)
	copies := func() int {
		found, err := filepath.Glob(filepath.Join(w.config.StateDir, "before-upgrade", "*.db"))
		must(t, err)
		return len(found)
	}
	w.start()
	w.halt()
	c.step(6 * 24 * time.Hour)
	w.start()
	w.halt()
	if n := copies(); n != 1 {
		t.Errorf("%d copies after six days", n)
	}
	c.step(2 * 24 * time.Hour)
	w.start()
	w.eventually("the copy is deleted", func() bool { return copies() == 0 })
}

func TestOlderVersionRefusesANewerStore(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	w.start()
	w.halt()
	db := database(t, w.config.StateDir)
	_, err := db.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9001, 1)`)
	must(t, err)
	t.Cleanup(func() { // for the looks at the end
		_, err := db.ExecContext(context.Background(), `DELETE FROM goose_db_version WHERE version_id = 9001`)
		must(t, errors.Join(err, db.Close()))
	})
	_, err = daemon.New(t.Context(), w.config, slog.New(slog.DiscardHandler), daemon.Options{})
	if newer, ok := errors.AsType[*store.Newer](err); !ok || newer.Schema != 9001 || !strings.Contains(err.Error(), "Use the newer version") {
		t.Errorf("the daemon starts with %v", err)
	}
	if _, err := store.OpenReadOnly(w.config.StateDir); !errors.As(err, new(*store.Newer)) {
		t.Errorf("a command looks into it: %v", err)
	}
}
