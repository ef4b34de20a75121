package pipeline

import (
	"testing"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

func TestHeldRowsAreRemindedOfAndEnd(t *testing.T) {
	p, org, f := stored(t, 2)
	since := time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC)
	outcomes(t, p, "", since, store.Change{Count: 1, Outcome: record.Held, Code: codeSimilar})
	ledger, err := p.store.Ledger(t.Context(), f.ID, 2, 0)
	must(t, err)
	after := func(days int) time.Time {
		if days == 0 {
			return time.Time{}
		}
		return since.Add(time.Duration(days) * day)
	}
	for _, test := range []struct {
		name                  string
		within, reminded, now int // days
		days, remind          int
		ends                  bool
		next                  int
	}{
		{"at first", 30, 0, 1, 0, 0, false, 7},
		{"after a week", 30, 0, 7, 7, 1, false, 21},
		{"reminded of a week", 30, 8, 9, 7, 0, false, 21},
		{"after three weeks", 30, 8, 21, 21, 1, false, 30},
		{"both at once, after a long stop", 30, 0, 25, 21, 1, false, 30},
		{"at the end", 30, 22, 30, 0, 0, true, 0},
		{"no time for the second", 14, 8, 9, 7, 0, false, 14},
		{"no time for any", 5, 0, 4, 0, 0, false, 5},
		{"the end is a reminder's moment", 7, 0, 7, 0, 0, true, 0},
		{"for ever", 0, 0, 400, 0, 0, false, 0},
	} {
		org.ReviewWithin = time.Duration(test.within) * day
		w := org.waits(ledger, after(test.reminded), after(test.now))
		if w.days != test.days || w.remind != test.remind || w.overdue.Len() > 0 != test.ends || !w.next.Equal(after(test.next)) {
			t.Errorf("%s: %+v", test.name, w)
		}
		if ends := after(test.within); !test.ends && !w.until.Equal(ends) {
			t.Errorf("%s: until %v", test.name, w.until)
		}
	}
}

func TestWhatLRSAnsweredIsKeptUnderACodeOfOurs(t *testing.T) {
	for _, test := range []struct {
		became store.Row
		want   string
	}{
		{store.Row{Code: record.CodeDecisionULN, Detail: answeredDetail("WSVRC004", "verdict VRF7|1000000094")},
			"LRS answered WSVRC004 about the learner under the ULN to use. The date of birth differs. LRS returned ULN 1000000094."},
		{store.Row{Code: record.CodeNotDecided, Detail: answeredDetail("WSVRC003", "")}, "LRS answered WSVRC003 about the learner."},
		{store.Row{Code: record.CodeDecisionULN, Detail: answeredDetail(record.CodeNoAnswer, "")}, "LRS gave no verdict about the learner under the ULN to use."},
		{store.Row{Code: record.CodeDeclined, Detail: answeredDetail(record.CodeDecisionULN, answeredDetail("WSVRC005", ""))}, "LRS answered WSVRC005 about the learner."},
	} {
		said := ""
		for _, words := range detailWords(test.became) {
			said += words + " "
		}
		if said != test.want+" " {
			t.Errorf("got %q, want %q", said, test.want)
		}
	}
}
