package lrssim

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestFaultsInPlaceOfTheAnswer(t *testing.T) {
	tests := []struct {
		name        string
		action      Action
		status      int
		contentType string
		says        string
	}{
		{"code", Action{Kind: KindFault, Code: "WSEC0999"}, 500, "text/xml", "<ErrorCode>WSEC0999</ErrorCode>"},
		{"code in another spelling", Action{Kind: KindFault, Code: "WCEC0999"}, 500, "text/xml", "WCEC0999"},
		{"plain", Action{Kind: KindPlainFault, Text: "no luck"}, 500, "text/xml", "<faultstring>no luck</faultstring>"},
		{"out of hours", Action{Kind: KindOutOfHours}, 500, "text/xml", "WSEC0004"},
		{"maintenance", Action{Kind: KindMaintenance}, 503, "text/html", "UnsupportedHttpVerb"},
		{"maintenance with 200", Action{Kind: KindMaintenance, Status: 200}, 200, "text/html", "UnsupportedHttpVerb"},
		{"html", Action{Kind: KindHTML}, 200, "text/html", "Sign in"},
		{"redirect", Action{Kind: KindRedirect}, 307, "text/html", ""},
		{"status", Action{Kind: KindHTTPStatus, Status: 502}, 502, "", ""},
	}
	for _, test := range tests {
		for _, accepted := range []bool{false, true} {
			t.Run(test.name, func(t *testing.T) {
				b := start(t, nil)
				test.action.Accepted = accepted
				must(t, b.sim.AddFault(Fault{Action: test.action, Times: 1}))
				got := b.call("acme", opSubmitAchievements, b.submit("acme", row{}))
				if got.status != test.status || !strings.HasPrefix(got.header.Get("Content-Type"), test.contentType) || !strings.Contains(got.text, test.says) {
					t.Errorf("got %d %s %s", got.status, got.header.Get("Content-Type"), got.text)
				}
				if jobs := b.sim.Jobs(); (len(jobs) == 1) != accepted {
					t.Errorf("%d jobs, accepted %v", len(jobs), accepted)
				}
				if again := b.call("acme", opSubmitAchievements, b.submit("acme", row{})); again.status != 200 {
					t.Errorf("the fault met a second call: %d", again.status)
				}
			})
		}
	}
}

func TestDroppedConnections(t *testing.T) {
	tests := []struct {
		kind FaultKind
		jobs int
	}{{KindDropUnread, 0}, {KindDropBefore, 0}, {KindDropAfter, 1}, {KindTruncatedBody, 1}}
	for _, test := range tests {
		t.Run(string(test.kind), func(t *testing.T) {
			b := start(t, nil)
			must(t, b.sim.AddFault(Fault{Match: Match{Organisation: "acme", Operation: opSubmitAchievements}, Action: Action{Kind: test.kind}, Times: 1}))
			rows := make([]row, 2000)
			for i := range rows {
				rows[i].mis = strings.Repeat("m", 100)
			}
			if got, err := b.try("acme", opSubmitAchievements, b.submit("acme", rows...)); err == nil {
				t.Fatalf("an answer came: %d", got.status)
			}
			if jobs := b.sim.Jobs(); len(jobs) != test.jobs {
				t.Errorf("%d jobs, want %d", len(jobs), test.jobs)
			}
			last := b.sim.Requests()[0]
			if last.Fault != test.kind || last.Accepted != (test.jobs == 1) {
				t.Errorf("history: %+v", last)
			}
			if got := b.call("acme", opSubmitAchievements, b.submit("acme", row{})); got.status != 200 {
				t.Errorf("the next call: %d", got.status)
			}
		})
	}
}

