package sftptest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"lrsdrop/internal/needs"
)

// modules is where Debian keeps those of proftpd.
const modules = "/usr/lib/proftpd"

// ProFTPD starts Debian's proftpd with mod_sftp, confined to Root. The login is
// made up, with a password and a key, and has the rights of root or nobody.
// Keyboard-interactive would take PAM, which is the machine's.
func ProFTPD(t testing.TB, options ...Option) *Server {
	t.Helper()
	proftpd := needs.Program(t, "proftpd", "proftpd-core")
	if _, err := os.Stat(filepath.Join(modules, "mod_sftp.so")); err != nil {
		needs.Missing(t, "mod_sftp (Debian: proftpd-mod-crypto) is missing")
	}
	needRoot(t, "proftpd")
	s := &Server{Name: "proftpd", User: login, Password: password}
	p := newProgram(t, s)
	set := setUp(t, s, options)
	p.command = []string{proftpd, "-n", "-q", "-c", filepath.Join(p.dir, "proftpd.conf")}
	p.logs = []string{filepath.Join(p.dir, "system.log"), filepath.Join(p.dir, "sftp.log")}
	p.configure = func(hostKeys []string) { writeText(t, p.dir, "proftpd.conf", p.proftpdConfig(set, hostKeys)) }
	p.run(hostKeys(t, true))
	return s
}

func (p *program) proftpdConfig(set setting, hostKeys []string) string {
	t, uid := p.server.t, 0
	if set.unprivileged {
		uid = nobody
	}
	writeText(t, p.dir, "passwd", fmt.Sprintf("%s:%s:%d:%d::%s:/bin/false\n", login, passwordHash, uid, uid, p.server.Root))
	writeText(t, p.dir, "group", fmt.Sprintf("%s:x:%d:\n", login, uid))
	writeText(t, p.dir, "authorized_keys", rfc4716(set.accepted))
	var c strings.Builder
	for _, file := range hostKeys {
		fmt.Fprintln(&c, "SFTPHostKey", file)
	}
	if set.readOnly {
		c.WriteString("<Limit WRITE>\nDenyAll\n</Limit>\n")
	}
	return fmt.Sprintf(proftpdText, modules, p.server.port(), set.maxSessions, p.dir) + c.String()
}

// proftpdText is the configuration. Without SocketBindTight it would listen on
// every address of the machine; without a time-out mod_sftp reads nothing.
const proftpdText = `ModulePath %[1]s
LoadModule mod_sftp.c
ServerType standalone
ServerName "for a test"
DefaultAddress 127.0.0.1
SocketBindTight on
Port %[2]d
UseIPv6 off
UseReverseDNS off
User root
Group root
PidFile %[4]s/pid
ScoreboardFile %[4]s/scoreboard
ScoreboardMutex %[4]s/scoreboard.lck
SystemLog %[4]s/system.log
TransferLog none
WtmpLog off
DelayEngine off
ControlsEngine off
TimeoutIdle 3600
AuthOrder mod_auth_file.c
AuthPAM off
AuthUserFile %[4]s/passwd
AuthGroupFile %[4]s/group
RequireValidShell off
RootLogin on
DefaultRoot ~
AllowOverwrite on
SFTPEngine on
SFTPLog %[4]s/sftp.log
SFTPAuthMethods publickey password
SFTPAuthorizedUserKeys file:%[4]s/authorized_keys
SFTPMaxChannels %[3]d
`

// rfc4716 is the format in which mod_sftp wants keys.
func rfc4716(keys []ssh.PublicKey) string {
	var text bytes.Buffer
	for _, key := range keys {
		text.WriteString("---- BEGIN SSH2 PUBLIC KEY ----\n")
		encoded := base64.StdEncoding.EncodeToString(key.Marshal())
		for len(encoded) > 0 {
			n := min(len(encoded), 70)
			text.WriteString(encoded[:n] + "\n")
			encoded = encoded[n:]
		}
		text.WriteString("---- END SSH2 PUBLIC KEY ----\n")
	}
	return text.String()
}
