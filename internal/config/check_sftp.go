package config

import (
	"runtime"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/secret"
)

// place looks at a folder that is on this machine or on a server.
func (n *notes) place(at, path string, s *SFTP, what string) {
	switch {
	case s == nil && n.written(at+".sftp"): // without a value, which is told
		return
	case s == nil:
		n.required(at+".path", path, what+", or sftp for a folder on an SFTP server")
		return
	case path != "":
		n.add(at+".path", "There is sftp beside it. A folder is on this machine or on a server: remove one of the two.")
	}
	s.check(n, at+".sftp")
}

func (s SFTP) check(n *notes, at string) {
	if _, _, problem := splitAddress(s.Address); problem != "" {
		n.add(at+".address", "%s", problem)
	}
	n.required(at+".user", s.User, "the name that the daemon signs in with")
	n.length(at+".user", s.User, 255)
	s.checkSecrets(n, at, runtime.GOOS)
	n.required(at+".known_hosts", s.KnownHosts, "the path of a known_hosts file with the server's key: the server is always "+
		"checked, and no key here turns that off. ssh-keyscan writes such a file; compare its fingerprint with the one that "+
		"the server's owner gives you")
	if problem := remotePathProblem(s.Path); problem != "" {
		n.add(at+".path", "%s", problem)
	}
	n.duration(at+".timeout", s.Timeout, 5*time.Second, 5*time.Minute, "5s to 5m")
}

// checkSecrets looks at what the login signs in with, on a system.
func (s SFTP) checkSecrets(n *notes, at, system string) {
	given := n.optional(at+".key", s.Key)
	n.optional(at+".passphrase", s.Passphrase)
	if !given && !s.Passphrase.IsZero() {
		n.add(at+".passphrase", "Only a key has a passphrase. Write key beside it, or remove it.")
	}
	given = n.optional(at+".password", s.Password) || given
	given = n.optional(at+".agent", s.Agent) || given
	if !given {
		n.add(at+".key", "Missing. Write key, password or agent: without one of them nobody can sign in.")
	}
	if !s.Agent.IsZero() && system == "windows" {
		n.add(at+".agent", "An agent cannot be used on Windows. Write key or password.")
	}
}

// optional looks at the reference of a secret that need not be there, and
// reports whether the file has it.
func (n *notes) optional(path string, ref secret.Ref) bool {
	if !n.written(path) {
		return false
	}
	n.secret(path, ref)
	return true
}

// remotePathProblem says in a sentence what is wrong with the path of a folder
// on a server.
func remotePathProblem(remote string) string {
	parts := strings.Split(remote, "/")
	switch {
	case strings.TrimSpace(remote) == "":
		return "Missing. Write the path of the folder on the server, such as /outgoing, or . for the folder that the login starts in."
	case strings.Contains(remote, `\`):
		return "Write the path with slashes (/), whatever system the server has."
	case slices.Contains(parts, ".."):
		return "Write the path without .. in it."
	case parts[0] == "~":
		return "Leave out ~/ at the start: a path that does not start with a slash begins at the login's home."
	}
	return ""
}

// checkLogins warns where one login is written in two ways: that may be meant,
// and is more often a change made in one place and forgotten in the other.
func (c *Config) checkLogins(n *notes) {
	first := map[string]remote{}
	for _, r := range c.remotes() {
		endpoint := r.sftp.Endpoint()
		before, ok := first[endpoint]
		if !ok {
			first[endpoint] = r
			continue
		}
		for _, key := range differing(*before.sftp, *r.sftp) {
			n.warn(r.key+"."+key, "%s has the same address and user, and another %s. Check that both are meant.", n.spoken(before.key), key)
		}
	}
}

// differing lists the keys of a login that two folders do not have in common.
func differing(a, b SFTP) []string {
	var all []string
	for _, part := range []struct {
		key  string
		same bool
	}{
		{"key", a.Key == b.Key},
		{"passphrase", a.Passphrase == b.Passphrase},
		{"password", a.Password == b.Password},
		{"agent", a.Agent == b.Agent},
		{"known_hosts", a.KnownHosts == b.KnownHosts},
	} {
		if !part.same {
			all = append(all, part.key)
		}
	}
	return all
}
