package endpoint

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"slices"
	"strings"
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
	// ErrHostOther: the file knows the server by keys of other types, or by an
	// authority that certifies them. Nothing is wrong as long as the server has
	// those as well: they are what a connection asks for.
	ErrHostOther = errors.New("the known_hosts file knows the server by another key than this")

	errCertificate = errors.New("the server's certificate is not accepted")
	errForgeable   = errors.New("the server signs with SHA-1 alone, which can be forged")
	errNoServerKey = errors.New("the known_hosts file has only keys for the server that no server can use")
)

// isHostKey reports that it is the server's key that is not accepted.
func isHostKey(err error) bool {
	return slices.ContainsFunc([]error{ErrHostUnknown, ErrHostChanged, ErrHostRevoked, ErrHostOther, errCertificate},
		func(kind error) bool { return errors.Is(err, kind) })
}

// maxKnownHosts bounds a known_hosts file, in bytes.
const maxKnownHosts = 16 << 20

// trust is what a known_hosts file says of one server.
type trust struct {
	address    string
	names      []string // the address, in each way in which the file writes it
	judge      ssh.HostKeyCallback
	keys       []knownhosts.PublicKey
	algorithms []string // of the keys that are known; a server shows the one that we ask for
}

// readTrust reads the file for one address. A server has keys of several types
// and shows one of them, so only types that are known are asked for.
func readTrust(path, address string) (trust, error) {
	text, err := readKnownHosts(path)
	if err != nil {
		return trust{}, err
	}
	db, err := knownhosts.NewDB(path)
	if err != nil {
		return trust{}, fmt.Errorf("read the known_hosts file: %w", err)
	}
	t := trust{address: address, names: spellings(text, address), judge: db.HostKeyCallback()}
	for _, name := range t.names {
		t.keys = append(t.keys, db.HostKeys(name)...)
	}
	if len(t.keys) == 0 {
		return trust{}, fmt.Errorf("%w %s", ErrHostUnknown, path)
	}
	for _, key := range t.keys {
		t.ask(algorithms(key))
	}
	if len(t.algorithms) == 0 {
		return trust{}, errNoServerKey // such as one of a hardware token
	}
	return t, nil
}