func TestFaultsThatAlterTheSubmitAnswer(t *testing.T) {
	for _, op := range []string{opSubmitVerify, opSubmitAchievements} {
		tests := []struct {
			name        string
			action      Action
			jobID, code string
			jobs        int
		}{
			{"no job id", Action{Kind: KindNoJobID}, "", "WSRC", 0},
			{"no job id, taken all the same", Action{Kind: KindNoJobID, Accepted: true}, "", "WSRC", 1},
			{"no job id with a code", Action{Kind: KindNoJobID, Code: "WSRC0017"}, "", "WSRC0017", 0},
			{"zero", Action{Kind: KindJobID}, "0", "WSRC", 0},
			{"negative", Action{Kind: KindJobID, JobID: -1, Accepted: true}, "-1", "WSRC", 1},
			{"with an error code", Action{Kind: KindJobIDWithCode}, "real", "WSEC0999", 1},
			{"other spelling", Action{Kind: KindCodeSpelling}, "real", "WSRC0", 1},
		}
		for _, test := range tests {
			t.Run(op+" "+test.name, func(t *testing.T) {
				b := start(t, nil)
				must(t, b.sim.AddFault(Fault{Match: Match{Operation: op}, Action: test.action}))
				body := b.submit("acme", row{})
				if op == opSubmitVerify {
					body = b.submitVerify("acme", learnerOf(t, "1000000078"))
				}
				got := b.call("acme", op, body)
				real := len(got.jobID) > 3
				if got.status != 200 || got.jobID != test.jobID && !(real && test.jobID == "real") || !strings.HasPrefix(got.code, test.code) {
					t.Errorf("got %d, job %q, code %q", got.status, got.jobID, got.code)
				}
				if test.action.Kind == KindCodeSpelling && len(got.code) != len("WSRC025") {
					t.Errorf("code %q has four digits", got.code)
				}
				if len(b.sim.Jobs()) != test.jobs {
					t.Errorf("%d jobs, want %d", len(b.sim.Jobs()), test.jobs)
				}
			})
		}
	}
}

func TestFaultsThatAlterVerifyOutput(t *testing.T) {
	b := start(t, nil)
	job := b.call("acme", opSubmitVerify, b.submitVerify("acme", learnerOf(t, "1000000078"), learnerOf(t, "1000000027"))).jobID
	arm := func(kind FaultKind, uln string) {
		must(t, b.sim.AddFault(Fault{Match: Match{Operation: opGetVerify, ULN: uln}, Action: Action{Kind: kind, Text: "Paused"}, Times: 1}))
	}
	get := func() answered { return b.call("acme", opGetVerify, b.getVerify("acme", job)) }

	arm(KindMissingRow, "1000000027")
	if got := get(); len(got.learner) != 1 || got.learner[0].SearchedULN != "1000000078" {
		t.Errorf("missing row: %+v", got.learner)
	}
	arm(KindMissingRow, "")
	if got := get(); len(got.learner) != 1 || got.learner[0].SearchedULN != "1000000027" {
		t.Errorf("missing first row: %+v", got.learner)
	}
	arm(KindWrongSearched, "1000000027")
	if got := get(); len(got.learner) != 2 || got.learner[1].SearchedULN == "1000000027" || got.learner[1].MISIdentifier != "M2" {
		t.Errorf("wrong searched ULN: %+v", got.learner)
	}
	arm(KindMissingRow, "1000000086")
	if got := get(); len(got.learner) != 2 {
		t.Errorf("a fault for another learner met the job: %+v", got.learner)
	}
	arm(KindStatusText, "")
	if got := get(); got.state != "Paused" || len(got.learner) != 2 {
		t.Errorf("status %q", got.state)
	}
	arm(KindCodeSpelling, "")
	if got := get(); got.learner[0].ResponseCode != "WSVRC0001" {
		t.Errorf("code %q", got.learner[0].ResponseCode)
	}
	arm(KindFractionalTimes, "")
	answer := get()
	if finished, _ := answer.element("JobFinishedDateTime"); !strings.HasSuffix(finished, ".000") && !strings.Contains(finished, ".") {
		t.Errorf("finished %q has no fraction", finished)
	}
}

