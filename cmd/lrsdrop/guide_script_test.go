package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"lrsdrop/examples"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/needs"
	"lrsdrop/packaging"
)

// guides runs scripts of testdata/guides. They take the commands out of the
// guides themselves:
//
//	guide CODE FILE HEADING          run the commands of a section in one shell, which must end with this code
//	guide CODE FILE HEADING N        only those of its N-th block
//	shown FILE HEADING N LINE...     the N-th block has exactly these lines: those that stay in the foreground
//	jobs "N withdrawn, N created, N reinstated"   what the simulator has recorded
//	take FILE HEADING LANGUAGE TO    write the only block in this language to a file
//	unix                             stand-ins for what only root may do, and for systemd
//	machine                          a machine as the operator's guide has it, and a simulator for it
//
// The paths of a Linux machine are those below the script's folder, and the ids
// in a guide are $FILE.
func guides(t *testing.T, names ...string) {
	t.Parallel()
	p := scripts()
	for _, name := range names {
		p.Files = append(p.Files, filepath.Join("testdata", "guides", name+".txtar"))
	}
	testscript.Run(t, p)
}

func TestO12_O25_ClerksGuideIsTrueStepByStep(t *testing.T) { guides(t, "clerk") }

func TestO12_O25_DevelopersGuideIsTrueStepByStep(t *testing.T) {
	needs.Program(t, "python3", "python3")
	guides(t, "mis-developer")
}

func TestO12_O25_OperatorsGuideIsTrueStepByStep(t *testing.T) {
	guides(t, "operator-install", "operator-change", "operator-restore", "operator-restored")
}

func TestO24_IncidentGuideHoldsCallsAndShowsWhatWasSent(t *testing.T) { guides(t, "operator-incident") }

func TestO26_ApplicantsPageShowsWhatItSays(t *testing.T) { guides(t, "applicant") }

func TestO25_WorkedWithdrawalIsTrue(t *testing.T) { guides(t, "withdraw") }

// exampleID stands for the id of a file in all guides.
const exampleID = "K7Q2M4XT"

var (
	fence   = regexp.MustCompile("^ *```")
	machine = regexp.MustCompile(`(^|[\s"'=])/(etc|srv|usr|var)/`)
)

// blocks gives the blocks of one section of a guide that are in one language.
func blocks(guide, heading, language string) ([]string, error) {
	text, err := fs.ReadFile(examples.Files(), guide)
	if err != nil {
		return nil, err
	}
	section, open, indent := "", false, ""
	var found []string
	for line := range strings.Lines(string(text)) {
		switch title, isTitle := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); {
		case fence.MatchString(line):
			open = !open && strings.TrimSpace(line) == "```"+language
			if open && section == heading {
				found = append(found, "")
				indent = line[:strings.Index(line, "`")] // in a numbered list
			}
		case open && section == heading:
			found[len(found)-1] += strings.TrimPrefix(line, indent)
		case !open && isTitle && strings.HasPrefix(line, "#"):
			section = strings.TrimSpace(title)
		}
	}
	return found, nil
}

func guide(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args) > 4 {
		ts.Fatalf("usage: guide CODE FILE HEADING [N]")
	}
	found := section(ts, args[1], args[2])
	if len(args) == 4 {
		n, err := strconv.Atoi(args[3])
		ts.Check(err)
		if n < 1 || n > len(found) {
			ts.Fatalf("%q of %s has %d blocks of commands", args[2], args[1], len(found))
		}
		found = found[n-1 : n]
	}
	commands := "set -eu\n" + strings.Join(found, "")
	commands = machine.ReplaceAllString(commands, "${1}"+ts.Getenv("WORK")+"/$2/")
	commands = strings.ReplaceAll(commands, exampleID, ts.Getenv("FILE"))
	ts.Logf("%s", commands)
	exits(ts, false, []string{args[0], "sh", "-c", commands})
}

