package pipeline

import (
	"context"
	"errors"
	"io"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/store"
)

// Bounds on what an errors.csv may make us look up: files it names, and how
// often it goes back within one. An honest one names few and goes forward.
const (
	maxOriginals = 32
	maxRewinds   = 1000 // asking for what is beyond the end is one too
)

// originals finds the rows that an errors.csv was made from, so that what a
// spreadsheet did to them can be told. It reads each file once, forwards, as
// long as the rows come in their order.
type originals struct {
	ctx     context.Context
	p       *Pipeline
	org     *Organisation
	files   map[string]*original
	rewinds int
	err     error // the machine's; the rows found are not to be trusted then
}

type original struct {
	deleted bool   // its data is gone after its time
	correct []bool // by ordinal, whether the row was to be corrected
	how     pinned
	name    string
	begun   bool // it has been read from its start before
	in      io.ReadSeekCloser
	reader  *batchfile.Reader
	row     *batchfile.Row
	columns []string
}

func newOriginals(ctx context.Context, p *Pipeline, org *Organisation) *originals {
	return &originals{ctx: ctx, p: p, org: org, files: map[string]*original{}}
}

func (o *originals) close() {
	for _, f := range o.files {
		f.close()
	}
}

func (f *original) close() {
	if f != nil && f.in != nil {
		_ = f.reader.Close() // reading cells alone holds nothing
		_ = f.in.Close()
		f.in, f.reader, f.row = nil, nil, nil
	}
}

// row gives the columns and cells of a row that an errors.csv of ours gave
// out; false when it gave out no such row.
func (o *originals) row(id string, number int) (columns, cells []string, ok bool) {
	f := o.file(id)
	if f == nil || f.deleted || o.err != nil {
		return nil, nil, false
	}
	if f.row != nil && f.row.Number > number {
		f.close()
	}
	if f.reader == nil && f.begun {
		if o.rewinds++; o.rewinds > maxRewinds {
			return nil, nil, false
		}
	}
	if o.err = o.forward(f, number); o.err != nil || f.row == nil || f.row.Number != number {
		return nil, nil, false
	}
	if n := f.row.Ordinal; n >= len(f.correct) || !f.correct[n] {
		return nil, nil, false
	}
	return f.columns, f.row.Cells, true
}

// deleted reports a file whose rows cannot be told any more, because their time
// is over.
func (o *originals) deleted(id string) bool {
	f := o.file(id)
	return f != nil && f.deleted
}

func (o *originals) file(id string) *original {
	f, known := o.files[id]
	if known || len(o.files) >= maxOriginals {
		return f
	}
	o.files[id] = nil
	file, err := o.p.store.File(o.ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		o.err = err
		return nil
	}
	if err != nil || file.Organisation != o.org.ID || file.Facts.Rows == 0 {
		return nil
	}
	if !file.Facts.Gone.Data.IsZero() {
		o.files[id] = &original{deleted: true}
		return o.files[id]
	}
	f = &original{name: inputOf(file)}
	if f.how, o.err = pinnedOf(file); o.err != nil {
		return nil
	}
	if f.correct, o.err = o.toCorrect(file); o.err != nil {
		return nil
	}
	o.files[id] = f
	return f
}

// toCorrect tells which rows of a file were to be corrected. Of the many files
// that one errors.csv may name, no more than that is kept.
func (o *originals) toCorrect(f *store.File) ([]bool, error) {
	ledger, err := o.p.store.Ledger(o.ctx, f.ID, f.Facts.Rows, 0)
	if err != nil {
		return nil, err
	}
	correct := make([]bool, ledger.Len())
	for i := range correct {
		row := ledger.Row(i)
		correct[i] = fixable(row.Outcome, row.Code)
	}
	return correct, nil
}

// forward reads on to a row, or to the first one after it.
func (o *originals) forward(f *original, number int) (err error) {
	if f.reader == nil {
		if err := o.open(f); err != nil {
			return err
		}
	}
	for f.row == nil || f.row.Number < number {
		f.row, err = f.reader.Next()
		if err == io.EOF {
			f.close()
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (o *originals) open(f *original) (err error) {
	f.begun = true
	if f.in, err = o.p.store.OpenKept(o.ctx, f.name); err != nil {
		return err
	}
	options := o.p.readOptions(f.how)
	options.CellsOnly = true
	if f.reader, err = batchfile.Open(f.in, options); err != nil {
		_ = f.in.Close()
		f.in, f.reader = nil, nil
		return err
	}
	f.columns = f.reader.Head().Columns
	return nil
}

// cells reads the cells of a file again, for its errors.csv: as they were
// read, without what a spreadsheet did to rows that came back.
func (p *Pipeline) cells(ctx context.Context, f *store.File, original func(string, int) ([]string, []string, bool), each func(columns []string, row *batchfile.Row) error) error {
	how, err := pinnedOf(f)
	if err != nil {
		return err
	}
	in, err := p.store.OpenKept(ctx, inputOf(f))
	if err != nil {
		return err
	}
	defer in.Close()
	options := p.readOptions(how)
	options.CellsOnly, options.Original = true, original
	reader, err := batchfile.Open(in, options)
	if err != nil {
		return err
	}
	defer reader.Close()
	columns := reader.Head().Columns
	for range f.Facts.Rows { // not to its end, which may be why the file was stopped
		row, err := reader.Next()
		if err == nil {
			err = each(columns, row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
