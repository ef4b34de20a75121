package folder

import (
	"context"
	"os"
	"time"
)

// Times is how a folder keeps the times of its files. A share has the clock of
// its server.
type Times struct {
	Ahead time.Duration // the folder's clock is ahead of this machine's by so much; less than zero: behind
	Step  time.Duration // two times closer than this may be kept as one
	Kept  bool          // a file that is renamed keeps its time
}

// Times makes a hidden file, looks at its times, and removes it.
func (l *Local) Times(ctx context.Context) (t Times, err error) {
	name, moved := l.temporaryName(), l.temporaryName()
	err = l.inside(ctx, "look at the times of a file", func(root *os.Root) error {
		defer func() { _, _ = discard(root, name), discard(root, moved) }() // what failed has been told
		before := time.Now()
		if _, err := writeTemporary(ctx, root, name, probing{}.word); err != nil {
			return err
		}
		info, err := lstat(root, name)
		if err != nil {
			return err
		}
		t.Ahead = outside(info.ModTime(), before, time.Now())
		if t.Step, err = stepOf(root, name); err != nil {
			return err
		}
		if info, err = lstat(root, name); err != nil {
			return err
		}
		if err := root.Rename(name, moved); err != nil {
			return err
		}
		after, err := lstat(root, moved)
		t.Kept = err == nil && after.ModTime().Equal(info.ModTime())
		return err
	})
	return t, err
}

// outside is how far a time lies outside of a span.
func outside(at, from, to time.Time) time.Duration {
	switch {
	case at.Before(from):
		return at.Sub(from)
	case at.After(to):
		return at.Sub(to)
	}
	return 0
}

// steps are those that file systems have, from that of ext4 and NTFS to that of
// FAT.
var steps = [...]time.Duration{100 * time.Nanosecond, time.Microsecond, time.Millisecond, 10 * time.Millisecond, time.Second}

// stepOf gives a file a time with a digit at each place, and looks which are
// left.
func stepOf(root *os.Root, name string) (time.Duration, error) {
	given := time.Date(2026, 1, 2, 3, 4, 5, 123_456_700, time.UTC)
	if err := root.Chtimes(name, given, given); err != nil {
		return 0, err
	}
	info, err := lstat(root, name)
	if err != nil {
		return 0, err
	}
	for _, step := range steps {
		if info.ModTime().Equal(given.Truncate(step)) {
			return step, nil
		}
	}
	return 2 * time.Second, nil
}
