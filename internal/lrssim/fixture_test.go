package lrssim

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
	"software.sslmate.com/src/go-pkcs12"
)

func TestInitNeverOverwrites(t *testing.T) {
	for _, name := range []string{"lrsdrop.yaml", "scenario.yaml", filepath.Join("secrets", "beta.key")} {
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, []byte("mine"), 0o600))
		if _, err := Init(dir); !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
		if readText(t, path) != "mine" {
			t.Errorf("%s was overwritten", name)
		}
		if _, err := os.Stat(filepath.Join(dir, "sim")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: something else was written", name)
		}
	}
}

func TestInitKeepsSecretsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no file modes")
	}
	f, err := Init(t.TempDir())
	must(t, err)
	for _, o := range f.Organisations {
		for _, path := range []string{o.Password, o.PKCS12, o.Passphrase, o.Certificate, o.Key, f.ServerKey} {
			at, err := os.Stat(path)
			must(t, err)
			if at.Mode().Perm() != 0o600 {
				t.Errorf("%s has mode %v", path, at.Mode())
			}
		}
		if n := len(strings.TrimSpace(readText(t, o.Password))); n != 16 {
			t.Errorf("%s: the password has %d characters, want 16", o.ID, n)
		}
	}
}

func TestEachOfManyOrganisationsIsItsOwn(t *testing.T) {
	f, err := Init(t.TempDir(), WithOrganisations(60), WithExpired("org-07"), WithNotYet("org-08"))
	must(t, err)
	if _, err := Load(f.Dir); err != nil {
		t.Error(err)
	}
	if len(f.Organisations) != 60 || f.Organisations[0].ID != "acme" || f.Organisations[1].ID != "beta" {
		t.Fatalf("%d organisations", len(f.Organisations))
	}
	seen := map[string]bool{}
	for _, o := range f.Organisations {
		for _, own := range []string{o.ID, o.UKPRN, o.Reference, o.Inbox, readText(t, o.Password), readText(t, o.Certificate)} {
			if seen[own] {
				t.Errorf("%s shares %q", o.ID, own)
			}
			seen[own] = true
		}
		pair, err := tls.LoadX509KeyPair(o.Certificate, o.Key)
		must(t, err)
		if expired := time.Now().After(pair.Leaf.NotAfter); expired != (o.ID == "org-07") {
			t.Errorf("%s: the certificate is valid until %s", o.ID, pair.Leaf.NotAfter)
		}
		if notYet := time.Now().Before(pair.Leaf.NotBefore); notYet != (o.ID == "org-08") {
			t.Errorf("%s: the certificate is valid from %s", o.ID, pair.Leaf.NotBefore)
		}
	}
}

func TestFixtureListsAllFiles(t *testing.T) {
	f, err := Init(t.TempDir())
	must(t, err)
	listed := map[string]bool{}
	for _, path := range f.Files {
		listed[path] = true
	}
	must(t, filepath.WalkDir(f.Dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[path] {
			t.Errorf("%s is not listed", path)
		}
		delete(listed, path)
		return err
	}))
	for path := range listed {
		t.Errorf("%s was not written", path)
	}
}

func TestPKCS12HoldsTheSameCertificate(t *testing.T) {
	f, err := Init(t.TempDir())
	must(t, err)
	for _, o := range f.Organisations {
		_, cert, chain, err := pkcs12.DecodeChain([]byte(readText(t, o.PKCS12)), strings.TrimSpace(readText(t, o.Passphrase)))
		must(t, err)
		pair, err := tls.LoadX509KeyPair(o.Certificate, o.Key)
		must(t, err)
		if !cert.Equal(pair.Leaf) || len(chain) != 1 {
			t.Errorf("%s: another certificate, chain of %d", o.ID, len(chain))
		}
	}
}

