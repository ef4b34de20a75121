package folder

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestF15_APortionHoldsAtMostTwiceItsLimit(t *testing.T) {
	const files, limit = 100_000, 500
	names := make([]string, files)
	for i := range names {
		names[i] = fmt.Sprintf("f%06d.csv", i)
	}
	want := slices.Clone(names[1001 : 1001+limit])
	rng := rand.New(rand.NewPCG(1, 2))
	rng.Shuffle(files, func(i, j int) { names[i], names[j] = names[j], names[i] })

	p := portion[string]{after: "f001000.csv", limit: limit, name: func(n string) string { return n }}
	for _, n := range names {
		p.add(n)
		if len(p.items) > 2*limit || cap(p.items) > 4*limit {
			t.Fatalf("the portion holds %d names (room for %d), limit %d", len(p.items), cap(p.items), limit)
		}
	}
	if got := p.sorted(); !slices.Equal(got, want) {
		t.Errorf("got %d names from %s to %s", len(got), got[0], got[len(got)-1])
	}
}
