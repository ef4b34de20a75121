package daemon_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/config"
	"lrsdrop/internal/lrssim"
)

// O1: who is not permitted gets no access, and nothing is open to all. That LRS
// lets in registered organisations alone is LRS's own part.

// An organisation that is not in the configuration has no way to LRS, though
// its folders, its certificate and its password lie beside those of another. One
// without a certificate or a password of its own has none either.
func TestO1_OnlyConfiguredOrganisationsReachLRS(t *testing.T) {
	t.Parallel()
	const stranger, bare, mute = 2, 3, 4
	w := newWorld(t, worldOption{sim: []lrssim.Option{lrssim.WithOrganisations(5)}, edit: func(yaml string) string {
		yaml = only("acme", "beta", "org-04", "org-05")(yaml)
		return strings.NewReplacer("secrets/org-04.p12", "secrets/none.p12", "secrets/org-05.password", "secrets/none").Replace(yaml)
	}})
	for i := range w.fixture.Organisations {
		w.drop(i, "July.csv", awards(matches))
	}
	w.await(acme, "July.csv", "done")
	w.await(beta, "July.csv", "done")
	w.await(bare, "July.csv", "verifying")
	w.await(mute, "July.csv", "verifying")
	if _, err := os.Stat(filepath.Join(w.fixture.Organisations[stranger].Inbox, "July.csv")); err != nil || len(w.everything(stranger)) > 0 {
		t.Errorf("a file of an organisation that is not configured was taken: %v", err)
	}
	for _, r := range w.sim.Requests() {
		if r.Organisation != r.Certificate || r.Organisation != r.PasswordOf || r.Certificate != "acme" && r.Certificate != "beta" {
			t.Errorf("%s came with the certificate of %q, the names of %q and the password of %q", r.Operation, r.Certificate, r.Organisation, r.PasswordOf)
		}
	}
}

// Whoever may write to an inbox can make a claim there by hand. With the id of
// another organisation's file, it is not taken for that organisation's.
func TestO1_O14_AForgedClaimSpeaksForNobodyElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches))
	july, state := w.await(acme, "July.csv", "done"), w.daemon.Store().ID()
	w.halt()
	forge := func(id string) string {
		claim := filepath.Join(w.fixture.Organisations[beta].Inbox, ".claimed", state, id, "forged.csv")
		must(t, os.MkdirAll(filepath.Dir(claim), 0o750))
		must(t, os.WriteFile(claim, []byte(awards(matchesToo)), 0o600))
		return claim
	}
	claims := []string{forge(july.FileID), forge("=1+1"), forge(strings.Repeat("A", 200))}
	w.start()
	w.drop(beta, "August.csv", goodFile("AUGUST"))
	w.await(beta, "August.csv", "done")
	w.unready("inbox "+w.fixture.Organisations[beta].Inbox, "the id of another organisation's file")
	for _, claim := range claims {
		if _, err := os.Stat(claim); err != nil {
			t.Error(err)
		}
		must(t, os.RemoveAll(filepath.Dir(claim)))
	}
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d uploads", n)
	}
	for org, name := range []string{"July.csv", "August.csv"} {
		for path := range w.everything(org) {
			if !strings.HasPrefix(filepath.Base(path), name) {
				t.Errorf("%s was answered", path)
			}
		}
	}
}

// What the daemon opens on the network answers this machine alone, and only to
// be read; no setting opens it further.
func TestO1_NothingIsOpenBeyondThisMachine(t *testing.T) {
	t.Parallel()
	needsProc(t)
	w := prepare(t, worldOption{})
	p := startProcess(t, "daemon", w.dir)
	w.eventually("the daemon tells how it is", func() bool { code, _ := w.ask("/healthz"); return code == http.StatusOK })
	open := listening(t, p.cmd.Process.Pid)
	if len(open) != 1 || !strings.HasPrefix(open[0], "0100007F:") { // 127.0.0.1
		t.Errorf("the daemon listens at %v", open)
	}
	address, err := os.ReadFile(filepath.Join(w.config.StateDir, "listen"))
	must(t, err)
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/status.json"} {
		for _, call := range []struct {
			method, host string
			want         int
		}{{http.MethodGet, "", http.StatusOK}, {http.MethodGet, "lrs.example.org", http.StatusForbidden}, {http.MethodPost, "", http.StatusMethodNotAllowed}} {
			r, err := http.NewRequestWithContext(t.Context(), call.method, "http://"+strings.TrimSpace(string(address))+path, http.NoBody)
			must(t, err)
			r.Host = call.host
			answer, err := http.DefaultClient.Do(r)
			must(t, err)
			must(t, answer.Body.Close())
			if ready := path == "/readyz" && answer.StatusCode == http.StatusServiceUnavailable; answer.StatusCode != call.want && (!ready || call.want != http.StatusOK) {
				t.Errorf("%s %s for host %q is answered with %d, want %d", call.method, path, call.host, answer.StatusCode, call.want)
			}
		}
	}
	p.halt()
	for _, beyond := range []string{"0.0.0.0:9464", ":9464", "192.0.2.7:9464"} {
		w.editConfig(setting("listen", fmt.Sprintf("%q", beyond)))
		if _, err := config.Load(w.fixture.Config); err == nil || !strings.Contains(err.Error(), "Others could reach") {
			t.Errorf("listen: %s is taken: %v", beyond, err)
		}
	}
}

// listening lists where a process listens, as Linux writes it: the bytes of the
// address backwards, and the port.
func listening(t *testing.T, pid int) (all []string) {
	t.Helper()
	var own []string
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	must(t, err)
	for _, f := range files {
		if to, err := os.Readlink(f); err == nil && strings.HasPrefix(to, "socket:[") {
			own = append(own, strings.Trim(to, "socket:[]"))
		}
	}
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6"} {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", pid, table))
		if err != nil {
			continue // a machine without IPv6
		}
		for line := range strings.Lines(string(text)) {
			const local, state, inode = 1, 3, 9
			cells := strings.Fields(line)
			if len(cells) > inode && slices.Contains(own, cells[inode]) && (cells[state] == "0A" || strings.HasPrefix(table, "udp")) {
				all = append(all, cells[local])
			}
		}
	}
	return all
}
