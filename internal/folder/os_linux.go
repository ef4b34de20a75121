package folder

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// writerHas asks the kernel for a read lease, which it grants only while nobody
// has the file open for writing. A file system without leases, or a file of
// another account that we may not lease, cannot tell: false.
func writerHas(root *os.Root, name string) (bool, error) {
	f, _, err := open(root, name, name)
	if err != nil {
		return false, err
	}
	defer f.Close() // ends the lease
	fault := control(f, func(fd int) error {
		_, err := unix.FcntlInt(uintptr(fd), unix.F_SETLEASE, unix.F_RDLCK)
		return err
	})
	return errors.Is(fault, unix.EAGAIN), nil
}

// renameNew gives a file another name that nothing has yet: fs.ErrExist. Where
// the file system has no such rename (NFS, some FUSE), a second link and the
// removal of the first do the same in two steps.
func renameNew(root *os.Root, from, to string) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	err = control(dir, func(fd int) error {
		return unix.Renameat2(fd, from, fd, to, unix.RENAME_NOREPLACE)
	})
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.ENOTSUP) {
		return linkNew(root, from, to)
	}
	return os.NewSyscallError("renameat2", err)
}

// control lends the descriptor out, repeating a call that a signal broke off.
func control(f *os.File, do func(fd int) error) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var fault error
	err = conn.Control(func(fd uintptr) {
		for fault = do(int(fd)); errors.Is(fault, unix.EINTR); {
			fault = do(int(fd))
		}
	})
	return errors.Join(err, fault)
}
