package answer

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/record"
)

func TestVerdict(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Report)
		want   string
	}{
		{"all accepted", func(*Report) {}, "All 12,340 awards were accepted."},
		{"one, accepted", counts(Counts{record.Accepted: 1}), "The award was accepted."},
		{"mixed", counts(Counts{record.Accepted: 12303, record.Invalid: 10, record.Rejected: 4, record.Unverified: 17, record.Held: 6}),
			"12,303 of 12,340 awards were accepted. You need to fix 31 and check 6."},
		{"three things to do", counts(Counts{record.Accepted: 60, record.Rejected: 31, record.Held: 6, record.Failed: 3}),
			"60 of 100 awards were accepted. You need to fix 31, check 6 and send 3 again."},
		{"one of two", counts(Counts{record.Accepted: 1, record.Invalid: 1}), "1 of 2 awards was accepted. You need to fix 1."},
		{"none", counts(Counts{record.Rejected: 3}), "None of the 3 awards was accepted. You need to fix 3."},
		{"one, rejected", counts(Counts{record.Rejected: 1}), "The award was not accepted. You need to fix it."},
		{"one, held", counts(Counts{record.Held: 1}), "The award is not accepted yet. You need to check it."},
		{"all held", counts(Counts{record.Held: 3}), "None of the 3 awards is accepted yet. You need to check 3."},
		{"failed", counts(Counts{record.Failed: 3}), "None of the 3 awards was accepted. You need to send 3 again."},
		{"one, failed", counts(Counts{record.Failed: 1}), "The award was not accepted. You need to send it again."},
		{"sent before", counts(Counts{record.AlreadySent: 3}), "All 3 awards were sent before. We did not send them again."},
		{"one, sent before", counts(Counts{record.AlreadySent: 1}), "The award was sent before. We did not send it again."},
		{"a full re-export", counts(Counts{record.Accepted: 3, record.AlreadySent: 12337}),
			"3 of 12,340 awards were accepted. 12,337 were sent before and were not sent again."},
		{"one of them sent before", counts(Counts{record.Accepted: 3, record.AlreadySent: 1}),
			"3 of 4 awards were accepted. 1 was sent before and was not sent again."},
		{"declined", counts(Counts{record.Accepted: 3, record.Declined: 1}), "3 of 4 awards were accepted. A person decided not to send 1."},
		{"one, declined", counts(Counts{record.Declined: 1}), "The award was not accepted. A person decided not to send it."},
		{"answer lost", counts(Counts{record.Accepted: 3, record.Unknown: 2, record.Unconfirmed: 2}),
			"3 of 7 awards were accepted. We do not know yet whether LRS recorded 4 awards: do not send them again."},
		{"answer lost of one", counts(Counts{record.Accepted: 3, record.Unknown: 1}),
			"3 of 4 awards were accepted. We do not know yet whether LRS recorded 1 award: do not send it again."},
		{"one, answer lost", counts(Counts{record.Unknown: 1}),
			"The award is not accepted yet. We do not know yet whether LRS recorded it: do not send it again."},
		{"corrected in a later file", corrected(Counts{record.Accepted: 60, record.Rejected: 31}, Counts{record.Rejected: 30}),
			"90 of 91 awards were accepted. 30 of them were corrected in a later file. You need to fix 1."},
		{"all corrected", corrected(Counts{record.Accepted: 2, record.Invalid: 1}, Counts{record.Invalid: 1}),
			"All 3 awards were accepted. 1 of them was corrected in a later file."},
		{"one, corrected", corrected(Counts{record.Invalid: 1}, Counts{record.Invalid: 1}),
			"The award was accepted. It was corrected in a later file."},
		{"some corrected before", twice(Counts{record.Accepted: 1, record.Invalid: 4}, 3),
			"1 of 5 awards was accepted. 3 were corrected before and were not sent again. You need to fix 1."},
		{"all corrected before", twice(Counts{record.Invalid: 3}, 3), "All 3 rows were corrected before. We did not send them again."},
		{"one, corrected before", twice(Counts{record.Invalid: 1}, 1), "The row was corrected before. We did not send it again."},
		{"received", state(Received, nil), "We have received this file. We will check it next."},
		{"checking", state(Checking, Counts{record.Open: 10}), "We are checking this file. Nothing has been sent to LRS yet."},
		{"verifying", state(Verifying, Counts{record.Open: 9, record.Invalid: 1}),
			"We are checking the learners with LRS. No award has been sent yet. You need to fix 1."},
		{"submitting", state(Submitting, Counts{record.Open: 9}), "LRS has not answered yet for all 9 awards."},
		{"waiting for one", state(Waiting, Counts{record.Open: 1}), "LRS has not answered yet for the award."},
		{"waiting for the rest", state(Waiting, Counts{record.Accepted: 5000, record.Open: 7309, record.Invalid: 31}),
			"5,000 of 12,340 awards were accepted so far. LRS has still to answer for 7,309. You need to fix 31."},
		{"waiting for a release", func(r *Report) { r.State, r.WaitingFor = Held, Wait{Reason: WaitRelease} },
			"A person must release this file before it goes on. Nothing was sent to LRS."},
		{"refused", state(Refused, nil), "We stopped this file. Nothing was sent to LRS."},
		{"refused for its rows", state(Refused, Counts{record.Invalid: 31, record.NotSent: 12309}),
			"We stopped this file. Nothing was sent to LRS. You need to fix 31 of 12,340 rows and drop the whole file again."},
		{"cancelled", state(Cancelled, Counts{record.NotSent: 5}), "This file was cancelled. Nothing more of it goes to LRS."},
		{"duplicate", duplicate("2026-07-03T08:14:00Z"),
			"You already sent this file on 3 July at 09:14 (file K7Q2). We did not send it again. If you changed it, check you saved it."},
		{"duplicate of last year", duplicate("2025-12-31T23:59:00Z"),
			"You already sent this file on 31 December 2025 at 23:59 (file K7Q2). We did not send it again. If you changed it, check you saved it."},
		{"duplicate, earlier file not known", state(Duplicate, nil),
			"You already sent this file. We did not send it again. If you changed it, check you saved it."},
		{"no rows", counts(nil), "This file has no rows. There was nothing to send to LRS."},
		{"trial", trial(Counts{record.NotSent: 12340}), "All 12,340 awards passed our checks. This was a trial: nothing was sent to LRS."},
		{"trial of one", trial(Counts{record.NotSent: 1}), "The award passed our checks. This was a trial: nothing was sent to LRS."},
		{"trial with invalid rows", trial(Counts{record.NotSent: 12309, record.Invalid: 31}),
			"12,309 of 12,340 awards passed our checks. You need to fix 31. This was a trial: nothing was sent to LRS."},
		{"trial, none good", trial(Counts{record.Invalid: 1}),
			"The award did not pass our checks. You need to fix it. This was a trial: nothing was sent to LRS."},
		{"verify, all match", verify(Counts{record.Matched: 500}), "All 500 learners match LRS."},
		{"verify, one matches", verify(Counts{record.Matched: 1}), "The learner matches LRS."},
		{"verify, one does not", verify(Counts{record.NotFound: 1}), "The learner does not match LRS. You need to fix it."},
		{"verify, one linked", verify(Counts{record.Linked: 1}), "The learner does not match LRS in every detail. You need to check it."},
		{"verify, none match", verify(Counts{record.NoMatch: 2, record.Review: 1}), "None of the 3 learners matches LRS. You need to fix 2 and check 1."},
		{"verify, mixed", verify(Counts{record.Matched: 480, record.Linked: 3, record.Review: 5, record.NoMatch: 8, record.NotFound: 3, record.Invalid: 1, record.Failed: 2}),
			"480 of 502 learners match LRS. You need to fix 12, check 8 and send 2 again."},
		{"decisions", decisions(Counts{record.Decided: 3}), "All 3 decisions were recorded."},
		{"one decision", decisions(Counts{record.Decided: 1}), "The decision was recorded."},
		{"decisions, mixed", decisions(Counts{record.Decided: 2, record.Undecided: 3, record.Invalid: 1}),
			"2 decisions were recorded. 3 lines have no decision yet: their rows still wait. You need to fix 1."},
		{"decisions, made before", both(decisions(Counts{record.Undecided: 1, record.Invalid: 2}), section(record.CodeDecisionMade, 2)),
			"No decision was recorded. 2 rows were decided before: the first decisions stand. 1 line has no decision yet: its row still waits."},
		{"verify, one of two", verify(Counts{record.Matched: 1, record.NotFound: 1}), "1 of 2 learners matches LRS. You need to fix 1."},
		{"verify, at work", func(r *Report) { verify(Counts{record.Open: 500})(r); r.State = Verifying }, "We are checking 500 learners with LRS."},
		{"verify, one at work", func(r *Report) { verify(Counts{record.Open: 1})(r); r.State = Verifying }, "We are checking 1 learner with LRS."},
		{"verify, part answered", func(r *Report) { verify(Counts{record.Matched: 5000, record.Open: 100})(r); r.State = Verifying },
			"5,000 of 5,100 learners match LRS so far. LRS has still to answer for 100."},
		{"verify, corrected later", func(r *Report) {
			verify(Counts{record.Matched: 1, record.Invalid: 1})(r)
			r.Corrected = Counts{record.Invalid: 1}
		}, "All 2 learners match LRS. 1 of them was corrected in a later file."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := base()
			test.change(&r)
			got, err := r.Verdict()
			if err != nil {
				t.Fatal(err)
			}
			if got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
			if page := words(write(t, r)); !strings.Contains(page, test.want) {
				t.Error("the page does not say so")
			}
		})
	}
}

