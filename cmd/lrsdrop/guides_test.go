package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lrsdrop/config"
	"lrsdrop/examples"
	settings "lrsdrop/internal/config"
	"lrsdrop/internal/inbox"
	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/record"
	"lrsdrop/packaging"
)

const (
	clerk     = "guides/clerk.md"
	developer = "guides/mis-developer.md"
	operator  = "guides/operator.md"
	applicant = "guides/applicant.md"
)

// part is the text of one section of a guide, with those below it.
func part(t *testing.T, guide, heading string) string {
	t.Helper()
	text, err := fs.ReadFile(examples.Files(), guide)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("%s has no section %q", guide, heading)
	}
	section, _, _ := strings.Cut(rest, "\n## ")
	return section
}

// table gives the rows of the table whose first column has this title, cell by
// cell, without the marks of code.
func table(t *testing.T, text, title string) (rows [][]string) {
	t.Helper()
	_, rest, found := strings.Cut(text, "| "+title+" |")
	if !found {
		t.Fatalf("no table of %q", title)
	}
	for n, line := range slices.Collect(strings.Lines(rest)) {
		line = strings.TrimSpace(line)
		if n < 2 {
			continue // the rest of the titles, and the rule
		}
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(strings.ReplaceAll(cells[i], "`", ""))
		}
		rows = append(rows, cells)
	}
	return rows
}

// firsts are the words in the first column, several to a cell or not.
func firsts(rows [][]string) map[string][]string {
	all := map[string][]string{}
	for _, row := range rows {
		for name := range strings.SplitSeq(row[0], ", ") {
			all[name] = row
		}
	}
	return all
}

func sameNames[V any](t *testing.T, what string, got map[string]V, want []string) {
	t.Helper()
	names := slices.Sorted(maps.Keys(got))
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("%s: the guide has %v, the program %v", what, names, want)
	}
}

// ruler is the rule set of the daemon on a day after all examples.
func ruler() record.Rules { return record.Rules{Today: "2026-07-03"} }

// problems are the fields of an award that break a rule.
func problems(a record.Achievement) map[record.Field]string {
	broken := map[record.Field]string{}
	ruler().Achievement(&a, func(f record.Field, p record.Problem) {
		if !p.Warning {
			broken[f] = p.Code
		}
	})
	return broken
}

func TestO25_DevelopersGuideHasTheColumnsOfTheProgram(t *testing.T) {
	for heading, kind := range map[string]record.Kind{"Awards": record.KindAchievement, "Learners to verify": record.KindVerify} {
		rows := table(t, part(t, developer, heading), "Column")
		fields := record.Fields(kind)
		if len(rows) != len(fields) {
			t.Fatalf("%s: %d columns, want %d", heading, len(rows), len(fields))
		}
		var example record.Achievement
		for i, f := range fields {
			name, needed := rows[i][0], rows[i][1] == "yes"
			if !strings.EqualFold(name, f.Name()) || needed != slices.Contains(record.Required(kind), f) {
				t.Errorf("%s: column %s, needed %v: the program has %s", heading, name, needed, f.Name())
			}
			*f.In(&example) = rows[i][4]
		}
		if kind == record.KindVerify {
			ruler().Learner(&example.Learner, func(f record.Field, p record.Problem) { t.Errorf("the example: %s %s", f.Name(), p.Code) })
			continue
		}
		if broken := problems(example); len(broken) > 0 {
			t.Errorf("the example breaks rules: %v", broken)
		}
		for i, f := range fields {
			tryLength(t, example, f, rows[i][2])
			tryNeed(t, example, f, rows[i][1] == "yes")
		}
	}
}

// tryLength writes as much as the guide allows, and one character more.
func tryLength(t *testing.T, a record.Achievement, f record.Field, words string) {
	t.Helper()
	m := regexp.MustCompile(`text, at most ([0-9]+) characters`).FindStringSubmatch(words)
	if m == nil || f == record.FieldPostcode { // its form is stricter than its length
		return
	}
	most, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{most, most + 1} {
		*f.In(&a) = strings.Repeat("é", n)
		if _, broken := problems(a)[f]; broken != (n > most) {
			t.Errorf("%s of %d characters: refused is %v", f.Name(), n, broken)
		}
	}
}