func TestConfigHasOnlyTheKeysOfTheInterface(t *testing.T) {
	f, err := Init(t.TempDir(), WithPort(9443), WithListen(""), WithPolling(time.Second, time.Minute), WithInboxes(100*time.Millisecond, time.Second))
	must(t, err)
	text := readText(t, f.Config)
	var config struct {
		State   string `yaml:"state_dir"`
		Grace   string `yaml:"stop_grace"`
		Listen  string
		Support struct{ Organisation, Email, Phone, Hours string }
		LRS     struct {
			Environment string
			Learner     string         `yaml:"learner_service"`
			Achievement string         `yaml:"achievement_service"`
			CA          string         `yaml:"ca_file"`
			Actions     map[string]any `yaml:"action_codes"`
			Poll        map[string]any
			Limits      map[string]int
		}
		Organisations []struct {
			ID, Name, UKPRN string
			Reference       string `yaml:"organisation_ref"`
			Email           string `yaml:"notify_email"`
			Password        struct{ File string }
			Certificate     struct {
				PKCS12     string
				Passphrase struct{ File string }
			}
			Users   struct{ Default string }
			Inboxes []struct{ Path, Settle, Poll string }
			Outbox  struct{ Path string }
			Archive string
		}
	}
	must(t, decodeStrict([]byte(text), &config))
	if config.LRS.Learner != "https://127.0.0.1:9443/LearnerService.svc" || config.LRS.Poll["first"] != "1s" || config.Listen != "" || len(config.Organisations) != 2 {
		t.Errorf("config: %+v", config)
	}
	for _, o := range config.Organisations {
		for _, path := range []string{o.Password.File, o.Certificate.PKCS12, o.Certificate.Passphrase.File, o.Inboxes[0].Path, o.Outbox.Path, o.Archive, config.LRS.CA} {
			if _, err := os.Stat(filepath.Join(f.Dir, path)); err != nil {
				t.Errorf("%s: %v", o.ID, err)
			}
		}
	}
}

func TestLoadNamesWhatIsWrong(t *testing.T) {
	tests := []struct{ name, file, old, with, says string }{
		{"unknown key", "scenario.yaml", "jobs:", "job:", "job"},
		{"second document", "scenario.yaml", "faults: []", "---\nfaults: []", "more than one document"},
		{"limit", "scenario.yaml", "achievements: 10000", "achievements: 0", "limits"},
		{"rate", "scenario.yaml", "rate: 0,", "rate: 2,", "random.rate"},
		{"fault", "scenario.yaml", "faults: []", "faults: [{action: {kind: explode}}]", "faults[0]"},
		{"random kind", "scenario.yaml", "kinds: [delay,", "kinds: [explode,", "random.kinds"},
		{"wire form", "scenario.yaml", "error_file: csv", "error_file: pdf", "error_file"},
		{"UKPRN", "scenario.yaml", `"10099999"`, `"1009"`, "ukprn"},
		{"impossible ULN", "learners.csv", "1000000078", "1000000079", "line 2"},
		{"master not there", "learners.csv", "1000000094,Blair", "1000102504,Blair", "master"},
		{"unknown column", "learners.csv", "Expect", "Expected", "Expected"},
		{"reference", "qualifications.csv", "610/5596/7", "61055967", "line 2"},
		{"behaviour", "qualifications.csv", "slow_job", "lazy_job", "the behaviour"},
		{"empty certificate", "secrets/acme.pem", "CERTIFICATE", "NOTHING", "acme"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, err := Init(t.TempDir())
			must(t, err)
			edit(t, filepath.Join(f.Dir, test.file), test.old+"=>"+test.with)
			if _, err := Load(f.Dir); !errors.Is(err, ErrScenario) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want ErrScenario with %q", err, test.says)
			}
		})
	}
	if _, err := Load(t.TempDir()); err == nil || errors.Is(err, ErrScenario) {
		t.Errorf("empty folder: %v", err)
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	b := start(t, nil)
	client := b.client["acme"]
	client.Transport.(*http.Transport).TLSClientConfig.MaxVersion = tls.VersionTLS11
	if resp, err := client.Get(b.server.LearnerService() + "?wsdl"); err == nil {
		resp.Body.Close()
		t.Error("TLS 1.1 was accepted")
	}
}

func TestEveryCallNeedsACertificateOfTheCA(t *testing.T) {
	b := start(t, nil)
	stranger, err := Init(t.TempDir())
	must(t, err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(readText(t, b.fixture.CA)))
	theirs := clientOf(t, stranger, stranger.Organisations[0])
	theirs.Transport.(*http.Transport).TLSClientConfig.RootCAs = roots
	nobody := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	for name, client := range map[string]*http.Client{"another CA's": theirs, "no": nobody} {
		if resp, err := client.Get(b.server.LearnerService() + "?wsdl"); err == nil {
			resp.Body.Close()
			t.Errorf("%s certificate got %d", name, resp.StatusCode)
		}
	}
}

func TestScenarioTemplateShowsEveryKey(t *testing.T) {
	f, err := Init(t.TempDir())
	must(t, err)
	var shown map[string]yaml.Node
	must(t, yaml.Unmarshal([]byte(readText(t, f.Scenario)), &shown))
	for _, key := range []string{"organisations", "register", "qualifications", "jobs", "limits", "wire", "faults", "random"} {
		if _, ok := shown[key]; !ok {
			t.Errorf("scenario.yaml does not show %s", key)
		}
	}
}
