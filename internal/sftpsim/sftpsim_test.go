package sftpsim_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"lrsdrop/internal/sftpsim"
)

// bench is a server over a folder of its own, with the login "clerk".
type bench struct {
	*sftpsim.Server
	t    *testing.T
	root string
}

func start(t *testing.T, change func(*sftpsim.Options)) *bench {
	t.Helper()
	o := sftpsim.Options{Root: t.TempDir(), Users: map[string]sftpsim.User{"clerk": {Password: "secret"}}}
	if change != nil {
		change(&o)
	}
	s, err := sftpsim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { must(t, s.Close()) })
	return &bench{s, t, o.Root}
}

func behaving(b sftpsim.Behaviour) func(*sftpsim.Options) {
	return func(o *sftpsim.Options) { o.Behaviour = b }
}

// config logs in with the password and trusts the server's own known_hosts.
func (b *bench) config() *ssh.ClientConfig {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "known_hosts")
	must(b.t, os.WriteFile(file, []byte(b.KnownHosts()), 0o600))
	trusted, err := knownhosts.New(file)
	must(b.t, err)
	return &ssh.ClientConfig{User: "clerk", Auth: []ssh.AuthMethod{ssh.Password("secret")}, HostKeyCallback: trusted}
}

func (b *bench) dial() *ssh.Client {
	b.t.Helper()
	client, err := ssh.Dial("tcp", b.Addr(), b.config())
	must(b.t, err)
	b.t.Cleanup(func() { client.Close() })
	return client
}

func (b *bench) client(o ...sftp.ClientOption) *sftp.Client {
	b.t.Helper()
	client, err := sftp.NewClient(b.dial(), o...)
	must(b.t, err)
	return client
}

func (b *bench) fault(f sftpsim.Fault) {
	b.t.Helper()
	must(b.t, b.AddFault(f))
}

func (b *bench) write(name, text string) {
	b.t.Helper()
	must(b.t, os.WriteFile(filepath.Join(b.root, name), []byte(text), 0o600))
}

