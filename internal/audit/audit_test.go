package audit

import (
	"errors"
	"iter"
	"slices"
	"testing"
)

func chain(t *testing.T, n int) []Link {
	t.Helper()
	var links []Link
	var prev Hash
	for i := range n {
		link, err := Append(prev, Event{Sequence: int64(i + 1), Operation: "file", Organisation: "acme", User: "J Smith"})
		if err != nil {
			t.Fatal(err)
		}
		links, prev = append(links, link), link.Hash
	}
	return links
}

func seq(links []Link) iter.Seq2[Link, error] {
	return func(yield func(Link, error) bool) {
		for _, l := range links {
			if !yield(l, nil) {
				return
			}
		}
	}
}

func TestChainVerifies(t *testing.T) {
	if n, err := Verify(seq(chain(t, 5))); n != 5 || err != nil {
		t.Fatalf("got %d events, %v", n, err)
	}
}

func TestVerifyNamesTheFirstBrokenEvent(t *testing.T) {
	tests := []struct {
		name  string
		spoil func([]Link) []Link
		at    int64
	}{
		{"changed", func(l []Link) []Link { l[2].Body = []byte(`{"seq":3,"operation":"other"}`); return l }, 3},
		{"missing", func(l []Link) []Link { return slices.Delete(l, 1, 2) }, 2},
		{"re-ordered", func(l []Link) []Link { l[3], l[4] = l[4], l[3]; return l }, 4},
		{"not JSON", func(l []Link) []Link { l[0].Body = []byte("x"); return l }, 1},
		{"hash changed", func(l []Link) []Link { l[1].Hash[0]++; return l }, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Verify(seq(tt.spoil(chain(t, 6))))
			var broken *Broken
			if !errors.As(err, &broken) || broken.Sequence != tt.at {
				t.Fatalf("got %v, want a break at event %d", err, tt.at)
			}
		})
	}
}

// shortened is a chain whose first events were deleted after their time.
func shortened(t *testing.T, tell func(Base) Event) []Link {
	t.Helper()
	all := chain(t, 6)
	base := Base{Sequence: 3, Hash: all[2].Hash}
	e := tell(base)
	e.Sequence = 7
	last, err := Append(all[5].Hash, e)
	if err != nil {
		t.Fatal(err)
	}
	rest := append(all[3:], last)
	rest[0].After = &base
	return rest
}

func TestChainVerifiesAfterItsFirstEventsWereDeleted(t *testing.T) {
	rest := shortened(t, func(b Base) Event { return b.Tell(3) })
	if n, err := Verify(seq(rest)); n != 4 || err != nil {
		t.Fatalf("got %d events, %v", n, err)
	}
	rest[1].Hash[0]++
	if _, err := Verify(seq(rest)); err == nil {
		t.Error("a change is not noticed")
	}
}

func TestEventsThatVanishedWithoutWordsBreakTheChain(t *testing.T) {
	rest := shortened(t, func(Base) Event { return Event{Operation: Retention} })
	var broken *Broken
	if _, err := Verify(seq(rest)); !errors.As(err, &broken) || broken.Sequence != 3 {
		t.Errorf("got %v", err)
	}
	whole := shortened(t, func(b Base) Event { return b.Tell(3) })
	whole[0].After = nil
	if _, err := Verify(seq(whole)); err == nil {
		t.Error("a chain without its base verifies")
	}
}
