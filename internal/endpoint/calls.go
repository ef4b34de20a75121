package endpoint

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"sync"

	"github.com/pkg/sftp"

	"lrsdrop/internal/faultpoint"
)

// Names of the extensions that we use where they are offered (OpenSSH,
// PROTOCOL, section 4).
const (
	extPosixRename = "posix-rename@openssh.com"
	extLink        = "hardlink@openssh.com"
	extSync        = "fsync@openssh.com"
	extSpace       = "statvfs@openssh.com"
	extLimits      = "limits@openssh.com"

	flagReadOnly = 1 // of statvfs
)

// offers reports an extension that the server has told of.
func (c *connection) offers(extension string) bool {
	_, offered := c.client.HasExtension(extension)
	return offered
}

// do runs one request in the session that stands, or makes one first.
func (e *Endpoint) do(ctx context.Context, request func(*connection) error) error {
	c, err := e.session(ctx)
	if err != nil {
		return err
	}
	faultpoint.At("sftp: change something")
	_, err = ask(ctx, c, func(*vigil) (struct{}, error) { return struct{}{}, request(c) }, nil)
	faultpoint.At("sftp: changed something")
	return err
}

// List hands every entry of a folder to each, in the server's order, and keeps
// none: one listing of the folder, whatever its size. each must not wait, for
// everything that the server sends waits for it, and is not called any more once
// List has returned.
func (e *Endpoint) List(ctx context.Context, folder string, each func(Attributes)) error {
	c, err := e.session(ctx)
	if err != nil {
		return err
	}
	select {
	case c.tap.one <- struct{}{}:
	case <-c.ended:
		return c.answer(errLost)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	l := listing{each: each}
	defer l.leave()
	_, err = ask(ctx, c, func(v *vigil) (struct{}, error) {
		defer func() { <-c.tap.one }()
		c.tap.begin(func(a Attributes) bool {
			v.progress()
			return l.take(a)
		})
		_, err := c.client.ReadDir(folder)
		return struct{}{}, cmp.Or(c.tap.end(), err)
	}, nil)
	return err
}

// listing is one whose caller may leave before it ends.
type listing struct {
	mu   sync.Mutex
	each func(Attributes) // nil: the caller has left
}

func (l *listing) take(a Attributes) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.each == nil {
		return false
	}
	l.each(a)
	return true
}

func (l *listing) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.each = nil
}

// Lstat tells about one name without following it.
func (e *Endpoint) Lstat(ctx context.Context, name string) (Attributes, error) {
	c, err := e.session(ctx)
	if err != nil {
		return Attributes{}, err
	}
	return ask(ctx, c, func(*vigil) (Attributes, error) {
		info, err := c.client.Lstat(name)
		if err != nil {
			return Attributes{}, err
		}
		return c.attributes(path.Base(name), info), nil
	}, nil)
}

// attributes turns what the library tells into ours. It gives zero for what the
// server does not tell, and a server that does not is the same in each answer.
func (c *connection) attributes(name string, info fs.FileInfo) Attributes {
	tells := c.tap.tells.Load()
	a := Attributes{Name: name, Size: info.Size(), Regular: info.Mode().IsRegular(), Folder: info.IsDir()}
	if a.Size < 0 || tells&attrSize == 0 {
		a.Regular = false // nobody could tell whether it was read whole
	}
	if told, ok := info.Sys().(*sftp.FileStat); ok {
		a.ModTime = seconds(told.Mtime)
		a.UID, a.HasUID = told.UID, tells&attrOwner != 0
	}
	return a
}

// Mkdir makes one folder. One that is there already is ErrRefused with most
// servers.
func (e *Endpoint) Mkdir(ctx context.Context, folder string) error {
	return e.do(ctx, func(c *connection) error { return c.client.Mkdir(folder) })
}

// RemoveFolder removes an empty folder.
func (e *Endpoint) RemoveFolder(ctx context.Context, folder string) error {
	return e.do(ctx, func(c *connection) error { return c.client.RemoveDirectory(folder) })
}

// Remove deletes a file. Look first whether it is one: the library deletes an
// empty folder of the name, too.
func (e *Endpoint) Remove(ctx context.Context, name string) error {
	return e.do(ctx, func(c *connection) error { return c.client.Remove(name) })
}

// Rename is the protocol's own rename. What it does when the new name is taken
// differs from server to server: see [Endpoint.Renames].
func (e *Endpoint) Rename(ctx context.Context, from, to string) error {
	return e.do(ctx, func(c *connection) error { return c.client.Rename(from, to) })
}

// PosixRename puts a file in the place of another, atomically: ErrUnsupported
// where the server has no such thing.
func (e *Endpoint) PosixRename(ctx context.Context, from, to string) error {
	return e.do(ctx, func(c *connection) error {
		if !c.offers(extPosixRename) {
			return ErrUnsupported
		}
		return c.client.PosixRename(from, to)
	})
}

// Link gives a file a second name, which no other file may have:
// ErrUnsupported where the server has no such thing.
func (e *Endpoint) Link(ctx context.Context, name, second string) error {
	return e.do(ctx, func(c *connection) error {
		if !c.offers(extLink) {
			return ErrUnsupported
		}
		return c.client.Link(name, second)
	})
}

// Space is what a server tells about the volume of a folder.
type Space struct {
	Free     uint64 // bytes that this login may still write
	ReadOnly bool   // nobody may write
}

// Space asks about the volume of a folder; ErrUnsupported where the server does
// not tell.
func (e *Endpoint) Space(ctx context.Context, folder string) (Space, error) {
	c, err := e.session(ctx)
	if err != nil {
		return Space{}, err
	}
	return ask(ctx, c, func(*vigil) (Space, error) {
		if !c.offers(extSpace) {
			return Space{}, ErrUnsupported
		}
		s, err := c.client.StatVFS(folder)
		if err != nil {
			return Space{}, err
		}
		if s.Blocks == 0 { // a file system that cannot tell
			return Space{}, ErrUnsupported
		}
		return Space{Free: s.Bavail * s.Frsize, ReadOnly: s.Flag&flagReadOnly != 0}, nil
	}, nil)
}
