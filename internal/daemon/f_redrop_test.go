package daemon_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// corrected takes a file's errors.csv as it is and puts cells right.
func (w *world) corrected(org int, name string, oldNew ...string) string {
	w.t.Helper()
	text, err := os.ReadFile(w.outbox(org, name))
	must(w.t, err)
	return strings.NewReplacer(oldNew...).Replace(string(text))
}

const badCheckDigit = "1000000079,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n"

func TestCorrectedRowsComeBackWithTheirLineageOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matchesToo, badCheckDigit, refused))
	first := w.await(acme, "July.csv", "done")
	again := w.corrected(acme, "July.csv.errors.csv", "1000000079", "1000000078", "999/0005/1", "K/501/5773")
	w.drop(acme, "Fixed.csv", again)
	w.await(acme, "Fixed.csv", "done")
	for i, row := range w.table(acme, "Fixed.csv.result.csv") {
		if row["OriginalFileID"] != first.FileID || row["OriginalRow"] != fmt.Sprint(i+3) {
			t.Errorf("row %s says it was row %q of %q", row["Row"], row["OriginalRow"], row["OriginalFileID"])
		}
	}
	w.drop(acme, "Fixed-again.csv", again+"\r\n") // other bytes
	w.await(acme, "Fixed-again.csv", "done")
	got := w.outcomes(acme, "Fixed.csv")
	if len(got) != 2 {
		t.Fatalf("%v", got)
	}
	w.expect(acme, "Fixed-again.csv", map[string]string{"2": "invalid LOCAL-ALREADY-CORRECTED", "3": "invalid LOCAL-ALREADY-CORRECTED"})
	// The page of the first file counts what was put right.
	w.eventually("the first report counts the corrections in", func() bool {
		page, err := os.ReadFile(w.outbox(acme, "July.csv.report.html"))
		return err == nil && strings.Contains(string(page), "orrected") && !strings.Contains(string(page), "You need to fix 2")
	})
}

func TestCorrectionsSurviveASpreadsheet(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards("1000000078,610/5596/7,2025-06-30,Pass,,Example,2001-02-03,1\r\n"))
	w.await(acme, "July.csv", "done")
	w.drop(acme, "Fixed.csv", w.corrected(acme, "July.csv.errors.csv", "2025-06-30", "30/06/2025", "2001-02-03", "03/02/2001", ",Pass,,", ",Pass,Alex,"))
	w.await(acme, "Fixed.csv", "done")
	w.expect(acme, "Fixed.csv", map[string]string{"2": "accepted WSRC0009"})
	if detail := w.table(acme, "Fixed.csv.result.csv")[0]["Detail"]; !strings.Contains(detail, "AwardDate") {
		t.Errorf("what was restored is not noted: %q", detail)
	}
}

func TestCorrectionOfAnUnknownFileOrRowIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matchesToo, badCheckDigit))
	first := w.await(acme, "July.csv", "done")
	fixed := w.corrected(acme, "July.csv.errors.csv", "1000000079", "1000000078")
	for name, content := range map[string]string{
		"NoFile.csv": strings.ReplaceAll(fixed, first.FileID, "ZZZZZZZZ"),
		"NoRow.csv":  strings.ReplaceAll(fixed, first.FileID+",3", first.FileID+",99"),
		"Good.csv":   strings.ReplaceAll(fixed, first.FileID+",3", first.FileID+",2"), // a row that was accepted
	} {
		w.drop(acme, name, content)
		w.await(acme, name, "done", "refused")
		w.expect(acme, name, map[string]string{"2": "invalid LOCAL-CORRECTION"})
	}
	// Another organisation may not put right what is not its own.
	w.drop(beta, "Theirs.csv", fixed)
	w.await(beta, "Theirs.csv", "done", "refused")
	w.expect(beta, "Theirs.csv", map[string]string{"2": "invalid LOCAL-CORRECTION"})
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d uploads", n)
	}
}

func TestRowsThatCorrectNothingAreNotGivenBackToCorrect(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matchesToo, badCheckDigit))
	first := w.await(acme, "July.csv", "done")
	fixed := w.corrected(acme, "July.csv.errors.csv", "1000000079", "1000000078")
	w.drop(acme, "Fixed.csv", fixed)
	w.await(acme, "Fixed.csv", "done")
	w.drop(acme, "Twice.csv", fixed+"\r\n")
	w.drop(acme, "NoRow.csv", strings.ReplaceAll(fixed, first.FileID+",3", first.FileID+",99"))
	for _, name := range []string{"Twice.csv", "NoRow.csv"} {
		got := w.await(acme, name, "done")
		for _, o := range got.Outputs {
			if strings.Contains(o.Name, ".errors") {
				t.Errorf("%s gives back rows whose correction would count as one of its own: %s", name, o.Name)
			}
		}
		page, err := os.ReadFile(w.outbox(acme, name+".report.html"))
		must(t, err)
		if strings.Contains(string(page), "You need to fix") {
			t.Errorf("%s asks for what cannot be done", name)
		}
	}
}

func TestFirstReportSaysWhereRowsWereDroppedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matchesToo, badCheckDigit))
	w.await(acme, "July.csv", "done")
	w.drop(acme, "Fixed.csv", w.corrected(acme, "July.csv.errors.csv", "1000000079", "1000000086")) // LRS does not know it
	w.await(acme, "Fixed.csv", "done")
	w.expect(acme, "Fixed.csv", map[string]string{"2": "unverified WSVRC006"})
	w.eventually("the first report names the second file and asks for nothing", func() bool {
		page, err := os.ReadFile(w.outbox(acme, "July.csv.report.html"))
		return err == nil && strings.Contains(string(page), "The report of Fixed.csv says what became of it") && !strings.Contains(string(page), "You need to fix")
	})
}

func TestSecondCorrectionIsFreeOfWhatTheSpreadsheetDidInTheFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards("1000000078,610/5596/7,2025-06-30,Pass,,Example,2001-02-03,1\r\n"))
	w.await(acme, "July.csv", "done")
	// Saved by a spreadsheet, which turned the dates, and not yet corrected.
	w.drop(acme, "Once.csv", w.corrected(acme, "July.csv.errors.csv", "2025-06-30", "30/06/2025", "2001-02-03", "03/02/2001"))
	w.await(acme, "Once.csv", "done")
	w.expect(acme, "Once.csv", map[string]string{"2": "invalid LOCAL-NAME-BLANK"})
	w.drop(acme, "Twice.csv", w.corrected(acme, "Once.csv.errors.csv", ",Pass,,", ",Pass,Alex,"))
	w.await(acme, "Twice.csv", "done")
	w.expect(acme, "Twice.csv", map[string]string{"2": "accepted WSRC0009"})
}
