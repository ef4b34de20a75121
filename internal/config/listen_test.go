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
