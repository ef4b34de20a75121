package lrssim

import (
	"encoding/base64"
	"encoding/csv"
	"encoding/xml"
	"strings"
	"testing"
	"time"
)

func TestFixedReferencesFitTheCheckCharacter(t *testing.T) {
	for _, r := range FixedReferences() {
		if !qualificationForm.MatchString(r.Reference) || !checkCharacterFits(r.Reference) {
			t.Errorf("%s does not fit contract 6.2", r.Reference)
		}
	}
}

// checkCharacterFits is the modulo 11 rule of CONTRACT 6.2.
func checkCharacterFits(reference string) bool {
	plain := strings.ReplaceAll(reference, "/", "")
	digits, check, alphabet := plain[:7], plain[7:], "0123456789X"
	if plain[0] >= 'A' {
		digits, check, alphabet = plain[1:], plain[:1], "ADFHJKLMRTY"
	}
	sum := 0
	for i := range digits {
		sum += (8 - i) * int(digits[i]-'0')
	}
	return check == string(alphabet[sum%11])
}

func TestCountersOfActions(t *testing.T) {
	b := start(t, nil)
	unit := row{reference: "K/501/5773"}
	act := func(action string) row { r := unit; r.action = action; return r }
	steps := []struct {
		name string
		row  row
		want map[string]string
	}{
		{"withdraw before any award", act("2"), map[string]string{"BusinessRuleErrors": "1", "PercentageSuccessfulRecords": "0"}},
		{"award", unit, map[string]string{"AchievementsCreated": "1", "AchievementsUpdated": "0", "AchievementBatchErrorFile": "absent"}},
		{"award again", unit, map[string]string{"AchievementsCreated": "0", "AchievementsUpdated": "1"}},
		{"reinstate what is in force", act("3"), map[string]string{"BusinessRuleErrors": "1"}},
		{"withdraw", act("2"), map[string]string{"AchievementsWithdrawn": "1"}},
		{"reinstate", act("3"), map[string]string{"AchievementsReinstated": "1", "SuccessfulFinalAchievements": "1"}},
	}
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			got := b.batch("acme", step.row)
			got.want(t, step.want)
			got.want(t, map[string]string{"Status": "Successful", "NumberOfRecords": "1", "User": "A Clerk", "Type": "Final"})
		})
	}
	got := b.batch("beta", unit)
	got.want(t, map[string]string{"AchievementsCreated": "1"})
}

func TestAchievementRulesRejectByClass(t *testing.T) {
	b := start(t, nil)
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	b.sim.now = func() time.Time { return now }
	tests := []struct {
		name, class string
		row         row
	}{
		{"check digit", "FieldDataErrors", row{uln: "1000000079"}},
		{"letters", "FieldDataErrors", row{uln: "A"}},
		{"temporary ULN", "FieldDataErrors", row{uln: "9999999999"}},
		{"blank name", "FieldDataErrors", row{given: "  "}},
		{"long name", "FieldDataErrors", row{family: strings.Repeat("x", 36)}},
		{"compact reference", "FieldDataErrors", row{reference: "61055967"}},
		{"award too early", "FieldDataErrors", row{awarded: "2006-08-31"}},
		{"award in the future", "FieldDataErrors", row{awarded: "2026-03-02", acted: "2026-03-02"}},
		{"action before the award", "FieldDataErrors", row{acted: "2025-06-29"}},
		{"action in the future", "FieldDataErrors", row{acted: "2026-03-02"}},
		{"unknown action", "FieldDataErrors", row{action: "9"}},
		{"long grade", "FieldDataErrors", row{grade: strings.Repeat("x", 21)}},
		{"not in the register", "LearnerDataErrors", row{uln: "1000000086", given: "Zoë", family: "O'Sample"}},
		{"details do not match", "LearnerDataErrors", row{family: "Somebody"}},
		{"unknown reference", "BusinessRuleErrors", row{reference: "603/3074/0"}},
		{"another organisation's reference", "BusinessRuleErrors", row{reference: "999/0002/6"}},
		{"unknown grade", "BusinessRuleErrors", row{grade: "A*"}},
		{"fixed field error", "FieldDataErrors", row{reference: "999/0003/8"}},
		{"fixed learner error", "LearnerDataErrors", row{reference: "999/0004/X"}},
		{"fixed business error", "BusinessRuleErrors", row{reference: "999/0005/1"}},
		{"accepted: first award date", "", row{awarded: "2006-09-01"}},
		{"accepted: awarded today", "", row{awarded: "2026-03-01", acted: "2026-03-01"}},
		{"accepted: similar name", "", row{uln: "1000000035", given: "Sam", family: "Specimen"}},
		{"accepted: linked learner", "", row{uln: "1000000027", given: "Blair", family: "Sample"}},
		{"accepted: own reference", "", row{reference: "999/0001/4"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := b.batch("acme", test.row)
			for _, class := range []string{"FieldDataErrors", "LearnerDataErrors", "BusinessRuleErrors"} {
				want := "0"
				if class == test.class {
					want = "1"
				}
				got.want(t, map[string]string{class: want})
			}
		})
	}
}

