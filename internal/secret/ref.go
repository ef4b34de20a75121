package secret

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSize bounds what is read as one secret, in bytes. An LRS password has 16
// characters (contract 1.10).
const maxSize = 4096

// maxKey bounds what is read as a private key, in bytes. The largest RSA keys in
// use have about 13,000.
const maxKey = 64 << 10

// Forms says in words which forms a reference has, for messages.
const Forms = "{file: PATH}, {env: NAME}, {credential: NAME} or {sealed: BLOB}"

// Ref says where a secret is. Exactly one of its fields is set; the zero Ref
// means that none was given.
type Ref struct {
	File       string `yaml:"file"`       // a file that holds the secret and nothing else
	Env        string `yaml:"env"`        // an environment variable of the daemon
	Credential string `yaml:"credential"` // a systemd credential (LoadCredential=)
	Sealed     string `yaml:"sealed"`     // what [Seal] made of it on this machine; Windows only
}

// IsZero reports whether no reference was given.
func (r Ref) IsZero() bool { return r == Ref{} }

// String names the place of the secret, such as "the file /etc/x".
func (r Ref) String() string {
	switch {
	case r.File != "":
		return "the file " + r.File
	case r.Env != "":
		return "the environment variable " + r.Env
	case r.Credential != "":
		return "the credential " + r.Credential
	case r.Sealed != "":
		return "the sealed value"
	}
	return "no place"
}

var (
	envName        = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,127}$`)
	credentialName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`)
)

// Problem says in a sentence what is wrong with the reference itself, without a
// look at the place that it names. Empty means nothing. The words quote no
// part of the reference: it may be the secret itself, put in the wrong place.
func (r Ref) Problem() string {
	set := 0
	for _, s := range []string{r.File, r.Env, r.Credential, r.Sealed} {
		if s != "" {
			set++
		}
	}
	switch {
	case set != 1:
		return "Write one place: " + Forms + "."
	case r.Env != "" && !envName.MatchString(r.Env):
		return "env takes the name of an environment variable: letters, digits and underscores."
	case r.Credential != "" && !credentialName.MatchString(r.Credential):
		return "credential takes the name of a systemd credential: letters, digits, underscores, dots and hyphens."
	case r.Sealed != "":
		return sealedProblem(r.Sealed)
	}
	return ""
}

// Read fetches the secret and takes one line end off its end. It fails when
// the place is missing, empty, over 4 KiB, not plain UTF-8 text on one line,
// or, for a file, open to other accounts.
func (r Ref) Read() (Value, error) {
	text, err := r.fetch(maxSize)
	if err != nil {
		return Value{}, err
	}
	text = trimLineEnd(text)
	if problem := textProblem(text); problem != "" {
		return Value{}, fmt.Errorf("reading the secret in %s: %s", r, problem)
	}
	return NewValue(text), nil
}

// ReadKey fetches a private key in PEM or OpenSSH form as it is, with all its
// lines. It fails when the place is missing, has no such key in it, is over 64
// KiB, or, for a file, open to other accounts. Whether the key can be used is
// not looked at: a passphrase may be needed to tell.
func (r Ref) ReadKey() (Value, error) {
	text, err := r.fetch(maxKey)
	if err != nil {
		return Value{}, err
	}
	if problem := keyProblem(text); problem != "" {
		return Value{}, fmt.Errorf("reading the private key in %s: %s", r, problem)
	}
	return NewValue(text), nil
}

// Bytes fetches what is at the place as it is, at most limit bytes: to tell
// whether it has changed, not to use it.
func (r Ref) Bytes(limit int64) ([]byte, error) {
	text, err := r.fetch(limit)
	return []byte(text), err
}

// fetch reads at most limit bytes of the place that the reference names.
func (r Ref) fetch(limit int64) (string, error) {
	if problem := r.Problem(); problem != "" {
		return "", fmt.Errorf("reading a secret: its place is not usable: %s", problem)
	}
	switch {
	case r.Env != "":
		return r.lookup(limit)
	case r.Credential != "":
		return readCredential(r.Credential, limit)
	case r.Sealed != "":
		return r.unseal(limit)
	}
	text, err := ReadFile(r.File, limit)
	return string(text), err
}

func (r Ref) lookup(limit int64) (string, error) {
	text, ok := os.LookupEnv(r.Env)
	switch {
	case !ok:
		return "", fmt.Errorf("reading the secret in %s: it is not set for this process", r)
	case int64(len(text)) > limit:
		return "", fmt.Errorf("reading the secret in %s: it is over %d bytes", r, limit)
	}
	return text, nil
}

// readCredential reads what systemd laid ready. systemd guards that folder
// itself, so the modes in it are its own business.
func readCredential(name string, limit int64) (string, error) {
	folder := os.Getenv("CREDENTIALS_DIRECTORY")
	if folder == "" {
		return "", fmt.Errorf("reading the credential %s: systemd gave this process no credentials; "+
			"add LoadCredential=%s:PATH to the unit", name, name)
	}
	text, err := readBounded(filepath.Join(folder, name), limit, nil)
	return string(text), err
}

func trimLineEnd(s string) string {
	s = strings.TrimSuffix(s, "\n")
	return strings.TrimSuffix(s, "\r")
}

const notPlain = "it is not plain text; save it as UTF-8 without BOM"

func textProblem(s string) string {
	switch {
	case s == "":
		return "it is empty"
	case !plain(s):
		return notPlain
	case strings.ContainsFunc(s, unicode.IsControl):
		return "it has more than one line or a control character; it must hold the secret and nothing else"
	}
	return ""
}

// keyProblem knows the two files that are put there by mistake: PuTTY's, and
// the public half of the pair.
func keyProblem(s string) string {
	switch {
	case strings.TrimSpace(s) == "":
		return "it is empty"
	case !plain(s):
		return notPlain
	case strings.HasPrefix(s, "PuTTY-User-Key-File-"):
		return "it is a key of PuTTY; open it in PuTTYgen, export it as an OpenSSH key and use that file"
	case !privateKey.MatchString(s):
		return "it has no private key in PEM or OpenSSH form; the file of a public key often has the same name and .pub at its end"
	}
	return ""
}

// privateKey finds the line that such a key starts with. Other text may stand
// before it.
var privateKey = regexp.MustCompile(`(?m)^-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----`)

func plain(s string) bool { return utf8.ValidString(s) && !strings.HasPrefix(s, "\ufeff") }
