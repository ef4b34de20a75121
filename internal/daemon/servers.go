package daemon

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/status"
	"lrsdrop/internal/store"
)

// server is one login at one SFTP server, and who uses it.
type server struct {
	*endpoint.Endpoint
	organisations []string
	uses          []string
}

// servers are the SFTP servers of a configuration. Folders of the same login
// share one session.
type servers struct {
	mu    sync.Mutex
	all   []*server
	index map[config.SFTP]*server
}

// at gives the session for a folder of an organisation and notes what it is
// used for; nothing is connected yet.
func (s *servers) at(c config.SFTP, org, use string) *endpoint.Endpoint {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.enter(c, org, use).Endpoint
}

func (s *servers) enter(c config.SFTP, org, use string) *server {
	key := c
	key.Path, key.Timeout = "", 0 // the first to be named decides how patient the session is
	one := s.index[key]
	if one == nil {
		one = &server{Endpoint: endpoint.New(endpoint.Options{
			Address: c.Address, User: c.User, KnownHosts: c.KnownHosts, Timeout: c.Timeout,
			Secrets: func() (endpoint.Login, error) { return login(c) },
		})}
		if s.index == nil {
			s.index = map[config.SFTP]*server{}
		}
		s.index[key] = one
		s.all = append(s.all, one)
	}
	one.organisations = withOne(one.organisations, org)
	one.uses = withOne(one.uses, use)
	return one
}

// settle notes who uses which server from now on, and ends the sessions that
// nobody uses any more. The others go on.
func (s *servers) settle(r *roster) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.all {
		one.organisations, one.uses = nil, nil
	}
	for _, org := range r.running {
		for key, box := range org.opened {
			if box.sftp != nil {
				use, _, _ := strings.Cut(key, " ")
				s.enter(*box.sftp, org.ID, use)
			}
		}
	}
	unused := func(one *server) bool { return len(one.organisations) == 0 }
	for _, one := range s.all {
		if unused(one) {
			_ = one.Close() // nothing of ours waits for it
		}
	}
	s.all = slices.DeleteFunc(s.all, unused)
	maps.DeleteFunc(s.index, func(_ config.SFTP, one *server) bool { return unused(one) })
}

// list is the servers and who uses them, now.
func (s *servers) list() (all []server) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.all {
		all = append(all, *one)
	}
	return all
}

func withOne(all []string, one string) []string {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

func login(c config.SFTP) (endpoint.Login, error) {
	l, err := c.Login()
	if err != nil {
		return endpoint.Login{}, err
	}
	return endpoint.Login{
		Key: []byte(l.Key.Reveal()), Passphrase: []byte(l.Passphrase.Reveal()), Password: l.Password.Reveal(), Agent: l.AgentSocket,
	}, nil
}

func (s *servers) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, one := range s.all {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// opener opens the folders of one organisation, here or on a server.
type opener struct {
	servers *servers
	store   *store.Store
	org     string
}

func (o opener) inbox(in config.Inbox) (folder.Folder, error) {
	if in.SFTP == nil {
		return folder.OpenLocal(in.Path, folder.Owner(o.store.ID()))
	}
	f, err := folder.OpenSFTP(o.servers.at(*in.SFTP, o.org, status.UseInbox), in.SFTP.Path,
		folder.SFTPOptions{Owner: o.store.ID(), Ledger: ledger{o.store, in.ID()}})
	if err != nil {
		return nil, err
	}
	return &longTaken{SFTP: f, store: o.store, inbox: in.ID()}, nil
}

func (o opener) outbox(out config.Outbox) (folder.Folder, error) {
	if out.SFTP == nil {
		return folder.OpenLocal(out.Path, folder.Owner(o.store.ID()))
	}
	return folder.OpenSFTP(o.servers.at(*out.SFTP, o.org, status.UseOutbox), out.SFTP.Path, folder.SFTPOptions{Owner: o.store.ID()})
}

// ledger keeps in the store which files of one inbox were taken where they lie.
type ledger struct {
	store *store.Store
	inbox string
}

// Load implements [folder.Ledger].
func (l ledger) Load(ctx context.Context) ([]folder.Taken, error) {
	kept, err := l.store.TakenIn(ctx, l.inbox)
	if err != nil {
		return nil, err
	}
	all := make([]folder.Taken, len(kept))
	for i, t := range kept {
		all[i] = folder.Taken{
			Claim: folder.Claim{Owner: l.store.ID(), ID: t.Claim, Name: t.Name},
			Size:  t.Size, ModTime: t.ModTime, Open: t.Open, GoneAt: t.GoneAt,
		}
	}
	return all, nil
}

// Keep implements [folder.Ledger].
func (l ledger) Keep(ctx context.Context, records ...folder.Taken) error {
	all := make([]store.Taken, len(records))
	for i, r := range records {
		all[i] = store.Taken{
			Inbox: l.inbox, Claim: r.Claim.ID, Name: r.Claim.Name,
			Size: r.Size, ModTime: r.ModTime, Open: r.Open, GoneAt: r.GoneAt,
		}
	}
	return l.store.KeepTaken(ctx, all...)
}

// Digest implements [folder.Ledger].
func (l ledger) Digest(ctx context.Context, id string) (string, error) {
	return l.store.ReceivedDigest(ctx, id)
}

// Forget implements [folder.Ledger].
func (l ledger) Forget(ctx context.Context, ids ...string) error {
	return l.store.ForgetTaken(ctx, ids...)
}

// sweepAgain is when folders on servers are swept again.
var sweepAgain = time.Minute

// sweepServers removes half-written answers of an earlier run, once each server
// can be reached, and once more: a server may still make what a run asked it for
// before it was killed.
func sweepServers(ctx context.Context, left []folder.Upkeep) {
	swept := make(map[folder.Upkeep]int, len(left))
	for ctx.Err() == nil {
		left = slices.DeleteFunc(left, func(box folder.Upkeep) bool {
			err := box.Sweep(ctx)
			if errors.Is(err, fs.ErrPermission) {
				return true // nothing of ours is where we may not write
			}
			if err == nil {
				swept[box]++
			}
			return swept[box] == 2
		})
		if len(left) == 0 {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(sweepAgain):
		}
	}
}
