package daemon_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

// agency is a world of many organisations, each in a file of its own but for
// the first two, some of them set up wrongly.
type agency struct {
	*world
	wrong map[int]string // what is wrong, by organisation
}

// person is whom an organisation sends for.
func person(id string) string { return "Pat " + id }

// newAgency makes n organisations; the mistakes come first, from the third on.
func newAgency(t testing.TB, n int, mistakes func(*agency) []mistake, options ...lrssim.Option) *agency {
	t.Helper()
	a := &agency{prepare(t, worldOption{sim: append(options, lrssim.WithOrganisations(n))}), map[int]string{}}
	dir := filepath.Join(a.dir, "organisations.d")
	must(t, os.Mkdir(dir, 0o700))
	entries := map[int]string{}
	for i := 2; i < n; i++ {
		entries[i] = a.ownFile(a.id(i))
	}
	for i, mistake := range mistakes(a) {
		a.wrong[i+2] = mistake.what
		entries[i+2] = mistake.make(a.fixture.Organisations[i+2], entries[i+2])
	}
	for i, entry := range entries {
		must(t, os.WriteFile(filepath.Join(dir, a.id(i)+".yaml"), []byte(peopled(entry, a.id(i))), 0o600))
	}
	a.editConfig(func(yaml string) string {
		acme, beta, _ := strings.Cut(withFolder(yaml), "- id: beta")
		return peopled(acme, "acme") + "- id: beta" + peopled(beta, "beta")
	})
	a.reload()
	return a
}

// peopled sets whom the organisation of an entry sends for: whom the file names,
// else whom its owner is, else one person for all. All organisations know the
// same account, as another person each.
func peopled(entry, id string) string {
	return strings.Replace(entry, "{default: mis-export}",
		fmt.Sprintf(`{default: %s, column: SubmittedBy, by_owner: {"uid:%d": {name: %s}}}`, person(id), sharedAccount, owner(id)), 1)
}

const sharedAccount = 12345

// owner is who the shared account is to an organisation.
func owner(id string) string { return "Olu " + id }

func noMistakes(*agency) []mistake { return nil }

func (a *agency) id(i int) string { return a.fixture.Organisations[i].ID }

type mistake struct {
	what string
	make func(o lrssim.FixtureOrganisation, entry string) string
}

// replace changes the entry of an organisation; ID stands for its id.
func replace(old, new string) func(lrssim.FixtureOrganisation, string) string {
	return func(o lrssim.FixtureOrganisation, entry string) string {
		return strings.Replace(entry, strings.ReplaceAll(old, "ID", o.ID), strings.ReplaceAll(new, "ID", o.ID), 1)
	}
}

// write changes a file of an organisation.
func write(change func(o lrssim.FixtureOrganisation)) func(lrssim.FixtureOrganisation, string) string {
	return func(o lrssim.FixtureOrganisation, entry string) string {
		change(o)
		return entry
	}
}

// mistakes are ten ways to set up an organisation wrongly.
func (a *agency) mistakes() []mistake {
	return []mistake{
		{"an expired certificate", write(func(lrssim.FixtureOrganisation) {})},
		{"a password that LRS refuses", write(func(o lrssim.FixtureOrganisation) { a.put(o.Password, []byte("another-password\n")) })},
		{"no password", replace("secrets/ID.password", "secrets/none")},
		{"a password that others can read", write(func(o lrssim.FixtureOrganisation) { must(a.t, os.Chmod(o.Password, 0o644)) })},
		{"another passphrase", write(func(o lrssim.FixtureOrganisation) { a.put(o.Passphrase, []byte("another\n")) })},
		{"half a certificate", write(func(o lrssim.FixtureOrganisation) {
			content, err := os.ReadFile(o.PKCS12)
			must(a.t, err)
			a.put(o.PKCS12, content[:len(content)/2])
		})},
		{"another's certificate", replace("secrets/ID.p12, passphrase: {file: secrets/ID.passphrase", "secrets/acme.p12, passphrase: {file: secrets/acme.passphrase")},
		{"no UKPRN", replace("ukprn", "ukprm")},
		{"a folder of another", replace("outbox/ID", "outbox/ID/../../state/x")},
		{"a reference that LRS does not know", replace("organisation_ref: RN", "organisation_ref: XX")},
	}
}

