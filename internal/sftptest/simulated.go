package sftptest

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/crypto/ssh"

	"lrsdrop/internal/sftpsim"
)

// Simulated starts the stand-in. What is left empty in the options is made up;
// the login "clerk" is added to the users, or gets the key in addition.
func Simulated(t testing.TB, o sftpsim.Options) *Server {
	t.Helper()
	if o.Root == "" {
		o.Root = t.TempDir()
	}
	s := &Server{Name: "in-process", User: login, Root: o.Root, Dir: "/drop", t: t}
	s.admitClerk(&o)
	must(t, os.MkdirAll(filepath.Join(s.Root, "drop"), 0o755))
	if len(o.HostKeys) == 0 {
		o.HostKeys = simulatedKeys(t)
	}
	h := &simulation{server: s, options: o}
	s.host = h
	must(t, h.start())
	t.Cleanup(h.stop)
	s.Addr = s.Sim.Addr()
	h.options.Addr = s.Addr
	s.KnownHosts = writeText(t, t.TempDir(), "known_hosts", s.Sim.KnownHosts())
	return s
}

// admitClerk gives the clerk a key, and a password where the options have none.
func (s *Server) admitClerk(o *sftpsim.Options) {
	key := OpenSSHKey(s.t, "")
	s.Key = key.File
	users := map[string]sftpsim.User{}
	for name, u := range o.Users {
		users[name] = u
	}
	clerk, given := users[login]
	if !given {
		clerk.Password = password
	}
	clerk.Keys = append([]ssh.PublicKey{key.Public}, clerk.Keys...)
	users[login], o.Users, s.Password = clerk, users, clerk.Password
	s.Root = filepath.Join(s.Root, filepath.FromSlash(clerk.Folder))
}

func simulatedKeys(t testing.TB) []ssh.Signer {
	t.Helper()
	key, err := sftpsim.NewKey(sftpsim.Ed25519)
	must(t, err)
	return []ssh.Signer{key}
}

// simulation is a stand-in that can be started again.
type simulation struct {
	server  *Server
	options sftpsim.Options
}

func (h *simulation) start() error {
	sim, err := sftpsim.Start(h.options)
	if err == nil {
		h.server.Sim = sim
	}
	return err
}

func (h *simulation) stop()   { _ = h.server.Sim.Close() } // nothing is left but its folder's handle
func (h *simulation) freeze() { h.server.Sim.Freeze() }
func (h *simulation) thaw()   { h.server.Sim.Thaw() }

func (h *simulation) changeKeys() { h.options.HostKeys = simulatedKeys(h.server.t) }
