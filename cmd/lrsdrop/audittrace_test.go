package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lrsdrop/internal/audit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// life is that of a file whose answer was lost, and found.
func life() (all []happening) {
	start := time.Date(2026, 7, 3, 8, 14, 2, 0, time.UTC)
	for i, e := range []audit.Event{
		{Operation: "receive", To: "received"},
		{Operation: "check"},
		{Operation: "checked", Counts: map[string]int{"invalid": 1}},
		{Operation: "plan verification", Counts: map[string]int{"learners": 12, "batches": 1, "verified before": 0}},
		{Operation: "submitted", Call: "submitVerifyBatch", Batch: "K7Q2M4XT-01", Job: 431187, Code: "WSRC0027", Counts: map[string]int{"rows": 12}},
		{Operation: "verified batch", Call: "submitVerifyBatch", Batch: "K7Q2M4XT-01", Job: 431187, Code: "WSRC0029", Counts: map[string]int{"asked": 12, "answered": 12}},
		{Operation: "verified"},
		{Operation: "plan submission", Counts: map[string]int{"awards": 12, "batches": 1, "already_sent": 0}},
		{Operation: "submit", Call: "SubmitAchievementBatchJob", Batch: "K7Q2M4XT-02", Counts: map[string]int{"rows": 12}},
		{Operation: "answer lost", Call: "SubmitAchievementBatchJob", Batch: "K7Q2M4XT-02", Code: "LOCAL-UNKNOWN", Counts: map[string]int{"unknown": 12}},
		{Operation: "settle", To: "held", Counts: map[string]int{"unknown": 12, "invalid": 1}},
		{Operation: "publish", Counts: map[string]int{"result": 13}},
		{Operation: "look up job", Call: "GetAchievementBatchJob", Batch: "K7Q2M4XT-02", Job: 431188, By: "A Patel", Account: "apatel", Note: "Found in the portal."},
		{Operation: "resolve", Batch: "K7Q2M4XT-02", Job: 431188, By: "A Patel", Account: "apatel", Note: "Found in the portal.", Counts: map[string]int{"rows": 12}},
		{Operation: "wait for job"},
		{Operation: "job finished", Batch: "K7Q2M4XT-02", Job: 431188, Code: "WSRC0009", Counts: map[string]int{"accepted": 12}},
		{Operation: "settle", To: "done", Counts: map[string]int{"accepted": 12, "invalid": 1}},
		{Operation: "publish", Counts: map[string]int{"result": 12}},
	} {
		e.Time = start.Add(time.Duration(i) * 7 * time.Second)
		if i > 11 {
			e.Time = e.Time.Add(26 * time.Hour)
		}
		e.Organisation, e.UKPRN, e.OrganisationRef, e.Certificate, e.User = "acme", "10099999", "RN0000", "ab12cd34", "J Smith"
		all = append(all, happening{e.Time, eventWords(e), e})
	}
	return all
}

func TestTraceReadsWell(t *testing.T) {
	var out bytes.Buffer
	if err := printTrace(&out, "K7Q2M4XT", life()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "trace.txt")
	if *update {
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(out.Bytes(), want) {
		t.Errorf("%v, got\n%s", err, out.String())
	}
}
