package config

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	shipped "lrsdrop/config"
)

// entry is an organisation's own file.
func entry(id, ukprn, ref string) string {
	_, text, _ := strings.Cut(string(shipped.Minimal()), "organisations:\n")
	text = strings.NewReplacer("  - id", "    id", "acme", id, "10099999", ukprn, "RN0000", ref, "Acme", strings.ToUpper(id)).Replace(text)
	return strings.ReplaceAll(text, "\n    ", "\n")[4:]
}

// agent is a configuration with organisations in files of their own.
type agent struct {
	t   *testing.T
	dir string
}

func newAgent(t *testing.T) *agent {
	t.Helper()
	a := &agent{t, t.TempDir()}
	if err := os.Mkdir(filepath.Join(a.dir, "organisations.d"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(a.dir, "lrsdrop.yaml"), "organisations_dir: organisations.d\n"+string(shipped.Minimal()), 0o600)
	return a
}

func (a *agent) file(name string) string { return filepath.Join(a.dir, "organisations.d", name) }

func (a *agent) put(name, content string) {
	a.t.Helper()
	write(a.t, a.file(name), content, 0o600)
}

func (a *agent) load() *Config {
	a.t.Helper()
	return load(a.t, filepath.Join(a.dir, "lrsdrop.yaml"))
}

// who lists the organisations; those that are suspended in brackets.
func who(c *Config) (all []string) {
	for _, o := range c.Organisations {
		name := o.Key
		if o.Suspended != "" {
			name = "(" + name + ")"
		}
		all = append(all, name)
	}
	return all
}

func (a *agent) wantWho(c *Config, want ...string) {
	a.t.Helper()
	if got := who(c); !slices.Equal(got, want) {
		a.t.Errorf("got %v, want %v; problems:\n%v", got, want, c.Problems)
	}
}

func TestEachFileOfTheFolderIsAnOrganisation(t *testing.T) {
	a := newAgent(t)
	a.put("b.yaml", entry("beta", "10088888", "RN0001"))
	a.put("a.yaml", entry("gamma", "10077777", "RN0002"))
	for _, other := range []string{".c.yaml", "c.yml", "c.yaml~", "README"} {
		a.put(other, "nonsense")
	}
	c := a.load()
	a.wantWho(c, "acme", "gamma", "beta")
	o, _ := c.Organisation("beta")
	if len(c.Problems) > 0 || o.File != a.file("b.yaml") || o.Password.File != filepath.Join(a.dir, "secrets", "beta.password") || o.VerifyReuse == 0 {
		t.Errorf("%v, %+v", c.Problems, o)
	}
	for _, path := range []string{c.File, a.file("b.yaml"), a.file(""), o.Password.File, o.Certificate.PKCS12} {
		if !slices.Contains(c.Watched(), filepath.Clean(path)) {
			t.Errorf("%s is not watched: %v", path, c.Watched())
		}
	}
}

func TestABadFileSuspendsItsOrganisationAloneAndIsNamed(t *testing.T) {
	good := entry("beta", "10088888", "RN0001")
	for name, test := range map[string]struct{ content, key, want string }{
		"an unknown key":         {good + "colour: red\n", "beta", "line 17: colour: There is no such key"},
		"a missing key":          {strings.Replace(good, "ukprn", "name", 1), "beta", "name: The key is there twice"},
		"a wrong value":          {strings.Replace(good, "10088888", "1", 1), "beta", "ukprn: Write the 8 characters"},
		"no YAML":                {"a: b: c", "x", "The file is not YAML"},
		"half a file":            {good[:len(good)/2], "beta", "inboxes: Missing"},
		"an empty file":          {"", "x", "The file is empty"},
		"a list":                 {"- id: beta\n", "x", "must be keys and values"},
		"two documents":          {good + "---\nid: x\n", "x", "goes on after its end"},
		"another's id":           {entry("acme", "10088888", "RN0001"), "acme", ""},
		"a folder of another's":  {strings.Replace(good, "outbox/beta", "outbox/gamma", 1), "beta", "outbox.path: This folder is also that of outbox.path in z.yaml"},
		"the folder of them all": {strings.Replace(good, "inbox/beta", "organisations.d", 1), "beta", "This folder is also that of organisations_dir"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAgent(t)
			a.put("x.yaml", test.content)
			a.put("y.yaml", entry("delta", "10066666", "RN0003"))
			a.put("z.yaml", entry("gamma", "10077777", "RN0002"))
			if test.key == "acme" {
				_, err := Load(filepath.Join(a.dir, "lrsdrop.yaml"))
				c := a.load()
				a.wantWho(c, "(acme)", "(acme)", "delta", "gamma")
				if err != nil || !strings.Contains(c.Problems.Error(), "organisations[0].id: The organisation in x.yaml has the same") ||
					!strings.Contains(c.Problems.Error(), a.file("x.yaml")+": line 1: id: organisations[0] has the same") {
					t.Errorf("%v\n%v", err, c.Problems)
				}
				return
			}
			c := a.load()
			if got := who(c); got[0] != "acme" || got[1] != "("+test.key+")" || got[2] != "delta" {
				t.Errorf("got %v", got)
			}
			if o := c.Organisations[1]; !strings.HasPrefix(o.Suspended, a.file("x.yaml")+": ") {
				t.Errorf("suspended: %s", o.Suspended)
			}
			if got := c.Problems.Error(); !strings.Contains(got, a.file("x.yaml")+": ") || !strings.Contains(got, test.want) {
				t.Errorf("got\n%s\nwant %q", got, test.want)
			}
		})
	}
}

