package daemon_test

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"lrsdrop/internal/lrssim"
)

const header = "NumberOfRecords,AwardingOrganisation,EmailAddress,SubmissionType\r\n"

// goodFile is a verify file that no other repeats.
func goodFile(mis string) string {
	return "MISIdentifier,ULN,GivenName,FamilyName,DateOfBirth,Gender\r\n" + mis + ",1000000078,Alex,Example,2001-02-03,1\r\n"
}

func wideText(s string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

// badInput is a file that somebody drops, and what they find in the outbox.
type badInput struct {
	name    string // of the case; the file is named after it
	ending  string
	content string

	state string
	code  string            // "" means that status.json tells of no problem
	says  []string          // on the page, in this order
	rows  map[string]string // of result.csv; nil means the header alone
}

func badInputs() []badInput {
	notSent := func(code string, rows ...string) map[string]string {
		all := map[string]string{}
		for _, row := range rows {
			all[row] = "not_sent " + code
		}
		return all
	}
	two := awards(matches, matchesToo)
	record := "<Achievement><Uln>1000000078</Uln><UnitOrQualificationCode>610/5596/7</UnitOrQualificationCode>" +
		"<AchievementAwardDate>2025-06-30</AchievementAwardDate><GivenName>Alex</GivenName><FamilyName>Example</FamilyName></Achievement>"
	return []badInput{
		{"empty", ".csv", "", "refused", "LOCAL-EMPTY",
			[]string{"We stopped this file. Nothing was sent to LRS.", "The file is empty.", "Export it again."}, nil},
		{"header only", ".csv", awardColumns, "refused", "LOCAL-NO-ROWS",
			[]string{"The file has column names and no rows.", "Export it again, with the rows."}, nil},
		{"batch header only", ".csv", header, "refused", "LOCAL-NO-ROWS",
			[]string{"The file has column names and no rows."}, nil},
		{"another table", ".csv", "Colour,Size\r\nred,5\r\n", "refused", "LOCAL-KIND",
			[]string{"This is neither a file of awards nor a file of learners to verify.", "Check that it is the right file."}, nil},
		{"unknown columns", ".csv", strings.ReplaceAll(strings.Replace(awards(matches), ",Gender", ",Gender,Shoe size", 1), "03,1\r\n", "03,1,44\r\n"), "done", "",
			[]string{"The award was accepted.", "Columns we did not use", "Shoe size"}, map[string]string{"2": "accepted WSRC0009"}},
		{"missing column", ".csv", strings.NewReplacer("AchievementAwardDate,", "", "2025-06-30,", "").Replace(two), "refused", "LOCAL-COLUMNS-MISSING",
			[]string{"The file has no column for the award date.", `We looked for "AchievementAwardDate".`, "If your export has changed"}, nil},
		{"column twice", ".csv", strings.Replace(two, "Grade,", "Grade,grade,", 1), "refused", "LOCAL-COLUMNS-TWICE",
			[]string{`The file has two columns for the same thing: "grade".`, "Remove one of the two."}, nil},
		{"ragged", ".csv", awards(matchesMerit, "1000102504,610/5596/7,2025-06-30\r\n", strings.Replace(matches, "\r\n", ",,more\r\n", 1)), "done", "LOCAL-CELLS",
			[]string{"You need to fix 2.", "The file has 9 columns, but row 3 has 4 cells.", "Look for a comma too many or a missing one."},
			map[string]string{"2": "accepted WSRC0009", "3": "invalid LOCAL-CELLS", "4": "invalid LOCAL-CELLS"}},
		{"quote never closed", ".csv", awards(matches) + `REG-2,"1000102504` + matchesToo[10:], "refused", "LOCAL-QUOTE",
			[]string{"A quotation mark opens in row 3 and is never closed.", "Close it, or remove it, and drop the file again."}, nil},
		{"cut off row", ".csv", strings.TrimSuffix(two, "n,Chris,Pattern,2001-06-07,1\r\n")[:len(two)-40], "refused", "LOCAL-TRUNCATED",
			[]string{"The file breaks off in the middle of row 3.", "It may not have been copied completely."}, nil},
		{"mixed line ends", ".csv", awardColumns + "M-1," + strings.TrimSuffix(unitOf(matches), "\r\n") + "\nM-2," + unitOf(matchesToo) + "\n\n", "done", "",
			[]string{"All 2 awards were accepted."}, map[string]string{"2": "accepted WSRC0009", "3": "accepted WSRC0009"}},
		{"100 MB in one field", ".csv", awardColumns + `"` + strings.Repeat("0123456789", 10<<20) + `"` + "\r\n", "refused", "LOCAL-QUOTE",
			[]string{"A quotation mark opens in row 2, and more than 1 MiB follow before one that closes it.", "Close it, or remove it"}, nil},
		{"8 MB in one field without quotes", ".csv", awardColumns + strings.Repeat("0123456789", 800<<10) + "\r\n", "refused", "LOCAL-RECORD-SIZE",
			[]string{"A row or value is longer than 1 MiB, in row 2.", "A quotation mark or a line end may be missing."}, nil},
		{"8 MB in one XML value", ".xml", "<AchievementBatch><Achievement><Uln>" + strings.Repeat("0123456789", 800<<10), "refused", "LOCAL-RECORD-SIZE",
			[]string{"A row or value is longer than 1 MiB, in row 1."}, nil},
		{"DTD", ".xml", "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><AchievementBatch>" + record + "</AchievementBatch>", "refused", "LOCAL-XML-DTD",
			[]string{"The file has a document type (DTD) or entity declaration, which is not allowed.", "Export it without one."}, nil},
		{"deep nesting", ".xml", "<AchievementBatch><Achievement>" + strings.Repeat("<a>", 1_000_000), "refused", "LOCAL-XML-DEPTH",
			[]string{"More than 8 elements stand inside each other, in row 1."}, nil},
		{"cut off XML", ".xml", "<AchievementBatch>" + record + "<Achievement><Uln>1000", "refused", "LOCAL-TRUNCATED",
			[]string{"The file breaks off before its end, in row 2.", "It may not have been copied completely."}, nil},
		{"UTF-16", ".csv", wideText(two), "refused", "LOCAL-ENCODING",
			[]string{`The file looks like UTF-16 (Excel calls it "Unicode Text"), not UTF-8.`, `In Excel choose Save As, "CSV UTF-8 (Comma delimited)" and drop it again.`}, nil},
		{"Latin-1", ".csv", strings.Replace(two, "Chris", "Zo\xeb", 1), "refused", "LOCAL-ENCODING",
			[]string{"We could not read some letters (first: row 3, GivenName)", "The file looks like Windows-1252 (Latin-1), not UTF-8.", "The first is byte", "In Excel choose Save As"}, nil},
		{"NUL bytes", ".csv", strings.Replace(two, "Chris", "Ch\x00ris", 1), "refused", "LOCAL-ENCODING",
			[]string{"There is something in row 3 that is not text (a NUL byte).", "The file is damaged. Export it again."}, nil},
		{"nothing but NUL bytes", ".csv", strings.Repeat("\x00", 10_000), "refused", "LOCAL-ENCODING",
			[]string{"We stopped this file."}, nil},
		{"workbook", ".xlsx", "PK\x03\x04\x14\x00\x06\x00" + strings.Repeat("\x00\x01", 500), "refused", "LOCAL-FORMAT",
			[]string{"The file is an Excel workbook (.xlsx) or a zip archive, not a CSV or XML file."}, nil},
		{"wrong organisation", ".csv", header + "2,RN9999,,Final\r\n" + two, "refused", "LOCAL-WRONG-ORG",
			[]string{`The file belongs to "RN9999", and this folder to another organisation.`, "Drop it in the folder of that organisation, or correct the header."},
			notSent("LOCAL-WRONG-ORG", "4", "5")},
		{"more rows than the header says", ".csv", header + "1,RN0000,,Final\r\n" + two, "refused", "LOCAL-COUNT",
			[]string{"The header says 1 record, but the file has 2.", "Check that the export is whole and correct the number."},
			notSent("LOCAL-COUNT", "4", "5")},
		{"fewer rows than the header says", ".csv", header + "3,RN0000,,Final\r\n" + two, "refused", "LOCAL-COUNT",
			[]string{"The header says 3 records, but the file has 2."}, notSent("LOCAL-COUNT", "4", "5")},
		{strings.Repeat("a very long name ", 14) + "and more", ".csv", awardColumns + "L-1," + strings.Replace(matchesToo, "Merit", "Pass", 1), "done", "",
			[]string{"was accepted."}, map[string]string{"2": "accepted WSRC0009"}},
	}
}

const matchesMerit = "1000000078,610/5596/7,2025-06-29,Merit,Alex,Example,2001-02-03,1\r\n"

// unitOf makes an award of a qualification one of a unit.
func unitOf(row string) string {
	return strings.NewReplacer("610/5596/7", "K/501/5773", "Merit", "Pass").Replace(row)
}

// Every bad file has its answer, and the good file behind each has its own.
func TestBadInputIsAnsweredAndHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	cases := badInputs()
	for i, c := range cases {
		w.dropNamed(acme, fileName(c), c.content)
		w.drop(acme, goodName(i), goodFile(fmt.Sprint("GOOD-", i)))
	}
	for i, c := range cases {
		t.Run(c.name[:min(len(c.name), 40)], func(t *testing.T) {
			base := w.baseOf(acme, fileName(c))
			got := w.await(acme, base, "done", "refused", "duplicate", "held")
			if got.State != c.state {
				t.Errorf("the file is %s, want %s", got.State, c.state)
			}
			if codes := codesOf(got); codes != c.code {
				t.Errorf("status.json tells of %q, want %q", codes, c.code)
			}
			if got.NeedsAttention != (c.state == "refused") {
				t.Errorf("needs_attention is %v", got.NeedsAttention)
			}
			w.expect(acme, base, c.rows)
			w.pageSays(acme, base, c.says...)
			w.await(acme, goodName(i), "done")
			w.expect(acme, goodName(i), map[string]string{"2": "matched WSVRC001"})
			w.archived(acme, base, c.content)
		})
	}
}

