// Package examples holds complete scenarios, each with the files that go in and what comes of them,
// and guides. Every scenario and every command of the guides is run by a test. All learners in them are invented.
package examples

import (
	"embed"
	"io/fs"
)

//go:embed demo files guides mis-export review sftp two-organisations withdraw
var files embed.FS

// Files gives all scenarios, one folder each, and the guides.
func Files() fs.FS { return files }

// Demo gives the files that lrsdrop demo drops, in one folder for each organisation.
func Demo() fs.FS {
	demo, err := fs.Sub(files, "demo")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return demo
}
