// Package secret says where a secret comes from and fetches it: a file of its
// own, an environment variable, a systemd credential or, on Windows, a value that
// only this machine can open. It stands before the
// way of any file: an organisation's password and its certificate's passphrase
// come from here when its connection to LRS is built, and so does what it signs
// in to an SFTP server with.
//
// Rules of the package: a secret is never a value in the configuration; what
// was read is a [Value], which no log, message or encoder can show by
// accident; an error names the place of a secret, never its content.
package secret

import (
	"fmt"
	"io"
	"log/slog"
)

const redacted = "<secret>"

// Value is a secret that was read. Printed, logged or encoded in any form it
// is "<secret>"; [Value.Reveal] is the one way to its text. The zero Value is
// the empty text.
//
// The text is behind a pointer, because fmt prints the unexported fields of a
// struct without asking their methods: there it shows an address, not the text.
type Value struct{ text *string }

// NewValue makes a Value of text that is in memory already, such as a
// password that a test or the demo made up.
func NewValue(text string) Value { return Value{&text} }

// Reveal gives the text itself. Each use of it is a place to look at when
// asking where a secret may go.
func (v Value) Reveal() string {
	if v.text == nil {
		return ""
	}
	return *v.text
}

// String keeps the secret out of every formatted message.
func (Value) String() string { return redacted }

// Format keeps the secret out of every verb, also out of those that do not
// fit and make fmt print the operand as it is.
func (Value) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, redacted) }

// LogValue keeps the secret out of every log.
func (Value) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText keeps the secret out of JSON, XML and YAML.
func (Value) MarshalText() ([]byte, error) { return []byte(redacted), nil }
