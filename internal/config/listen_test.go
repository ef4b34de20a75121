package config

import (
	"strings"
	"testing"

	shipped "lrsdrop/config"
)

func listening(t *testing.T, value string) (*Config, error) {
	t.Helper()
	return parse([]byte("listen: "+value+"\n"+string(shipped.Minimal())), abs("lrsdrop.yaml"))
}

func TestListenTakesAddressesOfThisMachine(t *testing.T) {
	for _, value := range []string{"127.0.0.1:9464", "127.0.0.1:0", "127.3.2.1:65535", `"[::1]:9464"`, `""`} {
		c, err := listening(t, value)
		if err != nil || c.Listen != strings.Trim(value, `"`) {
			t.Errorf("%s: %v", value, err)
		}
	}
}

func TestListenRefusesEverythingElse(t *testing.T) {
	for value, want := range map[string]string{
		"0.0.0.0:9464":            "Others could reach",
		`":9464"`:                 "Others could reach",
		`"[::]:9464"`:             "Others could reach",
		"192.0.2.7:9464":          "Others could reach",
		"localhost:9464":          "Others could reach",
		`"[fe80::1%lo]:9464"`:     "Others could reach",
		"127.0.0.1":               "with a port",
		"9464":                    "with a port",
		"http://127.0.0.1:9464":   "with a port",
		"127.0.0.1:65536":         "from 0 to 65535",
		"127.0.0.1:http":          "from 0 to 65535",
		"127.0.0.1:-1":            "from 0 to 65535",
		"127.0.0.1:09464":         "from 0 to 65535",
		`"127.0.0.1:"`:            "from 0 to 65535",
		`"127.0.0.1:9464/status"`: "from 0 to 65535",
	} {
		if _, err := listening(t, value); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "line 1: listen: ") {
			t.Errorf("%s: %v, want %q", value, err, want)
		}
	}
}

const remoteWhole = "remote: {listen: 0.0.0.0:9465, cert_file: c.pem, key_file: c.key, user: prometheus, password_bcrypt: {file: c.hash}}\n"

func TestRemoteIsTakenWhole(t *testing.T) {
	c, err := parse([]byte(remoteWhole+string(shipped.Minimal())), abs("lrsdrop.yaml"))
	if err != nil || c.Remote.Listen != "0.0.0.0:9465" || c.Remote.CertFile != abs("c.pem") || c.Remote.KeyFile != abs("c.key") || c.Remote.Password.File != abs("c.hash") {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestO1_RemoteRefusesWhateverIsNotProtected(t *testing.T) {
	for line, want := range map[string]string{
		strings.Replace(remoteWhole, ", cert_file: c.pem", "", 1):                "remote.cert_file: Missing. What others may ask is told over TLS and with a password only",
		strings.Replace(remoteWhole, ", key_file: c.key", "", 1):                 "remote.key_file: Missing",
		strings.Replace(remoteWhole, ", user: prometheus", "", 1):                "remote.user: Missing",
		strings.Replace(remoteWhole, "prometheus", `"a:b"`, 1):                   "remote.user: Write a name",
		strings.Replace(remoteWhole, ", password_bcrypt: {file: c.hash}", "", 1): "remote.password_bcrypt: Missing",
		strings.Replace(remoteWhole, "{file: c.hash}", "secret", 1):              "remote.password_bcrypt: A secret is never written",
		strings.Replace(remoteWhole, "listen: 0.0.0.0:9465, ", "", 1):            "remote.listen: Missing",
		strings.Replace(remoteWhole, "0.0.0.0:9465", "mon.example.org:9465", 1):  "remote.listen: Write an IP address",
		strings.Replace(remoteWhole, "0.0.0.0:9465", "0.0.0.0", 1):               "remote.listen: Write an IP address",
		strings.Replace(remoteWhole, "0.0.0.0:9465", "0.0.0.0:99999", 1):         "remote.listen: The port is",
		strings.Replace(remoteWhole, "user:", "tls: false, user:", 1):            "remote.tls: There is no such key",
	} {
		if _, err := parse([]byte(line+string(shipped.Minimal())), abs("lrsdrop.yaml")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", line, err)
		}
	}
}
