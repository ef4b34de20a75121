package daemon_test

import (
	"crypto/tls"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

// only keeps the organisations of the configuration that are named.
func only(ids ...string) func(string) string {
	return func(yaml string) string {
		head, rest, _ := strings.Cut(yaml, "organisations:\n")
		var kept strings.Builder
		for _, entry := range strings.Split(rest, "  - id: ")[1:] {
			id, _, _ := strings.Cut(entry, "\n")
			if contains(ids, id) {
				kept.WriteString("  - id: " + entry)
			}
		}
		return head + "organisations:\n" + kept.String()
	}
}

// editConfig changes the file of the configuration while the daemon runs.
func (w *world) editConfig(edit func(string) string) {
	w.t.Helper()
	text, err := os.ReadFile(w.fixture.Config)
	must(w.t, err)
	w.put(w.fixture.Config, []byte(edit(string(text))))
}

// put replaces a file at once.
func (w *world) put(path string, content []byte) {
	w.t.Helper()
	must(w.t, os.WriteFile(path+".new", content, 0o600))
	must(w.t, os.Rename(path+".new", path))
}

func (w *world) copyFile(from, to string) {
	w.t.Helper()
	content, err := os.ReadFile(from)
	must(w.t, err)
	w.put(to, content)
}

// tells waits until the log has all the words in one line.
func (w *world) tells(words ...string) {
	w.t.Helper()
	w.eventually("the log says "+strings.Join(words, ", "), func() bool {
		for line := range strings.Lines(w.log.String()) {
			if containsAll(line, words) {
				return true
			}
		}
		return false
	})
}

// quickLook has the daemon look at its files often.
const quickLook = 50 * time.Millisecond

// acme gets another certificate and another password, as LRS issues them, while
// the daemon runs. Nothing is restarted but LRS.
func TestO13_CertificateAndPasswordChangeWhileRunning(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{look: quickLook, edit: only("acme", "beta"), sim: []lrssim.Option{lrssim.WithOrganisations(3)}})
	acmeOrg, spare := w.fixture.Organisations[acme], w.fixture.Organisations[2]
	w.drop(acme, "July.csv", awards(different)) // no job: LRS begins to count its jobs anew
	w.await(acme, "July.csv", "done")
	before := fingerprint(t, acmeOrg.Certificate)

	must(t, w.server.Close())
	w.copyFile(spare.Certificate, acmeOrg.Certificate) // what LRS knows
	w.put(acmeOrg.Password, []byte("another-password\n"))
	w.copyFile(spare.PKCS12, acmeOrg.PKCS12)
	w.copyFile(spare.Passphrase, acmeOrg.Passphrase)
	w.tells("the password, the certificate or a name has changed", "organisation=acme", fingerprint(t, acmeOrg.Certificate))
	sim, err := lrssim.Load(w.dir)
	must(t, err)
	w.sim = sim
	w.server, err = sim.Start(w.address, "")
	must(t, err)

	w.drop(acme, "August.csv", awards(matchesToo))
	w.await(acme, "August.csv", "done")
	w.expect(acme, "August.csv", map[string]string{"2": "accepted WSRC0009"})
	for _, r := range w.sim.Requests() {
		if r.Organisation == "acme" && (r.Code != "" && r.Code[:4] == "WSEC") {
			t.Errorf("%s was answered with %s", r.Operation, r.Code)
		}
	}
	used := map[string]bool{}
	for _, e := range w.events() {
		if e.Organisation == "acme" {
			used[e.Certificate] = true
		}
	}
	if len(used) != 2 || !used[before] || !used[fingerprint(t, acmeOrg.Certificate)] {
		t.Errorf("the audit names the certificates %v", used)
	}
}

// A hold for a refused password ends as soon as another one lies in its place,
// and not before: not when anything else changes.
func TestO13_F25_AChangedPasswordEndsTheHoldLive(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{look: quickLook})
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme"}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0005"}})
	w.drop(acme, "July.csv", awards(matches))
	w.unready("LRS refused the password or certificate of organisation acme (WSEC0005)")
	calls := w.calls("acme", opVerify)
	w.editConfig(strings.NewReplacer("Beta Board", "Another name").Replace)
	w.editConfig(strings.NewReplacer("Acme Awarding", "Another name").Replace)
	w.daemon.Reload()
	time.Sleep(500 * time.Millisecond)
	if n := w.calls("acme", opVerify); n != calls || calls != 1 {
		t.Errorf("LRS was called %d times with a password that it had refused", n)
	}
	w.sim.Reset()
	w.put(w.fixture.Organisations[acme].Password, []byte("another-password\n"))
	w.eventually("acme calls again", func() bool { return w.calls("acme", opVerify) > 0 })
	w.unready("LRS refused the password or certificate of organisation acme (WSEC0005)") // the simulator knows the old one
	w.reload()
}

