package daemon_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lrsdrop/internal/lrssim"
)

const sixty = 60

// filesOfSixty is how many files the sixty drop.
func filesOfSixty() int {
	if underRace {
		return 4 * sixty
	}
	return 2000
}

// setup is one way to set up an organisation wrongly, and how anybody learns
// of it. In all words ID stands for the organisation's id.
type setup struct {
	mistake
	ready string // /readyz has a line with these words; "": it tells of nothing
	waits string // the status of each good file waits for this; "": it has none
	code  string // LRS refuses its calls with this; "": there are no calls
}

// setups are ten of them, each different.
func (a *agency) setups() []setup {
	suspended := "organisation ID is suspended since "
	certificate, connection := "support to put right the organisation's certificate for LRS", "support to put right the connection to LRS"
	return []setup{
		{mistake{"no certificate", replace("secrets/ID.p12", "secrets/none.p12")}, suspended + "*none.p12", certificate, ""},
		{mistake{"another passphrase", write(func(o lrssim.FixtureOrganisation) { a.put(o.Passphrase, []byte("another\n")) })}, suspended + "*passphrase", certificate, ""},
		{mistake{"an expired certificate", replace("", "")}, suspended + "*the certificate expired at ", certificate, ""},
		{mistake{"a certificate of tomorrow", replace("", "")}, suspended + "*the certificate is not valid before ", certificate, ""},
		{mistake{"the password of another", write(func(o lrssim.FixtureOrganisation) { a.copyFile(a.fixture.Organisations[acme].Password, o.Password) })},
			"LRS refused the password or certificate of organisation ID (WSEC0005)", connection, "WSEC0005"},
		{mistake{"the certificate of another", replace("secrets/ID.p12, passphrase: {file: secrets/ID.passphrase", "secrets/acme.p12, passphrase: {file: secrets/acme.passphrase")},
			suspended + "*is that of organisation acme", certificate, ""},
		{mistake{"the UKPRN of another", func(o lrssim.FixtureOrganisation, entry string) string {
			return strings.Replace(entry, o.UKPRN, a.fixture.Organisations[unreadable].UKPRN, 1)
		}}, "", connection, "WSEC0003"},
		{mistake{"an outbox that is a file", write(func(o lrssim.FixtureOrganisation) {
			must(a.t, os.Remove(o.Outbox))
			a.put(o.Outbox, []byte("x"))
		})}, "outbox *of ID cannot be written to since ", "", ""},
		{mistake{"an entry that is no YAML", func(lrssim.FixtureOrganisation, string) string { return "a: b: c" }},
			suspended + "*The file is not YAML*Files that are dropped in its inboxes wait there.", "", ""},
		{mistake{"no password", replace("secrets/ID.password", "secrets/none")}, suspended + "*none", "support to put right the organisation's password for LRS", ""},
	}
}

// Organisations of setups that are named.
const (
	borrowing  = 2 + 6 // has the UKPRN of unreadable
	noOutbox   = 2 + 7
	unreadable = 2 + 8
)

func mistakesOf(setups []setup) (all []mistake) {
	for _, s := range setups {
		all = append(all, s.mistake)
	}
	return all
}

// filing is a file of one of the sixty and what has to become of it.
type filing struct {
	org           int
	name, content string
	owned         bool   // by the account that they share
	person        string // whom it is for
	state         string
	outcomes      map[string]string
	rows          []lrssim.RowDigest // what of it may reach LRS
}

// The learners whom the sixty invent.
const inventedGiven, inventedFamily = "Alexandrina", "Crossover"

// plan is the files of all of them, one of each in turn.
func (a *agency) plan(files int) (all []filing) {
	kinds := []func(int, int) filing{a.same, a.byColumn, a.byHeader, a.learnersByColumn, a.learnersByOwner, a.mixed, a.astray, a.many}
	for n := range files {
		org, turn := n%sixty, n/sixty
		kind := (turn + org) % len(kinds)
		if turn >= len(kinds) && kind == 0 {
			kind = 1 // the same bytes once more would be a duplicate
		}
		d := kinds[kind](org, turn*10) // of up to ten learners
		d.org, d.name = org, fmt.Sprintf("f%03d %s%s", turn, a.id(org), d.name)
		all = append(all, d)
	}
	return all
}

// same is the same file, byte for byte, in each organisation.
func (a *agency) same(org, _ int) filing {
	return filing{
		name: ".csv", content: awards(matches, matchesToo), person: person(a.id(org)), state: "done",
		outcomes: map[string]string{"2": "accepted WSRC0009", "3": "accepted WSRC0009"},
		rows: []lrssim.RowDigest{
			a.sim.Digest("1000000078", "Example", "Alex", "2001-02-03", "1"), a.sim.Digest("1000000078", goodReference, "2025-06-30", "1", "2025-06-30", "Pass"),
			a.sim.Digest("1000102504", "Pattern", "Chris", "2001-06-07", "1"), a.sim.Digest("1000102504", goodReference, "2025-06-30", "1", "2025-06-30", "Merit"),
		},
	}
}

