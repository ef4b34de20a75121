package folder

import (
	"os"
	"testing"
	"time"
)

func TestTimesOfAFolderOfThisMachine(t *testing.T) {
	dir := t.TempDir()
	l, err := OpenLocal(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, err := l.Times(t.Context())
	if err != nil || !got.Kept || got.Step > 2*time.Second || got.Ahead.Abs() > 3*time.Second {
		t.Errorf("%+v, %v", got, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}

func TestTimeOutsideOfASpan(t *testing.T) {
	from := time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC)
	to := from.Add(time.Second)
	for at, want := range map[time.Time]time.Duration{
		from: 0, to: 0, from.Add(time.Millisecond): 0,
		from.Add(-time.Minute): -time.Minute, to.Add(time.Hour): time.Hour,
	} {
		if got := outside(at, from, to); got != want {
			t.Errorf("%v: %v, want %v", at, got, want)
		}
	}
}
