//go:build faultpoints

package faultpoint

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"sync/atomic"
)

// Variables of the environment.
const (
	fatal = "LRSDROP_FAULT_AT"    // the number of the mark at which the process is killed; the first is 1
	trace = "LRSDROP_FAULT_TRACE" // a file to which the labels of all marks are added
)

// passed counts the marks that the process has come to.
var passed atomic.Int64

// At kills the process if this is the mark that the environment names, counted
// over the whole process.
func At(label string) {
	n := passed.Add(1)
	if path := os.Getenv(trace); path != "" {
		note(path, n, label)
	}
	if at, err := strconv.ParseInt(os.Getenv(fatal), 10, 64); err != nil || at != n {
		return
	}
	fmt.Fprintf(os.Stderr, "killed at fault point %d: %s\n", n, label)
	kill()
	select {} // the signal is on its way
}

func note(path string, n int64, label string) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err) // a test that goes on would show nothing
	}
	if _, err := fmt.Fprintf(f, "%d %s\n", n, label); err != nil {
		panic(err)
	}
	_ = f.Close()
}

// Torn writes in halves, with a mark between them.
func Torn(label string, w io.Writer) io.Writer { return torn{label, w} }

type torn struct {
	label string
	w     io.Writer
}

func (t torn) Write(p []byte) (int, error) {
	half := len(p) / 2
	n, err := t.w.Write(p[:half])
	if err != nil {
		return n, err
	}
	At(t.label)
	m, err := t.w.Write(p[half:])
	return n + m, err
}
