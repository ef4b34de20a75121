package config

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	shipped "lrsdrop/config"
	"lrsdrop/internal/secret"
)

func TestAddressesHaveOneForm(t *testing.T) {
	for address, want := range map[string]string{
		"mft.example.org":             "mft.example.org:22",
		"mft.example.org:2222":        "mft.example.org:2222",
		"MFT.Example.org:0022":        "mft.example.org:22",
		"mft":                         "mft:22",
		"192.0.2.7":                   "192.0.2.7:22",
		"192.0.2.7:65535":             "192.0.2.7:65535",
		"[2001:db8::7]":               "[2001:db8::7]:22",
		"[2001:DB8:0:0::7]:2222":      "[2001:db8::7]:2222",
		"[fe80::1%eth0]:22":           "[fe80::1%eth0]:22",
		"xn--caf-dma.example.org:1":   "xn--caf-dma.example.org:1",
		strings.Repeat("a", 253):      strings.Repeat("a", 253) + ":22",
		"under_score.example.org:022": "under_score.example.org:22",
	} {
		s := SFTP{Address: address}
		if _, _, problem := splitAddress(address); problem != "" {
			t.Errorf("%s: %s", address, problem)
		}
		for range 2 { // what is normal stays as it is
			if s.normalise(); s.Address != want {
				t.Errorf("%s: got %s, want %s", address, s.Address, want)
			}
		}
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	for address, want := range map[string]string{
		"":                         "Missing",
		"sftp://mft.example.org":   "without sftp://",
		"acme@mft.example.org":     "key of its own: user",
		"acme:QWERTY@mft":          "key of its own: user",
		"2001:db8::7":              "stands in brackets",
		"::1":                      "stands in brackets",
		"mft.example.org:":         "The port",
		"mft.example.org:ssh":      "The port",
		"mft.example.org:+22":      "The port",
		"mft.example.org:0":        "out of range",
		"mft.example.org:65536":    "out of range",
		"mft.example.org:99999999": "The port",
		"[2001:db8::7]22":          "The port",
		"[2001:db8::7]:":           "The port",
		"[2001:db8::7":             "The port",
		"[192.0.2.7]:22":           "not the name",
		"[mft]:22":                 "not the name",
		"[]:22":                    "not the name",
		":22":                      "not the name",
		"mft.example.org.":         "not the name",
		"-oProxyCommand=x":         "not the name",
		"mft example":              "not the name",
		"mft.example.org/outgoing": "not the name",
		"café.example.org":         "not the name",
		strings.Repeat("a", 254):   "not the name",
	} {
		_, _, problem := splitAddress(address)
		if !strings.Contains(problem, want) {
			t.Errorf("%q: the problem is %q, want one with %q", address, problem, want)
		}
		s := SFTP{Address: address}
		if s.normalise(); s.Address != address {
			t.Errorf("%q became %q", address, s.Address)
		}
	}
}

func TestURLNamesOneFolder(t *testing.T) {
	const home = "sftp://acme@mft.example.org:22"
	for path, want := range map[string]string{
		"/outgoing":       home + "/outgoing",
		"/a/b c/d%e/f?g#": home + "/a/b%20c/d%25e/f%3Fg%23",
		"/":               home + "/",
		"/~":              home + "/%7E",
		"/~/x":            home + "/%7E/x",
		"/x/~":            home + "/x/~",
		"/~x":             home + "/~x",
		".":               home + "/~",
		"inbox":           home + "/~/inbox",
		"./in/box/":       home + "/~/in/box",
		"x/~":             home + "/~/x/~",
		"/größe":          home + "/gr%C3%B6%C3%9Fe",
	} {
		s := SFTP{Address: "mft.example.org:22", User: "acme", Path: path}
		if got := s.URL(); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
		if got := s.Endpoint(); got != home {
			t.Errorf("the endpoint is %s", got)
		}
	}
}

func TestURLEscapesTheUserAndKeepsIPv6(t *testing.T) {
	for want, s := range map[string]SFTP{
		"sftp://a%40b%3Ac%2Fd@mft:22/x":         {Address: "mft:22", User: "a@b:c/d", Path: "/x"},
		"sftp://DOM%5Cacme@mft:22/x":            {Address: "mft:22", User: `DOM\acme`, Path: "/x"},
		"sftp://acme@[2001:db8::7]:2222/x":      {Address: "[2001:db8::7]:2222", User: "acme", Path: "/x"},
		"sftp://acme@[fe80::1%25eth0]:22/~/a:b": {Address: "[fe80::1%eth0]:22", User: "acme", Path: "a:b"},
	} {
		if got := s.URL(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// onServer is the minimal file with its inbox on a server; fields are more keys
// of the inbox.
func onServer(fields string) string {
	return strings.Replace(string(shipped.Minimal()), "- path: inbox/acme", `- {sftp: {address: "mft.example.org:22", user: acme, `+
		`key: {file: k}, known_hosts: kh, path: /outgoing}`+fields+"}", 1)
}

func TestAnInboxOnAServerLoads(t *testing.T) {
	in := parsed(t, onServer(", poll: 30s, done_marker: .done, encoding: windows-1252")).Organisations[0].Inboxes[0]
	want := SFTP{Address: "mft.example.org:22", User: "acme", Key: secret.Ref{File: abs("k")}, KnownHosts: abs("kh"),
		Path: "/outgoing", Timeout: 30 * time.Second}
	if *in.SFTP != want || in.Path != "" || in.DoneMarker != ".done" || in.Encoding != Windows1252 || !in.Send {
		t.Errorf("the inbox is %+v, %+v", in, in.SFTP)
	}
	if in.ID() != "sftp://acme@mft.example.org:22/outgoing" {
		t.Errorf("its id is %s", in.ID())
	}
}

func TestAnOutboxOnAServerLoads(t *testing.T) {
	text := strings.Replace(string(shipped.Minimal()), "path: outbox/acme",
		"sftp: {address: mft, user: acme, password: {env: X}, known_hosts: kh, path: answers/, timeout: 5m}", 1)
	o := parsed(t, text).Organisations[0]
	if o.Outbox.ID() != "sftp://acme@mft:22/~/answers" || o.Outbox.SFTP.Path != "answers" || o.Outbox.SFTP.Timeout != 5*time.Minute {
		t.Errorf("the outbox is %+v", o.Outbox.SFTP)
	}
	if o.Inboxes[0].ID() != abs("inbox", "acme") {
		t.Errorf("the id of a folder on this machine is %s", o.Inboxes[0].ID())
	}
}

func TestAServerIsLookedAtLessOften(t *testing.T) {
	for fields, want := range map[string]time.Duration{"": 30 * time.Second, ", poll: 10s": 10 * time.Second, ", poll: 2h": 2 * time.Hour} {
		if got := parsed(t, onServer(fields)).Organisations[0].Inboxes[0].Poll; got != want {
			t.Errorf("%s: got %v, want %v", fields, got, want)
		}
	}
	if _, err := parse([]byte(onServer(", poll: 0s")), abs("lrsdrop.yaml")); err == nil {
		t.Error("a poll of nothing was taken for none")
	}
}

func TestAnAgentIsRefusedOnWindows(t *testing.T) {
	s := SFTP{Agent: secret.Ref{Env: "SSH_AUTH_SOCK"}}
	for system, want := range map[string]string{"linux": "", "windows": "line 1: x.agent: An agent cannot be used on Windows. Write key or password."} {
		n := newNotes()
		n.lines["x.agent"] = 1
		if s.checkSecrets(n, "x", system); n.problems.Error() != want {
			t.Errorf("%s: got %s", system, n.problems.Error())
		}
	}
}

const inventedKey = "-----BEGIN PRIVATE KEY-----\nINVENTED\n-----END PRIVATE KEY-----\n"

func TestLoginReadsWhatIsConfigured(t *testing.T) {
	key := filepath.Join(t.TempDir(), "k")
	write(t, key, inventedKey, 0o600)
	t.Setenv("LRSDROP_TEST_PASSPHRASE", "INVENTED-1")
	t.Setenv("LRSDROP_TEST_PASSWORD", "INVENTED-2")
	t.Setenv("LRSDROP_TEST_SOCKET", "/run/agent.sock")
	l, err := SFTP{Key: secret.Ref{File: key}, Passphrase: secret.Ref{Env: "LRSDROP_TEST_PASSPHRASE"},
		Password: secret.Ref{Env: "LRSDROP_TEST_PASSWORD"}, Agent: secret.Ref{Env: "LRSDROP_TEST_SOCKET"}}.Login()
	if err != nil {
		t.Fatal(err)
	}
	if l.Key.Reveal() != inventedKey || l.Passphrase.Reveal() != "INVENTED-1" || l.Password.Reveal() != "INVENTED-2" || l.AgentSocket != "/run/agent.sock" {
		t.Errorf("the login is %s %s %s %s", l.Key.Reveal(), l.Passphrase.Reveal(), l.Password.Reveal(), l.AgentSocket)
	}
	l, err = SFTP{Password: secret.Ref{Env: "LRSDROP_TEST_PASSWORD"}}.Login()
	if err != nil || l.Key.Reveal() != "" || l.Passphrase.Reveal() != "" || l.AgentSocket != "" {
		t.Errorf("with a password alone: %+v, %v", l, err)
	}
}

func TestLoginSaysWhichSecretItCouldNotRead(t *testing.T) {
	key := filepath.Join(t.TempDir(), "k")
	write(t, key, inventedKey, 0o600)
	for name, s := range map[string]SFTP{
		"LRSDROP_TEST_NONE": {Key: secret.Ref{File: key}, Password: secret.Ref{Env: "LRSDROP_TEST_NONE"}},
		"kx":                {Key: secret.Ref{File: key + "x"}},
	} {
		s.Address, s.User = "mft:22", "acme"
		l, err := s.Login()
		if err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "sftp://acme@mft:22") || strings.Contains(err.Error(), "INVENTED") {
			t.Errorf("the error is %v", err)
		}
		if l.Key.Reveal() != "" {
			t.Error("there is a key beside the error")
		}
	}
	if runtime.GOOS == "windows" {
		return // it has no mode bits
	}
	chmod(t, key, os.FileMode(0o644))
	if _, err := (SFTP{Key: secret.Ref{File: key}}).Login(); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("the error is %v", err)
	}
}
