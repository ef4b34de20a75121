package secret

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const password = "INVENTEDPASSWORD"

func write(t *testing.T, content string, mode fs.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "it's a secret")
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil { // whatever the umask
		t.Fatal(err)
	}
	return path
}

type account struct{ Password Value }

func TestValueIsNeverShown(t *testing.T) {
	v := NewValue(password)
	hidden := struct{ inner Value }{v}
	var shown []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%08.3f", "%w", "%p", "%T", "%!"} {
		for _, operand := range []any{v, &v, hidden, &hidden, []Value{v}, map[string]Value{"k": v}} {
			shown = append(shown, fmt.Sprintf(verb, operand))
		}
	}
	shown = append(shown, fmt.Sprint(v), v.String(), fmt.Errorf("x: %v", v).Error())
	for _, encode := range []func(any) ([]byte, error){json.Marshal, xml.Marshal} {
		text, err := encode(account{v})
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, string(text))
	}
	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(handler).Info("read", "value", v, "in", hidden, "at", &v)
	}
	shown = append(shown, log.String())
	hex := fmt.Sprintf("%x", password)
	for _, s := range shown {
		if strings.Contains(s, password) || strings.Contains(strings.ToLower(s), hex) {
			t.Errorf("shown as %s", s)
		}
	}
	if v.String() != "<secret>" || v.Reveal() != password {
		t.Errorf("String %q, Reveal %q", v.String(), v.Reveal())
	}
}

func TestZeroValueIsEmpty(t *testing.T) {
	if got := (Value{}).Reveal(); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestReadTakesEachForm(t *testing.T) {
	t.Setenv("LRSDROP_TEST_SECRET", password)
	credentials := t.TempDir()
	t.Setenv("CREDENTIALS_DIRECTORY", credentials)
	if err := os.WriteFile(filepath.Join(credentials, "acme.password"), []byte(password+"\n"), 0o440); err != nil {
		t.Fatal(err)
	}
	for _, r := range []Ref{
		{File: write(t, password, 0o600)},
		{File: write(t, password+"\n", 0o400)},
		{File: write(t, password+"\r\n", 0o600)},
		{Env: "LRSDROP_TEST_SECRET"},
		{Credential: "acme.password"},
	} {
		if v, err := r.Read(); err != nil || v.Reveal() != password {
			t.Errorf("%s: %v, %q", r, err, v.Reveal())
		}
	}
}

func TestReadKeepsSpacesAndTakesOneLineEnd(t *testing.T) {
	v, err := Ref{File: write(t, " a b \n", 0o600)}.Read()
	if err != nil || v.Reveal() != " a b " {
		t.Errorf("%q, %v", v.Reveal(), err)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Setenv("CREDENTIALS_DIRECTORY", "")
	t.Setenv("LRSDROP_TEST_EMPTY", "")
	t.Setenv("LRSDROP_TEST_LONG", strings.Repeat(password, 300))
	for name, test := range map[string]struct {
		ref  Ref
		want string
	}{
		"no place":                {Ref{}, "Write one place"},
		"two places":              {Ref{File: "x", Env: "Y"}, "Write one place"},
		"an odd variable":         {Ref{Env: password + "="}, "env takes the name"},
		"an odd credential":       {Ref{Credential: "../" + password}, "credential takes the name"},
		"a missing variable":      {Ref{Env: "LRSDROP_TEST_NONE"}, "not set"},
		"an empty variable":       {Ref{Env: "LRSDROP_TEST_EMPTY"}, "empty"},
		"no systemd":              {Ref{Credential: "acme"}, "LoadCredential=acme:PATH"},
		"a missing file":          {Ref{File: filepath.Join(t.TempDir(), "none")}, "none"},
		"a folder":                {Ref{File: t.TempDir()}, "not a file"},
		"an empty file":           {Ref{File: write(t, "\n", 0o600)}, "empty"},
		"two lines":               {Ref{File: write(t, password+"\n"+password+"\n", 0o600)}, "more than one line"},
		"two line ends":           {Ref{File: write(t, password+"\n\n", 0o600)}, "more than one line"},
		"UTF-16":                  {Ref{File: write(t, "\xff\xfeI\x00N\x00", 0o600)}, "not plain text"},
		"a byte order mark":       {Ref{File: write(t, "\ufeff"+password, 0o600)}, "not plain text"},
		"a long variable":         {Ref{Env: "LRSDROP_TEST_LONG"}, "over 4096 bytes"},
		"more than any secret is": {Ref{File: write(t, strings.Repeat(password, 300), 0o600)}, "over 4096 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := test.ref.Read()
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want one with %q", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), password) {
				t.Errorf("the error tells the secret: %v", err)
			}
			if v.Reveal() != "" {
				t.Error("there is a value beside the error")
			}
		})
	}
}

