package config

import (
	"strings"
	"testing"
	"time"

	shipped "lrsdrop/config"
)

const mailWhole = "notices: {email: {server: 'smtp.example.org:587', user: u, password: {file: p}, from: a@example.org, to: [b@example.org]}, webhook: {url: 'https://hooks.example.org/x'}}\n"

func TestNoticesAreTakenWhole(t *testing.T) {
	c, err := parse([]byte(mailWhole+string(shipped.Minimal())), abs("lrsdrop.yaml"))
	if err != nil || c.Notices.Email.TLS != StartTLS || c.Notices.Email.Password.File != abs("p") || len(c.Notices.Email.To) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	other, err := parse([]byte(strings.Replace(mailWhole, "b@", "c@", 1)+string(shipped.Minimal())), abs("lrsdrop.yaml"))
	if err != nil || strings.Join(c.Fixed(other), " ") != "notices.email.to" || len(c.Fixed(c)) > 0 {
		t.Errorf("%v, %v", c.Fixed(other), err)
	}
	for _, plain := range []string{"127.0.0.1:25", "[::1]:25", "localhost:25"} {
		line := strings.NewReplacer("smtp.example.org:587", plain, "user: u,", "tls: none, user: u,").Replace(mailWhole)
		if _, err := parse([]byte(line+string(shipped.Minimal())), abs("lrsdrop.yaml")); err != nil {
			t.Error(err)
		}
	}
}

func TestNoticesRefuseWhatWouldNotReachAnybodySafely(t *testing.T) {
	for edit, want := range map[[2]string]string{
		{"user: u,", "tls: none, user: u,"}:                  "notices.email.tls: Without TLS, notices go to a mail server on this machine itself only",
		{"user: u,", "tls: sometimes, user: u,"}:             "notices.email.tls: Write starttls, implicit or none",
		{"smtp.example.org:587", "smtp.example.org"}:         "notices.email.server: Write the mail server and its port",
		{"server: 'smtp.example.org:587', ", ""}:             "notices.email.server: Missing",
		{"user: u, ", ""}:                                    "notices.email.user: user and password go together",
		{"password: {file: p}", "password: hunter2"}:         "notices.email.password: A secret is never written",
		{"from: a@example.org", "from: 'A <a@example.org>'"}: "notices.email.from: This is not an e-mail address",
		{", to: [b@example.org]", ""}:                        "notices.email.to: Write 1 to 20 e-mail addresses",
		{"[b@example.org]", "[bexample.org]"}:                "notices.email.to[0]: This is not an e-mail address",
		{"https://hooks", "http://hooks"}:                    "notices.webhook.url: Notices are posted over https only",
		{"https://hooks", "https://me:pw@hooks"}:             "notices.webhook.url: The address has a user name or password in it",
		{"{url: 'https://hooks.example.org/x'}", "{}"}:       "notices.webhook.url: Missing",
	} {
		line := strings.Replace(mailWhole, edit[0], edit[1], 1)
		if _, err := parse([]byte(line+string(shipped.Minimal())), abs("lrsdrop.yaml")); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "me:pw") {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestAnInboxMayBeExpectedToGetFiles(t *testing.T) {
	text := strings.Replace(string(shipped.Minimal()), "- path: inbox/acme", "- {path: inbox/acme, expect_every: 7d}", 1)
	c, err := parse([]byte(text), abs("lrsdrop.yaml"))
	if err != nil || c.Organisations[0].Inboxes[0].ExpectEvery != 7*24*time.Hour {
		t.Errorf("%v", err)
	}
	_, err = parse([]byte(strings.Replace(text, "7d", "2y", 1)), abs("lrsdrop.yaml"))
	if err == nil || !strings.Contains(err.Error(), "expect_every: Out of range. Write 0s to 400d.") {
		t.Errorf("%v", err)
	}
}
