package endpoint

import (
	"bytes"
	"crypto"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/youmark/pkcs8"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// Login is what proves to a server who we are: a private key, an agent that
// holds one, a password, or several of these.
type Login struct {
	Key        []byte // OpenSSH or PEM (PKCS#1, SEC 1, PKCS#8); empty: none
	Passphrase []byte // of the key; empty: none
	Password   string // also the answer to a keyboard-interactive prompt; "": none
	Agent      string // path of an ssh-agent's socket; "": none
}

var (
	// errLogin: the server does not let us in, or what proves who we are cannot
	// be used. Trying again soon helps nobody.
	errLogin = errors.New("the login failed")

	errPassphrase = errors.New("the private key has a passphrase: give it as passphrase")
	errLocked     = errors.New("the private key cannot be opened: is the passphrase right?")
	errKeyForm    = errors.New("this is no private key in OpenSSH or PEM form")
	errPuTTY      = errors.New("this is a private key of PuTTY: export it with PuTTYgen as an OpenSSH key")
	errQuestions  = errors.New("the server asks for more than a password")
	errNothing    = errors.New("there is no key and no password, so no way to log in")
	errEmptyAgent = errors.New("the agent has no key, and there is no other way to log in")
)

// methods turns a login into what ssh tries, keys first. Keys of file and agent
// are one method: ssh tries each method once. free ends what the agent took,
// which answers before the deadline or counts as gone.
func (l Login) methods(deadline time.Time) (methods []ssh.AuthMethod, free func(), err error) {
	signers, free, err := l.signers(deadline)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", errLogin, err)
	}
	if len(signers) > 0 {
		methods = append(methods, ssh.PublicKeys(signers...))
	}
	if l.Password != "" {
		methods = append(methods, ssh.Password(l.Password), ssh.KeyboardInteractive(l.answer))
	}
	switch {
	case len(methods) > 0:
		return methods, free, nil
	case l.Agent != "":
		err = errEmptyAgent
	default:
		err = errNothing
	}
	free()
	return nil, nil, fmt.Errorf("%w: %w", errLogin, err)
}

func (l Login) signers(deadline time.Time) (signers []ssh.Signer, free func(), err error) {
	free = func() {}
	if len(l.Key) > 0 {
		signer, err := parseKey(l.Key, l.Passphrase)
		if err != nil {
			return nil, free, err
		}
		signers = append(signers, signer)
	}
	if l.Agent == "" {
		return signers, free, nil
	}
	conn, held, err := reachAgent(l.Agent, deadline)
	if err != nil {
		return nil, free, err
	}
	return append(signers, held...), func() { _ = conn.Close() }, nil
}

// reachAgent tells the keys that an agent holds, and the connection over which
// it signs with them.
func reachAgent(socket string, deadline time.Time) (net.Conn, []ssh.Signer, error) {
	conn, err := net.Dial("unix", socket)
	if err != nil {
		return nil, nil, fmt.Errorf("reach the ssh-agent: %w", err)
	}
	var held []ssh.Signer
	if err = conn.SetDeadline(deadline); err == nil {
		held, err = agent.NewClient(conn).Signers()
	}
	if err != nil {
		_ = conn.Close() // nothing was asked for that could be lost
		return nil, nil, fmt.Errorf("ask the ssh-agent for its keys: %w", err)
	}
	return conn, held, nil
}

// answer gives the password to a prompt that hides what is typed. Two such
// questions are a second factor, which a service has not.
func (l Login) answer(_, _ string, questions []string, echos []bool) ([]string, error) {
	switch {
	case len(questions) == 0:
		return nil, nil
	case len(questions) > 1 || echos[0]:
		return nil, errQuestions
	}
	return []string{l.Password}, nil
}

// parseKey reads a private key. PKCS#8 with a passphrase, which today's OpenSSL
// writes, is the one form that the ssh library does not know.
func parseKey(text, passphrase []byte) (ssh.Signer, error) {
	block, _ := pem.Decode(text)
	switch {
	case bytes.HasPrefix(text, []byte("PuTTY-User-Key-File")):
		return nil, errPuTTY
	case block == nil:
		return nil, errKeyForm
	case block.Type == "ENCRYPTED PRIVATE KEY":
		return parsePKCS8(block.Bytes, passphrase)
	case len(passphrase) > 0 && !plain(block, text):
		signer, err := ssh.ParsePrivateKeyWithPassphrase(text, passphrase)
		if err != nil { // in the older forms a wrong passphrase gives rubbish, which fails in many ways
			return nil, errLocked
		}
		return signer, nil
	}
	signer, err := ssh.ParsePrivateKey(text)
	if _, ok := errors.AsType[*ssh.PassphraseMissingError](err); ok {
		return nil, errPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errKeyForm, err)
	}
	return signer, nil
}

// plain reports a key without a passphrase, for which one that is given anyway
// does no harm.
func plain(block *pem.Block, text []byte) bool {
	if block.Type != "OPENSSH PRIVATE KEY" {
		return !bytes.Contains(text, []byte("ENCRYPTED"))
	}
	_, err := ssh.ParseRawPrivateKey(text)
	return err == nil
}

func parsePKCS8(der, passphrase []byte) (ssh.Signer, error) {
	if len(passphrase) == 0 {
		return nil, errPassphrase
	}
	key, _, err := pkcs8.ParsePrivateKey(der, passphrase)
	if err != nil {
		return nil, errLocked
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, errKeyForm
	}
	return ssh.NewSignerFromSigner(signer)
}
