package pipeline

import (
	"context"
	"sync"
	"time"

	"lrsdrop/internal/store"
)

// The steps of a file take memory by its bytes and its rows, so only so much is
// at work at once; some room is always left for other organisations.
const (
	largeFile   = 4 << 20 // bytes; a larger file counts no more, but for its rows
	smallFile   = 64 << 10
	leastOfRow  = 64 // bytes that a row counts at least, once it is known how many there are
	evenBeyond  = 16 // bytes that each row counts even of a large file: so much is held of it
	atOnce      = 3 * largeFile
	ofOneAtOnce = 2 * largeFile
)

// weight is what a file counts. Small ones need no room.
func weight(f *store.File) int64 {
	n := max(f.Bytes, int64(f.Facts.Rows)*leastOfRow)
	if n < smallFile {
		return 0
	}
	return max(min(n, largeFile), min(int64(f.Facts.Rows)*evenBeyond, ofOneAtOnce))
}

// gate lets the steps of files in, as long as there is room.
type gate struct {
	mu  sync.Mutex
	all int64
	of  map[string]int64 // by organisation
}

func newGate() *gate { return &gate{of: map[string]int64{}} }

// enter takes the room that a file needs if it is free. Nobody waits here: a
// task that did would keep a worker from others.
func (g *gate) enter(f *store.File) (leave func(), ok bool) {
	n := weight(f)
	if !g.take(f.Organisation, n) {
		return nil, false
	}
	return func() { g.take(f.Organisation, -n) }, true
}

func (g *gate) take(organisation string, n int64) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if n > 0 && (g.all+n > atOnce || g.of[organisation]+n > ofOneAtOnce) {
		return false
	}
	g.all += n
	if g.of[organisation] += n; g.of[organisation] == 0 {
		delete(g.of, organisation)
	}
	return true
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
