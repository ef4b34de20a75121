package lrs

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// fault is what either service tells of a failure (section 1.9). Its texts
// may quote a learner.
type fault struct {
	code        string // ErrorCode; empty for a plain fault
	text        string // faultstring
	description string
	further     string // FurtherDetails, or ErrorDetail when that is text
}

// readFault reads a SOAP fault with a detail of either kind, or none.
func readFault(s *scanner) (fault, error) {
	var f fault
	err := s.children(func(name string) (err error) {
		switch name {
		case "faultstring":
			f.text, err = s.trimmed()
		case "detail":
			err = s.children(func(name string) error { return f.readDetail(s, name) })
		}
		return err
	})
	return f, err
}

func (f *fault) readDetail(s *scanner, name string) error {
	if name != "MIAPAPIException" && name != "DomainFault" {
		return nil
	}
	return s.children(func(name string) (err error) {
		switch name {
		case "ErrorCode":
			f.code, err = s.code()
		case "Description":
			f.description, err = s.trimmed()
		case "FurtherDetails":
			f.further, err = s.trimmed()
		case "ErrorDetail":
			f.further, err = s.trimmed()
			f.further = plainText(f.further)
		}
		return err
	})
}

// detail joins what there is in words.
func (f *fault) detail() string {
	var parts []string
	for _, p := range []string{f.description, f.further} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return f.text
	}
	return strings.Join(parts, ": ")
}

// plainText decodes base64 when what comes out is text, else says nothing:
// the schema allows any bytes there.
func plainText(encoded string) string {
	b, err := decodeBase64(encoded)
	if err != nil || !isText(b) {
		return ""
	}
	return strings.TrimSpace(string(b))
}

func decodeBase64(s string) ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.Map(dropSpace, s))
}

func dropSpace(r rune) rune {
	if r == ' ' || r == '\t' || r == '\r' || r == '\n' {
		return -1
	}
	return r
}

// isText accepts UTF-8 without control characters but tab and line ends.
func isText(b []byte) bool {
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return utf8.Valid(b)
}
