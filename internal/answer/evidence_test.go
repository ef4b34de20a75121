package answer

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// evidence of three steps, in which not everything was tried.
func someEvidence(e Environment) Evidence {
	exchange := func(step string, n int, proof Proof, said string, codes ...SaidCode) Exchange {
		dir := "steps/" + step + "/run-1/"
		return Exchange{
			Step: step, Run: 1, Number: n, At: at("2026-07-03T08:14:00Z"), About: "July #1.csv (K7Q2ABCD), row 2", Proof: proof, Said: said,
			Codes: codes, Status: 200, Request: dir + "001.request.xml", Answer: dir + "001.answer.xml", Result: dir + "001.result.json",
		}
	}
	failed := exchange("4", 1, ProofNone, "LRS cannot be reached (LOCAL-NET).")
	failed.Status, failed.Answer = 0, ""
	return Evidence{
		Environment: e, Services: []string{"https://cmp-ws.dev.lrs.education.gov.uk/LearnerService.svc"},
		Programs: []string{"lrsdrop 1.0"}, Organisations: []string{"Acme Awarding (UKPRN 10099999, RN0000)"}, UpdatedAt: at("2026-07-03T09:00:00Z"),
		Products: []Product{
			{"1002", "Submit Achievement Batch Job", "SubmitAchievementBatchJob", []Exchange{failed}},
			{"1002", "Get Achievement Batch Job", "GetAchievementBatchJob", nil},
			{"10", "Verify Learner Details", "verifyLearner", []Exchange{
				exchange("3.1", 1, ProofAnswer, "LRS answered about 1 learner.", SaidCode{"WSVRC003", "LRS found this ULN but the name is similar, not the same.", 1}),
			}},
			{"11", "Submit Verify Learner Details Batch", "submitVerifyBatch", []Exchange{exchange("3.2", 1, ProofAnswer, "LRS took the batch as job 7.")}},
			{"12", "Get Verify Learner Details Batch Output", "getVerifyBatchOutput", []Exchange{
				exchange("3.2", 2, ProofWorking, "LRS has not finished the job.", SaidCode{"WSRC0026", "No public source explains this code.", 1}),
			}},
		},
		Sessions: []Session{
			{Step: "3.1", Run: 1, Began: at("2026-07-03T08:13:00Z"), Ended: at("2026-07-03T08:20:00Z"), Exchanges: 1, Log: "steps/3.1/run-1/lrsdrop.log",
				Files: []SeenFile{{
					Name: "July #1.csv", FileID: "K7Q2ABCD", Organisation: "acme", State: Done, Rows: map[string]int{"total": 3, "matched": 2, "review": 1},
					Report: "steps/3.1/run-1/outbox-acme/July #1.csv.report.html",
					Others: []SeenOutput{{"result.csv", "steps/3.1/run-1/outbox-acme/July #1.csv.result.csv"}},
				}}},
			{Step: "4", Run: 1, Began: at("2026-07-03T08:30:00Z"), Exchanges: 1, Troubles: []string{"exchanges beyond 5000"}},
		},
		Support: Support{Organisation: "Example Agent Ltd", Email: "support@example.org"},
	}
}

func writeEvidence(t *testing.T, e Evidence) string {
	t.Helper()
	var b strings.Builder
	if err := e.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestO22_PageOfTheEvidenceMatchesGoldenPages(t *testing.T) {
	rehearsal := someEvidence(Simulator)
	changed := someEvidence(Compatibility)
	changed.Strange, changed.Changed = true, []string{"steps/3.1/run-1/001.answer.xml"}
	for name, e := range map[string]Evidence{"evidence": someEvidence(Compatibility), "evidence-rehearsal": rehearsal, "evidence-changed": changed} {
		t.Run(name, func(t *testing.T) { golden(t, filepath.Join("testdata", name, "evidence.html"), writeEvidence(t, e)) })
	}
}

func TestO22_PageSaysWhichProductsStillMissEvidence(t *testing.T) {
	e := someEvidence(Compatibility)
	text := writeEvidence(t, e)
	for _, want := range []string{
		"2 of 5 products have evidence.",
		"Still missing: 1002 Submit Achievement Batch Job, 1002 Get Achievement Batch Job and 12 Get Verify Learner Details Batch Output.",
		"Missing: no call went through", "Missing: nothing was kept", "Missing: LRS has not finished a job yet", "Has evidence",
		"TEST. Nothing was recorded at LRS.", "3 rows: 2 match and 1 to check", "was cut off", "July%20%231.csv.report.html",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for i := range e.Products {
		e.Products[i].Exchanges = []Exchange{{Step: "1", Run: 1, Proof: ProofAnswer}}
	}
	if text := writeEvidence(t, e); !strings.Contains(text, "All 5 products have evidence.") || !strings.Contains(text, "Nothing is missing.") || len(e.Missing()) > 0 {
		t.Error("the page does not say that nothing is missing")
	}
}

// Nobody takes what a simulator said for LRS's own.
func TestO22_ARehearsalIsNamedAsSuch(t *testing.T) {
	text := writeEvidence(t, someEvidence(Simulator))
	for _, want := range []string{"REHEARSAL. No answer on this page is from LRS.", "Simulator (lrssim), not LRS", "2 of 5 products were tried, in a rehearsal."} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, never := range []string{"Has evidence", "have evidence", "test service of LRS", `class="verdict good"`} {
		if strings.Contains(text, never) {
			t.Errorf("the page says %q", never)
		}
	}
}

func TestO22_AnAddressThatIsNotOfLRSMakesARehearsal(t *testing.T) {
	e := someEvidence(Compatibility)
	e.Strange = true
	text := writeEvidence(t, e)
	if e.Genuine() || !strings.Contains(text, "REHEARSAL. Not every answer on this page is from LRS.") || strings.Contains(text, "Has evidence") || strings.Contains(text, "test service of LRS") {
		t.Errorf("the page takes it for LRS's own:\n%s", text)
	}
}

func TestO22_ProductsKeepTheOrderOfTheForm(t *testing.T) {
	text := writeEvidence(t, someEvidence(Compatibility))
	var places []int
	for _, p := range someEvidence(Compatibility).Products {
		places = append(places, strings.Index(text, "\">"+p.ID+" "+p.Name+"</h2>"))
	}
	if !slices.IsSorted(places) || places[0] < 0 {
		t.Errorf("the products stand at %v", places)
	}
}
