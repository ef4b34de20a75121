package lrssim

import (
	"net/http"
	"strings"
	"testing"
)

func TestVerifySchemaNamesTheBrokenRule(t *testing.T) {
	b := start(t, nil)
	good := b.submitVerify("acme", learnerOf(t, "1000000078"))
	tests := []struct{ name, old, with, says string }{
		{"element out of order", "<ULN>1000000078</ULN><FamilyName>Example</FamilyName>", "<FamilyName>Example</FamilyName><ULN>1000000078</ULN>", "element ULN of Learner 1: it is missing"},
		{"element after its place", "<GivenName>Alex</GivenName>", "<GivenName>Alex</GivenName><ULN>1000000078</ULN>", "element ULN of Learner 1: it stands twice or out of order"},
		{"qualified child", "<ULN>1000000078</ULN>", "<q:ULN>1000000078</q:ULN>", `its form is "unqualified"`},
		{"default namespace on the root", `<q:SubmitVerifyBatch xmlns:q="` + spaceVerifyBatch + `"`, `<q:SubmitVerifyBatch xmlns:q="` + spaceVerifyBatch + `" xmlns="` + spaceVerifyBatch + `"`, `its form is "unqualified"`},
		{"unknown element", "<ULN>", "<Postcode>X</Postcode><ULN>", "the schema knows no such element here"},
		{"missing nillable element", "<Gender>1</Gender>", "", "element Gender of Learner 1: it is missing"},
		{"missing UKPRN", "<UKPRN>10099999</UKPRN>", "", "element UKPRN"},
		{"nil where it may not be", "<ULN>1000000078</ULN>", `<ULN i:nil="true"/>`, "it is not nillable"},
		{"nil with content", `<OrganisationRef i:nil="true"/>`, `<OrganisationRef i:nil="true">RN0000</OrganisationRef>`, "xsi:nil is true"},
		{"child in a simple element", "<ULN>1000000078</ULN>", "<ULN><b/></ULN>", "has a child"},
		{"text between elements", "<ULN>", "loose<ULN>", "text stands where only elements"},
		{"ULN with nine digits", "1000000078", "100000007", "pattern [1-9][0-9]{9}"},
		{"ULN beginning with 0", "1000000078", "0000000042", "pattern [1-9][0-9]{9}"},
		{"blank name", "<FamilyName>Example", "<FamilyName> ", "MIAPNameNonEmpty"},
		{"name of 36 characters", "<GivenName>Alex", "<GivenName>" + strings.Repeat("é", 36), "MIAPNameNonEmpty"},
		{"impossible birth date", "2001-02-03", "2001-02-29", "DateOfBirth"},
		{"gender", "<Gender>1", "<Gender>M", "pattern [0129]"},
		{"MIS identifier of 129 characters", "<MISIdentifier>M1", "<MISIdentifier>" + strings.Repeat("m", 129), "0 to 128"},
		{"password of another length", b.password["acme"], "short", "length 16"},
		{"blank user", "A Clerk", " ", "UserName"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(good, test.old) {
				t.Fatalf("the good message has no %q", test.old)
			}
			got := b.call("acme", opSubmitVerify, strings.Replace(good, test.old, test.with, 1))
			if got.status != 500 || got.code != "WSEC0001" || !strings.Contains(got.detail, test.says) {
				t.Errorf("got %d %s %q, want WSEC0001 with %q", got.status, got.code, got.detail, test.says)
			}
			got.want(t, map[string]string{"faultstring": "MIAPAPIException"})
		})
	}
}

func TestSchemaRefusalsQuoteNoValue(t *testing.T) {
	b := start(t, nil)
	l := learnerOf(t, "1000000078")
	l.FamilyName = strings.Repeat("Secretname", 4)
	if got := b.call("acme", opVerifyLearner, b.verify("acme", l)); strings.Contains(got.text, "Secretname") || got.code != "WSEC0001" {
		t.Errorf("the fault quotes the name: %s", got.text)
	}
}

