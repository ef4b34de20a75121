package daemon_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/tlstest"
)

// O8: HTTPS only, TLS 1.2 or later, and only with LRS.

// twoServices is a world whose two services are at addresses of their own and are
// vouched for by an authority of the test's. Nothing is there yet.
func twoServices(t *testing.T, c *clock, a *tlstest.Authority) (w *world, achievements string) {
	t.Helper()
	w = prepare(t, worldOption{now: c.now, edit: setting("ca_file", fmt.Sprintf("%q", a.File()))})
	a.GoodFiles(w.fixture.ServerCert, w.fixture.ServerKey)
	w.restartSimulator()
	must(t, w.server.Close())
	achievements = freeAddress(t)
	w.inConfig("https://"+w.address+"/ExternalService.svc", "https://"+achievements+"/ExternalService.svc")
	return w, achievements
}

// serve has the simulator answer at an address, too.
func (w *world) serve(address string) {
	w.t.Helper()
	server, err := w.sim.Start(address, "")
	must(w.t, err)
	w.t.Cleanup(func() { _ = server.Close() })
}

// Whatever is wrong with a server, at either service: it is told nothing, the
// file waits and nothing of it is in doubt, a check says what is wrong, and once
// LRS is back the file goes on.
func TestO8_AServerThatCannotBeTrustedGetsNothing(t *testing.T) {
	t.Parallel()
	for _, impostor := range tlstest.Impostors() {
		t.Run(impostor.Name, func(t *testing.T) {
			t.Parallel()
			c, a := &clock{}, tlstest.NewAuthority(t)
			w, achievements := twoServices(t, c, a)
			verifies, submits := impostor.Serve(t, a, w.address, nil), impostor.Serve(t, a, achievements, nil)
			w.checkSays("learner service", impostor)
			w.checkSays("achievement service", impostor)
			w.start()
			w.drop(acme, "July.csv", awards(matches))
			before := verifies.Came()
			w.eventually("a connection for a verification", func() bool { return verifies.Came() > before })
			w.logged("no secure connection to LRS (LOCAL-TLS)")
			w.waitsForLRS("verifying")
			nothingTold(t, verifies)

			verifies.Close()
			w.serve(w.address)
			before = submits.Came()
			w.eventuallyStepping(c, "a connection for an upload", func() bool { return submits.Came() > before })
			w.waitsForLRS("submitting")
			nothingTold(t, submits)

			submits.Close()
			w.serve(achievements)
			w.awaitStepping(c, 10*time.Minute, acme, "July.csv", "done")
			w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
			if n := len(w.submits()); n != 1 {
				t.Errorf("LRS took %d batches", n)
			}
		})
	}
}

func nothingTold(t *testing.T, s *tlstest.Server) {
	t.Helper()
	if text := s.Told(); text != "" {
		t.Errorf("the server was told %q", text)
	}
}

// checkSays: check --connect says what is wrong with a service and what to do.
func (w *world) checkSays(service string, impostor tlstest.Impostor) {
	w.t.Helper()
	var found []daemon.Finding
	daemon.Connect(w.t.Context(), w.config, func(f daemon.Finding) {
		if f.Organisation == "acme" && strings.HasPrefix(f.Subject, service) {
			found = append(found, f)
		}
	})
	if len(found) != 1 || found[0].OK || !strings.Contains(found[0].What, impostor.Says) || !strings.Contains(found[0].Do, impostor.Advice) {
		w.t.Errorf("check --connect says of the %s: %+v, want %q, and %q to do", service, found, impostor.Says, impostor.Advice)
	}
}

// waitsForLRS: July.csv is in a state and says that it waits until LRS can be
// reached.
func (w *world) waitsForLRS(state string) {
	w.t.Helper()
	var last status
	w.eventually("July.csv waits, "+state, func() bool {
		last, _ = w.status(acme, "July.csv")
		return last.State == state && strings.Contains(last.WaitingFor, "LRS")
	})
	if last.Final || last.Rows["unknown"]+last.Rows["failed"] > 0 {
		w.t.Errorf("July.csv: %+v", last)
	}
}

// eventuallyStepping is eventually with a clock that goes on meanwhile.
func (w *world) eventuallyStepping(c *clock, what string, done func() bool) {
	w.t.Helper()
	last := time.Now()
	w.eventually(what, func() bool {
		if time.Since(last) > 400*time.Millisecond {
			w.step(c, 10*time.Minute)
			last = time.Now()
		}
		return done()
	})
}

// A server with the right certificate that sends us elsewhere is asked once;
// elsewhere, nobody hears of it.
func TestO8_NobodyIsSentElsewhere(t *testing.T) {
	t.Parallel()
	c, a := &clock{}, tlstest.NewAuthority(t)
	w, achievements := twoServices(t, c, a)
	w.serve(achievements)
	var visits atomic.Int64
	elsewhere := secure(t, a, func(http.ResponseWriter, *http.Request) { visits.Add(1) })
	astray := secure(t, a, func(out http.ResponseWriter, r *http.Request) {
		http.Redirect(out, r, elsewhere.URL, http.StatusTemporaryRedirect)
	})
	there := "https://" + w.address
	w.inConfig(there+"/", astray.URL+"/")
	w.start()
	w.drop(acme, "July.csv", awards(matches))
	w.logged("LOCAL-REDIRECT")
	w.await(acme, "July.csv", "verifying")
	w.halt()
	if n := visits.Load(); n != 0 {
		t.Errorf("%d calls went elsewhere", n)
	}
	w.serve(w.address)
	w.inConfig(astray.URL+"/", there+"/")
	w.start()
	w.awaitStepping(c, time.Hour, acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
}

// secure is a server with a certificate that is as it should be.
func secure(t *testing.T, a *tlstest.Authority, answer http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(answer)
	s.TLS = a.Config()
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// That notices find no server that may be trusted is told likewise.
func TestO8_ACheckSaysWhatIsWrongWithTheServersOfNotices(t *testing.T) {
	t.Parallel()
	a := tlstest.NewAuthority(t)
	w := prepare(t, worldOption{})
	for _, impostor := range tlstest.Impostors() {
		mail, hook := impostor.Serve(t, a, "127.0.0.1:0", nil), impostor.Serve(t, a, "127.0.0.1:0", nil)
		w.editConfig(func(yaml string) string {
			_, yaml, _ = strings.Cut(yaml, "# A configuration")
			return fmt.Sprintf("notices: {email: {server: '%s', tls: implicit, ca_file: '%[3]s', from: lrsdrop@example.org, to: [ops@example.org]},"+
				" webhook: {url: 'https://%[2]s/', ca_file: '%[3]s'}}\n# A configuration", mail.Address, hook.Address, a.File()) + yaml
		})
		w.reload()
		var found []daemon.Finding
		daemon.Connect(t.Context(), w.config, func(f daemon.Finding) {
			if f.Check == daemon.CheckNotices {
				found = append(found, f)
			}
		})
		for _, f := range found {
			if f.OK || !strings.Contains(f.What, impostor.Says) || !strings.Contains(f.Do, impostor.Advice) {
				t.Errorf("%s: %+v, want %q, and %q to do", impostor.Name, f, impostor.Says, impostor.Advice)
			}
		}
		nothingTold(t, mail)
		nothingTold(t, hook)
		if len(found) != 2 || mail.Came() == 0 || hook.Came() == 0 {
			t.Errorf("%s: %d findings", impostor.Name, len(found))
		}
	}
}
