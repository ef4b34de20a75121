package lrssim

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
	"strings"
	"time"
)

// operation is one of the five. read decodes its message from the start tag's content on; answer
// does the work and is called only for a message that may pass.
type operation struct {
	name     string // wire name of the operation, as Request and Fault use it
	service  string // serviceLearner or serviceAchievement
	space    string // namespace and name of the message's root element
	root     string
	action   string // SOAPAction; "" = the service looks at the root alone
	newCall  func(*exchange) call
	response string // root of the answer
}

// call is one message of an operation on its way.
type call interface {
	// read decodes the message and calls exchange.identified as soon as the sender is known.
	read(*message) error
	// answer does the work. The action is that of a scripted fault; its zero value is none.
	answer(Action, string) (answer, error)
}

// answer writes the children of the response's root.
type answer interface{ write(*writer) }

// exchange is one call from its headers to the last byte of its answer.
type exchange struct {
	sim     *Simulator
	op      *operation
	id      identity
	org     *organisation
	watched map[string]bool // ULNs that armed faults look for
	seen    map[string]bool // watched ULNs that the message carries
	record  Request
	digests hash.Hash
	scratch []byte
}

// errDropped ends an exchange whose connection is to go without an answer.
var errDropped = errors.New("the connection is dropped on purpose")

// identified is told the sender before the rows are read.
func (x *exchange) identified(id identity) error {
	x.id = id
	x.record.User, x.record.UKPRN, x.record.Reference = id.user, id.ukprn, id.reference
	x.record.PasswordOf = x.sim.knows(id.password)
	x.org = x.sim.who(id)
	if x.org != nil {
		x.record.Organisation = x.org.id
	}
	s := x.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, _, met := s.script.pick(x.record.Organisation, x.op.name, nil, true); met {
		x.record.Fault = a.Kind
		return errDropped
	}
	x.watched = s.script.watched()
	return nil
}

// note counts and digests one row of the message.
func (x *exchange) note(uln string, fields ...string) {
	var d RowDigest
	d, x.scratch = x.sim.digests.row(x.scratch, append(fields, uln)...)
	if x.digests == nil {
		x.digests = sha256.New()
	}
	x.digests.Write(d[:])
	x.record.Records++
	x.record.Rows = append(x.record.Rows, d)
	x.see(uln)
}

func (x *exchange) see(uln string) {
	if x.watched[uln] {
		if x.seen == nil {
			x.seen = map[string]bool{}
		}
		x.seen[uln] = true
	}
}

// pick asks the script about the whole message.
func (x *exchange) pick() (Action, string) {
	x.sim.mu.Lock()
	defer x.sim.mu.Unlock()
	a, uln, _ := x.sim.script.pick(x.record.Organisation, x.op.name, x.seen, false)
	x.record.Fault = a.Kind
	return a, uln
}

// run carries one call through and returns what goes onto the wire, or errDropped.
func (x *exchange) run(service string, r *http.Request) (reply, error) {
	x.record.Certificate = x.sim.holder(fingerprint(r))
	m := newMessage(r.Body)
	c, err := x.open(m, service, r)
	if err == nil {
		err = c.read(m)
	}
	if err == nil {
		err = m.finish()
	}
	if errors.Is(err, errDropped) {
		return reply{}, err
	}
	if _, drainErr := io.Copy(io.Discard, r.Body); drainErr != nil {
		return reply{}, drainErr // the client went away or sent more than maxBody
	}
	action, uln := Action{}, ""
	if x.op != nil {
		action, uln = x.pick()
		if action.Delay > 0 && action.Kind != KindSlowBody {
			pause(r.Context(), action.Delay)
		}
	}
	return x.conclude(c, service, r, err, action, uln)
}

// conclude turns a decoded message, and a scripted fault if there is one, into the reply.
func (x *exchange) conclude(c call, service string, r *http.Request, err error, action Action, uln string) (reply, error) {
	var body answer
	if err == nil {
		err = x.org.admit(x.id, fingerprint(r), service)
	}
	if err == nil && (!action.Kind.replaces() || action.carriedOut()) {
		body, err = c.answer(action, uln)
	}
	switch {
	case action.Kind.replaces():
		return x.stage(action, service)
	case err != nil:
		return x.refused(err, service)
	}
	return x.wrap(body, action), nil
}

// open finds the operation of the message and checks the SOAPAction header.
func (x *exchange) open(m *message, service string, r *http.Request) (call, error) {
	root, err := m.open()
	if err != nil {
		return nil, err
	}
	for _, op := range operationTable {
		if op.service != service || op.root != root.Name.Local || op.space != root.Name.Space {
			continue
		}
		x.op = op
		x.record.Operation = op.name
		sent := r.Header.Get("SOAPAction")
		if !op.actionFits(sent) {
			return nil, &refusal{code: "WSEC0002", detail: `The SOAPAction header does not fit the operation; it should be "` + op.action + `".`}
		}
		return op.newCall(x), nil
	}
	return nil, refuse("WSEC0002")
}

// actionFits follows CONTRACT 1.2: the value stands in quotes; where it is empty the header may be
// missing.
func (op *operation) actionFits(header string) bool {
	if op.action == "" {
		return header == "" || header == `""`
	}
	return header == `"`+op.action+`"`
}

// refused is the reply to a message that broke a rule.
func (x *exchange) refused(err error, service string) (reply, error) {
	var r *refusal
	if !errors.As(err, &r) {
		return reply{}, err
	}
	x.record.Code = r.code
	if r.response && x.op != nil {
		return x.wrap(refusedAnswer{code: r.code, op: x.op}, Action{}), nil
	}
	return reply{status: http.StatusInternalServerError, contentType: textXML, body: x.sim.fault(service, r)}, nil
}

// wrap writes an answer into its envelope.
func (x *exchange) wrap(body answer, action Action) reply {
	w := newWriter(x.sim.scenario.Wire.Fractions || action.Kind == KindFractionalTimes, action.Kind == KindCodeSpelling)
	w.envelope(x.op.response, x.op.space, body.write)
	r := reply{status: http.StatusOK, contentType: textXML, body: w.bytes()}
	switch action.Kind {
	case KindSlowBody:
		r.partDelay = max(action.Delay, time.Millisecond)
	case KindTruncatedBody:
		r.truncated = true
	case KindWrongType:
		r.contentType = "application/octet-stream"
	}
	return r
}

// finished completes the history entry.
func (x *exchange) finished(status int) {
	x.record.Status = status
	if x.digests != nil {
		x.record.Digest = hex.EncodeToString(x.digests.Sum(nil)[:16])
	}
	x.sim.mu.Lock()
	defer x.sim.mu.Unlock()
	x.sim.history.add(x.record)
}

// fingerprint is the digest of the client's certificate; TLS has checked who signed it.
func fingerprint(r *http.Request) [sha256.Size]byte {
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		return [sha256.Size]byte{}
	}
	return sha256.Sum256(r.TLS.PeerCertificates[0].Raw)
}

// isXML tells a SOAP 1.1 request by its media type.
func isXML(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.EqualFold(strings.TrimSpace(media), "text/xml")
}
