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

// Forms says in words which forms a reference has, for messages.
const Forms = "{file: PATH}, {env: NAME} or {credential: NAME}"

// Ref says where a secret is. Exactly one of its fields is set; the zero Ref
// means that none was given.
type Ref struct {
	File       string `yaml:"file"`       // a file that holds the secret and nothing else
	Env        string `yaml:"env"`        // an environment variable of the daemon
	Credential string `yaml:"credential"` // a systemd credential (LoadCredential=)
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
	for _, s := range []string{r.File, r.Env, r.Credential} {
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
	}
	return ""
}

// Read fetches the secret and takes one line end off its end. It fails when
// the place is missing, empty, over 4 KiB, not plain UTF-8 text on one line,
// or, for a file, open to other accounts.
func (r Ref) Read() (Value, error) {
	if problem := r.Problem(); problem != "" {
		return Value{}, fmt.Errorf("reading a secret: its place is not usable: %s", problem)
	}
	text, err := r.fetch()
	if err != nil {
		return Value{}, err
	}
	text = trimLineEnd(text)
	if problem := textProblem(text); problem != "" {
		return Value{}, fmt.Errorf("reading the secret in %s: %s", r, problem)
	}
	return NewValue(text), nil
}

func (r Ref) fetch() (string, error) {
	switch {
	case r.Env != "":
		text, ok := os.LookupEnv(r.Env)
		if !ok {
			return "", fmt.Errorf("reading the secret in %s: it is not set for this process", r)
		}
		return text, nil
	case r.Credential != "":
		return readCredential(r.Credential)
	}
	text, err := ReadFile(r.File, maxSize)
	return string(text), err
}

// readCredential reads what systemd laid ready. systemd guards that folder
// itself, so the modes in it are its own business.
func readCredential(name string) (string, error) {
	folder := os.Getenv("CREDENTIALS_DIRECTORY")
	if folder == "" {
		return "", fmt.Errorf("reading the credential %s: systemd gave this process no credentials; "+
			"add LoadCredential=%s:PATH to the unit", name, name)
	}
	text, err := readBounded(filepath.Join(folder, name), maxSize, nil)
	return string(text), err
}

func trimLineEnd(s string) string {
	s = strings.TrimSuffix(s, "\n")
	return strings.TrimSuffix(s, "\r")
}

func textProblem(s string) string {
	switch {
	case s == "":
		return "it is empty"
	case len(s) > maxSize:
		return "it is too long; a secret has at most 4,096 bytes"
	case strings.HasPrefix(s, "\ufeff"), !utf8.ValidString(s):
		return "it is not plain text; save it as UTF-8 without BOM"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "it has more than one line or a control character; it must hold the secret and nothing else"
	}
	return ""
}
