package endpoint

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/skeema/knownhosts"
	"golang.org/x/crypto/ssh"
)

// HostKey is a key that a server showed.
type HostKey struct {
	Type        string // such as ssh-ed25519
	Fingerprint string // SHA256:..., as ssh-keygen -l prints it
	Line        string // for a known_hosts file; of a certificate, to trust its authority
	Err         error  // why it is not accepted; nil: known_hosts vouches for it
}

// keyTypes are asked for one by one, the strongest first.
var keyTypes = [...][]string{
	{ssh.KeyAlgoED25519},
	{ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521},
	{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256},
	certificates[:],
}

// HostKeys asks the server for its keys, a connection each, and breaks off
// before the login. A person compares the fingerprints with what the server's
// administrator says.
func (e *Endpoint) HostKeys(ctx context.Context) ([]HostKey, error) {
	var keys []HostKey
	var last error
	for _, algorithms := range keyTypes {
		key, err := e.hostKey(ctx, algorithms)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
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
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	h := handshake{deadline: time.Now().Add(e.pace.handshake)}
	if err := conn.SetDeadline(h.deadline); err != nil {
		return found, err
	}
	_, _, _, err = ssh.NewClientConn(conn, e.o.Address, config)
	if key == nil {
		return found, h.why(err)
	}
	return HostKey{
		Type: key.Type(), Fingerprint: fingerprint(key), Line: e.line(key), Err: e.vouch(conn.RemoteAddr(), key),
	}, nil
}

// line is what makes known_hosts vouch for a key.
func (e *Endpoint) line(key ssh.PublicKey) string {
	if certificate, ok := key.(*ssh.Certificate); ok {
		return "@cert-authority " + knownhosts.Line([]string{e.o.Address}, certificate.SignatureKey)
	}
	return knownhosts.Line([]string{e.o.Address}, key)
}

// vouch is what known_hosts says of a key.
func (e *Endpoint) vouch(remote net.Addr, key ssh.PublicKey) error {
	t, err := readTrust(e.o.KnownHosts, e.o.Address)
	if err != nil {
		return err
	}
	return t.check(remote, key)
}
