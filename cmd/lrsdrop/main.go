// Command lrsdrop is the daemon that answers files dropped in folders, and every command of the
// people who look after it. One file holds one command: its options, a run function that knows no
// flags, and the flags. What a command prints as facts it prints as JSON too, with --json.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // dates are those of London, also on a machine without time zones
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	code := execute(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
