package lrssim

import (
	"context"
	"encoding/base64"
	"net/http"
	"strconv"
	"time"
)

// reply is what goes onto the wire for one call.
type reply struct {
	status      int
	contentType string
	location    string
	body        []byte
	partDelay   time.Duration // the body in slowParts parts, this long before each
	truncated   bool          // half of the body, then the connection goes
}

const slowParts = 16

// maintenancePage stands for the static page behind CONTRACT 1.9; the word is all that is known.
const maintenancePage = `<!DOCTYPE html><html><head><title>Service unavailable</title></head>` +
	`<body><h1>Service unavailable</h1><p>UnsupportedHttpVerb</p></body></html>`

const proxyPage = `<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>`

// stage is the reply of a scripted fault that stands in place of the answer.
func (x *exchange) stage(a Action, service string) (reply, error) {
	html := reply{status: orStatus(a.Status, http.StatusOK), contentType: "text/html; charset=utf-8"}
	switch a.Kind {
	case KindFault, KindOutOfHours:
		code := either(a.Code, "WSEC0004")
		return x.refused(&refusal{code: code, detail: either(a.Text, describe(code))}, service)
	case KindPlainFault:
		return x.refused(&refusal{plain: true, detail: either(a.Text, "the simulator was told to answer so")}, service)
	case KindMaintenance:
		html.status, html.body = orStatus(a.Status, http.StatusServiceUnavailable), []byte(maintenancePage)
	case KindHTML:
		html.body = []byte(either(a.Text, proxyPage))
	case KindRedirect:
		html.status, html.location = orStatus(a.Status, http.StatusTemporaryRedirect), "/moved"
	case KindHTTPStatus:
		return reply{status: orStatus(a.Status, http.StatusServiceUnavailable)}, nil
	default: // KindDropBefore, KindDropAfter
		return reply{}, errDropped
	}
	return html, nil
}

func orStatus(status, ordinary int) int {
	if status != 0 {
		return status
	}
	return ordinary
}

// fault writes a fault of the service's own kind (CONTRACT 1.9), or a plain one.
func (s *Simulator) fault(service string, r *refusal) []byte {
	w := newWriter(false, false)
	w.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<s:Envelope xmlns:s="` + soapSpace + `"><s:Body><s:Fault>`)
	switch {
	case r.plain:
		w.raw(`<faultcode>s:Client</faultcode>`)
		w.text("faultstring", r.detail)
	case service == serviceLearner:
		s.learnerFault(w, r)
	default:
		w.raw(`<faultcode>s:Server</faultcode><faultstring>DomainFault</faultstring><detail><DomainFault xmlns="` + spaceFaults + `">`)
		w.text("ErrorCode", r.code)
		w.text("ErrorDetail", base64.StdEncoding.EncodeToString([]byte(r.detail)))
		w.raw(`</DomainFault></detail>`)
	}
	w.raw(`</s:Fault></s:Body></s:Envelope>`)
	return w.bytes()
}

func (s *Simulator) learnerFault(w *writer, r *refusal) {
	w.raw(`<faultcode>s:Server</faultcode><faultstring>MIAPAPIException</faultstring><detail>`)
	end := `</MIAPAPIException></detail>`
	if s.scenario.Wire.UnqualifiedFaults {
		w.raw(`<x:MIAPAPIException xmlns:x="` + spaceExceptions + `">`)
		end = `</x:MIAPAPIException></detail>`
	} else {
		w.raw(`<MIAPAPIException xmlns="` + spaceExceptions + `">`)
	}
	w.text("ErrorCode", r.code)
	w.text("ErrorActor", "lrssim")
	w.text("Description", describe(r.code))
	w.text("FurtherDetails", r.detail)
	w.stamp("ErrorTimestamp", time.DateTime, s.now())
	w.raw(end)
}

// send writes the reply. It panics with http.ErrAbortHandler where the connection has to go.
func (r reply) send(ctx context.Context, out http.ResponseWriter) {
	if ctx.Err() != nil {
		panic(http.ErrAbortHandler) // a caller that gave up must not get an answer for that
	}
	h := out.Header()
	if r.contentType != "" {
		h.Set("Content-Type", r.contentType)
	}
	if r.location != "" {
		h.Set("Location", r.location)
	}
	h.Set("Content-Length", strconv.Itoa(len(r.body)))
	out.WriteHeader(r.status)
	switch {
	case r.truncated:
		_, _ = out.Write(r.body[:len(r.body)/2])
		_ = http.NewResponseController(out).Flush()
		panic(http.ErrAbortHandler)
	case r.partDelay > 0:
		r.dribble(ctx, out)
	default:
		_, _ = out.Write(r.body) // a client that went away is its own business
	}
}

func (r reply) dribble(ctx context.Context, out http.ResponseWriter) {
	flush := http.NewResponseController(out)
	part := len(r.body)/slowParts + 1
	for at := 0; at < len(r.body); at += part {
		pause(ctx, r.partDelay)
		if ctx.Err() != nil {
			return // nor the rest of one
		}
		if _, err := out.Write(r.body[at:min(at+part, len(r.body))]); err != nil {
			return
		}
		if flush.Flush() != nil {
			return
		}
	}
}

// pause waits, or until the client or the server ends the call.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
