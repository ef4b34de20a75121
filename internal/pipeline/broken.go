package pipeline

import (
	"iter"
	"slices"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// broken are the rows of a file that broke a rule. In two million of them each
// may have broken another one than the row before, so a stretch of rows takes
// twelve bytes, and not the fifty of a change in the store.
type broken struct {
	rows      int
	stretches []stretchOf
	codes     []string
}

// stretchOf is rows one after the other that broke the same rule first.
type stretchOf struct{ first, count, code uint32 }

// add notes a row, which must come after all others.
func (b *broken) add(ordinal int, code string) {
	b.rows++
	at := slices.Index(b.codes, code)
	if at < 0 {
		at = len(b.codes)
		b.codes = append(b.codes, code)
	}
	if n := len(b.stretches); n > 0 {
		if last := &b.stretches[n-1]; int(last.first+last.count) == ordinal && int(last.code) == at {
			last.count++
			return
		}
	}
	b.stretches = append(b.stretches, stretchOf{uint32(ordinal), 1, uint32(at)})
}

// all gives them as the store keeps them.
func (b *broken) all() iter.Seq[store.Change] {
	return func(yield func(store.Change) bool) {
		for _, s := range b.stretches {
			if !yield(store.Change{First: int(s.first), Count: int(s.count), Outcome: record.Invalid, Code: b.codes[s.code]}) {
				return
			}
		}
	}
}
