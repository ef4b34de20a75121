package endpoint_test

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/needs"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

func line(address string, key ssh.PublicKey) string { return knownhosts.Line([]string{address}, key) }

func newKey(t testing.TB, kind sftpsim.KeyKind) ssh.Signer {
	t.Helper()
	key, err := sftpsim.NewKey(kind)
	must(t, err)
	return key
}

// trusting is an endpoint for a server, with another known_hosts file.
func trusting(t *testing.T, s *sftptest.Server, lines ...string) *endpoint.Endpoint {
	t.Helper()
	o := options(t, s)
	o.KnownHosts = knownHosts(t, lines...)
	return open(t, o)
}

func knownHosts(t *testing.T, lines ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "known_hosts")
	write(t, file, []byte(strings.Join(lines, "\n")+"\n"))
	return file
}

// at localhost the server has a name, with letters.
func atLocalhost(t *testing.T, s *sftptest.Server, lines func(host string) []string) *endpoint.Endpoint {
	t.Helper()
	o := options(t, s)
	_, port, err := net.SplitHostPort(s.Addr)
	must(t, err)
	o.Address = "localhost:" + port
	o.KnownHosts = knownHosts(t, lines(port)...)
	return open(t, o)
}

func TestEveryWayOfWritingAHostIsUnderstood(t *testing.T) {
	key := newKey(t, sftpsim.Ed25519)
	s := sftptest.Simulated(t, sftpsim.Options{HostKeys: []ssh.Signer{key}})
	encoded := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key.PublicKey())))
	for name, host := range map[string]func(port string) string{
		"plain":             func(port string) string { return "[localhost]:" + port },
		"hashed":            func(port string) string { return knownhosts.HashHostname("[localhost]:" + port) },
		"among others":      func(port string) string { return "example.org,[localhost]:" + port + ",[127.0.0.1]:" + port },
		"capital letters":   func(port string) string { return "[LocalHost]:" + port },
		"capitals, further": func(port string) string { return "MFT.example.org,[LOCALHOST]:" + port },
		"pattern":           func(port string) string { return "[local*]:" + port },
		"every host":        func(string) string { return "*" },
	} {
		e := atLocalhost(t, s, func(port string) []string { return []string{"# a comment", "", host(port) + " " + encoded} })
		if err := e.Up(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnlyAKnownTypeOfKeyIsAskedFor(t *testing.T) {
	kinds := []sftpsim.KeyKind{sftpsim.Ed25519, sftpsim.ECDSA, sftpsim.RSA}
	var keys []ssh.Signer
	for _, kind := range kinds {
		keys = append(keys, newKey(t, kind))
	}
	s := sftptest.Simulated(t, sftpsim.Options{HostKeys: keys})
	for i, kind := range kinds {
		if err := trusting(t, s, line(s.Addr, keys[i].PublicKey())).Up(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	stranger := newKey(t, sftpsim.ECDSA)
	err := trusting(t, s, line(s.Addr, keys[0].PublicKey()), line(s.Addr, stranger.PublicKey())).Up()
	must(t, err) // it is asked for the first, which is right
}

func TestTheRealServersAreKnownByEachTypeOfKey(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		for entry := range strings.Lines(string(read(t, s.KnownHosts))) {
			if err := trusting(t, s, entry).Up(); err != nil {
				t.Errorf("%s: %v", entry, err)
			}
		}
	})
}

// certified is a server that shows a certificate, with the line that trusts its
// authority.
func certified(t *testing.T, host, authority sftpsim.KeyKind, from, until time.Time, names ...string) (*sftptest.Server, string, ssh.Signer) {
	t.Helper()
	ca, key := newKey(t, authority), newKey(t, host)
	certificate, err := sftpsim.HostCertificate(key, ca, from, until, names...)
	must(t, err)
	s := sftptest.Simulated(t, sftpsim.Options{HostKeys: []ssh.Signer{certificate, key}})
	return s, "@cert-authority " + line(s.Addr, ca.PublicKey()), key
}

func hours(n int) time.Time { return time.Now().Add(time.Duration(n) * time.Hour) }

func TestAnAuthorityVouchesForEveryTypeOfKey(t *testing.T) {
	for _, c := range []struct{ host, authority sftpsim.KeyKind }{
		{sftpsim.Ed25519, sftpsim.Ed25519}, {sftpsim.Ed25519, sftpsim.RSA}, {sftpsim.RSA, sftpsim.ECDSA}, {sftpsim.ECDSA, sftpsim.Ed25519},
	} {
		s, known, _ := certified(t, c.host, c.authority, hours(-1), hours(1), "127.0.0.1")
		if err := trusting(t, s, known).Up(); err != nil {
			t.Errorf("a key of %s, certified by one of %s: %v", c.host, c.authority, err)
		}
	}
}

func TestF25_ACertificateThatIsNotInOrderIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		from, until time.Time
		name        string
		words       string
	}{
		"expired":     {hours(-2), hours(-1), "127.0.0.1", "has expired"},
		"not yet":     {hours(1), hours(2), "127.0.0.1", "is not valid yet"},
		"other names": {hours(-1), hours(1), "mft.example.org", "other names than 127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			s, known, _ := certified(t, sftpsim.Ed25519, sftpsim.Ed25519, c.from, c.until, c.name)
			err := trusting(t, s, known).Up()
			says(t, err, "certificate is not accepted: ")
			says(t, err, c.words)
		})
	}
	s, _, _ := certified(t, sftpsim.Ed25519, sftpsim.Ed25519, hours(-1), hours(1), "127.0.0.1")
	other := newKey(t, sftpsim.Ed25519).PublicKey()
	err := trusting(t, s, "@cert-authority "+line(s.Addr, other)).Up()
	is(t, err, endpoint.ErrHostChanged)
	says(t, err, "authority is not known")
}

