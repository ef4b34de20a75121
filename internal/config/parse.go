package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxFile bounds a configuration or mapping file, in bytes.
const maxFile = 1 << 20

// decode lays data over the value that into points to and notes what does not
// fit. It reports false when there is nothing to look at further.
func decode(data []byte, into any, n *notes, multiline bool) bool {
	return decodeAt("", data, into, n, multiline)
}

// decodeAt is decode for a file whose whole content stands at path.
func decodeAt(path string, data []byte, into any, n *notes, multiline bool) bool {
	root, problem := document(data)
	if problem == "" && root.Kind != yaml.MappingNode {
		problem = "The file must be keys and values, one to a line."
	}
	if problem != "" {
		n.add(path, "%s", problem)
		return false
	}
	d := decoder{notes: n, multiline: multiline}
	d.value(root, reflect.ValueOf(into).Elem(), path)
	return true
}

// document parses the one YAML document of a file.
func document(data []byte) (root *yaml.Node, problem string) {
	if len(data) > maxFile {
		return nil, "The file is over 1 MiB. That is no file of this kind."
	}
	in := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	switch err := in.Decode(&doc); {
	case errors.Is(err, io.EOF), err == nil && empty(&doc):
		return nil, "The file is empty."
	case err != nil:
		return nil, syntax(err)
	}
	if err := in.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, "The file goes on after its end. Keep one document, and no line of three hyphens after it."
	}
	return doc.Content[0], ""
}

func empty(doc *yaml.Node) bool {
	return len(doc.Content) == 0 || doc.Content[0].Tag == "!!null" && doc.Content[0].Value == ""
}

// anchor is the one error of yaml.v3 that repeats a word of the file. A
// password that starts with an asterisk looks like an alias.
var anchor = regexp.MustCompile(`unknown anchor '.*' referenced`)

// syntax puts yaml.v3's error in our words, which repeat nothing of the file.
func syntax(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if anchor.MatchString(text) {
		return "A value starts with an asterisk (*) and is no alias. Put values like that in quotation marks."
	}
	return fmt.Sprintf("The file is not YAML (%s). Check hyphens, colons and quotation marks, "+
		"and that keys that belong together start in the same column.", text)
}
