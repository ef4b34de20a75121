package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
)

// member is a file of the zip or the MSI.
type member struct {
	name   string // with slashes
	source string
}

// windows lists what Windows gets, besides the configuration.
func (p *product) windows() ([]member, error) {
	all := []member{
		{"lrsdrop.exe", p.program("windows", "lrsdrop")},
		{"lrssim.exe", p.program("windows", "lrssim")},
		{"README.md", filepath.Join(p.root, "README.md")},
		{"prometheus/lrsdrop.rules.yml", filepath.Join(p.root, "packaging", "prometheus", "lrsdrop.rules.yml")},
		{"grafana/lrsdrop.json", filepath.Join(p.root, "packaging", "grafana", "lrsdrop.json")},
	}
	for _, folder := range []struct{ name, source string }{
		{"guides", "examples/guides"}, {"schema", "config/schema"}, {"mappings", "config/mappings"},
	} {
		found, err := filepath.Glob(filepath.Join(p.root, filepath.FromSlash(folder.source), "*"))
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			all = append(all, member{path.Join(folder.name, filepath.Base(file)), file})
		}
	}
	return all, nil
}

// starter writes the configuration that a new installation on Windows begins
// with.
func (p *product) starter(folder string) (member, error) {
	m := member{"lrsdrop.yaml", filepath.Join(folder, "lrsdrop.yaml")}
	return m, errors.Join(os.WriteFile(m.source, windowsPlaces.starter(), 0o644), dated(m.source, p.version.when))
}

func (p *product) zip(context.Context) (target string, err error) {
	target = filepath.Join(p.out, fmt.Sprintf("lrsdrop-%s-windows-amd64.zip", p.version.linux()))
	folder, err := os.MkdirTemp(p.work, "zip-")
	if err != nil {
		return "", err
	}
	members, err := p.windows()
	if err != nil {
		return "", err
	}
	starter, err := p.starter(folder)
	if err != nil {
		return "", err
	}
	file, err := os.Create(target)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	w := zip.NewWriter(file)
	for _, m := range append(members, starter) {
		if err := p.pack(w, m); err != nil {
			return "", fmt.Errorf("packing %s: %w", m.name, err)
		}
	}
	return target, w.Close()
}

func (p *product) pack(w *zip.Writer, m member) (err error) {
	in, err := os.Open(m.source)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := w.CreateHeader(&zip.FileHeader{Name: "lrsdrop/" + m.name, Method: zip.Deflate, Modified: p.version.when})
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return err
}
