package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/config"
	"lrsdrop/internal/store"
)

func TestO4_StatusSaysWhatIsDueAndWhatWaits(t *testing.T) {
	now := time.Now()
	soon, past := now.Add(time.Hour), now.Add(-3*24*time.Hour)
	var out bytes.Buffer
	g := &global{out: &out}
	if err := printKept(g, []organisationStatus{{ID: "acme", Kept: keptStatus{Data: 2, DataDueAt: &soon, Answers: 1, AnswersDueAt: &past}}, {ID: "beta"}}); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, want := range []string{
		"  acme  2 files, from " + clock(soon) + "  1 file, from " + clock(past) + "\n",
		"acme: answers for 1 file in the outbox were due to be deleted from " + clock(past) + " on. Something waits",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\ndoes not say %s", got, want)
		}
	}
	if strings.Contains(got, "beta") {
		t.Errorf("it speaks of what is not kept: %s", got)
	}
}

func TestO4_HistorySaysWhatWasDeletedAndWhen(t *testing.T) {
	c := &config.Config{
		Retention:     config.Retention{LearnerData: 30 * 24 * time.Hour},
		Organisations: []config.Organisation{{ID: "acme", Outbox: config.Outbox{Keep: 90 * 24 * time.Hour}}},
	}
	ended := time.Date(2026, 7, 3, 9, 14, 0, 0, time.UTC)
	f := &store.File{Organisation: "acme"}
	said := func() string {
		var out bytes.Buffer
		goneOf(c, f).print(&global{out: &out})
		return out.String()
	}
	if got := said(); got != "" {
		t.Errorf("a file that is not finished: %s", got)
	}
	f.Facts.EndedAt = ended
	if got := said(); !strings.Contains(got, "Its learner data is kept until "+clock(ended.AddDate(0, 0, 30))) ||
		!strings.Contains(got, "Its answers stay in the outbox until "+clock(ended.AddDate(0, 0, 90))) {
		t.Error(got)
	}
	whole := c
	c = &config.Config{} // as much as is known of one that is refused
	if got := said(); got != "" {
		t.Errorf("the configuration does not tell how long: %s", got)
	}
	c = whole
	f.Facts.Gone = store.Gone{Data: ended.AddDate(0, 0, 31), Answers: ended.AddDate(0, 0, 91)}
	f.Facts.Stays = []string{"original"}
	if got := said(); !strings.Contains(got, "deleted after its time, on "+clock(f.Facts.Gone.Data)) ||
		!strings.Contains(got, "deleted from the outbox on "+clock(f.Facts.Gone.Answers)) || !strings.Contains(got, "not deleted: original.") {
		t.Error(got)
	}
	if got := eventWords(audit.Event{Operation: audit.Retention, Counts: map[string]int{"rows": 12}}); got != "Deleted after its time. (rows 12)" {
		t.Error(got)
	}
	if named("") != "(name deleted)" || named("July.csv") != "July.csv" {
		t.Error("names")
	}
}

// Names, notes and what servers say come from strangers: what a terminal would
// obey, or shows in another order, is not printed.
func TestF27_WhatIsPrintedSteersNoTerminal(t *testing.T) {
	for text, want := range map[string]string{
		"July.csv": "July.csv", "Zoë’s 学校 file.csv": "Zoë’s 学校 file.csv",
		"a\x1b[2Jb\r\nc\td\x7f": "a?[2Jb??c?d?", "a\u009b2Jb\u0085": "a?2Jb?", "a\u202egnp.exe": "a?gnp.exe", "a\u2066b\u2069": "a?b?", "a\u2028b\u2029": "a?b?", "a\xffb": "a\ufffdb",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("%q is printed as %q, want %q", text, got, want)
		}
	}
}

func TestF27_WhatWentWrongSteersNoTerminal(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a\x1b[2Jb\u202ec.csv")
	if err := os.WriteFile(name, []byte("x\"y\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	code := execute(t.Context(), []string{"mapping", "suggest", name}, &out, &said)
	if code == 0 || !strings.Contains(said.String(), "a?[2Jb?c.csv: ") || !strings.HasSuffix(said.String(), ".\n") {
		t.Errorf("exit code %d: %q", code, said.String())
	}
}

// A server's own words stand in what a check finds.
func TestF27_FindingsSteerNoTerminal(t *testing.T) {
	var out bytes.Buffer
	said := "no\x1b[2J\u009b\u202e\nway"
	checkedFinding{Severity: severityFault, Subject: said, What: said, Why: said, Do: said}.print(&global{out: &out}, "acme")
	if got := out.String(); strings.Count(got, "no?[2J???way") != 4 || strings.Count(got, "\n") != 3 {
		t.Errorf("%q", got)
	}
}
