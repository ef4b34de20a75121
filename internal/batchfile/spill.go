package batchfile

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"os"
	"slices"
)

const (
	digestSize = 16
	blockRows  = 256 // rows that one look-up reads: 4 KiB
)

// run is a million digests on disk in the order of their hashes, with a filter
// and the first hash of each block in memory: 2 MiB and 32 KiB.
type run struct {
	file   *os.File
	rows   int
	filter filter
	fence  []uint64
	block  [blockRows * digestSize]byte
}

// newRun sorts the buckets in place and writes them to a file in dir. The file
// holds keyed hashes and row numbers, nothing of a learner.
func newRun(dir string, buckets [][]digest) (*run, error) {
	file, err := os.CreateTemp(dir, "lrsdrop-rows-*")
	if err != nil {
		return nil, fmt.Errorf("making room for the keys of a large file: %w", err)
	}
	r := &run{file: file, filter: make(filter, filterSize(buckets))}
	out := bufio.NewWriterSize(file, bufferSize)
	for _, b := range buckets {
		slices.SortFunc(b, func(a, b digest) int { return cmp.Compare(a.high, b.high) })
		err = errors.Join(err, r.write(out, b))
	}
	if err := errors.Join(err, out.Flush()); err != nil {
		return nil, errors.Join(fmt.Errorf("writing the keys of a large file: %w", err), r.close())
	}
	return r, nil
}

func filterSize(buckets [][]digest) int {
	rows := 0
	for _, b := range buckets {
		rows += len(b)
	}
	return 1 << bits.Len(uint(max(rows/rowsPerWord, 1)-1))
}

func (r *run) write(out io.Writer, sorted []digest) error {
	var b [digestSize]byte
	for _, d := range sorted {
		if r.rows%blockRows == 0 {
			r.fence = append(r.fence, d.high)
		}
		r.rows++
		r.filter.mark(d)
		binary.LittleEndian.PutUint64(b[:], d.high)
		binary.LittleEndian.PutUint32(b[8:], d.low)
		binary.LittleEndian.PutUint32(b[12:], d.row)
		if _, err := out.Write(b[:]); err != nil {
			return err
		}
	}
	return nil
}

// find gives the row with the digest, or 0.
func (r *run) find(d digest) (uint32, error) {
	if !r.filter.maybe(d) {
		return 0, nil
	}
	// The block before the first fence at or above the hash may end with it.
	at, _ := slices.BinarySearch(r.fence, d.high)
	for i := max(at-1, 0); i < len(r.fence) && r.fence[i] <= d.high; i++ {
		row, err := r.search(i, d)
		if row != 0 || err != nil {
			return row, err
		}
	}
	return 0, nil
}

func (r *run) search(block int, sought digest) (uint32, error) {
	rows := min(blockRows, r.rows-block*blockRows)
	b := r.block[:rows*digestSize]
	if _, err := r.file.ReadAt(b, int64(block)*int64(len(r.block))); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return 0, fmt.Errorf("reading the keys of a large file: %w", err)
	}
	for ; len(b) > 0; b = b[digestSize:] {
		at := digest{high: binary.LittleEndian.Uint64(b), low: binary.LittleEndian.Uint32(b[8:])}
		if at.same(sought) {
			return binary.LittleEndian.Uint32(b[12:]), nil
		}
	}
	return 0, nil
}

// close removes the file as well.
func (r *run) close() error {
	return errors.Join(r.file.Close(), os.Remove(r.file.Name()))
}
