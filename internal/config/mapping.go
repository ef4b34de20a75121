package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"lrsdrop/internal/record"
)

// LoadMapping reads a mapping file. The error is a [Problems] where the file is
// no mapping, and another one where it cannot be read.
func LoadMapping(path string) (record.Mapping, error) {
	data, err := readFile(path)
	if err != nil {
		return record.Mapping{}, err
	}
	return DecodeMapping(data)
}

// DecodeMapping reads a mapping from the text of its YAML file, at most 1 MiB.
// The error is a [Problems] with everything that is wrong with it.
func DecodeMapping(data []byte) (record.Mapping, error) {
	var m record.Mapping
	n := newNotes()
	if !decode(data, &m, n, true) {
		return record.Mapping{}, n.problems
	}
	for _, problem := range m.Problems() {
		path, words, _ := strings.Cut(problem, ": ")
		n.add(path, "%s", words)
	}
	n.problems.sort()
	if len(n.problems) > 0 {
		return record.Mapping{}, n.problems
	}
	return m, nil
}

// EncodeMapping writes a mapping as a YAML file for people: the comments on
// top, the columns in the order of our own files, each with what it means.
// DecodeMapping reads it back as it was.
func EncodeMapping(m record.Mapping, comments []string) ([]byte, error) {
	columns, err := columnNodes(m)
	if err != nil {
		return nil, fmt.Errorf("writing the mapping %s: %w", m.ID, err)
	}
	root := &yaml.Node{Kind: yaml.MappingNode}
	put(root, "id", text(m.ID))
	if m.Description != "" {
		put(root, "description", text(m.Description))
	}
	put(root, "columns", columns)
	var out bytes.Buffer
	out.WriteString(comment(comments))
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := errors.Join(enc.Encode(root), enc.Close()); err != nil {
		return nil, fmt.Errorf("writing the mapping %s: %w", m.ID, err)
	}
	return out.Bytes(), nil
}

func columnNodes(m record.Mapping) (*yaml.Node, error) {
	columns := &yaml.Node{Kind: yaml.MappingNode}
	for f := range record.Field(record.FieldCount) {
		source, ok := m.Source(f)
		if !ok {
			continue
		}
		value := &yaml.Node{}
		if err := value.Encode(source); err != nil {
			return nil, err
		}
		value.Style = yaml.FlowStyle
		value.LineComment = "# " + f.Words()
		put(columns, f.Name(), value)
	}
	return columns, nil
}

func put(mapping *yaml.Node, key string, value *yaml.Node) {
	mapping.Content = append(mapping.Content, text(key), value)
}

func text(s string) *yaml.Node {
	var n yaml.Node
	n.SetString(s)
	return &n
}

// comment makes comment lines. What a stranger's file brought in stays on the
// line and inside the comment.
func comment(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		line = strings.Map(func(r rune) rune {
			if !unicode.IsPrint(r) {
				return ' '
			}
			return r
		}, line)
		b.WriteString(strings.TrimRight("# "+line, " ") + "\n")
	}
	return b.String()
}

// readMappings reads the mapping file of each organisation that has one.
func (c *Config) readMappings(n *notes) {
	for i := range c.Organisations {
		o := &c.Organisations[i]
		if at := item("organisations", i) + ".mapping"; o.MappingFile != "" && !n.known(at) {
			o.readMapping(n, at)
		}
	}
}

func (o *Organisation) readMapping(n *notes, at string) {
	m, err := LoadMapping(o.MappingFile)
	var problems Problems
	switch {
	case errors.As(err, &problems):
		n.addAll(at, "In the mapping file, ", problems)
	case err != nil:
		n.add(at, "The mapping file cannot be read: %s.", reason(err))
	default:
		o.Mapping = &m
	}
}

// reason says why a file cannot be read, without its path.
func reason(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "this account may not read it"
	case errors.As(err, &path):
		return path.Err.Error()
	}
	return "it is not a file"
}
