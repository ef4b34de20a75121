package daemon_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrssim"
)

// lookAtAll is what a look finds, by the kind of finding and its organisation.
func (w *world) lookAtAll() map[string][]daemon.Finding {
	w.t.Helper()
	all := map[string][]daemon.Finding{}
	daemon.Connect(w.t.Context(), w.config, func(f daemon.Finding) {
		key := string(f.Check) + " " + f.Organisation
		all[key] = append(all[key], f)
	})
	return all
}

// finds wants a finding with these words, and that a trouble says why it matters
// and what to do.
func (w *world) finds(all []daemon.Finding, ok bool, words ...string) {
	w.t.Helper()
	for _, f := range all {
		text := strings.Join([]string{f.Subject, f.What, f.Why, f.Do}, " | ")
		fits := f.OK == ok
		for _, word := range words {
			fits = fits && strings.Contains(text, word)
		}
		if fits {
			if (!f.OK || f.Warning) && (f.Why == "" || f.Do == "") {
				w.t.Errorf("it does not say why and what to do: %+v", f)
			}
			return
		}
	}
	w.t.Errorf("no finding that is ok %v with %q among %+v", ok, words, all)
}

func TestLookAtEverythingTellsWhatIsInForce(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	must(t, os.MkdirAll(w.config.StateDir, 0o700))
	before := w.listing()
	all := w.lookAtAll()
	w.finds(all["state "], true, "state folder", "everything the daemon does there works", "GiB are free")
	w.finds(all["record "], true, "journal of uploads", "not there yet")
	w.finds(all["record "], true, "heads of the audit")
	w.finds(all["proxy "], true, "none is used")
	for _, org := range []string{"acme", "beta"} {
		w.finds(all["folder "+org], true, "inbox", "everything the daemon does there works")
		w.finds(all["times "+org], true, "inbox", "stay when a file is renamed")
		w.finds(all["times "+org], true, "outbox")
		w.finds(all["certificate "+org], true, "meant for clients", "private key is its own")
		w.finds(all["lrs "+org], true, "learner service", "over TLS 1.3", "issued by CN=lrssim test CA", "more days")
		w.finds(all["clock "+org], true, "apart")
	}
	if after := w.listing(); strings.Join(before, " ") != strings.Join(after, " ") {
		t.Errorf("files are left: %v", after)
	}
	if calls := w.sim.Requests(); len(calls) > 0 {
		t.Errorf("LRS was called: %v", calls)
	}
}

func TestLookAtEverythingTellsOfAProxyThatRefusesUs(t *testing.T) {
	t.Parallel()
	proxy := &connectProxy{login: "Basic nobody"}
	startProxy(t, proxy)
	w := prepare(t, worldOption{edit: func(yaml string) string {
		return strings.Replace(yaml, "lrs:\n", "lrs:\n  proxy: http://"+proxy.address+"\n", 1)
	}})
	w.inConfig("https://"+w.address, "https://"+lrssimName+":443")
	all := w.lookAtAll()
	w.finds(all["proxy "], true, "through http://"+proxy.address, "lrs.proxy")
	w.finds(all["lrs acme"], false, "the proxy wants a user and password", "lrs.proxy_user and lrs.proxy_password")
}

func TestLookAtEverythingTellsOfFilesThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	w.config.Journal = filepath.Join(w.dir, "no", "journal")
	heads := w.config.AuditHeads
	w.config.AuditHeads = w.dir // a folder
	all := w.lookAtAll()
	w.config.Journal, w.config.AuditHeads = "", heads
	w.finds(all["record "], false, "journal of uploads", "no such file", "nothing is sent")
	w.finds(all["record "], false, "heads of the audit", "directory")
}

// An LRS that takes connections and says nothing keeps nobody waiting for long,
// and what is well is told all the same, in the order of the organisations.
func TestLookAtEverythingEndsInTimeAndInOrder(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{sim: []lrssim.Option{lrssim.WithOrganisations(12)}})
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { _ = silent.Close() })
	w.inConfig("https://"+w.address, "https://"+silent.Addr().String())
	var order []string
	var late []daemon.Finding
	began := time.Now()
	daemon.ConnectWithin(t.Context(), w.config, time.Second, func(f daemon.Finding) {
		if f.Organisation != "" && (len(order) == 0 || order[len(order)-1] != f.Organisation) {
			order = append(order, f.Organisation)
		}
		if f.Check == daemon.CheckTime {
			late = append(late, f)
		}
	})
	w.finds(late, false, "not everything was looked at in time")
	if len(order) != 12 || order[0] != "acme" || order[11] != "org-12" {
		t.Errorf("in the order %v", order)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestMappedDriveIsOneWithALetterOnAnotherMachine(t *testing.T) {
	for _, test := range []struct {
		path, network, system string
		want                  bool
	}{
		{`Z:\inbox`, "a network drive", "windows", true},
		{`C:\inbox`, "", "windows", false},
		{`\\files\lrs\inbox`, "a network drive", "windows", false},
		{`/srv/inbox`, "NFS", "linux", false},
	} {
		if got := daemon.Mapped(test.path, test.network, test.system); got != test.want {
			t.Errorf("%+v", test)
		}
	}
}
