// Command lrssim is a simulator of the Learning Records Service's web services for awarding
// organisations. It is for trials and tests: it remembers nothing on disk and tells no real service
// anything.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
