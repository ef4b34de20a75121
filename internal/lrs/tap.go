package lrs

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"
)

// Exchange is one request and its answer as they were on the wire, without the
// password: [Removed] stands in its place, and nothing else is changed. Of HTTP
// it tells what says something and holds no secret.
type Exchange struct {
	Operation    string // as section 1.1 names it
	Address      string // of the service
	SOAPAction   string
	Began, Ended time.Time
	Request      []byte
	HTTPStatus   int    // 0 when there was no answer
	ContentType  string // of the answer
	Answer       []byte // up to where it was read; nil when there was none
	SOAP         bool   // the answer is a SOAP message
	Whole        bool   // the answer was read to its end
	Failure      *Error // nil: it went through
}

// overheard collects what a Tap is shown. Its methods do nothing when there is
// no Tap.
type overheard struct {
	x      *exchange
	ctx    context.Context
	told   Exchange
	answer bytes.Buffer
	body   *copied
}

func (x *exchange) overhear(ctx context.Context) *overheard {
	if x.client.options.Tap == nil {
		return nil
	}
	return &overheard{x: x, ctx: ctx, told: Exchange{
		Operation: x.op.wire, Address: x.client.address(x.op), SOAPAction: x.op.action, Began: time.Now(),
	}}
}

// to copies the answer while it is read.
func (o *overheard) to(r *http.Response) {
	if o == nil {
		return
	}
	o.told.HTTPStatus, o.told.ContentType = r.StatusCode, shorten(r.Header.Get("Content-Type"), maxCode)
	o.body = &copied{ReadCloser: r.Body, to: &o.answer, left: o.x.client.options.MaxResponse}
	r.Body = o.body
}

// rest reads on where the client had seen enough of an answer, to keep it
// whole. What goes wrong here says nothing of the call.
func (o *overheard) rest(r *http.Response) {
	if o != nil && !o.body.ended {
		_, _ = io.CopyN(io.Discard, r.Body, o.body.left+1)
	}
}

// end shows the exchange.
func (o *overheard) end(err error) {
	if o == nil {
		return
	}
	o.told.Ended = time.Now()
	o.told.Failure, _ = errors.AsType[*Error](err)
	e := newEraser(string(o.x.password))
	o.told.Request = e.erase(o.x.request.body)
	o.told.ContentType = string(e.erase([]byte(o.told.ContentType)))
	if o.answer.Len() > 0 {
		o.told.Answer = e.erase(o.answer.Bytes())
		o.told.SOAP = isEnvelope(o.told.Answer)
	}
	o.told.Whole = o.body != nil && o.body.ended
	o.x.client.options.Tap(o.ctx, o.told)
}

// copied is a body of which what is read is kept, up to a limit.
type copied struct {
	io.ReadCloser
	to    *bytes.Buffer
	left  int64
	cut   bool // more was read than is kept
	ended bool // read to its end, and all of it kept
}

func (c *copied) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	kept := min(int64(n), c.left)
	c.to.Write(p[:kept])
	c.left -= kept
	c.cut = c.cut || kept < int64(n)
	c.ended = errors.Is(err, io.EOF) && !c.cut
	return n, err
}

// About says what a call is made for, to whoever is shown it. Nothing of it
// goes to LRS.
type About struct {
	Organisation string // its id
	File         string // its id
	Batch        string
	Rows         int // of the batch
	Row          int // the one row that it is about, as a spreadsheet numbers it; 0: all of the batch
}

type aboutKey struct{}

// WithAbout gives a context for calls that are made for something.
func WithAbout(ctx context.Context, a About) context.Context {
	return context.WithValue(ctx, aboutKey{}, a)
}

// AboutOf says what a call with this context is made for.
func AboutOf(ctx context.Context) About {
	a, _ := ctx.Value(aboutKey{}).(About)
	return a
}
