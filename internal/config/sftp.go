package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"lrsdrop/internal/secret"
)

// SFTP is a folder on an SFTP server and the login that reaches it. The key of
// the server is always checked: there is no key that turns that off.
type SFTP struct {
	Address    string        `yaml:"address"`     // host:port after Load, the host in small letters, an IPv6 address in brackets
	User       string        `yaml:"user"`        // not empty
	Key        secret.Ref    `yaml:"key"`         // private key, PEM or OpenSSH
	Passphrase secret.Ref    `yaml:"passphrase"`  // of the key; none means that it is not encrypted
	Password   secret.Ref    `yaml:"password"`    // also answers what the server asks for interactively
	Agent      secret.Ref    `yaml:"agent"`       // where the path of an ssh-agent's socket is, such as {env: SSH_AUTH_SOCK}; not on Windows
	KnownHosts string        `yaml:"known_hosts"` // file with the server's key, in OpenSSH's form
	Path       string        `yaml:"path"`        // of the folder, with slashes; without one at its start it begins at the login's home
	Timeout    time.Duration `yaml:"timeout"`     // the longest silence of the server in one call
}

// defaultPort is SSH's.
const defaultPort = "22"

// Endpoint names the login without the folder, such as
// sftp://acme@mft.example.org:22.
func (s SFTP) Endpoint() string {
	return (&url.URL{Scheme: "sftp", User: url.User(s.User), Host: s.Address}).String()
}

// URL names the folder, such as sftp://acme@mft.example.org:22/outgoing. A path
// from the login's home follows a tilde, such as
// sftp://acme@mft.example.org:22/~/inbox; the home itself is /~, and a folder
// that is called ~ is written %7E. So two folders of one login have one URL only
// if their paths are the same.
func (s SFTP) URL() string {
	absolute := strings.HasPrefix(s.Path, "/")
	var escaped strings.Builder
	if !absolute {
		escaped.WriteString("/~")
	}
	for i, name := range segments(s.Path) {
		name = url.PathEscape(name)
		if absolute && i == 0 && name == "~" {
			name = "%7E"
		}
		escaped.WriteString("/" + name)
	}
	if escaped.Len() == 0 {
		escaped.WriteString("/")
	}
	return s.Endpoint() + escaped.String()
}

// segments gives the names that a remote path goes through.
func segments(remote string) []string {
	clean := strings.TrimPrefix(path.Clean(remote), "/")
	if clean == "" || clean == "." {
		return nil
	}
	return strings.Split(clean, "/")
}

// Login is what a person would type to sign in to an SFTP server. What was not
// configured is empty.
type Login struct {
	Key         secret.Value // private key, PEM or OpenSSH, with all its lines
	Passphrase  secret.Value // of the key
	Password    secret.Value
	AgentSocket string // path
}

// Login reads the secrets of the login. It fails when one of them cannot be
// read or is open to other accounts; whether the server takes them only it can
// say.
func (s SFTP) Login() (Login, error) {
	var l Login
	var socket secret.Value
	for _, part := range []struct {
		ref  secret.Ref
		read func(secret.Ref) (secret.Value, error)
		into *secret.Value
	}{
		{s.Key, secret.Ref.ReadKey, &l.Key},
		{s.Passphrase, secret.Ref.Read, &l.Passphrase},
		{s.Password, secret.Ref.Read, &l.Password},
		{s.Agent, secret.Ref.Read, &socket},
	} {
		if part.ref.IsZero() {
			continue
		}
		value, err := part.read(part.ref)
		if err != nil {
			return Login{}, fmt.Errorf("reading the login of %s: %w", s.Endpoint(), err)
		}
		*part.into = value
	}
	l.AgentSocket = socket.Reveal()
	return l, nil
}

// normalise gives the address and the path the one form in which they can be
// compared. What is not usable stays as it is: it has its problem already.
func (s *SFTP) normalise() {
	if host, port, problem := splitAddress(s.Address); problem == "" {
		s.Address = net.JoinHostPort(host, port)
	}
	if s.Path != "" {
		s.Path = path.Clean(s.Path)
	}
}

var (
	hostForm = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$`)
	portForm = regexp.MustCompile(`^[0-9]{1,5}$`)
)

// splitAddress takes an address apart: the host in small letters, as in a
// known_hosts file, and the port. Otherwise it says in a sentence what is
// wrong, and repeats nothing of the address: a password may stand in it.
func splitAddress(address string) (host, port, problem string) {
	switch {
	case address == "":
		return "", "", "Missing. Write the server's name, with its port if that is not 22, such as mft.example.org:22."
	case strings.Contains(address, "://"):
		return "", "", "Write the server's name and port without sftp:// and without a path, such as mft.example.org:22."
	case strings.Contains(address, "@"):
		return "", "", "Write the server's name and port only. The user's name has a key of its own: user."
	case strings.Count(address, ":") > 1 && !strings.HasPrefix(address, "["):
		return "", "", "An IPv6 address stands in brackets, such as [2001:db8::7]:22."
	}
	host, port, ok := cutPort(address)
	if !ok || !portForm.MatchString(port) {
		return "", "", "The port is not usable. Write a number from 1 to 65535 after the colon, or leave out both."
	}
	number, _ := strconv.Atoi(port) // five digits at most
	if number < 1 || number > 65535 {
		return "", "", "The port is out of range. Write a number from 1 to 65535."
	}
	host, ok = hostName(host)
	if !ok {
		return "", "", "This is not the name or address of a server. Write one such as mft.example.org, 192.0.2.7 or [2001:db8::7]."
	}
	return host, strconv.Itoa(number), ""
}

// cutPort splits host from port. A host in brackets keeps them.
func cutPort(address string) (host, port string, ok bool) {
	end := strings.LastIndexByte(address, ']') + 1
	host, port, ok = strings.Cut(address[end:], ":")
	if !ok {
		port = defaultPort
	}
	return address[:end] + host, port, end == 0 || host == ""
}

// hostName gives the one form of a host's name or address, without brackets.
func hostName(host string) (string, bool) {
	if inside, ok := strings.CutPrefix(host, "["); ok {
		address, err := netip.ParseAddr(strings.TrimSuffix(inside, "]"))
		return address.String(), err == nil && address.Is6()
	}
	host = strings.ToLower(host)
	return host, hostForm.MatchString(host)
}
