package lrssim

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

func (b *bench) admin(method, path, body string) (int, string) {
	b.tb.Helper()
	req, err := http.NewRequestWithContext(b.tb.Context(), method, b.server.AdminURL()+path, strings.NewReader(body))
	must(b.tb, err)
	resp, err := http.DefaultClient.Do(req)
	must(b.tb, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	must(b.tb, err)
	return resp.StatusCode, string(text)
}

func TestHistoryShowsCallsWithoutLearnersOrSecrets(t *testing.T) {
	b := start(t, nil)
	zoe := learnerOf(t, "1000000086")
	b.call("acme", opSubmitVerify, b.submitVerify("acme", zoe, learnerOf(t, "1000000078")))
	b.call("beta", opSubmitAchievements, b.submit("beta", row{uln: zoe.ULN, given: zoe.GivenName, family: zoe.FamilyName, mis: "MIS-77"}))
	b.call("acme", opVerifyLearner, strings.Replace(b.verify("acme", zoe), b.password["acme"], "WRONGPASSWORD-16", 1))
	_, requests := b.admin("GET", "/requests?rows=1", "")
	_, jobs := b.admin("GET", "/jobs", "")
	for _, secret := range []string{zoe.ULN, zoe.FamilyName, zoe.GivenName, zoe.DateOfBirth, "MIS-77", b.password["acme"], "WRONGPASSWORD-16"} {
		if strings.Contains(requests+jobs, secret) {
			t.Errorf("the history has %q", secret)
		}
	}
	var list []struct {
		Operation, Organisation, User, Code, Digest string
		Records, Status                             int
		JobID                                       int64 `json:"job_id"`
		Accepted                                    bool
		Rows                                        []string
	}
	must(t, json.Unmarshal([]byte(requests), &list))
	if len(list) != 3 {
		t.Fatalf("%d calls, want 3", len(list))
	}
	if r := list[0]; r.Operation != opSubmitVerify || r.Organisation != "acme" || r.User != "A Clerk" || r.Records != 2 || r.Status != 200 || r.JobID == 0 || !r.Accepted || len(r.Rows) != 2 || len(r.Digest) != 32 {
		t.Errorf("first call: %+v", r)
	}
	if r := list[2]; r.Status != 500 || r.Code != "WSEC0005" || r.Accepted {
		t.Errorf("refused call: %+v", r)
	}
}

func TestHistoryGivesRowsOnlyWhenAsked(t *testing.T) {
	b := start(t, nil)
	b.call("acme", opSubmitAchievements, b.submit("acme", row{}))
	if _, text := b.admin("GET", "/requests", ""); strings.Contains(text, `"rows"`) {
		t.Errorf("rows are there: %s", text)
	}
	if _, text := b.admin("GET", "/requests?rows=1", ""); !strings.Contains(text, b.sim.Requests()[0].Rows[0].String()) {
		t.Errorf("rows are not there: %s", text)
	}
}

func TestRowDigestsTellARowSentTwice(t *testing.T) {
	b := start(t, nil)
	base := row{}
	b.call("acme", opSubmitAchievements, b.submit("acme", base, row{mis: "another key", given: "Al"}, row{grade: "Merit"}, row{action: "2"}, row{awarded: "2025-06-29"}, row{acted: "2025-07-02"}, row{reference: "K/501/5773"}, row{uln: "1000000035"}))
	rows := b.sim.Requests()[0].Rows
	if rows[0] != rows[1] {
		t.Error("another MIS identifier or name makes another digest")
	}
	seen := map[RowDigest]bool{}
	for _, d := range rows[1:] {
		if seen[d] {
			t.Errorf("digest %s stands for two different rows", d)
		}
		seen[d] = true
	}
}

func TestHistoryIsBounded(t *testing.T) {
	var h history
	many := make([]RowDigest, maxRowDigests/4)
	for range 6 {
		h.add(Request{Rows: many, Digest: "d"})
	}
	if h.rows > maxRowDigests || !h.requests[0].RowsDropped || h.requests[0].Rows != nil || h.requests[5].Rows == nil {
		t.Errorf("%d digests held", h.rows)
	}
	for range maxRequests {
		h.add(Request{})
	}
	if len(h.requests) != maxRequests || h.rows != 0 {
		t.Errorf("%d calls and %d digests held", len(h.requests), h.rows)
	}
}

func TestJobsAreBounded(t *testing.T) {
	b := jobBook{}
	for range 6 {
		b.add(&job{Job: Job{Organisation: "acme", Operation: opSubmitVerify}, rows: rowStore{bytes: make([]byte, maxKept/4), rows: 1}})
	}
	if b.kept > maxKept {
		t.Errorf("%d bytes kept", b.kept)
	}
	if _, err := b.find(1, "acme", opSubmitVerify); err == nil {
		t.Error("the oldest job is still known")
	}
	if _, err := b.find(6, "acme", opSubmitVerify); err != nil {
		t.Errorf("the latest job: %v", err)
	}
	for range maxJobs {
		b.add(&job{})
	}
	if len(b.inTurn) != maxJobs || len(b.byID) != maxJobs || b.kept != 0 {
		t.Errorf("%d jobs, %d by id, %d bytes", len(b.inTurn), len(b.byID), b.kept)
	}
}

func TestFaultsArePostedInJSONOrYAML(t *testing.T) {
	tests := []struct {
		name, body string
		status     int
		meets      int
	}{
		{"one in JSON", `{"match": {"organisation": "acme"}, "action": {"kind": "http_status", "status": 502}, "times": 1}`, 204, 1},
		{"list in JSON", `[{"action": {"kind": "http_status"}, "times": 1}, {"action": {"kind": "http_status"}, "times": 1}]`, 204, 2},
		{"list in YAML", "- action: {kind: delay, delay: 1ms}\n  times: 1\n- action: {kind: http_status}\n  times: 1\n", 204, 1},
		{"unknown key", `{"action": {"kind": "delay"}, "time": 1}`, 400, 0},
		{"unknown kind", `{"action": {"kind": "explode"}}`, 400, 0},
		{"empty", ``, 400, 0},
		{"no YAML", `{{{`, 400, 0},
		{"too large", strings.Repeat(" ", maxAdminBody+1), 413, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := start(t, nil)
			if status, text := b.admin("POST", "/faults", test.body); status != test.status {
				t.Fatalf("got %d %s, want %d", status, text, test.status)
			}
			met := 0
			for range 3 {
				if got := b.call("acme", opVerifyLearner, b.verify("acme", learnerOf(t, "1000000078"))); got.status >= 502 {
					met++
				}
			}
			if met != test.meets {
				t.Errorf("%d calls met a fault, want %d", met, test.meets)
			}
		})
	}
}

