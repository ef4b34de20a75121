package store

import (
	"encoding/binary"
	"errors"
	"iter"
)

// errPacked says that a value of ours cannot be unpacked: the database was
// changed from outside.
var errPacked = errors.New("a packed value in the store is damaged")

// Run is Count rows in a row, from ordinal First.
type Run struct{ First, Count int }

// Runs is a set of rows in ascending order. Rows mostly come in long runs, so
// 10,000 of them take a few bytes.
type Runs []Run

// Add appends one ordinal, which must be above all others.
func (r *Runs) Add(ordinal int) {
	if n := len(*r); n > 0 && (*r)[n-1].First+(*r)[n-1].Count == ordinal {
		(*r)[n-1].Count++
		return
	}
	*r = append(*r, Run{ordinal, 1})
}

// Len is the number of rows.
func (r Runs) Len() (n int) {
	for _, run := range r {
		n += run.Count
	}
	return n
}

// All walks the ordinals in order.
func (r Runs) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, run := range r {
			for i := range run.Count {
				if !yield(run.First + i) {
					return
				}
			}
		}
	}
}

func (r Runs) pack() []byte {
	var b []byte
	last := 0
	for _, run := range r {
		b = binary.AppendUvarint(b, uint64(run.First-last))
		b = binary.AppendUvarint(b, uint64(run.Count))
		last = run.First + run.Count
	}
	return b
}

func unpackRuns(b []byte) (Runs, error) {
	var r Runs
	in := unpacker{b: b}
	last := 0
	for len(in.b) > 0 && in.err == nil {
		run := Run{First: last + in.int(), Count: in.int()}
		last = run.First + run.Count
		r = append(r, run)
	}
	return r, in.err
}

// unpacker reads what binary.AppendUvarint wrote; its error sticks.
type unpacker struct {
	b   []byte
	err error
}

func (u *unpacker) int() int {
	v, n := binary.Uvarint(u.b)
	if n <= 0 || v > 1<<40 {
		u.b, u.err = nil, errPacked
		return 0
	}
	u.b = u.b[n:]
	return int(v)
}

func (u *unpacker) string() string {
	n := u.int()
	if n > len(u.b) {
		u.b, u.err = nil, errPacked
		return ""
	}
	s := string(u.b[:n])
	u.b = u.b[n:]
	return s
}