func goodName(i int) string { return fmt.Sprintf("good-%d.csv", i) }

// fileName names a case's file after it, with exactly 255 bytes where it is
// long.
func fileName(c badInput) string {
	name := c.name
	if len(name) > 100 {
		name += strings.Repeat("!", 255)
		return name[:255-len(c.ending)] + c.ending
	}
	return name + c.ending
}

func codesOf(s status) string {
	var codes []string
	for _, p := range s.Problems {
		codes = append(codes, p.Code)
	}
	return strings.Join(codes, " ")
}

// dropNamed is drop for a name that leaves no room for a longer one.
func (w *world) dropNamed(org int, name, content string) {
	w.t.Helper()
	inbox := w.fixture.Organisations[org].Inbox
	must(w.t, os.WriteFile(filepath.Join(inbox, ".being written"), []byte(content), 0o600))
	must(w.t, os.Rename(filepath.Join(inbox, ".being written"), filepath.Join(inbox, name)))
}

// baseOf finds the name that the outputs of a dropped file have: status.json
// has the whole name.
func (w *world) baseOf(org int, name string) (base string) {
	w.t.Helper()
	quoted := regexp.MustCompile(`"name": ?` + regexp.QuoteMeta(`"`+name+`"`))
	w.eventually("the status of "+name, func() bool {
		entries, err := os.ReadDir(w.fixture.Organisations[org].Outbox)
		must(w.t, err)
		for _, e := range entries {
			found, isStatus := strings.CutSuffix(e.Name(), ".status.json")
			text, err := os.ReadFile(w.outbox(org, e.Name()))
			if isStatus && err == nil && quoted.Match(text) {
				base = found
			}
		}
		return base != ""
	})
	return base
}