// Ten organisations are set up wrongly, each in its way: each of the others is
// answered, and nothing of one reaches LRS, an audit event or an outbox as
// another's.
func TestO14_ManyOrganisationsAreServedEachForItself(t *testing.T) {
	t.Parallel()
	a := newAgency(t, 24, (*agency).mistakes, lrssim.WithExpired("org-03"))
	a.start()
	for i := range a.fixture.Organisations {
		a.drop(i, "July "+a.id(i)+".csv", awards(matches, matchesToo))
		a.drop(i, "Learners "+a.id(i)+".csv", sixLearners())
	}
	for i := range a.fixture.Organisations {
		if a.wrong[i] == "" {
			a.await(i, "July "+a.id(i)+".csv", "done")
			a.expect(i, "July "+a.id(i)+".csv", map[string]string{"2": "accepted WSRC0009", "3": "accepted WSRC0009"})
			a.await(i, "Learners "+a.id(i)+".csv", "done")
		}
	}
	a.checkMistakesAreTold()
	a.checkRequests()
	a.checkEvents()
	a.checkOwnOutboxes()
	a.halt()
}

// checkMistakesAreTold: each of them, and nobody else, is suspended or held,
// with its reason.
func (a *agency) checkMistakesAreTold() {
	a.t.Helper()
	for i, what := range a.wrong {
		switch what {
		case "a password that LRS refuses":
			a.unready("LRS refused the password or certificate of organisation " + a.id(i) + " (WSEC0005)")
		case "a reference that LRS does not know":
			a.eventually(what, func() bool { return a.snapshot().Organisations[a.index(a.id(i))].HeldCode == "WSEC0003" })
		default:
			a.unready("organisation "+a.id(i)+" is suspended since ", a.id(i))
		}
	}
	for _, reason := range a.snapshot().Reasons {
		wrong := false
		for i := range a.wrong {
			wrong = wrong || strings.Contains(reason, "organisation "+a.id(i)+" ")
		}
		if !wrong {
			a.t.Errorf("not of a mistake of ours: %s", reason)
		}
	}
}

func (a *agency) index(id string) int {
	for i, o := range a.snapshot().Organisations {
		if o.ID == id {
			return i
		}
	}
	a.t.Fatalf("the status has no organisation %s", id)
	return -1
}

// checkRequests: names, certificate and person of each call belong together.
func (a *agency) checkRequests() {
	a.t.Helper()
	calls := map[string]int{}
	for _, r := range a.sim.Requests() {
		calls[r.Certificate]++
		if r.User != person(r.Certificate) || r.Organisation != r.Certificate && (r.Organisation != "" || r.Code != "WSEC0003") {
			a.t.Errorf("%s of %q came with the certificate of %q for %q", r.Operation, r.Organisation, r.Certificate, r.User)
		}
	}
	for i, what := range a.wrong {
		switch n := calls[a.id(i)]; {
		case what == "a password that LRS refuses" && n == 1: // and then never again
		case what == "a reference that LRS does not know" && n >= 1:
		case n > 0 || what == "a password that LRS refuses" || what == "a reference that LRS does not know":
			a.t.Errorf("%s with %s made %d calls", a.id(i), what, n)
		}
	}
	for i := range a.fixture.Organisations {
		if a.wrong[i] == "" && calls[a.id(i)] < 4 {
			a.t.Errorf("%s made %d calls", a.id(i), calls[a.id(i)])
		}
	}
}

