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

// worded is a status in pkg/sftp's own terms, with OpenSSH's words.
type worded struct {
	status Status
	theirs error
}

func (w worded) Error() string { return words[w.status] }

func (w worded) Unwrap() error { return w.theirs }

var (
	denied      = worded{StatusPermissionDenied, sftp.ErrSSHFxPermissionDenied}
	failure     = worded{StatusFailure, sftp.ErrSSHFxFailure}
	unsupported = worded{StatusUnsupported, sftp.ErrSSHFxOpUnsupported}
)

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
		return worded{StatusNoSuchFile, sftp.ErrSSHFxNoSuchFile}
	case is(fs.ErrPermission):
		return denied
	case is(syscall.ENAMETOOLONG, fs.ErrInvalid):
		return worded{StatusBadMessage, sftp.ErrSSHFxBadMessage}
	case is(errors.ErrUnsupported):
		return unsupported
	}
	return failure
}