func TestResetRestoresTheScenariosFaults(t *testing.T) {
	b := start(t, []string{"faults: []=>faults: [{action: {kind: http_status}, times: 1}]"})
	status := func() int {
		return b.call("acme", opVerifyLearner, b.verify("acme", learnerOf(t, "1000000078"))).status
	}
	if got := []int{status(), status()}; got[0] != 503 || got[1] != 200 {
		t.Fatalf("got %v", got)
	}
	if code, _ := b.admin("POST", "/reset", ""); code != 204 {
		t.Fatalf("reset: %d", code)
	}
	if got := []int{status(), status()}; got[0] != 503 || got[1] != 200 {
		t.Errorf("after reset %v", got)
	}
}

func TestAdminRefusesPagesOfOtherOrigins(t *testing.T) {
	b := start(t, nil)
	req, err := http.NewRequestWithContext(t.Context(), "POST", b.server.AdminURL()+"/reset", nil)
	must(t, err)
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("got %d, want 403", resp.StatusCode)
	}
}

func TestOnlyLoopbackUnlessAllowed(t *testing.T) {
	b := start(t, nil)
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "example.org:1", "nonsense"} {
		if _, err := b.sim.Start(address, ""); !errors.Is(err, ErrNotLoopback) {
			t.Errorf("%s: %v", address, err)
		}
		if _, err := b.sim.Start("127.0.0.1:0", address); !errors.Is(err, ErrNotLoopback) {
			t.Errorf("admin %s: %v", address, err)
		}
	}
	b.sim.AllowRemote()
	server, err := b.sim.Start("0.0.0.0:0", "")
	must(t, err)
	must(t, server.Close())
}