func TestF25_AnAuthorityIsNotTheServerItself(t *testing.T) {
	key := newKey(t, sftpsim.Ed25519)
	s := sftptest.Simulated(t, sftpsim.Options{HostKeys: []ssh.Signer{key}})
	is(t, trusting(t, s, "@cert-authority "+line(s.Addr, key.PublicKey())).Up(), endpoint.ErrHostChanged)
}

func TestF25_ARevokedKeyIsRefused(t *testing.T) {
	key := newKey(t, sftpsim.Ed25519)
	s := sftptest.Simulated(t, sftpsim.Options{HostKeys: []ssh.Signer{key}})
	known := line(s.Addr, key.PublicKey())
	is(t, trusting(t, s, known, "@revoked "+known).Up(), endpoint.ErrHostRevoked)
	is(t, trusting(t, s, "@revoked "+known).Up(), endpoint.ErrHostUnknown)

	s, trusted, key := certified(t, sftpsim.Ed25519, sftpsim.Ed25519, hours(-1), hours(1), "127.0.0.1")
	is(t, trusting(t, s, trusted, "@revoked "+line("*", key.PublicKey())).Up(), endpoint.ErrHostRevoked)
	revoked := strings.Replace(trusted, "@cert-authority", "@revoked", 1)
	is(t, trusting(t, s, trusted, revoked).Up(), endpoint.ErrHostRevoked)
}

func TestAKnownHostsFileThatIsOfNoUseSaysWhy(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{})
	stranger := line("mft.example.org:22", newKey(t, sftpsim.Ed25519).PublicKey())
	for name, c := range map[string]struct {
		file  string
		kind  error
		words string
	}{
		"missing":  {filepath.Join(t.TempDir(), "none"), endpoint.ErrHostUnknown, "none"},
		"empty":    {knownHosts(t), endpoint.ErrHostUnknown, "known_hosts"},
		"other":    {knownHosts(t, stranger), endpoint.ErrHostUnknown, "known_hosts"},
		"garbage":  {knownHosts(t, "what is this"), endpoint.ErrDown, "line 1"},
		"binary":   {knownHosts(t, string(random(200_000))), endpoint.ErrDown, "known_hosts"},
		"a folder": {t.TempDir(), endpoint.ErrDown, "known_hosts"},
		"too old":  {knownHosts(t, "[127.0.0.1]:22 ssh-dss AAAAB3NzaC1kc3MAAAAA"), endpoint.ErrDown, "ssh-dss"},
	} {
		o := options(t, s)
		o.KnownHosts = c.file
		err := open(t, o).Up()
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := s.Sim.Stats().Connections.Made; n > 0 {
		t.Errorf("%d connections to a server that cannot be known", n)
	}
}

func TestF25_AChangedHostKeyIsNeverAccepted(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		e := open(t, options(t, s))
		must(t, e.Up())
		s.ChangeHostKeys()
		eventually(t, "the old connection is gone", func() bool { return e.Health().ConnectedSince.IsZero() })
		eventually(t, "the new key is refused", func() bool { return errors.Is(e.Up(), endpoint.ErrHostChanged) })
		for range 5 {
			err := e.Up()
			is(t, err, endpoint.ErrDown)
			is(t, err, endpoint.ErrHostChanged)
			time.Sleep(20 * time.Millisecond)
		}
		is(t, e.Health().LastError, endpoint.ErrHostChanged)
		keys, err := e.HostKeys(t.Context())
		must(t, err)
		var lines []string
		for _, k := range keys {
			lines = append(lines, k.Line)
			if k.Type == ssh.KeyAlgoED25519 {
				is(t, k.Err, endpoint.ErrHostChanged)
			}
		}
		write(t, s.KnownHosts, []byte(strings.Join(lines, "\n")))
		answers(t, e) // without a restart
	})
}

