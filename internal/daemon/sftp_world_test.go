package daemon_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"lrsdrop/internal/inbox"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// remote puts folders of an organisation on an SFTP server. A test goes on to
// use them by their local path, behind the server's back.
type remote struct {
	org           int
	inbox, outbox *sftptest.Server // nil: stays on this machine
	timeout       string           // the longest silence of the server; "" is the default
}

// onServer has both folders of Acme Awarding on a server.
func onServer(s *sftptest.Server) []remote { return []remote{{org: acme, inbox: s, outbox: s}} }

// moveToServers rewrites the config for folders that are on servers, and makes
// them there.
func (w *world) moveToServers(remotes []remote) {
	w.t.Helper()
	text, err := os.ReadFile(w.fixture.Config)
	must(w.t, err)
	yaml := string(text)
	for _, r := range remotes {
		o := &w.fixture.Organisations[r.org]
		if r.inbox != nil {
			yaml = r.moved(w.t, yaml, r.inbox, "{path: inbox/"+o.ID+",", "{%s,", "in-"+o.ID)
			o.Inbox = r.inbox.Local("in-" + o.ID)
		}
		if r.outbox != nil {
			yaml = r.moved(w.t, yaml, r.outbox, "{path: outbox/"+o.ID+"}", "{%s}", "out-"+o.ID)
			o.Outbox = r.outbox.Local("out-" + o.ID)
		}
	}
	must(w.t, os.WriteFile(w.fixture.Config, []byte(yaml), 0o600))
}

// moved writes a folder on a server in the place of a local one.
func (r remote) moved(t testing.TB, yaml string, s *sftptest.Server, local, form, name string) string {
	t.Helper()
	if !strings.Contains(yaml, local) {
		t.Fatalf("the config has no %s", local)
	}
	makeFolder(t, s, name)
	return strings.Replace(yaml, local, fmt.Sprintf(form, r.keys(s, name)), 1)
}

// keys are those of the config for a folder on a server.
func (r remote) keys(s *sftptest.Server, name string) string {
	keys := fmt.Sprintf("address: %q, user: %s, key: {file: %q}, known_hosts: %q, path: %s/%s", s.Addr, s.User, s.Key, s.KnownHosts, s.Dir, name)
	if r.timeout != "" {
		keys += ", timeout: " + r.timeout
	}
	return "sftp: {" + keys + "}"
}

// makeFolder makes a folder on a server that any login may use.
func makeFolder(t testing.TB, s *sftptest.Server, name string) {
	t.Helper()
	must(t, os.Mkdir(s.Local(name), 0o777))
	must(t, os.Chmod(s.Local(name), 0o777)) // whatever the umask
}

// simulated starts a stand-in with a character of its own.
func simulated(t testing.TB, b sftpsim.Behaviour) *sftptest.Server {
	t.Helper()
	return sftptest.Simulated(t, sftpsim.Options{Behaviour: b})
}

// on scripts a fault of a server.
func on(t testing.TB, s *sftptest.Server, f sftpsim.Fault) {
	t.Helper()
	must(t, s.Sim.AddFault(f))
}

// system is the client of an MIS: it knows nothing of ours.
type system struct {
	*sftp.Client
	t testing.TB
}

// signIn logs an MIS in.
func signIn(t testing.TB, s *sftptest.Server) system {
	t.Helper()
	text, err := os.ReadFile(s.Key)
	must(t, err)
	key, err := ssh.ParsePrivateKey(text)
	must(t, err)
	trusted, err := knownhosts.New(s.KnownHosts)
	must(t, err)
	conn, err := ssh.Dial("tcp", s.Addr, &ssh.ClientConfig{User: s.User, Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: trusted})
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	client, err := sftp.NewClient(conn)
	must(t, err)
	return system{client, t}
}

// upload writes a file in parts, with something between them.
func (m system) upload(path string, between func(), parts ...string) {
	m.t.Helper()
	f, err := m.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	must(m.t, err)
	for i, part := range parts {
		if i > 0 {
			between()
		}
		_, err := io.WriteString(f, part)
		must(m.t, err)
	}
	must(m.t, f.Close())
}

// drop uploads under a temporary name and renames, as careful clients do.
func (m system) drop(folder, name, content string) {
	m.t.Helper()
	m.upload(folder+"/"+name+".filepart", nil, content)
	must(m.t, m.Rename(folder+"/"+name+".filepart", folder+"/"+name))
}

// healthOf is what the daemon tells of an organisation's first inbox.
func (w *world) healthOf(organisation string) inbox.Health {
	w.t.Helper()
	for _, h := range w.daemon.Health() {
		if h.Inbox.Organisation == organisation {
			return h
		}
	}
	w.t.Fatalf("no inbox of %s", organisation)
	return inbox.Health{}
}

// logged waits until the log has some words.
func (w *world) logged(words string) {
	w.t.Helper()
	w.eventually("the log says "+words, func() bool { return strings.Contains(w.log.String(), words) })
}

// sentRows counts the rows that LRS took of an organisation.
func (w *world) sentRows(organisation string) (n int) {
	for _, r := range w.submits() {
		if r.Organisation == organisation {
			n += r.Records
		}
	}
	return n
}

// checkInboxes: no temporary file of ours is left where files are dropped.
func (w *world) checkInboxes() {
	w.t.Helper()
	for _, o := range w.fixture.Organisations {
		left, err := filepath.Glob(filepath.Join(o.Inbox, ".lrsdrop-*"))
		must(w.t, err)
		if len(left) > 0 {
			w.t.Errorf("temporary files are left in an inbox: %q", left)
		}
	}
}

// scene is one of several that mostly wait.
type scene struct {
	name string
	play func(*testing.T)
}

// together plays scenes side by side, however few tests may run at once.
func together(t *testing.T, scenes ...scene) {
	t.Helper()
	var all sync.WaitGroup
	for _, s := range scenes {
		all.Go(func() { t.Run(s.name, s.play) })
	}
	all.Wait()
}
