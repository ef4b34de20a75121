package pipeline

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/folder/foldertest"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// london is shortly after midnight of 1 April in London; elsewhere it is still
// 31 March.
func london() time.Time { return time.Date(2027, 3, 31, 23, 30, 0, 0, time.UTC) }

// dropBox is a pipeline with one inbox in memory.
func dropBox(t *testing.T, u Users, accounts func(string) ([]string, error)) (*Pipeline, *Organisation, *foldertest.Memory) {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), london)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	box := foldertest.NewMemory()
	org := &Organisation{ID: "acme", Users: u, Inboxes: map[string]Inbox{"in": {Claims: box, Accounts: accounts}}}
	o := Options{MaxBytes: 1 << 20, MaxRows: 100, BatchAwards: 10, BatchLearners: 10, TempDir: t.TempDir()}
	return New(s, []*Organisation{org}, o, slog.New(slog.DiscardHandler)), org, box
}

// droppedBy takes a file of an account over and checks it.
func droppedBy(t *testing.T, p *Pipeline, org *Organisation, box *foldertest.Memory, owner, content string) *store.File {
	t.Helper()
	c := folder.Claim{Owner: p.store.ID(), ID: "F1", Name: "July.csv"}
	box.Drop(c.Name, content, london())
	box.SetOwner(c.Name, owner)
	_, err := box.Claim(t.Context(), c.Name, c)
	must(t, err)
	must(t, p.Receive(t.Context(), []Dropped{{Organisation: "acme", Inbox: "in", Claim: c}}))
	f, err := p.store.File(t.Context(), c.ID)
	must(t, err)
	must(t, p.step(t.Context(), org, f))
	f, err = p.store.File(t.Context(), c.ID)
	must(t, err)
	return f
}

// learnersBy is a verify file whose rows name people.
func learnersBy(names ...string) string {
	text := "ULN,GivenName,FamilyName,SubmittedBy\n"
	for _, name := range names {
		text += "1000000078,Alex,Example," + name + "\n"
	}
	return text
}

const learner = "ULN,GivenName,FamilyName\n1000000078,Alex,Example\n"

func TestO3_WhoTheUserOfAFileIs(t *testing.T) {
	people := map[string]Person{
		"jsmith": {Name: "J Smith"}, "uid:1001": {Name: "A Patel"}, "uid:1002": {Name: "B Third", Until: "2027-04-01"},
		"uid:1003": {Name: "C Fourth", Until: "2027-03-31"}, "uid:1004": {Name: "D Fifth"}, "dfifth": {Name: "Another"},
	}
	accounts := func(owner string) ([]string, error) {
		return append([]string{owner}, map[string]string{"uid:1000": "jsmith", "uid:1004": "dfifth"}[owner]), nil
	}
	for _, test := range []struct {
		name, owner, file string
		user              string // by default
		stopped           string // with stop, if that differs
	}{
		{"the column before the owner", "uid:1001", learnersBy("", "E Sixth"), "E Sixth", ""},
		{"a blank column says nothing", "uid:1001", learnersBy("", " "), "A Patel", ""},
		{"by number", "uid:1001", learner, "A Patel", ""},
		{"by name", "uid:1000", learner, "J Smith", ""},
		{"the number is more exact than the name", "uid:1004", learner, "D Fifth", ""},
		{"the last day counts, in London", "uid:1002", learner, "B Third", ""},
		{"the last day has passed", "uid:1003", learner, "the default", "whose last day has passed"},
		{"an account nobody listed", "uid:1099", learner, "the default", "we do not know who dropped this file"},
		{"our own login names nobody", "", learner, "the default", "we do not know who dropped this file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			users := Users{Default: "the default", Column: "SubmittedBy", ByOwner: people}
			p, org, box := dropBox(t, users, accounts)
			f := droppedBy(t, p, org, box, test.owner, test.file)
			if f.Facts.User != test.user || f.State != store.Verifying {
				t.Errorf("by default: sent for %q, %s", f.Facts.User, f.State)
			}
			users.Stop = true
			p, org, box = dropBox(t, users, accounts)
			f = droppedBy(t, p, org, box, test.owner, test.file)
			if test.stopped == "" {
				if f.Facts.User != test.user || f.State != store.Verifying {
					t.Errorf("with stop: sent for %q, %s", f.Facts.User, f.State)
				}
				return
			}
			wantStopped(t, p, f, record.CodeUserUnknown, test.stopped)
		})
	}
}