func TestF25_AServerWithoutItsOldTypeOfKeyHasChanged(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{HostKeys: []ssh.Signer{newKey(t, sftpsim.ECDSA)}})
	err := trusting(t, s, line(s.Addr, newKey(t, sftpsim.Ed25519).PublicKey())).Up()
	is(t, err, endpoint.ErrHostChanged)
	says(t, err, "no key of the type that is known")
}

func TestAServerThatSignsWithSHA1AloneIsRefused(t *testing.T) {
	key, ok := newKey(t, sftpsim.RSA).(ssh.AlgorithmSigner)
	if !ok {
		t.Fatal("an RSA key signs in several ways")
	}
	old, err := ssh.NewSignerWithAlgorithms(key, []string{ssh.KeyAlgoRSA})
	must(t, err)
	s := sftptest.Simulated(t, sftpsim.Options{HostKeys: []ssh.Signer{old}})
	e := trusting(t, s, line(s.Addr, key.PublicKey()))
	says(t, e.Up(), "SHA-1")
	_, err = e.HostKeys(t.Context())
	says(t, err, "SHA-1")
}

func TestTheKeysOfAServerAreListed(t *testing.T) {
	t.Parallel()
	keygen := needs.Program(t, "ssh-keygen", "openssh-client")
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		keys, err := open(t, options(t, s)).HostKeys(t.Context())
		must(t, err)
		known := strings.Count(string(read(t, s.KnownHosts)), "\n")
		if len(keys) != known {
			t.Errorf("%d keys, %d are known", len(keys), known)
		}
		for _, k := range keys {
			if k.Err != nil || !strings.Contains(string(read(t, s.KnownHosts)), k.Line) {
				t.Errorf("%+v", k)
			}
			file := filepath.Join(t.TempDir(), "line")
			write(t, file, []byte(k.Line+"\n"))
			out, err := exec.CommandContext(t.Context(), keygen, "-lf", file).CombinedOutput()
			if err != nil || !strings.Contains(string(out), k.Fingerprint) {
				t.Errorf("%s is not in %s, %v", k.Fingerprint, out, err)
			}
			must(t, trusting(t, s, k.Line).Up())
		}
	})
}

func TestKeysOfAnUnknownServerAreListed(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{})
	o := options(t, s)
	o.KnownHosts = filepath.Join(t.TempDir(), "none")
	e := open(t, o)
	is(t, e.Up(), endpoint.ErrHostUnknown)
	keys, err := e.HostKeys(t.Context())
	must(t, err)
	is(t, keys[0].Err, endpoint.ErrHostUnknown)
	write(t, o.KnownHosts, []byte(keys[0].Line))
	answers(t, e)
}

// A key that known_hosts does not need must not read as if it had changed.
func TestFurtherKeysOfAKnownServerDoNotAlarm(t *testing.T) {
	s, authority, plain := certified(t, sftpsim.Ed25519, sftpsim.RSA, hours(-1), hours(1), "127.0.0.1")
	keys, err := trusting(t, s, authority).HostKeys(t.Context())
	must(t, err)
	kinds := map[string]endpoint.HostKey{}
	for _, k := range keys {
		kinds[k.Type] = k
	}
	certificate := kinds[ssh.CertAlgoED25519v01]
	if len(kinds) != 2 || certificate.Err != nil || certificate.Line != authority {
		t.Errorf("%+v", keys)
	}
	if certificate.Fingerprint != ssh.FingerprintSHA256(plain.PublicKey()) {
		t.Error("ssh-keygen -l prints the fingerprint of the key in the certificate")
	}
	is(t, kinds[ssh.KeyAlgoED25519].Err, endpoint.ErrHostOther)

	two := []ssh.Signer{newKey(t, sftpsim.Ed25519), newKey(t, sftpsim.ECDSA)}
	s = sftptest.Simulated(t, sftpsim.Options{HostKeys: two})
	keys, err = trusting(t, s, line(s.Addr, two[0].PublicKey())).HostKeys(t.Context())
	must(t, err)
	i := slices.IndexFunc(keys, func(k endpoint.HostKey) bool { return k.Type == ssh.KeyAlgoECDSA256 })
	is(t, keys[i].Err, endpoint.ErrHostOther)
}

func TestTheLookAtKeysEndsWithItsContext(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	s.Freeze()
	defer s.Thaw()
	ctx, cancel := cancelled(t, 50*time.Millisecond)
	defer cancel()
	within(t, 2*time.Second, "the look at keys", func() {
		_, err := e.HostKeys(ctx)
		is(t, err, errEnough)
	})
}

func TestHostKeysAreSafeToShowWhenTheFileIsGone(t *testing.T) {
	s, e := simulated(t, sftpsim.Options{})
	must(t, os.Remove(s.KnownHosts))
	keys, err := e.HostKeys(t.Context())
	must(t, err)
	is(t, keys[0].Err, endpoint.ErrHostUnknown)
}
