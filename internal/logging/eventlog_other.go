//go:build !windows

package logging

import "errors"

func openEventLog() (to eventLog, close func() error, err error) {
	return nil, nil, errors.New("only Windows has one")
}

// LastWords does nothing here: the journal has the standard error.
func LastWords(error) {}