func readKnownHosts(path string) ([]byte, error) {
	f, err := os.Open(path) // #nosec G304 -- the configuration names the file
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w", ErrHostUnknown, err)
	}
	if err != nil {
		return nil, fmt.Errorf("read the known_hosts file: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxKnownHosts+1))
	if len(text) > maxKnownHosts {
		err = fmt.Errorf("%s is larger than 16 MiB", path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the known_hosts file: %w", err)
	}
	return text, nil
}

// spellings are the ways in which a known_hosts file writes an address.
// OpenSSH takes capital letters for small ones there and the library does not;
// ssh-keyscan writes names as they were typed.
func spellings(text []byte, address string) []string {
	found := []string{address}
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return found
	}
	for line := range bytes.Lines(text) {
		fields := strings.Fields(string(line))
		if len(fields) > 0 && strings.HasPrefix(fields[0], "@") {
			fields = fields[1:]
		}
		if len(fields) == 0 {
			continue
		}
		for name := range strings.SplitSeq(fields[0], ",") {
			host := strings.TrimPrefix(strings.TrimSuffix(name, "]:"+port), "[")
			other := net.JoinHostPort(host, port)
			if strings.EqualFold(name, xknownhosts.Normalize(address)) && !slices.Contains(found, other) {
				found = append(found, other)
			}
		}
	}
	return found
}

// certificates are of every type: an authority's own key says nothing of those
// that it certifies.
var certificates = [...]string{
	ssh.CertAlgoED25519v01,
	ssh.CertAlgoECDSA256v01, ssh.CertAlgoECDSA384v01, ssh.CertAlgoECDSA521v01,
	ssh.CertAlgoRSASHA512v01, ssh.CertAlgoRSASHA256v01,
}

// algorithms are what a server is asked for, to show a key that is known. SHA-1,
// which can be forged, is none.
func algorithms(key knownhosts.PublicKey) []string {
	switch {
	case key.Cert:
		return certificates[:]
	case key.Type() == ssh.KeyAlgoRSA:
		return []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
	case slices.Contains(ssh.SupportedAlgorithms().HostKeys, key.Type()):
		return []string{key.Type()}
	}
	return nil
}

// ask adds what is not asked for yet.
func (t *trust) ask(algorithms []string) {
	for _, a := range algorithms {
		if !slices.Contains(t.algorithms, a) {
			t.algorithms = append(t.algorithms, a)
		}
	}
}

// check tells whether a key is accepted, and if not, why.
func (t *trust) check(remote net.Addr, key ssh.PublicKey) error {
	certificate, certified := key.(*ssh.Certificate)
	var err error
	switch {
	case t.revoked(remote, key):
		err = ErrHostRevoked
	case certified:
		err = t.checkCertificate(remote, certificate)
	case t.knows(key):
	case t.has(key.Type()):
		err = ErrHostChanged
	default:
		err = ErrHostOther
	}
	if err != nil {
		return fmt.Errorf("%w (%s %s)", err, key.Type(), fingerprint(key))
	}
	return nil
}

// knows reports a key that is known as the server's own.
func (t *trust) knows(key ssh.PublicKey) bool {
	return slices.ContainsFunc(t.keys, func(k knownhosts.PublicKey) bool { return !k.Cert && same(k, key) })
}

func same(a, b ssh.PublicKey) bool { return bytes.Equal(a.Marshal(), b.Marshal()) }

// has reports that a plain key of a type is known.
func (t *trust) has(kind string) bool {
	return slices.ContainsFunc(t.keys, func(k knownhosts.PublicKey) bool { return !k.Cert && k.Type() == kind })
}

// revoked reports a key that nobody may use any more, or whose authority may
// not be used.
func (t *trust) revoked(remote net.Addr, key ssh.PublicKey) bool {
	keys := []ssh.PublicKey{key}
	if certificate, ok := key.(*ssh.Certificate); ok {
		keys = []ssh.PublicKey{certificate.Key, certificate.SignatureKey}
	}
	return slices.ContainsFunc(keys, func(k ssh.PublicKey) bool {
		_, revoked := errors.AsType[*xknownhosts.RevokedError](t.judge(t.address, remote, k))
		return revoked
	})
}

// checkCertificate leaves the judgement to the library. The reason is our own:
// the library's words quote the certificate.
func (t *trust) checkCertificate(remote net.Addr, c *ssh.Certificate) error {
	if slices.ContainsFunc(t.names, func(name string) bool { return t.judge(name, remote, c) == nil }) {
		return nil
	}
	now := uint64(time.Now().Unix())
	host, _, _ := net.SplitHostPort(t.address)
	known := func(k knownhosts.PublicKey) bool { return k.Cert && same(k, c.SignatureKey) }
	switch {
	case !slices.ContainsFunc(t.keys, known):
		return fmt.Errorf("%w: its authority is not known", ErrHostChanged)
	case !slices.Contains(c.ValidPrincipals, host):
		return fmt.Errorf("%w: it is for other names than %s", errCertificate, host)
	case now < c.ValidAfter:
		return fmt.Errorf("%w: it is not valid yet", errCertificate)
	case now >= c.ValidBefore:
		return fmt.Errorf("%w: it has expired", errCertificate)
	}
	return errCertificate
}

// negotiation is why server and client have nothing in common. The library's
// words quote the server.
func (t *trust) negotiation(err error) error {
	failed, ok := errors.AsType[*ssh.AlgorithmNegotiationError](err)
	switch {
	case !ok:
		return err
	case failed.What != "host key":
		return fmt.Errorf("shake hands: the server offers no %s that is safe", failed.What)
	case len(t.keys) == 0, t.has(ssh.KeyAlgoRSA) && slices.Contains(failed.RequestedAlgorithms, ssh.KeyAlgoRSA):
		return errForgeable
	}
	return fmt.Errorf("%w (it shows no key of the type that is known)", ErrHostChanged)
}

// fingerprint is as ssh-keygen -l prints it: of a certificate, that of its key.
func fingerprint(key ssh.PublicKey) string {
	if certificate, ok := key.(*ssh.Certificate); ok {
		key = certificate.Key
	}
	return ssh.FingerprintSHA256(key)
}
