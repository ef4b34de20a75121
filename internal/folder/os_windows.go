package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

const neverBlock = 0

// transient: a virus scanner, an indexer or a person's program has the file
// open. Windows says "access denied" for some of these, too.
func transient(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

// lstat tells of a file that somebody lets nobody else read, too: the root's own
// way wants the right to read it.
func lstat(root *os.Root, name string) (fs.FileInfo, error) {
	info, err := root.Lstat(name)
	if transient(err) {
		return os.Lstat(extended(filepath.Join(root.Name(), name)))
	}
	return info, err
}

// remove deletes a file or an empty folder also where the file system does not
// know to delete what is open, which is how the root does it: some servers of
// network shares, and wine. There a file goes once its last user closes it.
func remove(root *os.Root, name string) error {
	err := root.Remove(name)
	if !errors.Is(err, windows.ERROR_INVALID_FUNCTION) {
		return err
	}
	f, err := root.OpenFile(name, os.O_RDONLY|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// fileID would need every file to be opened; size and time have to do.
func fileID(fs.FileInfo) string { return "" }

// owners cannot tell here whose a file is.
type owners struct{}

func (*owners) of(fs.FileInfo) string { return "" }

// writerHas opens the file without letting anybody share it, which fails while
// anybody has it open.
func writerHas(root *os.Root, name string) (bool, error) {
	f, _, err := open(root, name, name)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if err := f.Close(); err != nil {
		return false, err
	}
	path, err := windows.UTF16PtrFromString(extended(filepath.Join(root.Name(), name)))
	if err != nil {
		return false, err
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ, 0, nil,
		windows.OPEN_EXISTING, windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return true, nil
	}
	if err != nil {
		return false, gone(err)
	}
	return false, windows.CloseHandle(h)
}

// renameNew gives a file another name that nothing has yet: fs.ErrExist.
func renameNew(root *os.Root, from, to string) error {
	old, err := windows.UTF16PtrFromString(extended(filepath.Join(root.Name(), from)))
	if err != nil {
		return err
	}
	name, err := windows.UTF16PtrFromString(extended(filepath.Join(root.Name(), to)))
	if err != nil {
		return err
	}
	return os.NewSyscallError("MoveFileEx", windows.MoveFileEx(old, name, windows.MOVEFILE_WRITE_THROUGH))
}
