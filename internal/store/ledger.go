package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"lrsdrop/internal/record"
)

// Change gives Count rows from ordinal First one outcome. Cleared marks a row
// that may be uploaded: verified, and not older than At of its set.
type Change struct {
	First, Count int
	Outcome      record.Outcome
	Cleared      bool
	Code         string // LRS's as received, or ours
	Detail       string // for the result's last column; never a learner's details
}

// Changes collects changes in the order of their rows and joins what is alike.
type Changes []Change

// Add appends one row, which must come after all others.
func (c *Changes) Add(ordinal int, to Change) {
	to.First, to.Count = ordinal, 1
	if n := len(*c); n > 0 {
		last := &(*c)[n-1]
		joined := *last
		joined.First, joined.Count = to.First, 1
		if last.First+last.Count == ordinal && joined == to {
			last.Count++
			return
		}
	}
	*c = append(*c, to)
}

// Rows is how many rows change.
func (c Changes) Rows() (n int) {
	for _, change := range c {
		n += change.Count
	}
	return n
}

// All gives the changes one by one.
func (c Changes) All() iter.Seq[Change] { return slices.Values(c) }

// joined puts changes together that are alike, as [Changes.Add] does.
func joined(changes iter.Seq[Change]) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		var last Change
		for next := range changes {
			alike := last
			alike.First, alike.Count = next.First, next.Count
			if alike == next && last.First+last.Count == next.First {
				last.Count += next.Count
				continue
			}
			if last.Count > 0 && !yield(last) {
				return
			}
			last = next
		}
		if last.Count > 0 {
			yield(last)
		}
	}
}

const cleared = 0x80

func pack(changes iter.Seq[Change]) []byte {
	words := map[string]int{}
	var table, body []byte
	word := func(s string) uint64 {
		n, known := words[s]
		if !known {
			n = len(words)
			words[s] = n
			table = append(binary.AppendUvarint(table, uint64(len(s))), s...)
		}
		return uint64(n)
	}
	last := 0
	for change := range changes {
		mark := byte(change.Outcome)
		if change.Cleared {
			mark |= cleared
		}
		body = binary.AppendUvarint(body, uint64(change.First-last))
		body = binary.AppendUvarint(body, uint64(change.Count))
		body = append(body, mark)
		body = binary.AppendUvarint(body, word(change.Code))
		body = binary.AppendUvarint(body, word(change.Detail))
		last = change.First + change.Count
	}
	head := binary.AppendUvarint(nil, uint64(len(words)))
	return slices.Concat(head, table, body)
}

// AddOutcomes appends a set of outcomes of the file and returns its number. at
// is the moment of the oldest verification for a set that clears rows, else now.
func (tx *Tx) AddOutcomes(file, batch string, at time.Time, changes Changes) (seq int, err error) {
	return tx.AddEach(file, batch, at, changes.All())
}

// AddEach is AddOutcomes for changes that are not held in memory, for as many as
// a file has rows. They are gone through more than once, and joined on the way.
func (tx *Tx) AddEach(file, batch string, at time.Time, changes iter.Seq[Change]) (seq int, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT coalesce(max(seq), 0) + 1 FROM outcomes WHERE file = ?`, file).Scan(&seq)
	if err != nil {
		return 0, err
	}
	err = tx.exec(`INSERT INTO outcomes VALUES (?, ?, ?, ?, ?)`, file, seq, batch, at.UnixMilli(), pack(joined(changes)))
	if err != nil {
		return 0, fmt.Errorf("record outcomes of file %s: %w", file, err)
	}
	return seq, tx.countRows(file, changes)
}

// LastOutcomes is the number of the file's latest set of outcomes.
func (tx *Tx) LastOutcomes(file string) (seq int, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT coalesce(max(seq), 0) FROM outcomes WHERE file = ?`, file).Scan(&seq)
	return seq, err
}

// Ledger holds the present outcome of every row of a file, 16 bytes each.
type Ledger struct {
	rows  []entry
	words []string
	sets  []Set
}

// Set is one decision about some rows.
type Set struct {
	Seq   int
	Batch string
	At    time.Time
}

