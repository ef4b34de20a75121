package sftpsim

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"syscall"

	"github.com/pkg/sftp"
)

// words are what OpenSSH says beside a status.
var words = map[Status]string{
	StatusEOF: "End of file", StatusNoSuchFile: "No such file", StatusPermissionDenied: "Permission denied",
	StatusFailure: "Failure", StatusBadMessage: "Bad message", StatusNoConnection: "No connection",
	StatusConnectionLost: "Connection lost", StatusUnsupported: "Operation unsupported",
}

// told is an error as the client sees it: one of the statuses, and no path. It
// follows the table of OpenSSH's sftp-server.
func told(err error) error {
	is := func(causes ...error) bool {
		return slices.ContainsFunc(causes, func(cause error) bool { return errors.Is(err, cause) })
	}
	switch {
	case err == nil:
		return nil
	case is(io.EOF):
		return io.EOF
	case is(fs.ErrNotExist, syscall.ENOTDIR, syscall.EBADF, syscall.ELOOP):
		return sftp.ErrSSHFxNoSuchFile
	case is(fs.ErrPermission):
		return sftp.ErrSSHFxPermissionDenied
	case is(syscall.ENAMETOOLONG, fs.ErrInvalid):
		return sftp.ErrSSHFxBadMessage
	case is(errors.ErrUnsupported):
		return sftp.ErrSSHFxOpUnsupported
	}
	return sftp.ErrSSHFxFailure
}