func tryNeed(t *testing.T, a record.Achievement, f record.Field, needed bool) {
	t.Helper()
	*f.In(&a) = ""
	if _, broken := problems(a)[f]; broken != needed {
		t.Errorf("%s left empty: refused is %v", f.Name(), broken)
	}
}

// The rules that the guide gives in words, each with a value that it allows
// and one that it does not.
func TestO25_DevelopersGuideHasTheRulesOfTheProgram(t *testing.T) {
	good := record.Achievement{
		Learner:   record.Learner{ULN: "1000000078", GivenName: "Alex", FamilyName: "Example"},
		Reference: "610/5596/7", AwardDate: "2025-06-30",
	}
	tests := []struct {
		field  record.Field
		yes    []string
		no     []string
		action string
	}{
		{record.FieldULN, []string{"1000000078", " 1000000078 "}, []string{"9999999999", "0000000078", "1.00E+09", "100000007"}, ""},
		{record.FieldProviderUKPRN, []string{"10099999", ""}, []string{"1009999"}, ""},
		{record.FieldReference, []string{"61055967", "K5015773", "610/5596/1"}, []string{"610-5596-7"}, ""},
		{record.FieldAwardDate, []string{"2006-09-01", "2026-07-03", "2025-06-30T00:00:00"}, []string{"2006-08-31", "2026-07-04", "30/06/25", "2025-06-30T12:00:00"}, ""},
		{record.FieldLanguage, []string{"English", "Welsh", "Irish", "Cornish"}, nil, ""},
		{record.FieldAction, []string{"", "award"}, []string{"delete"}, ""},
		{record.FieldActionDate, []string{"", "2025-06-30", "2026-07-03"}, []string{"2025-06-29", "2026-07-04"}, ""},
		{record.FieldActionDate, nil, []string{""}, "withdraw"},
		{record.FieldActionReason, []string{""}, nil, "award"},
		{record.FieldActionReason, nil, []string{""}, "reinstate"},
		{record.FieldGivenName, []string{"Al3x", "Ale?"}, []string{"Al\tex", "Al\nex", "ZoÃ«"}, ""},
		{record.FieldDateOfBirth, []string{"", "2025-06-30"}, []string{"2025-07-01", "03/02/2001"}, ""},
		{record.FieldGender, []string{"", "0", "1", "2", "9"}, []string{"3", "M"}, ""},
		{record.FieldPostcode, []string{"", "CV4 9EE", "BFPO 1234", "SW1A 1AA"}, []string{"CV4", "SW1A  1AA"}, ""},
	}
	for _, test := range tests {
		a := good
		a.Action = test.action
		for refused, values := range map[bool][]string{false: test.yes, true: test.no} {
			for _, value := range values {
				*test.field.In(&a) = value
				if _, broken := problems(a)[test.field]; broken != refused {
					t.Errorf("%s %q, action %q: refused is %v", test.field.Name(), value, test.action, broken)
				}
			}
		}
	}
}

