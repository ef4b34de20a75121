package daemon_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/lrs"
)

func TestO18_EachCodeHasWordsAndSomebodyWhoActs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	rows, codes := brokenRows()
	w.drop(acme, "July.csv", awards(append(rows, matches, refused, linked, similar, similarToo, different, notThere)...))
	w.await(acme, "July.csv", "held")
	codes = append(codes, "SIM-B99", "WSVRC002", "WSVRC003", "WSVRC004", "WSVRC005", "WSVRC006")
	var seen []string
	page := w.page(acme, "July.csv")
	for _, row := range w.table(acme, "July.csv.result.csv") {
		if row["Outcome"] == "accepted" {
			continue
		}
		seen = append(seen, row["Code"])
		if row["Meaning"] == "" || row["Action"] == "" || row["Who"] == "" || row["Who"] == string(lrs.WhoNobody) {
			t.Errorf("%s: meaning %q, action %q, who %q", row["Code"], row["Meaning"], row["Action"], row["Who"])
		}
		if !strings.Contains(page, "Code: "+row["Code"]) {
			t.Errorf("the page does not tell of %s", row["Code"])
		}
	}
	if !slices.Equal(slices.Sorted(slices.Values(seen)), slices.Sorted(slices.Values(codes))) {
		t.Errorf("the results have %v, want %v", seen, codes)
	}
	for _, row := range w.table(acme, "July.csv.errors.csv") {
		if row["LRSDROP_Problem"] == "" || row["LRSDROP_Action"] == "" {
			t.Errorf("row %s to correct does not say why", row["LRSDROP_Row"])
		}
	}
}

func TestO19_O20_PromptsAreInThePageAndTheReviewFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(similar, similarToo))
	w.await(acme, "July.csv", "held")
	portal := []string{"Sign in to the LRS organisation portal", "check all the learner's details against yours"}
	master := []string{"Sign in to the LRS organisation portal", "master record is your learner", "ULN data challenge"}
	want := map[string][]string{"WSVRC003": portal, "WSVRC004": master}
	page := strings.ReplaceAll(w.page(acme, "July.csv"), "’", "'")
	for _, row := range w.table(acme, "July.csv.review.csv") {
		if len(want[row["Code"]]) == 0 || row["WhatDiffers"] == "" || row["Decision"] != "" || row["ULNToUse"] != "" {
			t.Errorf("the review file says %q, %q", row["Code"], row["WhatDiffers"])
		}
		for _, words := range want[row["Code"]] {
			if !strings.Contains(row["WhatToDo"], words) {
				t.Errorf("%s: the review file says %q", row["Code"], row["WhatToDo"])
			}
			if !strings.Contains(page, words) {
				t.Errorf("%s: the page does not say %q", row["Code"], words)
			}
		}
		delete(want, row["Code"])
	}
	if len(want) > 0 {
		t.Errorf("the review file lacks %v", slices.Collect(maps.Keys(want)))
	}
}

const oddMapping = `id: odd
description: Export of another system
columns:
  MISIdentifier: {from: Reg No}
  Uln: {from: Learner number}
  UnitOrQualificationCode: {from: QAN}
  AchievementAwardDate: {from: Achieved, date: DD/MM/YYYY}
  Grade: {from: Result, values: {P: Pass, M: Merit}}
  GivenName: {from: Learner, name: "Family, Given Middle"}
  FamilyName: {from: Learner, name: "Family, Given Middle"}
  DateOfBirth: {from: Born, date: DD MMM YYYY}
  Gender: {from: Sex, values: {M: "1", F: "2"}}
`

