package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestShownConfigurationNamesNobodyAndNoSecret(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "lrsdrop.yaml")
	text := `state_dir: state
support: {organisation: Quill Agents, email: quill@example.org, phone: "020 7946 0000"}
lrs: {environment: simulator, learner_service: "https://127.0.0.1:8443/L", achievement_service: "https://127.0.0.1:8443/A"}
organisations:
  - id: acme
    name: Thistledown Awards
    ukprn: "10099999"
    organisation_ref: RN0000
    notify_email: mallory@example.org
    password: {env: PLANTED_VARIABLE}
    certificate: {pkcs12: secrets/acme.p12, passphrase: {file: secrets/planted.passphrase}}
    users: {default: Wren Hathersage, by_owner: {whathersage: {name: Wren Hathersage}}}
    inboxes: [{path: inbox}]
    outbox: {path: outbox}
`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := json.Marshal(c.Shown())
	if err != nil {
		t.Fatal(err)
	}
	for _, planted := range []string{"Quill", "quill@", "7946", "Thistledown", "mallory", "PLANTED", "planted", "athersage"} {
		if strings.Contains(string(shown), planted) {
			t.Errorf("it shows %q: %s", planted, shown)
		}
	}
	for _, wanted := range []string{`"environment":"simulator"`, `"ukprn":"10099999"`, `"password":"in the environment"`, `"passphrase":"in a file"`,
		`"by_owner":"1 entries"`, `"settle":"2s"`, `/inbox"`} {
		if !strings.Contains(string(shown), wanted) {
			t.Errorf("it does not show %s: %s", wanted, shown)
		}
	}
}
