package pipeline

import (
	"context"

	"lrsdrop/internal/store"
)

// The steps of a large file take memory by its rows, so few of them run at
// once; one place is always left for other organisations.
const (
	largeFile       = 4 << 20 // bytes
	largeAtOnce     = 3
	largePerOrgOnce = 2
)

// gate lets the steps of large files in, a few at once.
type gate struct {
	all chan struct{}
	of  map[string]chan struct{}
}

func newGate(organisations []*Organisation) *gate {
	g := &gate{make(chan struct{}, largeAtOnce), map[string]chan struct{}{}}
	for _, org := range organisations {
		g.of[org.ID] = make(chan struct{}, largePerOrgOnce)
	}
	return g
}

// enter waits for a place if the file needs one. The organisation's own place
// comes first, so that those who wait for it keep none from others.
func (g *gate) enter(ctx context.Context, f *store.File) (leave func(), err error) {
	if f.Bytes < largeFile {
		return func() {}, nil
	}
	own := g.of[f.Organisation]
	select {
	case own <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case g.all <- struct{}{}:
	case <-ctx.Done():
		<-own
		return nil, ctx.Err()
	}
	return func() { <-g.all; <-own }, nil
}
