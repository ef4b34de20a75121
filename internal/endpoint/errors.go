package endpoint

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/pkg/sftp"
)

// Status codes of the protocol (draft-ietf-secsh-filexfer-02, section 7).
const (
	statusFailure      = 4
	statusBadMessage   = 5
	statusNoConnection = 6
	statusLost         = 7
	statusUnsupported  = 8
)

// sorted gives an error of the library one of our own kinds. answered tells
// that it is the server's answer.
func sorted(err error) (kind error, answered bool) {
	switch {
	case err == nil, err == io.EOF:
		return err, true
	case errors.Is(err, fs.ErrNotExist):
		return fs.ErrNotExist, true
	case errors.Is(err, fs.ErrPermission):
		return fs.ErrPermission, true
	}
	if status, ok := errors.AsType[*sftp.StatusError](err); ok {
		return statusError(status.Code)
	}
	if errors.Is(err, sftp.ErrSSHFxConnectionLost) || errors.Is(err, io.ErrClosedPipe) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %w", ErrDown, errLost), false
	}
	return err, false
}

func statusError(code uint32) (kind error, answered bool) {
	switch code {
	case statusNoConnection, statusLost:
		return fmt.Errorf("%w: %w", ErrDown, errLost), false
	case statusUnsupported:
		return ErrUnsupported, true
	case statusFailure:
		return fmt.Errorf("%w, without a reason", ErrRefused), true
	case statusBadMessage:
		return fmt.Errorf("%w: the name or the request does not suit it", ErrRefused), true
	}
	return fmt.Errorf("%w, with status %d", ErrRefused, code), true
}

// Refusal reports an answer in which the server says no, as against a call that
// was not answered.
func Refusal(err error) bool {
	return errors.Is(err, ErrUnsupported) || errors.Is(err, ErrRefused) || errors.Is(err, fs.ErrPermission)
}
