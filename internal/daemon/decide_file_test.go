package daemon_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestO5_O19_O20_ReviewFileIsFilledInAndDroppedBack(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	w.mastersMatch()
	w.start()
	w.drop(acme, "July.csv", awards(matches, linked, similar, similarToo, "1000000019,610/5596/7,2025-06-30,Pass,Lee,Before,1998-04-05,2\r\n"))
	w.await(acme, "July.csv", "held")
	review := w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"3": yes(masterOfLinked), "4": no(), "5": yes(masterOfSimilar)})
	w.drop(acme, "July-reviewed.csv", review)
	got := w.await(acme, "July-reviewed.csv", "done")
	if got.Kind != "decision" || !got.Final || got.Rows["decided"] != 3 || got.Rows["undecided"] != 1 || len(got.Outputs) != 1 {
		t.Errorf("status: %+v", got)
	}
	w.expect(acme, "July-reviewed.csv", map[string]string{"2": "decided", "3": "decided", "4": "decided", "5": "undecided"})
	for i, row := range w.table(acme, "July-reviewed.csv.result.csv") {
		if row["OriginalFileID"] == "" || row["OriginalRow"] != fmt.Sprint(i+3) || row["Detail"] == "" {
			t.Errorf("line %s is answered with %v", row["Row"], row)
		}
	}
	w.pageSays(acme, "July-reviewed.csv", "3 decisions were recorded", "1 line has no decision yet: its row still waits", "Decisions on rows that were held")
	w.eventually("three rows are decided", func() bool {
		s, _ := w.status(acme, "July.csv")
		return s.State == "held" && s.Rows["held"] == 1 && s.Rows["accepted"] == 3
	})
	// The same file again changes nothing, and the last row is decided in the first review file.
	w.drop(acme, "July-reviewed-again.csv", review)
	w.await(acme, "July-reviewed-again.csv", "done")
	w.expect(acme, "July-reviewed-again.csv", map[string]string{"2": "invalid LOCAL-DECISION-MADE", "3": "invalid LOCAL-DECISION-MADE", "4": "invalid LOCAL-DECISION-MADE", "5": "undecided"})
	w.pageSays(acme, "July-reviewed-again.csv", "3 rows were decided before: the first decisions stand")
	if strings.Contains(w.page(acme, "July-reviewed-again.csv"), "You need to") {
		t.Error("the page asks for something")
	}
	w.drop(acme, "Rest.csv", w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"6": yes("")}))
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "accepted WSRC0009", "4": "declined LOCAL-DECLINED", "5": "accepted WSRC0009", "6": "accepted WSRC0009"})
	if n := len(w.submits()); n != 3 {
		t.Errorf("LRS took %d uploads", n)
	}
	w.checkBrought(got.FileID, 3)
}

// checkBrought: each decision that a file brought names it, its user and who
// decided.
func (w *world) checkBrought(via string, n int) {
	w.t.Helper()
	for _, e := range w.events() {
		if e.Via != via {
			continue
		}
		if n--; e.By != "B Reviewer" || e.User != "mis-export" || e.File == via || e.Digest == "" {
			w.t.Errorf("the decision is kept as %+v", e)
		}
	}
	if n != 0 {
		w.t.Errorf("%d decisions are missing in the audit", n)
	}
}

