package disk

import (
	"errors"
	"os"
	"runtime"
	"syscall"
)

// FlushFolder makes the names in a folder durable, as [FlushRoot] does.
func FlushFolder(path string) error {
	root, err := os.OpenRoot(path)
	if err != nil {
		return err
	}
	return errors.Join(FlushRoot(root), root.Close())
}

// FlushRoot makes the names in a folder durable. Some network file systems
// cannot flush a folder and say so; they have nothing to flush. NTFS journals
// names.
func FlushRoot(root *os.Root) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	err = dir.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, dir.Close())
}