func counts(c Counts) func(*Report) { return func(r *Report) { r.Counts = c } }

// twice is a file of corrections of which some had come before.
func twice(c Counts, n int) func(*Report) {
	return func(r *Report) {
		r.Counts, r.Sections = c, []Section{{Code: record.CodeCorrected, Count: n, Happened: "This row was corrected before."}}
	}
}

func corrected(c, later Counts) func(*Report) {
	return func(r *Report) { r.Counts, r.Corrected = c, later }
}

func state(s State, c Counts) func(*Report) {
	return func(r *Report) { r.State, r.Counts = s, c }
}

func trial(c Counts) func(*Report) { return func(r *Report) { r.Trial, r.Counts = true, c } }

func decisions(c Counts) func(*Report) {
	return func(r *Report) { r.Kind, r.Counts = record.KindDecision, c }
}

func section(code string, n int) func(*Report) {
	return func(r *Report) { r.Sections = []Section{{Code: code, Count: n, Happened: "It happened."}} }
}

func both(changes ...func(*Report)) func(*Report) {
	return func(r *Report) {
		for _, change := range changes {
			change(r)
		}
	}
}

func verify(c Counts) func(*Report) {
	return func(r *Report) { r.Kind, r.Counts = record.KindVerify, c }
}

func duplicate(received string) func(*Report) {
	return func(r *Report) {
		r.State, r.Counts = Duplicate, Counts{record.NotSent: 3}
		r.DuplicateOf = &Earlier{FileID: "K7Q2", ReceivedAt: at(received)}
	}
}

