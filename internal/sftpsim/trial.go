package sftpsim

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// StartTrial serves a trial to its logins: each sees the folder sftp/LOGIN of
// dir. It makes those folders, and writes what a client needs to get in:
// secrets/LOGIN.sftp holds a password made for this server, secrets/known_hosts
// its key.
func StartTrial(addr, dir string, logins ...string) (*Server, error) {
	root, secrets := filepath.Join(dir, "sftp"), filepath.Join(dir, "secrets")
	users := map[string]User{}
	for _, login := range logins {
		users[login] = User{Password: rand.Text(), Folder: login}
		err := errors.Join(os.MkdirAll(filepath.Join(root, login), 0o750), os.MkdirAll(secrets, 0o750),
			os.WriteFile(filepath.Join(secrets, login+".sftp"), []byte(users[login].Password), 0o600))
		if err != nil {
			return nil, fmt.Errorf("write what the login %s needs: %w", login, err)
		}
	}
	server, err := Start(Options{Addr: addr, Root: root, Users: users})
	if err != nil {
		return nil, fmt.Errorf("start the SFTP server: %w", err)
	}
	if err := os.WriteFile(filepath.Join(secrets, "known_hosts"), []byte(server.KnownHosts()), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("write the key of the server: %w", err), server.Close())
	}
	return server, nil
}
