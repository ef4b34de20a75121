// Build makes the packages of lrsdrop: a deb and an rpm, a zip and an MSI for
// Windows, all for 64-bit x86, with lists of the modules that the programs are
// made of (CycloneDX) and SHA-256 sums of all files. Run it in the repository:
//
//	go run ./packaging/build
//
// It needs Go and git, and for the MSI Debian's wixl and msitools. The version
// comes from git: a release is tagged as v1.2.3, and "lrsdrop version" prints
// what "git describe" says. Times in the packages are the commit's, so that the same
// commit gives the same bytes, but for the time of making in the MSI.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	dir := flags.String("out", "dist", "folder that the packages go to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	files, err := build(ctx, *dir)
	for _, file := range files {
		fmt.Fprintln(out, file)
	}
	return err
}