func TestO25_DevelopersGuideHasTheStatusOfTheSchema(t *testing.T) {
	text, err := fs.ReadFile(config.Files(), "schema/status.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	type object struct{ Properties map[string]json.RawMessage }
	var schema struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	section := part(t, developer, "Wait for the answer")
	fields := firsts(table(t, section, "Field"))
	sameNames(t, "status.json", fields, slices.Collect(maps.Keys(schema.Properties)))
	for name, def := range map[string]string{"batches": "batch", "outputs": "output", "problems": "problem"} {
		for key := range schema.Defs[def].Properties {
			if !regexp.MustCompile(`\b` + key + `\b`).MatchString(strings.Join(fields[name], " ")) {
				t.Errorf("%s: the guide has no %s", name, key)
			}
		}
	}
	var state struct{ Enum []string }
	if err := json.Unmarshal(schema.Properties["state"], &state); err != nil {
		t.Fatal(err)
	}
	states := firsts(table(t, section, "State"))
	sameNames(t, "states", states, state.Enum)
}

func outcomes() (words []string) {
	for _, o := range record.Outcomes() {
		words = append(words, o.String())
	}
	return words
}

func TestO25_GuidesHaveTheOutcomesOfTheProgram(t *testing.T) {
	rows := table(t, part(t, developer, "Read the results"), "Outcome")
	sameNames(t, developer, firsts(rows), outcomes())
	sameNames(t, clerk, firsts(table(t, part(t, clerk, "2 Read the answer"), "Word")), outcomes())
	for name, row := range firsts(rows) {
		o, _ := outcomeNamed(name)
		if corrected := strings.HasPrefix(row[2], "until"); corrected != (o.ToCorrect() || o == record.NotSent) {
			t.Errorf("%s is final: %s", name, row[2])
		}
		if (row[2] == "no") != o.Waits() {
			t.Errorf("%s is final: %s", name, row[2])
		}
	}
}

func outcomeNamed(word string) (record.Outcome, bool) {
	for _, o := range record.Outcomes() {
		if o.String() == word {
			return o, true
		}
	}
	return 0, false
}

func TestO25_GuidesNameTheFilesThatAreLeftAlone(t *testing.T) {
	for guide, heading := range map[string]string{clerk: "6 Know that nothing is lost", developer: "Hand it over"} {
		section := part(t, guide, heading)
		suffixes := regexp.MustCompile("`(\\.[a-z]+)`").FindAllStringSubmatch(section, -1)
		left := 0
		for _, m := range suffixes {
			if inbox.Ignored("July" + m[1]) {
				left++
			} else if m[1] != ".done" {
				t.Errorf("%s: July%s is not left alone", guide, m[1])
			}
		}
		if left != 7 || !inbox.Ignored(".July.csv") || !inbox.Ignored("~July.csv") {
			t.Errorf("%s names %d endings", guide, left)
		}
	}
}

func TestO25_DevelopersGuideHasTheTestLearners(t *testing.T) {
	section := part(t, developer, "Test learners")
	learners := firsts(table(t, section, "ULN"))
	var want []string
	for _, l := range lrssim.FixedLearners() {
		want = append(want, l.ULN)
		becomes := map[string]string{"WSVRC001": "accepted", "WSVRC002": "held", "WSVRC003": "held", "WSVRC004": "held"}[l.Expect]
		if becomes == "" {
			becomes = "unverified"
		}
		row := []string{l.ULN, l.GivenName, l.FamilyName, l.DateOfBirth, l.Gender, l.Expect, becomes}
		if !slices.Equal(learners[l.ULN], row) {
			t.Errorf("%v, want %v", learners[l.ULN], row)
		}
	}
	sameNames(t, "learners", learners, want)
	references := firsts(table(t, section, "Reference"))
	want = nil
	for _, r := range lrssim.FixedReferences() {
		want = append(want, r.Reference)
		word := map[lrssim.Behaviour]string{
			lrssim.BehaveAccept: "accepted", lrssim.BehaveRejectField: "rejected", lrssim.BehaveRejectLearner: "rejected",
			lrssim.BehaveRejectBusiness: "rejected", lrssim.BehaveFail: "failed", lrssim.BehaveCancel: "failed",
			lrssim.BehaveMiscount: "unconfirmed", lrssim.BehaveGarbled: "unconfirmed", lrssim.BehaveSlow: "half a minute", lrssim.BehaveNever: "never",
		}[r.Behaviour]
		if row := references[r.Reference]; row != nil && !strings.Contains(row[1], word) {
			t.Errorf("%v, want %s", row, word)
		}
	}
	sameNames(t, "references", references, want)
}

func TestO24_IncidentGuideSaysWhomToTell(t *testing.T) {
	section := part(t, operator, "Incidents")
	last := 0
	for _, want := range []string{ // in this order
		"lrsdrop pause", "lrs.support@education.gov.uk", "audit verify", "resume", "data protection officer", "72 hours", "https://ico.org.uk/",
	} {
		at := strings.Index(section[last:], want)
		if at < 0 {
			t.Fatalf("the incident guide does not say %q, or too early", want)
		}
		last += at
	}
	if !strings.Contains(lrsContact, "lrs.support@education.gov.uk") {
		t.Error("the program names another contact")
	}
}

func TestO26_ApplicantsPageAnswersEachQuestion(t *testing.T) {
	text := strings.Join(headings(t, applicant), "\n")
	for q := 3; q <= 9; q++ {
		if !strings.Contains(text, fmt.Sprintf("Q%d ", q)) {
			t.Errorf("no answer to Q%d", q)
		}
	}
	code, out, _ := run(t, "mapping", "print", filepath.Join("..", "..", "examples", "mis-export", "mapping.yaml"), "--json")
	var fields []struct {
		Field       string `json:"field"`
		Achievement string `json:"lrs_achievement"`
		Learner     string `json:"lrs_learner"`
	}
	if err := json.Unmarshal([]byte(out), &fields); err != nil || code != exitDone {
		t.Fatal(code, err)
	}
	page := firsts(table(t, part(t, applicant, "Q9 Learner details and their mapping"), "In the file"))
	for _, f := range fields {
		row, shown := page[f.Field]
		known, _ := record.FieldNamed(f.Field)
		if shown == (known.OfAward() && known != record.FieldPostcode) {
			t.Errorf("%s: on the page %v", f.Field, shown)
		}
		if dash := func(s string) string { return max(s, "-") }; shown && (row[1] != dash(f.Learner) || row[2] != dash(f.Achievement)) {
			t.Errorf("%v, want %s and %s", row, f.Learner, f.Achievement)
		}
		if needed := slices.Contains(record.Required(record.KindAchievement), known); shown && (row[3] == "yes") != needed {
			t.Errorf("%v, needed %v", row, needed)
		}
	}
}

// What is named in the guides is there: files, sections, commands.
func TestO25_GuidesPointAtWhatIsThere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	called := regexp.MustCompile("lrsdrop ((?:audit |mapping |service |secret )?[a-z-]+)")
	for _, file := range guideFiles(t) {
		content, err := fs.ReadFile(examples.Files(), file)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(content)), " ")
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			pointsAtSomething(t, file, m[1])
		}
		for _, m := range regexp.MustCompile("`(lrsdrop [a-z][^`]*)`").FindAllStringSubmatch(text, -1) {
			if command := called.FindStringSubmatch(m[1]); command == nil || !slices.Contains(commands, command[1]) {
				t.Errorf("%s: there is no %q", file, m[1])
			}
		}
	}
	for _, file := range guideFiles(t) {
		if strings.HasPrefix(file, "guides/") && !strings.Contains(readme(t), "(examples/"+file+")") {
			t.Errorf("README.md does not name %s", file)
		}
	}
}