func (b *bench) want(name, text string) {
	b.t.Helper()
	got, err := os.ReadFile(filepath.Join(b.root, name))
	if err != nil || string(got) != text {
		b.t.Errorf("%s has %q, %v, want %q", name, got, err, text)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantStatus(t *testing.T, err error, status sftpsim.Status) {
	t.Helper()
	switch status {
	case sftpsim.StatusNoSuchFile:
		if errors.Is(err, os.ErrNotExist) {
			return
		}
	case sftpsim.StatusPermissionDenied:
		if errors.Is(err, os.ErrPermission) {
			return
		}
	}
	var told *sftp.StatusError
	if !errors.As(err, &told) || told.Code != uint32(status) {
		t.Errorf("got %v, want status %d", err, status)
	}
}

func download(c *sftp.Client, name string) (string, error) {
	f, err := c.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	return string(text), err
}

func upload(c *sftp.Client, name, text string) error {
	f, err := c.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, text)
	return errors.Join(err, f.Close())
}

func TestFilesGoThereAndBack(t *testing.T) {
	b := start(t, nil)
	c := b.client()
	long := strings.Repeat("0123456789", 100_000)
	must(t, c.Mkdir("in"))
	must(t, upload(c, "in/a.part", long))
	must(t, c.Rename("in/a.part", "in/a.csv"))
	b.want("in/a.csv", long)
	got, err := download(c, "/in/a.csv")
	if err != nil || got != long {
		t.Errorf("%d bytes came back, %v", len(got), err)
	}
	must(t, c.Chmod("in/a.csv", 0o640))
	must(t, c.Chtimes("in/a.csv", time.Unix(1000, 0), time.Unix(2000, 0)))
	info, err := c.Lstat("in/a.csv")
	must(t, err)
	if info.Size() != int64(len(long)) || info.ModTime().Unix() != 2000 || !info.Mode().IsRegular() {
		t.Errorf("told %d bytes, %v, %v", info.Size(), info.ModTime(), info.Mode())
	}
	must(t, c.Remove("in/a.csv"))
	must(t, c.RemoveDirectory("in"))
	if left, _ := os.ReadDir(b.root); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestOpenFileKeepsItsIdentity(t *testing.T) {
	b := start(t, nil)
	b.write("a.csv", "first")
	c := b.client()
	f, err := c.Open("a.csv")
	must(t, err)
	defer f.Close()
	must(t, c.Rename("a.csv", "b.csv"))
	b.write("a.csv", "another file")
	info, err := f.Stat()
	must(t, err)
	text, err := io.ReadAll(f)
	if err != nil || info.Size() != 5 || string(text) != "first" {
		t.Errorf("told %d bytes, read %q, %v", info.Size(), text, err)
	}
}

func TestOpenFileIsChangedByItsHandle(t *testing.T) {
	b := start(t, nil)
	b.write("a.csv", "12345")
	c := b.client()
	f, err := c.OpenFile("a.csv", os.O_RDWR)
	must(t, err)
	defer f.Close()
	must(t, c.Rename("a.csv", "b.csv"))
	must(t, f.Truncate(3))
	must(t, f.Chmod(0o640))
	b.want("b.csv", "123")
	must(t, c.Truncate("b.csv", 2))
	b.want("b.csv", "12")
	wantStatus(t, c.Truncate("a.csv", 2), sftpsim.StatusNoSuchFile)
}

func TestAppendGoesToTheEnd(t *testing.T) {
	b := start(t, nil)
	b.write("a.csv", "123")
	f, err := b.client().OpenFile("a.csv", os.O_WRONLY|os.O_APPEND)
	must(t, err)
	_, err = f.Write([]byte("45"))
	must(t, errors.Join(err, f.Close()))
	b.want("a.csv", "12345")
}

func TestLinksAreToldAsLinksUnlessLstatFollows(t *testing.T) {
	b := start(t, nil)
	b.write("a.csv", "123")
	c := b.client()
	if err := c.Symlink("a.csv", "link"); err != nil && runtime.GOOS == "windows" {
		t.Skip("a symbolic link takes a privilege")
	} else {
		must(t, err)
	}
	target, err := c.ReadLink("link")
	if err != nil || target != "a.csv" {
		t.Errorf("it leads to %q, %v", target, err)
	}
	for _, follows := range []bool{false, true} {
		b.SetBehaviour(sftpsim.Behaviour{LstatFollows: follows})
		info, err := c.Lstat("link")
		must(t, err)
		if info.Mode().IsRegular() != follows {
			t.Errorf("follows %v: %v", follows, info.Mode())
		}
	}
	entries, err := c.ReadDir(".")
	must(t, err)
	for _, e := range entries {
		if e.Name() == "link" && e.Mode().IsRegular() {
			t.Error("a listing follows")
		}
	}
}

func TestNothingOutsideTheFolderIsReached(t *testing.T) {
	b := start(t, func(o *sftpsim.Options) {
		must(t, os.Mkdir(filepath.Join(o.Root, "acme"), 0o700))
		o.Users["clerk"] = sftpsim.User{Password: "secret", Folder: "acme"}
	})
	b.write("other.csv", "of somebody else")
	if runtime.GOOS != "windows" { // a symbolic link takes a privilege there
		must(t, os.Symlink("../other.csv", filepath.Join(b.root, "acme", "link.csv")))
	}
	c := b.client()
	for _, name := range []string{"other.csv", "../other.csv", "/../other.csv", "link.csv", "a\x00b"} {
		if text, err := download(c, name); err == nil {
			t.Errorf("%q was read: %q", name, text)
		}
	}
	if err := c.Rename("../other.csv", "mine.csv"); err == nil {
		t.Error("a file of somebody else was taken")
	}
}

func TestMistakesHaveTheStatusOfOpenSSH(t *testing.T) {
	b := start(t, nil)
	b.write("a.csv", "a")
	must(t, os.Mkdir(filepath.Join(b.root, "dir"), 0o700))
	c := b.client()
	_, err := c.Open("gone")
	wantStatus(t, err, sftpsim.StatusNoSuchFile)
	_, err = c.Open("a.csv/gone")
	wantStatus(t, err, sftpsim.StatusNoSuchFile)
	_, err = c.OpenFile("a.csv", os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	wantStatus(t, err, sftpsim.StatusFailure)
	_, err = c.Lstat(strings.Repeat("x", 300))
	wantStatus(t, err, sftpsim.StatusBadMessage)
	wantStatus(t, c.Mkdir("dir"), sftpsim.StatusFailure)
	wantStatus(t, c.Rename("gone", "b"), sftpsim.StatusNoSuchFile)
	_, err = c.ReadDir("a.csv")
	wantStatus(t, err, sftpsim.StatusNoSuchFile)
}

func TestRenameHasManyKinds(t *testing.T) {
	for _, kind := range []struct {
		name           string
		behaviour      sftpsim.Behaviour
		fresh, onto    sftpsim.Status // of a plain rename; 0 = it works
		posixSupported bool
	}{
		{"as OpenSSH", sftpsim.Behaviour{}, 0, sftpsim.StatusFailure, true},
		{"without posix-rename", sftpsim.Behaviour{NoPosixRename: true}, 0, sftpsim.StatusFailure, false},
		{"that overwrites", sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites}, 0, 0, true},
		{"that is missing", sftpsim.Behaviour{Rename: sftpsim.RenameUnsupported},
			sftpsim.StatusUnsupported, sftpsim.StatusUnsupported, true},
		{"that always fails", sftpsim.Behaviour{Rename: sftpsim.RenameFails},
			sftpsim.StatusFailure, sftpsim.StatusFailure, true},
	} {
		t.Run(kind.name, func(t *testing.T) {
			b := start(t, behaving(kind.behaviour))
			c := b.client()
			rename := func(from, to string, status sftpsim.Status, how func(string, string) error) {
				t.Helper()
				b.write(from, "new")
				err := how(from, to)
				if status != 0 {
					wantStatus(t, err, status)
					return
				}
				must(t, err)
				b.want(to, "new")
			}
			b.write("old", "old")
			rename("a", "fresh", kind.fresh, c.Rename)
			rename("b", "old", kind.onto, c.Rename)
			if _, told := c.HasExtension("posix-rename@openssh.com"); told != kind.posixSupported {
				t.Errorf("posix-rename is advertised: %v", told)
			}
			status := sftpsim.StatusUnsupported
			if kind.posixSupported {
				status = 0
			}
			rename("c", "old", status, c.PosixRename)
		})
	}
}

func TestExtensionsCanBeMissing(t *testing.T) {
	b := start(t, nil)
	c := b.client()
	use := func(c *sftp.Client) (sync, link error) {
		f, err := c.OpenFile("a.csv", os.O_WRONLY|os.O_CREATE)
		must(t, err)
		defer f.Close()
		return f.Sync(), c.Link("a.csv", fmt.Sprintf("b%d.csv", b.Count(sftpsim.OpHardlink)))
	}
	sync, link := use(c)
	if sync != nil || link != nil {
		t.Errorf("fsync %v, hardlink %v", sync, link)
	}
	b.SetBehaviour(sftpsim.Behaviour{NoFsync: true, NoHardlink: true})
	sync, link = use(c)
	wantStatus(t, sync, sftpsim.StatusUnsupported)
	wantStatus(t, link, sftpsim.StatusUnsupported)
	for _, name := range []string{"fsync@openssh.com", "hardlink@openssh.com"} {
		if _, told := b.client().HasExtension(name); told {
			t.Errorf("%s is advertised", name)
		}
	}
}

func TestRightsCanBeMissing(t *testing.T) {
	b := start(t, nil)
	b.write("a.csv", "a")
	c := b.client()
	changes := map[string]func() error{
		"write":  func() error { return upload(c, "b.csv", "b") },
		"rename": func() error { return c.Rename("a.csv", "b.csv") },
		"posix":  func() error { return c.PosixRename("a.csv", "b.csv") },
		"chmod":  func() error { return c.Chmod("a.csv", 0o600) },
		"link":   func() error { return c.Link("a.csv", "b.csv") },
		"mkdir":  func() error { return c.Mkdir("dir") },
		"remove": func() error { return c.Remove("a.csv") },
	}
	for _, refused := range []struct {
		behaviour sftpsim.Behaviour
		what      []string
	}{
		{sftpsim.Behaviour{ReadOnly: true}, []string{"write", "rename", "posix", "chmod", "link", "mkdir", "remove"}},
		{sftpsim.Behaviour{NoMkdir: true}, []string{"mkdir"}},
		{sftpsim.Behaviour{NoDelete: true}, []string{"remove"}},
	} {
		b.SetBehaviour(refused.behaviour)
		for _, what := range refused.what {
			wantStatus(t, changes[what](), sftpsim.StatusPermissionDenied)
		}
		if text, err := download(c, "a.csv"); err != nil || text != "a" {
			t.Errorf("%q, %v", text, err)
		}
	}
}

func TestListingTellsWhatTheBehaviourSays(t *testing.T) {
	b := start(t, behaving(sftpsim.Behaviour{
		ZeroTimes: true,
		Uid: func(path string) (uint32, bool) {
			return 4711, path == "/in/mine.csv" || path == "/in/v7"
		},
		Crowds: []sftpsim.Crowd{{Dir: "/in", N: 1050, Name: func(i int) string { return fmt.Sprint("v", i) }, Size: 12}},
	}))
	must(t, os.Mkdir(filepath.Join(b.root, "in"), 0o700))
	b.write("in/mine.csv", "a")
	b.write("in/yours.csv", "a")
	c := b.client()
	entries, err := c.ReadDir("in")
	must(t, err)
	owners := map[string]uint32{}
	for _, e := range entries {
		owners[e.Name()] = e.Sys().(*sftp.FileStat).UID
		if e.ModTime().Unix() != 0 {
			t.Errorf("%s is told to be of %v", e.Name(), e.ModTime())
		}
	}
	if len(owners) != 1052 || owners["mine.csv"] != 4711 || owners["yours.csv"] == 4711 || owners["v7"] != 4711 {
		t.Errorf("%d names, mine.csv of %d, v7 of %d", len(owners), owners["mine.csv"], owners["v7"])
	}
	if n := b.Count(sftpsim.OpStat) + b.Count(sftpsim.OpLstat); n != 0 {
		t.Errorf("a listing asked about %d files", n)
	}
}

func TestOwnersCanBeUntold(t *testing.T) {
	b := start(t, behaving(sftpsim.Behaviour{NoOwners: true}))
	b.write("a.csv", "a")
	info, err := b.client().Lstat("a.csv")
	if err != nil || info.Size() != 1 || info.Sys().(*sftp.FileStat).UID != 0 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestWaysToLogIn(t *testing.T) {
	key, err := sftpsim.NewKey(sftpsim.ECDSA)
	must(t, err)
	other, err := sftpsim.NewKey(sftpsim.Ed25519)
	must(t, err)
	b := start(t, func(o *sftpsim.Options) {
		o.Users["keyholder"] = sftpsim.User{Keys: []ssh.PublicKey{key.PublicKey()}}
		o.Users["asked"] = sftpsim.User{Questions: []sftpsim.Question{
			{Prompt: "Password: ", Answer: "secret"}, {Prompt: "Code: ", Answer: "123456", Echo: true},
		}}
	})
	answers := func(given ...string) ssh.AuthMethod {
		return ssh.KeyboardInteractive(func(_, _ string, prompts []string, _ []bool) ([]string, error) {
			if !slices.Equal(prompts, []string{"Password: ", "Code: "}) && len(prompts) > 0 {
				t.Errorf("asked %q", prompts)
			}
			return given[:len(prompts)], nil
		})
	}
	for _, try := range []struct {
		user string
		how  ssh.AuthMethod
		ok   bool
	}{
		{"clerk", ssh.Password("secret"), true},
		{"clerk", ssh.Password("wrong"), false},
		{"clerk", ssh.PublicKeys(key), false},
		{"keyholder", ssh.PublicKeys(other, key), true},
		{"keyholder", ssh.PublicKeys(other), false},
		{"keyholder", ssh.Password(""), false},
		{"asked", answers("secret", "123456"), true},
		{"asked", answers("secret", "000000"), false},
		{"clerk", answers(), false},
		{"nobody", ssh.Password("secret"), false},
	} {
		config := b.config()
		config.User, config.Auth = try.user, []ssh.AuthMethod{try.how}
		client, err := ssh.Dial("tcp", b.Addr(), config)
		if (err == nil) != try.ok {
			t.Errorf("%s: %v", try.user, err)
		}
		if err == nil {
			client.Close()
		}
	}
}

func TestHostKeysAreTrustedByKnownHosts(t *testing.T) {
	authority, err := sftpsim.NewKey(sftpsim.Ed25519)
	must(t, err)
	var keys []ssh.Signer
	for _, kind := range []sftpsim.KeyKind{sftpsim.Ed25519, sftpsim.ECDSA, sftpsim.RSA} {
		key, err := sftpsim.NewKey(kind)
		must(t, err)
		keys = append(keys, key)
	}
	now := time.Now()
	certified, err := sftpsim.HostCertificate(keys[0], authority, now.Add(-time.Hour), now.Add(time.Hour), "127.0.0.1")
	must(t, err)
	expired, err := sftpsim.HostCertificate(keys[0], authority, now.Add(-2*time.Hour), now.Add(-time.Hour), "127.0.0.1")
	must(t, err)
	b := start(t, nil)
	for _, key := range append(keys, certified) {
		before := b.config()
		b.SetHostKeys(key)
		if _, err := ssh.Dial("tcp", b.Addr(), before); err == nil {
			t.Error("a changed host key was not noticed")
		}
		b.dial()
	}
	b.SetHostKeys(expired)
	if _, err := ssh.Dial("tcp", b.Addr(), b.config()); err == nil || !strings.Contains(err.Error(), "expired") {
		t.Errorf("an expired certificate: %v", err)
	}
}

func TestLimits(t *testing.T) {
	b := start(t, func(o *sftpsim.Options) { o.MaxConnections, o.MaxSessions = 2, 2 })
	conn := b.dial()
	first, err := sftp.NewClient(conn)
	must(t, err)
	_, err = sftp.NewClient(conn)
	must(t, err)
	if _, err := sftp.NewClient(conn); err == nil {
		t.Error("a third session was opened")
	}
	if _, err := first.Getwd(); err != nil {
		t.Errorf("the connection suffered: %v", err)
	}
	b.dial()
	if _, err := ssh.Dial("tcp", b.Addr(), b.config()); err == nil {
		t.Error("a third connection was opened")
	}
	conn.Close()
	eventually(t, func() bool { return b.Stats().Connections.Open == 1 })
	b.dial()
}

func eventually(t *testing.T, so func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it did not come to pass in 5 s")
		}
	}
}

func TestStatsCountWhatIsOpen(t *testing.T) {
	b := start(t, nil)
	b.write("a.csv", "a")
	conn := b.dial()
	c, err := sftp.NewClient(conn)
	must(t, err)
	one, err := c.Open("a.csv")
	must(t, err)
	two, err := c.Open("a.csv")
	must(t, err)
	must(t, one.Close())
	if h := b.Stats().Handles; h != (sftpsim.Tally{Made: 2, Open: 1, Most: 2}) {
		t.Errorf("handles: %+v", h)
	}
	_, err = c.ReadDir(".")
	must(t, err)
	_ = two
	conn.Close()
	eventually(t, func() bool {
		s := b.Stats()
		return s.Handles.Open == 0 && s.Sessions.Open == 0 && s.Connections == sftpsim.Tally{Made: 1, Most: 1}
	})
	want := sftpsim.Request{Op: sftpsim.OpOpenRead, Path: "/a.csv", User: "clerk", Connection: 1, Session: 1}
	if !slices.Contains(b.Requests(), want) || b.Count(sftpsim.OpClose) != 2 {
		t.Errorf("requests: %+v", b.Requests())
	}
	b.Forget()
	if len(b.Requests())+len(b.Counts()) > 0 {
		t.Error("requests were not forgotten")
	}
}

func TestServerStaysOnLoopback(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:22", "localhost:0", "nonsense"} {
		s, err := sftpsim.Start(sftpsim.Options{
			Addr: addr, Root: t.TempDir(), Users: map[string]sftpsim.User{"clerk": {Password: "secret"}},
		})
		if err == nil {
			s.Close()
			t.Errorf("it listens on %s", addr)
		}
	}
}

func TestBrokenPacketEndsTheSessionAlone(t *testing.T) {
	b := start(t, nil)
	conn := b.dial()
	session, err := conn.NewSession()
	must(t, err)
	in, err := session.StdinPipe()
	must(t, err)
	must(t, session.RequestSubsystem("sftp"))
	_, err = in.Write([]byte{0xff, 0xff, 0xff, 0xff, 1})
	must(t, err)
	_ = session.Wait()
	if _, err := sftp.NewClient(conn); err != nil {
		t.Errorf("the connection suffered: %v", err)
	}
}

func TestCommandsAreRefused(t *testing.T) {
	conn := start(t, nil).dial()
	session, err := conn.NewSession()
	must(t, err)
	if err := session.Run("true"); err == nil {
		t.Error("a command was run")
	}
	if _, err := conn.Dial("tcp", "127.0.0.1:22"); err == nil {
		t.Error("a port was forwarded")
	}
}

// raw is a TCP connection without SSH on it.
func (b *bench) raw() net.Conn {
	b.t.Helper()
	conn, err := net.Dial("tcp", b.Addr())
	must(b.t, err)
	b.t.Cleanup(func() { conn.Close() })
	return conn
}
