package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

// base is a report of an achievement file that LRS took whole.
func base() Report {
	return Report{
		Environment: Production, Organisation: "Acme Awarding", Name: "July.csv", FileID: "K7Q2", User: "mis-export",
		Kind: record.KindAchievement, State: Done, Final: true,
		ReceivedAt: at("2026-07-03T08:14:00Z"), UpdatedAt: at("2026-07-03T08:31:00Z"),
		Counts: Counts{record.Accepted: 12340},
		Batches: []Batch{{
			ID: "K7Q2-A1", Operation: "SubmitAchievementBatchJob", Rows: 10000, State: "finished", JobID: 431188,
			SubmittedAt: at("2026-07-03T08:16:00Z"), FinishedAt: at("2026-07-03T08:29:00Z"),
		}, {
			ID: "K7Q2-A2", Operation: "SubmitAchievementBatchJob", Rows: 2340, State: "finished", JobID: 431189,
			SubmittedAt: at("2026-07-03T08:17:00Z"), FinishedAt: at("2026-07-03T08:30:00Z"),
		}},
		SaveTo:  "inbox/acme",
		Support: Support{Organisation: "Example Agent Ltd", Email: "support@example.org", Phone: "020 7946 0000", Hours: "Mon-Fri 9-5"},
	}
}

func rowsFrom(first, n int) []SectionRow {
	rows := make([]SectionRow, n)
	for i := range rows {
		rows[i] = SectionRow{Row: first + 7*i, MISIdentifier: fmt.Sprintf("REG-%06d", first+7*i)}
	}
	return rows
}

// Sections with the words of the table in INTERFACE section 4.
var (
	ulnExcel = Section{
		Code: record.CodeULNExcel, Count: 12, Rows: rowsFrom(214, 12), Who: "Your data team",
		Happened: `ULN must be 10 digits. Row 214 has "1.00E+09" because Excel shortened it.`,
		Do:       "Copy it from your system into a column formatted as Text.",
	}
	ulnCheck = Section{
		Code: record.CodeULNCheck, Count: 1, Rows: rowsFrom(31, 1), Who: "Your data team",
		Happened: "The ULN in row 31 is not possible. A digit is probably mistyped.",
		Do:       "Check it against your records or ask the centre.",
	}
	awardDate = Section{
		Code: record.CodeDateFormat, Count: 1, Rows: rowsFrom(88, 1), Who: "Your data team",
		Happened: `Award date must be like 2025-06-30. Row 88 has "30/06/25".`, Do: "Change the date.",
	}
	similar = Section{
		Code: "WSVRC003", Count: 4, Rows: rowsFrom(1208, 4), Who: "Your data team",
		Happened: "LRS found this ULN but the name is similar, not the same.",
		Do:       "Sign in to the LRS organisation portal and check all the learner's details against yours. Then record your decision in the review file.",
	}
	merged = Section{
		Code: "WSVRC004", Count: 2, Rows: rowsFrom(4020, 2), Who: "Your data team",
		Happened: "The name is similar and this ULN has been merged into another (the master).",
		Do:       "Sign in to the LRS organisation portal and check that the master record is your learner. If not, raise a ULN data challenge there.",
	}
	notKnown6 = Section{
		Code: "WSVRC006", Count: 17, Rows: rowsFrom(5011, 17), Who: "The centre",
		Happened: "LRS has no learner with this ULN. Not sent.", Do: "Ask the centre for the correct ULN.",
	}
	ageNote = Section{
		Code: record.CodeAge, Count: 45, Rows: rowsFrom(60, 20), Warning: true, Who: "Your data team",
		Happened: "The learner was under 13 or over 110 on the award date.", Do: "Check the date of birth. Nothing was stopped.",
	}
	encoding = Stopped{
		Code: record.CodeEncoding, Who: "Your data team",
		Happened: "We could not read some letters (first: row 1,208, FamilyName). Nothing was sent.",
		Do:       `In Excel choose Save As, "CSV UTF-8 (Comma delimited)" and drop it again.`,
	}
	noColumn = Stopped{
		Code: record.CodeColumnsMissing, Who: "Your data team",
		Happened: `The file has no column for the award date. We looked for "AwardDate". Nothing was sent.`,
		Do:       "If your export has changed, contact Example Agent Ltd.",
	}
)

