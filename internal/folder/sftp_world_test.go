package folder_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/folder/foldertest"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

const owner = "state-a"

// login is a session of its own with a server, ended with the test.
func login(t testing.TB, s *sftptest.Server) *endpoint.Endpoint {
	t.Helper()
	key, err := os.ReadFile(s.Key)
	must(t, err)
	e := endpoint.New(endpoint.Options{
		Address: s.Addr, User: s.User, KnownHosts: s.KnownHosts, Timeout: 5 * time.Second,
		Secrets: func() (endpoint.Login, error) { return endpoint.Login{Key: key}, nil },
	})
	t.Cleanup(func() { must(t, e.Close()) })
	return e
}

// remote is a folder on a server, and what lies behind it.
type remote struct {
	*folder.SFTP
	t      testing.TB
	server *sftptest.Server
	sim    *sftpsim.Server
	ledger *foldertest.Ledger // nil: an outbox
	ids    int
}

func simulated(t testing.TB, b sftpsim.Behaviour) *sftptest.Server {
	t.Helper()
	return sftptest.Simulated(t, sftpsim.Options{Behaviour: b})
}

// newInbox is an inbox on a server, newOutbox an outbox.
func newInbox(t testing.TB, s *sftptest.Server) *remote {
	t.Helper()
	r := &remote{t: t, server: s, sim: s.Sim, ledger: foldertest.NewLedger()}
	r.restart()
	return r
}

func newOutbox(t testing.TB, s *sftptest.Server) *remote {
	t.Helper()
	r := &remote{t: t, server: s, sim: s.Sim}
	r.restart()
	return r
}

// restart opens the folder as a new process does: with nothing but its ledger.
func (r *remote) restart() {
	r.t.Helper()
	o := folder.SFTPOptions{Owner: owner}
	if r.ledger != nil {
		o.Ledger = r.ledger
	}
	f, err := folder.OpenSFTP(login(r.t, r.server), r.server.Dir, o)
	must(r.t, err)
	folder.NewRun(f)
	r.SFTP = f
}

// reconnect ends the pause after a connection that broke.
func (r *remote) reconnect() { folder.SetServer(r.SFTP, login(r.t, r.server)) }

// fault scripts one in the stand-in.
func (r *remote) fault(f sftpsim.Fault) {
	r.t.Helper()
	must(r.t, r.sim.AddFault(f))
}

// refuse has an operation answered with a status until the faults are cleared.
func (r *remote) refuse(op sftpsim.Op, status sftpsim.Status) {
	r.t.Helper()
	r.fault(sftpsim.Fault{Op: op, Do: sftpsim.Action{Kind: sftpsim.KindFail, Status: status}})
}

var someTime = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

// drop puts a file there behind the server's back, with a time.
func (r *remote) drop(name, content string, modTime time.Time) {
	r.t.Helper()
	must(r.t, os.WriteFile(r.server.Local(name), []byte(content), 0o644))
	must(r.t, os.Chtimes(r.server.Local(name), modTime, modTime))
}

func (r *remote) claimed(id, name string) folder.Claim {
	return folder.Claim{Owner: owner, ID: id, Name: name}
}

// take claims a file under the next id.
func (r *remote) take(name string) folder.Claim {
	r.t.Helper()
	r.ids++
	c := r.claimed(fmt.Sprintf("id%d", r.ids), name)
	_, err := r.Claim(r.t.Context(), name, c)
	must(r.t, err)
	return c
}

// receive reads a claim as the pipeline does, which notes the digest.
func (r *remote) receive(c folder.Claim) string {
	r.t.Helper()
	f, _, err := r.OpenClaim(r.t.Context(), c)
	must(r.t, err)
	text, err := io.ReadAll(f)
	must(r.t, errors.Join(err, f.Close()))
	r.ledger.Receive(c.ID, string(text))
	return string(text)
}

// finish receives and removes a claim.
func (r *remote) finish(c folder.Claim) {
	r.t.Helper()
	r.receive(c)
	must(r.t, r.RemoveClaim(r.t.Context(), c, folder.Entry{}))
}

func (r *remote) listed() (names []string) {
	r.t.Helper()
	entries, err := r.List(r.t.Context(), "", 1000)
	must(r.t, err)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name, ".") {
			names = append(names, e.Name)
		}
	}
	return names
}

func (r *remote) wantListed(want ...string) {
	r.t.Helper()
	if got := r.listed(); !slices.Equal(got, want) {
		r.t.Errorf("listed are %q, want %q", got, want)
	}
}

// wantThere says what lies in the folder itself, with all that is in sub-folders.
func (r *remote) wantThere(want ...string) {
	r.t.Helper()
	if got := r.there(); !slices.Equal(got, want) {
		r.t.Errorf("there are %q, want %q", got, want)
	}
}

func (r *remote) there() (names []string) {
	r.t.Helper()
	top := r.server.Local("")
	must(r.t, filepath.WalkDir(top, func(path string, _ os.DirEntry, err error) error {
		if path != top {
			rel, _ := filepath.Rel(top, path)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	}))
	return names
}

func (r *remote) wantGone(name string) {
	r.t.Helper()
	r.ids++
	_, err := r.Claim(r.t.Context(), name, r.claimed(fmt.Sprintf("id%d", r.ids), name))
	wantError(r.t, err, folder.ErrGone)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
	}
}

func text(content string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	}
}
