package answer

import (
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/record"
)

// The words of INTERFACE section 4, sentence by sentence: a heading takes the
// first one and leaves its full stop off.
func TestO18_ReportSaysWhatHappenedAndWhatToDo(t *testing.T) {
	for _, section := range []Section{ulnExcel, ulnCheck, awardDate, similar, merged, notKnown6} {
		r := base()
		r.Sections = []Section{section}
		page := words(write(t, r))
		for _, sentence := range strings.SplitAfter(section.Happened, ". ") {
			if !strings.Contains(page, strings.TrimSuffix(strings.TrimSpace(sentence), ".")) {
				t.Errorf("%s: the page does not say %q", section.Code, sentence)
			}
		}
		for _, text := range []string{section.Do, section.Who, "Code: " + section.Code, plural(section.Count, "row", "rows")} {
			if !strings.Contains(page, text) {
				t.Errorf("%s: the page does not say %q", section.Code, text)
			}
		}
	}
}

func TestO18_ReportSaysWhyAFileWasStopped(t *testing.T) {
	for _, stopped := range []Stopped{encoding, noColumn} {
		r := base()
		r.State, r.Counts, r.Stopped = Refused, nil, &stopped
		page := words(write(t, r))
		for _, sentence := range strings.SplitAfter(stopped.Happened+" "+stopped.Do, ". ") {
			if !strings.Contains(page, strings.TrimSuffix(strings.TrimSpace(sentence), ".")) {
				t.Errorf("%s: the page does not say %q", stopped.Code, sentence)
			}
		}
	}
}

