//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
	"lrsdrop/packaging"
)

// callsOf gives the system calls of one of systemd's groups.
func callsOf(t *testing.T, systemd, group string) map[string]bool {
	t.Helper()
	text, err := exec.Command(systemd, "syscall-filter", "--no-pager", group).Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		name := strings.TrimSpace(line)
		switch {
		case !strings.HasPrefix(line, " ") || name == "" || strings.HasPrefix(name, "#"):
		case strings.HasPrefix(name, "@"):
			for inner := range callsOf(t, systemd, name) {
				all[inner] = true
			}
		default:
			all[name] = true
		}
	}
	return all
}

// allowedCalls are what the unit lets the service call.
func allowedCalls(t *testing.T, systemd string) map[string]bool {
	t.Helper()
	allowed := callsOf(t, systemd, "@default")
	for _, line := range regexp.MustCompile(`(?m)^SystemCallFilter=(~?)(.+)$`).FindAllStringSubmatch(packaging.Unit(), -1) {
		for _, group := range strings.Fields(line[2]) {
			for call := range callsOf(t, systemd, group) {
				allowed[call] = line[1] == ""
			}
		}
	}
	return allowed
}

// All that the daemon does for the files of the demonstration, on folders and on
// an SFTP server, is looked at call by call.
func TestUnitAllowsEveryCallThatTheDaemonMakes(t *testing.T) {
	systemd, strace := needs.Program(t, "systemd-analyze", "systemd"), needs.Program(t, "strace", "strace")
	t.Parallel()
	dir := t.TempDir()
	record := filepath.Join(dir, "calls")
	said, err := exec.Command(strace, "-f", "-qq", "-s", "0", "-o", record, "lrsdrop", "demo", "--sftp", "--dir", filepath.Join(dir, "demo")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	text, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	var refused []string
	allowed, seen := allowedCalls(t, systemd), map[string]bool{}
	for _, call := range regexp.MustCompile(`(?m)^[0-9]+ +([a-z0-9_]+)\(`).FindAllSubmatch(text, -1) {
		seen[string(call[1])] = true
	}
	for call := range seen {
		// SQLite gives a file to the owner of the database only where it runs as root.
		if !allowed[call] && !(call == "fchown" && os.Geteuid() == 0) {
			refused = append(refused, call)
		}
	}
	if slices.Sort(refused); len(refused) > 0 || !seen["renameat2"] || !seen["fsync"] {
		t.Errorf("of %d calls the unit refuses %v", len(seen), refused)
	}
	_, families, _ := strings.Cut(packaging.Unit(), "\nRestrictAddressFamilies=")
	families, _, _ = strings.Cut(families, "\n")
	for _, socket := range regexp.MustCompile(`socket\((AF_[A-Z0-9]+)`).FindAllSubmatch(text, -1) {
		if !slices.Contains(strings.Fields(families), string(socket[1])) {
			t.Errorf("the unit refuses sockets of %s", socket[1])
		}
	}
	if at := regexp.MustCompile(`(?m)^.*PROT_WRITE\|PROT_EXEC.*$`).Find(text); at != nil {
		t.Errorf("MemoryDenyWriteExecute of the unit refuses %s", at)
	}
}