func TestReadRefusesAFileThatOthersCanUse(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no mode bits")
	}
	for _, mode := range []fs.FileMode{0o640, 0o604, 0o620, 0o666, 0o777} {
		path := write(t, password, mode)
		want := "chmod 600 '" + strings.ReplaceAll(path, "'", `'\''`) + "'"
		for _, read := range []func(Ref) (Value, error){Ref.Read, Ref.ReadKey} {
			if _, err := read(Ref{File: path}); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v: the error is %v, want one with %s", mode, err, want)
			}
		}
	}
}

// inventedKey has the form of a private key and is none.
const inventedKey = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + password + "\n" + password + "\n-----END OPENSSH PRIVATE KEY-----\n"

func TestReadKeyTakesEachFormAsItIs(t *testing.T) {
	credentials := t.TempDir()
	t.Setenv("CREDENTIALS_DIRECTORY", credentials)
	for name, key := range map[string]string{
		"OpenSSH":        inventedKey,
		"RSA":            strings.ReplaceAll(inventedKey, "OPENSSH", "RSA"),
		"PKCS#8":         strings.ReplaceAll(inventedKey, "OPENSSH ", ""),
		"encrypted":      strings.ReplaceAll(inventedKey, "OPENSSH", "ENCRYPTED"),
		"Windows":        strings.ReplaceAll(inventedKey, "\n", "\r\n"),
		"words before":   "Bag Attributes\n\tname: x\n" + inventedKey,
		"a large one":    inventedKey + strings.Repeat("\n", maxKey-len(inventedKey)),
		"no end of line": strings.TrimSuffix(inventedKey, "\n"),
	} {
		t.Setenv("LRSDROP_TEST_KEY", key)
		if err := os.WriteFile(filepath.Join(credentials, "key"), []byte(key), 0o440); err != nil {
			t.Fatal(err)
		}
		for _, r := range []Ref{{File: write(t, key, 0o600)}, {Env: "LRSDROP_TEST_KEY"}, {Credential: "key"}} {
			if v, err := r.ReadKey(); err != nil || v.Reveal() != key {
				t.Errorf("%s in %s: %v", name, r, err)
			}
		}
	}
}

func TestReadKeyRefuses(t *testing.T) {
	t.Setenv("CREDENTIALS_DIRECTORY", "")
	t.Setenv("LRSDROP_TEST_LONG", inventedKey+strings.Repeat("\n", maxKey))
	for name, test := range map[string]struct {
		ref  Ref
		want string
	}{
		"no place":           {Ref{}, "Write one place"},
		"a missing variable": {Ref{Env: "LRSDROP_TEST_NONE"}, "not set"},
		"no systemd":         {Ref{Credential: "key"}, "LoadCredential=key:PATH"},
		"an empty file":      {Ref{File: write(t, "\n", 0o600)}, "empty"},
		"a public key":       {Ref{File: write(t, "ssh-ed25519 "+password+" acme", 0o600)}, ".pub"},
		"a certificate":      {Ref{File: write(t, strings.ReplaceAll(inventedKey, "OPENSSH PRIVATE KEY", "CERTIFICATE"), 0o600)}, "no private key"},
		"a key of PuTTY":     {Ref{File: write(t, "PuTTY-User-Key-File-3: ssh-ed25519\n"+password, 0o600)}, "PuTTYgen"},
		"bytes":              {Ref{File: write(t, "0\x82\x04\xa4"+password, 0o600)}, "not plain text"},
		"a byte order mark":  {Ref{File: write(t, "\ufeff"+inventedKey, 0o600)}, "not plain text"},
		"a large file":       {Ref{File: write(t, inventedKey+strings.Repeat("\n", maxKey), 0o600)}, "over 65536 bytes"},
		"a large variable":   {Ref{Env: "LRSDROP_TEST_LONG"}, "over 65536 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := test.ref.ReadKey()
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want one with %q", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), password) {
				t.Errorf("the error tells the secret: %v", err)
			}
			if v.Reveal() != "" {
				t.Error("there is a value beside the error")
			}
		})
	}
}

func TestReadFileHoldsToItsLimit(t *testing.T) {
	path := write(t, "12345678", 0o600)
	if data, err := ReadFile(path, 8); err != nil || string(data) != "12345678" {
		t.Errorf("%q, %v", data, err)
	}
	if data, err := ReadFile(path, 7); err == nil {
		t.Errorf("read %q past the limit", data)
	}
}

func TestRefNamesItsPlace(t *testing.T) {
	for ref, want := range map[Ref]string{
		{File: "/etc/x"}:  "the file /etc/x",
		{Env: "X"}:        "the environment variable X",
		{Credential: "x"}: "the credential x",
		{Sealed: "eA=="}:  "the sealed value",
		{}:                "no place",
	} {
		if got := ref.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