var (
	styles = regexp.MustCompile(`(?s)<style.*?</style>`)
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// page is the text of a report as a person reads it.
func (w *world) page(org int, base string) string {
	w.t.Helper()
	text, err := os.ReadFile(w.outbox(org, base+".report.html"))
	must(w.t, err)
	plain := tags.ReplaceAllString(styles.ReplaceAllString(string(text), " "), " ")
	return spaces.ReplaceAllString(html.UnescapeString(plain), " ")
}

// pageSays looks for words on the page, in this order. A heading has no full
// stop.
func (w *world) pageSays(org int, base string, words ...string) {
	w.t.Helper()
	rest := w.page(org, base)
	whole := rest
	for _, said := range words {
		_, after, found := strings.Cut(rest, strings.TrimSuffix(said, "."))
		if !found {
			w.t.Errorf("the page of %s does not say %q at its place:\n%s", base, said, whole)
			return
		}
		rest = after
	}
}

// archived looks for the original: it is in the archive, byte for byte.
func (w *world) archived(org int, base, content string) {
	w.t.Helper()
	path := filepath.Join(w.fixture.Organisations[org].Archive, base)
	w.eventually("the original of "+base+" in the archive", func() bool {
		_, err := os.Stat(path)
		return err == nil
	})
	text, err := os.ReadFile(path)
	must(w.t, err)
	if string(text) != content {
		w.t.Errorf("the archive has %d bytes of %s, not the %d that were dropped", len(text), base, len(content))
	}
}

// What is no file, or has a name that nobody may use, stays where it is.
func TestWhatIsNoFileStaysAndIsAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	inbox := w.fixture.Organisations[acme].Inbox
	outside := filepath.Join(w.dir, "outside.csv")
	must(t, os.WriteFile(outside, []byte(awards(matches)), 0o600))
	must(t, os.Symlink(outside, filepath.Join(inbox, "link.csv")))
	must(t, os.Mkdir(filepath.Join(inbox, "folder.csv"), 0o750))
	must(t, os.WriteFile(filepath.Join(inbox, "a:b.csv"), []byte(awards(matches)), 0o600))
	must(t, os.WriteFile(filepath.Join(inbox, "con.csv"), []byte(awards(matches)), 0o600))
	w.drop(acme, "good.csv", goodFile("GOOD"))
	const noFile, noName = "This is a folder, a link or a device", "A file with this name is not taken"
	for name, words := range map[string]string{
		"link.csv":   noFile,
		"folder.csv": noFile,
		"a:b.csv":    noName,
		"con.csv":    noName,
	} {
		base := w.baseOf(acme, name)
		got := w.await(acme, base, "refused")
		if codesOf(got) != "LOCAL-FILE-NAME" {
			t.Errorf("%s: %+v", name, got.Problems)
		}
		w.expect(acme, base, nil)
		w.pageSays(acme, base, "Nothing was sent to LRS.", words, "It stays in the inbox")
		if _, err := os.Lstat(filepath.Join(inbox, name)); err != nil {
			t.Errorf("%s did not stay: %v", name, err)
		}
	}
	w.await(acme, "good.csv", "done")
	if n := len(w.submits()); n != 0 {
		t.Errorf("LRS got %d batches", n)
	}
}