func TestAchievementSchema(t *testing.T) {
	b := start(t, nil)
	good := b.submit("acme", row{})
	tests := []struct{ name, old, with, says string }{
		{"out of order", "<e:Action>1</e:Action><e:ActionDate>2025-07-01T00:00:00</e:ActionDate>", "<e:ActionDate>2025-07-01T00:00:00</e:ActionDate><e:Action>1</e:Action>", "element Action of Achievement 1"},
		{"in the model's namespace", "<e:Uln>1000000078</e:Uln>", "<m:Uln>1000000078</m:Uln>", "it must be in namespace " + spaceServices},
		{"missing ProviderUkprn", `<e:ProviderUkprn i:nil="true"/>`, "", "element ProviderUkprn of Achievement 1: it is missing"},
		{"missing award date", "<e:AchievementAwardDate>2025-06-30T00:00:00</e:AchievementAwardDate>", "", "AchievementAwardDate"},
		{"award date without time", "2025-06-30T00:00:00", "2025-06-30", "xs:dateTime"},
		{"award date that is no day", "2025-06-30T", "2025-06-31T", "xs:dateTime"},
		{"action as a word", "<e:Action>1", "<e:Action>award", "xs:int"},
		{"nil action", "<e:Action>1</e:Action>", `<e:Action i:nil="true"/>`, "it is not nillable"},
		{"birth date written as in verify", "<e:FamilyName>", "<e:DateOfBirth>2001-02-03T00:00:00</e:DateOfBirth><e:FamilyName>", "the schema knows no such element"},
		{"record in no namespace", "<e:Achievement>", "<Achievement>", "must be in namespace"},
		{"order of invokingUser", "<m:UserName>A Clerk</m:UserName></e:invokingUser>", "<m:OrgPassword>x</m:OrgPassword></e:invokingUser>", "invokingUser"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(good, test.old) {
				t.Fatalf("the good message has no %q", test.old)
			}
			bad := strings.Replace(good, test.old, test.with, 1)
			if test.with == "<Achievement>" {
				bad = strings.Replace(bad, "</e:Achievement>", "</Achievement>", 1)
			}
			got := b.call("acme", opSubmitAchievements, bad)
			if got.status != 500 || got.code != "WSEC0001" || !strings.Contains(got.detail, test.says) {
				t.Errorf("got %d %s %q, want WSEC0001 with %q", got.status, got.code, got.detail, test.says)
			}
		})
	}
}

func TestOptionalFormsAreAccepted(t *testing.T) {
	b := start(t, nil)
	l := learnerOf(t, "1000000078")
	verify := b.verify("acme", l)
	award := b.submit("acme", row{})
	tests := []struct{ name, operation, body string }{
		{"empty instead of nil", opVerifyLearner, strings.Replace(verify, "<Gender>1</Gender>", "<Gender></Gender>", 1)},
		{"nil with a closing tag", opVerifyLearner, strings.Replace(verify, "<Gender>1</Gender>", `<Gender i:nil="1"></Gender>`, 1)},
		{"white space and comments", opVerifyLearner, strings.ReplaceAll(verify, "><", ">\n <!-- note --> <")},
		{"reference instead of UKPRN", opVerifyLearner, strings.Replace(verify, `<OrganisationRef i:nil="true"/><UKPRN>10099999</UKPRN>`, `<OrganisationRef>RN0000</OrganisationRef><UKPRN i:nil="true"/>`, 1)},
		{"time with fraction and zone", opSubmitAchievements, strings.Replace(award, "2025-06-30T00:00:00", "2025-06-30T00:00:00.0000000+01:00", 1)},
		{"no e-mail", opSubmitAchievements, strings.Replace(award, "<e:emailAddress>lrs@example.org</e:emailAddress>", `<e:emailAddress i:nil="true"/>`, 1)},
		{"escaped text", opVerifyLearner, strings.Replace(verify, ">Alex<", ">&#65;lex<", 1)},
		{"CDATA", opVerifyLearner, strings.Replace(verify, ">Alex<", "><![CDATA[Alex]]><", 1)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := b.call("acme", test.operation, test.body); got.status != 200 {
				t.Errorf("got %d %s %q", got.status, got.code, got.detail)
			}
		})
	}
}