// LRS refuses a password just when another one is put in its place: that must
// not hold up the calls with the new one.
func TestO13_F25_ARefusalThatComesAfterTheChangeHoldsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{look: quickLook})
	org := w.fixture.Organisations[acme]
	right, err := os.ReadFile(org.Password)
	must(t, err)
	w.put(org.Password, []byte("another-password\n"))
	w.tells("the password, the certificate or a name has changed", "organisation=acme")
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme"}, Times: 1,
		Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0005", Delay: 1500 * time.Millisecond}})
	w.drop(acme, "July.csv", awards(matches))
	time.Sleep(600 * time.Millisecond) // the call is under way
	w.put(org.Password, right)
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
}

// A half-written certificate, a wrong passphrase or a file that others can read
// breaks nobody who works; once it is whole it counts.
func TestO13_AHalfWrittenCertificateBreaksNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{look: quickLook})
	org := w.fixture.Organisations[acme]
	whole, err := os.ReadFile(org.PKCS12)
	must(t, err)
	password, err := os.ReadFile(org.Password)
	must(t, err)
	for i, broken := range []func(){
		func() { must(t, os.WriteFile(org.PKCS12, whole[:len(whole)/2], 0o600)) },
		func() { must(t, os.WriteFile(org.PKCS12, nil, 0o600)) },
		func() { must(t, os.Remove(org.PKCS12)) },
		func() { must(t, os.Chmod(org.PKCS12, 0o644)) },
		func() { must(t, os.WriteFile(org.Password, password[:7], 0o600)) },
	} {
		broken()
		w.unready("a change of organisation acme is not used, what was before goes on since ")
		name := "July" + string(rune('1'+i)) + ".csv"
		w.drop(acme, name, awards("1000000078,610/5596/7,2025-06-2"+string(rune('1'+i))+",Pass,Alex,Example,2001-02-03,1\r\n"))
		w.await(acme, name, "done")
		w.expect(acme, name, map[string]string{"2": "accepted WSRC0009"})
		w.put(org.PKCS12, whole)
		w.put(org.Password, password)
		w.ready()
	}
	if n := strings.Count(w.log.String(), "a changed password or certificate is not used"); n != 5 {
		t.Errorf("told %d times", n)
	}
}

// beta cannot call LRS at the start, and its file is answered and waits. Once
// its password is there it goes on by itself.
func TestO13_ASuspendedOrganisationGoesOnOnceItIsPutRight(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{look: quickLook})
	org := w.fixture.Organisations[beta]
	password, err := os.ReadFile(org.Password)
	must(t, err)
	must(t, os.Remove(org.Password))
	w.start()
	w.unready("organisation beta is suspended since ", "beta.password")
	since := w.snapshot().Organisations[beta].Since
	w.drop(beta, "July.csv", awards(matches))
	w.eventually("the answer says what it waits for", func() bool {
		s, _ := w.status(beta, "July.csv")
		return s.NeedsAttention && strings.Contains(s.WaitingFor, "the organisation's password for LRS, which cannot be used (since ")
	})
	w.eventually("the call was put off", func() bool { return strings.Contains(w.log.String(), "a call is tried again") })
	w.editConfig(strings.NewReplacer("Beta Board", "Another name").Replace)
	time.Sleep(300 * time.Millisecond)
	if again := w.snapshot().Organisations[beta].Since; !again.Equal(since.Time) {
		t.Errorf("suspended since %s, and then since %s", since, again)
	}
	w.put(org.Password, password)
	w.await(beta, "July.csv", "done")
	w.ready()
	w.tells("an organisation can call LRS again", "organisation=beta")
	w.reload()
}

// ownFile is the entry of an organisation as a file of its own.
func (w *world) ownFile(id string) string {
	w.t.Helper()
	text, err := os.ReadFile(w.fixture.Config)
	must(w.t, err)
	_, entry, found := strings.Cut(only(id)(string(text)), "  - id: ")
	if !found {
		w.t.Fatalf("the configuration has no %s", id)
	}
	return strings.ReplaceAll("id: "+entry, "\n    ", "\n")
}

// withFolder is a configuration that has all but acme and beta in files of
// their own.
func withFolder(yaml string) string {
	return strings.Replace(only("acme", "beta")(yaml), "organisations:\n", "organisations_dir: organisations.d\norganisations:\n", 1)
}

