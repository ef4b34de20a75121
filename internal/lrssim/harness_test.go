package lrssim

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// bench is a running simulator with a client for each organisation.
type bench struct {
	tb       testing.TB
	fixture  Fixture
	sim      *Simulator
	server   *Server
	password map[string]string
	client   map[string]*http.Client
}

// start runs a simulator; each edit is "old=>new" in scenario.yaml.
func start(tb testing.TB, edits []string, options ...Option) *bench {
	tb.Helper()
	fixture, err := Init(tb.TempDir(), options...)
	must(tb, err)
	edit(tb, fixture.Scenario, edits...)
	sim, err := Load(fixture.Dir)
	must(tb, err)
	server, err := sim.Start("127.0.0.1:0", "127.0.0.1:0")
	must(tb, err)
	tb.Cleanup(func() {
		if err := server.Close(); err != nil {
			tb.Errorf("close: %v", err)
		}
	})
	b := &bench{tb: tb, fixture: fixture, sim: sim, server: server, password: map[string]string{}, client: map[string]*http.Client{}}
	for _, o := range fixture.Organisations {
		b.password[o.ID] = strings.TrimSpace(readText(tb, o.Password))
		b.client[o.ID] = clientOf(tb, fixture, o)
	}
	return b
}

func clientOf(tb testing.TB, f Fixture, o FixtureOrganisation) *http.Client {
	tb.Helper()
	pair, err := tls.LoadX509KeyPair(o.Certificate, o.Key)
	must(tb, err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(readText(tb, f.CA)))
	transport := &http.Transport{TLSClientConfig: &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: roots}}
	tb.Cleanup(transport.CloseIdleConnections)
	return &http.Client{
		Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func edit(tb testing.TB, path string, edits ...string) {
	tb.Helper()
	text := readText(tb, path)
	for _, e := range edits {
		old, with, _ := strings.Cut(e, "=>")
		if !strings.Contains(text, old) {
			tb.Fatalf("%s has no %q", path, old)
		}
		text = strings.ReplaceAll(text, old, with)
	}
	must(tb, os.WriteFile(path, []byte(text), 0o600))
}

func readText(tb testing.TB, path string) string {
	tb.Helper()
	text, err := os.ReadFile(path)
	must(tb, err)
	return string(text)
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// answered is a response, decoded as far as any test needs.
type answered struct {
	status  int
	header  http.Header
	text    string
	code    string // of a fault or of the response
	detail  string // of a fault
	jobID   string
	state   string
	learner []gotLearner
}

type gotLearner struct {
	MISIdentifier, SearchedULN, ResponseCode, ULN, FamilyName string
	FailureFlag                                               []string
}

// call posts an operation's body element as an organisation.
func (b *bench) call(org, operation, body string) answered {
	b.tb.Helper()
	got, err := b.try(org, operation, body)
	must(b.tb, err)
	return got
}

func (b *bench) try(org, operation, body string) (answered, error) {
	b.tb.Helper()
	path, action := b.wire(operation)
	return b.post(org, path, action, envelope(body))
}

// wire gives the path and the SOAPAction header of an operation.
func (b *bench) wire(operation string) (path, action string) {
	b.tb.Helper()
	for _, op := range operationTable {
		if op.name != operation {
			continue
		}
		path = learnerPath
		if op.service == serviceAchievement {
			path = achievementPath
		}
		return path, `"` + op.action + `"`
	}
	b.tb.Fatalf("no operation %q", operation)
	return "", ""
}

func (b *bench) post(org, path, action, message string) (answered, error) {
	b.tb.Helper()
	req, err := http.NewRequestWithContext(b.tb.Context(), http.MethodPost, b.server.URL()+path, strings.NewReader(message))
	must(b.tb, err)
	req.Header.Set("Content-Type", textXML)
	req.Header.Set("SOAPAction", action)
	resp, err := b.client[org].Do(req)
	if err != nil {
		return answered{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	got := answered{status: resp.StatusCode, header: resp.Header, text: string(text)}
	if err == nil && strings.HasPrefix(resp.Header.Get("Content-Type"), "text/xml") {
		got.decode(b.tb)
	}
	return got, err
}

// decode finds the elements by local name, wherever they stand.
func (a *answered) decode(tb testing.TB) {
	tb.Helper()
	dec := xml.NewDecoder(strings.NewReader(a.text))
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return
		}
		must(tb, err)
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch el.Name.Local {
		case "VerifiedLearner":
			var l gotLearner
			must(tb, dec.DecodeElement(&l, &el))
			a.learner = append(a.learner, l)
		case "ErrorCode", "ResponseCode":
			must(tb, dec.DecodeElement(&a.code, &el))
		case "FurtherDetails", "faultstring":
			must(tb, dec.DecodeElement(&a.detail, &el))
		case "ErrorDetail":
			var coded string
			must(tb, dec.DecodeElement(&coded, &el))
			detail, err := base64.StdEncoding.DecodeString(coded)
			must(tb, err)
			a.detail = string(detail)
		case "JobID", "JobId":
			must(tb, dec.DecodeElement(&a.jobID, &el))
		case "Status", "JobStatus":
			must(tb, dec.DecodeElement(&a.state, &el))
		}
	}
}

// element gives the text of the first element of this local name, and whether there is one.
func (a *answered) element(name string) (string, bool) {
	dec := xml.NewDecoder(strings.NewReader(a.text))
	for {
		tok, err := dec.Token()
		if err != nil {
			return "", false
		}
		if el, ok := tok.(xml.StartElement); ok && el.Name.Local == name {
			var text string
			return text, dec.DecodeElement(&text, &el) == nil
		}
	}
}

func (a *answered) want(t *testing.T, elements map[string]string) {
	t.Helper()
	for name, want := range elements {
		got, there := a.element(name)
		if want == "absent" {
			if there {
				t.Errorf("%s is there (%q), want it left out", name, got)
			}
		} else if got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func envelope(body string) string {
	return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="` + soapSpace + `"><s:Header/><s:Body>` + body + `</s:Body></s:Envelope>`
}

// org gives the numbers of an organisation.
func (b *bench) org(id string) FixtureOrganisation {
	for _, o := range b.fixture.Organisations {
		if o.ID == id {
			return o
		}
	}
	b.tb.Fatalf("no organisation %q", id)
	return FixtureOrganisation{}
}

func (b *bench) identity(org string) string {
	return `<OrganisationRef i:nil="true"/><UKPRN>` + b.org(org).UKPRN + `</UKPRN><OrgPassword>` + b.password[org] + `</OrgPassword><UserName>A Clerk</UserName>`
}

func verifyRoot(name, space, children string) string {
	return `<q:` + name + ` xmlns:q="` + space + `" xmlns:i="` + xsiSpace + `">` + children + `</q:` + name + `>`
}

func learnerXML(l FixedLearner) string {
	optional := func(name, value string) string {
		if value == "" {
			return `<` + name + ` i:nil="true"/>`
		}
		return `<` + name + `>` + value + `</` + name + `>`
	}
	return `<ULN>` + l.ULN + `</ULN><FamilyName>` + l.FamilyName + `</FamilyName><GivenName>` + l.GivenName + `</GivenName>` +
		optional("DateOfBirth", l.DateOfBirth) + optional("Gender", l.Gender)
}

func (b *bench) verify(org string, l FixedLearner) string {
	return verifyRoot("VerifyLearner", spaceReport, b.identity(org)+`<LearnerToVerify>`+learnerXML(l)+`</LearnerToVerify>`)
}

func (b *bench) submitVerify(org string, learners ...FixedLearner) string {
	var rows strings.Builder
	for i, l := range learners {
		fmt.Fprintf(&rows, "<Learner><MISIdentifier>M%d</MISIdentifier>%s</Learner>", i+1, learnerXML(l))
	}
	return verifyRoot("SubmitVerifyBatch", spaceVerifyBatch, b.identity(org)+
		fmt.Sprintf("<LearnerRecordCount>%d</LearnerRecordCount>", len(learners))+`<OrgEmail>lrs@example.org</OrgEmail>`+rows.String())
}

func (b *bench) getVerify(org, job string) string {
	return verifyRoot("GetVerifyBatchOutput", spaceVerifyBatch, b.identity(org)+`<JobID>`+job+`</JobID>`)
}

// row is an achievement with the values that tests vary; empty ones have a good default.
type row struct{ uln, given, family, reference, awarded, acted, action, grade, mis string }

func (r row) xml() string {
	def := func(v, ordinary string) string { return either(v, ordinary) }
	return `<e:Achievement><e:AchievementAwardDate>` + def(r.awarded, "2025-06-30") + `T00:00:00</e:AchievementAwardDate><e:Action>` + def(r.action, "1") +
		`</e:Action><e:ActionDate>` + def(r.acted, "2025-07-01") + `T00:00:00</e:ActionDate><e:ActionReason i:nil="true"/>` +
		`<e:FamilyName>` + def(r.family, "Example") + `</e:FamilyName><e:GivenName>` + def(r.given, "Alex") + `</e:GivenName><e:Grade>` + def(r.grade, "Pass") +
		`</e:Grade><e:MisIdentifier>` + def(r.mis, "M1") + `</e:MisIdentifier><e:ProviderUkprn i:nil="true"/><e:Uln>` + def(r.uln, "1000000078") +
		`</e:Uln><e:UnitOrQualificationReferenceNumber>` + def(r.reference, "610/5596/7") + `</e:UnitOrQualificationReferenceNumber></e:Achievement>`
}

func (b *bench) user(org string) string {
	return `<e:invokingUser><m:OrgPassword>` + b.password[org] + `</m:OrgPassword><m:OrganisationRef>` + b.org(org).Reference +
		`</m:OrganisationRef><m:UserName>A Clerk</m:UserName></e:invokingUser>`
}

func achievementRoot(name, children string) string {
	return `<e:` + name + ` xmlns:e="` + spaceServices + `" xmlns:m="` + spaceModel + `" xmlns:i="` + xsiSpace + `">` + children + `</e:` + name + `>`
}

func (b *bench) submit(org string, rows ...row) string {
	var list bytes.Buffer
	for _, r := range rows {
		list.WriteString(r.xml())
	}
	return achievementRoot("SubmitAchievementBatchJob", b.user(org)+`<e:emailAddress>lrs@example.org</e:emailAddress>`+
		`<e:submissionType>Final</e:submissionType><e:achievements>`+list.String()+`</e:achievements>`)
}

func (b *bench) get(org, job string) string {
	return achievementRoot("GetAchievementBatchJob", b.user(org)+`<e:jobId>`+job+`</e:jobId>`)
}

// batch submits rows and returns the answer of the finished job.
func (b *bench) batch(org string, rows ...row) answered {
	b.tb.Helper()
	taken := b.call(org, opSubmitAchievements, b.submit(org, rows...))
	if taken.jobID == "" {
		b.tb.Fatalf("no job: %d %s %s", taken.status, taken.code, taken.detail)
	}
	return b.call(org, opGetAchievements, b.get(org, taken.jobID))
}

func learnerOf(t testing.TB, uln string) FixedLearner {
	t.Helper()
	for _, l := range FixedLearners() {
		if l.ULN == uln {
			return l
		}
	}
	t.Fatalf("no learner %s", uln)
	return FixedLearner{}
}