// own is the number of the n-th learner whom an organisation alone has.
func own(org, n int) string { return uln(10_000 + org*1000 + n) }

func (a *agency) ownAward(org, n int, reference string) string {
	return own(org, n) + "," + reference + ",2025-06-30,Pass," + inventedGiven + "," + inventedFamily + ",2001-02-04,1\r\n"
}

// digests are those of the verification and the award of some learners.
func (a *agency) digests(org, first, count int, references ...string) (all []lrssim.RowDigest) {
	for n := first; n < first+count; n++ {
		all = append(all, a.sim.Digest(own(org, n), inventedFamily, inventedGiven, "2001-02-04", "1"))
		for _, reference := range references {
			all = append(all, a.sim.Digest(own(org, n), reference, "2025-06-30", "1", "2025-06-30", "Pass"))
		}
	}
	return all
}

func column(id string, n int) string { return fmt.Sprintf("Cas %d of %s", n, id) }

func (a *agency) byColumn(org, n int) filing {
	name := column(a.id(org), n)
	return filing{
		name: ".csv", content: awardsBy([]string{name}, a.ownAward(org, n, goodReference)), person: name, state: "done",
		outcomes: map[string]string{"2": "accepted WSRC0009"}, rows: a.digests(org, n, 1, goodReference),
	}
}

func (a *agency) byHeader(org, n int) filing {
	name := column(a.id(org), n)
	var rows string
	for i := range 2 {
		rows += xmlAward(own(org, n+i), goodReference, inventedGiven, inventedFamily, "2001-02-04", "1", "<Grade>Pass</Grade>")
	}
	return filing{
		name: ".xml", content: "<AchievementBatch><Header><SubmittedBy>" + name + "</SubmittedBy></Header>" + rows + "</AchievementBatch>", person: name, state: "done",
		outcomes: map[string]string{"1": "accepted WSRC0009", "2": "accepted WSRC0009"}, rows: a.digests(org, n, 2, goodReference),
	}
}

func (a *agency) learnersByColumn(org, n int) filing {
	name := column(a.id(org), n)
	return filing{
		name: ".csv", content: fmt.Sprintf("ULN,GivenName,FamilyName,DateOfBirth,Gender,SubmittedBy\r\n%s,%s,%s,2001-02-04,1,%s\r\n", own(org, n), inventedGiven, inventedFamily, name),
		person: name, state: "done", outcomes: map[string]string{"2": "matched WSVRC001"}, rows: a.digests(org, n, 1),
	}
}

func (a *agency) learnersByOwner(org, n int) filing {
	content := "<VerifyBatch><Header><AwardingOrganisation>" + a.fixture.Organisations[org].Reference + "</AwardingOrganisation></Header>"
	for i := range 2 {
		content += fmt.Sprintf("<Learner><ULN>%s</ULN><GivenName>%s</GivenName><FamilyName>%s</FamilyName><DateOfBirth>2001-02-04</DateOfBirth><Gender>1</Gender></Learner>",
			own(org, n+i), inventedGiven, inventedFamily)
	}
	return a.byOwner(org, filing{
		name: ".xml", content: content + "</VerifyBatch>", state: "done",
		outcomes: map[string]string{"1": "matched WSVRC001", "2": "matched WSVRC001"}, rows: a.digests(org, n, 2),
	})
}

// byOwner has a file belong to the account that all organisations know. Only
// the superuser can give a file away.
func (a *agency) byOwner(org int, d filing) filing {
	d.owned, d.person = os.Getuid() == 0, person(a.id(org))
	if d.owned {
		d.person = owner(a.id(org))
	}
	return d
}

// mixed has a row that LRS refuses and one that breaks a rule.
func (a *agency) mixed(org, n int) filing {
	return filing{
		name: ".csv", content: awards(a.ownAward(org, n, goodReference), a.ownAward(org, n+1, "999/0005/1"), badCheckDigit), person: person(a.id(org)), state: "done",
		outcomes: map[string]string{"2": "accepted WSRC0009", "3": "rejected SIM-B99", "4": "invalid LOCAL-ULN-CHECK"},
		rows:     append(a.digests(org, n, 1, goodReference), a.digests(org, n+1, 1, "999/0005/1")...),
	}
}

// astray is a file of the next organisation, which somebody dropped here.
func (a *agency) astray(org, n int) filing {
	next := a.fixture.Organisations[(org+1)%sixty]
	return filing{
		name: ".csv", content: header + "1," + next.Reference + ",,Final\r\n" + awards(a.ownAward(org, n, goodReference)), person: person(a.id(org)), state: "refused",
		outcomes: map[string]string{"4": "not_sent LOCAL-WRONG-ORG"},
	}
}

