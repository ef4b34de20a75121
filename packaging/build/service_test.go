package main

import (
	"strings"
	"testing"
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
	m.sh(t, "lrsdrop service restart")
	m.answered(t, "kept.csv")
}
