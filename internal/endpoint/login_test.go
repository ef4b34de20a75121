package endpoint_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/needs"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

const passphrase = "a passphrase that nobody may read"

// keyForm is a private key as it stands in a file.
type keyForm struct {
	text   []byte
	public ssh.PublicKey
}

var (
	formsOnce sync.Once
	forms     map[string]keyForm
)

// keyForms are the forms in which private keys come. They are made once: RSA
// takes its time.
func keyForms(t *testing.T) map[string]keyForm {
	formsOnce.Do(func() {
		forms = map[string]keyForm{}
		for name, k := range map[string]*sftptest.Key{
			"OpenSSH":           sftptest.OpenSSHKey(t, ""),
			"OpenSSH encrypted": sftptest.OpenSSHKey(t, passphrase),
			"PEM":               sftptest.PEMKey(t, ""),
			"PEM encrypted":     sftptest.PEMKey(t, passphrase),
			"PKCS8":             sftptest.PKCS8Key(t, ""),
			"PKCS8 encrypted":   sftptest.PKCS8Key(t, passphrase),
		} {
			forms[name] = keyForm{read(t, k.File), k.Public}
		}
	})
	return forms
}

func public(keys map[string]keyForm) (all []ssh.PublicKey) {
	for _, k := range keys {
		all = append(all, k.public)
	}
	return all
}

func TestEveryFormOfKeyLogsInAtEveryServer(t *testing.T) {
	t.Parallel()
	keys := keyForms(t)
	together(t, map[string]func(*testing.T){
		"in-process": func(t *testing.T) {
			clerk := map[string]sftpsim.User{"clerk": {Keys: public(keys)}}
			logInWithEach(t, sftptest.Simulated(t, sftpsim.Options{Users: clerk}), keys)
		},
		"openssh": func(t *testing.T) { logInWithEach(t, sftptest.OpenSSH(t, sftptest.Accept(public(keys)...)), keys) },
		"proftpd": func(t *testing.T) { logInWithEach(t, sftptest.ProFTPD(t, sftptest.Accept(public(keys)...)), keys) },
	})
}

func logInWithEach(t *testing.T, s *sftptest.Server, keys map[string]keyForm) {
	for form, key := range keys {
		o := options(t, s)
		o.Secrets = login(endpoint.Login{Key: key.text, Passphrase: []byte(passphrase)}) // to be ignored without need
		if err := open(t, o).Up(); err != nil {
			t.Errorf("%s: %v", form, err)
		}
	}
}

func TestAKeyThatCannotBeReadSaysWhy(t *testing.T) {
	keys := keyForms(t)
	of := func(form string) []byte { return keys[form].text }
	for name, c := range map[string]struct {
		login endpoint.Login
		words string
	}{
		"no passphrase for OpenSSH":    {endpoint.Login{Key: of("OpenSSH encrypted")}, "has a passphrase"},
		"no passphrase for PEM":        {endpoint.Login{Key: of("PEM encrypted")}, "has a passphrase"},
		"no passphrase for PKCS8":      {endpoint.Login{Key: of("PKCS8 encrypted")}, "has a passphrase"},
		"wrong passphrase for OpenSSH": {endpoint.Login{Key: of("OpenSSH encrypted"), Passphrase: []byte("wr0ng")}, "is the passphrase right?"},
		"wrong passphrase for PEM":     {endpoint.Login{Key: of("PEM encrypted"), Passphrase: []byte("wr0ng")}, "is the passphrase right?"},
		"wrong passphrase for PKCS8":   {endpoint.Login{Key: of("PKCS8 encrypted"), Passphrase: []byte("wr0ng")}, "is the passphrase right?"},
		"public key":                   {endpoint.Login{Key: ssh.MarshalAuthorizedKey(keys["PEM"].public)}, "no private key"},
		"broken":                       {endpoint.Login{Key: of("OpenSSH")[:200]}, "no private key"},
		"of PuTTY":                     {endpoint.Login{Key: []byte("PuTTY-User-Key-File-3: ssh-ed25519\n")}, "PuTTYgen"},
		"nothing at all":               {endpoint.Login{}, "no way to log in"},
	} {
		s := endpoint.Options{Address: "127.0.0.1:1", User: "clerk", Secrets: login(c.login), KnownHosts: knownHostsFor(t, "127.0.0.1:1")}
		err := open(t, s).Up()
		is(t, err, endpoint.ErrLogin)
		if !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
		tellsNoSecret(t, err, c.login)
	}
}

func tellsNoSecret(t *testing.T, err error, l endpoint.Login) {
	t.Helper()
	secrets := []string{l.Password, string(l.Passphrase), passphrase}
	for line := range strings.Lines(string(l.Key)) {
		if !strings.HasPrefix(line, "-----") {
			secrets = append(secrets, strings.TrimSpace(line))
		}
	}
	for _, s := range secrets {
		if len(s) > 4 && strings.Contains(err.Error(), s) {
			t.Errorf("%q stands in %q", s, err)
		}
	}
}