type entry struct {
	code, detail, set uint32
	outcome           record.Outcome
	cleared           bool
}

// Row is what became of one row.
type Row struct {
	Outcome record.Outcome
	Cleared bool
	Code    string
	Detail  string
	Set     Set
}

// Ledger replays the outcomes of a file of n rows, up to the set upto; 0 means
// all.
func (s *Store) Ledger(ctx context.Context, file string, n, upto int) (*Ledger, error) {
	l := &Ledger{rows: make([]entry, n), words: []string{""}, sets: []Set{{}}}
	rows, err := s.read.QueryContext(ctx, `SELECT seq, batch, at, changes FROM outcomes WHERE file = ? AND (?2 = 0 OR seq <= ?2) ORDER BY seq`, file, upto)
	if err != nil {
		return nil, fmt.Errorf("read the outcomes of file %s: %w", file, err)
	}
	defer rows.Close()
	known := map[string]uint32{"": 0}
	for rows.Next() {
		var set Set
		var at int64
		var packed []byte
		if err := rows.Scan(&set.Seq, &set.Batch, &at, &packed); err != nil {
			return nil, err
		}
		set.At = time.UnixMilli(at).UTC()
		l.sets = append(l.sets, set)
		if err := l.apply(packed, known); err != nil {
			return nil, fmt.Errorf("read outcomes %d of file %s: %w", set.Seq, file, err)
		}
	}
	return l, rows.Err()
}

func (l *Ledger) apply(packed []byte, known map[string]uint32) error {
	in := unpacker{b: packed}
	words := make([]uint32, 0, 8)
	for range in.int() {
		if in.err != nil {
			return in.err
		}
		words = append(words, l.word(in.string(), known))
	}
	last := 0
	for len(in.b) > 0 {
		first, count := last+in.int(), in.int()
		if len(in.b) == 0 {
			return errPacked
		}
		mark := in.b[0]
		in.b = in.b[1:]
		code, detail := in.int(), in.int()
		if in.err != nil || code >= len(words) || detail >= len(words) || first+count > len(l.rows) || int(mark&^cleared) > int(record.LastOutcome) {
			return errors.Join(errPacked, in.err)
		}
		e := entry{words[code], words[detail], uint32(len(l.sets) - 1), record.Outcome(mark &^ cleared), mark&cleared != 0}
		for i := range count {
			l.rows[first+i] = e
		}
		last = first + count
	}
	return in.err
}

func (l *Ledger) word(s string, known map[string]uint32) uint32 {
	n, ok := known[s]
	if !ok {
		n = uint32(len(l.words))
		l.words = append(l.words, s)
		known[s] = n
	}
	return n
}

// Any reports whether a row whose latest outcome came in a set after this one
// is of a sort.
func (l *Ledger) Any(after int, sort func(o record.Outcome, code string) bool) bool {
	for _, e := range l.rows {
		if l.sets[e.set].Seq > after && sort(e.outcome, l.words[e.code]) {
			return true
		}
	}
	return false
}

// Last is the number of the latest set that was replayed.
func (l *Ledger) Last() int { return l.sets[len(l.sets)-1].Seq }

// Len is the number of rows of the file.
func (l *Ledger) Len() int { return len(l.rows) }

// Row gives what became of the row with this ordinal.
func (l *Ledger) Row(ordinal int) Row {
	e := l.rows[ordinal]
	return Row{e.outcome, e.cleared, l.words[e.code], l.words[e.detail], l.sets[e.set]}
}

// Counts tells how many rows have each outcome.
func (l *Ledger) Counts() map[record.Outcome]int {
	counts := map[record.Outcome]int{}
	for _, e := range l.rows {
		counts[e.outcome]++
	}
	return counts
}

// Waiting lists the rows without an outcome yet that are cleared, or are not.
func (l *Ledger) Waiting(cleared bool) Runs {
	var r Runs
	for i, e := range l.rows {
		if e.outcome == record.Open && e.cleared == cleared {
			r.Add(i)
		}
	}
	return r
}