func TestTheSameAchievementTwiceInABatchIsRejectedOnce(t *testing.T) {
	b := start(t, nil)
	got := b.batch("acme", row{mis: "first"}, row{mis: "second"})
	got.want(t, map[string]string{"AchievementsCreated": "1", "BusinessRuleErrors": "1", "PercentageSuccessfulRecords": "50"})
	file, _ := got.element("AchievementBatchErrorFile")
	if !strings.Contains(file, "second") || strings.Contains(file, "first") {
		t.Errorf("error file %q, want the second row alone", file)
	}
}

func TestErrorFileNamesEachRejectedRow(t *testing.T) {
	rows := []row{{mis: "ok"}, {mis: `a "quoted", one`, uln: "1000000079"}, {mis: "b", reference: "603/3074/0"}}
	want := [][]string{
		{"MISIdentifier", "Uln", "ErrorCode", "ErrorDescription"},
		{`a "quoted", one`, "1000000079", "SIM-F01", "The ULN is not 10 digits with a correct check digit"},
		{"b", "1000000078", "SIM-B01", "The qualification or unit reference is not in the register"},
	}
	for _, form := range []string{"csv", "base64", "xml"} {
		t.Run(form, func(t *testing.T) {
			b := start(t, []string{"error_file: csv=>error_file: " + form})
			got := b.batch("acme", rows...)
			file, _ := got.element("AchievementBatchErrorFile")
			for i, line := range tableOf(t, form, file) {
				if strings.Join(line, "|") != strings.Join(want[i], "|") {
					t.Errorf("line %d: got %q, want %q", i, line, want[i])
				}
			}
		})
	}
}

func tableOf(t *testing.T, form, file string) [][]string {
	t.Helper()
	if form == "xml" {
		var doc struct {
			Error []struct{ MISIdentifier, Uln, ErrorCode, ErrorDescription string }
		}
		must(t, xml.Unmarshal([]byte(file), &doc))
		lines := [][]string{{"MISIdentifier", "Uln", "ErrorCode", "ErrorDescription"}}
		for _, e := range doc.Error {
			lines = append(lines, []string{e.MISIdentifier, e.Uln, e.ErrorCode, e.ErrorDescription})
		}
		return lines
	}
	if form == "base64" {
		text, err := base64.StdEncoding.DecodeString(file)
		must(t, err)
		file = string(text)
	}
	lines, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	must(t, err)
	if len(lines) != 3 {
		t.Fatalf("%d lines, want 3: %q", len(lines), file)
	}
	return lines
}

