package lrs

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"mime"
	"net/http"
	"strings"
)

// maintenanceMark stands in the page that answers while LRS is maintained
// (section 1.9).
const maintenanceMark = "UnsupportedHttpVerb"

// judge reads the answer and says what it is worth; nil is success.
func (x *exchange) judge(r *http.Response, read func(*scanner) error) *Error {
	x.date, _ = http.ParseTime(r.Header.Get("Date"))
	in := newGuard(r.Body, x.client.options.MaxResponse)
	head := in.head()
	kept := bytes.Clone(head[:min(len(head), maxOutlined)]) // the guard reuses its buffer
	failure := x.weigh(r, in, head, read)
	if failure != nil {
		failure.Detail = x.blanked(failure.Detail)
		failure.Evidence = x.evidence(r, kept)
	}
	return failure
}

func (x *exchange) weigh(r *http.Response, in *guard, head []byte, read func(*scanner) error) *Error {
	switch {
	case !isEnvelope(head):
		return judgePage(r.StatusCode, in, head)
	case r.StatusCode/100 == 3:
		return &Error{Class: Redirect}
	case !isXML(r.Header):
		return &Error{Class: BadAnswer, reason: "it is not marked as XML in UTF-8"}
	}
	return x.judgeEnvelope(r.StatusCode, in, read)
}

// judgePage names an answer that is no SOAP message.
func judgePage(status int, in *guard, head []byte) *Error {
	switch {
	case bytes.Contains(head, []byte(maintenanceMark)):
		return &Error{Class: Maintenance}
	case status/100 == 3:
		return &Error{Class: Redirect}
	case status/100 != 2:
		return &Error{Class: Outage}
	case in.cutOff():
		return unread(in, in.broken)
	case len(head) == 0:
		return &Error{Class: BadAnswer, reason: "it is empty"}
	}
	return &Error{Class: BadAnswer, reason: "it is no SOAP message"}
}

// judgeEnvelope reads the SOAP message. Whatever it says counts only once it
// has been read to its end.
func (x *exchange) judgeEnvelope(status int, in *guard, read func(*scanner) error) *Error {
	s := newScanner(in)
	name, err := s.openEnvelope()
	switch {
	case err != nil:
		return unread(in, err)
	case name == "Fault":
		return judgeFault(s)
	case status != http.StatusOK:
		return &Error{Class: BadAnswer, reason: "an answer came with an HTTP error"}
	case name != x.op.answer:
		return &Error{Class: BadAnswer, reason: "it answers another question"}
	}
	err = read(s)
	if err == nil || isSaid(err) {
		if end := s.closeEnvelope(); end != nil {
			err = end
		}
	}
	return unread(in, err)
}

// isSaid reports whether err is what LRS said, not how it was read.
func isSaid(err error) bool {
	return errors.As(err, new(answered)) || errors.As(err, new(noJob))
}

func judgeFault(s *scanner) *Error {
	f, err := readFault(s)
	if err == nil {
		err = s.closeEnvelope()
	}
	if err != nil {
		return unread(s.in, err)
	}
	failure := &Error{Class: SOAPFault, Code: f.code}
	if isFailure(f.code) {
		failure = codeError(f.code, 0)
	}
	failure.Detail = f.detail()
	return failure
}

// unread turns the error of reading an answer into ours; nil stays nil.
func unread(in *guard, err error) *Error {
	var said answered
	var none noJob
	var own refusal
	var bad malformed
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own):
		return &Error{Class: OurFault, cause: own.error}
	case errors.As(err, &said):
		return codeError(said.code, said.job)
	case errors.As(err, &none):
		return &Error{Class: NoJobID, JobID: none.job}
	case errors.As(err, &bad):
		return &Error{Class: BadAnswer, reason: bad.Error(), cause: err, quiet: true}
	case errors.Is(err, context.Canceled):
		return &Error{Class: Cancelled, cause: err}
	case in.cutOff() && isTimeout(err):
		return &Error{Class: Timeout, cause: err}
	}
	return &Error{Class: BadAnswer, reason: "it was cut off", cause: err, quiet: true}
}

// isEnvelope looks no further than the first element.
func isEnvelope(head []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(head))
	for {
		t, err := d.RawToken()
		if err != nil {
			return false
		}
		if start, ok := t.(xml.StartElement); ok {
			return start.Name.Local == "Envelope"
		}
	}
}

// isXML accepts the type of SOAP 1.1 and its synonym.
func isXML(h http.Header) bool {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || (kind != "text/xml" && kind != "application/xml") {
		return false
	}
	charset := params["charset"]
	return charset == "" || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "us-ascii")
}