func TestFaultsThatAlterTheJob(t *testing.T) {
	b := start(t, nil)
	for _, state := range []string{"Failed", "Cancelled"} {
		must(t, b.sim.AddFault(Fault{Match: Match{Operation: opSubmitAchievements}, Action: Action{Kind: KindJobState, Text: state}, Times: 1}))
		got := b.batch("acme", row{})
		got.want(t, map[string]string{"Status": state, "AchievementsCreated": "absent"})
		must(t, b.sim.AddFault(Fault{Match: Match{Operation: opSubmitVerify}, Action: Action{Kind: KindJobState, Text: state}, Times: 1}))
		job := b.call("acme", opSubmitVerify, b.submitVerify("acme", learnerOf(t, "1000000078"))).jobID
		if got := b.call("acme", opGetVerify, b.getVerify("acme", job)); got.state != state || len(got.learner) > 0 {
			t.Errorf("verify: %s with %d rows", got.state, len(got.learner))
		}
	}
	got := b.batch("acme", row{})
	got.want(t, map[string]string{"AchievementsCreated": "1"})
	must(t, b.sim.AddFault(Fault{Match: Match{Operation: opGetAchievements}, Action: Action{Kind: KindStatusText, Text: "Queued"}, Times: 1}))
	again := b.batch("acme", row{})
	again.want(t, map[string]string{"Status": "Queued"})
}

func TestFaultsThatAlterTheWay(t *testing.T) {
	b := start(t, nil)
	body := b.verify("acme", learnerOf(t, "1000000078"))
	whole := b.call("acme", opVerifyLearner, body)
	must(t, b.sim.AddFault(Fault{Action: Action{Kind: KindWrongType}, Times: 1}))
	if got := b.call("acme", opVerifyLearner, body); got.header.Get("Content-Type") != "application/octet-stream" || got.text != whole.text {
		t.Errorf("wrong type: %s", got.header.Get("Content-Type"))
	}
	must(t, b.sim.AddFault(Fault{Action: Action{Kind: KindSlowBody, Delay: 5 * time.Millisecond}, Times: 1}))
	begun := time.Now()
	if got := b.call("acme", opVerifyLearner, body); got.text != whole.text || time.Since(begun) < 14*5*time.Millisecond {
		t.Errorf("slow body: the same %v, after %v", got.text == whole.text, time.Since(begun))
	}
	must(t, b.sim.AddFault(Fault{Action: Action{Kind: KindDelay, Delay: 50 * time.Millisecond}, Times: 1}))
	begun = time.Now()
	if got := b.call("acme", opVerifyLearner, body); got.status != 200 || time.Since(begun) < 50*time.Millisecond {
		t.Errorf("delay: %d after %v", got.status, time.Since(begun))
	}
}

// A caller that gives up closes its connection, and its transport may still
// read what comes before that is done: an answer that comes for this reason
// alone would be taken for one in time.
func TestACallerThatGaveUpGetsNoAnswer(t *testing.T) {
	for _, kind := range []FaultKind{KindDelay, KindSlowBody} {
		t.Run(string(kind), func(t *testing.T) {
			b := start(t, nil)
			must(t, b.sim.AddFault(Fault{Action: Action{Kind: kind, Delay: time.Hour}}))
			transport := b.client["acme"].Transport.(*http.Transport)
			conn, err := tls.Dial("tcp", strings.TrimPrefix(b.server.URL(), "https://"), transport.TLSClientConfig)
			must(t, err)
			defer conn.Close()
			must(t, conn.SetDeadline(time.Now().Add(time.Minute)))
			message := envelope(b.submit("acme", row{}))
			path, action := b.wire(opSubmitAchievements)
			_, err = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: lrs\r\nContent-Type: %s\r\nSOAPAction: %s\r\nContent-Length: %d\r\n\r\n%s",
				path, textXML, action, len(message), message)
			must(t, err)
			must(t, conn.CloseWrite())
			got, err := io.ReadAll(conn)
			if _, body, _ := strings.Cut(string(got), "\r\n\r\n"); err != nil || body != "" {
				t.Errorf("got %q, %v", got, err)
			}
			if jobs := b.sim.Jobs(); len(jobs) != 1 {
				t.Errorf("%d jobs, want the one of the batch that was read", len(jobs))
			}
		})
	}
}