// checkEvents: each event names the organisation and its own certificate, or
// none.
func (a *agency) checkEvents() {
	a.t.Helper()
	own := map[string]lrssim.FixtureOrganisation{}
	certificates := map[string]string{}
	for _, o := range a.fixture.Organisations {
		own[o.ID], certificates[o.ID] = o, fingerprint(a.t.(*testing.T), o.Certificate)
	}
	for _, e := range a.events() {
		o := own[e.Organisation]
		if e.UKPRN != o.UKPRN || e.Certificate != "" && e.Certificate != certificates[o.ID] {
			a.t.Errorf("event %d (%s) of %s says UKPRN %s and certificate %s", e.Sequence, e.Operation, e.Organisation, e.UKPRN, e.Certificate)
		}
	}
}

// checkOwnOutboxes: an outbox has answers to its organisation's files alone.
func (a *agency) checkOwnOutboxes() {
	a.t.Helper()
	for i, o := range a.fixture.Organisations {
		for path := range a.everything(i) {
			if !strings.Contains(filepath.Base(path), " "+o.ID+".csv") {
				a.t.Errorf("%s has %s", o.ID, filepath.Base(path))
			}
		}
	}
}

// Sixty organisations are served. A large file and hundreds of others of one of
// them come first, and one of another is not behind them.
func TestO14_AFloodOfOneDelaysNoOther(t *testing.T) {
	t.Parallel()
	const flood, large = 600, 25_000
	a := newAgency(t, 60, noMistakes, lrssim.WithAcceptAny())
	a.start()
	a.drop(acme, "Large.csv", series(0, large))
	for i := range flood {
		a.drop(acme, fmt.Sprintf("f%03d.csv", i), series(large+i, 1))
	}
	a.eventually("the flood is there", func() bool { return a.snapshot().Queue.UnderWay > flood/4 })
	const other = 40
	began := time.Now()
	a.drop(other, "July.csv", awards(matches))
	a.await(other, "July.csv", "done")
	took := time.Since(began)
	ended, err := a.daemon.Store().Ended(t.Context(), "acme", flood)
	must(t, err)
	t.Logf("it was answered after %s and %d of %d files of the other organisation", took.Round(10*time.Millisecond), len(ended), flood+1)
	if len(ended) > flood/2 {
		t.Errorf("it came after %d of %d files of the other organisation", len(ended), flood+1)
	}
	steps, submits := a.during(other)
	t.Logf("meanwhile the other organisation made %d steps and %d submits", steps, submits)
	if submits > flood/8 || steps > 3*flood { // of some seven for each of its files
		t.Errorf("%d steps and %d submits of the other organisation came before it", steps, submits)
	}
}

// during counts what acme did from when a file of another was received until it
// was done, in all, and its submits.
func (a *agency) during(other int) (steps, submits int) {
	a.t.Helper()
	during := false
	for _, e := range a.events() {
		switch {
		case e.Organisation == a.id(other):
			during = true
			if e.Operation == "done" {
				return steps, submits
			}
		case during && e.Organisation == "acme":
			steps++
			if e.Operation == "submit" {
				submits++
			}
		}
	}
	return steps, submits
}

// LRS is slow for one organisation, with more calls than there are workers for
// it, and the other does not notice. Each has one submit in flight.
func TestO14_ASlowServerOfOneDelaysNoOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme"}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 4 * time.Second}})
	for i := range 40 {
		w.drop(acme, fmt.Sprintf("July-%d.csv", i), awards(strings.Replace(matches, "2025-06-30", fmt.Sprintf("2024-%02d-%02d", i%12+1, i%28+1), 1)))
	}
	w.eventually("acme's files are checked", func() bool {
		s, ok := w.status(acme, "July-39.csv")
		return ok && s.State == "verifying"
	})
	w.drop(beta, "July.csv", awards(matches))
	w.await(beta, "July.csv", "done")
	acmes := 0
	for _, r := range w.sim.Requests() { // in the order of their ends
		if r.Organisation == "acme" {
			acmes++
		}
		if r.Organisation == "beta" && r.Operation == opGet && acmes > 1 {
			t.Errorf("beta's last answer came after %d calls of acme, one after the other", acmes)
		}
	}
}
