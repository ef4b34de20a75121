package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
)

// kept looks at what systemd does with the service while it runs: it hears how it
// is, has it read its configuration anew, and does what lrsdrop service says.
func kept(t *testing.T, m *machine) {
	t.Helper()
	if got := m.sh(t, "systemctl show --property StatusText --value lrsdrop"); got != "Inboxes watched: 2, organisations: 2" {
		t.Errorf("systemd heard %q", got)
	}
	was := m.sh(t, `
lrsdrop service stop
lrsdrop service status
lrsdrop service install
lrsdrop service start
lrsdrop service status
systemctl reload lrsdrop
systemctl show --property NRestarts --value lrsdrop`)
	if want := "The service lrsdrop is stopped.\nThe service lrsdrop is installed and stopped.\n"; !strings.HasPrefix(was, want) ||
		!strings.HasSuffix(was, "The service lrsdrop runs.\nThe service lrsdrop runs.\n0") {
		t.Errorf("it says %s", was)
	}
	if os.Getenv("LRSDROP_LONG") == "1" {
		hung(t, m)
	}
	m.sh(t, "lrsdrop service restart")
	m.answered(t, "kept.csv")
}

// hung has the calls hang with which the service looks into its inboxes, and
// waits until systemd has started it again. An inbox counts as hung after three
// times its poll time, half a minute.
func hung(t *testing.T, m *machine) {
	t.Helper()
	m.sh(t, `
mkdir -p /run/systemd/system/lrsdrop.service.d
printf '[Service]\nWatchdogSec=2\nRestartSec=1\n' >/run/systemd/system/lrsdrop.service.d/quick.conf
systemctl daemon-reload
systemctl restart lrsdrop`)
	hang := exec.Command(needs.Program(t, "strace", "strace"), "-f", "-qq", "-o", "/dev/null", "-e", "trace=getdents64",
		"-e", "inject=getdents64:delay_enter=1000s", "-p", m.outsidePID(t, "lrsdrop"))
	if err := hang.Start(); err != nil {
		t.Fatal(err)
	}
	until := func(property, value string) {
		t.Helper()
		m.sh(t, `
n=0
until [ "$(systemctl show --property `+property+` --value lrsdrop)" = `+value+` ]; do
	n=$((n + 1))
	[ $n -lt 400 ] || { systemctl status lrsdrop; exit 1; }
	sleep 0.2
done`)
	}
	until("Result", "watchdog")
	_ = hang.Process.Kill() // a process that it looks into cannot end
	_ = hang.Wait()
	until("NRestarts", "1")
	m.sh(t, `
rm -r /run/systemd/system/lrsdrop.service.d
systemctl daemon-reload`)
}

// outsidePID is the number that a program of the machine has in this one.
func (m *machine) outsidePID(t *testing.T, name string) string {
	t.Helper()
	inside := m.sh(t, "systemctl show --property MainPID --value "+name)
	all, err := filepath.Glob("/proc/[0-9]*/status")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(text), "\nNSpid:")
		line, _, _ := strings.Cut(rest, "\n")
		if ids := strings.Fields(line); len(ids) == 2 && ids[1] == inside && strings.HasPrefix(string(text), "Name:\t"+name+"\n") {
			return ids[0]
		}
	}
	t.Fatalf("process %s is not there", inside)
	return ""
}
