package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

// lrssimRun runs a command line and returns its exit code and output.
func lrssimRun(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func TestInitPrintsLearnersAndReferences(t *testing.T) {
	code, out, stderr := lrssimRun(t, "init", t.TempDir())
	if code != exitDone || stderr != "" {
		t.Fatalf("exit %d, %s", code, stderr)
	}
	for _, l := range lrssim.FixedLearners() {
		if !strings.Contains(out, l.ULN+"  "+l.Expect) {
			t.Errorf("%s is not printed", l.ULN)
		}
	}
	for _, r := range lrssim.FixedReferences() {
		if !strings.Contains(out, r.Reference+"  "+r.Title) {
			t.Errorf("%s is not printed", r.Reference)
		}
	}
}

func TestInitRefusesToOverwrite(t *testing.T) {
	dir := t.TempDir()
	lrssimRun(t, "init", dir)
	code, _, stderr := lrssimRun(t, "init", dir)
	if code != exitUsage || !strings.Contains(stderr, "a file is there already; nothing was written") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	lrssimRun(t, "init", dir)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	broken := t.TempDir()
	lrssimRun(t, "init", broken)
	if err := os.WriteFile(filepath.Join(broken, "scenario.yaml"), []byte("nonsense: 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args []string
		code int
	}{
		{"help", []string{"--help"}, exitDone},
		{"version", []string{"version"}, exitDone},
		{"unknown command", []string{"explode"}, exitUsage},
		{"init without folder", []string{"init"}, exitUsage},
		{"unknown flag", []string{"serve", dir, "--loud"}, exitUsage},
		{"broken scenario", []string{"serve", broken}, exitUsage},
		{"remote address", []string{"serve", dir, "--listen", "0.0.0.0:0"}, exitUsage},
		{"no such folder", []string{"serve", filepath.Join(dir, "none")}, exitUsage},
		{"port in use", []string{"serve", dir, "--listen", taken.Addr().String()}, exitMachine},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if code, _, stderr := lrssimRun(t, test.args...); code != test.code {
				t.Errorf("exit %d, want %d: %s", code, test.code, stderr)
			}
		})
	}
}

func TestWrongUsageSaysTheWayOn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"init"}, "name one folder, such as: lrssim init trial"},
		{[]string{"serve", "a", "b"}, "name one folder, such as: lrssim serve trial"},
		{[]string{"serve", dir}, "Write one with lrssim init " + dir},
	} {
		if code, _, stderr := lrssimRun(t, test.args...); code != exitUsage || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: exit %d, %q", test.args, code, stderr)
		}
	}
}

func TestServeServesUntilInterrupted(t *testing.T) {
	dir := t.TempDir()
	lrssimRun(t, "init", dir)
	ctx, stop := context.WithCancel(t.Context())
	var stdout lockedBuffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", dir, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"}, &stdout, &stdout)
	}()
	resp, err := http.Get(adminAddress(t, &stdout) + "/jobs")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("GET /jobs: %d", resp.StatusCode)
	}
	stop()
	if code := <-done; code != exitDone {
		t.Errorf("exit %d: %s", code, stdout.String())
	}
}

func adminAddress(t *testing.T, out *lockedBuffer) string {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if _, rest, found := strings.Cut(out.String(), "admin port "); found && strings.Contains(rest, "\n") {
			address, _, _ := strings.Cut(rest, "\n")
			return address
		}
	}
	t.Fatalf("serve printed no admin port: %s", out.String())
	return ""
}

func TestHelpOfEachCommandShowsAnExample(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"init", "--help"}, {"serve", "--help"}, {"version", "--help"}} {
		if _, out, _ := lrssimRun(t, args...); !strings.Contains(out, "Examples:") {
			t.Errorf("%v shows no example", args)
		}
	}
}
