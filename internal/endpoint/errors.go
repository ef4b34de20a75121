package endpoint

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"

	"github.com/pkg/sftp"
)

// Status codes of the protocol (draft-ietf-secsh-filexfer-02, section 7).
const (
	statusEOF          = 1
	statusFailure      = 4
	statusBadMessage   = 5
	statusNoConnection = 6
	statusLost         = 7
	statusUnsupported  = 8
)

var (
	// errShort: a file ended before the size it had.
	errShort = fmt.Errorf("the file ended before its size: %w", io.ErrUnexpectedEOF)
	// errNonsense: an answer that belongs to no request, or is no answer to it.
	errNonsense = errors.New("the server's answer makes no sense")
)

// sorted gives an error of the library one of our own kinds. answered tells
// that it is the server's answer.
func sorted(err error) (kind error, answered bool) {
	if told, ok := errors.AsType[*fs.PathError](err); ok {
		err = told.Err // a path is the caller's to tell
	}
	switch {
	case err == nil:
		return nil, true
	case err == io.EOF:
		return statusError(statusEOF)
	case errors.Is(err, fs.ErrNotExist):
		return fs.ErrNotExist, true
	case errors.Is(err, fs.ErrPermission):
		return fs.ErrPermission, true
	case isOurs(err):
		return err, false
	}
	if status, ok := errors.AsType[*sftp.StatusError](err); ok {
		return statusError(status.Code)
	}
	if isLost(err) {
		return fmt.Errorf("%w: %w", ErrDown, errLost), false
	}
	return fmt.Errorf("%w: %w", ErrDown, errNonsense), false
}

// isOurs reports an error that is sorted already or has nothing to do with the
// server.
func isOurs(err error) bool {
	for _, kind := range []error{ErrDown, ErrRefused, ErrUnsupported, errShort, errPacket, errNoFile, errAborted, fs.ErrClosed} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// isLost reports what the library says when the connection breaks: one who
// waits is told so, one who sends gets what the connection says.
func isLost(err error) bool {
	_, network := errors.AsType[net.Error](err)
	return network || errors.Is(err, sftp.ErrSSHFxConnectionLost) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrClosedPipe) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
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
