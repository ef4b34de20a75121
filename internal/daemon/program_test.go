package daemon_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// build makes the real program, with build tags or none, once for all tests.
func build(tags string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		dir, err := os.MkdirTemp("", programs()+"-")
		if err != nil {
			return "", err
		}
		built := filepath.Join(dir, "lrsdrop")
		cmd := exec.Command("go", "build", "-trimpath", "-tags", tags, "-o", built, "lrsdrop/cmd/lrsdrop")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is shipped, so that most of it is compiled already
		text, err := cmd.CombinedOutput()
		if err != nil {
			return "", errors.Join(errors.New(string(text)), err, os.RemoveAll(dir))
		}
		return built, nil
	})
}

// The program as it is shipped, and with fault points.
var (
	ordinary = build("")
	mortal   = build("faultpoints")
)

// programs begins the names of the folders that this process builds in.
func programs() string { return "lrsdrop-program-" + strconv.Itoa(os.Getpid()) }

// removePrograms ends what build began.
func removePrograms() {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), programs()+"-*"))
	for _, dir := range left {
		_ = os.RemoveAll(dir)
	}
}

// Variables of the environment that a mortal program knows: see package
// faultpoint.
const (
	faultAt    = "LRSDROP_FAULT_AT"
	faultTrace = "LRSDROP_FAULT_TRACE"
)

// launch starts a command of a program. What it logs goes to log.
func launch(t testing.TB, program string, log io.Writer, env []string, args ...string) *process {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a program is stopped by SIGTERM here")
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = io.Discard, log
	must(t, cmd.Start())
	p := &process{t: t, cmd: cmd, input: io.NopCloser(nil), ended: make(chan error, 1)}
	go func() { p.ended <- cmd.Wait() }()
	return p
}

// gone reports whether the program has ended.
func (p *process) gone() bool {
	select {
	case err := <-p.ended:
		p.ended <- err
		return true
	default:
		return false
	}
}

// terminate stops the program as a service manager does. The error is that of
// its end.
func (p *process) terminate() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended already
	select {
	case err := <-p.ended:
		p.ended <- err
		return err
	case <-time.After(time.Minute):
		return errors.New("the program did not stop")
	}
}

// killedBySignal tells a SIGKILL from every other end.
func killedBySignal(err error) bool {
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		return false
	}
	s, ok := ended.Sys().(syscall.WaitStatus)
	return ok && s.Signaled() && s.Signal() == syscall.SIGKILL
}

// exitCode is the code of a program's end, -1 if it has none.
func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if ended := new(exec.ExitError); errors.As(err, &ended) {
		return ended.ExitCode()
	}
	return -1
}

var diedAt = regexp.MustCompile(`(?m)^killed at fault point \d+: (.*)$`)

// labels lists the fault points that a trace has passed, in their order. Of
// several processes, each of which counts anew, the first one's.
func labels(t testing.TB, trace string) (all []string) {
	t.Helper()
	text, err := os.ReadFile(trace)
	must(t, err)
	for line := range bytes.Lines(text) {
		n, label, found := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(" "))
		number, err := strconv.Atoi(string(n))
		if err != nil || !found {
			t.Fatalf("the trace has the line %q", line)
		}
		if number == 1 && len(all) > 0 {
			return all
		}
		all = append(all, string(label))
	}
	return all
}
