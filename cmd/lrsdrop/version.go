package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// What packages are built with; empty otherwise, and the same for the whole life
// of the program.
var version, revision string

// build tells which program this is.
type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Modified bool   `json:"modified"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func newVersion(g *global) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  lrsdrop version\n  lrsdrop version --json",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return runVersion(g, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func runVersion(g *global, asJSON bool) error {
	b := readBuild()
	if asJSON {
		return printJSON(g.out, b)
	}
	_, err := fmt.Fprintf(g.out, "lrsdrop %s (%s, %s)\n", b.Version, b.Go, b.Platform)
	return err
}

func readBuild() build {
	b := build{Version: "unknown", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if version != "" {
		b.Version, b.Revision, b.Modified = version, revision, strings.HasSuffix(version, "-dirty")
		return b
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Version = info.Main.Version
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}
