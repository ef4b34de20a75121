package packaging_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
	"lrsdrop/packaging"
)

// unitFile writes the unit as the machine would have it, with a program that is
// there in place of the one that is not installed here.
func unitFile(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const program = "ExecStart=/usr/bin/lrsdrop "
	if !strings.Contains(packaging.Unit(), program) {
		t.Fatalf("the unit has no %q", program)
	}
	path := filepath.Join(t.TempDir(), "lrsdrop.service")
	text := strings.Replace(packaging.Unit(), program, "ExecStart="+self+" ", 1)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSystemdTakesTheUnit(t *testing.T) {
	systemd := needs.Program(t, "systemd-analyze", "systemd")
	said, err := exec.Command(systemd, "verify", "--man=no", "--recursive-errors=no", unitFile(t)).CombinedOutput()
	if err != nil || len(said) > 0 {
		t.Errorf("%v\n%s", err, said)
	}
}

// 15 is 1.5 on the scale that systemd-analyze prints, where less is better.
func TestUnitLetsTheServiceDoLittle(t *testing.T) {
	systemd := needs.Program(t, "systemd-analyze", "systemd")
	said, err := exec.Command(systemd, "security", "--offline=yes", "--threshold=15", "--no-pager", unitFile(t)).CombinedOutput()
	if err != nil || !strings.Contains(string(said), "Overall exposure level for lrsdrop.service: 1.") {
		t.Errorf("%v\n%s", err, said)
	}
	if strings.Contains(packaging.Unit(), "PrivateUsers=y") {
		t.Error("PrivateUsers would turn the owners of files into nobody: by_owner could not tell them apart")
	}
}