func TestCallersAreAdmittedByCertificateAndPassword(t *testing.T) {
	b := start(t, []string{"    services: [learner, achievement]    # without one, calls to it get WSEC0006\n    achievements: true                  # false: achievement batches get WSEC0043\n  - id: beta=>    services: [learner]\n  - id: beta"})
	l := learnerOf(t, "1000000078")
	tests := []struct{ name, as, operation, body, code string }{
		{"unknown UKPRN", "acme", opVerifyLearner, strings.Replace(b.verify("acme", l), "10099999", "10099998", 1), "WSEC0003"},
		{"another's certificate", "beta", opVerifyLearner, b.verify("acme", l), "WSEC0003"},
		{"numbers that disagree", "acme", opVerifyLearner, strings.Replace(b.verify("acme", l), `<OrganisationRef i:nil="true"/>`, "<OrganisationRef>RN0001</OrganisationRef>", 1), "WSEC0003"},
		{"no number", "acme", opVerifyLearner, strings.Replace(b.verify("acme", l), "<UKPRN>10099999</UKPRN>", `<UKPRN i:nil="true"/>`, 1), "WSEC0003"},
		{"wrong password", "acme", opVerifyLearner, strings.Replace(b.verify("acme", l), b.password["acme"], b.password["beta"], 1), "WSEC0005"},
		{"wrong password for achievements", "beta", opSubmitAchievements, strings.Replace(b.submit("beta", row{}), b.password["beta"], b.password["acme"], 1), "WSEC0005"},
		{"no access to the service", "acme", opSubmitAchievements, b.submit("acme", row{}), "WSEC0006"},
		{"another's certificate for achievements", "acme", opGetAchievements, b.get("beta", "1"), "WSEC0003"},
		{"no user", "beta", opSubmitAchievements, strings.Replace(b.submit("beta", row{}), b.user("beta"), `<e:invokingUser i:nil="true"/>`, 1), "WSEC0003"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := b.call(test.as, test.operation, test.body)
			if got.status != 500 || got.code != test.code {
				t.Errorf("got %d %s %q, want %s", got.status, got.code, got.detail, test.code)
			}
		})
	}
	for _, r := range b.sim.Requests() {
		if r.Accepted {
			t.Errorf("%s of a refused caller was accepted", r.Operation)
		}
	}
}

func TestOperationsAreToldByRootAndAction(t *testing.T) {
	b := start(t, nil)
	verify := envelope(b.verify("acme", learnerOf(t, "1000000078")))
	batch := envelope(b.submitVerify("acme", learnerOf(t, "1000000078")))
	award := envelope(b.submit("acme", row{}))
	const learnerAction = `"http://tempuri.org/LearnerPortType/verifyLearner"`
	tests := []struct {
		name, path, action, message string
		status                      int
		code                        string
	}{
		{"verify", learnerPath, learnerAction, verify, 200, ""},
		{"verify without action", learnerPath, `""`, verify, 500, "WSEC0002"},
		{"verify with an action without quotes", learnerPath, strings.Trim(learnerAction, `"`), verify, 500, "WSEC0002"},
		{"batch with empty action", learnerPath, `""`, batch, 200, "WSRC0025"},
		{"batch with no action", learnerPath, "", batch, 200, "WSRC0025"},
		{"batch with the action of another", learnerPath, learnerAction, batch, 500, "WSEC0002"},
		{"operation of the other service", achievementPath, learnerAction, verify, 500, "WSEC0002"},
		{"achievements at the learner service", learnerPath, `""`, award, 500, "WSEC0002"},
		{"achievements without action", achievementPath, `""`, award, 500, "WSEC0002"},
		{"root in the wrong namespace", learnerPath, `""`, strings.ReplaceAll(batch, "vldmsg", "reportmsg"), 500, "WSEC0002"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := b.post("acme", test.path, test.action, test.message)
			must(t, err)
			if got.status != test.status || got.code != test.code {
				t.Errorf("got %d %s, want %d %s", got.status, got.code, test.status, test.code)
			}
		})
	}
}

