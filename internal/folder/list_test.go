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

	p := portion{after: "f001000.csv", limit: limit}
	for some := range slices.Chunk(names, readAtOnce) {
		p.add(some)
		if len(p.names) > 2*limit || cap(p.names) > 4*limit {
			t.Fatalf("the portion holds %d names (room for %d), limit %d", len(p.names), cap(p.names), limit)
		}
	}
	if got := p.sorted(); !slices.Equal(got, want) {
		t.Errorf("got %d names from %s to %s", len(got), got[0], got[len(got)-1])
	}
}
