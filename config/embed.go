// Package config holds the files that ship with the programs: the annotated
// and the minimal configuration, the example mapping, the schemas of what goes
// into an inbox and of status.json.
package config

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml mappings schema
var files embed.FS

// Files gives all of them by their paths, such as schema/status.schema.json.
func Files() fs.FS { return files }

// Annotated is lrsdrop.yaml: every key with its default and its meaning. It
// loads as it is.
func Annotated() []byte { return read("lrsdrop.yaml") }

// Minimal is minimal.yaml: the least that one organisation needs.
func Minimal() []byte { return read("minimal.yaml") }

// ExampleMapping is mappings/example.yaml, every form of a mapping in turn.
func ExampleMapping() []byte { return read("mappings/example.yaml") }

func read(name string) []byte {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return data
}
