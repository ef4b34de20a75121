package main

import (
	"errors"

	"lrsdrop/internal/config"
	"lrsdrop/internal/store"
)

// Exit codes, the same for every command.
const (
	exitDone    = 0
	exitData    = 1 // the data has problems
	exitUsage   = 2 // wrong usage or configuration
	exitMachine = 3 // the machine, the network or LRS failed
)

// exit is an error that has its exit code. A nil cause has said all there is
// to say already.
type exit struct {
	code  int
	cause error
}

func (e *exit) Error() string {
	if e.cause == nil {
		return ""
	}
	return e.cause.Error()
}

func (e *exit) Unwrap() error { return e.cause }

func usage(err error) error { return &exit{exitUsage, err} }

// said is an end that the output has explained.
func said(code int) error {
	if code == exitDone {
		return nil
	}
	return &exit{code, nil}
}

// codeOf finds the exit code of a command's error. What no command classified
// is the machine's.
func codeOf(err error) int {
	var own *exit
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &own):
		return own.code
	case errors.As(err, new(config.Problems)), errors.As(err, new(*store.Newer)):
		return exitUsage
	}
	return exitMachine
}
