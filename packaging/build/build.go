package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// product is one version of lrsdrop on its way into packages.
type product struct {
	root    string // the repository
	work    string // what is made on the way
	out     string // the packages
	nfpm    string // the program that makes deb and rpm
	version version
}

// build makes all packages in dir and gives their paths.
func build(ctx context.Context, dir string) (files []string, err error) {
	p, err := prepare(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(p.work)) }()
	if err := p.programs(ctx); err != nil {
		return nil, err
	}
	return p.packages(ctx)
}

// packages makes all of them of the programs, and the sums.
func (p *product) packages(ctx context.Context) ([]string, error) {
	steps := []func(context.Context) (string, error){p.deb, p.rpm, p.zip, p.msi, p.linuxModules, p.windowsModules}
	made := make([]string, len(steps))
	group, ctx := errgroup.WithContext(ctx)
	for i, step := range steps {
		group.Go(func() (err error) {
			made[i], err = step(ctx)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	sums, err := p.sums(made)
	return append(made, sums), err
}

func prepare(ctx context.Context, dir string) (*product, error) {
	root, err := output(ctx, "", "go", "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return nil, fmt.Errorf("looking for the repository: %w", err)
	}
	out, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	v, err := describe(ctx, root)
	if err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp("", "lrsdrop-build-")
	return &product{root: root, out: out, work: work, nfpm: filepath.Join(work, "nfpm"), version: v}, err
}

// programs compiles everything that the packages need.
func (p *product) programs(ctx context.Context) error {
	group, within := errgroup.WithContext(ctx)
	for _, system := range []string{"linux", "windows"} {
		group.Go(func() error { return p.compile(within, system) })
	}
	group.Go(func() error {
		cmd := exec.CommandContext(within, "go", "build", "-trimpath", "-modfile", "packaging/build/nfpm.mod",
			"-o", p.nfpm, "github.com/goreleaser/nfpm/v2/cmd/nfpm")
		cmd.Dir = p.root
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		return said(cmd)
	})
	return group.Wait()
}

// compile builds both programs for a system into a folder of its own.
func (p *product) compile(ctx context.Context, system string) error {
	folder := filepath.Join(p.work, system)
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags="+p.version.linked(),
		"-o", folder+string(filepath.Separator), "./cmd/lrsdrop", "./cmd/lrssim")
	cmd.Dir = p.root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH=amd64", "GOAMD64=v1")
	return said(cmd)
}

// program is where a program of a system is.
func (p *product) program(system, name string) string {
	if system == "windows" {
		name += ".exe"
	}
	return filepath.Join(p.work, system, name)
}

// output runs a program in a folder and gives the first of what it prints.
func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, complaint(err))
	}
	return strings.TrimSpace(string(text)), nil
}

// complaint is what a program said as it failed.
func complaint(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strings.TrimSpace(string(exit.Stderr))
	}
	return ""
}

// said runs a program whose words count only when it fails.
func said(cmd *exec.Cmd) error {
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, strings.TrimSpace(string(text)))
	}
	return nil
}

// dated gives a file the time of the commit.
func dated(path string, when time.Time) error {
	return os.Chtimes(path, when, when)
}