func pointsAtSomething(t *testing.T, from, target string) {
	t.Helper()
	if strings.HasPrefix(target, "https://www.gov.uk/") || strings.HasPrefix(target, "https://ico.org.uk/") {
		return
	}
	file, anchor, _ := strings.Cut(target, "#")
	at := filepath.Join("..", "..", "examples", filepath.FromSlash(path.Join(path.Dir(from), file)))
	if file == "" {
		at = filepath.Join("..", "..", "examples", filepath.FromSlash(from))
	}
	if _, err := os.Stat(at); err != nil {
		t.Errorf("%s points at %s: %v", from, target, err)
		return
	}
	if anchor == "" {
		return
	}
	text, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(string(text), -1) {
		slug := regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		if strings.ReplaceAll(slug, " ", "-") == anchor {
			return
		}
	}
	t.Errorf("%s points at %s, which has no such section", from, target)
}

func TestO12_UnitWaitsForAnUpload(t *testing.T) {
	unit := packaging.Unit()
	m := regexp.MustCompile(`(?m)^TimeoutStopSec=([0-9]+)$`).FindStringSubmatch(unit)
	if m == nil {
		t.Fatal("no TimeoutStopSec")
	}
	seconds, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	c, err := settings.Load(filepath.Join("..", "..", "config", "lrsdrop.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if needs := c.StopGrace + 20*time.Second; time.Duration(seconds)*time.Second < needs {
		t.Errorf("the unit waits %d s, less than %v", seconds, needs)
	}
	if !strings.Contains(unit, fmt.Sprintf("RestartPreventExitStatus=%d\n", exitUsage)) {
		t.Error("the unit starts again and again on a configuration that is wrong")
	}
}
