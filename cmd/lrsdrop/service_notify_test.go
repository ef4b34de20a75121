//go:build linux

package main

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/needs"
)

// manager is a socket of the test's own in place of systemd's, and the real
// program that was started as systemd does.
type manager struct {
	t    *testing.T
	said chan string
	cmd  *exec.Cmd
	log  *bytes.Buffer
}

// startUnderManager starts lrsdrop run on a trial. The manager wants a sign of
// life within the time of its watchdog.
func startUnderManager(t *testing.T, watchdog time.Duration, change ...func(*exec.Cmd)) (*manager, lrssim.Fixture) {
	t.Helper()
	dir := t.TempDir()
	f, err := lrssim.Init(filepath.Join(dir, "trial"), lrssim.WithListen("127.0.0.1:0"), lrssim.WithInboxes(50*time.Millisecond, 250*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	m := &manager{t: t, said: make(chan string, 1000), log: new(bytes.Buffer)}
	go m.hear(conn)
	m.cmd = exec.Command("lrsdrop", "run", "--config", filepath.Join(dir, "trial", "lrsdrop.yaml"))
	m.cmd.Stderr = m.log
	m.cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+socket, "WATCHDOG_USEC="+strconv.FormatInt(watchdog.Microseconds(), 10))
	for _, c := range change {
		c(m.cmd)
	}
	if err := m.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = m.cmd.Process.Kill()
		_ = m.cmd.Wait()
		if t.Failed() {
			t.Logf("the log of the daemon:\n%s", m.log)
		}
	})
	return m, f
}

// stop stops the program as systemd does, and gives what it said until it was
// stopping.
func (m *manager) stop() []string {
	m.t.Helper()
	if err := m.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		m.t.Fatal(err)
	}
	all := m.await("STOPPING=1")
	if err := m.cmd.Wait(); err != nil {
		m.t.Error(err)
	}
	return all
}

func (m *manager) hear(conn *net.UnixConn) {
	buf := make([]byte, 4096)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		m.said <- string(buf[:n])
	}
}

// await waits for a message that has the text on a line of its own, or at the
// start of one, and gives what was said until then.
func (m *manager) await(text string) (all []string) {
	m.t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		select {
		case said := <-m.said:
			all = append(all, said)
			if strings.Contains("\n"+said, "\n"+text) {
				return all
			}
		case <-deadline:
			m.t.Fatalf("waited in vain for %s: %q", text, all)
		}
	}
}

// listen gives what is said in the next while.
func (m *manager) listen(while time.Duration) (all []string) {
	end := time.After(while)
	for {
		select {
		case said := <-m.said:
			all = append(all, said)
		case <-end:
			return all
		}
	}
}

func TestSystemdHearsThatTheDaemonRunsGoesOnAndStops(t *testing.T) {
	t.Parallel()
	m, f := startUnderManager(t, 300*time.Millisecond)
	if before := m.await("READY=1"); len(before) != 1 || before[0] != "READY=1\nSTATUS=Inboxes watched: 2, organisations: 2" {
		t.Errorf("it was ready with %q", before)
	}
	m.await("WATCHDOG=1")
	m.await("WATCHDOG=1")
	all := m.stop()
	last := all[len(all)-1]
	if want := "EXTEND_TIMEOUT_USEC=330000000"; !strings.Contains(last, want) { // stop_grace of 300 s and 30 s
		t.Errorf("it stops with %q, want %s", last, want)
	}
	for _, said := range all {
		if strings.Contains(said, f.Organisations[0].Inbox) {
			t.Errorf("a folder is named although nothing is wrong there: %q", said)
		}
	}
}

// The call that looks into the inbox is held up, as by a share that hangs.
func TestF14_SystemdHearsNothingWhileAnInboxHangs(t *testing.T) {
	strace := needs.Program(t, "strace", "strace")
	t.Parallel()
	m, f := startUnderManager(t, 300*time.Millisecond)
	m.await("WATCHDOG=1")
	inbox := f.Organisations[0].Inbox
	hang := exec.Command(strace, "-f", "-qq", "-o", "/dev/null", "-P", inbox, "-e", "trace=getdents64", "-e", "inject=getdents64:delay_enter=1000s",
		"-p", strconv.Itoa(m.cmd.Process.Pid))
	if err := hang.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- hang.Wait() }()
	all := m.await("STATUS=Stuck: inbox " + inbox)
	if strings.Contains(all[len(all)-1], "WATCHDOG=1") {
		t.Errorf("it says that it goes on: %q", all[len(all)-1])
	}
	if more := m.listen(time.Second); strings.Contains(strings.Join(more, ""), "WATCHDOG=1") {
		t.Errorf("it says that it goes on: %q", more)
	}
	_ = hang.Process.Signal(os.Interrupt) // the call goes on, and all with it
	<-ended
	m.await("WATCHDOG=1")
}

// systemd lays credentials ready that only the service can read.
func TestServiceTakesItsPasswordFromACredentialOfSystemd(t *testing.T) {
	t.Parallel()
	credentials := t.TempDir()
	m, _ := startUnderManager(t, time.Minute, func(cmd *exec.Cmd) {
		config := cmd.Args[len(cmd.Args)-1]
		text, err := os.ReadFile(config)
		if err != nil {
			t.Fatal(err)
		}
		const file = "{file: secrets/acme.password}"
		if !strings.Contains(string(text), file) {
			t.Fatalf("the trial has no %s", file)
		}
		text = []byte(strings.Replace(string(text), file, "{credential: acme.password}", 1))
		secret := filepath.Join(filepath.Dir(config), "secrets", "acme.password")
		if err := errors.Join(os.WriteFile(config, text, 0o600), os.Rename(secret, filepath.Join(credentials, "acme.password"))); err != nil {
			t.Fatal(err)
		}
		cmd.Env = append(cmd.Env, "CREDENTIALS_DIRECTORY="+credentials)
	})
	m.await("READY=1")
	m.stop()
	if log := m.log.String(); strings.Contains(log, "level=ERROR") || strings.Count(log, "msg=watching") != 2 {
		t.Errorf("it logged\n%s", log)
	}
}