func TestMatchChoosesTheCall(t *testing.T) {
	acme, beta := "acme", "beta"
	tests := []struct {
		name  string
		fault Fault
		met   []int // of the six calls
	}{
		{"organisation", Fault{Match: Match{Organisation: beta}}, []int{1, 3}},
		{"operation", Fault{Match: Match{Operation: opSubmitAchievements}}, []int{4}},
		{"ULN", Fault{Match: Match{ULN: "1000000027"}}, []int{2, 3}},
		{"third call on", Fault{Match: Match{Call: 3}}, []int{2, 3, 4, 5}},
		{"third call alone", Fault{Match: Match{Call: 3}, Times: 1}, []int{2}},
		{"second call of an organisation", Fault{Match: Match{Organisation: acme, Call: 2}, Times: 1}, []int{2}},
		{"first two", Fault{Times: 2}, []int{0, 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := start(t, nil)
			test.fault.Action = Action{Kind: KindHTTPStatus, Status: 418}
			must(t, b.sim.AddFault(test.fault))
			var met []int
			for i, got := range []answered{
				b.call(acme, opVerifyLearner, b.verify(acme, learnerOf(t, "1000000078"))),
				b.call(beta, opVerifyLearner, b.verify(beta, learnerOf(t, "1000000078"))),
				b.call(acme, opVerifyLearner, b.verify(acme, learnerOf(t, "1000000027"))),
				b.call(beta, opSubmitVerify, b.submitVerify(beta, learnerOf(t, "1000000078"), learnerOf(t, "1000000027"))),
				b.call(acme, opSubmitAchievements, b.submit(acme, row{})),
				b.call(acme, opVerifyLearner, b.verify(acme, learnerOf(t, "1000000078"))),
			} {
				if got.status == http.StatusTeapot {
					met = append(met, i)
				}
			}
			if len(met) != len(test.met) {
				t.Fatalf("met %v, want %v", met, test.met)
			}
			for i := range met {
				if met[i] != test.met[i] {
					t.Fatalf("met %v, want %v", met, test.met)
				}
			}
		})
	}
}

func TestRandomFaultsRepeatWithTheirSeed(t *testing.T) {
	edit := "random: {rate: 0, seed: 0, kinds: [delay, http_status, drop_before]}=>random: {rate: 0.5, seed: 7, kinds: [http_status]}"
	var first string
	for range 2 {
		b := start(t, []string{edit})
		if seed, on := b.sim.Seed(); seed != 7 || !on {
			t.Fatalf("seed %d, on %v", seed, on)
		}
		var seen strings.Builder
		for range 16 {
			if got := b.call("acme", opVerifyLearner, b.verify("acme", learnerOf(t, "1000000078"))); got.status == 200 {
				seen.WriteByte('.')
			} else {
				seen.WriteByte('x')
			}
		}
		if first == "" {
			first = seen.String()
		}
		if seen.String() != first || !strings.Contains(first, "x") || !strings.Contains(first, ".") {
			t.Errorf("faults %s, before %s", seen.String(), first)
		}
	}
}

func TestRandomFaultsAreOffUnlessAsked(t *testing.T) {
	b := start(t, nil)
	if _, on := b.sim.Seed(); on {
		t.Error("random faults are on")
	}
}

func TestFaultsThatCanDoNothingAreRefused(t *testing.T) {
	b := start(t, nil)
	tests := []Fault{
		{Action: Action{Kind: "explode"}},
		{Action: Action{}},
		{Action: Action{Kind: KindFault}},
		{Action: Action{Kind: KindJobID, JobID: 5}},
		{Action: Action{Kind: KindJobState, Text: "Waiting"}},
		{Action: Action{Kind: KindStatusText}},
		{Action: Action{Kind: KindHTTPStatus, Status: 99}},
		{Action: Action{Kind: KindRedirect, Status: 200}},
		{Action: Action{Kind: KindDelay, Delay: -1}},
		{Match: Match{Operation: "findLearner"}, Action: Action{Kind: KindDelay}},
		{Action: Action{Kind: KindDelay}, Times: -1},
	}
	for _, f := range tests {
		if err := b.sim.AddFault(f); err == nil {
			t.Errorf("%+v was armed", f)
		}
	}
}

func TestRespell(t *testing.T) {
	for code, want := range map[string]string{"WSRC0018": "WSRC018", "WSVRC001": "WSVRC0001", "SIM-F01": "SIM-F01", "": "", "WSEC9999": "WSEC9999"} {
		if got := respell(code); got != want {
			t.Errorf("%s: got %s, want %s", code, got, want)
		}
	}
}
