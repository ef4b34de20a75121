package sftptest_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"lrsdrop/internal/needs"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// withKey logs in with the private key of a file.
func withKey(t *testing.T, file, passphrase string) ssh.AuthMethod {
	t.Helper()
	text, err := os.ReadFile(file)
	must(t, err)
	key, err := ssh.ParsePrivateKey(text)
	if passphrase != "" {
		key, err = ssh.ParsePrivateKeyWithPassphrase(text, []byte(passphrase))
	}
	must(t, err)
	return ssh.PublicKeys(key)
}

func dial(t *testing.T, s *sftptest.Server, how ssh.AuthMethod) (*ssh.Client, error) {
	t.Helper()
	trusted, err := knownhosts.New(s.KnownHosts)
	must(t, err)
	client, err := ssh.Dial("tcp", s.Addr, &ssh.ClientConfig{
		User: s.User, Auth: []ssh.AuthMethod{how}, HostKeyCallback: trusted, Timeout: 5 * time.Second,
	})
	if err == nil {
		t.Cleanup(func() { client.Close() })
	}
	return client, err
}

func client(t *testing.T, s *sftptest.Server) *sftp.Client {
	t.Helper()
	conn, err := dial(t, s, withKey(t, s.Key, ""))
	must(t, err)
	c, err := sftp.NewClient(conn)
	must(t, err)
	return c
}

func upload(c *sftp.Client, name, text string) error {
	f, err := c.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, text)
	return errors.Join(err, f.Close())
}

func TestClientOfGoLogsIn(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		c := client(t, s)
		must(t, upload(c, s.Dir+"/a.csv", "hello"))
		text, err := os.ReadFile(s.Local("a.csv"))
		if err != nil || string(text) != "hello" {
			t.Errorf("%q, %v", text, err)
		}
		if s.Password == "" {
			return
		}
		if _, err := dial(t, s, ssh.Password(s.Password)); err != nil {
			t.Errorf("with the password: %v", err)
		}
	})
}

func TestProgramOfOpenSSHLogsIn(t *testing.T) {
	program := needs.Program(t, "sftp", "openssh-client")
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		must(t, os.WriteFile(s.Local("a.csv"), []byte("hello"), 0o600))
		_, port, err := net.SplitHostPort(s.Addr)
		must(t, err)
		batch := filepath.Join(t.TempDir(), "batch")
		must(t, os.WriteFile(batch, []byte("cd "+s.Dir+"\nrename a.csv b.csv\nls -l\n"), 0o600))
		run := exec.CommandContext(t.Context(), program, "-F", "none", "-b", batch, "-P", port, "-i", s.Key,
			"-o", "UserKnownHostsFile="+s.KnownHosts, "-o", "StrictHostKeyChecking=yes", s.User+"@127.0.0.1")
		if out, err := run.CombinedOutput(); err != nil || !strings.Contains(string(out), "b.csv") {
			t.Errorf("%v\n%s", err, out)
		}
	})
}

func TestServerListensOnLoopbackAlone(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("who listens is read from /proc")
	}
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		_, port, err := net.SplitHostPort(s.Addr)
		must(t, err)
		var listening []string
		for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
			listening = append(listening, listeners(t, table, port)...)
		}
		if len(listening) != 1 || !strings.HasPrefix(listening[0], "0100007F:") {
			t.Errorf("it listens on %q", listening)
		}
	})
}

// listeners are the addresses of a port in a table of the kernel.
func listeners(t *testing.T, table, port string) (all []string) {
	t.Helper()
	f, err := os.Open(table)
	if os.IsNotExist(err) { // no IPv6
		return nil
	}
	must(t, err)
	defer f.Close()
	var number int
	_, err = fmt.Sscan(port, &number)
	must(t, err)
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if strings.HasSuffix(fields[1], fmt.Sprintf(":%04X", number)) && fields[3] == "0A" {
			all = append(all, fields[1])
		}
	}
	return all
}

func TestServerStopsAndComesBack(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		before := client(t, s)
		s.Stop()
		if _, err := before.ReadDir(s.Dir); err == nil {
			t.Error("the connection is still there")
		}
		if conn, err := net.Dial("tcp", s.Addr); err == nil {
			conn.Close()
			t.Error("it still listens")
		}
		s.Start()
		if _, err := client(t, s).ReadDir(s.Dir); err != nil {
			t.Error(err)
		}
	})
}

