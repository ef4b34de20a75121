package lrssim

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFixedLearnersGiveTheirCode(t *testing.T) {
	b := start(t, nil)
	fixed := map[string]string{
		"1000000078": "WSVRC001", "1000000027": "WSVRC002", "1000000035": "WSVRC003",
		"1000000043": "WSVRC004", "1000000051": "WSVRC005", "1000000086": "WSVRC006",
	}
	for _, l := range FixedLearners() {
		if want, ok := fixed[l.ULN]; ok && l.Expect != want {
			t.Errorf("%s is listed with %s, want %s", l.ULN, l.Expect, want)
		}
		delete(fixed, l.ULN)
		got := b.call("acme", opVerifyLearner, b.verify("acme", l))
		if len(got.learner) != 1 || got.learner[0].ResponseCode != l.Expect || got.learner[0].SearchedULN != l.ULN {
			t.Errorf("%s: got %+v, want %s", l.ULN, got.learner, l.Expect)
		}
	}
	if len(fixed) > 0 {
		t.Errorf("not listed: %v", fixed)
	}
}

func TestFixedLearnersKeepTheirCodeWhenAnyULNIsAccepted(t *testing.T) {
	b := start(t, nil, WithAcceptAny())
	for _, l := range FixedLearners() {
		if got := b.call("acme", opVerifyLearner, b.verify("acme", l)); got.learner[0].ResponseCode != l.Expect {
			t.Errorf("%s: got %s, want %s", l.ULN, got.learner[0].ResponseCode, l.Expect)
		}
	}
	unlisted := FixedLearner{ULN: "1000000329", GivenName: "Any", FamilyName: "Body"}
	if !isULN(unlisted.ULN) {
		t.Fatal("the unlisted ULN is no possible one")
	}
	if got := b.call("acme", opVerifyLearner, b.verify("acme", unlisted)).learner[0]; got.ResponseCode != "WSVRC001" || got.FamilyName != "Body" {
		t.Errorf("unlisted ULN: got %+v, want WSVRC001", got)
	}
	unlisted.ULN = "1000000328"
	if got := b.call("acme", opVerifyLearner, b.verify("acme", unlisted)).learner[0]; got.ResponseCode != "WSVRC006" {
		t.Errorf("impossible ULN: got %+v, want WSVRC006", got)
	}
}

func TestLinkedLearnersComeBackAsTheirMaster(t *testing.T) {
	b := start(t, nil)
	for uln, master := range map[string]string{"1000000027": "1000000094", "1000000043": "1000000132"} {
		got := b.call("acme", opVerifyLearner, b.verify("acme", learnerOf(t, uln))).learner[0]
		if got.ULN != master || got.SearchedULN != uln {
			t.Errorf("%s: returned %s, want the master %s", uln, got.ULN, master)
		}
	}
}

func TestNoDetailsAreReturnedWithoutASimilarMatch(t *testing.T) {
	b := start(t, nil)
	for _, uln := range []string{"1000000051", "1000000086"} {
		if got := b.call("acme", opVerifyLearner, b.verify("acme", learnerOf(t, uln))).learner[0]; got.ULN != "" || got.FamilyName != "" {
			t.Errorf("%s: returned %+v, want nothing of the register", uln, got)
		}
	}
}

func TestCompareRaisesEachFlag(t *testing.T) {
	r := &register{byULN: map[string]*learner{"1000000078": {
		uln: "1000000078", given: "Jordan", family: "Marlowe", previous: "Ashby", birth: "2001-02-03", gender: "2",
	}}}
	tests := []struct {
		name  string
		sent  details
		code  string
		flags string
	}{
		{"equal but for case and space", details{" JORDAN", "marlowe ", "2001-02-03", "2"}, "WSVRC001", ""},
		{"without the optional details", details{"Jordan", "Marlowe", "", ""}, "WSVRC001", ""},
		{"gender not known or not specified", details{"Jordan", "Marlowe", "2001-02-03", "9"}, "WSVRC001", ""},
		{"given name begins the same", details{"Jord", "Marlowe", "", ""}, "WSVRC003", "VRF1 VRF2 VRF3"},
		{"family name with one letter wrong", details{"Jordan", "Marlow", "", ""}, "WSVRC003", "VRF4 VRF5 VRF6"},
		{"family name with two letters wrong", details{"Jordan", "Merlove", "", ""}, "WSVRC003", "VRF4 VRF5 VRF6"},
		{"names swapped", details{"Marlowe", "Jordan", "", ""}, "WSVRC003", "VRF1 VRF3 VRF5 VRF6"},
		{"previous family name", details{"Jordan", "Ashby", "", ""}, "WSVRC003", "VRF4 VRF5"},
		{"previous family name given first", details{"Ashby", "Jordan", "", ""}, "WSVRC005", "VRF1 VRF2 VRF5 VRF6"},
		{"gender differs", details{"Jordan", "Marlowe", "", "1"}, "WSVRC003", "VRF8"},
		{"birth date differs", details{"Jordan", "Marlowe", "2001-03-02", "2"}, "WSVRC005", "VRF7"},
		{"somebody else", details{"Robin", "Quite-Other", "1990-01-01", "1"}, "WSVRC005", "VRF1 VRF2 VRF3 VRF4 VRF5 VRF6 VRF7 VRF8"},
		{"short names are not guessed at", details{"Jo", "Marlowe", "", ""}, "WSVRC005", "VRF1 VRF2 VRF3"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := r.verify("1000000078", test.sent)
			if got.code != test.code || strings.Join(got.flags, " ") != test.flags {
				t.Errorf("got %s %v, want %s %s", got.code, got.flags, test.code, test.flags)
			}
		})
	}
}

