package endpoint

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"slices"
	"time"

	"github.com/skeema/knownhosts"
	"golang.org/x/crypto/ssh"
	xknownhosts "golang.org/x/crypto/ssh/knownhosts"
)

// Why a server's key is not accepted.
var (
	ErrHostUnknown = errors.New("the server is not in the known_hosts file")
	ErrHostChanged = errors.New("the server's key is not the one in the known_hosts file: it was changed, or this is another server")
	ErrHostRevoked = errors.New("the server's key is marked as revoked in the known_hosts file")
)

// maxKnownHosts bounds a known_hosts file, in bytes.
const maxKnownHosts = 16 << 20

// trust is what a known_hosts file says of one server.
type trust struct {
	check      ssh.HostKeyCallback
	algorithms []string // of the keys that are known; a server shows the one that we ask for
}

// readTrust reads the file for one address. A server has keys of several types
// and shows one of them, so only types that are known are asked for.
func readTrust(path, address string) (trust, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return trust{}, fmt.Errorf("%w: %w", ErrHostUnknown, err)
	case err != nil:
		return trust{}, fmt.Errorf("read the known_hosts file: %w", err)
	case info.Size() > maxKnownHosts:
		return trust{}, fmt.Errorf("read the known_hosts file %s: it is larger than 16 MiB", path)
	}
	db, err := knownhosts.NewDB(path)
	if err != nil {
		return trust{}, fmt.Errorf("read the known_hosts file: %w", err)
	}
	algorithms := withoutSHA1(db.HostKeyAlgorithms(address))
	if len(algorithms) == 0 {
		return trust{}, fmt.Errorf("%w %s", ErrHostUnknown, path)
	}
	return trust{check: explained(db.HostKeyCallback()), algorithms: algorithms}, nil
}

// withoutSHA1 leaves out signatures that can be forged; the same keys sign with
// SHA-2 as well.
func withoutSHA1(algorithms []string) []string {
	return slices.DeleteFunc(algorithms, func(a string) bool {
		return slices.Contains(ssh.InsecureAlgorithms().HostKeys, a)
	})
}

// explained gives the refusal of a key our own words.
func explained(check ssh.HostKeyCallback) ssh.HostKeyCallback {
	return func(host string, remote net.Addr, key ssh.PublicKey) error {
		err := check(host, remote, key)
		if err == nil {
			return nil
		}
		shown := ssh.FingerprintSHA256(key)
		if _, ok := errors.AsType[*xknownhosts.RevokedError](err); ok {
			return fmt.Errorf("%w (%s %s)", ErrHostRevoked, key.Type(), shown)
		}
		if knownhosts.IsHostUnknown(err) {
			return fmt.Errorf("%w (%s %s)", ErrHostUnknown, key.Type(), shown)
		}
		if knownhosts.IsHostKeyChanged(err) {
			return fmt.Errorf("%w (%s %s)", ErrHostChanged, key.Type(), shown)
		}
		return fmt.Errorf("the server's key is not accepted: %w", err) // such as a certificate that has expired
	}
}

// HostKey is a key that a server showed.
type HostKey struct {
	Type        string // such as ssh-ed25519
	Fingerprint string // SHA256:..., as ssh-keygen -l prints it
	Line        string // for a known_hosts file
	Err         error  // why it is not accepted; nil: known_hosts vouches for it
}

// keyTypes are asked for one by one, the strongest first.
var keyTypes = [...][]string{
	{ssh.KeyAlgoED25519},
	{ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521},
	{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256},
}

// HostKeys asks the server for its keys, a connection each, and breaks off
// before the login. A person compares the fingerprints with what the server's
// administrator says.
func (e *Endpoint) HostKeys(ctx context.Context) ([]HostKey, error) {
	var keys []HostKey
	var last error
	for _, algorithms := range keyTypes {
		key, err := e.hostKey(ctx, algorithms)
		if err != nil {
			last = err
			continue
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("ask %s for its keys: %w", e, last)
	}
	return keys, nil
}

// errSeen ends a handshake whose only purpose was the key.
var errSeen = errors.New("the key was seen")

func (e *Endpoint) hostKey(ctx context.Context, algorithms []string) (found HostKey, err error) {
	var key ssh.PublicKey
	config := &ssh.ClientConfig{
		User: e.o.User, ClientVersion: clientVersion, HostKeyAlgorithms: algorithms,
		HostKeyCallback: func(_ string, _ net.Addr, k ssh.PublicKey) error { key = k; return errSeen },
	}
	conn, err := dialTCP(ctx, e.o.Address, e.pace.dial)
	if err != nil {
		return found, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(e.pace.handshake)); err != nil {
		return found, err
	}
	_, _, _, err = ssh.NewClientConn(conn, e.o.Address, config)
	if key == nil {
		return found, fmt.Errorf("shake hands: %w", err)
	}
	found = HostKey{Type: key.Type(), Fingerprint: ssh.FingerprintSHA256(key), Line: knownhosts.Line([]string{e.o.Address}, key)}
	found.Err = e.vouch(conn.RemoteAddr(), key)
	return found, nil
}

// vouch is what known_hosts says of a key.
func (e *Endpoint) vouch(remote net.Addr, key ssh.PublicKey) error {
	t, err := readTrust(e.o.KnownHosts, e.o.Address)
	if err != nil {
		return err
	}
	return t.check(e.o.Address, remote, key)
}
