package batchfile

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"

	"lrsdrop/internal/record"
)

func keptRows() []Row {
	return []Row{
		{Number: 2, Achievement: record.Achievement{Learner: record.Learner{ULN: "1000000078", GivenName: "Zoë"}, Grade: "Pass"}},
		{Number: 31, Ordinal: 1, Corrects: Correction{"K7Q2", 12}, Problems: []record.Problem{
			{Row: 31, Column: "Uln", Code: "LOCAL-ULN-CHECK", Message: "x", Action: "y"},
			{Row: 31, Code: "LOCAL-AGE", Message: strings.Repeat("z", 300), Warning: true},
		}},
		{Number: 1 << 30, Ordinal: 2, Achievement: record.Achievement{Postcode: strings.Repeat("p", 200_000)}},
	}
}

func keep(t testing.TB, rows []Row) (file []byte, starts []int64) {
	t.Helper()
	var out bytes.Buffer
	w := NewRowWriter(&out)
	for i := range rows {
		starts = append(starts, w.Offset())
		if err := w.Write(&rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil || w.Offset() != int64(out.Len()) {
		t.Fatal(err)
	}
	return out.Bytes(), starts
}

func TestKeptRowsComeBackFromAnyStart(t *testing.T) {
	rows := keptRows()
	rows[0].Cells = []string{"not kept"}
	file, starts := keep(t, rows)
	rows[0].Cells = nil
	for i, start := range starts {
		r := NewRowReader(bytes.NewReader(file[start:]))
		var got Row
		for n := i; n < len(rows); n++ {
			if start+r.Offset() != starts[n] {
				t.Errorf("row %d is said to start at %d", n, start+r.Offset())
			}
			if err := r.Next(&got); err != nil {
				t.Fatal(err)
			}
			if len(got.Problems) == 0 {
				got.Problems = nil
			}
			if !reflect.DeepEqual(got, rows[n]) {
				t.Errorf("row %d is another one", n)
			}
		}
		if err := r.Next(&got); err != io.EOF {
			t.Error(err)
		}
	}
}

func TestDamageToKeptRowsIsNoticed(t *testing.T) {
	file, starts := keep(t, keptRows())
	file = file[:starts[2]] // two rows
	count := func(b []byte) (int, error) {
		r := NewRowReader(bytes.NewReader(b))
		var row Row
		for n := 0; ; n++ {
			if err := r.Next(&row); err != nil {
				return n, err
			}
		}
	}
	for i := range file {
		broken := bytes.Clone(file)
		broken[i] ^= 0x41
		if n, err := count(broken); !IsDamaged(err) || n > 1 {
			t.Errorf("byte %d: %d rows, %v", i, n, err)
		}
		n, err := count(file[:i])
		if whole := i == 0 || int64(i) == starts[1]; whole != (err == io.EOF) || !whole && !IsDamaged(err) {
			t.Errorf("cut at %d: %d rows, %v", i, n, err)
		}
	}
}

func FuzzRowReader(f *testing.F) {
	file, starts := keep(f, keptRows())
	f.Add(file[:starts[2]])
	f.Add([]byte{0xff, 0xff, 0xff, 0x01})
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := NewRowReader(bytes.NewReader(b))
		var row Row
		for {
			err := r.Next(&row)
			if err == io.EOF || IsDamaged(err) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
