package lrs

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"lrsdrop/internal/faultpoint"
)

// exchange is one request and its answer.
type exchange struct {
	client  *Client
	op      operation
	request *envelope
	body    *body
	digest  string
	date    time.Time

	password Secret // to be erased from what is kept of answers
}

// exchange starts one whose request is still to be written.
func (c *Client) exchange(op operation, who Credentials, id Identity, rows int) *exchange {
	e, ok := c.envelopes.Get().(*envelope)
	if !ok {
		e = new(envelope)
	}
	e.reset(rows)
	e.err = who.check(id)
	if e.err == nil && rows < 1 {
		e.err = errors.New("a batch needs at least one row")
	}
	return &exchange{client: c, op: op, request: e, password: who.Password}
}

// release gives the buffer back. The body is sealed by then, so nothing reads
// it any more.
func (x *exchange) release() {
	if cap(x.request.body) <= maxKept {
		x.client.envelopes.Put(x.request)
	}
}

// receipt runs a submit whose answer is a code and a job number.
func (x *exchange) receipt(ctx context.Context, read func(*scanner) (string, JobID, error)) (Receipt, error) {
	var r Receipt
	err := x.run(ctx, func(s *scanner) (err error) {
		r.Code, r.JobID, err = read(s)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	r.Digest, r.Date = x.digest, x.date
	return r, nil
}

// run sends the request and lets read take the answer. Its error is nil or an
// *Error.
func (x *exchange) run(ctx context.Context, read func(*scanner) error) error {
	if err := x.request.err; err != nil {
		return x.complete(&Error{Class: OurFault, cause: err})
	}
	x.digest = x.request.digest()
	x.body = newBody(x.request.body)
	listen := x.overhear(ctx)
	err := x.call(ctx, read, listen)
	listen.end(err)
	return err
}

// call sends what has been written, once. Whoever listens hears the answer.
func (x *exchange) call(ctx context.Context, read func(*scanner) error, listen *overheard) error {
	ctx, cancel := x.window(ctx)
	defer cancel()
	var at progress
	faultpoint.At("lrs: call")
	response, err := x.roundTrip(ctx, &at)
	faultpoint.At("lrs: answered")
	if err != nil {
		handed := x.body.seal()
		return x.complete(&Error{Class: at.class(err), BodyHanded: handed, cause: err, quiet: at.connected.Load()})
	}
	listen.to(response)
	failure := x.judge(response, read)
	listen.rest(response)
	_ = response.Body.Close() // read to its end or given up: nothing is left to lose
	handed := x.body.seal()
	if failure == nil {
		return nil
	}
	failure.HTTPStatus, failure.BodyHanded = response.StatusCode, handed
	return x.complete(failure)
}

// complete fills in what every error says.
func (x *exchange) complete(e *Error) error {
	e.Op, e.Digest = x.op.name, x.digest
	if e.Code == "" {
		e.Code = classes[e.Class].code
	}
	return e
}

// window bounds the call in time. A submit that has begun to leave is awaited
// even when ctx is cancelled, for as long as the grace lasts.
func (x *exchange) window(ctx context.Context) (context.Context, context.CancelFunc) {
	limit := x.client.timeout(x.op)
	if !x.op.submits {
		return context.WithTimeout(ctx, limit)
	}
	end := time.Now().Add(limit)
	if given, ok := ctx.Deadline(); ok && given.Before(end) {
		end = given
	}
	detached, cancel := context.WithDeadline(context.WithoutCancel(ctx), end)
	detach := context.AfterFunc(ctx, func() {
		if x.body.stop() {
			cancel()
		} else if grace := x.client.options.Timeouts.Grace; grace > 0 {
			time.AfterFunc(grace, cancel)
		}
	})
	return detached, func() { detach(); cancel() }
}

func (x *exchange) roundTrip(ctx context.Context, at *progress) (*http.Response, error) {
	ctx = httptrace.WithClientTrace(ctx, at.trace())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, x.client.address(x.op), nil)
	if err != nil {
		return nil, err
	}
	r.Body, r.ContentLength, r.GetBody = x.body, int64(len(x.request.body)), nil
	r.Header.Set("Content-Type", "text/xml; charset=utf-8")
	r.Header.Set("User-Agent", x.client.options.UserAgent)
	r.Header["SOAPAction"] = []string{`"` + x.op.action + `"`}
	// The transport alone: an http.Client would follow redirects.
	if x.op.submits {
		return x.client.fresh.RoundTrip(r)
	}
	return x.client.kept.RoundTrip(r)
}

// progress is how far a call came. The transport reports from its own
// goroutines, sometimes after the call is over.
type progress struct {
	connected atomic.Bool // a connection, handshake included, was there for the request
	shaking   atomic.Bool // a TLS handshake began
}

func (p *progress) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GotConn:           func(httptrace.GotConnInfo) { p.connected.Store(true) },
		TLSHandshakeStart: func() { p.shaking.Store(true) },
	}
}

// class names a failure without an answer.
func (p *progress) class(err error) Class {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, errSealed):
		return Cancelled
	case isAlert(err):
		return TLSFailed // TLS 1.3 tells of a refused client certificate this late
	case p.connected.Load() && isTimeout(err):
		return Timeout
	case p.connected.Load():
		return Lost
	case p.shaking.Load():
		return TLSFailed
	}
	return Unreachable
}

func isTimeout(err error) bool {
	var timed net.Error
	return errors.Is(err, context.DeadlineExceeded) || (errors.As(err, &timed) && timed.Timeout())
}

// isAlert recognises a TLS alert of the server's.
func isAlert(err error) bool {
	var alert tls.AlertError
	var op *net.OpError
	return errors.As(err, &alert) || (errors.As(err, &op) && op.Op == "remote error")
}
