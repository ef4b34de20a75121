package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// readAtOnce is how many names are asked of the directory at once.
const readAtOnce = 1024

// List implements [Lister].
func (l *Local) List(ctx context.Context, after string, limit int) ([]Entry, error) {
	var entries []Entry
	err := l.inside(ctx, "list files", func(root *os.Root) error {
		for len(entries) < limit {
			want := limit - len(entries)
			names, err := namesAfter(ctx, root, after, want)
			if err != nil {
				return err
			}
			if entries, err = statAll(root, names, entries); err != nil {
				return err
			}
			if len(names) < want {
				return nil
			}
			after = names[len(names)-1] // some may have vanished: fill up
		}
		return nil
	})
	return entries, err
}

// namesAfter reads the directory and keeps the first names in order, at most
// limit, that sort after the given one. It holds no more than twice as many.
func namesAfter(ctx context.Context, root *os.Root, after string, limit int) ([]string, error) {
	dir, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	p := portion[string]{after: after, limit: limit, name: func(n string) string { return n }}
	for {
		names, err := dir.Readdirnames(readAtOnce)
		for _, n := range names {
			p.add(n)
		}
		if errors.Is(err, io.EOF) {
			return p.sorted(), nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
	}
}

// portion keeps the items with the smallest names of a stream.
type portion[T any] struct {
	after string
	limit int
	name  func(T) string
	items []T
	last  string // once full: no name from here on is wanted
}

func (p *portion[T]) add(item T) {
	n := p.name(item)
	if n <= p.after || p.last != "" && n >= p.last {
		return
	}
	p.items = append(p.items, item)
	if len(p.items) >= 2*p.limit {
		p.items = p.sorted()
		p.last = p.name(p.items[p.limit-1])
	}
}

func (p *portion[T]) sorted() []T {
	slices.SortFunc(p.items, func(a, b T) int { return strings.Compare(p.name(a), p.name(b)) })
	return p.items[:min(len(p.items), p.limit)]
}

// statAll looks at each name and appends what it finds. One name that cannot be
// looked at does not hide the others, unless nothing here may be looked at. On
// Windows a name that may not is one of a file that is deleted and still open.
func statAll(root *os.Root, names []string, entries []Entry) ([]Entry, error) {
	var by owners
	denied := 0
	for _, n := range names {
		info, err := lstat(root, n)
		switch {
		case err == nil:
			entries = append(entries, entry(n, info, &by))
		case errors.Is(err, fs.ErrNotExist):
		case errors.Is(err, fs.ErrPermission):
			if denied++; denied == len(names) {
				return nil, fmt.Errorf("no right to look at the files: %w", err)
			}
		default:
			entries = append(entries, Entry{Name: n})
		}
	}
	return entries, nil
}