// A file that vanishes once we have copied it is done like any other.
func TestAFileThatVanishesAfterItsCopyIsDone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: "verifyLearner"}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: time.Second}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("July.csv to be verified", func() bool {
		files, err := w.daemon.Store().Files(t.Context(), "", 10)
		must(t, err)
		return len(files) == 1 && files[0].State == "verifying"
	})
	must(t, os.RemoveAll(filepath.Join(w.fixture.Organisations[acme].Inbox, ".claimed")))
	w.drop(acme, "good.csv", goodFile("GOOD"))
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
	w.await(acme, "good.csv", "done")
}

// A file that vanishes before that is told of. It is large, so that there is
// time to take it away while it is being copied.
func TestAFileThatVanishesBeforeItsCopyIsAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	large := strings.Repeat(goodFile("LARGE"), 1<<18)
	vanished := ""
	for i := 0; vanished == ""; i++ {
		if i == 20 {
			t.Fatal("no file vanished in time")
		}
		name := fmt.Sprintf("July-%d.csv", i)
		w.drop(acme, name, large)
		w.steal(acme, name)
		if s, _ := w.status(acme, name); s.State == "refused" && codesOf(s) == "LOCAL-UNREADABLE" {
			vanished = name
		}
	}
	w.expect(acme, vanished, nil)
	w.pageSays(acme, vanished, "Nothing was sent to LRS.", "The file vanished before we could copy it.", "drop it again.")
	w.drop(acme, "good.csv", goodFile("GOOD"))
	w.await(acme, "good.csv", "done")
}

