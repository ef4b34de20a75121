package audit

import (
	"fmt"
	"testing"
)

func TestDeedsTellWhoSentWhatForWhom(t *testing.T) {
	org := func(e Event) Event { e.Organisation, e.UKPRN, e.User = "acme", "10099999", "J Smith"; return e }
	upload := func(operation string, e Event) Event {
		e = org(e)
		e.Operation, e.Call, e.File, e.Batch = operation, "SubmitAchievementBatchJob", "F1", "F1-02"
		return e
	}
	var d Deeds
	for _, e := range []Event{
		org(Event{Operation: "receive", File: "F1"}),
		org(Event{Operation: "verified batch", Call: "verifyLearner", File: "F1", Batch: "F1-01", Counts: map[string]int{"asked": 3, "answered": 3}}),
		upload("submit", Event{Counts: map[string]int{"rows": 3}}),
		upload("answer lost", Event{Code: "LOCAL-UNKNOWN"}),
		upload("resolve", Event{Job: 7, By: "A Patel", Account: "apatel", Note: "found", Counts: map[string]int{"rows": 3}}),
		upload("job finished", Event{Job: 7, Code: "WSRC0009", Counts: map[string]int{"accepted": 2, "already_sent": 1}}),
		org(Event{Operation: "verify by hand", Digest: "d1"}),
		org(Event{Operation: "verified by hand", Digest: "d1", Code: "WSVRC001"}),
		{Operation: "search by ULN", Organisation: "acme", Account: "apatel", Counts: map[string]int{"files": 2}},
		org(Event{Operation: "submitted", From: "submitting", File: "F2", Batch: "F2-01"}), // of an earlier version
	} {
		d.Add(e)
	}
	want := []string{
		"Learners verified|J Smith|F1-01|0|3|answered 3||",
		"Awards uploaded|J Smith|F1-02|7|3|accepted 2, already sent 1|WSRC0009|",
		"Resolve||F1-02|7|0|rows 3||A Patel apatel found",
		"Learner verified by hand|J Smith||0|1|answered|WSVRC001|",
		"Search by ULN|||0|0|files 2|| apatel ",
		"Awards uploaded|J Smith|F2-01|0|0|taken||",
	}
	if len(d.All()) != len(want) {
		t.Fatalf("%d deeds, want %d", len(d.All()), len(want))
	}
	for i, deed := range d.All() {
		who := ""
		if deed.Account != "" {
			who = deed.By + " " + deed.Account + " " + deed.Note
		}
		got := fmt.Sprintf("%s|%s|%s|%d|%d|%s|%s|%s", deed.What, deed.User, deed.Batch, deed.Job, deed.Rows, deed.Outcome, deed.Code, who)
		if got != want[i] {
			t.Errorf("deed %d: %s\nwant %s", i, got, want[i])
		}
	}
}
