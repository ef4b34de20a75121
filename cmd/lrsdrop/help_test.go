package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// commands of the program, with those below them.
var commands = []string{
	"audit", "audit export", "audit find", "audit report", "audit trace", "audit verify", "backup", "cancel", "check", "codes",
	"completion", "decide", "demo", "evidence", "held", "help", "init", "mapping", "mapping print", "mapping suggest", "pause",
	"release", "resolve", "resume", "run", "secret", "secret seal", "service", "service install", "service restart",
	"service start", "service status", "service stop", "service uninstall", "status", "support-bundle", "validate", "verify", "version",
}

func names(cmd *cobra.Command, before string) (all []string) {
	for _, sub := range cmd.Commands() {
		all = append(all, before+sub.Name())
		all = append(all, names(sub, before+sub.Name()+" ")...)
	}
	return all
}

func run(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := execute(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestHelpListsExactlyTheCommandsThatWork(t *testing.T) {
	root := newRoot(&global{})
	root.InitDefaultHelpCmd()
	got := names(root, "")
	slices.Sort(got)
	if !slices.Equal(got, commands) {
		t.Errorf("commands %v, want %v", got, commands)
	}
}

func TestHelpOfEachCommandShowsAnExample(t *testing.T) {
	for _, name := range append(commands, "") {
		args := append(strings.Fields(name), "--help")
		if code, out, _ := run(t, args...); code != exitDone || !strings.Contains(out, "Examples:\n  lrsdrop ") {
			t.Errorf("%v: exit %d, no example in\n%s", args, code, out)
		}
	}
}

func TestWrongUsageExitsTwoAndShowsAWayOn(t *testing.T) {
	for _, args := range [][]string{
		{"frobnicate"}, {"run", "extra"}, {"run", "--loud"}, {"codes", "--csv", "--json"}, {"completion", "tcsh"}, {"completion"},
		{"validate"}, {"verify"}, {"verify", "--user", "x"}, {"mapping"}, {"mapping", "suggest"}, {"status", "a", "b"}, {"help", "frobnicate"},
		{"decide"}, {"decide", "K7Q2"}, {"decide", "K7Q2", "maybe"}, {"decide", "K7Q2", "confirm"}, {"held", "extra"},
		{"resolve"}, {"resolve", "X-01", "--by", "A", "--note", "n"}, {"resolve", "X-01", "--accepted", "--rejected", "--by", "A", "--note", "n"},
		{"resolve", "X-01", "--job-id", "0", "--by", "A", "--note", "n"}, {"resolve", "X-01", "--accepted"}, {"release", "X"}, {"cancel", "--by", "A", "--note", "n"},
		{"pause", "--by", "A"}, {"pause", "--by", " ", "--note", "n"}, {"resume", "extra", "--by", "A", "--note", "n"},
		{"cancel", "X", "--by", "A", "--note", "about 1000000078"}, {"audit", "frobnicate"}, {"audit", "trace"}, {"audit", "find"},
		{"audit", "find", "--uln", "1000000079"}, {"audit", "export", "--from", "1 July"}, {"audit", "report", "--from", "2026-08-01", "--to", "2026-07-01"},
		{"demo", "--records", "-1"}, {"demo", "--records", "many"}, {"run", "--log-format", "xml"}, {"evidence", "--dir", "x"}, {"evidence", "--dir", "x", "--step", "../x"}, {"codes", "NO-SUCH-CODE"},
		{"service", "frobnicate"}, {"service", "install", "extra"}, {"service", "status", "--loud"},
	} {
		code, _, errs := run(t, args...)
		if code != exitUsage {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
		if !strings.HasPrefix(errs, "lrsdrop: ") || strings.Contains(errs, "goroutine") {
			t.Errorf("%v: says %q", args, errs)
		}
	}
}

func TestWrongArgumentsAreToldPlainly(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"demo extra", "lrsdrop: lrsdrop demo takes no argument, and \"extra\" is one\nSee lrsdrop demo --help\n"},
		{"status a b", "lrsdrop: name one file at most\nSee lrsdrop status --help\n"},
		{"completion", "lrsdrop: name a shell: bash, zsh, fish or powershell, and nothing else\nSee lrsdrop completion --help\n"},
		{"completion tcsh", "lrsdrop: \"tcsh\" is none of bash, zsh, fish, powershell\nSee lrsdrop completion --help\n"},
		{"verify --uln 1", "lrsdrop: required flag(s) \"family-name\", \"given-name\", \"user\" not set\nSee lrsdrop verify --help\n"},
		{"decide K7Q2 --row 3", "lrsdrop: name the id of a file, and confirm or reject\nSee lrsdrop decide --help\n"},
		{"mapping suggest .", "lrsdrop: . is not a file\n"},
	} {
		if code, _, errs := run(t, strings.Fields(test.line)...); code != exitUsage || errs != test.want {
			t.Errorf("%s: exit %d, %q", test.line, code, errs)
		}
	}
}

func TestCompletionKnowsCommandsAndFlags(t *testing.T) {
	for shell, want := range map[string]string{"bash": "__start_lrsdrop", "zsh": "#compdef lrsdrop", "fish": "complete -c lrsdrop", "powershell": "Register-ArgumentCompleter"} {
		if code, out, _ := run(t, "completion", shell); code != exitDone || !strings.Contains(out, want) {
			t.Errorf("%s: exit %d, no %q", shell, code, want)
		}
	}
	for _, test := range []struct{ line, want string }{
		{"va", "validate"}, {"mapping ", "suggest"}, {"check --con", "--connect"}, {"run --log-format ", "json"}, {"completion ", "fish"},
	} {
		_, out, _ := run(t, append([]string{"__complete"}, strings.Split(test.line, " ")...)...)
		if !strings.Contains(out, test.want) {
			t.Errorf("%q completes to %q", test.line, out)
		}
	}
}
