package sftptest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
)

// OpenSSH starts Debian's sshd with its own SFTP server, confined to Root. The
// login is root, or nobody, with a key: a password would be one of the machine.
func OpenSSH(t testing.TB, options ...Option) *Server {
	t.Helper()
	sshd := needs.Program(t, "sshd", "openssh-server")
	needRoot(t, "sshd")
	s := &Server{Name: "openssh", User: "root"}
	p := newProgram(t, s)
	set := setUp(t, s, options)
	if set.unprivileged {
		s.User = "nobody"
	}
	must(t, os.MkdirAll("/run/sshd", 0o755)) // for its unprivileged part, which it confines there
	file := filepath.Join(p.dir, "sshd_config")
	p.command = []string{sshd, "-D", "-e", "-f", file}
	p.configure = func(hostKeys []string) {
		text := p.sshdConfig(set, hostKeys)
		writeText(t, p.dir, "sshd_config", text)
		// Newer ones punish the address of whoever fails to log in.
		if exec.Command(sshd, "-t", "-f", file, "-o", "PerSourcePenalties=no").Run() == nil {
			writeText(t, p.dir, "sshd_config", text+"PerSourcePenalties no\n")
		}
	}
	p.run(hostKeys(t, true))
	return s
}

func (p *program) sshdConfig(set setting, hostKeys []string) string {
	t := p.server.t
	authorized := writeText(t, p.dir, "authorized_keys", authorizedKeys(set.accepted))
	must(t, os.Chmod(authorized, 0o644)) // it is read with the rights of the login
	var c strings.Builder
	for _, file := range hostKeys {
		fmt.Fprintln(&c, "HostKey", file)
	}
	command := "internal-sftp"
	if set.readOnly {
		command += " -R"
	}
	fmt.Fprintf(&c, `ListenAddress 127.0.0.1
Port %d
PidFile none
AuthorizedKeysFile %s
StrictModes no
UsePAM no
UseDNS no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
DisableForwarding yes
MaxStartups 100
MaxSessions %d
LogLevel VERBOSE
Subsystem sftp internal-sftp
ForceCommand %s
ChrootDirectory %s
`, p.server.port(), authorized, set.maxSessions, command, p.server.Root)
	return c.String()
}
