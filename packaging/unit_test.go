package packaging_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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

// What the first lines of the unit advise is what people copy.
func TestSystemdTakesTheDropInsThatTheUnitAdvises(t *testing.T) {
	systemd := needs.Program(t, "systemd-analyze", "systemd")
	unit := unitFile(t)
	advice, _, _ := strings.Cut(packaging.Unit(), "[Unit]\n")
	lines := regexp.MustCompile(`(?m)^# {7}([A-Z][A-Za-z]+=.+)$`).FindAllStringSubmatch(advice, -1)
	text := "[Service]\n"
	for _, line := range lines {
		text += line[1] + "\n"
	}
	if len(lines) != 4 || !strings.Contains(text, "\nLoadCredential=acme.password:/") {
		t.Fatalf("the unit advises\n%s", text)
	}
	dropIn := unit + ".d"
	if err := os.Mkdir(dropIn, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dropIn, "override.conf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(systemd, "verify", "--man=no", "--recursive-errors=no", unit).CombinedOutput()
	if err != nil || len(said) > 0 {
		t.Errorf("%v\n%s", err, said)
	}
	shown, err := exec.Command(systemd, "security", "--offline=yes", "--no-pager", unit).CombinedOutput()
	if err != nil || !strings.Contains(string(shown), "✗ ProtectHome=") {
		t.Errorf("the drop-in was not read: %v\n%s", err, shown)
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
