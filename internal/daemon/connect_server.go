package daemon

import (
	"errors"
	"fmt"

	"lrsdrop/internal/config"
	"lrsdrop/internal/endpoint"
)

// server looks at an SFTP server that an organisation uses: the keys it shows,
// for a person to compare, and whether it lets us in. A server that several
// folders use is looked at once.
func (l looking) server(org, use string, c config.SFTP) (reached bool) {
	e := l.shared.servers.at(c, org, use)
	once := l.shared.reach(e)
	once.once.Do(func() { once.is = l.as(CheckServer).login(org, c, e) })
	return once.is
}

func (s *shared) reach(e *endpoint.Endpoint) *reach {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reached[e] == nil {
		s.reached[e] = &reach{}
	}
	return s.reached[e]
}

func (l looking) login(org string, c config.SFTP, e *endpoint.Endpoint) bool {
	subject := "server " + e.String()
	line := l.serverKeys(org, subject, e)
	err := e.Connect(l.ctx)
	if err == nil {
		l.good(org, subject, "connected and logged in; its key is the one in "+c.KnownHosts)
	} else {
		l.bad(org, subject, e.Health().LastError.Error(), "Its inboxes and outboxes cannot be reached. Files wait and nothing is lost.", serverAdvice(err, c, line))
	}
	return err == nil
}

// serverKeys tells the fingerprints of a server's keys and gives the line that
// would make the first of them known.
func (l looking) serverKeys(org, subject string, e *endpoint.Endpoint) (line string) {
	keys, err := e.HostKeys(l.ctx)
	if err != nil {
		return "" // the connection fails as well, and says why
	}
	for _, key := range keys {
		known := "not in the known_hosts file"
		if key.Err == nil {
			known = "in the known_hosts file"
		}
		l.good(org, subject, fmt.Sprintf("shows the key %s %s (%s)", key.Type, key.Fingerprint, known))
	}
	return keys[0].Line
}

// serverAdvice is what to do about a server that cannot be used.
func serverAdvice(err error, c config.SFTP, line string) string {
	const compare = "Compare the fingerprint above with what the server's administrator tells you. Only if they are the same, "
	switch {
	case errors.Is(err, endpoint.ErrHostUnknown):
		return compare + "add this line to " + c.KnownHosts + ": " + line
	case errors.Is(err, endpoint.ErrHostChanged), errors.Is(err, endpoint.ErrHostRevoked):
		return "Ask the server's administrator whether its key was changed. Until that is clear, nothing is sent there. " +
			compare + "put this line in the place of the old one in " + c.KnownHosts + ": " + line
	case endpoint.LoginFailed(err):
		return "Check user, key, passphrase and password in the configuration, and ask the server's administrator whether this key or password is registered for this user."
	}
	return "Check the address, the network and the firewall. Then run this check again."
}
