package batchfile

import (
	"fmt"
	"os"
	"testing"
)

func TestDuplicatesAreFoundInMemoryAndOnDisk(t *testing.T) {
	for _, c := range []struct{ rows, limit int }{{5000, 1 << 20}, {5000, 5000}, {5000, 700}, {20_000, 1 << 12}, {600, 1}} {
		t.Run(fmt.Sprintf("%d rows of which %d stay in memory", c.rows, c.limit), func(t *testing.T) {
			dir := t.TempDir()
			d := newDuplicates(dir)
			d.limit = c.limit
			for n := range c.rows {
				if earlier, err := d.look(n+1, fmt.Sprint(n), "x"); earlier != 0 || err != nil {
					t.Fatalf("row %d: %d %v", n+1, earlier, err)
				}
			}
			for n := range c.rows {
				if earlier, err := d.look(c.rows+n+1, fmt.Sprint(n), "x"); earlier != n+1 || err != nil {
					t.Fatalf("row %d again: %d %v", n+1, earlier, err)
				}
			}
			if len(d.runs) != c.rows/c.limit {
				t.Errorf("%d runs", len(d.runs))
			}
			if err := d.close(); err != nil {
				t.Error(err)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("%d files left, %v", len(left), err)
			}
		})
	}
}

func TestPartsOfAKeyDoNotRunTogether(t *testing.T) {
	d := newDuplicates(t.TempDir())
	for i, parts := range [][]string{{"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"", "abc"}} {
		if earlier, err := d.look(i+1, parts...); earlier != 0 || err != nil {
			t.Error(parts, earlier, err)
		}
	}
}

func TestNoRoomToSpillIsTheMachinesFault(t *testing.T) {
	d := newDuplicates(t.TempDir() + "/gone")
	d.limit = 1
	if _, err := d.look(1, "x"); err == nil {
		t.Error("no error")
	}
}