func TestLinesThatDoNotStandForTheirRowAreToldAndChangeNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches, similar, linked))
	id := w.await(acme, "July.csv", "held").FileID
	with := func(more ...string) map[string]string {
		cells := yes("")
		for i := 0; i < len(more); i += 2 {
			cells[more[i]] = more[i+1]
		}
		return cells
	}
	for name, f := range map[string]struct {
		cells  map[string]string
		want   string
		detail string
	}{
		"file.csv":      {with("LRSDROP_File", "ZZZZZZZZ"), "LOCAL-DECISION-ROW", "There is no row 3"},
		"row.csv":       {with("LRSDROP_Row", "99"), "LOCAL-DECISION-ROW", "There is no row 99"},
		"accepted.csv":  {with("LRSDROP_Row", "2"), "LOCAL-DECISION-ROW", "in this line is not that of row 2"},
		"neighbour.csv": {with("LRSDROP_Row", "4"), "LOCAL-DECISION-ROW", "in this line is not that of row 4"}, // sorted, but for one column
		"name.csv":      {with("GivenName", "Samuel"), "LOCAL-DECISION-ROW", "GivenName in this line"},
		"uln.csv":       {with("ULN", "1E+09"), "LOCAL-DECISION-ROW", "ULN in this line"},
		"excel.csv":     {with("ULNToUse", "1.00E+09"), "LOCAL-ULN-EXCEL", "because Excel shortened it"},
		"word.csv":      {with("Decision", "OK"), "LOCAL-DECISION-WORD", "neither confirm nor reject"},
		"nobody.csv":    {with("DecidedBy", " "), "LOCAL-DECISION-BY", "Nobody is named"},
		"why.csv":       {with("Note", ""), "LOCAL-DECISION-NOTE", "does not say why"},
		"other.csv":     {with("ULNToUse", "1000000078"), "LOCAL-DECISION-ULN", "under its own ULN only"},
	} {
		w.drop(acme, name, w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"3": f.cells}))
		got := w.await(acme, name, "done")
		w.expect(acme, name, map[string]string{"2": "invalid " + f.want, "3": "undecided"})
		line := w.table(acme, name+".result.csv")[0]
		if !strings.Contains(line["Detail"], f.detail) || line["Meaning"] == "" || line["Action"] == "" || line["Who"] == "" {
			t.Errorf("%s: the line is told %q, to do %q", name, line["Detail"], line["Action"])
		}
		if len(got.Outputs) != 1 || len(got.Problems) != 1 || got.Problems[0].Code != f.want {
			t.Errorf("%s: status %+v", name, got)
		}
		w.pageSays(acme, name, "No decision was recorded", "You need to fix 1", "Correct 1 line")
	}
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "held WSVRC003", "4": "held WSVRC002"})
	// What a spreadsheet does by itself is no difference.
	saved := strings.NewReplacer(",", ";", "2002-11-30", "30/11/2002").Replace(w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"3": yes("")}))
	w.drop(acme, "saved.csv", saved)
	w.await(acme, "saved.csv", "done")
	w.eventually("the row is sent", func() bool { return w.outcomes(acme, "July.csv")["3"] == "accepted WSRC0009" })
	w.mustDecide(id, 4, "reject", "")
	w.await(acme, "July.csv", "done")
}

func TestO5_ReviewFileOfAnotherOrganisationIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(similar))
	w.drop(beta, "July.csv", awards(similarToo))
	id := w.await(acme, "July.csv", "held").FileID
	w.await(beta, "July.csv", "held")
	review := w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"2": yes("")})
	theirs := w.filled(beta, "July.csv.review.csv", map[string]map[string]string{"2": no()})
	_, line, _ := strings.Cut(theirs, "\n")
	w.drop(beta, "Review.csv", review+line) // one line of theirs does not help
	got := w.await(beta, "Review.csv", "refused")
	w.expect(beta, "Review.csv", map[string]string{"2": "not_sent LOCAL-WRONG-ORG", "3": "not_sent LOCAL-WRONG-ORG"})
	if got.Problems[0].Code != "LOCAL-WRONG-ORG" {
		t.Errorf("status: %+v", got)
	}
	for org := range 2 {
		w.expect(org, "July.csv", map[string]string{"2": map[int]string{acme: "held WSVRC003", beta: "held WSVRC004"}[org]})
	}
	w.mustDecide(id, 2, "reject", "")
	w.await(acme, "July.csv", "done")
}