// LRS matches only what is equal, so what it matches is what the mapping made.
func TestO21_AMappingFileTurnsTheExportIntoWhatLRSWants(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	must(t, os.WriteFile(filepath.Join(w.dir, "odd.yaml"), []byte(oddMapping), 0o600))
	text, err := os.ReadFile(w.fixture.Config)
	must(t, err)
	must(t, os.WriteFile(w.fixture.Config, []byte(organisationKey("mapping: odd.yaml")(string(text))), 0o600))
	w.reload()
	w.start()
	w.drop(acme, "Export.csv", "Sex;Reg No;Learner;Born;Learner number;QAN;Achieved;Result;Room\r\n"+
		"M;R-1;Example, Alex James;03 Feb 2001;1000000078;61055967;30/06/2025;P;12\r\n"+
		"F;R-2;Specimen, Sam;30 Nov 2002;1000000035;610/5596/7;30/06/2025;M;12\r\n"+
		"M;R-3;Pattern, Chris;07 Jun 2001;1000102504;K5015773;30/06/2025;X;14\r\n")
	w.drop(acme, "Ours.csv", awards(matchesToo)) // our own columns are taken as well
	w.await(acme, "Export.csv", "held")
	w.await(acme, "Ours.csv", "done")
	w.expect(acme, "Export.csv", map[string]string{"2": "accepted WSRC0009", "3": "held WSVRC003", "4": "invalid LOCAL-MAPPING"})
	first := w.table(acme, "Export.csv.result.csv")[0]
	if first["MISIdentifier"] != "R-1" || first["Reference"] != "610/5596/7" || first["AwardDate"] != "2025-06-30" {
		t.Errorf("the result has %s, %s, %s", first["MISIdentifier"], first["Reference"], first["AwardDate"])
	}
	errors := w.table(acme, "Export.csv.errors.csv")
	if len(errors) != 1 || errors[0]["Learner"] != "Pattern, Chris" || errors[0]["Room"] != "14" || errors[0]["Result"] != "X" {
		t.Error("the row to correct does not have the columns of the export")
	}
}

func TestO23_ADayUsesAllFiveOperations(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "One.csv", awards(matches))
	w.drop(acme, "Learners.csv", sixLearners())
	w.await(acme, "One.csv", "done")
	w.await(acme, "Learners.csv", "done")
	w.expect(acme, "Learners.csv", map[string]string{
		"2": "matched WSVRC001", "3": "linked WSVRC002", "4": "review WSVRC003", "5": "review WSVRC004", "6": "no_match WSVRC005", "7": "not_found WSVRC006",
	})
	for _, operation := range []string{"verifyLearner", "submitVerifyBatch", "getVerifyBatchOutput", "SubmitAchievementBatchJob", "GetAchievementBatchJob"} {
		if w.calls("acme", operation) == 0 {
			t.Errorf("%s was not called", operation)
		}
	}
}

// Words that fit a file of awards must not lead astray with another file.
func TestO18_WordsFitTheFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "Learners.csv", sixLearners())
	born := "1000000078,610/5596/7,2025-06-30,Pass,Alex,Example,%s,1\r\n"
	w.drop(acme, "July.csv", awards(fmt.Sprintf(born, "2025-07-01"), fmt.Sprintf(born, "2001-02-03"), "1000102504,999/0006/3,2025-06-30,Merit,Chris,Pattern,2001-06-07,1\r\n"))
	w.await(acme, "Learners.csv", "done")
	w.await(acme, "July.csv", "done")
	places := map[string]string{"the page": w.page(acme, "Learners.csv")}
	for _, row := range w.table(acme, "Learners.csv.result.csv") {
		places["row "+row["Row"]] = row["Meaning"] + row["Action"]
	}
	for place, text := range places {
		for _, astray := range []string{"review file", "Not sent"} { // a verify file has neither
			if strings.Contains(text, astray) {
				t.Errorf("%s of a verify file says %q", place, astray)
			}
		}
	}
	if page := w.page(acme, "July.csv"); strings.Contains(page, "sent as it is") {
		t.Error("the page says of a row that was not sent that it is sent")
	}
	w.pageSays(acme, "July.csv", "LRS could not process the batch", "Read LRS's reason in the result file (column Detail).")
}