// wantStopped: nobody is named, and every row has its answer.
func wantStopped(t *testing.T, p *Pipeline, f *store.File, code, words string) {
	t.Helper()
	stop := f.Facts.Stopped
	if f.State != store.Refused || f.Facts.User != "" || stop == nil || stop.Code != code || !strings.Contains(stop.Message, words) {
		t.Errorf("it is %s for %q: %+v", f.State, f.Facts.User, stop)
	}
	ledger, err := p.store.Ledger(t.Context(), f.ID, f.Facts.Rows, 0)
	must(t, err)
	if n := ledger.Counts()[record.NotSent]; n == 0 || n != f.Facts.Rows {
		t.Errorf("%d of %d rows are not_sent", n, f.Facts.Rows)
	}
}

func TestO3_AColumnThatNamesNobodyLRSTakesStopsTheFile(t *testing.T) {
	for name, test := range map[string]struct{ file, code, words string }{
		"two people": {learnersBy("A Patel", "", "E Sixth"), record.CodeUserTwo, "two people (first: row 2 and row 4)"},
		"too long":   {learnersBy(strings.Repeat("x", 36)), record.CodeUserUnknown, "in row 2 is longer than the 35 characters"},
	} {
		t.Run(name, func(t *testing.T) {
			p, org, box := dropBox(t, Users{Default: "the default", Column: "SubmittedBy"}, nil)
			wantStopped(t, p, droppedBy(t, p, org, box, "", test.file), test.code, test.words)
		})
	}
}

// Of a folder on another machine only the number is known, and an account that
// cannot be looked up is no unknown one: the file waits.
func TestO3_AccountsOfOtherMachinesAndOfNoneThatAnswers(t *testing.T) {
	users := Users{Default: "the default", ByOwner: map[string]Person{"uid:1001": {Name: "A Patel"}}}
	p, org, box := dropBox(t, users, nil)
	if f := droppedBy(t, p, org, box, "uid:1001", learner); f.Facts.User != "A Patel" {
		t.Errorf("sent for %q", f.Facts.User)
	}
	silent := errors.New("the list of accounts cannot be read")
	p, _, box = dropBox(t, users, func(string) ([]string, error) { return nil, silent })
	c := folder.Claim{Owner: p.store.ID(), ID: "F1", Name: "July.csv"}
	box.Drop(c.Name, learner, london())
	box.SetOwner(c.Name, "uid:1001")
	_, err := box.Claim(t.Context(), c.Name, c)
	must(t, err)
	if err := p.Receive(t.Context(), []Dropped{{Organisation: "acme", Inbox: "in", Claim: c}}); !errors.Is(err, silent) {
		t.Errorf("got %v", err)
	}
}

// A file that is written again after its claim may name another person.
func TestO3_AFileThatChangedIsSentForWhomItNamesNow(t *testing.T) {
	p, org, box := dropBox(t, Users{Default: "the default", Column: "SubmittedBy"}, nil)
	f := droppedBy(t, p, org, box, "", learnersBy("A Patel"))
	box.WriteClaim(folder.Claim{Owner: p.store.ID(), ID: f.ID, Name: f.Name}, learnersBy("E Sixth"), london())
	must(t, p.takeAnew(t.Context(), org, f))
	f.StepAt = p.store.Now()
	for range 2 {
		must(t, p.step(t.Context(), org, f))
	}
	if f.State != store.Verifying || f.Facts.User != "E Sixth" {
		t.Errorf("it is %s for %q", f.State, f.Facts.User)
	}
}