func TestO14_OrganisationsComeAndGoLive(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{look: quickLook, sim: []lrssim.Option{lrssim.WithOrganisations(3), lrssim.WithJobTimes(0, 2*time.Second)}})
	const third = 2
	file := filepath.Join(w.dir, "organisations.d", "third.yaml")
	must(t, os.Mkdir(filepath.Dir(file), 0o700))
	entry := w.ownFile("org-03")
	w.editConfig(withFolder)
	w.reload()
	w.start()
	w.ready()
	scans := func() int { return strings.Count(w.log.String(), "msg=watching") }
	if scans() != 2 {
		t.Fatalf("%d inboxes are watched", scans())
	}

	w.put(file, []byte(strings.Replace(entry, "ukprn", "ukprm", 1)))
	w.unready("organisation org-03 is suspended since ", "third.yaml: ukprn: Write the 8 characters", "Files that are dropped in its inboxes wait there.")
	w.drop(third, "July.csv", awards(matches))
	time.Sleep(time.Second)
	if _, err := os.Stat(filepath.Join(w.fixture.Organisations[third].Inbox, "July.csv")); err != nil || scans() != 2 {
		t.Errorf("a file of an organisation whose entry is wrong was taken: %v", err)
	}

	w.put(file, []byte(entry))
	w.tells("msg=watching", "organisation=org-03")
	w.eventually("July.csv is sent", func() bool { return w.calls("org-03", opSubmit) == 1 })

	must(t, os.Remove(file)) // LRS is at work on its job
	w.tells("an organisation is not in the configuration any more", "organisation=org-03")
	w.unready("organisation org-03 is suspended since ", "not in the configuration any more", "unfinished files of it wait in the store: 1")
	w.drop(third, "August.csv", awards(matchesToo))
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	inbox := w.fixture.Organisations[third].Inbox
	if _, err := os.Stat(filepath.Join(inbox, "August.csv")); err != nil {
		t.Errorf("a file of an organisation that was removed was taken: %v", err)
	}

	w.put(file, []byte(entry))
	w.await(third, "July.csv", "done")
	w.expect(third, "July.csv", map[string]string{"2": "accepted WSRC0009"})
	w.await(third, "August.csv", "done")
	w.ready()
	if n := strings.Count(w.log.String(), "msg=watching organisation=acme"); n != 1 {
		t.Errorf("acme's inbox was begun %d times", n)
	}
	w.reload()
}

// A configuration that is wrong is refused while the daemon runs, in the words
// that check has for it, and what was before goes on.
func TestABadConfigurationIsRefusedLive(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{look: quickLook})
	good, err := os.ReadFile(w.fixture.Config)
	must(t, err)
	for name, test := range map[string]struct {
		edit func(string) string
		want []string
	}{
		"no YAML":               {func(s string) string { return s[:40] + "\n\t- x: : y" }, []string{"the configuration has changed and is not used", "not YAML"}},
		"a key outside":         {func(s string) string { return "colour: red\n" + s }, []string{"the configuration has changed and is not used", "colour: There is no such key"}},
		"a key for a restart":   {setting("stop_grace", "7s"), []string{"counts after a restart only: stop_grace. Restart the daemon, or change it back"}},
		"an organisation's":     {strings.NewReplacer("    ukprn: \"10088888\"", "    ukprn: \"1\"").Replace, []string{"a change of organisation beta is not used", "organisations[1].ukprn: Write the 8 characters"}},
		"two of one id":         {strings.NewReplacer("id: beta", "id: acme").Replace, []string{"the configuration has changed and is not used", "has the same"}},
		"another's inbox":       {strings.NewReplacer("inbox/beta", "outbox/acme").Replace, []string{"the configuration has changed and is not used", "This folder is also that of"}},
		"production by mistake": {setting("environment", "production"), []string{"the configuration has changed and is not used"}},
	} {
		w.put(w.fixture.Config, []byte(test.edit(string(good))))
		w.unready(test.want...)
		if code, _ := w.ask("/healthz"); code != http.StatusOK {
			t.Errorf("%s: to start again would not help", name)
		}
		w.put(w.fixture.Config, good)
		w.ready()
	}
	w.drop(acme, "July.csv", awards(matches))
	w.drop(beta, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	w.await(beta, "July.csv", "done")
	w.tells("level=ERROR", "the configuration has changed and is not used", "colour")
	w.tells("level=ERROR", "an organisation's configuration has changed and is not used", "organisation=beta")
	if n := strings.Count(w.log.String(), "msg=watching"); n != 2 {
		t.Errorf("inboxes were begun %d times", n)
	}
}

