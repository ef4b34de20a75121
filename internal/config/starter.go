package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	shipped "lrsdrop/config"
)

// Starter writes into dir what a new installation begins with: the annotated
// lrsdrop.yaml, the example mapping and the folders that they name. It lists
// what it wrote, folders included, in the order written.
//
// It overwrites nothing. When dir has a lrsdrop.yaml already the error is
// [fs.ErrExist] and nothing is written; other files and folders that are there
// stay as they are and are not listed.
func Starter(dir string) ([]string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("writing a starter configuration: %w", err)
	}
	file := filepath.Join(dir, "lrsdrop.yaml")
	if _, err := os.Lstat(file); err == nil {
		return nil, fmt.Errorf("writing a starter configuration: %s: %w", file, fs.ErrExist)
	}
	c, err := parse(shipped.Annotated(), file)
	if err != nil {
		return nil, fmt.Errorf("writing a starter configuration: %w", err)
	}
	s := starter{}
	s.folder(dir, 0o755)
	s.folders(c)
	s.folder(filepath.Join(dir, "mappings"), 0o755)
	s.file(filepath.Join(dir, "mappings", "example.yaml"), shipped.ExampleMapping())
	s.file(file, shipped.Annotated()) // last: it says that all else is there
	if s.err != nil {
		return s.wrote, fmt.Errorf("writing a starter configuration: %w", s.err)
	}
	return s.wrote, nil
}

// starter remembers what it wrote and does nothing after an error.
type starter struct {
	wrote []string
	err   error
}

// folders makes the folders of a configuration. State and secrets are for the
// daemon's account alone; the others hold learners' details, and the group is
// the operator's to choose.
func (s *starter) folders(c *Config) {
	s.folder(c.StateDir, 0o700)
	for _, o := range c.Organisations {
		s.folder(filepath.Dir(o.Password.File), 0o700)
	}
	for _, f := range c.folders() {
		s.folder(f.path, 0o750)
	}
}

// folder makes a folder and those around it.
func (s *starter) folder(path string, mode fs.FileMode) {
	if s.err != nil {
		return
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return
	}
	if around := filepath.Dir(path); around != path {
		s.folder(around, max(mode, 0o750))
	}
	if s.err != nil {
		return
	}
	if s.err = os.Mkdir(path, mode); s.err == nil {
		s.wrote = append(s.wrote, path)
	}
}

func (s *starter) file(path string, content []byte) {
	if s.err != nil {
		return
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // #nosec G302 G304 -- the operator names the folder; nothing in a starter is secret
	if errors.Is(err, fs.ErrExist) && filepath.Base(path) != "lrsdrop.yaml" {
		return
	}
	if err != nil {
		s.err = err
		return
	}
	_, err = f.Write(content)
	if s.err = errors.Join(err, f.Sync(), f.Close()); s.err == nil {
		s.wrote = append(s.wrote, path)
	}
}
