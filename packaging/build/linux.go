package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"text/template"
	"time"
)

//go:embed nfpm.yaml
var nfpmConfig string

func (p *product) deb(ctx context.Context) (string, error) {
	return p.linux(ctx, "deb", fmt.Sprintf("lrsdrop_%s_amd64.deb", p.version.linux()))
}

func (p *product) rpm(ctx context.Context) (string, error) {
	return p.linux(ctx, "rpm", fmt.Sprintf("lrsdrop-%s.x86_64.rpm", p.version.linux()))
}

// linux has nfpm make a package of one kind.
func (p *product) linux(ctx context.Context, kind, name string) (string, error) {
	folder, err := os.MkdirTemp(p.work, kind+"-")
	if err != nil {
		return "", err
	}
	starter := filepath.Join(folder, "lrsdrop.yaml")
	if err := os.WriteFile(starter, linuxPlaces.starter(), 0o644); err != nil {
		return "", err
	}
	settings := filepath.Join(folder, "nfpm.yaml")
	if err := p.settings(settings, starter); err != nil {
		return "", err
	}
	target := filepath.Join(p.out, name)
	cmd := exec.CommandContext(ctx, p.nfpm, "package", "--config", settings, "--packager", kind, "--target", target)
	cmd.Dir = p.root
	if err := said(cmd); err != nil {
		return "", fmt.Errorf("making the %s: %w", kind, err)
	}
	return target, nil
}

// settings writes what nfpm is told.
func (p *product) settings(path, starter string) error {
	var text bytes.Buffer
	t, err := template.New("nfpm.yaml").Parse(nfpmConfig)
	if err != nil {
		return err
	}
	err = t.Execute(&text, map[string]string{
		"Version": p.version.linux(), "Time": p.version.when.Format(time.RFC3339), "Starter": starter,
		"Lrsdrop": p.program("linux", "lrsdrop"), "Lrssim": p.program("linux", "lrssim"),
	})
	if err != nil {
		return err
	}
	return os.WriteFile(path, text.Bytes(), 0o644)
}
