package daemon_test

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

// O3: LRS is told the person who triggers each call, and the audit is.

// awardsBy are awards with a column that names a person on each row.
func awardsBy(names []string, rows ...string) string {
	lines := strings.Split(strings.TrimSuffix(awards(rows...), "\r\n"), "\r\n")
	lines[0] += ",SubmittedBy"
	for i, name := range names {
		lines[i+1] += "," + name
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}

// xmlAward is an award in XML with whatever else is to stand in it.
func xmlAward(uln, reference, given, family, born, gender, more string) string {
	return "<Achievement><Uln>" + uln + "</Uln><UnitOrQualificationCode>" + reference + "</UnitOrQualificationCode><AchievementAwardDate>2025-06-30</AchievementAwardDate>" +
		"<GivenName>" + given + "</GivenName><FamilyName>" + family + "</FamilyName><DateOfBirth>" + born + "</DateOfBirth><Gender>" + gender + "</Gender>" + more + "</Achievement>"
}

// dropOwned is drop of a file that belongs to an account, which only the
// superuser can do.
func (w *world) dropOwned(org, uid int, name, content string) {
	w.t.Helper()
	inbox := w.fixture.Organisations[org].Inbox
	must(w.t, os.WriteFile(filepath.Join(inbox, "."+name), []byte(content), 0o644))
	must(w.t, os.Chown(filepath.Join(inbox, "."+name), uid, -1))
	must(w.t, os.Rename(filepath.Join(inbox, "."+name), filepath.Join(inbox, name)))
}

// sentFor checks that a file is one person's wherever the person is told: to
// LRS, in the status, on the page and in the audit.
func (w *world) sentFor(org int, base, person string) {
	w.t.Helper()
	s, ok := w.status(org, base)
	if !ok || s.User != person {
		w.t.Errorf("the status of %s says %q, want %q", base, s.User, person)
	}
	w.pageSays(org, base, "Sent for "+person)
	checked := false
	for _, e := range w.events() {
		if e.File != s.FileID {
			continue
		}
		checked = checked || e.Operation == "checked"
		if e.User != person && (checked || e.User != "") {
			w.t.Errorf("event %d (%s) of %s is %q's, want %q", e.Sequence, e.Operation, base, e.User, person)
		}
	}
	if !checked {
		w.t.Errorf("%s was not checked", base)
	}
}

// callers are the people that LRS was told, each once.
func (w *world) callers(organisation string) (people []string) {
	for _, r := range w.sim.Requests() {
		if r.Organisation == organisation && !slices.Contains(people, r.User) {
			people = append(people, r.User)
		}
	}
	slices.Sort(people)
	return people
}

func (w *world) wantCallers(organisation string, people ...string) {
	w.t.Helper()
	if got := w.callers(organisation); !slices.Equal(got, people) {
		w.t.Errorf("LRS was called for %q, want %q", got, people)
	}
}

func TestO3_ThePersonThatAColumnNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: setting("users", "{default: mis-export, column: SubmittedBy}")})
	w.drop(acme, "July.csv", awardsBy([]string{"J Smith", "", " J Smith"}, matches, badCheckDigit, notThere))
	w.await(acme, "July.csv", "done")
	w.sentFor(acme, "July.csv", "J Smith")
	if strings.Contains(w.page(acme, "July.csv"), "SubmittedBy") {
		t.Error("the page lists the column as one that nobody knows")
	}
	// Rows that come back corrected still have the column.
	w.drop(acme, "Fixed.csv", w.corrected(acme, "July.csv.errors.csv", "1000000079", "1000000094", "Alex,Example", "Zoë,O'Sample"))
	w.await(acme, "Fixed.csv", "done")
	w.sentFor(acme, "Fixed.csv", "J Smith")
	w.wantCallers("acme", "J Smith")

	header, row := "<Header><SubmittedBy>A Patel</SubmittedBy></Header>", "<SubmittedBy>A Patel</SubmittedBy>"
	award := func(more string) string {
		return xmlAward("1000102504", "610/5596/7", "Chris", "Pattern", "2001-06-07", "1", more)
	}
	w.drop(beta, "InHeader.xml", "<AchievementBatch>"+header+award("")+"</AchievementBatch>")
	w.drop(beta, "InRow.xml", "<AchievementBatch>"+strings.Replace(award(row), "2025-06-30", "2025-06-29", 1)+"</AchievementBatch>")
	for _, name := range []string{"InHeader.xml", "InRow.xml"} {
		w.await(beta, name, "done")
		w.expect(beta, name, map[string]string{"1": "accepted WSRC0009"})
		w.sentFor(beta, name, "A Patel")
	}
	w.wantCallers("beta", "A Patel")
	w.drop(beta, "Nobody.csv", awards(matches))
	w.await(beta, "Nobody.csv", "done")
	w.sentFor(beta, "Nobody.csv", "mis-export")
}