func section(ts *testscript.TestScript, file, heading string) []string {
	found, err := blocks(file, heading, "sh")
	ts.Check(err)
	if len(found) == 0 {
		ts.Fatalf("%s has no commands under %q", file, heading)
	}
	return found
}

// take writes a block of a section to a file.
func take(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: take FILE HEADING LANGUAGE TO")
	}
	found, err := blocks(args[0], args[1], args[2])
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%d blocks of %s under %q", len(found), args[2], args[1])
	}
	text := machine.ReplaceAllString(found[0], "${1}"+ts.Getenv("WORK")+"/$2/")
	ts.Check(os.WriteFile(ts.MkAbs(args[3]), []byte(text), 0o600))
}

func shown(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: shown FILE HEADING N LINE...")
	}
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	found := section(ts, args[0], args[1])
	if n < 1 || n > len(found) || found[n-1] != strings.Join(args[3:], "\n")+"\n" {
		ts.Fatalf("block %d of %d under %q is another", n, len(found), args[1])
	}
}

// sudo does what a person who may do everything would, without being one.
const sudo = `#!/bin/sh
[ "$1" != -u ] || shift 2
case $1 in
useradd|groupadd|usermod) exit 0 ;;
install)
	for a; do
		shift
		case ${skip-} in 1) skip=; continue ;; esac
		case $a in -o|-g) skip=1 ;; *) set -- "$@" "$a" ;; esac
	done ;;
esac
exec "$@"
`

// systemctl starts and stops what the unit would.
const systemctl = `#!/bin/sh
case $1 in
start|enable)
	lrsdrop run >>"$WORK/daemon.log" 2>&1 &
	echo $! >"$WORK/daemon.pid"
	i=0
	until lrsdrop status 2>/dev/null | grep -q 'The daemon has run'; do
		i=$((i + 1))
		[ $i -lt 100 ] || exit 3
		sleep 0.2
	done ;;
reload) kill -HUP "$(cat "$WORK/daemon.pid")" ;;
stop)
	pid=$(cat "$WORK/daemon.pid")
	kill -TERM $pid
	while kill -0 $pid 2>/dev/null; do sleep 0.1; done
	rm "$WORK/daemon.pid" ;;
esac
`

// machineConfig is the configuration of a machine as the operator's guide has
// it, with the quick inboxes of a script.
const machineConfig = `state_dir: ../../var/lib/lrsdrop/state
listen: 127.0.0.1:0
support: {organisation: Example Agent Ltd, email: support@example.org}
organisations_dir: organisations.d
lrs:
  environment: simulator
  learner_service: https://SIMULATOR/LearnerService.svc
  achievement_service: https://SIMULATOR/ExternalService.svc
  ca_file: sim/ca.pem
  poll: {first: 50ms, factor: 1.5, max: 200ms, give_up: 72h}
organisations:
  - id: acme
    name: Acme Awarding
    ukprn: "10099999"
    organisation_ref: RN0000
    password: {file: secrets/acme.password}
    certificate: {pkcs12: secrets/acme.p12, passphrase: {file: secrets/acme.passphrase}}
    users: {default: J Smith}
    inboxes:
      - {path: ../../srv/lrs/inbox/acme, settle: 50ms, poll: 250ms}
    outbox: {path: ../../srv/lrs/outbox/acme}
    archive: ../../srv/lrs/archive/acme
`

// installed is a machine after the section on installing, with the simulator's
// secrets of acme and beta.
func installed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: machine, after unix")
	}
	sim(ts, false, []string{"etc/lrsdrop"})
	for _, dir := range []string{"var/lib/lrsdrop", "srv/lrs/inbox/acme", "srv/lrs/outbox/acme", "srv/lrs/archive/acme", "etc/lrsdrop/organisations.d"} {
		ts.Check(os.MkdirAll(ts.MkAbs(dir), 0o750))
	}
	text := strings.ReplaceAll(machineConfig, "SIMULATOR", ts.Getenv("SIMULATOR"))
	ts.Check(os.WriteFile(ts.MkAbs("etc/lrsdrop/lrsdrop.yaml"), []byte(text), 0o600))
}

