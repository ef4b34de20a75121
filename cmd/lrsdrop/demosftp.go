package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/sftpsim"
)

// serveSFTP starts a stand-in for a client's SFTP server, with the inboxes and
// outboxes on it.
func (s *stage) serveSFTP(address string) error {
	users := map[string]sftpsim.User{}
	for _, o := range s.fixture.Organisations {
		password := rand.Text()
		users[o.ID] = sftpsim.User{Password: password, Folder: o.ID}
		if err := os.WriteFile(s.passwordFile(o.ID), []byte(password), 0o600); err != nil {
			return fmt.Errorf("write the SFTP password of %s: %w", o.ID, err)
		}
	}
	server, err := sftpsim.Start(sftpsim.Options{Addr: address, Root: filepath.Join(s.dir, "sftp"), Users: users})
	if err != nil {
		return fmt.Errorf("start the SFTP server: %w", err)
	}
	s.sftp = server
	if err := os.WriteFile(s.knownHosts(), []byte(server.KnownHosts()), 0o600); err != nil {
		return fmt.Errorf("write the known_hosts file: %w", err)
	}
	return nil
}

func (s *stage) passwordFile(organisation string) string {
	return filepath.Join(s.dir, "secrets", organisation+".sftp")
}

func (s *stage) knownHosts() string { return filepath.Join(s.dir, "secrets", "known_hosts") }

// upload brings a file to the server as an MIS does: over SFTP, under another
// name until it is complete.
func (s *stage) upload(ctx context.Context, p *play, content []byte) (err error) {
	server := endpoint.New(endpoint.Options{
		Address: s.sftp.Addr(), User: p.organisation, KnownHosts: s.knownHosts(),
		Secrets: func() (endpoint.Login, error) {
			password, err := os.ReadFile(s.passwordFile(p.organisation))
			return endpoint.Login{Password: string(password)}, err
		},
	})
	defer func() { err = errors.Join(err, server.Close()) }()
	inbox, err := folder.OpenSFTP(server, "/inbox", folder.SFTPOptions{})
	if err != nil {
		return err
	}
	return inbox.Put(ctx, p.name, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}