// many has so many learners that LRS is asked about them in a batch.
func (a *agency) many(org, n int) filing {
	const count = 7
	d := filing{name: ".csv", state: "done", outcomes: map[string]string{}, rows: a.digests(org, n, count, goodReference)}
	var rows []string
	for i := range count {
		rows = append(rows, a.ownAward(org, n+i, goodReference))
		d.outcomes[strconv.Itoa(i+2)] = "accepted WSRC0009"
	}
	d.content = awards(rows...)
	return a.byOwner(org, d)
}

func TestO2_O3_O5_O14_SixtyOrganisationsDoNotCrossOver(t *testing.T) {
	t.Parallel()
	var setups []setup
	a := newAgency(t, sixty, func(a *agency) []mistake {
		setups = a.setups()
		return mistakesOf(setups)
	}, lrssim.WithAcceptAny(), lrssim.WithExpired("org-05"), lrssim.WithNotYet("org-06"))
	a.planted = []string{inventedGiven, inventedFamily}
	files := a.plan(filesOfSixty())
	a.start()
	for _, d := range files {
		if d.owned {
			a.dropOwned(d.org, sharedAccount, d.name, d.content)
		} else {
			a.drop(d.org, d.name, d.content)
		}
	}
	for i, s := range setups {
		a.tellsOf(i+2, s)
	}
	for _, d := range files {
		if a.wrong[d.org] == "" {
			a.endsWell(d)
		} else {
			a.saysWhy(d, setups[d.org-2])
		}
	}
	a.onlyTheirsAreTold()
	a.nothingCrossedOver(files, setups)
	a.nobodyElseIsAnswered(files)
	t.Logf("%d files, %d calls", len(files), len(a.sim.Requests()))
	a.halt()
}

// tellsOf waits until anybody who asks is told of a mistake.
func (a *agency) tellsOf(org int, s setup) {
	a.t.Helper()
	switch {
	case s.ready != "":
		a.unready(strings.Split(strings.ReplaceAll(s.ready, "ID", a.id(org)), "*")...)
	case s.code != "":
		a.eventually(s.what, func() bool { return a.snapshot().Organisations[a.index(a.id(org))].HeldCode == s.code })
	}
}

// onlyTheirsAreTold: there is no trouble but the mistakes.
func (a *agency) onlyTheirsAreTold() {
	a.t.Helper()
	for _, reason := range a.snapshot().Reasons {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(a.wrong)), func(org int) bool {
			return regexp.MustCompile(`\b` + a.id(org) + `\b`).MatchString(reason)
		}) {
			a.t.Errorf("not of a mistake of ours: %s", reason)
		}
	}
}

func (a *agency) endsWell(d filing) {
	a.t.Helper()
	s := a.await(d.org, d.name, d.state)
	a.expect(d.org, d.name, d.outcomes)
	if s.User != d.person {
		a.t.Errorf("%s is sent for %q, want %q", d.name, s.User, d.person)
	}
}

// saysWhy: a file of an organisation that is set up wrongly has a status that
// says what it waits for. Without an outbox there is none, and the file waits:
// in its inbox, when nobody knows what is whose.
func (a *agency) saysWhy(d filing, s setup) {
	a.t.Helper()
	inbox := a.fixture.Organisations[d.org].Inbox
	switch {
	case d.org == noOutbox:
		claims, err := filepath.Glob(filepath.Join(inbox, ".claimed", "*", "*", d.name))
		must(a.t, err)
		if _, err := os.Stat(filepath.Join(inbox, d.name)); err != nil && len(claims) != 1 {
			a.t.Errorf("%s is gone, and nothing could be answered", d.name)
		}
	case d.org == unreadable:
		if text, err := os.ReadFile(filepath.Join(inbox, d.name)); err != nil || string(text) != d.content {
			a.t.Errorf("%s was not left alone: %v", d.name, err)
		}
	case d.state == "refused": // whatever is wrong with the organisation
		a.endsWell(d)
	default:
		var last status
		a.eventually(d.name+" says that "+s.what+" is what it waits for", func() bool {
			last, _ = a.status(d.org, d.name)
			return strings.HasPrefix(last.WaitingFor, s.waits)
		})
		if last.Final || !last.NeedsAttention {
			a.t.Errorf("%s waits for %s: %+v", d.name, s.what, last)
		}
	}
}

