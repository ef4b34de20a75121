package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// reserve keeps the awards of the rows as being sent, and tells of those that
// were before.
func (p *Pipeline) reserve(ctx context.Context, f *store.File, free []uint32) (*before, error) {
	var set store.Runs
	for _, ordinal := range free {
		set.Add(int(ordinal))
	}
	found := &before{index: map[string]uint32{}, lost: map[string]*lostUpload{}}
	err := p.sections(ctx, f, 0, set, awardDigest, func(part []store.Award) error {
		for chunk := range slices.Chunk(part, lookUp) {
			var sent map[int]store.Sent
			var lost map[int]store.Upload
			err := p.store.Update(ctx, func(tx *store.Tx) (err error) {
				if sent, err = tx.ReserveAwards(f, chunk); err != nil {
					return err
				}
				lost, err = tx.Journaled(f, chunk)
				return err
			})
			if err != nil {
				return err
			}
			for i, s := range sent {
				found.add(chunk[i].Ordinal, s)
				delete(lost, i)
			}
			for i, u := range lost {
				found.lose(chunk[i].Ordinal, u)
			}
		}
		return nil
	})
	slices.SortFunc(found.rows, func(a, b sentRow) int { return cmp.Compare(a.ordinal, b.ordinal) })
	for _, l := range found.lost {
		slices.Sort(l.rows)
	}
	return found, err
}

// before are the rows of a file whose award was sent in another file, in
// order: 12 bytes each, for all of a large export may have been.
type before struct {
	rows  []sentRow
	files []string
	index map[string]uint32

	lost map[string]*lostUpload // by the batch they went in
}

// lostUpload is what a file has of an upload that was made after the backup
// which the state folder was restored from. What LRS answered is not known.
type lostUpload struct {
	store.Upload
	rows []uint32
}

func (b *before) lose(ordinal uint32, u store.Upload) {
	l := b.lost[u.Batch]
	if l == nil {
		l = &lostUpload{Upload: u}
		b.lost[u.Batch] = l
	}
	l.rows = append(l.rows, ordinal)
}

// words say where the rows went.
func (l *lostUpload) words() string {
	return fmt.Sprintf("Uploaded on %s as batch %s. The state folder was restored from an older copy since, so what LRS answered is not known here.",
		clockTime(l.At), l.Batch)
}

type sentRow struct{ ordinal, file, there uint32 }

func (b *before) add(ordinal uint32, s store.Sent) {
	n, known := b.index[s.File]
	if !known {
		n = uint32(len(b.files))
		b.files, b.index[s.File] = append(b.files, s.File), n
	}
	b.rows = append(b.rows, sentRow{ordinal, n, uint32(s.Ordinal)})
}

func (b *before) has(ordinal uint32) bool {
	for _, l := range b.lost {
		if _, found := slices.BinarySearch(l.rows, ordinal); found {
			return true
		}
	}
	_, found := slices.BinarySearchFunc(b.rows, ordinal, func(r sentRow, o uint32) int { return cmp.Compare(r.ordinal, o) })
	return found
}

// alreadySent says of each row where it was sent before: file, date and job.
func (p *Pipeline) alreadySent(ctx context.Context, b *before) (store.Changes, error) {
	seen := earlier{p: p, files: map[string]*store.File{}}
	var changes store.Changes
	for _, row := range b.rows {
		words, err := seen.words(ctx, store.Sent{File: b.files[row.file], Ordinal: int(row.there)})
		if err != nil {
			return nil, err
		}
		changes.Add(int(row.ordinal), store.Change{Outcome: record.AlreadySent, Code: record.CodeAlreadySent, Detail: words})
	}
	return changes, nil
}

// earlier puts in words where an award was sent, and remembers the last batch
// and the files it looked up: neighbours mostly share them.
type earlier struct {
	p     *Pipeline
	files map[string]*store.File
	batch *store.Batch
	text  string
}

func (e *earlier) words(ctx context.Context, s store.Sent) (string, error) {
	if b := e.batch; b != nil && b.File == s.File && b.First <= s.Ordinal && s.Ordinal <= b.Last {
		return e.text, nil
	}
	f, known := e.files[s.File]
	if !known {
		var err error
		if f, err = e.p.store.File(ctx, s.File); err != nil {
			return "", err
		}
		e.files[s.File] = f
	}
	b, err := e.p.store.BatchOf(ctx, s.File, s.Ordinal)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	if err != nil { // reserved, and not in a batch yet
		return fmt.Sprintf("In %s, received %s.", called(f), clockTime(f.ReceivedAt)), nil
	}
	e.batch, e.text = b, sentWords(f, b)
	return e.text, nil
}

func sentWords(f *store.File, b *store.Batch) string {
	var s strings.Builder
	s.WriteString("In " + called(f))
	if !b.Facts.SubmittedAt.IsZero() {
		fmt.Fprintf(&s, ", sent %s", clockTime(b.Facts.SubmittedAt))
	}
	if b.Job != 0 {
		fmt.Fprintf(&s, ", LRS job %d", b.Job)
	}
	return s.String() + "."
}

// called names a file; its own name is deleted after its time.
func called(f *store.File) string {
	if f.Name == "" {
		return "file " + f.ID
	}
	return fmt.Sprintf("file %s (%s)", f.ID, f.Name)
}

// clockTime shows a moment as people in the awarding organisation do.
func clockTime(t time.Time) string {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return t.UTC().Format("2 January 2006 at 15:04 UTC")
	}
	return t.In(london).Format("2 January 2006 at 15:04")
}
