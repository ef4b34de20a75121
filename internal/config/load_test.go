package config

import (
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	shipped "lrsdrop/config"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

func testFiles(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no file is like %s (%v)", pattern, err)
	}
	return files
}

// golden compares got with the .txt file beside a .yaml file.
func golden(t *testing.T, yamlFile, got string) {
	t.Helper()
	file := strings.TrimSuffix(yamlFile, ".yaml") + ".txt"
	if *update {
		if err := os.WriteFile(file, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got+"\n" != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestLoadTellsEveryProblemOfAnInvalidFile(t *testing.T) {
	for _, file := range testFiles(t, "invalid-*.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			c, err := Load(file)
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("Load gave %v, want Problems", err)
			}
			if c != nil {
				t.Error("Load gave a configuration beside its error")
			}
			golden(t, file, err.Error())
		})
	}
}

func TestLoadSuspendsOnlyTheOrganisationThatIsWrong(t *testing.T) {
	for _, file := range testFiles(t, "suspended-*.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			c := load(t, file)
			var got strings.Builder
			for _, o := range c.Organisations {
				state := "runs"
				if o.Suspended != "" {
					state = "suspended: " + o.Suspended
				}
				got.WriteString(o.ID + " " + state + "\n")
			}
			if first := c.Organisations[0]; first.ID != "acme" || first.Suspended != "" {
				t.Errorf("the first organisation is %q and suspended by %q", first.ID, first.Suspended)
			}
			if n := len(c.Running()); n == 0 || n == len(c.Organisations) {
				t.Errorf("%d of %d organisations run", n, len(c.Organisations))
			}
			golden(t, file, got.String()+c.Problems.Error())
		})
	}
}

func TestLoadWarnsAndGoesOn(t *testing.T) {
	for _, file := range testFiles(t, "warned-*.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			c := load(t, file)
			for _, p := range c.Problems {
				if !p.Warning {
					t.Errorf("%s is no warning", p)
				}
			}
			if len(c.Running()) != len(c.Organisations) {
				t.Error("a warning suspended an organisation")
			}
			golden(t, file, c.Problems.Error())
		})
	}
}

func TestProblemsNeverQuoteASecret(t *testing.T) {
	var tried int
	for _, file := range testFiles(t, "*.yaml") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), "QWERTY") {
			continue
		}
		tried++
		if _, err := Load(file); err == nil || strings.Contains(err.Error(), "QWERTY") {
			t.Errorf("%s: the error is %v", file, err)
		}
	}
	if tried < 4 {
		t.Errorf("only %d files have a secret in the wrong place", tried)
	}
}

var ofSecret = regexp.MustCompile(`\b(password|passphrase|key|agent)$`)

// A secret in the place of any value of the file, and in the place of any
// place of a secret, stays out of every word.
func TestProblemsNeverQuoteAValue(t *testing.T) {
	const password = "QWERTYUIOPASDFGH"
	lines := strings.Split(string(withSFTP(t)), "\n")
	for i, line := range lines {
		key, value, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") || value == "" {
			continue
		}
		for _, form := range []string{password, "*" + password, "&" + password, "!" + password, "%" + password,
			"'" + password, "{" + password + "}", "{? [" + password + "] : x}", "[" + password + "]", "|\n  " + password, "@" + password} {
			changed := slices.Clone(lines)
			changed[i] = key + ": " + form
			_, err := parse([]byte(strings.Join(changed, "\n")), abs("lrsdrop.yaml"))
			if err == nil || !ofSecret.MatchString(key) && strings.HasPrefix(form, "{") {
				continue // an unknown key elsewhere is named, so that it can be found
			}
			if strings.Contains(err.Error(), password) {
				t.Errorf("%s: %s: the error is %v", key, form, err)
			}
		}
	}
}