// F13: what a half-open connection looks like.
func TestServerFreezes(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		c := client(t, s)
		s.Freeze()
		done := make(chan error, 1)
		go func() { _, err := c.ReadDir(s.Dir); done <- err }()
		select {
		case err := <-done:
			t.Errorf("it answered: %v", err)
		case <-time.After(50 * time.Millisecond):
		}
		s.Thaw()
		must(t, <-done)
	})
}

// F25: a client that trusts the old keys notices the new ones.
func TestHostKeysChange(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		s.ChangeHostKeys()
		_, err := dial(t, s, withKey(t, s.Key, ""))
		var changed *knownhosts.KeyError
		if !errors.As(err, &changed) || len(changed.Want) == 0 {
			t.Errorf("got %v", err)
		}
	})
}

// real runs a test against the real servers.
func real(t *testing.T, test func(*testing.T, *sftptest.Server), options ...sftptest.Option) {
	t.Run("openssh", func(t *testing.T) { test(t, sftptest.OpenSSH(t, options...)) })
	t.Run("proftpd", func(t *testing.T) { test(t, sftptest.ProFTPD(t, options...)) })
}

func TestReadOnly(t *testing.T) {
	real(t, func(t *testing.T, s *sftptest.Server) {
		must(t, os.WriteFile(s.Local("a.csv"), []byte("hello"), 0o644))
		c := client(t, s)
		for what, err := range map[string]error{
			"write":  upload(c, s.Dir+"/b.csv", "b"),
			"rename": c.Rename(s.Dir+"/a.csv", s.Dir+"/b.csv"),
			"mkdir":  c.Mkdir(s.Dir + "/dir"),
			"remove": c.Remove(s.Dir + "/a.csv"),
		} {
			if !errors.Is(err, os.ErrPermission) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if f, err := c.Open(s.Dir + "/a.csv"); err != nil {
			t.Errorf("read: %v", err)
		} else {
			f.Close()
		}
	}, sftptest.ReadOnly())
}

func TestUnprivileged(t *testing.T) {
	real(t, func(t *testing.T, s *sftptest.Server) {
		c := client(t, s)
		must(t, upload(c, s.Dir+"/a.csv", "hello"))
		info, err := c.Lstat(s.Dir + "/a.csv")
		if err != nil || info.Sys().(*sftp.FileStat).UID != 65534 {
			t.Errorf("%+v, %v", info, err)
		}
		if err := upload(c, "/a.csv", "hello"); !errors.Is(err, os.ErrPermission) {
			t.Errorf("a file beside the folder: %v", err)
		}
	}, sftptest.Unprivileged())
}

func TestMaxSessions(t *testing.T) {
	real(t, func(t *testing.T, s *sftptest.Server) {
		conn, err := dial(t, s, withKey(t, s.Key, ""))
		must(t, err)
		_, err = sftp.NewClient(conn)
		must(t, err)
		if _, err := sftp.NewClient(conn); err == nil {
			t.Error("a second session was opened")
		}
	}, sftptest.MaxSessions(1))
}

func TestKeysOfEveryFormat(t *testing.T) {
	keys := map[string]*sftptest.Key{
		"":       sftptest.OpenSSHKey(t, ""),
		"secret": sftptest.OpenSSHKey(t, "secret"),
		"sesame": sftptest.PEMKey(t, "sesame"),
	}
	real(t, func(t *testing.T, s *sftptest.Server) {
		for passphrase, key := range keys {
			if _, err := dial(t, s, withKey(t, key.File, passphrase)); err != nil {
				t.Errorf("%s: %v", filepath.Base(key.File), err)
			}
		}
	}, sftptest.Accept(keys[""].Public, keys["secret"].Public, keys["sesame"].Public))
	text, err := os.ReadFile(sftptest.PKCS8Key(t, "secret").File)
	if err != nil || !strings.Contains(string(text), "BEGIN ENCRYPTED PRIVATE KEY") {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestSimulatedTakesTheCallersOptions(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{
		Users: map[string]sftpsim.User{"clerk": {Password: "mine", Folder: "drop"}},
	})
	if s.Password != "mine" {
		t.Errorf("the password is %q", s.Password)
	}
}