func TestWhatIsNoSOAPMessageGetsAPlainFault(t *testing.T) {
	b := start(t, nil)
	good := envelope(b.verify("acme", learnerOf(t, "1000000078")))
	tests := []struct{ name, message string }{
		{"empty", ""},
		{"no XML", "MISIdentifier,Uln\n"},
		{"another root", "<a/>"},
		{"SOAP 1.2", strings.ReplaceAll(good, soapSpace, "http://www.w3.org/2003/05/soap-envelope")},
		{"no body", strings.NewReplacer("s:Body", "s:Other").Replace(good)},
		{"truncated", good[:len(good)/2]},
		{"DTD", strings.Replace(good, "?>", `?><!DOCTYPE x [<!ENTITY a "b">]>`, 1)},
		{"unknown entity", strings.Replace(good, ">Alex<", ">&a;<", 1)},
		{"NUL byte", strings.Replace(good, ">Alex<", ">A\x00<", 1)},
		{"Latin-1 bytes", strings.Replace(good, ">Alex<", ">Zo\xeb<", 1)},
		{"declared as Latin-1", strings.Replace(good, "utf-8", "iso-8859-1", 1)},
		{"UTF-16", "\xff\xfe<\x00a\x00"},
		{"deep", strings.Repeat("<a>", 1000)},
		{"many attributes", `<a ` + strings.Repeat(`b="c" `, 1000) + `/>`},
		{"long text", strings.Replace(good, ">Alex<", ">"+strings.Repeat("x", maxToken+1)+"<", 1)},
		{"long tag", "<" + strings.Repeat("x", maxToken+1)},
		{"something after the operation", strings.Replace(good, "</s:Body>", "<more/></s:Body>", 1)},
		{"something after the envelope", good + "<more/>"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := b.post("acme", learnerPath, `"http://tempuri.org/LearnerPortType/verifyLearner"`, test.message)
			must(t, err)
			if got.status != 500 || got.code != "" || got.detail == "" {
				t.Errorf("got %d %s %q, want a plain fault", got.status, got.code, got.detail)
			}
		})
	}
}

func TestRequestsOfOtherFormsAreRefused(t *testing.T) {
	b := start(t, nil)
	client := b.client["acme"]
	request := func(method, path, contentType string, body *strings.Reader, chunked bool) int {
		req, err := http.NewRequestWithContext(t.Context(), method, b.server.URL()+path, body)
		must(t, err)
		req.Header.Set("Content-Type", contentType)
		if chunked {
			req.ContentLength, req.TransferEncoding = -1, []string{"chunked"}
		}
		resp, err := client.Do(req)
		must(t, err)
		resp.Body.Close()
		return resp.StatusCode
	}
	tests := []struct {
		name, method, path, contentType string
		chunked                         bool
		status                          int
	}{
		{"SOAP 1.2 media type", "POST", learnerPath, "application/soap+xml", false, 415},
		{"chunked", "POST", learnerPath, "text/xml", true, 411},
		{"GET without wsdl", "GET", learnerPath, "text/xml", false, 405},
		{"PUT", "PUT", achievementPath, "text/xml", false, 405},
		{"another path", "POST", "/", "text/xml", false, 404},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := request(test.method, test.path, test.contentType, strings.NewReader("<a/>"), test.chunked); got != test.status {
				t.Errorf("got %d, want %d", got, test.status)
			}
		})
	}
}

// FuzzMessage: whatever a stranger sends, reading ends, within the bounds, in a refusal or a row.
func FuzzMessage(f *testing.F) {
	f.Add(envelope(verifyRoot("SubmitVerifyBatch", spaceVerifyBatch, `<OrganisationRef i:nil="true"/><UKPRN>10099999</UKPRN><OrgPassword>SIXTEENCHARSPASS</OrgPassword><UserName>u</UserName><LearnerRecordCount>1</LearnerRecordCount><OrgEmail i:nil="true"/><Learner>`+learnerXML(FixedLearners()[0])+`</Learner>`)))
	f.Add(envelope(achievementRoot("SubmitAchievementBatchJob", `<e:achievements>`+row{}.xml()+`</e:achievements>`)))
	f.Add(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`)
	f.Add(strings.Repeat("<a>", 20))
	b := start(f, nil)
	f.Fuzz(func(t *testing.T, text string) {
		m := newMessage(strings.NewReader(text))
		root, err := m.open()
		if err != nil {
			return
		}
		for _, op := range operationTable {
			if op.root == root.Name.Local {
				x := &exchange{sim: b.sim, op: op}
				if err := op.newCall(x).read(m); err != nil {
					if _, ok := err.(*refusal); !ok {
						t.Fatalf("error of another kind: %v", err)
					}
				}
				if m.depth > maxDepth || x.record.Records != len(x.record.Rows) {
					t.Fatalf("depth %d, %d records, %d digests", m.depth, x.record.Records, len(x.record.Rows))
				}
			}
		}
	})
}
