package endpoint

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

const (
	clientVersion = "SSH-2.0-lrsdrop"
	// inFlight is how many bytes of one large file are on their way at once.
	inFlight = 2 << 20
	// largePart is what one request asks for where the server tells that it
	// takes packets of that size, as OpenSSH does; any server takes smallFile.
	largePart = 128 << 10
)

// dial connects, checks the server's key, logs in and starts SFTP. told is
// called once when the connection ends later on.
func dial(ctx context.Context, o Options, p pace, told func(*connection, error)) (*connection, error) {
	trust, err := readTrust(o.KnownHosts, o.Address)
	if err != nil {
		return nil, err
	}
	login, err := o.Secrets()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errLogin, err)
	}
	methods, free, err := login.methods(time.Now().Add(p.dial + p.handshake))
	if err != nil {
		return nil, err
	}
	defer free()
	raw, err := dialTCP(ctx, o.Address, p.dial)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = raw.Close() })
	defer stop()
	c := newConnection(o.Timeout, p, told)
	h := handshake{o: o, trust: trust, methods: methods, deadline: time.Now().Add(p.handshake)}
	if err := c.shake(raw, &h); err != nil {
		_ = raw.Close() // it is of no use, and may be closed already
		return nil, err
	}
	return c, nil
}

func dialTCP(ctx context.Context, address string, within time.Duration) (net.Conn, error) {
	d := net.Dialer{Timeout: within}
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return conn, nil
}

// handshake is what leads from a TCP connection to a session.
type handshake struct {
	o        Options
	trust    trust
	methods  []ssh.AuthMethod
	deadline time.Time
	trusted  bool // the server has shown a key that we accept: what follows is the login
}

func (h *handshake) config() *ssh.ClientConfig {
	return &ssh.ClientConfig{
		User: h.o.User, Auth: h.methods, ClientVersion: clientVersion,
		HostKeyAlgorithms: h.trust.algorithms,
		HostKeyCallback: func(_ string, remote net.Addr, key ssh.PublicKey) error {
			err := h.trust.check(remote, key)
			h.trusted = err == nil
			return err
		},
	}
}

// shake makes of a TCP connection a session, within a bounded time.
func (c *connection) shake(raw net.Conn, h *handshake) error {
	if err := raw.SetDeadline(h.deadline); err != nil {
		return err
	}
	conn, channels, requests, err := ssh.NewClientConn(&metered{Conn: raw, heard: &c.heard}, h.o.Address, h.config())
	if err != nil {
		return h.why(err)
	}
	c.ssh = ssh.NewClient(conn, channels, requests)
	if err := c.startSFTP(); err != nil {
		_ = c.ssh.Close()
		return h.orSilent("start SFTP", err)
	}
	c.answered.Store(time.Now().UnixNano())
	go c.await()
	return raw.SetDeadline(time.Time{})
}

// orSilent says of an error after the deadline that it was the silence: the
// library tells nothing better.
func (h *handshake) orSilent(doing string, err error) error {
	if !time.Now().Before(h.deadline) {
		err = errSilent
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// why tells what ended a handshake. The library has hardly any errors of its
// own, and some quote the server. Whatever breaks a login off counts as a login
// that was refused: to try it again soon may lock the account.
func (h *handshake) why(err error) error {
	_, noAlgorithm := errors.AsType[*ssh.AlgorithmNegotiationError](err)
	switch {
	case isHostKey(err):
		return err
	case noAlgorithm:
		return h.trust.negotiation(err)
	case isTimeout(err), !time.Now().Before(h.deadline):
		return fmt.Errorf("shake hands: %w", errSilent)
	case !h.trusted:
		return fmt.Errorf("shake hands: %w", plainly(err))
	case errors.Is(err, errQuestions):
		return fmt.Errorf("%w: %w", errLogin, errQuestions)
	case strings.Contains(err.Error(), "unable to authenticate"):
		return fmt.Errorf("%w: the server takes none of the keys and passwords that it was offered", errLogin)
	}
	return fmt.Errorf("%w: the server broke off the login", errLogin)
}

// plainly is an error without words of the server, which stand in what it says
// when it breaks off.
func plainly(err error) error {
	if strings.Contains(err.Error(), "ssh: disconnect") {
		return errLost
	}
	return err
}

func (c *connection) startSFTP() error {
	session, err := c.ssh.NewSession()
	if _, refused := errors.AsType[*ssh.OpenChannelError](err); refused {
		return errors.New("the server opens no session for this login")
	}
	if err != nil {
		return errLost
	}
	in, err := session.StdinPipe()
	if err != nil {
		return err
	}
	out, err := session.StdoutPipe()
	if err != nil {
		return err
	}
	if err := session.RequestSubsystem("sftp"); err != nil {
		return errors.New("the server does not offer it to this login")
	}
	c.tap = newTap(out)
	c.client, err = sftp.NewClientPipe(c.tap, in, sftp.UseConcurrentWrites(true), sftp.UseFstat(true))
	if err != nil {
		return err
	}
	if c.part = smallFile; c.offers(extLimits) {
		c.part = largePart
	}
	return sftp.MaxPacketUnchecked(int(c.part))(c.client)
}