// A changed rule counts for the next file, and the inbox is not begun again; a
// changed inbox is.
func TestAChangedOrganisationCountsLive(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{look: quickLook})
	w.ready()
	scanned := w.snapshot().Inboxes
	w.editConfig(strings.NewReplacer("default: mis-export", "default: A Patel").Replace)
	w.eventually("the change counts", func() bool { return w.snapshot().Config.LoadedAt.After(scanned[0].LastScan.Time) })
	w.drop(acme, "July.csv", awards(matches))
	if got := w.await(acme, "July.csv", "done"); got.User != "A Patel" {
		t.Errorf("sent for %q", got.User)
	}
	other := filepath.Join(w.dir, "inbox", "acme-2")
	must(t, os.Mkdir(other, 0o700))
	w.editConfig(strings.NewReplacer("path: inbox/acme,", "path: inbox/acme-2,").Replace)
	w.eventually("the other inbox is looked at", func() bool {
		for _, in := range w.snapshot().Inboxes {
			if in.ID == other && !in.LastScan.IsZero() {
				return true
			}
		}
		return false
	})
	must(t, os.WriteFile(filepath.Join(other, "August.csv"), []byte(awards(matchesToo)), 0o600))
	w.await(acme, "August.csv", "done")
	w.reload()
}

func TestF25_ACertificateIsCountedDown(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{look: quickLook, now: c.now})
	pair, err := tls.LoadX509KeyPair(w.fixture.Organisations[acme].Certificate, w.fixture.Organisations[acme].Key)
	must(t, err)
	warnings := func() int { return strings.Count(w.log.String(), "a certificate will expire") / 2 } // of two organisations
	for i, left := range []int{61, 60, 59, 31, 30, 8, 7, 1} {
		c.ahead.Store(int64(time.Until(pair.Leaf.NotAfter.Add(-time.Duration(left)*24*time.Hour - time.Minute))))
		time.Sleep(300 * time.Millisecond)
		if got, want := warnings(), []int{0, 0, 1, 1, 1, 2, 2, 3}[i]; got != want {
			t.Errorf("with %d days left it was warned of %d times, not %d", left, got, want)
		}
		if got := w.metrics(); !strings.Contains(got, `lrsdrop_certificate_days_left{organisation="acme"} `+strconv.Itoa(left)+"\n") {
			t.Errorf("with %d days left the metrics say\n%s", left, got)
		}
	}
	w.ready()
	c.ahead.Store(int64(time.Until(pair.Leaf.NotAfter.Add(time.Hour))))
	w.daemon.Reload()
	w.unready("organisation acme is suspended since ", "the certificate expired at ")
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("the answer says what it waits for", func() bool {
		s, _ := w.status(acme, "July.csv")
		return s.NeedsAttention && strings.Contains(s.WaitingFor, "the organisation's certificate for LRS, which cannot be used (since ")
	})
	if n := len(w.sim.Requests()); n != 0 {
		t.Errorf("%d calls with a certificate that had expired", n)
	}
	c.ahead.Store(0)
	w.daemon.Reload()
	w.await(acme, "July.csv", "done")
}

// A new certificate whose time has passed takes the place of no good one.
func TestF25_AnExpiredCertificateReplacesNoGoodOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{look: quickLook, edit: only("acme", "beta"), sim: []lrssim.Option{lrssim.WithOrganisations(3), lrssim.WithExpired("org-03")}})
	w.copyFile(w.fixture.Organisations[2].PKCS12, w.fixture.Organisations[acme].PKCS12)
	w.copyFile(w.fixture.Organisations[2].Passphrase, w.fixture.Organisations[acme].Passphrase)
	w.unready("a change of organisation acme is not used", "expired at ")
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
}

// Two organisations with one certificate: the first keeps it, the other is
// suspended until it has its own, and nothing was sent for it.
func TestO14_OneCertificateIsOneOrganisations(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{look: quickLook})
	w.drop(beta, "First.csv", awards(matches))
	w.await(beta, "First.csv", "done")
	w.editConfig(strings.NewReplacer("secrets/beta.p12", "secrets/acme.p12", "secrets/beta.passphrase", "secrets/acme.passphrase").Replace)
	w.unready("a change of organisation beta is not used", "is that of organisation acme")
	w.drop(beta, "July.csv", awards(matchesToo))
	w.await(beta, "July.csv", "done")
	w.reload()
	w.halt()
	w.start()
	w.unready("organisation beta is suspended since ", "is that of organisation acme")
	before := w.calls("beta", opVerify)
	w.drop(beta, "August.csv", awards(linked))
	w.drop(acme, "August.csv", awards(matches))
	w.await(acme, "August.csv", "done")
	w.eventually("beta's file waits", func() bool {
		s, _ := w.status(beta, "August.csv")
		return s.NeedsAttention
	})
	if n := w.calls("beta", opVerify); n != before {
		t.Errorf("%d calls with the certificate of another organisation", n-before)
	}
}
