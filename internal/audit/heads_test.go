package audit

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func headOf(links []Link, n int) Head {
	return Head{Time: time.Date(2026, 7, 3, 8, 14, 0, 0, time.UTC), Sequence: int64(n), Hash: links[n-1].Hash}
}

func TestHeadsAreKeptLineByLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit-heads.log")
	if heads, bad, err := ReadHeads(path); len(heads) != 0 || bad != 0 || err != nil {
		t.Fatalf("%v %d %v", heads, bad, err)
	}
	links := chain(t, 3)
	for n := 1; n <= 3; n++ {
		if n == 3 { // the machine stopped in the middle of a line
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteString("2026-07-03T08:1"); err != nil {
				t.Fatal(err)
			}
			_ = f.Close()
		}
		if err := AppendHead(path, headOf(links, n)); err != nil {
			t.Fatal(err)
		}
	}
	heads, bad, err := ReadHeads(path)
	if len(heads) != 3 || bad != 1 || err != nil || heads[2] != headOf(links, 3) {
		t.Errorf("%v %d %v", heads, bad, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v %v", info, err)
	}
}

func TestHeadsShowWhatTheChainAloneCannot(t *testing.T) {
	whole := chain(t, 6)
	anew := func(from int) []Link { // a chain that fits itself, and was written anew
		links := append([]Link{}, whole[:from]...)
		prev := Hash{}
		if from > 0 {
			prev = whole[from-1].Hash
		}
		for n := from + 1; n <= 6; n++ {
			link, err := Append(prev, Event{Sequence: int64(n), Operation: "file", Organisation: "beta"})
			if err != nil {
				t.Fatal(err)
			}
			links, prev = append(links, link), link.Hash
		}
		return links
	}
	later := shortened(t, func(b Base) Event { return b.Tell(3) })
	end := Head{Sequence: 7, Hash: later[3].Hash}
	for _, test := range []struct {
		name  string
		links []Link
		heads []Head
		at    int64 // 0: it is whole
	}{
		{"whole", whole, []Head{headOf(whole, 2), headOf(whole, 6)}, 0},
		{"no heads", anew(0), nil, 0},
		{"grown since", whole, []Head{headOf(whole, 2), headOf(whole, 2)}, 0},
		{"cut", whole[:4], []Head{headOf(whole, 2), headOf(whole, 6)}, 5},
		{"cut to nothing", nil, []Head{headOf(whole, 1)}, 1},
		{"written anew", anew(2), []Head{headOf(whole, 2), headOf(whole, 5)}, 3},
		{"its beginning deleted after its time", later, []Head{headOf(whole, 1), headOf(whole, 3), headOf(whole, 5), end}, 0},
		{"that, and cut", later[:3], []Head{headOf(whole, 1), end}, 7},
		{"that, and written anew before", later, []Head{headOf(anew(1), 3)}, 4},
		{"that, and written anew after", later, []Head{headOf(anew(1), 5)}, 4},
		{"written anew from the first on", anew(0), []Head{headOf(whole, 1)}, 1},
	} {
		_, err := Walk(seq(test.links), test.heads, func(Event, Link) error { return nil })
		broken, _ := errors.AsType[*Broken](err)
		switch {
		case test.at == 0 && err != nil, test.at > 0 && (broken == nil || broken.Sequence != test.at):
			t.Errorf("%s: %v, want a break at %d", test.name, err, test.at)
		}
	}
}

// A change of one byte of any field breaks the chain at its event.
func TestEveryFieldIsCovered(t *testing.T) {
	e := Event{
		Sequence: 1, Time: time.Date(2026, 7, 3, 8, 14, 0, 0, time.UTC), Operation: "submitted", Call: "SubmitAchievementBatchJob",
		Organisation: "acme", UKPRN: "10099999", OrganisationRef: "RN0000", Certificate: "ab12", User: "J Smith", File: "K7Q2M4XT",
		Batch: "K7Q2M4XT-01", Job: 98765, From: "submitting", To: "submitted", Counts: map[string]int{"rows": 12}, Code: "WSRC0007",
		Digest: "cd34", By: "A Patel", Account: "apatel", Note: "why",
	}
	first, err := Append(Hash{}, e)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Append(first.Hash, Event{Sequence: 2, Operation: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range first.Body {
		if b < '0' { // keep it JSON, so that the hash alone can tell
			continue
		}
		changed := Link{Body: append([]byte{}, first.Body...), Hash: first.Hash}
		changed.Body[i] ^= 1
		_, err := Verify(seq([]Link{changed, second}))
		if broken, ok := errors.AsType[*Broken](err); !ok || broken.Sequence != 1 {
			t.Errorf("byte %d (%c): %v", i, b, err)
		}
	}
}
