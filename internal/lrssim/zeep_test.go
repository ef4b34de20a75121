package lrssim

import (
	"os/exec"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
)

// systemPython is the interpreter that Debian's python3-zeep is installed for.
const systemPython = "/usr/bin/python3"

func TestZeepClientSpeaksAllFiveOperations(t *testing.T) {
	if out, err := exec.CommandContext(t.Context(), systemPython, "-c", "import zeep").CombinedOutput(); err != nil {
		needs.Missing(t, "python3-zeep is not installed for "+systemPython+": "+strings.TrimSpace(string(out)))
	}
	b := start(t, nil)
	o := b.org("acme")
	client := exec.CommandContext(t.Context(), systemPython, "testdata/zeep_client.py",
		b.server.URL(), b.fixture.CA, o.Certificate, o.Key, o.UKPRN, o.Reference, o.Password)
	out, err := client.CombinedOutput()
	if err != nil || !strings.HasSuffix(strings.TrimSpace(string(out)), "all passed") {
		t.Fatalf("zeep: %v\n%s", err, out)
	}
	called := map[string]bool{}
	for _, r := range b.sim.Requests() {
		called[r.Operation] = true
	}
	if len(called) != len(operationTable) {
		t.Errorf("operations called: %v", called)
	}
}
