package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/sftpsim"
)

// serveSFTP starts a stand-in for a client's SFTP server, with the inboxes and
// outboxes on it.
func (s *stage) serveSFTP(address string) (err error) {
	var logins []string
	for _, o := range s.fixture.Organisations {
		logins = append(logins, o.ID)
	}
	s.sftp, err = sftpsim.StartTrial(address, s.dir, logins...)
	return err
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
