// Package sftptest starts SFTP servers for tests and describes each in the same
// way, so that one test runs against all of them: [OpenSSH] and [ProFTPD] are
// the real programs, run by hand on a configuration of their own, [Simulated]
// is the stand-in of sftpsim. [Each] runs a test against the three.
//
// Its rules: a server listens on loopback alone, on a port of its own, with
// keys made for it; it is ended with its test, with all its processes; nothing
// of the machine is changed, no user, no configuration, no service. The real
// ones need root, for they confine a login to its folder.
package sftptest

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"lrsdrop/internal/sftpsim"
)

// Server is a server that runs, and all that a client needs to log in.
type Server struct {
	Name       string // openssh, proftpd or in-process
	Addr       string // 127.0.0.1 and the port, also after a restart
	User       string
	Password   string // "" where a password is no way in
	Key        string // the file of a private key, in OpenSSH's format, not encrypted
	KnownHosts string // a file that trusts the server as it was at first
	Root       string // the local folder that the login sees as "/"
	Dir        string // a folder within it that the login may write to, as it sees it: "/drop"

	Sim *sftpsim.Server // of Simulated alone; another one after a restart

	t    testing.TB
	host running
}

// running is how each kind of server is handled.
type running interface {
	start() error // it answers afterwards
	stop()
	freeze()
	thaw()
	changeKeys()
}

// Stop ends the server and drops its connections.
func (s *Server) Stop() { s.host.stop() }

// Start begins again after Stop, at the same address with the same keys and
// files. It returns when the server answers.
func (s *Server) Start() {
	s.t.Helper()
	must(s.t, s.host.start())
}

// Restart is Stop and Start.
func (s *Server) Restart() {
	s.t.Helper()
	s.Stop()
	s.Start()
}

// Freeze keeps connections open and answers nothing, as a half-open one does.
func (s *Server) Freeze() { s.host.freeze() }

// Thaw goes on after Freeze.
func (s *Server) Thaw() { s.host.thaw() }

// ChangeHostKeys restarts the server with keys that KnownHosts does not trust.
func (s *Server) ChangeHostKeys() {
	s.t.Helper()
	s.Stop()
	s.host.changeKeys()
	s.Start()
}

// Local is the local path of a name in Dir, for a test to look behind the
// server's back.
func (s *Server) Local(name string) string {
	return filepath.Join(s.Root, filepath.FromSlash(s.Dir), filepath.FromSlash(name))
}

// Each runs a test against every kind of server.
func Each(t *testing.T, test func(*testing.T, *Server)) {
	t.Run("in-process", func(t *testing.T) { test(t, Simulated(t, sftpsim.Options{})) })
	t.Run("openssh", func(t *testing.T) { test(t, OpenSSH(t)) })
	t.Run("proftpd", func(t *testing.T) { test(t, ProFTPD(t)) })
}

// login is the user of servers that can make one up; the password likewise.
const (
	login    = "clerk"
	password = "open sesame"
	// passwordHash is of the password, as openssl passwd -6 gives it.
	passwordHash = "$6$standin$37hmho9H24F1Boex1SNQ603Om9f3vfOFpsbRZVWe9EE2lx0LlFTL2IHWrhbPqMzpXmodGmXouNTPv4Uqp5WQG1"
)

// Option changes what a real server is told.
type Option func(*setting)

// setting is what options change.
type setting struct {
	readOnly     bool
	unprivileged bool
	maxSessions  int
	accepted     []ssh.PublicKey
}

// ReadOnly refuses every change.
func ReadOnly() Option { return func(s *setting) { s.readOnly = true } }

// MaxSessions limits the sessions of one connection.
func MaxSessions(n int) Option { return func(s *setting) { s.maxSessions = n } }

// Unprivileged logs in as nobody rather than root, so that rights count.
func Unprivileged() Option { return func(s *setting) { s.unprivileged = true } }

// Accept lets further keys in.
func Accept(keys ...ssh.PublicKey) Option {
	return func(s *setting) { s.accepted = append(s.accepted, keys...) }
}

// setUp gives a real server its folder and login, everything but the program.
func setUp(t testing.TB, s *Server, options []Option) setting {
	set := setting{maxSessions: 10}
	for _, o := range options {
		o(&set)
	}
	key := OpenSSHKey(t, "")
	s.t, s.Key, s.Dir = t, key.File, "/drop"
	set.accepted = append(set.accepted, key.Public)
	must(t, os.Mkdir(filepath.Join(s.Root, "drop"), 0o755))
	if set.unprivileged {
		must(t, os.Chown(filepath.Join(s.Root, "drop"), nobody, nobody))
	}
	return set
}

// nobody is the user and group of Debian without rights.
const nobody = 65534

func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

func (s *Server) port() int {
	_, port, err := net.SplitHostPort(s.Addr)
	must(s.t, err)
	n, err := strconv.Atoi(port)
	must(s.t, err)
	return n
}

// patience is how long a server may take to answer. It is long, for a machine
// that is busy with other tests.
const patience = 20 * time.Second

// awaitBanner waits until a server speaks SSH, or has ended.
func awaitBanner(addr string, ended <-chan struct{}) error {
	for end := time.Now().Add(patience); ; {
		err := speaksSSH(addr, end)
		if err == nil || time.Now().After(end) {
			return err
		}
		select {
		case <-ended:
			return errors.New("the server has ended")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func speaksSSH(addr string, until time.Time) error {
	conn, err := net.DialTimeout("tcp", addr, time.Until(until))
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetReadDeadline(until); err != nil {
		return err
	}
	banner := make([]byte, 4)
	if _, err := io.ReadFull(conn, banner); err != nil {
		return err
	}
	if string(banner) != "SSH-" {
		return fmt.Errorf("the server begins with %q", banner)
	}
	return nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
