package sftptest

import (
	"crypto"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"lrsdrop/internal/needs"
)

// program is a real server: how it is run, and its process while it runs.
type program struct {
	server    *Server
	dir       string                  // for what the program reads and writes
	configure func(hostKeys []string) // writes the configuration
	command   []string
	logs      []string // files, apart from what it prints

	process *exec.Cmd
	ended   chan struct{}
}

// needRoot skips where the login could not be confined to its folder.
func needRoot(t testing.TB, name string) {
	t.Helper()
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		needs.Missing(t, name+" needs Linux and root to confine a login to its folder")
	}
}

// newProgram makes the folders of a program and of its login. For sshd nobody
// but root may write to the latter or to any folder above it, and everybody
// must be able to enter it, so it cannot be in /tmp.
func newProgram(t testing.TB, s *Server) *program {
	t.Helper()
	dir, err := os.MkdirTemp("/run", "lrsdrop-sftptest-")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	must(t, os.Chmod(dir, 0o755))
	p := &program{server: s, dir: filepath.Join(dir, "program")}
	s.Root = filepath.Join(dir, "root")
	must(t, os.Mkdir(p.dir, 0o755))
	must(t, os.Mkdir(s.Root, 0o755))
	return p
}

// run starts the program for the first time and ends it with the test. Where
// somebody else has taken the port meanwhile, it tries another.
func (p *program) run(keys []crypto.Signer) {
	s := p.server
	s.t.Helper()
	s.host = p
	s.t.Cleanup(func() {
		p.stop()
		p.showLogs()
	})
	files := writeHostKeys(s.t, p.dir, keys)
	for try := 1; ; try++ {
		s.Addr = freeAddr(s.t)
		p.configure(files)
		err := p.start()
		if err == nil {
			break
		}
		if try == 3 {
			s.t.Fatalf("%s: %v", s.Name, err)
		}
		p.stop()
	}
	s.KnownHosts = trust(s.t, s.Addr, keys)
}

func (p *program) start() error {
	p.launch()
	return awaitBanner(p.server.Addr, p.ended)
}

func (p *program) launch() {
	t := p.server.t
	t.Helper()
	out, err := os.OpenFile(p.output(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	must(t, err)
	defer out.Close()
	p.process = exec.Command(p.command[0], p.command[1:]...)
	p.process.Stdout, p.process.Stderr, p.process.SysProcAttr = out, out, attributes()
	must(t, p.process.Start())
	process, ended := p.process, make(chan struct{})
	p.ended = ended
	go func() {
		defer close(ended)
		_ = process.Wait() // it is killed: there is no other end
	}()
}

func (p *program) output() string { return filepath.Join(p.dir, "output.log") }

func (p *program) stop() {
	if p.process == nil {
		return
	}
	signalTree(p.process.Process.Pid, kill)
	<-p.ended
	p.process = nil
}

func (p *program) freeze() { signalTree(p.process.Process.Pid, suspend) }

func (p *program) thaw() { signalTree(p.process.Process.Pid, resume) }

func (p *program) changeKeys() {
	p.configure(writeHostKeys(p.server.t, p.dir, hostKeys(p.server.t, false)))
}

// showLogs says what the program said, where the test has failed.
func (p *program) showLogs() {
	t := p.server.t
	if !t.Failed() {
		return
	}
	for _, file := range append([]string{p.output()}, p.logs...) {
		if text, err := os.ReadFile(file); err == nil && len(text) > 0 {
			t.Logf("%s:\n%s", filepath.Base(file), text)
		}
	}
}
