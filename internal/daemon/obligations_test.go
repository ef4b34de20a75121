package daemon_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/lrssim"
)

// What the application form binds the product to, seen from outside. The limits
// of batches (O15, O16) and how long a verification stands (O17) are in
// f_verify_test.go.

// events are the audit of a running daemon.
func (w *world) events() (all []audit.Event) {
	w.t.Helper()
	for link, err := range w.daemon.Store().Audit(w.t.Context()) {
		must(w.t, err)
		var e audit.Event
		must(w.t, json.Unmarshal(link.Body, &e))
		all = append(all, e)
	}
	return all
}

// everything is the whole outbox of an organisation: each file with its text.
func (w *world) everything(org int) map[string]string {
	w.t.Helper()
	return w.folder(w.fixture.Organisations[org].Outbox)
}

// folder is each file in a folder and those below, with its text.
func (w *world) folder(dir string) map[string]string {
	w.t.Helper()
	all := map[string]string{}
	must(w.t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = string(text)
		return err
	}))
	return all
}

// everyVerdict is a file of awards that gets each of the six verdicts.
func everyVerdict() string {
	return awards(matches, linked, similar, similarToo, different, notThere)
}

// sixLearners is a verify file that gets each of the six verdicts.
func sixLearners() string {
	var b strings.Builder
	b.WriteString("MISIdentifier,ULN,GivenName,FamilyName,DateOfBirth,Gender\r\n")
	for i, l := range lrssim.FixedLearners()[:6] {
		fmt.Fprintf(&b, "V-%d,%s,%s,%s,%s,%s\r\n", i+1, l.ULN, l.GivenName, l.FamilyName, l.DateOfBirth, l.Gender)
	}
	return b.String()
}

func fingerprint(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	must(t, err)
	block, _ := pem.Decode(text)
	sum := sha256.Sum256(block.Bytes)
	return hex.EncodeToString(sum[:])
}

func TestO2_EveryCallAndEveryEventNamesTheOrganisation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: setting("users", "{default: J Smith}")})
	w.drop(acme, "July.csv", awards(matches, similar))
	w.drop(beta, "July.csv", awards(matchesToo))
	w.await(acme, "July.csv", "held")
	w.await(beta, "July.csv", "done")
	for _, r := range w.sim.Requests() {
		if (r.Organisation != "acme" && r.Organisation != "beta") || r.User != "J Smith" {
			t.Errorf("%s came from %q for %q", r.Operation, r.Organisation, r.User)
		}
	}
	seen := map[string]int{}
	for _, e := range w.events() {
		i := slices.IndexFunc(w.fixture.Organisations, func(o lrssim.FixtureOrganisation) bool { return o.ID == e.Organisation })
		if i < 0 {
			t.Errorf("event %d (%s) names no organisation", e.Sequence, e.Operation)
			continue
		}
		o := w.fixture.Organisations[i]
		seen[o.ID]++
		if e.UKPRN != o.UKPRN || e.OrganisationRef != o.Reference || e.Certificate != fingerprint(t, o.Certificate) || e.User != "J Smith" {
			t.Errorf("event %d (%s) says %+v", e.Sequence, e.Operation, e)
		}
	}
	if seen["acme"] < 5 || seen["beta"] < 5 {
		t.Errorf("events: %v", seen)
	}
}

// The register knows other names than those that were sent. They go nowhere.
func TestO6_WhatLRSHoldsIsPassedToNobody(t *testing.T) {
	t.Parallel()
	for name, single := range map[string]int{"one by one": 10, "in a batch": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, worldOption{edit: limits(10_000, 5_000, single)})
			held := []string{"Samuel", "Nicola", "Terry", "Otherwise", "Sample-Jones", "Instance-Brown"}
			w.planted = held
			w.drop(acme, "July.csv", everyVerdict())
			w.drop(acme, "Learners.csv", sixLearners())
			w.await(acme, "July.csv", "held")
			w.await(acme, "Learners.csv", "done")
			w.halt()
			places := w.everything(acme)
			maps.Copy(places, w.folder(w.config.StateDir))
			if len(places) < 10 {
				t.Fatalf("only %d files to look at", len(places))
			}
			for place, text := range places {
				for _, detail := range held {
					if strings.Contains(text, detail) {
						t.Errorf("%s has %q", place, detail)
					}
				}
			}
			// The ULN that LRS returned is shown, for a person's check.
			for _, row := range w.table(acme, "July.csv.review.csv") {
				want := map[string]string{"3": "1000000094", "4": "", "5": "1000000132"}[row["LRSDROP_Row"]]
				if row["ReturnedULN"] != want {
					t.Errorf("row %s: returned ULN %q, want %q", row["LRSDROP_Row"], row["ReturnedULN"], want)
				}
			}
		})
	}
}