func TestReferencesThatDecideTheWholeJob(t *testing.T) {
	b := start(t, nil)
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	b.sim.now = func() time.Time { return now }
	tests := []struct {
		reference string
		after     time.Duration
		want      map[string]string
	}{
		{"999/0006/3", 0, map[string]string{"Status": "Failed", "RejectionReason": "The batch could not be processed. The scenario has its job fail.", "AchievementsCreated": "absent"}},
		{"999/0007/5", 0, map[string]string{"Status": "Cancelled", "AchievementsCreated": "absent", "AchievementBatchErrorFile": "absent"}},
		{"999/0008/7", 29 * time.Second, map[string]string{"Status": "InProgress", "EndDate": "absent", "AchievementsCreated": "absent"}},
		{"999/0008/7", 30 * time.Second, map[string]string{"Status": "Successful", "Duration": "00:00:30", "AchievementsUpdated": "2"}},
		{"999/0009/9", 1000 * time.Hour, map[string]string{"Status": "InProgress"}},
		{"999/0010/5", 0, map[string]string{"Status": "Successful", "NumberOfRecords": "2", "AchievementsCreated": "2", "AchievementsUpdated": "1"}},
		{"999/0011/7", 0, map[string]string{"Status": "Successful", "BusinessRuleErrors": "1", "AchievementBatchErrorFile": "%%% SIM REPORT 17 %%% this text is no table; a person has to read it"}},
	}
	for _, test := range tests {
		t.Run(test.reference, func(t *testing.T) {
			taken := b.call("acme", opSubmitAchievements, b.submit("acme", row{reference: test.reference}, row{mis: "M2"}))
			now = now.Add(test.after)
			got := b.call("acme", opGetAchievements, b.get("acme", taken.jobID))
			got.want(t, test.want)
		})
	}
}

func TestAFailedJobLeavesNoAward(t *testing.T) {
	b := start(t, nil)
	b.batch("acme", row{}, row{reference: "999/0006/3"})
	got := b.batch("acme", row{})
	got.want(t, map[string]string{"AchievementsCreated": "1", "AchievementsUpdated": "0"})
}

func TestWaitingJobHasNilStartAndNoCounters(t *testing.T) {
	b := start(t, nil, WithJobTimes(time.Hour, 0))
	got := b.batch("acme", row{})
	got.want(t, map[string]string{"Status": "Waiting", "AchievementsCreated": "absent", "NumberOfRecords": "absent", "ResponseCode": "absent"})
	if !strings.Contains(got.text, `<a:StartDate i:nil="true"/>`) {
		t.Errorf("StartDate is not nil: %s", got.text)
	}
}

func TestTimesOfAFinishedJob(t *testing.T) {
	for fractions, tail := range map[string]string{"false": "", "true": ".000"} {
		b := start(t, []string{"fractions: false=>fractions: " + fractions})
		now := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
		b.sim.now = func() time.Time { return now }
		got := b.batch("acme", row{})
		got.want(t, map[string]string{"SubmittedDate": "2026-07-01T12:00:00" + tail, "StartDate": "2026-07-01T12:00:00" + tail, "EndDate": "2026-07-01T12:00:00" + tail, "Duration": "00:00:00"})
	}
}

func TestSubmitRefusals(t *testing.T) {
	tests := []struct {
		name, edit, old, with, code string
	}{
		{"not set up", "achievements: true =>achievements: false ", "", "", "WSEC0043"},
		{"e-mail", "", "lrs@example.org", "no address", "WSEC0044"},
		{"submission type", "", ">Final<", ">Provisional<", "WSEC0045"},
		{"too many", "achievements: 10000=>achievements: 1", "", "", "WSEC0046"},
		{"none", "", "", "", "WSEC0047"},
	}
	for _, how := range []string{"fault", "response"} {
		for _, test := range tests {
			t.Run(how+" "+test.name, func(t *testing.T) {
				edits := []string{"achievement_errors: fault=>achievement_errors: " + how}
				if test.edit != "" {
					edits = append(edits, test.edit)
				}
				b := start(t, edits)
				body := b.submit("acme", row{}, row{reference: "K/501/5773"})
				if test.code == "WSEC0047" {
					body = b.submit("acme")
				}
				got := b.call("acme", opSubmitAchievements, strings.Replace(body, test.old, test.with, 1))
				wantStatus := map[string]int{"fault": 500, "response": 200}[how]
				if got.code != test.code || got.status != wantStatus || got.jobID != "" {
					t.Errorf("got %d %s job %q, want %d %s", got.status, got.code, got.jobID, wantStatus, test.code)
				}
			})
		}
	}
}

func TestAwardsAreForgottenByReset(t *testing.T) {
	b := start(t, nil)
	first := b.batch("acme", row{})
	b.sim.Reset()
	if len(b.sim.Jobs()) > 0 || len(b.sim.Requests()) > 0 {
		t.Error("jobs or calls are still there")
	}
	again := b.batch("acme", row{})
	again.want(t, map[string]string{"AchievementsCreated": "1"})
	if again.jobID == first.jobID {
		t.Errorf("job id %s was given twice", again.jobID)
	}
}
