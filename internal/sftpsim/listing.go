package sftpsim

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"time"

	"github.com/pkg/sftp"
)

// Filelist lists a folder, or tells about what a path leads to.
func (t *tree) Filelist(r *sftp.Request) (sftp.ListerAt, error) {
	if r.Method == "List" {
		return t.list(r.Filepath)
	}
	if f := t.opened(r.Filepath); f != nil {
		info, err := f.Stat()
		return t.one(f.path, info, err)
	}
	info, err := t.root.Stat(local(r.Filepath))
	return t.one(r.Filepath, info, err)
}

// Lstat tells about a path and does not follow it, as a rule.
func (t *tree) Lstat(r *sftp.Request) (sftp.ListerAt, error) {
	if t.server.behaviour().LstatFollows {
		if info, err := t.root.Stat(local(r.Filepath)); err == nil {
			return t.one(r.Filepath, info, nil)
		}
	}
	info, err := t.root.Lstat(local(r.Filepath))
	return t.one(r.Filepath, info, err)
}

// Readlink tells where a symbolic link leads.
func (t *tree) Readlink(name string) (string, error) {
	target, err := t.root.Readlink(local(name))
	return target, told(err)
}

func (t *tree) one(name string, info fs.FileInfo, err error) (sftp.ListerAt, error) {
	if err != nil {
		return nil, told(err)
	}
	return single{t.server.behaviour().dress(name, info)}, nil
}

// single is a list of one.
type single [1]fs.FileInfo

// ListAt fills in the one.
func (s single) ListAt(into []fs.FileInfo, _ int64) (int, error) { return copy(into, s[:]), io.EOF }

// listing goes through a folder once: "." and "..", what is there in the
// directory's own order, then crowds.
type listing struct {
	tree      *tree
	dir       string
	behaviour Behaviour
	names     []string
	crowds    []Crowd
	next      int // of the first crowd
}

func (t *tree) list(dir string) (sftp.ListerAt, error) {
	opened, err := t.root.Open(local(dir))
	if err != nil {
		return nil, told(err)
	}
	defer opened.Close()
	entries, err := opened.ReadDir(-1)
	if err != nil {
		return nil, told(err)
	}
	l := &listing{tree: t, dir: dir, behaviour: t.server.behaviour(), names: []string{".", ".."}}
	for _, e := range entries {
		l.names = append(l.names, e.Name())
	}
	for _, c := range l.behaviour.Crowds {
		if path.Clean("/"+c.Dir) == dir {
			l.crowds = append(l.crowds, c)
		}
	}
	return l, nil
}

// ListAt gives the next names. It keeps its own place, since a name that has
// vanished meanwhile is left out; pkg/sftp asks for one portion at a time.
func (l *listing) ListAt(into []fs.FileInfo, _ int64) (n int, err error) {
	for n < len(into) {
		info, err := l.take()
		if err != nil {
			return n, err
		}
		into[n] = info
		n++
	}
	return n, nil
}

func (l *listing) take() (fs.FileInfo, error) {
	for len(l.names) > 0 {
		name := l.names[0]
		l.names = l.names[1:]
		info, err := l.tree.root.Lstat(local(path.Join(l.dir, name)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, told(err)
		}
		return l.behaviour.dress(path.Join(l.dir, name), named{info, name}), nil
	}
	return l.takeCrowd()
}

func (l *listing) takeCrowd() (fs.FileInfo, error) {
	for len(l.crowds) > 0 && l.next >= l.crowds[0].N {
		l.crowds, l.next = l.crowds[1:], 0
	}
	if len(l.crowds) == 0 {
		return nil, io.EOF
	}
	c := l.crowds[0]
	name := c.Name(l.next)
	l.next++
	return l.behaviour.dress(path.Join(l.dir, name), stranger{name, c}), nil
}

// named is a file under the name of the listing, such as "..".
type named struct {
	fs.FileInfo
	name string
}

// Name is the name of the listing.
func (n named) Name() string { return n.name }

// stranger is one of a crowd.
type stranger struct {
	name  string
	crowd Crowd
}

// What pkg/sftp tells about one of a crowd.
func (s stranger) Name() string       { return s.name }
func (s stranger) Size() int64        { return s.crowd.Size }
func (s stranger) Mode() fs.FileMode  { return 0o644 }
func (s stranger) ModTime() time.Time { return s.crowd.ModTime }
func (s stranger) IsDir() bool        { return false }
func (s stranger) Sys() any           { return nil }

// dress makes what is told about a file of what is so.
func (b Behaviour) dress(name string, info fs.FileInfo) fs.FileInfo {
	if b.ZeroTimes || info.ModTime().Before(time.Unix(0, 0)) {
		info = timeless{info}
	}
	if b.Skew != 0 && !b.ZeroTimes {
		info = skewed{info, b.Skew}
	}
	if b.NoOwners {
		info = ownerless{info}
	}
	if b.Uid == nil {
		return info
	}
	if uid, ok := b.Uid(name); ok {
		return owned{info, uid}
	}
	return info
}

// timeless is a file whose time is not known.
type timeless struct{ fs.FileInfo }

// ModTime is 0, as the protocol writes it.
func (timeless) ModTime() time.Time { return time.Unix(0, 0) }

// skewed is a file of a server whose clock is wrong. A time that is not known
// stays so.
type skewed struct {
	fs.FileInfo
	by time.Duration
}

// ModTime is as the server's clock had it.
func (s skewed) ModTime() time.Time {
	if t := s.FileInfo.ModTime(); t.Unix() != 0 {
		return t.Add(s.by)
	}
	return time.Unix(0, 0)
}

// ownerless hides what pkg/sftp takes the owner from.
type ownerless struct{ os.FileInfo }

// Sys is nothing.
func (ownerless) Sys() any { return nil }

// owned is a file with the owner that the behaviour gave it.
type owned struct {
	fs.FileInfo
	uid uint32
}

// The names are those of sftp.FileInfoUidGid.
func (o owned) Uid() uint32 { return o.uid }
func (o owned) Gid() uint32 { return o.uid }