// brokenRows are rows that each break one rule of the contract.
func brokenRows() (rows []string, codes []string) {
	for _, r := range []struct{ row, code string }{
		{"1000000079,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1", "LOCAL-ULN-CHECK"},
		{"1.00E+09,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1", "LOCAL-ULN-EXCEL"},
		{"9999999999,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1", "LOCAL-ULN-TEMPORARY"},
		{",610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1", "LOCAL-MISSING"},
		{"1000000078,61055967890,2025-06-30,Pass,Alex,Example,2001-02-03,1", "LOCAL-QUAL-FORMAT"},
		{"1000000078,610/5596/7,30/06/25,Pass,Alex,Example,2001-02-03,1", "LOCAL-DATE-FORMAT"},
		{"1000000078,610/5596/7,2006-08-31,Pass,Alex,Example,2001-02-03,1", "LOCAL-AWARD-EARLY"},
		{"1000000078,610/5596/7,2099-06-30,Pass,Alex,Example,2001-02-03,1", "LOCAL-AWARD-FUTURE"},
		{"1000000078,610/5596/7,2025-06-30,Pass,,Example,2001-02-03,1", "LOCAL-NAME-BLANK"},
		{"1000000078,610/5596/7,2025-06-30,Pass,Alex," + strings.Repeat("e", 36) + ",2001-02-03,1", "LOCAL-NAME-LENGTH"},
		{"1000000078,610/5596/7,2025-06-30,Pass,Alex,Example,2025-07-01,1", "LOCAL-BIRTH-DATE"},
		{"1000000078,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,7", "LOCAL-GENDER"},
		{"1000000078,610/5596/7,2025-06-30,a grade that is much too long,Alex,Example,2001-02-03,1", "LOCAL-GRADE-LENGTH"},
	} {
		rows, codes = append(rows, r.row+"\r\n"), append(codes, r.code)
	}
	return rows, codes
}

func TestO7_ARowThatBreaksARuleNeverReachesLRS(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	rows, codes := brokenRows()
	w.drop(acme, "July.csv", awards(append(rows, matches)...))
	w.await(acme, "July.csv", "done")
	want := map[string]string{fmt.Sprint(len(rows) + 2): "accepted WSRC0009"}
	for i, code := range codes {
		want[fmt.Sprint(i+2)] = "invalid " + code
	}
	w.expect(acme, "July.csv", want)
	for _, r := range w.sim.Requests() {
		if r.Records > 1 {
			t.Errorf("%s carried %d rows, and one is good", r.Operation, r.Records)
		}
	}
}

func TestO9_OtherEncodingsAreRefusedUnlessConvertedOnPurpose(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: func(yaml string) string {
		return strings.Replace(yaml, "{path: inbox/beta,", "{path: inbox/beta, encoding: windows-1252,", 1)
	}})
	latin1 := strings.ReplaceAll(awards(matches, notThere), "ë", "\xeb")
	w.drop(acme, "July.csv", latin1)
	w.drop(beta, "July.csv", latin1)
	w.await(acme, "July.csv", "refused")
	w.pageSays(acme, "July.csv", "Nothing was sent to LRS.", "first: row 3, GivenName", "Windows-1252 (Latin-1), not UTF-8",
		fmt.Sprintf("The first is byte %d of the file.", strings.IndexByte(latin1, '\xeb')), `"CSV UTF-8 (Comma delimited)"`)
	w.await(beta, "July.csv", "done")
	w.expect(beta, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "unverified WSVRC006"})
	if got := w.table(beta, "July.csv.errors.csv"); len(got) != 1 || got[0]["GivenName"] != "Zoë" {
		t.Error("the row to correct does not have the name in UTF-8")
	}
	for _, r := range w.sim.Requests() {
		if r.Organisation == "acme" {
			t.Errorf("%s was called for the file that could not be read", r.Operation)
		}
	}
}

