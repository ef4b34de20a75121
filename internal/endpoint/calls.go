package endpoint

import (
	"context"
	"io/fs"
	"path"
	"sync/atomic"

	"github.com/pkg/sftp"
)

// Names of the extensions that we use where they are offered (OpenSSH,
// PROTOCOL, section 4).
const (
	extPosixRename = "posix-rename@openssh.com"
	extLink        = "hardlink@openssh.com"
	extSync        = "fsync@openssh.com"
	extSpace       = "statvfs@openssh.com"

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
	_, err = ask(ctx, c, func() (struct{}, error) { return struct{}{}, request(c) }, nil)
	return err
}

// List hands every entry of a folder to each, in the server's order, and keeps
// none: one listing of the folder, whatever its size. each must not wait, and
// is not called any more once List has returned.
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
	var over atomic.Bool
	_, err = ask(ctx, c, func() (struct{}, error) {
		defer func() { <-c.tap.one }()
		c.tap.begin(func(a Attributes) {
			if !over.Load() {
				each(a)
			}
		})
		_, err := c.client.ReadDir(folder)
		if broken := c.tap.end(); err == nil {
			err = broken
		}
		return struct{}{}, err
	}, nil)
	over.Store(true)
	return err
}

// Lstat tells about one name without following it.
func (e *Endpoint) Lstat(ctx context.Context, name string) (Attributes, error) {
	c, err := e.session(ctx)
	if err != nil {
		return Attributes{}, err
	}
	return ask(ctx, c, func() (Attributes, error) {
		info, err := c.client.Lstat(name)
		if err != nil {
			return Attributes{}, err
		}
		return attributes(path.Base(name), info), nil
	}, nil)
}

// attributes turns what the library tells into ours.
func attributes(name string, info fs.FileInfo) Attributes {
	a := Attributes{Name: name, Size: info.Size(), Regular: info.Mode().IsRegular(), Folder: info.IsDir()}
	if told, ok := info.Sys().(*sftp.FileStat); ok {
		a.ModTime = seconds(told.Mtime)
		a.UID, a.HasUID = told.UID, true
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
	return ask(ctx, c, func() (Space, error) {
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
