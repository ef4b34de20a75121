package lrs

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"iter"
	"log"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/tlstest"
)

// call is one request as the server saw it.
type call struct {
	header http.Header
	length int64
	body   string
	client string // common name of the client certificate
	remote string
	proto  string
}

// lrsServer answers every call with respond and remembers it.
type lrsServer struct {
	*httptest.Server
	authority *tlstest.Authority
	mu        sync.Mutex
	calls     []call
}

func newServer(t *testing.T, respond http.HandlerFunc) *lrsServer {
	t.Helper()
	s := &lrsServer{authority: tlstest.NewAuthority(t)}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.remember(r)
		respond(w, r)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.TLS = &tls.Config{
		Certificates: []tls.Certificate{s.authority.Good()},
		ClientAuth:   tls.RequireAndVerifyClientCert, ClientCAs: s.authority.Pool(),
	}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func (s *lrsServer) remember(r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, call{
		header: r.Header.Clone(), length: r.ContentLength, body: string(b), proto: r.Proto,
		client: r.TLS.PeerCertificates[0].Subject.CommonName, remote: r.RemoteAddr,
	})
}

func (s *lrsServer) seen() []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]call(nil), s.calls...)
}

// options of a client that this server accepts.
func (s *lrsServer) options(name string) Options {
	return Options{
		LearnerURL: s.URL + "/LearnerService.svc", AchievementURL: s.URL + "/ExternalService.svc",
		TLS:         &tls.Config{RootCAs: s.authority.Pool(), Certificates: []tls.Certificate{s.authority.Client(name)}},
		ActionCodes: actionCodes(),
		Timeouts:    Timeouts{Connect: 5 * time.Second, Single: 10 * time.Second, Batch: 10 * time.Second},
	}
}

func (s *lrsServer) client(t *testing.T, change func(*Options)) *Client {
	t.Helper()
	o := s.options("acme")
	if change != nil {
		change(&o)
	}
	c, err := NewClient(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func actionCodes() map[string]int { return map[string]int{"award": 1, "withdraw": 2, "reinstate": 3} }

const testPassword = "SIXTEENCHARSPASS"

func acme() Credentials {
	return Credentials{
		OrganisationRef: "RN0000", UKPRN: "10099999", Password: testPassword,
		UserName: "ao-daemon", Email: "lrs-alerts@example.org",
	}
}

func alex() record.Learner {
	return record.Learner{
		MISIdentifier: "REG-000001", ULN: "1000000078", GivenName: "Alex", FamilyName: "Example",
		DateOfBirth: "2001-02-03", Gender: "1",
	}
}

func zoe() record.Learner {
	return record.Learner{MISIdentifier: "REG-000002", ULN: "1000000086", GivenName: "Zoë", FamilyName: "O'Sample"}
}

func alexAward() record.Achievement {
	return record.Achievement{
		Learner: alex(), ProviderUKPRN: "10088888", Reference: "610/5596/7", AwardDate: "2025-06-30",
		Grade: "Pass", Language: "English", Action: "award", ActionDate: "2025-07-01",
	}
}

func zoeWithdrawal() record.Achievement {
	return record.Achievement{
		Learner: zoe(), Reference: "K/501/5773", AwardDate: "2025-06-30", Action: "withdraw",
		ActionDate: "2025-07-02", ActionReason: "entered for R&D <twice>", Postcode: "CV4 9EE",
	}
}

// rows is a sequence without read errors.
func rows[T any](all ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range all {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// breaks ends with a read error after some rows.
func breaks[T any](err error, before ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range before {
			if !yield(row, nil) {
				return
			}
		}
		var none T
		yield(none, err)
	}
}

// soap answers with a SOAP body.
func soap(status int, content string) http.HandlerFunc {
	return page(status, "text/xml; charset=utf-8", envelopeOf(content))
}

func envelopeOf(content string) string {
	return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>` + content + `</s:Body></s:Envelope>`
}

func page(status int, kind, content string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, content)
	}
}

// submitted is an answer to an achievement submit.
func submitted(members string) string {
	return `<SubmitAchievementBatchJobResponse xmlns="http://api.lrs.qcf.gov.uk/services"><SubmitAchievementBatchJobResult xmlns:a="http://api.lrs.qcf.gov.uk/model">` +
		members + `</SubmitAchievementBatchJobResult></SubmitAchievementBatchJobResponse>`
}

func miapFault(code string) string {
	return `<s:Fault><faultcode>s:Server</faultcode><faultstring>uk.gov.miap.lrs.MIAPAPIException</faultstring><detail>` +
		`<ns2:MIAPAPIException xmlns:ns2="http://api.lrs.miap.gov.uk/exceptions"><ErrorCode>` + code + `</ErrorCode>` +
		`<ErrorActor>LRS</ErrorActor><Description>schema validation</Description>` +
		`<FurtherDetails>value 'Example' of MIAPNameNonEmpty, ULN 1000000078, born 2001-02-03, password SIXTEENCHARSPASS</FurtherDetails>` +
		`<ErrorTimestamp>2026-01-14 15:23:47</ErrorTimestamp></ns2:MIAPAPIException></detail></s:Fault>`
}

func domainFault(code string) string {
	return `<s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring><detail>` +
		`<DomainFault xmlns="http://api.lrs.qcf.gov.uk/faults"><ErrorCode>` + code + `</ErrorCode><ErrorDetail>ZGV0YWls</ErrorDetail></DomainFault></detail></s:Fault>`
}

const plainFault = `<s:Fault><faultcode>s:Client</faultcode><faultstring>The message could not be deserialised.</faultstring></s:Fault>`

func newReader(r io.Reader) *bufio.Reader { return bufio.NewReader(r) }

// writeResponse answers on a bare connection and keeps it open.
func writeResponse(w io.Writer, content string) {
	_, _ = fmt.Fprintf(w, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s", len(content), content)
}

// clientFor calls a bare listener that has a certificate of a.
func clientFor(t *testing.T, a *tlstest.Authority, address string) *Client {
	t.Helper()
	c, err := NewClient(Options{
		LearnerURL: "https://" + address, AchievementURL: "https://" + address, ActionCodes: actionCodes(),
		TLS: &tls.Config{RootCAs: a.Pool(), Certificates: []tls.Certificate{a.Client("acme")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}
