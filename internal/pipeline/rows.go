package pipeline

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"slices"
	"strconv"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// errRows says that the checked rows in the spool are not what was written.
var errRows = errors.New("the checked rows in the spool are damaged")

// rows reads checked rows from an offset to the end. A row is valid until the
// next.
func (p *Pipeline) rows(ctx context.Context, f *store.File, offset int64) iter.Seq2[*batchfile.Row, error] {
	return func(yield func(*batchfile.Row, error) bool) {
		in, err := p.store.OpenKept(ctx, rowsOf(f))
		if err == nil {
			defer in.Close()
			_, err = in.Seek(offset, io.SeekStart)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		reader := batchfile.NewRowReader(in)
		var row batchfile.Row
		for n := 0; ; n++ {
			err := reader.Next(&row)
			if err == io.EOF {
				return
			}
			if err == nil && n%look == 0 {
				err = ctx.Err()
			}
			if !yield(&row, err) || err != nil {
				return
			}
		}
	}
}

// pick reads the rows of a set, which start at offset, as they go to LRS: under
// the ULN that a person gave, if one did. It fails unless it finds every one.
func (p *Pipeline) pick(ctx context.Context, f *store.File, offset int64, set store.Runs) iter.Seq2[*batchfile.Row, error] {
	return func(yield func(*batchfile.Row, error) bool) {
		decided, err := p.decided(ctx, f, 0)
		if err != nil {
			yield(nil, err)
			return
		}
		want, stop := iter.Pull(set.All())
		defer stop()
		next, more := want()
		for row, err := range p.rows(ctx, f, offset) {
			if !more {
				return
			}
			if err == nil && row.Ordinal < next {
				continue
			}
			if err == nil && row.Ordinal > next {
				err = errRows
			}
			if uln := decided.uln(next); err == nil && uln != "" {
				row.ULN = uln
			}
			if !yield(row, err) || err != nil {
				return
			}
			next, more = want()
		}
		if more {
			yield(nil, errRows)
		}
	}
}

// offsets remembers where every so many rows start, so that a batch of a large
// file is found without reading what comes before it.
type offsets struct{ starts []int64 }

const offsetEvery = 1024

// index finds where the rows of a file start.
func (p *Pipeline) index(ctx context.Context, f *store.File) (*offsets, error) {
	in, err := p.store.OpenKept(ctx, rowsOf(f))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	reader := batchfile.NewRowReader(in)
	var o offsets
	var row batchfile.Row
	for n := 0; ; n++ {
		if n%offsetEvery == 0 {
			o.starts = append(o.starts, reader.Offset())
		}
		switch err := cmp.Or(reader.Next(&row), ctx.Err()); {
		case err == io.EOF:
			return &o, nil
		case err != nil:
			return nil, err
		}
	}
}

func (o *offsets) of(ordinal int) int64 { return o.starts[ordinal/offsetEvery] }

// digests makes the keyed digests of learners and awards. It is not safe for
// concurrent use.
type digests struct {
	mac hash.Hash
	buf []byte
}

func newDigests(key []byte) *digests { return &digests{mac: hmac.New(sha256.New, key)} }

func (d *digests) sum(what string, values ...string) (digest store.Digest) {
	d.buf = append(d.buf[:0], what...)
	for _, v := range values {
		d.buf = append(strconv.AppendInt(append(d.buf, 0), int64(len(v)), 10), ':')
		d.buf = append(d.buf, v...)
	}
	d.mac.Reset()
	d.mac.Write(d.buf)
	copy(digest[:], d.mac.Sum(d.buf[:0]))
	return digest
}

// learner stands for what LRS is asked about a person.
func (d *digests) learner(l *record.Learner) store.Digest {
	return d.sum("learner", l.ULN, l.FamilyName, l.GivenName, l.DateOfBirth, l.Gender)
}

// award stands for what makes an award the same one (INTERFACE section 3).
func (d *digests) award(a *record.Achievement) store.Digest {
	return d.sum("award", a.ULN, a.Reference, a.AwardDate, a.Action, a.ActionDate, a.Grade)
}

// section bounds how many digests are held and sorted at once.
const section = 1 << 20

// sections digests the rows of a set and hands them over sorted by digest, at
// most a section at a time.
func (p *Pipeline) sections(ctx context.Context, f *store.File, offset int64, set store.Runs, of func(*digests, *batchfile.Row) store.Digest,
	each func([]store.Award) error) error {
	if len(set) == 0 {
		return nil
	}
	d := newDigests(p.store.Key())
	part := make([]store.Award, 0, min(set.Len(), section))
	flush := func() error {
		slices.SortFunc(part, func(a, b store.Award) int {
			return cmp.Or(slices.Compare(a.Digest[:], b.Digest[:]), cmp.Compare(a.Ordinal, b.Ordinal))
		})
		err := each(part)
		part = part[:0]
		return err
	}
	for row, err := range p.pick(ctx, f, offset, set) {
		if err != nil {
			return fmt.Errorf("digest the rows of file %s: %w", f.ID, err)
		}
		if part = append(part, store.Award{Digest: of(d, row), Ordinal: uint32(row.Ordinal)}); len(part) == section {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func awardDigest(d *digests, row *batchfile.Row) store.Digest { return d.award(&row.Achievement) }

// keys gives each row of a batch the identifier it has on the wire: the
// client's own, or one of ours where that repeats or is empty (INTERFACE
// section 3). The same rows in the same order get the same keys.
type keys struct{ used map[string]bool }

func newKeys() *keys { return &keys{map[string]bool{}} }

const maxKey = 128

func (k *keys) of(row *batchfile.Row) string {
	key := row.MISIdentifier
	for try := 1; key == "" || k.used[key]; try++ {
		suffix := "#" + strconv.Itoa(row.Number)
		if try > 1 { // somebody's identifier looks like one of ours
			suffix += "-" + strconv.Itoa(try)
		}
		key = record.Cut(row.MISIdentifier, maxKey-len(suffix)) + suffix
	}
	k.used[key] = true
	return key
}