// A trial checks by the same rules as the real thing, and sends nothing.
func TestO10_ATrialFindsWhatTheRealThingFinds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: func(yaml string) string {
		return strings.Replace(yaml, "{path: inbox/beta,", "{path: inbox/beta, send: false,", 1)
	}})
	rows, codes := brokenRows()
	file := awards(append(rows, matches)...)
	w.drop(acme, "July.csv", file)
	w.drop(beta, "July.csv", file)
	w.await(acme, "July.csv", "done")
	w.await(beta, "July.csv", "done")
	w.pageSays(beta, "July.csv", "This was a trial: nothing was sent to LRS.")
	realThing, trial := w.table(acme, "July.csv.errors.csv"), w.table(beta, "July.csv.errors.csv")
	if len(trial) != len(codes) || len(realThing) != len(codes) {
		t.Fatalf("%d rows to correct in the trial and %d in the real thing, want %d", len(trial), len(realThing), len(codes))
	}
	for i := range trial {
		delete(trial[i], "LRSDROP_File")
		delete(realThing[i], "LRSDROP_File")
		if !maps.Equal(trial[i], realThing[i]) {
			t.Errorf("row %s: the trial says %s, the real thing %s", trial[i]["LRSDROP_Row"], trial[i]["LRSDROP_Code"], realThing[i]["LRSDROP_Code"])
		}
	}
	last := fmt.Sprint(len(rows) + 2)
	if got := w.outcomes(beta, "July.csv")[last]; got != "not_sent LOCAL-TRIAL" {
		t.Errorf("the good row of the trial is %q", got)
	}
	for _, r := range w.sim.Requests() {
		if r.Organisation == "beta" {
			t.Errorf("the trial called %s", r.Operation)
		}
	}
}

var codeOfLRS = regexp.MustCompile(`\b(WSEC|WCEC|WSRC|WSVRC)0*(\d+)\b`)

// Whatever goes wrong on our side of the wire, or on the way, only codes that
// LRS gave look like LRS's.
func TestO11_NoFaultOfOursWearsALRSCode(t *testing.T) {
	t.Parallel()
	for _, kind := range []lrssim.FaultKind{
		lrssim.KindPlainFault, lrssim.KindHTML, lrssim.KindHTTPStatus, lrssim.KindRedirect, lrssim.KindDropBefore, lrssim.KindDropAfter,
		lrssim.KindTruncatedBody, lrssim.KindWrongType, lrssim.KindNoJobID,
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, worldOption{})
			w.fault(lrssim.Fault{Match: lrssim.Match{Operation: "SubmitAchievementBatchJob"}, Action: lrssim.Action{Kind: kind}, Times: 1})
			w.drop(acme, "Bad.csv", "Colour\r\nred\r\n")
			w.drop(acme, "July.csv", awards(matches, "1000000079"+matches[10:]))
			w.await(acme, "Bad.csv", "refused")
			w.await(acme, "July.csv", "held")
			w.expect(acme, "July.csv", map[string]string{"2": "unknown LOCAL-UNKNOWN", "3": "invalid LOCAL-ULN-CHECK"})
			places := w.everything(acme)
			places["the log"] = w.log.String()
			for _, e := range w.events() {
				places["the audit"] += e.Code + "\n"
			}
			for place, text := range places {
				for _, code := range codeOfLRS.FindAllString(text, -1) {
					if code != "WSVRC001" { // the only code that LRS gave
						t.Errorf("%s has %s", place, code)
					}
				}
			}
		})
	}
}

func TestO14_EachOrganisationCallsForItselfAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches))
	w.drop(beta, "July.csv", awards(matches)) // the same bytes are another organisation's own
	w.await(acme, "July.csv", "done")
	w.await(beta, "July.csv", "done")
	for _, org := range []string{"acme", "beta"} {
		if v, s := w.calls(org, "verifyLearner"), w.calls(org, "SubmitAchievementBatchJob"); v != 1 || s != 1 {
			t.Errorf("%s: %d verifications, %d submits", org, v, s)
		}
	}
	before := len(w.sim.Requests())
	w.drop(beta, "Lost.csv", header+"1,"+w.fixture.Organisations[acme].Reference+",,Final\r\n"+awards(matchesToo))
	if got := w.await(beta, "Lost.csv", "refused"); codesOf(got) != "LOCAL-WRONG-ORG" {
		t.Errorf("status.json tells of %+v", got.Problems)
	}
	w.expect(beta, "Lost.csv", map[string]string{"4": "not_sent LOCAL-WRONG-ORG"})
	if n := len(w.sim.Requests()); n != before {
		t.Errorf("%d calls were made for a file in the wrong folder", n-before)
	}
}

// One organisation with the certificate of another gets nowhere, and the other
// goes on.
func TestO14_CertificateOfAnotherOrganisationOpensNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: func(yaml string) string {
		return strings.NewReplacer("secrets/beta.p12", "secrets/acme.p12", "secrets/beta.passphrase", "secrets/acme.passphrase").Replace(yaml)
	}})
	w.drop(beta, "July.csv", awards(matches))
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	w.eventually("beta to be refused", func() bool {
		s, _ := w.status(beta, "July.csv")
		return strings.HasPrefix(s.WaitingFor, "support to put right the connection to LRS") || s.NeedsAttention
	})
	for _, r := range w.sim.Requests() {
		if r.Organisation == "beta" && r.Code != "WSEC0003" {
			t.Errorf("%s of beta was answered with %q", r.Operation, r.Code)
		}
	}
}