// knownHostsFor trusts a key that nobody has at the address.
func knownHostsFor(t *testing.T, address string) string {
	t.Helper()
	key, err := sftpsim.NewKey(sftpsim.Ed25519)
	must(t, err)
	file := filepath.Join(t.TempDir(), "known_hosts")
	write(t, file, []byte(line(address, key.PublicKey())+"\n"))
	return file
}

func TestAPasswordLogsIn(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		o := options(t, s)
		password := s.Password
		if password == "" { // sshd would ask the machine for it
			password = "secret4you"
		}
		for _, p := range []string{password, "wr0ng-passw0rd"} {
			o.Secrets = login(endpoint.Login{Password: p})
			err := open(t, o).Up()
			if p == s.Password {
				must(t, err)
				continue
			}
			is(t, err, endpoint.ErrLogin)
			says(t, err, "none of the keys and passwords")
			tellsNoSecret(t, err, endpoint.Login{Password: p})
		}
	})
}

func asking(questions ...sftpsim.Question) sftpsim.Options {
	return sftpsim.Options{Users: map[string]sftpsim.User{"clerk": {Questions: questions}}}
}

func TestAHiddenQuestionIsAnsweredWithThePassword(t *testing.T) {
	s := sftptest.Simulated(t, asking(sftpsim.Question{Prompt: "Password: ", Answer: "secret4you"}))
	o := options(t, s)
	o.Secrets = login(endpoint.Login{Password: "secret4you"})
	must(t, open(t, o).Up())
	o.Secrets = login(endpoint.Login{Password: "wr0ng-passw0rd"})
	is(t, open(t, o).Up(), endpoint.ErrLogin)
}

func TestOtherQuestionsAreNotAnswered(t *testing.T) {
	hidden := sftpsim.Question{Prompt: "Password: ", Answer: "secret4you"}
	for name, questions := range map[string][]sftpsim.Question{
		"shown":        {{Prompt: "Your name: ", Answer: "secret4you", Echo: true}},
		"two":          {hidden, {Prompt: "Code: ", Answer: "secret4you"}},
		"second shown": {hidden, {Prompt: "Code: ", Answer: "secret4you", Echo: true}},
	} {
		t.Run(name, func(t *testing.T) {
			s := sftptest.Simulated(t, asking(questions...))
			o := options(t, s)
			o.Secrets = login(endpoint.Login{Password: "secret4you"})
			err := open(t, o).Up()
			is(t, err, endpoint.ErrLogin)
			says(t, err, "asks for more than a password")
		})
	}
}

func TestAKeyThatTheServerDoesNotKnowIsRefused(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		o := options(t, s)
		key := endpoint.Login{Key: read(t, sftptest.OpenSSHKey(t, "").File)}
		o.Secrets = login(key)
		e := open(t, o)
		err := e.Up()
		is(t, err, endpoint.ErrDown)
		is(t, err, endpoint.ErrLogin)
		says(t, err, "none of the keys and passwords")
		tellsNoSecret(t, err, key)
	})
}

func TestSecretsThatCannotBeReadAreALoginThatFailed(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{})
	o, gone := options(t, s), errors.New("the file is gone")
	o.Secrets = func() (endpoint.Login, error) { return endpoint.Login{}, gone }
	err := open(t, o).Up()
	is(t, err, endpoint.ErrLogin)
	is(t, err, gone)
}

// anAgent serves an agent that holds the given keys.
func anAgent(t *testing.T, keys ...any) string {
	t.Helper()
	ring := agent.NewKeyring()
	for _, k := range keys {
		must(t, ring.Add(agent.AddedKey{PrivateKey: k}))
	}
	return socket(t, func(c net.Conn) { _ = agent.ServeAgent(ring, c) })
}

// socket serves each connection to a Unix socket.
func socket(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "agent") // a socket's path must be short
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serve(c)
			}()
		}
	}()
	return l.Addr().String()
}

func TestAnAgentLogsIn(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{})
	key, err := ssh.ParseRawPrivateKey(read(t, s.Key))
	must(t, err)
	_, other, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	o := options(t, s)
	o.Secrets = login(endpoint.Login{Agent: anAgent(t, other, key)})
	must(t, open(t, o).Up())
	o.Secrets = login(endpoint.Login{Agent: anAgent(t, other)})
	is(t, open(t, o).Up(), endpoint.ErrLogin)
	o.Secrets = login(endpoint.Login{Agent: anAgent(t)})
	says(t, open(t, o).Up(), "the agent has no key")
	o.Secrets = login(endpoint.Login{Agent: filepath.Join(t.TempDir(), "none")})
	says(t, open(t, o).Up(), "reach the ssh-agent")
}