func TestOneReviewFileMayDecideOnRowsOfSeveralFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(similar))
	w.drop(acme, "August.csv", onDay(awards(matches, similar), 7))
	w.await(acme, "July.csv", "held")
	w.await(acme, "August.csv", "held")
	july := w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"2": yes("")})
	august := w.filled(acme, "August.csv.review.csv", map[string]map[string]string{"3": no()})
	_, line, _ := strings.Cut(august, "\n")
	_, twice, _ := strings.Cut(july, "\n")
	w.drop(acme, "Review.csv", july+line+strings.Replace(twice, "confirm", "reject", 1))
	w.await(acme, "Review.csv", "done")
	w.expect(acme, "Review.csv", map[string]string{"2": "decided", "3": "decided", "4": "invalid LOCAL-DECISION-MADE"})
	w.await(acme, "July.csv", "done")
	w.await(acme, "August.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
	w.expect(acme, "August.csv", map[string]string{"2": "accepted WSRC0009", "3": "declined LOCAL-DECLINED"})
}

func TestReviewFileInATrialInboxIsCheckedAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(similar))
	w.await(acme, "July.csv", "held")
	review := w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"2": yes("")})
	w.halt()
	text, err := os.ReadFile(w.fixture.Config)
	must(t, err)
	must(t, os.WriteFile(w.fixture.Config, []byte(strings.Replace(string(text), "    inboxes:\n", "    inboxes:\n      - {path: trial/acme, send: false, settle: 30ms, poll: 250ms}\n", 1)), 0o600))
	w.reload()
	w.start()
	path := filepath.Join(w.dir, "trial", "acme", "Review.csv")
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, []byte(review), 0o600))
	w.await(acme, "Review.csv", "done")
	w.expect(acme, "Review.csv", map[string]string{"2": "not_sent LOCAL-TRIAL"})
	w.expect(acme, "July.csv", map[string]string{"2": "held WSVRC003"})
}

// Where files name their person in a column, a review file has none: each of
// its lines names one. The account of a person who has left brings nothing.
func TestO3_O5_ReviewFileOfNobodyKnown(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]struct{ users, want string }{
		"a column names people": {"{unknown: stop, column: SubmittedBy}", "done"},
		"accounts name people":  {`{unknown: stop, by_owner: {"uid:4294960000": {name: A Patel}}}`, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, worldOption{})
			w.drop(acme, "July.csv", awards(similar))
			w.await(acme, "July.csv", "held")
			w.halt()
			text, err := os.ReadFile(w.fixture.Config)
			must(t, err)
			must(t, os.WriteFile(w.fixture.Config, []byte(setting("users", f.users)(string(text))), 0o600))
			w.reload()
			w.start()
			w.drop(acme, "Review.csv", w.filled(acme, "July.csv.review.csv", map[string]map[string]string{"2": no()}))
			w.await(acme, "Review.csv", f.want)
		})
	}
}

// A daemon that stops in the middle of a long review file goes on with the rest.
func TestLongReviewFileGoesOnAfterAStop(t *testing.T) {
	t.Parallel()
	const rows = 1200
	w := prepare(t, worldOption{})
	w.start()
	var file strings.Builder
	file.WriteString(awardColumns)
	cells := map[string]map[string]string{}
	for i := range rows {
		fmt.Fprintf(&file, "REG-%d,1000000035,610/5596/7,%d-%02d-%02d,Pass,Sam,Specimen,,1\r\n", i, 2012+i/336, 1+i/28%12, 1+i%28)
		cells[fmt.Sprint(i+2)] = no()
	}
	w.drop(acme, "July.csv", file.String())
	w.await(acme, "July.csv", "held")
	w.drop(acme, "Review.csv", w.filled(acme, "July.csv.review.csv", cells))
	for range 4 {
		w.restart()
	}
	w.await(acme, "Review.csv", "done")
	w.all(acme, "Review.csv", rows, "decided")
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", rows, "declined LOCAL-DECLINED")
	decided := 0
	for _, e := range w.events() {
		if e.Operation == "reject a row" {
			decided++
		}
	}
	if decided != rows {
		t.Errorf("the audit has %d decisions", decided)
	}
}
