package pipeline

import (
	"context"
	"sync"
	"time"

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
	mu  sync.Mutex
	of  map[string]chan struct{}
}

func newGate() *gate {
	return &gate{all: make(chan struct{}, largeAtOnce), of: map[string]chan struct{}{}}
}

// places are those of one organisation.
func (g *gate) places(organisation string) chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.of[organisation] == nil {
		g.of[organisation] = make(chan struct{}, largePerOrgOnce)
	}
	return g.of[organisation]
}

// enter takes a place if the file needs one and one is free. Nobody waits
// here: a task that did would keep a worker from others.
func (g *gate) enter(f *store.File) (leave func(), ok bool) {
	if f.Bytes < largeFile {
		return func() {}, true
	}
	own := g.places(f.Organisation)
	if !take(own) {
		return nil, false
	}
	if !take(g.all) {
		<-own
		return nil, false
	}
	return func() { <-g.all; <-own }, true
}

func take(places chan struct{}) bool {
	select {
	case places <- struct{}{}:
		return true
	default:
		return false
	}
}

// gatePause is when a file that found no place tries again.
const gatePause = time.Second

// comeBack puts off what is due of a file that found no place.
func (p *Pipeline) comeBack(ctx context.Context, f *store.File) error {
	return p.store.Update(ctx, func(tx *store.Tx) error {
		fresh, err := tx.File(f.ID)
		if err != nil {
			return err
		}
		at := tx.Now().Add(gatePause)
		fresh.StepAt, fresh.PublishAt = later(fresh.StepAt, at), later(fresh.PublishAt, at)
		return tx.SaveFile(fresh)
	})
}
