package batchfile

import (
	"errors"
	"hash/maphash"
)

const (
	spillAt      = 1 << 20 // rows in memory before they are spilled
	bucketBits   = 12
	rowsPerWord  = 4       // of a filter, when it is full: 3 in 1,000 look-ups go on in vain
	smallestSize = 1 << 10 // words of the first filter
)

// duplicates finds rows of one file with the same key. It keeps 96 bits of a
// keyed hash of each row, not the row: the key is drawn for this file alone,
// so nobody can make two rows collide on purpose, and by chance two of two
// million rows do once in 10^16 files.
//
// Almost every row is new, so the filter answers almost every look-up from
// memory that stays near the processor, and the row goes to the end of a
// bucket. Up to a million rows stay in memory, 16 bytes and some room each.
// Beyond, each million becomes a sorted run on disk, behind its filter.
type duplicates struct {
	dir     string
	seeds   [2]maphash.Seed
	key     []byte
	filter  filter
	buckets [][]digest // by the first bits of the hash
	rows    int
	limit   int // rows in memory before they are spilled
	runs    []*run
}

// digest is one row.
type digest struct {
	high uint64
	low  uint32
	row  uint32
}

func (d digest) same(other digest) bool { return d.high == other.high && d.low == other.low }

func newDuplicates(dir string) *duplicates {
	return &duplicates{
		dir:     dir,
		seeds:   [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		filter:  make(filter, smallestSize),
		buckets: make([][]digest, 1<<bucketBits),
		limit:   spillAt,
	}
}

// look gives the number of the earlier row with the same key, or 0 and
// remembers this one.
func (d *duplicates) look(row int, parts ...string) (int, error) {
	sought := d.digest(row, parts)
	earlier, err := d.find(sought)
	if earlier != 0 || err != nil {
		return int(earlier), err
	}
	b := &d.buckets[sought.high>>(64-bucketBits)]
	*b = append(*b, sought)
	d.rows++
	if d.rows >= d.limit {
		return 0, d.spill()
	}
	if d.rows > len(d.filter)*rowsPerWord {
		d.widen()
	}
	d.filter.mark(sought)
	return 0, nil
}

// digest hashes the parts, each with an end mark that none of them has.
func (d *duplicates) digest(row int, parts []string) digest {
	d.key = d.key[:0]
	for _, p := range parts {
		d.key = append(append(d.key, p...), 0)
	}
	return digest{
		high: maphash.Bytes(d.seeds[0], d.key),
		low:  uint32(maphash.Bytes(d.seeds[1], d.key)),
		row:  uint32(row),
	}
}

func (d *duplicates) find(sought digest) (uint32, error) {
	if d.filter.maybe(sought) {
		for _, at := range d.buckets[sought.high>>(64-bucketBits)] {
			if at.same(sought) {
				return at.row, nil
			}
		}
	}
	for _, r := range d.runs {
		if earlier, err := r.find(sought); earlier != 0 || err != nil {
			return earlier, err
		}
	}
	return 0, nil
}

// widen makes the filter for twice as many rows.
func (d *duplicates) widen() {
	d.filter = make(filter, 2*len(d.filter))
	for _, b := range d.buckets {
		for _, at := range b {
			d.filter.mark(at)
		}
	}
}

// spill moves the rows in memory to disk.
func (d *duplicates) spill() error {
	r, err := newRun(d.dir, d.buckets)
	if err != nil {
		return err
	}
	d.runs = append(d.runs, r)
	for i := range d.buckets {
		d.buckets[i] = d.buckets[i][:0]
	}
	d.filter, d.rows = make(filter, smallestSize), 0
	return nil
}

func (d *duplicates) close() error {
	var all error
	for _, r := range d.runs {
		all = errors.Join(all, r.close())
	}
	d.runs = nil
	return all
}

// filter is a Bloom filter that looks at one word for each row. Its length is
// a power of two.
type filter []uint64

func (f filter) mark(d digest) { f[d.high&uint64(len(f)-1)] |= d.bits() }

func (f filter) maybe(d digest) bool {
	b := d.bits()
	return f[d.high&uint64(len(f)-1)]&b == b
}

// bits are four of a word, from the part of the hash that chose no word.
func (d digest) bits() uint64 {
	return 1<<(d.low&63) | 1<<(d.low>>6&63) | 1<<(d.low>>12&63) | 1<<(d.low>>18&63)
}