func TestCountsOfThePageAddUp(t *testing.T) {
	for name, r := range reports() {
		sum := 0
		for _, line := range countLines(r) {
			n := 0
			for _, digit := range strings.ReplaceAll(line.Rows, ",", "") {
				n = 10*n + int(digit-'0')
			}
			sum += n
		}
		if sum != r.Counts.Total() {
			t.Errorf("%s: the table shows %d rows, the file has %d", name, sum, r.Counts.Total())
		}
	}
}

func TestEveryOutcomeHasItsOwnWords(t *testing.T) {
	seen := map[string]record.Outcome{}
	for _, o := range append(record.Outcomes(), record.Open) {
		w := outcomeWords(o)
		if other, twice := seen[w.Words]; twice || w.Words == "" || w.Meaning == "" || w.Class == "" {
			t.Errorf("%s has the words %q, as %s", o, w, other)
		}
		seen[w.Words] = o
	}
}

func TestWaitingForHasWordsForEveryReason(t *testing.T) {
	until := at("2026-08-01T23:30:00Z") // the next day in London
	tests := map[Wait]string{
		{}:                            "",
		{Reason: WaitTurn}:            "other files that came first",
		{Reason: WaitJob, Rows: 2340}: "LRS to finish its work on 2,340 rows",
		{Reason: WaitJob}:             "LRS to finish its work",
		{Reason: WaitOpen, Rows: 5}:   "LRS to open again",
		{Reason: WaitReach, Rows: 5}:  "LRS to answer; we try again",
		{Reason: WaitSettings}:        "support to put right the connection to LRS",
		{Reason: WaitSettings, Code: "WSEC0046", Do: "Lower a setting. Then wait."}: "support to put right the connection to LRS (WSEC0046: Lower a setting. Then wait)",
		{Reason: WaitSettings, Code: "WSEC0777"}:                                    "support to put right the connection to LRS (WSEC0777)",
		{Reason: WaitDecision, Rows: 1}:                                             "a person to decide on 1 row",
		{Reason: WaitDecision, Rows: 1, Until: until, Days: 0}:                      "a person to decide on 1 row by 2 August 2026",
		{Reason: WaitDecision, Rows: 1, Until: until, Days: 7}:                      "a person to decide on 1 row by 2 August 2026; it has waited for 7 days",
		{Reason: WaitDecision, Rows: 3, Until: until, Days: 21}:                     "a person to decide on 3 rows by 2 August 2026; they have waited for 21 days",
		{Reason: WaitResolution, Rows: 40}:                                          "support to find out with LRS what happened to 40 rows",
		{Reason: WaitRelease}:                                                       "a person to release the file",
		{Reason: WaitPause}:                                                         "support to resume calls to LRS",
		{Reason: WaitOutbox}:                                                        "room or access rights to write the answers",
		{Reason: WaitCertificate}:                                                   "support to put right the organisation's certificate for LRS, which cannot be used",
		{Reason: WaitPassword}:                                                      "support to put right the organisation's password for LRS, which cannot be used",
	}
	for wait, want := range tests {
		if got := wait.String(); got != want {
			t.Errorf("%v: got %q, want %q", wait.Reason, got, want)
		}
	}
	for reason := WaitTurn; reason <= WaitPassword; reason++ {
		if (Wait{Reason: reason}).String() == "" {
			t.Errorf("reason %d has no words", reason)
		}
	}
}

