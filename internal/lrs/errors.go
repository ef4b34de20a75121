package lrs

import (
	"log/slog"
	"strings"

	"lrsdrop/internal/record"
)

// Class is the kind of a failure: what happened, not what to do.
type Class uint8

// The classes. Those up to BadAnswer are seen by us and wear a LOCAL- code;
// the rest are LRS's own words and keep the code as received.
const (
	OurFault      Class = iota + 1 // the request could not be built, or the caller refused the answer
	Cancelled                      // we stopped before the request had begun to leave, or while asking
	Unreachable                    // no connection: name, network, proxy
	TLSFailed                      // a handshake or certificate refused, by either side
	Timeout                        // connected, and no whole answer in time
	Lost                           // connected, and the connection broke before an answer
	Maintenance                    // the UnsupportedHttpVerb page (section 1.9)
	Redirect                       // a 3xx; never followed
	Outage                         // an HTTP error without a SOAP body
	NoJobID                        // a submit answered without a job number
	BadAnswer                      // not what the contract describes: cut off, HTML, wrong type, too large
	SOAPFault                      // a fault with no code, or with one that section 5 does not list
	OutOfHours                     // WSEC0004
	Refused                        // a code that says the request was not taken
	WrongPassword                  // WSEC0005: stop all calls of the organisation
	JobUnknown                     // LRS does not know this job of this organisation
	LRSFailed                      // LRS failed inside, WSEC0999, or gave another error code
	Contradiction                  // a job number and an error code in one answer
)

var classes = [...]struct{ words, code, name string }{
	OurFault:      {"nothing was sent", record.CodeInternal, "our_fault"},
	Cancelled:     {"stopped", record.CodeInternal, "cancelled"},
	Unreachable:   {"LRS cannot be reached", record.CodeNet, "unreachable"},
	TLSFailed:     {"no secure connection to LRS", record.CodeTLS, "tls_failed"},
	Timeout:       {"LRS did not answer in time", record.CodeTimeout, "timeout"},
	Lost:          {"the connection broke before LRS answered", record.CodeNet, "lost"},
	Maintenance:   {"LRS is closed for maintenance", record.CodeOutage, "maintenance"},
	Redirect:      {"LRS sent us to another address", record.CodeRedirect, "redirect"},
	Outage:        {"LRS answered with an error page", record.CodeOutage, "outage"},
	NoJobID:       {"LRS answered without a job number", record.CodeNoJobID, "no_job_id"},
	BadAnswer:     {"the answer cannot be read", record.CodeBadAnswer, "bad_answer"},
	SOAPFault:     {"LRS answered with a fault", record.CodeSOAPFault, "soap_fault"},
	OutOfHours:    {"LRS is outside its operating hours", "", "out_of_hours"},
	Refused:       {"LRS did not take the request", "", "refused"},
	WrongPassword: {"LRS refused the organisation's password", "", "wrong_password"},
	JobUnknown:    {"LRS does not know this job", "", "job_unknown"},
	LRSFailed:     {"LRS answered with an error", "", "lrs_failed"},
	Contradiction: {"LRS answered with a job number and an error", "", "contradiction"},
}

// String says what happened in a few words.
func (c Class) String() string {
	if int(c) < len(classes) && c > 0 {
		return classes[c].words
	}
	return "unclassified failure"
}

// Name is the class as one word, for a metric. It is for good.
func (c Class) Name() string {
	if int(c) < len(classes) && c > 0 {
		return classes[c].name
	}
	return "unclassified"
}

// Unanswered reports a failure that says that LRS, or the way to it, does not
// work. When LRS says no, or is closed, it works.
func (c Class) Unanswered() bool {
	switch c {
	case Unreachable, TLSFailed, Timeout, Lost, Redirect, Outage, NoJobID, BadAnswer, SOAPFault, LRSFailed, Contradiction:
		return true
	}
	return false
}

// Error is every failure of a call. Its text is safe to log: it holds no
// learner's details, no password and nothing that LRS wrote but its code.
type Error struct {
	Op         string // which call
	Class      Class
	Code       string // LRS's as received, or a LOCAL- code; never empty
	Detail     string // LRS's explanation with our values blanked, up to 2 KiB; for people, not for logs
	HTTPStatus int    // 0 when there was no HTTP answer
	JobID      JobID  // what came in the place of a job number beside an error, if anything
	BodyHanded bool   // the last byte of the request may have reached the connection
	Digest     string // as in Receipt; empty when nothing was built
	Evidence   []byte // the answer's outline with our values blanked, up to 2 KiB

	reason string // our own words, safe to print
	cause  error
	quiet  bool // cause may quote the answer: it is kept for errors.Is, not printed
}

// Error says what was being done, what happened and under which code.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op + ": " + e.Class.String() + " (" + e.Code + ")")
	if e.reason != "" {
		b.WriteString(": " + e.reason)
	}
	if e.cause != nil && !e.quiet {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

// Unwrap gives the cause, for errors.Is and errors.As. Print the Error, not
// its cause.
func (e *Error) Unwrap() error { return e.cause }

// LogValue shows the text of Error.
func (e *Error) LogValue() slog.Value { return slog.StringValue(e.Error()) }

// NotTaken reports that LRS certainly did not take an achievement batch: it
// was never sent whole, or LRS said so. The other answer is Unknown.
func (e *Error) NotTaken() bool {
	return e.Class == OurFault || e.MayResend() || e.WaitForChange()
}

// MayResend reports that an achievement submit may be sent again by itself:
// the connection or handshake failed (or we stopped) before the last byte was
// handed over, LRS showed its maintenance page, or it is outside its hours.
func (e *Error) MayResend() bool {
	switch e.Class {
	case Unreachable, TLSFailed, Timeout, Lost, Cancelled:
		return !e.BodyHanded && e.HTTPStatus == 0
	case Maintenance, OutOfHours:
		return true
	}
	return false
}

// WaitForChange reports that LRS did not take an achievement batch and will
// not until something is put right: the request, the organisation's password,
// its rights or its set-up. Send it again only then.
func (e *Error) WaitForChange() bool { return e.Class == Refused || e.Class == WrongPassword }

// Unknown reports that an achievement batch may or may not be at LRS: never
// send it again by itself, a person finds out (ASM-13).
func (e *Error) Unknown() bool { return !e.NotTaken() }

// Retry says whether a verify or get call, which changes nothing at LRS, may
// be repeated: the retry columns of section 5. It says nothing about an
// achievement submit.
func (e *Error) Retry() Retry {
	switch e.Class {
	case OurFault:
		return RetryNo
	case Cancelled, Unreachable, TLSFailed, Timeout, Lost, Maintenance, Outage:
		return RetryLater
	case NoJobID, BadAnswer, Contradiction:
		return RetryLimited
	case Redirect:
		return RetryAfterFix
	}
	if entry, ok := Lookup(e.Code); ok {
		return entry.Retry
	}
	return RetryLimited
}