// The person is settled before the first call and stays, whatever happens to
// the program and its configuration, and so does the column in what comes back.
func TestO3_ThePersonOutlivesARestartAndAnotherConfiguration(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, edit: setting("users", "{default: mis-export, column: SubmittedBy}")})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit, Organisation: "acme"}, Action: lrssim.Action{Kind: lrssim.KindOutOfHours}, Times: 1})
	w.drop(acme, "July.xml", "<AchievementBatch><Header><SubmittedBy>J Smith</SubmittedBy></Header>"+
		xmlAward("1000000078", "610/5596/7", "Alex", "Example", "2001-02-03", "1", "")+
		xmlAward("1000102504", "999/0005/1", "Chris", "Pattern", "2001-06-07", "1", "")+"</AchievementBatch>")
	w.eventually("the upload waits", func() bool { return w.calls("acme", opSubmit) == 1 })
	w.halt()
	text, err := os.ReadFile(w.fixture.Config)
	must(t, err)
	must(t, os.WriteFile(w.fixture.Config, []byte(setting("users", "{default: Somebody Else}")(string(text))), 0o600))
	w.reload()
	w.start()
	w.awaitStepping(c, time.Hour, acme, "July.xml", "done")
	w.expect(acme, "July.xml", map[string]string{"1": "accepted WSRC0009", "2": "rejected SIM-B99"})
	w.sentFor(acme, "July.xml", "J Smith")
	w.wantCallers("acme", "J Smith")
	if got := w.table(acme, "July.xml.errors.csv"); len(got) != 1 || got[0]["SubmittedBy"] != "J Smith" {
		t.Errorf("the %d rows to correct do not name the person", len(got))
	}
}

func TestO3_AFileThatNamesTwoPeopleIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: setting("users", "{default: mis-export, column: SubmittedBy}")})
	w.planted = []string{"Jolyon", "Anoushka"}
	w.drop(acme, "July.csv", awardsBy([]string{"Jolyon Smith", "", "Anoushka Patel"}, matches, badCheckDigit, matchesToo))
	if got := w.await(acme, "July.csv", "refused"); codesOf(got) != "LOCAL-USER-TWO LOCAL-ULN-CHECK" || got.User != "" {
		t.Errorf("status.json tells of %s for %q", codesOf(got), got.User)
	}
	w.expect(acme, "July.csv", map[string]string{"2": "not_sent LOCAL-USER-TWO", "3": "invalid LOCAL-ULN-CHECK", "4": "not_sent LOCAL-USER-TWO"})
	w.pageSays(acme, "July.csv", "The file names two people (first: row 2 and row 4).", "Nothing was sent. LRS wants one person with each call. Drop one file for each person.")
	w.drop(acme, "Long.csv", awardsBy([]string{strings.Repeat("Jolyon ", 6)}, matches))
	w.await(acme, "Long.csv", "refused")
	w.expect(acme, "Long.csv", map[string]string{"2": "not_sent LOCAL-USER-UNKNOWN"})
	w.pageSays(acme, "Long.csv", "The name of the person in row 2 is longer than the 35 characters that LRS takes.")
	w.wantCallers("acme")
	for _, e := range w.events() {
		if e.User != "" {
			t.Errorf("event %d (%s) names a person", e.Sequence, e.Operation)
		}
	}
}

// Files here belong to the login that the daemon runs under.
func TestO3_OurOwnLoginNamesNobody(t *testing.T) {
	t.Parallel()
	us, err := user.Current()
	must(t, err)
	own := fmt.Sprintf(`by_owner: {%q: {name: J Smith}, "uid:%d": {name: J Smith}}`, us.Username, max(os.Getuid(), 0))
	w := newWorld(t, worldOption{edit: func(yaml string) string {
		acme, beta, _ := strings.Cut(yaml, "- id: beta")
		return setting("users", "{default: A Patel, "+own+"}")(acme) + "- id: beta" + setting("users", "{unknown: stop, "+own+"}")(beta)
	}})
	w.drop(acme, "July.csv", awards(matches))
	w.drop(beta, "July.csv", awards(matches, badCheckDigit))
	w.await(acme, "July.csv", "done")
	w.sentFor(acme, "July.csv", "A Patel")
	w.await(beta, "July.csv", "refused")
	w.expect(beta, "July.csv", map[string]string{"2": "not_sent LOCAL-USER-UNKNOWN", "3": "invalid LOCAL-ULN-CHECK"})
	w.pageSays(beta, "July.csv", "we do not know who dropped this file.", "Ask support to add the account that you drop files with.")
	w.wantCallers("acme", "A Patel")
	w.wantCallers("beta")
}

// Package pipeline tests the same on a folder in memory, for other accounts
// than the superuser.
func TestO3_TheOwnerOfAFile(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		return // nobody else can give a file away
	}
	named, err := user.LookupId("1")
	must(t, err)
	people := fmt.Sprintf(`by_owner: {%q: {name: J Smith}, "uid:12345": {name: A Patel}, "uid:12346": {name: B Third, until: 2020-01-31}}`, named.Username)
	w := newWorld(t, worldOption{edit: func(yaml string) string {
		acme, beta, _ := strings.Cut(yaml, "- id: beta")
		return setting("users", "{default: E Sixth, "+people+"}")(acme) + "- id: beta" + setting("users", "{unknown: stop, "+people+"}")(beta)
	}})
	for uid, person := range map[int]string{1: "J Smith", 12345: "A Patel", 12346: "E Sixth", 12347: "E Sixth"} {
		name := fmt.Sprintf("By-%d.csv", uid)
		w.dropOwned(acme, uid, name, sixLearners())
		w.await(acme, name, "done")
		w.sentFor(acme, name, person)
	}
	w.wantCallers("acme", "A Patel", "E Sixth", "J Smith")
	w.dropOwned(beta, 12345, "Known.csv", awards(matches))
	w.await(beta, "Known.csv", "done")
	w.dropOwned(beta, 12346, "Left.csv", awards(matchesToo))
	w.await(beta, "Left.csv", "refused")
	w.expect(beta, "Left.csv", map[string]string{"2": "not_sent LOCAL-USER-UNKNOWN"})
	w.pageSays(beta, "Left.csv", "The account that dropped this file belongs to a person whose last day has passed.")
	if strings.Contains(w.page(beta, "Left.csv"), "B Third") {
		t.Error("the page names the person who left")
	}
	w.wantCallers("beta", "A Patel")
}