func TestWaitingForSaysSinceWhen(t *testing.T) {
	since := time.Date(2026, 7, 3, 8, 14, 59, 0, time.UTC)
	if got := (Wait{Reason: WaitCertificate}).since(since); !strings.HasSuffix(got, "cannot be used (since 3 July 2026 at 08:14 UTC)") {
		t.Errorf("got %q", got)
	}
	for _, got := range []string{(Wait{}).since(since), (Wait{}).since(time.Time{})} {
		if got != "" {
			t.Errorf("waiting for nothing gives %q", got)
		}
	}
}

// What errors.csv does not list is not to be looked for there.
func TestTasksOfAVerifyFileFitWhatItsFilesList(t *testing.T) {
	r := base()
	r.ErrorsNames = []string{"Learners.csv.errors.csv"}
	verify(Counts{record.Matched: 5, record.Invalid: 1, record.NoMatch: 2, record.NotFound: 1, record.Review: 4})(&r)
	var titles []string
	for _, task := range newTally(r).tasks() {
		titles = append(titles, task.Title)
	}
	if want := []string{"Fix 1 row", "Fix 3 learners and check 4"}; !slices.Equal(titles, want) {
		t.Errorf("%q, want %q", titles, want)
	}
}

func TestRowsCorrectedBeforeAreNoTask(t *testing.T) {
	r := base()
	r.ErrorsNames = []string{"July.csv.errors.csv"}
	twice(Counts{record.Accepted: 1, record.Invalid: 2}, 2)(&r)
	if got := newTally(r).tasks(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if got := newTally(r).final(); got != "This answer is final." {
		t.Error(got)
	}
}