// nothingCrossedOver: all that LRS was told with a call, and each row, is of
// the organisation whose certificate came with it, and the person is that of
// the row's file.
func (a *agency) nothingCrossedOver(files []filing, setups []setup) {
	a.t.Helper()
	type place struct {
		organisation string
		row          lrssim.RowDigest
	}
	people, jobs := map[place]string{}, map[string]string{}
	for _, d := range files {
		for _, row := range d.rows {
			people[place{a.id(d.org), row}] = d.person
		}
	}
	requests := a.sim.Requests()
	if len(requests) >= 10_000 {
		a.t.Fatal("the history of the simulator was too short")
	}
	calls := map[string]int{}
	for _, r := range requests {
		i := slices.IndexFunc(a.fixture.Organisations, func(o lrssim.FixtureOrganisation) bool { return o.ID == r.Certificate })
		if i < 0 {
			a.t.Fatalf("%s came with nobody's certificate", r.Operation)
		}
		calls[r.Certificate]++
		a.ownNames(i, r, setups)
		for _, row := range r.Rows {
			if want, known := people[place{r.Certificate, row}]; !known || r.User != want {
				a.t.Errorf("%s of %s for %q carried a row that is for %q (there is one: %t)", r.Operation, r.Certificate, r.User, want, known)
			}
		}
		job := fmt.Sprintf("%t %d", r.Operation == opSubmit || r.Operation == opGet, r.JobID)
		switch whose := r.Certificate + " for " + r.User; {
		case r.JobID != 0 && r.Accepted:
			jobs[job] = whose
		case r.JobID != 0 && jobs[job] != "" && jobs[job] != whose:
			a.t.Errorf("%s asked about a job of %s", whose, jobs[job])
		}
	}
	for i := range a.fixture.Organisations {
		if may := a.wrong[i] == "" || i == noOutbox || setups[i-2].code != ""; may != (calls[a.id(i)] > 0) {
			a.t.Errorf("%s (%s) made %d calls", a.id(i), a.wrong[i], calls[a.id(i)])
		}
	}
}

// ownNames: the numbers and the password are the organisation's own; where they
// are not, on purpose, LRS refuses the call.
func (a *agency) ownNames(i int, r lrssim.Request, setups []setup) {
	a.t.Helper()
	o, code := a.fixture.Organisations[i], ""
	ukprn, password := o.UKPRN, o.ID
	if i >= 2 && i < 2+len(setups) {
		code = setups[i-2].code
		switch code {
		case "WSEC0003":
			ukprn = a.fixture.Organisations[unreadable].UKPRN
		case "WSEC0005":
			password = "acme"
		}
	}
	if r.UKPRN == "" && r.Reference == "" || r.UKPRN != "" && r.UKPRN != ukprn || r.Reference != "" && r.Reference != o.Reference || r.PasswordOf != password {
		a.t.Errorf("%s with the certificate of %s came from %q %q with the password of %q", r.Operation, o.ID, r.UKPRN, r.Reference, r.PasswordOf)
	}
	if r.Code != code || code == "" && r.Organisation != o.ID {
		a.t.Errorf("%s of %s was answered with %q as that of %q, want %q", r.Operation, o.ID, r.Code, r.Organisation, code)
	}
}

var tenDigits = regexp.MustCompile(`\b\d{10}\b`)

// nobodyElseIsAnswered: an outbox has answers to its organisation's files
// alone, with no row of another.
func (a *agency) nobodyElseIsAnswered(files []filing) {
	a.t.Helper()
	numbers, certificates := map[int]string{}, map[string]string{}
	for _, d := range files {
		numbers[d.org] += d.content
	}
	for i, o := range a.fixture.Organisations {
		certificates[o.ID] = fingerprint(a.t.(*testing.T), o.Certificate)
		if i == noOutbox {
			continue
		}
		for path, text := range a.everything(i) {
			if !strings.Contains(filepath.Base(path), " "+o.ID+".") {
				a.t.Errorf("%s has %s", o.ID, filepath.Base(path))
			}
			for _, number := range tenDigits.FindAllString(text, -1) {
				if strings.HasSuffix(path, ".csv") && !strings.Contains(numbers[i], number) {
					a.t.Errorf("%s has a row about %s, whom it did not name", path, number)
				}
			}
		}
	}
	ukprns := map[string]string{}
	for i, o := range a.fixture.Organisations {
		ukprns[o.ID] = o.UKPRN
		if i == borrowing {
			ukprns[o.ID] = a.fixture.Organisations[unreadable].UKPRN
		}
	}
	for _, e := range a.events() {
		theirs := e.User == "" || e.User == person(e.Organisation) || e.User == owner(e.Organisation) || strings.HasSuffix(e.User, " of "+e.Organisation)
		if e.UKPRN != ukprns[e.Organisation] || e.Certificate != "" && e.Certificate != certificates[e.Organisation] || !theirs {
			a.t.Errorf("event %d (%s) of %s says UKPRN %s, certificate %s, for %q", e.Sequence, e.Operation, e.Organisation, e.UKPRN, e.Certificate, e.User)
		}
	}
}