// steal takes a file away once it is claimed, and waits a while for what comes
// of it: nothing, where the daemon had not noticed yet that the file was its.
func (w *world) steal(org int, name string) {
	w.t.Helper()
	claim := filepath.Join(w.fixture.Organisations[org].Inbox, ".claimed", "*", "*", name)
	w.eventually("the claim of "+name, func() bool {
		found, _ := filepath.Glob(claim)
		for _, path := range found {
			must(w.t, os.Remove(path))
		}
		return len(found) > 0
	})
	for range 200 {
		if s, ok := w.status(org, name); ok && s.Final {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// What a daemon without the rights may not read or write waits until it may.
// The daemon has a process of its own, because this one may do anything.
func TestWhatMayNotBeReadOrWrittenWaits(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	org := w.fixture.Organisations[acme]
	must(t, os.WriteFile(filepath.Join(org.Inbox, "secret.csv"), []byte(goodFile("SECRET")), 0o600))
	must(t, os.Chmod(filepath.Join(org.Inbox, "secret.csv"), 0))
	p := startPowerless(t, w.dir)
	base := w.baseOf(acme, "secret.csv")
	if s := w.await(acme, base, "refused"); codesOf(s) != "LOCAL-UNREADABLE" {
		t.Errorf("status.json tells of %+v", s.Problems)
	}
	w.expect(acme, base, nil)
	w.pageSays(acme, base, "Nothing was sent to LRS.", "We may not read this file.", "Ask support to check the rights on the file")
	w.drop(acme, "good.csv", goodFile("GOOD"))
	w.await(acme, "good.csv", "done")

	must(t, os.Chmod(org.Outbox, 0o500))
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("July.csv at LRS", func() bool { return len(w.submits()) == 1 })
	w.drop(beta, "July.csv", awards(linked))
	w.await(beta, "July.csv", "held")
	if _, ok := w.status(acme, "July.csv"); ok {
		t.Error("the outbox was not read-only")
	}
	must(t, os.Chmod(org.Outbox, 0o750))
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})

	must(t, os.Chmod(filepath.Join(org.Inbox, "secret.csv"), 0o600))
	w.await(acme, w.baseOf(acme, "secret.csv")+".2", "done")
	p.halt()
}

// startPowerless starts a daemon that the rights of files hold for, whoever
// runs the test.
func startPowerless(t *testing.T, dir string) *process {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("rights are not bits here")
	}
	self, err := os.Executable()
	must(t, err)
	cmd := exec.Command(self)
	if os.Getuid() == 0 {
		setpriv, err := exec.LookPath("setpriv")
		if err != nil {
			t.Skip("the superuser may read anything, and there is no setpriv to take that away")
		}
		cmd = exec.Command(setpriv, "--bounding-set=-dac_override,-dac_read_search", self)
	}
	return startCommand(t, cmd, "daemon", dir)
}