func load(t *testing.T, file string) *Config {
	t.Helper()
	c, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// abs makes an absolute path of this platform.
func abs(parts ...string) string {
	root := "/base"
	if runtime.GOOS == "windows" {
		root = `C:\base`
	}
	return filepath.Join(append([]string{root}, parts...)...)
}

// parsed parses text as if it stood in abs("lrsdrop.yaml").
func parsed(t *testing.T, text string) *Config {
	t.Helper()
	c, err := parse([]byte(text), abs("lrsdrop.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoadFillsInDefaults(t *testing.T) {
	c := parsed(t, string(shipped.Minimal()))
	if len(c.Problems) > 0 {
		t.Errorf("problems: %v", c.Problems)
	}
	if c.StopGrace != 300*time.Second || c.LRS.Poll.First != time.Minute || c.LRS.Limits.Achievements != 10_000 {
		t.Errorf("defaults outside the organisations: %+v", c)
	}
	if got, want := c.LRS.AchievementService, "https://cmp-ws.dev.lrs.education.gov.uk/ExternalService.svc"; got != want {
		t.Errorf("the achievement service is %s, want %s", got, want)
	}
	o := c.Organisations[0]
	if o.OnInvalidRows != SubmitValid || o.LinkedMatch != HoldLinked || o.VerifyReuse != 24*time.Hour ||
		o.MaxWithdrawals != 50 || o.ReviewWithin != 30*24*time.Hour || !o.ResultEscape {
		t.Errorf("defaults of the organisation: %+v", o)
	}
	if i := o.Inboxes[0]; i.Settle != 2*time.Second || i.Poll != 10*time.Second || !i.Send || i.Encoding != UTF8 {
		t.Errorf("defaults of the inbox: %+v", i)
	}
}

func TestLoadKeepsWhatTheFileSays(t *testing.T) {
	text := strings.Replace(string(shipped.Minimal()), "- path: inbox/acme", "- {path: inbox/acme, send: false, settle: 0s, poll: 1m}", 1)
	text = strings.Replace(text, "    name: Acme Awarding\n", "", 1)
	o := parsed(t, text+"    result_escape: false\n    verify_reuse: 0s\n    max_withdrawals: 0\n    review_within: 14d\n    linked_match: submit\n").Organisations[0]
	if o.ResultEscape || o.VerifyReuse != 0 || o.MaxWithdrawals != 0 || o.ReviewWithin != 14*24*time.Hour || o.LinkedMatch != SubmitLinked {
		t.Errorf("the organisation is %+v", o)
	}
	if i := o.Inboxes[0]; i.Send || i.Settle != 0 || i.Poll != time.Minute {
		t.Errorf("the inbox is %+v", i)
	}
	if o.Name != "acme" {
		t.Errorf("without a name it is called %q", o.Name)
	}
}

func TestPathsStandAgainstTheFolderOfTheFile(t *testing.T) {
	elsewhere := abs("..", "elsewhere", "out")
	text := strings.Replace(string(shipped.Minimal()), "path: outbox/acme", "path: '"+elsewhere+"'", 1)
	c := parsed(t, text)
	o := c.Organisations[0]
	for got, want := range map[string]string{
		c.File:                        abs("lrsdrop.yaml"),
		c.StateDir:                    abs("state"),
		o.Inboxes[0].Path:             abs("inbox", "acme"),
		o.Outbox.Path:                 elsewhere,
		o.Archive:                     abs("archive", "acme"),
		o.Password.File:               abs("secrets", "acme.password"),
		o.Certificate.PKCS12:          abs("secrets", "acme.p12"),
		o.Certificate.Passphrase.File: abs("secrets", "acme.passphrase"),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if o.MappingFile != "" || c.LRS.CAFile != "" {
		t.Error("a path that was not given became one")
	}
}

func TestNumbersAndWordsStayTextWhereTextBelongs(t *testing.T) {
	text := strings.NewReplacer(`"10099999"`, "00000010", "RN0000", "012345", "J Smith", "no", "Acme Awarding", "1e3").
		Replace(string(shipped.Minimal()))
	o := parsed(t, text).Organisations[0]
	if o.UKPRN != "00000010" || o.OrganisationRef != "012345" || o.Users.Default != "no" || o.Name != "1e3" {
		t.Errorf("got %q %q %q %q", o.UKPRN, o.OrganisationRef, o.Users.Default, o.Name)
	}
}

func TestO3_UsersAreKeptAsTheFileSaysThem(t *testing.T) {
	text := strings.Replace(string(shipped.Minimal()), "      default: J Smith\n", `      unknown: stop
      column: SubmittedBy
      by_owner: {jsmith: {name: J Smith, until: 2027-03-31}, "uid:1001": {name: A Patel}, 'ACME\j.smith@x-1': {name: J Smith}, machine$: {name: M Third}}
`, 1)
	c := parsed(t, text)
	got := c.Organisations[0].Users
	want := Users{Unknown: RefuseUnknown, Column: "SubmittedBy", ByOwner: map[string]Person{
		"jsmith": {"J Smith", "2027-03-31"}, "uid:1001": {"A Patel", ""}, `ACME\j.smith@x-1`: {"J Smith", ""}, "machine$": {"M Third", ""},
	}}
	if len(c.Problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, problems %v", got, c.Problems)
	}
	if got := parsed(t, string(shipped.Minimal())).Organisations[0].Users; got.Unknown != UseDefault || got.Default != "J Smith" {
		t.Errorf("by default: %+v", got)
	}
}

func TestAnAliasMayRepeatAPart(t *testing.T) {
	text := strings.Replace(string(shipped.Minimal()), "default: J Smith", "default: &who J Smith", 1)
	text = strings.Replace(text, "name: Acme Awarding", "name: &name Acme Awarding", 1)
	text = strings.Replace(text, "archive: archive/acme", "archive: *name", 1)
	if got := parsed(t, text).Organisations[0].Archive; got != abs("Acme Awarding") {
		t.Errorf("the archive is %s", got)
	}
}

func TestDurationsTakeDaysAndYears(t *testing.T) {
	for text, want := range map[string]time.Duration{"1d": day, "0": 0, "0d": 0, "90m": 90 * time.Minute, "30d": 30 * day, "7y": 7 * 365 * day, "255y": 255 * year} {
		if got, err := parseDuration(text); err != nil || got != want {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "d", "-1d", "1.5d", "99999d", "1w", "5", "y", "-1y", "1.5y", "256y"} {
		if got, err := parseDuration(text); err == nil {
			t.Errorf("%q: got %v without an error", text, got)
		}
	}
}

func TestLoadRefusesAFileThatIsTooLarge(t *testing.T) {
	_, err := parse(make([]byte, maxFile+1), abs("lrsdrop.yaml"))
	if err == nil || !strings.Contains(err.Error(), "over 1 MiB") {
		t.Errorf("the error is %v", err)
	}
}

func TestLoadEndsOnHostileFiles(t *testing.T) {
	minimal := string(shipped.Minimal())
	var unknown strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&unknown, "a%d: x\n", i)
	}
	for name, test := range map[string]struct{ text, want string }{
		"aliases that grow": {
			strings.Replace(minimal, "  - id", "  - &a\n    id", 1) + strings.Repeat("  - *a\n", 9_999),
			"too large here once its aliases",
		},
		"an alias of itself": {"organisations: &a [*a]", "organisations[0]: There must be keys"},
		"a long list":        {"organisations:\n" + strings.Repeat("- {}\n", 100_000), "at most 10,000 items"},
		"many unknown keys":  {unknown.String(), "There is more that is wrong"},
		"deep nesting":       {strings.Repeat("[", 1_000_000), "exceeded max depth"},
		"deep mappings":      {strings.Repeat("{a: ", 200_000), "exceeded max depth"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse([]byte(test.text), abs("lrsdrop.yaml"))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %.500v, want one with %q", err, test.want)
			}
		})
	}
}

// What comes after the last problem that is told was not looked at, so no
// organisation may run on it.
func TestLoadStopsWhereThereAreTooManyProblems(t *testing.T) {
	text := string(shipped.Minimal())
	organisation := text[strings.Index(text, "  - id"):]
	text += strings.NewReplacer("acme", "beta", "10099999", "10088888", "RN0000", "RN0001").Replace(organisation)
	for i := range maxProblems + 5 {
		text += fmt.Sprintf("    unknown%d: x\n", i)
	}
	_, err := parse([]byte(text), abs("lrsdrop.yaml"))
	if err == nil || !strings.Contains(err.Error(), "There is more that is wrong") {
		t.Errorf("the error is %.500v", err)
	}
}

func TestLoadSaysWhatItCouldNotRead(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{filepath.Join(dir, "none.yaml"), dir} {
		if _, err := Load(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: the error is %v", path, err)
		}
	}
}

func TestOnlyProductionNeedsConfirmedActionCodes(t *testing.T) {
	for _, test := range []struct {
		lrs  LRS
		want bool
	}{
		{LRS{Environment: Simulator}, true},
		{LRS{Environment: Compatibility}, true},
		{LRS{Environment: Production}, false},
		{LRS{Environment: Production, ActionCodes: ActionCodes{Confirmed: true}}, true},
	} {
		if got := test.lrs.MaySubmit(); got != test.want {
			t.Errorf("%+v: got %v", test.lrs, got)
		}
	}
}

func TestDefaultPathFollowsTheEnvironment(t *testing.T) {
	t.Setenv("LRSDROP_CONFIG", "/else/where.yaml")
	if got := DefaultPath(); got != "/else/where.yaml" {
		t.Errorf("got %s", got)
	}
	t.Setenv("LRSDROP_CONFIG", "")
	want := "/etc/lrsdrop/lrsdrop.yaml"
	if runtime.GOOS == "windows" {
		t.Setenv("ProgramData", `C:\ProgramData`)
		want = `C:\ProgramData\lrsdrop\lrsdrop.yaml`
	}
	if got := DefaultPath(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestIndividualsAreToldFromSystems(t *testing.T) {
	for name, want := range map[string]bool{
		"J Smith": true, "Zoë O'Sample": true, "jane.smith": true, "mis-export": false, "Acme MIS": false,
		"admin": false, "JSMITH": false, "user 7": false, "": false,
	} {
		if got := individual(name); got != want {
			t.Errorf("%q: got %v", name, got)
		}
	}
}

// runsOn fails if an organisation that runs could not sign in to a server, or
// not tell it from an impostor.
func runsOn(t *testing.T, s *SFTP) {
	t.Helper()
	if s == nil {
		return
	}
	address, err := url.Parse(s.URL())
	if err != nil || address.Host != s.Address || address.User.Username() != s.User {
		t.Fatalf("%+v has the URL %s (%v)", s, s.URL(), err)
	}
	if s.KnownHosts == "" || s.Path == "" || s.Key.IsZero() && s.Password.IsZero() && s.Agent.IsZero() {
		t.Fatalf("an organisation runs with %+v", s)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(shipped.Annotated())
	f.Add(shipped.Minimal())
	f.Add(withSFTP(f))
	files, err := filepath.Glob(filepath.Join("testdata", "*.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	base := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := parse(data, filepath.Join(base, "lrsdrop.yaml"))
		if err != nil {
			if c != nil || err.Error() == "" {
				t.Fatalf("a configuration beside the error %q", err)
			}
			return
		}
		for _, path := range c.paths() {
			if *path != "" && !filepath.IsAbs(*path) {
				t.Fatalf("the path %q is not absolute", *path)
			}
		}
		for _, o := range c.Running() {
			if !validID(o.ID) || len(o.Inboxes) == 0 || o.Outbox.ID() == "" || o.Password.IsZero() {
				t.Fatalf("an organisation runs with %+v", o)
			}
			for _, in := range o.Inboxes {
				runsOn(t, in.SFTP)
			}
			runsOn(t, o.Outbox.SFTP)
		}
	})
}

func TestAuditHeadsLieBesideTheStateFolder(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct{ edit, want string }{
		{"state_dir: state", filepath.Join(dir, "state.audit-heads.log")},
		{"state_dir: var/state/", filepath.Join(dir, "var", "state.audit-heads.log")},
		{"state_dir: state\naudit_heads: elsewhere/heads.log", filepath.Join(dir, "elsewhere", "heads.log")},
		{"state_dir: state\naudit_heads: \"\"", ""},
	} {
		path := filepath.Join(dir, "lrsdrop.yaml")
		text := strings.Replace(string(shipped.Minimal()), "state_dir: state", test.edit, 1)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if c, err := Load(path); err != nil || c.AuditHeads != test.want {
			t.Errorf("%s: %v, %v", test.edit, c, err)
		}
	}
}
