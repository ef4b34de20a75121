package endpoint

import (
	"crypto/ed25519"
	"net"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// keyOf is a server's key, always the same for the same letter.
func keyOf(f *testing.F, letter byte) ssh.PublicKey {
	f.Helper()
	seed := make([]byte, ed25519.SeedSize)
	seed[0] = letter
	key, err := ssh.NewPublicKey(ed25519.NewKeyFromSeed(seed).Public())
	if err != nil {
		f.Fatal(err)
	}
	return key
}

// FuzzKnownHosts: whatever stands in the file, a server whose key is nowhere in
// it is never accepted, and what cannot be read is an error.
func FuzzKnownHosts(f *testing.F) {
	ours, stranger := keyOf(f, 'a'), keyOf(f, 'b')
	const address = "mft.example.org:2222"
	line := knownhosts.Line([]string{address}, ours)
	for _, seed := range []string{
		line, "# comment\n\n" + line, "@revoked " + line, "@cert-authority " + line, "@cert-authority *.example.org" + line[len("[mft.example.org]:2222"):],
		knownhosts.Line([]string{knownhosts.HashHostname("[mft.example.org]:2222")}, ours), "!" + line + "\n*" + line[1:], "[MFT.example.org]:2222,x ssh-rsa AAAA\n" + line,
		"|1|a|b ssh-ed25519 AAAA\n", "@marker\n", "\x00\xff",
	} {
		f.Add(seed)
	}
	path := filepath.Join(f.TempDir(), "known_hosts")
	remote := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 2222}
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		trusted, err := readTrust(path, address)
		if err != nil {
			return
		}
		if len(trusted.keys) == 0 || len(trusted.algorithms) == 0 {
			t.Fatal("a server that has no key is trusted")
		}
		if trusted.check(remote, stranger) == nil {
			t.Fatal("a key that is not in the file is accepted")
		}
	})
}
