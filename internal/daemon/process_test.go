package daemon_test

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
)

// The test binary is also the programs that some tests need in processes of
// their own: a daemon that can be killed or measured, and a simulator whose
// work does not count as the daemon's. They end when their standard input does,
// so none outlives its test.
const (
	actAs     = "LRSDROP_TEST_ACT"     // which program to be
	actIn     = "LRSDROP_TEST_DIR"     // the folder of the world
	actListen = "LRSDROP_TEST_LISTEN"  // where the simulator listens
	profileTo = "LRSDROP_TEST_PROFILE" // a folder for the daemon's profiles; "" means none
)

// atOnce is how many tests run at a time unless the command line says: they
// mostly wait.
const atOnce = "4"

func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err)
	}
	programs := map[string]func() error{"daemon": actDaemon, "simulator": actSimulator}
	act, ok := programs[os.Getenv(actAs)]
	if !ok {
		code := m.Run()
		removePrograms()
		os.Exit(code)
	}
	if err := act(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// ready tells the parent that the program is at work.
func ready() { fmt.Println("ready") }

// untilInputEnds gives a context that ends with the standard input.
func untilInputEnds() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	return ctx
}

func actDaemon() (err error) {
	daemon.LimitMemory()
	stop, err := profile(os.Getenv(profileTo))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	c, err := config.Load(filepath.Join(os.Getenv(actIn), "lrsdrop.yaml"))
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	ctx := untilInputEnds()
	d, err := daemon.New(ctx, c, log, daemon.Options{})
	if err != nil {
		return err
	}
	ready()
	return errors.Join(d.Run(ctx), d.Close())
}

// profile writes a CPU and a memory profile into a folder.
func profile(dir string) (stop func() error, err error) {
	if dir == "" {
		return func() error { return nil }, nil
	}
	cpu, err := os.Create(filepath.Join(dir, "cpu.pprof"))
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return nil, err
	}
	return func() error {
		pprof.StopCPUProfile()
		memory, err := os.Create(filepath.Join(dir, "memory.pprof"))
		if err != nil {
			return errors.Join(err, cpu.Close())
		}
		return errors.Join(pprof.WriteHeapProfile(memory), memory.Close(), cpu.Close())
	}, nil
}

func actSimulator() error {
	sim, err := lrssim.Load(os.Getenv(actIn))
	if err != nil {
		return err
	}
	server, err := sim.Start(os.Getenv(actListen), "")
	if err != nil {
		return err
	}
	ready()
	<-untilInputEnds().Done()
	return server.Close()
}

// process is one of these programs at work.
type process struct {
	t     testing.TB
	cmd   *exec.Cmd
	input io.Closer
	ended chan error
}

// startProcess starts a program of [TestMain] on the folder of a world and
// waits until it is at work.
func startProcess(t testing.TB, act, dir string, env ...string) *process {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	return startCommand(t, exec.Command(self), act, dir, env...)
}

// startCommand is startProcess for a command that ends up in this binary.
func startCommand(t testing.TB, cmd *exec.Cmd, act, dir string, env ...string) *process {
	t.Helper()
	cmd.Env = append(os.Environ(), append([]string{actAs + "=" + act, actIn + "=" + dir}, env...)...)
	cmd.Stderr = os.Stderr
	input, err := cmd.StdinPipe()
	must(t, err)
	output, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	p := &process{t: t, cmd: cmd, input: input, ended: make(chan error, 1)}
	t.Cleanup(p.kill)
	line, err := bufio.NewReader(output).ReadString('\n')
	go func() { p.ended <- cmd.Wait() }()
	if line != "ready\n" {
		t.Fatalf("the %s did not start: %q, %v", act, line, err)
	}
	return p
}

// halt stops the program as a person or a service manager does.
func (p *process) halt() {
	p.t.Helper()
	_ = p.input.Close()
	select {
	case err := <-p.ended:
		p.ended <- nil
		must(p.t, err)
	case <-time.After(time.Minute):
		p.t.Fatal("the program did not stop")
	}
}

// kill ends the program at once, wherever it is, and waits until it is gone.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
	p.ended <- nil
}

// memory reads a line of /proc/PID/status, such as VmHWM, in MiB.
func (p *process) memory(line string) float64 {
	p.t.Helper()
	text := p.proc("status")
	_, rest, found := strings.Cut(text, "\n"+line+":")
	fields := strings.Fields(rest)
	if !found || len(fields) == 0 {
		p.t.Fatalf("no %s in the status of the process", line)
	}
	kib, err := strconv.ParseFloat(fields[0], 64)
	must(p.t, err)
	return kib / 1024
}

// cpu is the processor time that the process has used so far.
func (p *process) cpu() time.Duration {
	p.t.Helper()
	tasks, err := os.ReadDir(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), "task"))
	must(p.t, err)
	var all time.Duration
	for _, task := range tasks {
		var ran time.Duration
		_, err := fmt.Sscan(p.proc(filepath.Join("task", task.Name(), "schedstat")), &ran)
		must(p.t, err)
		all += ran
	}
	return all
}

func (p *process) proc(name string) string {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), name))
	must(p.t, err)
	return string(text)
}

// needsProc skips what measures a process where the system does not tell.
func needsProc(t testing.TB) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("what a process uses is read from /proc")
	}
}