func TestO19_ReportSendsSimilarNamesToThePortal(t *testing.T) {
	page := words(write(t, reports()["mixed"]))
	for _, want := range []string{
		"Sign in to the LRS organisation portal and check all the learner's details against yours.",
		"Then record your decision in the review file.", "July.csv.review.csv",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestO20_ReportSendsMergedRecordsToThePortal(t *testing.T) {
	page := words(write(t, reports()["mixed"]))
	for _, want := range []string{
		"check that the master record is your learner", "If not, raise a ULN data challenge there.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestO12_EveryReportNamesTheSupportContact(t *testing.T) {
	for name, r := range reports() {
		page := words(write(t, r))
		for _, want := range []string{r.Support.Organisation, r.Support.Email, r.Support.Phone, r.Support.Hours, "file " + r.FileID} {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
}

func TestReportBanner(t *testing.T) {
	tests := []struct {
		environment Environment
		trial       bool
		want        string
	}{
		{Simulator, false, "TEST. Nothing was recorded at LRS."},
		{Simulator, true, "TEST. Nothing was recorded at LRS."},
		{Compatibility, false, "TEST. Nothing was recorded at LRS."},
		{"", false, "TEST. Nothing was recorded at LRS."},
		{Production, true, "TRIAL. Nothing was sent to LRS."},
		{Production, false, ""},
	}
	for _, test := range tests {
		r := base()
		r.Environment, r.Trial = test.environment, test.trial
		page := write(t, r)
		if has := strings.Contains(page, `class="banner"`); has != (test.want != "") || !strings.Contains(words(page), test.want) {
			t.Errorf("%q, trial %v: want the banner %q", test.environment, test.trial, test.want)
		}
	}
}

func TestReportSaysWhetherItIsFinal(t *testing.T) {
	tests := []struct {
		change func(*Report)
		want   string
	}{
		{func(*Report) {}, "This answer is final. Updated 3 July 2026 at 09:31 BST."},
		{counts(Counts{record.Rejected: 1}), "This answer is final until you send corrections."},
		{func(r *Report) { r.Final, r.State, r.WaitingFor = false, Held, Wait{Reason: WaitDecision, Rows: 6} },
			"This answer is not final. Waiting for a person to decide on 6 rows."},
		{func(r *Report) { r.Final, r.State, r.NextCheckAt = false, Waiting, at("2026-12-01T10:00:00Z") },
			"Next check: 1 December 2026 at 10:00 GMT."},
	}
	for _, test := range tests {
		r := base()
		test.change(&r)
		if page := words(write(t, r)); !strings.Contains(strings.ReplaceAll(page, " .", "."), test.want) {
			t.Errorf("the page does not say %q", test.want)
		}
	}
}

func TestReportSaysWhereCorrectionsGo(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Report)
		want   []string
		not    []string
	}{
		{"rows to fix", func(r *Report) { r.Counts, r.ErrorsNames = Counts{record.Invalid: 3}, []string{"July.csv.errors.csv"} },
			[]string{"Fix 3 rows", "Open July.csv.errors.csv .", "in inbox/acme ."}, []string{"whole file"}},
		{"rows to send again", func(r *Report) { r.Counts, r.ErrorsNames = Counts{record.Failed: 3}, []string{"July.csv.errors.csv"} },
			[]string{"Send 3 rows again"}, nil},
		{"both", func(r *Report) {
			r.Counts, r.ErrorsNames = Counts{record.Failed: 3, record.Rejected: 1}, []string{"July.csv.errors.csv"}
		}, []string{"Fix 1 row and send 3 again"}, nil},
		{"folder not known", func(r *Report) {
			r.Counts, r.ErrorsNames, r.SaveTo = Counts{record.Invalid: 3}, []string{"July.csv.errors.csv"}, ""
		}, []string{"drop it where you dropped this file"}, nil},
		{"two files of rows to fix", func(r *Report) {
			r.Counts, r.ErrorsNames = Counts{record.Invalid: 3}, []string{"July.csv.errors.csv", "July.csv.errors.2.csv"}
		}, []string{"Open July.csv.errors.csv .", "Do the same with July.csv.errors.2.csv (it lists other rows)."}, nil},
		{"rows to decide on", func(r *Report) {
			r.State, r.Counts, r.ReviewNames = Held, Counts{record.Held: 2}, []string{"July.csv.review.csv", "July.csv.review.2.csv"}
			r.WaitingFor = Wait{Reason: WaitDecision, Rows: 2, Until: at("2026-08-01T23:30:00Z")}
		}, []string{"Check 2 rows", "Open July.csv.review.csv .", "Decision with confirm or reject, DecidedBy with your name and Note", "in inbox/acme .",
			"Do the same with July.csv.review.2.csv (it lists other rows).", "Rows that nobody has decided on by 2 August 2026 are not sent."}, nil},
		{"decisions to correct", func(r *Report) {
			r.Kind, r.Counts = record.KindDecision, Counts{record.Decided: 1, record.Invalid: 2}
		}, []string{"Correct 2 lines", "Open your review file.", "in inbox/acme ."}, nil},
		{"stopped", state(Refused, nil), []string{"Save the whole file again in inbox/acme ."}, nil},
		{"duplicate", duplicate("2026-07-03T08:14:00Z"), nil, []string{"What to do now"}},
		{"nothing to do", func(r *Report) { r.ErrorsNames = []string{"July.csv.errors.csv"} }, nil, []string{"What to do now"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := base()
			test.change(&r)
			page := words(write(t, r))
			for _, want := range test.want {
				if !strings.Contains(page, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			for _, not := range test.not {
				if strings.Contains(page, not) {
					t.Errorf("the page says %q", not)
				}
			}
		})
	}
}

func TestReportListsTheFirstTwentyRowsOfAProblem(t *testing.T) {
	r := base()
	r.Sections = []Section{{Code: record.CodeAge, Count: 45, Happened: "Too many to list.", Rows: rowsFrom(1000, 30)}}
	page := write(t, r)
	if n := strings.Count(page, "<li>Row "); n != ShownRows {
		t.Errorf("the page lists %d rows", n)
	}
	if !strings.Contains(page, "<li>and 25 more rows</li>") || !strings.Contains(page, "<li>Row 1,000: REG-001000</li>") {
		t.Error("the page does not say how many more there are, or which row is first")
	}
}

func TestReportBoundsWhatComesFromStrangers(t *testing.T) {
	r := base()
	for range 5000 {
		r.UnknownColumns = append(r.UnknownColumns, strings.Repeat("é", 5000))
		r.Batches = append(r.Batches, r.Batches[0])
	}
	r.Sections = []Section{{Code: record.CodeAge, Happened: strings.Repeat("a. ", 1<<20), Do: strings.Repeat("b", 1<<20)}}
	page := write(t, r)
	if len(page) > 64<<10 {
		t.Errorf("the page has %d bytes", len(page))
	}
	for _, want := range []string{"and 4,980 more", "and 4,982 more. All of them are in the status file."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

var markup = regexp.MustCompile(`<(script|img|i|b)[ >]|javascript:|\son[a-z]+=`)

func TestReportEscapesWhatComesFromStrangers(t *testing.T) {
	page := write(t, reports()["stranger"])
	page = strings.ReplaceAll(page, "&lt;img src=x onerror=alert(2)&gt;", "")
	if found := markup.FindString(page); found != "" {
		t.Errorf("the page holds %q", found)
	}
}

func TestO6_ReportHasNoPlaceForALearner(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)uln|givenname|familyname|birth|gender|postcode|learner`)
	for _, field := range fields(Report{}) {
		if forbidden.MatchString(field) {
			t.Errorf("Report has the field %s", field)
		}
	}
}

func TestStampNamesTheZone(t *testing.T) {
	c, err := newClock()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"2026-07-03T08:14:00Z": "3 July 2026 at 09:14 BST",
		"2026-12-03T08:14:00Z": "3 December 2026 at 08:14 GMT",
		"2026-10-25T00:30:00Z": "25 October 2026 at 01:30 BST",
		"2026-10-25T01:30:00Z": "25 October 2026 at 01:30 GMT",
	}
	for machine, human := range tests {
		if got := c.stamp(at(machine)); got.Human != human || got.Machine != machine {
			t.Errorf("%s: got %v, want %s", machine, got, human)
		}
	}
	if got := c.stamp(time.Time{}); got != (stamp{}) {
		t.Errorf("no time is shown as %v", got)
	}
}

func FuzzReport(f *testing.F) {
	f.Add("July.csv", "mis-export", "ULN must be 10 digits. Row 2.", "REG-1", 3)
	f.Add("<script>", "\x00\xff", "</style>", "\u202e", -1)
	f.Fuzz(func(t *testing.T, name, user, happened, id string, n int) {
		r := base()
		r.Name, r.User, r.Counts = name, user, Counts{record.Rejected: n}
		r.UnknownColumns = []string{happened}
		r.Sections = []Section{{Code: id, Count: n, Happened: happened, Do: user, Rows: []SectionRow{{n, id}}}}
		if n < 0 {
			if err := r.Write(io.Discard); err == nil {
				t.Error("a negative count is taken")
			}
			return
		}
		page := write(t, r)
		if strings.Count(page, "<script") != 0 || strings.Count(page, "</html>") != 1 || strings.Count(page, "<style>") != 1 {
			t.Error("text broke out of its place")
		}
	})
}
