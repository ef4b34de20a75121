package config

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"lrsdrop/internal/secret"
)

// Remote is where other machines may ask how the daemon is, over TLS and with a
// password. The zero Remote is nowhere.
type Remote struct {
	Listen   string     `yaml:"listen"`    // IP address and port; "" means nowhere
	CertFile string     `yaml:"cert_file"` // of this server, PEM; issuers follow it
	KeyFile  string     `yaml:"key_file"`  // PEM
	User     string     `yaml:"user"`
	Password secret.Ref `yaml:"password_bcrypt"` // where the bcrypt hash of the password is
}

// maxUser bounds the user's name, in bytes.
const maxUser = 100

// check allows nothing that is not protected whole.
func (r Remote) check(n *notes) {
	if r == (Remote{}) {
		return
	}
	const needed = "Missing. What others may ask is told over TLS and with a password only: write "
	missing := func(key, what string) { n.add("remote."+key, "%s", needed+what+".") }
	if r.Listen == "" {
		n.add("remote.listen", "Missing. Write the IP address and port to listen at, such as 192.0.2.7:9465, or remove remote.")
	} else {
		const form = "Write an IP address of this machine with a port, such as 192.0.2.7:9465 or [2001:db8::7]:9465. 0.0.0.0 and [::] stand for all."
		checkAddress(n, "remote.listen", r.Listen, form, form)
	}
	if r.CertFile == "" {
		missing("cert_file", "the file of this server's certificate, in PEM form")
	}
	if r.KeyFile == "" {
		missing("key_file", "the file of its private key, in PEM form")
	}
	if r.Password.IsZero() {
		missing("password_bcrypt", "where the bcrypt hash of the password is, "+secret.Forms)
	} else if problem := r.Password.Problem(); problem != "" {
		n.add("remote.password_bcrypt", "%s", problem)
	}
	switch {
	case r.User == "":
		missing("user", "the name to sign in with, such as prometheus")
	case len(r.User) > maxUser || strings.ContainsFunc(r.User, func(c rune) bool { return c == ':' || !unicode.IsPrint(c) }):
		n.add("remote.user", "Write a name of at most %d letters, digits and signs, without a colon.", maxUser)
	}
}

// checkAddress looks at an IP address with a port; form says how to write one,
// and noIP what is wrong with another host. A name is refused: somebody else
// decides which address it stands for.
func checkAddress(n *notes, path, address, form, noIP string) (ip netip.Addr) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		n.add(path, "%s", form)
		return ip
	}
	if number, err := strconv.ParseUint(port, 10, 16); err != nil || strconv.FormatUint(number, 10) != port {
		n.add(path, "The port is a number from 0 to 65535. 0 takes any free one.")
		return ip
	}
	if ip, err = netip.ParseAddr(host); err != nil || ip.Zone() != "" {
		n.add(path, "%s", noIP)
	}
	return ip
}

// Certificate opens the server's certificate with its key. It fails when one of
// them cannot be read, the key is open to other accounts, or they do not belong
// together.
func (r Remote) Certificate() (tls.Certificate, error) {
	pair, err := Certificate{CertFile: r.CertFile, KeyFile: r.KeyFile}.open()
	if err != nil {
		return pair, fmt.Errorf("open the certificate of remote: %w", err)
	}
	return pair, nil
}

// Hash reads the bcrypt hash of the password.
func (r Remote) Hash() (string, error) {
	v, err := r.Password.Read()
	return v.Reveal(), err
}
