package batchfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lrsdrop/internal/record"
)

// NoFile stands in LRSDROP_File of rows that were given back by a check that
// nobody kept (lrsdrop validate). It is no file id, so such rows come back as
// new ones.
const NoFile = "VALIDATE"

// correct reads which row of an earlier file this one puts right, and undoes
// what a spreadsheet did to it on the way.
func (r *Reader) correct(all []string) {
	if !r.head.Redrop {
		return
	}
	for i, c := range r.row.Cells {
		r.row.Cells[i] = record.UnescapeCell(c)
	}
	file, number := r.fileNamed(all), cellAt(all, r.plan.row)
	if file == NoFile {
		return
	}
	row, err := strconv.Atoi(number)
	if err != nil || row < 1 || file == "" {
		r.add(unknownCorrection(), correctsRow)
		return
	}
	r.row.Corrects = Correction{File: file, Row: row}
	if r.options.Original == nil {
		return
	}
	columns, cells, ok := r.options.Original(file, row)
	switch {
	case !ok && r.options.Deleted != nil && r.options.Deleted(file):
		r.add(lateCorrection(), correctsRow)
		return
	case !ok:
		r.add(unknownCorrection(), correctsRow)
		return
	}
	r.restore(columns, cells)
}

// fileNamed is the file that a row is about, "" when that cannot be one. It is
// remembered for many rows, so no more is kept with it.
func (r *Reader) fileNamed(all []string) string {
	name := cellAt(all, r.plan.file)
	if len(name) > maxFileID {
		return ""
	}
	if name != r.named {
		r.named = strings.Clone(name)
	}
	return r.named
}

func cellAt(cells []string, i int) string {
	if i >= len(cells) {
		return ""
	}
	return strings.TrimSpace(record.UnescapeCell(cells[i]))
}

func unknownCorrection() record.Problem {
	return record.Problem{Code: record.CodeCorrection,
		Message: "LRSDROP_File and LRSDROP_Row in this row name no row that was given back.",
		Action:  "Leave these two columns as they were. Drop new rows in a file of their own."}
}

func lateCorrection() record.Problem {
	return record.Problem{Code: record.CodeCorrectionLate,
		Message: "This row corrects a row of an old file, which we no longer keep. Nothing of it was sent.",
		Action:  "Copy the row into a new file without the columns that begin with LRSDROP_, and drop that file."}
}

// maxRestored is how many cells of a row are told of; all are put back.
const maxRestored = 100

// restore puts back each cell that differs from the original only as a
// spreadsheet changes it.
func (r *Reader) restore(columns, cells []string) {
	told := 0
	for i, at := range r.returned.places(r.head.Columns, columns) {
		if i >= len(r.row.Cells) || at < 0 || at >= len(cells) {
			continue
		}
		original := cells[at]
		if now := r.row.Cells[i]; now == original || !onlyExcel(now, original) {
			continue
		}
		r.row.Cells[i] = original
		if told++; told <= maxRestored {
			r.add(restored(r.head.Columns[i]), r.head.Columns[i])
		}
	}
}

// returned remembers where the columns of a file that came back are in the
// file that it was made from: one row after the other is of the same.
type returned struct {
	of []string // the columns of the original
	at []int    // by column, its cell there; -1 where it has none, or two
}

func (r *returned) places(columns, original []string) []int {
	if slices.Equal(r.of, original) {
		return r.at
	}
	where := make(map[string]int, len(original))
	for i, name := range original {
		name = folded(name)
		if _, twice := where[name]; twice {
			i = -1
		}
		where[name] = i
	}
	r.of, r.at = original, r.at[:0]
	for _, name := range columns {
		at, known := where[folded(strings.TrimSpace(name))]
		if !known {
			at = -1
		}
		r.at = append(r.at, at)
	}
	return r.at
}

// folded is a name without its case.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// onlyExcel reports whether now is original in Excel's date form, or original
// without the zeros at its front.
func onlyExcel(now, original string) bool {
	now, original = strings.TrimSpace(now), strings.TrimSpace(original)
	if date, ok := record.FromExcelDate(now); ok {
		return date == original
	}
	bare := strings.TrimLeft(original, "0")
	if bare == "" && original != "" {
		bare = "0"
	}
	return now != "" && bare != original && now == bare && strings.Trim(bare, "0123456789") == ""
}

func restored(column string) record.Problem {
	return record.Problem{Code: record.CodeRestored, Warning: true,
		Message: fmt.Sprintf("Excel had changed the form of %s in this row. It was put back as it was.", record.Quote(column)),
		Action:  "Nothing to do."}
}
