//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// systemd gives a service its standard error as the journal's, and says which
// file that is.
func TestServiceOfSystemdLogsAsTheJournalLikesIt(t *testing.T) {
	t.Parallel()
	journal, err := os.Create(filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	defer journal.Close()
	info, err := journal.Stat()
	if err != nil {
		t.Fatal(err)
	}
	at := info.Sys().(*syscall.Stat_t)
	m, _ := startUnderManager(t, time.Minute, func(cmd *exec.Cmd) {
		cmd.Stderr = journal
		cmd.Env = append(cmd.Env, fmt.Sprintf("JOURNAL_STREAM=%d:%d", at.Dev, at.Ino))
	})
	m.await("READY=1")
	m.stop()
	text, err := os.ReadFile(journal.Name())
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	for _, line := range lines {
		if !regexp.MustCompile(`^<[3467]>level=[A-Z]+ msg=`).MatchString(line) {
			t.Errorf("%s", line)
		}
	}
	if len(lines) < 4 || !strings.Contains(lines[0], "msg=started") || !strings.Contains(lines[len(lines)-1], "msg=stopped") {
		t.Errorf("it logged\n%s", text)
	}
}
