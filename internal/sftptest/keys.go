package sftptest

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"lrsdrop/internal/needs"
)

// Key is a private key in a file that nobody else may read.
type Key struct {
	File   string
	Public ssh.PublicKey
}

// OpenSSHKey makes an ed25519 key in OpenSSH's format, encrypted unless the
// passphrase is empty. An encrypted one needs ssh-keygen.
func OpenSSHKey(t testing.TB, passphrase string) *Key {
	t.Helper()
	if passphrase != "" {
		return keygen(t, passphrase, "-t", "ed25519", "-a", "1") // one round, to be quick
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	return &Key{File: writeKey(t, t.TempDir(), "id_ed25519", private), Public: public(t, private)}
}

// PEMKey makes an RSA key in PKCS#1, encrypted in the old way (DEK-Info) unless
// the passphrase is empty. It needs ssh-keygen.
func PEMKey(t testing.TB, passphrase string) *Key {
	t.Helper()
	return keygen(t, passphrase, "-t", "rsa", "-b", "2048", "-m", "PEM")
}

// PKCS8Key makes an RSA key in PKCS#8, encrypted unless the passphrase is
// empty. It needs ssh-keygen.
func PKCS8Key(t testing.TB, passphrase string) *Key {
	t.Helper()
	return keygen(t, passphrase, "-t", "rsa", "-b", "2048", "-m", "PKCS8")
}

func keygen(t testing.TB, passphrase string, kind ...string) *Key {
	t.Helper()
	program := needs.Program(t, "ssh-keygen", "openssh-client")
	file := filepath.Join(t.TempDir(), "id")
	out, err := exec.Command(program, append(kind, "-q", "-N", passphrase, "-f", file)...).CombinedOutput()
	if err != nil {
		t.Fatalf("ssh-keygen: %v\n%s", err, out)
	}
	text, err := os.ReadFile(file + ".pub")
	must(t, err)
	key, _, _, _, err := ssh.ParseAuthorizedKey(text)
	must(t, err)
	return &Key{File: file, Public: key}
}

func public(t testing.TB, private crypto.Signer) ssh.PublicKey {
	t.Helper()
	key, err := ssh.NewPublicKey(private.Public())
	must(t, err)
	return key
}

// writeKey writes a private key in OpenSSH's format and tells where.
func writeKey(t testing.TB, dir, name string, private crypto.Signer) string {
	t.Helper()
	block, err := ssh.MarshalPrivateKey(private, "made for a test")
	must(t, err)
	file := filepath.Join(dir, name)
	must(t, os.WriteFile(file, pem.EncodeToMemory(block), 0o600))
	return file
}

// rsaHostKey is made once: it takes its time.
var rsaHostKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// hostKeys makes a host key of each kind. The RSA key of a test program is
// always the same, so a server that changes its keys leaves it out.
func hostKeys(t testing.TB, withRSA bool) []crypto.Signer {
	t.Helper()
	_, first, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	second, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	if !withRSA {
		return []crypto.Signer{first, second}
	}
	third, err := rsaHostKey()
	must(t, err)
	return []crypto.Signer{first, second, third}
}

// writeHostKeys writes them where a real server reads them.
func writeHostKeys(t testing.TB, dir string, keys []crypto.Signer) (files []string) {
	t.Helper()
	for i, key := range keys {
		files = append(files, writeKey(t, dir, "host_key_"+string(rune('a'+i)), key))
	}
	return files
}

// trust writes a known_hosts file with these keys.
func trust(t testing.TB, addr string, keys []crypto.Signer) string {
	t.Helper()
	var lines bytes.Buffer
	for _, key := range keys {
		lines.WriteString(knownhosts.Line([]string{addr}, public(t, key)) + "\n")
	}
	return writeText(t, t.TempDir(), "known_hosts", lines.String())
}

func writeText(t testing.TB, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, name)
	must(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func authorizedKeys(keys []ssh.PublicKey) string {
	var lines bytes.Buffer
	for _, key := range keys {
		lines.Write(ssh.MarshalAuthorizedKey(key))
	}
	return lines.String()
}