func unix(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: unix")
	}
	bin := ts.MkAbs("stand-ins")
	ts.Check(os.Mkdir(bin, 0o750))
	for name, text := range map[string]string{"sudo": sudo, "systemctl": systemctl} {
		ts.Check(os.WriteFile(filepath.Join(bin, name), []byte(text), 0o700))
	}
	ts.Setenv("PATH", bin+string(os.PathListSeparator)+ts.Getenv("PATH"))
	ts.Setenv("LRSDROP_CONFIG", ts.MkAbs("etc/lrsdrop/lrsdrop.yaml")) // the default of a Linux machine
	for _, dir := range []string{"etc/systemd/system", "usr/bin", "var/lib", "var/backups", "srv/lrs", "packaging/systemd"} {
		ts.Check(os.MkdirAll(ts.MkAbs(dir), 0o750))
	}
	ts.Check(os.WriteFile(ts.MkAbs("packaging/systemd/lrsdrop.service"), []byte(packaging.Unit()), 0o600))
	ts.Defer(func() {
		text, err := os.ReadFile(ts.MkAbs("daemon.pid"))
		if err != nil {
			return // it was stopped
		}
		if pid, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil {
			_ = exec.Command("kill", "-KILL", strconv.Itoa(pid)).Run()
		}
	})
}

// TestO25_EveryCommandOfTheGuidesIsRun looks for blocks that no script names.
func TestO25_EveryCommandOfTheGuidesIsRun(t *testing.T) {
	var run []string
	scripts, err := filepath.Glob(filepath.Join("testdata", "guides", "*.txtar"))
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	call := regexp.MustCompile(`(?m)^(?:guide [0-9] |shown )(\S+) ('[^']+'|\S+)(?: ([0-9]+))?`)
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			run = append(run, m[1]+" "+strings.Trim(m[2], "'")+" "+m[3])
		}
	}
	for _, file := range guideFiles(t) {
		for _, heading := range headings(t, file) {
			found, err := blocks(file, heading, "sh")
			if err != nil {
				t.Fatal(err)
			}
			for i := range found {
				one := file + " " + heading + " "
				if !slices.Contains(run, one) && !slices.Contains(run, one+strconv.Itoa(i+1)) {
					t.Errorf("no script runs block %d under %q of %s:\n%s", i+1, heading, file, found[i])
				}
			}
		}
	}
}

// guideFiles lists the guides, and the worked example that is written like one.
func guideFiles(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(examples.Files(), "guides/*.md")
	if err != nil || len(files) != 4 {
		t.Fatalf("guides %v, %v", files, err)
	}
	return append(files, "withdraw/README.md")
}

func headings(t *testing.T, file string) (all []string) {
	t.Helper()
	text, err := fs.ReadFile(examples.Files(), file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(string(text), -1) {
		all = append(all, strings.TrimSpace(m[1]))
	}
	return all
}

// jobs says what the simulator has recorded so far.
func jobs(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: jobs 'N withdrawn, N created, N reinstated'")
	}
	var all lrssim.Counters // an award that is sent twice is updated: LRS has it once
	for _, j := range (*ts.Value(simulatorKey{}).(**lrssim.Simulator)).Jobs() {
		if j.Counters != nil {
			all.Withdrawn += j.Counters.Withdrawn
			all.Created += j.Counters.Created + j.Counters.Updated
			all.Reinstated += j.Counters.Reinstated
		}
	}
	if got := fmt.Sprintf("%d withdrawn, %d created, %d reinstated", all.Withdrawn, all.Created, all.Reinstated); got != args[0] {
		ts.Fatalf("LRS has %s, want %s", got, args[0])
	}
}
