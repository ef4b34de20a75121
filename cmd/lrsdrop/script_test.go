package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"lrsdrop/examples"
	"lrsdrop/internal/audit"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/store"
)

// atOnce is how many scripts run at a time unless the command line says: they
// mostly wait.
const atOnce = "6"

func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"lrsdrop": main})
}

// TestScripts runs the real program in the scripts of testdata/script. Besides
// the usual commands they have:
//
//	exits CODE PROGRAM ARGS...   run a program that must end with this code
//	sim DIR [ORGANISATIONS]      write a trial to DIR and start its simulator
//	await FILE [TEXT]            wait until a file is there, and has the text
//	fault OPERATION KIND DELAY   have the simulator do this to every such call
//	eventually TEXT ARGS...      run lrsdrop until it prints the text
//	keys JSON KEY...             a JSON object, or the first of a list, has exactly these keys
//	example DIR                  copy a folder of examples
//	audited STATE OPERATION USER the audit's chain is whole, and has such an event
//	batch                        put the first batch to resolve that the last output names into $BATCH
//	file STATUS                  put the file's id out of its status.json into $FILE
//	cut STATE N                  take away the events of the audit after the N-th
//	sftpkey FILE                 a private key, and FILE.pub, as ssh-keygen makes them
//	sftpserver DIR PUB CONFIG    serve a folder to the login lrsdrop with this key, and put its address into the config
//	unpack ZIP DIR               write what is in a zip file to a folder
//	nowhere DIR LINES            no line of the file stands anywhere in the folder
//	trust FILE                   the line of known_hosts that check has just shown
//
// Those of guides are in guide_script_test.go.
func TestScripts(t *testing.T) {
	t.Parallel()
	p := scripts()
	p.Dir = filepath.Join("testdata", "script")
	testscript.Run(t, p)
}

func scripts() testscript.Params {
	return testscript.Params{
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("LRSDROP_CONFIG", "")
			e.Setenv("TMPDIR", e.WorkDir)
			e.Values[simulatorKey{}] = new(*lrssim.Simulator)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "sim": sim, "await": await, "keys": keys, "example": example, "audited": audited, "fault": fault, "eventually": eventually,
			"batch": batch, "file": file, "cut": cut, "unpack": unpack, "nowhere": nowhere,
			"sftpkey": sftpKey, "sftpserver": sftpServer, "trust": trust,
			"guide": guide, "shown": shown, "take": take, "unix": unix, "machine": installed, "jobs": jobs,
		},
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exited *exec.ExitError
	if errors.As(err, &exited) {
		got = exited.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func sim(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: sim DIR [ORGANISATIONS]")
	}
	organisations := 2
	if len(args) == 2 {
		n, err := strconv.Atoi(args[1])
		ts.Check(err)
		organisations = n
	}
	address, port, err := freePort()
	ts.Check(err)
	dir := ts.MkAbs(args[0])
	ts.Setenv("SIMULATOR", address)
	_, err = lrssim.Init(dir, lrssim.WithPort(port), lrssim.WithListen("127.0.0.1:0"), lrssim.WithPolling(50*time.Millisecond, 200*time.Millisecond),
		lrssim.WithInboxes(50*time.Millisecond, 250*time.Millisecond), lrssim.WithOrganisations(organisations))
	ts.Check(err)
	simulator, err := lrssim.Load(dir)
	ts.Check(err)
	*ts.Value(simulatorKey{}).(**lrssim.Simulator) = simulator
	server, err := simulator.Start(address, "")
	ts.Check(err)
	ts.Defer(func() { _ = server.Close() })
}

// simulatorKey finds the simulator that a script started.
type simulatorKey struct{}

func fault(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fault OPERATION KIND DELAY")
	}
	delay, err := time.ParseDuration(args[2])
	ts.Check(err)
	simulator := *ts.Value(simulatorKey{}).(**lrssim.Simulator)
	ts.Check(simulator.AddFault(lrssim.Fault{
		Match: lrssim.Match{Operation: args[0]}, Action: lrssim.Action{Kind: lrssim.FaultKind(args[1]), Delay: delay},
	}))
}

func eventually(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: eventually TEXT ARGS...")
	}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		_ = ts.Exec("lrsdrop", args[1:]...) // its code is not what is waited for
		if strings.Contains(ts.ReadFile("stdout"), args[0]) {
			return
		}
	}
	ts.Fatalf("waited in vain for %q", args[0])
}

func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: await FILE [TEXT]")
	}
	path := ts.MkAbs(args[0])
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		text, err := os.ReadFile(path)
		if err == nil && (len(args) == 1 || strings.Contains(string(text), args[1])) {
			return
		}
	}
	ts.Fatalf("waited in vain for %v", args)
}

func keys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: keys JSON KEY...")
	}
	text := []byte(ts.ReadFile(args[0]))
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		var list []map[string]any
		ts.Check(json.Unmarshal(text, &list))
		if len(list) == 0 {
			ts.Fatalf("the list is empty")
		}
		object = list[0]
	}
	var got []string
	for key := range object {
		got = append(got, key)
	}
	slices.Sort(got)
	slices.Sort(args[1:])
	if !slices.Equal(got, args[1:]) {
		ts.Fatalf("keys %v, want %v", got, args[1:])
	}
}

func example(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: example DIR")
	}
	from, err := fs.Sub(examples.Files(), args[0])
	ts.Check(err)
	ts.Check(os.CopyFS(ts.MkAbs("."), from))
}

func audited(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: audited STATE OPERATION USER")
	}
	s, err := store.OpenReadOnly(ts.MkAbs(args[0]))
	ts.Check(err)
	defer s.Close()
	if _, err := audit.Verify(s.Audit(context.Background())); err != nil {
		ts.Fatalf("%v", err)
	}
	for link, err := range s.Audit(context.Background()) {
		ts.Check(err)
		var e audit.Event
		ts.Check(json.Unmarshal(link.Body, &e))
		if e.Operation == args[1] && e.User == args[2] && e.Certificate != "" && e.UKPRN != "" {
			return
		}
	}
	ts.Fatalf("the audit has no %q of %s", args[1], args[2])
}

func batch(ts *testscript.TestScript, neg bool, args []string) {
	found := regexp.MustCompile(`"batch_id": "([^"]+)"`).FindStringSubmatch(ts.ReadFile("stdout"))
	if neg || len(args) > 0 || found == nil {
		ts.Fatalf("usage: batch, after lrsdrop status --json with a batch to resolve")
	}
	ts.Setenv("BATCH", found[1])
}

func file(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: file STATUS")
	}
	var status struct {
		FileID string `json:"file_id"`
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &status))
	ts.Setenv("FILE", status.FileID)
}

func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut STATE N")
	}
	db, err := sql.Open("sqlite", filepath.Join(ts.MkAbs(args[0]), "lrsdrop.db"))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(`DELETE FROM audit WHERE seq > ?`, args[1])
	ts.Check(err)
}
