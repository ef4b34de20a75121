//go:build unix

package folder

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"lrsdrop/internal/faultpoint"
)

// neverBlock keeps the opening of a name that has just become a FIFO from
// waiting for its writer.
const neverBlock = syscall.O_NONBLOCK

// transient: Unix lets an open file be renamed and removed, so nothing passes
// by waiting here.
func transient(error) bool { return false }

func lstat(root *os.Root, name string) (fs.FileInfo, error) { return root.Lstat(name) }

func remove(root *os.Root, name string) error { return root.Remove(name) }

func fileID(info fs.FileInfo) string {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d:%d", s.Dev, s.Ino)
}

// owners words who owns files and remembers the last one: most files of a
// folder have the same.
type owners struct {
	uid   uint32
	words string // "" before the first
}

func (o *owners) of(info fs.FileInfo) string {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(s.Uid) == os.Getuid() {
		return ""
	}
	if o.words == "" || o.uid != s.Uid {
		o.uid, o.words = s.Uid, fmt.Sprintf("uid:%d", s.Uid)
	}
	return o.words
}

// linkNew is a rename that cannot overwrite, in two steps. A crash between them
// leaves the temporary name as well, which Sweep removes.
func linkNew(root *os.Root, from, to string) error {
	if err := root.Link(from, to); err != nil {
		return err
	}
	faultpoint.At("folder: remove the first of two names")
	return root.Remove(from)
}
