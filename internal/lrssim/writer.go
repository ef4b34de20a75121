package lrssim

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"time"
)

const (
	spaceReport      = "http://api.lrs.miap.gov.uk/reportmsg"
	spaceVerifyBatch = "http://api.lrs.miap.gov.uk/vldmsg"
	spaceExceptions  = "http://api.lrs.miap.gov.uk/exceptions"
	spaceServices    = "http://api.lrs.qcf.gov.uk/services"
	spaceModel       = "http://api.lrs.qcf.gov.uk/model"
	spaceFaults      = "http://api.lrs.qcf.gov.uk/faults"

	textXML = "text/xml; charset=utf-8"
)

// writer writes one SOAP answer into memory, so that its length is known before its first byte.
type writer struct {
	buf       bytes.Buffer
	fractions bool   // times with milliseconds
	respell   bool   // codes with another number of digits
	prefix    string // of the elements written, with its colon
}

func newWriter(fractions, respell bool) *writer {
	return &writer{fractions: fractions, respell: respell}
}

func (w *writer) bytes() []byte { return w.buf.Bytes() }

func (w *writer) raw(s string) { w.buf.WriteString(s) }

// envelope writes the answer. The children of a learner service's root are in no namespace; those
// of an achievement service's are qualified (CONTRACT 1.3).
func (w *writer) envelope(root, space string, children func(*writer)) {
	w.raw(xml.Header + `<s:Envelope xmlns:s="` + soapSpace + `"><s:Body>`)
	if space == spaceServices {
		w.raw(`<` + root + ` xmlns="` + space + `">`)
		children(w)
		w.raw(`</` + root + `>`)
	} else {
		w.raw(`<r:` + root + ` xmlns:r="` + space + `">`)
		children(w)
		w.raw(`</r:` + root + `>`)
	}
	w.raw(`</s:Body></s:Envelope>`)
}

// text writes an element, or nothing when the value is empty: absent means "no value".
func (w *writer) text(name, value string) {
	if value == "" {
		return
	}
	w.raw("<" + w.prefix + name + ">")
	_ = xml.EscapeText(&w.buf, []byte(value)) // a bytes.Buffer takes every write
	w.raw("</" + w.prefix + name + ">")
}

func (w *writer) code(name, code string) {
	if w.respell {
		code = respell(code)
	}
	w.text(name, code)
}

func (w *writer) number(name string, n int) { w.text(name, strconv.Itoa(n)) }

// stamp writes a time in UTC in one of the two layouts of the services.
func (w *writer) stamp(name, layout string, t time.Time) {
	if w.fractions {
		layout += ".000"
	}
	w.text(name, t.UTC().Format(layout))
}

// respell writes the number of a code with one leading zero fewer, or more where it has three
// digits: WSRC0018 becomes WSRC018 and WSVRC001 becomes WSVRC0001, as sources do (CONTRACT 5).
func respell(code string) string {
	digits := 0
	for digits < len(code) && code[len(code)-1-digits] >= '0' && code[len(code)-1-digits] <= '9' {
		digits++
	}
	prefix, number := code[:len(code)-digits], code[len(code)-digits:]
	switch {
	case digits == 4 && number[0] == '0':
		return prefix + number[1:]
	case digits == 3:
		return prefix + "0" + number
	}
	return code
}