func TestVerifyBatchAnswersEachRowInOrder(t *testing.T) {
	b := start(t, nil)
	taken := b.call("acme", opSubmitVerify, b.submitVerify("acme", FixedLearners()...))
	if taken.status != 200 || taken.jobID == "" {
		t.Fatalf("submit: %d %s", taken.status, taken.text)
	}
	got := b.call("acme", opGetVerify, b.getVerify("acme", taken.jobID))
	if len(got.learner) != len(FixedLearners()) || got.state != "Successful" {
		t.Fatalf("%d rows in state %s", len(got.learner), got.state)
	}
	for i, l := range FixedLearners() {
		if g := got.learner[i]; g.SearchedULN != l.ULN || g.ResponseCode != l.Expect || g.MISIdentifier != "M"+string(rune('0'+(i+1)%10)) && i < 9 {
			t.Errorf("row %d: got %+v, want %s %s", i+1, g, l.ULN, l.Expect)
		}
	}
}

func TestVerifyJobWaitsAndRunsAsLongAsTheScenarioSays(t *testing.T) {
	b := start(t, nil, WithJobTimes(time.Minute, time.Minute))
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	b.sim.now = func() time.Time { return now }
	job := b.call("acme", opSubmitVerify, b.submitVerify("acme", learnerOf(t, "1000000078"))).jobID
	steps := []struct {
		after             time.Duration
		state             string
		started, finished string
		rows              int
	}{
		{0, "Waiting", "absent", "absent", 0},
		{time.Minute, "InProgress", "2026-03-01 12:01:00", "absent", 0},
		{time.Minute, "Successful", "2026-03-01 12:01:00", "2026-03-01 12:02:00", 1},
	}
	for _, step := range steps {
		now = now.Add(step.after)
		got := b.call("acme", opGetVerify, b.getVerify("acme", job))
		got.want(t, map[string]string{"JobStatus": step.state, "JobStartedDateTime": step.started, "JobFinishedDateTime": step.finished})
		if len(got.learner) != step.rows {
			t.Errorf("%s: %d rows, want %d", step.state, len(got.learner), step.rows)
		}
	}
}

func TestVerifyBatchOfEmptyOptionalsEchoesNone(t *testing.T) {
	b := start(t, nil)
	l := learnerOf(t, "1000000078")
	l.DateOfBirth, l.Gender = "", ""
	got := b.call("acme", opVerifyLearner, b.verify("acme", l))
	got.want(t, map[string]string{"SearchedDateOfBirth": "absent", "SearchedGender": "absent", "ResponseCode": "WSVRC001"})
}

func TestVerifyRefusals(t *testing.T) {
	b := start(t, []string{"learners: 5000=>learners: 3"})
	three := []FixedLearner{learnerOf(t, "1000000078"), learnerOf(t, "1000000027"), learnerOf(t, "1000000035")}
	tests := []struct {
		name, old, with, code, says string
		status                      int
	}{
		{"count too high", "<LearnerRecordCount>3", "<LearnerRecordCount>4", "WSEC0001", "LearnerRecordCount", 500},
		{"count below one", "<LearnerRecordCount>3", "<LearnerRecordCount>0", "WSEC0001", "LearnerRecordCount", 500},
		{"count is no number", "<LearnerRecordCount>3", "<LearnerRecordCount>three", "WSEC0001", "xs:int", 500},
		{"count does not equal the learners", "<LearnerRecordCount>3", "<LearnerRecordCount>2", "WSRC0030", "", 200},
		{"e-mail", "lrs@example.org", "lrs@example", "WSEC0044", "", 500},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := b.call("acme", opSubmitVerify, strings.Replace(b.submitVerify("acme", three...), test.old, test.with, 1))
			if got.status != test.status || got.code != test.code || !strings.Contains(got.detail, test.says) {
				t.Errorf("got %d %s %q", got.status, got.code, got.detail)
			}
			if got.jobID != "" && got.jobID != "0" {
				t.Errorf("a job %s was made", got.jobID)
			}
		})
	}
	if len(b.sim.Jobs()) > 0 {
		t.Errorf("jobs were made: %v", b.sim.Jobs())
	}
}

func TestJobsAreKnownOnlyToTheirOrganisationAndOperation(t *testing.T) {
	b := start(t, nil)
	verify := b.call("acme", opSubmitVerify, b.submitVerify("acme", learnerOf(t, "1000000078"))).jobID
	award := b.call("acme", opSubmitAchievements, b.submit("acme", row{})).jobID
	unknown := []answered{
		b.call("beta", opGetVerify, b.getVerify("beta", verify)),
		b.call("beta", opGetAchievements, b.get("beta", award)),
		b.call("acme", opGetVerify, b.getVerify("acme", award)),
		b.call("acme", opGetAchievements, b.get("acme", verify)),
		b.call("acme", opGetVerify, b.getVerify("acme", "999999999999")),
	}
	for i, got := range unknown {
		if got.status != 200 || got.code != "WSRC0018" || len(got.learner) > 0 {
			t.Errorf("%d: got %d %s, want WSRC0018", i, got.status, got.code)
		}
	}
	unknown[1].want(t, map[string]string{"Status": "Failed", "JobID": "0", "EndDate": "absent", "RejectionReason": "absent"})
}

func TestRowStoreGivesBackWhatItTook(t *testing.T) {
	var s rowStore
	long := strings.Repeat("ä", 200)
	s.add("", "1000000078", long, "B", "", "1")
	s.add("x", "", "", "", "", "")
	got := slices.Collect(s.all())
	want := []verifyRow{{"", "1000000078", long, "B", "", "1"}, {mis: "x"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