func TestAFileThatIsNoneSuspendsItsOrganisation(t *testing.T) {
	a := newAgent(t)
	if err := os.Mkdir(a.file("x.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}
	c := a.load()
	a.wantWho(c, "acme", "(x)")
	if want := a.file("x.yaml") + ": The file cannot be read: it is not a file."; c.Organisations[1].Suspended != want {
		t.Errorf("got %s", c.Organisations[1].Suspended)
	}
}

func TestAllOrganisationsMayBeInFiles(t *testing.T) {
	a := newAgent(t)
	text, _, _ := strings.Cut(string(shipped.Minimal()), "organisations:\n")
	write(t, filepath.Join(a.dir, "lrsdrop.yaml"), text+"organisations_dir: organisations.d\n", 0o600)
	a.put("acme.yaml", entry("acme", "10099999", "RN0000"))
	a.wantWho(a.load(), "acme")
	if err := os.RemoveAll(a.file("")); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(filepath.Join(a.dir, "lrsdrop.yaml")); err == nil || !strings.Contains(err.Error(), "organisations_dir: There is no such folder") {
		t.Errorf("the error is %v", err)
	}
}

func TestReloadKeepsWhoRanAndIsWrongNow(t *testing.T) {
	a := newAgent(t)
	beta := entry("beta", "10088888", "RN0001")
	a.put("beta.yaml", beta)
	before := a.load()
	for name, content := range map[string]string{"no YAML": "a: b: c", "half": beta[:60], "a wrong value": strings.Replace(beta, "10088888", "1", 1)} {
		a.put("beta.yaml", content)
		c, err := before.Reload()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a.wantWho(c, "acme", "beta")
		if o, _ := c.Organisation("beta"); o.UKPRN != "10088888" || !strings.HasPrefix(o.Kept, a.file("beta.yaml")+": ") {
			t.Errorf("%s: %+v", name, o)
		}
		if c, err = c.Reload(); err != nil || c.Organisations[1].Kept == "" {
			t.Errorf("%s, once more: %v", name, err)
		}
	}
	a.put("beta.yaml", beta)
	if c, err := before.Reload(); err != nil || c.Organisations[1].Kept != "" {
		t.Errorf("put right: %v", err)
	}
}

// A copy that was not edited yet stops nobody who runs.
func TestReloadKeepsWhoRanBesideACopy(t *testing.T) {
	a := newAgent(t)
	a.put("beta.yaml", entry("beta", "10088888", "RN0001"))
	before := a.load()
	a.put("copy.yaml", entry("beta", "10088888", "RN0001"))
	c, err := before.Reload()
	if err != nil {
		t.Fatal(err)
	}
	a.wantWho(c, "acme", "beta", "(beta)")
	if c.Organisations[1].Kept == "" || c.Organisations[1].File != a.file("beta.yaml") {
		t.Errorf("%+v", c.Organisations[1])
	}
}

func TestReloadRefusesWhatDoesNotGoTogether(t *testing.T) {
	a := newAgent(t)
	a.put("beta.yaml", entry("beta", "10088888", "RN0001"))
	before := a.load()
	a.put("beta.yaml", "broken: yaml: here")
	a.put("gamma.yaml", strings.Replace(entry("gamma", "10077777", "RN0002"), "inbox/gamma", "outbox/beta", 1))
	_, err := before.Reload()
	var problems Problems
	if !errors.As(err, &problems) || !strings.Contains(err.Error(), "This folder is also that of") {
		t.Errorf("the error is %v", err)
	}
	if o, _ := before.Organisation("beta"); o.Kept != "" || len(before.Organisations) != 2 {
		t.Error("the configuration of before has changed")
	}
}

func TestFixedKeysAreNamed(t *testing.T) {
	c := parsed(t, string(shipped.Minimal()))
	other := parsed(t, "listen: 127.0.0.1:1\nfiles: {max_rows: 7}\n"+strings.NewReplacer("Example Agent Ltd", "Another", "Acme A", "Other A").Replace(string(shipped.Minimal())))
	if got := c.Fixed(other); !slices.Equal(got, []string{"listen", "support.organisation", "files.max_rows"}) {
		t.Errorf("got %v", got)
	}
	if got := c.Fixed(c); len(got) > 0 {
		t.Errorf("got %v of one and the same", got)
	}
}

func TestSecretStateChangesWithEachFile(t *testing.T) {
	c := issue(t)
	o := c.pemFiles(t)
	dir := filepath.Dir(o.Certificate.KeyFile)
	o.Password.File = filepath.Join(dir, "password")
	write(t, o.Password.File, "INVENTEDPASSWORD", 0o600)
	before := o.SecretState()
	if o.SecretState() != before {
		t.Error("it changes by itself")
	}
	for _, change := range []func(){
		func() { write(t, o.Password.File, "ANOTHERPASSWORD1", 0o600) },
		func() { write(t, o.Certificate.CertFile, "x", 0o644) },
		func() { write(t, o.Certificate.KeyFile, "x", 0o600) },
		func() { chmod(t, o.Certificate.KeyFile, 0o644) },
		func() { _ = os.Remove(o.Password.File) },
	} {
		change()
		after := o.SecretState()
		if after == before {
			t.Error("a change was not seen")
		}
		before = after
	}
}

func TestAnOutlineIsTakenOfAConfigurationThatIsRefused(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "lrsdrop.yaml")
	for content, want := range map[string]string{
		"colour: red\n":                      filepath.Join(dir, "state"),
		"state_dir: other\norganisations: 7": filepath.Join(dir, "other"),
		"a: b: c":                            "",
		"state_dir: ''":                      "",
	} {
		write(t, file, content, 0o600)
		c, ok := Outline(file)
		if ok != (want != "") || ok && c.StateDir != want {
			t.Errorf("%q: %+v, %v", content, c, ok)
		}
	}
	if _, ok := Outline(file + "x"); ok {
		t.Error("there is an outline of no file")
	}
}
