package lrs

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"unicode/utf8"
)

const (
	// maxRequest bounds a request, in bytes. Ten thousand achievements are
	// about 6 MB (section 2).
	maxRequest = 64 << 20
	// maxKept bounds the buffers that wait for the next request, in bytes.
	maxKept = 16 << 20
	// bytesPerRow is room for a usual row, so that a batch's buffer is made once.
	bytesPerRow = 768

	prologue = `<?xml version="1.0" encoding="utf-8"?>` +
		`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>`
	epilogue = `</s:Body></s:Envelope>`

	// midnight turns a date into the dateTime of the achievement service (ASM-17).
	midnight = "T00:00:00"
)

// tag is one element in the three forms a request writes.
type tag struct{ name, open, close, null string }

func newTag(name string) tag {
	return tag{name: name, open: "<" + name + ">", close: "</" + name + ">", null: "<" + name + ` i:nil="true"/>`}
}

// envelope builds one request. The first failure stays and makes all that
// follows do nothing, so a message is written without a check at each element.
// A failure names the row by its place in the batch and the element, never a
// value.
type envelope struct {
	body             []byte
	secretAt, secret int // where the password stands in body, and its length
	row              int // from 1; 0 outside the rows
	err              error
}

// reset empties the envelope for a request of about rows rows.
func (e *envelope) reset(rows int) {
	want := min(4<<10+max(rows, 0)*bytesPerRow, maxKept)
	if cap(e.body) < want {
		e.body = make([]byte, 0, want)
	}
	*e = envelope{body: e.body[:0]}
}

func (e *envelope) raw(s string) {
	if e.err == nil {
		e.body = append(e.body, s...)
	}
}

// text writes an element that may be empty.
func (e *envelope) text(t tag, value string) {
	if e.err != nil {
		return
	}
	body, ok := appendText(append(e.body, t.open...), value)
	if !ok {
		e.fail(t, "has a character that XML does not allow")
		return
	}
	e.body = append(body, t.close...)
}

// must writes an element that has to have a value.
func (e *envelope) must(t tag, value string) {
	if value == "" {
		e.fail(t, "has no value")
	}
	e.text(t, value)
}

// nillable writes an element that says so when there is no value.
func (e *envelope) nillable(t tag, value string) {
	if value == "" {
		e.raw(t.null)
		return
	}
	e.text(t, value)
}

// midnightOf writes a date as the dateTime of its midnight.
func (e *envelope) midnightOf(t tag, date string) {
	if !isDate(date) {
		e.fail(t, "is not a date like 2025-06-30")
	}
	e.raw(t.open)
	e.raw(date)
	e.raw(midnight)
	e.raw(t.close)
}

// password writes the password and remembers where.
func (e *envelope) password(t tag, p Secret) {
	from := len(e.body) + len(t.open)
	e.text(t, string(p))
	if e.err == nil {
		e.secretAt, e.secret = from, len(e.body)-len(t.close)-from
	}
}

func (e *envelope) fail(t tag, what string) {
	if e.err != nil {
		return
	}
	if e.row > 0 {
		e.err = fmt.Errorf("row %d of the batch: %s %s", e.row, t.name, what)
		return
	}
	e.err = fmt.Errorf("%s %s", t.name, what)
}

// digest is the SHA-256 of the request with the password left out, in hex.
func (e *envelope) digest() string {
	h := sha256.New()
	h.Write(e.body[:e.secretAt])
	h.Write(e.body[e.secretAt+e.secret:])
	return hex.EncodeToString(h.Sum(nil))
}

var errRequestSize = errors.New("the request is too large")

// writeRows writes every row, and fails unless there are exactly n.
func writeRows[T any](e *envelope, n int, rows iter.Seq2[T, error], write func(*envelope, *T)) {
	if e.err != nil {
		return
	}
	var current T // outlives the loop, so that a row costs no allocation
	count := 0
	for row, err := range rows {
		if err != nil {
			e.err = fmt.Errorf("reading row %d of the batch: %w", count+1, err)
			return
		}
		count++
		if count > n {
			break
		}
		e.row, current = count, row
		write(e, &current)
		if e.err == nil && len(e.body) > maxRequest {
			e.err = errRequestSize
		}
		if e.err != nil {
			return
		}
	}
	e.row = 0
	if count != n {
		e.err = fmt.Errorf("the batch was to have %d rows and has another number", n)
	}
}

// appendText writes s as XML text; false means that XML cannot carry it.
func appendText(dst []byte, s string) ([]byte, bool) {
	from := 0
	for i := 0; i < len(s); {
		size, escape := 1, ""
		switch b := s[i]; {
		case b >= utf8.RuneSelf:
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); (r == utf8.RuneError && size == 1) || r == 0xFFFE || r == 0xFFFF {
				return dst, false
			}
		case b == '&':
			escape = "&amp;"
		case b == '<':
			escape = "&lt;"
		case b == '>':
			escape = "&gt;"
		case b == '\r':
			escape = "&#13;"
		case b < ' ' && b != '\t' && b != '\n':
			return dst, false
		}
		if escape != "" {
			dst = append(append(dst, s[from:i]...), escape...)
			from = i + 1
		}
		i += size
	}
	return append(dst, s[from:]...), true
}

func isDate(s string) bool {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i := range len(s) {
		if i != 4 && i != 7 && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}
