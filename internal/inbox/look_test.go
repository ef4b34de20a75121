package inbox

import (
	"slices"
	"testing"
	"time"

	"lrsdrop/internal/folder"
)

func TestF3_TemporaryNamesAreIgnored(t *testing.T) {
	for name, want := range map[string]bool{
		"July.csv":            false,
		"July.tmp.csv":        false,
		"tmp":                 false,
		"part.xml":            false,
		"clock":               false,
		".July.csv":           true,
		"~$July.csv":          true,
		"July.csv.tmp":        true,
		"July.csv.TMP":        true,
		"July.csv.part":       true,
		"July.csv.partial":    true,
		"July.csv.filepart":   true,
		"July.csv.crdownload": true,
		"July.csv.writing":    true,
		"July.csv.lock":       true,
		".tmp":                true,
		"":                    false,
	} {
		if got := Ignored(name); got != want {
			t.Errorf("Ignored(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestF4_OnlyChangeBetweenTwoLooksCounts(t *testing.T) {
	start := time.Now()
	old := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	future := time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	first := folder.Entry{Name: "July.csv", Size: 10, ModTime: old, ID: "1:1", Regular: true}
	with := func(change func(*folder.Entry)) folder.Entry { e := first; change(&e); return e }
	for _, c := range []struct {
		what   string
		second folder.Entry
		still  bool
	}{
		{"nothing changed", first, true},
		{"the same time in another zone", with(func(e *folder.Entry) { e.ModTime = old.In(time.FixedZone("", 3600)) }), true},
		{"it grew", with(func(e *folder.Entry) { e.Size++ }), false},
		{"it shrank", with(func(e *folder.Entry) { e.Size-- }), false},
		{"its time went into the future", with(func(e *folder.Entry) { e.ModTime = future }), false},
		{"its time went back", with(func(e *folder.Entry) { e.ModTime = old.Add(-time.Nanosecond) }), false},
		{"another file has the name", with(func(e *folder.Entry) { e.ID = "1:2" }), false},
	} {
		ls := looks{files: map[string]look{}, limit: 10}
		ls.see(first, start)
		since, _ := ls.see(c.second, start.Add(time.Minute))
		if still := since.Equal(start); still != c.still {
			t.Errorf("%s: stands still %v, want %v", c.what, still, c.still)
		}
	}
}

func TestAFileSystemThatMakesIdentitiesUpIsBelievedInTheEnd(t *testing.T) {
	ls := looks{files: map[string]look{}, limit: 10}
	e := folder.Entry{Name: "July.csv", Size: 10, Regular: true}
	now, anew := time.Now(), []bool{}
	for i := range 8 {
		e.ID = string(rune('a' + i))
		_, first := ls.see(e, now.Add(time.Duration(i)*time.Second))
		anew = append(anew, first)
	}
	if want := []bool{true, true, true, true, false, false, false, false}; !slices.Equal(anew, want) {
		t.Errorf("started anew %v, want %v", anew, want)
	}
}

func TestLooksForgetWhatIsGoneAndKeepWhatWasNotRead(t *testing.T) {
	ls := looks{files: map[string]look{}, limit: 10, scan: 1}
	for _, n := range []string{"a", "b", "c", "d"} {
		ls.see(folder.Entry{Name: n}, time.Now())
	}
	ls.scan = 2
	ls.see(folder.Entry{Name: "b"}, time.Now())
	ls.forget("b") // the scan read no further
	for name, want := range map[string]bool{"a": false, "b": true, "c": true, "d": true} {
		if _, got := ls.files[name]; got != want {
			t.Errorf("%s is known: %v, want %v", name, got, want)
		}
	}
	ls.forget("")
	if len(ls.files) != 1 {
		t.Errorf("%d files are known, want b alone", len(ls.files))
	}
}

func TestPollsAreSpreadByATenthOnAGrid(t *testing.T) {
	now := time.Now()
	for _, poll := range []time.Duration{time.Nanosecond, time.Millisecond, 100 * time.Millisecond, time.Second, 10 * time.Second, time.Hour} {
		for range 100 {
			if d := untilPoll(now, poll); d <= 0 || d < poll-poll/10 || d > poll+poll/10+1 {
				t.Errorf("poll %s: next after %s", poll, d)
			}
		}
	}
	at := now.Round(0).Add(untilPoll(now, 10*time.Second))
	if !at.Equal(at.Truncate(time.Second)) {
		t.Errorf("polled at %s, want a whole second", at)
	}
}