// reports are the golden cases, by the name of their folder in testdata.
func reports() map[string]Report {
	all := map[string]Report{"accepted": base()}
	add := func(name string, change func(*Report)) {
		r := base()
		change(&r)
		all[name] = r
	}
	add("mixed", func(r *Report) {
		r.State, r.Final, r.WaitingFor = Held, false, Wait{Reason: WaitDecision, Rows: 6, Until: at("2026-08-02T08:29:00Z")}
		r.Counts = Counts{record.Accepted: 12303, record.Invalid: 14, record.Unverified: 17, record.Held: 6}
		r.Sections = []Section{ulnExcel, ulnCheck, awardDate, notKnown6, similar, merged, ageNote}
		r.ErrorsNames, r.ReviewNames = []string{"July.csv.errors.csv"}, []string{"July.csv.review.csv"}
		r.UnknownColumns = []string{"CentreName", "InvoiceNumber"}
	})
	add("waiting", func(r *Report) {
		r.Environment, r.State, r.Final, r.WaitingFor = Simulator, Waiting, false, Wait{Reason: WaitJob, Rows: 2340}
		r.NextCheckAt = at("2026-07-03T08:33:00Z")
		r.Counts = Counts{record.Accepted: 9998, record.Rejected: 2, record.Open: 2340}
		r.Batches[1].State, r.Batches[1].FinishedAt = "submitted", time.Time{}
		r.ErrorsNames = []string{"July.csv.errors.csv"}
	})
	add("verify", func(r *Report) {
		r.Environment, r.Kind, r.Name = Compatibility, record.KindVerify, "Starters.xml"
		r.Counts = Counts{record.Matched: 480, record.Linked: 3, record.Review: 5, record.NoMatch: 8, record.NotFound: 4}
		r.Batches = []Batch{{
			ID: "K7Q2-V1", Operation: "submitVerifyBatch", Rows: 500, State: "finished", JobID: 90017,
			SubmittedAt: at("2026-07-03T08:16:00Z"), FinishedAt: at("2026-07-03T08:19:00Z"),
		}}
		r.Sections = []Section{notKnown6, similar, merged}
	})
	add("refused-encoding", func(r *Report) {
		r.State, r.Counts, r.Batches, r.Stopped = Refused, nil, nil, &encoding
	})
	add("refused-column", func(r *Report) {
		r.State, r.Counts, r.Batches, r.Stopped, r.Kind = Refused, nil, nil, &noColumn, ""
	})
	add("duplicate", func(r *Report) {
		r.State, r.Counts, r.Batches = Duplicate, Counts{record.NotSent: 12340}, nil
		r.DuplicateOf = &Earlier{FileID: "K7Q2", ReceivedAt: at("2026-07-03T08:14:00Z")}
		r.FileID, r.Name, r.ReceivedAt, r.UpdatedAt = "M3XA", "July.csv", at("2026-07-04T10:00:00Z"), at("2026-07-04T10:00:05Z")
	})
	add("unknown", func(r *Report) {
		r.State, r.Final, r.WaitingFor = Held, false, Wait{Reason: WaitResolution, Rows: 2340}
		r.Counts = Counts{record.Accepted: 10000, record.Unknown: 2340}
		r.Batches[1].State, r.Batches[1].JobID, r.Batches[1].FinishedAt = "unknown", 0, time.Time{}
		r.Sections = []Section{{
			Code: record.CodeUnknown, Count: 2340, Rows: rowsFrom(10001, 20), Who: "Support",
			Happened: "The connection broke while we sent these rows. LRS may have recorded them.",
			Do:       "Do not send them again. Support finds out with LRS what became of them.",
		}}
	})
	add("corrected", func(r *Report) {
		r.Counts = Counts{record.Accepted: 12300, record.Rejected: 31, record.AlreadySent: 9}
		r.Corrected = Counts{record.Rejected: 30}
		r.ErrorsNames = []string{"July.csv.errors.csv"}
	})
	add("continued", func(r *Report) {
		r.Counts = Counts{record.Accepted: 12300, record.Unverified: 31, record.Invalid: 9}
		r.Corrected = Counts{record.Invalid: 5}
		r.Continued, r.ContinuedIn = Counts{record.Unverified: 31, record.Invalid: 4}, []string{"July.csv.errors.csv", "July-fixed.csv"}
		r.ErrorsNames = []string{"July.csv.errors.csv"}
	})
	add("trial", func(r *Report) {
		r.Trial, r.Batches = true, nil
		r.Counts = Counts{record.NotSent: 12309, record.Invalid: 31}
		r.ErrorsNames, r.Sections = []string{"July.csv.errors.csv"}, []Section{awardDate}
	})
	add("stranger", func(r *Report) {
		r.Name = `"><script>alert(1)</script>` + strings.Repeat("x", 150) + ".csv"
		r.User, r.SaveTo = `</title><img src=x onerror=alert(2)>`, `\\files\<inbox>`
		r.UnknownColumns = []string{"", "<b>bold</b>", strings.Repeat("long", 1000)}
		r.Counts = Counts{record.Rejected: 1}
		r.Sections = []Section{{Code: "WSRC9999", Count: 1, Happened: "LRS said: <script>alert(3)</script>\r\n&amp;", Do: "Ask support.",
			Who: "Support", Rows: []SectionRow{{1, "<i>REG</i>"}}}}
	})
	return all
}

func write(t *testing.T, r Report) string {
	t.Helper()
	var page bytes.Buffer
	if err := r.Write(&page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

func TestReportMatchesGoldenPages(t *testing.T) {
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			golden(t, filepath.Join("testdata", name, "report.html"), write(t, r))
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run the test with -update and read the change", path)
	}
}

var (
	tag   = regexp.MustCompile(`<[^>]*>`)
	style = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
)

// words gives what a reader of the page sees.
func words(page string) string {
	text := tag.ReplaceAllString(style.ReplaceAllString(page, ""), " ")
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}

func TestReportStyleIsTheOnlyThingItsPolicyAllows(t *testing.T) {
	page := write(t, base())
	sum := sha256.Sum256([]byte(style.FindStringSubmatch(page)[1]))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if !strings.Contains(html.UnescapeString(page), want) {
		t.Errorf("the page's policy is not %q", want)
	}
}