func TestTheAgentOfOpenSSHLogsIn(t *testing.T) {
	program, add := needs.Program(t, "ssh-agent", "openssh-client"), needs.Program(t, "ssh-add", "openssh-client")
	dir, err := os.MkdirTemp("", "agent")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	at := filepath.Join(dir, "s")
	run := exec.CommandContext(t.Context(), program, "-D", "-a", at)
	must(t, run.Start())
	t.Cleanup(func() { _ = run.Process.Kill(); _ = run.Wait() })
	eventually(t, "the agent listens", func() bool { _, err := os.Stat(at); return err == nil })
	s := sftptest.Simulated(t, sftpsim.Options{})
	adding := exec.CommandContext(t.Context(), add, s.Key)
	adding.Env = append(os.Environ(), "SSH_AUTH_SOCK="+at)
	if out, err := adding.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	o := options(t, s)
	o.Secrets = login(endpoint.Login{Agent: at})
	must(t, open(t, o).Up())
}

func TestAnAgentThatDoesNotAnswerEndsTheAttempt(t *testing.T) {
	t.Parallel()
	s := sftptest.Simulated(t, sftpsim.Options{})
	o := options(t, s)
	o.Secrets = login(endpoint.Login{Agent: socket(t, func(c net.Conn) { time.Sleep(3 * time.Second) })})
	e := open(t, o)
	e.Within(300 * time.Millisecond)
	within(t, 2*time.Second, "an agent that hangs", func() { is(t, e.Up(), endpoint.ErrLogin) })
}

// aServer is an SSH server of a test's own: it does what the stand-in cannot.
func aServer(t *testing.T, config *ssh.ServerConfig, then func(*ssh.ServerConn, <-chan ssh.NewChannel)) (o endpoint.Options) {
	t.Helper()
	key, err := sftpsim.NewKey(sftpsim.Ed25519)
	must(t, err)
	config.AddHostKey(key)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	go func() {
		for {
			raw, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer raw.Close()
				conn, channels, requests, err := ssh.NewServerConn(raw, config)
				if err == nil {
					go ssh.DiscardRequests(requests)
					then(conn, channels)
				}
			}()
		}
	}()
	o = endpoint.Options{Address: l.Addr().String(), User: "clerk", KnownHosts: filepath.Join(t.TempDir(), "known_hosts")}
	write(t, o.KnownHosts, []byte(line(o.Address, key.PublicKey())+"\n"))
	return o
}

func TestAServerMayWantAKeyAndAPassword(t *testing.T) {
	withPassword := ssh.ServerAuthCallbacks{PasswordCallback: func(_ ssh.ConnMetadata, p []byte) (*ssh.Permissions, error) {
		if string(p) == "secret4you" {
			return nil, nil
		}
		return nil, errors.New("no")
	}}
	in := make(chan string, 1)
	o := aServer(t, &ssh.ServerConfig{PublicKeyCallback: func(ssh.ConnMetadata, ssh.PublicKey) (*ssh.Permissions, error) {
		return nil, &ssh.PartialSuccessError{Next: withPassword}
	}}, func(c *ssh.ServerConn, _ <-chan ssh.NewChannel) { in <- c.User() })
	o.Secrets = login(endpoint.Login{Key: read(t, sftptest.OpenSSHKey(t, "").File), Password: "secret4you"})
	err := open(t, o).Up() // it has no SFTP
	if errors.Is(err, endpoint.ErrLogin) || <-in != "clerk" {
		t.Fatal(err)
	}
	o.Secrets = login(endpoint.Login{Key: read(t, sftptest.OpenSSHKey(t, "").File)})
	is(t, open(t, o).Up(), endpoint.ErrLogin)
}

func TestAServerThatBreaksOffTheLoginIsNotAskedAgainSoon(t *testing.T) {
	o := aServer(t, &ssh.ServerConfig{MaxAuthTries: 2, PublicKeyCallback: func(ssh.ConnMetadata, ssh.PublicKey) (*ssh.Permissions, error) {
		return nil, errors.New("no")
	}}, nil)
	var keys []any
	for range 5 {
		_, key, err := ed25519.GenerateKey(rand.Reader)
		must(t, err)
		keys = append(keys, key)
	}
	o.Secrets = login(endpoint.Login{Agent: anAgent(t, keys...)})
	err := open(t, o).Up()
	is(t, err, endpoint.ErrLogin)
	says(t, err, "broke off the login")
	if strings.Contains(err.Error(), "too many") {
		t.Errorf("words of the server stand in %q", err)
	}
}

func TestPKCS8OfOtherProgramsIsRead(t *testing.T) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	signer, err := ssh.NewSignerFromKey(key)
	must(t, err)
	s := sftptest.Simulated(t, sftpsim.Options{Users: map[string]sftpsim.User{"clerk": {Keys: []ssh.PublicKey{signer.PublicKey()}}}})
	o := options(t, s)
	o.Secrets = login(endpoint.Login{Key: text})
	must(t, open(t, o).Up())
}
